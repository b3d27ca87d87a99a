//! Clients that send or read slowly: they get what is theirs, or run out of time, and hold up nobody.

use std::time::Duration;

use bytes::Bytes;
use futures_util::future::join_all;
use registertoets_service::http::Settings;
use registertoets_tests::http::client::Client;
use registertoets_tests::http::expected;
use registertoets_tests::http::others::{STREAM, are_served};
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BULK, EVALUATE, JSON, NDJSON, SMALL, post};
use registertoets_tests::http::server::start_with;

use tokio::time::sleep;

use crate::served::{held_little, program};

/// Between two bytes of one who trickles: short, for the tests' sake.
const PAUSE: Duration = Duration::from_millis(1);

#[tokio::test]
async fn requests_sent_byte_by_byte_are_answered_as_those_sent_at_once() {
    let program = program().await;
    let line = format!("{SMALL}\n");
    let two = line.repeat(2);
    let chunked: String = two.chars().map(|byte| format!("1\r\n{byte}\r\n")).collect();
    let requests = [
        (post(EVALUATE, JSON, SMALL.len()) + "\r\n" + SMALL, expected::outcome(SMALL.as_bytes())),
        (post(BULK, NDJSON, two.len()) + "\r\n" + &two, expected::answers(two.as_bytes())),
        (
            format!(
                "POST {BULK} HTTP/1.1\r\nHost: x\r\nContent-Type: {NDJSON}\r\n\
                 Transfer-Encoding: chunked\r\n\r\n{chunked}0\r\n\r\n"
            ),
            expected::answers(two.as_bytes()),
        ),
    ];
    let slow = requests.iter().cycle().take(30).map(async |(request, expected)| {
        let mut raw = Raw::connect(program.address).await;
        raw.trickle(request, PAUSE).await.unwrap();
        let received = raw.received().await;
        assert!(received.whole && received.body() == *expected);
    });
    tokio::join!(join_all(slow), async {
        for _ in 0..5 {
            are_served(&program).await;
        }
    });
    are_served(&program).await;
    held_little(&program);
}

#[tokio::test]
async fn a_head_that_trickles_runs_out_of_time_however_often_a_byte_comes() {
    let server = start_with(Settings { head_within: 1000 * PAUSE, ..Settings::default() }).await;
    let head = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", "x".repeat(10_000));
    let slow = (0..50).map(async |_| {
        let mut raw = Raw::connect(server.address).await;
        assert!(raw.trickle(&head, PAUSE).await.is_err());
        assert_eq!(raw.received().await.status(), 0);
    });
    tokio::join!(join_all(slow), are_served(&server));
    // with a connection of its own: those of before are out of time as well
    are_served(&Client::of(server.address)).await;
}

#[tokio::test]
async fn a_dossier_that_trickles_runs_out_of_time_however_often_a_byte_comes() {
    let server = start_with(Settings { body_within: 500 * PAUSE, ..Settings::default() }).await;
    let slow = (0..50).map(async |_| {
        let mut raw = Raw::connect(server.address).await;
        raw.send(post(EVALUATE, JSON, 1000) + "\r\n").await;
        raw.trickle(" ".repeat(800), PAUSE).await.unwrap();
        let (head, body) = raw.answer().await;
        assert_eq!((head.status, head.header("connection")), (408, Some("close")));
        assert!(String::from_utf8(body).unwrap().contains("seconds to arrive"));
    });
    tokio::join!(join_all(slow), are_served(&server));
    are_served(&server).await;
}

#[tokio::test]
async fn a_dossier_of_which_no_more_comes_is_408_too() {
    let server = start_with(Settings { idle_at_most: 200 * PAUSE, ..Settings::default() }).await;
    let mut raw = Raw::connect(server.address).await;
    raw.send(post(EVALUATE, JSON, 1000) + "\r\n{").await;
    let (head, _) = raw.answer().await;
    assert_eq!((head.status, head.header("connection")), (408, Some("close")));
}

#[tokio::test]
async fn answers_that_are_read_slowly_come_whole() {
    let program = program().await;
    let (lines, answers) = &*STREAM;
    // more than the buffers between take, so that the program has to wait for who reads
    let times = 60;
    let slow = (0..3).map(async |_| {
        let pieces = std::iter::repeat_n(Bytes::from(lines.clone()), times);
        let mut coming = program.stream(BULK, NDJSON, pieces).await;
        let mut read = Vec::new();
        while let Some(part) = coming.next().await.unwrap() {
            read.extend(part);
            sleep(20 * PAUSE).await;
        }
        assert!(read == answers.repeat(times));
    });
    tokio::join!(join_all(slow), are_served(&program));
    held_little(&program);
}
