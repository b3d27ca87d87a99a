//! Every status that a client can see, with what belongs to it.

use registertoets_core::limits::{DOSSIER_BYTES_MAX, TEXT_BYTES_MAX};
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BINARY, BULK, EVALUATE, JSON, NDJSON, SMALL};
use registertoets_tests::http::server::start;
use serde_json::Value;

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

/// The codes of the errors of a problem, each with its place.
fn errors(problem: &Value, place: &str) -> Vec<(String, String)> {
    let told = |error: &Value| {
        let [code, pointer] = [&error["code"], &error["location"][if place == "body" { "pointer" } else { "name" }]];
        assert_eq!(error["in"], place, "{problem}");
        assert!(!error["detail"].as_str().unwrap().is_empty());
        (code.as_str().unwrap().to_owned(), pointer.as_str().unwrap().to_owned())
    };
    problem["errors"].as_array().unwrap().iter().map(told).collect()
}

#[tokio::test]
async fn a_dossier_that_is_not_valid_is_400_with_every_error_and_nothing_of_itself() {
    let server = start().await;
    for (body, expected) in [
        ("", &[("cut_off", "")][..]),
        ("{", &[("cut_off", "")]),
        ("hello", &[("syntax", "")]),
        ("[]", &[("wrong_type", "")]),
        (
            r#"{"reference":"secret","assessed_on":"2021-02-29"}"#,
            &[("invalid_value", "/assessed_on"), ("missing_field", "")],
        ),
        (
            r#"{"reference":"secret","secret":1}"#,
            &[("unknown_field", ""), ("missing_field", ""), ("missing_field", "")],
        ),
        (
            r#"{"reference":"secret","reference":"secret","assessed_on":"2021-06-01","request":"basis_conversion"}"#,
            &[("repeated_field", "/reference")],
        ),
        (
            r#"{"documents":["curriculum_vitae","secret"],"reference":"a secret","vog":{"issued_on":"secret"},
                "assessed_on":"2021-06-01","request":"basis_conversion"}"#,
            &[
                ("unknown_name", "/documents/1"),
                ("invalid_value", "/reference"),
                ("invalid_value", "/vog/issued_on"),
                ("missing_field", "/vog"),
                ("missing_field", "/vog"),
                ("missing_field", "/vog"),
            ],
        ),
    ] {
        let problem = server.post(EVALUATE, JSON, body).await.problem(400);
        let expected: Vec<_> = expected.iter().map(|(code, pointer)| ((*code).into(), (*pointer).into())).collect();
        assert_eq!(errors(&problem, "body"), expected, "{body}");
        assert!(problem["detail"].as_str().unwrap().contains(&expected.len().to_string()), "{problem}");
        assert!(!problem.to_string().contains("secret"), "{problem}");
    }
    for (content_type, body, code) in [
        (JSON, format!("{SMALL}{SMALL}").into_bytes(), "trailing"),
        (JSON, "[".repeat(1_000_000).into_bytes(), "wrong_type"),
        (BINARY, vec![9, 9], "unknown_version"),
        (BINARY, Vec::new(), "cut_off"),
    ] {
        let problem = server.post(EVALUATE, content_type, body).await.problem(400);
        assert_eq!(errors(&problem, "body"), [(code.to_owned(), String::new())]);
    }
}

#[tokio::test]
async fn of_very_many_errors_the_first_are_told() {
    let server = start().await;
    let body = SMALL.replace("{\"reference", &format!("{{{}\"reference", "\"secret\":1,".repeat(80_000)));
    let problem = server.post(EVALUATE, JSON, body).await.problem(400);
    assert_eq!(errors(&problem, "body"), vec![("unknown_field".to_owned(), String::new()); 32]);
    assert_eq!(problem["detail"], "the dossier is not valid: these are the first 32 of its errors");
}

#[tokio::test]
async fn a_query_that_is_not_understood_is_400_and_names_every_key() {
    let server = start().await;
    for (query, expected) in [
        ("as_of=2021-06-01", &[("unknown_field", "as_of")][..]),
        ("asOf=2021-06-31", &[("invalid_value", "asOf")]),
        ("asOf=", &[("invalid_value", "asOf")]),
        ("detail=everything&lang=de", &[("invalid_value", "detail"), ("invalid_value", "lang")]),
        ("lang=nl&lang=en&x", &[("repeated_field", "lang"), ("unknown_field", "x")]),
        ("detail=%FF", &[("encoding", "detail")]),
        ("lang=%n", &[("encoding", "lang")]),
    ] {
        let expected: Vec<_> = expected.iter().map(|(code, name)| ((*code).into(), (*name).into())).collect();
        for (path, content_type) in [(EVALUATE, JSON), (BULK, NDJSON)] {
            let problem = server.post(&format!("{path}?{query}"), content_type, SMALL).await.problem(400);
            assert_eq!(errors(&problem, "query"), expected, "{query}");
        }
    }
    for path in ["/v1/rules?detail=full", "/v1/rules?lang=fr", "/healthz?lang=nl", "/readyz?x"] {
        assert_eq!(errors(&server.ask("GET", path, &[]).await.problem(400), "query").len(), 1);
    }
}

#[tokio::test]
async fn a_binary_answer_takes_no_detail_and_no_language() {
    let server = start().await;
    for (path, content_type) in [(EVALUATE, JSON), (BULK, NDJSON)] {
        for query in ["detail=verdict", "lang=nl", "detail=failing&lang=en"] {
            let answer = server.post_for(&format!("{path}?{query}"), content_type, BINARY, SMALL).await;
            let errors = errors(&answer.problem(400), "query");
            let keys = query.split('&').map(|pair| pair.split('=').next().unwrap());
            let expected: Vec<_> = keys.map(|key| ("invalid_value".to_owned(), key.to_owned())).collect();
            assert_eq!(errors, expected);
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

#[tokio::test]
async fn a_request_names_one_host_and_is_framed_as_is_understood() {
    let server = start().await;
    for head in [
        "GET /healthz HTTP/1.1\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    ] {
        let mut raw = Raw::connect(server.address).await;
        raw.send(head).await;
        assert_eq!(raw.answer().await.0.status, 400, "{head}");
    }
    let mut raw = Raw::connect(server.address).await;
    raw.send("GET /healthz HTTP/1.0\r\n\r\n").await;
    assert_eq!(raw.answer().await.0.status, 200);
}

#[tokio::test]
async fn a_refusal_arrives_though_its_request_came_together_with_another() {
    let server = start().await;
    for _ in 0..10 {
        let mut raw = Raw::connect(server.address).await;
        let head =
            format!("POST {BULK} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 3000000\r\n\r\n");
        raw.send(format!("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n{head}start")).await;
        assert_eq!(raw.answer().await.0.status, 200);
        raw.send(vec![b' '; 2_000_000]).await;
        let (head, _) = raw.answer().await;
        assert_eq!((head.status, head.header("connection")), (415, Some("close")));
    }
}
