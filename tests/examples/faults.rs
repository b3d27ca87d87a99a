//! The service under fault, on the scale that takes too long for a test: prints what was held and what it cost.
//!
//! ```sh
//! cargo build --release
//! cargo run --release -p registertoets-tests --example faults
//! ```
//!
//! Everything is asserted that the tests assert: an answer that is not what the library gives, byte for byte, ends the
//! run. The program is `registertoets` of the same build; it serves as it does by default.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong ends the run, and says where")]

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use registertoets_core::limits::TEXT_BYTES_MAX;
use registertoets_tests::http::expected;
use registertoets_tests::http::fault::{Fault, LINES_OF_NOTHING, never_read};
use registertoets_tests::http::others::{STREAM, are_served};
use registertoets_tests::http::program::{Memory, Program, allow_open_files};
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BULK, NDJSON, SMALL};
use registertoets_tests::http::spoilt::{self, Answered};
use tokio::process::Command;
use tokio::task::JoinSet;
use tokio::time::sleep;

const RECORDS: u64 = 1_000_000;
const IDLE: usize = 1_000;
const NEVER_READING: usize = 200;
const UNFINISHED_LINES: usize = 200;
const CROWD: usize = 64;
const CROWD_FOR: Duration = Duration::from_secs(30);

#[tokio::main]
async fn main() {
    allow_open_files();
    println!("| what is done | what came of it | memory at rest | least | most |");
    println!("| --- | --- | --- | --- | --- |");
    a_register_with_broken_records().await;
    a_signal_in_the_middle().await;
    idle_connections().await;
    clients_that_never_read("dossiers", &STREAM.0).await;
    clients_that_never_read("lines of nothing", &LINES_OF_NOTHING).await;
    lines_that_do_not_end().await;
    a_crowd().await;
}

async fn program(arguments: &[&str]) -> Program {
    // examples have a folder of their own beside the programs of a build
    let examples = std::env::current_exe().unwrap();
    let path = examples.parent().unwrap().with_file_name("registertoets");
    let mut command = Command::new(path);
    command.arg("serve").args(arguments);
    Program::start(command).await
}

/// What a program held of memory while something was done to it.
struct Watched {
    at_rest: Memory,
    least: u64,
}

impl Watched {
    fn row(&self, program: &Program, done: &str, came: &str) {
        let mebibytes = |bytes: u64| format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20));
        let most = program.memory().unwrap().most;
        let [at_rest, least, most] = [self.at_rest.held, self.least, most].map(mebibytes);
        println!("| {done} | {came} | {at_rest} | {least} | {most} |");
    }
}

/// Does something to a program, and looks at its memory meanwhile.
async fn watched<T>(program: &Program, done: impl Future<Output = T>) -> (T, Watched) {
    let at_rest = program.memory().unwrap();
    let mut least = u64::MAX;
    let looking = async {
        loop {
            sleep(Duration::from_millis(100)).await;
            least = least.min(program.memory().unwrap().held);
        }
    };
    let result = tokio::select! {
        result = done => result,
        () = looking => unreachable!("this looks until all is done"),
    };
    (result, Watched { at_rest, least })
}

async fn a_register_with_broken_records() {
    let program = program(&[]).await;
    are_served(&program).await;
    let since = Instant::now();
    let sent = async {
        let mut coming = program.stream(BULK, NDJSON, spoilt::stream(RECORDS)).await;
        let mut answered = Answered::default();
        while let Some(part) = coming.next().await.unwrap() {
            answered.add(&part);
        }
        answered
    };
    let (answered, watched) = watched(&program, sent).await;
    assert!(answered.ends_whole() && answered.records == RECORDS);
    let took = since.elapsed().as_secs();
    let came = format!("{} answers in {took} s, {} of them errors", answered.records, answered.broken);
    watched.row(&program, "a register with 1 % broken records", &came);
    are_served(&program).await;
}

async fn a_signal_in_the_middle() {
    let program = program(&["--drain-seconds", "3"]).await;
    are_served(&program).await;
    let mut coming = program.stream(BULK, NDJSON, spoilt::stream(RECORDS)).await;
    let mut answered = Answered::default();
    while answered.records < RECORDS / 10 {
        answered.add(&coming.next().await.unwrap().unwrap());
    }
    let before = answered.records;
    program.terminate();
    let since = Instant::now();
    while let Ok(part) = coming.next().await {
        answered.add(&part.expect("a stream that is cut off has no end"));
    }
    assert!(answered.goes_on_right());
    let ended = program.ended().await;
    let took = since.elapsed().as_secs_f64();
    assert_eq!(ended.status.code(), Some(0));
    println!(
        "| SIGTERM after {before} answers, 3 s to drain | {} answers more, all right; ended in {took:.1} s: {} | | | |",
        answered.records - before,
        ended.last_words().join("; "),
    );
}

