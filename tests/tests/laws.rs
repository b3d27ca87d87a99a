//! Laws that every outcome keeps, as properties over random dossiers at the edges of the rules.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

#[path = "laws/forms.rs"]
mod forms;
#[path = "laws/more_proof.rs"]
mod more_proof;
#[path = "laws/order.rs"]
mod order;
#[path = "laws/random.rs"]
mod random;
#[path = "laws/time.rs"]
mod time;
#[path = "laws/verdict.rs"]
mod verdict;
