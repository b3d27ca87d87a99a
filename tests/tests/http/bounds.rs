//! What a client can and cannot do to the server and to other clients.

use std::num::NonZero;
use std::time::Duration;

use registertoets_service::http::Settings;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BINARY, BULK, ENDLESS, EVALUATE, JSON, NDJSON, SMALL, lines, post};
use registertoets_tests::http::server::{start, start_with};
use tokio::time::{Instant, timeout};

const SOON: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_connection_serves_one_request_after_another() {
    let server = start().await;
    let mut raw = Raw::connect(server.address).await;
    for _ in 0..3 {
        raw.send(post(EVALUATE, JSON, SMALL.len()) + "\r\n" + SMALL).await;
        let (head, body) = raw.answer().await;
        assert_eq!((head.status, head.header("connection")), (200, None));
        assert!(body.starts_with(b"{"));
        raw.send(post(BULK, NDJSON, SMALL.len()) + "\r\n" + SMALL).await;
        assert_eq!(raw.head().await.status, 200);
        assert!(raw.rest().await.unwrap().ends_with(b"}\n"));
        raw.send(post(EVALUATE, JSON, 2) + "\r\n{}").await;
        assert_eq!(raw.answer().await.0.status, 400);
        raw.send("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n").await;
        assert_eq!(raw.answer().await.0.status, 404);
    }
}

