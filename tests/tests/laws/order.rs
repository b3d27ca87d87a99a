//! Order matters where the law says so, which is in one place: of diplomas alike the first is judged (3.2).

use proptest::prelude::*;
use registertoets_core::{Category, Dossier, Request, evaluate, json};
use serde_json::Value;

use crate::random::{cases, dossier};

/// The same value with the fields of its objects, or the members of its sets, in the opposite order.
fn turned(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().rev().map(|(field, value)| format!("{field:?}:{}", turned(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            let is_set = items.iter().all(Value::is_string);
            let mut items: Vec<_> = items.iter().map(turned).collect();
            if is_set {
                items.reverse();
            }
            format!("[{}]", items.join(","))
        }
        _ => value.to_string(),
    }
}

/// Whether a diploma is judged at all, and whether the day of the one judged matters.
fn diplomas_matter(dossier: &Dossier) -> (bool, bool) {
    match dossier.request {
        Request::BasisConversion => (false, false),
        Request::Admission(category) | Request::Change(category) => (true, category == Category::Senior),
        // of a renewal into another category work is judged whatever the category
        Request::Renewal(category) => {
            let held = dossier.registration.filter(|held| held.start <= dossier.assessed_on);
            let is_entry = held.and_then(|held| held.category.category()) != Some(category);
            (is_entry, is_entry)
        }
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_order_of_activities_and_of_work_does_not_matter(dossier in dossier(), turns in any::<(usize, usize)>()) {
        let mut turned = dossier.clone();
        let (activities, work) = (turned.activities.len(), turned.work.len());
        turned.activities.rotate_left(turns.0 % activities.max(1));
        turned.activities.reverse();
        turned.work.rotate_left(turns.1 % work.max(1));
        prop_assert_eq!(evaluate(&turned), evaluate(&dossier));
    }

    #[test]
    fn the_order_of_fields_and_of_the_members_of_a_set_does_not_matter(dossier in dossier()) {
        let turned = turned(&serde_json::to_value(&dossier).unwrap());
        prop_assert_eq!(json::decode(turned.as_bytes()), Ok(dossier));
    }

    #[test]
    fn the_order_of_diplomas_decides_only_which_of_those_alike_is_told_and_from_which_day_work_counts(
        dossier in dossier(), turn in any::<usize>(),
    ) {
        let mut turned = dossier.clone();
        turned.diplomas.rotate_left(turn % dossier.diplomas.len().max(1));
        let (before, after) = (evaluate(&dossier), evaluate(&turned));
        match diplomas_matter(&dossier) {
            (false, _) => prop_assert_eq!(before, after),
            (true, false) => {
                prop_assert_eq!(before.verdict(), after.verdict());
                prop_assert_eq!(before.registration, after.registration);
            }
            (true, true) => {
                let but_for_work = Dossier { work: Default::default(), ..dossier };
                let turned = Dossier { work: Default::default(), ..turned };
                prop_assert_eq!(evaluate(&but_for_work).verdict(), evaluate(&turned).verdict());
            }
        }
    }
}
