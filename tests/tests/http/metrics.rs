//! What was done, counted.

use std::collections::BTreeMap;
use std::time::Duration;

use registertoets_service::http::{Access, Settings};
use registertoets_tests::http::client::PATIENCE;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BINARY, BULK, CSV, EVALUATE, JSON, NDJSON, SMALL, binary, lines, records};
use registertoets_tests::http::secure::{Authority, Connection, Protocol};
use registertoets_tests::http::server::{start, start_with};
use registertoets_tests::{cases, edges};
use tokio::time::timeout;

/// What each series tells, asked over one connection that stays open.
async fn metrics(scraper: &mut Raw) -> BTreeMap<String, f64> {
    scraper.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let (head, body) = scraper.answer().await;
    assert_eq!(head.status, 200);
    assert_eq!(head.header("content-type"), Some("application/openmetrics-text; version=1.0.0; charset=utf-8"));
    let text = String::from_utf8(body).unwrap();
    let (series, end) = text.split_at(text.len() - "# EOF\n".len());
    assert_eq!(end, "# EOF\n");
    let told = series.lines().filter(|line| !line.starts_with('#'));
    told.map(|line| {
        let (name, value) = line.rsplit_once(' ').unwrap();
        (name.strip_prefix("registertoets_").unwrap().to_owned(), value.parse().unwrap())
    })
    .collect()
}

/// Waits until a series tells this: an exchange ends after the last byte of its answer was sent.
async fn becomes(scraper: &mut Raw, series: &str, value: f64) {
    let told = async {
        while metrics(scraper).await[series] != value {
            tokio::task::yield_now().await;
        }
    };
    let became = timeout(PATIENCE, told).await.is_ok();
    assert!(became, "{series} is not {value}");
}

#[tokio::test]
async fn every_request_is_counted_by_what_it_asks_and_how_it_is_answered() {
    let server = start().await;
    let mut scraper = Raw::connect(server.address).await;
    server.post(EVALUATE, JSON, SMALL).await;
    server.post(EVALUATE, JSON, "{").await;
    server.post(BULK, NDJSON, format!("{SMALL}\nnonsense\n")).await;
    server.ask("GET", "/somewhere/else", &[]).await;
    server.ask("BREW", "/v1/rules", &[]).await;
    for (series, value) in [
        ("requests_total{endpoint=\"evaluate\",method=\"POST\",status=\"2xx\"}", 1.0),
        ("requests_total{endpoint=\"evaluate\",method=\"POST\",status=\"4xx\"}", 1.0),
        ("requests_total{endpoint=\"bulk\",method=\"POST\",status=\"2xx\"}", 1.0),
        ("requests_total{endpoint=\"none\",method=\"GET\",status=\"4xx\"}", 1.0),
        ("requests_total{endpoint=\"rules\",method=\"other\",status=\"4xx\"}", 1.0),
        ("request_duration_seconds_count{endpoint=\"evaluate\"}", 2.0),
        ("request_body_bytes_sum{endpoint=\"evaluate\"}", SMALL.len() as f64 + 1.0),
        ("received_bytes_total{endpoint=\"evaluate\",form=\"json\"}", SMALL.len() as f64 + 1.0),
        ("received_bytes_total{endpoint=\"bulk\",form=\"ndjson\"}", SMALL.len() as f64 + 10.0),
        ("dossiers_total{form=\"json\"}", 1.0),
        ("dossiers_total{form=\"ndjson\"}", 1.0),
        ("unreadable_total{code=\"cut_off\"}", 1.0),
        ("unreadable_total{code=\"syntax\"}", 1.0),
        ("verdicts_total{verdict=\"granted\"}", 2.0),
        ("refused_total{reason=\"invalid\"}", 1.0),
        ("refused_total{reason=\"not_found\"}", 1.0),
        ("refused_total{reason=\"method_not_allowed\"}", 1.0),
        ("answers_cut_off_total{endpoint=\"bulk\"}", 0.0),
        // the one that asks this
        ("requests_in_flight", 1.0),
        ("draining", 0.0),
    ] {
        becomes(&mut scraper, series, value).await;
    }
}

