//! Professional-development activities over a period: how many, on which days, of which kinds, for how many points.

use registertoets_core::regulation::{
    Activities, Activity, ActivityKind, MEMBERSHIP_POINTS, NORM_WITH_SKJ, PointsNorm,
};
use registertoets_core::{Date, Named, Points, limits};

use super::calendar::{days_after, days_before};
use super::dice::Dice;

/// What the points of a dossier come to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    Ample,
    Short,
    FewReflections,
    JustEnough,
    QuarterShort,
    None,
    FullList,
}

/// On which days the first and the last activity are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    Within,
    OnFirstAndLastDay,
    DayOutside,
    LongOutside,
}

/// The order in which activities are listed.
#[derive(Clone, Copy)]
enum Order {
    OldestFirst,
    NewestFirst,
    ByKind,
}

/// What activities are drawn from.
struct Plan {
    first_day: Date,
    last_day: Date,
    count: u32,
    ends: Ends,
    /// Quarters of a point that an activity is for, on average.
    mean_quarters: u32,
    reflection_weight: u32,
    is_member: bool,
    is_ambassador: bool,
    /// Points that the last activity brings the sum to, in hundredths.
    exact_sum: Option<u32>,
}

/// The activities from `first_day` to `last_day`, of someone who is asked for the points of `norm`.
pub(super) fn activities(
    first_day: Date,
    last_day: Date,
    norm: PointsNorm,
    is_ambassador: bool,
    dice: &mut Dice,
) -> Activities {
    let plan = Plan::draw(first_day, last_day, norm, is_ambassador, dice);
    let mut activities = Activities::new();
    plan.carry_out(&mut activities, dice);
    match dice.weighted([(88, Order::OldestFirst), (8, Order::NewestFirst), (4, Order::ByKind)]) {
        Order::OldestFirst => {}
        Order::NewestFirst => activities.reverse(),
        Order::ByKind => activities.sort_unstable_by_key(|a| (a.kind().number(), a.on(), a.points())),
    }
    activities
}

impl Plan {
    fn draw(first_day: Date, last_day: Date, norm: PointsNorm, is_ambassador: bool, dice: &mut Dice) -> Self {
        let aim = dice.weighted([
            (905, Aim::Ample),
            (40, Aim::Short),
            (15, Aim::FewReflections),
            (16, Aim::JustEnough),
            (16, Aim::QuarterShort),
            (4, Aim::None),
            (4, Aim::FullList),
        ]);
        let count = count(aim, norm, dice);
        let exact_sum = exact_sum(aim, norm);
        let free = exact_sum.is_none();
        Self {
            first_day,
            last_day,
            count,
            ends: if free { ends(dice) } else { Ends::Within },
            // up to an eighth or so of the activities are memberships, of one point
            mean_quarters: (sum_quarters(aim, norm, dice) / (count - count / 8).max(1)).max(1),
            reflection_weight: if aim == Aim::FewReflections { 6 } else { 40 },
            // a sum that is to be exact is made of points that count whatever else holds
            is_member: free && dice.below(100) < 45,
            is_ambassador: free && is_ambassador,
            exact_sum,
        }
    }

    fn carry_out(&self, activities: &mut Activities, dice: &mut Dice) {
        let mut sum = 0;
        let mut member_in = None;
        for nth in 0..self.count {
            let on = self.day(nth, dice);
            let year = on.year();
            let joins = self.is_member && (member_in != Some(year) || dice.one_in(800));
            let (kind, points) = if joins {
                member_in = Some(year);
                (ActivityKind::BcmbMembership, MEMBERSHIP_POINTS)
            } else {
                self.kind_and_points(nth, sum, dice)
            };
            sum += u32::from(points.hundredths());
            if let Ok(activity) = Activity::new(on, kind, points) {
                // the count is one that there is room for
                let _ = activities.push(activity);
            }
        }
    }

    /// The day of an activity: each has its own stretch of the period.
    fn day(&self, nth: u32, dice: &mut Dice) -> Date {
        let days = u32::try_from(self.last_day.days_since(*self.first_day)).unwrap_or(0);
        let is_first = nth == 0;
        let is_last = nth + 1 == self.count;
        match self.ends {
            Ends::OnFirstAndLastDay if is_first => self.first_day,
            Ends::OnFirstAndLastDay if is_last => self.last_day,
            Ends::DayOutside if is_first => days_before(self.first_day, 1),
            Ends::DayOutside if is_last => days_after(self.last_day, 1),
            Ends::LongOutside if nth < 2 => days_before(self.first_day, 20 - 5 * nth + dice.below(100)),
            _ => days_after(self.first_day, (nth * days + dice.below(days + 1)) / self.count),
        }
    }

