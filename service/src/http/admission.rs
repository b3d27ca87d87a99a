//! What may be under way at once: requests are admitted by the bytes they can come to hold, and not by their number.
//!
//! A request takes its share before anything of its body is read, and gives it back when its answer is sent. So one that
//! is admitted never waits for memory, and whoever reads slowly keeps no more than that share from others.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hyper::StatusCode;
use hyper::header::RETRY_AFTER;
use registertoets_core::limits::TEXT_BYTES_MAX;

use super::problem::Problem;
use crate::bulk;

/// After how many seconds a client that was turned away may try again: what one dossier takes is long done by then.
const RETRY_AFTER_SECONDS: &str = "1";

/// What the outcome of one dossier holds at most, with all that is about a request.
const ANSWER_BYTES: usize = 64 << 10;
/// What one dossier holds at most: its text, and its outcome.
pub(super) const DOSSIER_BYTES: usize = TEXT_BYTES_MAX + ANSWER_BYTES;

/// What a stream of dossiers holds at most, on so many threads: a record that is not whole yet, as much again while it is
/// added to, and the batches under way with their answers.
pub(super) const fn stream_bytes(threads: usize) -> usize {
    2 * TEXT_BYTES_MAX + bulk::batches_under_way(threads) * 2 * bulk::BATCH_BYTES
}

/// What a request holds at most whose body is so long, where it would hold `most` with a longer one.
pub(super) fn bytes_for(body: u64, most: usize) -> usize {
    usize::try_from(body).map_or(most, |body| most.min(body.saturating_add(ANSWER_BYTES)))
}

/// The bytes that requests under way may hold.
#[derive(Debug)]
pub(super) struct Admission {
    free: Arc<AtomicUsize>,
    most: usize,
}

/// A share of these bytes, given back when dropped.
#[derive(Debug)]
pub(super) struct Share {
    bytes: usize,
    free: Arc<AtomicUsize>,
}

impl Admission {
    pub(super) fn new(bytes: usize) -> Self {
        Self { free: Arc::new(AtomicUsize::new(bytes)), most: bytes }
    }

    /// Takes a share.
    ///
    /// # Errors
    /// When so much is not free: 503.
    pub(super) fn admit(&self, bytes: usize) -> Result<Share, Problem> {
        let taken = self.free.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |free| free.checked_sub(bytes));
        taken.map(|_| Share { bytes, free: Arc::clone(&self.free) }).map_err(|_| overloaded())
    }

    /// How many bytes are taken.
    pub(super) fn taken(&self) -> usize {
        self.most - self.free.load(Ordering::Relaxed)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.free.fetch_add(self.bytes, Ordering::Relaxed);
    }
}

/// Why a request is turned away for which there is no room.
pub(super) fn overloaded() -> Problem {
    let detail = "as many requests are under way as there is room for: try again later";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail).with_header(RETRY_AFTER, RETRY_AFTER_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_taken_until_there_are_no_more_and_come_back() {
        let admission = Admission::new(3 << 20);
        let one = admission.admit(1 << 20).unwrap();
        let two = admission.admit(2 << 20).unwrap();
        assert_eq!(admission.taken(), 3 << 20);
        assert!(admission.admit(1).is_err());
        drop(one);
        assert_eq!(admission.taken(), 2 << 20);
        assert!(admission.admit((1 << 20) + 1).is_err());
        let three = admission.admit(1 << 20).unwrap();
        drop((two, three));
        assert_eq!(admission.taken(), 0);
    }

    #[test]
    fn more_than_there_is_in_all_is_never_admitted() {
        let admission = Admission::new(1 << 10);
        assert!(admission.admit(usize::MAX).is_err());
        assert!(Admission::new(usize::MAX).admit(1 << 30).is_ok());
    }

    #[test]
    fn any_default_takes_some_streams_at_once() {
        for threads in [1, 2, 16, 64] {
            assert!(stream_bytes(threads) * 4 < super::super::Settings::default().bytes_in_flight, "{threads}");
        }
    }
}
