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
