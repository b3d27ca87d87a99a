//! What is answered, endpoint by endpoint and status by status.

use hyper::StatusCode;
use serde_json::{Map, Value, json};

use super::{component, examples};
use crate::form::OutcomeForm;
use crate::http::dossiers::{OUTCOME_STREAMS, OUTCOMES};
use crate::http::metrics::OPEN_METRICS;
use crate::http::negotiation::{JSON, PROBLEM};
use crate::http::routes::{Endpoint, PATHS};
use crate::http::settings::Settings;

/// The answers of an endpoint, by status.
pub(super) fn of(endpoint: Endpoint, settings: &Settings) -> Map<String, Value> {
    let well = json!({
        "description": "As asked.",
        "headers": headers_of(endpoint, StatusCode::OK),
        "content": content(endpoint),
    });
    let problems = problems(endpoint, settings)
        .into_iter()
        .map(|(status, when)| (status, problem(endpoint, status, when, settings)));
    let answers = [(StatusCode::OK, well)].into_iter().chain(problems);
    answers.map(|(status, answer)| (status.as_str().to_owned(), answer)).collect()
}

/// What can go wrong at an endpoint, and when.
fn problems(endpoint: Endpoint, settings: &Settings) -> Vec<(StatusCode, &'static str)> {
    const ASKED_WRONG: (StatusCode, &str) = (
        StatusCode::BAD_REQUEST,
        "The query has a key that is not described here, one given twice, or an invalid value.",
    );
    const UNWANTED: (StatusCode, &str) =
        (StatusCode::NOT_ACCEPTABLE, "There is no answer of a media type that `Accept` takes.");
    const MISTAKEN: (StatusCode, &str) =
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, "`Content-Type` or `Content-Encoding` is none that is taken here.");
    const OVERLOADED: (StatusCode, &str) = (
        StatusCode::SERVICE_UNAVAILABLE,
        "The service has no room for the request now. `Retry-After` says when to come again.",
    );
    let mut problems = match endpoint {
        Endpoint::Evaluate => vec![
            (StatusCode::BAD_REQUEST, "The dossier or the query is invalid: `errors` has every error found."),
            UNWANTED,
            (StatusCode::REQUEST_TIMEOUT, "The body took too long to arrive."),
            (StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than any dossier."),
            MISTAKEN,
            OVERLOADED,
        ],
        Endpoint::Bulk => vec![
            ASKED_WRONG,
            UNWANTED,
            (StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than the service takes at once."),
            MISTAKEN,
            OVERLOADED,
            (StatusCode::HTTP_VERSION_NOT_SUPPORTED, "Over HTTP/1.0 an answer that is cut off would not show as such."),
        ],
        Endpoint::Rules | Endpoint::Limits | Endpoint::OpenApi | Endpoint::DossierSchema | Endpoint::OutcomeSchema => {
            vec![ASKED_WRONG, UNWANTED]
        }
        Endpoint::Alive | Endpoint::Metrics => vec![ASKED_WRONG],
        Endpoint::Ready => vec![ASKED_WRONG, (StatusCode::SERVICE_UNAVAILABLE, "The service is stopping.")],
    };
    if !(settings.access.is_anonymous() || endpoint.is_public()) {
        problems.push((StatusCode::UNAUTHORIZED, "The service does not know who is asking."));
    }
    problems.push((StatusCode::METHOD_NOT_ALLOWED, "The path was asked with a method that it does not take."));
    problems.push((StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "The head of the request is too large."));
    problems
}

fn problem(endpoint: Endpoint, status: StatusCode, when: &str, settings: &Settings) -> Value {
    if status == StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE {
        // answered by the protocol, before a request was read
        return json!({"description": when});
    }
    let mut content = json!({"schema": component("schemas", "Problem")});
    let examples = examples::problems(endpoint, status, settings);
    if !examples.is_empty() {
        content["examples"] = examples.into();
    }
    json!({"description": when, "headers": headers_of(endpoint, status), "content": {PROBLEM: content}})
}

/// What goes out when all is well, by media type.
fn content(endpoint: Endpoint) -> Map<String, Value> {
    let json = |schema: Value| Map::from_iter([(JSON.to_owned(), json!({"schema": schema}))]);
    let document = |description: &str| json(json!({"type": "object", "description": description}));
    match endpoint {
        Endpoint::Evaluate => OUTCOMES.iter().map(|(name, form)| ((*name).to_owned(), one_outcome(*form))).collect(),
        Endpoint::Bulk => {
            OUTCOME_STREAMS.iter().map(|(name, form)| ((*name).to_owned(), outcome_stream(*form))).collect()
        }
        Endpoint::Rules => json(component("schemas", "Catalogue")),
        Endpoint::Limits => json(component("schemas", "Limits")),
        Endpoint::OpenApi => document("A description as OpenAPI 3.1."),
        Endpoint::DossierSchema | Endpoint::OutcomeSchema => document("A JSON Schema, draft 2020-12."),
        Endpoint::Alive | Endpoint::Ready => json(component("schemas", "State")),
        Endpoint::Metrics => Map::from_iter([(OPEN_METRICS.to_owned(), table("Metrics, one a line."))]),
    }
}

fn one_outcome(form: OutcomeForm) -> Value {
    match form {
        OutcomeForm::Ndjson => json!({"schema": component("schemas", "ToldOutcome"), "examples": examples::outcomes()}),
        OutcomeForm::Postcard => binary("An outcome in the binary form, without a length in front."),
        OutcomeForm::Csv => table("A table of one row."),
    }
}

fn outcome_stream(form: OutcomeForm) -> Value {
    match form {
        OutcomeForm::Ndjson => {
            let about = "One record a line, in the order of the dossiers, each as the schema AnswerRecord says.";
            lines(about, "AnswerRecord", &examples::stream_of_outcomes())
        }
        OutcomeForm::Postcard => binary("Outcomes in the binary form, each behind its length."),
        OutcomeForm::Csv => table("A table with a header line: a row a record, in the order of the dossiers."),
    }
}

/// Content of lines, each a JSON text of this schema.
pub(super) fn lines(description: &str, schema: &str, example: &str) -> Value {
    let schema = json!({
        "type": "string",
        "description": description,
        "contentMediaType": JSON,
        "contentSchema": component("schemas", schema),
    });
    json!({"schema": schema, "example": example})
}

fn table(description: &str) -> Value {
    json!({"schema": {"type": "string", "description": description}})
}

/// Content of a media type that is bytes.
pub(super) fn binary(description: &str) -> Value {
    json!({"schema": {"type": "string", "format": "binary", "description": description}})
}

/// A header field of answers.
struct Header {
    name: &'static str,
    description: &'static str,
    schema: fn() -> Value,
    /// Whether answers with this status, of an endpoint that is public or not, have it.
    goes_with: fn(StatusCode, bool) -> bool,
}

const fn always(_: StatusCode, _: bool) -> bool {
    true
}

const HEADERS: [Header; 9] = [
    Header {
        name: "API-Version",
        description: "The full version of the API.",
        schema: || json!({"type": "string", "examples": [env!("CARGO_PKG_VERSION")]}),
        goes_with: always,
    },
    Header {
        name: "X-Request-Id",
        description: "The identifier of the request: the one that it came with, or another.",
        schema: || json!({"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"}),
        goes_with: always,
    },
    Header {
        name: "traceparent",
        description: "The trace that the request is part of (W3C Trace Context).",
        schema: || json!({"type": "string", "pattern": "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"}),
        goes_with: always,
    },
    Header {
        name: "Access-Control-Allow-Origin",
        description: "Any web page may read it.",
        schema: || json!({"type": "string", "const": "*"}),
        goes_with: |_, public| public,
    },
    Header {
        name: "Allow",
        description: "The methods that the path takes.",
        schema: || json!({"type": "string", "examples": ["GET, HEAD"]}),
        goes_with: |status, _| status == StatusCode::METHOD_NOT_ALLOWED,
    },
    Header {
        name: "Accept",
        description: "The media types that are taken.",
        schema: || json!({"type": "string"}),
        goes_with: |status, _| status == StatusCode::UNSUPPORTED_MEDIA_TYPE,
    },
    Header {
        name: "Accept-Encoding",
        description: "The codings that are taken.",
        schema: || json!({"type": "string"}),
        goes_with: |status, _| status == StatusCode::UNSUPPORTED_MEDIA_TYPE,
    },
    Header {
        name: "Retry-After",
        description: "After how many seconds to come again.",
        schema: || json!({"type": "integer", "minimum": 0}),
        goes_with: |status, public| status == StatusCode::SERVICE_UNAVAILABLE && !public,
    },
    Header {
        name: "WWW-Authenticate",
        description: "How to say who is asking.",
        schema: || json!({"type": "string", "examples": ["Bearer"]}),
        goes_with: |status, _| status == StatusCode::UNAUTHORIZED,
    },
];

fn headers_of(endpoint: Endpoint, status: StatusCode) -> Map<String, Value> {
    let there = HEADERS.iter().filter(|header| (header.goes_with)(status, endpoint.is_public()));
    there.map(|header| (header.name.to_owned(), component("headers", header.name))).collect()
}

/// All header fields that answers have, for the components of the document.
pub(super) fn headers(settings: &Settings) -> Map<String, Value> {
    let statuses =
        |endpoint| problems(endpoint, settings).into_iter().map(|(status, _)| status).chain([StatusCode::OK]);
    let answers: Vec<_> = PATHS
        .iter()
        .flat_map(|(_, endpoint)| statuses(*endpoint).map(|status| (status, endpoint.is_public())))
        .collect();
    let is_there = |header: &&Header| answers.iter().any(|(status, public)| (header.goes_with)(*status, *public));
    let described = |header: &Header| json!({"description": header.description, "schema": (header.schema)()});
    HEADERS.iter().filter(is_there).map(|header| (header.name.to_owned(), described(header))).collect()
}
