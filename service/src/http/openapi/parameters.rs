//! What a request may say beside its body.

use clap::ValueEnum;
use registertoets_core::Named;
use registertoets_core::text::Language;
use serde_json::{Map, Value, json};

use super::component;
use crate::form::Detail;
use crate::http::query::Key;
use crate::http::routes::Endpoint;

/// What a parameter means, what it may be, and an example.
struct About {
    description: &'static str,
    schema: Value,
    example: Value,
}

impl Key {
    fn about(self) -> About {
        match self {
            Self::AsOf => About {
                description: "The day to judge on, in place of the dossier's own `assessed_on`.",
                schema: component("schemas", "Date"),
                example: json!("2021-06-01"),
            },
            Self::Detail => {
                let names = Detail::value_variants().iter().filter_map(ValueEnum::to_possible_value);
                let names: Vec<_> = names.map(|name| name.get_name().to_owned()).collect();
                About {
                    description: "How much of an outcome is told: everything, of the findings only those that are not met, or reference and verdict alone. The binary form tells everything and takes no other value.",
                    schema: json!({"type": "string", "enum": names, "default": "full"}),
                    example: json!("failing"),
                }
            }
            Self::Lang => About {
                description: "The language of the sentences that are added to findings, or in which the rules are told.",
                schema: json!({"type": "string", "enum": Language::NAMES}),
                example: json!("nl"),
            },
            Self::Receipt => About {
                description: "Whether each outcome has a receipt, by which it can be proven later. JSON alone has room for one.",
                schema: json!({"type": "boolean", "default": false}),
                example: json!(true),
            },
            Self::Summary => About {
                description: "Whether a summary ends the answer, so that one that is cut off can be told from a whole one. A table has no room for it.",
                schema: json!({"type": "boolean", "default": false}),
                example: json!(true),
            },
        }
    }
}

/// The header fields that any request may have.
const HEADERS: [(&str, &str, &str); 2] = [
    (
        "X-Request-Id",
        "An identifier of the request, which the answer repeats. Another than 1 to 64 letters, digits, dots, dashes and underscores is replaced by one of the service's own.",
        "4f5e8c0a-renewals-17",
    ),
    (
        "traceparent",
        "The trace that the request is part of (W3C Trace Context). The answer goes on with it; without a valid one it begins another.",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ),
];

/// All parameters, for the components of the document.
pub(super) fn components() -> Map<String, Value> {
    let keys = Key::ALL.iter().map(|key| (*key).name()).zip(Key::ALL.iter().map(|key| key_parameter(*key)));
    let headers = HEADERS.iter().map(|(name, description, example)| {
        let schema = json!({"type": "string"});
        let parameter = json!({
            "name": name, "in": "header", "description": description, "schema": schema, "example": example,
        });
        (*name, parameter)
    });
    keys.chain(headers).map(|(name, parameter)| (name.to_owned(), parameter)).collect()
}

fn key_parameter(key: Key) -> Value {
    let About { description, schema, example } = key.about();
    json!({"name": key.name(), "in": "query", "description": description, "schema": schema, "example": example})
}

/// The parameters of an endpoint.
pub(super) fn of(endpoint: Endpoint) -> Vec<Value> {
    let names = endpoint.keys().iter().map(|key| key.name()).chain(HEADERS.iter().map(|(name, ..)| *name));
    names.map(|name| component("parameters", name)).collect()
}
