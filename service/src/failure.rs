//! Why a command could not do its work.

use std::fmt;
use std::io;

/// What stopped a command.
#[derive(Debug)]
pub enum Failure {
    /// The arguments do not fit together or with the input.
    Usage(String),
    /// Input or output failed: what was being done, and why it failed.
    Io(String, io::Error),
    /// The service could not begin; the error says what was being done.
    Start(io::Error),
}

impl Failure {
    /// An input or output failure, with what was being done to what: `cannot read x.json`.
    pub fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |error| Self::Io(doing, error)
    }

    /// Whether whoever read our output went away, as `head` does: no reason to say anything.
    #[must_use]
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Io(_, error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The exit status that says so.
    #[must_use]
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Io(..) if self.is_closed_pipe() => 0,
            Self::Io(..) | Self::Start(_) => 1,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(what) => f.write_str(what),
            Self::Io(doing, error) => write!(f, "{doing}: {error}"),
            Self::Start(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}
