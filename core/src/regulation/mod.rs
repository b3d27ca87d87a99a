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
#[cfg(test)]
mod testing;
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

use self::diploma::Shown;
use self::points::Tally;
use self::work::WorkSums;
use crate::outcome::{Notice, Outcome, Verdict};
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
    let mut outcome = Outcome::unjudged();
    evaluate_into(dossier, as_of, &mut outcome);
    outcome
}

/// Judges a dossier as of a day, in place of an outcome that exists already, which saves memory.
// the steps have frames of their own (here, in the articles and in `wire`), so that a small stack holds one at a time
#[inline(never)]
pub fn evaluate_into(dossier: &Dossier, as_of: Date, outcome: &mut Outcome) {
    let mut assessment = Assessment::of(dossier, as_of);
    for diploma in &dossier.diplomas {
        assessment.add_diploma(diploma);
    }
    assessment.end_diplomas();
    for period in &dossier.work {
        assessment.add_work(period);
    }
    assessment.add_activities(&dossier.activities);
    assessment.conclude(outcome);
}

/// A dossier being judged whose lists come one item after another and need not be kept.
pub(crate) struct Assessment<'a, W, A, D> {
    dossier: &'a Dossier<W, A, D>,
    assessed_on: Date,
    case: Case<'a>,
    diplomas: Shown,
    work: WorkSums,
    // the points, where rules 21 to 23 apply
    tally: Option<Tally>,
}

impl<'a, W, A, D> Assessment<'a, W, A, D> {
    /// A dossier of which everything but diplomas, work and activities is known.
    #[cfg_attr(not(feature = "speed"), inline(never))]
    pub(crate) fn of(dossier: &'a Dossier<W, A, D>, assessed_on: Date) -> Self {
        let case = Case::new(dossier, assessed_on.into());
        let tally = case.tally(dossier.bcmb_ambassador_appointed);
        Self { dossier, assessed_on, diplomas: Shown::default(), work: WorkSums::new(&case), tally, case }
    }

    /// Takes account of a diploma.
    #[cfg_attr(not(feature = "speed"), inline(never))]
    pub(crate) fn add_diploma(&mut self, diploma: &Diploma) {
        if self.case.exists(diploma.obtained_on) {
            self.diplomas.add(diploma, self.dossier.training.as_ref());
        }
    }

    /// Takes account of there being no more diplomas, before any work.
    #[cfg_attr(not(feature = "speed"), inline(never))]
    pub(crate) fn end_diplomas(&mut self) {
        // on an admission, whatever is asked, only Senior asks for work
        let target = if self.case.is_admission() { Some(Category::Senior) } else { self.case.entry_target() };
        let training = self.dossier.training.as_ref();
        if let Some(day) = target.and_then(|target| self.diplomas.judged_obtained_on(target, training)) {
            self.work.count_after(day);
        }
    }

    /// Takes account of a period of work.
    #[cfg_attr(not(feature = "speed"), inline(never))]
    pub(crate) fn add_work(&mut self, period: &WorkPeriod) {
        self.work.add(&self.case, period);
    }

    /// Takes account of an activity.
    pub(crate) fn add_activity(&mut self, activity: &Activity) {
        if let Some(tally) = &mut self.tally {
            tally.add(activity);
        }
    }

    /// Takes account of activities.
    #[cfg_attr(not(feature = "speed"), inline(never))]
    fn add_activities(&mut self, activities: &[Activity]) {
        if let Some(tally) = &mut self.tally {
            tally.add_all(activities);
        }
    }

    /// The outcome, once everything was added, in place of what `outcome` was.
    pub(crate) fn conclude(&self, outcome: &mut Outcome) {
        self.describe(outcome);
        // the other categories come first and leave their place to the one asked for: there is room for one at a time
        outcome.eligible = self.eligible(outcome);
        self.judge(&self.case, outcome);
        self.grant(outcome);
    }

