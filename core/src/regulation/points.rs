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

impl MembershipIsOnePoint {
    /// What is asked.
    pub(crate) const EXPECTED: &'static str = "points of exactly 1 for a bcmb_membership";
}

impl fmt::Display for MembershipIsOnePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::EXPECTED)
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
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(description = "A professional-development activity. A `bcmb_membership` is for exactly 1 point.")
)]
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
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend(
        "if" = {"properties": {"kind": {"const": "bcmb_membership"}}},
        "then" = {"properties": {"points": {"const": 1}}},
    ))
)]
struct ActivityText {
    /// The day on which it was.
    on: Date,
    /// Its kind.
    kind: ActivityKind,
    /// Its points.
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
    // the days after it that count
    days: u32,
    ambassador_appointed: bool,
    first_year: u16,
    // hundredths, of the activities that count: accredited, reflection and other
    plain: [u32; 3],
    ambassador: u32,
    any_ambassador: bool,
    any_outside: bool,
    // a bit for each calendar year with a membership, from that of the first day: five years touch six at most
    membership_years: u8,
    membership_year_repeated: bool,
}

impl Tally {
    /// A tally over the days of a registration up to and including `last_day` (article 3.6).
    pub(super) fn new(registration: &Registration, last_day: Day, ambassador_appointed: bool) -> Self {
        let first_day = Day::from(registration.start);
        Self {
            first_day,
            days: last_day.days_since(first_day).unsigned_abs(),
            ambassador_appointed,
            first_year: registration.start.year(),
            plain: [0; 3],
            ambassador: 0,
            any_ambassador: false,
            any_outside: false,
            membership_years: 0,
            membership_year_repeated: false,
        }
    }

    /// Counts one activity.
    #[inline]
    pub(super) fn add(&mut self, activity: &Activity) {
        let hundredths = u32::from(activity.points.hundredths());
        if !self.counts(activity) {
            self.any_outside = true;
        } else if let Some(sum) = self.plain.get_mut(usize::from(activity.kind.number())) {
            // these three follow no pattern that a processor could foresee, so there is no branch on them; all points of
            // a dossier stay far below what a sum holds
            *sum += hundredths;
        } else if activity.kind == ActivityKind::BcmbMembership {
            self.add_membership(activity.on.year());
        } else {
            self.any_ambassador = true;
            self.ambassador += hundredths;
        }
    }

    /// Counts activities that are all in memory: as [`add`](Self::add) does, and faster where that may take more room.
    pub(super) fn add_all(&mut self, activities: &[Activity]) {
        let left = if cfg!(feature = "speed") { self.add_pairs(activities) } else { activities };
        left.iter().for_each(|activity| self.add(activity));
    }

    /// Counts activities by twos; what is left of them.
    fn add_pairs<'a>(&mut self, activities: &'a [Activity]) -> &'a [Activity] {
        // every other one is added to other sums: a processor waits where it adds to what it is still writing
        let (mut sums, mut others) = ([0; 3], [0; 3]);
        let (pairs, left) = activities.as_chunks();
        for [one, other] in pairs {
            self.add_plain(one, &mut sums);
            self.add_plain(other, &mut others);
        }
        for (sum, (one, other)) in self.plain.iter_mut().zip(sums.into_iter().zip(others)) {
            *sum += one + other;
        }
        left
    }

    /// Adds one of the kinds of which a dossier has many to its sum.
    #[inline]
    fn add_plain(&mut self, activity: &Activity, sums: &mut [u32; 3]) {
        match sums.get_mut(usize::from(activity.kind.number())) {
            Some(sum) if self.counts(activity) => *sum += u32::from(activity.points.hundredths()),
            _ => self.add_aside(*activity),
        }
    }

    /// Counts one of those that a dossier has few of, apart from the others.
    // a copy, so that the others need not be in memory one by one
    #[cold]
    fn add_aside(&mut self, activity: Activity) {
        self.add(&activity);
    }

    /// Whether the day of an activity counts.
    fn counts(&self, activity: &Activity) -> bool {
        // one comparison for both ends: a day before the first is, unsigned, far after the last
        activity.on.days_since(self.first_day) as u32 <= self.days
    }

    /// Notes the calendar year of a membership (I-8).
    fn add_membership(&mut self, year: u16) {
        let place = year.saturating_sub(self.first_year);
        let bit = 1_u8.checked_shl(u32::from(place)).unwrap_or(0);
        self.membership_year_repeated |= self.membership_years & bit != 0;
        self.membership_years |= bit;
    }

    /// The points that count, by kind.
    pub(super) fn points(&self) -> PointsByKind {
        let [accredited, reflection, other] = self.plain;
        let memberships = self.membership_years.count_ones() * u32::from(MEMBERSHIP_POINTS.hundredths());
        let ambassador = if self.ambassador_appointed { self.ambassador } else { 0 };
        PointsByKind {
            accredited: Total::from_hundredths(accredited),
            reflection: Total::from_hundredths(reflection),
            other: Total::from_hundredths(other + memberships + ambassador),
        }
    }

    /// The remarks that the activities give rise to.
    pub(super) fn notices(&self) -> Set<Notice> {
        [
            (Notice::ActivitiesOutsidePeriod, self.any_outside),
            (Notice::MembershipYearRepeated, self.membership_year_repeated),
            (Notice::AmbassadorNotAppointed, self.any_ambassador && !self.ambassador_appointed),
        ]
        .into_iter()
        .filter_map(|(notice, holds)| holds.then_some(notice))
        .collect()
    }
}

