//! Every property over the seeds of its fuzz target, and what fuzzing has found, by name.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use registertoets_core::{Problem, json};
use registertoets_service::errors::Errors;
use registertoets_tests::{edges, properties};
use serde_json::Value;

fn fuzz(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz").join(folder)
}

/// The names of the files in a folder, without what follows the dot.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn every_property_is_a_fuzz_target_with_seeds() {
    let properties = properties::ALL.map(|(name, _)| name);
    assert_eq!(names(&fuzz("fuzz_targets")), properties);
    assert_eq!(names(&fuzz("seeds")), properties);
}

#[test]
fn every_property_holds_for_every_seed() {
    for (name, property) in properties::ALL {
        let folder = fuzz("seeds").join(name);
        let seeds = names(&folder);
        assert!(!seeds.is_empty(), "{name}");
        for seed in seeds {
            // what it panics with says what is wrong, but not with which seed
            println!("{name}/{seed}");
            property(&fs::read(folder.join(seed)).unwrap());
        }
    }
}

/// Adds the names of fields, and the names that they may hold.
fn words(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter().filter(|(name, _)| *name != "reference") {
                words.insert(format!("\"{name}\":"));
                self::words(value, words);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| self::words(item, words)),
        Value::String(name) if name.starts_with(char::is_alphabetic) => drop(words.insert(format!("\"{name}\""))),
        _ => {}
    }
}

#[test]
fn the_dictionary_of_the_text_form_has_every_word() {
    let dictionary = fs::read_to_string(fuzz("dictionaries/dossier_text.dict")).unwrap();
    let mut found = BTreeSet::new();
    (0..1_000).for_each(|seed| words(&edges::dossier(seed), &mut found));
    assert!(found.len() > 90, "{}", found.len());
    for word in found {
        assert!(dictionary.contains(&word.replace('"', "\\\"")), "{word}");
    }
}

// found by dossier_text
#[test]
fn a_text_with_escapes_that_is_too_long_is_refused_where_that_is_seen_even_at_the_end() {
    let text = [br#"{"reference": "\u0041"#, &[b'x'; 64][..]].concat();
    let error = json::decode(&text).unwrap_err();
    assert_eq!((error.problem(), error.at()), (Problem::InvalidValue, text.len()));
    properties::dossier_text(&text);
}

// found by dossier_errors
#[test]
fn half_a_character_under_an_unknown_field_is_not_looked_at() {
    let text = br#"{"reference": 7, "x": "\ud800"}"#;
    let found: Vec<_> = Errors::of(text).found.iter().map(|error| error.problem).collect();
    assert_eq!(found, [Problem::WrongType, Problem::UnknownField, Problem::MissingField, Problem::MissingField]);
    properties::dossier_errors(text);
}

// found by dossier_errors
#[test]
fn a_field_that_stands_there_three_times_is_repeated_at_two_places() {
    let text = br#"{"vog": null, "vog": null, "vog": null}"#;
    let repeated: Vec<_> =
        Errors::of(text).found.into_iter().filter(|error| error.problem == Problem::RepeatedField).collect();
    assert_eq!(repeated.len(), 2);
    assert_ne!(repeated[0].detail, repeated[1].detail, "each at its own byte");
    properties::dossier_errors(text);
}
