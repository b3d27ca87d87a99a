//! Articles 3.6 and 4c, and Toelichting SKJ: professional development.
//!
//! A renewal asks for 160 points gained within the registration's period: at least 40 accredited and at least 40 for
//! reflection. Who showed an SKJ registration both at the start and now is asked for 26, 12 and 8. A surplus in one kind
//! never makes up for a minimum in another. A BCMB membership gives one point a membership year, taken as a calendar
//! year (I-8); an ambassadorship counts when BCMB names the person (Toelichting, Overige deskundigheidsbevordering).
//! How an activity earns its points (accreditation rules) is not judged.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::{Case, Rule};
use crate::finding::{Findings, Status};
use crate::limits::ACTIVITIES_MAX;
use crate::name::names;
use crate::outcome::{Notice, PointsByKind};
use crate::{Date, Day, Named, Points, Registration, Set, Total};

/// The least points that a renewal asks (article 4c).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointsNorm {
    /// In all.
    pub total: Total,
    /// Accredited.
    pub accredited: Total,
    /// For reflection.
    pub reflection: Total,
}

/// The norm of every category (article 4c, left column).
pub const NORM: PointsNorm =
    PointsNorm { total: Total::whole(160), accredited: Total::whole(40), reflection: Total::whole(40) };
/// The norm with SKJ dispensation (article 4c, right column).
pub const NORM_WITH_SKJ: PointsNorm =
    PointsNorm { total: Total::whole(26), accredited: Total::whole(12), reflection: Total::whole(8) };
/// Points for a year of BCMB membership (Toelichting, Overige deskundigheidsbevordering).
pub const MEMBERSHIP_POINTS: Points = match Points::from_hundredths(100) {
    Some(points) => points,
    None => panic!("a point is in range"),
};

names! {
    /// Kind of a professional-development activity (article 4c; Toelichting).
    pub enum ActivityKind {
        /// Accredited.
        Accredited = "accredited",
        /// Reflection.
        Reflection = "reflection",
        /// Other.
        Other = "other",
        /// A year of BCMB membership: exactly one point.
        BcmbMembership = "bcmb_membership",
        /// Being an ambassador of BCMB.
        BcmbAmbassador = "bcmb_ambassador",
    }
}

/// A BCMB membership with points that are not exactly 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MembershipIsOnePoint;

impl fmt::Display for MembershipIsOnePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("points of exactly 1 for a bcmb_membership")
    }
}

impl core::error::Error for MembershipIsOnePoint {}

/// A professional-development activity.
///
/// ```
/// use registertoets_core::regulation::{Activity, ActivityKind};
/// use registertoets_core::{Date, Points};
/// let on = Date::new(2020, 4, 4).unwrap();
/// let eight = Points::from_hundredths(8_00).unwrap();
/// assert_eq!(Activity::new(on, ActivityKind::Reflection, eight)?.points(), eight);
/// assert!(Activity::new(on, ActivityKind::BcmbMembership, eight).is_err());
/// # Ok::<(), registertoets_core::regulation::MembershipIsOnePoint>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "ActivityText")]
pub struct Activity {
    on: Date,
    kind: ActivityKind,
    points: Points,
}

impl Activity {
    /// An activity on a day, of a kind, for so many points.
    ///
    /// # Errors
    /// When a BCMB membership is not for exactly one point.
    pub fn new(on: Date, kind: ActivityKind, points: Points) -> Result<Self, MembershipIsOnePoint> {
        if kind == ActivityKind::BcmbMembership && points != MEMBERSHIP_POINTS {
            return Err(MembershipIsOnePoint);
        }
        Ok(Self { on, kind, points })
    }

    /// The day on which it was.
    #[must_use]
    pub fn on(&self) -> Date {
        self.on
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> ActivityKind {
        self.kind
    }

    /// Its points.
    #[must_use]
    pub fn points(&self) -> Points {
        self.points
    }
}

/// The text form of an activity, before its points are known to fit its kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActivityText {
    on: Date,
    kind: ActivityKind,
    points: Points,
}

impl TryFrom<ActivityText> for Activity {
    type Error = MembershipIsOnePoint;

    fn try_from(text: ActivityText) -> Result<Self, MembershipIsOnePoint> {
        Self::new(text.on, text.kind, text.points)
    }
}

