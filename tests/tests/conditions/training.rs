//! Articles 1 (Diploma, note 3) and 2: the training for client supporters (rule 11).

use registertoets_core::regulation::{Rule, TrainingPart, TrainingRoute};
use serde_json::{Value, json};

use crate::combinations::{
    Combinations, assert_both_agree_on_all, combinations as all, flags, names, objects, or_nothing, sets, values,
};
use crate::condition::{
    Condition, Found, MET, MISSING, NOT_ASKED, UNMET, assert_each_alone_turns_its_finding, condition,
};
use crate::diploma::{OTHER, distinct_kinds, evc, mantelzorgmakelaar, trained};
use crate::example::{Example, example};

pub(crate) fn conditions() -> Vec<Condition> {
    [training_asked(), training_completed(), waivers(), training_going_on()].into_iter().flatten().collect()
}

/// Junior on a university diploma, which needs no DUO extract, beside one more diploma.
fn trained_beside(second: Value) -> Example {
    let wo = json!({"kind": "wo", "obtained_on": "2012-07-01", "proof": "scan"});
    trained().with("diplomas", json!([wo, second]))
}

fn of_training(words: &'static str, with: &Example, field: &str, without: Value, found: [Found; 2]) -> Condition {
    condition(Rule::Training, words, with, field, without, found)
}

/// Rule 11 for Junior and Senior: with which diplomas the training is asked.
fn training_asked() -> Vec<Condition> {
    let listed = json!("mwd");
    let mut conditions: Vec<_> = OTHER
        .map(|(words, kind)| {
            let with = trained().with("diplomas.0.kind", kind);
            of_training(words, &with, "diplomas.0.kind", listed.clone(), [NOT_ASKED, MET])
        })
        .into();
    let tested = trained().with("diplomas.0.kind", mantelzorgmakelaar(true));
    conditions.extend([
        of_training(
            "the diploma is of a mantelzorgmakelaar",
            &tested,
            "diplomas.0.kind",
            listed.clone(),
            [NOT_ASKED, MET],
        ),
        of_training(
            "there is no certificate of experience",
            &trained(),
            "diplomas.0.kind",
            evc(true, true),
            [NOT_ASKED, MET],
        ),
        of_training(
            "the diploma is not MBO nursing",
            &trained(),
            "diplomas.0.kind",
            json!("nursing_mbo"),
            [NOT_ASKED, MET],
        ),
        of_training("a diploma is shown at all", &trained(), "diplomas", json!([]), [NOT_ASKED, MET]),
        of_training("there is a training", &trained(), "training", Value::Null, [MISSING, MET]),
        of_training(
            "its provider is accredited",
            &trained(),
            "training.provider_accredited",
            json!(false),
            [UNMET, MET],
        ),
    ]);
    conditions
}

/// Rule 11 for Junior and Senior: what completes the training on each route.
fn training_completed() -> Vec<Condition> {
    let parts = [
        ("masterclass 1 is completed", "masterclass_1"),
        ("masterclass 2 is completed", "masterclass_2"),
        ("masterclass 3 is completed", "masterclass_3"),
        ("masterclass 4 is completed", "masterclass_4"),
        ("the practical test is completed", "practical_test"),
        ("the reflection test is completed", "reflection_test"),
    ];
    let mut conditions: Vec<_> = parts
        .map(|(words, part)| {
            let lacking = trained().all_but("training.completed", part);
            of_training(words, &trained(), "training.completed", lacking, [MISSING, MET])
        })
        .into();
    let post_hbo = trained().with("training.route", "post_hbo_drechtsteden");
    let certificate = post_hbo.with("training.completed", json!(["post_hbo_certificate"]));
    let accredited = "the provider of the Post-HBO is accredited (I-12)";
    conditions.extend([
        of_training("the Post-HBO certificate is there", &certificate, "training.completed", json!([]), [MISSING, MET]),
        of_training(
            "the certificate is of the Post-HBO route",
            &certificate,
            "training.route",
            json!("masterclasses"),
            [MISSING, MET],
        ),
        of_training(
            "the masterclasses are of their own route",
            &trained(),
            "training.route",
            json!("post_hbo_drechtsteden"),
            [MISSING, MET],
        ),
        of_training(accredited, &certificate, "training.provider_accredited", json!(false), [UNMET, MET]),
    ]);
    conditions
}

