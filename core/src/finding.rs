//! What a rule finds: the rule, its status, and the amounts or dates it compared.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::limits::{FINDINGS_MAX, MEASURES_MAX};
use crate::name::names;
use crate::outcome::Verdict;
use crate::regulation::Rule;
use crate::{Day, Named, Total};

names! {
    /// What a rule finds in a dossier.
    pub enum Status {
        /// Satisfied.
        Met = "met",
        /// The dossier shows that it is not satisfied.
        Unmet = "unmet",
        /// Proof that may exist is not in the dossier.
        Missing = "missing",
        /// The regulation does not provide for it: the board decides.
        Board = "board",
    }
}

impl Status {
    /// Met where it holds, else unmet.
    pub(crate) fn met_or_unmet(holds: bool) -> Self {
        if holds { Self::Met } else { Self::Unmet }
    }

    /// Met where it holds, else missing.
    pub(crate) fn met_or_missing(holds: bool) -> Self {
        if holds { Self::Met } else { Self::Missing }
    }
}

/// What a rule compared: what the dossier has against what the rule needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Two days.
    Days {
        /// The day that follows from the dossier.
        have: Day,
        /// The day it is held against.
        need: Day,
    },
    /// Points, hours, or hours a week.
    Amounts {
        /// The amount that the dossier proves.
        have: Total,
        /// The least amount that satisfies the rule.
        need: Total,
    },
}

impl Measure {
    const fn to_numbers(self) -> [u32; 2] {
        match self {
            Self::Days { have, need } => [have.number(), need.number()],
            Self::Amounts { have, need } => [have.hundredths(), need.hundredths()],
        }
    }

    fn from_numbers(rule: Rule, [have, need]: [u32; 2]) -> Self {
        if rule.compares_days() {
            Self::Days { have: Day::from_number(have), need: Day::from_number(need) }
        } else {
            Self::Amounts { have: Total::from_hundredths(have), need: Total::from_hundredths(need) }
        }
    }
}

/// A finding: one rule's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// What it found.
    pub status: Status,
    /// What it compared, where it has amounts or dates.
    pub measure: Option<Measure>,
}

impl Finding {
    /// Writes the fields of the text form, for writers that add some of their own: `rule`, `status` and, where it was
    /// measured, `have` and `need`.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn serialize_fields<S: SerializeStruct>(&self, fields: &mut S) -> Result<(), S::Error> {
        fields.serialize_field("rule", &self.rule)?;
        fields.serialize_field("status", &self.status)?;
        match &self.measure {
            Some(Measure::Days { have, need }) => {
                fields.serialize_field("have", have)?;
                fields.serialize_field("need", need)
            }
            Some(Measure::Amounts { have, need }) => {
                fields.serialize_field("have", have)?;
                fields.serialize_field("need", need)
            }
            None => Ok(()),
        }
    }

    /// How many fields [`serialize_fields`](Self::serialize_fields) writes.
    #[must_use]
    pub const fn field_count(&self) -> usize {
        if self.measure.is_some() { 4 } else { 2 }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Finding", self.field_count())?;
        self.serialize_fields(&mut fields)?;
        fields.end()
    }
}

/// The findings of an outcome: at most one a rule, in the order of the rules.
///
/// They are kept small, for devices with little memory: the rules of each status as bits, and what was compared behind
/// each other, as numbers whose meaning follows from the rule.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Findings {
    // in the order of the statuses, a bit for each rule that found it
    rules: [u32; Status::ALL.len()],
    measures: heapless::Vec<[u32; 2], MEASURES_MAX, u8>,
}

const _: () = assert!(FINDINGS_MAX <= 32, "every rule has a bit");

impl Findings {
    /// Adds a finding of a rule that comes after all rules so far; whether there was such a place for it.
    pub(crate) fn push(&mut self, finding: Finding) -> bool {
        let in_order = self.all_rules() >> finding.rule.number() == 0;
        self.add_measured(finding.rule, finding.status, finding.measure);
        in_order
    }

    pub(crate) fn clear(&mut self) {
        self.rules = Default::default();
        self.measures.clear();
    }

    pub(crate) fn add(&mut self, rule: Rule, status: Status) {
        self.add_measured(rule, status, None);
    }

    pub(crate) fn add_days(&mut self, rule: Rule, status: Status, have: Day, need: Day) {
        self.add_measured(rule, status, Some(Measure::Days { have, need }));
    }

    pub(crate) fn add_amounts(&mut self, rule: Rule, status: Status, have: Total, need: Total) {
        self.add_measured(rule, status, Some(Measure::Amounts { have, need }));
    }

    /// Adds a finding of a rule that comes after all rules so far.
    fn add_measured(&mut self, rule: Rule, status: Status, measure: Option<Measure>) {
        let [met, unmet, missing, board] = &mut self.rules;
        let rules = match status {
            Status::Met => met,
            Status::Unmet => unmet,
            Status::Missing => missing,
            Status::Board => board,
        };
        *rules |= 1 << rule.number();
        // there is room for what all rules compare
        if let Some(measure) = measure {
            let _ = self.measures.push(measure.to_numbers());
        }
    }

