//! Every status that a client can see, with what belongs to it.

use bytes::Bytes;
use registertoets_core::limits::{DOSSIER_BYTES_MAX, TEXT_BYTES_MAX};
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BINARY, BULK, EVALUATE, JSON, NDJSON, SMALL};
use registertoets_tests::http::server::start;
use serde_json::json;

#[tokio::test]
async fn a_dossier_is_answered_with_its_outcome() {
    let server = start().await;
    let answer = server.post(EVALUATE, JSON, SMALL).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.media_type(), JSON);
    assert_eq!(answer.json()["reference"], "small");
    assert_eq!(answer.json()["verdict"], "granted");
}

#[tokio::test]
async fn the_rules_and_the_state_can_be_asked() {
    let server = start().await;
    let dutch = server.ask("GET", "/v1/rules", &[]).await;
    assert_eq!((dutch.status.as_u16(), dutch.media_type()), (200, JSON));
    assert_eq!(server.ask("GET", "/v1/rules?lang=nl", &[]).await.json(), dutch.json());
    assert_ne!(server.ask("GET", "/v1/rules?lang=en", &[]).await.json(), dutch.json());
    for path in ["/healthz", "/readyz"] {
        let answer = server.ask("GET", path, &[]).await;
        assert_eq!((answer.status.as_u16(), answer.media_type()), (200, JSON), "{path}");
        assert!(answer.json().is_object());
    }
}

