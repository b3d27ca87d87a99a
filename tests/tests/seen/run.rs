//! A run of the program that is sent everything, and all that it told meanwhile.

use bytes::Bytes;
use futures_util::future::join_all;
use registertoets_tests::http::client::Answer;
use registertoets_tests::http::program::Program;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BINARY, BULK, CSV, EVALUATE, JSON, NDJSON, binary, framed, post};
use serde_json::json;
use tokio::process::Command;

use crate::planted::{MARK, Planted};

/// All that a run told.
pub(crate) struct Run {
    /// The log.
    pub(crate) log: String,
    /// The metrics before any dossier was sent.
    pub(crate) metrics_before: String,
    /// The metrics at the end.
    pub(crate) metrics: String,
    /// Every problem, and every answer to a record that is no dossier.
    pub(crate) problems: String,
    /// How many requests there were.
    pub(crate) requests: usize,
    /// How many records came with them.
    pub(crate) records: u64,
    /// How many of those are no dossier.
    pub(crate) unreadable: u64,
    /// The id that one of them had.
    pub(crate) request_id: String,
    /// The trace that the same was part of.
    pub(crate) trace_id: String,
}

impl Run {
    /// A run whose log is in this format and tells everything.
    pub(crate) async fn with_log(format: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_registertoets-under-test"));
        command.args(["serve", "--threads", "2", "--log-level", "debug", "--log-format", format]);
        let mut sending = Sending::to(Program::start(command).await);
        let metrics_before = sending.metrics().await;
        let dossiers = Planted::all();
        for dossier in &dossiers {
            sending.alone(dossier).await;
            sending.out_of_place(dossier).await;
        }
        sending.streams(&dossiers).await;
        sending.ids(&dossiers[0]).await;
        sending.broken_off(&dossiers[0]).await;
        let metrics = sending.metrics().await;
        let Sending { program, problems, requests, records, unreadable } = sending;
        program.terminate();
        let log = program.ended().await.said;
        let (request_id, trace_id) = (REQUEST_ID.to_owned(), TRACE_ID.to_owned());
        Self { log, metrics_before, metrics, problems, requests, records, unreadable, request_id, trace_id }
    }
}

const REQUEST_ID: &str = "asked-by-a.caller_7";
const TRACE_ID: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// A program that is sent dossiers, and what came of it.
struct Sending {
    program: Program,
    problems: String,
    requests: usize,
    records: u64,
    unreadable: u64,
}

impl Sending {
    fn to(program: Program) -> Self {
        Self { program, problems: String::new(), requests: 0, records: 0, unreadable: 0 }
    }

    async fn metrics(&mut self) -> String {
        let answer = self.send("GET", "/metrics", &[], Bytes::new()).await;
        assert_eq!(answer.status, 200);
        String::from_utf8(answer.body.to_vec()).unwrap()
    }

    async fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Answer {
        self.requests += 1;
        self.program.send(method, path, headers, body.into()).await
    }

    /// Sends something that is refused, and keeps the answer.
    async fn refused(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Bytes>) {
        let answer = self.send(method, path, headers, body).await;
        assert!(answer.status.as_u16() >= 400, "{method} {path}: {answer:?}");
        self.problems += &String::from_utf8_lossy(&answer.body);
    }

    /// One dossier alone, valid and spoilt, in both forms.
    async fn alone(&mut self, dossier: &Planted) {
        let as_of = format!("{EVALUATE}?asOf={}&detail=failing&lang=nl", dossier.day());
        for (form, body) in [(JSON, text(dossier)), (BINARY, binary(&dossier.dossier))] {
            let headers = [("content-type", form), ("accept", JSON)];
            for path in [EVALUATE, &as_of] {
                assert_eq!(self.send("POST", path, &headers, body.clone()).await.status, 200);
                self.records += 1;
            }
        }
        let texts = spoilt_texts(dossier).into_iter().map(|body| (JSON, body));
        let records = spoilt_records(dossier).into_iter().map(|body| (BINARY, body));
        for (form, body) in texts.chain(records) {
            self.refused("POST", EVALUATE, &[("content-type", form)], body).await;
            self.records += 1;
            self.unreadable += 1;
        }
    }

