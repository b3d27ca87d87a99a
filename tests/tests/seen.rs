//! What is seen of the service from outside, over a whole run of the program: its log, its metrics and its problems hold
//! nothing of what was sent but the ids that a caller may send.
//!
//! Every dossier of the golden cases is sent, valid and spoilt, in both forms, alone and in streams; with values planted in
//! it that occur nowhere else. They are also sent where they do not belong: in paths, queries, headers and methods.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

#[path = "seen/planted.rs"]
mod planted;
#[path = "seen/run.rs"]
mod run;
#[path = "seen/unheard.rs"]
mod unheard;

use self::planted::Planted;
use self::run::Run;

/// A value that is found where it should not be.
fn found<'v>(values: &'v [String], text: &str) -> Option<&'v String> {
    values.iter().find(|value| text.contains(value.as_str()))
}

/// A name that is found as a word of its own.
fn found_word<'v>(names: &'v [String], text: &str) -> Option<&'v String> {
    let words: Vec<_> =
        text.split(|character: char| !(character.is_ascii_alphanumeric() || character == '_')).collect();
    names.iter().find(|name| words.contains(&name.as_str()))
}

fn holds_nothing_of_dossiers(run: &Run) {
    for dossier in Planted::all() {
        for (what, text) in [("the log", &run.log), ("the metrics", &run.metrics), ("a problem", &run.problems)] {
            assert_eq!(found(&dossier.values, text), None, "{what} tells a value of {}", dossier.name);
        }
        // names that metrics have as labels before any dossier was sent do not come from one
        let names: Vec<_> = dossier.names.into_iter().filter(|name| !run.metrics_before.contains(name)).collect();
        for (what, text) in [("the log", &run.log), ("the metrics", &run.metrics)] {
            assert_eq!(found_word(&names, text), None, "{what} tells a name of {}", dossier.name);
        }
    }
}

#[test]
fn what_is_looked_for_is_found_in_a_dossier_itself() {
    for dossier in Planted::all() {
        let text = dossier.dossier.to_string();
        assert!(dossier.values.len() >= 2, "{}", dossier.name);
        for value in &dossier.values {
            assert_eq!(found(std::slice::from_ref(value), &text), Some(value), "{}", dossier.name);
        }
        for name in &dossier.names {
            assert_eq!(found_word(std::slice::from_ref(name), &text), Some(name), "{}", dossier.name);
        }
    }
}

#[tokio::test]
async fn a_log_in_json_holds_nothing_of_dossiers_and_a_line_for_each_request() {
    let run = Run::with_log("json").await;
    holds_nothing_of_dossiers(&run);
    let lines: Vec<serde_json::Value> = run.log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let requests: Vec<_> = lines.iter().filter(|line| line["event"] == "request").collect();
    assert_eq!(requests.len(), run.requests);
    let told = |field: &str, value: &str| requests.iter().filter(|line| line[field] == *value).count();
    assert_eq!(told("request_id", &run.request_id), 1);
    assert_eq!(told("trace_id", &run.trace_id), 1);
    assert_eq!(told("ended", "cut_off"), 1);
    let count = |field: &str| requests.iter().map(|line| line[field].as_u64().unwrap()).sum::<u64>();
    assert_eq!((count("records"), count("unreadable")), (run.records, run.unreadable));
    assert!(lines.iter().any(|line| line["event"] == "connection_failed" && line["fault"] == "malformed"));
    assert_eq!(lines.last().unwrap()["event"], "stopped");
}

#[tokio::test]
async fn a_log_in_text_holds_nothing_of_dossiers_and_a_line_for_each_request() {
    let run = Run::with_log("text").await;
    holds_nothing_of_dossiers(&run);
    assert!(run.log.lines().all(|line| line.starts_with("registertoets: ")));
    let requests = run.log.lines().filter(|line| line.starts_with("registertoets: request request_id=")).count();
    assert_eq!(requests, run.requests);
    assert!(run.log.contains(&format!("request_id={} trace_id={} ", run.request_id, run.trace_id)));
    assert!(run.log.ends_with("registertoets: stopped\n"));
}
