//! Every day from 1900 to 2099 against an independent library: jiff, whose calendar shares nothing with the core.
//!
//! jiff is held to the same reading of a month as section 2 of the rules: adding months keeps the day number, or gives
//! the last day of a month that has no such day.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

use jiff::civil;
use jiff::{Span, Unit};
use registertoets_core::{Date, Day};

const FIRST: civil::Date = civil::date(1900, 1, 1);
const LAST: civil::Date = civil::date(2099, 12, 31);
/// How many days there are from the first to the last: 200 years with 49 leap days, 1900 being none.
const DAYS: usize = 200 * 365 + 49;

/// Every day that a dossier can hold, as jiff counts them off.
fn every_day() -> impl Iterator<Item = civil::Date> {
    FIRST.series(Span::new().days(1)).take_while(|day| *day <= LAST)
}

/// The day of the core with the year, month and day that jiff gives.
fn ours(day: civil::Date) -> Date {
    let year = u16::try_from(day.year()).unwrap();
    let [month, day] = [day.month(), day.day()].map(|number| u8::try_from(number).unwrap());
    Date::new(year, month, day).unwrap_or_else(|| panic!("{year}-{month}-{day} is a date"))
}

/// Holds that a day of the core is the day that jiff arrives at, which may lie outside what a dossier can hold.
#[track_caller]
fn assert_same(ours: Day, theirs: civil::Date, after: impl Fn() -> String) {
    let (year, month, day) = ours.year_month_day();
    let numbers = (i32::from(year), i32::from(month), i32::from(day));
    let expected = (i32::from(theirs.year()), i32::from(theirs.month()), i32::from(theirs.day()));
    assert_eq!(numbers, expected, "{}", after());
}

#[test]
fn every_day_is_there_in_order_with_the_same_year_month_and_day() {
    let mut day: Day = *Date::MIN;
    let mut count = 0;
    for theirs in every_day() {
        assert_same(day, theirs, || theirs.to_string());
        assert_eq!(day, *ours(theirs));
        assert_eq!(ours(theirs).year(), u16::try_from(theirs.year()).unwrap());
        day = day.days_later(1);
        count += 1;
    }
    assert_eq!(count, DAYS);
    assert_eq!(day, Date::MAX.days_later(1));
}

#[test]
fn every_day_is_written_and_read_as_the_same_text() {
    for theirs in every_day() {
        let (text, day) = (theirs.to_string(), ours(theirs));
        assert_eq!(day.to_string(), text);
        assert_eq!(&day.to_ascii(), text.as_bytes());
        assert_eq!(Date::parse(text.as_bytes()), Some(day));
    }
}

#[test]
fn between_any_two_days_lie_as_many_days() {
    let anchors = [FIRST, civil::date(1999, 12, 31), civil::date(2000, 2, 29), civil::date(2021, 5, 1), LAST];
    for theirs in every_day() {
        for anchor in anchors {
            let between = theirs.since((Unit::Day, anchor)).unwrap().get_days();
            assert_eq!(ours(theirs).days_since(*ours(anchor)), between, "{anchor} to {theirs}");
            assert_same(ours(anchor).days_later(between), theirs, || format!("{anchor} and {between} days"));
        }
    }
}

/// Holds that so many months before and after a day lies the day that jiff says.
#[track_caller]
fn assert_months_agree(theirs: civil::Date, months: u16) {
    let (day, span) = (ours(theirs), Span::new().months(months));
    assert_same(day.months_later(months), theirs.checked_add(span).unwrap(), || format!("{theirs} + {months} months"));
    assert_same(day.months_earlier(months), theirs.checked_sub(span).unwrap(), || {
        format!("{theirs} - {months} months")
    });
}

#[test]
fn the_periods_of_the_regulation_before_and_after_every_day_end_on_the_same_day() {
    for theirs in every_day() {
        for months in [1, 3, 6, 12, 36, 60] {
            assert_months_agree(theirs, months);
        }
    }
}

#[test]
fn any_number_of_months_before_and_after_the_ends_of_months_ends_on_the_same_day() {
    for (year, month) in [(1900, 2), (1999, 12), (2000, 2), (2016, 2), (2021, 1), (2021, 4), (2099, 12)] {
        let last = civil::date(year, month, 1).last_of_month();
        for theirs in [last.yesterday().unwrap(), last] {
            // a century: as far as a day of the core reaches on both sides, which is from 1800 to 2199
            for months in 0..=1200 {
                assert_months_agree(theirs, months);
            }
        }
    }
}

#[test]
fn a_text_is_a_date_exactly_where_there_is_such_a_day_from_1900_to_2099() {
    let mut dates = 0;
    for year in 1890..=2110 {
        for month in 0..=13 {
            for day in 0..=32 {
                let text = format!("{year:04}-{month:02}-{day:02}");
                let exists = civil::Date::new(year, month, day).is_ok_and(|date| (FIRST..=LAST).contains(&date));
                assert_eq!(Date::parse(text.as_bytes()).is_some(), exists, "{text}");
                let of_numbers = Date::new(year as u16, month as u8, day as u8);
                assert_eq!(of_numbers, Date::parse(text.as_bytes()), "{text}");
                dates += usize::from(exists);
            }
        }
    }
    assert_eq!(dates, DAYS);
}

#[test]
fn no_other_writing_of_a_date_is_one_though_jiff_reads_some() {
    let read_by_jiff = ["20210531", "+002021-05-31", "2021-05-31T00:00", "2021-05-31 12:00"];
    for text in read_by_jiff {
        assert!(text.parse::<civil::Date>().is_ok(), "{text}");
        assert_eq!(Date::parse(text.as_bytes()), None, "{text}");
    }
    // a byte too many, too few or another one, at every place of a date
    let text = b"2021-05-31";
    for place in 0..text.len() {
        let mut shorter = text.to_vec();
        shorter.remove(place);
        assert_eq!(Date::parse(&shorter), None);
        for byte in (0..=u8::MAX).filter(|byte| !byte.is_ascii_digit() && *byte != b'-') {
            let mut other = text.to_vec();
            other[place] = byte;
            assert_eq!(Date::parse(&other), None);
        }
        for byte in 0..=u8::MAX {
            let mut longer = text.to_vec();
            longer.insert(place, byte);
            assert_eq!(Date::parse(&longer), None);
        }
    }
}
