//! `registertoets explain`: the outcome of one dossier, in sentences.

mod particulars;

use std::path::PathBuf;

use clap::Args;
use registertoets_core::regulation::Rule;
use registertoets_core::text::{Language, Sentence};
use registertoets_core::{
    Date, Dossier, Finding, Measure, Outcome, PointsByKind, REGULATION, Status, Total, evaluate_as_of,
};

use self::particulars::particulars;
use super::only::only_dossier;
use super::{Ending, name_of, parse_date};
use crate::failure::Failure;
use crate::form::DossierForm;
use crate::layout::add_wrapped;
use crate::output::Output;

/// Explain the outcome of one dossier: what was found, what is needed, what is missing, each with its article.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  registertoets explain dossier.json
  registertoets explain dossier.json --as-of 2021-12-31 --lang en
  sed -n 7p register.ndjson | registertoets explain -

Exit status: 0 explained, 1 input or output failed, 2 wrong usage or more than one dossier, 3 unreadable dossier.")]
pub(super) struct Arguments {
    /// File with the dossier; - is standard input.
    file: PathBuf,

    /// Form of the dossier; by default the name of the file tells it, or else its first bytes. A binary dossier may
    /// stand with or without its length.
    #[arg(long, value_name = "FORM")]
    from: Option<DossierForm>,

    /// Day to judge on, knowing only what existed by then; by default the dossier's own.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_of: Option<Date>,

    /// Language of the explanation.
    #[arg(long, value_name = "LANGUAGE", default_value = "nl", value_parser = name_of::<Language>())]
    lang: Language,
}

/// Explains a dossier.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let Some(dossier) = only_dossier(&arguments.file, arguments.from)? else { return Ok(Ending::SomeUnreadable) };
    let outcome = evaluate_as_of(&dossier, arguments.as_of.unwrap_or(dossier.assessed_on));
    let mut output = Output::create(None)?;
    output.write(explanation(&dossier, &outcome, arguments.lang).as_bytes())?;
    output.finish()?;
    Ok(Ending::Done)
}

/// The words of an explanation that are not sentences of findings.
struct Words {
    dossier: &'static str,
    asked: &'static str,
    judged: &'static str,
    on: &'static str,
    by_version: &'static str,
    regulation: &'static str,
    unmet: &'static str,
    missing: &'static str,
    board: &'static str,
    met: &'static str,
    registration: &'static str,
    eligible: &'static str,
    notices: &'static str,
    points: PointsWords,
}

/// The words of the table of points.
struct PointsWords {
    counted: &'static str,
    have: &'static str,
    need: &'static str,
    accredited: &'static str,
    reflection: &'static str,
    other: &'static str,
    total: &'static str,
}

const NL: Words = Words {
    dossier: "Dossier",
    asked: "Gevraagd",
    judged: "Beoordeeld",
    on: "op",
    by_version: "volgens het reglement, versie",
    regulation: "reglement:",
    unmet: "Niet voldaan",
    missing: "Ontbreekt nog",
    board: "Voor het bestuur",
    met: "Voldaan",
    registration: "Registratie",
    eligible: "Ook mogelijk",
    notices: "Let op",
    points: PointsWords {
        counted: "Punten die meetellen",
        have: "behaald",
        need: "nodig",
        accredited: "Geaccrediteerd",
        reflection: "Reflectie",
        other: "Overig",
        total: "Totaal",
    },
};

const EN: Words = Words {
    dossier: "Dossier",
    asked: "Asked for",
    judged: "Judged",
    on: "on",
    by_version: "by the regulation, version",
    regulation: "regulation:",
    unmet: "Not met",
    missing: "Still missing",
    board: "For the board",
    met: "Met",
    registration: "Registration",
    eligible: "Also possible",
    notices: "Please note",
    points: PointsWords {
        counted: "Points that count",
        have: "gained",
        need: "needed",
        accredited: "Accredited",
        reflection: "Reflection",
        other: "Other",
        total: "Total",
    },
};

