//! What the contestants answer, brought to one form to be compared.

use std::fs;
use std::path::Path;

use registertoets_core::wire::{FramePrefix, decode_outcome, frame_prefix};
use serde::Deserialize;

use crate::Result;

/// What all contestants say of a dossier.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    reference: String,
    verdict: String,
    not_met: Vec<String>,
}

/// The form in which a contestant writes its answers.
#[derive(Clone, Copy)]
pub enum Form {
    /// Lines: a peer's own, or outcomes.
    Lines,
    /// Outcomes in the binary form.
    Binary,
}

/// A line of an answer: a peer tells the rules that are not met, Registertoets its findings.
#[derive(Deserialize)]
struct Line {
    reference: String,
    verdict: String,
    not_met: Option<Vec<String>>,
    #[serde(default)]
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Finding {
    rule: String,
    status: String,
}

impl From<Line> for Answer {
    fn from(line: Line) -> Self {
        let not_met = line.not_met.unwrap_or_else(|| {
            line.findings.into_iter().filter(|finding| finding.status != "met").map(|finding| finding.rule).collect()
        });
        Self { reference: line.reference, verdict: line.verdict, not_met }
    }
}

/// The answers in a file.
pub fn read(path: &Path, form: Form) -> Result<Vec<Answer>> {
    let bytes = fs::read(path)?;
    match form {
        Form::Lines => read_lines(&bytes),
        Form::Binary => read_binary(&bytes),
    }
}

fn read_lines(bytes: &[u8]) -> Result<Vec<Answer>> {
    let lines = serde_json::Deserializer::from_slice(bytes).into_iter::<Line>();
    lines.map(|line| Ok(line?.into())).collect()
}

fn read_binary(mut stream: &[u8]) -> Result<Vec<Answer>> {
    let mut answers = Vec::new();
    while !stream.is_empty() {
        let FramePrefix::Length { record, prefix } = frame_prefix(stream) else {
            return Err("no binary record".into());
        };
        let end = prefix + record as usize;
        let outcome = decode_outcome(stream.get(prefix..end).ok_or("a binary record is cut off")?)
            .map_err(|error| error.to_string())?;
        answers.extend(read_lines(&serde_json::to_vec(&outcome)?)?);
        stream = &stream[end..];
    }
    Ok(answers)
}
