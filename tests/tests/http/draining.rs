//! Stopping: nothing new is taken, what runs is finished, and that does not take for ever.

use std::time::Duration;

use registertoets_service::http::Settings;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BULK, NDJSON, SMALL};
use registertoets_tests::http::server::{start, start_with};
use tokio::time::Instant;

#[tokio::test]
async fn a_server_without_work_stops_at_once() {
    let mut server = start().await;
    let _idle = Raw::connect(server.address).await;
    let mut used = Raw::connect(server.address).await;
    used.send("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(used.answer().await.0.status, 200);
    let told = Instant::now();
    server.stop();
    assert!(used.is_closed().await);
    assert_eq!(server.ended().await, 0);
    assert!(told.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn a_stream_under_way_is_finished_and_nothing_new_is_taken() {
    let mut server = start().await;
    let address = server.address;
    let mut stream = Raw::post_chunked(address, BULK, NDJSON, "").await;
    assert_eq!(stream.head().await.status, 200);
    let mut asking = Raw::connect(address).await;
    asking.send("GET /readyz HTTP/1.1\r\n").await;
    stream.send_chunk(format!("{SMALL}\n")).await;
    assert_eq!(stream.line().await["reference"], "small");

    server.stop();
    server.refused().await;

    // a request that had begun is answered too, and says that others should not come
    asking.send("Host: x\r\n\r\n").await;
    let (head, _) = asking.answer().await;
    assert_eq!((head.status, head.header("connection")), (503, Some("close")));
    assert_eq!(head.header("content-type"), Some("application/problem+json"));
    assert!(asking.is_closed().await);

    for _ in 0..3 {
        stream.send_chunk(format!("{SMALL}\n")).await;
        assert_eq!(stream.line().await["reference"], "small");
    }
    stream.send_chunk("").await;
    assert_eq!(stream.rest().await.unwrap(), b"");
    assert!(stream.is_closed().await);
    assert_eq!(server.ended().await, 0);
}

#[tokio::test]
async fn what_takes_too_long_is_cut_off() {
    let mut server = start_with(Settings { drain_within: Duration::from_millis(300), ..Settings::default() }).await;
    let mut stream = Raw::post_chunked(server.address, BULK, NDJSON, "").await;
    assert_eq!(stream.head().await.status, 200);
    stream.send_chunk(format!("{SMALL}\n")).await;
    assert_eq!(stream.line().await["reference"], "small");
    server.stop();
    assert!(stream.rest().await.is_err());
    assert_eq!(server.ended().await, 1);
}
