//! The dossiers that conditions are shown in: golden cases, most of them granted, with a field or two changed.

use std::sync::LazyLock;

use registertoets_tests::cases::{self, Case};
use serde_json::{Value, json};

static CASES: LazyLock<Vec<Case>> = LazyLock::new(cases::all);

/// A golden case, or one with some fields changed.
#[derive(Clone)]
pub(crate) struct Example {
    /// The name of the golden case.
    pub(crate) case: &'static str,
    /// The fields changed, with their values.
    pub(crate) changes: Vec<(String, Value)>,
    /// The dossier.
    pub(crate) dossier: Value,
}

/// The golden case of this name.
pub(crate) fn example(case: &'static str) -> Example {
    let dossier = CASES.iter().find(|it| it.name == case).unwrap_or_else(|| panic!("no case {case}")).dossier.clone();
    Example { case, changes: Vec::new(), dossier }
}

impl Example {
    /// The same dossier but for one field.
    pub(crate) fn with(&self, field: &str, value: impl Into<Value>) -> Self {
        let mut other = self.clone();
        let value = value.into();
        *at(&mut other.dossier, field) = value.clone();
        other.changes.retain(|(changed, _)| changed != field);
        other.changes.push((field.to_string(), value));
        other
    }

    /// The value of a field, null where it is left out.
    pub(crate) fn value(&self, field: &str) -> Value {
        at(&mut self.dossier.clone(), field).clone()
    }

    /// The members of a set without one of them.
    pub(crate) fn all_but(&self, field: &str, member: &str) -> Value {
        let members = self.value(field);
        assert!(members.as_array().unwrap().contains(&json!(member)), "{member} in {field}");
        members.as_array().unwrap().iter().filter(|it| **it != member).cloned().collect()
    }

    /// The members of a set and one more.
    pub(crate) fn and_also(&self, field: &str, member: &str) -> Value {
        let mut members = self.value(field).as_array().cloned().unwrap_or_default();
        assert!(!members.contains(&json!(member)), "no {member} in {field}");
        members.push(json!(member));
        Value::Array(members)
    }
}

/// The place of a field, as in `diplomas.0.kind`; what was left out on the way is there as null.
pub(crate) fn at<'a>(dossier: &'a mut Value, field: &str) -> &'a mut Value {
    field.split('.').fold(dossier, |value, part| match part.parse::<usize>() {
        Ok(place) => &mut value[place],
        Err(_) => &mut value[part],
    })
}
