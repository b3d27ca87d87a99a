//! Registertoets for C: dossiers judged in memory that the caller provides.
//!
//! `registertoets.h` is generated from this crate; what C programmers need to know stands there and in `README.md`.
//!
//! | file | what C sees of it |
//! | --- | --- |
//! | [`dossier`] | memory for a dossier: decode, judge |
//! | [`evaluate`] | judge straight from bytes, or from a line on which they come one at a time |
//! | [`outcome`] | memory for an outcome: what it says, its findings, its binary form |
//! | [`words`] | rules, verdicts and findings in Dutch and English |
//! | [`error`] | what can be wrong with bytes, and with a call |
//! | [`fault`] | memory for a fault: where in the bytes it is |
//! | [`number`] | the numbers of verdicts, rules, and so on |
//! | [`day`] | days as integers |
//! | [`frame`] | the length in front of a record of a stream |
//! | [`version`] | versions of library, header, regulation and binary form |
//!
//! Inside, `memory` turns pointers into values and back, `kept` tells memory that holds a value from memory that
//! does not, and `text` writes text that ends with a zero. Nowhere is there a way to panic: `check` proves it by
//! linking.

#![cfg_attr(not(test), no_std)]

pub mod day;
pub mod dossier;
pub mod error;
pub mod evaluate;
pub mod fault;
pub mod frame;
pub mod number;
pub mod outcome;
pub mod version;
pub mod words;

mod kept;
mod layout;
mod memory;
#[cfg(not(test))]
mod panicking;
mod text;
