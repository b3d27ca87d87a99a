//! Summaries over HTTP: an answer cut off has none, whatever cut it off.

use registertoets_service::digest::Digest;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BINARY, BULK, CSV, EVALUATE, JSON, NDJSON, SMALL, frames, lines, records};
use registertoets_tests::http::server::start;
use serde_json::Value;

/// A stream whose answers end with a summary.
const SUMMARIZED: &str = "/v1/dossiers/_bulk?summary=true";

#[tokio::test]
async fn a_whole_answer_ends_with_its_summary() {
    let server = start().await;
    let plain = server.post(BULK, NDJSON, lines(700)).await.body;
    assert_eq!(server.post(&format!("{BULK}?summary=false"), NDJSON, lines(700)).await.body, plain);
    let answer = server.post(SUMMARIZED, NDJSON, lines(700)).await.body;
    let (before, last) = answer.split_at(plain.len());
    assert!(before == plain);
    let last: Value = serde_json::from_slice(last).unwrap();
    assert_eq!(last["summary"]["records"], 700);
    assert_eq!(last["summary"]["unreadable"], 0);
    let verdicts = last["summary"]["verdicts"].as_object().unwrap();
    assert_eq!(verdicts.values().map(|count| count.as_u64().unwrap()).sum::<u64>(), 700);
    assert_eq!(last["summary"]["sha256"], Digest::of(&plain).to_string());
}

#[tokio::test]
async fn a_binary_answer_ends_with_its_summary() {
    let server = start().await;
    let plain = server.post(BULK, BINARY, records(300)).await.body;
    let answer = server.post(SUMMARIZED, BINARY, records(300)).await.body;
    let (before, last) = answer.split_at(plain.len());
    assert!(before == plain);
    let [summary] = frames(last)[..] else { panic!("one record more") };
    // 300 is AC 02
    assert_eq!(summary[..5], [0, 0, 0xAC, 0x02, 0]);
    assert_eq!(summary[summary.len() - 32..], *Digest::of(&plain).as_bytes());
}

#[tokio::test]
async fn an_answer_whose_request_breaks_off_has_no_summary() {
    let server = start().await;
    for (rest, closes) in [("zz\r\n", false), ("5\r\n{}", true), ("", true)] {
        let mut raw = Raw::post_chunked(server.address, SUMMARIZED, NDJSON, "").await;
        raw.send_chunk(format!("{SMALL}\n")).await;
        raw.send(rest).await;
        if closes {
            raw.half_close().await;
        }
        let received = raw.received().await;
        let told = String::from_utf8(received.chunks.concat()).unwrap();
        assert!(!received.whole && !told.contains("summary"), "{rest:?}: {told}");
    }
}

#[tokio::test]
async fn where_there_is_no_place_for_a_summary_it_is_refused() {
    let server = start().await;
    let table = server.post_for(SUMMARIZED, NDJSON, CSV, SMALL).await.problem(400);
    let one = server.post(&format!("{EVALUATE}?summary=true"), JSON, SMALL).await.problem(400);
    for problem in [table, one] {
        assert_eq!(problem["errors"][0]["location"]["name"], "summary");
    }
}