    fn kind_and_points(&self, nth: u32, sum: u32, dice: &mut Dice) -> (ActivityKind, Points) {
        if let Some(exact_sum) = self.exact_sum.filter(|_| nth + 1 == self.count) {
            return (ActivityKind::Accredited, points(exact_sum.saturating_sub(sum)));
        }
        let kind = dice.weighted([
            (40, ActivityKind::Accredited),
            (self.reflection_weight, ActivityKind::Reflection),
            (20, ActivityKind::Other),
            (if self.is_ambassador { 8 } else { 0 }, ActivityKind::BcmbAmbassador),
        ]);
        // accredited schooling takes longer than a session of reflection, other things are shorter
        let mean_quarters = match kind {
            ActivityKind::Accredited => self.mean_quarters * 5 / 4,
            ActivityKind::Reflection => self.mean_quarters,
            _ => self.mean_quarters / 2,
        };
        let hundredths = 25 * quarters(mean_quarters, dice) + if dice.one_in(400) { 8 } else { 0 };
        (kind, points(hundredths))
    }
}

fn count(aim: Aim, norm: PointsNorm, dice: &mut Dice) -> u32 {
    match aim {
        Aim::None => 0,
        Aim::FullList => limits::ACTIVITIES_MAX as u32,
        _ if norm == NORM_WITH_SKJ => dice.between(8..=20),
        _ => dice.between(25..=60),
    }
}

/// What the points add up to, about, in quarters.
fn sum_quarters(aim: Aim, norm: PointsNorm, dice: &mut Dice) -> u32 {
    let percent = match aim {
        Aim::Ample if norm == NORM_WITH_SKJ => dice.between(170..=400),
        Aim::Ample | Aim::FewReflections | Aim::FullList => dice.between(115..=160),
        Aim::Short => dice.between(60..=98),
        // the last activity is for the rest
        Aim::JustEnough | Aim::QuarterShort => 75,
        Aim::None => 0,
    };
    norm.total.hundredths() / 25 * percent / 100
}

fn exact_sum(aim: Aim, norm: PointsNorm) -> Option<u32> {
    let need = norm.total.hundredths();
    match aim {
        Aim::JustEnough => Some(need),
        Aim::QuarterShort => Some(need - 25),
        _ => None,
    }
}

fn ends(dice: &mut Dice) -> Ends {
    dice.weighted([(940, Ends::Within), (20, Ends::OnFirstAndLastDay), (20, Ends::DayOutside), (20, Ends::LongOutside)])
}

/// From half to one and a half times the mean: mostly whole points, some halves, few quarters.
fn quarters(mean: u32, dice: &mut Dice) -> u32 {
    let drawn = mean / 2 + dice.below(mean + 1);
    let step = dice.weighted([(75, 4), (17, 2), (8, 1)]);
    ((drawn + step / 2) / step * step).max(1)
}

fn points(hundredths: u32) -> Points {
    u16::try_from(hundredths).ok().and_then(Points::from_hundredths).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use registertoets_core::regulation::NORM;

    use super::*;

    fn sums(norm: PointsNorm) -> Vec<u32> {
        let (Some(first_day), Some(last_day)) = (Date::new(2016, 10, 1), Date::new(2021, 9, 1)) else {
            return Vec::new();
        };
        let mut dice = Dice::new(1, 1);
        let drawn = (0..5_000).map(|_| activities(first_day, last_day, norm, false, &mut dice));
        drawn.map(|drawn| drawn.iter().map(|activity| u32::from(activity.points().hundredths())).sum()).collect()
    }

    #[test]
    fn both_sides_of_the_norm_are_met_exactly() {
        for norm in [NORM, NORM_WITH_SKJ] {
            let need = norm.total.hundredths();
            let sums = sums(norm);
            assert!(sums.iter().filter(|sum| **sum == need).count() > 40, "exactly {need}");
            assert!(sums.iter().filter(|sum| **sum == need - 25).count() > 40, "a quarter less than {need}");
            assert!(sums.iter().filter(|sum| **sum > need).count() > 4_000, "more than {need}");
        }
    }
}
