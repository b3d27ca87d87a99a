//! Articles 1 (Diploma, DUO, notes 1 and 4) and 2: diploma (rule 9) and DUO extract (rule 10), and on which requests
//! both are asked and the training with them.

use registertoets_core::regulation::{DiplomaProof, Rule};
use serde_json::{Value, json};

use crate::combinations::{
    Combinations, assert_both_agree_on_all, combinations as all, flags, names, objects, or_nothing, requests,
};
use crate::condition::{
    Condition, Found, MET, MISSING, NOT_ASKED, UNMET, assert_each_alone_turns_its_finding, condition, of_each,
};
use crate::example::{Example, example};
use crate::training;

/// The diplomas of the list, with the predecessors of one.
const LISTED: [(&str, &str); 8] = [
    ("the diploma is Maatschappelijk werk en dienstverlening", "mwd"),
    ("the diploma is Sociaal pedagogische hulpverlening", "sph"),
    ("the diploma is Social work", "social_work"),
    ("the diploma is Sociaal juridische dienstverlening", "sjd"),
    ("the diploma is Pedagogiek", "pedagogiek"),
    ("the diploma is Toegepaste psychologie", "toegepaste_psychologie"),
    ("the diploma is Toegepaste gerontologie", "toegepaste_gerontologie"),
    ("the diploma is of a predecessor of one of the seven", "predecessor"),
];

/// The other diplomas that open a way, but for that of a mantelzorgmakelaar.
pub(crate) const OTHER: [(&str, &str); 3] = [
    ("the diploma is another HBO diploma", "other_hbo"),
    ("the diploma is HBO nursing", "nursing_hbo"),
    ("the diploma is of a university", "wo"),
];

pub(crate) fn mantelzorgmakelaar(hbo_level_tested: bool) -> Value {
    json!({"mantelzorgmakelaar": {"hbo_level_tested": hbo_level_tested}})
}

pub(crate) fn evc(recognised_provider: bool, report: bool) -> Value {
    json!({"evc": {"recognised_provider": recognised_provider, "report": report}})
}

/// Junior on another diploma with the training completed.
pub(crate) fn trained() -> Example {
    example("junior-other-diploma-trained")
}

/// A renewal as Senior of who is Junior, on a listed diploma.
fn renewal_into_senior() -> Example {
    let diplomas = example("senior").value("diplomas");
    example("worked-example-jansen").with("registration.category", "junior").with("diplomas", diplomas)
}

/// A renewal as Senior of who is Junior, on another diploma with the training completed.
fn trained_renewal_into_senior() -> Example {
    let trained = trained();
    let training = trained.value("training");
    renewal_into_senior().with("diplomas", trained.value("diplomas")).with("training", training)
}

pub(crate) fn conditions() -> Vec<Condition> {
    let groups =
        [on_entry_only(), diploma_for_junior(), diploma_for_in_opleiding(), the_diploma_judged(), duo_extract()];
    groups.into_iter().flatten().collect()
}

/// All three rules are asked on entry.
fn on_entry_only() -> Vec<Condition> {
    let renewal = trained_renewal_into_senior();
    let change = example("change-to-junior");
    let from_basis = renewal.with("registration.category", "basis");
    let plain = json!("senior");
    of_each([Rule::Diploma, Rule::DuoExtract, Rule::Training], |rule| {
        let of =
            |words, with, field: &str, without: Value| condition(rule, words, with, field, without, [NOT_ASKED, MET]);
        let held = json!({"category": "senior", "start": "2016-09-01"});
        [
            of("renewal is into another category than the one held", &renewal, "registration.category", plain.clone()),
            of(
                "renewal is asked in another category than the one held",
                &renewal,
                "request",
                json!({"renewal": "junior"}),
            ),
            of("renewal from Basis is into another category", &from_basis, "registration.category", plain.clone()),
            of(
                "renewal without a registration is into another category",
                &renewal.with("registration", ()),
                "registration",
                held,
            ),
            of("a change is asked, and not a conversion", &change, "request", json!("basis_conversion")),
            of("admission is asked, and not a conversion", &trained(), "request", json!("basis_conversion")),
        ]
    })
}

