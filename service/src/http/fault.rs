//! What was wrong with a connection that failed, as far as it is told: in words of a closed list, for what came over it
//! may hold anything.

use std::error::Error;
use std::{io, iter};

use tokio_rustls::rustls;

use super::label::{Label, labels};
use super::metrics::Metrics;
use super::reason::Reason;

labels! {
    /// What was wrong with a connection.
    pub(super) enum Fault as "fault" {
        /// What came is not HTTP.
        Malformed = "malformed",
        /// The two sides did not agree on TLS.
        Tls = "tls",
        /// The client showed a certificate that is not trusted.
        Certificate = "certificate",
        /// The head of a request is too large.
        HeadTooLarge = "head_too_large",
        /// A request took too long to arrive.
        TimedOut = "timed_out",
        /// No request came, or nobody took its answer.
        Idle = "idle",
        /// The client left in the middle.
        Left = "left",
        /// Anything else.
        Other = "other",
    }
}

impl Fault {
    /// What an error says, or one of those that it comes from, on a connection that may be in the middle of a request.
    pub(super) fn of(error: &(dyn Error + 'static), in_request: bool) -> Self {
        let causes = || iter::successors(Some(error), |&error| error.source());
        let hyper = |cause: &(dyn Error + 'static)| cause.downcast_ref().and_then(Self::of_hyper);
        let io = |cause: &(dyn Error + 'static)| cause.downcast_ref().and_then(Self::of_io);
        match causes().find_map(|cause| hyper(cause).or_else(|| io(cause))) {
            Some(Self::TimedOut) if !in_request => Self::Idle,
            Some(fault) => fault,
            // of HTTP/2 that is broken hyper tells in no other way
            None if error.is::<hyper::Error>() && !causes().any(<dyn Error>::is::<io::Error>) => Self::Malformed,
            None => Self::Other,
        }
    }

    fn of_hyper(error: &hyper::Error) -> Option<Self> {
        if error.is_parse_too_large() {
            Some(Self::HeadTooLarge)
        } else if error.is_parse() {
            Some(Self::Malformed)
        } else if error.is_timeout() {
            Some(Self::TimedOut)
        } else if error.is_incomplete_message() {
            Some(Self::Left)
        } else {
            None
        }
    }

    fn of_io(error: &io::Error) -> Option<Self> {
        match error.kind() {
            io::ErrorKind::TimedOut => Some(Self::TimedOut),
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::NotConnected
            | io::ErrorKind::UnexpectedEof => Some(Self::Left),
            _ => error.get_ref().and_then(|cause| cause.downcast_ref()).map(Self::of_tls),
        }
    }

    const fn of_tls(error: &rustls::Error) -> Self {
        match error {
            rustls::Error::InvalidCertificate(_) => Self::Certificate,
            _ => Self::Tls,
        }
    }

    /// Why its client was refused, if it was: who says nothing or leaves was not.
    const fn refusal(self) -> Option<Reason> {
        match self {
            Self::Malformed => Some(Reason::Malformed),
            Self::Tls => Some(Reason::Tls),
            Self::Certificate => Some(Reason::Unauthenticated),
            Self::HeadTooLarge => Some(Reason::TooLarge),
            Self::TimedOut => Some(Reason::Timeout),
            Self::Idle | Self::Left | Self::Other => None,
        }
    }

    /// Tells of it in the log, and counts it where it is a refusal.
    pub(super) fn tell(self, metrics: &Metrics) {
        if let Some(reason) = self.refusal() {
            metrics.refused(reason);
        }
        tracing::debug!(event = "connection_failed", fault = self.name(), "a connection failed: {}", self.name());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_on_which_nothing_moves_is_late_only_in_the_middle_of_a_request() {
        let error = io::Error::from(io::ErrorKind::TimedOut);
        assert_eq!(Fault::of(&error, true), Fault::TimedOut);
        assert_eq!(Fault::of(&error, false), Fault::Idle);
        assert_eq!(Fault::Idle.refusal(), None);
    }

    #[test]
    fn what_is_not_known_says_nothing_of_itself() {
        let error = io::Error::other("4610-000001");
        assert_eq!(Fault::of(&error, true).name(), "other");
    }
}
