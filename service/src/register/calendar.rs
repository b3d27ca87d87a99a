//! The days of a renewal peak: when periods end, when dossiers are judged, when diplomas were obtained.

use registertoets_core::{Date, Day};

use super::dice::Dice;

/// First day on which a period that is to be renewed can have ended.
const PEAK_FROM: Date = Date::new(2021, 9, 15).expect("a real date");
/// Days over which the ends of the periods are spread, most in the middle: 15 September to 14 December 2021.
const PEAK_DAYS: u32 = 91;
/// First day on which other requests are judged.
const SEASON_FROM: Date = Date::new(2021, 9, 1).expect("a real date");
/// Days on which other requests are judged: 1 September to 15 December 2021.
const SEASON_DAYS: u32 = 106;
/// The first leap day of the register: what starts or is dated on it ends on a day of another number.
const LEAP_DAY: Date = Date::new(2016, 2, 29).expect("a real date");
/// The leap day that a certificate of conduct can be of at [`LEAP_DAY_PEAK`]: it is accepted up to 28 February 2021.
pub(super) const LATER_LEAP_DAY: Date = Date::new(2020, 2, 29).expect("a real date");
/// The last day of five years from [`LEAP_DAY`] is 27 February 2021; this is the day before it.
const LEAP_DAY_PEAK: Date = Date::new(2021, 2, 26).expect("a real date");

/// A registration's first day, and the day near its end on which its renewal is judged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    /// The first day of the registration.
    pub(super) start: Date,
    /// The day judged on.
    pub(super) assessed_on: Date,
}

impl Period {
    /// A period of so many months that ends at the peak: mostly judged before its last day.
    pub(super) fn at_the_peak(months: u16, dice: &mut Dice) -> Self {
        let day_after = days_after(PEAK_FROM, dice.below(PEAK_DAYS / 2 + 1) + dice.below(PEAK_DAYS / 2 + 1));
        let assessed_on = match dice.below(200) {
            // too late, by a day or more
            0..3 => days_after(day_after, dice.between(1..=60)),
            3..6 => day_after,
            // on the last day
            6..10 => days_before(day_after, 1),
            _ => days_before(day_after, dice.between(2..=75)),
        };
        Self { start: date(day_after.months_earlier(months)), assessed_on }
    }

    /// A period of five years from a leap day, judged on the day before its last, its last day, or the day after it.
    pub(super) fn from_a_leap_day(dice: &mut Dice) -> Self {
        Self { start: LEAP_DAY, assessed_on: days_after(LEAP_DAY_PEAK, dice.below(3)) }
    }
}

/// A day on which a request is judged that waits for no period to end: mostly in autumn 2021, now and then before this
/// version of the regulation took force, or after the admission criteria changed.
pub(super) fn season_day(dice: &mut Dice) -> Date {
    let days = dice.below(SEASON_DAYS);
    match dice.below(50) {
        0 => days_before(SEASON_FROM, 150 + days),
        1 => days_after(SEASON_FROM, 110 + days),
        _ => days_after(SEASON_FROM, days),
    }
}

/// A day on which diplomas are handed out, so many years before the year of `assessed_on`; one at least.
pub(super) fn graduation(assessed_on: Date, years_ago: u32, dice: &mut Dice) -> Date {
    let year = u32::from(assessed_on.year()).saturating_sub(years_ago.max(1)) as u16;
    let month = dice.pick([1, 2, 6, 6, 6, 7, 7, 7, 8, 11]);
    Date::new(year, month, dice.between(1..=28) as u8).unwrap_or(assessed_on)
}

/// The date of a day that a dossier can hold, as all days here are.
pub(super) fn date(day: Day) -> Date {
    Date::from_day(day).unwrap_or(Date::MAX)
}

/// The date so many days later.
pub(super) fn days_after(from: Date, days: u32) -> Date {
    date(from.days_later(days as i32))
}

/// The date so many days earlier.
pub(super) fn days_before(from: Date, days: u32) -> Date {
    date(from.days_later(-(days as i32)))
}

#[cfg(test)]
mod tests {
    use registertoets_core::regulation::REGISTRATION_MONTHS;

    use super::*;

    #[test]
    fn most_periods_started_in_autumn_2016_and_are_judged_before_their_end() {
        let mut dice = Dice::new(1, 1);
        let mut judged_in_time = 0;
        for _ in 0..1_000 {
            let period = Period::at_the_peak(REGISTRATION_MONTHS, &mut dice);
            assert!(("2016-09-15".."2016-12-15").contains(&period.start.to_string().as_str()), "{period:?}");
            judged_in_time += u32::from(*period.assessed_on < period.start.months_later(REGISTRATION_MONTHS));
        }
        assert!((950..1_000).contains(&judged_in_time), "{judged_in_time} of 1000 in time");
    }

    #[test]
    fn a_period_from_a_leap_day_is_judged_around_its_end() {
        let mut dice = Dice::new(1, 1);
        let period = Period::from_a_leap_day(&mut dice);
        let last_day = period.start.months_later(REGISTRATION_MONTHS).days_later(-1);
        assert!(period.assessed_on.days_since(last_day).abs() <= 1, "{period:?}");
    }
}