#[tokio::test]
async fn verdicts_and_findings_are_counted_as_the_golden_cases_have_them() {
    let server = start().await;
    let mut scraper = Raw::connect(server.address).await;
    let mut expected = BTreeMap::<String, f64>::new();
    for case in cases::all() {
        let dossier = case.dossier.to_string();
        assert_eq!(server.post(EVALUATE, JSON, dossier.clone()).await.status, 200);
        assert_eq!(server.post(EVALUATE, BINARY, binary(&case.dossier)).await.status, 200);
        assert_eq!(server.post(BULK, NDJSON, dossier).await.status, 200);
        let verdict = case.outcome["verdict"].as_str().unwrap();
        *expected.entry(format!("verdicts_total{{verdict=\"{verdict}\"}}")).or_default() += 3.0;
        for finding in case.outcome["findings"].as_array().unwrap() {
            let rule = finding["rule"].as_str().unwrap();
            let not_met = if finding["status"] == "met" { 0.0 } else { 3.0 };
            *expected.entry(format!("findings_not_met_total{{rule=\"{rule}\"}}")).or_default() += not_met;
        }
    }
    let told = metrics(&mut scraper).await;
    for (series, value) in expected {
        assert_eq!(told[&series], value, "{series}");
    }
}

#[tokio::test]
async fn a_stream_is_counted_by_its_forms() {
    const COUNT: u64 = 500;
    let server = start().await;
    let mut scraper = Raw::connect(server.address).await;
    let (lines, records) = (lines(COUNT), records(COUNT));
    let table = server.post_for(BULK, NDJSON, CSV, lines.clone()).await.body.len();
    let outcomes = server.post_for(BULK, BINARY, NDJSON, records.clone()).await.body.len();
    let told = metrics(&mut scraper).await;
    for (series, value) in [
        ("dossiers_total{form=\"ndjson\"}", COUNT as usize),
        ("dossiers_total{form=\"postcard\"}", COUNT as usize),
        ("received_bytes_total{endpoint=\"bulk\",form=\"ndjson\"}", lines.len()),
        ("received_bytes_total{endpoint=\"bulk\",form=\"postcard\"}", records.len()),
        ("sent_bytes_total{endpoint=\"bulk\",form=\"csv\"}", table),
        ("sent_bytes_total{endpoint=\"bulk\",form=\"ndjson\"}", outcomes),
    ] {
        assert_eq!(told[series], value as f64, "{series}");
    }
}

#[tokio::test]
async fn no_request_makes_another_series() {
    let server = start().await;
    let mut scraper = Raw::connect(server.address).await;
    let before: Vec<_> = metrics(&mut scraper).await.into_keys().collect();
    for seed in 0..50 {
        let dossier = edges::dossier(seed).to_string();
        server.post(EVALUATE, JSON, dossier.clone()).await;
        server.post(&format!("/v1/dossiers/{seed}?{seed}"), &format!("text/{seed}"), dossier).await;
        server.ask(&format!("M{seed}"), "/readyz", &[]).await;
    }
    assert_eq!(metrics(&mut scraper).await.into_keys().collect::<Vec<_>>(), before);
}

#[tokio::test]
async fn a_stream_is_counted_while_it_runs_and_as_cut_off_when_its_client_leaves() {
    let server = start().await;
    let mut scraper = Raw::connect(server.address).await;
    let mut raw = Raw::post_chunked(server.address, BULK, NDJSON, "").await;
    raw.head().await;
    raw.send_chunk(format!("{SMALL}\n")).await;
    raw.line().await;
    let told = metrics(&mut scraper).await;
    assert_eq!(told["requests_in_flight"], 2.0);
    assert_eq!(told["connections_open"], 2.0);
    assert_eq!(told["dossiers_total{form=\"ndjson\"}"], 1.0);
    assert_eq!(told["received_bytes_total{endpoint=\"bulk\",form=\"ndjson\"}"], SMALL.len() as f64 + 1.0);
    raw.reset();
    becomes(&mut scraper, "answers_cut_off_total{endpoint=\"bulk\"}", 1.0).await;
    becomes(&mut scraper, "requests_in_flight", 1.0).await;
    becomes(&mut scraper, "connections_open", 1.0).await;
}

#[tokio::test]
async fn what_is_not_http_is_counted_as_refused_and_who_says_nothing_is_not() {
    let server = start().await;
    let mut scraper = Raw::connect(server.address).await;
    let mut raw = Raw::connect(server.address).await;
    raw.send("rubbish\r\n\r\n").await;
    assert_eq!(raw.received().await.status(), 400);
    becomes(&mut scraper, "refused_total{reason=\"malformed\"}", 1.0).await;
    drop(Raw::connect(server.address).await);
    becomes(&mut scraper, "connections_open", 1.0).await;
    assert_eq!(metrics(&mut scraper).await["refused_total{reason=\"timeout\"}"], 0.0);
}

