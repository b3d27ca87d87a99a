//! Civil dates, n months later or earlier, and their text form.
//!
//! A [`Day`] is any day that the rules can arrive at; a [`Date`] is a day that a dossier may hold. The difference
//! is the range: a registration granted in 2099 ends in 2104, which no dossier can say.

use core::fmt;
use core::num::NonZeroU32;
use core::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::limits::{YEAR_MAX, YEAR_MIN};

/// A day of the Gregorian calendar, from 1 January 1800 to 31 December 2199.
///
/// Every day that can follow from a dossier lies well inside; arithmetic that would leave the range stops at its end.
///
/// ```
/// use registertoets_core::Date;
/// let leap_day = Date::new(2016, 2, 29).unwrap();
/// assert_eq!(leap_day.months_later(3).to_string(), "2016-05-29"); // ECLI:NL:HR:2017:2225
/// assert_eq!(leap_day.months_later(12).to_string(), "2017-02-28");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NonZeroU32);

// Years are taken to begin on 1 March, so that the leap day is the last of its year. If every fourth year had one, days
// and years would follow straight lines, whose divisions are multiplications and shifts (C. Neri and L. Schneider,
// "Euclidean affine functions and their application to calendar algorithms", Software: Practice and Experience 53, 2023).
// Of the years that days can be in, three have none though they are fourth ones. So numbers of days are counted along the
// straight line, and the days that are not there taken out.

/// Days from 1 March of the year 0 to 1 March of a year, if every fourth year were a leap year.
const fn straight(year: u32) -> u32 {
    1_461 * year / 4
}

/// Where the leap days lie that are not there.
const DAYS_THAT_ARE_NOT: [u32; 3] = [straight(1800) - 1, straight(1900) - 1, straight(2100) - 1];
/// How many days are not there before those.
const AHEAD: u32 = 13;

/// The number of the day at a place on the straight line. A leap day that is not there is the day before it.
const fn number_at(straight: u32) -> i64 {
    let [first, second, third] = DAYS_THAT_ARE_NOT;
    let gone = (straight >= first) as u32 + (straight >= second) as u32 + (straight >= third) as u32;
    straight as i64 - (AHEAD + gone) as i64
}

