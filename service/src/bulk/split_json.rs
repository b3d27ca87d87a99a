//! Cuts JSON text that is laid out freely into values: those of arrays, and values one after another.
//!
//! Only strings and brackets are followed; whether a value is a dossier is for whoever reads it.

use std::collections::VecDeque;

use bytes::Bytes;
use registertoets_core::Problem;
use registertoets_core::limits::TEXT_BYTES_MAX;

use super::nesting::Nesting;
use super::split::{BATCH_RECORDS, Batch};
use crate::record::RecordError;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Layout {
    /// Nothing but white space so far, or since an array ended.
    #[default]
    Unknown,
    /// Values one after another.
    Sequence,
    /// The items of an array.
    Array,
}

/// Splits JSON values.
#[derive(Debug, Default)]
pub(super) struct JsonSplitter {
    layout: Layout,
    values: Vec<u8>,
    ends: Vec<usize>,
    ready: VecDeque<Batch>,
    // the value that is being read: where it starts in `values`, and where in it we are
    start: usize,
    nesting: Nesting,
    too_long: bool,
    // whether an item has to follow, as after a comma
    item_due: bool,
}

impl JsonSplitter {
    pub(super) fn push(&mut self, mut bytes: &[u8]) {
        while let Some((first, rest)) = bytes.split_first() {
            let inside = self.nesting.follow_brackets(bytes);
            if inside == 0 {
                self.take(*first);
                bytes = rest;
            } else {
                self.keep(&bytes[..inside]);
                bytes = &bytes[inside..];
                self.end_closed_value();
            }
        }
    }

    fn take(&mut self, byte: u8) {
        let white = matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        match self.layout {
            Layout::Unknown if white => {}
            Layout::Unknown if byte == b'[' => self.layout = Layout::Array,
            Layout::Unknown => {
                self.layout = Layout::Sequence;
                self.take_of_sequence(byte, white);
            }
            Layout::Sequence => self.take_of_sequence(byte, white),
            Layout::Array => self.take_of_array(byte, white),
        }
    }

    fn take_of_sequence(&mut self, byte: u8, white: bool) {
        if self.is_between_values() && white {
            return;
        }
        let was_outside = self.nesting.is_outside();
        // text that is no object ends where an object or a list starts, so that it costs itself only
        if was_outside && !self.is_between_values() && (white || matches!(byte, b'{' | b'[')) {
            self.end_value();
            if white {
                return;
            }
        }
        if was_outside && byte == b'[' {
            self.layout = Layout::Array;
            return;
        }
        self.keep(&[byte]);
        self.nesting.follow(byte);
        if byte == b'}' || byte == b']' {
            self.end_closed_value();
        }
    }

    /// Ends a value of a sequence whose last bracket was closed; an item of an array ends with what parts it from others.
    fn end_closed_value(&mut self) {
        if self.layout == Layout::Sequence && self.nesting.is_outside() {
            self.end_value();
        }
    }

    fn take_of_array(&mut self, byte: u8, white: bool) {
        if self.nesting.is_outside() {
            match byte {
                b',' => {
                    self.end_item();
                    self.item_due = true;
                    return;
                }
                b']' => {
                    if self.item_due || !self.is_between_values() {
                        self.end_item();
                    }
                    self.layout = Layout::Unknown;
                    return;
                }
                _ if white && self.is_between_values() => return,
                _ => {}
            }
        }
        self.keep(&[byte]);
        self.nesting.follow(byte);
    }

    fn is_between_values(&self) -> bool {
        self.values.len() == self.start && !self.too_long
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = TEXT_BYTES_MAX - (self.values.len() - self.start);
        self.too_long |= bytes.len() > room;
        self.values.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn end_item(&mut self) {
        if self.is_between_values() {
            self.give_up(Problem::Syntax, "nothing where an item of the list belongs, expected an object".to_owned());
        } else {
            self.end_value();
        }
        self.item_due = false;
    }

    fn end_value(&mut self) {
        if std::mem::take(&mut self.too_long) {
            self.values.truncate(self.start);
            let detail = format!("value too long, expected at most {TEXT_BYTES_MAX} bytes");
            self.give_up(Problem::TooLong, detail);
        } else {
            self.ends.push(self.values.len());
        }
        self.start = self.values.len();
        self.nesting = Nesting::default();
        if self.ends.len() == BATCH_RECORDS {
            let values = self.whole_values();
            self.ready.extend(values);
        }
    }

    pub(super) fn end(&mut self) {
        let whole = self.nesting.is_outside();
        let between = self.is_between_values();
        if !between {
            self.end_value();
        }
        if self.layout == Layout::Array && whole {
            self.give_up(Problem::CutOff, "list cut off, expected ]".to_owned());
        }
    }

    fn give_up(&mut self, problem: Problem, detail: String) {
        let before = self.whole_values();
        self.ready.extend(before);
        self.ready.push_back(Batch::Unreadable(RecordError::whole(problem, detail)));
    }

    fn whole_values(&mut self) -> Option<Batch> {
        // the next ones will take about as much
        let mut unfinished = Vec::with_capacity(self.values.len());
        unfinished.extend_from_slice(&self.values[self.start..]);
        let mut values = std::mem::replace(&mut self.values, unfinished);
        values.truncate(self.start);
        self.start = 0;
        let next_ends = Vec::with_capacity(self.ends.len());
        let ends = std::mem::replace(&mut self.ends, next_ends);
        (!ends.is_empty()).then(|| Batch::Values(Bytes::from(values), ends))
    }

    /// How many bytes of values wait to be worked on.
    pub(super) fn size(&self) -> usize {
        if self.ready.is_empty() { self.start } else { usize::MAX }
    }

    pub(super) fn batch(&mut self) -> Option<Batch> {
        self.ready.pop_front().or_else(|| if self.ends.is_empty() { None } else { self.whole_values() })
    }
}
