//! Articles 1 (Werkervaring, note 2) and 4a: work experience.
//!
//! Who enters Senior, and who renews, has worked 2080 hours as a client supporter at HBO level in five years and works
//! 16 hours a week now. An employment contract shows it, or an employer's declaration not older than 6 months, or for
//! the self-employed a KvK registration with an own declaration not older than 6 months. Where the job title is another,
//! only a declaration that describes the function will do. On entry the hours count from the day after the diploma
//! (I-7). Illness, leave and sabbaticals are allowed for in the norm and give no reduction (Toelichting, Werkervaring).
//! What tasks a function truly holds is for whoever fills the dossier.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::{Case, Rule};
use crate::finding::{Findings, Status};
use crate::name::names;
use crate::{Category, Date, Day, HoursPerWeek, Set, Total};

/// Hours of work that are asked (article 1, Werkervaring; article 4a).
pub const HOURS_MIN: Total = Total::whole(2080);
/// Time over which hours count, in months (articles 1 and 4a: 5 years).
pub const HOURS_MONTHS: u16 = 60;
/// Hours a week that are asked now (articles 1 and 4a).
pub const HOURS_PER_WEEK_MIN: Total = Total::whole(16);
/// Oldest declaration that is accepted, in months (articles 1 and 4a).
pub const DECLARATION_MONTHS_MAX: u16 = 6;

names! {
    /// A client-supporting task (Toelichting, Werkervaring).
    pub enum Task {
        /// Information, advice and general support.
        InformationAndAdvice = "information_and_advice",
        /// Finding out what provision fits.
        NeedsAssessment = "needs_assessment",
        /// Alternative settlement of disputes.
        DisputeMediation = "dispute_mediation",
        /// Working independently, in the client's interest.
        IndependentPractice = "independent_practice",
        /// Strengthening the client's position.
        StrengtheningPosition = "strengthening_position",
    }
}

/// How a period of work is shown (articles 1 and 4a).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum WorkProof {
    /// Not shown.
    None,
    /// By an employment contract.
    EmploymentContract,
    /// By a declaration of the employer.
    EmployerDeclaration {
        /// Day on which it was signed.
        signed_on: Date,
        /// It names and describes the function (note 2).
        describes_function: bool,
    },
    /// By a registration with the KvK and an own declaration.
    SelfEmployed {
        /// The KvK registration is there.
        kvk_registered: bool,
        /// Day on which the own declaration was signed, if there is one.
        // without this, serde takes an absent field for null
        #[serde(deserialize_with = "Option::deserialize")]
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Nullable<Date>"))]
        signed_on: Option<Date>,
        /// It names and describes the function (note 2).
        describes_function: bool,
    },
}

/// A period of work that ends before it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndsBeforeItStarts;

impl EndsBeforeItStarts {
    /// What is asked.
    pub(crate) const EXPECTED: &'static str = "an until that is not before from";
}

impl fmt::Display for EndsBeforeItStarts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::EXPECTED)
    }
}

impl core::error::Error for EndsBeforeItStarts {}

/// A period of work. It does not end before it starts.
///
/// ```
/// use registertoets_core::regulation::{Task, WorkPeriod, WorkProof};
/// use registertoets_core::{Date, HoursPerWeek, Set};
/// let hours = HoursPerWeek::from_hundredths(16_00).unwrap();
/// let from = Date::new(2018, 12, 5).unwrap();
/// let period = WorkPeriod::new(from, None, hours, WorkProof::EmploymentContract)?
///     .at_hbo_level(true)
///     .titled(true)
///     .with_tasks(Set::EMPTY.with(Task::InformationAndAdvice));
/// assert!(period.is_at_hbo_level());
/// let before = Date::new(2018, 12, 4);
/// assert!(WorkPeriod::new(from, before, hours, WorkProof::None).is_err());
/// # Ok::<(), registertoets_core::regulation::EndsBeforeItStarts>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "WorkPeriodText", into = "WorkPeriodText")]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(description = "A period of work. It does not end before it starts.")
)]
pub struct WorkPeriod {
    from: Date,
    until: Option<Date>,
    proof: WorkProof,
    hours_per_week: HoursPerWeek,
    tasks: Set<Task>,
    // two flags in one byte keep a period at 20 bytes and a dossier under 2.5 KiB
    flags: u8,
}

