//! The service described for programs: as OpenAPI 3.1, and its dossiers and outcomes as JSON Schema.
//!
//! What is described comes from the tables that the service runs on: paths, methods and query keys of `routes`, media
//! types of `dossiers`, the types themselves, and examples that are judged here. So it says what the service does, and
//! what is added there without a description here does not compile.

mod answers;
mod examples;
mod operations;
mod parameters;
mod schemas;

use registertoets_core::Named;
use registertoets_core::text::Language;
use serde_json::{Map, Value, json};

use super::Settings;
use super::document::Document;
use super::limits::Limits;
use super::routes::PATHS;
use super::settings::Access;
use crate::catalogue::catalogue;

/// Where the paths of the major version begin; the others serve whoever runs the service.
const BASE: &str = "/v1";

/// Everything published about the service, made once.
#[derive(Debug)]
pub(super) struct Published {
    pub(super) openapi: Document,
    pub(super) dossier_schema: Document,
    pub(super) outcome_schema: Document,
    pub(super) limits: Document,
    rules: Vec<Document>,
}

impl Published {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            openapi: Document::of(&document(settings)),
            dossier_schema: Document::of(&schemas::dossier()),
            outcome_schema: Document::of(&schemas::outcome()),
            limits: Document::of(&Limits::from(settings)),
            rules: Language::ALL.iter().map(|language| Document::of(&catalogue(*language))).collect(),
        }
    }

    /// The rules in a language.
    pub(super) fn rules(&self, language: Language) -> &Document {
        &self.rules[usize::from(language.number())]
    }
}

/// The description of a service with these settings.
fn document(settings: &Settings) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": info(),
        "servers": [{"url": BASE, "description": "This service."}],
        "tags": [
            {"name": "dossiers", "description": "Judging dossiers, one by one or in streams."},
            {"name": "regulation", "description": "What dossiers are judged by."},
            {"name": "description", "description": "How this service is asked. Readable by anybody, from any web page."},
            {"name": "operation", "description": "For whoever runs the service: outside the version of the API."},
        ],
        "paths": paths(settings),
        "components": {
            "schemas": schemas::components(),
            "headers": answers::headers(settings),
            "parameters": parameters::components(),
            "securitySchemes": schemes(&settings.access),
        },
    })
}

/// How callers are known: each way is asked for that stands here.
fn schemes(access: &Access) -> Map<String, Value> {
    let bearer = json!({
        "type": "http",
        "scheme": "bearer",
        "description": "A token that the operator of the service has given out.",
    });
    let certificate = json!({
        "type": "mutualTLS",
        "description": "A client certificate by an authority that the operator of the service trusts.",
    });
    let ways = [("bearer", access.tokens.is_some(), bearer), ("mutualTLS", access.client_ca.is_some(), certificate)];
    ways.into_iter().filter(|(_, asked, _)| *asked).map(|(name, _, way)| (name.to_owned(), way)).collect()
}

fn info() -> Value {
    json!({
        "title": "Registertoets",
        "summary": "Judges dossiers of the Dutch register of client supporters by the register's regulation.",
        "description": INTRODUCTION,
        "version": env!("CARGO_PKG_VERSION"),
        "contact": {
            "name": "Registertoets",
            "email": "registertoets@example.org",
            "url": "https://example.org/registertoets",
        },
        "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
    })
}

const INTRODUCTION: &str = "\
A dossier goes in, an outcome comes out: granted, refused, incomplete or for the board, with a finding for each rule \
that applies. A refusal is an outcome, answered with 200; only what is no valid dossier or no valid request is an error, \
and errors are problem details (RFC 9457) that repeat no value of a dossier.

- Where nothing is found, the answer is 404. Paths are taken to the letter, without a slash at their end.
- What can be asked with GET can be asked with HEAD too.
- Query keys that are not described are refused, and so are those given twice.
- A stream is read no faster than its answer is taken: a client has to read while it sends.
- A body may come packed with gzip or zstd (`Content-Encoding`), and an answer goes so where that is wanted \
(`Accept-Encoding`). Of zstd, windows are taken up to `zstd_window_bytes` of `/limits`.
- Every limit is in `/limits`; dossiers and outcomes are described in `/schemas/dossier.json` and \
`/schemas/outcome.json`, too.";

fn paths(settings: &Settings) -> Map<String, Value> {
    let mut paths = Map::new();
    for (path, endpoint) in PATHS {
        let mut item = operations::path_item(*endpoint, settings);
        let within = path.strip_prefix(BASE);
        if within.is_none() {
            item.insert("servers".into(), json!([{"url": "/", "description": "This service, beside its versions."}]));
        }
        paths.insert(within.unwrap_or(path).into(), item.into());
    }
    paths
}

/// A reference to a component of the document.
fn component(kind: &str, name: &str) -> Value {
    json!({"$ref": format!("#/components/{kind}/{name}")})
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Settings by which a service asks for tokens, for certificates, for both or for neither.
    fn settings(tokens: bool, client_ca: bool) -> Settings {
        let file = |asked: bool| asked.then(|| "somewhere".into());
        Settings { access: Access { tokens: file(tokens), client_ca: file(client_ca) }, ..Settings::default() }
    }

    #[test]
    fn who_is_asking_is_told_where_it_is_asked() {
        for (tokens, client_ca, asked) in [
            (false, false, json!([])),
            (true, false, json!([{"bearer": []}])),
            (false, true, json!([{"mutualTLS": []}])),
            (true, true, json!([{"bearer": [], "mutualTLS": []}])),
        ] {
            let document = document(&settings(tokens, client_ca));
            let paths = &document["paths"];
            let evaluate = &paths["/dossiers/_evaluate"]["post"];
            assert_eq!(evaluate["security"], asked);
            assert_eq!(evaluate["responses"]["401"].is_null(), !(tokens || client_ca));
            assert_eq!(paths["/openapi.json"]["get"]["security"], json!([]));
            assert!(paths["/openapi.json"]["get"]["responses"]["401"].is_null());
            let schemes = &document["components"]["securitySchemes"];
            assert_eq!((schemes["bearer"].is_object(), schemes["mutualTLS"].is_object()), (tokens, client_ca));
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
            match value {
                Value::Object(fields) => {
                    found.extend(fields.get("$ref").and_then(Value::as_str));
                    fields.values().for_each(|value| references(value, found));
                }
                Value::Array(items) => items.iter().for_each(|item| references(item, found)),
                _ => {}
            }
        }
        for document in
            [document(&settings(false, false)), document(&settings(true, true)), schemas::dossier(), schemas::outcome()]
        {
            let mut found = Vec::new();
            references(&document, &mut found);
            assert!(found.len() > 20);
            for reference in found {
                assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
            }
        }
    }
}
