//! Days on, just before and just after the deadlines.

use super::dice::Dice;
use crate::second_reading::{Day, days_in_month};
use serde_json::Value;

/// The first day a dossier can hold.
pub(super) const FIRST: Day = Day { year: 1900, month: 1, day: 1 };

/// The last day a dossier can hold.
pub(super) const LAST: Day = Day { year: 2099, month: 12, day: 31 };

/// The days on which the rules themselves turn: the DUO register, version 10, the later criteria.
const TURNING_POINTS: [Day; 3] =
    [Day { year: 1997, month: 1, day: 1 }, Day { year: 2021, month: 5, day: 1 }, Day { year: 2022, month: 1, day: 1 }];

/// The day so many days later or earlier.
pub(super) fn shift(mut day: Day, by: i64) -> Day {
    for _ in 0..by.abs() {
        day = if by > 0 { day.next() } else { day.previous() };
    }
    day
}

/// The day, or the nearest one that a dossier can hold.
pub(super) fn within(day: Day) -> Day {
    day.clamp(FIRST, LAST)
}

/// The day itself or one of its neighbours.
pub(super) fn beside(dice: &mut Dice, day: Day) -> Day {
    within(shift(day, *dice.pick(&[-1, 0, 0, 1])))
}

/// A day of these years; every day number is tried where the month has it, month ends often.
pub(super) fn of_years(dice: &mut Dice, first: i64, last: i64) -> Day {
    let year = dice.between(first, last) as i32;
    let month = dice.between(1, 12) as i32;
    let last = days_in_month(year, month);
    let day = if dice.chance(20) { last } else { dice.between(1, i64::from(last)) as i32 };
    Day::new(year, month, day)
}

/// A day to judge on: around the turning points, the end of February, month ends, the ends of time, or any day.
pub(super) fn of_judging(dice: &mut Dice) -> Day {
    match dice.between(1, 20) {
        1..=3 => {
            let day = *dice.pick(&TURNING_POINTS[1..]);
            beside(dice, day)
        }
        4..=6 => {
            let year = *dice.pick(&[1904, 2000, 2016, 2020, 2021, 2023, 2024, 2025, 2028, 2096]);
            beside(dice, Day::new(year, 3, 1).previous())
        }
        7..=9 => {
            let year = dice.between(2021, 2030) as i32;
            let month = dice.between(1, 12) as i32;
            beside(dice, Day::new(year, month, days_in_month(year, month)))
        }
        10 => *dice.pick(&[FIRST, LAST, LAST, Day::new(2099, 12, 30)]),
        11 => of_years(dice, 1900, 2099),
        _ => of_years(dice, 2021, 2030),
    }
}

/// A day that is likely to matter when judging on `today`.
pub(super) fn around(dice: &mut Dice, today: Day) -> Day {
    let months = [0, 0, -6, -6, -12, -12, -12, -36, -60, -60, -72, 6, 12];
    match dice.between(1, 10) {
        1..=7 => {
            let day = today.plus_months(*dice.pick(&months));
            beside(dice, day)
        }
        8 => {
            let day = *dice.pick(&TURNING_POINTS);
            beside(dice, day)
        }
        9 => {
            let day = shift(today, dice.between(-2_500, 400));
            within(day)
        }
        _ => *dice.pick(&[FIRST, LAST, within(today.plus_months(-240))]),
    }
}

/// A day of which `today` still lies within so many months, on the very edge more often than not.
pub(super) fn not_older_than(dice: &mut Dice, months: i32, today: Day) -> Day {
    let mut oldest = today.plus_months(-months);
    // at the end of a month the way back and the way forth may differ
    while oldest.plus_months(months) < today {
        oldest = oldest.next();
    }
    let day = match dice.between(1, 5) {
        1 | 2 => oldest,
        3 => oldest.next(),
        4 => today,
        _ => shift(today, -dice.between(0, 25 * i64::from(months))),
    };
    within(day)
}

/// Adds the days written anywhere in this value.
fn collect(value: &Value, days: &mut Vec<Day>) {
    match value {
        Value::String(text) => {
            let is_date = text.len() == 10
                && text.bytes().enumerate().all(
                    |(at, byte)| {
                        if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() }
                    },
                );
            if is_date {
                days.push(Day::read(text));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, days)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, days)),
        _ => {}
    }
}

/// A day that matters to this dossier, or one beside it: some date in it, or where a deadline counted from it falls.
pub(super) fn that_matters(dice: &mut Dice, dossier: &Value) -> Day {
    let assessed_on = dossier["assessed_on"].as_str().map_or(LAST, Day::read);
    // by field, lest a long list of activities drowns the rest
    let field = *dice.pick(&[
        "assessed_on",
        "assessed_on",
        "assessed_on",
        "registration",
        "registration",
        "registration",
        "vog",
        "work",
        "diplomas",
        "activities",
        "",
    ]);
    if field.is_empty() {
        return match dice.between(1, 3) {
            1 => *dice.pick(&[FIRST, LAST]),
            2 => of_judging(dice),
            _ => {
                let day = *dice.pick(&TURNING_POINTS);
                beside(dice, day)
            }
        };
    }
    let mut days = Vec::new();
    collect(&dossier[field], &mut days);
    // in an order that does not depend on how the JSON objects keep their fields
    days.sort();
    if days.is_empty() {
        days.push(assessed_on);
    }
    let day = *dice.pick(&days);
    let months: &[i32] = match field {
        "assessed_on" => &[0, 0, 0, 0, 1, 6, 12],
        "registration" => &[0, 12, 36, 60, 60, 60],
        "vog" => &[0, 12, 12],
        "work" => &[0, 6, 6, 60],
        _ => &[0, 0, 60],
    };
    let day = day.plus_months(*dice.pick(months));
    beside(dice, day)
}
