//! Random dossiers to hold the laws to, and what their outcomes say.

use proptest::prelude::*;
use registertoets_core::regulation::Rule;
use registertoets_core::{Date, Dossier, Measure, Outcome, Verdict, evaluate, json};
use registertoets_tests::{edges, seeds};

/// How many dossiers each law is held to: 500, and as much more as `REGISTERTOETS_CASES` asks of the other tests.
pub(crate) fn cases() -> ProptestConfig {
    let cases = u32::try_from(seeds::count(10_000) / 20).unwrap_or(u32::MAX);
    // a seed makes a dossier like no other, so that there is no way from one that fails to a smaller one
    ProptestConfig { cases, max_shrink_iters: 0, ..ProptestConfig::default() }
}

fn of_seed(seed: u64) -> Dossier {
    json::decode(edges::dossier(seed).to_string().as_bytes()).unwrap()
}

/// A random dossier: most of them lie at an edge of a rule, many are granted or nearly so.
pub(crate) fn dossier() -> impl Strategy<Value = Dossier> {
    any::<u64>().prop_map(of_seed)
}

/// A random dossier that is granted.
pub(crate) fn granted() -> impl Strategy<Value = Dossier> {
    dossier().prop_filter("it is not granted", is_granted)
}

/// A random dossier and another day to judge it on.
pub(crate) fn dossier_and_day() -> impl Strategy<Value = (Dossier, Date)> {
    any::<u64>().prop_map(|seed| {
        let day = edges::as_of(seed, &edges::dossier(seed));
        (of_seed(seed), Date::parse(day.as_bytes()).unwrap())
    })
}

/// Whether a dossier is granted.
pub(crate) fn is_granted(dossier: &Dossier) -> bool {
    evaluate(dossier).verdict() == Verdict::Granted
}

/// What a rule has, where it compares amounts.
pub(crate) fn have(outcome: &Outcome, rule: Rule) -> Option<u32> {
    match outcome.findings.of(rule)?.measure? {
        Measure::Amounts { have, .. } => Some(have.hundredths()),
        Measure::Days { .. } => None,
    }
}

/// What a rule needs, where it compares amounts.
pub(crate) fn need(outcome: &Outcome, rule: Rule) -> Option<u32> {
    match outcome.findings.of(rule)?.measure? {
        Measure::Amounts { need, .. } => Some(need.hundredths()),
        Measure::Days { .. } => None,
    }
}

#[test]
fn one_in_ten_random_dossiers_is_granted_and_all_four_verdicts_are_common() {
    for verdict in [Verdict::Granted, Verdict::Board, Verdict::Incomplete, Verdict::Refused] {
        let seeds = 0..1_000;
        let of_this_verdict = seeds.filter(|seed| evaluate(&of_seed(*seed)).verdict() == verdict).count();
        let least = if verdict == Verdict::Granted { 100 } else { 20 };
        assert!(of_this_verdict >= least, "{verdict:?}: {of_this_verdict} of 1,000");
    }
}
