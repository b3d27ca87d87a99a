//! The table as it stands in `TRACEABILITY.md`.

use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::path::Path;

use registertoets_core::regulation::{READINGS, Rule};
use registertoets_core::text::Language;
use registertoets_core::{Named, Notice, Status};

use super::evidence::{Evidence, Sources};
use super::{Citation, Departure, LeftOut, Place, RuleShown, Sentence, Traceability};

/// The whole page.
///
/// # Panics
/// When writing to a string fails, which it does not.
#[must_use]
#[allow(clippy::unwrap_used)]
pub fn page(data: &Traceability, sources: &Sources) -> String {
    let mut page = String::from(include_str!("introduction.md"));
    Table { data, sources, page: &mut page }.write().unwrap();
    page
}

struct Table<'a> {
    data: &'a Traceability,
    sources: &'a Sources,
    page: &'a mut String,
}

impl Table<'_> {
    fn write(&mut self) -> fmt::Result {
        self.contents()?;
        self.page.push_str("\n## The sentences\n");
        self.data.places.iter().try_for_each(|place| self.place(place))?;
        self.rules()?;
        self.readings()?;
        self.outcome()?;
        self.departures()?;
        self.numbers()
    }

    fn contents(&mut self) -> fmt::Result {
        self.page.push_str("\nBeside the sentences: ");
        let parts = [RULES, READINGS_CHOSEN, OUTCOME, DEPARTURES, NUMBERS]
            .map(|title| format!("[{title}](#{})", anchor(title)));
        writeln!(self.page, "{}.", parts.join(" · "))
    }

    fn place(&mut self, place: &Place) -> fmt::Result {
        writeln!(self.page, "\n### {}\n\nCited as `{}`.\n", place.heading, place.name)?;
        self.page.push_str("| | it asks, grants or says | done by | shown by |\n| ---: | --- | --- | --- |\n");
        for sentence in &place.sentences {
            let note = sentence.note.as_ref().map_or(String::new(), |note| format!("<br>*({note})*"));
            let (done_by, shown_by) = (self.done_by(sentence), self.shown(&sentence.shown_by));
            writeln!(self.page, "| {} | {}{note} | {done_by} | {shown_by} |", sentence.ordinal, sentence.says)?;
        }
        Ok(())
    }

    fn done_by(&self, sentence: &Sentence) -> String {
        if let Some(left_out) = sentence.left_out {
            return format!("*not formalised:* {}", left_out.reason());
        }
        let rules = |rules: &[Rule]| rules.iter().map(|rule| self.rule(*rule)).collect();
        let quoted = |name: &str| format!("`{name}`");
        let reading = |number: &u8| format!("[I-{number}](#{})", anchor(READINGS_CHOSEN));
        let parts: [(&str, Vec<String>); 5] = [
            ("", rules(&sentence.rules)),
            ("bears on ", rules(&sentence.bears_on)),
            ("outcome: ", sentence.outcome.iter().map(|field| quoted(field)).collect()),
            ("notice: ", sentence.notices.iter().map(|notice| quoted(notice.name())).collect()),
            ("read as ", sentence.readings.iter().map(reading).collect()),
        ];
        let told = parts.iter().filter(|(_, names)| !names.is_empty());
        joined(told.map(|(what, names)| format!("{what}{}", names.join(", "))))
    }

    fn shown(&self, evidence: &[Evidence]) -> String {
        joined(evidence.iter().map(|evidence| {
            let file = self.sources.file_of(evidence).unwrap_or_default();
            match evidence {
                Evidence::Test { file: stem, name } => link(&format!("{stem}: {}", name.replace('_', " ")), &file),
                Evidence::Case(name) => link(&format!("cases/{name}"), &file),
            }
        }))
    }

    fn rule(&self, rule: Rule) -> String {
        link(&format!("`{}`", rule.name()), &self.sources.file_of_rule(rule).unwrap_or_default())
    }

    fn rules(&mut self) -> fmt::Result {
        writeln!(self.page, "\n## {RULES}\n")?;
        self.page
            .push_str("Each status that a rule can find, with what shows it. What a rule cannot find has no row.\n\n");
        self.page
            .push_str("| | rule | article | sentences | finds | shown by |\n| ---: | --- | --- | --- | --- | --- |\n");
        for shown in &self.data.rules {
            self.rule_shown(shown)?;
        }
        Ok(())
    }

    fn rule_shown(&mut self, shown: &RuleShown) -> fmt::Result {
        let rule = shown.rule;
        let sentences = self.data.citations_where(|sentence| sentence.all_rules().any(|other| other == rule));
        let article = Language::En.article(rule);
        let mut head = format!("{} | {} | {article} | {}", rule.entry().number, self.rule(rule), listed(&sentences));
        for status in Status::ALL.iter().filter(|status| !shown.with(**status).is_empty()) {
            writeln!(self.page, "| {head} | {} | {} |", status.name(), self.shown(shown.with(*status)))?;
            " | | | ".clone_into(&mut head);
        }
        Ok(())
    }

    fn readings(&mut self) -> fmt::Result {
        writeln!(self.page, "\n## {READINGS_CHOSEN}\n")?;
        self.page.push_str(
            "How the regulation is read where it leaves room.\n\n| | reading | sentences |\n| --- | --- | --- |\n",
        );
        for reading in &READINGS {
            let sentences = self.data.citations_where(|sentence| sentence.readings.contains(&reading.number));
            writeln!(self.page, "| I-{} | {} | {} |", reading.number, reading.en, listed(&sentences))?;
        }
        Ok(())
    }

    fn outcome(&mut self) -> fmt::Result {
        writeln!(self.page, "\n## {OUTCOME}\n\n| | sentences |\n| --- | --- |")?;
        let fields: BTreeSet<_> = self.data.sentences().flat_map(|(_, sentence)| &sentence.outcome).collect();
        for field in fields {
            let sentences = self.data.citations_where(|sentence| sentence.outcome.contains(field));
            writeln!(self.page, "| `{field}` | {} |", listed(&sentences))?;
        }
        for notice in Notice::ALL {
            let sentences = self.data.citations_where(|sentence| sentence.notices.contains(notice));
            writeln!(self.page, "| notice `{}` | {} |", notice.name(), listed(&sentences))?;
        }
        for (field, why) in &self.data.beside_the_regulation {
            writeln!(self.page, "| `{field}` | none: {why} |")?;
        }
        Ok(())
    }

    fn departures(&mut self) -> fmt::Result {
        writeln!(self.page, "\n## {DEPARTURES}\n")?;
        self.page.push_str(
            "Where the rules ask more, less or something more definite than the words of the regulation.\n\n",
        );
        self.page
            .push_str("| sentences | the letter | what is done | why | shown by |\n| --- | --- | --- | --- | --- |\n");
        for Departure { sentences, letter, done, why, shown_by } in &self.data.departures {
            let shown_by = self.shown(shown_by);
            writeln!(self.page, "| {} | {letter} | {done} | {why} | {shown_by} |", listed(sentences))?;
        }
        Ok(())
    }

    fn numbers(&mut self) -> fmt::Result {
        let count =
            |holds: &dyn Fn(&Sentence) -> bool| self.data.sentences().filter(|(_, sentence)| holds(sentence)).count();
        let evidence: BTreeSet<_> = self.data.evidence().collect();
        let cases = evidence.iter().filter(|evidence| matches!(evidence, Evidence::Case(_))).count();
        writeln!(self.page, "\n## {NUMBERS}\n\n| sentences | |\n| --- | ---: |")?;
        writeln!(self.page, "| in all | {} |", count(&|_| true))?;
        writeln!(self.page, "| formalised | {} |", count(&Sentence::is_formalised))?;
        for reason in LeftOut::ALL {
            let left_out = count(&|sentence| sentence.left_out == Some(reason));
            writeln!(self.page, "| not formalised: {} | {left_out} |", reason.reason())?;
        }
        writeln!(self.page, "\nThey name {} tests and {cases} golden cases.", evidence.len() - cases)
    }
}