async fn idle_connections() {
    let program = program(&[]).await;
    are_served(&program).await;
    let holding = async {
        let mut streams = join_all((0..IDLE).map(async |_| {
            let mut raw = Raw::post_chunked(program.address, BULK, NDJSON, "").await;
            assert_eq!(raw.head().await.status, 200);
            raw
        }))
        .await;
        let since = Instant::now();
        while since.elapsed() < Duration::from_secs(20) {
            are_served(&program).await;
        }
        let line = format!("{SMALL}\n");
        let answer = expected::answers(line.as_bytes());
        join_all(streams.iter_mut().map(async |raw| {
            raw.send_chunk(&line).await;
            assert_eq!(raw.chunk().await.unwrap().unwrap(), answer);
            raw.send_chunk("").await;
            assert_eq!(raw.rest().await.unwrap(), b"");
        }))
        .await;
    };
    let ((), watched) = watched(&program, holding).await;
    let done = format!("{IDLE} streams on which nothing moves for 20 s");
    watched.row(&program, &done, "all went on after it, others were served meanwhile");
}

async fn clients_that_never_read(what: &str, lines: &'static str) {
    let program = program(&[]).await;
    are_served(&program).await;
    let holding = async {
        // each in a task of its own: one that floods must not keep another from sending its head in time
        let stuck: JoinSet<_> = (0..NEVER_READING).map(|_| never_read(program.address, lines)).collect();
        let stuck = stuck.join_all().await;
        are_served(&program).await;
        stuck.into_iter().for_each(Raw::reset);
        are_served(&program).await;
    };
    let ((), watched) = watched(&program, holding).await;
    let done = format!("{NEVER_READING} clients that send {what} and never read");
    watched.row(&program, &done, "kept waiting, others were served meanwhile");
}

async fn lines_that_do_not_end() {
    let program = program(&[]).await;
    are_served(&program).await;
    let line = format!("{SMALL}{}\n", " ".repeat(TEXT_BYTES_MAX - SMALL.len()));
    let answer = expected::answers(line.as_bytes());
    let (sent, rest) = line.split_at(line.len() - 1);
    let holding = async {
        let mut streams = join_all((0..UNFINISHED_LINES).map(async |_| {
            let mut raw = Raw::post_chunked(program.address, BULK, NDJSON, "").await;
            assert_eq!(raw.head().await.status, 200);
            raw.send_chunk(sent).await;
            raw
        }))
        .await;
        are_served(&program).await;
        join_all(streams.iter_mut().map(async |raw| {
            raw.send_chunk(rest).await;
            raw.send_chunk("").await;
            assert_eq!(raw.rest().await.unwrap(), answer);
        }))
        .await;
        are_served(&program).await;
    };
    let ((), watched) = watched(&program, holding).await;
    let done = format!("{UNFINISHED_LINES} streams that stop in a line of 1 MiB, and end it when all are there");
    watched.row(&program, &done, "all were answered, others were served meanwhile");
}

async fn a_crowd() {
    let program = program(&[]).await;
    are_served(&program).await;
    let faults = Fault::ALL.map(|_| AtomicU64::new(0));
    let served = AtomicU64::new(0);
    let until = Instant::now() + CROWD_FOR;
    let crowd = (0..CROWD).map(async |place| {
        let kind = place % Fault::ALL.len();
        while Instant::now() < until {
            Fault::ALL[kind].commit(program.address).await;
            faults[kind].fetch_add(1, Ordering::Relaxed);
        }
    });
    let good = (0..8).map(async |_| {
        while Instant::now() < until {
            are_served(&program).await;
            served.fetch_add(1, Ordering::Relaxed);
        }
    });
    let (_, watched) = watched(&program, async { tokio::join!(join_all(crowd), join_all(good)) }).await;
    are_served(&program).await;
    let kinds: Vec<_> =
        Fault::ALL.iter().zip(faults).map(|(kind, count)| format!("{kind:?} {}", count.into_inner())).collect();
    let done = format!("{CROWD} clients at once, for {} s: {}", CROWD_FOR.as_secs(), kinds.join(", "));
    watched.row(&program, &done, &format!("{} streams of others answered right", served.into_inner()));
}
