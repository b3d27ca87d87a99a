//! Cuts a stream of bytes into batches of whole records, at any boundaries of what arrives.

use std::collections::VecDeque;

use bytes::{Buf, Bytes, BytesMut};
use memchr::{memchr_iter, memrchr};
use registertoets_core::Problem;
use registertoets_core::limits::{DOSSIER_BYTES_MAX, TEXT_BYTES_MAX};
use registertoets_core::wire::{FramePrefix, frame_prefix};

use super::split_json::JsonSplitter;
use crate::form::DossierForm;
use crate::record::RecordError;

/// How many bytes of records make a batch: a fraction of a millisecond of work, so that nothing else waits long.
pub(crate) const BATCH_BYTES: usize = 64 << 10;
/// How many records make a batch at most: an answer may be many times as long as a record that is nothing.
pub(super) const BATCH_RECORDS: usize = 512;

/// Some records that follow each other.
#[derive(Debug)]
pub(super) enum Batch {
    /// Whole lines.
    Lines(Bytes),
    /// Whole binary records, each behind its length.
    Frames(Bytes),
    /// JSON values, one after another, with the end of each.
    Values(Bytes, Vec<usize>),
    /// One record that cannot be read, whatever is in it.
    Unreadable(RecordError),
}

impl Batch {
    /// How many bytes of records there are.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Lines(bytes) | Self::Frames(bytes) | Self::Values(bytes, _) => bytes.len(),
            Self::Unreadable(_) => 0,
        }
    }

    /// Gives each record to `record`, in order.
    pub(super) fn for_each(&self, mut record: impl FnMut(DossierForm, Result<&[u8], RecordError>)) {
        match self {
            Self::Lines(bytes) => lines(bytes).for_each(|line| record(DossierForm::Ndjson, line)),
            Self::Frames(bytes) => frames(bytes).for_each(|(_, frame)| record(DossierForm::Postcard, Ok(frame))),
            Self::Values(bytes, ends) => {
                let starts = std::iter::once(&0).chain(ends);
                for (start, end) in starts.zip(ends) {
                    record(DossierForm::Json, Ok(&bytes[*start..*end]));
                }
            }
            Self::Unreadable(error) => record(DossierForm::Ndjson, Err(error.clone())),
        }
    }
}

/// The records of whole lines: blank lines are none.
fn lines(bytes: &[u8]) -> impl Iterator<Item = Result<&[u8], RecordError>> {
    let mut start = 0;
    memchr_iter(b'\n', bytes)
        .chain(std::iter::once(bytes.len()))
        .map(move |end| {
            let line = &bytes[start..end];
            start = end + 1;
            line
        })
        .filter_map(|line| match line {
            line if line.len() > TEXT_BYTES_MAX => Some(Err(line_too_long())),
            line if line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) => None,
            line => Some(Ok(line)),
        })
}

fn line_too_long() -> RecordError {
    RecordError::whole(Problem::TooLong, format!("line too long, expected at most {TEXT_BYTES_MAX} bytes"))
}

/// The records of whole frames, with the bytes that their lengths take.
fn frames(mut bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    std::iter::from_fn(move || {
        let FramePrefix::Length { record, prefix } = frame_prefix(bytes) else { return None };
        let (frame, rest) = bytes.get(prefix..)?.split_at_checked(record as usize)?;
        bytes = rest;
        Some((prefix, frame))
    })
}

/// Takes bytes as they arrive and gives batches of whole records.
#[derive(Debug)]
pub(super) enum Splitter {
    Lines(LineSplitter),
    Frames(FrameSplitter),
    Values(JsonSplitter),
}

impl Splitter {
    pub(super) fn new(form: DossierForm) -> Self {
        match form {
            DossierForm::Ndjson => Self::Lines(LineSplitter::default()),
            DossierForm::Postcard => Self::Frames(FrameSplitter::default()),
            DossierForm::Json => Self::Values(JsonSplitter::default()),
        }
    }

    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        match self {
            Self::Lines(lines) => lines.push(bytes),
            Self::Frames(frames) => frames.push(bytes),
            Self::Values(values) => values.push(bytes),
        }
    }

    /// Says that no more bytes come: what is left is a record, whole or cut off.
    pub(super) fn end(&mut self) {
        match self {
            Self::Lines(lines) => lines.end(),
            Self::Frames(frames) => frames.end(),
            Self::Values(values) => values.end(),
        }
    }

    /// A batch, once there is enough for one.
    pub(super) fn full_batch(&mut self) -> Option<Batch> {
        match self {
            Self::Lines(lines) if lines.whole >= BATCH_BYTES || !lines.ready.is_empty() => lines.batch(),
            Self::Frames(frames) if frames.whole >= BATCH_BYTES || !frames.ready.is_empty() => frames.batch(),
            Self::Values(values) if values.size() >= BATCH_BYTES => values.batch(),
            _ => None,
        }
    }

    /// A batch of what is whole so far, if anything is.
    pub(super) fn batch(&mut self) -> Option<Batch> {
        match self {
            Self::Lines(lines) => lines.batch(),
            Self::Frames(frames) => frames.batch(),
            Self::Values(values) => values.batch(),
        }
    }
}

