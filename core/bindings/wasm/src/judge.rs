//! One call: which form comes in, which goes out, and the day that is judged on.

#[cfg(feature = "json")]
use registertoets_core::json::{self, TextError};
use registertoets_core::limits::DOSSIER_BYTES_MAX;
#[cfg(feature = "json")]
use registertoets_core::limits::TEXT_BYTES_MAX;
#[cfg(feature = "json")]
use registertoets_core::text::Language;
use registertoets_core::wire::{self, DecodeError};
use registertoets_core::{Date, Outcome};
#[cfg(feature = "json")]
use registertoets_core::{Dossier, evaluate_as_of};

use crate::{Answer, tell};

/// A form that dossiers come in.
#[derive(Clone, Copy)]
enum From {
    Binary,
    #[cfg(feature = "json")]
    Json,
}

impl From {
    /// The form with a code, if the module was built with it.
    const fn of(code: u32) -> Option<Self> {
        match code {
            0 => Some(Self::Binary),
            #[cfg(feature = "json")]
            1 => Some(Self::Json),
            _ => None,
        }
    }
}

/// A form that outcomes go out in.
#[derive(Clone, Copy)]
enum To {
    Binary,
    /// With a sentence at each finding where there is a language.
    #[cfg(feature = "json")]
    Json(Option<Language>),
}

impl To {
    /// The form with a code and a language, if the module was built with it.
    fn of(code: u32, language: u32) -> Option<Self> {
        match (code, language) {
            (0, 0) => Some(Self::Binary),
            #[cfg(feature = "json")]
            (1, 0) => Some(Self::Json(None)),
            #[cfg(feature = "sentences")]
            (1, code) => Some(Self::Json(Some(crate::language_of(code)?))),
            _ => None,
        }
    }
}

/// Why the input is no dossier.
pub enum Unreadable {
    /// The text is none.
    #[cfg(feature = "json")]
    Text(TextError),
    /// The bytes are none.
    Bytes(DecodeError),
    /// It is longer than any; so many bytes would be the most.
    TooLong(usize),
}

/// How one dossier is judged and its outcome told.
pub struct Judging {
    from: From,
    to: To,
    as_of: Option<Date>,
}

impl Judging {
    /// What the codes of a call ask for, if they go together.
    pub fn of(from: u32, to: u32, language: u32, as_of: u32) -> Option<Self> {
        let as_of = if as_of == 0 { None } else { Some(date(as_of)?) };
        Some(Self { from: From::of(from)?, to: To::of(to, language)?, as_of })
    }

    /// Judges the dossier in `input`, which is none where it did not fit, and writes the answer to `output`.
    pub fn answer(&self, input: Option<&[u8]>, output: &mut [u8]) -> Option<Answer> {
        match self.outcome(input) {
            Ok(outcome) => self.tell(&outcome, output).map(Answer::Told),
            Err(why) => tell::with(output, |json| tell::unreadable(json, &why)).map(Answer::Unreadable),
        }
    }

    fn outcome(&self, input: Option<&[u8]>) -> Result<Outcome, Unreadable> {
        match self.from {
            From::Binary => {
                let bytes = input.filter(|bytes| bytes.len() <= DOSSIER_BYTES_MAX);
                self.judge_bytes(bytes.ok_or(Unreadable::TooLong(DOSSIER_BYTES_MAX))?)
            }
            #[cfg(feature = "json")]
            From::Json => {
                let text = input.ok_or(Unreadable::TooLong(TEXT_BYTES_MAX))?;
                Ok(self.judge(&json::decode(text).map_err(Unreadable::Text)?))
            }
        }
    }

    /// With JSON there is a judge of whole dossiers in the module anyway, and one that reads along would come on top.
    #[cfg(feature = "json")]
    fn judge_bytes(&self, bytes: &[u8]) -> Result<Outcome, Unreadable> {
        Ok(self.judge(&wire::decode(bytes).map_err(Unreadable::Bytes)?))
    }

    #[cfg(not(feature = "json"))]
    fn judge_bytes(&self, bytes: &[u8]) -> Result<Outcome, Unreadable> {
        wire::evaluate(bytes.iter().copied(), self.as_of).map_err(Unreadable::Bytes)
    }

    #[cfg(feature = "json")]
    fn judge(&self, dossier: &Dossier) -> Outcome {
        evaluate_as_of(dossier, self.as_of.unwrap_or(dossier.assessed_on))
    }

    fn tell(&self, outcome: &Outcome, output: &mut [u8]) -> Option<usize> {
        match self.to {
            To::Binary => wire::encode_outcome(outcome, output).ok().map(<[u8]>::len),
            #[cfg(feature = "json")]
            To::Json(language) => tell::with(output, |json| tell::outcome(json, outcome, language)),
        }
    }
}

/// The date that a number like 20210601 stands for.
fn date(number: u32) -> Option<Date> {
    let year = u16::try_from(number / 10_000).ok()?;
    Date::new(year, (number / 100 % 100) as u8, (number % 100) as u8)
}
