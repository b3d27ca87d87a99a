//! The table from the regulation to the rules and their tests, held to the core, the cases and the sources.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use registertoets_core::regulation::{READINGS, RULES, Rule};
use registertoets_core::{Named, Notice, Status, evaluate, json};
use registertoets_tests::traceability::evidence::{Evidence, Sources};
use registertoets_tests::traceability::{Citation, Place, Sentence, Traceability, table};
use registertoets_tests::{cases, edges};
use serde_json::Value;

/// How many random dossiers are judged to see what each rule can find.
const DOSSIERS: u64 = 2_000;

fn page_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("TRACEABILITY.md")
}

/// The page as it should stand there.
fn page() -> String {
    table::page(&Traceability::read(), &Sources::read())
}

/// The outcomes of the golden cases, by name.
fn outcomes() -> BTreeMap<String, Value> {
    cases::all().into_iter().map(|case| (case.name, case.outcome)).collect()
}

/// The statuses that an outcome finds, by rule.
fn findings(outcome: &Value) -> Vec<(Rule, Status)> {
    let name = |finding: &Value, field: &str| finding[field].as_str().unwrap().to_owned();
    let findings = outcome["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| {
            let rule = Rule::from_name(&name(finding, "rule")).unwrap();
            (rule, Status::from_name(&name(finding, "status")).unwrap())
        })
        .collect()
}

fn at(place: &Place, sentence: &Sentence) -> Citation {
    Citation { place: place.name.clone(), ordinal: sentence.ordinal }
}

#[test]
fn the_page_is_current() {
    let page = page();
    if std::env::var_os("REGISTERTOETS_WRITE_TRACEABILITY").is_some() {
        fs::write(page_path(), &page).unwrap();
    }
    let current = fs::read_to_string(page_path()).unwrap() == page;
    assert!(current, "run with REGISTERTOETS_WRITE_TRACEABILITY=1 to write tests/TRACEABILITY.md anew");
}

#[test]
fn every_link_of_the_page_leads_somewhere() {
    let page = page();
    let headings: BTreeSet<_> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .map(|heading| heading.to_lowercase().replace(' ', "-"))
        .collect();
    for link in page.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
        match link.strip_prefix('#') {
            Some(anchor) => assert!(headings.contains(anchor), "{link}"),
            None => assert!(page_path().parent().unwrap().join(link).exists(), "{link}"),
        }
    }
}

#[test]
fn sentences_are_counted_from_one_within_places_of_one_name() {
    let data = Traceability::read();
    let names: BTreeSet<_> = data.places.iter().map(|place| &place.name).collect();
    assert_eq!(names.len(), data.places.len());
    for place in &data.places {
        let ordinals: Vec<_> = place.sentences.iter().map(|sentence| sentence.ordinal).collect();
        assert_eq!(ordinals, (1..=place.sentences.len()).collect::<Vec<_>>(), "{}", place.name);
    }
}

#[test]
fn every_sentence_is_either_done_and_shown_or_left_out_for_a_reason() {
    for (place, sentence) in Traceability::read().sentences() {
        let (done, left_out) = (sentence.is_formalised(), sentence.left_out.is_some());
        assert_ne!(done, left_out, "{}", at(place, sentence));
        assert_ne!(sentence.shown_by.is_empty(), done, "{}", at(place, sentence));
        assert!(!sentence.says.is_empty(), "{}", at(place, sentence));
    }
}

#[test]
fn a_sentence_does_a_rule_where_the_catalogue_cites_its_place_and_elsewhere_bears_on_it() {
    let data = Traceability::read();
    for (place, sentence) in data.sentences() {
        for rule in &sentence.rules {
            assert!(data.cited(*rule).contains(&place.name), "{}: {rule:?} is not cited", at(place, sentence));
        }
        for rule in &sentence.bears_on {
            assert!(!data.cited(*rule).contains(&place.name), "{}: {rule:?} is cited", at(place, sentence));
        }
    }
}

#[test]
fn every_place_that_the_catalogue_cites_has_a_sentence_that_does_the_rule() {
    let data = Traceability::read();
    let articles: BTreeSet<_> = RULES.iter().map(|entry| entry.article).collect();
    assert!(data.cited.keys().map(String::as_str).eq(articles));
    for rule in Rule::ALL {
        for name in data.cited(*rule) {
            let mut sentences = data.sentences().filter(|(place, _)| place.name == *name);
            assert!(sentences.any(|(_, sentence)| sentence.rules.contains(rule)), "{rule:?} at {name}");
        }
    }
}

