//! Examples that are judged while the description is made.

use hyper::header::{ACCEPT, HeaderValue};
use hyper::{HeaderMap, Request, StatusCode};
use registertoets_core::Dossier;
use registertoets_core::limits::TEXT_BYTES_MAX;
use registertoets_core::text::Language;
use serde_json::{Map, Value, json};

use crate::bulk::Work;
use crate::errors::Errors;
use crate::form::{Detail, DossierForm, OutcomeForm};
use crate::http::admission::overloaded;
use crate::http::authentication::not_shown;
use crate::http::body::{self, too_late};
use crate::http::dossiers::{DOSSIER_STREAMS, DOSSIERS as DOSSIER_TYPES, OUTCOME_STREAMS, OUTCOMES, version_too_low};
use crate::http::negotiation::{JSON, received, wanted};
use crate::http::problem::Problem;
use crate::http::query::Query;
use crate::http::routes::{Endpoint, PATHS, stopping};
use crate::http::settings::Settings;
use crate::judging::Judging;

/// A dossier as an example.
struct Example {
    name: &'static str,
    summary: &'static str,
    text: &'static str,
}

const DOSSIERS: [Example; 3] = [
    Example {
        name: "conversion",
        summary: "A Basis registration that becomes one as Junior: granted.",
        text: r#"{"reference": "4610-000001", "assessed_on": "2021-06-01", "request": "basis_conversion",
            "registration": {"category": "basis", "start": "2019-02-28"}}"#,
    },
    Example {
        name: "admission",
        summary: "An admission as Junior that lacks a declaration: incomplete.",
        text: r#"{"reference": "4610-000002", "assessed_on": "2021-06-01", "request": {"admission": "junior"},
            "declarations": ["professional_code", "professional_profile", "complaints_and_discipline"],
            "vog": {"issued_on": "2020-06-01", "subject": "natural_person", "relevant_profile": true, "original": "posted"},
            "diplomas": [{"kind": "social_work", "obtained_on": "2012-07-01", "proof": "duo_extract"}]}"#,
    },
    Example {
        name: "renewal",
        summary: "A renewal as Senior that is a quarter of a point of reflection short: refused.",
        text: r#"{"reference": "4610-000003", "assessed_on": "2021-06-01", "request": {"renewal": "senior"},
            "declarations": ["professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"],
            "registration": {"category": "senior", "start": "2016-09-01"},
            "vog": {"issued_on": "2021-03-15", "subject": "natural_person", "relevant_profile": true, "original": "posted"},
            "work": [{"from": "2016-01-01", "hours_per_week": 24, "hbo_level": true, "titled": true,
                      "tasks": ["information_and_advice"], "proof": "employment_contract"}],
            "activities": [{"on": "2019-03-03", "kind": "accredited", "points": 100},
                           {"on": "2020-04-04", "kind": "reflection", "points": 39.75},
                           {"on": "2020-12-12", "kind": "other", "points": 100}]}"#,
    },
];

/// A text that is no valid dossier, in two places.
const INVALID: &str = r#"{"reference":"4610-000004","assessed_on":"2021-02-29","request":{"change":"mid"}}"#;

/// The ways in which examples are told.
const TOLD: [(&str, &str, Judging); 4] = [
    ("", "", PLAIN),
    (
        "_failing_in_english",
        " With `detail=failing&lang=en`.",
        Judging { detail: Detail::Failing, language: Some(Language::En), ..PLAIN },
    ),
    ("_verdict", " With `detail=verdict`.", VERDICT),
    ("_verdict_with_receipt", " With `detail=verdict&receipt=true`.", Judging { receipt: true, ..VERDICT }),
];

const PLAIN: Judging =
    Judging { as_of: None, to: OutcomeForm::Ndjson, detail: Detail::Full, language: None, receipt: false };
const VERDICT: Judging = Judging { detail: Detail::Verdict, ..PLAIN };

/// Dossiers as a request has them.
pub(super) fn dossiers() -> Map<String, Value> {
    DOSSIERS
        .iter()
        .map(|example| (example.name.to_owned(), shown(example.summary, &value(example.text.as_bytes()))))
        .collect()
}

/// Their outcomes as an answer has them.
pub(super) fn outcomes() -> Map<String, Value> {
    let mut outcomes = Map::new();
    for example in &DOSSIERS {
        for (how, words, judging) in TOLD {
            let told = value(&told(&judging, example.text.as_bytes()));
            outcomes.insert(format!("{}{how}", example.name), shown(&format!("{}{words}", example.summary), &told));
        }
    }
    outcomes
}