    /// All dossiers in streams, and then all that are spoilt.
    async fn streams(&mut self, dossiers: &[Planted]) {
        let lines = |texts: Vec<Vec<u8>>| texts.into_iter().flat_map(|text| [text, b"\n".to_vec()]).flatten().collect();
        let frames = |records: Vec<Vec<u8>>| records.iter().flat_map(|record| framed(record)).collect();
        let count = dossiers.len() as u64;
        for (form, body) in [
            (NDJSON, lines(dossiers.iter().map(text).collect())),
            (BINARY, frames(dossiers.iter().map(|dossier| binary(&dossier.dossier)).collect())),
        ] {
            let body = Bytes::from_owner::<Vec<u8>>(body);
            for accept in [NDJSON, CSV, BINARY] {
                let headers = [("content-type", form), ("accept", accept)];
                assert_eq!(self.send("POST", BULK, &headers, body.clone()).await.status, 200);
                self.records += count;
            }
        }
        let texts: Vec<_> = dossiers.iter().flat_map(spoilt_texts).collect();
        let records: Vec<_> = dossiers.iter().flat_map(spoilt_records).collect();
        for (form, count, body) in [(NDJSON, texts.len(), lines(texts)), (BINARY, records.len(), frames(records))] {
            for accept in [NDJSON, CSV] {
                let headers = [("content-type", form), ("accept", accept)];
                let answer = self.send("POST", BULK, &headers, body.clone()).await;
                assert_eq!(answer.status, 200);
                self.problems += str::from_utf8(&answer.body).unwrap();
                self.records += count as u64;
                self.unreadable += count as u64;
            }
        }
    }

    /// What is in a dossier, where it does not belong.
    async fn out_of_place(&mut self, dossier: &Planted) {
        let (reference, day) = (dossier.reference(), dossier.day());
        for path in [
            format!("/{reference}"),
            format!("/v1/dossiers/{reference}?day={day}"),
            format!("{EVALUATE}/{reference}"),
            format!("/v1/rules?lang={reference}"),
            format!("/healthz?day={reference}"),
            format!("/readyz?day={day}"),
            format!("/metrics?reference={reference}"),
        ] {
            self.refused("GET", &path, &[], Bytes::new()).await;
            self.refused("POST", &path, &[("content-type", JSON)], text(dossier)).await;
        }
        for path in [EVALUATE, BULK] {
            let form = if path == BULK { NDJSON } else { JSON };
            for query in [format!("detail={reference}"), format!("asOf={reference}"), format!("lang={day}")] {
                self.refused("POST", &format!("{path}?{query}"), &[("content-type", form)], text(dossier)).await;
            }
            // a key that is not known is repeated to the caller, and to nobody else
            self.send("POST", &format!("{path}?{reference}={day}"), &[("content-type", form)], text(dossier)).await;
            self.refused("POST", path, &[("content-type", &format!("application/{reference}"))], text(dossier)).await;
            self.refused(&format!("{MARK}-method"), path, &[], Bytes::new()).await;
            let headers = [("content-type", form), ("accept", &format!("text/{reference}")), ("user-agent", reference)];
            self.refused("POST", path, &headers, text(dossier)).await;
        }
        let bearer = format!("Bearer {reference}");
        let too_long = format!("{reference}{}", "x".repeat(64));
        let no_trace = format!("00-{reference}-{day}-01");
        let state = format!("vendor={reference}");
        for headers in [
            [("authorization", &*bearer), ("cookie", reference), ("x-forwarded-for", reference)],
            [("x-request-id", &*too_long), ("traceparent", &*no_trace), ("tracestate", &*state)],
        ] {
            assert_eq!(self.send("GET", "/healthz", &headers, Bytes::new()).await.status, 200);
        }
    }