const fn is_leap_year(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Day {
    /// The first day there is: 1 January 1800.
    pub const MIN: Self = Self::of(1800, 1, 1);
    /// The last day there is: 31 December 2199.
    pub const MAX: Self = Self::of(2199, 12, 31);

    /// The day of a date that is known to be real, for constants; a month or day out of range is brought into it.
    pub(crate) const fn of(year: u32, month: u32, day: u32) -> Self {
        let (year, month) = if month > 2 { (year, month) } else { (year - 1, month + 12) };
        Self::numbered(number_at(straight(year) + (979 * month - 2_919) / 32 + day - 1) as u32)
    }

    /// The day of a number that is known to be in range, where there is no 0.
    const fn numbered(number: u32) -> Self {
        Self(NonZeroU32::MIN.saturating_add(number.saturating_sub(1)))
    }

    /// The place of the day on the straight line.
    const fn straight(self) -> u32 {
        let straight = self.0.get() + AHEAD;
        let [first, second, third] = DAYS_THAT_ARE_NOT;
        let gone = (straight >= first) as u32 + (straight >= second - 1) as u32 + (straight >= third - 2) as u32;
        straight + gone
    }

    /// The number of the day, counting from 1 March of the year 0.
    pub(crate) const fn number(self) -> u32 {
        self.0.get()
    }

    /// The day of a number, brought into the range of days.
    pub(crate) const fn from_number(number: u32) -> Self {
        Self::clamped(number as i64)
    }

    const fn clamped(number: i64) -> Self {
        let (min, max) = (Self::MIN.0.get() as i64, Self::MAX.0.get() as i64);
        let inside = if number < min {
            min
        } else if number > max {
            max
        } else {
            number
        };
        Self::numbered(inside as u32)
    }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    #[must_use]
    pub const fn year_month_day(self) -> (u16, u8, u8) {
        let quarters = 4 * self.straight() + 3;
        let (year, day_of_year) = (quarters / 1_461, quarters % 1_461 / 4);
        // the upper half is a division by the length of a month, the lower one its remainder
        let line = 2_141 * day_of_year + 197_913;
        let (month, day) = (line >> 16, (line & 0xFFFF) / 2_141 + 1);
        let (year, month) = if month > 12 { (year + 1, month - 12) } else { (year, month) };
        (year as u16, month as u8, day as u8)
    }

    /// The day `count` days later (earlier, where negative).
    #[must_use]
    pub const fn days_later(self, count: i32) -> Self {
        Self::clamped(self.0.get() as i64 + count as i64)
    }

    /// The number of days from `earlier` to this day; negative where this day comes first.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i32 {
        self.0.get() as i32 - earlier.0.get() as i32
    }

    /// The same day number `months` months later, or the last day of that month where it has no such day
    /// (Dutch Supreme Court, ECLI:NL:HR:2017:2225; Regulation (EEC, Euratom) 1182/71, art. 3(2)(c)).
    #[must_use]
    pub const fn months_later(self, months: u16) -> Self {
        self.months_moved(months as i32)
    }

    /// The same day number `months` months earlier, or the last day of that month where it has no such day.
    #[must_use]
    pub const fn months_earlier(self, months: u16) -> Self {
        self.months_moved(-(months as i32))
    }

    /// Whether `day` is on or before the day `months` months later.
    pub(crate) fn months_reach(self, months: u16, day: Self) -> bool {
        // no month has fewer days than 28: most days are told without the calendar
        day.days_since(self) <= 28 * i32::from(months) || day <= self.months_later(months)
    }

    const fn months_moved(self, months: i32) -> Self {
        // nearly all that the rules ask for is whole years, in which the months need not be known
        if months % 12 == 0 { self.years_moved(months / 12) } else { self.months_of_years_moved(months) }
    }

    const fn years_moved(self, years: i32) -> Self {
        let from = self.straight();
        let year = (4 * from + 3) / 1_461;
        let moved = year.saturating_add_signed(years);
        let (same_day, last_day) = (straight(moved) + from - straight(year), straight(moved + 1) - 1);
        // 29 February is the last day of its year, and most years end a day earlier
        Self::clamped(number_at(if same_day < last_day { same_day } else { last_day }))
    }

    const fn months_of_years_moved(self, months: i32) -> Self {
        let (year, month, day) = self.year_month_day();
        let total = year as i32 * 12 + (month as i32 - 1) + months;
        if total < 1800 * 12 {
            return Self::MIN;
        }
        if total >= 2200 * 12 {
            return Self::MAX;
        }
        let (year, month, day) = (total as u32 / 12, total as u32 % 12 + 1, day as u32);
        // no month is shorter, so most need no look at how long they are
        let day = if day > 28 && day > days_in_month(year, month) { days_in_month(year, month) } else { day };
        Self::of(year, month, day)
    }

    /// The text form, `YYYY-MM-DD`, as ASCII.
    #[must_use]
    pub const fn to_ascii(self) -> [u8; 10] {
        const fn digit(value: u16) -> u8 {
            b'0' + (value % 10) as u8
        }
        let (year, month, day) = self.year_month_day();
        let (month, day) = (month as u16, day as u16);
        [
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            b'-',
            digit(month / 10),
            digit(month),
            b'-',
            digit(day / 10),
            digit(day),
        ]
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(core::str::from_utf8(&self.to_ascii()).unwrap_or_default())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(core::str::from_utf8(&self.to_ascii()).unwrap_or_default())
    }
}

/// A date in a dossier: a [`Day`] from 1 January 1900 to 31 December 2099.
///
/// ```
/// use registertoets_core::Date;
/// assert!(Date::new(2021, 2, 29).is_none());
/// assert!(Date::new(2100, 1, 1).is_none());
/// assert_eq!(Date::parse(b"2021-05-31").unwrap().months_later(1).to_string(), "2021-06-30");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(Day);

impl Date {
    /// What a text has to be, to be one.
    pub(crate) const EXPECTED: &'static str = "a date as YYYY-MM-DD, 1900-01-01 to 2099-12-31";

    /// The first date that a dossier can hold.
    pub const MIN: Self = Self(Day::of(YEAR_MIN as u32, 1, 1));
    /// The last date that a dossier can hold.
    pub const MAX: Self = Self(Day::of(YEAR_MAX as u32, 12, 31));

