//! The law: *Registratiereglement Cliëntondersteuners*, version 10 of 1 May 2021, one file per article.
//!
//! [`evaluate`] takes the articles in legal order and collects what they find. [`RULES`] says what each rule asks and
//! where it stands; [`READINGS`] says how the regulation is read where it leaves room.
//!
//! What is judged is what a dossier says. Fees, general terms, and whether a document is genuine are not.

mod catalogue;
mod declarations;
mod diploma;
mod in_opleiding;
mod points;
mod registration;
mod vog;
mod work;

pub use catalogue::{READINGS, RULES, Reading, Rule, RuleEntry};
pub use declarations::Declaration;
pub use diploma::{DUO_EXTRACT_FROM, Diploma, DiplomaKind, DiplomaProof, Training, TrainingPart, TrainingRoute};
pub use in_opleiding::{Document, TRAINING_MONTHS_MAX};
pub use points::{
    Activities, Activity, ActivityKind, MEMBERSHIP_POINTS, MembershipIsOnePoint, NORM, NORM_WITH_SKJ, PointsNorm,
};
pub use registration::{BASIS_MONTHS, REGISTRATION_MONTHS, RegisteredAs, Registration};
pub use vog::{VOG_MONTHS_MAX, Vog, VogOriginal, VogSubject};
pub use work::{
    DECLARATION_MONTHS_MAX, EndsBeforeItStarts, HOURS_MIN, HOURS_MONTHS, HOURS_PER_WEEK_MIN, Task, WorkPeriod,
    WorkProof,
};

use self::points::Tally;
use crate::finding::Findings;
use crate::outcome::{Notice, Outcome, PointsByKind, Verdict};
use crate::{Category, Date, Day, Dossier, Named, Request, Set};

/// First day on which version 10 of the regulation is in force.
pub const IN_FORCE_FROM: Day = Day::of(2021, 5, 1);
/// First day on which other admission criteria hold (preamble).
pub const CRITERIA_SUPERSEDED_FROM: Day = Day::of(2022, 1, 1);

/// Judges a dossier on its own day.
///
/// Total: any dossier has an outcome, and the same one everywhere.
///
/// ```
/// use registertoets_core::{Status, Verdict, evaluate, json, regulation::Rule};
/// let dossier = json::decode(br#"{
///     "reference": "4610-000004", "assessed_on": "2021-06-01", "request": "basis_conversion",
///     "registration": {"category": "basis", "start": "2019-02-28"}
/// }"#).unwrap();
/// let outcome = evaluate(&dossier);
/// assert_eq!(outcome.verdict(), Verdict::Granted);
/// assert_eq!(outcome.findings.of(Rule::RegistrationHeld).unwrap().status, Status::Met);
/// assert_eq!(outcome.registration.unwrap().end.to_string(), "2024-02-27");
/// ```
#[must_use]
pub fn evaluate(dossier: &Dossier) -> Outcome {
    evaluate_as_of(dossier, dossier.assessed_on)
}

/// Judges a dossier as of another day: as if it had been `assessed_on` then, knowing only what existed by then (I-2).
#[must_use]
pub fn evaluate_as_of(dossier: &Dossier, as_of: Date) -> Outcome {
    let case = Case::new(dossier, as_of.into());
    let tally = case.tally(dossier);
    let points = tally.as_ref().map(Tally::points);
    let findings = case.findings(dossier, points);
    let granted = findings.verdict() == Verdict::Granted;
    Outcome {
        reference: dossier.reference.clone(),
        assessed_on: as_of,
        points,
        registration: if granted { registration::granted(&case) } else { None },
        eligible: if granted { Set::EMPTY } else { case.eligible(dossier) },
        notices: case.notices(dossier, tally.as_ref()),
        findings,
    }
}

/// What is asked, on which day it is judged, and which registration exists by then.
struct Case<'a> {
    as_of: Day,
    request: Request,
    held: Option<&'a Registration>,
}

impl<'a> Case<'a> {
    fn new<A>(dossier: &'a Dossier<A>, as_of: Day) -> Self {
        let held = dossier.registration.as_ref().filter(|registration| *registration.start <= as_of);
        Self { as_of, request: dossier.request, held }
    }

    /// Whether something of this date exists yet (I-2).
    fn exists(&self, date: Date) -> bool {
        *date <= self.as_of
    }

    fn is_admission(&self) -> bool {
        matches!(self.request, Request::Admission(_))
    }

    fn is_renewal(&self) -> bool {
        matches!(self.request, Request::Renewal(_))
    }

    /// The category that is entered: on admission, change, and renewal into another category than the one held.
    fn entry_target(&self) -> Option<Category> {
        match self.request {
            Request::Admission(target) | Request::Change(target) => Some(target),
            Request::Renewal(target) => {
                let held = self.held.and_then(|held| held.category.category());
                (held != Some(target)).then_some(target)
            }
            Request::BasisConversion => None,
        }
    }

    /// The registration held, where it is left for another category and is one as In opleiding.
    fn held_in_opleiding(&self) -> Option<&'a Registration> {
        let leaves = !self.is_admission();
        self.held.filter(|held| leaves && held.category == RegisteredAs::InOpleiding)
    }

    /// The points, where rules 21 to 23 apply: on renewing a registration that is not Basis.
    fn tally(&self, dossier: &Dossier) -> Option<Tally> {
        let held = self.held.filter(|held| self.is_renewal() && !held.is_basis())?;
        let mut tally = Tally::new(held, self.as_of, dossier.bcmb_ambassador_appointed);
        for activity in &dossier.activities {
            tally.add(activity);
        }
        Some(tally)
    }

    /// The articles, in legal order.
    fn findings<A>(&self, dossier: &Dossier<A>, points: Option<PointsByKind>) -> Findings {
        let mut findings = Findings::default();
        let training = dossier.training.as_ref();
        declarations::judge(self, dossier.declarations, dossier.ruling_known, &mut findings);
        registration::judge(self, &mut findings);
        vog::judge(self, dossier.vog.as_ref(), &mut findings);
        let diploma = diploma::judge(self, &dossier.diplomas, training, &mut findings);
        in_opleiding::judge(self, dossier.documents, dossier.supervisor_is_senior, training, &mut findings);
        work::judge(self, &dossier.work, diploma, &mut findings);
        points::judge(self, dossier.skj_shown, points, &mut findings);
        findings
    }

    /// The other categories whose admission the same dossier would be granted.
    fn eligible<A>(&self, dossier: &Dossier<A>) -> Set<Category> {
        let Request::Admission(asked) = self.request else { return Set::EMPTY };
        let would_be_granted = |category: &Category| {
            let other = Case { request: Request::Admission(*category), ..*self };
            other.findings(dossier, None).verdict() == Verdict::Granted
        };
        Category::ALL.iter().copied().filter(|category| *category != asked).filter(would_be_granted).collect()
    }

    fn notices<A>(&self, dossier: &Dossier<A>, tally: Option<&Tally>) -> Set<Notice> {
        let mut notices = tally.map_or(Set::EMPTY, Tally::notices);
        if self.as_of < IN_FORCE_FROM {
            notices.insert(Notice::NotYetInForce);
        }
        if self.entry_target().is_some() && self.as_of >= CRITERIA_SUPERSEDED_FROM {
            notices.insert(Notice::CriteriaSuperseded);
        }
        if self.is_renewal() && self.held.is_some_and(|held| held.skj_shown != dossier.skj_shown) {
            notices.insert(Notice::SkjShownOnce);
        }
        notices
    }
}
