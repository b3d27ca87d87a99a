//! Registratienormen and articles 3 and 4: a single registration (rule 3), and the registration held (rule 4).

use registertoets_core::regulation::Rule;
use serde_json::{Value, json};

use crate::combinations::{Combinations, assert_both_agree_on_all, combinations as all, registrations, requests};
use crate::condition::{
    BOARD, Condition, MET, MISSING, NOT_ASKED, UNMET, assert_each_alone_turns_its_finding, condition,
};
use crate::example::example;

pub(crate) fn conditions() -> Vec<Condition> {
    [single_registration(), renewal(), change(), conversion()].into_iter().flatten().collect()
}

/// Rule 3. The cases are judged on 1 June 2021.
fn single_registration() -> Vec<Condition> {
    let before = example("registered-before");
    let of = |words, with, field: &str, without: Value, found| {
        condition(Rule::SingleRegistration, words, with, field, without, found)
    };
    vec![
        of("admission is asked", &before, "request", json!({"renewal": "junior"}), [NOT_ASKED, MET]),
        of(
            "the person is not registered",
            &example("junior-listed-diploma"),
            "registration",
            json!({"category": "junior", "start": "2016-09-01"}),
            [UNMET, MET],
        ),
        of(
            "the registration lapsed: its last day was yesterday",
            &before,
            "registration.start",
            json!("2016-06-02"),
            [UNMET, MET],
        ),
        of(
            "the registration is a Basis one, which lapsed after three years",
            &before.with("registration.category", "basis").with("registration.start", "2018-06-01"),
            "registration.category",
            json!("senior"),
            [UNMET, MET],
        ),
        of(
            "the Basis registration lapsed: its last day was yesterday",
            &before.with("registration.category", "basis").with("registration.start", "2018-06-01"),
            "registration.start",
            json!("2018-06-02"),
            [UNMET, MET],
        ),
        of(
            "the registration starts tomorrow and does not exist yet",
            &before.with("registration.start", "2021-06-02"),
            "registration.start",
            json!("2021-06-01"),
            [UNMET, MET],
        ),
    ]
}

/// Rule 4 on a renewal.
fn renewal() -> Vec<Condition> {
    let senior = example("worked-example-jansen");
    let last_day = senior.with("registration.start", "2016-06-02");
    let of = |words, with, field: &str, without: Value, found| {
        condition(Rule::RegistrationHeld, words, with, field, without, found)
    };
    vec![
        of("renewal is asked, and not admission", &senior, "request", json!({"admission": "senior"}), [NOT_ASKED, MET]),
        of("the person is registered", &senior, "registration", Value::Null, [MISSING, MET]),
        of(
            "the registration started today at the latest",
            &senior.with("registration.start", "2021-06-01"),
            "registration.start",
            json!("2021-06-02"),
            [MISSING, MET],
        ),
        of(
            "the registration is in force: today is its last day",
            &last_day,
            "registration.start",
            json!("2016-06-01"),
            [BOARD, MET],
        ),
        of("the day judged on is in the period", &last_day, "assessed_on", json!("2021-06-02"), [BOARD, MET]),
        of(
            "the registration is not a Basis one",
            &senior.with("registration.start", "2019-06-01"),
            "registration.category",
            json!("basis"),
            [BOARD, MET],
        ),
    ]
}

/// Rule 4 on a change.
fn change() -> Vec<Condition> {
    let junior = example("change-to-junior");
    let last_day = junior.with("registration.start", "2016-06-02");
    let of = |words, with, field: &str, without: Value, found| {
        condition(Rule::RegistrationHeld, words, with, field, without, found)
    };
    vec![
        of(
            "a change is asked, and not admission",
            &junior,
            "request",
            json!({"admission": "junior"}),
            [NOT_ASKED, MET],
        ),
        of("the person who changes is registered", &junior, "registration", Value::Null, [MISSING, MET]),
        of(
            "another category is held than the one changed to",
            &junior,
            "registration.category",
            json!("junior"),
            [UNMET, MET],
        ),
        of(
            "another category is asked than the one held",
            &junior,
            "request",
            json!({"change": "in_opleiding"}),
            [UNMET, MET],
        ),
        of(
            "what is changed is not a Basis registration",
            &junior,
            "registration.category",
            json!("basis"),
            [UNMET, MET],
        ),
        of(
            "what is changed is in force: today is its last day",
            &last_day,
            "registration.start",
            json!("2016-06-01"),
            [BOARD, MET],
        ),
        of(
            "what is changed lapsed, but is of another category (a change within a category is refused either way)",
            &junior.with("registration.start", "2016-06-01"),
            "registration.category",
            json!("junior"),
            [UNMET, BOARD],
        ),
    ]
}

/// Rule 4 on a conversion.
fn conversion() -> Vec<Condition> {
    let basis = example("basis-conversion");
    let last_day = basis.with("registration.start", "2018-06-02");
    let of = |words, with, field: &str, without: Value, found| {
        condition(Rule::RegistrationHeld, words, with, field, without, found)
    };
    vec![
        of("a conversion is asked, and not a change", &basis, "request", json!({"change": "junior"}), [UNMET, MET]),
        of("the person who converts is registered", &basis, "registration", Value::Null, [MISSING, MET]),
        of("what is converted is a Basis registration", &basis, "registration.category", json!("junior"), [UNMET, MET]),
        of(
            "what is converted is in force: today is its last day",
            &last_day,
            "registration.start",
            json!("2018-06-01"),
            [BOARD, MET],
        ),
        of(
            "what is converted lapsed, but is Basis (another is refused either way)",
            &basis.with("registration.start", "2016-06-01"),
            "registration.category",
            json!("senior"),
            [UNMET, BOARD],
        ),
    ]
}

pub(crate) fn combinations() -> Vec<Combinations> {
    let fields = [("request", requests()), ("registration", registrations())];
    vec![all(
        "every request with every registration: of each category, not begun, in force or lapsed, with and without SKJ",
        &example("senior"),
        fields,
    )]
}

#[test]
fn each_condition_of_a_registration_alone_turns_the_finding() {
    assert_each_alone_turns_its_finding(&conditions());
}

#[test]
fn every_combination_of_request_and_registration_is_judged_by_the_rules() {
    assert_both_agree_on_all(&combinations());
}
