//! The library against the golden cases and the second reading.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

use std::fmt::Debug;

use registertoets_core::limits::{DOSSIER_BYTES_MAX, OUTCOME_BYTES_MAX};
use registertoets_core::{Date, Dossier, Outcome, Verdict, evaluate, evaluate_as_of, json, wire};
use registertoets_tests::seeds::{disagreement, outcome_of_the_core};
use registertoets_tests::{cases, edges, second_reading, seeds};
use serde_json::Value;

/// How many random dossiers a run judges; a longer run asks for more in `REGISTERTOETS_CASES`.
fn seeds() -> std::ops::Range<u64> {
    0..seeds::count(10_000)
}

fn read(dossier: &Value) -> Dossier {
    json::decode(dossier.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error}: {dossier}"))
}

/// How two things that should be the same are not; `None` where they are.
fn difference<T: PartialEq + Debug>(one: T, other: T) -> Option<String> {
    (one != other).then(|| format!("{one:?}\n{other:?}"))
}

#[test]
fn every_golden_case_has_the_outcome_that_the_rules_give_it() {
    let cases = cases::all();
    assert!(cases.len() >= 47);
    for case in cases {
        assert_eq!(outcome_of_the_core(&case.dossier, None), case.outcome, "{}: {}", case.name, case.shows);
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
    seeds::hold(seeds(), |_, dossier| disagreement(dossier, None));
}

#[test]
fn random_dossiers_are_judged_as_of_another_day_as_the_second_reading_judges_them() {
    seeds::hold(seeds(), |seed, dossier| {
        let day = edges::as_of(seed, &edges::dossier(seed));
        disagreement(dossier, Some(&day)).map(|how| format!("as of {day}\n{how}"))
    });
}

#[test]
fn random_dossiers_and_their_outcomes_survive_text_and_bytes() {
    seeds::hold(seeds(), |_, dossier| {
        let dossier = read(dossier);
        let mut buffer = [0; DOSSIER_BYTES_MAX];
        let bytes = wire::encode(&dossier, &mut buffer).unwrap();
        let outcome = evaluate(&dossier);
        let mut outcome_buffer = [0; OUTCOME_BYTES_MAX];
        let outcome_bytes = wire::encode_outcome(&outcome, &mut outcome_buffer).unwrap();
        difference(wire::decode(bytes).as_ref(), Ok(&dossier))
            .or_else(|| difference(json::decode(&serde_json::to_vec(&dossier).unwrap()).as_ref(), Ok(&dossier)))
            .or_else(|| difference(wire::decode_outcome(outcome_bytes).as_ref(), Ok(&outcome)))
    });
}

#[test]
fn judging_while_reading_gives_what_reading_and_then_judging_gives() {
    seeds::hold(seeds(), |seed, dossier| {
        let day = Date::parse(edges::as_of(seed, dossier).as_bytes());
        let mut buffer = [0; DOSSIER_BYTES_MAX];
        let mut bytes = wire::encode(&read(dossier), &mut buffer).unwrap().to_vec();
        let read_and_judged = |bytes: &[u8], as_of: Option<Date>| {
            wire::decode(bytes).map(|dossier| evaluate_as_of(&dossier, as_of.unwrap_or(dossier.assessed_on)))
        };
        let judged_at_once = |bytes: &[u8], as_of: Option<Date>| {
            let mut outcome = Outcome::unjudged();
            wire::evaluate_bytes_into(bytes, as_of, &mut outcome).map(|()| outcome)
        };
        let differs = |bytes: &[u8], as_of: Option<Date>| {
            let one_by_one = wire::evaluate(bytes.iter().copied(), as_of);
            difference(one_by_one.clone(), read_and_judged(bytes, as_of))
                .or_else(|| difference(judged_at_once(bytes, as_of), one_by_one))
        };
        let whole = [None, day].into_iter().find_map(|as_of| differs(&bytes, as_of));
        // and the same errors for the same bytes, where one of them is another
        let place = seed as usize % bytes.len();
        bytes[place] = bytes[place].wrapping_add(1 + (seed >> 8) as u8);
        whole.or_else(|| differs(&bytes, None))
    });
}
