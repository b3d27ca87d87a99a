//! What an operator reads of the settings, held to the program: the page of operation, and the file of settings that the
//! package brings.

#![allow(clippy::unwrap_used, reason = "what goes wrong in the helpers fails the test that needs them")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const PAGE: &str = include_str!("../../service/README.md");
const FILE: &str = include_str!("../../service/package/serve.toml");
const UNIT: &str = include_str!("../../service/package/registertoets.service");

/// Names, and what holds without each; none where that is nothing, or hangs on the machine.
type Settings = BTreeMap<String, Option<String>>;

fn program(arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_registertoets-under-test")).args(arguments).env_clear().output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn of_program() -> Settings {
    let page = program(&["serve", "--check"]);
    let lines = page.lines().filter(|line| !line.starts_with("risk: "));
    let words = lines.map(|line| line.split_whitespace().collect::<Vec<_>>());
    // how many cores there are differs from machine to machine
    let holds = |name: &str, value: &str| (value != "-" && name != "threads").then(|| value.to_owned());
    words.map(|words| (words[0].to_owned(), holds(words[0], words[1]))).collect()
}

/// The rows of the table, as far as they say what holds; what is told in words is none.
fn of_page() -> Settings {
    let section = PAGE.split("\n## ").find(|section| section.starts_with("Settings\n")).unwrap();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let code = |cell: &str| Some(cell.strip_prefix('`')?.split_once('`')?.0.to_owned());
    cells.map(|(name, rest)| (name.to_owned(), code(rest))).collect()
}

/// The lines that a `#` keeps from holding.
fn of_file() -> toml::Table {
    let lines = FILE.lines().filter_map(|line| line.strip_prefix('#')).filter(|line| !line.starts_with(' '));
    lines.collect::<Vec<_>>().join("\n").parse().unwrap()
}

fn written(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Boolean(truth) => truth.to_string(),
        other => unreachable!("no setting is {other:?}"),
    }
}

#[test]
fn the_page_names_every_setting_with_what_holds_without_it() {
    assert_eq!(of_page(), of_program());
}

#[test]
fn the_file_names_every_setting_with_what_holds_without_it() {
    let program = of_program();
    let file = of_file();
    assert_eq!(file.keys().collect::<Vec<_>>(), program.keys().collect::<Vec<_>>());
    for (name, value) in program {
        // what holds nothing by itself is shown by an example
        if let Some(value) = value {
            assert_eq!(written(&file[&name]), value, "{name}");
        }
    }
}

#[test]
fn the_file_as_it_is_delivered_changes_nothing() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../service/package/serve.toml");
    assert_eq!(program(&["serve", "--check", "--config", path.to_str().unwrap()]), program(&["serve", "--check"]));
}

#[test]
fn the_unit_waits_longer_for_the_service_to_stop_than_that_takes() {
    let seconds = |name: &str| of_program()[name].as_deref().unwrap().parse::<u32>().unwrap();
    let line = UNIT.lines().find_map(|line| line.strip_prefix("TimeoutStopSec=")).unwrap();
    assert!(line.parse::<u32>().unwrap() > seconds("drain-delay-seconds") + seconds("drain-seconds"));
}