#[cfg_attr(not(feature = "speed"), inline(never))]
pub(super) fn judge(case: &Case<'_>, skj_shown: bool, points: Option<&PointsByKind>, findings: &mut Findings) {
    let dispensation = skj_shown && case.is_renewal() && case.held.is_some_and(|held| held.skj_shown);
    if dispensation {
        findings.add(Rule::SkjDispensation, Status::Met);
    }
    if let Some(points) = points {
        let norm = if dispensation { NORM_WITH_SKJ } else { NORM };
        let mut compare = |rule, have, need| findings.add_amounts(rule, Status::met_or_unmet(have >= need), have, need);
        compare(Rule::PointsTotal, points.total(), norm.total);
        compare(Rule::PointsAccredited, points.accredited, norm.accredited);
        compare(Rule::PointsReflection, points.reflection, norm.reflection);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::RegisteredAs;
    use crate::regulation::testing::*;
    use crate::{Category, Dossier, Request, Verdict, evaluate};

    const ACCREDITED: ActivityKind = ActivityKind::Accredited;
    const REFLECTION: ActivityKind = ActivityKind::Reflection;
    const OTHER: ActivityKind = ActivityKind::Other;
    const MEMBERSHIP: ActivityKind = ActivityKind::BcmbMembership;
    const AMBASSADOR: ActivityKind = ActivityKind::BcmbAmbassador;

    /// A renewal of the registration of 1 September 2016 with these activities.
    fn with(activities: &[(&str, ActivityKind, u16)]) -> Dossier {
        let mut dossier = renewal(Category::Senior);
        dossier.activities.clear();
        for (on, kind, points) in activities {
            dossier.activities.push(activity(on, *kind, *points)).unwrap();
        }
        dossier
    }

    /// The same renewal with so many points of each kind.
    fn with_points(accredited: u16, reflection: u16, other: u16) -> Dossier {
        with(&[
            ("2020-01-01", ACCREDITED, accredited),
            ("2020-01-01", REFLECTION, reflection),
            ("2020-01-01", OTHER, other),
        ])
    }

    fn with_skj(mut dossier: Dossier, at_its_start: bool, with_this_request: bool) -> Dossier {
        if let Some(held) = &mut dossier.registration {
            held.skj_shown = at_its_start;
        }
        dossier.skj_shown = with_this_request;
        dossier
    }

    #[track_caller]
    fn finds(dossier: &Dossier, total: Status, accredited: Status, reflection: Status) {
        let rules = [Rule::PointsTotal, Rule::PointsAccredited, Rule::PointsReflection];
        assert_eq!(rules.map(|rule| status(dossier, rule)), [total, accredited, reflection].map(Some));
    }

    /// The points that count: accredited, reflection, other.
    fn counted(dossier: &Dossier) -> [u32; 3] {
        let points = evaluate(dossier).points.unwrap();
        [points.accredited, points.reflection, points.other].map(Total::hundredths)
    }

    fn has_notice(dossier: &Dossier, notice: Notice) -> bool {
        evaluate(dossier).notices.contains(notice)
    }

    // how many

    // activities

    #[test]
    fn an_activity_is_what_it_was_said_to_be_and_a_membership_one_point() {
        for &kind in ActivityKind::ALL {
            let activity = activity("2020-04-04", kind, 1_00);
            assert_eq!((activity.on(), activity.kind()), (date("2020-04-04"), kind));
            assert_eq!(activity.points(), MEMBERSHIP_POINTS);
            let two = Points::from_hundredths(2_00).unwrap();
            let of_two = Activity::new(date("2020-04-04"), kind, two).map(|activity| activity.points());
            let membership = kind == ActivityKind::BcmbMembership;
            assert_eq!(of_two, if membership { Err(MembershipIsOnePoint) } else { Ok(two) });
        }
        assert_eq!(std::format!("{MembershipIsOnePoint}"), "points of exactly 1 for a bcmb_membership");
    }

    #[test]
    fn exactly_160_points_with_40_accredited_and_40_for_reflection_are_enough() {
        let dossier = with_points(40_00, 40_00, 80_00);
        assert_measures(&dossier, Rule::PointsTotal, Status::Met, "160", "160");
        assert_measures(&dossier, Rule::PointsAccredited, Status::Met, "40", "40");
        assert_measures(&dossier, Rule::PointsReflection, Status::Met, "40", "40");
        assert_verdict(&dossier, Verdict::Granted);
    }

    #[test]
    fn a_hundredth_of_a_point_short_is_short() {
        let dossier = with_points(40_00, 40_00, 79_99);
        finds(&dossier, Status::Unmet, Status::Met, Status::Met);
        assert_measures(&dossier, Rule::PointsTotal, Status::Unmet, "159.99", "160");
        finds(&with_points(39_99, 40_00, 80_01), Status::Met, Status::Unmet, Status::Met);
        finds(&with_points(40_00, 39_99, 80_01), Status::Met, Status::Met, Status::Unmet);
        assert_verdict(&with_points(40_00, 39_99, 80_01), Verdict::Refused);
    }

    #[test]
    fn a_surplus_in_one_kind_never_makes_up_for_a_minimum_in_another() {
        finds(&with_points(65_000, 39_00, 0), Status::Met, Status::Met, Status::Unmet);
        finds(&with_points(39_00, 65_000, 0), Status::Met, Status::Unmet, Status::Met);
        finds(&with_points(0, 0, 65_000), Status::Met, Status::Unmet, Status::Unmet);
    }

    #[test]
    fn other_points_may_be_none_at_all() {
        finds(&with_points(75_00, 85_00, 0), Status::Met, Status::Met, Status::Met);
    }

    #[test]
    fn without_activities_the_points_are_unmet_and_not_missing() {
        finds(&with(&[]), Status::Unmet, Status::Unmet, Status::Unmet);
        assert_measures(&with(&[]), Rule::PointsTotal, Status::Unmet, "0", "160");
    }

    #[test]
    fn the_most_points_that_a_dossier_can_hold_are_added_up() {
        let dossier = with(&[("2020-01-01", REFLECTION, 65_000); ACTIVITIES_MAX]);
        assert_measures(&dossier, Rule::PointsTotal, Status::Met, "166400", "160");
        assert_eq!(counted(&dossier), [0, 16_640_000, 0]);
    }

    // when points are asked

    #[test]
    fn points_are_asked_on_renewing_a_registration_that_exists_and_is_not_basis() {
        let mut into_another_category = renewal(Category::Junior);
        into_another_category.registration = Some(registered(RegisteredAs::InOpleiding, "2020-09-01"));
        let mut lapsed = renewal(Category::Senior);
        lapsed.registration = Some(registered(RegisteredAs::Senior, "2016-01-01"));
        for dossier in [renewal(Category::InOpleiding), renewal(Category::Junior), into_another_category, lapsed] {
            assert!(status(&dossier, Rule::PointsTotal).is_some());
            assert!(evaluate(&dossier).points.is_some());
        }
    }

    #[test]
    fn no_points_are_asked_otherwise() {
        let mut of_basis = renewal(Category::Junior);
        of_basis.registration = Some(registered(RegisteredAs::Basis, "2019-09-01"));
        let mut of_nothing = renewal(Category::Junior);
        of_nothing.registration = None;
        let mut of_what_is_not_there_yet = renewal(Category::Junior);
        of_what_is_not_there_yet.registration = Some(registered(RegisteredAs::Junior, "2021-06-02"));
        let others = [admission(Category::Junior), change(Category::Junior), conversion()];
        for mut dossier in [of_basis, of_nothing, of_what_is_not_there_yet].into_iter().chain(others) {
            dossier.activities = with_points(1_00, 1_00, 1_00).activities;
            for rule in [Rule::PointsTotal, Rule::PointsAccredited, Rule::PointsReflection] {
                assert_does_not_apply(&dossier, rule);
            }
            assert_eq!(evaluate(&dossier).points, None);
        }
    }

    // which days

    #[test]
    fn the_first_day_of_the_registration_counts_and_the_day_before_does_not() {
        let first = with(&[("2016-09-01", ACCREDITED, 5_00)]);
        assert_eq!(counted(&first), [5_00, 0, 0]);
        assert!(!has_notice(&first, Notice::ActivitiesOutsidePeriod));
        let before = with(&[("2016-08-31", ACCREDITED, 5_00)]);
        assert_eq!(counted(&before), [0, 0, 0]);
        assert!(has_notice(&before, Notice::ActivitiesOutsidePeriod));
    }

    #[test]
    fn the_judged_day_counts_and_the_day_after_does_not() {
        let today = with(&[("2021-06-01", REFLECTION, 5_00)]);
        assert_eq!(counted(&today), [0, 5_00, 0]);
        assert!(!has_notice(&today, Notice::ActivitiesOutsidePeriod));
        // within the registration, and not there yet
        let tomorrow = with(&[("2021-06-02", REFLECTION, 5_00)]);
        assert_eq!(counted(&tomorrow), [0, 0, 0]);
        assert!(has_notice(&tomorrow, Notice::ActivitiesOutsidePeriod));
    }

    #[test]
    fn the_last_day_of_a_lapsed_registration_counts_and_the_day_after_does_not() {
        let lapsed = |on| {
            let mut dossier = with(&[(on, OTHER, 5_00)]);
            dossier.registration = Some(registered(RegisteredAs::Senior, "2016-01-01"));
            dossier
        };
        assert_eq!(counted(&lapsed("2020-12-31")), [0, 0, 5_00]);
        assert!(!has_notice(&lapsed("2020-12-31"), Notice::ActivitiesOutsidePeriod));
        assert_eq!(counted(&lapsed("2021-01-01")), [0, 0, 0]);
        assert!(has_notice(&lapsed("2021-01-01"), Notice::ActivitiesOutsidePeriod));
    }

    #[test]
    fn one_activity_outside_the_period_takes_nothing_from_the_others() {
        let dossier = with(&[("2016-08-31", OTHER, 1_00), ("2017-01-01", OTHER, 2_00), ("2021-06-02", OTHER, 4_00)]);
        assert_eq!(counted(&dossier), [0, 0, 2_00]);
    }

    // memberships

    #[test]
    fn two_memberships_in_one_calendar_year_give_one_point() {
        let twice = with(&[("2020-01-01", MEMBERSHIP, 1_00), ("2020-12-31", MEMBERSHIP, 1_00)]);
        assert_eq!(counted(&twice), [0, 0, 1_00]);
        assert!(has_notice(&twice, Notice::MembershipYearRepeated));
    }

    #[test]
    fn memberships_of_two_calendar_years_give_two_points_however_close() {
        let next_day = with(&[("2019-12-31", MEMBERSHIP, 1_00), ("2020-01-01", MEMBERSHIP, 1_00)]);
        assert_eq!(counted(&next_day), [0, 0, 2_00]);
        assert!(!has_notice(&next_day, Notice::MembershipYearRepeated));
    }

    #[test]
    fn five_years_touch_six_calendar_years_at_most() {
        let dossier = with(&[
            ("2016-09-01", MEMBERSHIP, 1_00),
            ("2017-06-01", MEMBERSHIP, 1_00),
            ("2018-06-01", MEMBERSHIP, 1_00),
            ("2019-06-01", MEMBERSHIP, 1_00),
            ("2020-06-01", MEMBERSHIP, 1_00),
            ("2021-06-01", MEMBERSHIP, 1_00),
        ]);
        assert_eq!(counted(&dossier), [0, 0, 6_00]);
        assert!(!has_notice(&dossier, Notice::MembershipYearRepeated));
    }

    #[test]
    fn a_membership_outside_the_counted_days_neither_counts_nor_repeats() {
        let dossier = with(&[
            ("2016-08-31", MEMBERSHIP, 1_00),
            ("2016-09-01", MEMBERSHIP, 1_00),
            ("2021-06-01", MEMBERSHIP, 1_00),
            ("2021-06-02", MEMBERSHIP, 1_00),
        ]);
        assert_eq!(counted(&dossier), [0, 0, 2_00]);
        assert!(!has_notice(&dossier, Notice::MembershipYearRepeated));
        assert!(has_notice(&dossier, Notice::ActivitiesOutsidePeriod));
    }

    // ambassadors

    #[test]
    fn an_ambassadorship_counts_as_other_when_bcmb_names_the_person() {
        let mut dossier = with(&[("2020-01-01", AMBASSADOR, 12_50), ("2020-01-01", OTHER, 1_00)]);
        dossier.bcmb_ambassador_appointed = true;
        assert_eq!(counted(&dossier), [0, 0, 13_50]);
        assert!(!has_notice(&dossier, Notice::AmbassadorNotAppointed));
    }

    #[test]
    fn an_ambassadorship_without_appointment_gives_nothing_but_a_notice() {
        let dossier = with(&[("2020-01-01", AMBASSADOR, 12_50), ("2020-01-01", OTHER, 1_00)]);
        assert_eq!(counted(&dossier), [0, 0, 1_00]);
        assert!(has_notice(&dossier, Notice::AmbassadorNotAppointed));
        assert!(has_notice(&with(&[("2020-01-01", AMBASSADOR, 0)]), Notice::AmbassadorNotAppointed));
    }

    #[test]
    fn an_ambassadorship_outside_the_counted_days_gives_that_notice_only() {
        for on in ["2016-08-31", "2021-06-02"] {
            let dossier = with(&[(on, AMBASSADOR, 12_50)]);
            assert!(!has_notice(&dossier, Notice::AmbassadorNotAppointed));
            assert!(has_notice(&dossier, Notice::ActivitiesOutsidePeriod));
        }
    }

    // SKJ

    #[test]
    fn who_showed_skj_at_both_moments_needs_26_points_with_12_and_8() {
        let enough = with_skj(with_points(12_00, 8_00, 6_00), true, true);
        assert_finds(&enough, Rule::SkjDispensation, Status::Met);
        assert_measures(&enough, Rule::PointsTotal, Status::Met, "26", "26");
        assert_measures(&enough, Rule::PointsAccredited, Status::Met, "12", "12");
        assert_measures(&enough, Rule::PointsReflection, Status::Met, "8", "8");
        assert!(!has_notice(&enough, Notice::SkjShownOnce));
        assert_verdict(&enough, Verdict::Granted);
    }

    #[test]
    fn with_dispensation_a_hundredth_short_is_short_too() {
        let with_dispensation =
            |accredited, reflection, other| with_skj(with_points(accredited, reflection, other), true, true);
        finds(&with_dispensation(12_00, 8_00, 5_99), Status::Unmet, Status::Met, Status::Met);
        finds(&with_dispensation(11_99, 8_00, 6_01), Status::Met, Status::Unmet, Status::Met);
        finds(&with_dispensation(12_00, 7_99, 6_01), Status::Met, Status::Met, Status::Unmet);
    }

    #[test]
    fn skj_shown_at_one_moment_gives_no_dispensation_but_a_notice() {
        for (at_its_start, with_this_request, once) in [(true, false, true), (false, true, true), (false, false, false)]
        {
            let dossier = with_skj(with_points(12_00, 8_00, 6_00), at_its_start, with_this_request);
            assert_does_not_apply(&dossier, Rule::SkjDispensation);
            finds(&dossier, Status::Unmet, Status::Unmet, Status::Unmet);
            assert_eq!(has_notice(&dossier, Notice::SkjShownOnce), once);
        }
    }

    #[test]
    fn renewing_basis_with_skj_has_the_dispensation_though_no_points_are_asked() {
        let mut dossier = renewal(Category::Junior);
        dossier.registration = Some(registered(RegisteredAs::Basis, "2019-09-01"));
        let twice = with_skj(dossier.clone(), true, true);
        assert_finds(&twice, Rule::SkjDispensation, Status::Met);
        assert_does_not_apply(&twice, Rule::PointsTotal);
        assert!(has_notice(&with_skj(dossier, false, true), Notice::SkjShownOnce));
    }

    #[test]
    fn skj_means_nothing_without_a_registration_that_exists_or_a_renewal() {
        let mut without = renewal(Category::Junior);
        without.registration = None;
        let mut not_yet = renewal(Category::Junior);
        not_yet.registration = Some(registered(RegisteredAs::Junior, "2021-06-02"));
        let mut changed = change(Category::Junior);
        changed.request = Request::Change(Category::Junior);
        for dossier in [without, not_yet, changed, conversion(), admission(Category::Junior)] {
            for (at_its_start, with_this_request) in [(true, true), (false, true), (true, false)] {
                let dossier = with_skj(dossier.clone(), at_its_start, with_this_request);
                assert_does_not_apply(&dossier, Rule::SkjDispensation);
                assert!(!has_notice(&dossier, Notice::SkjShownOnce));
            }
        }
    }
}
