//! Articles 1 (Werkervaring, note 2) and 4a: hours of work in five years (rule 18) and a week now (rule 19).

use registertoets_core::Named;
use registertoets_core::regulation::{Rule, Task};
use serde_json::{Value, json};

use crate::combinations::{
    Combinations, assert_both_agree_on_all, combinations as all, flags, objects, or_nothing, requests, values,
};
use crate::condition::{
    Condition, Found, MET, MISSING, NOT_ASKED, UNMET, assert_each_alone_turns_its_finding, condition, of_each,
};
use crate::example::{Example, example};

const BOTH: [Rule; 2] = [Rule::WorkHours, Rule::WorkCurrent];

/// 910 days of 16 hours a week up to today, which are 2080 hours to the minute.
fn exactly() -> Example {
    example("senior-2080-hours-exactly")
}

fn declared(signed_on: &str, describes_function: bool) -> Value {
    json!({"employer_declaration": {"signed_on": signed_on, "describes_function": describes_function}})
}

pub(crate) fn conditions() -> Vec<Condition> {
    [where_asked(), claimed(), contract(), declaration(), own_declaration(), hours(), after_the_diploma(), now()]
        .into_iter()
        .flatten()
        .collect()
}

/// Both rules are asked of who enters Senior or renews.
fn where_asked() -> Vec<Condition> {
    let senior = exactly();
    let in_opleiding = json!({"category": "in_opleiding", "start": "2020-06-01"});
    let change = senior.with("registration", in_opleiding).with("request", json!({"change": "senior"}));
    let renewal = example("worked-example-jansen");
    let as_junior = renewal.with("registration.category", "junior").with("request", json!({"renewal": "junior"}));
    let as_in_opleiding = renewal.with("request", json!({"renewal": "in_opleiding"}));
    of_each(BOTH, |rule| {
        let of = |words, with, instead: Value| condition(rule, words, with, "request", instead, [NOT_ASKED, MET]);
        [
            of("admission is asked as Senior, and not as Junior", &senior, json!({"admission": "junior"})),
            of("admission is asked as Senior, and not as In opleiding", &senior, json!({"admission": "in_opleiding"})),
            of("a change to Senior is asked, and not to Junior", &change, json!({"change": "junior"})),
            of("renewal is asked, and not a conversion", &renewal, json!("basis_conversion")),
            of("renewal as Junior is asked, and not a change", &as_junior, json!({"change": "junior"})),
            of(
                "renewal as In opleiding is asked, and not a change",
                &as_in_opleiding,
                json!({"change": "in_opleiding"}),
            ),
        ]
    })
}

/// What work claims its hours.
fn claimed() -> Vec<Condition> {
    let with = exactly();
    let tasks = [
        ("the work is information and advice", "information_and_advice"),
        ("the work is needs assessment", "needs_assessment"),
        ("the work is dispute mediation", "dispute_mediation"),
        ("the work is independent practice", "independent_practice"),
        ("the work is strengthening the client's position", "strengthening_position"),
    ];
    assert_eq!(tasks.map(|(_, task)| task), Task::NAMES);
    let mut conditions = of_each(BOTH, |rule| {
        tasks.map(|(words, task)| {
            condition(rule, words, &with.with("work.0.tasks", json!([task])), "work.0.tasks", json!([]), [UNMET, MET])
        })
    });
    let with_little = with.with("work.0.hours_per_week", 1);
    conditions.extend(of_each(BOTH, |rule| {
        [
            condition(rule, "the work is at HBO level", &with, "work.0.hbo_level", false, [UNMET, MET]),
            condition(rule, "work is shown", &with, "work", json!([]), [MISSING, MET]),
            condition(rule, "work is shown, though too little", &with_little, "work", json!([]), [MISSING, UNMET]),
        ]
    }));
    conditions
}

/// Work shown by an employment contract.
fn contract() -> Vec<Condition> {
    let with = example("senior");
    of_each(BOTH, |rule| {
        [
            condition(rule, "the work is shown by a contract", &with, "work.0.proof", "none", [MISSING, MET]),
            condition(rule, "the contract is as client supporter", &with, "work.0.titled", false, [MISSING, MET]),
            condition(
                rule,
                "under another title it is not a bare contract that shows the work",
                &with.with("work.0.titled", false).with("work.0.proof", declared("2021-06-01", true)),
                "work.0.proof",
                "employment_contract",
                [MISSING, MET],
            ),
        ]
    })
}

