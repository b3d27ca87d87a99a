//! What the service says of itself, held to what it does.

use std::collections::BTreeSet;
use std::time::Duration;

use jsonschema::Validator;
use registertoets_core::limits::{DOSSIER_BYTES_MAX, TEXT_BYTES_MAX};
use registertoets_service::http::{Access, BulkLimits, Settings};
use registertoets_tests::http::client::{Answer, Client, PATIENCE};
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BINARY, BULK, CSV, EVALUATE, JSON, NDJSON, SMALL, post};
use registertoets_tests::http::server::{start, start_with};
use serde_json::{Value, json};
use tempfile::NamedTempFile;

const PROBLEM: &str = "application/problem+json";
const DESCRIPTION: &str = "/v1/openapi.json";
/// What anybody may read to know how the service is asked.
const DOCUMENTS: [&str; 4] = [DESCRIPTION, "/v1/schemas/dossier.json", "/v1/schemas/outcome.json", "/v1/limits"];

/// The description of a server.
async fn description(server: &Client) -> Value {
    server.ask("GET", DESCRIPTION, &[]).await.json()
}

/// The description's item of a path as it is asked.
fn item<'a>(description: &'a Value, path: &str) -> &'a Value {
    let path = path.split('?').next().unwrap();
    let within = path.strip_prefix("/v1");
    let item = &description["paths"][within.unwrap_or(path)];
    let server = item.pointer("/servers/0/url").unwrap_or(&description["servers"][0]["url"]);
    assert_eq!(server, if within.is_some() { "/v1" } else { "/" }, "{path}");
    item
}

/// A validator of a schema in the description.
fn validator(description: &Value, schema: &Value) -> Validator {
    let mut whole = json!({"$ref": "#/schema", "schema": schema});
    whole["components"] = description["components"].clone();
    jsonschema::options().should_validate_formats(true).build(&whole).unwrap()
}

/// Holds an answer to the description: its status, its type, its form, and its headers that tell a client what to do.
#[track_caller]
fn assert_described(description: &Value, method: &str, path: &str, answer: &Answer) {
    let item = item(description, path);
    let operation = if method == "POST" || item.get("get").is_none() { &item["post"] } else { &item["get"] };
    let described = &operation["responses"][answer.status.as_str()];
    assert!(described.is_object(), "{method} {path}: {} is not described", answer.status);
    let content = &described["content"][answer.media_type()];
    assert!(content.is_object(), "{method} {path}: {} is not described as {}", answer.status, answer.media_type());
    if answer.media_type().ends_with("json") && answer.media_type() != NDJSON {
        let errors: Vec<_> = validator(description, &content["schema"])
            .iter_errors(&answer.json())
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{method} {path}: {errors:?}");
    }
    for name in ["Allow", "Accept"] {
        if answer.header(name).is_some() {
            assert!(described["headers"][name].is_object(), "{method} {path}: {} with {name}", answer.status);
        }
    }
}

#[tokio::test]
async fn the_documents_are_json_that_stays_as_it_is() {
    let server = start().await;
    for path in DOCUMENTS {
        let first = server.ask("GET", path, &[]).await;
        assert_eq!((first.status.as_u16(), first.media_type()), (200, JSON), "{path}");
        assert!(first.json().is_object());
        assert_eq!(server.ask("GET", path, &[("accept", "application/json")]).await.body, first.body);
        assert_eq!(start().await.ask("GET", path, &[]).await.body, first.body);
    }
}

#[tokio::test]
async fn the_documents_take_no_query_and_come_as_json_only() {
    let server = start().await;
    for path in DOCUMENTS {
        server.ask("GET", &format!("{path}?lang=nl"), &[]).await.problem(400);
        server.ask("GET", path, &[("accept", "application/yaml")]).await.problem(406);
        let answer = server.post(path, JSON, "{}").await;
        answer.problem(405);
        assert_eq!(answer.header("allow"), Some("GET, HEAD"));
    }
}