const RULES: &str = "Each rule and what shows it";
const READINGS_CHOSEN: &str = "The readings";
const OUTCOME: &str = "The outcome and its notices";
const DEPARTURES: &str = "Where the reading departs from the letter";
const NUMBERS: &str = "Numbers";

/// A link from the page, which stands in `tests/`, to a file by its path from the root.
fn link(text: &str, file: &Path) -> String {
    let path = match file.strip_prefix("tests") {
        Ok(beside) => beside.to_path_buf(),
        Err(_) => Path::new("..").join(file),
    };
    format!("[{text}]({})", path.display())
}

/// What a heading is linked by.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}

fn joined(cells: impl Iterator<Item = String>) -> String {
    cells.collect::<Vec<_>>().join("<br>")
}

/// Citations by place, with the ordinals that follow each other drawn together.
fn listed(citations: &[Citation]) -> String {
    let places = citations.chunk_by(|one, next| one.place == next.place);
    let places = places.map(|of_place| {
        let ordinals: Vec<_> = of_place.iter().map(|citation| citation.ordinal).collect();
        let runs = ordinals.chunk_by(|one, next| one + 1 == *next).map(|run| match run {
            [first, .., last] => format!("{first}–{last}"),
            _ => run[0].to_string(),
        });
        format!("`{}`, {}", of_place[0].place, runs.collect::<Vec<_>>().join(", "))
    });
    places.collect::<Vec<_>>().join("; ")
}