#[test]
fn every_reading_is_of_a_sentence_for_each_rule_that_rests_on_it() {
    let data = Traceability::read();
    for (place, sentence) in data.sentences() {
        for number in &sentence.readings {
            let rests = sentence.all_rules().any(|rule| rule.entry().readings.contains(number));
            assert!(rests, "{}: no rule rests on I-{number}", at(place, sentence));
        }
    }
    for entry in &RULES {
        for number in entry.readings {
            let reads = |sentence: &Sentence| {
                sentence.readings.contains(number) && sentence.all_rules().any(|rule| rule == entry.rule)
            };
            assert!(!data.citations_where(reads).is_empty(), "{:?} rests on I-{number}", entry.rule);
        }
    }
    for reading in &READINGS {
        let reads = data.citations_where(|sentence| sentence.readings.contains(&reading.number));
        assert!(!reads.is_empty(), "I-{}", reading.number);
    }
}

#[test]
fn every_notice_and_every_field_of_the_outcome_has_its_sentence_or_its_reason() {
    let data = Traceability::read();
    for notice in Notice::ALL {
        assert!(!data.citations_where(|sentence| sentence.notices.contains(notice)).is_empty(), "{notice:?}");
    }
    let grounded = data.sentences().flat_map(|(_, sentence)| &sentence.outcome);
    let mut told: BTreeSet<_> = grounded.chain(data.beside_the_regulation.keys()).map(String::as_str).collect();
    // the notices are told one by one
    told.insert("notices");
    let outcomes = outcomes();
    let fields: BTreeSet<_> = outcomes["senior"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(told, fields);
}

#[test]
fn every_test_and_every_case_named_exists_once() {
    let sources = Sources::read();
    for evidence in Traceability::read().evidence() {
        assert!(sources.file_of(evidence).is_some(), "{evidence:?}");
    }
}

#[test]
fn every_rule_is_judged_in_one_file() {
    let sources = Sources::read();
    for rule in Rule::ALL {
        assert!(sources.file_of_rule(*rule).is_some(), "{rule:?}");
    }
}

#[test]
fn a_case_that_shows_a_sentence_holds_a_finding_a_notice_or_a_field_of_it() {
    let outcomes = outcomes();
    for (place, sentence) in Traceability::read().sentences() {
        for evidence in &sentence.shown_by {
            let Evidence::Case(name) = evidence else { continue };
            let outcome = &outcomes[name];
            let found = findings(outcome).iter().any(|(rule, _)| sentence.all_rules().any(|other| other == *rule));
            let noticed = |notice: &Notice| outcome["notices"].as_array().unwrap().contains(&notice.name().into());
            let told = |field: &String| !outcome[field].is_null() && outcome[field] != Value::Array(Vec::new());
            let shows = found || sentence.notices.iter().any(noticed) || sentence.outcome.iter().any(told);
            assert!(shows, "{}: {name}", at(place, sentence));
        }
    }
}

#[test]
fn each_rule_is_shown_with_each_status_that_it_finds_and_no_other() {
    let data = Traceability::read();
    let told: Vec<_> = data.rules.iter().map(|shown| shown.rule).collect();
    assert_eq!(told, Rule::ALL);
    let judged = |seed| evaluate(&json::decode(edges::dossier(seed).to_string().as_bytes()).unwrap());
    let found: BTreeSet<_> = (0..DOSSIERS)
        .flat_map(|seed| judged(seed).findings.iter().map(|finding| (finding.rule, finding.status)).collect::<Vec<_>>())
        .collect();
    for shown in &data.rules {
        for status in Status::ALL {
            let finds = found.contains(&(shown.rule, *status));
            assert_eq!(!shown.with(*status).is_empty(), finds, "{:?} {status:?}", shown.rule);
        }
    }
}

#[test]
fn a_case_that_shows_a_rule_holds_that_very_finding() {
    let outcomes = outcomes();
    for shown in Traceability::read().rules {
        for status in Status::ALL {
            for evidence in shown.with(*status) {
                if let Evidence::Case(name) = evidence {
                    assert!(findings(&outcomes[name]).contains(&(shown.rule, *status)), "{:?} {name}", shown.rule);
                }
            }
        }
    }
}

#[test]
fn departures_are_of_sentences_that_are_done_and_each_is_shown() {
    let data = Traceability::read();
    let done: BTreeSet<_> = data.citations_where(Sentence::is_formalised).into_iter().collect();
    for departure in &data.departures {
        assert!(!departure.sentences.is_empty() && !departure.shown_by.is_empty(), "{}", departure.letter);
        for citation in &departure.sentences {
            assert!(done.contains(citation), "{citation}");
        }
    }
}
