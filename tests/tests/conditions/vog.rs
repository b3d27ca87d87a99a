//! Articles 1 (VOG NP) and 4b: the certificate of conduct (rules 5 to 8).

use registertoets_core::regulation::{Rule, VogOriginal, VogSubject};
use serde_json::{Value, json};

use crate::combinations::{
    Combinations, assert_both_agree_on_all, combinations as all, flags, names, objects, or_nothing, requests, values,
};
use crate::condition::{
    Condition, MET, MISSING, NOT_ASKED, UNMET, assert_each_alone_turns_its_finding, condition, of_each,
};
use crate::example::example;

pub(crate) fn conditions() -> Vec<Condition> {
    [held(), where_asked(), of_one_shown(), age(), original()].into_iter().flatten().collect()
}

/// Rule 5.
fn held() -> Vec<Condition> {
    let junior = example("junior-listed-diploma");
    let of =
        |words, with, field: &str, without: Value, found| condition(Rule::VogHeld, words, with, field, without, found);
    let of_today = junior.with("vog.issued_on", "2021-06-01");
    vec![
        of("a certificate is shown", &junior, "vog", Value::Null, [MISSING, MET]),
        of("it was issued today at the latest", &of_today, "vog.issued_on", json!("2021-06-02"), [MISSING, MET]),
        of("it is of a natural person", &junior, "vog.subject", json!("legal_person"), [UNMET, MET]),
    ]
}

/// All four rules are asked on the same requests.
fn where_asked() -> Vec<Condition> {
    let junior = example("junior-listed-diploma");
    let renewal = example("worked-example-jansen");
    of_each([Rule::VogHeld, Rule::VogProfile, Rule::VogAge, Rule::VogOriginal], |rule| {
        let asked = |words, with, instead: Value| condition(rule, words, with, "request", instead, [NOT_ASKED, MET]);
        [
            asked("admission is asked, and not a change", &junior, json!({"change": "junior"})),
            asked("renewal is asked, and not a change", &renewal, json!({"change": "senior"})),
            asked("renewal is asked, and not a conversion", &renewal, json!("basis_conversion")),
        ]
    })
}

/// Rules 6 to 8 are asked of a certificate that is there; and what rule 6 asks of it.
fn of_one_shown() -> Vec<Condition> {
    let junior = example("junior-listed-diploma");
    let mut conditions = of_each([Rule::VogProfile, Rule::VogAge, Rule::VogOriginal], |rule| {
        let none_yet = "2021-06-02";
        [
            condition(rule, "a certificate is shown", &junior, "vog", Value::Null, [NOT_ASKED, MET]),
            condition(rule, "it was issued today at the latest", &junior, "vog.issued_on", none_yet, [NOT_ASKED, MET]),
        ]
    });
    let words = "its screening profile is relevant to the work";
    conditions.push(condition(Rule::VogProfile, words, &junior, "vog.relevant_profile", false, [UNMET, MET]));
    conditions
}

/// Rule 7, on both sides of the last day on which a certificate is accepted.
fn age() -> Vec<Condition> {
    let junior = example("junior-listed-diploma");
    let twelve_months = junior.with("vog.issued_on", "2020-06-01");
    let leap_day = junior.with("vog.issued_on", "2020-02-29").with("assessed_on", "2021-02-28");
    vec![
        condition(
            Rule::VogAge,
            "it is twelve months old at the most: issued on this day and not the day before",
            &twelve_months,
            "vog.issued_on",
            "2020-05-31",
            [UNMET, MET],
        ),
        condition(
            Rule::VogAge,
            "it is twelve months old at the most: judged on this day and not the day after",
            &twelve_months,
            "assessed_on",
            "2021-06-02",
            [UNMET, MET],
        ),
        condition(
            Rule::VogAge,
            "twelve months from 29 February end on 28 February",
            &leap_day,
            "assessed_on",
            "2021-03-01",
            [UNMET, MET],
        ),
    ]
}

/// Rule 8.
fn original() -> Vec<Condition> {
    let posted = example("junior-listed-diploma");
    let declared = posted.with("vog.original", "employer_declaration");
    vec![
        condition(
            Rule::VogOriginal,
            "its original was sent by post",
            &posted,
            "vog.original",
            "not_shown",
            [MISSING, MET],
        ),
        condition(
            Rule::VogOriginal,
            "the employer declares to have seen its original",
            &declared,
            "vog.original",
            "not_shown",
            [MISSING, MET],
        ),
    ]
}

pub(crate) fn combinations() -> Vec<Combinations> {
    let issued_on = ["2021-06-02", "2021-06-01", "2020-06-01", "2020-05-31"].map(Value::from).into();
    let certificates = objects([
        ("issued_on", issued_on),
        ("subject", names::<VogSubject>()),
        ("relevant_profile", flags()),
        ("original", names::<VogOriginal>()),
    ]);
    let registered = json!({"category": "junior", "start": "2018-06-01"});
    vec![all(
        "every request, with and without a registration, every certificate: none, of tomorrow, new, old and too old",
        &example("junior-listed-diploma"),
        [
            ("request", requests()),
            ("registration", values([Value::Null, registered])),
            ("vog", or_nothing(certificates)),
        ],
    )]
}

#[test]
fn each_condition_of_the_certificate_of_conduct_alone_turns_its_finding() {
    assert_each_alone_turns_its_finding(&conditions());
}

#[test]
fn every_combination_of_a_certificate_of_conduct_is_judged_by_the_rules() {
    assert_both_agree_on_all(&combinations());
}
