//! Receipts over HTTP: the same as on the command line, and refused where an answer has no place for them.

use registertoets_core::{Date, evaluate_as_of};
use registertoets_service::receipt::Receipt;
use registertoets_tests::edges;
use registertoets_tests::http::samples::{BINARY, BULK, CSV, EVALUATE, JSON, NDJSON, SMALL, binary, lines, records};
use registertoets_tests::http::server::start;
use serde_json::Value;

/// The receipt that a dossier has to be given, judged on this day or its own.
fn receipt(dossier: &Value, as_of: Option<&str>) -> Value {
    let dossier = registertoets_core::json::decode(dossier.to_string().as_bytes()).unwrap();
    let day = as_of.map_or(dossier.assessed_on, |day| Date::parse(day.as_bytes()).unwrap());
    serde_json::to_value(Receipt::new(&dossier, &evaluate_as_of(&dossier, day))).unwrap()
}

#[tokio::test]
async fn an_outcome_has_a_receipt_where_it_is_asked_for() {
    let server = start().await;
    for seed in 0..50 {
        let dossier = edges::dossier(seed);
        let plain = server.post(EVALUATE, JSON, dossier.to_string()).await;
        assert_eq!(server.post(&format!("{EVALUATE}?receipt=false"), JSON, dossier.to_string()).await.body, plain.body);
        let mut told = server.post(&format!("{EVALUATE}?receipt=true"), JSON, dossier.to_string()).await.json();
        let by_bytes =
            server.post_for(&format!("{EVALUATE}?receipt=true"), BINARY, JSON, binary(&dossier)).await.json();
        assert_eq!(told, by_bytes);
        assert_eq!(told.as_object_mut().unwrap().remove("receipt"), Some(receipt(&dossier, None)));
        assert_eq!(told, plain.json());
        let query = "receipt=true&detail=verdict&lang=nl&asOf=2021-06-01";
        let told = server.post(&format!("{EVALUATE}?{query}"), JSON, dossier.to_string()).await.json();
        assert_eq!(told["receipt"], receipt(&dossier, Some("2021-06-01")));
    }
}

#[tokio::test]
async fn every_outcome_of_a_stream_has_a_receipt() {
    let server = start().await;
    let path = format!("{BULK}?receipt=true&detail=failing");
    let told = server.post(&path, NDJSON, lines(100)).await.body;
    assert_eq!(server.post_for(&path, BINARY, NDJSON, records(100)).await.body, told);
    let mut count = 0;
    for (line, seed) in std::str::from_utf8(&told).unwrap().lines().zip(0..) {
        let outcome: Value = serde_json::from_str(line).unwrap();
        assert_eq!(outcome["receipt"], receipt(&edges::dossier(seed), None));
        count += 1;
    }
    assert_eq!(count, 100);
}

#[tokio::test]
async fn an_answer_without_a_place_for_receipts_is_refused() {
    let server = start().await;
    for (path, content_type, accept) in
        [(EVALUATE, JSON, BINARY), (BULK, NDJSON, BINARY), (BULK, NDJSON, CSV), (BULK, BINARY, BINARY)]
    {
        let problem = server.post_for(&format!("{path}?receipt=true"), content_type, accept, SMALL).await.problem(400);
        assert_eq!(problem["errors"][0]["location"]["name"], "receipt");
        assert!(problem["errors"][0]["detail"].as_str().unwrap().starts_with(accept), "{problem}");
    }
}
