//! Dossiers that would be granted, each as close to the limits as the rules allow.

use super::days::{beside, not_older_than, of_years, shift, within};
use super::dice::Dice;
use super::enough::{around_the_period, enough_points, enough_work, good_work, work_from_graduation};
use super::parts::{CATEGORIES, COMPLETED, DECLARATIONS, DOCUMENTS, LISTED, any_diploma, other_kind, reference};
use super::{days, spoil};
use crate::second_reading::Day;
use serde_json::{Value, json};

/// A dossier that is granted, save for a few that the ends of time or the end of a month get in the way of.
pub(super) fn dossier(dice: &mut Dice) -> Value {
    let today = days::of_judging(dice);
    let mut dossier = json!({
        "reference": reference(dice),
        "assessed_on": today.text(),
    });
    let target = *dice.pick(&CATEGORIES);
    match dice.between(1, 20) {
        1..=7 => admission(dice, &mut dossier, target, today),
        8..=15 => renewal(dice, &mut dossier, target, today),
        16..=19 => change(dice, &mut dossier, target, today),
        _ => basis_conversion(dice, &mut dossier, today),
    }
    harmless_extras(dice, &mut dossier, today);
    dossier
}

/// A first admission, or one after a lapsed registration.
fn admission(dice: &mut Dice, dossier: &mut Value, target: &str, today: Day) {
    dossier["request"] = json!({"admission": target});
    declarations_and_vog(dice, dossier, today);
    entry_papers(dice, dossier, target, today);
    if target == "senior" {
        enough_work(dice, dossier, today);
        work_from_graduation(dice, dossier, today);
    }
    if dice.chance(20) {
        ask_another_category(dice, dossier, target, today);
    }
    if dice.chance(35) {
        let category = *dice.pick(&["in_opleiding", "junior", "senior", "basis"]);
        let months = if category == "basis" { 36 } else { 60 };
        let start = match dice.between(1, 3) {
            // lapsed the day before, or longer ago
            1 => today.plus_months(-months),
            2 => shift(today.plus_months(-months), -dice.between(0, 2_000)),
            // still to come, so not there yet
            _ => shift(today, dice.between(1, 3)),
        };
        dossier["registration"] = json!({"category": category, "start": within(start).text()});
    }
}

/// Asks for a category other than the one the papers are for; sometimes they are for In opleiding and Junior both.
fn ask_another_category(dice: &mut Dice, dossier: &mut Value, target: &str, today: Day) {
    let mut asked = target;
    while asked == target {
        asked = *dice.pick(&CATEGORIES);
    }
    if target == "in_opleiding" && dice.chance(50) {
        let listed = |dice: &mut Dice| json!(dice.pick(&LISTED));
        let diploma = shown_diploma(dice, listed, today);
        spoil::list(dossier, "diplomas").push(diploma);
        asked = "senior";
    }
    dossier["request"] = json!({"admission": asked});
}

/// A renewal, plain or into another category.
fn renewal(dice: &mut Dice, dossier: &mut Value, target: &str, today: Day) {
    dossier["request"] = json!({"renewal": target});
    declarations_and_vog(dice, dossier, today);
    let held = if dice.chance(60) { target } else { *dice.pick(&CATEGORIES) };
    let start = start_in_force(dice, held, target, today);
    dossier["registration"] = json!({"category": held, "start": start.text()});
    enough_work(dice, dossier, today);
    if held != target {
        entry_papers(dice, dossier, target, today);
        supervision_declaration(dice, dossier, held, target);
        work_from_graduation(dice, dossier, today);
    }
    // shown at both moments, at one, or at none
    let dispensation = dice.chance(30);
    if dispensation || dice.chance(15) {
        dossier["skj_shown"] = json!(true);
    }
    if dispensation || (dossier["skj_shown"].is_null() && dice.chance(15)) {
        dossier["registration"]["skj_shown"] = json!(true);
    }
    let last = start.plus_months(60).previous();
    enough_points(dice, dossier, start, last.min(today), dispensation);
    around_the_period(dice, dossier, start, last, today);
}

