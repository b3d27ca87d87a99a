//! Requests that are too large, too long or no requests: refused with what is wrong, at no cost to anybody else.

use futures_util::future::join_all;
use registertoets_core::limits::TEXT_BYTES_MAX;
use registertoets_tests::http::expected;
use registertoets_tests::http::others::are_served;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BULK, ENDLESS, EVALUATE, JSON, NDJSON, SMALL, post};
use registertoets_tests::http::server::start;

use crate::served::{held_little, program};

#[tokio::test]
async fn a_line_may_be_as_long_as_the_limit_and_not_a_byte_longer() {
    let server = start().await;
    let padded = |length: usize| format!("{SMALL}{}\n", " ".repeat(length - SMALL.len()));
    let lines = [TEXT_BYTES_MAX - 1, TEXT_BYTES_MAX, TEXT_BYTES_MAX + 1, 3 * TEXT_BYTES_MAX, SMALL.len()].map(padded);
    let answer = server.post(BULK, NDJSON, lines.concat()).await;
    assert_eq!(answer.body, expected::answers(lines.concat().as_bytes()));
    assert_eq!(String::from_utf8_lossy(&answer.body).matches("too_long").count(), 2);
}

#[tokio::test]
async fn lines_without_end_take_no_memory_and_hide_no_record_after_them() {
    let program = program().await;
    let mut answers = expected::answer(1, &vec![b'['; TEXT_BYTES_MAX + 1]);
    answers.extend(expected::answer(2, SMALL.as_bytes()));
    let endless = (0..8).map(async |_| {
        let mut raw = Raw::post_chunked(program.address, BULK, NDJSON, "").await;
        for _ in 0..32 {
            raw.send_chunk(vec![b'['; 1 << 20]).await;
        }
        raw.send_chunk(format!("\n{SMALL}\n")).await;
        raw.send_chunk("").await;
        let received = raw.received().await;
        assert!(received.whole && received.body() == answers);
    });
    tokio::join!(join_all(endless), are_served(&program));
    held_little(&program);
}

#[tokio::test]
async fn bodies_that_are_too_large_are_refused_and_not_kept() {
    let program = program().await;
    let large = (0..8).map(async |_| {
        let mut raw = Raw::post_chunked(program.address, EVALUATE, JSON, "").await;
        for _ in 0..32 {
            raw.send_chunk(vec![b' '; 1 << 20]).await;
        }
        assert_eq!(raw.answer().await.0.status, 413);
        let mut raw = Raw::connect(program.address).await;
        raw.send(post(EVALUATE, JSON, ENDLESS) + "\r\n{").await;
        assert_eq!(raw.answer().await.0.status, 413);
    });
    tokio::join!(join_all(large), are_served(&program));
    held_little(&program);
}

/// Requests that are none, or that ask too much, with the status of the answer; 0 is none at all.
fn bad_requests() -> Vec<(String, u16)> {
    let long = "x".repeat(20_000);
    let longer = "x".repeat(70_000);
    let many = "a: b\r\n".repeat(65);
    let head = |line: &str, fields: &str| format!("{line} HTTP/1.1\r\nHost: x\r\n{fields}\r\n");
    let body = |fields: &str, body: &str| {
        format!("POST {EVALUATE} HTTP/1.1\r\nHost: x\r\nContent-Type: {JSON}\r\n{fields}\r\n{body}")
    };
    let chunked = |chunks: &str| body("Transfer-Encoding: chunked\r\n", chunks);
    vec![
        // no HTTP
        ("\0\0\0\0\r\n\r\n".to_owned(), 400),
        ("\x16\x03\x01\x02\0\x01\0\x01\r\n\r\n".to_owned(), 400),
        ("HELO x\r\n\r\n".to_owned(), 400),
        ("GET\r\n\r\n".to_owned(), 400),
        ("GET  /healthz HTTP/1.1\r\n\r\n".to_owned(), 400),
        ("GET /healthz HTTP/9.9\r\n\r\n".to_owned(), 400),
        ("GET /healthz\u{1}x HTTP/1.1\r\n\r\n".to_owned(), 400),
        // heads that are too long or not well-formed
        (head(&format!("GET /{long}"), ""), 431),
        (head(&format!("GET /{longer}"), ""), 431),
        (head(&format!("GET /healthz?{long}"), ""), 431),
        (head(&format!("{long} /healthz"), ""), 431),
        (head("GET /healthz", &format!("A: {long}\r\n")), 431),
        (head("GET /healthz", &format!("{long}: a\r\n")), 431),
        (head("GET /healthz", &many), 431),
        (head("GET /healthz", "no colon\r\n"), 400),
        (head("GET /healthz", ": no name\r\n"), 400),
        (head("GET /healthz", "a b: c\r\n"), 400),
        (head("GET /healthz", "a: \0\r\n"), 400),
        (head("GET /healthz", " a: b\r\n"), 400),
        // bodies of two lengths, or of none that can be told
        (body("Content-Length: 1\r\nContent-Length: 2\r\n", "{}"), 400),
        (body("Content-Length: -1\r\n", ""), 400),
        (body("Content-Length: +2\r\n", "{}"), 400),
        (body("Content-Length: 0x2\r\n", "{}"), 400),
        (body("Content-Length: 99999999999999999999\r\n", "{}"), 400),
        (body("Content-Length: 2, 2\r\n", "{}"), 400),
        (body("Content-Length: \r\n", ""), 400),
        (body("Transfer-Encoding: gzip\r\n", ""), 400),
        (body("Transfer-Encoding: chunked, gzip\r\n", ""), 400),
        (body("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", "2\r\n{}\r\n0\r\n\r\n"), 400),
        // chunks that are none
        (chunked("zz\r\n"), 400),
        (chunked("-2\r\n{}\r\n"), 400),
        (chunked("ffffffffffffffffff\r\n{}"), 400),
        (chunked("2\r\n{}x\r\n"), 400),
        (chunked("2 2\r\n{}"), 400),
        (chunked("\r\n"), 400),
        (chunked(&format!("2;{long}\r\n{{}}\r\n")), 400),
        (chunked(&format!("2\r\n{{}}\r\n0\r\nA: {long}\r\n\r\n")), 400),
        (chunked(&format!("2\r\n{{}}\r\n0\r\n{many}\r\n")), 400),
        // well-formed, and asking too much
        (body("Content-Length: 9223372036854775807\r\n", "{"), 413),
        (chunked(&format!("{:x}\r\n{}\r\n0\r\n\r\n", 2 << 20, " ".repeat(2 << 20))), 413),
        (body("Content-Length: 2\r\nContent-Encoding: br\r\n", "{}"), 415),
    ]
}

#[tokio::test]
async fn bad_requests_are_refused_and_nothing_after_them_is_taken_for_a_request() {
    let server = start().await;
    for (request, status) in bad_requests() {
        let mut raw = Raw::connect(server.address).await;
        raw.send(request.clone() + "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
        raw.half_close().await;
        assert_eq!(raw.received().await.status(), status, "{request:.200}");
        assert!(raw.is_closed().await, "{request:.200}");
    }
    are_served(&server).await;
}
