//! The names of the contract, and the parts a dossier is put together from.

use super::dice::Dice;
use crate::second_reading::{Day, number};
use serde_json::{Value, json};

/// The three categories that can be asked for.
pub(super) const CATEGORIES: [&str; 3] = ["in_opleiding", "junior", "senior"];

/// The four declarations.
pub(super) const DECLARATIONS: [&str; 4] =
    ["professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"];

/// The papers of the category In opleiding, those for entering it first.
pub(super) const DOCUMENTS: [&str; 5] = [
    "in_opleiding_request",
    "completion_commitment",
    "curriculum_vitae",
    "supervision_commitment",
    "supervision_declaration",
];

/// The diplomas that open Junior and Senior by themselves.
pub(super) const LISTED: [&str; 8] = [
    "mwd",
    "sph",
    "social_work",
    "sjd",
    "pedagogiek",
    "toegepaste_psychologie",
    "toegepaste_gerontologie",
    "predecessor",
];

/// What can have been completed, the parts of the masterclasses first.
pub(super) const COMPLETED: [&str; 7] = [
    "masterclass_1",
    "masterclass_2",
    "masterclass_3",
    "masterclass_4",
    "practical_test",
    "reflection_test",
    "post_hbo_certificate",
];

/// The tasks of a client supporter.
pub(super) const TASKS: [&str; 5] = [
    "information_and_advice",
    "needs_assessment",
    "dispute_mediation",
    "independent_practice",
    "strengthening_position",
];

/// The ways a diploma is shown.
pub(super) const DIPLOMA_PROOFS: [&str; 4] = ["duo_extract", "altered_duo_extract", "scan", "none"];

/// The kinds of activity.
pub(super) const ACTIVITIES: [&str; 5] = ["accredited", "reflection", "other", "bcmb_membership", "bcmb_ambassador"];

/// A set of some of these names, each with this chance.
pub(super) fn some_of(dice: &mut Dice, names: &[&str], percent: i64) -> Value {
    let mut chosen = Vec::new();
    for name in names {
        if dice.chance(percent) {
            chosen.push(*name);
        }
    }
    json!(chosen)
}

/// A reference of any allowed length and characters, those that JSON has to escape included.
pub(super) fn reference(dice: &mut Dice) -> Value {
    let length = *dice.pick(&[1, 11, 11, 11, 31, 32]);
    let text: String = (0..length).map(|_| char::from(dice.between(0x21, 0x7e) as u8)).collect();
    json!(text)
}

/// A diploma kind of the class other that is good enough.
pub(super) fn other_kind(dice: &mut Dice) -> Value {
    match dice.between(1, 4) {
        1 => json!("other_hbo"),
        2 => json!("nursing_hbo"),
        3 => json!("wo"),
        _ => json!({"mantelzorgmakelaar": {"hbo_level_tested": true}}),
    }
}

/// Any diploma kind.
pub(super) fn any_kind(dice: &mut Dice) -> Value {
    match dice.between(1, 10) {
        1..=3 => json!(dice.pick(&LISTED)),
        4..=6 => other_kind(dice),
        7 => json!("nursing_mbo"),
        8 => json!({"mantelzorgmakelaar": {"hbo_level_tested": dice.chance(40)}}),
        _ => {
            let (recognised_provider, report) = (dice.chance(70), dice.chance(70));
            json!({"evc": {"recognised_provider": recognised_provider, "report": report}})
        }
    }
}

/// Any diploma, obtained on this day.
pub(super) fn any_diploma(dice: &mut Dice, obtained_on: Day) -> Value {
    json!({
        "kind": any_kind(dice),
        "obtained_on": obtained_on.text(),
        "proof": dice.pick(&DIPLOMA_PROOFS),
        "in_duo_register": dice.chance(75),
    })
}

/// An activity with so many hundredths of a point.
pub(super) fn activity(kind: &str, on: Day, points: i64) -> Value {
    let points = if kind == "bcmb_membership" { 100 } else { points };
    json!({"kind": kind, "on": on.text(), "points": number(points)})
}

/// Hundredths of a point, around every need and at both ends of the range.
pub(super) fn any_points(dice: &mut Dice) -> i64 {
    let edge = *dice.pick(&[0, 800, 1_200, 2_600, 4_000, 16_000, 65_000]);
    match dice.between(1, 3) {
        1 => (edge + dice.between(-1, 1)).clamp(0, 65_000),
        2 => dice.between(0, 6_000),
        _ => 100 * dice.between(0, 20),
    }
}

/// Hundredths of an hour per week, around the need, its half and at both ends of the range.
pub(super) fn any_hours(dice: &mut Dice) -> i64 {
    let edge = *dice.pick(&[0, 800, 1_600, 1_600, 2_400, 16_800]);
    match dice.between(1, 3) {
        1 | 2 => (edge + dice.between(-1, 1)).clamp(0, 16_800),
        _ => dice.between(0, 4_000),
    }
}

/// A proof of work signed on this day.
pub(super) fn signed_proof(dice: &mut Dice, signed_on: Day, describes_function: bool) -> Value {
    if dice.chance(50) {
        json!({"employer_declaration": {
            "signed_on": signed_on.text(),
            "describes_function": describes_function,
        }})
    } else {
        json!({"self_employed": {
            "kvk_registered": true,
            "signed_on": signed_on.text(),
            "describes_function": describes_function,
        }})
    }
}

/// Any proof of work; the day is that of a signature, if it has one.
pub(super) fn any_work_proof(dice: &mut Dice, signed_on: Day) -> Value {
    match dice.between(1, 5) {
        1 => json!("none"),
        2 => json!("employment_contract"),
        3 => json!({"self_employed": {
            "kvk_registered": dice.chance(50),
            "signed_on": if dice.chance(50) { json!(signed_on.text()) } else { Value::Null },
            "describes_function": dice.chance(50),
        }}),
        _ => {
            let describes_function = dice.chance(50);
            signed_proof(dice, signed_on, describes_function)
        }
    }
}