const HBO_LEVEL: u8 = 1;
const TITLED: u8 = 2;

impl WorkPeriod {
    /// A period from its first day up to and including its last, or ongoing.
    ///
    /// # Errors
    /// When the last day comes before the first.
    pub fn new(
        from: Date,
        until: Option<Date>,
        hours_per_week: HoursPerWeek,
        proof: WorkProof,
    ) -> Result<Self, EndsBeforeItStarts> {
        if until.is_some_and(|until| until < from) {
            return Err(EndsBeforeItStarts);
        }
        Ok(Self { from, until, proof, hours_per_week, tasks: Set::EMPTY, flags: 0 })
    }

    /// The same period, at HBO level or not.
    #[must_use]
    pub fn at_hbo_level(self, holds: bool) -> Self {
        self.flagged(HBO_LEVEL, holds)
    }

    /// The same period, with client supporter as job title or not.
    #[must_use]
    pub fn titled(self, holds: bool) -> Self {
        self.flagged(TITLED, holds)
    }

    /// The same period, with these tasks.
    #[must_use]
    pub fn with_tasks(self, tasks: Set<Task>) -> Self {
        Self { tasks, ..self }
    }

    fn flagged(self, flag: u8, holds: bool) -> Self {
        let flags = if holds { self.flags | flag } else { self.flags & !flag };
        Self { flags, ..self }
    }

    /// First day worked.
    #[must_use]
    pub fn from(&self) -> Date {
        self.from
    }

    /// Last day worked; none while ongoing.
    #[must_use]
    pub fn until(&self) -> Option<Date> {
        self.until
    }

    /// Hours a week.
    #[must_use]
    pub fn hours_per_week(&self) -> HoursPerWeek {
        self.hours_per_week
    }

    /// Whether the work is at HBO level.
    #[must_use]
    pub fn is_at_hbo_level(&self) -> bool {
        self.flags & HBO_LEVEL != 0
    }

    /// Whether the job title is client supporter.
    #[must_use]
    pub fn is_titled(&self) -> bool {
        self.flags & TITLED != 0
    }

    /// The client-supporting tasks.
    #[must_use]
    pub fn tasks(&self) -> Set<Task> {
        self.tasks
    }

    /// How the period is shown.
    #[must_use]
    pub fn proof(&self) -> WorkProof {
        self.proof
    }

    /// Whether its hours count at all: work at HBO level with at least one of the tasks.
    fn claims(&self) -> bool {
        self.is_at_hbo_level() && !self.tasks.is_empty()
    }

    /// Whether its proof holds.
    fn is_proven(&self, case: &Case<'_>) -> bool {
        let fresh =
            |signed_on: Date| case.exists(signed_on) && signed_on.months_reach(DECLARATION_MONTHS_MAX, case.as_of);
        match self.proof {
            WorkProof::None => false,
            WorkProof::EmploymentContract => self.is_titled(),
            WorkProof::EmployerDeclaration { signed_on, describes_function } => {
                (self.is_titled() || describes_function) && fresh(signed_on)
            }
            WorkProof::SelfEmployed { kvk_registered, signed_on, describes_function } => {
                kvk_registered && (self.is_titled() || describes_function) && signed_on.is_some_and(fresh)
            }
        }
    }

    /// Days worked after `after`, up to and including `last`.
    fn days_within(&self, after: Day, last: Day) -> u32 {
        let before_first = self.from.days_later(-1).max(after);
        let until = self.until.map_or(last, |until| last.min(until.into()));
        u32::try_from(until.days_since(before_first)).unwrap_or(0)
    }

    /// Whether it has not ended before a day.
    fn lasts_until(&self, day: Day) -> bool {
        self.until.is_none_or(|until| day <= *until)
    }
}

/// The text form of a period of work, before it is known not to end before it starts.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct WorkPeriodText {
    /// First day worked.
    from: Date,
    /// Last day worked; null while ongoing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// Hours a week.
    hours_per_week: HoursPerWeek,
    /// Whether the work is at HBO level.
    hbo_level: bool,
    /// Whether the job title is client supporter.
    titled: bool,
    /// The client-supporting tasks.
    tasks: Set<Task>,
    /// How the period is shown.
    proof: WorkProof,
}

