//! The register's verdict as a WebAssembly module: a dossier goes into one buffer, the outcome comes out of another.
//!
//! The module imports nothing, allocates nothing, keeps nothing between calls and cannot panic. Its memory has one size
//! from the start. `registertoets.mjs` is the door for JavaScript; other hosts call the exports below.
//!
//! ```text
//! host writes input() ──► evaluate(length, from, to, language, as_of) ──► host reads output()
//!                         > 0  so many bytes of an outcome
//!                         < 0  so many bytes of an error, negated: the bytes are no dossier
//!                           0  the call itself is wrong: an unknown code, or a form that this module was built without
//! ```
//!
//! | argument | codes |
//! | --- | --- |
//! | `from`, `to` | 0 binary, 1 JSON |
//! | `language` | 0 no sentences, 1 Dutch, 2 English (with JSON only) |
//! | `as_of` | 0 the dossier's own day, else another: 20210601 is 1 June 2021 |

#![no_std]

#[cfg(test)]
extern crate std;

mod exchange;
mod json;
mod judge;
mod panic;
mod tell;

use exchange::{EXCHANGE, INPUT_BYTES};
#[cfg(feature = "sentences")]
use registertoets_core::{Named, text::Language};

use crate::judge::Judging;

/// What a call comes to.
enum Answer {
    /// So many bytes in the output buffer: an outcome, or a table.
    Told(usize),
    /// So many bytes in the output buffer: why the input is no dossier.
    Unreadable(usize),
}

impl Answer {
    /// The answer as the one number that an export returns; 0 for a call that was wrong.
    fn code(answer: Option<Self>) -> i32 {
        let signed = |bytes: usize| i32::try_from(bytes).unwrap_or(0);
        match answer {
            Some(Self::Told(bytes)) => signed(bytes),
            Some(Self::Unreadable(bytes)) => -signed(bytes),
            None => 0,
        }
    }
}

// Below, each name is exported once: none stands for two things, which is what `unsafe(no_mangle)` asks.

/// Address of the input buffer: where the host writes a dossier.
#[unsafe(no_mangle)]
pub extern "C" fn input() -> *const u8 {
    EXCHANGE.input()
}

/// Bytes that the input buffer holds: as many as the longest dossier takes.
#[unsafe(no_mangle)]
pub extern "C" fn input_size() -> usize {
    INPUT_BYTES
}

/// Address of the output buffer: where the host reads an answer, until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    EXCHANGE.output()
}

/// Judges the dossier in the first `length` bytes of the input buffer. A length beyond the buffer says that the dossier
/// did not fit, which is answered as an error of the dossier.
#[unsafe(no_mangle)]
pub extern "C" fn evaluate(length: usize, from: u32, to: u32, language: u32, as_of: u32) -> i32 {
    let answer = Judging::of(from, to, language, as_of)
        .and_then(|judging| EXCHANGE.with(|input, output| judging.answer(input.get(..length), output)));
    Answer::code(answer.flatten())
}

/// Lists the rules and readings as JSON: 1 in Dutch, 2 in English.
#[cfg(feature = "sentences")]
#[unsafe(no_mangle)]
pub extern "C" fn rules(language: u32) -> i32 {
    table(language, tell::rules)
}

/// Lists what verdicts, statuses and notices are in words, as JSON: 1 in Dutch, 2 in English.
#[cfg(feature = "sentences")]
#[unsafe(no_mangle)]
pub extern "C" fn words(language: u32) -> i32 {
    table(language, tell::words)
}

#[cfg(feature = "sentences")]
fn table(language: u32, write: fn(&mut json::Writer<'_>, Language)) -> i32 {
    let answer = language_of(language).and_then(|language| {
        EXCHANGE.with(|_, output| tell::with(output, |json| write(json, language)).map(Answer::Told))
    });
    Answer::code(answer.flatten())
}

/// The language with a code from 1.
#[cfg(feature = "sentences")]
fn language_of(code: u32) -> Option<Language> {
    Language::from_number(u8::try_from(code.checked_sub(1)?).ok()?)
}
