//! Where a command writes: standard output, or a file that is written whole or not at all.

use std::fs::File;
use std::io::{self, StdoutLock, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::Failure;

/// An output being written. Nothing of a file is seen under its name before [`finish`](Output::finish).
#[derive(Debug)]
pub struct Output(Target);

#[derive(Debug)]
enum Target {
    Standard(StdoutLock<'static>),
    File(NamedTempFile, PathBuf),
}

impl Output {
    /// Standard output, or the file of this name.
    ///
    /// # Errors
    /// When no file can be made beside where it is to come.
    pub fn create(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self(Target::Standard(io::stdout().lock()))) };
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let file = tempfile::Builder::new()
            .prefix(".registertoets-")
            .permissions(default_permissions())
            .tempfile_in(folder)
            // the error would name the temporary file, which nobody asked for
            .map_err(|error| Failure::Io(format!("cannot write in {}", folder.display()), error.kind().into()))?;
        Ok(Self(Target::File(file, path.to_owned())))
    }

    /// Writes all of these bytes.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        match &mut self.0 {
            // past the line buffer of standard output: what is written is whole records already
            Target::Standard(output) => output.write_all(bytes).map_err(Failure::io("cannot write to standard output")),
            Target::File(file, path) => file.write_all(bytes).map_err(Failure::io(cannot_write(path))),
        }
    }

    /// Ends the output; a file takes its name now.
    ///
    /// # Errors
    /// When the last bytes cannot be written, or the file not be named.
    pub fn finish(self) -> Result<(), Failure> {
        match self.0 {
            Target::Standard(mut output) => output.flush().map_err(Failure::io("cannot write to standard output")),
            Target::File(file, path) => {
                file.as_file().sync_all().map_err(Failure::io(cannot_write(&path)))?;
                let named: Result<File, _> = file.persist(&path);
                named.map(drop).map_err(|error| Failure::Io(cannot_write(&path), error.error))
            }
        }
    }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}

/// What a file is made with otherwise; temporary files are for their owner alone.
fn default_permissions() -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;

    std::fs::Permissions::from_mode(0o666)
}