impl TryFrom<WorkPeriodText> for WorkPeriod {
    type Error = EndsBeforeItStarts;

    fn try_from(text: WorkPeriodText) -> Result<Self, EndsBeforeItStarts> {
        let period = Self::new(text.from, text.until, text.hours_per_week, text.proof)?;
        Ok(period.at_hbo_level(text.hbo_level).titled(text.titled).with_tasks(text.tasks))
    }
}

impl From<WorkPeriod> for WorkPeriodText {
    fn from(period: WorkPeriod) -> Self {
        Self {
            from: period.from,
            until: period.until,
            hours_per_week: period.hours_per_week,
            hbo_level: period.is_at_hbo_level(),
            titled: period.is_titled(),
            tasks: period.tasks,
            proof: period.proof,
        }
    }
}

/// An amount added up twice: as claimed, and as far as it is proven.
#[derive(Default)]
struct Sum {
    claimed: u32,
    proven: u32,
}

impl Sum {
    fn add(&mut self, amount: u32, proven: bool) {
        self.claimed = self.claimed.saturating_add(amount);
        if proven {
            self.proven = self.proven.saturating_add(amount);
        }
    }

    fn status(&self, need: u32, any_work: bool) -> Status {
        if self.proven >= need {
            Status::Met
        } else if self.claimed >= need || !any_work {
            Status::Missing
        } else {
            Status::Unmet
        }
    }
}

/// Work being added up, one period after another, in any order and without keeping them.
pub(super) struct WorkSums {
    counted_after: Day,
    // hours a week times days: sevenths of an hour, so that nothing is rounded
    sevenths: Sum,
    current: Sum,
    any_work: bool,
}

impl WorkSums {
    /// Sums over the five years up to the day judged on.
    pub(super) fn new(case: &Case<'_>) -> Self {
        let counted_after = case.as_of.months_earlier(HOURS_MONTHS);
        Self { counted_after, sevenths: Sum::default(), current: Sum::default(), any_work: false }
    }

    /// Counts nothing up to and including this day, that of the diploma that entry is judged on (I-7).
    pub(super) fn count_after(&mut self, obtained_on: Day) {
        self.counted_after = self.counted_after.max(obtained_on);
    }

    /// Adds a period.
    pub(super) fn add(&mut self, case: &Case<'_>, period: &WorkPeriod) {
        if !case.exists(period.from) {
            return;
        }
        self.any_work = true;
        if !period.claims() {
            return;
        }
        let proven = period.is_proven(case);
        let hours_per_week = u32::from(period.hours_per_week.hundredths());
        self.sevenths.add(period.days_within(self.counted_after, case.as_of) * hours_per_week, proven);
        if period.lasts_until(case.as_of) {
            self.current.add(hours_per_week, proven);
        }
    }
}

