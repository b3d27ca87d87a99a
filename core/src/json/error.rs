//! Why a text is no dossier, and where.

use core::fmt::{self, Write};

use serde::de;

use crate::problem::Problem;
use crate::regulation::{EndsBeforeItStarts, MembershipIsOnePoint};
use crate::{Date, HoursPerWeek, Points, Reference};

/// Why a text is no dossier: what is wrong, where, and what was expected. It holds nothing of the dossier itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    pub(super) flaw: Flaw,
    pub(super) pointer: Pointer,
    pub(super) at: usize,
}

impl TextError {
    /// What is wrong.
    #[must_use]
    pub const fn problem(&self) -> Problem {
        self.flaw.problem
    }

    /// The place in the dossier, as a JSON pointer (RFC 6901).
    #[must_use]
    pub const fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// The byte of the text at which it was seen, from 0.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// What was expected, to stand behind what is wrong: `, expected one of junior, senior`. Empty where nothing is to
    /// be said.
    pub const fn expected(&self) -> impl fmt::Display + '_ {
        &self.flaw.expected
    }

    /// The field that is missing, where one is.
    #[must_use]
    pub const fn missing(&self) -> Option<&'static str> {
        match self.flaw {
            Flaw { problem: Problem::MissingField, expected: Expected::Text(name) } => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.problem().text(), self.at)?;
        if !self.pointer.0.is_empty() {
            write!(f, " ({})", self.pointer)?;
        }
        write!(f, "{}", self.flaw.expected)
    }
}

impl core::error::Error for TextError {}

/// What stops the reader: a [`TextError`] but for its place, which the reader knows.
///
/// It is small because it is handed up through every level of a dossier: a large one makes the code of this reader a
/// fifth larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    problem: Problem,
    expected: Expected,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Nothing,
    Text(&'static str),
    Byte(u8),
    CommaOr(u8),
    AtMost(u16),
    OneOf(&'static [&'static str]),
}

/// What our own types say they expect. Serde hands that on as something to be displayed; it is looked up here to be
/// kept without room for a text.
const EXPECTATIONS: [&str; 7] = [
    Reference::EXPECTED,
    Date::EXPECTED,
    Points::EXPECTED,
    HoursPerWeek::EXPECTED,
    crate::set::EXPECTED,
    EndsBeforeItStarts::EXPECTED,
    MembershipIsOnePoint::EXPECTED,
];

impl Expected {
    /// What one of our own types says it expects.
    fn said(expected: &dyn fmt::Display) -> Self {
        let mut text = heapless::String::<80>::new();
        // what does not fit is none of ours
        let _ = write!(text, "{expected}");
        EXPECTATIONS.iter().find(|known| **known == text).map_or(Self::Nothing, |known| Self::Text(known))
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Text(text) | Self::OneOf([text]) => write!(f, ", expected {text}"),
            Self::Byte(byte) => write!(f, ", expected {}", char::from(*byte)),
            Self::CommaOr(byte) => write!(f, ", expected , or {}", char::from(*byte)),
            Self::AtMost(count) => write!(f, ", expected at most {count}"),
            Self::OneOf(names) => {
                f.write_str(", expected one of")?;
                names
                    .iter()
                    .enumerate()
                    .try_for_each(|(place, name)| write!(f, "{} {name}", if place == 0 { "" } else { "," }))
            }
        }
    }
}

impl Flaw {
    pub(super) const fn new(problem: Problem) -> Self {
        Self::expecting(problem, Expected::Nothing)
    }

    pub(super) const fn expecting(problem: Problem, expected: Expected) -> Self {
        Self { problem, expected }
    }

    pub(super) const fn syntax(expected: &'static str) -> Self {
        Self::expecting(Problem::Syntax, Expected::Text(expected))
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.problem.text(), self.expected)
    }
}

impl core::error::Error for Flaw {}

impl de::Error for Flaw {
    fn custom<T: fmt::Display>(expected: T) -> Self {
        // the errors of our own types say what they ask, not what they found
        Self::expecting(Problem::InvalidValue, Expected::said(&expected))
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::expecting(Problem::WrongType, Expected::said(&expected))
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::expecting(Problem::InvalidValue, Expected::said(&expected))
    }

    fn invalid_length(length: usize, _: &dyn de::Expected) -> Self {
        // a full list reports the length that it cannot take
        Self::expecting(Problem::TooMany, Expected::AtMost(length.saturating_sub(1) as u16))
    }

    fn unknown_variant(_: &str, names: &'static [&'static str]) -> Self {
        Self::expecting(Problem::UnknownName, Expected::OneOf(names))
    }

    fn missing_field(name: &'static str) -> Self {
        Self::expecting(Problem::MissingField, Expected::Text(name))
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::new(Problem::RepeatedField)
    }
}

/// A place in a dossier, as a JSON pointer (RFC 6901): `/work/3/proof`. The dossier as a whole is the empty text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Pointer(heapless::Vec<Step, 6>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Field(&'static str),
    Item(u16),
}

impl Pointer {
    pub(super) fn push(&mut self, step: Step) {
        // the contract is five steps deep; a reader that went further would have stopped
        let _ = self.0.push(step);
    }

    pub(super) fn pop(&mut self) {
        self.0.pop();
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| match step {
            Step::Field(name) => write!(f, "/{name}"),
            Step::Item(place) => write!(f, "/{place}"),
        })
    }
}
