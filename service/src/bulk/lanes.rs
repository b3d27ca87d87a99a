//! The lanes that batches of streams take: as many as there are threads, and one fewer while single dossiers are asked for,
//! when the other threads also give up their cores between two batches. So who asks for little does not wait behind who asks
//! for much.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::sleep;

/// How long a lane is kept free after a single dossier was asked for: longer than clients that ask for many, one after
/// another, pause between two.
const KEPT_FREE: Duration = Duration::from_millis(250);

/// The lanes of all streams together.
#[derive(Debug)]
pub struct Lanes {
    count: usize,
    free: Semaphore,
    began: Instant,
    // milliseconds from then to when a single dossier was last asked for
    last_single: AtomicU64,
    keeps_one_free: AtomicBool,
}

impl Lanes {
    /// Lanes on so many threads.
    #[must_use]
    pub fn new(threads: usize) -> Arc<Self> {
        let count = threads.max(1);
        Arc::new(Self {
            count,
            free: Semaphore::new(count),
            began: Instant::now(),
            last_single: AtomicU64::new(0),
            keeps_one_free: AtomicBool::new(false),
        })
    }

    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Takes a lane for one batch, once one is free; none where there are no lanes any more.
    pub(super) async fn take(&self) -> Option<SemaphorePermit<'_>> {
        let lane = self.free.acquire().await.ok();
        if self.keeps_one_free.load(Ordering::Relaxed) {
            // a thread that is always busy is made to give up its core every few milliseconds only: who asks for a single
            // dossier, or answers, may be waiting for it
            thread::yield_now();
        }
        lane
    }

    /// Says when a single dossier was asked for: one lane is kept free for a while, where there is more than one.
    pub(crate) fn keep_one_free(self: &Arc<Self>, asked: Instant) {
        self.last_single.store(self.milliseconds(asked), Ordering::Relaxed);
        if self.count > 1
            && !self.keeps_one_free.load(Ordering::Relaxed)
            && !self.keeps_one_free.swap(true, Ordering::Relaxed)
        {
            tokio::spawn(Arc::clone(self).kept_free());
        }
    }

    async fn kept_free(self: Arc<Self>) {
        let _lane = self.free.acquire().await;
        while let Some(left) = self.kept_free_for() {
            sleep(Duration::from_millis(left + 1)).await;
        }
        self.keeps_one_free.store(false, Ordering::Relaxed);
    }

    /// For how many milliseconds more.
    fn kept_free_for(&self) -> Option<u64> {
        let until = self.last_single.load(Ordering::Relaxed) + KEPT_FREE.as_millis() as u64;
        until.checked_sub(self.milliseconds(Instant::now()))
    }

    /// How long it was until then since they were made.
    fn milliseconds(&self, at: Instant) -> u64 {
        at.duration_since(self.began).as_millis() as u64
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use tokio::task::yield_now;

    use super::*;

    #[tokio::test]
    async fn there_is_a_lane_for_each_thread() {
        for threads in [1, 2, 5] {
            let lanes = Lanes::new(threads);
            let taken: Vec<_> = (0..threads).map(|_| lanes.take().now_or_never()).collect();
            assert!(taken.iter().all(Option::is_some));
            assert!(lanes.take().now_or_never().is_none());
            drop(taken);
            assert!(lanes.take().now_or_never().is_some());
        }
        assert_eq!(Lanes::new(0).count(), 1);
    }

    #[tokio::test]
    async fn one_is_kept_free_while_single_dossiers_are_asked_for_but_not_the_only_one() {
        for (threads, left) in [(1, 1), (2, 1), (5, 4)] {
            let lanes = Lanes::new(threads);
            for _ in 0..3 {
                lanes.keep_one_free(Instant::now());
                yield_now().await;
                assert_eq!(lanes.free.available_permits(), left);
            }
            // and for no longer
            while lanes.free.available_permits() < threads {
                sleep(KEPT_FREE / 10).await;
            }
        }
    }
}
