//! What ties a request to its answer, to its line in the log, and to what its sender did before: an id of its own
//! (`X-Request-Id`), and the trace that it is part of (`traceparent`, W3C Trace Context).

use std::cell::RefCell;

use hyper::HeaderMap;
use hyper::header::{HeaderName, HeaderValue};

use super::negotiation::only;

/// The header field with the id of a request.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The header field with the trace that a request is part of, and the step in it.
pub(super) const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// Longest id that is taken from a caller.
const REQUEST_ID_MAX: usize = 64;
/// Hexadecimal digits of the id of a trace.
const TRACE_ID_DIGITS: usize = 32;
/// Hexadecimal digits of the id of a step in it.
const SPAN_ID_DIGITS: usize = 16;
/// How long a `traceparent` of the version that is read is.
const TRACEPARENT_BYTES: usize = 55;
/// How a `traceparent` of the version that is read starts.
const VERSION: &[u8] = b"00-";

/// The ids of one request. What a caller sends that is not such an id is repeated nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trace {
    request_id: Id<REQUEST_ID_MAX>,
    traceparent: Id<TRACEPARENT_BYTES>,
}

impl Trace {
    /// The ids that a request came with, each made where there is none. The step in the trace is always a new one.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let random: [u8; 40] = random();
        let (request_id, rest) = random.split_at(16);
        let (trace_id, span_id) = rest.split_at(TRACE_ID_DIGITS / 2);
        let caller = only(headers, &TRACEPARENT).and_then(|value| Parent::read(value.as_bytes()));
        let parent = caller.unwrap_or_else(|| Parent { trace_id: digits(trace_id), sampled: false });
        let given = only(headers, &REQUEST_ID).map(HeaderValue::as_bytes).filter(|id| is_request_id(id));
        Self {
            request_id: given.map_or_else(|| Id::of(&[&digits::<32>(request_id)]), |id| Id::of(&[id])),
            traceparent: parent.in_step(span_id),
        }
    }

    /// The id of the request.
    pub(super) fn request_id(&self) -> &str {
        self.request_id.text()
    }

    /// The id of the trace.
    pub(super) fn trace_id(&self) -> &str {
        self.traceparent.text().get(VERSION.len()..VERSION.len() + TRACE_ID_DIGITS).unwrap_or_default()
    }

    /// Tells the ids to the caller.
    pub(super) fn tell(&self, headers: &mut HeaderMap) {
        for (name, id) in [(REQUEST_ID, self.request_id.text()), (TRACEPARENT, self.traceparent.text())] {
            // letters, digits and dashes are a value
            if let Ok(id) = HeaderValue::from_str(id) {
                headers.insert(name, id);
            }
        }
    }
}

/// A text of at most `N` plain characters, in place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Id<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Id<N> {
    /// These parts together, which are no more than `N` bytes.
    fn of(parts: &[&[u8]]) -> Self {
        let (mut bytes, mut length) = ([0; N], 0);
        for part in parts {
            bytes[length..length + part.len()].copy_from_slice(part);
            length += part.len();
        }
        Self { bytes, length }
    }

    fn text(&self) -> &str {
        str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// What the `traceparent` of a caller says, as far as it goes on here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parent {
    trace_id: [u8; TRACE_ID_DIGITS],
    sampled: bool,
}

impl Parent {
    /// Reads version 00 to the letter: lower-case digits, and no id that is all zeros.
    fn read(text: &[u8]) -> Option<Self> {
        let (trace_id, rest) = text.strip_prefix(VERSION)?.split_first_chunk::<TRACE_ID_DIGITS>()?;
        let (span_id, rest) = rest.strip_prefix(b"-")?.split_first_chunk::<SPAN_ID_DIGITS>()?;
        let flags: &[u8; 2] = rest.strip_prefix(b"-")?.try_into().ok()?;
        let all_digits = [&trace_id[..], span_id, flags].iter().all(|digits| digits.iter().all(is_digit));
        let ids = [&trace_id[..], span_id].iter().all(|id| id.iter().any(|digit| *digit != b'0'));
        let last = char::from(flags[1]).to_digit(16)?;
        (all_digits && ids).then_some(Self { trace_id: *trace_id, sampled: last & 1 == 1 })
    }

    /// The same trace in a step of its own. Of the flags only `sampled` is known, and only that is handed on.
    fn in_step(self, span_id: &[u8]) -> Id<TRACEPARENT_BYTES> {
        let flags: &[u8] = if self.sampled { b"-01" } else { b"-00" };
        Id::of(&[VERSION, &self.trace_id, b"-", &digits::<SPAN_ID_DIGITS>(span_id), flags])
    }
}

