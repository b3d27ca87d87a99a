//! Makes a dossier smaller for as long as something still holds of it, so that what fails can be read at a glance.

use std::iter::{empty, once};

use registertoets_core::{Date, json};
use serde_json::{Number, Value, json};

use crate::second_reading::{hundredths, number};

/// The plainest texts: whatever can be one of them is not made plainer.
const PLAIN_TEXTS: [&str; 5] = ["x", "basis_conversion", "mwd", "none", "other"];

/// The smallest dossier that is reached from one of which something holds, by steps that each leave it holding.
///
/// A step takes something out, or makes a value plainer: a date the day judged on or the first of a year or month, an
/// amount zero, one or whole, a flag false, a name the plainest. Only valid dossiers are asked about. No single step
/// leads on from the answer.
pub fn smallest(dossier: &Value, holds: impl Fn(&Value) -> bool) -> Value {
    let mut smallest = dossier.clone();
    while let Some(smaller) = smaller(&smallest, &holds) {
        smallest = smaller;
    }
    smallest
}

/// The first smaller dossier of which it holds, if any.
fn smaller(dossier: &Value, holds: impl Fn(&Value) -> bool) -> Option<Value> {
    let day = dossier["assessed_on"].as_str().unwrap_or_default();
    let least = weight(dossier, day);
    plainer(dossier, day).find(|step| weight(step, day) < least && is_dossier(step) && holds(step))
}

fn is_dossier(value: &Value) -> bool {
    json::decode(value.to_string().as_bytes()).is_ok()
}

/// What a value weighs: how many parts it has, and then how far from plain they are. Every step makes it less.
fn weight(value: &Value, day: &str) -> (usize, usize) {
    let sum = |(parts, depth): (usize, usize), value| {
        let (more_parts, more_depth) = weight(value, day);
        (parts + more_parts, depth + more_depth)
    };
    match value {
        Value::Array(items) => items.iter().fold((1, 0), sum),
        Value::Object(fields) => fields.values().fold((1, 0), sum),
        Value::Null => (1, 0),
        Value::Bool(flag) => (1, usize::from(*flag)),
        Value::Number(amount) => (1, amount.to_string().trim_end_matches('0').len()),
        Value::String(text) => (1, weight_of_text(text, day)),
    }
}

fn weight_of_text(text: &str, day: &str) -> usize {
    match text {
        _ if text == day || PLAIN_TEXTS.contains(&text) => 0,
        _ if !is_date(text) => 1,
        _ if text.ends_with("-01-01") => 1,
        _ if text.ends_with("-01") => 2,
        _ => 3,
    }
}

fn is_date(text: &str) -> bool {
    Date::parse(text.as_bytes()).is_some()
}

/// Every value that is one step plainer than this one, the longest steps first.
fn plainer<'a>(value: &'a Value, day: &'a str) -> Box<dyn Iterator<Item = Value> + 'a> {
    match value {
        Value::Array(items) => Box::new(shorter(items).chain(with_plainer_items(items, day))),
        Value::Object(fields) => {
            let without = fields.keys().map(|field| {
                let mut fewer = fields.clone();
                fewer.remove(field);
                Value::Object(fewer)
            });
            let with_plainer = fields.iter().flat_map(move |(field, value)| {
                plainer(value, day).map(move |value| {
                    let mut other = fields.clone();
                    other.insert(field.clone(), value);
                    Value::Object(other)
                })
            });
            Box::new(plain_texts().chain(without).chain(with_plainer))
        }
        Value::String(text) if is_date(text) => {
            let firsts = [format!("{}-01-01", &text[..4]), format!("{}-01", &text[..7])];
            Box::new(once(json!(day)).chain(firsts.map(Value::String)))
        }
        Value::String(_) => Box::new(plain_texts()),
        Value::Number(amount) => Box::new(rounder(amount)),
        Value::Bool(_) => Box::new(once(json!(false))),
        Value::Null => Box::new(empty()),
    }
}

fn plain_texts() -> impl Iterator<Item = Value> {
    PLAIN_TEXTS.into_iter().map(Value::from)
}

/// The list without its first half, its second half, a quarter of it and so on, down to without one item.
fn shorter(items: &[Value]) -> impl Iterator<Item = Value> + '_ {
    let lengths = std::iter::successors(Some(items.len()), |length| Some(length / 2)).take_while(|length| *length > 0);
    lengths.flat_map(move |length| {
        (0..items.len()).step_by(length).map(move |from| {
            let kept = items.iter().enumerate().filter(|(place, _)| !(from..from + length).contains(place));
            kept.map(|(_, item)| item.clone()).collect()
        })
    })
}

