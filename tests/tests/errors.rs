//! All errors of a text that is no dossier: what is wrong at several places is told at each of them, and nothing else is.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use registertoets_core::json;
use registertoets_service::errors::{ERRORS_MAX, Errors};
use registertoets_service::record::RecordError;
use registertoets_tests::edges;
use serde_json::{Value, json};

/// A text that no field takes as its value.
const SECRET: &str = "a secret";

/// The places of all values of a dossier that hold no other value.
fn leaves(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| leaves(value, &format!("{pointer}/{name}"), found))
        }
        Value::Array(items) => {
            items.iter().zip(0..).for_each(|(item, place)| leaves(item, &format!("{pointer}/{place}"), found));
        }
        _ => found.push(pointer.to_owned()),
    }
}

/// Some dossier with wrong values, and their places.
fn spoilt(seed: u64, places: &[Index]) -> (Value, BTreeSet<String>) {
    let mut dossier = edges::dossier(seed);
    let mut all = Vec::new();
    leaves(&dossier, "", &mut all);
    let wrong: BTreeSet<_> = places.iter().map(|place| place.get(&all).clone()).collect();
    for place in &wrong {
        *dossier.pointer_mut(place).unwrap() = json!(SECRET);
    }
    (dossier, wrong)
}

fn pointers(errors: &Errors) -> Vec<String> {
    errors.found.iter().map(|error| error.pointer.clone().unwrap_or_default()).collect()
}

/// What is told of a text, once it is seen to begin as the reader begins and to tell nothing of the text.
fn told(text: &str) -> Errors {
    let errors = Errors::of(text.as_bytes());
    let first = json::decode(text.as_bytes()).err().map(RecordError::from);
    assert_eq!(errors.found.first(), first.as_ref(), "{text}");
    assert!(errors.found.iter().all(|error| !error.detail.contains("secret")), "{errors:?}");
    errors
}

fn codes_and_pointers(text: &str) -> Vec<(&'static str, String)> {
    let errors = told(text);
    errors.found.iter().map(|error| error.problem.code()).zip(pointers(&errors)).collect()
}

proptest! {
    #[test]
    fn every_value_that_is_wrong_is_told_and_no_other(
        seed in 0..1_000_000_u64,
        places in proptest::collection::vec(any::<Index>(), 0..20),
        indented: bool,
    ) {
        let (dossier, wrong) = spoilt(seed, &places);
        let text = if indented { serde_json::to_string_pretty(&dossier).unwrap() } else { dossier.to_string() };
        let errors = told(&text);
        let found = pointers(&errors);
        prop_assert!(!errors.more);
        prop_assert_eq!(found.len(), wrong.len(), "{:?}", errors);
        prop_assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), wrong);
    }

    #[test]
    fn an_error_is_at_its_own_byte_of_the_text_that_was_sent(
        seed in 0..1_000_000_u64,
        places in proptest::collection::vec(any::<Index>(), 1..20),
    ) {
        let text = spoilt(seed, &places).0.to_string();
        for error in told(&text).found {
            let at: usize = error.detail.split(" at byte ").nth(1).unwrap().split([' ', ',']).next().unwrap().parse().unwrap();
            // some readers have read the value when they refuse it, some have not
            let value = format!("\"{SECRET}\"");
            let found = text[at..].starts_with(&value) || text[..at].ends_with(&value);
            prop_assert!(found, "{}", error.detail);
        }
    }
}

