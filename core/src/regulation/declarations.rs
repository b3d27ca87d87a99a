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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::testing::*;
    use crate::{Category, Named, Verdict};

    #[test]
    fn all_four_declarations_are_met() {
        for dossier in [admission(Category::Junior), renewal(Category::Junior)] {
            assert_finds(&dossier, Rule::Declarations, Status::Met);
        }
    }

    #[test]
    fn a_declaration_left_out_is_missing() {
        for mut dossier in [admission(Category::Junior), renewal(Category::Junior)] {
            for left_out in Declaration::ALL {
                dossier.declarations = Set::FULL.iter().filter(|declaration| declaration != left_out).collect();
                assert_finds(&dossier, Rule::Declarations, Status::Missing);
                assert_verdict(&dossier, Verdict::Incomplete);
            }
            dossier.declarations = Set::EMPTY;
            assert_finds(&dossier, Rule::Declarations, Status::Missing);
        }
    }

    #[test]
    fn a_change_and_a_conversion_ask_for_no_declarations() {
        for dossier in [change(Category::Junior), conversion()] {
            assert_does_not_apply(&dossier, Rule::Declarations);
        }
    }

    #[test]
    fn a_known_ruling_leaves_any_request_to_the_board() {
        for mut dossier in one_of_each_request() {
            assert_finds(&dossier, Rule::Ruling, Status::Met);
            assert_verdict(&dossier, Verdict::Granted);
            dossier.ruling_known = true;
            assert_finds(&dossier, Rule::Ruling, Status::Board);
            assert_verdict(&dossier, Verdict::Board);
        }
    }
}
