//! The service under fault: what broken, slow and greedy clients do to it, to its memory and to everybody else.
//!
//! Each test says what the client does and what the service must answer; meanwhile and afterwards others are to be
//! served right, with the bytes that the library gives. What takes longer is in `examples/faults.rs`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

#[path = "faults/broken_off.rs"]
mod broken_off;
#[path = "faults/broken_records.rs"]
mod broken_records;
#[path = "faults/crowd.rs"]
mod crowd;
#[path = "faults/idle.rs"]
mod idle;
#[path = "faults/reading_again.rs"]
mod reading_again;
#[path = "faults/served.rs"]
mod served;
#[path = "faults/slow.rs"]
mod slow;
#[path = "faults/stopping.rs"]
mod stopping;
#[path = "faults/stuck.rs"]
mod stuck;
#[path = "faults/too_much.rs"]
mod too_much;
