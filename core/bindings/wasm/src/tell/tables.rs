//! The tables of rules and words as JSON.

use registertoets_core::regulation::{READINGS, RULES, Reading, RuleEntry};
use registertoets_core::text::Language;
use registertoets_core::{Named, Notice, REGULATION, Status, Verdict};

use crate::json::Writer;

/// Lists the rules and readings in a language.
pub fn rules(json: &mut Writer<'_>, language: Language) {
    json.key("regulation").number(&REGULATION);
    json.key("rules").list(|json| {
        for entry in &RULES {
            json.object(|json| rule(json, entry, language));
        }
    });
    json.key("readings").list(|json| {
        for entry in &READINGS {
            json.object(|json| reading(json, entry, language));
        }
    });
}

fn rule(json: &mut Writer<'_>, entry: &RuleEntry, language: Language) {
    json.key("number").number(&entry.number);
    json.key("name").text(&entry.rule.name());
    json.key("article").text(&language.article(entry.rule));
    json.key("title").text(&language.title(entry.rule));
    json.key("asks").text(&language.asks(entry.rule));
    json.key("readings").list(|json| {
        for number in entry.readings {
            json.text(&format_args!("I-{number}"));
        }
    });
}

fn reading(json: &mut Writer<'_>, reading: &Reading, language: Language) {
    json.key("name").text(&format_args!("I-{}", reading.number));
    json.key("text").text(&language.reading(reading));
}

/// Lists what verdicts, statuses and notices are in words.
pub fn words(json: &mut Writer<'_>, language: Language) {
    json.key("verdicts").object(|json| each(json, |verdict: Verdict| language.verdict(verdict)));
    json.key("statuses").object(|json| each(json, |status: Status| language.status(status)));
    json.key("notices").object(|json| each(json, |notice: Notice| language.notice(notice)));
}

fn each<T: Named>(json: &mut Writer<'_>, say: impl Fn(T) -> &'static str) {
    for member in T::ALL {
        json.key(member.name()).text(&say(*member));
    }
}