/// Splits lines.
#[derive(Debug, Default)]
pub(super) struct LineSplitter {
    pending: BytesMut,
    // bytes of `pending` up to and including its last line end
    whole: usize,
    ready: VecDeque<Batch>,
    // inside a line that was given up as too long
    skipping: bool,
}

impl LineSplitter {
    fn push(&mut self, mut bytes: &[u8]) {
        if self.skipping {
            match memchr::memchr(b'\n', bytes) {
                Some(end) => {
                    bytes = &bytes[end + 1..];
                    self.skipping = false;
                }
                None => return,
            }
        }
        if let Some(last) = memrchr(b'\n', bytes) {
            self.whole = self.pending.len() + last + 1;
        }
        self.pending.extend_from_slice(bytes);
        if self.pending.len() - self.whole > TEXT_BYTES_MAX {
            while let Some(lines) = self.whole_lines() {
                self.ready.push_back(lines);
            }
            self.ready.push_back(Batch::Unreadable(line_too_long()));
            self.pending.clear();
            self.skipping = true;
        }
    }

    fn end(&mut self) {
        self.whole = self.pending.len();
    }

    fn whole_lines(&mut self) -> Option<Batch> {
        let whole = &self.pending[..self.whole];
        let end = memchr_iter(b'\n', whole).nth(BATCH_RECORDS - 1).map_or(self.whole, |last| last + 1);
        self.whole -= end;
        let lines = self.pending.split_to(end);
        (!lines.is_empty()).then(|| Batch::Lines(lines.freeze()))
    }

    fn batch(&mut self) -> Option<Batch> {
        self.ready.pop_front().or_else(|| self.whole_lines())
    }
}

/// Splits binary records, each behind its length.
#[derive(Debug, Default)]
pub(super) struct FrameSplitter {
    pending: BytesMut,
    // bytes of `pending` that are whole records
    whole: usize,
    ready: VecDeque<Batch>,
    // bytes still to come of a record that was given up as too long
    skipping: usize,
    // a length could not be read, so nothing after it can
    lost: bool,
}

impl FrameSplitter {
    fn push(&mut self, bytes: &[u8]) {
        if self.lost {
            return;
        }
        let skipped = self.skipping.min(bytes.len());
        self.skipping -= skipped;
        self.pending.extend_from_slice(&bytes[skipped..]);
        while self.skipping == 0 && !self.lost {
            match frame_prefix(&self.pending[self.whole..]) {
                FramePrefix::CutOff => break,
                FramePrefix::Length { record, prefix } if record as usize <= DOSSIER_BYTES_MAX => {
                    let end = self.whole + prefix + record as usize;
                    if end > self.pending.len() {
                        break;
                    }
                    self.whole = end;
                }
                FramePrefix::Length { record, prefix } => {
                    self.give_up(
                        Problem::TooLong,
                        format!("record too long, expected at most {DOSSIER_BYTES_MAX} bytes"),
                    );
                    let there = (prefix + record as usize).min(self.pending.len());
                    self.pending.advance(there);
                    self.skipping = prefix + record as usize - there;
                }
                FramePrefix::Broken => {
                    let detail = "length of a record in more bytes than it needs, or beyond 32 bits: the records after it cannot be found";
                    self.give_up(Problem::NotCanonical, detail.to_owned());
                    self.pending.clear();
                    self.lost = true;
                }
            }
        }
    }

    fn end(&mut self) {
        if self.skipping > 0 {
            let detail =
                "record too long and cut off at the end of the input: its length may be damaged, and hide others";
            self.give_up(Problem::CutOff, detail.to_owned());
        } else if self.pending.len() > self.whole {
            self.give_up(Problem::CutOff, "record cut off at the end of the input".to_owned());
            self.pending.clear();
        }
    }

    fn give_up(&mut self, problem: Problem, detail: String) {
        while let Some(records) = self.whole_records() {
            self.ready.push_back(records);
        }
        self.ready.push_back(Batch::Unreadable(RecordError::whole(problem, detail)));
    }

    fn whole_records(&mut self) -> Option<Batch> {
        let whole = &self.pending[..self.whole];
        let end = frames(whole).take(BATCH_RECORDS).fold(0, |end, (prefix, frame)| end + prefix + frame.len());
        self.whole -= end;
        let records = self.pending.split_to(end);
        (!records.is_empty()).then(|| Batch::Frames(records.freeze()))
    }

    fn batch(&mut self) -> Option<Batch> {
        self.ready.pop_front().or_else(|| self.whole_records())
    }
}