/// A change of category within the period.
fn change(dice: &mut Dice, dossier: &mut Value, target: &str, today: Day) {
    dossier["request"] = json!({"change": target});
    let mut held = "in_opleiding";
    while held == target || (dice.chance(50) && target != "junior") {
        held = *dice.pick(&CATEGORIES);
    }
    if held == target {
        held = if target == "senior" { "junior" } else { "senior" };
    }
    let start = start_in_force(dice, held, target, today);
    dossier["registration"] = json!({"category": held, "start": start.text()});
    entry_papers(dice, dossier, target, today);
    supervision_declaration(dice, dossier, held, target);
    if target == "senior" {
        enough_work(dice, dossier, today);
        work_from_graduation(dice, dossier, today);
    }
}

/// The conversion of a registration from Basis.
fn basis_conversion(dice: &mut Dice, dossier: &mut Value, today: Day) {
    dossier["request"] = json!("basis_conversion");
    let start = match dice.between(1, 3) {
        1 => today.plus_months(-36).next(),
        2 => today,
        _ => shift(today, -dice.between(0, 1_090)),
    };
    dossier["registration"] = json!({"category": "basis", "start": within(start).text()});
}

/// The start of a registration in force; In opleiding is left within its first year.
fn start_in_force(dice: &mut Dice, held: &str, target: &str, today: Day) -> Day {
    if held == "in_opleiding" && target != held {
        // now and then the deadline is yesterday
        if dice.chance(15) {
            return beside(dice, today.plus_months(-12));
        }
        return not_older_than(dice, 12, today);
    }
    let start = match dice.between(1, 5) {
        // ends today, ends tomorrow, in its last year, anywhere in it
        1 => today.plus_months(-60).next(),
        2 => today.plus_months(-60).next().next(),
        3 | 4 => shift(today.plus_months(-60), dice.between(1, 366)),
        _ => shift(today, -dice.between(0, 1_800)),
    };
    within(start)
}

/// The four declarations and a certificate of conduct.
fn declarations_and_vog(dice: &mut Dice, dossier: &mut Value, today: Day) {
    dossier["declarations"] = json!(DECLARATIONS);
    dossier["vog"] = json!({
        "issued_on": not_older_than(dice, 12, today).text(),
        "subject": "natural_person",
        "relevant_profile": true,
        "original": dice.pick(&["posted", "employer_declaration"]),
    });
}

/// The diploma, training and papers that open the category.
fn entry_papers(dice: &mut Dice, dossier: &mut Value, target: &str, today: Day) {
    let route = dice.between(1, 10);
    if target == "in_opleiding" {
        dossier["diplomas"] = json!([shown_diploma(dice, other_kind, today)]);
        let completed = *dice.pick(&[&COMPLETED[..0], &COMPLETED[1..3], &COMPLETED[..3], &COMPLETED[1..6]]);
        dossier["training"] = json!({
            "route": dice.pick(&["masterclasses", "masterclasses", "post_hbo_drechtsteden"]),
            "provider_accredited": true,
            "completed": completed,
        });
        dossier["documents"] = json!(DOCUMENTS[..4]);
        dossier["supervisor_is_senior"] = json!(true);
        if completed.len() == 5 && dice.chance(70) {
            // with both tests passed, supervision is not asked for any more
            dossier["documents"] = json!(DOCUMENTS[..3]);
            dossier["supervisor_is_senior"] = json!(false);
        }
    } else if route <= 4 {
        let listed = |dice: &mut Dice| json!(dice.pick(&LISTED));
        dossier["diplomas"] = json!([shown_diploma(dice, listed, today)]);
    } else if route <= 6 {
        let evc = |_: &mut Dice| json!({"evc": {"recognised_provider": true, "report": true}});
        dossier["diplomas"] = json!([shown_diploma(dice, evc, today)]);
    } else {
        dossier["diplomas"] = json!([shown_diploma(dice, other_kind, today)]);
        complete_training(dice, dossier, today);
    }
}

