//! The numbers of verdicts, statuses, rules, categories, notices and languages. They never change their meaning.
//!
//! C gives numbers as plain integers, since anything can stand in them; it gets them as these types.

use registertoets_core::regulation::Rule;
use registertoets_core::text::Language;
use registertoets_core::{Category, Named, Status, Verdict};

use crate::error::{Answer, RegistertoetsError};

/// How many rules there are: their numbers run from 1 up to and including this.
pub const REGISTERTOETS_RULES: u8 = 23;

const _: () = assert!(REGISTERTOETS_RULES as usize == Rule::ALL.len());

/// A language that texts are written in.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistertoetsLanguage {
    /// Dutch, the language of the regulation.
    Nl = 0,
    /// English.
    En = 1,
}

/// What the findings come to.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistertoetsVerdict {
    /// Everything asked is shown.
    Granted = 0,
    /// The regulation does not provide for the case: the board decides.
    Board = 1,
    /// Proof is missing.
    Incomplete = 2,
    /// The dossier shows that a rule is not satisfied.
    Refused = 3,
}

/// What a rule finds in a dossier.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistertoetsStatus {
    /// Satisfied.
    Met = 0,
    /// The dossier shows that it is not satisfied.
    Unmet = 1,
    /// Proof that may exist is not in the dossier.
    Missing = 2,
    /// The regulation does not provide for it: the board decides.
    Board = 3,
}

/// A category of the register.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistertoetsCategory {
    /// In opleiding: on the way to completing the training (article 2).
    InOpleiding = 0,
    /// Junior.
    Junior = 1,
    /// Senior: with work experience.
    Senior = 2,
}

/// A remark that does not bear on the verdict. In a set of notices, it is the bit with this number.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistertoetsNotice {
    /// The day judged on lies before 1 May 2021, when this version of the regulation took force.
    NotYetInForce = 0,
    /// Entry on or after 1 January 2022, when the admission criteria changed.
    CriteriaSuperseded = 1,
    /// An activity lies outside the counted days (article 3.6).
    ActivitiesOutsidePeriod = 2,
    /// Two BCMB memberships in one calendar year: one point.
    MembershipYearRepeated = 3,
    /// A BCMB ambassadorship without appointment: no points.
    AmbassadorNotAppointed = 4,
    /// SKJ was shown at only one of the two moments: no dispensation.
    SkjShownOnce = 5,
}

/// A rule, by its number in the catalogue. The binary form of an outcome counts from 0, one less.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistertoetsRule {
    /// The four declarations.
    Declarations = 1,
    /// No ruling is known.
    Ruling = 2,
    /// No other registration is in force.
    SingleRegistration = 3,
    /// A registration is held that the request can go on from. Compares days.
    RegistrationHeld = 4,
    /// A certificate of conduct of a natural person.
    VogHeld = 5,
    /// Its screening profile.
    VogProfile = 6,
    /// Its age. Compares days.
    VogAge = 7,
    /// Its original.
    VogOriginal = 8,
    /// A diploma that opens the category.
    Diploma = 9,
    /// The DUO extract of the diploma.
    DuoExtract = 10,
    /// The client-supporter training.
    Training = 11,
    /// The request for the category In opleiding.
    InOpleidingRequest = 12,
    /// The undertaking to complete the training.
    CompletionCommitment = 13,
    /// The curriculum vitae.
    CurriculumVitae = 14,
    /// Supervision by a Senior.
    Supervision = 15,
    /// The declaration that ends the supervision.
    SupervisionDeclaration = 16,
    /// The training completed within a year. Compares days.
    TrainingDeadline = 17,
    /// Hours of work in five years. Compares hours.
    WorkHours = 18,
    /// Hours of work a week now. Compares hours a week.
    WorkCurrent = 19,
    /// Dispensation for who is in the SKJ register.
    SkjDispensation = 20,
    /// Points in all. Compares points.
    PointsTotal = 21,
    /// Accredited points. Compares points.
    PointsAccredited = 22,
    /// Points for reflection. Compares points.
    PointsReflection = 23,
}

impl From<Verdict> for RegistertoetsVerdict {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Granted => Self::Granted,
            Verdict::Board => Self::Board,
            Verdict::Incomplete => Self::Incomplete,
            Verdict::Refused => Self::Refused,
        }
    }
}

