//! What is admitted at once: requests by the bytes they can come to hold, connections by their address.

use registertoets_service::http::{BulkLimits, Settings};
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BULK, EVALUATE, JSON, NDJSON, SMALL, post};
use registertoets_tests::http::server::start_with;
use std::num::NonZero;
use std::time::Duration;

#[tokio::test]
async fn what_there_is_no_room_for_is_503_with_the_time_to_come_back() {
    let settings = Settings { threads: 1, ..Settings::default() };
    let bytes_in_flight = settings.bytes_in_flight_min();
    let server = start_with(Settings { bytes_in_flight, ..settings }).await;
    let mut streams = Vec::new();
    let refused = loop {
        let mut raw = Raw::post_chunked(server.address, BULK, NDJSON, "").await;
        let head = raw.head().await;
        if head.status != 200 {
            break head;
        }
        raw.send_chunk(format!("{SMALL}\n")).await;
        assert_eq!(raw.line().await["reference"], "small");
        streams.push(raw);
        assert!(streams.len() < 100);
    };
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("1")));
    assert!(!streams.is_empty());
    // those that were admitted go on, and when they have ended there is room again
    for mut raw in streams {
        raw.send_chunk(format!("{SMALL}\n")).await;
        assert_eq!(raw.line().await["reference"], "small");
        raw.send_chunk("").await;
        assert_eq!(raw.rest().await.unwrap(), b"");
    }
    assert_eq!(server.post(BULK, NDJSON, SMALL).await.status, 200);
    assert_eq!(server.post(EVALUATE, JSON, SMALL).await.status, 200);
}

#[tokio::test]
async fn a_client_that_leaves_gives_back_its_room() {
    let settings = Settings { threads: 1, ..Settings::default() };
    let bytes_in_flight = settings.bytes_in_flight_min();
    let server = start_with(Settings { bytes_in_flight, ..settings }).await;
    for _ in 0..50 {
        // it is given back when the connection is seen to be gone
        let mut raw = loop {
            let mut raw = Raw::connect(server.address).await;
            raw.send(post(BULK, NDJSON, 1 << 20) + "\r\n").await;
            if raw.head().await.status == 200 {
                break raw;
            }
        };
        raw.send(SMALL).await;
        raw.reset();
    }
}

#[tokio::test]
async fn connections_beyond_those_of_one_address_are_closed() {
    let two = NonZero::new(2).unwrap();
    let server = start_with(Settings { connections_per_address: two, ..Settings::default() }).await;
    let healthy = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut first = Raw::connect(server.address).await;
    let mut second = Raw::connect(server.address).await;
    for raw in [&mut first, &mut second] {
        raw.send(healthy).await;
        assert_eq!(raw.answer().await.0.status, 200);
    }
    let mut third = Raw::connect(server.address).await;
    assert!(third.is_closed().await);
    first.reset();
    loop {
        let mut raw = Raw::connect(server.address).await;
        if raw.trickle(healthy, Duration::ZERO).await.is_ok() && raw.received().await.status() == 200 {
            break;
        }
    }
}

#[tokio::test]
async fn a_stream_keeps_within_its_bytes_and_its_time() {
    let bulk = BulkLimits { bytes: 1000, within: Duration::from_millis(300), ..BulkLimits::default() };
    let server = start_with(Settings { bulk, ..Settings::default() }).await;
    let line = format!("{SMALL}\n");
    let fits = line.repeat(1000 / line.len());
    assert_eq!(server.post(BULK, NDJSON, fits.clone()).await.status, 200);
    server.post(BULK, NDJSON, fits.clone() + &line.repeat(9)).await.problem(413);
    // where its length is not said, what fits is answered, then why it is cut off
    for (lines, whole, code, detail) in [
        (20, 1000 / line.len() - 1, "too_long", "the stream is too large: expected at most 1000 bytes"),
        (1, 1, "cut_off", "the stream took too long: expected at most 0 seconds"),
    ] {
        let mut raw = Raw::post_chunked(server.address, &format!("{BULK}?summary=true"), NDJSON, "").await;
        for _ in 0..lines {
            raw.send_chunk(&line).await;
        }
        let received = raw.received().await;
        assert!(received.status() == 200 && !received.whole);
        let body = String::from_utf8(received.body()).unwrap();
        let answers: Vec<serde_json::Value> = body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (last, outcomes) = answers.split_last().unwrap();
        assert!(outcomes.len() >= whole && outcomes.iter().all(|outcome| outcome["verdict"] == "granted"), "{body}");
        assert_eq!((&last["record"], &last["error"]["code"]), (&(outcomes.len() + 1).into(), &code.into()));
        assert_eq!(last["error"]["detail"], detail);
    }
}

#[tokio::test]
async fn one_record_too_many_is_told_and_the_answer_is_cut_off_without_a_summary() {
    let bulk = BulkLimits { records: 3, ..BulkLimits::default() };
    let server = start_with(Settings { bulk, ..Settings::default() }).await;
    let path = format!("{BULK}?summary=true&detail=verdict");
    let lines = format!("{SMALL}\n");
    assert_eq!(server.post(&path, NDJSON, lines.repeat(3)).await.body.iter().filter(|byte| **byte == b'\n').count(), 4);
    for count in [4, 20, 20_000] {
        let mut raw = Raw::post_chunked(server.address, &path, NDJSON, "").await;
        raw.send_chunk(lines.repeat(count)).await;
        raw.send_chunk("").await;
        let received = raw.received().await;
        let told = String::from_utf8(received.body()).unwrap();
        let refusal = r#"{"record":4,"error":{"code":"too_many","detail":"too many records: expected at most 3"}}"#;
        assert!(!received.whole && told.lines().count() == 4 && told.lines().last() == Some(refusal), "{told}");
    }
}

#[tokio::test]
async fn a_dossier_that_says_how_long_it_is_takes_no_more_room() {
    let settings = Settings { threads: 1, ..Settings::default() };
    let bytes_in_flight = settings.bytes_in_flight_min();
    let server = start_with(Settings { bytes_in_flight, ..settings }).await;
    let mut waiting = Vec::new();
    for _ in 0..100 {
        let mut raw = Raw::connect(server.address).await;
        raw.send(post(EVALUATE, JSON, SMALL.len()) + "\r\n" + &SMALL[..9]).await;
        waiting.push(raw);
    }
    assert_eq!(server.post(EVALUATE, JSON, SMALL).await.status, 200);
    for mut raw in waiting {
        raw.send(&SMALL[9..]).await;
        assert_eq!(raw.answer().await.0.status, 200);
    }
}
