//! Dossiers without a plan, drawn from the same pools.

use super::days::{FIRST, around, of_judging, within};
use super::dice::Dice;
use super::parts::{
    ACTIVITIES, CATEGORIES, COMPLETED, DECLARATIONS, DOCUMENTS, TASKS, activity, any_diploma, any_hours, any_points,
    any_work_proof, reference, some_of,
};
use super::spoil::list;
use crate::second_reading::{Day, number};
use serde_json::{Value, json};

/// Any dossier at all.
pub(super) fn dossier(dice: &mut Dice) -> Value {
    let today = of_judging(dice);
    let target = *dice.pick(&CATEGORIES);
    let request = match dice.between(1, 7) {
        1 | 2 => json!({"admission": target}),
        3 | 4 => json!({"renewal": target}),
        5 | 6 => json!({"change": target}),
        _ => json!("basis_conversion"),
    };
    let diplomas: Vec<Value> = (0..*dice.pick(&[0, 1, 1, 2, 3, 5, 8]))
        .map(|_| {
            let day = around(dice, today);
            any_diploma(dice, day)
        })
        .collect();
    let work: Vec<Value> = (0..*dice.pick(&[0, 1, 2, 3, 5, 16])).map(|_| any_work(dice, today)).collect();
    let activities: Vec<Value> = (0..*dice.pick(&[0, 0, 1, 3, 10, 40])).map(|_| any_activity(dice, today)).collect();
    json!({
        "reference": reference(dice),
        "assessed_on": today.text(),
        "request": request,
        "declarations": some_of(dice, &DECLARATIONS, 80),
        "ruling_known": dice.chance(20),
        "registration": any_registration(dice, today),
        "vog": any_vog(dice, today),
        "diplomas": diplomas,
        "training": any_training(dice),
        "documents": some_of(dice, &DOCUMENTS, 70),
        "supervisor_is_senior": dice.chance(50),
        "work": work,
        "skj_shown": dice.chance(50),
        "bcmb_ambassador_appointed": dice.chance(50),
        "activities": activities,
    })
}

/// Any certificate of conduct, or none.
pub(super) fn any_vog(dice: &mut Dice, today: Day) -> Value {
    if dice.chance(20) {
        return Value::Null;
    }
    json!({
        "issued_on": around(dice, today).text(),
        "subject": dice.pick(&["natural_person", "natural_person", "legal_person"]),
        "relevant_profile": dice.chance(75),
        "original": dice.pick(&["posted", "employer_declaration", "not_shown"]),
    })
}

/// Any registration, or none.
pub(super) fn any_registration(dice: &mut Dice, today: Day) -> Value {
    if dice.chance(15) {
        return Value::Null;
    }
    json!({
        "category": dice.pick(&["in_opleiding", "junior", "senior", "basis"]),
        "start": around(dice, today).text(),
        "skj_shown": dice.chance(50),
    })
}

/// Any training, or none.
pub(super) fn any_training(dice: &mut Dice) -> Value {
    if dice.chance(20) {
        return Value::Null;
    }
    json!({
        "route": dice.pick(&["masterclasses", "masterclasses", "post_hbo_drechtsteden"]),
        "provider_accredited": dice.chance(75),
        "completed": some_of(dice, &COMPLETED, 80),
    })
}

/// Any period of work; its days are put in order afterwards.
pub(super) fn any_work(dice: &mut Dice, today: Day) -> Value {
    let from = around(dice, today);
    let until = if dice.chance(50) { json!(around(dice, today).text()) } else { Value::Null };
    let signed_on = around(dice, today);
    json!({
        "from": from.text(),
        "until": until,
        "hours_per_week": number(any_hours(dice)),
        "hbo_level": dice.chance(75),
        "titled": dice.chance(60),
        "tasks": some_of(dice, &TASKS, 40),
        "proof": any_work_proof(dice, signed_on),
    })
}

/// Any activity.
pub(super) fn any_activity(dice: &mut Dice, today: Day) -> Value {
    let kind = *dice.pick(&ACTIVITIES);
    let points = any_points(dice);
    activity(kind, around(dice, today), points)
}

/// Fills one of the lists up to what it can hold.
pub(super) fn fill_a_list(dice: &mut Dice, dossier: &mut Value) {
    let today = dossier["assessed_on"].as_str().map_or(of_judging(dice), Day::read);
    match dice.between(1, 3) {
        1 => {
            while list(dossier, "diplomas").len() < 8 {
                let day = around(dice, today);
                let diploma = any_diploma(dice, day);
                list(dossier, "diplomas").push(diploma);
            }
        }
        2 => {
            // sometimes all of them as long and as full as they can be, for the greatest sums
            let greatest = dice.chance(30);
            while list(dossier, "work").len() < 16 {
                let mut work = any_work(dice, today);
                if greatest {
                    work["from"] = json!(FIRST.text());
                    work["until"] = Value::Null;
                    work["hours_per_week"] = json!(168);
                    work["hbo_level"] = json!(true);
                }
                list(dossier, "work").push(work);
            }
        }
        _ => {
            // either one kind that is most often surplus, or everything, as much as there can be
            let kind = *dice.pick(&["other", "other", "accredited", "reflection"]);
            let most = *dice.pick(&[0, 1, 500, 65_000]);
            while list(dossier, "activities").len() < 256 {
                let day = within(today.plus_months(-(dice.between(0, 66) as i32)));
                let points = if most == 65_000 { most } else { dice.between(0, most) };
                list(dossier, "activities").push(activity(kind, day, points));
            }
        }
    }
}