/// Conditions of a declaration of six months at the most, at this place in the dossier.
fn of_a_declaration(rule: Rule, with: &Example, proof: &'static str) -> [Condition; 7] {
    let signed_on = format!("{proof}.signed_on");
    let describes = format!("{proof}.describes_function");
    let other_title = with.with("work.0.titled", false).with(&describes, true);
    let of = |words, with: &Example, field: &str, without: Value| {
        condition(rule, words, with, field, without, [MISSING, MET])
    };
    let signed = |day| with.with(&signed_on, day);
    [
        of("the work is shown by a declaration", with, "work.0.proof", json!("none")),
        of(
            "it is six months old at the most: signed on this day and not the day before",
            &signed("2020-12-01"),
            &signed_on,
            json!("2020-11-30"),
        ),
        of(
            "it is six months old at the most: judged on this day and not the day after",
            &signed("2020-12-01"),
            "assessed_on",
            json!("2021-06-02"),
        ),
        of(
            "six months from 31 August end on 28 February",
            &signed("2020-08-31").with("assessed_on", "2021-02-28"),
            "assessed_on",
            json!("2021-03-01"),
        ),
        of("it was signed today at the latest", &signed("2021-06-01"), &signed_on, json!("2021-06-02")),
        of("under another title it describes the function", &other_title, &describes, json!(false)),
        of(
            "the title is client supporter, where the function is not described",
            &with.with(&describes, false),
            "work.0.titled",
            json!(false),
        ),
    ]
}

/// Work shown by a declaration of the employer.
fn declaration() -> Vec<Condition> {
    let with = example("senior").with("work.0.proof", declared("2021-06-01", false));
    of_each(BOTH, |rule| of_a_declaration(rule, &with, "work.0.proof.employer_declaration"))
}

/// Work shown by the self-employed.
fn own_declaration() -> Vec<Condition> {
    let with = example("senior-self-employed");
    let proof = "work.0.proof.self_employed";
    let of = |rule, words, field: &str, without: Value| {
        condition(rule, words, &with, format!("{proof}.{field}"), without, [MISSING, MET])
    };
    let mut conditions = of_each(BOTH, |rule| of_a_declaration(rule, &with, proof));
    conditions.extend(of_each(BOTH, |rule| {
        [
            of(rule, "the KvK registration is there", "kvk_registered", json!(false)),
            of(rule, "the own declaration is there", "signed_on", Value::Null),
        ]
    }));
    conditions
}

fn of_hours(words: &'static str, with: &Example, field: &str, without: Value, found: [Found; 2]) -> Condition {
    condition(Rule::WorkHours, words, with, field, without, found)
}

/// Rule 18: 2080 hours within five years.
fn hours() -> Vec<Condition> {
    let with = exactly();
    let to_its_start = with.with("work.0.from", "2010-01-01").with("work.0.until", "2018-11-28");
    let from_its_start = to_its_start.with("work.0.from", "2016-06-02");
    let eight = with.with("work.0.hours_per_week", 8).value("work.0");
    let at_once = with.with("work", json!([eight, eight]));
    let of = |words, with, field: &str, without: Value| of_hours(words, with, field, without, [UNMET, MET]);
    vec![
        of(
            "it comes to 2080 hours: begun on this day and not the day after",
            &with,
            "work.0.from",
            json!("2018-12-06"),
        ),
        of(
            "it comes to 2080 hours: this many a week and not a hundredth less",
            &with,
            "work.0.hours_per_week",
            json!(15.99),
        ),
        of("hours count up to the day judged on, and not the day before", &with, "assessed_on", json!("2021-05-31")),
        of("the last day of a period counts", &to_its_start, "work.0.until", json!("2018-11-27")),
        of(
            "the first day of the five years counts, worked from this day and not the day after",
            &from_its_start,
            "work.0.from",
            json!("2016-06-03"),
        ),
        of(
            "it lies in the five years before the day judged on, and not the day after",
            &to_its_start,
            "assessed_on",
            json!("2021-06-02"),
        ),
        of("hours worked at once in two periods add up", &at_once, "work.1.hours_per_week", json!(7.99)),
        of_hours(
            "a period that starts tomorrow does not exist yet, so that no work is shown",
            &with.with("work.0.from", "2021-06-02"),
            "work.0.from",
            json!("2021-06-01"),
            [UNMET, MISSING],
        ),
    ]
}

/// Rule 18 on entry: hours count after the day of the diploma judged (I-7).
fn after_the_diploma() -> Vec<Condition> {
    let with = exactly();
    let of = |words, with, field: &str, without: Value| of_hours(words, with, field, without, [UNMET, MET]);
    let day_before = with.with("diplomas.0.obtained_on", "2018-12-04");
    let that_day = with.with("diplomas.0.obtained_on", "2018-12-05").value("diplomas");
    let no_diploma = with.with("diplomas", json!([]));
    let renewal = example("worked-example-jansen").with("work", with.value("work")).with("diplomas", that_day.clone());
    let later = json!({"kind": "wo", "obtained_on": "2020-01-01", "proof": "scan"});
    let two = json!([with.value("diplomas.0"), later]);
    let trained = example("junior-other-diploma-trained").value("training");
    let with_two = with.with("diplomas", two).with("training", trained);
    vec![
        of("the diploma is of the day before the work", &day_before, "diplomas.0.obtained_on", json!("2018-12-05")),
        of("without a diploma all hours count", &no_diploma, "diplomas", that_day),
        of(
            "the diploma judged is the earlier one of two, which is shown",
            &with_two,
            "diplomas.0.proof",
            json!("none"),
        ),
        of("a plain renewal asks for no diploma before the work", &renewal, "registration.category", json!("junior")),
    ]
}