/// The whole explanation: what was asked and decided, what is not met before what is, and what follows from it.
fn explanation(dossier: &Dossier, outcome: &Outcome, language: Language) -> String {
    let words = match language {
        Language::Nl => &NL,
        Language::En => &EN,
    };
    let mut page = Page { text: String::new(), language, words };
    page.add_title(dossier, outcome);
    page.add_findings(words.unmet, dossier, outcome, Status::Unmet);
    page.add_findings(words.missing, dossier, outcome, Status::Missing);
    page.add_findings(words.board, dossier, outcome, Status::Board);
    page.add_findings(words.met, dossier, outcome, Status::Met);
    if let Some(points) = outcome.points {
        page.add_points(points, outcome);
    }
    if let Some(granted) = outcome.registration {
        page.add_section(words.registration, [language.granted(granted).to_string()]);
    }
    page.add_section(words.eligible, language.eligible(outcome.eligible).map(|sentence| sentence.to_string()));
    page.add_section(words.notices, outcome.notices.iter().map(|notice| language.notice(notice).to_owned()));
    page.text
}

/// An explanation being written.
struct Page {
    text: String,
    language: Language,
    words: &'static Words,
}

impl Page {
    fn add_title(&mut self, dossier: &Dossier, outcome: &Outcome) {
        let Words { on, by_version, .. } = self.words;
        let day = self.language.day(outcome.assessed_on.into());
        for (label, text) in [
            (self.words.dossier, outcome.reference.as_str().to_owned()),
            (self.words.asked, self.language.request(dossier.request).to_string()),
            (self.words.judged, format!("{on} {day}, {by_version} {REGULATION}")),
        ] {
            add_wrapped(&mut self.text, &format!("{label:<12}"), &text);
        }
        self.text.push('\n');
        add_wrapped(&mut self.text, "", self.language.verdict(outcome.verdict()));
    }

    fn add_heading(&mut self, heading: &str) {
        self.text.push('\n');
        add_wrapped(&mut self.text, "", heading);
    }

    /// The findings of a status, under a heading if there are any.
    fn add_findings(&mut self, heading: &str, dossier: &Dossier, outcome: &Outcome, status: Status) {
        let mut findings = outcome.findings.iter().filter(|finding| finding.status == status).peekable();
        if findings.peek().is_some() {
            self.add_heading(heading);
        }
        for finding in findings {
            self.add_finding(&finding);
            for particular in particulars(dossier, outcome.assessed_on, &finding, self.language) {
                add_wrapped(&mut self.text, "    - ", &particular);
            }
        }
    }

    fn add_finding(&mut self, finding: &Finding) {
        let title = self.language.title(finding.rule);
        let article = self.language.article(finding.rule);
        add_wrapped(&mut self.text, "  ", &format!("{title} ({} {article})", self.words.regulation));
        add_wrapped(&mut self.text, "    ", &Sentence::new(*finding, self.language).to_string());
    }

    /// Sentences, under a heading if there are any.
    fn add_section(&mut self, heading: &str, sentences: impl IntoIterator<Item = String>) {
        let mut sentences = sentences.into_iter().peekable();
        if sentences.peek().is_some() {
            self.add_heading(heading);
        }
        sentences.for_each(|sentence| add_wrapped(&mut self.text, "  ", &sentence));
    }

    fn add_points(&mut self, points: PointsByKind, outcome: &Outcome) {
        let words = &self.words.points;
        self.text.push('\n');
        self.add_row(words.counted, words.have, words.need);
        for (kind, have, rule) in [
            (words.accredited, points.accredited, Some(Rule::PointsAccredited)),
            (words.reflection, points.reflection, Some(Rule::PointsReflection)),
            (words.other, points.other, None),
            (words.total, points.total(), Some(Rule::PointsTotal)),
        ] {
            let need = rule.and_then(|rule| needed(outcome, rule));
            let written = |amount| self.language.amount(amount).to_string();
            self.add_row(&format!("  {kind}"), &written(have), &need.map(written).unwrap_or_default());
        }
    }

    fn add_row(&mut self, kind: &str, have: &str, need: &str) {
        let row = format!("{kind:<24}{have:>10}{need:>10}");
        self.text.push_str(row.trim_end());
        self.text.push('\n');
    }
}