/// The activities of a dossier.
pub type Activities = heapless::Vec<Activity, ACTIVITIES_MAX, u16>;

/// Points being counted, one activity after another, in any order and without keeping them.
pub(super) struct Tally {
    first_day: Day,
    last_day: Day,
    ambassador_appointed: bool,
    // of the activities that count: hundredths by kind, and which kinds there were
    hundredths: [u32; ActivityKind::ALL.len()],
    kinds: Set<ActivityKind>,
    // a bit for each calendar year with a membership, from that of the first day: five years touch six at most
    membership_years: u8,
    membership_year_repeated: bool,
    any_outside: bool,
}

impl Tally {
    /// A tally over the days that count: those of the registration, up to the day judged on (article 3.6).
    pub(super) fn new(registration: &Registration, as_of: Day, ambassador_appointed: bool) -> Self {
        Self {
            first_day: registration.start.into(),
            last_day: registration.last_day().min(as_of),
            ambassador_appointed,
            hundredths: [0; ActivityKind::ALL.len()],
            kinds: Set::EMPTY,
            membership_years: 0,
            membership_year_repeated: false,
            any_outside: false,
        }
    }

    /// Counts one activity.
    pub(super) fn add(&mut self, activity: &Activity) {
        let counts = self.first_day <= *activity.on && *activity.on <= self.last_day;
        self.any_outside |= !counts;
        // kinds follow no pattern that a processor could foresee, so there is no branch on them here
        let points = if counts { u32::from(activity.points.hundredths()) } else { 0 };
        if let Some(sum) = self.hundredths.get_mut(usize::from(activity.kind.number())) {
            *sum = sum.saturating_add(points);
        }
        if counts {
            self.kinds.insert(activity.kind);
            if activity.kind == ActivityKind::BcmbMembership {
                self.add_membership(activity.on.year());
            }
        }
    }

    /// Notes the calendar year of a membership (I-8).
    fn add_membership(&mut self, year: u16) {
        let place = year.saturating_sub(self.first_day.year());
        let bit = 1_u8.checked_shl(u32::from(place)).unwrap_or(0);
        self.membership_year_repeated |= self.membership_years & bit != 0;
        self.membership_years |= bit;
    }

    /// The points that count, by kind.
    pub(super) fn points(&self) -> PointsByKind {
        let [accredited, reflection, other, _, ambassador] = self.hundredths;
        let memberships = self.membership_years.count_ones() * u32::from(MEMBERSHIP_POINTS.hundredths());
        let ambassador = if self.ambassador_appointed { ambassador } else { 0 };
        PointsByKind {
            accredited: Total::from_hundredths(accredited),
            reflection: Total::from_hundredths(reflection),
            other: Total::from_hundredths(other.saturating_add(memberships).saturating_add(ambassador)),
        }
    }

    /// The remarks that the activities give rise to.
    pub(super) fn notices(&self) -> Set<Notice> {
        let ambassador = self.kinds.contains(ActivityKind::BcmbAmbassador);
        [
            (Notice::ActivitiesOutsidePeriod, self.any_outside),
            (Notice::MembershipYearRepeated, self.membership_year_repeated),
            (Notice::AmbassadorNotAppointed, ambassador && !self.ambassador_appointed),
        ]
        .into_iter()
        .filter_map(|(notice, holds)| holds.then_some(notice))
        .collect()
    }
}

pub(super) fn judge(case: &Case<'_>, skj_shown: bool, points: Option<PointsByKind>, findings: &mut Findings) {
    let dispensation = skj_shown && case.is_renewal() && case.held.is_some_and(|held| held.skj_shown);
    if dispensation {
        findings.add(Rule::SkjDispensation, Status::Met);
    }
    if let Some(points) = points {
        let norm = if dispensation { NORM_WITH_SKJ } else { NORM };
        for (rule, have, need) in [
            (Rule::PointsTotal, points.total(), norm.total),
            (Rule::PointsAccredited, points.accredited, norm.accredited),
            (Rule::PointsReflection, points.reflection, norm.reflection),
        ] {
            findings.add_amounts(rule, Status::met_or_unmet(have >= need), have, need);
        }
    }
}
