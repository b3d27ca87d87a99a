//! Days as integers: how many days after 1 January 1970, so that seconds of a clock divided by 86 400 are one.

use registertoets_core::{Date, Day};

use crate::error::{Answer, RegistertoetsError};
use crate::memory::{present, write};

/// In place of a day to judge on: the day that the dossier itself says.
pub const REGISTERTOETS_OWN_DAY: i32 = i32::MIN;

const EPOCH: Date = match Date::new(1970, 1, 1) {
    Some(date) => date,
    None => Date::MIN,
};

/// The number of a day.
pub(crate) fn number_of(day: Day) -> i32 {
    day.days_since(*EPOCH)
}

/// The day with this number.
pub(crate) fn day(number: i32) -> Answer<Day> {
    let day = EPOCH.days_later(number);
    // arithmetic stops at the ends of the range, so a number beyond them does not come back
    if number_of(day) == number { Ok(day) } else { Err(RegistertoetsError::DayOutOfRange) }
}

/// The day to judge on, if it is another than the dossier's own.
pub(crate) fn judged_day(number: i32) -> Answer<Option<Date>> {
    if number == REGISTERTOETS_OWN_DAY {
        return Ok(None);
    }
    Date::from_day(day(number)?).map(Some).ok_or(RegistertoetsError::DayOutOfRange)
}

/// Turns a date of the calendar into the number of its day: days after 1 January 1970, negative before it.
///
/// The date lies from 1 January 1900 to 31 December 2099: the days that can be judged on. Otherwise the answer is
/// `REGISTERTOETS_ERROR_DAY_OUT_OF_RANGE`, as it is for a date that the calendar does not have.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_day(
    year: u16,
    month: u8,
    day_of_month: u8,
    day: *mut i32,
) -> RegistertoetsError {
    let date = Date::new(year, month, day_of_month).ok_or(RegistertoetsError::DayOutOfRange);
    // SAFETY: the caller's word, as for every pointer
    RegistertoetsError::of(date.and_then(|date| unsafe { write(day, number_of(date.into())) }))
}

/// Turns the number of a day into a date of the calendar: year, month (1 to 12) and day of the month (1 to 31).
///
/// Days of outcomes lie from 1 January 1800 to 31 December 2199.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_date(
    day: i32,
    year: *mut u16,
    month: *mut u8,
    day_of_month: *mut u8,
) -> RegistertoetsError {
    let write_all = |date: Day| {
        present(month)?;
        present(day_of_month)?;
        let (year_number, month_number, day_number) = date.year_month_day();
        // SAFETY: the caller's word, as for every pointer
        unsafe {
            write(year, year_number)?;
            write(month, month_number)?;
            write(day_of_month, day_number)
        }
    };
    RegistertoetsError::of(self::day(day).and_then(write_all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_is_day_zero_and_every_day_comes_back() {
        assert_eq!(number_of(EPOCH.into()), 0);
        for known in [Day::MIN, Day::MAX, Date::MIN.into(), Date::MAX.into()] {
            assert_eq!(day(number_of(known)), Ok(known));
        }
        assert!(day(number_of(Day::MAX) + 1).is_err() && day(number_of(Day::MIN) - 1).is_err());
        assert!(day(i32::MAX).is_err() && day(i32::MIN).is_err());
    }

    #[test]
    fn only_dates_of_dossiers_are_judged_on() {
        let (first, last) = (number_of(Date::MIN.into()), number_of(Date::MAX.into()));
        assert_eq!(judged_day(first), Ok(Some(Date::MIN)));
        assert_eq!(judged_day(last), Ok(Some(Date::MAX)));
        assert!(judged_day(first - 1).is_err() && judged_day(last + 1).is_err());
        assert_eq!(judged_day(REGISTERTOETS_OWN_DAY), Ok(None));
    }
}