fn with_plainer_items<'a>(items: &'a [Value], day: &'a str) -> impl Iterator<Item = Value> + 'a {
    items.iter().enumerate().flat_map(move |(place, item)| {
        plainer(item, day).map(move |plainer| {
            let mut other = items.to_vec();
            other[place] = plainer;
            Value::Array(other)
        })
    })
}

/// Nothing, one, a whole number of tens, a whole number: amounts below this one.
fn rounder(amount: &Number) -> impl Iterator<Item = Value> {
    let exact = hundredths(&Value::Number(amount.clone()));
    [0, 1_00, exact / 10_00 * 10_00, exact / 1_00 * 1_00].into_iter().map(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edges;

    fn has_reflection_over_8(dossier: &Value) -> bool {
        let activities = dossier["activities"].as_array();
        activities.into_iter().flatten().any(|it| it["kind"] == "reflection" && hundredths(&it["points"]) > 8_00)
    }

    /// The random dossiers at the edges of which something holds.
    fn dossiers_where(holds: fn(&Value) -> bool) -> impl Iterator<Item = Value> {
        (0..100).map(edges::dossier).filter(holds)
    }

    #[test]
    fn of_any_dossier_only_the_activity_that_matters_is_left() {
        let mut seen = 0;
        for dossier in dossiers_where(has_reflection_over_8) {
            let mut smallest = smallest(&dossier, has_reflection_over_8);
            let points = smallest["activities"][0]["points"].take();
            let day = &dossier["assessed_on"];
            let activity = json!({"on": day, "kind": "reflection", "points": null});
            let expected = json!({
                "reference": "x", "assessed_on": day, "request": "basis_conversion", "activities": [activity],
            });
            assert_eq!(smallest, expected);
            // as round as it can be: to tens it was rounded down, or else to less than ten
            assert!(hundredths(&points) % 10_00 == 0 || hundredths(&points) == 9_00 || hundredths(&points) < 9_00);
            seen += 1;
        }
        assert!(seen > 10, "{seen}");
    }

    #[test]
    fn what_holds_of_two_things_together_keeps_both() {
        let both = |dossier: &Value| dossier["ruling_known"] == true && dossier["vog"]["subject"] == "legal_person";
        let vog = |issued_on, relevant_profile| {
            json!({
                "issued_on": issued_on, "subject": "legal_person",
                "relevant_profile": relevant_profile, "original": "posted",
            })
        };
        let dossier = json!({
            "reference": "4610-000001", "assessed_on": "2021-06-01", "request": {"admission": "junior"},
            "ruling_known": true, "skj_shown": true, "documents": ["curriculum_vitae"],
            "vog": vog("2020-05-31", true),
        });
        let expected = json!({
            "reference": "x", "assessed_on": "2021-06-01", "request": "basis_conversion", "ruling_known": true,
            "vog": vog("2021-06-01", false),
        });
        assert_eq!(smallest(&dossier, both), expected);
    }

    #[test]
    fn a_full_list_is_taken_down_to_the_item_that_matters() {
        let activity = |points| json!({"on": "2020-01-15", "kind": "accredited", "points": points});
        let mut activities = vec![activity(8.25); 256];
        activities[200] = activity(12.34);
        let dossier = json!({
            "reference": "x", "assessed_on": "2021-06-01", "request": "basis_conversion", "activities": activities,
        });
        let over_11 = |dossier: &Value| {
            dossier["activities"].as_array().is_some_and(|all| all.iter().any(|it| hundredths(&it["points"]) > 11_00))
        };
        let kept = smallest(&dossier, over_11);
        assert_eq!(kept["activities"], json!([{"on": "2021-06-01", "kind": "other", "points": 12}]));
    }

    #[test]
    fn every_step_is_a_dossier_of_which_it_holds() {
        let met = |dossier: &Value| crate::second_reading::outcome(dossier, None)["verdict"] == "granted";
        for dossier in dossiers_where(met).take(3) {
            let smallest = smallest(&dossier, |step| {
                assert!(is_dossier(step));
                met(step)
            });
            assert!(met(&smallest));
        }
    }
}
