//! Dossiers of the golden cases, with values planted in them that occur nowhere else.

use registertoets_core::{Date, json};
use registertoets_tests::cases;
use serde_json::{Value, json};

/// What the values start with that are no dates and no numbers.
pub(crate) const MARK: &str = "Zq7";

/// A dossier with planted values.
#[derive(Clone, Debug)]
pub(crate) struct Planted {
    /// The golden case it was.
    pub(crate) name: String,
    /// The dossier.
    pub(crate) dossier: Value,
    /// Its reference, its dates and its amounts, as they are written.
    pub(crate) values: Vec<String>,
    /// What it says in names of closed lists.
    pub(crate) names: Vec<String>,
}

impl Planted {
    /// One of each golden case.
    pub(crate) fn all() -> Vec<Self> {
        cases::all().into_iter().enumerate().map(|(number, case)| Self::of(case, number)).collect()
    }

    fn of(case: cases::Case, number: usize) -> Self {
        let mut planted = Self { name: case.name, dossier: Value::Null, values: Vec::new(), names: Vec::new() };
        let mut dossier = case.dossier;
        dossier["reference"] = json!(format!("{MARK}-{number:03}-reference"));
        planted.plant(&mut dossier);
        assert!(json::decode(dossier.to_string().as_bytes()).is_ok(), "{dossier}");
        planted.dossier = dossier;
        planted
    }

    /// The reference.
    pub(crate) fn reference(&self) -> &str {
        self.dossier["reference"].as_str().unwrap()
    }

    /// The day it is judged on.
    pub(crate) fn day(&self) -> &str {
        self.dossier["assessed_on"].as_str().unwrap()
    }

    /// Changes every date and amount to one that occurs nowhere else, and notes what there is.
    fn plant(&mut self, value: &mut Value) {
        match value {
            Value::String(text) if Date::parse(text.as_bytes()).is_some() => {
                *text = far_off(text);
                self.values.push(text.clone());
            }
            Value::String(text) if text.starts_with(MARK) => self.values.push(text.clone()),
            Value::String(name) => self.names.push(name.clone()),
            Value::Array(items) => items.iter_mut().for_each(|item| self.plant(item)),
            Value::Object(fields) => {
                let membership = fields.get("kind").is_some_and(|kind| kind == "bcmb_membership");
                for (field, value) in fields {
                    match field.as_str() {
                        // a membership is always worth 1
                        "points" if membership => {}
                        "points" => self.plant_amount(value, 613),
                        "hours_per_week" => self.plant_amount(value, 143),
                        _ => self.plant(value),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn plant_amount(&mut self, amount: &mut Value, whole: u32) {
        let hundredths = 11 + self.values.len() % 80;
        let text = format!("{whole}.{}", if hundredths.is_multiple_of(10) { hundredths + 1 } else { hundredths });
        *amount = serde_json::from_str(&text).unwrap();
        self.values.push(text);
    }
}

/// The same day sixty years later: leap years stay leap years, and no clock shows it.
fn far_off(date: &str) -> String {
    let (year, rest) = date.split_at(4);
    format!("{}{rest}", year.parse::<u32>().unwrap() + 60)
}
