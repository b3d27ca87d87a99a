//! Articles 1 (VOG NP) and 4b: the certificate of conduct.
//!
//! An admission and a renewal ask for a certificate of conduct of a natural person, with a relevant screening
//! profile, not older than 12 months, whose original was seen: by post, or by the employer who declares it
//! (Toelichting, Verklaring Omtrent het Gedrag). The last day on which it is accepted is its date plus 12 months,
//! inclusive (I-1); one of a later date than the day judged on is not there yet (I-2). A change asks for none (I-10).
//! Which profile is relevant is for whoever fills the dossier.

use serde::{Deserialize, Serialize};

use super::{Case, Rule};
use crate::Date;
use crate::finding::{Findings, Status};
use crate::name::names;

/// Oldest certificate that is accepted, in months (article 1, VOG NP; article 4b).
pub const VOG_MONTHS_MAX: u16 = 12;

names! {
    /// Whose conduct a certificate is about.
    pub enum VogSubject {
        /// A person (VOG NP): what is asked for.
        NaturalPerson = "natural_person",
        /// An organisation (VOG RP).
        LegalPerson = "legal_person",
    }
}

names! {
    /// How the original of a certificate was shown (Toelichting, Verklaring Omtrent het Gedrag).
    pub enum VogOriginal {
        /// Sent by post.
        Posted = "posted",
        /// The employer declares to have seen it.
        EmployerDeclaration = "employer_declaration",
        /// Not shown.
        NotShown = "not_shown",
    }
}

/// A certificate of conduct (VOG).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Vog {
    /// Day of issue.
    pub issued_on: Date,
    /// Whose conduct it is about.
    pub subject: VogSubject,
    /// The screening profile is relevant to the work.
    pub relevant_profile: bool,
    /// How its original was shown.
    pub original: VogOriginal,
}

#[cfg_attr(not(feature = "speed"), inline(never))]
pub(super) fn judge(case: &Case<'_>, vog: Option<&Vog>, findings: &mut Findings) {
    if !(case.is_admission() || case.is_renewal()) {
        return;
    }
    let Some(vog) = vog.filter(|vog| case.exists(vog.issued_on)) else {
        findings.add(Rule::VogHeld, Status::Missing);
        return;
    };
    findings.add(Rule::VogHeld, Status::met_or_unmet(vog.subject == VogSubject::NaturalPerson));
    findings.add(Rule::VogProfile, Status::met_or_unmet(vog.relevant_profile));
    vog_age(case, vog, findings);
    findings.add(Rule::VogOriginal, Status::met_or_missing(vog.original != VogOriginal::NotShown));
}

fn vog_age(case: &Case<'_>, vog: &Vog, findings: &mut Findings) {
    let last_accepted = vog.issued_on.months_later(VOG_MONTHS_MAX);
    let status = Status::met_or_unmet(case.as_of <= last_accepted);
    findings.add_days(Rule::VogAge, status, last_accepted, case.as_of);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::testing::*;
    use crate::{Category, Dossier};

    const RULES: [Rule; 4] = [Rule::VogHeld, Rule::VogProfile, Rule::VogAge, Rule::VogOriginal];

    fn with_vog(vog: Vog) -> Dossier {
        let mut dossier = admission(Category::Junior);
        dossier.vog = Some(vog);
        dossier
    }

    fn judged_on(assessed_on: &str, issued_on: &str) -> Dossier {
        let mut dossier = with_vog(vog(issued_on));
        dossier.assessed_on = date(assessed_on);
        dossier
    }

    #[test]
    fn a_vog_of_a_natural_person_is_asked_on_admission_and_renewal() {
        for dossier in [admission(Category::Junior), renewal(Category::Junior)] {
            for rule in RULES {
                assert_finds(&dossier, rule, Status::Met);
            }
        }
    }

    #[test]
    fn a_change_and_a_conversion_ask_for_no_vog() {
        for mut dossier in [change(Category::Junior), conversion()] {
            for shown in [None, Some(vog("2021-03-15"))] {
                dossier.vog = shown;
                RULES.iter().for_each(|rule| assert_does_not_apply(&dossier, *rule));
            }
        }
    }

    #[test]
    fn without_a_vog_only_the_vog_itself_is_missing() {
        for mut dossier in [admission(Category::Junior), renewal(Category::Junior)] {
            dossier.vog = None;
            assert_finds(&dossier, Rule::VogHeld, Status::Missing);
            RULES[1..].iter().for_each(|rule| assert_does_not_apply(&dossier, *rule));
        }
    }

    #[test]
    fn a_vog_of_a_legal_person_is_unmet_and_judged_all_the_same() {
        let dossier = with_vog(Vog { subject: VogSubject::LegalPerson, ..vog("2021-03-15") });
        assert_finds(&dossier, Rule::VogHeld, Status::Unmet);
        RULES[1..].iter().for_each(|rule| assert_finds(&dossier, *rule, Status::Met));
    }

    #[test]
    fn a_screening_profile_that_is_not_relevant_is_unmet() {
        let dossier = with_vog(Vog { relevant_profile: false, ..vog("2021-03-15") });
        assert_finds(&dossier, Rule::VogProfile, Status::Unmet);
    }

    #[test]
    fn an_original_is_posted_or_seen_by_the_employer() {
        for (original, expected) in [
            (VogOriginal::Posted, Status::Met),
            (VogOriginal::EmployerDeclaration, Status::Met),
            (VogOriginal::NotShown, Status::Missing),
        ] {
            assert_finds(&with_vog(Vog { original, ..vog("2021-03-15") }), Rule::VogOriginal, expected);
        }
    }

    #[test]
    fn a_vog_of_exactly_twelve_months_is_accepted() {
        let dossier = judged_on("2021-06-01", "2020-06-01");
        assert_measures(&dossier, Rule::VogAge, Status::Met, "2021-06-01", "2021-06-01");
    }

    #[test]
    fn a_vog_of_twelve_months_and_a_day_is_too_old() {
        let dossier = judged_on("2021-06-01", "2020-05-31");
        assert_measures(&dossier, Rule::VogAge, Status::Unmet, "2021-05-31", "2021-06-01");
    }

    #[test]
    fn a_vog_of_29_february_is_accepted_through_28_february() {
        let last = judged_on("2021-02-28", "2020-02-29");
        assert_measures(&last, Rule::VogAge, Status::Met, "2021-02-28", "2021-02-28");
        let after = judged_on("2021-03-01", "2020-02-29");
        assert_measures(&after, Rule::VogAge, Status::Unmet, "2021-02-28", "2021-03-01");
        // and one of 28 February not a day longer, where the year after is the leap year
        assert_finds(&judged_on("2020-02-28", "2019-02-28"), Rule::VogAge, Status::Met);
        assert_finds(&judged_on("2020-02-29", "2019-02-28"), Rule::VogAge, Status::Unmet);
    }

    #[test]
    fn a_vog_issued_on_the_judged_day_exists_and_one_of_the_day_after_does_not() {
        assert_finds(&judged_on("2021-06-01", "2021-06-01"), Rule::VogHeld, Status::Met);
        let not_yet = judged_on("2021-06-01", "2021-06-02");
        assert_finds(&not_yet, Rule::VogHeld, Status::Missing);
        RULES[1..].iter().for_each(|rule| assert_does_not_apply(&not_yet, *rule));
    }
}
