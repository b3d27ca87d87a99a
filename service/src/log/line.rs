//! How an event is written as a line.

use std::fmt::{self, Debug, Write};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// The field that holds what an event says in words, where it does.
const WORDS: &str = "message";

/// For a person: what an event says in words; without words, its name and its fields.
pub(super) struct Text;

/// For a program: an object with the time, the level and all fields.
pub(super) struct Json;

impl<S: Subscriber + for<'s> LookupSpan<'s>, F: for<'w> FormatFields<'w> + 'static> FormatEvent<S, F> for Text {
    fn format_event(&self, _: &FmtContext<'_, S, F>, mut line: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut text = String::with_capacity(LINE_BYTES);
        text.push_str("registertoets:");
        let in_words = event.metadata().fields().field(WORDS).is_some();
        event.record(&mut TextFields { line: &mut text, in_words });
        text.push('\n');
        line.write_str(&text)
    }
}

impl<S: Subscriber + for<'s> LookupSpan<'s>, F: for<'w> FormatFields<'w> + 'static> FormatEvent<S, F> for Json {
    fn format_event(&self, _: &FmtContext<'_, S, F>, mut line: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut text = String::with_capacity(LINE_BYTES);
        text.push_str("{\"time\":\"");
        SystemTime.format_time(&mut Writer::new(&mut text))?;
        write!(text, "\",\"level\":\"{}\"", event.metadata().level())?;
        event.record(&mut JsonFields(&mut text));
        text.push_str("}\n");
        line.write_str(&text)
    }
}

// In both a line is put together in a string first, which takes whatever is written to it: there are dozens of pieces,
// and the way to the writer is long.

/// How many bytes a line takes, with room to spare.
const LINE_BYTES: usize = 512;

/// The fields of an event as text, or its words alone.
struct TextFields<'l> {
    line: &'l mut String,
    in_words: bool,
}

impl TextFields<'_> {
    /// Writes the name of a field, if its value is to follow.
    fn begin(&mut self, field: &Field) -> bool {
        let name = field.name();
        if self.in_words != (name == WORDS) {
            return false;
        }
        self.line.push(' ');
        if name != WORDS && name != super::EVENT {
            self.line.push_str(name);
            self.line.push('=');
        }
        true
    }
}

impl Visit for TextFields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if self.begin(field) {
            let _ = write!(self.line, "{value:?}");
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if self.begin(field) {
            self.line.push_str(itoa::Buffer::new().format(value));
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if self.begin(field) {
            if is_plain(value) {
                self.line.push_str(value);
            } else {
                let _ = write!(self.line, "{value:?}");
            }
        }
    }
}

/// The fields of an event as members of an object.
struct JsonFields<'l>(&'l mut String);

impl JsonFields<'_> {
    fn member(&mut self, field: &Field, value: &str) {
        [",\"", field.name(), "\":", value].iter().for_each(|part| self.0.push_str(part));
    }
}

impl Visit for JsonFields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.record_str(field, &format!("{value:?}"));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.member(field, if value { "true" } else { "false" });
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.member(field, itoa::Buffer::new().format(value));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if is_plain(value) {
            self.member(field, "\"");
            self.0.push_str(value);
            self.0.push('"');
        } else {
            // a text always has such a form
            self.member(field, &serde_json::to_string(value).unwrap_or_default());
        }
    }
}

/// Whether a value can stand in a line as it is.
fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| PLAIN[usize::from(byte)])
}

/// Which bytes can: characters that are seen, but for those that part names and values.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        plain[byte as usize] = !matches!(byte, b'"' | b'\\' | b'=');
        byte += 1;
    }
    plain
};

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tracing_subscriber::layer::SubscriberExt;
    use tracing_subscriber::{Registry, fmt as formatting, registry};

    use super::*;
    use crate::log::{Lines, Queue};

    /// What is written in a format while something is told.
    fn written(
        format: impl FormatEvent<Registry, formatting::format::DefaultFields> + Send + Sync + 'static,
        tell: impl FnOnce(),
    ) -> String {
        let queue = Arc::new(Queue::default());
        let layer = formatting::layer().with_writer(Lines(Arc::clone(&queue))).event_format(format);
        tracing::subscriber::with_default(registry().with(layer), tell);
        let lines = std::mem::take(&mut queue.waiting().lines);
        String::from_utf8(lines).unwrap()
    }

    fn tell_in_words() {
        tracing::info!(event = "listening", address = "here", "listening on {}", "\"here\"");
    }

    fn tell_fields() {
        let (nobody, spaces) = (None::<&str>, "a b\n\"");
        tracing::warn!(
            event = "request",
            status = 200_u16,
            caller = nobody,
            ended = "whole",
            name = spaces,
            good = true
        );
    }

    #[test]
    fn words_are_written_alone_as_text() {
        assert_eq!(written(Text, tell_in_words), "registertoets: listening on \"here\"\n");
    }

    #[test]
    fn without_words_the_name_and_the_fields_are() {
        let line = "registertoets: request status=200 ended=whole name=\"a b\\n\\\"\" good=true\n";
        assert_eq!(written(Text, tell_fields), line);
    }

    #[test]
    fn as_json_everything_is_written_with_the_time() {
        let [words, fields] = [written(Json, tell_in_words), written(Json, tell_fields)].map(|line| {
            assert!(line.ends_with("}\n"), "{line}");
            serde_json::from_str::<serde_json::Map<_, _>>(&line).unwrap()
        });
        assert!(words["time"].as_str().unwrap().ends_with('Z'));
        assert_eq!(
            (&words["level"], &words["event"], &words["address"]),
            (&"INFO".into(), &"listening".into(), &"here".into())
        );
        assert_eq!(words["message"], "listening on \"here\"");
        let names: Vec<_> = fields.keys().collect();
        assert_eq!(names, ["ended", "event", "good", "level", "name", "status", "time"]);
        assert_eq!(
            (&fields["status"], &fields["name"], &fields["good"]),
            (&200.into(), &"a b\n\"".into(), &true.into())
        );
    }
}
