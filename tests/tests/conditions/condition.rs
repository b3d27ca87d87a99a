//! A condition of a rule: two dossiers that differ in it and in nothing else, and what the rule finds in each.

use registertoets_core::regulation::Rule;
use registertoets_core::{Named, Status};
use registertoets_tests::seeds::{disagreement, outcome_of_the_core};
use serde_json::Value;

use crate::example::{Example, at};

/// What a rule finds; none where it does not apply.
pub(crate) type Found = Option<Status>;

pub(crate) const MET: Found = Some(Status::Met);
pub(crate) const UNMET: Found = Some(Status::Unmet);
pub(crate) const MISSING: Found = Some(Status::Missing);
pub(crate) const BOARD: Found = Some(Status::Board);
pub(crate) const NOT_ASKED: Found = None;

/// A condition of a rule.
pub(crate) struct Condition {
    /// The rule.
    pub(crate) rule: Rule,
    /// The condition, in words.
    pub(crate) words: &'static str,
    /// A dossier in which the condition holds.
    pub(crate) with: Example,
    /// The field that decides whether it does.
    pub(crate) field: String,
    /// The value of the field with which it does not.
    pub(crate) without: Value,
    /// What the rule finds without the condition, and with it.
    pub(crate) found: [Found; 2],
}

/// A condition of a rule, in words; a dossier in which it holds; the field, and the value of that with which it does
/// not; what the rule finds without the condition, and with it.
pub(crate) fn condition(
    rule: Rule,
    words: &'static str,
    with: &Example,
    field: impl Into<String>,
    without: impl Into<Value>,
    found: [Found; 2],
) -> Condition {
    Condition { rule, words, with: with.clone(), field: field.into(), without: without.into(), found }
}

/// Conditions that several rules share.
pub(crate) fn of_each<const RULES: usize, const CONDITIONS: usize>(
    rules: [Rule; RULES],
    conditions: impl Fn(Rule) -> [Condition; CONDITIONS],
) -> Vec<Condition> {
    rules.into_iter().flat_map(conditions).collect()
}

impl Condition {
    /// The two dossiers: without the condition, and with it.
    pub(crate) fn dossiers(&self) -> [Value; 2] {
        let mut without = self.with.dossier.clone();
        *at(&mut without, &self.field) = self.without.clone();
        [without, self.with.dossier.clone()]
    }

    /// The values of the field: without the condition, and with it.
    pub(crate) fn values(&self) -> [Value; 2] {
        [self.without.clone(), self.with.value(&self.field)]
    }

    /// What the rule finds in the two dossiers, as the outcome tells it; null where it does not apply.
    pub(crate) fn findings(&self) -> [Value; 2] {
        self.dossiers().map(|dossier| {
            let outcome = outcome_of_the_core(&dossier, None);
            let findings = outcome["findings"].as_array().unwrap();
            findings.iter().find(|finding| finding["rule"] == self.rule.name()).cloned().unwrap_or_default()
        })
    }

    /// Holds that the dossiers differ in that field only, and that the rule finds in each what is said.
    fn assert_it_alone_turns_the_finding(&self) {
        let told = format!("{}: {} ({} in {})", self.rule.name(), self.words, self.field, self.with.case);
        let blanked = self.dossiers().map(|mut dossier| {
            *at(&mut dossier, &self.field) = Value::Null;
            dossier
        });
        assert_eq!(blanked[0], blanked[1], "{told}");
        assert_ne!(self.found[0], self.found[1], "{told}");
        assert_eq!(self.findings().map(|finding| status(&finding)), self.found, "{told}");
        for dossier in self.dossiers() {
            assert_eq!(disagreement(&dossier, None), None, "{told}");
        }
    }
}

/// The status of a finding, none where the rule does not apply.
pub(crate) fn status(finding: &Value) -> Found {
    finding["status"].as_str().map(|name| Status::from_name(name).unwrap())
}

/// Holds of every condition that it alone turns the finding.
pub(crate) fn assert_each_alone_turns_its_finding(conditions: &[Condition]) {
    conditions.iter().for_each(Condition::assert_it_alone_turns_the_finding);
}