fn is_digit(byte: &u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

fn is_request_id(text: &[u8]) -> bool {
    (1..=REQUEST_ID_MAX).contains(&text.len())
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte))
}

/// Bytes as hexadecimal digits, two a byte.
fn digits<const N: usize>(bytes: &[u8]) -> [u8; N] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut digits = [b'0'; N];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 0xf)]]);
    }
    digits
}

/// How many random bytes are asked of the system at once: it takes as long for many as for a few.
const RANDOM_BYTES: usize = 1 << 10;

/// Random bytes that nobody was given before.
fn random<const N: usize>() -> [u8; N] {
    thread_local! {
        static POOL: RefCell<([u8; RANDOM_BYTES], usize)> = const { RefCell::new(([0xff; RANDOM_BYTES], RANDOM_BYTES)) };
    }
    POOL.with_borrow_mut(|(pool, used)| {
        if *used + N > RANDOM_BYTES {
            // on a machine without randomness all ids are the same: a log that is worse to read, and nothing else
            let _ = getrandom::fill(pool);
            *used = 0;
        }
        let bytes = std::array::from_fn(|place| pool[*used + place]);
        *used += N;
        bytes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACE_ID: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

    fn trace(headers: &[(HeaderName, &str)]) -> Trace {
        Trace::of(&headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect())
    }

    fn told(trace: &Trace) -> [String; 2] {
        let mut headers = HeaderMap::new();
        trace.tell(&mut headers);
        [REQUEST_ID, TRACEPARENT].map(|name| headers[name].to_str().unwrap().to_owned())
    }

    #[test]
    fn without_ids_both_are_made_and_never_twice_the_same() {
        let (one, other) = (trace(&[]), trace(&[]));
        assert_eq!(one.request_id().len(), 32);
        assert!(one.request_id().bytes().all(|byte| is_digit(&byte)));
        assert_ne!(one.request_id(), other.request_id());
        assert_ne!(one.trace_id(), other.trace_id());
        let [request_id, traceparent] = told(&one);
        assert_eq!(request_id, one.request_id());
        let parent = Parent::read(traceparent.as_bytes()).unwrap();
        assert_eq!((&parent.trace_id[..], parent.sampled), (one.trace_id().as_bytes(), false));
    }

    #[test]
    fn a_request_id_is_kept_if_it_is_short_and_plain() {
        let longest = "x".repeat(REQUEST_ID_MAX);
        for id in ["1", "a.B_c-9", &longest] {
            assert_eq!(trace(&[(REQUEST_ID, id)]).request_id(), id);
        }
        let too_long = "x".repeat(REQUEST_ID_MAX + 1);
        for id in ["", "a b", "a\"b", "a/b", "a,b", &too_long] {
            let made = trace(&[(REQUEST_ID, id)]);
            assert_eq!(made.request_id().len(), 32, "{id}");
            assert!(id.is_empty() || !told(&made).concat().contains(id), "{id}");
        }
    }

    #[test]
    fn a_trace_goes_on_in_a_new_step() {
        for (flags, handed_on) in [("00", "00"), ("01", "01"), ("03", "01"), ("fe", "00")] {
            let kept = trace(&[(TRACEPARENT, &format!("00-{TRACE_ID}-00f067aa0ba902b7-{flags}"))]);
            assert_eq!(kept.trace_id(), TRACE_ID);
            let [_, traceparent] = told(&kept);
            assert!(traceparent.starts_with(&format!("00-{TRACE_ID}-")) && traceparent.ends_with(handed_on));
            assert!(!traceparent.contains("00f067aa0ba902b7"));
            assert!(Parent::read(traceparent.as_bytes()).is_some());
        }
    }

    #[test]
    fn a_traceparent_is_read_to_the_letter() {
        for text in [
            "",
            "00",
            "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-g0",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-010",
            "00-4bf92f3577b34da6a3ce929d0e0e4736x00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7x01",
            "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bg-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        ] {
            assert_eq!(Parent::read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn ids_that_are_given_twice_are_none() {
        let parent = format!("00-{TRACE_ID}-00f067aa0ba902b7-01");
        let made = trace(&[(REQUEST_ID, "one"), (REQUEST_ID, "two"), (TRACEPARENT, &parent), (TRACEPARENT, &parent)]);
        assert_eq!(made.request_id().len(), 32);
        assert_ne!(made.trace_id(), TRACE_ID);
    }
}