#[tokio::test]
async fn every_path_is_described_with_its_methods_and_no_other() {
    let server = start().await;
    let description = description(&server).await;
    let described: BTreeSet<_> = description["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let served = [EVALUATE, BULK, "/v1/rules", "/healthz", "/readyz", "/metrics"].into_iter().chain(DOCUMENTS);
    let served: BTreeSet<_> = served.map(|path| path.strip_prefix("/v1").unwrap_or(path)).collect();
    assert_eq!(described, served);
    for path in described {
        let item = &description["paths"][path];
        let base = if item["servers"].is_array() { "" } else { "/v1" };
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let answer = server.ask(method, &format!("{base}{path}"), &[]).await;
            assert_ne!(answer.status, 404, "{path}");
            assert_eq!(answer.status != 405, item[method.to_lowercase()].is_object(), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_description_is_openapi_3_1_whose_schemas_are_ones() {
    let server = start().await;
    let description = description(&server).await;
    assert_eq!(description["openapi"], "3.1.0");
    assert_eq!(description["info"]["version"], env!("CARGO_PKG_VERSION"));
    let schemas = description["components"]["schemas"].as_object().unwrap();
    assert!(schemas.len() > 30);
    for (name, schema) in schemas {
        let schema = json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [schema]});
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
    }
    let mut operations = BTreeSet::new();
    for item in description["paths"].as_object().unwrap().values() {
        for operation in ["get", "post"].iter().filter_map(|method| item.get(method)) {
            assert!(operations.insert(operation["operationId"].as_str().unwrap()));
        }
    }
}

#[tokio::test]
async fn everything_that_the_service_answers_is_described() {
    let server = start().await;
    let description = description(&server).await;
    let binary = vec![1; DOSSIER_BYTES_MAX + 1];
    let mut seen = BTreeSet::new();
    for (method, path, headers, body) in [
        ("POST", EVALUATE, &[("content-type", JSON)][..], SMALL.as_bytes().to_vec()),
        ("POST", "/v1/dossiers/_evaluate?detail=verdict", &[("content-type", JSON)], SMALL.into()),
        ("POST", "/v1/dossiers/_evaluate?lang=en&detail=failing", &[("content-type", JSON)], SMALL.into()),
        ("POST", EVALUATE, &[("content-type", JSON), ("accept", BINARY)], SMALL.into()),
        ("POST", EVALUATE, &[("content-type", JSON)], b"{}".to_vec()),
        ("POST", EVALUATE, &[("content-type", BINARY)], b"{}".to_vec()),
        ("POST", "/v1/dossiers/_evaluate?nonsense=1", &[("content-type", JSON)], SMALL.into()),
        ("POST", EVALUATE, &[("content-type", JSON), ("accept", CSV)], SMALL.into()),
        ("POST", EVALUATE, &[("content-type", CSV)], SMALL.into()),
        ("POST", EVALUATE, &[("content-type", JSON)], vec![b' '; TEXT_BYTES_MAX + 1]),
        ("POST", EVALUATE, &[("content-type", BINARY)], binary),
        ("GET", EVALUATE, &[], Vec::new()),
        ("POST", BULK, &[("content-type", NDJSON)], SMALL.into()),
        ("POST", BULK, &[("content-type", NDJSON), ("accept", CSV)], SMALL.into()),
        ("POST", BULK, &[("content-type", NDJSON), ("accept", BINARY)], SMALL.into()),
        ("POST", "/v1/dossiers/_bulk?lang=fr", &[("content-type", NDJSON)], SMALL.into()),
        ("POST", BULK, &[("content-type", NDJSON), ("accept", JSON)], SMALL.into()),
        ("POST", BULK, &[("content-type", JSON)], SMALL.into()),
        ("GET", "/v1/rules", &[], Vec::new()),
        ("GET", "/v1/rules?lang=en", &[], Vec::new()),
        ("GET", "/v1/rules?lang=fr", &[], Vec::new()),
        ("GET", "/v1/rules", &[("accept", CSV)], Vec::new()),
        ("DELETE", "/v1/rules", &[], Vec::new()),
        ("GET", "/v1/limits", &[], Vec::new()),
        ("GET", DESCRIPTION, &[], Vec::new()),
        ("GET", "/v1/schemas/dossier.json", &[], Vec::new()),
        ("GET", "/v1/schemas/outcome.json", &[], Vec::new()),
        ("GET", "/healthz", &[], Vec::new()),
        ("GET", "/healthz?x=1", &[], Vec::new()),
        ("GET", "/readyz", &[], Vec::new()),
        ("GET", "/metrics", &[], Vec::new()),
        ("GET", "/metrics?x=1", &[], Vec::new()),
    ] {
        let answer = server.send(method, path, headers, body.into()).await;
        assert_described(&description, method, path, &answer);
        seen.insert(answer.status.as_u16());
    }
    assert_eq!(seen, BTreeSet::from([200, 400, 405, 406, 413, 415]));
    // those that take a connection of their own to see: `statuses`, `bounds` and `draining` do
    for (path, method, status) in [
        (EVALUATE, "post", "408"),
        (EVALUATE, "post", "431"),
        (BULK, "post", "505"),
        ("/readyz", "get", "503"),
        ("/healthz", "get", "431"),
    ] {
        assert!(item(&description, path)[method]["responses"][status].is_object(), "{status} at {path}");
    }
}

#[tokio::test]
async fn the_records_of_a_stream_are_described() {
    let server = start().await;
    let description = description(&server).await;
    let record = validator(&description, &json!({"$ref": "#/components/schemas/AnswerRecord"}));
    let body = format!("{SMALL}\nnonsense\n{{\"reference\":\"x\"}}\n{{\"vog\":1}}\n");
    for query in [
        "",
        "?detail=failing&lang=nl",
        "?detail=verdict",
        "?receipt=true&detail=failing",
        "?detail=verdict&receipt=true",
    ] {
        let answer = server.post(&format!("{BULK}{query}"), NDJSON, body.clone()).await;
        let text = std::str::from_utf8(&answer.body).unwrap();
        assert_eq!(text.lines().count(), 4);
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            assert!(record.is_valid(&line), "{line}");
        }
    }
    let answer = server.post(&format!("{BULK}?summary=true"), NDJSON, body).await;
    let last = std::str::from_utf8(&answer.body).unwrap().lines().last().unwrap().to_owned();
    assert!(last.starts_with("{\"summary\":") && record.is_valid(&serde_json::from_str(&last).unwrap()), "{last}");
}

#[tokio::test]
async fn the_query_keys_described_are_those_taken() {
    let server = start().await;
    let description = description(&server).await;
    let parameters = &description["components"]["parameters"];
    for path in [EVALUATE, BULK, "/v1/rules", "/v1/limits", "/healthz"] {
        let item = item(&description, path);
        let (method, operation) = item.get("post").map_or(("GET", &item["get"]), |operation| ("POST", operation));
        let described = operation["parameters"].as_array().unwrap().iter().map(|parameter| {
            let reference = parameter["$ref"].as_str().unwrap();
            description.pointer(reference.trim_start_matches('#')).unwrap()
        });
        let described: Vec<_> = described.filter(|parameter| parameter["in"] == "query").collect();
        for parameter in parameters.as_object().unwrap().values().filter(|parameter| parameter["in"] == "query") {
            let (name, example) = (parameter["name"].as_str().unwrap(), &parameter["example"]);
            let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            let content_type = if path == BULK { NDJSON } else { JSON };
            let asked = format!("{path}?{name}={example}");
            let answer = server.send(method, &asked, &[("content-type", content_type)], SMALL.into()).await;
            assert_eq!(answer.status == 200, described.contains(&parameter), "{asked}");
            assert!(answer.status == 200 || answer.status == 400, "{asked}");
        }
    }
}

#[tokio::test]
async fn the_examples_are_what_the_service_answers() {
    let server = start().await;
    let description = description(&server).await;
    let operation = &item(&description, EVALUATE)["post"];
    let dossiers = operation["requestBody"]["content"][JSON]["examples"].as_object().unwrap();
    let mut outcomes = operation["responses"]["200"]["content"][JSON]["examples"].as_object().unwrap().clone();
    for (name, dossier) in dossiers {
        for (suffix, query) in [
            ("", ""),
            ("_failing_in_english", "?detail=failing&lang=en"),
            ("_verdict", "?detail=verdict"),
            ("_verdict_with_receipt", "?detail=verdict&receipt=true"),
        ] {
            let answer = server.post(&format!("{EVALUATE}{query}"), JSON, dossier["value"].to_string()).await;
            assert_eq!(answer.json(), outcomes.remove(&format!("{name}{suffix}")).unwrap()["value"], "{name}{suffix}");
        }
    }
    assert!(dossiers.len() > 2 && outcomes.is_empty());

    let operation = &item(&description, BULK)["post"];
    let stream = operation["requestBody"]["content"][NDJSON]["example"].as_str().unwrap();
    let answer = server.post(&format!("{BULK}?detail=verdict"), NDJSON, stream.to_owned()).await;
    assert_eq!(operation["responses"]["200"]["content"][NDJSON]["example"].as_str().unwrap().as_bytes(), answer.body);
}

#[tokio::test]
async fn the_examples_of_problems_are_what_the_service_answers() {
    let server = start().await;
    let description = description(&server).await;
    let stream = &item(&description, BULK)["post"]["requestBody"]["content"][NDJSON]["example"];
    let invalid = stream.as_str().unwrap().lines().last().unwrap();
    let mut seen = BTreeSet::new();
    for path in [EVALUATE, BULK, "/v1/rules", "/healthz", "/readyz", "/metrics"].into_iter().chain(DOCUMENTS) {
        let item = item(&description, path);
        let (method, operation) = item.get("post").map_or(("GET", &item["get"]), |operation| ("POST", operation));
        let responses = operation["responses"].as_object().unwrap();
        let examples = responses.values().filter_map(|response| response["content"][PROBLEM]["examples"].as_object());
        let own_type = ("content-type", if path == BULK { NDJSON } else { JSON });
        let examples = examples.flatten().filter(|(name, _)| !OF_LIMITS.contains(&name.as_str()));
        for (name, example) in examples {
            let (method, query, headers, body) = match name.as_str() {
                "invalid_dossier" => ("POST", "", vec![own_type], invalid),
                "unknown_query_key" => (method, "?as_of=2021-06-01", vec![own_type], SMALL),
                "another_method" => ("DELETE", "", vec![], ""),
                "unwanted" => (method, "", vec![own_type, ("accept", "text/html")], SMALL),
                "no_media_type" => (method, "", vec![], SMALL),
                other => panic!("{other} at {path}"),
            };
            let answer = server.send(method, &format!("{path}{query}"), &headers, body.to_owned().into()).await;
            assert_eq!(answer.media_type(), PROBLEM, "{name} at {path}");
            assert_eq!(answer.json(), example["value"], "{name} at {path}");
            seen.insert(name);
        }
    }
    assert_eq!(seen.len(), 5, "{seen:?}");
}

/// The examples of problems that take a server of their own to see.
const OF_LIMITS: [&str; 6] = ["too_large", "too_late", "overloaded", "http_1_0", "unknown_caller", "stopping"];

/// The problem that the description of a server gives as the example of that name.
async fn example(server: &Client, path: &str, status: &str, name: &str) -> Value {
    let description = description(server).await;
    let item = item(&description, path);
    let operation = item.get("post").unwrap_or(&item["get"]);
    operation["responses"][status]["content"][PROBLEM]["examples"][name]["value"].clone()
}

#[tokio::test]
async fn the_examples_of_limits_are_what_a_server_with_these_answers() {
    let tight = BulkLimits { bytes: 100, ..BulkLimits::default() };
    let settings = Settings {
        threads: 1,
        body_within: Duration::from_secs(1),
        bulk: tight,
        // long enough to ask it while it stops
        drain_after: PATIENCE,
        ..Settings::default()
    };
    let bytes_in_flight = settings.bytes_in_flight_min();
    let mut server = start_with(Settings { bytes_in_flight, ..settings }).await;
    for (path, content_type, length) in [(EVALUATE, JSON, TEXT_BYTES_MAX + 1), (BULK, NDJSON, 101)] {
        let answer = server.post(path, content_type, vec![b' '; length]).await;
        assert_eq!(answer.problem(413), example(&server, path, "413", "too_large").await);
    }
    let one_that_never_comes = post(EVALUATE, JSON, 1) + "\r\n";
    let over_http_1_0 = post(BULK, NDJSON, 0).replace("HTTP/1.1", "HTTP/1.0") + "\r\n";
    for (asked, path, status, name) in
        [(one_that_never_comes, EVALUATE, "408", "too_late"), (over_http_1_0, BULK, "505", "http_1_0")]
    {
        let mut raw = Raw::connect(server.address).await;
        raw.send(asked).await;
        let told: Value = serde_json::from_slice(&raw.answer().await.1).unwrap();
        assert_eq!(told, example(&server, path, status, name).await);
    }
    // one stream leaves no room for another that is packed
    let mut stream = Raw::post_chunked(server.address, BULK, NDJSON, "").await;
    assert_eq!(stream.head().await.status, 200);
    let packed = [("content-type", NDJSON), ("content-encoding", "zstd")];
    let answer = server.send("POST", BULK, &packed, "".into()).await;
    assert_eq!(answer.problem(503), example(&server, BULK, "503", "overloaded").await);

    let stopping = example(&server, "/readyz", "503", "stopping").await;
    server.stop();
    let told = loop {
        let answer = server.ask("GET", "/readyz", &[]).await;
        if answer.status != 200 {
            break answer.problem(503);
        }
    };
    assert_eq!(told, stopping);
}

#[tokio::test]
async fn the_example_of_an_unknown_caller_is_what_a_server_that_asks_for_one_answers() {
    let tokens = NamedTempFile::new().unwrap();
    std::fs::write(&tokens, format!("portal {}\n", "0".repeat(64))).unwrap();
    let access = Access { tokens: Some(tokens.path().to_owned()), ..Access::default() };
    let server = start_with(Settings { access, ..Settings::default() }).await;
    for (path, content_type) in [(EVALUATE, JSON), (BULK, NDJSON)] {
        let answer = server.post(path, content_type, SMALL).await;
        assert_eq!(answer.problem(401), example(&server, path, "401", "unknown_caller").await);
    }
}

#[tokio::test]
async fn the_limits_are_those_of_this_server() {
    let settings = Settings { idle_at_most: Duration::from_secs(77), ..Settings::default() };
    let limits = start_with(settings).await.ask("GET", "/v1/limits", &[]).await.json();
    assert_eq!(limits["request"]["idle_seconds"], 77);
    assert_eq!(limits["dossier"]["text_bytes"], TEXT_BYTES_MAX);
    assert_eq!(limits["dossier"]["binary_bytes"], DOSSIER_BYTES_MAX);
}