fn of_diploma(words: &'static str, with: &Example, field: &str, without: Value, found: [Found; 2]) -> Condition {
    condition(Rule::Diploma, words, with, field, without, found)
}

/// Rule 9 for Junior and Senior.
fn diploma_for_junior() -> Vec<Condition> {
    let listed = example("junior-listed-diploma");
    let by_experience = example("junior-evc");
    let no_way = json!("nursing_mbo");
    let listed_kinds = LISTED.map(|(words, kind)| (words, listed.with("diplomas.0.kind", kind)));
    let other_kinds = OTHER.map(|(words, kind)| (words, trained().with("diplomas.0.kind", kind)));
    let kinds = listed_kinds.into_iter().chain(other_kinds).chain([
        ("there is a certificate of experience", by_experience.clone()),
        ("the diploma is of a mantelzorgmakelaar", trained().with("diplomas.0.kind", mantelzorgmakelaar(true))),
    ]);
    let tested = trained().with("diplomas.0.kind", mantelzorgmakelaar(true));
    let mut conditions: Vec<_> =
        kinds.map(|(words, with)| of_diploma(words, &with, "diplomas.0.kind", no_way.clone(), [UNMET, MET])).collect();
    conditions.extend([
        of_diploma("a diploma is shown", &listed, "diplomas", json!([]), [MISSING, MET]),
        of_diploma(
            "it was obtained today at the latest",
            &listed.with("diplomas.0.obtained_on", "2021-06-01"),
            "diplomas.0.obtained_on",
            json!("2021-06-02"),
            [MISSING, MET],
        ),
        of_diploma(
            "the listed diploma is shown by its DUO extract",
            &listed,
            "diplomas.0.proof",
            json!("none"),
            [MISSING, MET],
        ),
        of_diploma(
            "the listed diploma is shown by an altered extract",
            &listed.with("diplomas.0.proof", "altered_duo_extract"),
            "diplomas.0.proof",
            json!("none"),
            [MISSING, MET],
        ),
        of_diploma(
            "the listed diploma is shown by a scan",
            &listed.with("diplomas.0.proof", "scan"),
            "diplomas.0.proof",
            json!("none"),
            [MISSING, MET],
        ),
        of_diploma("the other diploma is shown", &trained(), "diplomas.0.proof", json!("none"), [MISSING, MET]),
        of_diploma(
            "the provider of the certificate of experience is recognised",
            &by_experience,
            "diplomas.0.kind",
            evc(false, true),
            [UNMET, MET],
        ),
        of_diploma(
            "the certificate of experience has its report",
            &by_experience,
            "diplomas.0.kind",
            evc(true, false),
            [MISSING, MET],
        ),
        of_diploma(
            "the certificate of experience is shown",
            &by_experience,
            "diplomas.0.proof",
            json!("none"),
            [MISSING, MET],
        ),
        of_diploma(
            "the mantelzorgmakelaar was tested at HBO level",
            &tested,
            "diplomas.0.kind",
            mantelzorgmakelaar(false),
            [UNMET, MET],
        ),
        of_diploma(
            "the diploma of the mantelzorgmakelaar is shown",
            &tested,
            "diplomas.0.proof",
            json!("none"),
            [MISSING, MET],
        ),
    ]);
    conditions
}

