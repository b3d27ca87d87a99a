//! The JSON Schemas that the service publishes, held to the reader of dossiers and to the outcomes as they are told.

use jsonschema::Validator;
use registertoets_core::text::Language;
use registertoets_core::{Dossier, evaluate, json};
use registertoets_service::form::{Detail, OutcomeForm};
use registertoets_service::judging::{Judging, Told};
use registertoets_service::register::Register;
use registertoets_tests::http::server::start;
use registertoets_tests::http::spoilt;
use registertoets_tests::{cases, edges, seeds};
use serde_json::{Map, Value, json};

/// How many random dossiers a run looks at; a longer run asks for more in `REGISTERTOETS_CASES`.
fn case_count() -> u64 {
    seeds::count(2_000)
}

/// A schema as it is published.
async fn published(name: &str) -> Value {
    start().await.ask("GET", &format!("/v1/schemas/{name}.json"), &[]).await.json()
}

async fn validator(name: &str) -> Validator {
    jsonschema::options().should_validate_formats(true).build(&published(name).await).unwrap()
}

#[track_caller]
fn assert_valid(validator: &Validator, value: &Value) {
    let errors: Vec<_> = validator.iter_errors(value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}: {value}");
}

#[tokio::test]
async fn the_schemas_are_of_draft_2020_12_and_know_their_address() {
    for name in ["dossier", "outcome"] {
        let schema = published(name).await;
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("/v1/schemas/{name}.json"));
        assert!(jsonschema::meta::is_valid(&schema));
    }
}

#[tokio::test]
async fn every_golden_case_is_valid_with_its_outcome() {
    let (dossier, outcome) = (validator("dossier").await, validator("outcome").await);
    for case in cases::all() {
        assert_valid(&dossier, &case.dossier);
        assert_valid(&outcome, &case.outcome);
    }
}

#[tokio::test]
async fn every_field_of_the_golden_cases_is_described() {
    fn fields(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                found.extend(object.keys().cloned());
                object.values().for_each(|value| fields(value, found));
            }
            Value::Array(items) => items.iter().for_each(|item| fields(item, found)),
            _ => {}
        }
    }
    fn is_described(schema: &Value, field: &str) -> bool {
        match schema {
            Value::Object(object) => {
                let here = object.get("properties").and_then(|properties| properties.get(field));
                here.is_some() || object.values().any(|schema| is_described(schema, field))
            }
            Value::Array(items) => items.iter().any(|schema| is_described(schema, field)),
            _ => false,
        }
    }
    let [of_dossier, of_outcome] = [published("dossier").await, published("outcome").await];
    for case in cases::all() {
        for (schema, value) in [(&of_dossier, &case.dossier), (&of_outcome, &case.outcome)] {
            let mut found = Vec::new();
            fields(value, &mut found);
            for field in found {
                assert!(is_described(schema, &field), "{field} in {}", case.name);
            }
        }
    }
    assert!(!is_described(&of_dossier, "nonsense"));
}

#[tokio::test]
async fn dossiers_at_the_edges_and_of_a_register_are_valid_with_their_outcomes_however_told() {
    let (of_dossier, of_outcome) = (validator("dossier").await, validator("outcome").await);
    let at_edges = (0..case_count()).map(edges::dossier);
    let of_register = Register::new(7).take(500).map(|dossier| serde_json::to_value(dossier).unwrap());
    for value in at_edges.chain(of_register) {
        assert_valid(&of_dossier, &value);
        let dossier: Dossier = json::decode(value.to_string().as_bytes()).unwrap();
        assert_valid(&of_dossier, &serde_json::to_value(&dossier).unwrap());
        let outcome = evaluate(&dossier);
        assert_valid(&of_outcome, &serde_json::to_value(&outcome).unwrap());
        for detail in [Detail::Full, Detail::Failing, Detail::Verdict] {
            for language in [None, Some(Language::Nl), Some(Language::En)] {
                let judging = Judging { as_of: None, to: OutcomeForm::Ndjson, detail, language, receipt: false };
                assert_valid(
                    &of_outcome,
                    &serde_json::to_value(Told { outcome: &outcome, judging: &judging }).unwrap(),
                );
            }
        }
    }
}

/// Values that are wrong at most places of a dossier, or just within or beyond what a place takes.
fn odd_values() -> Vec<Value> {
    let texts = ["", "x", "none", "other", "basis", "senior", "basis_conversion", "bcmb_membership", "two words", "é"];
    let dates =
        ["1899-12-31", "1900-01-01", "2021-02-29", "2020-02-29", "2021-04-31", "2099-12-31", "2100-01-01", "2021-6-1"];
    let mut values: Vec<_> = texts.iter().chain(&dates).map(|text| json!(text)).collect();
    values.extend(["x".repeat(32), "x".repeat(33)].map(|text| json!(text)));
    values.extend(
        [0.0, 0.01, 0.07, 0.001, 1.0, 1.01, 16.005, 167.99, 168.01, 649.99, 650.01, -0.01, 1e300]
            .map(|number| json!(number)),
    );
    values.extend([0, 1, 168, 169, 650, 651, -1].map(|number| json!(number)));
    values.extend([json!(null), json!(true), json!(false), json!([]), json!({}), json!([[]]), json!(["x"])]);
    values.extend([json!(["curriculum_vitae", "curriculum_vitae"]), json!({"renewal": "junior"}), json!({"x": 1})]);
    values
}

