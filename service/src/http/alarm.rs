//! Deadlines of one connection that are nearly always moved on before they come.
//!
//! A timer of the runtime is set, and taken back, under a lock that threads share: once a request, that took a twentieth of
//! the program's own work on one that holds a dossier. So a timer of a connection is left as it was set first, and when it
//! goes off, it is seen whether anything is due by then.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use hyper::rt;
use tokio::time::{Sleep, sleep};

/// What wakes a connection when something is due.
#[derive(Debug)]
pub(super) struct Alarm(Pin<Box<Sleep>>);

impl Alarm {
    /// For what is due in so long, or later.
    pub(super) fn new(within: Duration) -> Self {
        Self(Box::pin(sleep(within)))
    }

    /// Ready once this is due.
    pub(super) fn poll(&mut self, context: &mut Context<'_>, due: Instant) -> Poll<()> {
        if due < self.0.deadline().into_std() {
            self.0.as_mut().reset(due.into());
        }
        loop {
            ready!(self.0.as_mut().poll(context));
            if due <= Instant::now() {
                return Poll::Ready(());
            }
            self.0.as_mut().reset(due.into());
        }
    }
}

/// An alarm as the timer of one connection of HTTP/1.1, which waits for one thing at a time: the head of a request.
pub(super) struct HeadTimer(Arc<Mutex<Alarm>>);

impl HeadTimer {
    /// For heads that have so long to come.
    pub(super) fn new(within: Duration) -> Self {
        Self(Arc::new(Mutex::new(Alarm::new(within))))
    }
}

impl rt::Timer for HeadTimer {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn rt::Sleep>> {
        self.sleep_until(Instant::now() + duration)
    }

    fn sleep_until(&self, due: Instant) -> Pin<Box<dyn rt::Sleep>> {
        Box::pin(Waiting { due, alarm: Arc::clone(&self.0) })
    }
}

/// The wait for the head of one request.
struct Waiting {
    due: Instant,
    alarm: Arc<Mutex<Alarm>>,
}

impl Future for Waiting {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.alarm.lock().unwrap_or_else(PoisonError::into_inner).poll(context, self.due)
    }
}

impl rt::Sleep for Waiting {}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use hyper::rt::Timer;

    use super::*;

    const SHORT: Duration = Duration::from_millis(20);
    const LONG: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn what_is_moved_on_is_waited_for_until_it_is_due() {
        let due = Instant::now() + 3 * SHORT;
        let mut alarm = Alarm::new(SHORT);
        poll_fn(|context| alarm.poll(context, due)).await;
        assert!(Instant::now() >= due);
    }

    #[tokio::test]
    async fn what_is_due_before_the_alarm_is_not_waited_for_longer() {
        let mut alarm = Alarm::new(LONG);
        let due = Instant::now() + SHORT;
        poll_fn(|context| alarm.poll(context, due)).await;
    }

    #[tokio::test]
    async fn one_wait_after_another_takes_as_long_as_it_says() {
        let timer = HeadTimer::new(SHORT);
        for _ in 0..3 {
            let due = timer.now() + SHORT;
            drop(timer.sleep_until(due + LONG));
            timer.sleep_until(due).await;
            assert!(timer.now() >= due);
        }
    }
}
