//! The peers that parse into typed structs and judge by hand.

use std::hint::black_box;
use std::io::{BufRead, Write};

use crate::dossier::Dossier;
use crate::{Result, check, lines};

/// A library that parses JSON into typed structs.
pub trait Parser {
    /// The dossier of a line.
    fn parse(line: &[u8]) -> Result<Dossier<'_>>;
}

/// serde_json.
pub struct SerdeJson;

impl Parser for SerdeJson {
    fn parse(line: &[u8]) -> Result<Dossier<'_>> {
        Ok(serde_json::from_slice(line)?)
    }
}

/// sonic-rs.
pub struct Sonic;

impl Parser for Sonic {
    fn parse(line: &[u8]) -> Result<Dossier<'_>> {
        Ok(sonic_rs::from_slice(line)?)
    }
}

/// Parses every line, and does nothing with what it says.
pub fn parse<P: Parser>(register: &str) -> Result {
    lines::for_each_in(register, |line| {
        black_box(P::parse(line)?);
        Ok(())
    })
}

/// Judges every line.
pub fn judge<P: Parser>(register: &str, answers: &str) -> Result {
    lines::answer_each(register, answers, |line, answer| {
        let dossier = P::parse(line)?;
        let held = dossier.registration.as_ref().ok_or("a plain renewal is of a registration")?;
        check::answer(&dossier, held, answer);
        Ok(())
    })
}

/// Passes on the first lines that are plain renewals with 40 activities, as many as are asked for.
pub fn select(count: usize, register: impl BufRead, mut selection: impl Write) -> Result {
    let mut found = 0;
    lines::for_each(register, |line| {
        let dossier = SerdeJson::parse(line)?;
        if found < count && dossier.activities.len() == 40 && dossier.is_plain_renewal() {
            found += 1;
            selection.write_all(line)?;
            selection.write_all(b"\n")?;
        }
        Ok(())
    })?;
    selection.flush()?;
    if found == count { Ok(()) } else { Err(format!("only {found} of {count} renewals found").into()) }
}
