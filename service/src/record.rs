//! One record: the bytes of a dossier, or why they are none.

use std::fmt;

use registertoets_core::wire::DecodeError;
use registertoets_core::{Dossier, Problem, json, wire};

use crate::form::DossierForm;

/// Why a record could not be judged. It holds nothing of the dossier itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// What is wrong; its code is stable.
    pub problem: Problem,
    /// What is wrong, where, and what was expected, in words.
    pub detail: String,
    /// The place in the dossier, as a JSON pointer, where there is one.
    pub pointer: Option<String>,
}

impl RecordError {
    /// An error of the record as a whole.
    #[must_use]
    pub fn whole(problem: Problem, detail: impl Into<String>) -> Self {
        Self { problem, detail: detail.into(), pointer: None }
    }

    /// What is wrong with a text, told of another byte and another place than those at which it was met.
    pub(crate) fn in_text(error: &json::TextError, at: usize, pointer: String) -> Self {
        let (what, expected) = (error.problem().text(), error.expected());
        let pointer = place(pointer);
        let detail = match &pointer {
            None => format!("{what} at byte {at}{expected}"),
            Some(pointer) => format!("{what} at byte {at} ({pointer}){expected}"),
        };
        Self { problem: error.problem(), detail, pointer }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for RecordError {}

fn place(pointer: String) -> Option<String> {
    if pointer.is_empty() { None } else { Some(pointer) }
}

impl From<json::TextError> for RecordError {
    fn from(error: json::TextError) -> Self {
        Self { problem: error.problem(), detail: error.to_string(), pointer: place(error.pointer().to_string()) }
    }
}

impl From<DecodeError> for RecordError {
    fn from(error: DecodeError) -> Self {
        Self { problem: error.problem(), detail: error.to_string(), pointer: place(error.pointer().to_string()) }
    }
}

/// Reads one dossier from the bytes of one record, without the length that a binary stream has in front of it.
///
/// # Errors
/// When the bytes are not exactly one valid dossier of that form.
pub fn read(form: DossierForm, bytes: &[u8]) -> Result<Dossier, RecordError> {
    let mut dossier = Dossier::unread();
    read_into(form, bytes, &mut dossier)?;
    Ok(dossier)
}

/// Reads one dossier into a place that exists already: see [`read`].
///
/// # Errors
/// When the bytes are not exactly one valid dossier of that form. `dossier` is then a mixture.
pub fn read_into(form: DossierForm, bytes: &[u8], dossier: &mut Dossier) -> Result<(), RecordError> {
    match form {
        DossierForm::Ndjson | DossierForm::Json => Ok(json::decode_into(bytes, dossier)?),
        DossierForm::Postcard => Ok(wire::decode_into(bytes, dossier)?),
    }
}
