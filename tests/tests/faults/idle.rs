//! Connections on which nothing happens: many at once, more than there are places or files for.

use futures_util::future::join_all;
use registertoets_tests::http::expected;
use registertoets_tests::http::others::are_served;
use registertoets_tests::http::program::allow_open_files;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BULK, NDJSON, SMALL};

use crate::served::{MANY_AT_ONCE, held_little, program_with, program_with_open_files};

#[tokio::test]
async fn a_thousand_idle_connections_cost_little_and_others_are_served() {
    allow_open_files();
    let program = program_with(MANY_AT_ONCE).await;
    let mut idle = join_all((0..1_000).map(async |_| {
        let mut raw = Raw::post_chunked(program.address, BULK, NDJSON, "").await;
        assert_eq!(raw.head().await.status, 200);
        raw
    }))
    .await;
    are_served(&program).await;
    held_little(&program);
    // and none of them is lost
    let line = format!("{SMALL}\n");
    let answer = expected::answers(line.as_bytes());
    join_all(idle.iter_mut().map(async |raw| {
        raw.send_chunk(&line).await;
        assert_eq!(raw.chunk().await.unwrap().unwrap(), answer);
        raw.send_chunk("").await;
        assert_eq!(raw.rest().await.unwrap(), b"");
    }))
    .await;
}

#[tokio::test]
async fn connections_beyond_the_files_that_may_be_open_wait_until_one_closes() {
    let program = program_with_open_files(64).await;
    let mut first = Vec::new();
    for _ in 0..100 {
        first.push(Raw::connect(program.address).await);
    }
    // all files are in use now, and the last of these connections were not accepted
    let mut last = Raw::connect(program.address).await;
    last.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    drop(first);
    assert_eq!(last.answer().await.0.status, 200);
    are_served(&program).await;
}
