//! What can be wrong with bytes that are to be a dossier or an outcome.

use crate::Named;
use crate::name::names;

names! {
    /// What is wrong with a record. The name is the stable code that programs see.
    pub enum Problem {
        /// The record ends before it is whole.
        CutOff = "cut_off",
        /// The text is not JSON.
        Syntax = "syntax",
        /// The text is not UTF-8.
        Encoding = "encoding",
        /// Another type of value stands where this one belongs.
        WrongType = "wrong_type",
        /// A field that the contract does not know.
        UnknownField = "unknown_field",
        /// A field stands there twice.
        RepeatedField = "repeated_field",
        /// A field that cannot be left out is absent.
        MissingField = "missing_field",
        /// A name that the contract does not know.
        UnknownName = "unknown_name",
        /// A value that the contract does not allow.
        InvalidValue = "invalid_value",
        /// A list with more items than it may hold.
        TooMany = "too_many",
        /// Something follows after the end of the record.
        Trailing = "trailing",
        /// The record is longer than any valid one.
        TooLong = "too_long",
        /// A version of the binary form that is not known here.
        UnknownVersion = "unknown_version",
        /// An integer in more bytes than it needs: there is one binary form a dossier.
        NotCanonical = "not_canonical",
    }
}

impl Problem {
    /// The problem in words, lower case, to stand in front of its place.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::CutOff => "cut off",
            Self::Syntax => "not valid JSON",
            Self::Encoding => "not valid UTF-8",
            Self::WrongType => "wrong type",
            Self::UnknownField => "unknown field",
            Self::RepeatedField => "repeated field",
            Self::MissingField => "missing field",
            Self::UnknownName => "unknown name",
            Self::InvalidValue => "invalid value",
            Self::TooMany => "too many items",
            Self::Trailing => "more text after the end",
            Self::TooLong => "too long",
            Self::UnknownVersion => "unknown version",
            Self::NotCanonical => "integer in more bytes than it needs",
        }
    }

    /// The stable code of the problem.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_words_of_its_own_beside_its_code() {
        for (place, problem) in Problem::ALL.iter().enumerate() {
            assert!(problem.text().starts_with(char::is_lowercase));
            assert!(Problem::ALL.iter().take(place).all(|other| other.text() != problem.text()), "{problem:?}");
            assert_eq!(Problem::from_name(problem.code()), Some(*problem));
        }
        assert_eq!((Problem::TooLong.text(), Problem::TooLong.code()), ("too long", "too_long"));
    }
}