impl From<Status> for RegistertoetsStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Met => Self::Met,
            Status::Unmet => Self::Unmet,
            Status::Missing => Self::Missing,
            Status::Board => Self::Board,
        }
    }
}

impl From<Category> for RegistertoetsCategory {
    fn from(category: Category) -> Self {
        match category {
            Category::InOpleiding => Self::InOpleiding,
            Category::Junior => Self::Junior,
            Category::Senior => Self::Senior,
        }
    }
}

impl From<Rule> for RegistertoetsRule {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::Declarations => Self::Declarations,
            Rule::Ruling => Self::Ruling,
            Rule::SingleRegistration => Self::SingleRegistration,
            Rule::RegistrationHeld => Self::RegistrationHeld,
            Rule::VogHeld => Self::VogHeld,
            Rule::VogProfile => Self::VogProfile,
            Rule::VogAge => Self::VogAge,
            Rule::VogOriginal => Self::VogOriginal,
            Rule::Diploma => Self::Diploma,
            Rule::DuoExtract => Self::DuoExtract,
            Rule::Training => Self::Training,
            Rule::InOpleidingRequest => Self::InOpleidingRequest,
            Rule::CompletionCommitment => Self::CompletionCommitment,
            Rule::CurriculumVitae => Self::CurriculumVitae,
            Rule::Supervision => Self::Supervision,
            Rule::SupervisionDeclaration => Self::SupervisionDeclaration,
            Rule::TrainingDeadline => Self::TrainingDeadline,
            Rule::WorkHours => Self::WorkHours,
            Rule::WorkCurrent => Self::WorkCurrent,
            Rule::SkjDispensation => Self::SkjDispensation,
            Rule::PointsTotal => Self::PointsTotal,
            Rule::PointsAccredited => Self::PointsAccredited,
            Rule::PointsReflection => Self::PointsReflection,
        }
    }
}

/// The language with this number.
pub(crate) fn language(number: u8) -> Answer<Language> {
    Language::from_number(number).ok_or(RegistertoetsError::UnknownLanguage)
}

/// The rule with this number of the catalogue.
pub(crate) fn rule(number: u8) -> Answer<Rule> {
    number.checked_sub(1).and_then(Rule::from_number).ok_or(RegistertoetsError::UnknownNumber)
}

/// The member of a closed list with this number.
pub(crate) fn member<T: Named>(number: u8) -> Answer<T> {
    T::from_number(number).ok_or(RegistertoetsError::UnknownNumber)
}

#[cfg(test)]
mod tests {
    use registertoets_core::Notice;

    use super::*;

    #[test]
    fn numbers_are_those_of_the_binary_form() {
        for verdict in Verdict::ALL {
            assert_eq!(RegistertoetsVerdict::from(*verdict) as u8, verdict.number());
        }
        for status in Status::ALL {
            assert_eq!(RegistertoetsStatus::from(*status) as u8, status.number());
        }
        for category in Category::ALL {
            assert_eq!(RegistertoetsCategory::from(*category) as u8, category.number());
        }
        assert_eq!(RegistertoetsLanguage::Nl as u8, Language::Nl.number());
        assert_eq!(RegistertoetsLanguage::En as u8, Language::En.number());
        for (number, notice) in [
            (RegistertoetsNotice::NotYetInForce, Notice::NotYetInForce),
            (RegistertoetsNotice::CriteriaSuperseded, Notice::CriteriaSuperseded),
            (RegistertoetsNotice::ActivitiesOutsidePeriod, Notice::ActivitiesOutsidePeriod),
            (RegistertoetsNotice::MembershipYearRepeated, Notice::MembershipYearRepeated),
            (RegistertoetsNotice::AmbassadorNotAppointed, Notice::AmbassadorNotAppointed),
            (RegistertoetsNotice::SkjShownOnce, Notice::SkjShownOnce),
        ] {
            assert_eq!(number as u8, notice.number());
        }
        assert_eq!(Notice::ALL.len(), 6);
        assert_eq!(Language::ALL.len(), 2);
    }

    #[test]
    fn rules_are_numbered_as_in_the_catalogue() {
        for listed in Rule::ALL {
            let number = RegistertoetsRule::from(*listed) as u8;
            assert_eq!(number, listed.entry().number);
            assert_eq!(rule(number), Ok(*listed));
        }
        for number in [0, REGISTERTOETS_RULES + 1, 255] {
            assert_eq!(rule(number), Err(RegistertoetsError::UnknownNumber));
        }
    }
}