/// Rule 9 for In opleiding (I-5).
fn diploma_for_in_opleiding() -> Vec<Condition> {
    let in_opleiding = example("in-opleiding");
    let scan = in_opleiding.with("diplomas.0.proof", "scan");
    let tested = in_opleiding.with("diplomas.0.kind", mantelzorgmakelaar(true));
    let instead = |words, kind| of_diploma(words, &in_opleiding, "diplomas.0.kind", kind, [UNMET, MET]);
    vec![
        instead("for In opleiding the diploma is not a listed one", json!("mwd")),
        instead("for In opleiding the diploma is not of a predecessor", json!("predecessor")),
        instead("for In opleiding there is no certificate of experience instead", evc(true, true)),
        instead("for In opleiding the diploma is not MBO nursing", json!("nursing_mbo")),
        of_diploma("for In opleiding the diploma is shown", &scan, "diplomas.0.proof", json!("none"), [MISSING, MET]),
        of_diploma("for In opleiding a diploma is shown", &in_opleiding, "diplomas", json!([]), [MISSING, MET]),
        of_diploma(
            "for In opleiding the mantelzorgmakelaar was tested at HBO level",
            &tested,
            "diplomas.0.kind",
            mantelzorgmakelaar(false),
            [UNMET, MET],
        ),
        of_diploma(
            "a listed diploma is shown for Junior, and not for In opleiding",
            &example("junior-listed-diploma"),
            "request",
            json!({"admission": "in_opleiding"}),
            [UNMET, MET],
        ),
        of_diploma(
            "a listed diploma is shown for a change to Junior, and not to In opleiding",
            &example("change-to-junior").with("diplomas.0.kind", "mwd"),
            "request",
            json!({"change": "in_opleiding"}),
            [UNMET, MET],
        ),
        of_diploma(
            "a listed diploma is shown for a renewal as Senior, and not as In opleiding",
            &renewal_into_senior(),
            "request",
            json!({"renewal": "in_opleiding"}),
            [UNMET, MET],
        ),
    ]
}

/// Of several diplomas the one that serves best is judged, and among equals the readiest class, then the first.
fn the_diploma_judged() -> Vec<Condition> {
    let of_no_use = json!({"kind": "nursing_mbo", "obtained_on": "2001-02-03", "proof": "scan"});
    let mwd = json!({"kind": "mwd", "obtained_on": "2012-07-01", "proof": "duo_extract"});
    let wo = json!({"kind": "wo", "obtained_on": "2012-07-01", "proof": "scan"});
    let two = |one: &Value, other: &Value| trained().with("diplomas", json!([one, other]));
    vec![
        of_diploma(
            "one of two diplomas serves, the second",
            &two(&of_no_use, &mwd),
            "diplomas.1.kind",
            json!("nursing_mbo"),
            [UNMET, MET],
        ),
        of_diploma(
            "one of two diplomas is shown, the second",
            &two(&of_no_use, &mwd),
            "diplomas.1.proof",
            json!("none"),
            [MISSING, MET],
        ),
        condition(
            Rule::Training,
            "of two that serve a listed one is judged first",
            &two(&wo, &mwd),
            "diplomas.1.kind",
            "wo",
            [MET, NOT_ASKED],
        ),
        condition(
            Rule::Training,
            "of two that serve a certificate of experience is judged before another diploma",
            &two(&wo, &wo).with("diplomas.1.kind", evc(true, true)),
            "diplomas.1.kind",
            "wo",
            [MET, NOT_ASKED],
        ),
        condition(
            Rule::DuoExtract,
            "of two that serve a listed one is judged before a certificate of experience",
            &two(&wo, &mwd).with("diplomas.0.kind", evc(true, true)),
            "diplomas.1.kind",
            "wo",
            [NOT_ASKED, MET],
        ),
        condition(
            Rule::DuoExtract,
            "of two alike the first is judged",
            &two(&mwd, &mwd).with("diplomas.1.obtained_on", "1996-12-31"),
            "diplomas.0.in_duo_register",
            false,
            [NOT_ASKED, MET],
        ),
    ]
}

/// Rule 10 (I-6).
fn duo_extract() -> Vec<Condition> {
    let of = |words, with: &Example, field: &str, without: Value, found| {
        condition(Rule::DuoExtract, words, with, field, without, found)
    };
    let listed = example("junior-listed-diploma");
    let first_day = listed.with("diplomas.0.obtained_on", "1997-01-01");
    let hbo = LISTED.into_iter().chain(OTHER).filter(|(_, kind)| *kind != "wo");
    let mut conditions: Vec<_> = hbo
        .map(|(words, kind)| {
            let with = trained().with("diplomas.0.kind", kind);
            of(words, &with, "diplomas.0.kind", json!("wo"), [NOT_ASKED, MET])
        })
        .collect();
    conditions.extend([
        of("it is not a certificate of experience", &listed, "diplomas.0.kind", evc(true, true), [NOT_ASKED, MET]),
        of(
            "it is not the diploma of a mantelzorgmakelaar",
            &trained(),
            "diplomas.0.kind",
            mantelzorgmakelaar(true),
            [NOT_ASKED, MET],
        ),
        of("a diploma is shown at all", &listed, "diplomas", json!([]), [NOT_ASKED, MET]),
        of(
            "it was obtained after 1996: on this day and not the day before",
            &first_day,
            "diplomas.0.obtained_on",
            json!("1996-12-31"),
            [NOT_ASKED, MET],
        ),
        of("the DUO register holds it", &listed, "diplomas.0.in_duo_register", json!(false), [NOT_ASKED, MET]),
        of("the extract is as DUO signed it", &listed, "diplomas.0.proof", json!("altered_duo_extract"), [UNMET, MET]),
        of("it is shown by the extract, and not by a scan", &listed, "diplomas.0.proof", json!("scan"), [MISSING, MET]),
        of("it is shown by the extract, and not left out", &listed, "diplomas.0.proof", json!("none"), [MISSING, MET]),
    ]);
    conditions
}

