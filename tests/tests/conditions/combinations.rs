//! Every combination of values that some fields can have, each judged by the core and by the second reading.

use registertoets_core::Named;
use registertoets_core::regulation::RegisteredAs;
use registertoets_tests::{seeds, smaller};
use serde_json::{Value, json};

use crate::example::{Example, at};

/// All dossiers that an example becomes when some of its fields have any of these values.
pub(crate) struct Combinations {
    /// What is combined, in words.
    pub(crate) words: &'static str,
    example: Example,
    fields: Vec<(&'static str, Vec<Value>)>,
}

/// The combinations of these values of these fields, in words.
pub(crate) fn combinations<const FIELDS: usize>(
    words: &'static str,
    example: &Example,
    fields: [(&'static str, Vec<Value>); FIELDS],
) -> Combinations {
    Combinations { words, example: example.clone(), fields: fields.into() }
}

impl Combinations {
    /// How many dossiers there are.
    pub(crate) fn count(&self) -> usize {
        self.fields.iter().map(|(_, values)| values.len()).product()
    }
}

/// Holds of every combination that the core judges it as the second reading does.
pub(crate) fn assert_both_agree_on_all(combinations: &[Combinations]) {
    for each in combinations {
        let mut judged = 0;
        for_each_combination(&mut each.example.dossier.clone(), &each.fields, &mut |dossier| {
            judged += 1;
            if seeds::disagreement(dossier, None).is_some() {
                let smallest = smaller::smallest(dossier, |it| seeds::disagreement(it, None).is_some());
                panic!("{}: {smallest}\n{}", each.words, seeds::disagreement(&smallest, None).unwrap());
            }
        });
        assert_eq!(judged, each.count());
    }
}

fn for_each_combination(dossier: &mut Value, fields: &[(&str, Vec<Value>)], with: &mut impl FnMut(&Value)) {
    match fields {
        [] => with(dossier),
        [(field, values), rest @ ..] => {
            for value in values {
                *at(dossier, field) = value.clone();
                for_each_combination(dossier, rest, with);
            }
        }
    }
}

/// Every name of a closed list.
pub(crate) fn names<T: Named>() -> Vec<Value> {
    T::NAMES.iter().map(|name| json!(name)).collect()
}

/// False and true.
pub(crate) fn flags() -> Vec<Value> {
    [false, true].map(Value::Bool).into()
}

/// Values as they are written.
pub(crate) fn values<const COUNT: usize>(values: [Value; COUNT]) -> Vec<Value> {
    values.into()
}

/// These values, and nothing at all.
pub(crate) fn or_nothing(mut values: Vec<Value>) -> Vec<Value> {
    values.insert(0, Value::Null);
    values
}

/// Every set of names of a closed list.
pub(crate) fn sets<T: Named>() -> Vec<Value> {
    sets_of(T::NAMES)
}

/// Every set of these names.
pub(crate) fn sets_of(names: &[&str]) -> Vec<Value> {
    let set = |bits: u32| {
        let members = names.iter().enumerate().filter(|(place, _)| bits & (1 << place) != 0);
        members.map(|(_, name)| json!(name)).collect()
    };
    (0..1 << names.len()).map(set).collect()
}

/// Every object whose fields have any of these values.
pub(crate) fn objects<const FIELDS: usize>(fields: [(&'static str, Vec<Value>); FIELDS]) -> Vec<Value> {
    let mut objects = Vec::new();
    for_each_combination(&mut json!({}), &fields, &mut |object| objects.push(object.clone()));
    objects
}

/// Everything that can be asked for.
pub(crate) fn requests() -> Vec<Value> {
    let categories = ["in_opleiding", "junior", "senior"];
    let requests = ["admission", "renewal", "change"].into_iter();
    let to_a_category = requests.flat_map(|kind| categories.map(|category| json!({kind: category})));
    to_a_category.chain([json!("basis_conversion")]).collect()
}

/// Every registration with a start that matters on 1 June 2021: none, and of each category one of tomorrow, of today,
/// of a year ago to the day and a day more, and on and after the last day of three and of five years.
pub(crate) fn registrations() -> Vec<Value> {
    let starts = [
        "2021-06-02",
        "2021-06-01",
        "2020-06-01",
        "2020-05-31",
        "2018-06-02",
        "2018-06-01",
        "2016-06-02",
        "2016-06-01",
    ];
    or_nothing(objects([
        ("category", names::<RegisteredAs>()),
        ("start", starts.map(Value::from).into()),
        ("skj_shown", flags()),
    ]))
}
