//! Where a command writes: standard output, or a file that is written whole or not at all.

use std::fs::{self, File, Permissions};
use std::io::{self, Seek, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::Failure;

/// An output being written.
#[derive(Debug)]
pub(crate) struct Output {
    name: String,
    target: Target,
}

#[derive(Debug)]
enum Target {
    /// Standard output, a device or a pipe: bytes go straight through. Where it is a regular file, up to which byte it
    /// holds whole records.
    Through(File, Option<u64>),
    /// A file: nothing is seen under its name before the end.
    Whole(NamedTempFile, PathBuf),
}

impl Output {
    /// Standard output (also for `-`), or the file of this name. What is there and is no regular file is written to as
    /// it is; a link is followed.
    ///
    /// # Errors
    /// When it cannot be written to, or no file can be made beside where it is to come.
    pub(crate) fn create(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            let name = "standard output".to_owned();
            let target = io::stdout().as_fd().try_clone_to_owned().map(|output| Target::through(output.into()));
            return Ok(Self { target: target.map_err(Failure::io(cannot_write(&name)))?, name });
        };
        let name = path.display().to_string();
        let target = match fs::metadata(path) {
            Ok(there) if there.is_file() => {
                let path = path.canonicalize().map_err(Failure::io(cannot_write(&name)))?;
                Target::whole(path, there.permissions())
            }
            Ok(_) => File::options().write(true).open(path).map(Target::through),
            Err(_) => Target::whole(path.to_owned(), Permissions::from_mode(0o666)),
        };
        Ok(Self { target: target.map_err(Failure::io(cannot_write(&name)))?, name })
    }

    /// Writes all of these bytes: whole records.
    ///
    /// # Errors
    /// When they cannot be written. What a regular file then holds ends with a whole record.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = match &mut self.target {
            Target::Through(output, whole) => write_through(output, whole, bytes),
            Target::Whole(file, _) => file.as_file_mut().write_all(bytes),
        };
        written.map_err(Failure::io(cannot_write(&self.name)))
    }

    /// Ends the output; a file takes its name now.
    ///
    /// # Errors
    /// When the last bytes cannot be written, or the file not be named.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let finished = match self.target {
            Target::Through(..) => Ok(()),
            Target::Whole(file, path) => {
                file.as_file().sync_all().and_then(|()| file.persist(path).map(drop).map_err(|error| error.error))
            }
        };
        finished.map_err(Failure::io(cannot_write(&self.name)))
    }
}

impl Target {
    fn through(mut output: File) -> Self {
        let is_file = output.metadata().is_ok_and(|output| output.is_file());
        let start = if is_file { output.stream_position().ok() } else { None };
        Self::Through(output, start)
    }

    fn whole(path: PathBuf, permissions: Permissions) -> io::Result<Self> {
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        // its own error, since the one below names the temporary file, which nobody asked for
        fs::metadata(folder)?;
        let file = tempfile::Builder::new()
            .prefix(".registertoets-")
            .permissions(permissions)
            .tempfile_in(folder)
            .map_err(|error| io::Error::from(error.kind()))?;
        remove_when_interrupted(file.path().to_owned());
        Ok(Self::Whole(file, path))
    }
}

/// Writes to where bytes are seen at once; a regular file that cannot take all of them is left with whole records.
fn write_through(output: &mut File, whole: &mut Option<u64>, bytes: &[u8]) -> io::Result<()> {
    let written = output.write_all(bytes);
    if let Some(whole) = whole {
        match &written {
            Ok(()) => *whole += bytes.len() as u64,
            // the failure to write is what is told; the rest is tidied as far as it can be
            Err(_) => drop(output.set_len(*whole)),
        }
    }
    written
}

/// Has the temporary file removed when the program is interrupted, which then ends as interrupted programs do.
fn remove_when_interrupted(path: PathBuf) {
    /// 128 and the number of SIGINT.
    const INTERRUPTED: i32 = 130;
    // a second output in one process would keep the first handler: no command has two
    let _ = ctrlc::set_handler(move || {
        let _ = fs::remove_file(&path);
        std::process::exit(INTERRUPTED);
    });
}

fn cannot_write(name: &str) -> String {
    format!("cannot write {name}")
}
