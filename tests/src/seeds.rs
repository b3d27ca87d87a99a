//! Random dossiers by their number, held to a law; one that breaks it is told by its number, as small as it gets.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use registertoets_core::{Date, Dossier, Outcome, evaluate_as_of, json};
use serde_json::Value;

use crate::{edges, second_reading, smaller};

/// How many random dossiers a run judges: as many as the variable `REGISTERTOETS_CASES` says, or else so many.
pub fn count(otherwise: u64) -> u64 {
    std::env::var("REGISTERTOETS_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(otherwise)
}

/// Holds a law to the random dossiers with these numbers. A law answers how a dossier breaks it, or `None`.
///
/// # Panics
/// When a dossier breaks the law, with its number, the smallest dossier that still breaks it, and how.
#[track_caller]
#[allow(clippy::panic, reason = "this is how a test fails")]
pub fn hold(seeds: Range<u64>, law: impl Fn(u64, &Value) -> Option<String>) {
    for seed in seeds {
        let dossier = edges::dossier(seed);
        let how_broken = |dossier: &Value| {
            catch_unwind(AssertUnwindSafe(|| law(seed, dossier))).unwrap_or(Some("it panics".to_string()))
        };
        if how_broken(&dossier).is_some() {
            let smallest = smaller::smallest(&dossier, |dossier| how_broken(dossier).is_some());
            let how = how_broken(&smallest).unwrap_or_default();
            panic!("seed {seed} breaks it; the smallest dossier that does:\n{smallest}\n{how}");
        }
    }
}

/// The outcome that the core gives a dossier, on its own day or another, as JSON.
///
/// # Panics
/// When the core does not read the dossier or the day.
#[allow(clippy::unwrap_used, reason = "a test that gives no dossier or no day fails")]
pub fn outcome_of_the_core(dossier: &Value, as_of: Option<&str>) -> Value {
    let dossier: Dossier = json::decode(dossier.to_string().as_bytes()).unwrap();
    let day = as_of.map_or(dossier.assessed_on, |day| Date::parse(day.as_bytes()).unwrap());
    let outcome: Outcome = evaluate_as_of(&dossier, day);
    serde_json::to_value(outcome).unwrap()
}

/// How the core and the second reading judge a dossier differently, on its own day or another; `None` where they agree.
pub fn disagreement(dossier: &Value, as_of: Option<&str>) -> Option<String> {
    let core = outcome_of_the_core(dossier, as_of);
    let second = second_reading::outcome(dossier, as_of);
    (core != second).then(|| format!("core:           {core}\nsecond reading: {second}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a run that fails says.
    fn failure(law: impl Fn(u64, &Value) -> Option<String>) -> String {
        let failed = catch_unwind(AssertUnwindSafe(|| hold(0..1_000, law))).expect_err("it fails");
        failed.downcast_ref::<String>().expect("it says why").clone()
    }

    #[test]
    fn a_failure_tells_the_seed_the_smallest_dossier_and_what_is_wrong_with_that() {
        let law = |_: u64, dossier: &Value| (dossier["ruling_known"] == true).then(|| "a ruling is known".to_string());
        let seed = (0..).find(|seed| edges::dossier(*seed)["ruling_known"] == true).expect("there is one");
        let day = &edges::dossier(seed)["assessed_on"];
        let told = failure(law);
        assert!(told.starts_with(&format!("seed {seed} ")), "{told}");
        let smallest = told.lines().nth(1).expect("a dossier");
        let expected =
            format!(r#"{{"reference":"x","assessed_on":{day},"request":"basis_conversion","ruling_known":true}}"#);
        assert_eq!(serde_json::from_str::<Value>(smallest).ok(), serde_json::from_str(&expected).ok());
        assert!(told.ends_with("\na ruling is known"), "{told}");
    }

    #[test]
    fn a_panic_breaks_a_law_too() {
        let told = failure(|_, dossier| {
            assert!(dossier["ruling_known"] != true);
            None
        });
        assert!(told.ends_with("\nit panics") && told.contains(r#""ruling_known":true"#), "{told}");
    }

    #[test]
    fn a_law_that_every_dossier_keeps_holds() {
        hold(0..100, |_, _| None);
    }
}