/// A dossier with every field.
fn full() -> Value {
    json!({
        "reference": "x", "assessed_on": "2021-06-01", "request": {"renewal": "senior"},
        "declarations": ["professional_code"], "documents": ["curriculum_vitae", "in_opleiding_request"],
        "registration": {"category": "senior", "start": "2016-09-01"},
        "vog": {"issued_on": "2021-03-15", "subject": "natural_person", "relevant_profile": true, "original": "posted"},
        "diplomas": [
            {"kind": {"evc": {"recognised_provider": true, "report": true}}, "obtained_on": "2010-01-01", "proof": "scan"},
            {"kind": {"mantelzorgmakelaar": {"hbo_level_tested": true}}, "obtained_on": "2010-01-01", "proof": "scan"},
            {"kind": "mwd", "obtained_on": "2010-01-01", "proof": "scan"},
        ],
        "training": {"route": "masterclasses", "provider_accredited": true, "completed": ["masterclass_1"]},
        "work": [
            {"from": "2016-01-01", "hours_per_week": 24, "hbo_level": true, "titled": true, "tasks": [],
             "proof": {"self_employed": {"kvk_registered": true, "signed_on": null, "describes_function": true}}},
            {"from": "2016-01-01", "hours_per_week": 24, "hbo_level": true, "titled": true,
             "tasks": ["information_and_advice", "needs_assessment"],
             "proof": {"employer_declaration": {"signed_on": "2021-05-05", "describes_function": true}}},
        ],
        "activities": [{"on": "2019-03-03", "kind": "bcmb_membership", "points": 1}],
    })
}

