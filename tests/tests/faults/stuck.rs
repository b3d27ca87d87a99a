//! Clients that send and never read: they are kept waiting, and hold no more memory than the batches under way.

use futures_util::future::join_all;
use registertoets_tests::http::fault::{LINES_OF_NOTHING, never_read};
use registertoets_tests::http::others::{STREAM, are_served};
use registertoets_tests::http::raw::Raw;

use crate::served::{held_little, program};

#[tokio::test]
async fn clients_that_never_read_are_kept_waiting_and_hold_little() {
    let program = program().await;
    let (lines, answers) = &*STREAM;
    let mut stuck = join_all((0..8).map(|_| never_read(program.address, lines))).await;
    let more = join_all((0..8).map(|_| never_read(program.address, &LINES_OF_NOTHING))).await;
    are_served(&program).await;
    held_little(&program);
    // one reads after all, and everything is there, in order
    let mut raw = stuck.remove(0);
    let mut read = Vec::new();
    while read.len() < answers.len() {
        read.extend(raw.chunk().await.unwrap().unwrap());
    }
    assert!(read.starts_with(answers));
    // the others leave without a word
    stuck.into_iter().chain(more).for_each(Raw::reset);
    are_served(&program).await;
}
