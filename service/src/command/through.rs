//! Going through all records of the inputs of a command, with the bulk engine and a progress bar.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::bulk::{Answers, Counts, Records, Work, work_through};
use crate::failure::Failure;
use crate::form::DossierForm;
use crate::input::Input;

/// The arguments of commands that go through registers.
#[derive(Clone, Debug, Args)]
pub(super) struct Inputs {
    /// Files to read, `-` for standard input [default: standard input]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Form of the dossiers [default: told from the file's name or first bytes]
    #[arg(long, value_enum)]
    from: Option<DossierForm>,
    /// Take so many dossiers of the register that `generate` makes, in place of files
    #[arg(long, value_name = "N", conflicts_with_all = ["files", "from"])]
    generated: Option<u64>,
    /// Threads to work on [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Leave out the progress bar and the summary on standard error
    #[arg(short, long)]
    pub(super) quiet: bool,
}

impl Inputs {
    /// Does the work on every record of every input, in order, and lets `write` put the answers to `output`.
    ///
    /// # Errors
    /// When an input cannot be read, or those of `write`.
    pub(super) fn work_through<O: Send>(
        &self,
        work: impl Work,
        mut output: O,
        write: fn(&mut O, &Answers) -> Result<(), Failure>,
    ) -> Result<(Counts, O), Failure> {
        let threads = self.threads.map_or_else(super::threads_available, usize::from);
        let one_unnamed = [PathBuf::from("-")];
        let paths = if self.files.is_empty() { &one_unnamed[..] } else { &self.files };
        see_that_all_are_there(paths)?;
        let progress = self.progress_bar(paths);
        let mut counts = Counts::default();
        for path in paths {
            let input = self.open(path)?;
            let (form, doing) = (input.form, format!("cannot read {}", input.name));
            let records = Records { before: counts.records, most: None };
            let read = progress.wrap_read(input.into_read());
            work_through(read, form, &work, threads, records, |answers| {
                write(&mut output, &answers).map_err(Stopped::Writing)?;
                counts.add(&answers.counts);
                Ok(())
            })
            .map_err(|stopped| match stopped {
                Stopped::Reading(error) => Failure::Io(doing, error),
                Stopped::Writing(failure) => failure,
            })?;
        }
        progress.finish_and_clear();
        Ok((counts, output))
    }

    fn open(&self, path: &Path) -> Result<Input, Failure> {
        match self.generated {
            Some(count) => Ok(Input::generated(count)),
            None => Input::open(path, self.from),
        }
    }

    /// A bar on a terminal, over the bytes of all files; a spinner where their size is unknown; nothing elsewhere.
    fn progress_bar(&self, paths: &[PathBuf]) -> ProgressBar {
        if self.quiet || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let size: Option<u64> = paths.iter().map(|path| size_of_file(path)).sum();
        let template = match size {
            Some(_) => "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta} left",
            None => "{spinner} {bytes} {bytes_per_sec}",
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::with_draw_target(size, ProgressDrawTarget::stderr()).with_style(style)
    }
}

/// Why not all of an input was gone through.
enum Stopped {
    Reading(io::Error),
    Writing(Failure),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Reading(error)
    }
}

/// Tells of a missing file before hours of work on the others.
fn see_that_all_are_there(paths: &[PathBuf]) -> Result<(), Failure> {
    let standard_input = Path::new("-");
    if paths.iter().filter(|path| *path == standard_input).count() > 1 {
        return Err(Failure::Usage("standard input can be read only once: leave out one -".to_owned()));
    }
    for path in paths.iter().filter(|path| *path != standard_input) {
        std::fs::metadata(path).map_err(Failure::io(format!("cannot read {}", path.display())))?;
    }
    Ok(())
}

fn size_of_file(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|file| file.len())
}
