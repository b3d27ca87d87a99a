//! The log: one line an event on standard error, as text for a person or as JSON for a program.
//!
//! Events are told with `tracing`; those of this program only, for what a library tells is not known to hold nothing of a
//! request. Each has a field `event` with its name out of a closed list: `listening`, `risk`, `failed`,
//! `read_again`, `read_again_failed`, `draining`, `stopped`, `accept_failed`, `connection_failed`, `request` (all by
//! [`crate::http`] and `serve`) and `lines_lost`.
//!
//! Whoever tells something never waits for whoever reads it. Lines are handed to a thread that writes them, some
//! together; when nobody takes them they are lost, which is told as soon as somebody does.

mod line;

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use clap::ValueEnum;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::{self as formatting, MakeWriter};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{Layer, registry};

/// The field that holds the name of an event.
const EVENT: &str = "event";

/// How lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Words, or names and values; without the time, which whatever collects them adds
    #[default]
    Text,
    /// One JSON object a line, with the time
    Json,
}

/// Which events are told: these and graver ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// That something failed for good
    Error,
    /// And that something failed which is tried again
    Warn,
    /// And each request, at its end; start and stop
    #[default]
    Info,
    /// And each connection that failed
    Debug,
}

impl From<Level> for LevelFilter {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::ERROR,
            Level::Warn => Self::WARN,
            Level::Info => Self::INFO,
            Level::Debug => Self::DEBUG,
        }
    }
}

/// Starts the log. It ends, and its last lines are written, when what this gives is dropped.
pub(crate) fn start(format: Format, level: Level) -> Log {
    let log = Log(Arc::default());
    let queue = Arc::clone(&log.0);
    // without that thread there are no lines, and everything else goes on
    let _ = thread::Builder::new().name("log".to_owned()).spawn(move || queue.write_all(&mut io::stderr()));
    let lines = formatting::layer().with_writer(Lines(Arc::clone(&log.0)));
    let lines = match format {
        Format::Text => lines.event_format(line::Text).boxed(),
        Format::Json => lines.event_format(line::Json).boxed(),
    };
    let ours = Targets::new().with_target(env!("CARGO_CRATE_NAME"), LevelFilter::from(level));
    // whoever has set another one up, as a test may, keeps that
    let _ = tracing::subscriber::set_global_default(registry().with(ours).with(lines));
    log
}

/// Most bytes of lines that wait to be written.
const WAITING_BYTES_MAX: usize = 1 << 20;
/// How long lines wait for others that are written with them: a write each would cost as much as a request.
const TOGETHER_FOR: Duration = Duration::from_millis(10);
/// How long the last lines may take.
const LAST_LINES_WITHIN: Duration = Duration::from_secs(1);

/// A log that has started.
#[derive(Debug)]
pub(crate) struct Log(Arc<Queue>);

impl Drop for Log {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting();
        waiting.ending = true;
        self.0.changed.notify_all();
        // nobody may be reading: then there is no end to wait for
        drop(self.0.changed.wait_timeout_while(waiting, LAST_LINES_WITHIN, |waiting| !waiting.ended));
    }
}

/// Lines on their way from those who tell something to the one who writes.
#[derive(Debug, Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    lines: Vec<u8>,
    lost: u64,
    ending: bool,
    ended: bool,
}

impl Queue {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // no half-written line is ever in it, so a thread that panicked leaves it as good as it was
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a line, if there is room.
    fn push(&self, line: &[u8]) {
        let mut waiting = self.waiting();
        if waiting.lines.len() + line.len() > WAITING_BYTES_MAX {
            waiting.lost += 1;
            return;
        }
        if waiting.lines.is_empty() {
            self.changed.notify_all();
        }
        waiting.lines.extend_from_slice(line);
    }

    /// Writes all lines until the log ends.
    fn write_all(&self, out: &mut impl Write) {
        let mut lines = Vec::new();
        while self.take(&mut lines) {
            // there is nobody else to tell that this failed
            let _ = out.write_all(&lines);
            thread::sleep(TOGETHER_FOR);
        }
        self.waiting().ended = true;
        self.changed.notify_all();
    }

    /// Takes the lines that wait, once there are any; at the end there are none. Which were lost after them is told in
    /// the first line after them: now that they are taken there is room for it.
    fn take(&self, lines: &mut Vec<u8>) -> bool {
        lines.clear();
        let nothing = |waiting: &mut Waiting| waiting.lines.is_empty() && !waiting.ending;
        let waiting = self.changed.wait_while(self.waiting(), nothing);
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        std::mem::swap(lines, &mut waiting.lines);
        let lost = std::mem::take(&mut waiting.lost);
        drop(waiting);
        if lost > 0 {
            tracing::warn!(event = "lines_lost", lost, "{lost} lines of this log are lost: nobody took them");
        }
        !lines.is_empty()
    }
}

/// Where lines are written to.
struct Lines(Arc<Queue>);

impl<'l> MakeWriter<'l> for Lines {
    type Writer = &'l Self;

    fn make_writer(&'l self) -> Self::Writer {
        self
    }
}

impl Write for &Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.push(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_written_in_order_and_to_the_last() {
        let queue = Queue::default();
        (0..1000).for_each(|number| queue.push(format!("{number}\n").as_bytes()));
        queue.waiting().ending = true;
        let mut out = Vec::new();
        queue.write_all(&mut out);
        let expected: String = (0..1000).map(|number| format!("{number}\n")).collect();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        assert!(queue.waiting().ended);
    }

    #[test]
    fn lines_that_nobody_takes_are_lost_and_counted_and_take_no_more_room() {
        let queue = Queue::default();
        let line = [b'x'; 1000];
        (0..2000).for_each(|_| queue.push(&line));
        let waiting = queue.waiting();
        assert_eq!(waiting.lines.len(), WAITING_BYTES_MAX / line.len() * line.len());
        assert_eq!(waiting.lost, 2000 - (WAITING_BYTES_MAX / line.len()) as u64);
    }
}
