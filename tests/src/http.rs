//! The HTTP service as its clients meet it: in this process or as a program, asked in the ordinary way or byte by byte.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in a client fails the test that needs it")]
#![allow(clippy::missing_panics_doc, reason = "they all panic then")]

pub mod client;
pub mod expected;
pub mod fault;
pub mod others;
pub mod program;
pub mod raw;
pub mod samples;
pub mod secure;
pub mod server;
pub mod spoilt;
