//! What is wrong with bytes that are no dossier or outcome, and where.

use core::fmt;

use crate::Named;
use crate::name::names;
use crate::problem::Problem;

names! {
    /// A field of a dossier or outcome that can be wrong; the name is its place, the fields within fields included.
    pub(super) enum Field {
        Whole = "",
        Reference = "reference",
        AssessedOn = "assessed_on",
        // of a dossier
        Request = "request",
        Declarations = "declarations",
        Documents = "documents",
        Registration = "registration",
        RegistrationStart = "registration/start",
        Vog = "vog",
        VogIssuedOn = "vog/issued_on",
        Training = "training",
        TrainingCompleted = "training/completed",
        Diplomas = "diplomas",
        ObtainedOn = "obtained_on",
        Work = "work",
        From = "from",
        Until = "until",
        HoursPerWeek = "hours_per_week",
        Tasks = "tasks",
        Proof = "proof",
        EmployerSignedOn = "proof/employer_declaration/signed_on",
        OwnSignedOn = "proof/self_employed/signed_on",
        Activities = "activities",
        On = "on",
        Kind = "kind",
        Points = "points",
        // of an outcome
        Regulation = "regulation",
        Verdict = "verdict",
        Findings = "findings",
        Rule = "rule",
        Status = "status",
        Have = "have",
        Need = "need",
        PointsAccredited = "points/accredited",
        PointsReflection = "points/reflection",
        PointsOther = "points/other",
        RegistrationCategory = "registration/category",
        RegistrationEnd = "registration/end",
        Eligible = "eligible",
        Notices = "notices",
    }
}

/// Why bytes are no dossier or outcome: what is wrong, in which field, at which byte.
///
/// It holds nothing of the dossier itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pub(super) problem: Problem,
    pub(super) field: Field,
    pub(super) item: Option<(Field, u16)>,
    pub(super) at: u32,
}

impl DecodeError {
    /// What is wrong.
    #[must_use]
    pub const fn problem(&self) -> Problem {
        self.problem
    }

    /// The byte at which the field starts, from 0.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at as usize
    }

    /// The place in the dossier, as a JSON pointer (RFC 6901); the dossier as a whole is the empty text.
    #[must_use]
    pub fn pointer(&self) -> impl fmt::Display {
        Place(*self)
    }
}

struct Place(DecodeError);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((list, place)) = self.0.item {
            write!(f, "/{}/{place}", list.name())?;
        }
        if self.0.field == Field::Whole { Ok(()) } else { write!(f, "/{}", self.0.field.name()) }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.problem {
            Problem::Trailing => "more bytes after the end",
            other => other.text(),
        };
        write!(f, "{text} at byte {}", self.at)?;
        if self.field == Field::Whole && self.item.is_none() { Ok(()) } else { write!(f, " ({})", self.pointer()) }
    }
}

impl core::error::Error for DecodeError {}