    /// The date of a year, month and day, if there is one in range.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let (year_number, month_number) = (year as u32, month as u32);
        let real = year >= YEAR_MIN
            && year <= YEAR_MAX
            && month >= 1
            && month <= 12
            && day >= 1
            && day as u32 <= days_in_month(year_number, month_number);
        if real { Some(Self(Day::of(year_number, month_number, day as u32))) } else { None }
    }

    /// The date of a day, if a dossier can hold it.
    #[must_use]
    pub fn from_day(day: Day) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0).contains(&day).then_some(Self(day))
    }

    /// The calendar year.
    #[must_use]
    pub const fn year(self) -> u16 {
        // of these years every fourth is a leap year, the last of four counted from 1897, but for 1900; the days of that one are
        // put at the end of its four, 1096 after the first, where it makes no difference that it has one fewer
        (1_897 + (4 * (self.offset() + 1_096) + 3) / 1_461) as u16
    }

    /// The days from [`MIN`](Self::MIN) to this date.
    pub(crate) const fn offset(self) -> u32 {
        self.0.0.get() - Self::MIN.0.0.get()
    }

    /// The date so many days after [`MIN`](Self::MIN), or the last date where that is further.
    pub(crate) fn from_offset(offset: u32) -> Self {
        Self(Self::MIN.0.days_later(offset.min(Self::MAX.offset()) as i32))
    }

    /// The date so many days earlier, if a dossier may hold it.
    #[inline]
    pub(crate) fn days_earlier(self, days: u32) -> Option<Self> {
        let day = Day(NonZeroU32::new(self.number().checked_sub(days)?)?);
        (day >= Self::MIN.0).then_some(Self(day))
    }

    /// Reads the text form, `YYYY-MM-DD`: ten ASCII characters and nothing else.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        const fn in_each_byte(byte: u8) -> u64 {
            u64::from_le_bytes([byte; 8])
        }
        let (year_and_month, &[d1, d2]) = text.split_first_chunk()? else { return None };
        let text = u64::from_le_bytes(*year_and_month);
        let [_, _, _, _, b'-', _, _, b'-'] = year_and_month else { return None };
        // all eight digits at once, a byte each: what is no digit has, or then gets, its highest bit
        let (year, month) = (text & 0xFFFF_FFFF, (text >> 8) & (0xFFFF << 32));
        let day = u64::from(u16::from_le_bytes([d1, d2])) << 48;
        let digits = (year | month | day) ^ in_each_byte(b'0');
        if (digits | digits.wrapping_add(in_each_byte(0x80 - 10))) & in_each_byte(0x80) != 0 {
            return None;
        }
        // two digits make a pair, in every other byte
        let [century, _, year, _, month, _, day, _] = (digits * 10 + (digits >> 8)).to_le_bytes();
        Self::new(u16::from(century) * 100 + u16::from(year), month, day)
    }
}

impl Deref for Date {
    type Target = Day;