    /// The rules of a status.
    fn rules(&self, status: Status) -> u32 {
        self.rules.get(usize::from(status.number())).copied().unwrap_or_default()
    }

    /// The rules that applied.
    fn all_rules(&self) -> u32 {
        self.rules.iter().fold(0, |all, rules| all | rules)
    }

    /// The findings, in the order of the rules.
    pub fn iter(&self) -> impl Iterator<Item = Finding> {
        let mut measures = self.measures.iter().copied();
        let mut left = self.all_rules();
        core::iter::from_fn(move || {
            let rule = Rule::from_number(left.trailing_zeros() as u8)?;
            let first = left & left.wrapping_neg();
            left ^= first;
            let status = *Status::ALL.iter().find(|status| self.rules(**status) & first != 0)?;
            let numbers = if rule.is_measured(status) { measures.next() } else { None };
            let measure = numbers.map(|numbers| Measure::from_numbers(rule, numbers));
            Some(Finding { rule, status, measure })
        })
    }

    /// How many rules applied.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all_rules().count_ones() as usize
    }

    /// Whether no rule applied. [`evaluate`](crate::evaluate) never gives this: `ruling` always applies.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all_rules() == 0
    }

    /// The finding of a rule, if it applied.
    #[must_use]
    pub fn of(&self, rule: Rule) -> Option<Finding> {
        self.iter().find(|finding| finding.rule == rule)
    }

    /// The verdict that follows: refused if anything is unmet, else incomplete if anything is missing, else for
    /// the board if anything is, else granted.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let has = |status| self.rules(status) != 0;
        if has(Status::Unmet) {
            Verdict::Refused
        } else if has(Status::Missing) {
            Verdict::Incomplete
        } else if has(Status::Board) {
            Verdict::Board
        } else {
            Verdict::Granted
        }
    }
}

impl Serialize for Findings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Finding {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Finding".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (day, amount) = (generator.subschema_for::<Day>(), generator.subschema_for::<Total>());
        let rules = |compare: fn(Rule) -> bool| -> alloc::vec::Vec<_> {
            Rule::ALL.iter().copied().filter(|rule| compare(*rule)).map(Named::name).collect()
        };
        schemars::json_schema!({
            "description": "One rule's answer. A rule that compares days or amounts says which; `registration_held` without a registration has none to compare.",
            "type": "object",
            "properties": {
                "rule": generator.subschema_for::<Rule>(),
                "status": generator.subschema_for::<Status>(),
                "have": {"description": "What follows from the dossier.", "anyOf": [day, amount]},
                "need": {"description": "What it is held against.", "anyOf": [day, amount]},
            },
            "required": ["rule", "status"],
            "additionalProperties": false,
            "oneOf": [
                {
                    "properties": {"rule": {"enum": rules(Rule::compares_days)}, "have": day, "need": day},
                    "required": ["have", "need"],
                },
                {
                    "properties": {"rule": {"enum": rules(Rule::compares_amounts)}, "have": amount, "need": amount},
                    "required": ["have", "need"],
                },
                {
                    "properties": {
                        "rule": {"enum": rules(|rule| !rule.is_measured(Status::Missing))},
                        "have": false,
                        "need": false,
                    },
                },
            ],
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Findings {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Findings".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "At most one finding a rule, in the order of the rules.",
            "type": "array",
            "items": generator.subschema_for::<Finding>(),
            "maxItems": FINDINGS_MAX,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(rule: Rule) -> Finding {
        let days = Measure::Days { have: Day::MIN, need: Day::MAX };
        let amounts = Measure::Amounts { have: Total::whole(1), need: Total::whole(2) };
        let measure = rule.is_measured(Status::Met).then_some(if rule.compares_days() { days } else { amounts });
        Finding { rule, status: Status::Met, measure }
    }

    #[test]
    fn there_is_room_for_a_finding_of_every_rule() {
        let mut findings = Findings::default();
        assert!(findings.is_empty());
        for (place, &rule) in Rule::ALL.iter().enumerate() {
            assert!(findings.push(finding(rule)));
            assert_eq!(findings.len(), place + 1);
            assert!(!findings.is_empty());
        }
        assert!(findings.iter().eq(Rule::ALL.iter().map(|&rule| finding(rule))));
    }

    #[test]
    fn a_finding_comes_after_those_of_the_rules_before_it_and_once() {
        let mut findings = Findings::default();
        assert!(findings.push(finding(Rule::Ruling)));
        assert!(!findings.clone().push(finding(Rule::Ruling)));
        assert!(!findings.clone().push(finding(Rule::Declarations)));
        assert!(findings.push(finding(Rule::SingleRegistration)));
    }

    #[test]
    fn a_finding_has_as_many_fields_as_it_says() {
        for &rule in Rule::ALL {
            let text = serde_json::to_value(finding(rule)).unwrap();
            assert_eq!(text.as_object().unwrap().len(), finding(rule).field_count(), "{rule:?}");
        }
    }
}