#[tokio::test]
async fn requests_sent_in_one_go_are_answered_in_order() {
    let server = start().await;
    let mut raw = Raw::connect(server.address).await;
    let single = post(EVALUATE, JSON, SMALL.len()) + "\r\n" + SMALL;
    raw.send(
        [&*single, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"].concat(),
    )
    .await;
    for status in [200, 200, 404] {
        assert_eq!(raw.answer().await.0.status, status);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_has_nothing_more_to_ask_still_gets_its_answer() {
    let server = start().await;
    let (count, body) = (2000, lines(2000));
    let mut raw = Raw::connect(server.address).await;
    raw.send(post(BULK, NDJSON, body.len()) + "\r\n" + &body).await;
    raw.half_close().await;
    assert_eq!(raw.head().await.status, 200);
    let answers = raw.rest().await.unwrap();
    assert_eq!(answers.iter().filter(|byte| **byte == b'\n').count(), count);
    assert!(raw.is_closed().await);
}

#[tokio::test]
async fn refusals_arrive_as_answers_whatever_the_client_goes_on_to_send() {
    let server = start().await;
    let length = 40 << 20;
    for (path, content_type, status) in [
        (EVALUATE, JSON, 413),
        (EVALUATE, BINARY, 413),
        (EVALUATE, "text/plain", 415),
        (BULK, "text/plain", 415),
        ("/nowhere", JSON, 404),
        ("/healthz", JSON, 405),
    ] {
        // everything is sent before a byte is read
        let mut raw = Raw::connect(server.address).await;
        raw.send(post(path, content_type, length) + "\r\n").await;
        for _ in 0..length >> 20 {
            raw.send(vec![b' '; 1 << 20]).await;
        }
        let (head, body) = raw.answer().await;
        assert_eq!((head.status, head.header("connection")), (status, Some("close")), "{path} {content_type}");
        let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["status"], status);
        raw.half_close().await;
        assert!(raw.is_closed().await);
    }
}

#[tokio::test]
async fn a_body_that_grows_too_large_while_it_is_sent_is_413() {
    let server = start().await;
    let mut raw = Raw::post_chunked(server.address, EVALUATE, JSON, "").await;
    for _ in 0..40 {
        raw.send_chunk(vec![b' '; 1 << 20]).await;
    }
    assert_eq!(raw.answer().await.0.status, 413);
}

#[tokio::test]
async fn who_asks_first_is_refused_before_sending() {
    let server = start().await;
    for (content_type, length, status) in [(JSON, 2 << 20, 413), ("text/plain", 100, 415)] {
        let mut raw = Raw::connect(server.address).await;
        raw.send(post(EVALUATE, content_type, length) + "Expect: 100-continue\r\n\r\n").await;
        assert_eq!(raw.answer().await.0.status, status);
    }
    let mut raw = Raw::connect(server.address).await;
    raw.send(post(EVALUATE, JSON, SMALL.len()) + "Expect: 100-continue\r\n\r\n").await;
    assert_eq!(raw.head().await.status, 100);
    raw.send(SMALL).await;
    assert_eq!(raw.answer().await.0.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stuck_reader_stops_its_own_stream_only() {
    let server = start().await;
    let block = lines(1000);
    let mut stuck = Vec::new();
    for _ in 0..3 {
        let mut raw = Raw::connect(server.address).await;
        raw.send(post(BULK, NDJSON, ENDLESS) + "\r\n").await;
        // what is taken sits in the buffers of the operating system, but for a few batches
        let sent = raw.send_while_taken(block.as_bytes(), (256 << 20) / block.len()).await * block.len();
        assert!(sent < 64 << 20, "{sent} bytes were taken");
        stuck.push(raw);
    }
    let asked = Instant::now();
    assert_eq!(server.post(EVALUATE, JSON, SMALL).await.status, 200);
    let answer = server.post(BULK, NDJSON, block.clone()).await;
    assert_eq!(answer.body.iter().filter(|byte| **byte == b'\n').count(), 1000);
    assert!(asked.elapsed() < Duration::from_secs(5));
    // and when it reads again, its stream goes on where it stopped
    let mut raw = stuck.remove(0);
    assert_eq!(raw.head().await.status, 200);
    for place in 0..1000 {
        let expected = registertoets_tests::edges::dossier(place)["reference"].clone();
        assert_eq!(raw.line().await["reference"], expected);
    }
}

#[tokio::test]
async fn clients_that_send_nothing_or_little_block_nobody() {
    let server = start().await;
    let mut slow = Vec::new();
    for sent in ["", "POST", &(post(EVALUATE, JSON, 100) + "\r\n"), &(post(BULK, NDJSON, 100) + "\r\n{")] {
        for _ in 0..50 {
            let mut raw = Raw::connect(server.address).await;
            raw.send(sent).await;
            slow.push(raw);
        }
    }
    assert_eq!(server.post(EVALUATE, JSON, SMALL).await.status, 200);
}

#[tokio::test]
async fn no_more_connections_are_served_than_allowed_and_the_next_waits_for_a_place() {
    let server = start_with(Settings { connections: NonZero::new(2).unwrap(), ..Settings::default() }).await;
    let mut first = Raw::post_chunked(server.address, BULK, NDJSON, "").await;
    let mut second = Raw::post_chunked(server.address, BULK, NDJSON, "").await;
    assert_eq!((first.head().await.status, second.head().await.status), (200, 200));
    let mut third = Raw::connect(server.address).await;
    third.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(timeout(SOON, third.head()).await.is_err());
    drop(first);
    assert_eq!(third.head().await.status, 200);
}

#[tokio::test]
async fn a_head_that_takes_too_long_ends_the_connection() {
    let server = start_with(Settings { head_within: SOON, ..Settings::default() }).await;
    for start in ["", "GET /healthz HTTP/1.1\r\nHost: "] {
        let mut raw = Raw::connect(server.address).await;
        raw.send(start).await;
        assert!(raw.is_closed().await);
    }
}

#[tokio::test]
async fn a_dossier_that_takes_too_long_is_408() {
    let server = start_with(Settings { body_within: SOON, ..Settings::default() }).await;
    let mut raw = Raw::connect(server.address).await;
    raw.send(post(EVALUATE, JSON, 100) + "\r\n{").await;
    let (head, _) = raw.answer().await;
    assert_eq!((head.status, head.header("connection")), (408, Some("close")));
}

#[tokio::test]
async fn a_stream_on_which_nothing_moves_is_cut_off_and_one_that_moves_is_not() {
    let server = start_with(Settings { idle_at_most: 7 * SOON, ..Settings::default() }).await;
    let mut raw = Raw::post_chunked(server.address, BULK, NDJSON, "").await;
    for _ in 0..9 {
        tokio::time::sleep(SOON).await;
        raw.send_chunk(format!("{SMALL}\n")).await;
    }
    assert_eq!(raw.head().await.status, 200);
    assert_eq!(raw.line().await["reference"], "small");
    assert!(raw.rest().await.is_err());
}
