//! The strict reader of JSON text: what it takes, what it refuses, where it says so, and what it never repeats.
#![allow(clippy::unwrap_used, clippy::panic)]

use registertoets_core::limits::{ACTIVITIES_MAX, DIPLOMAS_MAX, WORK_MAX};
use registertoets_core::regulation::{
    Activity, ActivityKind, Declaration, Diploma, DiplomaKind, DiplomaProof, Document, RegisteredAs, Registration,
    Task, Training, TrainingPart, TrainingRoute, Vog, VogOriginal, VogSubject, WorkPeriod, WorkProof,
};
use registertoets_core::{Category, Date, Dossier, HoursPerWeek, Points, Reference, Request, Set, json};
use serde_json::{Value, json as value};

// --- texts ---------------------------------------------------------------------------------------------------------

/// A dossier with every field, and every shape that a field can have.
const FULL: &str = r#"{
    "reference": "4610-000001",
    "assessed_on": "2021-06-01",
    "request": {"renewal": "senior"},
    "declarations": ["professional_code", "registration_norms"],
    "ruling_known": true,
    "registration": {"category": "senior", "start": "2016-09-01", "skj_shown": true},
    "vog": {"issued_on": "2021-03-15", "subject": "natural_person", "relevant_profile": true, "original": "posted"},
    "diplomas": [
        {"kind": "social_work", "obtained_on": "2010-07-01", "proof": "duo_extract", "in_duo_register": false},
        {"kind": {"mantelzorgmakelaar": {"hbo_level_tested": true}}, "obtained_on": "2011-07-01", "proof": "scan"},
        {"kind": {"evc": {"recognised_provider": true, "report": false}}, "obtained_on": "2012-07-01", "proof": "none"}
    ],
    "training": {"route": "masterclasses", "provider_accredited": true, "completed": ["masterclass_1"]},
    "documents": ["curriculum_vitae"],
    "supervisor_is_senior": true,
    "work": [
        {"from": "2016-01-01", "until": "2016-12-31", "hours_per_week": 24, "hbo_level": true, "titled": true,
         "tasks": ["information_and_advice"], "proof": "employment_contract"},
        {"from": "2017-01-01", "until": null, "hours_per_week": 16.5, "hbo_level": true, "titled": false, "tasks": [],
         "proof": {"employer_declaration": {"signed_on": "2021-01-01", "describes_function": true}}},
        {"from": "2017-01-01", "hours_per_week": 0.01, "hbo_level": false, "titled": true, "tasks": [],
         "proof": {"self_employed": {"kvk_registered": true, "signed_on": null, "describes_function": false}}}
    ],
    "skj_shown": true,
    "bcmb_ambassador_appointed": true,
    "activities": [
        {"on": "2019-03-03", "kind": "accredited", "points": 7.25},
        {"on": "2019-04-04", "kind": "bcmb_membership", "points": 1.00}
    ]
}"#;

const LEAST: &str = r#"{"reference": "x", "assessed_on": "2021-06-01", "request": "basis_conversion"}"#;

