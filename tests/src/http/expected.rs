//! What the library gives for what the service is asked: the answers have to be these, byte for byte.

use registertoets_core::limits::TEXT_BYTES_MAX;
use registertoets_core::{Problem, evaluate, json};
use registertoets_service::bulk::Work;
use registertoets_service::form::OutcomeForm;
use registertoets_service::judging::Judging;
use registertoets_service::record::RecordError;

const JUDGING: Judging = Judging::new(OutcomeForm::Ndjson);

/// The answer to one dossier.
#[must_use]
pub fn outcome(dossier: &[u8]) -> Vec<u8> {
    serde_json::to_vec(&evaluate(&json::decode(dossier).unwrap())).unwrap()
}

/// The answer to the n-th line of a stream, from 1, with the line end after it.
#[must_use]
pub fn answer(record: u64, line: &[u8]) -> Vec<u8> {
    let read = if line.len() > TEXT_BYTES_MAX {
        let detail = format!("line too long, expected at most {TEXT_BYTES_MAX} bytes");
        Err(RecordError::whole(Problem::TooLong, detail))
    } else {
        json::decode(line).map_err(RecordError::from)
    };
    let mut answer = Vec::new();
    match read {
        Ok(dossier) => JUDGING.write(&evaluate(&dossier), None, &mut answer),
        Err(error) => JUDGING.answer_unreadable(record, &error, &mut answer),
    }
    answer
}

/// The answers to a stream of lines, none of them blank.
#[must_use]
pub fn answers(lines: &[u8]) -> Vec<u8> {
    let lines = lines.strip_suffix(b"\n").unwrap_or(lines).split(|byte| *byte == b'\n');
    (1..).zip(lines).flat_map(|(record, line)| answer(record, line)).collect()
}
