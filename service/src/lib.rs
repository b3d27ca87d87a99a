//! The command line and the HTTP service around [`registertoets_core`]: the only code that knows files, clocks, threads
//! and sockets. A library so that tests and benches reach it; the program is `registertoets`.
//!
//! Without the feature `program` it is the engine alone, which judges streams of dossiers: a third of the dependencies, for
//! whoever has no use for commands and sockets, as fuzzing has not.

#![forbid(unsafe_code)]
// what only the program asks for is left out by the linker
#![cfg_attr(not(feature = "program"), allow(dead_code))]

pub mod bulk;
#[cfg(feature = "program")]
mod catalogue;
#[cfg(feature = "program")]
pub mod command;
pub mod digest;
pub mod errors;
mod failure;
pub mod form;
#[cfg(feature = "program")]
pub mod http;
pub mod input;
pub mod judging;
#[cfg(feature = "program")]
mod layout;
mod line;
#[cfg(feature = "program")]
mod log;
mod output;
pub mod receipt;
pub mod record;
pub mod register;
pub mod summary;
mod writer;
