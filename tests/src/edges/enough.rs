//! Work and points that are just enough, in the shapes they can have.

use super::days::{not_older_than, shift, within};
use super::dice::Dice;
use super::parts::{TASKS, activity, any_points, signed_proof, some_of};
use crate::second_reading::{Day, number};
use serde_json::{Value, json};

/// The need of 2080 hours, in sevenths of hundredths of an hour: days times hours per week add up to it.
const HOURS_NEEDED: i64 = 2_080 * 100 * 7;

/// A period of work at HBO level, with a proof that holds.
pub(super) fn good_work(dice: &mut Dice, from: Day, until: Option<Day>, hours: i64, today: Day) -> Value {
    let titled = dice.chance(60);
    let proof = if titled && dice.chance(40) {
        json!("employment_contract")
    } else {
        let signed_on = not_older_than(dice, 6, today);
        let describes_function = !titled || dice.chance(50);
        signed_proof(dice, signed_on, describes_function)
    };
    let mut tasks = some_of(dice, &TASKS, 40);
    if tasks == json!([]) {
        tasks = json!([dice.pick(&TASKS)]);
    }
    json!({
        "from": within(from).text(),
        "until": until.map(|until| within(until).text()),
        "hours_per_week": number(hours),
        "hbo_level": true,
        "titled": titled,
        "tasks": tasks,
        "proof": proof,
    })
}

/// Work that is just enough, or comfortably so, in one of the shapes it can have.
pub(super) fn enough_work(dice: &mut Dice, dossier: &mut Value, today: Day) {
    // a number of days that some whole number of hundredths makes exactly 2080 hours of
    let exact: Vec<i64> = (87..=910).filter(|days| HOURS_NEEDED % days == 0).collect();
    let days = *dice.pick(&exact);
    let hours = HOURS_NEEDED / days;
    let from = shift(today, 1 - days);
    let open = match dice.between(1, 3) {
        1 => Some(today),
        2 => Some(shift(today, dice.between(1, 40))),
        _ => None,
    };
    dossier["work"] = match dice.between(1, 8) {
        1 => json!([good_work(dice, from, open, hours, today)]),
        2 => {
            // 130 weeks of 16 hours
            json!([good_work(dice, shift(today, -909), open, 1_600, today)])
        }
        3 => {
            // one after the other
            let split = shift(from, dice.between(1, days - 1));
            let first = good_work(dice, from, Some(split.previous()), hours, today);
            json!([first, good_work(dice, split, open, hours, today)])
        }
        4 => {
            // beside each other: together exactly enough, also now
            let some = dice.between(1, hours - 1);
            let first = good_work(dice, from, open, some, today);
            json!([first, good_work(dice, from, None, hours - some, today)])
        }
        5 => {
            // across the first day of the five years, and one day today that completes it
            let days = dice.between(100, 400);
            let now = 1_600 + (HOURS_NEEDED - 1_600) % days;
            let start = today.plus_months(-60);
            let from = shift(start, -dice.between(0, 30));
            let past = good_work(dice, from, Some(shift(start, days)), (HOURS_NEEDED - now) / days, today);
            json!([past, good_work(dice, today, open, now, today)])
        }
        6 => {
            // now 16 hours as a sum, or a hundredth more or less
            let some = *dice.pick(&[800, 1, 1_598, 533]);
            let sum = 1_600 + *dice.pick(&[0, 0, 0, 0, -1, 1]);
            let long_ago = today.plus_months(-84);
            let first = good_work(dice, long_ago, open, some, today);
            json!([first, good_work(dice, long_ago, None, sum - some, today)])
        }
        7 => {
            // any sum at all, with the remainder worked on a single day: also the least amount short of the need
            let sum = HOURS_NEEDED + *dice.pick(&[0, 0, 0, 1, 7, -1, -6, -7]);
            let days = dice.between(87, 900);
            let from = shift(today, 1 - days);
            let day = *dice.pick(&[from, shift(from, days / 2), today.plus_months(-60).next()]);
            let rest = good_work(dice, day, Some(day), sum % days, today);
            json!([good_work(dice, from, open, sum / days, today), rest])
        }
        _ => {
            let from = shift(today, -dice.between(1_200, 4_000));
            let hours = dice.between(1_600, 4_000);
            json!([good_work(dice, from, None, hours, today)])
        }
    };
}