    /// What an outcome says whatever the articles find.
    #[cfg_attr(not(feature = "speed"), inline(never))]
    fn describe(&self, outcome: &mut Outcome) {
        outcome.reference.clone_from(&self.dossier.reference);
        outcome.assessed_on = self.assessed_on;
        outcome.points = self.tally.as_ref().map(Tally::points);
        outcome.notices = self.notices();
    }

    /// The articles, in legal order, in place of what was found before.
    #[cfg_attr(not(feature = "speed"), inline(never))]
    fn judge(&self, case: &Case<'_>, outcome: &mut Outcome) {
        let Outcome { findings, points, .. } = outcome;
        let dossier = self.dossier;
        findings.clear();
        let training = dossier.training.as_ref();
        declarations::judge(case, dossier.declarations, dossier.ruling_known, findings);
        registration::judge(case, findings);
        vog::judge(case, dossier.vog.as_ref(), findings);
        diploma::judge(case, &self.diplomas, training, findings);
        in_opleiding::judge(case, dossier.documents, dossier.supervisor_is_senior, training, findings);
        work::judge(case, &self.work, findings);
        points::judge(case, dossier.skj_shown, points.as_ref(), findings);
    }

    /// What follows from what the articles found.
    #[cfg_attr(not(feature = "speed"), inline(never))]
    fn grant(&self, outcome: &mut Outcome) {
        outcome.registration = None;
        if outcome.verdict() == Verdict::Granted {
            outcome.eligible = Set::EMPTY;
            outcome.registration = registration::granted(&self.case);
        }
    }

    /// The other categories whose admission the same dossier would be granted, on an admission.
    #[cfg_attr(not(feature = "speed"), inline(never))]
    fn eligible(&self, outcome: &mut Outcome) -> Set<Category> {
        let mut eligible = Set::EMPTY;
        for category in Category::ALL {
            if let Some(case) = self.case.admission_elsewhere(*category) {
                self.judge(&case, outcome);
                if outcome.verdict() == Verdict::Granted {
                    eligible.insert(*category);
                }
            }
        }
        eligible
    }

    fn notices(&self) -> Set<Notice> {
        let case = &self.case;
        let mut notices = self.tally.as_ref().map_or(Set::EMPTY, Tally::notices);
        if case.as_of < IN_FORCE_FROM {
            notices.insert(Notice::NotYetInForce);
        }
        if case.entry_target().is_some() && case.as_of >= CRITERIA_SUPERSEDED_FROM {
            notices.insert(Notice::CriteriaSuperseded);
        }
        if case.is_renewal() && case.held.is_some_and(|held| held.skj_shown != self.dossier.skj_shown) {
            notices.insert(Notice::SkjShownOnce);
        }
        notices
    }
}

/// What is asked, on which day it is judged, and which registration exists by then.
struct Case<'a> {
    as_of: Day,
    request: Request,
    held: Option<&'a Registration>,
    // of the registration held, which most articles ask for: without one, the day judged on
    day_after_held: Day,
}

impl<'a> Case<'a> {
    fn new<W, A, D>(dossier: &'a Dossier<W, A, D>, as_of: Day) -> Self {
        let held = dossier.registration.as_ref().filter(|registration| *registration.start <= as_of);
        Self { as_of, request: dossier.request, held, day_after_held: held.map_or(as_of, Registration::day_after) }
    }

