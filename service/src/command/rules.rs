//! `registertoets rules`: the rules that dossiers are judged by.

use clap::{Args, ValueEnum};
use registertoets_core::text::Language;

use super::{Ending, name_of};
use crate::catalogue::{Catalogue, ReadingText, RuleText, catalogue};
use crate::failure::Failure;
use crate::layout::add_wrapped;
use crate::output::Output;

/// List the rules: what each asks, where it stands, and how the regulation is read where it leaves room.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  registertoets rules
  registertoets rules --lang en | less
  registertoets rules --to json | jq '.rules[] | select(.name == \"vog_age\")'

Exit status: 0 listed, 1 output failed, 2 wrong usage.")]
pub(super) struct Arguments {
    /// Language of the table.
    #[arg(long, value_name = "LANGUAGE", default_value = "nl", value_parser = name_of::<Language>())]
    lang: Language,

    /// Form of the table.
    #[arg(long, value_name = "FORM", default_value = "text")]
    to: Form,
}

/// A form of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// To read.
    Text,
    /// One JSON object, as the service gives it.
    Json,
}

/// List the rules.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let catalogue = catalogue(arguments.lang);
    let page = match arguments.to {
        Form::Text => text(&catalogue, arguments.lang),
        Form::Json => json(&catalogue)?,
    };
    let mut output = Output::create(None)?;
    output.write(page.as_bytes())?;
    output.finish()?;
    Ok(Ending::Done)
}

fn json(catalogue: &Catalogue) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(catalogue)
        .map_err(|error| Failure::Io("cannot write the table as JSON".to_owned(), error.into()))?;
    Ok(text + "\n")
}

/// The words of the table itself.
struct Words {
    title: &'static str,
    article: &'static str,
    asks: &'static str,
    reading: &'static str,
    readings: &'static str,
    all_readings: &'static str,
}

const NL: Words = Words {
    title: "Registratiereglement Cliëntondersteuners: de regels van versie",
    article: "artikel",
    asks: "vraagt",
    reading: "lezing",
    readings: "lezingen",
    all_readings: "Lezingen: hoe het reglement is begrepen waar het ruimte laat",
};

const EN: Words = Words {
    title: "Registratiereglement Cliëntondersteuners: the rules of version",
    article: "article",
    asks: "asks",
    reading: "reading",
    readings: "readings",
    all_readings: "Readings: how the regulation is understood where it leaves room",
};

fn text(catalogue: &Catalogue, language: Language) -> String {
    let words = match language {
        Language::Nl => &NL,
        Language::En => &EN,
    };
    let mut page = format!("{} {}\n", words.title, catalogue.regulation);
    for rule in &catalogue.rules {
        add_rule(&mut page, rule, words);
    }
    page.push('\n');
    add_wrapped(&mut page, "", words.all_readings);
    page.push('\n');
    for reading in &catalogue.readings {
        add_reading(&mut page, reading);
    }
    page
}

fn add_rule(page: &mut String, rule: &RuleText, words: &Words) {
    page.push('\n');
    add_wrapped(page, &format!("{:>2}  ", rule.number), &format!("{} [{}]", rule.title, rule.name));
    add_labelled(page, words.article, rule.article);
    add_labelled(page, words.asks, rule.asks);
    if !rule.readings.is_empty() {
        let names: Vec<_> = rule.readings.iter().map(ToString::to_string).collect();
        add_labelled(page, if names.len() == 1 { words.reading } else { words.readings }, &names.join(", "));
    }
}

fn add_labelled(page: &mut String, label: &str, text: &str) {
    add_wrapped(page, &format!("    {label:<9}"), text);
}

fn add_reading(page: &mut String, reading: &ReadingText) {
    add_wrapped(page, &format!("    {:<6}", reading.name.to_string()), reading.text);
}

#[cfg(test)]
mod tests {
    use registertoets_core::Named;
    use registertoets_core::regulation::{READINGS, RULES};

    use super::*;
    use crate::layout::WIDTH;

    #[test]
    fn the_text_holds_the_whole_catalogue_within_its_width() {
        for &language in Language::ALL {
            let page = text(&catalogue(language), language);
            assert!(page.lines().all(|line| line.chars().count() <= WIDTH && line.trim_end() == line));
            let unwrapped = page.split_whitespace().collect::<Vec<_>>().join(" ");
            for entry in &RULES {
                let (title, name) = (language.title(entry.rule), entry.rule.name());
                assert!(unwrapped.contains(&format!("{} {title} [{name}]", entry.number)), "{name}");
                assert!(unwrapped.contains(language.article(entry.rule)), "{name}");
                assert!(unwrapped.contains(language.asks(entry.rule)), "{name}");
            }
            for reading in &READINGS {
                assert!(unwrapped.contains(&format!("I-{} {}", reading.number, language.reading(reading))));
            }
        }
    }

    #[test]
    fn a_rule_reads_as_a_person_would_have_it() {
        let nl = "
 7  Ouderdom van de VOG [vog_age]
    artikel  1 VOG NP; 4b
    vraagt   een VOG van ten hoogste 12 maanden oud
    lezing   I-1
";
        let en = "
11  Client-supporter training [training]
    article  1 Diploma and note 3; 2
";
        for (language, rule) in [(Language::Nl, nl), (Language::En, en)] {
            let page = text(&catalogue(language), language);
            assert!(page.contains(rule), "{page}");
            assert!(page.contains(match language {
                Language::Nl => "\n    lezingen I-5, I-12\n",
                Language::En => "\n    readings I-5, I-12\n",
            }));
        }
    }

    #[test]
    fn the_json_form_ends_its_last_line() {
        let told = json(&catalogue(Language::En)).unwrap();
        assert!(told.starts_with("{\n") && told.ends_with("}\n"));
    }
}
