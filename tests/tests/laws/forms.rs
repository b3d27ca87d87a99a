//! Every form of a dossier and of an outcome keeps it whole, and any bytes are one or an error.

use proptest::prelude::*;
use proptest::sample::Index;
use registertoets_core::limits::{DOSSIER_BYTES_MAX, OUTCOME_BYTES_MAX};
use registertoets_core::{Dossier, Outcome, evaluate, json, wire};

use crate::random::{cases, dossier};

fn bytes_of(dossier: &Dossier) -> Vec<u8> {
    wire::encode(dossier, &mut [0; DOSSIER_BYTES_MAX]).unwrap().to_vec()
}

fn bytes_of_outcome(outcome: &Outcome) -> Vec<u8> {
    wire::encode_outcome(outcome, &mut [0; OUTCOME_BYTES_MAX]).unwrap().to_vec()
}

/// A change of some bytes: at a place so many are taken out, and these put there instead.
fn damage() -> impl Strategy<Value = (Index, usize, Vec<u8>)> {
    (any::<Index>(), 0..4_usize, prop::collection::vec(any::<u8>(), 0..4))
}

fn damaged(bytes: &[u8], (place, taken, put): &(Index, usize, Vec<u8>)) -> Vec<u8> {
    let place = place.index(bytes.len() + 1);
    let after = bytes.len().min(place + taken);
    [&bytes[..place], put, &bytes[after..]].concat()
}

/// Holds that bytes which are a dossier or an outcome are its only bytes, and that judging as they come says the same.
fn have_one_meaning(bytes: &[u8]) -> Result<(), TestCaseError> {
    let read = wire::decode(bytes);
    if let Ok(dossier) = &read {
        prop_assert_eq!(bytes_of(dossier), bytes);
    }
    prop_assert_eq!(wire::evaluate(bytes.iter().copied(), None), read.map(|dossier| evaluate(&dossier)));
    if let Ok(outcome) = wire::decode_outcome(bytes) {
        prop_assert_eq!(bytes_of_outcome(&outcome), bytes);
    }
    Ok(())
}

/// Holds that a text which is a dossier is written as one that reads the same.
fn is_a_dossier_or_an_error(text: &[u8]) -> Result<(), TestCaseError> {
    if let Ok(dossier) = json::decode(text) {
        prop_assert_eq!(json::decode(&serde_json::to_vec(&dossier).unwrap()), Ok(dossier));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn encoded_and_decoded_a_dossier_is_the_same(dossier in dossier()) {
        let text = serde_json::to_vec(&dossier).unwrap();
        prop_assert_eq!(json::decode(&text), Ok(dossier.clone()));
        prop_assert_eq!(wire::decode(&bytes_of(&dossier)), Ok(dossier));
    }

    #[test]
    fn encoded_and_decoded_an_outcome_is_the_same(dossier in dossier()) {
        let outcome = evaluate(&dossier);
        prop_assert_eq!(wire::decode_outcome(&bytes_of_outcome(&outcome)), Ok(outcome));
    }

    #[test]
    fn any_bytes_are_a_dossier_with_no_other_bytes_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        have_one_meaning(&bytes)?;
    }

    #[test]
    fn damaged_bytes_are_another_dossier_with_no_other_bytes_or_an_error(dossier in dossier(), damage in damage()) {
        have_one_meaning(&damaged(&bytes_of(&dossier), &damage))?;
        have_one_meaning(&damaged(&bytes_of_outcome(&evaluate(&dossier)), &damage))?;
    }

    #[test]
    fn any_bytes_are_the_text_of_a_dossier_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        is_a_dossier_or_an_error(&bytes)?;
    }

    #[test]
    fn damaged_text_is_another_dossier_or_an_error(dossier in dossier(), damage in damage()) {
        is_a_dossier_or_an_error(&damaged(&serde_json::to_vec(&dossier).unwrap(), &damage))?;
    }
}