/// Rule 19: 16 hours a week now.
fn now() -> Vec<Condition> {
    let with = exactly();
    let eight = with.with("work.0.hours_per_week", 8).value("work.0");
    let at_once = with.with("work", json!([eight, eight]));
    let until_today = with.with("work.0.until", "2021-06-01");
    let from_today = with.with("work.0.from", "2021-06-01");
    let of = |words, with, field: &str, without: Value, found| {
        condition(Rule::WorkCurrent, words, with, field, without, found)
    };
    vec![
        of(
            "it is 16 hours a week and not a hundredth less",
            &with,
            "work.0.hours_per_week",
            json!(15.99),
            [UNMET, MET],
        ),
        of("hours a week in two periods add up", &at_once, "work.1.hours_per_week", json!(7.99), [UNMET, MET]),
        of("the work goes on", &with, "work.0.until", json!("2021-05-31"), [UNMET, MET]),
        of("the work ends today at the earliest", &until_today, "work.0.until", json!("2021-05-31"), [UNMET, MET]),
        of("the work began today at the latest", &from_today, "work.0.from", json!("2021-06-02"), [MISSING, MET]),
    ]
}

/// Every proof, signed on each side of six months ago and of today.
fn proofs() -> Vec<Value> {
    let days = || ["2020-11-30", "2020-12-01", "2021-06-01", "2021-06-02"].map(Value::from).into();
    let declarations = objects([("signed_on", days()), ("describes_function", flags())]);
    let own =
        objects([("kvk_registered", flags()), ("signed_on", or_nothing(days())), ("describes_function", flags())]);
    let declarations = declarations.into_iter().map(|it| json!({"employer_declaration": it}));
    let own = own.into_iter().map(|it| json!({"self_employed": it}));
    [json!("none"), json!("employment_contract")].into_iter().chain(declarations).chain(own).collect()
}

pub(crate) fn combinations() -> Vec<Combinations> {
    let registered = |category| json!({"category": category, "start": "2020-06-01"});
    let none_or_one_task = Task::NAMES.iter().map(|task| json!([task])).chain([json!([])]).collect();
    let edges = values([
        json!("2016-06-01"),
        json!("2016-06-02"),
        json!("2016-06-03"),
        json!("2018-12-04"),
        json!("2018-12-05"),
        json!("2021-06-01"),
    ]);
    let untils = values([json!("2018-11-27"), json!("2018-11-28"), json!("2021-05-31"), json!("2021-06-01")]);
    let mut days = objects([("from", edges.clone()), ("until", or_nothing(untils))]);
    days.retain(|it| it["until"].as_str().is_none_or(|until| it["from"].as_str() <= Some(until)));
    let in_days = days.into_iter().map(|it| {
        let period = exactly().with("work.0.from", it["from"].clone()).with("work.0.until", it["until"].clone());
        period.value("work")
    });
    vec![
        all(
            "admission as Senior, change to Senior, renewal as Junior; a period at HBO level or not, titled or \
             not, with each task and none, with every proof, ongoing, until today and until yesterday, for 16 \
             hours a week and a hundredth less",
            &exactly().with("registration", registered("junior")),
            [
                (
                    "request",
                    values([json!({"admission": "senior"}), json!({"change": "senior"}), json!({"renewal": "junior"})]),
                ),
                ("work.0.hbo_level", flags()),
                ("work.0.titled", flags()),
                ("work.0.tasks", none_or_one_task),
                ("work.0.proof", proofs()),
                ("work.0.until", values([Value::Null, json!("2021-06-01"), json!("2021-05-31")])),
                ("work.0.hours_per_week", values([json!(16), json!(15.99)])),
            ],
        ),
        all(
            "every request, with and without a registration of each category, a diploma and a period of work with \
             their days on each side of the five years, of each other and of today",
            &exactly(),
            [
                ("request", requests()),
                ("registration", or_nothing(["in_opleiding", "junior", "senior", "basis"].map(registered).into())),
                ("diplomas.0.obtained_on", edges),
                ("work", in_days.collect()),
            ],
        ),
    ]
}

#[test]
fn each_condition_of_work_alone_turns_its_finding() {
    assert_each_alone_turns_its_finding(&conditions());
}

#[test]
fn every_combination_of_work_and_its_proof_is_judged_by_the_rules() {
    assert_both_agree_on_all(&combinations()[..1]);
}

#[test]
fn every_combination_of_work_and_the_days_around_it_is_judged_by_the_rules() {
    assert_both_agree_on_all(&combinations()[1..]);
}
