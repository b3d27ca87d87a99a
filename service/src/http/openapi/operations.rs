//! What can be asked, endpoint by endpoint.

use hyper::Method;
use serde_json::{Map, Value, json};

use super::answers::{binary, lines};
use super::{answers, component, examples, parameters, schemes};
use crate::form::DossierForm;
use crate::http::dossiers::{DOSSIER_STREAMS, DOSSIERS};
use crate::http::routes::Endpoint;
use crate::http::settings::{Access, Settings};

/// An operation in words.
struct Words {
    id: &'static str,
    tag: &'static str,
    summary: &'static str,
    description: &'static str,
}

const fn words(endpoint: Endpoint) -> Words {
    match endpoint {
        Endpoint::Evaluate => Words {
            id: "evaluateDossier",
            tag: "dossiers",
            summary: "Judge one dossier",
            description: "Answers with the outcome of the dossier. Nothing of it is kept.",
        },
        Endpoint::Bulk => Words {
            id: "evaluateDossiers",
            tag: "dossiers",
            summary: "Judge a stream of dossiers",
            description: "Answers while it reads: record n in gives record n out. A record that is no dossier gives an error in its place. An answer that is cut off shows as such: its transfer does not end as HTTP asks.",
        },
        Endpoint::Rules => Words {
            id: "listRules",
            tag: "regulation",
            summary: "The rules",
            description: "Every rule in the order in which findings come, with its article and what it asks, and how the regulation is read where it leaves room. In Dutch unless asked otherwise.",
        },
        Endpoint::Limits => Words {
            id: "readLimits",
            tag: "description",
            summary: "The limits",
            description: "Every limit that a client can hit.",
        },
        Endpoint::OpenApi => Words {
            id: "readDescription",
            tag: "description",
            summary: "This description",
            description: "The service as OpenAPI 3.1.",
        },
        Endpoint::DossierSchema => Words {
            id: "readDossierSchema",
            tag: "description",
            summary: "The JSON Schema of a dossier",
            description: "JSON Schema, draft 2020-12. It says less than the service asks: what a schema cannot say stands in its descriptions.",
        },
        Endpoint::OutcomeSchema => Words {
            id: "readOutcomeSchema",
            tag: "description",
            summary: "The JSON Schema of an outcome",
            description: "JSON Schema, draft 2020-12, of an outcome however it is told.",
        },
        Endpoint::Alive => Words {
            id: "readHealth",
            tag: "operation",
            summary: "Whether the service runs",
            description: "Answered as long as the service runs.",
        },
        Endpoint::Ready => Words {
            id: "readReadiness",
            tag: "operation",
            summary: "Whether the service takes requests",
            description: "Answered with 503 once the service is stopping.",
        },
        Endpoint::Metrics => Words {
            id: "readMetrics",
            tag: "operation",
            summary: "What the service did so far",
            description: "Requests, bytes, dossiers, verdicts and the time they took, as OpenMetrics text for Prometheus.",
        },
    }
}

/// What the document says of the path of an endpoint. HEAD goes with every GET without being mentioned.
pub(super) fn path_item(endpoint: Endpoint, settings: &Settings) -> Map<String, Value> {
    let methods = endpoint.methods().iter().filter(|method| **method != Method::HEAD);
    methods.map(|method| (method.as_str().to_ascii_lowercase(), operation(endpoint, settings).into())).collect()
}

fn operation(endpoint: Endpoint, settings: &Settings) -> Map<String, Value> {
    let Words { id, tag, summary, description } = words(endpoint);
    let mut operation = Map::new();
    let mut say = |field: &str, value: Value| operation.insert(field.to_owned(), value);
    say("operationId", id.into());
    say("tags", json!([tag]));
    say("summary", summary.into());
    say("description", description.into());
    say("parameters", parameters::of(endpoint).into());
    if let Some(content) = body(endpoint) {
        say("requestBody", json!({"required": true, "content": content}));
    }
    say("responses", answers::of(endpoint, settings).into());
    say("security", security(endpoint, &settings.access));
    operation
}

/// How a caller has to be known: in all ways that the service asks for, together.
fn security(endpoint: Endpoint, access: &Access) -> Value {
    if endpoint.is_public() || access.is_anonymous() {
        return json!([]);
    }
    let ways: Map<_, _> = schemes(access).into_iter().map(|(name, _)| (name, json!([]))).collect();
    json!([ways])
}

/// The body of a request, by media type.
fn body(endpoint: Endpoint) -> Option<Map<String, Value>> {
    let content = match endpoint {
        Endpoint::Evaluate => {
            DOSSIERS.iter().map(|(name, (form, _))| ((*name).to_owned(), one_dossier(*form))).collect()
        }
        Endpoint::Bulk => {
            DOSSIER_STREAMS.iter().map(|(name, form)| ((*name).to_owned(), dossier_stream(*form))).collect()
        }
        Endpoint::Rules
        | Endpoint::Limits
        | Endpoint::OpenApi
        | Endpoint::DossierSchema
        | Endpoint::OutcomeSchema
        | Endpoint::Alive
        | Endpoint::Ready
        | Endpoint::Metrics => return None,
    };
    Some(content)
}

fn one_dossier(form: DossierForm) -> Value {
    match form {
        DossierForm::Json | DossierForm::Ndjson => {
            json!({"schema": component("schemas", "Dossier"), "examples": examples::dossiers()})
        }
        DossierForm::Postcard => binary("A dossier in the binary form, without a length in front."),
    }
}

fn dossier_stream(form: DossierForm) -> Value {
    match form {
        DossierForm::Json | DossierForm::Ndjson => {
            lines("One dossier a line, each as the schema Dossier says.", "Dossier", &examples::stream())
        }
        DossierForm::Postcard => binary("Dossiers in the binary form, each behind its length."),
    }
}
