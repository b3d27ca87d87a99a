//! Changes of one thing in a dossier, most of them by the least that could matter.

use super::days::{around, beside, shift, that_matters, within};
use super::dice::Dice;
use super::parts::{
    ACTIVITIES, CATEGORIES, COMPLETED, DIPLOMA_PROOFS, DOCUMENTS, activity, any_diploma, any_hours, any_kind,
    any_points, any_work_proof,
};
use super::random::{any_activity, any_registration, any_training, any_vog, any_work};
use crate::second_reading::{Day, hundredths, number};
use serde_json::{Value, json};

/// A list of the dossier, made when it is not there yet.
pub(super) fn list<'a>(dossier: &'a mut Value, field: &str) -> &'a mut Vec<Value> {
    if !dossier[field].is_array() {
        dossier[field] = json!([]);
    }
    dossier[field].as_array_mut().expect("it is a list by now")
}

/// Some item of a list, if it has any.
fn some_item<'a>(dice: &mut Dice, dossier: &'a mut Value, field: &str) -> Option<&'a mut Value> {
    let items = list(dossier, field);
    if items.is_empty() {
        return None;
    }
    let at = dice.between(0, items.len() as i64 - 1) as usize;
    items.get_mut(at)
}

/// Takes some item out of a list, if it has any.
fn take_out(dice: &mut Dice, items: &mut Vec<Value>) {
    if !items.is_empty() {
        let at = dice.between(0, items.len() as i64 - 1) as usize;
        items.remove(at);
    }
}

/// Puts a name in a set, or takes it out where it is there already.
fn flip(set: &mut Vec<Value>, name: &str) {
    let before = set.len();
    set.retain(|member| member != name);
    if set.len() == before {
        set.push(json!(name));
    }
}

/// Moves a date by a day, or to another day that may matter.
fn move_date(dice: &mut Dice, value: &mut Value, today: Day) {
    let day = match value.as_str() {
        Some(text) if dice.chance(50) => {
            let day = Day::read(text);
            within(shift(day, *dice.pick(&[-1, 1])))
        }
        _ => around(dice, today),
    };
    *value = json!(day.text());
}

/// Changes an amount by a hundredth, or to another amount.
fn change_amount(dice: &mut Dice, value: &mut Value, otherwise: i64) {
    // whatever leaves the range here is brought back when the dossier is finished
    let amount = match dice.between(1, 5) {
        1 => otherwise,
        2 | 3 => hundredths(value) + 1,
        _ => (hundredths(value) - 1).max(0),
    };
    *value = number(amount);
}

/// Changes one thing.
pub(super) fn one_thing(dice: &mut Dice, dossier: &mut Value) {
    let today = dossier["assessed_on"].as_str().map_or(super::days::LAST, Day::read);
    match dice.between(1, 30) {
        1 | 2 => {
            let day = that_matters(dice, dossier);
            dossier["assessed_on"] = json!(day.text());
        }
        3 => take_out(dice, list(dossier, "declarations")),
        4 => dossier["ruling_known"] = json!(true),
        5 => request(dice, dossier),
        6..=9 => registration(dice, dossier, today),
        10..=13 => vog(dice, dossier, today),
        14..=17 => diploma(dice, dossier, today),
        18 | 19 => training(dice, dossier),
        20 => {
            let name = *dice.pick(&DOCUMENTS);
            flip(list(dossier, "documents"), name);
        }
        21 => {
            if dossier["supervisor_is_senior"] == true {
                dossier["supervisor_is_senior"] = json!(false);
            } else {
                take_out(dice, list(dossier, "documents"));
            }
        }
        22..=25 => work(dice, dossier, today),
        26..=29 => activities(dice, dossier, today),
        _ => {
            let field = *dice.pick(&["skj_shown", "bcmb_ambassador_appointed"]);
            dossier[field] = json!(dossier[field] != true);
        }
    }
}

/// Asks for something else.
fn request(dice: &mut Dice, dossier: &mut Value) {
    let target = *dice.pick(&CATEGORIES);
    let kind = *dice.pick(&["admission", "renewal", "change"]);
    dossier["request"] = if dice.chance(10) { json!("basis_conversion") } else { json!({kind: target}) };
}

/// Changes the registration, its start by preference to an edge of the period.
fn registration(dice: &mut Dice, dossier: &mut Value, today: Day) {
    let registration = &mut dossier["registration"];
    if registration.is_null() {
        *registration = any_registration(dice, today);
        return;
    }
    match dice.between(1, 10) {
        1 => *registration = any_registration(dice, today),
        2 => *registration = Value::Null,
        3 => registration["start"] = json!(within(today.next()).text()),
        4 => registration["skj_shown"] = json!(registration["skj_shown"] != true),
        5 => registration["category"] = json!("basis"),
        6 => registration["category"] = json!(dice.pick(&CATEGORIES)),
        7..=9 => {
            let months: i32 = match registration["category"].as_str() {
                Some("basis") => 36,
                Some("in_opleiding") => *dice.pick(&[12, 12, 60]),
                _ => 60,
            };
            let start = beside(dice, today.plus_months(-months));
            registration["start"] = json!(start.text());
        }
        _ => move_date(dice, &mut registration["start"], today),
    }
}