/// Rule 11: a masterclass that a diploma waives.
fn waivers() -> Vec<Condition> {
    let lacking = |with: Example, part| with.with("training.completed", trained().all_but("training.completed", part));
    let second = |kind: Value| trained_beside(json!({"kind": kind, "obtained_on": "2001-02-03", "proof": "scan"}));
    let broker = lacking(second(mantelzorgmakelaar(false)), "masterclass_2");
    let mbo_nurse = lacking(second(json!("nursing_mbo")), "masterclass_4");
    let hbo_nurse = lacking(second(json!("nursing_hbo")), "masterclass_4").with("diplomas.1.in_duo_register", false);
    let of =
        |words, with: &Example, field: &str, without: Value| of_training(words, with, field, without, [MISSING, MET]);
    let today = |with: &Example| with.with("diplomas.1.obtained_on", "2021-06-01");
    let tomorrow = json!("2021-06-02");
    vec![
        of("masterclass 2 is waived by the diploma of a mantelzorgmakelaar", &broker, "diplomas.1.kind", json!("wo")),
        of("that diploma of a mantelzorgmakelaar is shown", &broker, "diplomas.1.proof", json!("none")),
        of("that diploma of a mantelzorgmakelaar exists", &today(&broker), "diplomas.1.obtained_on", tomorrow.clone()),
        of("masterclass 4 is waived by MBO nursing", &mbo_nurse, "diplomas.1.kind", json!("wo")),
        of("that diploma of MBO nursing is shown", &mbo_nurse, "diplomas.1.proof", json!("none")),
        of("that diploma of MBO nursing exists", &today(&mbo_nurse), "diplomas.1.obtained_on", tomorrow),
        of("masterclass 4 is waived by HBO nursing", &hbo_nurse, "diplomas.1.kind", json!("wo")),
        of("that diploma of HBO nursing is shown", &hbo_nurse, "diplomas.1.proof", json!("none")),
        of(
            "masterclass 2 is not waived by nursing",
            &mbo_nurse
                .with("diplomas.1.kind", mantelzorgmakelaar(true))
                .with("training.completed", broker.value("training.completed")),
            "diplomas.1.kind",
            json!("nursing_mbo"),
        ),
        of(
            "masterclass 4 is not waived by the diploma of a mantelzorgmakelaar",
            &mbo_nurse,
            "diplomas.1.kind",
            mantelzorgmakelaar(true),
        ),
    ]
}

/// Rule 11 for In opleiding.
fn training_going_on() -> Vec<Condition> {
    let in_opleiding = example("in-opleiding");
    let completed = trained().value("training.completed");
    let all_but_a_test =
        in_opleiding.with("training.completed", trained().all_but("training.completed", "practical_test"));
    let all_but_4 = in_opleiding.with("training.completed", trained().all_but("training.completed", "masterclass_4"));
    let post_hbo = in_opleiding.with("training.route", "post_hbo_drechtsteden");
    let certified = post_hbo.and_also("training.completed", "post_hbo_certificate");
    vec![
        of_training("for In opleiding there is a training", &in_opleiding, "training", Value::Null, [MISSING, MET]),
        of_training(
            "for In opleiding its provider is accredited",
            &in_opleiding,
            "training.provider_accredited",
            json!(false),
            [UNMET, MET],
        ),
        of_training(
            "for In opleiding a part is still to be completed",
            &all_but_a_test,
            "training.completed",
            completed,
            [UNMET, MET],
        ),
        of_training(
            "for In opleiding that part is not waived",
            &all_but_4,
            "diplomas.0.kind",
            json!("nursing_hbo"),
            [UNMET, MET],
        ),
        of_training(
            "for In opleiding the Post-HBO certificate is still to come",
            &post_hbo,
            "training.completed",
            certified,
            [UNMET, MET],
        ),
        of_training(
            "for In opleiding a training is asked of anyone, also with a listed diploma",
            &in_opleiding.with("diplomas.0.kind", "mwd"),
            "request",
            json!({"admission": "junior"}),
            [NOT_ASKED, MET],
        ),
        of_training(
            "for Junior the training is completed, and not for In opleiding",
            &trained(),
            "request",
            json!({"admission": "in_opleiding"}),
            [UNMET, MET],
        ),
    ]
}

/// Every training.
fn trainings() -> Vec<Value> {
    objects([
        ("route", names::<TrainingRoute>()),
        ("provider_accredited", flags()),
        ("completed", sets::<TrainingPart>()),
    ])
}

/// No training, and trainings begun, completed, and completed but for each part that a diploma waives.
pub(crate) fn distinct_trainings() -> Vec<Value> {
    let but_for = |part| trained().with("training.completed", trained().all_but("training.completed", part));
    let begun = example("in-opleiding");
    let trainings = [begun, trained(), but_for("masterclass_2"), but_for("masterclass_4")];
    or_nothing(trainings.map(|example| example.value("training")).into())
}

pub(crate) fn combinations() -> Vec<Combinations> {
    let admissions = ["in_opleiding", "junior", "senior"].map(|category| json!({"admission": category}));
    let with_papers = trained().with("documents", example("in-opleiding").value("documents"));
    vec![all(
        "admission to each category; every training: on each route, accredited or not, with every set of parts \
             completed; with each diploma that the rules tell apart, shown and not",
        &with_papers.with("supervisor_is_senior", true),
        [
            ("request", admissions.into()),
            ("training", or_nothing(trainings())),
            ("diplomas.0.kind", distinct_kinds()),
            ("diplomas.0.proof", values([json!("scan"), json!("none")])),
        ],
    )]
}

#[test]
fn each_condition_of_the_training_alone_turns_its_finding() {
    assert_each_alone_turns_its_finding(&conditions());
}

#[test]
fn every_combination_of_training_and_diploma_is_judged_by_the_rules() {
    assert_both_agree_on_all(&combinations());
}
