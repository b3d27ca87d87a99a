//! The service against the golden cases and the second reading: one by one, in streams, in JSON and in bytes.

use registertoets_tests::http::client::Answer;
use registertoets_tests::http::samples::{
    BINARY, BULK, CSV, EVALUATE, JSON, NDJSON, SMALL, binary, frames, lines, outcome, records,
};
use registertoets_tests::http::server::start;
use registertoets_tests::{cases, edges, second_reading, seeds};
use serde_json::{Value, json};

/// How many random dossiers a run judges each way; a longer run asks for more in `REGISTERTOETS_CASES`.
fn case_count() -> u64 {
    seeds::count(500)
}

#[tokio::test]
async fn every_golden_case_has_the_outcome_that_the_rules_give_it() {
    let server = start().await;
    for case in cases::all() {
        let answer = server.post(EVALUATE, JSON, case.dossier.to_string()).await;
        assert_eq!(answer.json(), case.outcome, "{}: {}", case.name, case.shows);
    }
}

#[tokio::test]
async fn random_dossiers_one_by_one_are_judged_as_the_second_reading_judges_them() {
    let server = start().await;
    for seed in 0..case_count() {
        let dossier = edges::dossier(seed);
        let expected = second_reading::outcome(&dossier, None);
        let answer = server.post(EVALUATE, JSON, dossier.to_string()).await;
        assert_eq!(answer.json(), expected, "seed {seed}: {dossier}");
        let answer = server.post_for(EVALUATE, BINARY, BINARY, binary(&dossier)).await;
        assert_eq!(outcome(&answer.body), expected, "seed {seed}: {dossier}");
    }
}

#[tokio::test]
async fn random_dossiers_are_judged_as_of_another_day_as_the_second_reading_judges_them() {
    let server = start().await;
    for seed in 0..case_count() {
        let dossier = edges::dossier(seed);
        let day = edges::as_of(seed, &dossier);
        let answer = server.post(&format!("{EVALUATE}?asOf={day}"), JSON, dossier.to_string()).await;
        assert_eq!(answer.json(), second_reading::outcome(&dossier, Some(&day)), "seed {seed} as of {day}: {dossier}");
    }
}

fn told_lines(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200);
    let text = std::str::from_utf8(&answer.body).unwrap();
    assert!(text.ends_with('\n'));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn random_dossiers_in_a_stream_are_judged_as_the_second_reading_judges_them() {
    let server = start().await;
    let expected: Vec<_> = (0..case_count()).map(|seed| second_reading::outcome(&edges::dossier(seed), None)).collect();
    let (lines, records) = (lines(case_count()), records(case_count()));
    assert_eq!(told_lines(&server.post(BULK, NDJSON, lines.clone()).await), expected);
    assert_eq!(told_lines(&server.post_for(BULK, BINARY, NDJSON, records.clone()).await), expected);
    for (content_type, body) in [(NDJSON, lines.clone().into_bytes()), (BINARY, records)] {
        let answer = server.post_for(BULK, content_type, BINARY, body).await;
        let outcomes: Vec<_> = frames(&answer.body).into_iter().map(outcome).collect();
        assert_eq!(outcomes, expected);
    }
    let table = server.post_for(BULK, NDJSON, CSV, lines).await;
    let rows: Vec<_> = std::str::from_utf8(&table.body).unwrap().lines().skip(1).collect();
    assert_eq!(rows.len(), expected.len());
    for (row, outcome) in rows.iter().zip(&expected) {
        let [reference, verdict] = ["reference", "verdict"].map(|field| outcome[field].as_str().unwrap());
        // a reference may hold a quote or a comma, which a table writes in another way
        assert!(row.contains(&format!("{verdict},{}", outcome["assessed_on"].as_str().unwrap())), "{row}");
        assert!(row.starts_with(reference) || row.starts_with('"'), "{row}");
    }
}

#[tokio::test]
async fn a_stream_is_judged_as_of_one_day() {
    let server = start().await;
    let count = case_count().min(100);
    let answer = server.post(&format!("{BULK}?asOf=2021-06-01"), NDJSON, lines(count)).await;
    let expected: Vec<_> =
        (0..count).map(|seed| second_reading::outcome(&edges::dossier(seed), Some("2021-06-01"))).collect();
    assert_eq!(told_lines(&answer), expected);
}

#[tokio::test]
async fn detail_says_how_much_is_told() {
    let server = start().await;
    for seed in 0..50 {
        let dossier = edges::dossier(seed);
        let mut expected = second_reading::outcome(&dossier, None);
        let body = dossier.to_string();
        let full = server.post(&format!("{EVALUATE}?detail=full"), JSON, body.clone()).await;
        assert_eq!(full.json(), expected);
        let verdict = server.post(&format!("{EVALUATE}?detail=verdict"), JSON, body.clone()).await;
        assert_eq!(verdict.json(), json!({"reference": expected["reference"], "verdict": expected["verdict"]}));
        let failing = server.post(&format!("{EVALUATE}?detail=failing"), JSON, body).await;
        expected["findings"].as_array_mut().unwrap().retain(|finding| finding["status"] != "met");
        assert_eq!(failing.json(), expected);
    }
}

#[tokio::test]
async fn lang_gives_each_finding_a_sentence_and_its_article() {
    let server = start().await;
    let plain = server.post(EVALUATE, JSON, SMALL).await.json();
    let told = |language: &'static str| {
        let server = &server;
        async move { server.post(&format!("{EVALUATE}?lang={language}"), JSON, SMALL).await.json() }
    };
    let (mut dutch, english) = (told("nl").await, told("en").await);
    assert_ne!(dutch["findings"][0]["message"], english["findings"][0]["message"]);
    assert_eq!(dutch["findings"][0]["article"], "Registratienormen; Toelichting, Klachtenregeling en Tuchtrecht");
    assert_eq!(english["findings"][0]["article"], "Registratienormen; Toelichting, Klachtenregeling and Tuchtrecht");
    for finding in dutch["findings"].as_array_mut().unwrap() {
        let finding = finding.as_object_mut().unwrap();
        for added in ["message", "article"] {
            assert!(finding.remove(added).unwrap().as_str().is_some_and(|text| !text.is_empty()));
        }
    }
    assert_eq!(dutch, plain);
}
