//! Traceability: from every sentence of the regulation to the rule that does it and the tests that show it.
//!
//! The data stands in `traceability/*.toml`, one entry a sentence; [`table`] writes it as `TRACEABILITY.md`, and the test
//! `traceability` holds it to the core, the golden cases and the sources of the tests.

pub mod evidence;
pub mod table;

use std::collections::BTreeMap;
use std::fmt;

use registertoets_core::regulation::Rule;
use registertoets_core::{Notice, Status};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use self::evidence::Evidence;

/// A heading, row, note or paragraph of the regulation, whose sentences are counted from 1.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// How it is cited: `1 VOG NP`.
    pub name: String,
    /// How it is told.
    pub heading: String,
    /// Its sentences, in reading order.
    #[serde(rename = "sentence")]
    pub sentences: Vec<Sentence>,
}

/// A sentence of the regulation, in our own words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Which of its place, from 1.
    pub ordinal: usize,
    /// What it asks, grants or says.
    pub says: String,
    /// The rules that do it and whose article in the catalogue names its place.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// The rules that it bears on while the catalogue cites other places for them.
    #[serde(default)]
    pub bears_on: Vec<Rule>,
    /// Numbers of the readings of it: I-2 is 2.
    #[serde(default)]
    pub readings: Vec<u8>,
    /// The fields of the outcome that it grounds.
    #[serde(default)]
    pub outcome: Vec<String>,
    /// The notices that it grounds.
    #[serde(default)]
    pub notices: Vec<Notice>,
    /// What shows that it is done.
    #[serde(default)]
    pub shown_by: Vec<Evidence>,
    /// Why it is not formalised, if it is not.
    pub left_out: Option<LeftOut>,
    /// What else there is to know: what of it is not judged, or where that is settled.
    pub note: Option<String>,
}

impl Sentence {
    /// Every rule that does it or that it bears on.
    pub fn all_rules(&self) -> impl Iterator<Item = Rule> {
        self.rules.iter().chain(&self.bears_on).copied()
    }

    /// Whether some rule, field of the outcome or notice does it.
    #[must_use]
    pub fn is_formalised(&self) -> bool {
        self.all_rules().next().is_some() || !self.outcome.is_empty() || !self.notices.is_empty()
    }
}

/// Why a sentence is not formalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// It explains.
    Explains,
    /// It refers.
    Refers,
    /// It is about fees or terms.
    Terms,
    /// It is about how papers travel.
    Delivery,
    /// It is about what the register does.
    Register,
    /// It is about how points are earned.
    Given,
    /// It is a fact that the dossier states.
    Fact,
    /// It holds by what a dossier is.
    Dossier,
    /// It is about what the Toelichting weighs.
    Weight,
}

impl LeftOut {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Explains,
        Self::Refers,
        Self::Given,
        Self::Delivery,
        Self::Fact,
        Self::Register,
        Self::Terms,
        Self::Dossier,
        Self::Weight,
    ];

    /// The reason, in words.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Explains => "explains or announces; asks and grants nothing",
            Self::Refers => "says where something is found",
            Self::Terms => "fees and general terms: outside a dossier",
            Self::Delivery => "how papers travel: outside a dossier",
            Self::Register => "what the register itself does",
            Self::Given => "how points are earned: a dossier holds points that were given",
            Self::Fact => "a fact: the dossier states it, and whoever fills the dossier answers for it",
            Self::Dossier => "holds by itself: a dossier is about one person",
            Self::Weight => "the weight of the Toelichting itself, not of a dossier",
        }
    }
}

/// What shows a rule with each status that it can find.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleShown {
    /// The rule.
    pub rule: Rule,
    /// What shows it met.
    #[serde(default)]
    pub met: Vec<Evidence>,
    /// What shows it unmet.
    #[serde(default)]
    pub unmet: Vec<Evidence>,
    /// What shows it missing.
    #[serde(default)]
    pub missing: Vec<Evidence>,
    /// What shows it left to the board.
    #[serde(default)]
    pub board: Vec<Evidence>,
}

