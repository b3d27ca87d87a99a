//! No condition is forgotten: every field, every name and every finding is in some pair.

use std::collections::BTreeSet;

use registertoets_core::Named;
use registertoets_core::regulation::Rule;
use registertoets_tests::{edges, seeds};

use crate::articles;
use crate::condition::Condition;
use crate::contract::{contract, differences};
use crate::table::NO_INFLUENCE;

fn all_conditions() -> Vec<Condition> {
    articles().into_iter().flat_map(|article| article.conditions).collect()
}

#[test]
fn every_field_and_every_name_of_a_dossier_turns_a_finding_but_for_those_listed_with_a_reason() {
    let mut turning = BTreeSet::new();
    for condition in all_conditions() {
        let [without, with] = condition.values();
        turning.extend(differences(&condition.field, [&without, &with]));
    }
    let without_influence: BTreeSet<_> = NO_INFLUENCE.map(|(field, _)| field.to_string()).into();
    let forgotten: BTreeSet<_> = contract().difference(&turning).cloned().collect();
    assert_eq!(forgotten, without_influence);
}

#[test]
fn every_finding_that_a_rule_comes_to_is_in_some_pair() {
    let mut shown = BTreeSet::new();
    for condition in all_conditions() {
        shown.extend(condition.found.map(|found| (condition.rule.name(), found.map(Named::name))));
    }
    let mut possible = BTreeSet::new();
    for seed in 0..2_000 {
        let outcome = seeds::outcome_of_the_core(&edges::dossier(seed), None);
        for rule in Rule::ALL {
            let findings = outcome["findings"].as_array().unwrap();
            let found = findings.iter().find(|finding| finding["rule"] == rule.name());
            let status = found.map(|finding| finding["status"].as_str().unwrap().to_string());
            possible.insert((rule.name(), status));
        }
    }
    let shown: BTreeSet<_> = shown.into_iter().map(|(rule, found)| (rule, found.map(ToString::to_string))).collect();
    assert_eq!(possible.difference(&shown).collect::<Vec<_>>(), Vec::<&(&str, Option<String>)>::new());
}

#[test]
fn no_condition_of_a_rule_is_told_twice() {
    let mut told = BTreeSet::new();
    for condition in all_conditions() {
        let words = (condition.rule.name(), condition.words, condition.with.case, condition.field.clone());
        assert!(told.insert(words.clone()), "{words:?}");
    }
}
