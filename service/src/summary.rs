//! The summary that can end a stream of outcomes, so that one cut off can be told from a whole one.

use registertoets_core::{Named, Verdict};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::bulk::{Answers, Counts};
use crate::digest::Digest;
use crate::form::OutcomeForm;
use crate::judging::write_json;
use crate::writer::{append_frame, append_varint};

/// A summary of the answers so far.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    counts: Counts,
    sha256: Sha256,
}

impl Summary {
    /// Adds answers that follow.
    pub fn add(&mut self, answers: &Answers) {
        self.counts.add(&answers.counts);
        self.sha256.update(&answers.bytes);
    }

    /// The record that ends the answers: a line, or a binary record behind its length. A table has no place for it.
    #[must_use]
    pub fn record(self, to: OutcomeForm) -> Vec<u8> {
        let Self { counts, sha256 } = self;
        let told = Told { counts: &counts, sha256: sha256.finalize().into() };
        let mut bytes = Vec::new();
        match to {
            OutcomeForm::Ndjson => {
                write_json(&Line { summary: told }, &mut bytes);
                bytes.push(b'\n');
            }
            OutcomeForm::Postcard => append_frame(&told.record(), &mut bytes),
            OutcomeForm::Csv => {}
        }
        bytes
    }
}

#[derive(Serialize)]
struct Line<'a> {
    summary: Told<'a>,
}

struct Told<'a> {
    counts: &'a Counts,
    sha256: Digest,
}

impl Told<'_> {
    /// The binary form. What answers a record starts with another byte, or with this one and a number that is not 0.
    fn record(&self) -> Vec<u8> {
        let mut bytes = vec![0, 0];
        let Counts { records, unreadable, verdicts, .. } = self.counts;
        for count in [records, unreadable].into_iter().chain(verdicts) {
            append_varint(*count, &mut bytes);
        }
        bytes.extend_from_slice(self.sha256.as_bytes());
        bytes
    }
}

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(Some(4))?;
        fields.serialize_entry("records", &self.counts.records)?;
        fields.serialize_entry("unreadable", &self.counts.unreadable)?;
        fields.serialize_entry("verdicts", &ByVerdict(&self.counts.verdicts))?;
        fields.serialize_entry("sha256", &self.sha256)?;
        fields.end()
    }
}

struct ByVerdict<'a>(&'a [u64]);

impl Serialize for ByVerdict<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Verdict::NAMES.iter().zip(self.0))
    }
}
