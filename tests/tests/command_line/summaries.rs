//! Summaries: an answer that is whole says so in its last record.

use registertoets_service::digest::Digest;
use registertoets_tests::edges;
use registertoets_tests::http::samples::frames;
use serde_json::{Value, json};

use super::{judged, lines, ndjson, run};

/// Dossiers as lines, with two records among them that are none.
fn register() -> Vec<u8> {
    let dossiers: Vec<_> = (0..300).map(edges::dossier).collect();
    [ndjson(&dossiers[..100]), b"nonsense\n\n{}\n".to_vec(), ndjson(&dossiers[100..])].concat()
}

fn count(answers: &[Value], verdict: &str) -> usize {
    answers.iter().filter(|answer| answer["verdict"] == verdict).count()
}

#[test]
fn a_summary_counts_what_comes_before_it_and_has_its_digest() {
    let plain = run(&["evaluate"], &register());
    let output = run(&["evaluate", "--summary", "--threads", "3"], &register());
    assert_eq!((plain.status.code(), output.status.code()), (Some(3), Some(3)));
    let (before, last) = output.stdout.split_at(plain.stdout.len());
    assert!(before == plain.stdout, "a summary adds itself and nothing else");
    let answers = lines(before);
    let verdicts = ["granted", "board", "incomplete", "refused"];
    let verdicts: Value =
        verdicts.iter().map(|verdict| ((*verdict).to_owned(), json!(count(&answers, verdict)))).collect();
    let summary = json!({"records": 302, "unreadable": 2, "verdicts": verdicts, "sha256": Digest::of(before)});
    assert_eq!(lines(last), [json!({"summary": summary})]);
}

#[test]
fn a_binary_summary_counts_the_same() {
    let told = lines(&run(&["evaluate", "--summary"], &register()).stdout).pop().unwrap()["summary"].take();
    let answer = run(&["evaluate", "--summary", "--to", "postcard"], &register()).stdout;
    let last = *frames(&answer).last().unwrap();
    let before = &answer[..answer.len() - 1 - last.len()];
    let expected: Vec<u64> = [&told["records"], &told["unreadable"]]
        .into_iter()
        .chain(["granted", "board", "incomplete", "refused"].map(|verdict| &told["verdicts"][verdict]))
        .map(|count| count.as_u64().unwrap())
        .collect();
    let (counts, digest) = last.split_at(last.len() - 32);
    assert_eq!(counts[..2], [0, 0]);
    let mut rest = &counts[2..];
    for count in expected {
        let end = rest.iter().position(|byte| *byte < 0x80).unwrap() + 1;
        assert_eq!(rest[..end].iter().rev().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7F)), count);
        rest = &rest[end..];
    }
    assert!(rest.is_empty());
    assert_eq!(digest, Digest::of(before).as_bytes());
}

#[test]
fn no_records_have_a_summary_too() {
    let verdicts = json!({"granted": 0, "refused": 0, "incomplete": 0, "board": 0});
    let summary = json!({"records": 0, "unreadable": 0, "verdicts": verdicts, "sha256": Digest::of(b"")});
    assert_eq!(lines(&judged(&["evaluate", "--summary"], b"")), [json!({"summary": summary})]);
}

#[test]
fn an_input_that_fails_half_way_has_no_summary() {
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("first.ndjson");
    std::fs::write(&first, ndjson([&edges::dossier(0)])).unwrap();
    // a folder can be opened, and then not be read
    let output = run(&["evaluate", "--summary", first.to_str().unwrap(), folder.path().to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(1));
    let answers = lines(&output.stdout);
    assert!(answers.len() == 1 && answers[0]["verdict"].is_string(), "{answers:?}");
}

#[test]
fn a_table_has_no_place_for_a_summary() {
    let output = run(&["evaluate", "--summary", "--to", "csv"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--summary"));
    assert!(output.stdout.is_empty());
}
