//! Receipts: what it takes to prove later that this outcome was given to this dossier.

use std::borrow::Cow;

use registertoets_core::limits::{DOSSIER_BYTES_MAX, OUTCOME_BYTES_MAX};
use registertoets_core::{Date, Dossier, Outcome, REGULATION, wire};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// The version of this program.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// What an outcome can be proven with: whoever keeps it beside the dossier can have the outcome judged again.
///
/// The digests are those of the binary forms, of which a dossier and an outcome have one each (`core/FORMAT.md`), so
/// that it matters nothing how either was written or how much of the outcome was told. They hide nothing from who can
/// guess the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The version of the regulation.
    pub regulation: u8,
    /// The version of the program.
    pub program: Cow<'static, str>,
    /// The day that was judged on.
    pub assessed_on: Date,
    /// SHA-256 of the binary form of the dossier, as it was sent: with its own day.
    pub dossier_sha256: Digest,
    /// SHA-256 of the binary form of the outcome.
    pub outcome_sha256: Digest,
}

impl Receipt {
    /// The receipt of an outcome that this program gave to a dossier.
    #[must_use]
    pub fn new(dossier: &Dossier, outcome: &Outcome) -> Self {
        let mut buffer = [0; DOSSIER_BYTES_MAX];
        // a buffer of that size takes any dossier
        Self::of_record(wire::encode(dossier, &mut buffer).unwrap_or_default(), outcome)
    }

    /// The same, of the dossier in this binary form.
    #[must_use]
    pub fn of_record(dossier: &[u8], outcome: &Outcome) -> Self {
        let mut buffer = [0; OUTCOME_BYTES_MAX];
        Self {
            regulation: REGULATION,
            program: Cow::Borrowed(PROGRAM),
            assessed_on: outcome.assessed_on,
            dossier_sha256: Digest::of(dossier),
            // a buffer of that size takes any outcome
            outcome_sha256: Digest::of(wire::encode_outcome(outcome, &mut buffer).unwrap_or_default()),
        }
    }
}