    /// A request with ids of its own.
    async fn ids(&mut self, dossier: &Planted) {
        let parent = format!("00-{TRACE_ID}-00f067aa0ba902b7-01");
        let headers = [("content-type", JSON), ("x-request-id", REQUEST_ID), ("traceparent", &parent)];
        let answer = self.send("POST", EVALUATE, &headers, text(dossier)).await;
        self.records += 1;
        assert_eq!(answer.header("x-request-id"), Some(REQUEST_ID));
        assert!(answer.header("traceparent").unwrap().starts_with(&format!("00-{TRACE_ID}-")));
    }

    /// A dossier that breaks off, and something that is no HTTP.
    async fn broken_off(&mut self, dossier: &Planted) {
        let text = String::from_utf8(text(dossier)).unwrap();
        let (half, _) = text.split_at(text.len() / 2);
        let mut raw = Raw::connect(self.program.address).await;
        raw.send(post(EVALUATE, JSON, text.len()) + "\r\n" + half).await;
        raw.half_close().await;
        self.problems += &String::from_utf8_lossy(&raw.received().await.body());
        let mut raw = Raw::connect(self.program.address).await;
        raw.send(post(EVALUATE, JSON, text.len()) + "\r\n" + half).await;
        raw.reset();
        // of a stream the answer breaks off as well
        let mut raw = Raw::post_chunked(self.program.address, BULK, NDJSON, "").await;
        assert_eq!(raw.head().await.status, 200);
        raw.send_chunk(format!("{text}\n{half}")).await;
        assert_eq!(raw.line().await["reference"], dossier.reference());
        raw.reset();
        self.requests += 3;
        self.records += 1;
        let head = format!("GET /{} NONSENSE\r\n\r\n", dossier.reference());
        let broken = [head, format!("{text}\r\n\r\n")].map(async |bytes| {
            let mut raw = Raw::connect(self.program.address).await;
            raw.send(bytes).await;
            raw.received().await.status()
        });
        assert_eq!(join_all(broken).await, [400, 400]);
    }
}

fn text(dossier: &Planted) -> Vec<u8> {
    dossier.dossier.to_string().into_bytes()
}

/// The text of a dossier, spoilt in ways that show a value of it, or one that was put there.
fn spoilt_texts(dossier: &Planted) -> Vec<Vec<u8>> {
    let (reference, day) = (dossier.reference(), dossier.day());
    let with = |field: &str, value: serde_json::Value| {
        let mut spoilt = dossier.dossier.clone();
        spoilt[field] = value;
        spoilt.to_string().into_bytes()
    };
    let text = text(dossier);
    vec![
        with("assessed_on", json!(reference)),
        with("assessed_on", json!(format!("{day}T00:00:00"))),
        with("reference", json!(format!("{reference} {day}"))),
        with("request", json!({"admission": reference})),
        with("request", json!({reference: day})),
        with("declarations", json!([reference, day])),
        with("documents", json!(day)),
        with("ruling_known", json!(reference)),
        with("vog", json!({"issued_on": day, "subject": reference})),
        with("diplomas", json!([{"kind": reference, "obtained_on": day}])),
        with("activities", json!([{"on": day, "kind": "accredited", "points": 613.371}])),
        with(reference, json!(day)),
        text[..text.len() / 2].to_vec(),
        [&text[..], reference.as_bytes()].concat(),
        [&text[..], &text].concat(),
    ]
}

/// The bytes of a dossier, spoilt.
fn spoilt_records(dossier: &Planted) -> Vec<Vec<u8>> {
    let bytes = binary(&dossier.dossier);
    vec![
        bytes[..bytes.len() / 2].to_vec(),
        [&bytes[..], dossier.reference().as_bytes()].concat(),
        [&[9], &bytes[1..]].concat(),
        dossier.reference().as_bytes().to_vec(),
    ]
}
