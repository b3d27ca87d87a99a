//! Every field of a dossier and every name that a field can have, as the types of the core themselves list them.

use std::collections::BTreeSet;

use registertoets_core::regulation::{
    Activity, ActivityKind, Declaration, Diploma, DiplomaKind, DiplomaProof, Document, RegisteredAs, Registration,
    Task, Training, TrainingPart, TrainingRoute, Vog, VogOriginal, VogSubject, WorkPeriod, WorkProof,
};
use registertoets_core::{Category, Dossier, Named, Request};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Fields, such as `vog.subject`, and names in a field, such as `vog.subject = legal_person`, without places in a list.
pub(crate) fn contract() -> BTreeSet<String> {
    let objects = [
        ("", fields_of::<Dossier>(json!({"?": 0}))),
        ("registration.", fields_of::<Registration>(json!({"?": 0}))),
        ("vog.", fields_of::<Vog>(json!({"?": 0}))),
        ("diplomas.", fields_of::<Diploma>(json!({"?": 0}))),
        ("diplomas.kind.mantelzorgmakelaar.", fields_of::<DiplomaKind>(json!({"mantelzorgmakelaar": {"?": 0}}))),
        ("diplomas.kind.evc.", fields_of::<DiplomaKind>(json!({"evc": {"?": 0}}))),
        ("training.", fields_of::<Training>(json!({"?": 0}))),
        ("work.", fields_of::<WorkPeriod>(json!({"?": 0}))),
        ("work.proof.employer_declaration.", fields_of::<WorkProof>(json!({"employer_declaration": {"?": 0}}))),
        ("work.proof.self_employed.", fields_of::<WorkProof>(json!({"self_employed": {"?": 0}}))),
        ("activities.", fields_of::<Activity>(json!({"?": 0}))),
    ];
    let names = [
        ("request", fields_of::<Request>(json!("?"))),
        ("request.admission", named::<Category>()),
        ("request.renewal", named::<Category>()),
        ("request.change", named::<Category>()),
        ("declarations", named::<Declaration>()),
        ("registration.category", named::<RegisteredAs>()),
        ("vog.subject", named::<VogSubject>()),
        ("vog.original", named::<VogOriginal>()),
        ("diplomas.kind", fields_of::<DiplomaKind>(json!("?"))),
        ("diplomas.proof", named::<DiplomaProof>()),
        ("training.route", named::<TrainingRoute>()),
        ("training.completed", named::<TrainingPart>()),
        ("documents", named::<Document>()),
        ("work.tasks", named::<Task>()),
        ("work.proof", fields_of::<WorkProof>(json!("?"))),
        ("activities.kind", named::<ActivityKind>()),
    ];
    let fields =
        objects.into_iter().flat_map(|(at, fields)| fields.into_iter().map(move |field| format!("{at}{field}")));
    let names = names.into_iter().flat_map(|(at, names)| names.into_iter().map(move |name| format!("{at} = {name}")));
    fields.chain(names).collect()
}

fn named<T: Named>() -> Vec<String> {
    T::NAMES.iter().map(ToString::to_string).collect()
}

/// The names that a type expects in the place of `?`: serde lists them where it meets another.
fn fields_of<T: DeserializeOwned>(with_another: Value) -> Vec<String> {
    let error = serde_json::from_value::<T>(with_another).err().unwrap().to_string();
    let (_, expected) = error.split_once("`?`, expected").unwrap_or_else(|| panic!("{error}"));
    expected.split('`').skip(1).step_by(2).map(ToString::to_string).collect()
}

/// Where two values of a field differ: the fields, and the names that only one of them has.
pub(crate) fn differences(field: &str, [one, other]: [&Value; 2]) -> BTreeSet<String> {
    if one == other {
        return BTreeSet::new();
    }
    let without_places: Vec<_> = field.split('.').filter(|part| part.parse::<usize>().is_err()).collect();
    let field = without_places.join(".");
    let mut found = BTreeSet::from([field.clone()]);
    found.extend(names_of(one).symmetric_difference(&names_of(other)).map(|name| format!("{field} = {name}")));
    if let (Value::Object(these), Value::Object(those)) = (one, other) {
        let both = these.keys().filter(|inner| those.contains_key(*inner));
        found.extend(both.flat_map(|inner| differences(&format!("{field}.{inner}"), [&these[inner], &those[inner]])));
    }
    found
}

/// The names in a value: that which it is, those which are in its set, or the one that says what kind of object it is.
fn names_of(value: &Value) -> BTreeSet<String> {
    match value {
        Value::String(name) => BTreeSet::from([name.clone()]),
        Value::Array(names) => names.iter().filter_map(Value::as_str).map(ToString::to_string).collect(),
        Value::Object(fields) if fields.len() == 1 => fields.keys().cloned().collect(),
        _ => BTreeSet::new(),
    }
}
