//! The catalogue of rules and readings in one language: what the command `rules` and the service both tell.

use std::borrow::Cow;
use std::fmt;

use registertoets_core::regulation::{READINGS, RULES, Reading, RuleEntry};
use registertoets_core::text::Language;
use registertoets_core::{Named, REGULATION};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// Every rule and every reading, in one language.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Catalogue {
    /// Version of the regulation.
    pub(crate) regulation: u8,
    /// The rules, in the order in which findings come.
    pub(crate) rules: Vec<RuleText>,
    /// How the regulation is read where it leaves room.
    pub(crate) readings: Vec<ReadingText>,
}

/// A rule in one language.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct RuleText {
    /// Stable number, from 1.
    pub(crate) number: u8,
    /// Name, as findings have it.
    pub(crate) name: &'static str,
    /// Where it stands in the regulation.
    pub(crate) article: &'static str,
    /// Title.
    pub(crate) title: &'static str,
    /// What it asks.
    pub(crate) asks: &'static str,
    /// The readings it rests on.
    pub(crate) readings: Vec<ReadingName>,
}

/// A reading in one language.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct ReadingText {
    /// Its name.
    pub(crate) name: ReadingName,
    /// What is read.
    pub(crate) text: &'static str,
}

/// The name of a reading: `I-2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ReadingName(u8);

impl fmt::Display for ReadingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "I-{}", self.0)
    }
}

impl Serialize for ReadingName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for ReadingName {
    fn schema_name() -> Cow<'static, str> {
        "ReadingName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"description": "The name of a reading.", "type": "string", "pattern": "^I-[1-9][0-9]*$"})
    }
}

/// The catalogue in a language.
pub(crate) fn catalogue(language: Language) -> Catalogue {
    Catalogue {
        regulation: REGULATION,
        rules: RULES.iter().map(|entry| rule_text(entry, language)).collect(),
        readings: READINGS.iter().map(|reading| reading_text(reading, language)).collect(),
    }
}

fn rule_text(entry: &RuleEntry, language: Language) -> RuleText {
    RuleText {
        number: entry.number,
        name: entry.rule.name(),
        article: language.article(entry.rule),
        title: language.title(entry.rule),
        asks: language.asks(entry.rule),
        readings: entry.readings.iter().copied().map(ReadingName).collect(),
    }
}

fn reading_text(reading: &Reading, language: Language) -> ReadingText {
    ReadingText { name: ReadingName(reading.number), text: language.reading(reading) }
}

#[cfg(test)]
mod tests {
    use registertoets_core::regulation::Rule;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn the_json_form_lists_every_rule_and_reading() {
        for &language in Language::ALL {
            let told = serde_json::to_value(catalogue(language)).unwrap();
            assert_eq!(told["regulation"], json!(10));
            let names: Vec<_> = told["rules"].as_array().unwrap().iter().map(|rule| &rule["name"]).collect();
            assert_eq!(names, Rule::NAMES);
            assert_eq!(told["readings"].as_array().unwrap().len(), READINGS.len());
            assert_eq!(told["rules"][8]["article"], json!(language.article(Rule::Diploma)));
        }
    }

    #[test]
    fn a_row_has_the_words_of_its_language() {
        let row = |language| serde_json::to_value(catalogue(language)).unwrap()["rules"][4].clone();
        let expected = |title: &str, asks: &str| {
            json!({
                "number": 5, "name": "vog_held", "article": "1 VOG NP; 4b", "title": title, "asks": asks,
                "readings": ["I-2", "I-10"],
            })
        };
        let [nl, en]: [Value; 2] = [row(Language::Nl), row(Language::En)];
        assert_eq!(nl, expected("VOG", "een Verklaring Omtrent het Gedrag van een natuurlijke persoon"));
        assert_eq!(en, expected("Certificate of conduct (VOG)", "a certificate of conduct of a natural person"));
    }
}