/// The pointers of a value and of everything in it.
fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(key, value)| places(value, &format!("{pointer}/{key}"), found))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(place, item)| places(item, &format!("{pointer}/{place}"), found));
        }
        _ => {}
    }
}

/// A dossier with one thing changed at a place: another value there, something more, something less, or twice.
fn changed(mut dossier: Value, place: &str, turn: usize) -> Value {
    let odd = odd_values();
    let spot = dossier.pointer_mut(place).unwrap();
    match spot {
        Value::Object(fields) if turn.is_multiple_of(5) => {
            fields.insert("nonsense".into(), json!(1));
        }
        Value::Object(fields) if turn % 5 < 3 && !fields.is_empty() => {
            let key = fields.keys().nth(turn / 5 % fields.len()).unwrap().clone();
            fields.remove(&key);
        }
        Value::Array(items) if turn % 5 < 2 && !items.is_empty() => items.push(items[turn / 5 % items.len()].clone()),
        _ => *spot = odd[turn % odd.len()].clone(),
    }
    dossier
}

/// What a schema cannot say, as a refusal does.
const UNSAID: [&str; 2] = ["an until that is not before from", "with at most two decimals"];

#[tokio::test]
async fn the_schema_takes_what_the_reader_takes_and_little_more() {
    let validator = validator("dossier").await;
    let (mut taken, mut refused, mut unseen) = (0, 0, 0);
    for seed in 0..case_count() {
        let dossier = edges::dossier(seed);
        let mut places_of_it = Vec::new();
        places(&dossier, "", &mut places_of_it);
        for turn in 0..10 {
            let turn = usize::try_from(seed).unwrap() * 7 + turn * 31;
            let changed = changed(dossier.clone(), &places_of_it[turn % places_of_it.len()], turn / 3);
            let valid = validator.is_valid(&changed);
            match json::decode(changed.to_string().as_bytes()).map_err(|error| error.to_string()) {
                Ok(_) => {
                    taken += 1;
                    assert_valid(&validator, &changed);
                }
                Err(refusal) if UNSAID.iter().any(|unsaid| refusal.contains(unsaid)) => unseen += usize::from(valid),
                Err(refusal) => {
                    refused += 1;
                    assert!(!valid, "{refusal}: {changed}");
                }
            }
        }
    }
    assert!(taken > 100 && refused > 1_000 && unseen > 0, "{taken} taken, {refused} refused, {unseen} unseen");
}

#[tokio::test]
async fn a_broken_record_that_is_still_json_is_refused() {
    let validator = validator("dossier").await;
    let good = serde_json::to_string(&Register::new(1).next().unwrap()).unwrap();
    // a schema sees no text, and so not how long one is
    let seen = spoilt::WAYS.iter().filter(|(_, code)| *code != "too_long");
    let broken = seen.filter_map(|(way, _)| serde_json::from_str(&way(good.clone())).ok());
    let refused: Vec<Value> = broken.inspect(|record| assert!(!validator.is_valid(record), "{record}")).collect();
    assert_eq!(refused.len(), 4, "{refused:?}");
}

#[tokio::test]
async fn an_amount_is_in_its_range() {
    let validator = validator("dossier").await;
    let with = |hours: f64, points: f64| {
        json!({
            "reference": "x", "assessed_on": "2021-06-01", "request": "basis_conversion",
            "work": [{"from": "2021-01-01", "hours_per_week": hours, "hbo_level": true, "titled": true, "tasks": [], "proof": "none"}],
            "activities": [{"on": "2021-01-01", "kind": "other", "points": points}],
        })
    };
    for (hours, points, valid) in [
        (0.0, 0.0, true),
        (168.0, 650.0, true),
        (32.09, 0.07, true),
        (168.01, 650.0, false),
        (168.0, 650.01, false),
        (-0.01, 0.0, false),
        (0.0, -0.01, false),
    ] {
        assert_eq!(validator.is_valid(&with(hours, points)), valid, "{hours} {points}");
    }
}

#[tokio::test]
async fn a_list_is_as_long_as_it_may_be_and_no_longer() {
    let validator = validator("dossier").await;
    let least = json!({"reference": "x", "assessed_on": "2021-06-01", "request": "basis_conversion"});
    let diploma = json!({"kind": "mwd", "obtained_on": "2012-07-01", "proof": "scan"});
    let work = json!({"from": "2021-01-01", "hours_per_week": 16, "hbo_level": true, "titled": true, "tasks": [], "proof": "none"});
    let activity = json!({"on": "2021-01-01", "kind": "other", "points": 1});
    for (list, item, most) in [("diplomas", diploma, 8), ("work", work, 16), ("activities", activity, 256)] {
        let with = |count: usize| {
            let mut dossier: Map<String, Value> = least.as_object().unwrap().clone();
            dossier.insert(list.into(), vec![item.clone(); count].into());
            Value::from(dossier)
        };
        assert_valid(&validator, &with(most));
        assert!(!validator.is_valid(&with(most + 1)), "{list}");
    }
}
