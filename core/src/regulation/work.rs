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
        signed_on: Option<Date>,
        /// It names and describes the function (note 2).
        describes_function: bool,
    },
}

/// A period of work that ends before it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndsBeforeItStarts;

impl fmt::Display for EndsBeforeItStarts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an until that is not before from")
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

    /// Whether its hours are shown as well.
    fn proves(&self, case: &Case<'_>) -> bool {
        let fresh =
            |signed_on: Date| case.exists(signed_on) && case.as_of <= signed_on.months_later(DECLARATION_MONTHS_MAX);
        self.claims()
            && match self.proof {
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

    fn holds_on(&self, day: Day) -> bool {
        *self.from <= day && self.until.is_none_or(|until| day <= *until)
    }
}

/// The text form of a period of work, before it is known not to end before it starts.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkPeriodText {
    from: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    hours_per_week: HoursPerWeek,
    hbo_level: bool,
    titled: bool,
    tasks: Set<Task>,
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

pub(super) fn judge(case: &Case<'_>, work: &[WorkPeriod], diploma: Option<Day>, findings: &mut Findings) {
    if !(case.is_renewal() || case.entry_target() == Some(Category::Senior)) {
        return;
    }
    let five_years = case.as_of.months_earlier(HOURS_MONTHS);
    let counted_after = diploma.map_or(five_years, |obtained_on| five_years.max(obtained_on));

    // hours a week times days: sevenths of an hour, so that nothing is rounded
    let mut sevenths = Sum::default();
    let mut current = Sum::default();
    let mut any_work = false;
    for period in work.iter().filter(|period| case.exists(period.from)) {
        any_work = true;
        if !period.claims() {
            continue;
        }
        let proven = period.proves(case);
        let hours_per_week = u32::from(period.hours_per_week.hundredths());
        sevenths.add(period.days_within(counted_after, case.as_of) * hours_per_week, proven);
        if period.holds_on(case.as_of) {
            current.add(hours_per_week, proven);
        }
    }

    findings.add_amounts(
        Rule::WorkHours,
        sevenths.status(HOURS_MIN.hundredths() * 7, any_work),
        Total::from_hundredths(sevenths.proven / 7),
        HOURS_MIN,
    );
    findings.add_amounts(
        Rule::WorkCurrent,
        current.status(HOURS_PER_WEEK_MIN.hundredths(), any_work),
        Total::from_hundredths(current.proven),
        HOURS_PER_WEEK_MIN,
    );
}