#[cfg_attr(not(feature = "speed"), inline(never))]
pub(super) fn judge(case: &Case<'_>, work: &WorkSums, findings: &mut Findings) {
    if !(case.is_renewal() || case.entry_target() == Some(Category::Senior)) {
        return;
    }
    findings.add_amounts(
        Rule::WorkHours,
        work.sevenths.status(HOURS_MIN.hundredths() * 7, work.any_work),
        Total::from_hundredths(work.sevenths.proven / 7),
        HOURS_MIN,
    );
    findings.add_amounts(
        Rule::WorkCurrent,
        work.current.status(HOURS_PER_WEEK_MIN.hundredths(), work.any_work),
        Total::from_hundredths(work.current.proven),
        HOURS_PER_WEEK_MIN,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::testing::*;
    use crate::regulation::{DiplomaKind, DiplomaProof, RegisteredAs};
    use crate::{Dossier, Named, Request, Verdict};

    /// An admission as Senior with these periods of work; the diploma is of 2010.
    fn senior(work: &[WorkPeriod]) -> Dossier {
        with_work(admission(Category::Senior), work)
    }

    fn with_work(mut dossier: Dossier, work: &[WorkPeriod]) -> Dossier {
        dossier.work.clear();
        dossier.work.extend_from_slice(work).unwrap();
        dossier
    }

    /// The day so many days before the judged one.
    fn days_ago(days: i32) -> std::string::String {
        use std::string::ToString;

        date(TODAY).days_later(-days).to_string()
    }

    /// The work of the last so many days, the judged one included.
    fn last_days(days: i32, hours_per_week: u16) -> WorkPeriod {
        work(&days_ago(days - 1), None, hours_per_week)
    }

    #[track_caller]
    fn has_hours(dossier: &Dossier, expected: Status, have: &str) {
        assert_measures(dossier, Rule::WorkHours, expected, have, "2080");
    }

    #[track_caller]
    fn has_now(dossier: &Dossier, expected: Status, have: &str) {
        assert_measures(dossier, Rule::WorkCurrent, expected, have, "16");
    }

    // when work is asked

    #[test]
    fn a_period_is_what_it_was_said_to_be_and_does_not_end_before_it_starts() {
        let [before, from] = [date("2017-12-31"), date("2018-01-01")];
        let hours = HoursPerWeek::from_hundredths(24_50).unwrap();
        let until = |last_day| WorkPeriod::new(from, last_day, hours, WorkProof::EmploymentContract);
        for last_day in [None, Some(from), Some(date("2018-01-02"))] {
            let period = until(last_day).unwrap().with_tasks(Set::FULL);
            assert_eq!((period.from(), period.until(), period.hours_per_week()), (from, last_day, hours));
            assert_eq!((period.tasks(), period.proof()), (Set::FULL, WorkProof::EmploymentContract));
        }
        assert_eq!(until(Some(before)), Err(EndsBeforeItStarts));
        assert_eq!(std::format!("{EndsBeforeItStarts}"), "an until that is not before from");
    }

    #[test]
    fn what_is_said_last_of_a_period_holds() {
        let period = work("2018-01-01", None, 24_00);
        let said = |period: WorkPeriod| (period.is_at_hbo_level(), period.is_titled());
        for (hbo_level, titled) in [(false, false), (false, true), (true, false), (true, true)] {
            let period = period.at_hbo_level(hbo_level).titled(titled);
            assert_eq!(said(period), (hbo_level, titled));
            for last in [false, true] {
                assert_eq!(said(period.at_hbo_level(last)), (last, titled));
                assert_eq!(said(period.titled(last)), (hbo_level, last));
            }
        }
    }

    #[test]
    fn entering_senior_and_every_renewal_ask_for_work() {
        let mut into_junior = renewal(Category::Junior);
        into_junior.registration = Some(registered(RegisteredAs::Senior, "2016-09-01"));
        let mut without_registration = renewal(Category::Junior);
        without_registration.registration = None;
        for dossier in [
            admission(Category::Senior),
            change(Category::Senior),
            renewal(Category::InOpleiding),
            renewal(Category::Junior),
            renewal(Category::Senior),
            into_junior,
            without_registration,
        ] {
            assert_finds(&dossier, Rule::WorkHours, Status::Met);
            assert_finds(&dossier, Rule::WorkCurrent, Status::Met);
        }
    }

    #[test]
    fn entering_junior_or_in_opleiding_and_a_conversion_ask_for_no_work() {
        for mut dossier in [
            admission(Category::Junior),
            admission(Category::InOpleiding),
            change(Category::Junior),
            change(Category::InOpleiding),
            conversion(),
        ] {
            dossier.work.push(last_days(1, 1)).unwrap();
            assert_does_not_apply(&dossier, Rule::WorkHours);
            assert_does_not_apply(&dossier, Rule::WorkCurrent);
        }
    }

    // how much

    #[test]
    fn exactly_2080_hours_are_enough() {
        // 130 weeks of 16 hours
        has_hours(&senior(&[last_days(910, 16_00)]), Status::Met, "2080");
    }

    #[test]
    fn a_day_short_of_2080_hours_is_short() {
        has_hours(&senior(&[last_days(909, 16_00)]), Status::Unmet, "2077.71");
    }

    #[test]
    fn nothing_is_rounded_before_it_is_compared() {
        // 910 days of 15.99 hours a week are 2078.70 hours; a day of 9.10 hours a week adds the 1.30 that lack
        let enough = senior(&[last_days(910, 15_99), last_days(1, 9_10)]);
        has_hours(&enough, Status::Met, "2080");
        // and one of 9.09 leaves a seventh of a hundredth short, shown rounded down
        let short = senior(&[last_days(910, 15_99), last_days(1, 9_09)]);
        has_hours(&short, Status::Unmet, "2079.99");
    }

    #[test]
    fn sixteen_hours_a_week_now_are_enough_and_a_hundredth_less_is_short() {
        has_now(&senior(&[last_days(1000, 16_00)]), Status::Met, "16");
        has_now(&senior(&[last_days(1000, 15_99)]), Status::Unmet, "15.99");
    }

    #[test]
    fn periods_add_up_also_where_they_overlap() {
        let dossier = senior(&[last_days(910, 8_00), last_days(910, 8_00)]);
        has_hours(&dossier, Status::Met, "2080");
        has_now(&dossier, Status::Met, "16");
        let dossier = senior(&[last_days(910, 8_00), last_days(910, 7_99)]);
        has_hours(&dossier, Status::Unmet, "2078.7");
        has_now(&dossier, Status::Unmet, "15.99");
        let one_after_the_other = senior(&[work("2018-01-01", Some("2020-12-31"), 40_00), last_days(152, 16_00)]);
        has_hours(&one_after_the_other, Status::Met, "6610.28");
    }

    #[test]
    fn the_most_work_that_a_dossier_can_hold_is_added_up() {
        let dossier = senior(&[work("1900-01-01", None, 16_800); 16]);
        has_hours(&dossier, Status::Met, "701184");
        has_now(&dossier, Status::Met, "2688");
    }

    // which days

    #[test]
    fn the_five_years_start_the_day_after_the_judged_day_five_years_ago() {
        let ending = |until| senior(&[work("2016-01-01", Some(until), 70_00)]);
        has_hours(&ending("2016-06-01"), Status::Unmet, "0");
        has_hours(&ending("2016-06-02"), Status::Unmet, "10");
        // 1826 days
        has_hours(&senior(&[work("2000-01-01", None, 7_00)]), Status::Unmet, "1826");
    }

    #[test]
    fn five_years_before_29_february_start_after_28_february() {
        let mut dossier = senior(&[work("2000-01-01", None, 7_00)]);
        dossier.assessed_on = date("2020-02-29");
        has_hours(&dossier, Status::Unmet, "1827");
        dossier.assessed_on = date("2020-02-28");
        has_hours(&dossier, Status::Unmet, "1826");
    }

    #[test]
    fn the_judged_day_itself_counts_and_no_later_one() {
        has_hours(&senior(&[work(TODAY, None, 70_00)]), Status::Unmet, "10");
        has_hours(&senior(&[work(TODAY, Some(TODAY), 70_00)]), Status::Unmet, "10");
        has_hours(&senior(&[work("2021-05-31", Some("2021-06-30"), 70_00)]), Status::Unmet, "20");
    }

    #[test]
    fn a_period_holds_now_on_its_first_and_its_last_day_and_in_between() {
        for (from, until, expected, have) in [
            ("2021-06-01", Some("2021-06-01"), Status::Met, "24"),
            ("2018-01-01", Some("2021-06-01"), Status::Met, "24"),
            ("2021-06-01", None, Status::Met, "24"),
            ("2018-01-01", Some("2021-05-31"), Status::Unmet, "0"),
        ] {
            has_now(&senior(&[work(from, until, 24_00)]), expected, have);
        }
    }

    #[test]
    fn work_that_starts_after_the_judged_day_is_not_there() {
        let dossier = senior(&[work("2021-06-02", None, 24_00)]);
        has_hours(&dossier, Status::Missing, "0");
        has_now(&dossier, Status::Missing, "0");
    }

    // after the diploma

    fn with_diploma(mut dossier: Dossier, kind: DiplomaKind, obtained_on: &str) -> Dossier {
        dossier.diplomas.clear();
        dossier.diplomas.push(diploma_of(kind, obtained_on, DiplomaProof::DuoExtract)).unwrap();
        dossier
    }

    #[test]
    fn on_entry_the_hours_count_from_the_day_after_the_diploma() {
        let worked = senior(&[work("2016-01-01", None, 70_00)]);
        has_hours(&with_diploma(worked.clone(), DiplomaKind::Mwd, "2021-05-31"), Status::Unmet, "10");
        has_hours(&with_diploma(worked.clone(), DiplomaKind::Mwd, "2021-06-01"), Status::Unmet, "0");
        // a diploma of before the five years takes nothing away
        for obtained_on in ["2016-06-01", "2010-01-01"] {
            has_hours(&with_diploma(worked.clone(), DiplomaKind::Mwd, obtained_on), Status::Met, "18260");
        }
        has_hours(&with_diploma(worked, DiplomaKind::Mwd, "2016-06-02"), Status::Met, "18250");
    }

    #[test]
    fn a_diploma_limits_the_hours_even_where_it_is_itself_refused() {
        let worked = senior(&[work("2016-01-01", None, 70_00)]);
        has_hours(&with_diploma(worked, DiplomaKind::NursingMbo, "2021-05-31"), Status::Unmet, "10");
    }

    #[test]
    fn without_a_diploma_that_exists_all_five_years_count() {
        let mut worked = senior(&[work("2016-01-01", None, 70_00)]);
        has_hours(&with_diploma(worked.clone(), DiplomaKind::Mwd, "2021-06-02"), Status::Met, "18260");
        worked.diplomas.clear();
        has_hours(&worked, Status::Met, "18260");
    }

    #[test]
    fn a_plain_renewal_does_not_look_at_the_diploma_and_one_into_another_category_does() {
        let worked = with_work(renewal(Category::Junior), &[work("2016-01-01", None, 70_00)]);
        let mut dossier = with_diploma(worked, DiplomaKind::Mwd, "2021-05-31");
        has_hours(&dossier, Status::Met, "18260");
        dossier.request = Request::Renewal(Category::Senior);
        has_hours(&dossier, Status::Unmet, "10");
    }

    // what counts

    #[test]
    fn without_any_work_both_are_missing() {
        for dossier in [senior(&[]), with_work(renewal(Category::Junior), &[])] {
            has_hours(&dossier, Status::Missing, "0");
            has_now(&dossier, Status::Missing, "0");
            assert_verdict(&dossier, Verdict::Incomplete);
        }
    }

    #[test]
    fn work_below_hbo_level_or_without_a_task_does_not_count() {
        for period in [
            last_days(1000, 40_00).at_hbo_level(false),
            last_days(1000, 40_00).with_tasks(Set::EMPTY),
            last_days(1000, 40_00).at_hbo_level(false).with_tasks(Set::EMPTY),
        ] {
            let dossier = senior(&[period]);
            has_hours(&dossier, Status::Unmet, "0");
            has_now(&dossier, Status::Unmet, "0");
        }
    }

    #[test]
    fn any_one_task_will_do() {
        for task in Task::ALL {
            let dossier = senior(&[last_days(1000, 40_00).with_tasks(Set::EMPTY.with(*task))]);
            has_now(&dossier, Status::Met, "40");
            has_hours(&dossier, Status::Met, "5714.28");
        }
    }

    #[test]
    fn work_that_is_claimed_and_not_proven_is_missing_where_it_would_be_enough() {
        let unproven = |days, hours_per_week| work_shown_by(&days_ago(days - 1), None, hours_per_week, WorkProof::None);
        let enough = senior(&[unproven(910, 16_00)]);
        has_hours(&enough, Status::Missing, "0");
        has_now(&enough, Status::Missing, "0");
        let short = senior(&[unproven(909, 15_99)]);
        has_hours(&short, Status::Unmet, "0");
        has_now(&short, Status::Unmet, "0");
        // proven and claimed together are enough; only the proven part is had
        let partly = senior(&[last_days(910, 10_00), unproven(910, 6_00)]);
        has_hours(&partly, Status::Missing, "1300");
        has_now(&partly, Status::Missing, "10");
    }

    // how it is shown

    /// What enough work counts for when it is shown in this way, in hours as at present.
    fn shown_by(proof: WorkProof, titled: bool) -> Option<Status> {
        let dossier = senior(&[work_shown_by("2018-01-01", None, 24_00, proof).titled(titled)]);
        let [hours, now] = [Rule::WorkHours, Rule::WorkCurrent].map(|rule| status(&dossier, rule));
        assert_eq!(hours, now);
        now
    }

    fn declared(signed_on: &str, describes_function: bool) -> WorkProof {
        WorkProof::EmployerDeclaration { signed_on: date(signed_on), describes_function }
    }

    fn self_employed(kvk_registered: bool, signed_on: Option<&str>, describes_function: bool) -> WorkProof {
        WorkProof::SelfEmployed { kvk_registered, signed_on: signed_on.map(date), describes_function }
    }

    #[test]
    fn a_contract_shows_work_as_client_supporter_and_no_other() {
        assert_eq!(shown_by(WorkProof::EmploymentContract, true), Some(Status::Met));
        assert_eq!(shown_by(WorkProof::EmploymentContract, false), Some(Status::Missing));
    }

    #[test]
    fn a_declaration_shows_work_under_another_title_only_when_it_describes_the_function() {
        for (titled, describes_function, expected) in [
            (true, true, Status::Met),
            (true, false, Status::Met),
            (false, true, Status::Met),
            (false, false, Status::Missing),
        ] {
            assert_eq!(shown_by(declared("2021-05-01", describes_function), titled), Some(expected));
            let own = self_employed(true, Some("2021-05-01"), describes_function);
            assert_eq!(shown_by(own, titled), Some(expected));
        }
    }

    #[test]
    fn a_declaration_of_exactly_six_months_is_accepted_and_one_a_day_older_is_not() {
        for (signed_on, expected) in [
            ("2020-12-01", Status::Met),
            ("2020-11-30", Status::Missing),
            ("2021-06-01", Status::Met),
            // signed after the judged day: not there yet
            ("2021-06-02", Status::Missing),
        ] {
            assert_eq!(shown_by(declared(signed_on, true), true), Some(expected), "{signed_on}");
            assert_eq!(shown_by(self_employed(true, Some(signed_on), true), true), Some(expected), "{signed_on}");
        }
    }

    #[test]
    fn a_declaration_of_31_august_is_accepted_through_the_end_of_february() {
        let mut dossier = senior(&[work_shown_by("2018-01-01", None, 24_00, declared("2020-08-31", true))]);
        dossier.assessed_on = date("2021-02-28");
        has_now(&dossier, Status::Met, "24");
        dossier.assessed_on = date("2021-03-01");
        has_now(&dossier, Status::Missing, "0");
    }

    #[test]
    fn the_self_employed_show_a_kvk_registration_and_a_declaration() {
        assert_eq!(shown_by(self_employed(true, Some("2021-05-01"), true), true), Some(Status::Met));
        assert_eq!(shown_by(self_employed(false, Some("2021-05-01"), true), true), Some(Status::Missing));
        assert_eq!(shown_by(self_employed(true, None, true), true), Some(Status::Missing));
        assert_eq!(shown_by(self_employed(false, None, true), true), Some(Status::Missing));
    }

    #[test]
    fn a_renewal_into_junior_or_in_opleiding_counts_after_the_diploma_too() {
        for target in [Category::Junior, Category::InOpleiding] {
            let mut worked = with_work(renewal(Category::Senior), &[work("2016-01-01", None, 70_00)]);
            worked.request = Request::Renewal(target);
            has_hours(&with_diploma(worked, DiplomaKind::Wo, "2021-05-31"), Status::Unmet, "10");
        }
    }

    #[test]
    fn an_interruption_changes_neither_the_hours_asked_nor_those_worked() {
        // 455 days of 16 hours a week on either side of an absence of more than a year
        let before = work("2017-01-01", Some("2018-03-31"), 16_00);
        has_hours(&senior(&[before, last_days(455, 16_00)]), Status::Met, "2080");
        has_hours(&senior(&[before, last_days(454, 16_00)]), Status::Unmet, "2077.71");
    }
}
