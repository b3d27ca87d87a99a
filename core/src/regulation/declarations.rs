//! Registratienormen: the declarations made by registering, and rulings.
//!
//! Who registers declares four things: to endorse the professional code, to work within the professional profile, to
//! be bound by complaint and disciplinary rulings, and to keep to the norms of the register. A ruling that is known
//! can bear on the registration; what it means is for the board (Toelichting, Klachtenregeling and Tuchtrecht).
//! A change asks for no new declarations (I-10). What a ruling says is not judged here.

use super::{Case, Rule};
use crate::Set;
use crate::finding::{Findings, Status};
use crate::name::names;

names! {
    /// A declaration made by registering (Registratienormen).
    pub enum Declaration {
        /// To endorse the professional code.
        ProfessionalCode = "professional_code",
        /// To work in line with the professional profile.
        ProfessionalProfile = "professional_profile",
        /// To be bound by the rulings on complaints (BCMB) and discipline (SKJ).
        ComplaintsAndDiscipline = "complaints_and_discipline",
        /// To keep to the registration norms and the rules of the register.
        RegistrationNorms = "registration_norms",
    }
}

pub(super) fn judge(case: &Case<'_>, declarations: Set<Declaration>, ruling_known: bool, findings: &mut Findings) {
    if case.is_admission() || case.is_renewal() {
        findings.add(Rule::Declarations, Status::met_or_missing(declarations.is_full()));
    }
    findings.add(Rule::Ruling, if ruling_known { Status::Board } else { Status::Met });
}
