//! The ids of a request: those of the caller, or others, on every answer.

use registertoets_tests::http::client::Answer;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BULK, EVALUATE, JSON, NDJSON, SMALL};
use registertoets_tests::http::server::start;

const TRACE_ID: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

/// The trace and the step in it, once they are seen to be well-formed.
fn step(answer: &Answer) -> (&str, &str) {
    let parts: Vec<_> = answer.header("traceparent").unwrap().split('-').collect();
    let [version, trace_id, span_id, flags] = parts[..] else { panic!("{parts:?}") };
    assert!(version == "00" && ["00", "01"].contains(&flags), "{parts:?}");
    for (id, digits) in [(trace_id, 32), (span_id, 16)] {
        assert_eq!(id.len(), digits);
        assert!(id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
    }
    (trace_id, span_id)
}

fn assert_every_field_says_something_once(answer: &Answer) {
    assert_eq!(answer.headers.len(), answer.headers.keys_len(), "{:?}", answer.headers);
    assert!(answer.headers.values().all(|value| !value.is_empty()), "{:?}", answer.headers);
}

#[tokio::test]
async fn every_answer_has_the_ids_of_its_request() {
    let server = start().await;
    let asked = [
        ("POST", EVALUATE, JSON, SMALL, 200),
        ("POST", EVALUATE, JSON, "", 400),
        ("POST", EVALUATE, NDJSON, SMALL, 415),
        ("POST", BULK, NDJSON, SMALL, 200),
        ("POST", "/v1/dossiers/_bulk?x=y", NDJSON, SMALL, 400),
        ("GET", "/v1/rules", JSON, "", 200),
        ("HEAD", "/healthz", JSON, "", 200),
        ("GET", "/metrics", JSON, "", 200),
        ("GET", "/nowhere", JSON, "", 404),
        ("DELETE", EVALUATE, JSON, "", 405),
    ];
    for (method, path, content_type, body, status) in asked {
        let ids = [("content-type", content_type), ("x-request-id", "of-the.caller_1"), ("traceparent", PARENT)];
        let answer = server.send(method, path, &ids, body.into()).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_every_field_says_something_once(&answer);
        assert_eq!(answer.header("x-request-id"), Some("of-the.caller_1"), "{method} {path}");
        let (trace_id, span_id) = step(&answer);
        assert_eq!(trace_id, TRACE_ID);
        assert_ne!(span_id, "00f067aa0ba902b7");

        let answer = server.send(method, path, &[("content-type", content_type)], body.into()).await;
        assert_eq!(answer.header("x-request-id").unwrap().len(), 32, "{method} {path}");
        assert_ne!(step(&answer).0, TRACE_ID);
    }
}

#[tokio::test]
async fn requests_on_one_connection_have_ids_of_their_own() {
    let server = start().await;
    let mut raw = Raw::connect(server.address).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        raw.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
        let (head, _) = raw.answer().await;
        ids.push(head.header("x-request-id").unwrap().to_owned());
        ids.push(head.header("traceparent").unwrap().to_owned());
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 6);
}

#[tokio::test]
async fn what_is_no_id_is_not_repeated() {
    let server = start().await;
    let no_ids = [("x-request-id", "a person <name>"), ("traceparent", "00-0-0-00"), ("tracestate", "a=person")];
    let answer = server.ask("GET", "/healthz", &no_ids).await;
    assert_eq!(answer.header("x-request-id").unwrap().len(), 32);
    assert_eq!(answer.header("tracestate"), None);
    step(&answer);
}
