//! Days as the hand-written peers hold them.

use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

/// A day as the number YYYYMMDD, so that comparing days is comparing numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(u32);

impl Day {
    /// The day of this text, `YYYY-MM-DD`.
    pub fn read(text: &str) -> Option<Self> {
        let &[y3, y2, y1, y0, b'-', m1, m0, b'-', d1, d0] = text.as_bytes() else { return None };
        let digits = [y3, y2, y1, y0, m1, m0, d1, d0];
        let number = digits.iter().try_fold(0, |number, digit| {
            let digit = digit.wrapping_sub(b'0');
            (digit < 10).then_some(number * 10 + u32::from(digit))
        })?;
        Some(Self(number))
    }

    /// The calendar year.
    pub fn year(self) -> u32 {
        self.0 / 10_000
    }

    fn month(self) -> u32 {
        self.0 / 100 % 100
    }

    fn day_of_month(self) -> u32 {
        self.0 % 100
    }

    /// So many months later or earlier, on the same day of the month or the last of a shorter one.
    pub fn plus_months(self, months: i32) -> Self {
        let month = self.year() as i32 * 12 + self.month() as i32 - 1 + months;
        let (year, month) = (month.div_euclid(12) as u32, month.rem_euclid(12) as u32 + 1);
        Self(year * 10_000 + month * 100 + self.day_of_month().min(days_in_month(year, month)))
    }

    /// Days since 1 March of the year 0, to count days between two.
    pub fn number(self) -> i32 {
        let (year, month) = (self.year() as i32, self.month() as i32);
        // counted from March, a leap day is the last day of a year
        let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
        year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + self.day_of_month() as i32
    }
}

fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DayText;
        impl Visitor<'_> for DayText {
            type Value = Day;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a date, YYYY-MM-DD")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Day, E> {
                Day::read(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(DayText)
    }
}
