//! Any bytes as an outcome in its binary form.

use registertoets_core::limits::OUTCOME_BYTES_MAX;
use registertoets_core::text::{Language, Sentence};
use registertoets_core::{Named, Outcome, Status, Verdict, wire};
use registertoets_service::form::{Detail, OutcomeForm};
use registertoets_service::judging::Judging;
use serde_json::Value;

use super::dossier_bytes::{assert_every_cut_is_told, assert_says_where};
use super::{assert_postcard_agrees, mirror};

/// Any bytes are an outcome or an error; and an outcome has these bytes and no others, and can be told in every form.
pub fn outcome_bytes(bytes: &[u8]) {
    match wire::decode_outcome(bytes) {
        Ok(outcome) => {
            assert_has_these_bytes(&outcome, bytes);
            assert_postcard_agrees::<mirror::Outcome<'_>>(bytes);
            assert_every_cut_is_told(bytes, |bytes| wire::decode_outcome(bytes).err());
            assert_verdict_follows(&outcome);
            assert_can_be_told(&outcome);
        }
        Err(error) => assert_says_where(&error, bytes),
    }
}

fn assert_has_these_bytes(outcome: &Outcome, bytes: &[u8]) {
    let mut buffer = [0; OUTCOME_BYTES_MAX];
    assert_eq!(wire::encode_outcome(outcome, &mut buffer), Ok(bytes), "read from other bytes: {outcome:?}");
    let mut given = Vec::new();
    wire::write_outcome(outcome, |byte| given.push(byte));
    assert_eq!(given, bytes, "given byte by byte, other bytes come out");
}

fn assert_verdict_follows(outcome: &Outcome) {
    let statuses: Vec<_> = outcome.findings.iter().map(|finding| finding.status).collect();
    let worst = [Status::Unmet, Status::Missing, Status::Board].into_iter().find(|status| statuses.contains(status));
    let verdict = match worst {
        Some(Status::Unmet) => Verdict::Refused,
        Some(Status::Missing) => Verdict::Incomplete,
        Some(Status::Board) => Verdict::Board,
        _ => Verdict::Granted,
    };
    assert_eq!(outcome.verdict(), verdict, "{statuses:?}");
}

fn assert_can_be_told(outcome: &Outcome) {
    for language in Language::ALL.iter().copied() {
        for finding in outcome.findings.iter() {
            let sentence = Sentence::new(finding, language).to_string();
            assert!(!sentence.is_empty() && !sentence.contains('\n'), "{sentence:?} of {finding:?}");
        }
        for detail in [Detail::Full, Detail::Failing, Detail::Verdict] {
            let told = |to| {
                let mut told = Vec::new();
                Judging { detail, language: Some(language), ..Judging::new(to) }.write(outcome, None, &mut told);
                told
            };
            let line: Value = serde_json::from_slice(&told(OutcomeForm::Ndjson)).expect("an outcome is told as JSON");
            assert_eq!(line["verdict"], outcome.verdict().name());
            assert!(told(OutcomeForm::Csv).ends_with(b"\n"), "a row has an end");
        }
    }
}
