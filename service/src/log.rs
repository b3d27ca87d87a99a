//! The log: one line an event on standard error, as text for a person or as JSON for a program.
//!
//! Events are told with `tracing`; those of this program only, for what a library tells is not known to hold nothing of a
//! request. Each has a field `event` with its name out of a closed list: `listening`, `draining`, `stopped`,
//! `accept_failed`, `connection_failed`, `request` (by [`crate::http`]) and `lines_lost`.
//!
//! Whoever tells something never waits for whoever reads it. Lines are handed to a thread that writes them, some
//! together; when nobody takes them they are lost, which is told as soon as somebody does.

use std::fmt::{self, Debug, Write as _};
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use clap::ValueEnum;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{self as formatting, FmtContext, FormatEvent, FormatFields, MakeWriter};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{Layer, registry};

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
        Format::Text => lines.event_format(Text).boxed(),
        Format::Json => lines.json().flatten_event(true).with_target(false).with_current_span(false).boxed(),
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
            self.tell_lost();
            thread::sleep(TOGETHER_FOR);
        }
        self.waiting().ended = true;
        self.changed.notify_all();
    }

    /// Takes the lines that wait, once there are any; at the end there are none.
    fn take(&self, lines: &mut Vec<u8>) -> bool {
        lines.clear();
        let nothing = |waiting: &mut Waiting| waiting.lines.is_empty() && !waiting.ending;
        let waiting = self.changed.wait_while(self.waiting(), nothing);
        std::mem::swap(lines, &mut waiting.unwrap_or_else(PoisonError::into_inner).lines);
        !lines.is_empty()
    }

    fn tell_lost(&self) {
        let lines = std::mem::take(&mut self.waiting().lost);
        if lines > 0 {
            tracing::warn!(event = "lines_lost", lines, "{lines} lines of this log are lost: nobody took them");
        }
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

/// Lines for a person: what an event says in words; without words, its name and its fields.
struct Text;

impl<S: Subscriber + for<'s> LookupSpan<'s>, F: for<'w> FormatFields<'w> + 'static> FormatEvent<S, F> for Text {
    fn format_event(&self, _: &FmtContext<'_, S, F>, mut line: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut told = Told::default();
        event.record(&mut told);
        let what = if told.words.is_empty() { &told.fields } else { &told.words };
        writeln!(line, "registertoets: {}", what.trim_start())
    }
}

/// What an event tells, in words and in fields.
#[derive(Debug, Default)]
struct Told {
    words: String,
    fields: String,
}

impl Visit for Told {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // a string takes whatever is written to it
        let _ = match field.name() {
            "message" => write!(self.words, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let plain = value.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'=');
        let _ = match field.name() {
            "event" => write!(self.fields, " {value}"),
            name if plain => write!(self.fields, " {name}={value}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is written as text while something is told.
    fn written(tell: impl FnOnce()) -> String {
        let queue = Arc::new(Queue::default());
        let layer = formatting::layer().with_writer(Lines(Arc::clone(&queue))).event_format(Text);
        tracing::subscriber::with_default(registry().with(layer), tell);
        String::from_utf8(std::mem::take(&mut queue.waiting().lines)).unwrap()
    }

    #[test]
    fn words_are_written_alone() {
        let line = written(|| tracing::info!(event = "listening", address = "here", "listening on {}", "here"));
        assert_eq!(line, "registertoets: listening on here\n");
    }

    #[test]
    fn without_words_the_name_and_the_fields_are_written() {
        let line = written(|| {
            tracing::info!(
                event = "request",
                status = 200_u16,
                caller = None::<&str>,
                ended = "whole",
                name = "a b\n\""
            );
        });
        assert_eq!(line, "registertoets: request status=200 ended=whole name=\"a b\\n\\\"\"\n");
    }

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
