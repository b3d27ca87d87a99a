//! Outcomes in words, in Dutch and in English: for people, beside the names and numbers that programs read.
//!
//! A [`Sentence`] says what one rule found; a [`Language`] says the rest: verdicts, notices, days, amounts. Every
//! sentence is one line of text. The one of a finding is true of every dossier with such a finding: it knows the
//! finding alone, so it tells nothing of a dossier but the days and amounts that were compared.
//!
//! ```
//! use registertoets_core::text::{Language, Sentence};
//! use registertoets_core::{evaluate, json, regulation::Rule};
//! let dossier = json::decode(br#"{
//!     "reference": "4610-000004", "assessed_on": "2021-06-01", "request": "basis_conversion",
//!     "registration": {"category": "basis", "start": "2019-02-28"}
//! }"#).unwrap();
//! let outcome = evaluate(&dossier);
//! let held = outcome.findings.of(Rule::RegistrationHeld).unwrap();
//! assert_eq!(
//!     Sentence::new(held, Language::En).to_string(),
//!     "The registration runs up to and including 27 February 2022 and fits this request."
//! );
//! ```

mod en;
mod nl;
#[cfg(test)]
mod tests;
mod written;

use core::fmt;

use serde::{Serialize, Serializer};

use crate::finding::{Finding, Status};
use crate::name::names;
use crate::outcome::{GrantedRegistration, Notice, Verdict};
use crate::regulation::{Reading, RegisteredAs, Rule};
use crate::{Category, Day, Request, Set, Total};

names! {
    /// A language that outcomes are told in.
    pub enum Language {
        /// Dutch, the language of the regulation.
        Nl = "nl",
        /// English.
        En = "en",
    }
}

/// What a rule found, as a sentence or a few: what is there, what is needed, and what to do where something is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    finding: Finding,
    language: Language,
}

impl Sentence {
    /// The sentence of a finding in a language.
    #[must_use]
    pub const fn new(finding: Finding, language: Language) -> Self {
        Self { finding, language }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.language {
            Language::Nl => nl::finding(f, &self.finding),
            Language::En => en::finding(f, &self.finding),
        }
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Language {
    /// What the findings come to, as a sentence.
    #[must_use]
    pub const fn verdict(self, verdict: Verdict) -> &'static str {
        match self {
            Self::Nl => nl::verdict(verdict),
            Self::En => en::verdict(verdict),
        }
    }

    /// A status in a few words, lower case.
    #[must_use]
    pub const fn status(self, status: Status) -> &'static str {
        match self {
            Self::Nl => nl::status(status),
            Self::En => en::status(status),
        }
    }

    /// A remark, as a sentence.
    #[must_use]
    pub const fn notice(self, notice: Notice) -> &'static str {
        match self {
            Self::Nl => nl::notice(notice),
            Self::En => en::notice(notice),
        }
    }

    /// What is asked for, in a few words, lower case.
    #[must_use]
    pub fn request(self, request: Request) -> impl fmt::Display {
        Said(move |f: &mut fmt::Formatter<'_>| match self {
            Self::Nl => nl::request(f, request),
            Self::En => en::request(f, request),
        })
    }

    /// The registration that is granted, as a sentence.
    #[must_use]
    pub fn granted(self, registration: GrantedRegistration) -> impl fmt::Display {
        Said(move |f: &mut fmt::Formatter<'_>| match self {
            Self::Nl => nl::granted(f, registration),
            Self::En => en::granted(f, registration),
        })
    }

    /// The categories that the same dossier would be admitted to, as a sentence; none where there are none.
    #[must_use]
    pub fn eligible(self, categories: Set<Category>) -> Option<impl fmt::Display> {
        let sentence = Said(move |f: &mut fmt::Formatter<'_>| match self {
            Self::Nl => nl::eligible(f, categories),
            Self::En => en::eligible(f, categories),
        });
        (!categories.is_empty()).then_some(sentence)
    }

    /// A day as it is written in the language: `1 juni 2021`.
    #[must_use]
    pub fn day(self, day: Day) -> impl fmt::Display {
        Said(move |f: &mut fmt::Formatter<'_>| match self {
            Self::Nl => written::day(f, day, &nl::MONTHS),
            Self::En => written::day(f, day, &en::MONTHS),
        })
    }

    /// An amount as it is written in the language: `6260,57` in Dutch, `6260.57` in English.
    #[must_use]
    pub fn amount(self, amount: Total) -> impl fmt::Display {
        Said(move |f: &mut fmt::Formatter<'_>| match self {
            Self::Nl => written::with_comma(f, amount),
            Self::En => fmt::Display::fmt(&amount, f),
        })
    }

    /// The title of a rule.
    #[must_use]
    pub fn title(self, rule: Rule) -> &'static str {
        match self {
            Self::Nl => rule.entry().title_nl,
            Self::En => rule.entry().title_en,
        }
    }

    /// Where a rule stands in the regulation. Names of its parts stay Dutch: `1 Werkervaring and note 2; 4a`.
    #[must_use]
    pub fn article(self, rule: Rule) -> &'static str {
        match self {
            Self::Nl => rule.entry().article,
            Self::En => en::article(rule),
        }
    }

    /// What a rule asks.
    #[must_use]
    pub fn asks(self, rule: Rule) -> &'static str {
        match self {
            Self::Nl => rule.entry().asks_nl,
            Self::En => rule.entry().asks_en,
        }
    }

    /// What a reading says.
    #[must_use]
    pub const fn reading(self, reading: &Reading) -> &'static str {
        match self {
            Self::Nl => reading.nl,
            Self::En => reading.en,
        }
    }
}

/// The name of what a person is registered as: a proper name, the same in every language.
#[must_use]
pub const fn registered_as(registered_as: RegisteredAs) -> &'static str {
    match registered_as {
        RegisteredAs::InOpleiding => "In opleiding",
        RegisteredAs::Junior => "Junior",
        RegisteredAs::Senior => "Senior",
        RegisteredAs::Basis => "Basis",
    }
}

/// The name of a category: a proper name, the same in every language.
#[must_use]
pub const fn category(category: Category) -> &'static str {
    registered_as(match category {
        Category::InOpleiding => RegisteredAs::InOpleiding,
        Category::Junior => RegisteredAs::Junior,
        Category::Senior => RegisteredAs::Senior,
    })
}

/// Something that is written out when it is displayed.
struct Said<F>(F);

impl<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result> fmt::Display for Said<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0(f)
    }
}