impl RuleShown {
    /// What shows the rule with this status; nothing for one that it cannot find.
    #[must_use]
    pub fn with(&self, status: Status) -> &[Evidence] {
        match status {
            Status::Met => &self.met,
            Status::Unmet => &self.unmet,
            Status::Missing => &self.missing,
            Status::Board => &self.board,
        }
    }
}

/// Where the rules depart from the letter of the regulation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// The sentences.
    pub sentences: Vec<Citation>,
    /// What the letter says.
    pub letter: String,
    /// What is done.
    pub done: String,
    /// Why.
    pub why: String,
    /// What shows it.
    pub shown_by: Vec<Evidence>,
}

/// A sentence by place and ordinal: `1 VOG NP, 2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Citation {
    /// The name of its place.
    pub place: String,
    /// Which sentence of it.
    pub ordinal: usize,
}

impl TryFrom<String> for Citation {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.rsplit_once(", ").and_then(|(place, ordinal)| Some((place, ordinal.parse().ok()?)));
        let (place, ordinal) = parts.ok_or_else(|| format!("no place and ordinal: {text}"))?;
        Ok(Self { place: place.to_owned(), ordinal })
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.place, self.ordinal)
    }
}

/// The data of the table.
#[derive(Debug)]
pub struct Traceability {
    /// The regulation, place by place, in its order.
    pub places: Vec<Place>,
    /// Each rule and what shows it.
    pub rules: Vec<RuleShown>,
    /// Where the rules depart from the letter.
    pub departures: Vec<Departure>,
    /// For each article as the catalogue cites it, the names of the places.
    pub cited: BTreeMap<String, Vec<String>>,
    /// The fields of the outcome that no sentence grounds, with the reason why they are there.
    pub beside_the_regulation: BTreeMap<String, String>,
}

impl Traceability {
    /// The data as it stands in the files.
    ///
    /// # Panics
    /// When a file is not such data: the tests cannot go on without it.
    #[must_use]
    pub fn read() -> Self {
        let places = [
            include_str!("traceability/preamble.toml"),
            include_str!("traceability/article_1.toml"),
            include_str!("traceability/article_2.toml"),
            include_str!("traceability/articles_3_and_4.toml"),
            include_str!("traceability/toelichting.toml"),
            include_str!("traceability/toelichting_continued.toml"),
        ];
        let citations: Citations = parse(include_str!("traceability/citations.toml"));
        Self {
            places: places.into_iter().flat_map(|text| parse::<Places>(text).place).collect(),
            rules: parse::<Rules>(include_str!("traceability/rules.toml")).rule,
            departures: parse::<Departures>(include_str!("traceability/departures.toml")).departure,
            cited: citations.places,
            beside_the_regulation: citations.beside_the_regulation,
        }
    }

    /// Every sentence with its place, in the order of the regulation.
    pub fn sentences(&self) -> impl Iterator<Item = (&Place, &Sentence)> {
        self.places.iter().flat_map(|place| place.sentences.iter().map(move |sentence| (place, sentence)))
    }

    /// The names of the places that the catalogue cites for a rule.
    #[must_use]
    pub fn cited(&self, rule: Rule) -> &[String] {
        self.cited.get(rule.entry().article).map_or(&[], Vec::as_slice)
    }

    /// The sentences of which this holds.
    pub fn citations_where(&self, holds: impl Fn(&Sentence) -> bool) -> Vec<Citation> {
        let chosen = self.sentences().filter(|(_, sentence)| holds(sentence));
        chosen.map(|(place, sentence)| Citation { place: place.name.clone(), ordinal: sentence.ordinal }).collect()
    }

    /// Everything that is named to show something.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        let of_sentences = self.sentences().flat_map(|(_, sentence)| &sentence.shown_by);
        let of_rules =
            self.rules.iter().flat_map(|rule| [&rule.met, &rule.unmet, &rule.missing, &rule.board]).flatten();
        let of_departures = self.departures.iter().flat_map(|departure| &departure.shown_by);
        of_sentences.chain(of_rules).chain(of_departures)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    place: Vec<Place>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    rule: Vec<RuleShown>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Departures {
    departure: Vec<Departure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Citations {
    places: BTreeMap<String, Vec<String>>,
    beside_the_regulation: BTreeMap<String, String>,
}

#[allow(clippy::unwrap_used)]
fn parse<T: DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).unwrap()
}