    fn deref(&self) -> &Day {
        &self.0
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        date.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl de::Visitor<'_> for Text {
            type Value = Date;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(Date::EXPECTED)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                Date::parse(text.as_bytes())
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Other("another text"), &self))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Day {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A day that follows from a dossier, which may lie some years outside the days that a dossier can hold.",
            "type": "string",
            "format": "date",
            "pattern": "^(1[89]|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            "examples": ["2021-06-01"],
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        const { assert!(YEAR_MIN == 1900 && YEAR_MAX == 2099, "the pattern and the description say these years") };
        schemars::json_schema!({
            "description": "A day of the Gregorian calendar that exists, from 1900-01-01 to 2099-12-31.",
            "type": "string",
            "format": "date",
            "pattern": "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            "examples": ["2021-06-01"],
        })
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn three_months_from_29_february_2016_is_29_may_2016() {
        assert_eq!(date("2016-02-29").months_later(3).to_string(), "2016-05-29");
    }

    #[test]
    fn a_month_from_31_may_is_30_june() {
        assert_eq!(date("2021-05-31").months_later(1).to_string(), "2021-06-30");
    }

    #[test]
    fn months_earlier_end_on_the_last_day_of_a_shorter_month() {
        assert_eq!(date("2021-03-31").months_earlier(1).to_string(), "2021-02-28");
        assert_eq!(date("2020-03-31").months_earlier(1).to_string(), "2020-02-29");
        assert_eq!(date("2020-02-29").months_earlier(12).to_string(), "2019-02-28");
        assert_eq!(date("2021-01-31").months_earlier(60).to_string(), "2016-01-31");
    }

    #[test]
    fn whole_years_from_a_leap_day_end_on_one_where_there_is_one() {
        assert_eq!(date("2016-02-29").months_later(48).to_string(), "2020-02-29");
        assert_eq!(date("2016-02-29").months_earlier(48).to_string(), "2012-02-29");
        assert_eq!(date("2016-02-29").months_later(60).to_string(), "2021-02-28");
        assert_eq!(date("2016-02-29").months_later(36).to_string(), "2019-02-28");
        assert_eq!(date("2096-02-29").months_later(48).to_string(), "2100-02-28");
        assert_eq!(date("1904-02-29").months_earlier(48).to_string(), "1900-02-28");
        assert_eq!(date("2021-02-28").months_earlier(60).to_string(), "2016-02-28");
        assert_eq!(date("2016-03-01").months_later(60).to_string(), "2021-03-01");
    }

    #[test]
    fn every_day_has_one_number_and_one_text() {
        let mut day = Date::MIN;
        for number in 0.. {
            assert_eq!(day.days_since(*Date::MIN), number);
            let (year, month, of_month) = day.year_month_day();
            assert_eq!(Date::new(year, month, of_month), Some(day));
            assert_eq!(Date::parse(&day.to_ascii()), Some(day));
            match Date::from_day(day.days_later(1)) {
                Some(next) => day = next,
                None => break,
            }
        }
        assert_eq!(day, Date::MAX);
    }

    #[test]
    fn every_day_there_is_follows_the_day_before_it_in_the_calendar() {
        let mut expected = (1800, 1, 1);
        for number in Day::MIN.number()..=Day::MAX.number() {
            let (year, month, of_month) = expected;
            let day = Day::from_number(number);
            assert_eq!(day.year_month_day(), (year as u16, month as u8, of_month as u8));
            assert_eq!(Day::of(year, month, of_month), day);
            expected = match (month, of_month) {
                (12, 31) => (year + 1, 1, 1),
                _ if of_month == days_in_month(year, month) => (year, month + 1, 1),
                _ => (year, month, of_month + 1),
            };
        }
        assert_eq!(expected, (2200, 1, 1));
    }

    #[test]
    fn days_that_do_not_exist_are_no_dates() {
        for text in [
            "2021-02-29",
            "1900-02-29",
            "2021-04-31",
            "2021-00-10",
            "2021-13-01",
            "2021-01-00",
            "1899-12-31",
            "2100-01-01",
            "2021-1-01",
            "2021-01-1",
            "21-01-01",
            "2021/01/01",
            "2021-01-01 ",
            " 2021-01-01",
            "+021-01-01",
            "2021-01-0a",
            "",
        ] {
            assert_eq!(Date::parse(text.as_bytes()), None, "{text:?}");
        }
        assert!(Date::parse(b"2000-02-29").is_some());
    }

    #[test]
    fn computed_days_may_leave_the_range_of_a_dossier_and_stop_at_their_own() {
        assert_eq!(Date::MAX.months_later(60).to_string(), "2104-12-31");
        assert_eq!(Date::MIN.months_earlier(60).to_string(), "1895-01-01");
        assert_eq!(Date::from_day(Date::MAX.days_later(1)), None);
        assert_eq!(Date::from_day(Date::MIN.days_later(-1)), None);
        for months in [1, 12, 4_800, u16::MAX / 12 * 12, u16::MAX] {
            assert_eq!(Day::MAX.months_later(months), Day::MAX);
            assert_eq!(Day::MIN.months_earlier(months), Day::MIN);
        }
        assert_eq!(Day::of(2199, 11, 15).months_later(1), Day::of(2199, 12, 15));
        assert_eq!(Day::of(1800, 2, 15).months_earlier(1), Day::of(1800, 1, 15));
        assert_eq!(Day::MAX.days_later(i32::MAX), Day::MAX);
        assert_eq!(Day::MIN.days_later(i32::MIN), Day::MIN);
    }

    #[test]
    fn a_day_is_shown_to_a_programmer_as_it_is_written() {
        assert_eq!(std::format!("{:?}", date("2021-06-01")), "2021-06-01");
        assert_eq!(std::format!("{:?}", Day::MAX), "2199-12-31");
    }
}
