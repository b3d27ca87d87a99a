//! The command line and the HTTP service around [`registertoets_core`]: the only code that knows files, clocks, threads
//! and sockets. A library so that tests and benches reach it; the program is `registertoets`.

#![forbid(unsafe_code)]

pub mod bulk;
mod catalogue;
pub mod command;
pub mod digest;
pub mod errors;
mod failure;
pub mod form;
pub mod http;
pub mod input;
pub mod judging;
mod layout;
mod line;
mod log;
mod output;
pub mod receipt;
pub mod record;
pub mod register;
pub mod summary;
mod writer;
