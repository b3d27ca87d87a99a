//! Any dossier, judged by the library and by the second reading.

use registertoets_core::limits::{DOSSIER_BYTES_MAX, OUTCOME_BYTES_MAX};
use registertoets_core::{Date, Dossier, Outcome, evaluate, evaluate_as_of, json, wire};
use serde_json::Value;

use crate::{edges, second_reading};

/// A dossier on the edges of the rules, which the bytes choose, is judged as the second reading judges it: on its own
/// day and as of another, from text and from bytes.
pub fn verdict_at_edges(choices: &[u8]) {
    let (text, day) = edges::chosen(choices);
    let dossier = json::decode(text.to_string().as_bytes());
    let dossier = dossier.unwrap_or_else(|error| unreachable!("{error}, in a valid dossier: {text}"));
    assert_judged_alike(&text, &dossier, &day);
}

/// Whatever dossier the bytes hold, behind two bytes that choose another day, is judged as the second reading judges it.
pub fn verdict_of_bytes(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first_chunk() else { return };
    let Ok(dossier) = wire::decode(bytes) else { return };
    let text = serde_json::to_value(&dossier).expect("a dossier has a text");
    let day = edges::as_of(u16::from_le_bytes(*choice).into(), &text);
    assert_judged_alike(&text, &dossier, &day);
}

fn assert_judged_alike(text: &Value, dossier: &Dossier, day: &str) {
    let as_of = Date::parse(day.as_bytes()).expect("a day that a dossier can hold");
    let (own, other) = (evaluate(dossier), evaluate_as_of(dossier, as_of));
    assert_eq!(told(&own), second_reading::outcome(text, None), "{text}");
    assert_eq!(told(&other), second_reading::outcome(text, Some(day)), "as of {day}: {text}");

    let mut buffer = [0; DOSSIER_BYTES_MAX];
    let bytes = wire::encode(dossier, &mut buffer).expect("such a buffer takes any dossier");
    assert_eq!(wire::decode(bytes).as_ref(), Ok(dossier), "another dossier comes from its bytes: {text}");
    for (day, outcome) in [(None, own), (Some(as_of), other)] {
        assert_eq!(wire::evaluate(bytes.iter().copied(), day).as_ref(), Ok(&outcome), "judged while read: {text}");
        let mut buffer = [0; OUTCOME_BYTES_MAX];
        let bytes = wire::encode_outcome(&outcome, &mut buffer).expect("such a buffer takes any outcome");
        assert_eq!(wire::decode_outcome(bytes), Ok(outcome), "another outcome comes from its bytes: {text}");
    }
}

fn told(outcome: &Outcome) -> Value {
    serde_json::to_value(outcome).expect("an outcome has a text")
}
