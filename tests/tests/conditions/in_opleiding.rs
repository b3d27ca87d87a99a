//! Articles 2 and 3.4: the papers of the category In opleiding (rules 12 to 14), its supervision (rule 15), and leaving
//! it (rules 16 and 17).

use registertoets_core::regulation::{Document, Rule};
use serde_json::{Value, json};

use crate::combinations::{
    Combinations, assert_both_agree_on_all, combinations as all, flags, or_nothing, registrations, requests, sets,
    sets_of, values,
};
use crate::condition::{
    BOARD, Condition, MET, MISSING, NOT_ASKED, UNMET, assert_each_alone_turns_its_finding, condition, of_each,
};
use crate::example::{Example, example};

pub(crate) fn conditions() -> Vec<Condition> {
    [entering(), papers(), supervision(), leaving(), deadline()].into_iter().flatten().collect()
}

/// A renewal as In opleiding of who is Junior.
fn renewal_into_in_opleiding() -> Example {
    let registered = json!({"category": "junior", "start": "2016-09-01"});
    example("in-opleiding").with("registration", registered).with("request", json!({"renewal": "in_opleiding"}))
}

/// Rules 12 to 15 are asked on entry to In opleiding.
fn entering() -> Vec<Condition> {
    let admission = example("in-opleiding");
    let renewal = renewal_into_in_opleiding();
    let change = renewal.with("request", json!({"change": "in_opleiding"}));
    let rules = [Rule::InOpleidingRequest, Rule::CompletionCommitment, Rule::CurriculumVitae, Rule::Supervision];
    of_each(rules, |rule| {
        let of =
            |words, with, field: &str, without: Value| condition(rule, words, with, field, without, [NOT_ASKED, MET]);
        let in_opleiding = json!("in_opleiding");
        [
            of(
                "admission is asked as In opleiding, and not as Junior",
                &admission,
                "request",
                json!({"admission": "junior"}),
            ),
            of(
                "admission is asked as In opleiding, and not as Senior",
                &admission,
                "request",
                json!({"admission": "senior"}),
            ),
            of("a change to In opleiding is asked, and not to Senior", &change, "request", json!({"change": "senior"})),
            of(
                "renewal is asked as In opleiding, and not as Senior",
                &renewal,
                "request",
                json!({"renewal": "senior"}),
            ),
            of(
                "renewal is asked as In opleiding, and not as what is held",
                &renewal,
                "registration.category",
                in_opleiding,
            ),
        ]
    })
}

/// Rules 12 to 14.
fn papers() -> Vec<Condition> {
    let in_opleiding = example("in-opleiding");
    let paper = |rule, words, document| {
        let others = in_opleiding.all_but("documents", document);
        condition(rule, words, &in_opleiding, "documents", others, [MISSING, MET])
    };
    vec![
        paper(Rule::InOpleidingRequest, "the request for the category is there", "in_opleiding_request"),
        paper(Rule::CompletionCommitment, "the undertaking to complete the training is there", "completion_commitment"),
        paper(Rule::CurriculumVitae, "the curriculum vitae is there", "curriculum_vitae"),
    ]
}

/// Rule 15.
fn supervision() -> Vec<Condition> {
    let in_opleiding = example("in-opleiding");
    let no_undertaking = in_opleiding.all_but("documents", "supervision_commitment");
    let practical = in_opleiding.with("training.completed", json!(["practical_test"]));
    let reflection = in_opleiding.with("training.completed", json!(["reflection_test"]));
    let both = json!(["practical_test", "reflection_test"]);
    let of = |words, with, field: &str, without: Value, found| {
        condition(Rule::Supervision, words, with, field, without, found)
    };
    vec![
        of("the undertaking to be supervised is there", &in_opleiding, "documents", no_undertaking, [MISSING, MET]),
        of(
            "the supervisor is in the Senior register",
            &in_opleiding,
            "supervisor_is_senior",
            json!(false),
            [UNMET, MET],
        ),
        of(
            "the reflection test is still to be passed",
            &practical,
            "training.completed",
            both.clone(),
            [NOT_ASKED, MET],
        ),
        of("the practical test is still to be passed", &reflection, "training.completed", both, [NOT_ASKED, MET]),
    ]
}

