//! `tests/CONDITIONS.md`: the table of all conditions. A test holds the file to what is written here.

use std::fmt::Write;
use std::path::Path;

use registertoets_core::Named;
use registertoets_core::regulation::{RULES, Rule};
use registertoets_core::text::Language;
use serde_json::Value;

use crate::condition::Condition;
use crate::{Article, articles};

/// The fields that turn no finding, each with the reason.
pub(crate) const NO_INFLUENCE: [(&str, &str); 1] =
    [("reference", "the key of a dossier, which the outcome repeats and no rule reads")];

const HEAD: &str = "\
# The conditions of every rule, and what each alone turns

For each condition of a rule: two dossiers that differ in one field and in nothing else, without the condition and with
it, and what the rule finds in each. The dossier is a golden case of [`cases/`](cases), with the fields changed that are
named after it; of lists only what one of the two lacks is told, and — is nothing, or a field left out. Findings are
`met`, `unmet`, `missing` and `board`; — is a rule that does not apply. Where a rule compares amounts or days, what it
has and needs is added. [`tests/conditions/`](tests/conditions) holds the pairs, one file an
article; a test judges both dossiers of each by the core and by the second reading. The findings are written out there
by hand; only their amounts and days are filled in here.

Tests hold that every field of a dossier, every name in one, and every finding that a rule comes to among 2,000 random
dossiers is in some pair. Fields and names are taken from the types of the core. That every condition *within* the
code is in a pair is not measured: the compiler has no such instrument for Rust today.

This file is written by the tests: `REGISTERTOETS_WRITE=1 cargo test -p registertoets-tests --test conditions table`.
";

fn table() -> String {
    let mut text = HEAD.to_string();
    let articles = articles();
    text += "\n## All combinations\n\n";
    text += "Next to the pairs, all of these are judged by the core and by the second reading, and both agree.\n\n";
    text += "| file | all combinations of | dossiers |\n| --- | --- | ---: |\n";
    let mut sum = 0;
    for Article { file, combinations, .. } in &articles {
        for each in combinations {
            writeln!(text, "| {} | {} | {} |", link(file), each.words, each.count()).unwrap();
            sum += each.count();
        }
    }
    writeln!(text, "| | together | {sum} |").unwrap();
    text += "\n## Without influence\n\n| field | reason |\n| --- | --- |\n";
    for (field, reason) in NO_INFLUENCE {
        writeln!(text, "| `{field}` | {reason} |").unwrap();
    }
    Rule::ALL.iter().for_each(|rule| text += &section(*rule, &articles));
    text
}

fn section(rule: Rule, articles: &[Article]) -> String {
    let of_rule = |article: &Article| article.conditions.iter().any(|condition| condition.rule == rule);
    let files = articles.iter().filter(|article| of_rule(article)).map(|article| link(article.file));
    let entry = &RULES[usize::from(rule.number())];
    let mut text = format!(
        "\n## {}. {}\n\n`{}`, article {}: {}. In {}.\n\n",
        entry.number,
        entry.title_en,
        rule.name(),
        Language::En.article(rule),
        entry.asks_en,
        files.collect::<Vec<_>>().join(" and "),
    );
    text += "| condition | in | field | without | with | finding without | with |\n";
    text += "| --- | --- | --- | --- | --- | --- | --- |\n";
    for condition in articles.iter().flat_map(|article| &article.conditions).filter(|it| it.rule == rule) {
        let [without, with] = condition.values();
        let findings = condition.findings().map(|finding| told(&finding));
        let cells = [
            condition.words.to_string(),
            example(condition),
            format!("`{}`", condition.field),
            cell(&without, &with),
            cell(&with, &without),
            findings[0].clone(),
            findings[1].clone(),
        ];
        writeln!(text, "| {} |", cells.join(" | ")).unwrap();
    }
    text
}

fn link(file: &str) -> String {
    format!("[`{file}.rs`](tests/conditions/{file}.rs)")
}

/// The golden case, and the fields changed in it.
fn example(condition: &Condition) -> String {
    let case = condition.with.case;
    let changes =
        condition.with.changes.iter().map(|(field, value)| format!("; `{field}` {}", cell(value, &Value::Null)));
    format!("[{case}](cases/{case}.json){}", changes.collect::<String>())
}

/// A value, or of a list what the other one lacks; of what is there against what is not, no particulars.
fn cell(value: &Value, other: &Value) -> String {
    match (value, other) {
        (Value::Array(items), Value::Array(others)) => {
            let of_its_own: Vec<_> = items.iter().filter(|item| !others.contains(item)).map(brief).collect();
            if of_its_own.is_empty() { "—".to_string() } else { of_its_own.join(", ") }
        }
        (Value::Null, _) => "—".to_string(),
        _ => brief(value),
    }
}

fn brief(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{text}`"),
        Value::Array(items) if items.is_empty() => "none".to_string(),
        Value::Array(items) => items.iter().map(brief).collect::<Vec<_>>().join(", "),
        _ => format!("`{value}`"),
    }
}

/// A finding, with what was compared.
fn told(finding: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToString::to_string);
    match (&finding["status"], &finding["have"]) {
        (Value::Null, _) => "—".to_string(),
        (status, Value::Null) => text(status),
        (status, have) => format!("{} ({}; needs {})", text(status), text(have), text(&finding["need"])),
    }
}

#[test]
fn the_table_of_conditions_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CONDITIONS.md");
    let table = table();
    if std::env::var_os("REGISTERTOETS_WRITE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differing = kept.lines().zip(table.lines()).find(|(kept, current)| kept != current);
    assert!(kept == table, "REGISTERTOETS_WRITE=1 writes it anew; the first line that differs: {differing:?}");
}
