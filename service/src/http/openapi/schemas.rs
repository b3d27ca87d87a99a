//! The schemas: those of the types, and those of what the service writes around them.

use registertoets_core::{Dossier, Named, Outcome, Problem as Code, REGULATION, Verdict};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::catalogue::Catalogue;
use crate::http::limits::Limits;
use crate::http::routes::State;

/// Where JSON Schema keeps the schemas that others refer to.
const DEFINITIONS: &str = "/$defs";

/// The schema of a dossier, to stand alone.
pub(super) fn dossier() -> Value {
    let mut generator = generator(DEFINITIONS);
    alone("dossier", json!(generator.root_schema_for::<Dossier>()))
}

/// The schema of an outcome however it is told, to stand alone.
pub(super) fn outcome() -> Value {
    let mut definitions = told(DEFINITIONS);
    let mut schema = definitions.remove("ToldOutcome").unwrap_or_default();
    for of_streams in ["AnswerRecord", "UnreadableRecord", "SummaryRecord"] {
        definitions.remove(of_streams);
    }
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = "Outcome".into();
    schema["$defs"] = definitions.into();
    alone("outcome", schema)
}

fn alone(name: &str, mut schema: Value) -> Value {
    schema["$id"] = format!("/v1/schemas/{name}.json").into();
    schema
}

/// All schemas, for the components of the document.
pub(super) fn components() -> Map<String, Value> {
    const PLACE: &str = "/components/schemas";
    let mut generator = generator(PLACE);
    generator.subschema_for::<Dossier>();
    generator.subschema_for::<Catalogue>();
    generator.subschema_for::<Limits>();
    generator.subschema_for::<State>();
    let mut schemas = generator.take_definitions(true);
    schemas.extend(told(PLACE));
    schemas.insert("Problem".into(), problem());
    schemas
}

fn generator(place: &str) -> SchemaGenerator {
    let place = place.to_owned();
    SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = place.into()).into_generator()
}

/// The schemas of outcomes as the service tells them: whole or in part, with sentences, with a receipt; and of what
/// stands beside them in a stream.
fn told(place: &str) -> Map<String, Value> {
    let mut generator = generator(place);
    let reference = |name: &str| json!({"$ref": format!("#{place}/{name}")});
    let [verdict, key] =
        [described::<Verdict>(&mut generator), described::<registertoets_core::Reference>(&mut generator)];
    generator.subschema_for::<Outcome>();
    let mut schemas = generator.take_definitions(true);

    let finding = &mut schemas["Finding"];
    finding["properties"]["message"] =
        json!({"type": "string", "description": "What was found, as a sentence in the language asked for."});
    finding["properties"]["article"] = json!({"type": "string", "description": "Where the rule stands in the regulation, where a language is asked for."});
    finding["dependentRequired"] = json!({"message": ["article"], "article": ["message"]});
    schemas["Outcome"]["properties"]["receipt"] = reference("Receipt");

    let verdict_alone = json!({
        "description": "An outcome of which only the verdict is told.",
        "type": "object",
        "properties": {"reference": key, "verdict": verdict, "receipt": reference("Receipt")},
        "required": ["reference", "verdict"],
        "additionalProperties": false,
    });
    let told_outcome = json!({
        "description": "An outcome, told as much as was asked for.",
        "oneOf": [reference("Outcome"), reference("OutcomeVerdict")],
    });
    let answer_record = json!({
        "description": "A record of the answer to a stream: an outcome, the error in place of one, or the summary at the end.",
        "oneOf": [
            reference("Outcome"), reference("OutcomeVerdict"), reference("UnreadableRecord"), reference("SummaryRecord"),
        ],
    });
    for (name, schema) in [
        ("OutcomeVerdict", verdict_alone),
        ("ToldOutcome", told_outcome),
        ("Receipt", receipt(&reference("Date"))),
        ("AnswerRecord", answer_record),
        ("UnreadableRecord", unreadable_record()),
        ("SummaryRecord", summary_record()),
    ] {
        schemas.insert(name.into(), schema);
    }
    schemas
}

fn described<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    json!(generator.subschema_for::<T>())
}

