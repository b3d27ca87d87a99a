//! The library against the golden cases and the second reading.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

use registertoets_core::limits::{DOSSIER_BYTES_MAX, OUTCOME_BYTES_MAX};
use registertoets_core::{Date, Dossier, Outcome, Verdict, evaluate, evaluate_as_of, json, wire};
use registertoets_tests::{cases, edges, second_reading};
use serde_json::Value;

/// How many random dossiers a run judges; a longer run asks for more in `REGISTERTOETS_CASES`.
fn case_count() -> u64 {
    std::env::var("REGISTERTOETS_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000)
}

fn read(dossier: &Value) -> Dossier {
    json::decode(dossier.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error}: {dossier}"))
}

fn told(outcome: &Outcome) -> Value {
    serde_json::to_value(outcome).unwrap()
}

#[test]
fn every_golden_case_has_the_outcome_that_the_rules_give_it() {
    let cases = cases::all();
    assert!(cases.len() >= 38);
    for case in cases {
        assert_eq!(told(&evaluate(&read(&case.dossier))), case.outcome, "{}: {}", case.name, case.shows);
    }
}

#[test]
fn the_second_reading_agrees_with_every_golden_case() {
    for case in cases::all() {
        assert_eq!(second_reading::outcome(&case.dossier, None), case.outcome, "{}", case.name);
    }
}

fn verdict_of(name: &str) -> Verdict {
    let case = cases::all().into_iter().find(|case| case.name == name).unwrap();
    evaluate(&read(&case.dossier)).verdict()
}

#[test]
fn the_worked_examples_of_the_regulation_come_out_as_it_says() {
    assert_eq!(verdict_of("worked-example-de-vries"), Verdict::Granted);
    assert_eq!(verdict_of("worked-example-jansen"), Verdict::Granted);
    assert_eq!(verdict_of("worked-example-hollander"), Verdict::Refused);
}

#[test]
fn random_dossiers_at_the_edges_are_judged_as_the_second_reading_judges_them() {
    for seed in 0..case_count() {
        let dossier = edges::dossier(seed);
        let outcome = told(&evaluate(&read(&dossier)));
        assert_eq!(outcome, second_reading::outcome(&dossier, None), "seed {seed}: {dossier}");
    }
}

#[test]
fn random_dossiers_are_judged_as_of_another_day_as_the_second_reading_judges_them() {
    for seed in 0..case_count() {
        let dossier = edges::dossier(seed);
        let day = edges::as_of(seed, &dossier);
        let outcome = told(&evaluate_as_of(&read(&dossier), Date::parse(day.as_bytes()).unwrap()));
        assert_eq!(outcome, second_reading::outcome(&dossier, Some(&day)), "seed {seed} as of {day}: {dossier}");
    }
}

#[test]
fn random_dossiers_and_their_outcomes_survive_text_and_bytes() {
    let mut buffer = [0; DOSSIER_BYTES_MAX];
    let mut outcome_buffer = [0; OUTCOME_BYTES_MAX];
    for seed in 0..case_count() {
        let dossier = read(&edges::dossier(seed));
        let bytes = wire::encode(&dossier, &mut buffer).unwrap();
        assert_eq!(wire::decode(bytes).as_ref(), Ok(&dossier), "seed {seed}");
        assert_eq!(json::decode(&serde_json::to_vec(&dossier).unwrap()).as_ref(), Ok(&dossier), "seed {seed}");
        let outcome = evaluate(&dossier);
        let bytes = wire::encode_outcome(&outcome, &mut outcome_buffer).unwrap();
        assert_eq!(wire::decode_outcome(bytes), Ok(outcome), "seed {seed}");
    }
}

#[test]
fn judging_while_reading_gives_what_reading_and_then_judging_gives() {
    let mut buffer = [0; DOSSIER_BYTES_MAX];
    for seed in 0..case_count() {
        let dossier = edges::dossier(seed);
        let day = Date::parse(edges::as_of(seed, &dossier).as_bytes());
        let mut bytes = wire::encode(&read(&dossier), &mut buffer).unwrap().to_vec();
        for as_of in [None, day] {
            let judged =
                wire::decode(&bytes).map(|dossier| evaluate_as_of(&dossier, as_of.unwrap_or(dossier.assessed_on)));
            assert_eq!(wire::evaluate(bytes.iter().copied(), as_of), judged, "seed {seed}");
        }
        // and the same errors for the same bytes, where one of them is another
        let place = seed as usize % bytes.len();
        bytes[place] = bytes[place].wrapping_add(1 + (seed >> 8) as u8);
        let judged = wire::decode(&bytes).map(|dossier| evaluate(&dossier));
        assert_eq!(wire::evaluate(bytes.iter().copied(), None), judged, "seed {seed}, byte {place}");
    }
}