fn read(text: &str) -> Dossier {
    json::decode(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The code and the pointer with which a text is refused.
fn refusal(text: impl AsRef<[u8]>) -> (&'static str, String) {
    let error = json::decode(text.as_ref()).map(|_| String::from_utf8_lossy(text.as_ref()).into_owned()).unwrap_err();
    (error.problem().code(), error.pointer().to_string())
}

#[track_caller]
fn assert_refused(text: impl AsRef<[u8]>, code: &str, pointer: &str) {
    assert_eq!(refusal(text.as_ref()), (code, pointer.to_owned()), "{}", String::from_utf8_lossy(text.as_ref()));
}

/// The fields of an object: its keys, and the text of their values.
type Fields = Vec<(String, String)>;

/// The text of a value, whose objects are edited on the way: `edit` gets the pointer and the fields of each.
fn edited(value: &Value, pointer: &str, edit: &dyn Fn(&str, &mut Fields)) -> String {
    match value {
        Value::Object(object) => {
            let mut fields: Fields = object
                .iter()
                .map(|(key, value)| (key.clone(), edited(value, &format!("{pointer}/{key}"), edit)))
                .collect();
            edit(pointer, &mut fields);
            let fields: Vec<_> = fields.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::Array(items) => {
            let item = |(place, item)| edited(item, &format!("{pointer}/{place}"), edit);
            format!("[{}]", items.iter().enumerate().map(item).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// The full dossier with the fields of the object at one place edited.
fn full_with_fields(place: &str, edit: impl Fn(&mut Fields)) -> String {
    edited(&full(), "", &|pointer, fields| {
        if pointer == place {
            edit(fields);
        }
    })
}

/// The full dossier with another value at one place.
fn full_with(place: &str, value: Value) -> String {
    let mut full = full();
    *full.pointer_mut(place).unwrap() = value;
    full.to_string()
}

fn full() -> Value {
    serde_json::from_str(FULL).unwrap()
}

/// The pointers of a value and of everything in it.
fn places(value: &Value, pointer: &str) -> Vec<String> {
    let inside: Vec<String> = match value {
        Value::Object(object) => {
            object.iter().flat_map(|(key, value)| places(value, &format!("{pointer}/{key}"))).collect()
        }
        Value::Array(items) => {
            let item = |(place, item)| places(item, &format!("{pointer}/{place}"));
            items.iter().enumerate().flat_map(item).collect()
        }
        _ => Vec::new(),
    };
    [vec![pointer.to_owned()], inside].concat()
}

/// The pointers of all objects in the full dossier.
fn objects() -> Vec<String> {
    let full = full();
    places(&full, "").into_iter().filter(|place| full.pointer(place).is_some_and(Value::is_object)).collect()
}

/// Whether one name out of several stands at a place, some of them as an object with that name as its key.
fn is_choice(place: &str) -> bool {
    place == "/request"
        || (place.ends_with("/kind") && place.starts_with("/diplomas"))
        || (place.ends_with("/proof") && place.starts_with("/work"))
}

/// The least dossier with one more field.
fn least_with(field: &str) -> String {
    LEAST.replace('}', &format!(", {field}}}"))
}

fn with_activity(activity: &str) -> String {
    least_with(&format!(r#""activities": [{activity}]"#))
}

fn with_points(points: &str) -> String {
    with_activity(&format!(r#"{{"on": "2021-01-01", "kind": "other", "points": {points}}}"#))
}

fn with_hours(hours: &str) -> String {
    least_with(&format!(
        r#""work": [{{"from": "2021-01-01", "hours_per_week": {hours}, "hbo_level": true, "titled": true, "tasks": [],
            "proof": "none"}}]"#
    ))
}

fn with_reference(reference: &str) -> String {
    LEAST.replace("\"x\"", reference)
}

fn date(text: &str) -> Date {
    Date::parse(text.as_bytes()).unwrap()
}

// --- what is taken -------------------------------------------------------------------------------------------------

#[test]
fn every_field_is_read() {
    let mut dossier: Dossier =
        Dossier::new(Reference::new("4610-000001").unwrap(), date("2021-06-01"), Request::Renewal(Category::Senior));
    dossier.declarations = [Declaration::ProfessionalCode, Declaration::RegistrationNorms].into_iter().collect();
    dossier.ruling_known = true;
    dossier.registration =
        Some(Registration { category: RegisteredAs::Senior, start: date("2016-09-01"), skj_shown: true });
    dossier.vog = Some(Vog {
        issued_on: date("2021-03-15"),
        subject: VogSubject::NaturalPerson,
        relevant_profile: true,
        original: VogOriginal::Posted,
    });
    for (kind, obtained_on, proof, in_duo_register) in [
        (DiplomaKind::SocialWork, "2010-07-01", DiplomaProof::DuoExtract, false),
        (DiplomaKind::Mantelzorgmakelaar { hbo_level_tested: true }, "2011-07-01", DiplomaProof::Scan, true),
        (DiplomaKind::Evc { recognised_provider: true, report: false }, "2012-07-01", DiplomaProof::None, true),
    ] {
        dossier.diplomas.push(Diploma { kind, obtained_on: date(obtained_on), proof, in_duo_register }).unwrap();
    }
    dossier.training = Some(Training {
        route: TrainingRoute::Masterclasses,
        provider_accredited: true,
        completed: Set::EMPTY.with(TrainingPart::Masterclass1),
    });
    dossier.documents = Set::EMPTY.with(Document::CurriculumVitae);
    dossier.supervisor_is_senior = true;
    let work = |from, until: Option<&str>, hundredths, proof| {
        let hours = HoursPerWeek::from_hundredths(hundredths).unwrap();
        WorkPeriod::new(date(from), until.map(date), hours, proof).unwrap()
    };
    let declared = WorkProof::EmployerDeclaration { signed_on: date("2021-01-01"), describes_function: true };
    let own = WorkProof::SelfEmployed { kvk_registered: true, signed_on: None, describes_function: false };
    for period in [
        work("2016-01-01", Some("2016-12-31"), 24_00, WorkProof::EmploymentContract)
            .at_hbo_level(true)
            .titled(true)
            .with_tasks(Set::EMPTY.with(Task::InformationAndAdvice)),
        work("2017-01-01", None, 16_50, declared).at_hbo_level(true),
        work("2017-01-01", None, 1, own).titled(true),
    ] {
        dossier.work.push(period).unwrap();
    }
    dossier.skj_shown = true;
    dossier.bcmb_ambassador_appointed = true;
    for (on, kind, hundredths) in
        [("2019-03-03", ActivityKind::Accredited, 7_25), ("2019-04-04", ActivityKind::BcmbMembership, 1_00)]
    {
        let points = Points::from_hundredths(hundredths).unwrap();
        dossier.activities.push(Activity::new(date(on), kind, points).unwrap()).unwrap();
    }
    assert_eq!(read(FULL), dossier);
}

#[test]
fn read_over_another_a_dossier_keeps_nothing_of_it() {
    let (full, least) = (read(FULL), read(LEAST));
    for text in [LEAST.to_string(), LEAST.replace(':', " :")] {
        let mut place = full.clone();
        json::decode_into(text.as_bytes(), &mut place).unwrap();
        assert_eq!(place, least);
        json::decode_into(FULL.as_bytes(), &mut place).unwrap();
        assert_eq!(place, full);
    }
    let refused = LEAST.replace("2021", "21");
    let mut place = full.clone();
    assert_eq!(json::decode_into(refused.as_bytes(), &mut place), json::decode(refused.as_bytes()).map(|_| ()));
    assert!(json::decode(refused.as_bytes()).is_err());
}

#[test]
fn a_field_that_may_be_left_out_has_its_value_then() {
    for field in [
        r#""declarations": []"#,
        r#""ruling_known": false"#,
        r#""registration": null"#,
        r#""vog": null"#,
        r#""diplomas": []"#,
        r#""training": null"#,
        r#""documents": []"#,
        r#""supervisor_is_senior": false"#,
        r#""work": []"#,
        r#""skj_shown": false"#,
        r#""bcmb_ambassador_appointed": false"#,
        r#""activities": []"#,
    ] {
        assert_eq!(read(&least_with(field)), read(LEAST), "{field}");
    }
    for (left_out, said) in [
        (
            r#""registration": {"category": "basis", "start": "2019-01-01"}"#,
            r#""registration": {"category": "basis", "start": "2019-01-01", "skj_shown": false}"#,
        ),
        (
            r#""training": {"route": "masterclasses", "provider_accredited": true}"#,
            r#""training": {"route": "masterclasses", "provider_accredited": true, "completed": []}"#,
        ),
        (
            r#""diplomas": [{"kind": "mwd", "obtained_on": "2019-01-01", "proof": "scan"}]"#,
            r#""diplomas": [{"kind": "mwd", "obtained_on": "2019-01-01", "proof": "scan", "in_duo_register": true}]"#,
        ),
        (
            r#""work": [{"from": "2019-01-01", "hours_per_week": 1, "hbo_level": true, "titled": true, "tasks": [],
                "proof": "none"}]"#,
            r#""work": [{"from": "2019-01-01", "until": null, "hours_per_week": 1, "hbo_level": true, "titled": true,
                "tasks": [], "proof": "none"}]"#,
        ),
    ] {
        assert_eq!(read(&least_with(left_out)), read(&least_with(said)), "{left_out}");
    }
}

#[test]
fn fields_and_members_come_in_any_order() {
    let turned = r#"{"activities": [{"points": 1, "kind": "other", "on": "2021-01-01"}],
        "declarations": ["registration_norms", "professional_code"],
        "request": "basis_conversion", "assessed_on": "2021-06-01", "reference": "x"}"#;
    let straight = r#"{"reference": "x", "assessed_on": "2021-06-01", "request": "basis_conversion",
        "declarations": ["professional_code", "registration_norms"],
        "activities": [{"on": "2021-01-01", "kind": "other", "points": 1}]}"#;
    assert_eq!(read(turned), read(straight));
}

#[test]
fn white_space_may_stand_between_any_two_tokens() {
    let tight: String = FULL.split_whitespace().collect();
    assert_eq!(read(&tight), read(FULL));
    let mut loose = String::from(" \t\r\n");
    let mut in_text = false;
    for character in tight.chars() {
        in_text ^= character == '"';
        let token_ends = !in_text && ",:{}[]\"".contains(character);
        let token_starts = !in_text && ",:{}[]".contains(character);
        loose.push_str(if token_starts { "\n\r\t " } else { "" });
        loose.push(character);
        loose.push_str(if token_ends { " \t\r\n" } else { "" });
    }
    assert_eq!(read(&loose), read(FULL));
}

#[test]
fn other_space_is_no_white_space() {
    for space in ["\u{B}", "\u{C}", "\u{A0}", "\u{2028}", "\u{FEFF}"] {
        assert_refused(format!("{space}{LEAST}"), "syntax", "");
        assert_refused(LEAST.replace("{", &format!("{{{space}")), "syntax", "");
        assert_refused(format!("{LEAST}{space}"), "trailing", "");
    }
}

// --- what is missing, unknown or repeated --------------------------------------------------------------------------

/// Fields that may be left out; all others have to be there.
const OPTIONAL: [&str; 15] = [
    "activities",
    "bcmb_ambassador_appointed",
    "completed",
    "declarations",
    "diplomas",
    "documents",
    "in_duo_register",
    "registration",
    "ruling_known",
    "skj_shown",
    "supervisor_is_senior",
    "training",
    "until",
    "vog",
    "work",
];

#[test]
fn a_field_that_cannot_be_left_out_is_missed_at_its_object() {
    let mut missed = 0;
    for object in objects().iter().filter(|object| !is_choice(object)) {
        for field in full().pointer(object).unwrap().as_object().unwrap().keys() {
            let text = full_with_fields(object, |fields| fields.retain(|(key, _)| key != field));
            if OPTIONAL.contains(&field.as_str()) {
                read(&text);
            } else {
                missed += 1;
                assert_refused(&text, "missing_field", object);
                let error = json::decode(text.as_bytes()).unwrap_err();
                assert_eq!(error.missing(), Some(field.as_str()));
                assert_eq!(error.expected().to_string(), format!(", expected {field}"));
            }
        }
    }
    assert_eq!(missed, 3 + 2 + 4 + 3 * 3 + 1 + 2 + 2 + 3 * 6 + 2 + 3 + 2 * 3);
}

#[test]
fn an_own_declaration_that_is_not_there_is_said_to_be_null() {
    let proof = "/work/2/proof/self_employed";
    read(&full_with(&format!("{proof}/signed_on"), Value::Null));
    let left_out = full_with_fields(proof, |fields| fields.retain(|(key, _)| key != "signed_on"));
    assert_refused(left_out, "missing_field", proof);
}

#[test]
fn an_unknown_field_is_refused_in_every_object() {
    for object in objects() {
        for key in
            ["name", "", "Reference", "REFERENCE", "reference ", "références", "reference\\u0000", "\\ud83d\\ude00"]
        {
            let text = full_with_fields(&object, |fields| fields.insert(0, (key.to_owned(), "1".to_owned())));
            assert_refused(text, if is_choice(&object) { "unknown_name" } else { "unknown_field" }, &object);
        }
    }
}

#[test]
fn a_repeated_field_is_refused_in_every_object() {
    for object in objects().iter().filter(|object| !is_choice(object)) {
        for (place, field) in full().pointer(object).unwrap().as_object().unwrap().keys().enumerate() {
            let text = full_with_fields(object, |fields| fields.push(fields[place].clone()));
            assert_refused(text, "repeated_field", &format!("{object}/{field}"));
        }
    }
    assert_refused(least_with(r#""vog": null, "vog": null"#), "repeated_field", "/vog");
    assert_refused(least_with(r#""work": [], "w\u006frk": []"#), "repeated_field", "/work");
}

#[test]
fn an_unknown_name_is_refused_wherever_a_name_stands() {
    let full = full();
    let is_name = |place: &&String| {
        let free =
            ["reference", "assessed_on", "start", "issued_on", "obtained_on", "from", "until", "signed_on", "on"];
        full.pointer(place).unwrap().is_string() && !free.iter().any(|field| place.ends_with(&format!("/{field}")))
    };
    let mut names = 0;
    for place in places(&full, "").iter().filter(is_name) {
        names += 1;
        for name in ["", "Senior", "SENIOR", "senior ", "basiss", "masterclass_5", "\u{0}", "é"] {
            assert_refused(full_with(place, value!(name)), "unknown_name", place);
        }
    }
    assert_eq!(names, 1 + 2 + 1 + 2 + 1 + 3 + 2 + 1 + 2 + 2);
    assert_refused(full_with("/request", value!({"renewal": "basis"})), "unknown_name", "/request/renewal");
    assert_refused(full_with("/request", value!("renew")), "unknown_name", "/request");
    read(&full_with("/registration/category", value!("basis")));
}

#[test]
fn a_repeated_member_of_a_set_is_refused() {
    for (place, name) in [
        ("/declarations", "professional_code"),
        ("/training/completed", "practical_test"),
        ("/documents", "curriculum_vitae"),
        ("/work/1/tasks", "needs_assessment"),
    ] {
        read(&full_with(place, value!([name])));
        assert_refused(full_with(place, value!([name, name])), "invalid_value", place);
    }
}

// --- wrong types ---------------------------------------------------------------------------------------------------

#[test]
fn a_value_of_another_type_is_refused_at_its_place() {
    let full = full();
    let nullable = |place: &str| {
        ["/registration", "/vog", "/training", "/until", "self_employed/signed_on"]
            .iter()
            .any(|field| place.ends_with(field))
    };
    for place in places(&full, "").iter().skip(1) {
        let is = full.pointer(place).unwrap();
        for other in [value!(null), value!(true), value!(1), value!("x"), value!([]), value!({})] {
            let same = std::mem::discriminant(is) == std::mem::discriminant(&other);
            if is_choice(place) && other.is_string() {
                assert_refused(full_with(place, other), "unknown_name", place);
            } else if is_choice(place) && other.is_object() {
                assert_refused(full_with(place, other), "wrong_type", place);
            } else if nullable(place) && other.is_null() {
                read(&full_with(place, other));
            } else if is.is_null() && other.is_string() {
                assert_refused(full_with(place, other), "invalid_value", place);
            } else if !same {
                assert_refused(full_with(place, other), "wrong_type", place);
            }
        }
    }
    for other in ["null", "true", "1", "\"x\"", "[]", "[{}]"] {
        assert_refused(other, "wrong_type", "");
    }
}

#[test]
fn a_list_of_its_values_is_no_object() {
    assert_refused(r#"["x", "2021-06-01", "basis_conversion"]"#, "wrong_type", "");
    for place in objects().iter().skip(1) {
        let values: Vec<Value> = full().pointer(place).unwrap().as_object().unwrap().values().cloned().collect();
        assert_refused(full_with(place, value!(values)), "wrong_type", place);
    }
}

#[test]
fn a_name_with_nothing_behind_it_is_no_object() {
    for (place, name) in [
        ("/registration/category", "junior"),
        ("/request/renewal", "junior"),
        ("/vog/subject", "natural_person"),
        ("/vog/original", "posted"),
        ("/diplomas/0/proof", "scan"),
        ("/training/route", "masterclasses"),
        ("/declarations/0", "professional_code"),
        ("/work/0/tasks/0", "needs_assessment"),
        ("/activities/0/kind", "other"),
    ] {
        read(&full_with(place, value!(name)));
        assert_refused(full_with(place, value!({name: null})), "wrong_type", place);
        assert_refused(full_with(place, value!({name: {}})), "wrong_type", place);
    }
    for (place, name) in [
        ("/request", "basis_conversion"),
        ("/diplomas/0/kind", "mwd"),
        ("/work/0/proof", "none"),
        ("/work/0/proof", "employment_contract"),
    ] {
        read(&full_with(place, value!(name)));
        assert_refused(full_with(place, value!({name: null})), "wrong_type", &format!("{place}/{name}"));
    }
}

#[test]
fn a_name_with_something_behind_it_does_not_stand_alone() {
    for (place, name) in [
        ("/request", "admission"),
        ("/request", "renewal"),
        ("/request", "change"),
        ("/diplomas/0/kind", "mantelzorgmakelaar"),
        ("/diplomas/0/kind", "evc"),
        ("/work/0/proof", "employer_declaration"),
        ("/work/0/proof", "self_employed"),
    ] {
        assert_refused(full_with(place, value!(name)), "wrong_type", place);
        assert_refused(full_with(place, value!({name: null})), "wrong_type", &format!("{place}/{name}"));
    }
}

#[test]
fn a_choice_is_one_name_and_not_several() {
    for place in ["/request", "/diplomas/1/kind", "/work/1/proof"] {
        let twice = full_with_fields(place, |fields| fields.push(fields[0].clone()));
        assert_refused(twice, "wrong_type", place);
        assert_refused(full_with_fields(place, |fields| fields.clear()), "wrong_type", place);
    }
    assert_refused(
        full_with("/request", value!({"admission": "junior", "renewal": "junior"})),
        "wrong_type",
        "/request",
    );
}

// --- numbers -------------------------------------------------------------------------------------------------------

#[test]
fn a_number_is_taken_by_its_exact_value() {
    for (points, hundredths) in [
        ("8", 800),
        ("8.0", 800),
        ("8.00", 800),
        ("8.000000000000000000000000000000", 800),
        ("1e1", 1000),
        ("1E+1", 1000),
        ("0.1e2", 1000),
        ("825e-2", 825),
        ("0", 0),
        ("-0", 0),
        ("0e999999999999", 0),
        ("650", 65_000),
        ("6.5e2", 65_000),
        ("649.99", 64_999),
        ("0.01", 1),
    ] {
        assert_eq!(read(&with_points(points)).activities[0].points().hundredths(), hundredths, "{points}");
    }
    assert_eq!(read(&with_hours("168")).work[0].hours_per_week().hundredths(), 16_800);
    assert_eq!(read(&with_hours("15.99")).work[0].hours_per_week().hundredths(), 15_99);
}

#[test]
fn a_number_out_of_range_or_too_fine_is_refused() {
    for points in [
        "650.01",
        "651",
        "1e3",
        "-1",
        "-0.01",
        "8.255",
        "0.001",
        "7.9999999999999999999",
        "8.0000000000000000001",
        "1e-3",
        "1e400",
        "1e-400",
        "1e99999999999999999999",
        "99999999999999999999999999",
    ] {
        assert_refused(with_points(points), "invalid_value", "/activities/0/points");
    }
    for hours in ["168.01", "169", "-1", "16.005"] {
        assert_refused(with_hours(hours), "invalid_value", "/work/0/hours_per_week");
    }
}

#[test]
fn what_json_does_not_know_as_a_number_is_refused() {
    for points in ["1.", "+1", ".5", "NaN", "Infinity", "0x1", "1e", "1e+", "-", "--1", "- 1", "1.e1", "e1", "1_0"] {
        assert_eq!(refusal(with_points(points)).0, "syntax", "{points}");
    }
    for points in ["01", "00", "-01", "1,5", "1 2", "1.2.3", "1f", "10a", "1e1.5"] {
        assert_eq!(refusal(with_points(points)).0, "syntax", "{points}");
    }
    for points in ["\"8\"", "\"\"", "true", "null", "[8]", "{}"] {
        assert_refused(with_points(points), "wrong_type", "/activities/0/points");
    }
    // no number starts with minus and a letter
    assert_refused(with_points("-Infinity"), "syntax", "/activities/0/points");
}

// --- texts ---------------------------------------------------------------------------------------------------------

#[test]
fn a_reference_has_1_to_32_visible_ascii_characters() {
    for length in [1, 31, 32] {
        let reference = "~".repeat(length);
        assert_eq!(read(&with_reference(&format!("\"{reference}\""))).reference.as_str(), reference);
    }
    for length in [0, 33, 34, 64, 65, 1_000_000] {
        assert_refused(with_reference(&format!("\"{}\"", "x".repeat(length))), "invalid_value", "/reference");
    }
    for character in (0x21..=0x7E).map(char::from) {
        let reference = Value::from(character.to_string()).to_string();
        assert_eq!(read(&with_reference(&reference)).reference.as_str(), character.to_string());
    }
    for character in [" ", "\u{7F}", "\u{80}", "é", "\u{FEFF}", "\u{1F600}"] {
        assert_refused(with_reference(&format!("\"a{character}b\"")), "invalid_value", "/reference");
    }
}

#[test]
fn escapes_are_undone_in_texts_and_keys_and_names() {
    let escaped =
        r#"{"\u0072eference": "\u0078", "assessed_on": "2021\u002d06-01", "request": "basis\u005Fconversion"}"#;
    assert_eq!(read(escaped), read(LEAST));
    let request = r#"{"reference": "x", "assessed_on": "2021-06-01", "request": {"\u0061dmission": "\u006aunior"}}"#;
    assert_eq!(read(request).request, Request::Admission(Category::Junior));
    assert_eq!(read(&with_reference(r#""\"\\\/a/""#)).reference.as_str(), "\"\\/a/");
    assert_eq!(read(&with_reference(&format!("\"{}\"", "\\u007E".repeat(32)))).reference.as_str(), "~".repeat(32));
    for escape in ["\\b", "\\f", "\\n", "\\r", "\\t", "\\u0000", "\\u0020", "\\u00e9", "\\uD83D\\uDE00", "\\uffff"] {
        assert_refused(with_reference(&format!("\"{escape}\"")), "invalid_value", "/reference");
    }
    assert_refused(with_reference(&format!("\"{}\"", "\\u007E".repeat(33))), "invalid_value", "/reference");
    assert_refused(with_reference(&format!("\"{}\"", "\\u007E".repeat(100_000))), "invalid_value", "/reference");
}

#[test]
fn an_escape_that_is_none_is_refused() {
    for escape in [
        "\\x",
        "\\'",
        "\\0",
        "\\U0041",
        "\\u",
        "\\u00",
        "\\u004",
        "\\u00g1",
        "\\u+041",
        "\\u{41}",
        "\\ud83d",
        "\\ud83dx",
        "\\ud83d\\n",
        "\\ud83d\\u0041",
        "\\ud83d\\ud83d",
        "\\ude00",
        "\\ude00\\ud83d",
        "\\uDFFF",
    ] {
        assert_refused(with_reference(&format!("\"{escape}\"")), "syntax", "/reference");
        assert_refused(LEAST.replace("reference", escape), "syntax", "");
    }
}

#[test]
fn bytes_that_are_no_utf_8_are_refused() {
    for bytes in [
        &b"\xFF"[..],
        b"\x80",
        b"\xC3",
        b"\xC3(",
        b"\xC0\x80",
        b"\xE2\x82",
        b"\xED\xA0\x80",
        b"\xF0\x9F\x98",
        b"\xF4\x90\x80\x80",
        b"\xF5\x80\x80\x80",
    ] {
        let inside = |before: &str, after: &str| [before.as_bytes(), bytes, after.as_bytes()].concat();
        let (before, after) = LEAST.split_once('x').unwrap();
        assert_refused(inside(before, after), "encoding", "/reference");
        assert_refused(inside(&format!("{before}\\n"), after), "encoding", "/reference");
        assert_refused(inside("{\"", "\": 1}"), "encoding", "");
        assert_refused(inside("{\"\\n", "\": 1}"), "encoding", "");
        assert_refused(inside("", LEAST), "syntax", "");
        assert_refused(inside(LEAST, ""), "trailing", "");
    }
}

#[test]
fn control_characters_stand_in_a_text_as_escapes_only() {
    for control in (0..0x20).map(char::from) {
        assert_refused(with_reference(&format!("\"a{control}b\"")), "syntax", "/reference");
        assert_refused(with_reference(&format!("\"\\n{control}b\"")), "syntax", "/reference");
        assert_refused(LEAST.replace("reference", &format!("ref{control}erence")), "syntax", "");
    }
}

#[test]
fn a_date_is_ten_characters_of_a_real_day() {
    for text in ["2021-02-29", "2021-13-01", "1899-12-31", "2100-01-01", "2021-6-1", "20210601", "2021-06-01T00:00", ""]
    {
        assert_refused(LEAST.replace("2021-06-01", text), "invalid_value", "/assessed_on");
    }
    for text in ["1900-01-01", "2099-12-31", "2020-02-29"] {
        assert_eq!(read(&LEAST.replace("2021-06-01", text)).assessed_on.to_string(), text);
    }
}

// --- lists and rules across fields ---------------------------------------------------------------------------------

#[test]
fn a_list_holds_what_it_may_and_no_more() {
    let diploma = r#"{"kind": "mwd", "obtained_on": "2010-07-01", "proof": "scan"}"#;
    let period = r#"{"from": "2017-01-01", "hours_per_week": 24, "hbo_level": true, "titled": true, "tasks": [],
        "proof": "none"}"#;
    let activity = r#"{"on": "2019-03-03", "kind": "accredited", "points": 8}"#;
    for (list, item, max) in
        [("diplomas", diploma, DIPLOMAS_MAX), ("work", period, WORK_MAX), ("activities", activity, ACTIVITIES_MAX)]
    {
        let with_items = |count| least_with(&format!("\"{list}\": [{}]", vec![item; count].join(", ")));
        let full = read(&with_items(max));
        assert!([full.diplomas.len(), full.work.len(), full.activities.len()].contains(&max));
        assert_refused(with_items(max + 1), "too_many", &format!("/{list}"));
        assert_refused(with_items(max + 1000), "too_many", &format!("/{list}"));
        let error = json::decode(with_items(max + 1).as_bytes()).unwrap_err().to_string();
        assert!(error.ends_with(&format!("expected at most {max}")), "{error}");
    }
}

#[test]
fn a_period_of_work_does_not_end_before_it_starts() {
    let until = |date: &str| full_with("/work/0/until", value!(date));
    read(&until("2016-01-01"));
    assert_refused(until("2015-12-31"), "invalid_value", "/work/0");
}

#[test]
fn a_membership_is_for_exactly_one_point() {
    for points in ["1", "1.0", "100e-2"] {
        read(&with_points(points).replace("other", "bcmb_membership"));
    }
    for points in ["0", "0.99", "1.01", "2", "650"] {
        assert_refused(with_points(points).replace("other", "bcmb_membership"), "invalid_value", "/activities/0");
    }
}

// --- structure -----------------------------------------------------------------------------------------------------

#[test]
fn what_is_not_json_is_refused() {
    for text in [
        LEAST.replace('}', ",}"),
        LEAST.replace('{', "{,"),
        LEAST.replace(", ", ",, "),
        LEAST.replace(", ", " "),
        LEAST.replace(':', "="),
        LEAST.replace(':', ""),
        LEAST.replace("\"reference\"", "reference"),
        LEAST.replace("\"reference\"", "'reference'"),
        LEAST.replace("\"reference\"", "1"),
        LEAST.replace('}', "]"),
        LEAST.replace('{', "{/* dossier */"),
        least_with("\"diplomas\": [,]"),
        least_with("\"declarations\": [\"professional_code\",]"),
        least_with("\"declarations\": [\"professional_code\" \"registration_norms\"]"),
        least_with("\"declarations\": [}"),
        least_with("\"ruling_known\": tru"),
        least_with("\"ruling_known\": True"),
        least_with("\"ruling_known\": truest"),
        least_with("\"vog\": nul "),
        least_with("\"vog\": undefined"),
        "}".to_owned(),
        "dossier".to_owned(),
    ] {
        assert_eq!(refusal(&text).0, "syntax", "{text}");
    }
}

#[test]
fn nothing_but_white_space_follows_a_dossier() {
    for follows in [LEAST, "{", "}", "]", ",", "null", "\0", "x", "//"] {
        assert_refused(format!("{LEAST} {follows}"), "trailing", "");
    }
    read(&format!("{LEAST} \n\t\r "));
}

#[test]
fn a_text_cut_off_at_any_byte_is_told_to_be() {
    let escaped = r#"{"reference": "\u0041\/", "vog": null, "ruling_known": false, "activities": [{"points": 1.5e+1"#;
    for text in [FULL, LEAST, escaped, r#"{"reference": "\ud83d\ude00"#, r#"{"\ud83d\ude00"#] {
        for end in 0..text.len() {
            let error = json::decode(&text.as_bytes()[..end]).unwrap_err();
            assert_eq!(error.problem().code(), "cut_off", "{}", &text[..end]);
            assert_eq!(error.at(), end);
        }
    }
    assert_refused("", "cut_off", "");
    assert_refused(" \n ", "cut_off", "");
}

#[test]
fn nesting_a_million_deep_is_refused_at_once() {
    for opening in
        ["{", "[", "{\"reference\":", "{\"request\":", "{\"diplomas\":[", "{\"diplomas\":[{\"kind\":{\"evc\":{"]
    {
        let text = opening.repeat(1_000_000);
        assert!(json::decode(text.as_bytes()).is_err());
        let field = least_with(&format!("\"work\": {text}"));
        assert!(json::decode(field.as_bytes()).is_err());
    }
}

// --- errors --------------------------------------------------------------------------------------------------------

/// Holds that a text is refused without a word of it in the error, however that is shown.
fn assert_not_repeated(text: &str, marker: &str) {
    assert!(text.contains(marker));
    let error = json::decode(text.as_bytes()).unwrap_err();
    for shown in [error.to_string(), format!("{error:?}"), error.pointer().to_string()] {
        assert!(!shown.contains(marker), "{shown}");
    }
}

#[test]
fn no_error_repeats_a_value_of_the_dossier() {
    let full = full();
    for place in places(&full, "").iter().skip(1) {
        // too long for a reference, and no other text that the contract knows
        for marker in ["Jansen, P. ", "900777123 - ", "2021-06-Jansen", "\n\"Jansen\" "] {
            let text = full_with(place, value!(marker.repeat(4)));
            assert_not_repeated(&text, marker.trim_matches(|byte: char| !byte.is_alphanumeric()));
        }
        for marker in ["900777123", "900777.123", "-900777123"] {
            assert_not_repeated(&full_with(place, serde_json::from_str(marker).unwrap()), marker);
        }
        assert_not_repeated(&full_with(place, value!({"Jansen": "Jansen"})), "Jansen");
        assert_not_repeated(&full_with(place, value!(["Jansen", {"Jansen": 1}])), "Jansen");
    }
}

#[test]
fn no_error_repeats_a_key_of_the_dossier() {
    for object in objects() {
        for key in ["Jansen", "reference Jansen", "Jansen\\n", "\\nJansen"] {
            for place in [0, 1] {
                let text = full_with_fields(&object, |fields| fields.insert(place, (key.to_owned(), "1".to_owned())));
                assert_not_repeated(&text, "Jansen");
            }
        }
    }
}

#[test]
fn no_error_repeats_what_is_not_json() {
    for text in ["Jansen", "{Jansen", "{\"Jansen", "{\"reference\": Jansen", "{\"reference\": \"Jansen", "{\"Jansen\\x"]
    {
        assert_not_repeated(text, "Jansen");
    }
    assert_not_repeated(&format!("{LEAST} Jansen"), "Jansen");
}

#[test]
fn an_error_says_what_is_wrong_where_and_what_was_expected() {
    let error = |text: &str| json::decode(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(error("{"), "cut off at byte 1");
    assert_eq!(error(r#"{"reference": 5}"#), "wrong type at byte 14 (/reference), expected a text");
    assert_eq!(
        error(r#"{"assessed_on": "1 June"}"#),
        "invalid value at byte 24 (/assessed_on), expected a date as YYYY-MM-DD, 1900-01-01 to 2099-12-31"
    );
    assert_eq!(
        error(r#"{"request": {"admission": "x"}}"#),
        "unknown name at byte 29 (/request/admission), expected one of in_opleiding, junior, senior"
    );
    assert_eq!(
        error(r#"{"vog": {"x": 1}}"#),
        "unknown field at byte 9 (/vog), expected one of issued_on, subject, relevant_profile, original"
    );
    assert_eq!(error("{}"), "missing field at byte 2, expected reference");
    assert_eq!(json::decode(b"7").unwrap_err().missing(), None);
    assert_eq!(error(r#"{"reference" "x"}"#), "not valid JSON at byte 13 (/reference), expected :");
    assert_eq!(
        error(r#"{"documents": ["curriculum_vitae" "x"]}"#),
        "not valid JSON at byte 34 (/documents), expected , or ]"
    );
    assert_eq!(
        error(&with_points("8.255")).split(", ").last(),
        Some("expected a number from 0 to 650 with at most two decimals")
    );
    assert_eq!(
        error(&with_hours("169")).split(", ").last(),
        Some("expected a number from 0 to 168 with at most two decimals")
    );
    assert_eq!(error(&format!("{LEAST}x")), format!("more text after the end at byte {}", LEAST.len()));
}

// --- held against serde_json ---------------------------------------------------------------------------------------

/// What we take, `serde_json` takes too, as the same dossier; and what it writes of that, we read as the same again.
fn assert_agrees_with_serde_json(text: &[u8]) -> bool {
    let Ok(dossier) = json::decode(text) else { return false };
    let shown = String::from_utf8_lossy(text);
    assert!(serde_json::from_slice::<Value>(text).is_ok(), "{shown}");
    assert_eq!(serde_json::from_slice::<Dossier>(text).ok().as_ref(), Some(&dossier), "{shown}");
    let written = serde_json::to_vec(&dossier).unwrap();
    assert_eq!(json::decode(&written).as_ref(), Ok(&dossier), "{shown}");
    true
}

#[test]
fn a_dossier_survives_its_text() {
    for text in [FULL, LEAST, &with_hours("0.07"), &with_points("649.99"), &with_reference("\"\\\"\\\\\"")] {
        assert!(assert_agrees_with_serde_json(text.as_bytes()));
    }
    let least = r#"{"reference":"x","assessed_on":"2021-06-01","request":"basis_conversion"}"#;
    assert_eq!(serde_json::to_string(&read(LEAST)).unwrap(), least);
}

#[test]
fn whatever_byte_is_changed_we_take_nothing_that_serde_json_refuses() {
    const BYTES: &[u8] = b" \"\\{]:,.1e\x80";
    let mut taken = 0;
    let tight = full().to_string();
    for text in [LEAST, &tight] {
        let text = text.as_bytes();
        for at in 0..text.len() {
            let (before, after) = (&text[..at], &text[at + 1..]);
            taken += u32::from(assert_agrees_with_serde_json(&[before, after].concat()));
            for byte in BYTES {
                taken += u32::from(assert_agrees_with_serde_json(&[before, &[*byte], after].concat()));
            }
            taken += u32::from(assert_agrees_with_serde_json(&[before, b" ", &text[at..]].concat()));
        }
    }
    assert!(taken > 500, "{taken}");
}

#[test]
fn whatever_pieces_are_shuffled_we_take_nothing_that_serde_json_refuses() {
    // xorshift: the same texts every time
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut below = |end: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % end as u64) as usize
    };
    let tokens: Vec<&str> = FULL.split_inclusive([' ', ',', ':', '{', '}', '[', ']']).collect();
    for _ in 0..3_000 {
        let mut shuffled = tokens.clone();
        for _ in 0..=below(3) {
            let (one, other) = (below(shuffled.len()), below(tokens.len()));
            match below(3) {
                0 => shuffled[one] = tokens[other],
                1 => shuffled.insert(one, tokens[other]),
                _ => drop(shuffled.remove(one)),
            }
        }
        assert_agrees_with_serde_json(shuffled.concat().as_bytes());
    }
}
