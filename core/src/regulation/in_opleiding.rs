//! Articles 2 and 3.4: the category In opleiding, on the way in and on the way out.
//!
//! Who enters it asks for it, undertakes to complete the training within a year, shows a curriculum vitae and, until
//! both tests are passed, is supervised by someone in the Senior register. Who goes on from it to Junior or Senior
//! shows the declaration that ends the supervision; doing so after the first year is not provided for (I-3).
//! What the papers say is not judged, but for the supervisor's category.

use super::{Case, Rule};
use crate::finding::{Findings, Status};
use crate::name::names;
use crate::regulation::Training;
use crate::{Category, Set};

/// Time within which the training is to be completed, in months (article 2).
pub const TRAINING_MONTHS_MAX: u16 = 12;

names! {
    /// A paper of the category In opleiding (article 2).
    pub enum Document {
        /// The request for the category.
        InOpleidingRequest = "in_opleiding_request",
        /// The undertaking to complete the training within a year.
        CompletionCommitment = "completion_commitment",
        /// The curriculum vitae.
        CurriculumVitae = "curriculum_vitae",
        /// The undertaking to be supervised.
        SupervisionCommitment = "supervision_commitment",
        /// The declaration that ends the supervision.
        SupervisionDeclaration = "supervision_declaration",
    }
}

pub(super) fn judge(
    case: &Case<'_>,
    documents: Set<Document>,
    supervisor_is_senior: bool,
    training: Option<&Training>,
    findings: &mut Findings,
) {
    let shown = |document| Status::met_or_missing(documents.contains(document));
    match case.entry_target() {
        Some(Category::InOpleiding) => {
            findings.add(Rule::InOpleidingRequest, shown(Document::InOpleidingRequest));
            findings.add(Rule::CompletionCommitment, shown(Document::CompletionCommitment));
            findings.add(Rule::CurriculumVitae, shown(Document::CurriculumVitae));
            if !training.is_some_and(Training::has_both_tests) {
                findings.add(Rule::Supervision, supervision(documents, supervisor_is_senior));
            }
        }
        Some(Category::Junior | Category::Senior) => {
            if let Some(held) = case.held_in_opleiding() {
                findings.add(Rule::SupervisionDeclaration, shown(Document::SupervisionDeclaration));
                let deadline = held.start.months_later(TRAINING_MONTHS_MAX);
                let status = if case.as_of <= deadline { Status::Met } else { Status::Board };
                findings.add_days(Rule::TrainingDeadline, status, case.as_of, deadline);
            }
        }
        None => {}
    }
}

fn supervision(documents: Set<Document>, supervisor_is_senior: bool) -> Status {
    if documents.contains(Document::SupervisionCommitment) {
        Status::met_or_unmet(supervisor_is_senior)
    } else {
        Status::Missing
    }
}