#[tokio::test]
async fn while_it_stops_the_service_says_so() {
    let mut server = start().await;
    let mut scraper = Raw::connect(server.address).await;
    assert_eq!(metrics(&mut scraper).await["draining"], 0.0);
    let mut asking = Raw::connect(server.address).await;
    asking.send("GET /metrics HTTP/1.1\r\n").await;
    becomes(&mut scraper, "connections_open", 2.0).await;
    server.stop();
    server.refused().await;
    asking.send("Host: x\r\n\r\n").await;
    let (head, body) = asking.answer().await;
    assert_eq!(head.status, 200);
    assert!(String::from_utf8(body).unwrap().contains("\nregistertoets_draining 1\n"));
}

#[tokio::test]
async fn what_is_no_http_is_counted_whichever_was_begun_with() {
    let server = start().await;
    let mut scraper = Raw::connect(server.address).await;
    for (count, sent) in [(1.0, "nonsense\r\n\r\n"), (2.0, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnonsense that is no frame")]
    {
        let mut raw = Raw::connect(server.address).await;
        raw.send(sent).await;
        becomes(&mut scraper, "refused_total{reason=\"malformed\"}", count).await;
    }
}

#[tokio::test]
async fn who_does_not_come_to_a_request_over_tls_is_counted_by_why() {
    let authority = Authority::new();
    let access = Access { client_ca: Some(authority.certificate()), ..Access::default() };
    let settings = Settings { tls: Some(authority.issue("server")), access, ..Settings::default() };
    let server = start_with(settings).await;
    let stranger = Authority::new();
    let (known, other) = (authority.issue("client"), stranger.issue("client"));
    let mut scraper = Connection::in_secret(server.address, Protocol::Http1, &authority, Some(&known)).await.unwrap();
    // one that speaks in clear, one that does not know who vouches for the server, and one that nobody vouches for
    Raw::connect(server.address).await.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(Connection::in_secret(server.address, Protocol::Http2, &stranger, None).await.is_err());
    drop(Connection::in_secret(server.address, Protocol::Http2, &authority, Some(&other)).await);
    for series in ["refused_total{reason=\"tls\"} 2", "refused_total{reason=\"unauthenticated\"} 1"] {
        let told = async {
            loop {
                let answer = scraper.send(("GET", "/metrics"), &[], "".into()).await.unwrap();
                let text = String::from_utf8(answer.body.to_vec()).unwrap();
                if text.lines().any(|line| line.strip_prefix("registertoets_") == Some(series)) {
                    break;
                }
            }
        };
        assert!(timeout(PATIENCE, told).await.is_ok(), "{series}");
    }
}

#[tokio::test]
async fn a_connection_that_is_closed_since_nothing_is_asked_is_not_refused() {
    let authority = Authority::new();
    let short = Duration::from_millis(500);
    for tls in [None, Some(authority.issue("server"))] {
        let settings = Settings { head_within: short, idle_at_most: short, tls: tls.clone(), ..Settings::default() };
        let server = start_with(settings).await;
        let connect = async |protocol| match tls {
            None => Connection::in_clear(server.address, protocol).await,
            Some(_) => Connection::in_secret(server.address, protocol, &authority, None).await.unwrap(),
        };
        let _nothing_asked = (connect(Protocol::Http1).await, connect(Protocol::Http2).await);
        for protocol in [Protocol::Http1, Protocol::Http2] {
            let mut once = connect(protocol).await;
            assert_eq!(once.send(("GET", "/healthz"), &[], "".into()).await.unwrap().status, 200);
            // until it is the only one
            let mut scraper = connect(protocol).await;
            let alone = async {
                loop {
                    let answer = scraper.send(("GET", "/metrics"), &[], "".into()).await.unwrap();
                    let text = String::from_utf8(answer.body.to_vec()).unwrap();
                    if text.contains("\nregistertoets_connections_open 1\n") {
                        break text;
                    }
                }
            };
            let text = timeout(PATIENCE, alone).await.unwrap();
            assert!(text.contains("\nregistertoets_refused_total{reason=\"timeout\"} 0\n"), "{protocol:?}");
        }
    }
}
