//! All of it at once: a crowd of broken, slow and greedy clients, and good ones among them.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use registertoets_tests::http::fault::Fault;
use registertoets_tests::http::others::are_served;
use tokio::time::Instant;

use crate::served::{MANY_AT_ONCE, held_little, program_with};

/// How long the crowd is there.
const A_WHILE: Duration = Duration::from_secs(4);

#[tokio::test]
async fn good_clients_get_right_answers_in_a_crowd_of_bad_ones() {
    let program = program_with(MANY_AT_ONCE).await;
    let until = Instant::now() + A_WHILE;
    let served = AtomicU64::new(0);
    let crowd = Fault::ALL.iter().cycle().take(64).map(async |fault| {
        while Instant::now() < until {
            fault.commit(program.address).await;
        }
    });
    let good = (0..4).map(async |_| {
        while Instant::now() < until {
            are_served(&program).await;
            served.fetch_add(1, Ordering::Relaxed);
        }
    });
    tokio::join!(join_all(crowd), join_all(good));
    assert!(served.into_inner() > 0);
    are_served(&program).await;
    held_little(&program);
}
