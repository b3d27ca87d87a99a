//! Threads of their own for bulk work, which let all others go first: a single request does not wait for a whole register.

use std::io;

use tokio::runtime::{Builder, Runtime};

use crate::bulk::Workers;

/// The threads that bulk work is done on.
#[derive(Debug)]
pub(super) struct Background {
    // there until it is dropped
    runtime: Option<Runtime>,
    workers: Workers,
}

impl Background {
    /// Starts so many threads.
    ///
    /// # Errors
    /// When they cannot be started.
    pub(super) fn new(threads: usize) -> io::Result<Self> {
        let runtime =
            Builder::new_multi_thread().worker_threads(threads).on_thread_start(let_others_go_first).build()?;
        let workers = Workers { runtime: runtime.handle().clone(), threads };
        Ok(Self { runtime: Some(runtime), workers })
    }

    /// The threads, to be given work.
    pub(super) fn workers(&self) -> Workers {
        self.workers.clone()
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // work that nobody waits for any more need not be waited for
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Lowers the priority of this thread. Linux alone does so by the thread; elsewhere all stay equal.
fn let_others_go_first() {
    #[cfg(target_os = "linux")]
    {
        const NICENESS: i32 = 10;
        // who may not lower it works as well, only less politely
        let _ = rustix::process::nice(NICENESS);
    }
}
