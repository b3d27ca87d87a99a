//! A register as lines, one in a hundred of which is broken, in all the ways that senders break them.

use bytes::Bytes;
use registertoets_core::limits::TEXT_BYTES_MAX;
use registertoets_service::register;

use super::expected;

/// One in so many lines is broken.
pub const ONE_IN: u64 = 100;

/// The ways in which lines are broken, with the code that each is answered with.
pub const WAYS: [(Way, &str); 8] = [
    (|line| line[..line.len() / 2].to_owned(), "cut_off"),
    (|line| line.replacen(':', ";", 1), "syntax"),
    (|line| line.replacen('{', "{\"nonsense\":1,", 1), "unknown_field"),
    (|line| format!("[{line}]"), "wrong_type"),
    (|line| line.replacen("\"assessed_on\":\"20", "\"assessed_on\":\"2021-02-29", 1), "invalid_value"),
    (|_| "{\"reference\":\"alone\"}".to_owned(), "missing_field"),
    (|line| format!("{line}{line}"), "trailing"),
    (|line| line + &" ".repeat(TEXT_BYTES_MAX), "too_long"),
];

/// A way to break a line.
pub type Way = fn(String) -> String;

/// Line `n`, from 0, without its end; and the code of what is wrong with it, if anything is.
#[must_use]
pub fn line(n: u64) -> (String, Option<&'static str>) {
    let good = serde_json::to_string(&register::dossier(1, n)).unwrap();
    if n % ONE_IN != ONE_IN / 2 {
        return (good, None);
    }
    let turn = usize::try_from(n / ONE_IN).unwrap();
    let (way, code) = WAYS[turn % WAYS.len()];
    (way(good), Some(code))
}

/// The first lines as a stream, each with its end.
pub fn stream(count: u64) -> impl Iterator<Item = Bytes> + Send + 'static {
    (0..count).map(|n| Bytes::from(line(n).0 + "\n"))
}

/// The answers to [`stream`] as far as they have come in, each seen to be the one that the library gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// How many records were answered.
    pub records: u64,
    /// How many of them were broken.
    pub broken: u64,
    // the part of the next answer that has come in
    rest: Vec<u8>,
}

impl Answered {
    /// Takes in more.
    pub fn add(&mut self, part: &[u8]) {
        self.rest.extend(part);
        let rest = std::mem::take(&mut self.rest);
        for answer in rest.split_inclusive(|byte| *byte == b'\n') {
            if !answer.ends_with(b"\n") {
                self.rest = answer.to_owned();
                return;
            }
            let (line, code) = line(self.records);
            self.records += 1;
            self.broken += u64::from(code.is_some());
            assert!(answer == expected::answer(self.records, line.as_bytes()), "record {}", self.records);
        }
    }

    /// Whether what came in ends with a whole answer.
    pub fn ends_whole(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether what came in of the next answer is right as far as it goes.
    pub fn goes_on_right(&self) -> bool {
        let (line, _) = line(self.records);
        expected::answer(self.records + 1, line.as_bytes()).starts_with(&self.rest)
    }
}
