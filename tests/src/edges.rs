//! Dossiers that lie on the edges of the rules, made from a number.
//!
//! Most of them start out as a dossier that would be granted, with its dates and amounts as close to their limits as
//! the rules allow, and then have up to three things spoilt; so every finding is seen both ways and a granted outcome
//! stays common. The rest is drawn at random from the same edge-ridden pools. The same number always gives the same
//! dossier, on every machine, and every dossier is valid. Instead of a number, bytes can make the choices one by one.

mod days;
mod dice;
mod enough;
mod granted;
mod parts;
mod random;
mod spoil;

use self::dice::Dice;
use crate::second_reading::{Day, hundredths, number};
use serde_json::{Value, json};

/// The dossier that belongs to this number.
pub fn dossier(seed: u64) -> Value {
    drawn(&mut Dice::new(seed))
}

/// The dossier that comes of these choices, and another day to judge it on: other choices give any other dossier.
pub fn chosen(choices: &[u8]) -> (Value, String) {
    let mut dice = Dice::of(choices);
    let dossier = drawn(&mut dice);
    let day = days::that_matters(&mut dice, &dossier).text();
    (dossier, day)
}

fn drawn(dice: &mut Dice) -> Value {
    let mut dossier = if dice.chance(15) {
        random::dossier(dice)
    } else {
        let mut dossier = granted::dossier(dice);
        for _ in 0..*dice.pick(&[0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3]) {
            spoil::one_thing(dice, &mut dossier);
        }
        dossier
    };
    if dice.chance(4) {
        random::fill_a_list(dice, &mut dossier);
    }
    make_valid(&mut dossier);
    vary_the_writing(dice, &mut dossier);
    dossier
}

/// Another day to judge the dossier on, most often a day that matters to it or a day beside one.
pub fn as_of(seed: u64, dossier: &Value) -> String {
    // another sequence than the dossier's own, for callers that use one number for both
    let mut dice = Dice::new(seed ^ 0xa50f_5eed);
    days::that_matters(&mut dice, dossier).text()
}

/// Repairs what the spoiling may have broken: the bounds, and the two rules on whole items of section 1.
fn make_valid(dossier: &mut Value) {
    for (list, most) in [("diplomas", 8), ("work", 16), ("activities", 256)] {
        if let Some(items) = dossier[list].as_array_mut() {
            items.truncate(most);
        }
    }
    for period in dossier["work"].as_array_mut().into_iter().flatten() {
        let hours = hundredths(&period["hours_per_week"]).clamp(0, 16_800);
        period["hours_per_week"] = number(hours);
        if let (Some(from), Some(until)) = (period["from"].as_str(), period["until"].as_str())
            && Day::read(until) < Day::read(from)
        {
            let (from, until) = (period["until"].take(), period["from"].take());
            period["from"] = from;
            period["until"] = until;
        }
    }
    for activity in dossier["activities"].as_array_mut().into_iter().flatten() {
        let points = hundredths(&activity["points"]).clamp(0, 65_000);
        activity["points"] = number(points);
        if activity["kind"] == "bcmb_membership" {
            activity["points"] = json!(1);
        }
    }
}

/// Writes the same dossier in another way: sets and lists in another order, default values left out or spelt out.
fn vary_the_writing(dice: &mut Dice, dossier: &mut Value) {
    // the order of diplomas may decide which one is judged, so it matters too; that of the others must not
    for list in ["declarations", "documents", "diplomas", "work", "activities"] {
        dice.shuffle_list(&mut dossier[list]);
    }
    for (field, default) in [
        ("declarations", json!([])),
        ("ruling_known", json!(false)),
        ("registration", Value::Null),
        ("vog", Value::Null),
        ("diplomas", json!([])),
        ("training", Value::Null),
        ("documents", json!([])),
        ("supervisor_is_senior", json!(false)),
        ("work", json!([])),
        ("skj_shown", json!(false)),
        ("bcmb_ambassador_appointed", json!(false)),
        ("activities", json!([])),
    ] {
        leave_or_spell_out(dice, dossier, field, &default);
    }
    if let Some(registration) = dossier.get_mut("registration") {
        leave_or_spell_out(dice, registration, "skj_shown", &json!(false));
    }
    if let Some(training) = dossier.get_mut("training").filter(|it| it.is_object()) {
        dice.shuffle_list(&mut training["completed"]);
        leave_or_spell_out(dice, training, "completed", &json!([]));
    }
    for diploma in items_mut(dossier, "diplomas") {
        leave_or_spell_out(dice, diploma, "in_duo_register", &json!(true));
    }
    for period in items_mut(dossier, "work") {
        dice.shuffle_list(&mut period["tasks"]);
        leave_or_spell_out(dice, period, "until", &Value::Null);
    }
}

/// The items of a list of the dossier, none where the list is left out.
fn items_mut<'a>(dossier: &'a mut Value, list: &str) -> impl Iterator<Item = &'a mut Value> {
    let items = dossier.get_mut(list).and_then(Value::as_array_mut);
    items.into_iter().flatten()
}

/// Leaves a field out, or spells it out, where it has its default value.
fn leave_or_spell_out(dice: &mut Dice, value: &mut Value, field: &str, default: &Value) {
    let Some(fields) = value.as_object_mut() else {
        return;
    };
    // the many flags of a long list are mostly left out, as a person would
    if fields.get(field).is_none_or(|it| it.is_null() || it == default) {
        if dice.chance(30) {
            fields.insert(field.to_string(), default.clone());
        } else {
            fields.remove(field);
        }
    }
}
