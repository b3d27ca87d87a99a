//! The forms that dossiers come in and outcomes go out in, and how much of an outcome is told.

use registertoets_core::{Finding, Status};

/// A form of a register of dossiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
pub enum DossierForm {
    /// One JSON object a line.
    Ndjson,
    /// A JSON array of objects, or objects one after another, laid out freely.
    Json,
    /// Binary records, each behind its length.
    Postcard,
}

/// A form of a stream of outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
pub enum OutcomeForm {
    /// One JSON object a line.
    Ndjson,
    /// Binary records, each behind its length.
    Postcard,
    /// A table with a header line.
    Csv,
}

/// How much of an outcome is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
pub enum Detail {
    /// Everything.
    #[default]
    Full,
    /// Of the findings only those that are not met.
    Failing,
    /// Reference and verdict.
    Verdict,
}

impl Detail {
    /// Whether this finding is told, where findings are.
    pub(crate) fn tells(self, finding: &Finding) -> bool {
        self != Self::Failing || finding.status != Status::Met
    }
}
