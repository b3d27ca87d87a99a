//! Deadlines of one connection that are nearly always moved on before they come.
//!
//! A timer of the runtime is set under a lock that all threads share, which costs a request much of what it costs in all.
//! So the one of a connection is left as it was set first. When it goes off, it is seen whether anything is due by then.

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
