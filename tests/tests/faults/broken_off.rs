//! Connections that end where they should not: cut off, reset, or closed on one side only.

use std::net::SocketAddr;

use futures_util::future::join_all;
use registertoets_tests::http::expected;
use registertoets_tests::http::others::{STREAM, are_served};
use registertoets_tests::http::raw::{Raw, Received};
use registertoets_tests::http::samples::{BULK, EVALUATE, JSON, NDJSON, SMALL, post};
use registertoets_tests::http::server::start;

use crate::served::{held_little, program};

fn two_lines() -> String {
    format!("{SMALL}\n{}\n", SMALL.replace("small", "other"))
}

/// A request for a stream, with a chunk for every so many bytes; and where each chunk ends.
fn in_chunks(body: &str, size: usize) -> (Vec<u8>, Vec<usize>) {
    let head =
        format!("POST {BULK} HTTP/1.1\r\nHost: x\r\nContent-Type: {NDJSON}\r\nTransfer-Encoding: chunked\r\n\r\n");
    let mut request = head.into_bytes();
    let mut ends = vec![request.len()];
    for chunk in body.as_bytes().chunks(size) {
        request.extend([format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
        ends.push(request.len());
    }
    request.extend(b"0\r\n\r\n");
    (request, ends)
}

/// What comes of a request that ends before its end.
async fn cut_off(address: SocketAddr, request: &[u8]) -> Received {
    let mut raw = Raw::connect(address).await;
    raw.send(request).await;
    raw.half_close().await;
    raw.received().await
}

/// What came of a stream that was cut off: no end, and before that nothing but whole and right answers.
fn assert_shows_as_cut_off(received: &Received, answers: &[u8]) {
    assert!(!received.whole);
    assert!(received.head.is_none() || received.status() == 200);
    assert!(received.chunks.iter().all(|chunk| chunk.ends_with(b"\n")));
    assert!(answers.starts_with(&received.body()));
}

#[tokio::test]
async fn a_dossier_cut_off_anywhere_is_never_judged() {
    let server = start().await;
    let request = post(EVALUATE, JSON, SMALL.len()) + "\r\n" + SMALL;
    let body = request.len() - SMALL.len();
    for length in 0..request.len() {
        let received = cut_off(server.address, &request.as_bytes()[..length]).await;
        if length < body {
            assert!(received.head.is_none(), "{length}: {received:?}");
        } else {
            assert_eq!((received.status(), received.whole), (400, true), "{length}: {received:?}");
            assert!(String::from_utf8(received.body()).unwrap().contains("cut off"));
        }
    }
    are_served(&server).await;
}

#[tokio::test]
async fn a_stream_cut_off_anywhere_never_has_a_whole_answer() {
    let server = start().await;
    let lines = two_lines();
    let answers = expected::answers(lines.as_bytes());
    let with_length = (post(BULK, NDJSON, lines.len()) + "\r\n" + &lines).into_bytes();
    for request in [with_length, in_chunks(&lines, 16).0] {
        for length in 0..request.len() {
            assert_shows_as_cut_off(&cut_off(server.address, &request[..length]).await, &answers);
        }
        let whole = cut_off(server.address, &request).await;
        assert!(whole.whole && whole.body() == answers);
    }
    are_served(&server).await;
}

#[tokio::test]
async fn a_stream_cut_off_after_any_chunk_never_has_a_whole_answer() {
    let server = start().await;
    let (lines, answers) = &*STREAM;
    let (request, ends) = in_chunks(lines, 16 << 10);
    for end in &ends {
        assert_shows_as_cut_off(&cut_off(server.address, &request[..*end]).await, answers);
    }
    let whole = cut_off(server.address, &request).await;
    assert!(whole.whole && whole.body() == *answers);
    are_served(&server).await;
}

#[tokio::test]
async fn who_has_nothing_more_to_ask_gets_the_answer_to_the_last_byte() {
    let server = start().await;
    let (lines, answers) = &*STREAM;
    for (request, expected) in [
        (post(EVALUATE, JSON, SMALL.len()) + "\r\n" + SMALL, expected::outcome(SMALL.as_bytes())),
        (post(BULK, NDJSON, lines.len()) + "\r\n" + lines, answers.clone()),
    ] {
        let received = cut_off(server.address, request.as_bytes()).await;
        assert!(received.whole && received.body() == expected);
    }
}

#[tokio::test]
async fn connections_that_are_reset_leave_nothing_behind() {
    let program = program().await;
    let (lines, _) = &*STREAM;
    let one = post(EVALUATE, JSON, SMALL.len()) + "\r\n" + SMALL;
    let many = post(BULK, NDJSON, lines.len()) + "\r\n" + lines;
    // in the head, in the body, and once all is sent but nothing read
    let sent = [&one[..20], &one[..one.len() - 20], &one, &many[..20], &many[..many.len() / 2], &many];
    for _ in 0..10 {
        let resets = sent.iter().cycle().take(60).map(async |sent| {
            let mut raw = Raw::connect(program.address).await;
            raw.send(sent).await;
            raw.reset();
        });
        tokio::join!(join_all(resets), are_served(&program));
    }
    // in the answer
    let resets = (0..60).map(async |_| {
        let mut raw = Raw::connect_narrow(program.address).await;
        raw.send(&many).await;
        assert_eq!(raw.head().await.status, 200);
        assert!(raw.chunk().await.unwrap().is_some());
        raw.reset();
    });
    tokio::join!(join_all(resets), are_served(&program));
    are_served(&program).await;
    held_little(&program);
}