/// Rules 16 and 17 are asked on leaving In opleiding.
fn leaving() -> Vec<Condition> {
    let change = example("change-to-junior");
    let to_senior = change.with("request", json!({"change": "senior"}));
    let renewal = change.with("request", json!({"renewal": "junior"}));
    let renewal_to_senior = change.with("request", json!({"renewal": "senior"}));
    let held = json!({"category": "junior", "start": "2020-06-01"});
    let mut conditions = of_each([Rule::SupervisionDeclaration, Rule::TrainingDeadline], |rule| {
        let of =
            |words, with, field: &str, without: Value| condition(rule, words, with, field, without, [NOT_ASKED, MET]);
        [
            of(
                "In opleiding is left for Junior, and not changed into itself",
                &change,
                "request",
                json!({"change": "in_opleiding"}),
            ),
            of(
                "In opleiding is left for Senior, and not changed into itself",
                &to_senior,
                "request",
                json!({"change": "in_opleiding"}),
            ),
            of(
                "In opleiding is left by renewal as Junior, and not renewed",
                &renewal,
                "request",
                json!({"renewal": "in_opleiding"}),
            ),
            of(
                "In opleiding is left by renewal as Senior, and not renewed",
                &renewal_to_senior,
                "request",
                json!({"renewal": "in_opleiding"}),
            ),
            of(
                "In opleiding is left by a change, and not by admission",
                &change,
                "request",
                json!({"admission": "junior"}),
            ),
            of(
                "In opleiding is left by a change, and not by a conversion",
                &change,
                "request",
                json!("basis_conversion"),
            ),
            of("it is In opleiding that is left, and not Senior", &change, "registration.category", json!("senior")),
            of("it is In opleiding that is left, and not Basis", &change, "registration.category", json!("basis")),
            of("it is In opleiding that is left for Senior, and not Junior", &to_senior, "registration", held.clone()),
            of("there is a registration to leave", &change, "registration", Value::Null),
            of(
                "the registration to leave started today at the latest",
                &change.with("registration.start", "2021-06-01"),
                "registration.start",
                json!("2021-06-02"),
            ),
        ]
    });
    let words = "the declaration that ends the supervision is there";
    conditions.push(condition(Rule::SupervisionDeclaration, words, &change, "documents", json!([]), [MISSING, MET]));
    conditions
}

/// Rule 17, on both sides of the last day of the first year (I-3).
fn deadline() -> Vec<Condition> {
    let of = |words, with, field: &str, without: &str| {
        condition(Rule::TrainingDeadline, words, with, field, without, [BOARD, MET])
    };
    let last_day = example("change-to-junior");
    let leap_day = last_day.with("registration.start", "2020-02-29").with("assessed_on", "2021-02-28");
    vec![
        of(
            "In opleiding began a year ago at most: on this day and not the day before",
            &last_day,
            "registration.start",
            "2020-05-31",
        ),
        of("it is left within the year: on its last day and not the day after", &last_day, "assessed_on", "2021-06-02"),
        of("the year from 29 February ends on 28 February", &leap_day, "assessed_on", "2021-03-01"),
    ]
}

pub(crate) fn combinations() -> Vec<Combinations> {
    let in_opleiding = example("in-opleiding");
    let trainings = sets_of(&["practical_test", "reflection_test"])
        .into_iter()
        .map(|completed| json!({"route": "masterclasses", "provider_accredited": true, "completed": completed}));
    let registered = |category| json!({"category": category, "start": "2020-06-01"});
    let held = values([registered("in_opleiding"), registered("junior"), registered("basis")]);
    vec![
        all(
            "every request, with and without a registration, every set of documents, a supervisor in the Senior \
             register or not, with neither test, either and both",
            &in_opleiding,
            [
                ("request", requests()),
                ("registration", or_nothing(held)),
                ("documents", sets::<Document>()),
                ("supervisor_is_senior", flags()),
                ("training", or_nothing(trainings.collect())),
            ],
        ),
        all(
            "every request with every registration, the supervision declared ended or not",
            &example("change-to-junior"),
            [
                ("request", requests()),
                ("registration", registrations()),
                ("documents", sets_of(&["supervision_declaration"])),
            ],
        ),
    ]
}

#[test]
fn each_condition_of_entering_and_leaving_in_opleiding_alone_turns_its_finding() {
    assert_each_alone_turns_its_finding(&conditions());
}

#[test]
fn every_combination_of_the_papers_of_in_opleiding_is_judged_by_the_rules() {
    assert_both_agree_on_all(&combinations());
}