/// The objects of a dossier, and the fields of each.
fn objects(value: &Value, pointer: &str, found: &mut Vec<(String, Vec<String>)>) {
    match value {
        Value::Object(fields) => {
            found.push((pointer.to_owned(), fields.keys().cloned().collect()));
            fields.iter().for_each(|(name, value)| objects(value, &format!("{pointer}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().zip(0..).for_each(|(item, place)| objects(item, &format!("{pointer}/{place}"), found));
        }
        _ => {}
    }
}

#[test]
fn every_field_that_is_missing_is_told_together_with_what_else_is_wrong() {
    let mut all = Vec::new();
    objects(&full(), "", &mut all);
    let mut missing = 0;
    for (pointer, fields) in all {
        for name in fields {
            let mut dossier = full();
            dossier.pointer_mut(&pointer).unwrap().as_object_mut().unwrap().remove(&name);
            // what may be left out is no error, and what is alone in its object is what the object is
            let Err(error) = json::decode(dossier.to_string().as_bytes()) else { continue };
            if error.missing().is_none() {
                continue;
            }
            missing += 1;
            assert_eq!(error.missing(), Some(&*name));
            let place = if pointer.is_empty() { "/activities/0/points" } else { "/reference" };
            *dossier.pointer_mut(place).unwrap() = json!(SECRET);
            let found: BTreeSet<_> = codes_and_pointers(&dossier.to_string()).into_iter().collect();
            let expected = [("missing_field", pointer.clone()), ("invalid_value", place.to_owned())];
            let wrong_type = [("missing_field", pointer.clone()), ("wrong_type", place.to_owned())];
            assert!(found == expected.into() || found == wrong_type.into(), "{name}: {found:?}");
        }
    }
    assert!(missing > 30, "{missing}");
    assert_eq!(codes_and_pointers(r#"{"vog": {}}"#).len(), 4 + 3);
}

#[test]
fn every_kind_of_error_is_told_beside_the_others() {
    let full = full().to_string();
    for (right, wrong, expected) in [
        (r#""2016-09-01""#, r#""2016-09-01","secret":1"#, &[("unknown_field", "/registration")][..]),
        (r#"{"category":"#, r#"{"secret":{"secret":[]},"category":"#, &[("unknown_field", "/registration")]),
        (r#""vog":{"#, r#""vog":{"secret":1,"secret":2,"#, &[("unknown_field", "/vog"), ("unknown_field", "/vog")]),
        (r#""reference":"x""#, r#""reference":"x","reference":7"#, &[("repeated_field", "/reference")]),
        (r#"{"renewal":"senior"}"#, r#"{"renewal":"senior","change":"junior"}"#, &[("wrong_type", "/request")]),
        (r#"{"renewal":"senior"}"#, r#"{"secret":"senior"}"#, &[("unknown_name", "/request")]),
        (r#"{"renewal":"senior"}"#, r#"{"renewal":"secret"}"#, &[("unknown_name", "/request/renewal")]),
        (r#""kind":"mwd""#, r#""kind":{"mwd":"secret"}"#, &[("wrong_type", "/diplomas/2/kind/mwd")]),
        (r#""kind":"mwd""#, r#""kind":"evc""#, &[("wrong_type", "/diplomas/2/kind")]),
        (r#""points":1"#, r#""points":1.01"#, &[("invalid_value", "/activities/0")]),
        (r#""points":1"#, r#""points":1e400"#, &[("invalid_value", "/activities/0/points")]),
        (r#""points":1"#, r#""points":1.00000000000000000001"#, &[("invalid_value", "/activities/0/points")]),
        (r#""2016-01-01","#, r#""2016-01-01","until":"2015-12-31","#, &[("invalid_value", "/work/0")]),
        (
            r#"["information_and_advice","needs_assessment"]"#,
            r#"[7,"needs_assessment",[[]],"needs_assessment","secret","needs_assessment",{}]"#,
            &[
                ("wrong_type", "/work/1/tasks/0"),
                ("wrong_type", "/work/1/tasks/2"),
                ("invalid_value", "/work/1/tasks"),
                ("unknown_name", "/work/1/tasks/4"),
                ("invalid_value", "/work/1/tasks"),
                ("wrong_type", "/work/1/tasks/6"),
            ],
        ),
    ] {
        assert!(full.contains(right), "{right}");
        let text =
            full.replacen(right, wrong, 1).replace(r#""provider_accredited":true"#, r#""provider_accredited":7"#);
        let mut expected: Vec<_> = expected.iter().map(|(code, pointer)| (*code, (*pointer).to_owned())).collect();
        expected.push(("wrong_type", "/training/provider_accredited".to_owned()));
        let mut found = codes_and_pointers(&text);
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_list_that_is_too_long_is_told_beside_what_is_in_it() {
    let mut dossier = full();
    dossier["diplomas"] = json!(vec![json!({"kind": "mwd", "obtained_on": "2010-01-01", "proof": "scan"}); 20]);
    dossier["diplomas"][3]["proof"] = json!(SECRET);
    dossier["activities"] = json!(vec![json!({"on": "2010-01-01", "kind": "other", "points": 1}); 1_000]);
    dossier["vog"]["subject"] = json!(SECRET);
    let expected = [
        ("too_many", "/activities"),
        ("unknown_name", "/diplomas/3/proof"),
        ("too_many", "/diplomas"),
        ("unknown_name", "/vog/subject"),
    ];
    let found = codes_and_pointers(&dossier.to_string());
    assert_eq!(found, expected.map(|(code, pointer)| (code, pointer.to_owned())));
}

#[test]
fn a_dossier_has_no_errors() {
    assert_eq!(told(&full().to_string()), Errors::default());
}

#[test]
fn a_text_that_is_not_json_has_one_error() {
    for text in ["", "{", "secret", "[1,]", r#"{"reference":7,"assessed_on":7}}"#, r#"{"reference":7,"vog":nul}"#] {
        assert_eq!(told(text).found.len(), 1, "{text}");
    }
    // the reader knows texts better than the one that takes them apart
    assert_eq!(told(r#"{"reference":7,"assessed_on":"\ud800"}"#).found.len(), 2);
    for text in ["null", "[]", "[[[[[[[[7]]]]]]]]"] {
        assert_eq!(codes_and_pointers(text), [("wrong_type", String::new())]);
    }
}

#[test]
fn many_errors_are_told_up_to_a_number() {
    let mut dossier = full();
    let wrong = |count| json!(vec![json!({"on": SECRET, "kind": "other", "points": 2}); count]);
    dossier["activities"] = wrong(ERRORS_MAX);
    assert!(!told(&dossier.to_string()).more);
    for count in [ERRORS_MAX + 1, 250] {
        dossier["activities"] = wrong(count);
        let errors = told(&dossier.to_string());
        assert!(errors.more && errors.found.len() == ERRORS_MAX);
    }
}

#[test]
fn keys_may_be_written_with_escapes() {
    let text = full().to_string().replace("\"vog\"", r#""\u0076og""#).replace("natural_person", SECRET);
    assert_eq!(codes_and_pointers(&text), [("unknown_name", "/vog/subject".to_owned())]);
    let text = text.replace("posted", SECRET);
    assert_eq!(codes_and_pointers(&text).len(), 2);
}