fn told(judging: &Judging, text: &[u8]) -> Vec<u8> {
    let mut dossier = Dossier::unread();
    let Ok(outcome) = judging.judge(DossierForm::Json, text, &mut dossier) else { return Vec::new() };
    judging.alone(&outcome, judging.receipt(DossierForm::Json, text, &dossier, &outcome).as_ref())
}

/// A stream of dossiers, one of which is none.
pub(super) fn stream() -> String {
    let lines = DOSSIERS.iter().map(|example| value(example.text.as_bytes()).to_string());
    lines.take(1).chain([INVALID.to_owned()]).map(|line| line + "\n").collect()
}

/// Its outcomes, and the error in place of the one.
pub(super) fn stream_of_outcomes() -> String {
    let judging = VERDICT;
    let mut answers = Vec::new();
    for (number, record) in (1..).zip(stream().lines()) {
        match judging.judge(DossierForm::Ndjson, record.as_bytes(), &mut Dossier::unread()) {
            Ok(outcome) => judging.write(&outcome, None, &mut answers),
            Err(error) => judging.answer_unreadable(number, &error, &mut answers),
        }
    }
    String::from_utf8(answers).unwrap_or_default()
}

/// What is answered where something is wrong, by what is.
pub(super) fn problems(endpoint: Endpoint, status: StatusCode, settings: &Settings) -> Map<String, Value> {
    let problems = match status {
        StatusCode::BAD_REQUEST => {
            vec![("invalid_dossier", invalid_dossier(endpoint)), ("unknown_query_key", unknown_key(endpoint))]
        }
        StatusCode::UNAUTHORIZED => vec![("unknown_caller", Some(not_shown(&settings.access)))],
        StatusCode::METHOD_NOT_ALLOWED => vec![("another_method", another_method(endpoint))],
        StatusCode::NOT_ACCEPTABLE => vec![("unwanted", unwanted(endpoint))],
        StatusCode::REQUEST_TIMEOUT => vec![("too_late", Some(too_late(settings.body_within)))],
        StatusCode::PAYLOAD_TOO_LARGE => vec![("too_large", Some(too_large(endpoint, settings)))],
        StatusCode::UNSUPPORTED_MEDIA_TYPE => vec![("no_media_type", no_media_type(endpoint))],
        StatusCode::SERVICE_UNAVAILABLE if endpoint == Endpoint::Ready => vec![("stopping", Some(stopping()))],
        StatusCode::SERVICE_UNAVAILABLE => vec![("overloaded", Some(overloaded()))],
        StatusCode::HTTP_VERSION_NOT_SUPPORTED => vec![("http_1_0", Some(version_too_low()))],
        _ => vec![],
    };
    let there = problems.into_iter().filter_map(|(name, problem)| Some((name, problem?)));
    there.map(|(name, problem)| (name.to_owned(), json!({"value": problem}))).collect()
}

fn too_large(endpoint: Endpoint, settings: &Settings) -> Problem {
    body::too_large(if endpoint == Endpoint::Bulk { settings.bulk.bytes } else { TEXT_BYTES_MAX as u64 })
}

fn invalid_dossier(endpoint: Endpoint) -> Option<Problem> {
    (endpoint == Endpoint::Evaluate).then(|| Problem::of_dossier(Errors::of(INVALID.as_bytes())))
}

fn unknown_key(endpoint: Endpoint) -> Option<Problem> {
    Query::read(Some("as_of=2021-06-01"), endpoint.keys()).err()
}

fn another_method(endpoint: Endpoint) -> Option<Problem> {
    let (path, _) = PATHS.iter().find(|(_, there)| *there == endpoint)?;
    let (head, ()) = Request::delete(*path).body(()).ok()?.into_parts();
    Endpoint::of(&head).err()
}

fn unwanted(endpoint: Endpoint) -> Option<Problem> {
    let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("text/html"))]);
    match endpoint {
        Endpoint::Evaluate => wanted(&headers, OUTCOMES).err(),
        Endpoint::Bulk => wanted(&headers, &OUTCOME_STREAMS).err(),
        _ => wanted(&headers, &[(JSON, ())]).err(),
    }
}

fn no_media_type(endpoint: Endpoint) -> Option<Problem> {
    let headers = HeaderMap::new();
    match endpoint {
        Endpoint::Evaluate => received(&headers, DOSSIER_TYPES).err(),
        Endpoint::Bulk => received(&headers, &DOSSIER_STREAMS).err(),
        _ => None,
    }
}

fn shown(summary: &str, value: &Value) -> Value {
    json!({"summary": summary, "value": value})
}

fn value(text: &[u8]) -> Value {
    // our own examples are JSON
    serde_json::from_slice(text).unwrap_or_default()
}