    /// The last day of the registration held.
    fn last_day_held(&self) -> Day {
        self.day_after_held.days_later(-1)
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

    /// Admission to another category than the one whose admission is asked for.
    fn admission_elsewhere(&self, category: Category) -> Option<Self> {
        match self.request {
            Request::Admission(asked) if asked != category => {
                Some(Self { request: Request::Admission(category), ..*self })
            }
            _ => None,
        }
    }

    /// The points, where rules 21 to 23 apply: on renewing a registration that is not Basis.
    fn tally(&self, ambassador_appointed: bool) -> Option<Tally> {
        let held = self.held.filter(|held| self.is_renewal() && !held.is_basis())?;
        Some(Tally::new(held, self.last_day_held().min(self.as_of), ambassador_appointed))
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::testing::*;
    use super::*;
    use crate::{Status, json};

    fn judged_on(dossier: &Dossier, assessed_on: &str) -> Dossier {
        Dossier { assessed_on: date(assessed_on), ..dossier.clone() }
    }

    fn rules(dossier: &Dossier) -> Vec<Rule> {
        evaluate(dossier).findings.iter().map(|finding| finding.rule).collect()
    }

    fn eligible(dossier: &Dossier) -> Vec<Category> {
        evaluate(dossier).eligible.iter().collect()
    }

    fn has_notice(dossier: &Dossier, notice: Notice) -> bool {
        evaluate(dossier).notices.contains(notice)
    }

    // findings

    #[test]
    fn each_request_is_judged_by_its_own_rules_in_the_order_of_the_table() {
        use Rule::*;

        let person = [Declarations, Ruling, SingleRegistration, VogHeld, VogProfile, VogAge, VogOriginal];
        assert_eq!(rules(&admission(Category::Junior)), [&person[..], &[Diploma, DuoExtract]].concat());
        let papers = [Diploma, Training, InOpleidingRequest, CompletionCommitment, CurriculumVitae, Supervision];
        assert_eq!(rules(&admission(Category::InOpleiding)), [&person[..], &papers].concat());
        let experience = [Diploma, DuoExtract, WorkHours, WorkCurrent];
        assert_eq!(rules(&admission(Category::Senior)), [&person[..], &experience].concat());
        let held = [Declarations, Ruling, RegistrationHeld, VogHeld, VogProfile, VogAge, VogOriginal];
        let kept_up = [WorkHours, WorkCurrent, PointsTotal, PointsAccredited, PointsReflection];
        for category in Category::ALL {
            assert_eq!(rules(&renewal(*category)), [&held[..], &kept_up].concat());
        }
        let out_of_training = [Diploma, DuoExtract, SupervisionDeclaration, TrainingDeadline];
        assert_eq!(rules(&change(Category::Junior)), [&[Ruling, RegistrationHeld][..], &out_of_training].concat());
        assert_eq!(rules(&change(Category::InOpleiding)), [&[Ruling, RegistrationHeld][..], &papers].concat());
        assert_eq!(rules(&conversion()), [Ruling, RegistrationHeld]);
    }

    #[test]
    fn a_dossier_in_which_nothing_is_shown_is_incomplete_whatever_it_asks() {
        for category in Category::ALL {
            for request in [Request::Admission(*category), Request::Renewal(*category), Request::Change(*category)] {
                assert_verdict(&asking(request), Verdict::Incomplete);
            }
        }
        assert_verdict(&asking(Request::BasisConversion), Verdict::Incomplete);
    }

    #[test]
    fn unmet_outweighs_missing_and_missing_outweighs_the_board() {
        let mut dossier = admission(Category::Junior);
        assert_verdict(&dossier, Verdict::Granted);
        dossier.ruling_known = true;
        assert_verdict(&dossier, Verdict::Board);
        dossier.declarations = Set::EMPTY;
        assert_verdict(&dossier, Verdict::Incomplete);
        dossier.vog = Some(vog("2019-01-01"));
        assert_verdict(&dossier, Verdict::Refused);
    }

    // nothing of a later date exists yet

    #[test]
    fn what_is_dated_after_the_judged_day_is_as_good_as_absent() {
        const TOMORROW: &str = "2021-06-02";
        let everything_tomorrow = |mut dossier: Dossier| {
            dossier.registration = Some(registered(RegisteredAs::Junior, TOMORROW));
            dossier.vog = Some(vog(TOMORROW));
            dossier.diplomas.clear();
            dossier.diplomas.push(diploma_of(DiplomaKind::Mwd, TOMORROW, DiplomaProof::DuoExtract)).unwrap();
            dossier.work.clear();
            dossier.work.push(work(TOMORROW, None, 40_00)).unwrap();
            dossier.activities.clear();
            dossier.activities.push(activity(TOMORROW, ActivityKind::Reflection, 40_00)).unwrap();
            dossier
        };
        let nothing = |mut dossier: Dossier| {
            (dossier.registration, dossier.vog) = (None, None);
            dossier.diplomas.clear();
            dossier.work.clear();
            dossier.activities.clear();
            dossier
        };
        for category in Category::ALL {
            for dossier in [admission(*category), renewal(*category), change(*category), conversion()] {
                assert_eq!(evaluate(&everything_tomorrow(dossier.clone())), evaluate(&nothing(dossier)));
            }
        }
    }

    #[test]
    fn a_signature_of_a_later_date_is_as_good_as_absent() {
        let mut dossier = admission(Category::Senior);
        let signed = |signed_on: &str| WorkProof::SelfEmployed {
            kvk_registered: true,
            signed_on: Some(date(signed_on)),
            describes_function: true,
        };
        let mut shown_by = |proof| {
            dossier.work.clear();
            dossier.work.push(work_shown_by("2018-01-01", None, 24_00, proof)).unwrap();
            evaluate(&dossier)
        };
        let unsigned = WorkProof::SelfEmployed { kvk_registered: true, signed_on: None, describes_function: true };
        assert_eq!(shown_by(signed("2021-06-02")), shown_by(unsigned));
        assert_ne!(shown_by(signed("2021-06-01")), shown_by(unsigned));
    }

    #[test]
    fn judging_as_of_another_day_is_judging_a_dossier_of_that_day() {
        let mut dossiers = Vec::from(one_of_each_request());
        dossiers.extend([renewal(Category::Senior), admission(Category::InOpleiding), admission(Category::Senior)]);
        for dossier in dossiers {
            assert_eq!(evaluate_as_of(&dossier, dossier.assessed_on), evaluate(&dossier));
            let mut day = date("2015-01-01");
            while day < date("2028-01-01") {
                let as_of = evaluate_as_of(&dossier, day);
                assert_eq!(as_of, evaluate(&Dossier { assessed_on: day, ..dossier.clone() }));
                assert_eq!(as_of.assessed_on, day);
                day = Date::from_day(day.days_later(13)).unwrap();
            }
            for day in [Date::MIN, Date::MAX] {
                assert_eq!(evaluate_as_of(&dossier, day).assessed_on, day);
            }
        }
    }

    // eligible

    #[test]
    fn who_is_still_in_training_is_told_that_in_opleiding_is_open() {
        let mut dossier = admission(Category::InOpleiding);
        dossier.request = Request::Admission(Category::Junior);
        assert_verdict(&dossier, Verdict::Incomplete);
        assert_eq!(eligible(&dossier), [Category::InOpleiding]);
    }

    #[test]
    fn who_lacks_work_for_senior_is_told_that_junior_is_open() {
        let mut dossier = admission(Category::Senior);
        dossier.work.clear();
        assert_eq!(eligible(&dossier), [Category::Junior]);
    }

    #[test]
    fn who_asks_for_too_little_is_told_of_all_that_is_open_in_order() {
        let mut dossier = admission(Category::Senior);
        dossier.request = Request::Admission(Category::InOpleiding);
        assert_verdict(&dossier, Verdict::Refused);
        assert_eq!(eligible(&dossier), [Category::Junior, Category::Senior]);
    }

    #[test]
    fn what_no_category_would_overlook_leaves_nothing_open() {
        for spoil in [
            |dossier: &mut Dossier| dossier.ruling_known = true,
            |dossier: &mut Dossier| dossier.vog = None,
            |dossier: &mut Dossier| dossier.registration = Some(registered(RegisteredAs::Basis, "2019-09-01")),
        ] {
            let mut dossier = admission(Category::Senior);
            spoil(&mut dossier);
            assert_eq!(eligible(&dossier), []);
        }
    }

    #[test]
    fn only_an_admission_that_is_not_granted_is_told_what_else_is_open() {
        for category in Category::ALL {
            assert_eq!(eligible(&admission(*category)), []);
        }
        for mut dossier in [renewal(Category::Senior), change(Category::Senior), conversion()] {
            dossier.registration = None;
            dossier.diplomas.push(diploma_of(DiplomaKind::Mwd, "2010-07-01", DiplomaProof::DuoExtract)).unwrap();
            assert_ne!(evaluate(&dossier).verdict(), Verdict::Granted);
            assert_eq!(eligible(&dossier), []);
        }
    }

    // notices

    #[test]
    fn the_regulation_is_in_force_from_1_may_2021() {
        for dossier in one_of_each_request() {
            assert!(has_notice(&judged_on(&dossier, "2021-04-30"), Notice::NotYetInForce));
            assert!(!has_notice(&judged_on(&dossier, "2021-05-01"), Notice::NotYetInForce));
        }
    }

    #[test]
    fn other_criteria_for_entry_hold_from_1_january_2022() {
        let mut into_another_category = renewal(Category::Junior);
        into_another_category.request = Request::Renewal(Category::Senior);
        let mut of_basis = renewal(Category::Junior);
        of_basis.registration = Some(registered(RegisteredAs::Basis, "2019-09-01"));
        let mut of_nothing = renewal(Category::Junior);
        of_nothing.registration = None;
        for entry in
            [admission(Category::Junior), change(Category::Senior), into_another_category, of_basis, of_nothing]
        {
            assert!(!has_notice(&judged_on(&entry, "2021-12-31"), Notice::CriteriaSuperseded));
            assert!(has_notice(&judged_on(&entry, "2022-01-01"), Notice::CriteriaSuperseded));
        }
        for no_entry in [renewal(Category::Junior), conversion()] {
            assert!(!has_notice(&judged_on(&no_entry, "2022-01-01"), Notice::CriteriaSuperseded));
        }
    }

    #[test]
    fn notices_bear_on_no_verdict() {
        let mut dossier = renewal(Category::Senior);
        for (on, kind) in [
            ("2016-01-01", ActivityKind::Other),
            ("2019-01-01", ActivityKind::BcmbMembership),
            ("2019-01-01", ActivityKind::BcmbMembership),
            ("2019-01-01", ActivityKind::BcmbAmbassador),
        ] {
            dossier.activities.push(activity(on, kind, 1_00)).unwrap();
        }
        dossier.skj_shown = true;
        let expected = [
            Notice::ActivitiesOutsidePeriod,
            Notice::MembershipYearRepeated,
            Notice::AmbassadorNotAppointed,
            Notice::SkjShownOnce,
        ];
        assert!(evaluate(&dossier).notices.iter().eq(expected));
        assert_verdict(&dossier, Verdict::Granted);
    }

    // the ends of time

    #[test]
    fn any_dossier_has_an_outcome_on_the_first_and_the_last_date_there_is() {
        for dossier in one_of_each_request() {
            for day in [Date::MIN, Date::MAX] {
                let outcome = evaluate_as_of(&dossier, day);
                assert!(!outcome.findings.is_empty());
                assert!(outcome.findings.of(Rule::Ruling).is_some_and(|ruling| ruling.status == Status::Met));
            }
        }
        let first = json::decode(
            br#"{"reference": "x", "assessed_on": "1900-01-01", "request": {"renewal": "senior"},
                "registration": {"category": "senior", "start": "1900-01-01"},
                "vog": {"issued_on": "1900-01-01", "subject": "natural_person", "relevant_profile": true,
                        "original": "posted"},
                "work": [{"from": "1900-01-01", "hours_per_week": 168, "hbo_level": true, "titled": true,
                          "tasks": ["needs_assessment"], "proof": "employment_contract"}],
                "activities": [{"on": "1900-01-01", "kind": "bcmb_membership", "points": 1}]}"#,
        )
        .unwrap();
        assert_measures(&first, Rule::RegistrationHeld, Status::Met, "1904-12-31", "1900-01-01");
        assert_measures(&first, Rule::WorkHours, Status::Unmet, "24", "2080");
        assert_measures(&first, Rule::PointsTotal, Status::Unmet, "1", "160");
    }
}
