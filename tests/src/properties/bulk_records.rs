//! Streams of records, binary ones and lines, whole, cut off and corrupted.

use arbitrary::Arbitrary;
use registertoets_core::limits::{DOSSIER_BYTES_MAX, TEXT_BYTES_MAX};
use registertoets_core::{Named, Problem, evaluate};
use registertoets_service::form::{DossierForm, OutcomeForm};
use registertoets_service::judging::Judging;
use registertoets_service::record;
use serde_json::{Value, json};

use super::bulk_stream::{Answered, Body, Chunk, Layout, answered, chosen};

#[derive(Arbitrary, Debug)]
struct Stream<'a> {
    is_text: bool,
    cut: u16,
    chunks: Vec<Chunk>,
    body: Body<'a>,
}

/// Each record of a stream is answered in its place: with its outcome, or with what is wrong with it; and a stream that
/// is cut keeps the answers to what was whole.
pub fn bulk_records(choices: &[u8]) {
    let Some(Stream { is_text, cut, chunks, body }) = chosen(choices) else { return };
    let layout = if is_text { Layout::Lines } else { Layout::Frames };
    let body = body.bytes(layout);
    let answers = answers(&body, &chunks, layout.form());
    assert_eq!(answers, expected(&body, layout.form()), "{layout:?}: {}", body.escape_ascii());

    let cut = &body[..usize::from(cut).min(body.len())];
    let mut of_cut = self::answers(cut, &chunks, layout.form());
    // the record that the cut goes through is no longer itself
    if !answers.starts_with(&of_cut)
        && let Some(last) = of_cut.pop()
    {
        assert!(is_text || last["code"] == Problem::CutOff.name(), "{last} to what is cut: {}", cut.escape_ascii());
    }
    assert!(answers.starts_with(&of_cut), "{of_cut:?}, cut, and {answers:?}, whole: {}", body.escape_ascii());
}

/// The answers to a stream: an outcome, or the number of the record and the code of the error.
fn answers(body: &[u8], chunks: &[Chunk], form: DossierForm) -> Vec<Value> {
    let judging = Judging::new(OutcomeForm::Ndjson);
    let Answered { bytes, unreadable, counts } = answered(body, chunks, form, judging);
    let answers: Vec<_> = bytes.split_inclusive(|byte| *byte == b'\n').map(answer).collect();
    let told: Vec<_> = answers.iter().filter(|answer| answer.get("record").is_some()).cloned().collect();
    let errors: Vec<_> = unreadable.iter().map(|(record, error)| refusal(*record, error.problem)).collect();
    assert_eq!(told, errors, "the errors told are not those given");
    assert_eq!([counts.records, counts.unreadable], [answers.len(), told.len()].map(|count| count as u64));
    answers
}

fn answer(line: &[u8]) -> Value {
    let answer: Value = serde_json::from_slice(line).expect("each line is JSON");
    match answer.get("record") {
        Some(record) => json!({"record": record, "code": answer["error"]["code"]}),
        None => answer,
    }
}

fn refusal(record: u64, problem: Problem) -> Value {
    json!({"record": record, "code": problem.name()})
}

/// What a stream has to be answered with, its records found in the plainest way.
fn expected(body: &[u8], form: DossierForm) -> Vec<Value> {
    let records = if form == DossierForm::Postcard { framed(body) } else { lines(body) };
    let answer = |(place, record): (usize, Result<&[u8], Problem>)| {
        let read = record.and_then(|bytes| record::read(form, bytes).map_err(|error| error.problem));
        match read {
            Ok(dossier) => serde_json::to_value(evaluate(&dossier)).expect("an outcome has a text"),
            Err(problem) => refusal(place as u64 + 1, problem),
        }
    };
    records.into_iter().enumerate().map(answer).collect()
}

fn lines(body: &[u8]) -> Vec<Result<&[u8], Problem>> {
    let lines = body.split(|byte| *byte == b'\n');
    let records = lines.filter(|line| line.len() > TEXT_BYTES_MAX || !line.iter().all(|byte| b" \t\r".contains(byte)));
    records.map(|line| if line.len() > TEXT_BYTES_MAX { Err(Problem::TooLong) } else { Ok(line) }).collect()
}

fn framed(mut stream: &[u8]) -> Vec<Result<&[u8], Problem>> {
    let mut records = Vec::new();
    while !stream.is_empty() {
        let last = stream.iter().position(|byte| *byte < 0x80);
        let digits = last.map_or(stream.len(), |last| last + 1);
        let length = stream[..digits.min(5)].iter().rev().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7F));
        let is_no_length = if digits < 5 {
            last.is_some_and(|last| last > 0 && stream[last] == 0)
        } else {
            last != Some(4) || stream[4] == 0 || length > u64::from(u32::MAX)
        };
        if is_no_length {
            // where the next record starts cannot be told
            records.push(Err(Problem::NotCanonical));
            break;
        }
        if last.is_none() {
            records.push(Err(Problem::CutOff));
            break;
        }
        let (length, rest) = (length as usize, &stream[digits..]);
        if length > DOSSIER_BYTES_MAX {
            records.push(Err(Problem::TooLong));
        }
        if length > rest.len() {
            records.push(Err(Problem::CutOff));
            break;
        }
        if length <= DOSSIER_BYTES_MAX {
            records.push(Ok(&rest[..length]));
        }
        stream = &rest[length..];
    }
    records
}
