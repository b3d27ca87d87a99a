//! What can be wrong with bytes, and with a call.

use core::ffi::c_char;

use registertoets_core::Problem;

/// What a call came to. 0 is success, so `if (error)` does what it says.
///
/// From 1 on, the call itself was wrong; from 64 on, the bytes are no dossier or outcome. That a dossier is not granted
/// is neither: it is an outcome.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistertoetsError {
    /// Nothing is wrong.
    None = 0,
    /// A pointer that may not be NULL is.
    NullPointer = 1,
    /// A pointer to a dossier, outcome or fault is not aligned as one must be.
    Misaligned = 2,
    /// Memory that is read from and memory that is written to overlap.
    Overlap = 3,
    /// More bytes than an object in memory can have: a length that went below zero, perhaps.
    ImpossibleLength = 4,
    /// The memory holds no dossier, outcome or fault: none was written to it, or the call that should have failed.
    NothingThere = 5,
    /// The buffer is too small for what is to be written to it.
    BufferTooSmall = 6,
    /// No number of a language.
    UnknownLanguage = 7,
    /// No number of a rule, verdict, status, category or notice.
    UnknownNumber = 8,
    /// There is no such finding: the outcome has fewer, or the rule did not apply.
    NoSuchFinding = 9,
    /// No day that can be judged on or told: outside the range, or not in the calendar.
    DayOutOfRange = 10,
    /// The bytes end before the record does.
    CutOff = 64,
    /// Bytes follow the end of the record.
    Trailing = 65,
    /// The first byte is no version of the binary form that this library knows.
    UnknownVersion = 66,
    /// An integer takes more bytes than it needs.
    NotCanonical = 67,
    /// A code, bit or number without a meaning.
    InvalidValue = 68,
    /// A list is longer than it may be.
    TooMany = 69,
    /// A record is longer than any dossier.
    TooLong = 70,
}

/// What a call comes to in Rust.
pub(crate) type Answer<T = ()> = Result<T, RegistertoetsError>;

impl RegistertoetsError {
    /// The code of an answer.
    pub(crate) fn of(answer: Answer) -> Self {
        answer.err().unwrap_or(Self::None)
    }
}

impl From<Problem> for RegistertoetsError {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::CutOff => Self::CutOff,
            Problem::Trailing => Self::Trailing,
            Problem::UnknownVersion => Self::UnknownVersion,
            Problem::NotCanonical => Self::NotCanonical,
            Problem::TooMany => Self::TooMany,
            Problem::TooLong => Self::TooLong,
            Problem::InvalidValue => Self::InvalidValue,
            // problems of text, which is not read here
            Problem::Syntax
            | Problem::Encoding
            | Problem::WrongType
            | Problem::UnknownField
            | Problem::RepeatedField
            | Problem::MissingField
            | Problem::UnknownName => Self::InvalidValue,
        }
    }
}

/// An error with its name, for programs, and its text, for people: both with zeros behind them.
// in their places rather than behind pointers, so that a program that asks for neither does not hold them
struct Row {
    error: RegistertoetsError,
    name: [u8; 20],
    text: [u8; 68],
}

const fn row(error: RegistertoetsError, name: &str, text: &str) -> Row {
    Row { error, name: with_zeros(name), text: with_zeros(text) }
}

/// A text with zeros behind it: at least one.
const fn with_zeros<const N: usize>(text: &str) -> [u8; N] {
    assert!(text.len() < N);
    let mut bytes = [0; N];
    if let Some((place, _)) = bytes.split_at_mut_checked(text.len()) {
        place.copy_from_slice(text.as_bytes());
    }
    bytes
}

use RegistertoetsError as Error;

static ERRORS: [Row; 18] = [
    row(Error::None, "none", "nothing is wrong"),
    row(Error::NullPointer, "null_pointer", "a pointer is NULL that may not be"),
    row(Error::Misaligned, "misaligned", "a pointer is not aligned"),
    row(Error::Overlap, "overlap", "memory that is read from and memory that is written to overlap"),
    row(Error::ImpossibleLength, "impossible_length", "more bytes than memory can hold"),
    row(Error::NothingThere, "nothing_there", "nothing was written to this memory"),
    row(Error::BufferTooSmall, "buffer_too_small", "the buffer is too small"),
    row(Error::UnknownLanguage, "unknown_language", "no such language"),
    row(Error::UnknownNumber, "unknown_number", "no such rule, verdict, status, category or notice"),
    row(Error::NoSuchFinding, "no_such_finding", "no such finding"),
    row(Error::DayOutOfRange, "day_out_of_range", "no such day, or none that can be judged on"),
    row(Error::CutOff, "cut_off", "cut off"),
    row(Error::Trailing, "trailing", "more bytes after the end"),
    row(Error::UnknownVersion, "unknown_version", "unknown version"),
    row(Error::NotCanonical, "not_canonical", "integer in more bytes than it needs"),
    row(Error::InvalidValue, "invalid_value", "invalid value"),
    row(Error::TooMany, "too_many", "too many items"),
    row(Error::TooLong, "too_long", "too long"),
];

fn find(error: u8) -> Option<&'static Row> {
    ERRORS.iter().find(|row| row.error as u8 == error)
}

/// The name of an error, for programs: it never changes.
///
/// For errors of bytes it is the code that every other door of Registertoets gives, such as `cut_off`. For a number that
/// is no error it is `unknown`. The text is static.
#[unsafe(no_mangle)]
pub extern "C" fn registertoets_error_name(error: u8) -> *const c_char {
    static UNKNOWN: [u8; 8] = *b"unknown\0";
    find(error).map_or(UNKNOWN.as_ptr(), |row| row.name.as_ptr()).cast()
}

/// An error in words: English, lower case. The text is static.
#[unsafe(no_mangle)]
pub extern "C" fn registertoets_error_text(error: u8) -> *const c_char {
    static UNKNOWN: [u8; 14] = *b"unknown error\0";
    find(error).map_or(UNKNOWN.as_ptr(), |row| row.text.as_ptr()).cast()
}

#[cfg(test)]
mod tests {
    use core::ffi::CStr;

    use registertoets_core::Named;

    use super::*;

    fn name(error: u8) -> &'static str {
        // SAFETY: a static text with a zero behind it
        unsafe { CStr::from_ptr(registertoets_error_name(error)) }.to_str().unwrap()
    }

    fn text(error: u8) -> &'static str {
        // SAFETY: a static text with a zero behind it
        unsafe { CStr::from_ptr(registertoets_error_text(error)) }.to_str().unwrap()
    }

    #[test]
    fn errors_of_bytes_are_named_as_everywhere() {
        let in_binary_form = [
            Problem::CutOff,
            Problem::Trailing,
            Problem::UnknownVersion,
            Problem::NotCanonical,
            Problem::InvalidValue,
            Problem::TooMany,
            Problem::TooLong,
        ];
        for problem in in_binary_form {
            let error = RegistertoetsError::from(problem) as u8;
            assert_eq!(name(error), problem.name());
            if problem != Problem::Trailing {
                assert_eq!(text(error), problem.text());
            }
        }
    }

    #[test]
    fn every_error_has_its_row_once() {
        for (place, row) in ERRORS.iter().enumerate() {
            let number = row.error as u8;
            assert_eq!(find(number).unwrap().error, row.error);
            assert!(name(number) != "unknown" && text(number) != "unknown error");
            assert!(ERRORS.iter().skip(place + 1).all(|other| other.name != row.name && other.text != row.text));
        }
        for number in [11, 63, 71, 255] {
            assert_eq!((name(number), text(number)), ("unknown", "unknown error"));
        }
    }
}
