//! Dossiers as JSON text: a strict reader for the one contract, without allocation.
//!
//! It is a serde [`Deserializer`](serde::Deserializer) and not `serde_json`, for three reasons: numbers are judged by
//! their digits and not by the nearest binary fraction, so `7.9999999999999999999` is not taken for 8; a struct is an
//! object and never an array, and a name is a text and never `{"name": null}`; and an error says where, and what was
//! expected, without repeating a word of the dossier.
//!
//! Before it comes a reader for the usual layouts alone, which is several times as fast and gives up on anything else. It
//! takes some 25 KB of code: where that is scarce, leave out the feature `speed`; every answer stays the same.

mod deserializer;
mod error;
mod reader;
#[cfg(feature = "speed")]
mod usual;

use serde::Deserialize;

use self::error::Flaw;
pub use self::error::{Pointer, TextError};
use self::reader::Reader;
use crate::Dossier;
use crate::problem::Problem;

/// Reads a dossier from its JSON text.
///
/// White space around it is allowed; anything else is not.
///
/// ```
/// use registertoets_core::json;
/// let error = json::decode(br#"{"reference": "x", "assessed_on": "2021-02-29"}"#).unwrap_err();
/// assert_eq!(error.problem().code(), "invalid_value");
/// assert_eq!(error.pointer().to_string(), "/assessed_on");
/// ```
///
/// # Errors
/// When the text is not exactly one valid dossier.
pub fn decode(text: &[u8]) -> Result<Dossier, TextError> {
    #[cfg(feature = "speed")]
    {
        let mut dossier = Dossier::unread();
        if usual::read_into(text, &mut dossier).is_some() {
            return Ok(dossier);
        }
    }
    decode_any_layout(text)
}

/// Reads a dossier from its JSON text into a place that exists already, which saves time: see [`decode`].
///
/// # Errors
/// When the text is not exactly one valid dossier. `dossier` is then well-formed, but a mixture of what it was and what
/// was read.
pub fn decode_into(text: &[u8], dossier: &mut Dossier) -> Result<(), TextError> {
    #[cfg(feature = "speed")]
    if usual::read_into(text, dossier).is_some() {
        return Ok(());
    }
    *dossier = decode_any_layout(text)?;
    Ok(())
}

/// Reads a dossier in any spelling that JSON has, and says what is wrong with what is none.
fn decode_any_layout(text: &[u8]) -> Result<Dossier, TextError> {
    let mut reader = Reader { text, at: 0, pointer: Pointer::default() };
    let dossier = Dossier::deserialize(&mut reader).and_then(|dossier| {
        reader.skip_white_space();
        if reader.at == text.len() { Ok(dossier) } else { Err(Flaw::new(Problem::Trailing)) }
    });
    dossier.map_err(|flaw| TextError { flaw, at: reader.at, pointer: reader.pointer })
}

#[cfg(test)]
mod tests {
    use std::string::{String, ToString};

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Pair {
        Of(bool, bool),
    }

    fn refusal<'de, T: Deserialize<'de> + core::fmt::Debug>(text: &str) -> String {
        let mut reader = Reader { text: text.as_bytes(), at: 0, pointer: Pointer::default() };
        T::deserialize(&mut reader).unwrap_err().to_string()
    }

    #[test]
    fn a_type_that_the_contract_does_not_hold_is_not_read() {
        assert_eq!(refusal::<char>("\"x\""), "wrong type");
        assert_eq!(refusal::<u8>("1"), "wrong type");
        assert_eq!(refusal::<Pair>(r#"{"of": [true, true]}"#), "wrong type");
    }

    #[test]
    fn two_escapes_are_one_character_beyond_the_first_65536() {
        for (text, character) in [
            (r#""\ud800\udc00""#, "\u{10000}"),
            (r#""\ud83d\ude00""#, "\u{1F600}"),
            (r#""\udbff\udfff""#, "\u{10FFFF}"),
        ] {
            let mut reader = Reader { text: text.as_bytes(), at: 0, pointer: Pointer::default() };
            assert_eq!(reader.text(&mut reader::Unescaped::new(), "a text"), Ok(character));
        }
    }
}
