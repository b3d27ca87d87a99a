//! The requests under way over a connection on which several can be: how long each may go without moving, and take in all.
//!
//! Over HTTP/1.1 the socket tells whether anything moves. Over HTTP/2 it moves for other reasons too: a client that never
//! takes its answer can go on to be alive.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// How often it is seen whether one of them is late.
const LOOKED_AFTER: Duration = Duration::from_millis(500);

/// The requests under way over one connection.
#[derive(Debug)]
pub(super) struct Requests {
    idle_at_most: Duration,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    under_way: Vec<(u64, Times)>,
    next: u64,
    // when the connection is late if nothing is asked
    nothing_until: Instant,
}

#[derive(Clone, Copy, Debug)]
struct Times {
    moved: Instant,
    until: Instant,
}

/// A request under way, until it is dropped.
#[derive(Debug)]
pub(super) struct UnderWay {
    requests: Arc<Requests>,
    id: u64,
}

impl Requests {
    /// None as yet: the first has so long to come.
    pub(super) fn new(head_within: Duration, idle_at_most: Duration) -> Arc<Self> {
        let state = State { under_way: Vec::new(), next: 0, nothing_until: Instant::now() + head_within };
        Arc::new(Self { idle_at_most, state: Mutex::new(state) })
    }

    /// A request begins, which may take so long in all.
    pub(super) fn begin(self: &Arc<Self>, within: Duration) -> UnderWay {
        let now = Instant::now();
        let mut state = self.state();
        let id = state.next;
        state.next += 1;
        state.under_way.push((id, Times { moved: now, until: now + within }));
        UnderWay { requests: Arc::clone(self), id }
    }

    /// Ends when one of them is late, or nothing was asked for too long.
    pub(super) async fn late(&self) {
        while !self.are_late(Instant::now()) {
            sleep(LOOKED_AFTER.min(self.idle_at_most)).await;
        }
    }

    /// Whether nothing is asked.
    pub(super) fn are_none(&self) -> bool {
        self.state().under_way.is_empty()
    }

    fn are_late(&self, now: Instant) -> bool {
        let state = self.state();
        if state.under_way.is_empty() {
            return now >= state.nothing_until;
        }
        state.under_way.iter().any(|(_, times)| now >= times.until.min(times.moved + self.idle_at_most))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl UnderWay {
    /// Something of it came in or goes out.
    pub(super) fn moved(&self) {
        let mut state = self.requests.state();
        if let Some((_, times)) = state.under_way.iter_mut().find(|(id, _)| *id == self.id) {
            times.moved = Instant::now();
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut state = self.requests.state();
        state.under_way.retain(|(id, _)| *id != self.id);
        state.nothing_until = Instant::now() + self.requests.idle_at_most;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_connection_is_late_when_nothing_is_asked() {
        let requests = Requests::new(2 * SECOND, 5 * SECOND);
        let now = Instant::now();
        assert!(!requests.are_late(now + SECOND));
        assert!(requests.are_late(now + 2 * SECOND));
        drop(requests.begin(SECOND));
        assert!(!requests.are_late(now + 4 * SECOND));
        assert!(requests.are_late(now + 6 * SECOND));
    }

    #[test]
    fn a_request_is_late_when_it_does_not_move_or_takes_too_long() {
        let requests = Requests::new(SECOND, 5 * SECOND);
        let long = requests.begin(20 * SECOND);
        let now = Instant::now();
        assert!(!requests.are_late(now + 4 * SECOND));
        assert!(requests.are_late(now + 6 * SECOND));
        long.moved();
        let short = requests.begin(2 * SECOND);
        assert!(requests.are_late(now + 3 * SECOND));
        drop(short);
        assert!(!requests.are_late(now + 3 * SECOND));
    }
}