/// What a rule that counts needs.
fn needed(outcome: &Outcome, rule: Rule) -> Option<Total> {
    match outcome.findings.of(rule)?.measure? {
        Measure::Amounts { need, .. } => Some(need),
        Measure::Days { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use registertoets_core::{Named, evaluate, json};

    use super::*;
    use crate::layout::WIDTH;

    /// A renewal in which something is wrong of every kind, and something is right.
    const RENEWAL: &[u8] = br#"{
        "reference": "4610-000002", "assessed_on": "2021-06-01", "request": {"renewal": "senior"},
        "declarations": [
            "professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"
        ],
        "ruling_known": true,
        "registration": {"category": "senior", "start": "2016-07-01", "skj_shown": true},
        "vog": {"issued_on": "2020-05-31", "subject": "natural_person", "relevant_profile": true, "original": "posted"},
        "activities": [
            {"on": "2017-03-01", "kind": "accredited", "points": 100.5},
            {"on": "2018-03-01", "kind": "reflection", "points": 30},
            {"on": "2019-03-01", "kind": "other", "points": 75}
        ]
    }"#;

    const CONVERSION: &[u8] = br#"{
        "reference": "4610-000004", "assessed_on": "2021-06-01", "request": "basis_conversion",
        "registration": {"category": "basis", "start": "2019-02-28"}
    }"#;

    fn explained(text: &[u8], language: Language) -> String {
        let dossier = json::decode(text).unwrap();
        explanation(&dossier, &evaluate(&dossier), language)
    }

    #[test]
    fn what_is_not_met_comes_before_what_is() {
        let page = explained(RENEWAL, Language::Nl);
        let places: Vec<_> = [
            "Dossier     4610-000002\nGevraagd    verlenging in de categorie Senior\nBeoordeeld  op 1 juni 2021, ",
            " versie 10\n\nHet verzoek kan zo niet",
            "\nNiet voldaan\n  Ouderdom van de VOG (reglement: 1 VOG NP; 4b)\n    De VOG is op 1 juni 2021 ouder",
            "  Punten reflectie (reglement: 4c)\n    Het aantal punten voor reflectie is 30. Nodig is",
            "\nOntbreekt nog\n  Werkervaring (",
            "\nVoor het bestuur\n  Uitspraken (",
            "\nVoldaan\n  Verklaringen (",
            "\nPunten die meetellen",
            "\nLet op\n  Een SKJ-registratie",
        ]
        .iter()
        .map(|part| page.find(part).unwrap_or_else(|| panic!("{part:?} is not in {page}")))
        .collect();
        assert!(places.is_sorted());
    }

    #[test]
    fn particulars_stand_under_their_finding() {
        let asked = br#"{
            "reference": "x", "assessed_on": "2021-06-01", "request": {"admission": "junior"},
            "declarations": ["professional_code", "professional_profile", "registration_norms"]
        }"#;
        let page = explained(asked, Language::En);
        let particulars = "still missing.\n    - Not yet made: complaints and discipline.\n  Certificate of conduct";
        assert!(page.contains(particulars), "{page}");
        assert!(page.contains(" (regulation: 1 Diploma and notes 1, 4; 2)\n"), "{page}");
    }

    #[test]
    fn the_table_of_points_has_what_is_gained_and_what_is_needed() {
        let table = "\
Punten die meetellen       behaald     nodig
  Geaccrediteerd             100,5        40
  Reflectie                     30        40
  Overig                        75
  Totaal                     205,5       160
";
        assert!(explained(RENEWAL, Language::Nl).contains(table));
        assert!(!explained(CONVERSION, Language::Nl).contains("behaald"));
    }

    #[test]
    fn what_is_granted_is_told_with_its_days() {
        let page = explained(CONVERSION, Language::En);
        assert!(page.contains("Asked for   conversion of Basis into Junior\n"), "{page}");
        assert!(page.contains("\nRegistration\n  The registration in the category Junior runs from 28 February 2019"));
        assert!(!page.contains("\nNot met\n") && !page.contains("\nPlease note\n"));
    }

    #[test]
    fn the_other_categories_are_told_where_there_are_any() {
        let admission = br#"{
            "reference": "x", "assessed_on": "2021-06-01", "request": {"admission": "senior"},
            "declarations": [
                "professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"
            ],
            "vog": {
                "issued_on": "2021-01-01", "subject": "natural_person", "relevant_profile": true, "original": "posted"
            },
            "diplomas": [{"kind": "mwd", "obtained_on": "2010-07-01", "proof": "duo_extract"}]
        }"#;
        let page = explained(admission, Language::En);
        assert!(
            page.contains("\nAlso possible\n  With this same dossier, admission is possible in the category Junior.\n")
        );
    }

    #[test]
    fn no_line_is_wider_than_a_terminal() {
        for text in [RENEWAL, CONVERSION] {
            for &language in Language::ALL {
                let page = explained(text, language);
                assert!(page.lines().all(|line| line.chars().count() <= WIDTH && line.trim_end() == line), "{page}");
                assert!(page.ends_with('\n') && !page.contains("\n\n\n"));
            }
        }
    }
}