fn sha256(of: &str) -> Value {
    json!({"description": format!("SHA-256 of {of}."), "type": "string", "pattern": "^[0-9a-f]{64}$"})
}

fn receipt(day: &Value) -> Value {
    json!({
        "description": "By which an outcome can be proven later.",
        "type": "object",
        "properties": {
            "regulation": {"description": "Version of the regulation that was judged by.", "const": REGULATION},
            "program": {"description": "Version of the program that judged.", "type": "string"},
            "assessed_on": day,
            "dossier_sha256": sha256("the dossier in the binary form"),
            "outcome_sha256": sha256("the outcome in the binary form"),
        },
        "required": ["regulation", "program", "assessed_on", "dossier_sha256", "outcome_sha256"],
        "additionalProperties": false,
    })
}

fn unreadable_record() -> Value {
    json!({
        "description": "What stands in place of the outcome of a record that is no dossier.",
        "type": "object",
        "properties": {
            "record": {"description": "Number of the record, from 1.", "type": "integer", "minimum": 1},
            "error": {
                "type": "object",
                "properties": {"code": code(), "detail": detail(), "pointer": pointer()},
                "required": ["code", "detail"],
                "additionalProperties": false,
            },
        },
        "required": ["record", "error"],
        "additionalProperties": false,
    })
}

fn summary_record() -> Value {
    let count = |of: &str| json!({"description": format!("Number of {of}."), "type": "integer", "minimum": 0});
    let verdicts: Map<_, _> =
        Verdict::NAMES.iter().map(|name| ((*name).to_owned(), count("outcomes with this verdict"))).collect();
    json!({
        "description": "The last record of a whole answer, where it was asked for.",
        "type": "object",
        "properties": {
            "summary": {
                "type": "object",
                "properties": {
                    "records": count("records"),
                    "unreadable": count("records that were no dossier"),
                    "verdicts": {
                        "type": "object",
                        "properties": verdicts,
                        "required": Verdict::NAMES,
                        "additionalProperties": false,
                    },
                    "sha256": sha256("everything before this record"),
                },
                "required": ["records", "unreadable", "verdicts", "sha256"],
                "additionalProperties": false,
            },
        },
        "required": ["summary"],
        "additionalProperties": false,
    })
}

fn code() -> Value {
    let names: Vec<_> = Code::ALL.iter().map(|code| format!("\n- `{}`: {}.", code.code(), code.text())).collect();
    json!({
        "description": format!("What is wrong, in a stable word.\n{}", names.concat()),
        "type": "string",
        "enum": Code::NAMES,
    })
}

fn detail() -> Value {
    json!({"description": "What is wrong and what was expected, in words for a person.", "type": "string"})
}

fn pointer() -> Value {
    json!({"description": "The place in the dossier; empty for the whole.", "type": "string", "format": "json-pointer"})
}

/// Problem details. There may be more members than these: clients leave aside what they do not know (RFC 9457, 3.2).
fn problem() -> Value {
    let error = |place: &str, location: &str, of: Value| {
        json!({
            "type": "object",
            "properties": {
                "in": {"description": "What the error is in.", "const": place},
                "location": {
                    "description": "Where the error is.",
                    "type": "object",
                    "properties": {location: of},
                    "required": [location],
                },
                "code": code(),
                "detail": detail(),
            },
            "required": ["in", "location", "code", "detail"],
        })
    };
    let name = json!({"description": "The query key.", "type": "string"});
    json!({
        "description": "Why a request is not answered as asked (RFC 9457). It repeats nothing of a dossier.",
        "type": "object",
        "properties": {
            "type": {"description": "Always `about:blank`: the title says what the status says.", "type": "string", "format": "uri"},
            "title": {"description": "The status in words.", "type": "string"},
            "status": {"description": "The status of the answer.", "type": "integer", "minimum": 400, "maximum": 599},
            "detail": detail(),
            "errors": {
                "description": "Every error found, for input that is invalid.",
                "type": "array",
                "items": {"oneOf": [error("body", "pointer", pointer()), error("query", "name", name)]},
            },
        },
        "required": ["type", "title", "status", "detail"],
    })
}
