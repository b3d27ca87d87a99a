//! Any bytes as a dossier in its binary form.

use std::sync::LazyLock;

use registertoets_core::limits::DOSSIER_BYTES_MAX;
use registertoets_core::wire::{self, DecodeError};
use registertoets_core::{Date, Dossier, Outcome, Problem, evaluate, evaluate_as_of, json};

use super::{assert_postcard_agrees, mirror};
use crate::edges;

/// Any bytes are a dossier or an error, the same however they are read; and a dossier has these bytes and no others.
pub fn dossier_bytes(bytes: &[u8]) {
    let read = wire::decode(bytes);
    assert_reads_the_same_over_another(bytes, &read);
    for day in [None, Some(Date::MIN), Some(Date::MAX)] {
        assert_judges_the_same_while_reading(bytes, day, &read);
    }
    match &read {
        Ok(dossier) => {
            assert_eq!(encoded(dossier), bytes, "read from other bytes than it is written as: {dossier:?}");
            assert_postcard_agrees::<mirror::Dossier<'_>>(bytes);
            assert_survives_text(dossier);
            assert_every_cut_is_told(bytes, |bytes| wire::decode(bytes).err());
        }
        Err(error) => assert_says_where(error, bytes),
    }
}

/// A dossier with something in every field, to read others over.
pub(super) static ANOTHER: LazyLock<Dossier> = LazyLock::new(|| {
    let is_full = |dossier: &Dossier| {
        let papers = !dossier.documents.is_empty() && !dossier.declarations.is_empty();
        let lists = !dossier.diplomas.is_empty() && !dossier.work.is_empty() && !dossier.activities.is_empty();
        let parts = dossier.registration.is_some() && dossier.vog.is_some() && dossier.training.is_some();
        papers && lists && parts
    };
    let mut dossiers = (0..).filter_map(|seed| json::decode(edges::dossier(seed).to_string().as_bytes()).ok());
    dossiers.find(is_full).expect("some dossier on the edges has something in every field")
});

fn encoded(dossier: &Dossier) -> Vec<u8> {
    wire::encode(dossier, &mut [0; DOSSIER_BYTES_MAX]).expect("such a buffer takes any dossier").to_vec()
}

fn assert_reads_the_same_over_another(bytes: &[u8], read: &Result<Dossier, DecodeError>) {
    let mut place = ANOTHER.clone();
    let result = wire::decode_into(bytes, &mut place);
    match read {
        Ok(dossier) => assert_eq!((result, &place), (Ok(()), dossier), "read in place, another comes out"),
        Err(error) => {
            assert_eq!(result, Err(*error), "read in place, another error comes out");
            assert_eq!(wire::decode(&encoded(&place)), Ok(place), "what was read until then is not well-formed");
        }
    }
}

fn assert_judges_the_same_while_reading(bytes: &[u8], day: Option<Date>, read: &Result<Dossier, DecodeError>) {
    let judged = read.as_ref().map_err(|error| *error).map(|dossier| match day {
        Some(day) => evaluate_as_of(dossier, day),
        None => evaluate(dossier),
    });
    assert_eq!(wire::evaluate(bytes.iter().copied(), day), judged, "judged while read, as of {day:?}");
    let unjudged = Outcome::unjudged();
    let (mut one_by_one, mut at_once) = (unjudged.clone(), unjudged.clone());
    for (result, place) in [
        (wire::evaluate_into(bytes.iter().copied(), day, &mut one_by_one), &one_by_one),
        (wire::evaluate_bytes_into(bytes, day, &mut at_once), &at_once),
    ] {
        assert_eq!(result.map(|()| place), judged.as_ref().map_err(|error| *error), "judged in place, as of {day:?}");
        assert!(result.is_ok() || *place == unjudged, "an error leaves part of an outcome");
    }
}

fn assert_survives_text(dossier: &Dossier) {
    let text = serde_json::to_vec(dossier).expect("a dossier has a text");
    assert_eq!(json::decode(&text).as_ref(), Ok(dossier), "{}", String::from_utf8_lossy(&text));
}

/// Holds that a record that ends early is cut off, and nothing else, in the field that is not whole.
pub(super) fn assert_every_cut_is_told(bytes: &[u8], error: impl Fn(&[u8]) -> Option<DecodeError>) {
    for end in [0, bytes.len() / 3, bytes.len() / 2, bytes.len().saturating_sub(1)] {
        let error = error(&bytes[..end]).expect("a record that ends early is none");
        assert_eq!(error.problem(), Problem::CutOff, "cut at {end}: {error}");
        assert_says_where(&error, &bytes[..end]);
    }
}

/// Holds that an error lies within the bytes and says its place in the dossier or outcome.
pub(super) fn assert_says_where(error: &DecodeError, bytes: &[u8]) {
    assert!(error.at() <= bytes.len(), "{error} of {}", bytes.len());
    assert!(error.at() < bytes.len() || error.problem() == Problem::CutOff, "{error} of {}", bytes.len());
    let pointer = error.pointer().to_string();
    assert!(pointer.is_empty() || pointer.starts_with('/'), "{pointer}");
    assert!(error.to_string().contains(&pointer), "{error}");
    // what is wrong is in the bytes up to the end of that field, so what comes after them changes nothing
    if error.problem() != Problem::CutOff {
        let longer = [bytes, &[0; 3]].concat();
        let same = wire::decode(&longer).err() == Some(*error) || wire::decode_outcome(&longer).err() == Some(*error);
        assert!(same, "{error}, but not with more bytes behind it");
    }
}
