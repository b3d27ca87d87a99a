//! SIGTERM at the worst moment: what was answered is right, nothing new is taken, and the end comes within its bound.

use std::net::SocketAddr;

use futures_util::future::join_all;
use registertoets_tests::http::fault::{LINES_OF_NOTHING, never_read};
use registertoets_tests::http::others::STREAM;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BULK, ENDLESS, NDJSON, post};

use crate::served::{program, program_with};

/// Starts a stream, sends this much of it, and waits for the first answers: it is in the middle now.
async fn in_the_middle(address: SocketAddr, length: usize, sent: &str) -> (Raw, Vec<u8>) {
    let mut raw = Raw::connect(address).await;
    raw.send(post(BULK, NDJSON, length) + "\r\n" + sent).await;
    assert_eq!(raw.head().await.status, 200);
    let first = raw.chunk().await.unwrap().unwrap();
    (raw, first)
}

#[tokio::test]
async fn streams_that_end_in_time_are_answered_to_the_end() {
    let program = program().await;
    let (lines, answers) = &*STREAM;
    let (sent, rest) = lines.split_at(lines.len() / 2);
    let streams = join_all((0..10).map(|_| in_the_middle(program.address, lines.len(), sent))).await;
    program.terminate();
    program.refused().await;
    for (mut raw, first) in streams {
        raw.send(rest).await;
        assert!([first, raw.rest().await.unwrap()].concat() == *answers);
    }
    let ended = program.ended().await;
    assert_eq!((ended.status.code(), &*ended.last_words()), (Some(0), &["registertoets: stopped"][..]));
}

#[tokio::test]
async fn streams_that_take_too_long_are_cut_off_after_whole_answers() {
    let program = program_with(&["--drain-seconds", "1"]).await;
    let (lines, answers) = &*STREAM;
    let streams = join_all((0..10).map(|_| in_the_middle(program.address, ENDLESS, lines))).await;
    program.terminate();
    program.refused().await;
    for (mut raw, first) in streams {
        let mut chunks = vec![first];
        while let Ok(chunk) = raw.chunk().await {
            chunks.push(chunk.expect("a stream that is cut off has no end"));
        }
        assert!(chunks.iter().all(|chunk| chunk.ends_with(b"\n")));
        assert!(answers.starts_with(&chunks.concat()));
    }
    let ended = program.ended().await;
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(ended.last_words(), ["registertoets: stopped, connections cut off after 1s: 10"]);
}

#[tokio::test]
async fn idle_connections_do_not_keep_it_from_stopping() {
    let program = program().await;
    let fresh = join_all((0..100).map(|_| Raw::connect(program.address))).await;
    let used = join_all((0..100).map(async |_| {
        let mut raw = Raw::connect(program.address).await;
        raw.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
        assert_eq!(raw.answer().await.0.status, 200);
        raw
    }))
    .await;
    program.terminate();
    for mut raw in fresh.into_iter().chain(used) {
        assert!(raw.is_closed().await);
    }
    let ended = program.ended().await;
    assert_eq!((ended.status.code(), &*ended.last_words()), (Some(0), &["registertoets: stopped"][..]));
}

#[tokio::test]
async fn clients_that_never_read_do_not_keep_it_from_stopping() {
    let program = program_with(&["--drain-seconds", "1"]).await;
    let stuck = join_all((0..5).map(|_| never_read(program.address, &LINES_OF_NOTHING))).await;
    program.terminate();
    let ended = program.ended().await;
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(ended.last_words(), ["registertoets: stopped, connections cut off after 1s: 5"]);
    drop(stuck);
}

#[tokio::test]
async fn a_second_signal_ends_it_at_once() {
    let program = program_with(&["--drain-seconds", "86400"]).await;
    let (_stream, _) = in_the_middle(program.address, ENDLESS, &STREAM.0).await;
    program.terminate();
    program.refused().await;
    program.terminate();
    let ended = program.ended().await;
    assert_eq!((ended.status.code(), &*ended.last_words()), (Some(0), &["registertoets: stopped at once"][..]));
}