/// Every kind of diploma.
fn kinds() -> Vec<Value> {
    let named = LISTED.into_iter().chain(OTHER).map(|(_, kind)| json!(kind)).chain([json!("nursing_mbo")]);
    let evc =
        flags().into_iter().flat_map(|provider| flags().into_iter().map(move |report| (provider.clone(), report)));
    let evc = evc.map(|(provider, report)| json!({"evc": {"recognised_provider": provider, "report": report}}));
    named.chain([false, true].map(mantelzorgmakelaar)).chain(evc).collect()
}

/// Every diploma, obtained on each side of 1997 and of today.
fn diplomas() -> Vec<Value> {
    let days = ["1996-12-31", "1997-01-01", "2021-06-01", "2021-06-02"].map(Value::from).into();
    let proofs = names::<DiplomaProof>();
    objects([("kind", kinds()), ("obtained_on", days), ("proof", proofs), ("in_duo_register", flags())])
}

/// One diploma of each kind that the rules take for another.
pub(crate) fn distinct_kinds() -> Vec<Value> {
    let named = ["mwd", "other_hbo", "nursing_hbo", "nursing_mbo", "wo"].map(Value::from);
    let tested = [mantelzorgmakelaar(true), mantelzorgmakelaar(false)];
    let by_experience = [evc(true, true), evc(true, false), evc(false, true)];
    named.into_iter().chain(tested).chain(by_experience).collect()
}

pub(crate) fn combinations() -> Vec<Combinations> {
    let with_papers = trained().with("documents", example("in-opleiding").value("documents"));
    let with_papers = with_papers.with("supervisor_is_senior", true);
    let registered = |category| json!({"category": category, "start": "2018-06-01"});
    let held = or_nothing(["junior", "basis"].map(registered).into());
    let alone = diplomas().into_iter().map(|diploma| json!([diploma]));
    let admissions = || ["in_opleiding", "junior", "senior"].map(|category| json!({"admission": category})).into();
    let each_shown =
        objects([("kind", distinct_kinds()), ("proof", names::<DiplomaProof>())]).into_iter().map(|mut it| {
            it["obtained_on"] = json!("2020-01-01");
            it
        });
    let two = with_papers.with("diplomas", json!([null, null]));
    vec![
        all(
            "every request, without a registration and with one as Junior or Basis; every diploma: of each kind, shown in \
             each way, in the DUO register or not, obtained on each side of 1997 and of today",
            &with_papers,
            [("request", requests()), ("registration", held), ("diplomas", alone.collect())],
        ),
        all(
            "admission to each category; any two diplomas that the rules tell apart, shown in each way; without \
             training, and with one begun, completed, and completed but for each part that a diploma waives",
            &two,
            [
                ("request", admissions()),
                ("training", training::distinct_trainings()),
                ("diplomas.0", each_shown.clone().collect()),
                ("diplomas.1", each_shown.collect()),
            ],
        ),
    ]
}

#[test]
fn each_condition_of_diploma_extract_and_training_alone_turns_its_finding() {
    assert_each_alone_turns_its_finding(&conditions());
}

#[test]
fn every_combination_of_request_and_diploma_is_judged_by_the_rules() {
    assert_both_agree_on_all(&combinations()[..1]);
}

#[test]
fn every_combination_of_two_diplomas_is_judged_by_the_rules() {
    assert_both_agree_on_all(&combinations()[1..]);
}