/// Changes the certificate of conduct.
fn vog(dice: &mut Dice, dossier: &mut Value, today: Day) {
    let vog = &mut dossier["vog"];
    if vog.is_null() {
        *vog = any_vog(dice, today);
        return;
    }
    match dice.between(1, 8) {
        1 => *vog = Value::Null,
        2 => vog["subject"] = json!("legal_person"),
        3 => vog["relevant_profile"] = json!(false),
        4 => vog["original"] = json!("not_shown"),
        5 => vog["issued_on"] = json!(within(today.next()).text()),
        6 => move_date(dice, &mut vog["issued_on"], today),
        _ => {
            let day = beside(dice, today.plus_months(-12));
            vog["issued_on"] = json!(day.text());
        }
    }
}

/// Changes, adds or removes a diploma.
fn diploma(dice: &mut Dice, dossier: &mut Value, today: Day) {
    let day = around(dice, today);
    match dice.between(1, 12) {
        1 => take_out(dice, list(dossier, "diplomas")),
        2 => {
            let diploma = any_diploma(dice, day);
            list(dossier, "diplomas").push(diploma);
        }
        change => {
            let kind = any_kind(dice);
            let beside_1997 = beside(dice, Day::new(1997, 1, 1));
            let proof = *dice.pick(&DIPLOMA_PROOFS);
            let move_by = *dice.pick(&[-1, 1]);
            let Some(diploma) = some_item(dice, dossier, "diplomas") else {
                return;
            };
            match change {
                3 | 4 => diploma["kind"] = kind,
                5 | 6 => diploma["proof"] = json!(proof),
                7 => diploma["proof"] = json!("none"),
                8 => diploma["proof"] = json!("altered_duo_extract"),
                9 => diploma["obtained_on"] = json!(beside_1997.text()),
                10 => {
                    let obtained_on = diploma["obtained_on"].as_str().map_or(day, Day::read);
                    diploma["obtained_on"] = json!(within(shift(obtained_on, move_by)).text());
                }
                11 => diploma["obtained_on"] = json!(day.text()),
                _ => diploma["in_duo_register"] = json!(diploma["in_duo_register"] == false),
            }
        }
    }
}

/// Changes the training.
fn training(dice: &mut Dice, dossier: &mut Value) {
    let training = &mut dossier["training"];
    if training.is_null() {
        *training = any_training(dice);
        return;
    }
    match dice.between(1, 6) {
        1 => *training = Value::Null,
        2 => training["provider_accredited"] = json!(false),
        3 => {
            training["route"] = json!(dice.pick(&["masterclasses", "post_hbo_drechtsteden"]));
        }
        4 => training["completed"] = json!(COMPLETED),
        _ => {
            let name = *dice.pick(&COMPLETED);
            flip(list(training, "completed"), name);
        }
    }
}

/// Changes, adds or removes work.
fn work(dice: &mut Dice, dossier: &mut Value, today: Day) {
    match dice.between(1, 14) {
        1 => take_out(dice, list(dossier, "work")),
        2 => dossier["work"] = json!([]),
        3 => {
            let work = any_work(dice, today);
            list(dossier, "work").push(work);
        }
        change => {
            let until = beside(dice, today);
            let stale = beside(dice, today.plus_months(-6));
            let proof = any_work_proof(dice, stale);
            let hours = any_hours(dice);
            let mut moved = json!(null);
            let Some(period) = some_item(dice, dossier, "work") else {
                return;
            };
            match change {
                4 | 5 => change_amount(dice, &mut period["hours_per_week"], hours),
                6 | 7 => {
                    moved.clone_from(&period["from"]);
                    move_date(dice, &mut moved, today);
                    period["from"] = moved;
                }
                8 => period["until"] = json!(until.text()),
                9 => {
                    moved.clone_from(&period["until"]);
                    move_date(dice, &mut moved, today);
                    period["until"] = moved;
                }
                10 => period["hbo_level"] = json!(false),
                11 => period["tasks"] = json!([]),
                12 => period["titled"] = json!(period["titled"] != true),
                _ => period["proof"] = proof,
            }
        }
    }
}

/// Changes, adds or removes activities.
fn activities(dice: &mut Dice, dossier: &mut Value, today: Day) {
    match dice.between(1, 9) {
        1 => take_out(dice, list(dossier, "activities")),
        2 => {
            let activity = any_activity(dice, today);
            list(dossier, "activities").push(activity);
        }
        3 => {
            // the same membership year twice, at one of its ends
            let year = today.year - *dice.pick(&[0, 1, 1, 2]);
            for day in [Day::new(year, 1, 1), Day::new(year, 12, 31)] {
                let membership = activity("bcmb_membership", within(day), 100);
                list(dossier, "activities").push(membership);
            }
        }
        4 => dossier["activities"] = json!([]),
        change => {
            let kind = *dice.pick(&ACTIVITIES);
            let points = any_points(dice);
            let mut edge = match dossier["registration"]["start"].as_str().map(Day::read) {
                Some(start) => *dice.pick(&[start.previous(), start, start.plus_months(60)]),
                None => today,
            };
            if dice.chance(30) {
                edge = beside(dice, today);
            }
            let Some(activity) = some_item(dice, dossier, "activities") else {
                return;
            };
            match change {
                5..=7 => change_amount(dice, &mut activity["points"], points),
                8 => activity["kind"] = json!(kind),
                _ => activity["on"] = json!(within(edge).text()),
            }
        }
    }
}