/// Sometimes has the work begin earlier and the diploma come exactly 130 weeks of 16 hours ago.
pub(super) fn work_from_graduation(dice: &mut Dice, dossier: &mut Value, today: Day) {
    if dice.chance(75) {
        return;
    }
    let graduation = within(shift(today, -910));
    // earlier or later, such that the day of graduation alone decides
    let from = shift(graduation, *dice.pick(&[-400, -1, 0, 1]));
    dossier["work"] = json!([good_work(dice, from, None, 1_600, today)]);
    for diploma in dossier["diplomas"].as_array_mut().into_iter().flatten() {
        diploma["obtained_on"] = json!(graduation.text());
        if diploma["kind"].is_string() && diploma["proof"] != "none" {
            diploma["proof"] = json!("duo_extract");
        }
    }
}

/// A day of the counted ones, its first and last more often than the others.
fn counted_day(dice: &mut Dice, first: Day, last: Day) -> Day {
    match dice.between(1, 6) {
        1 => first,
        2 => last,
        3 => first.next().min(last),
        _ => {
            // days enough to be anywhere in five years, and never beyond
            let months = dice.between(0, 59) as i32;
            let day = first.plus_months(months);
            if day > last { last } else { day }
        }
    }
}

/// Activities that add up to so many hundredths of a point.
fn adding_up_to(dice: &mut Dice, kind: &str, sum: i64, first: Day, last: Day) -> Vec<Value> {
    let mut activities = Vec::new();
    let mut left = sum;
    let most = *dice.pick(&[sum.max(1), 2_000, 800, 1_050]);
    while left > 0 {
        let points = if dice.chance(30) { dice.between(1, most) } else { most };
        let points = points.min(left);
        activities.push(activity(kind, counted_day(dice, first, last), points));
        left -= points;
    }
    activities
}

/// How far a need is exceeded: most often not at all, seldom by a hundredth too little.
fn slack(dice: &mut Dice) -> i64 {
    *dice.pick(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, -1, 1_234, 2_000])
}

/// Points that are just enough, or comfortably so.
pub(super) fn enough_points(dice: &mut Dice, dossier: &mut Value, first: Day, last: Day, dispensation: bool) {
    let (total, accredited, reflection) = if dispensation { (2_600, 1_200, 800) } else { (16_000, 4_000, 4_000) };
    let accredited = accredited + slack(dice);
    let reflection = reflection + slack(dice);
    let total = total + slack(dice);
    let mut other = total - accredited - reflection;
    let mut activities = adding_up_to(dice, "accredited", accredited, first, last);
    activities.extend(adding_up_to(dice, "reflection", reflection, first, last));
    // one membership for every calendar year, as far as there is room for them
    if dice.chance(50) {
        for year in first.year..=last.year {
            if other >= 100 {
                let day = Day::new(year, 1, 1).max(first);
                let day = if dice.chance(50) { day } else { Day::new(year, 12, 31).min(last) };
                activities.push(activity("bcmb_membership", day, 100));
                other -= 100;
            }
        }
    }
    if dice.chance(40) && other > 0 {
        dossier["bcmb_ambassador_appointed"] = json!(true);
        let points = dice.between(1, other);
        activities.push(activity("bcmb_ambassador", counted_day(dice, first, last), points));
        other -= points;
    }
    activities.extend(adding_up_to(dice, "other", other, first, last));
    dossier["activities"] = json!(activities);
}

/// Activities that give no point more: outside the period, a second membership, an ambassador not appointed.
pub(super) fn around_the_period(dice: &mut Dice, dossier: &mut Value, first: Day, last: Day, today: Day) {
    let mut extra = Vec::new();
    if dice.chance(15) {
        let day = *dice.pick(&[first.previous(), last.next(), today.next()]);
        if day < first || day > today.min(last) {
            let points = any_points(dice);
            extra.push(activity("accredited", within(day), points));
        }
    }
    if dice.chance(15) {
        let day = counted_day(dice, first, last.min(today));
        extra.push(activity("bcmb_membership", day, 100));
        extra.push(activity("bcmb_membership", day, 100));
    }
    if dice.chance(10) && dossier["bcmb_ambassador_appointed"].is_null() {
        // also without points: it is noticed all the same
        let points = any_points(dice) * dice.between(0, 1);
        let day = counted_day(dice, first, last.min(today));
        extra.push(activity("bcmb_ambassador", day, points));
    }
    if let Some(activities) = dossier["activities"].as_array_mut() {
        activities.extend(extra);
    }
}