#[tokio::test]
async fn head_is_answered_as_get_without_the_body() {
    let server = start().await;
    let mut raw = Raw::connect(server.address).await;
    for path in ["/v1/rules", "/healthz", "/readyz"] {
        raw.send(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")).await;
        let (got, _) = raw.answer().await;
        raw.send(format!("HEAD {path} HTTP/1.1\r\nHost: x\r\n\r\n")).await;
        let head = raw.head().await;
        assert_eq!(head.status, 200, "{path}");
        for name in ["content-type", "content-length"] {
            assert_eq!(head.header(name), got.header(name), "{path}");
        }
    }
    raw.send("HEAD /nowhere HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(raw.head().await.status, 404);
    assert_eq!(raw.head().await.status, 200);
}

#[tokio::test]
async fn a_dossier_that_is_not_valid_is_400_with_code_place_and_nothing_of_itself() {
    let server = start().await;
    for (body, code, pointer) in [
        ("", "cut_off", json!(null)),
        ("{", "cut_off", json!(null)),
        ("hello", "syntax", json!(null)),
        ("[]", "wrong_type", json!(null)),
        (r#"{"reference":"secret","assessed_on":"2021-02-29"}"#, "invalid_value", json!("/assessed_on")),
        (r#"{"reference":"secret","secret":1}"#, "unknown_field", json!(null)),
        (r#"{"reference":"secret","reference":"secret"}"#, "repeated_field", json!("/reference")),
        (r#"{"reference":"secret","vog":{"issued_on":"secret"}}"#, "invalid_value", json!("/vog/issued_on")),
        (r#"{"reference":"secret","documents":["curriculum_vitae","secret"]}"#, "unknown_name", json!("/documents/1")),
    ] {
        let answer = server.post(EVALUATE, JSON, body).await;
        let problem = answer.problem(400);
        assert_eq!(problem["code"], code, "{body}: {problem}");
        if !pointer.is_null() {
            assert_eq!(problem["pointer"], pointer, "{body}: {problem}");
        }
        assert!(!problem.to_string().contains("secret"), "{problem}");
    }
    let twice = format!("{SMALL}{SMALL}");
    assert_eq!(server.post(EVALUATE, JSON, twice).await.problem(400)["code"], "trailing");
    assert_eq!(server.post(EVALUATE, JSON, "[".repeat(1_000_000)).await.problem(400)["code"], "wrong_type");
    assert_eq!(server.post(EVALUATE, BINARY, &[9_u8, 9][..]).await.problem(400)["code"], "unknown_version");
    assert_eq!(server.post(EVALUATE, BINARY, Bytes::new()).await.problem(400)["code"], "cut_off");
}

#[tokio::test]
async fn a_query_that_is_not_understood_is_400_and_names_the_key() {
    let server = start().await;
    for (query, key) in [
        ("as_of=2021-06-01", "as_of"),
        ("summary=true", "summary"),
        ("asOf=2021-06-31", "asOf"),
        ("asOf=", "asOf"),
        ("detail=everything", "detail"),
        ("lang=de", "lang"),
        ("lang=nl&lang=en", "lang"),
        ("detail=%FF", "detail"),
        ("lang=%n", "lang"),
    ] {
        for (path, content_type) in [(EVALUATE, JSON), (BULK, NDJSON)] {
            let answer = server.post(&format!("{path}?{query}"), content_type, SMALL).await;
            let problem = answer.problem(400);
            assert!(problem["detail"].as_str().unwrap().contains(key), "{query}: {problem}");
            assert!(problem.get("code").is_none());
        }
    }
    for path in ["/v1/rules?detail=full", "/v1/rules?lang=fr", "/healthz?lang=nl", "/readyz?x"] {
        server.ask("GET", path, &[]).await.problem(400);
    }
}

#[tokio::test]
async fn a_binary_answer_takes_no_detail_and_no_language() {
    let server = start().await;
    for (path, content_type) in [(EVALUATE, JSON), (BULK, NDJSON)] {
        for query in ["detail=verdict", "lang=nl", "detail=failing&lang=en"] {
            let answer = server.post_for(&format!("{path}?{query}"), content_type, BINARY, SMALL).await;
            let detail = answer.problem(400)["detail"].to_string();
            assert!(detail.contains("detail") && detail.contains("lang"), "{detail}");
        }
        assert_eq!(server.post_for(&format!("{path}?asOf=2021-01-01"), content_type, BINARY, SMALL).await.status, 200);
    }
}

#[tokio::test]
async fn what_is_nowhere_is_404() {
    let server = start().await;
    for path in
        ["/", "/v1", "/v1/rules/", "/v1/dossiers", "/v1/dossiers/_evaluate/", "/v2/rules", "/V1/rules", "//healthz"]
    {
        server.ask("GET", path, &[]).await.problem(404);
        server.post(path, JSON, SMALL).await.problem(404);
    }
}

#[tokio::test]
async fn another_method_is_405_and_says_which_are_allowed() {
    let server = start().await;
    for (path, allowed) in [
        (EVALUATE, "POST"),
        (BULK, "POST"),
        ("/v1/rules", "GET, HEAD"),
        ("/healthz", "GET, HEAD"),
        ("/readyz", "GET, HEAD"),
        ("/metrics", "GET, HEAD"),
    ] {
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "QUERY"] {
            if !allowed.contains(method) {
                let answer = server.ask(method, path, &[]).await;
                answer.problem(405);
                assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}");
            }
        }
    }
    let mut raw = Raw::connect(server.address).await;
    raw.send(format!("HEAD {EVALUATE} HTTP/1.1\r\nHost: x\r\n\r\n")).await;
    let head = raw.head().await;
    assert_eq!((head.status, head.header("allow")), (405, Some("POST")));
}

#[tokio::test]
async fn a_body_that_is_too_large_is_413() {
    let server = start().await;
    let padded = |length: usize| format!("{SMALL}{}", " ".repeat(length - SMALL.len()));
    assert_eq!(server.post(EVALUATE, JSON, padded(TEXT_BYTES_MAX)).await.status, 200);
    server.post(EVALUATE, JSON, padded(TEXT_BYTES_MAX + 1)).await.problem(413);
    assert_eq!(server.post(EVALUATE, BINARY, vec![1; DOSSIER_BYTES_MAX]).await.status, 400);
    server.post(EVALUATE, BINARY, vec![1; DOSSIER_BYTES_MAX + 1]).await.problem(413);
}

#[tokio::test]
async fn a_request_that_is_not_http_is_400_and_too_long_a_head_431() {
    let server = start().await;
    let long = "x".repeat(20_000);
    let many: String = (0..100).map(|number| format!("a{number}: b\r\n")).collect();
    for (head, status) in [
        ("rubbish\r\n\r\n".to_owned(), 400),
        (format!("GET /healthz HTTP/1.1\r\nHost: x\r\nA: {long}\r\n\r\n"), 431),
        (format!("GET /healthz HTTP/1.1\r\nHost: x\r\n{many}\r\n"), 431),
        (
            "POST /v1/dossiers/_bulk HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n".to_owned(),
            400,
        ),
    ] {
        let mut raw = Raw::connect(server.address).await;
        raw.send(&head).await;
        assert_eq!(raw.head().await.status, status, "{head:.40}");
        assert!(raw.is_closed().await);
    }
}

#[tokio::test]
async fn a_stream_over_http_1_0_is_refused_for_it_could_not_be_told_from_a_part_of_it() {
    let server = start().await;
    let mut raw = Raw::connect(server.address).await;
    let length = SMALL.len();
    raw.send(format!("POST {BULK} HTTP/1.0\r\nContent-Type: {NDJSON}\r\nContent-Length: {length}\r\n\r\n{SMALL}"))
        .await;
    assert_eq!(raw.answer().await.0.status, 505);
    let mut raw = Raw::connect(server.address).await;
    raw.send(format!("POST {EVALUATE} HTTP/1.0\r\nContent-Type: {JSON}\r\nContent-Length: {length}\r\n\r\n{SMALL}"))
        .await;
    assert_eq!(raw.answer().await.0.status, 200);
}