/// A diploma of this kind, with as little proof as will do.
fn shown_diploma(dice: &mut Dice, kind: impl Fn(&mut Dice) -> Value, today: Day) -> Value {
    let obtained_on = match dice.between(1, 8) {
        1 => Day::new(1996, 12, 31),
        2 => Day::new(1997, 1, 1),
        3 => of_years(dice, 1960, 1996),
        4 => shift(today.plus_months(-60), dice.between(-1, 1)),
        _ => shift(today, -dice.between(3_000, 9_000)),
    };
    let obtained_on = within(obtained_on.min(today));
    let kind = kind(dice);
    let asked = obtained_on >= Day::new(1997, 1, 1) && kind.as_str().is_some_and(|kind| kind != "wo");
    // not in the register, or none asked for: any proof at all is enough
    let in_duo_register = dice.chance(80);
    let proof = if asked && in_duo_register {
        "duo_extract"
    } else {
        *dice.pick(&["duo_extract", "altered_duo_extract", "scan", "scan"])
    };
    json!({
        "kind": kind,
        "obtained_on": obtained_on.text(),
        "proof": proof,
        "in_duo_register": in_duo_register,
    })
}

/// A complete training, sometimes by way of the waivers.
fn complete_training(dice: &mut Dice, dossier: &mut Value, today: Day) {
    if dice.chance(30) {
        dossier["training"] = json!({
            "route": "post_hbo_drechtsteden",
            "provider_accredited": true,
            "completed": ["post_hbo_certificate"],
        });
        return;
    }
    let mut completed = COMPLETED[..6].to_vec();
    let mut waive = |dice: &mut Dice, masterclass: &str, kind: Value| {
        completed.retain(|name| *name != masterclass);
        // seldom with a diploma that does not waive: not shown, or of tomorrow
        let on = *dice.pick(&[0, 0, 0, -1, -2_000, -9_000, 1]);
        let diploma = json!({
            "kind": kind,
            "obtained_on": within(shift(today, on)).text(),
            "proof": dice.pick(&["scan", "scan", "altered_duo_extract", "duo_extract", "none"]),
        });
        spoil::list(dossier, "diplomas").push(diploma);
    };
    if dice.chance(25) {
        // untested at HBO level: it opens nothing, and waives all the same
        let tested = dice.chance(30);
        let kind = json!({"mantelzorgmakelaar": {"hbo_level_tested": tested}});
        waive(dice, "masterclass_2", kind);
    }
    if dice.chance(25) {
        let kind = json!(dice.pick(&["nursing_mbo", "nursing_mbo", "nursing_hbo"]));
        waive(dice, "masterclass_4", kind);
    }
    dossier["training"] = json!({
        "route": "masterclasses",
        "provider_accredited": true,
        "completed": completed,
    });
}

/// The declaration that ends the supervision, where it is asked for.
fn supervision_declaration(dice: &mut Dice, dossier: &mut Value, held: &str, target: &str) {
    if held == "in_opleiding" && target != held {
        dossier["documents"] = if dice.chance(70) { json!(DOCUMENTS[4..]) } else { json!(DOCUMENTS) };
    }
}

/// Things that change nothing, or seldom: what is dated later, what is not asked for, diplomas that are not judged.
fn harmless_extras(dice: &mut Dice, dossier: &mut Value, today: Day) {
    if dice.chance(20) {
        let tomorrow = within(today.next());
        for _ in 0..dice.between(1, 3) {
            let day = *dice.pick(&[tomorrow, tomorrow, today]);
            let diploma = any_diploma(dice, day);
            spoil::list(dossier, "diplomas").push(diploma);
        }
    }
    if dice.chance(15) && today < days::LAST {
        let hours = dice.between(0, 16_800);
        let later = good_work(dice, today.next(), None, hours, today);
        spoil::list(dossier, "work").push(later);
    }
    if dice.chance(10) {
        let nothing_claimed = json!({
            "from": within(today.plus_months(-24)).text(),
            "hours_per_week": 36,
            "hbo_level": dice.chance(50),
            "titled": true,
            "tasks": [],
            "proof": "employment_contract",
        });
        spoil::list(dossier, "work").push(nothing_claimed);
    }
    for flag in ["supervisor_is_senior", "bcmb_ambassador_appointed"] {
        if dossier[flag].is_null() && dice.chance(5) {
            dossier[flag] = json!(true);
        }
    }
}
