//! HTTP/1.1 and HTTP/2, each in clear and in secret: the same answers.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::join_all;
use futures_util::{StreamExt, stream};
use http_body_util::BodyExt;
use registertoets_service::http::{Access, BulkLimits, Settings};
use registertoets_tests::http::client::PATIENCE;
use registertoets_tests::http::expected;
use registertoets_tests::http::others::STREAM;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BULK, EVALUATE, JSON, NDJSON, SMALL};
use registertoets_tests::http::secure::{Authority, Connection, Protocol};
use registertoets_tests::http::server::{start, start_with};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

const PROTOCOLS: [Protocol; 2] = [Protocol::Http1, Protocol::Http2];

/// Asks for one dossier and for a stream, and sees that the answers are those of the library.
async fn is_served(connection: &mut Connection) {
    let json = [("content-type", JSON)];
    let answer = connection.send(("POST", EVALUATE), &json, SMALL.into()).await.unwrap();
    assert_eq!((answer.status.as_u16(), &*answer.body), (200, &*expected::outcome(SMALL.as_bytes())));
    let (lines, answers) = &*STREAM;
    let answer = connection.send(("POST", BULK), &[("content-type", NDJSON)], lines.clone().into()).await.unwrap();
    assert!(answer.status == 200 && answer.body == *answers);
    let too_large = vec![b' '; 4 << 20];
    let answer = connection.send(("POST", EVALUATE), &json, too_large.into()).await.unwrap();
    answer.problem(413);
}

#[tokio::test]
async fn both_protocols_are_spoken_in_clear() {
    let server = start().await;
    for protocol in PROTOCOLS {
        let mut connection = Connection::in_clear(server.address, protocol).await;
        is_served(&mut connection).await;
        let answer = connection.send(("GET", "/healthz"), &[], "".into()).await;
        // what nobody read of the large body is in the way of another request, but for HTTP/2
        assert_eq!(answer.is_ok(), protocol == Protocol::Http2);
    }
}

#[tokio::test]
async fn both_protocols_are_spoken_in_secret() {
    let authority = Authority::new();
    let server = start_with(Settings { tls: Some(authority.issue("server")), ..Settings::default() }).await;
    for protocol in PROTOCOLS {
        let connect = || Connection::in_secret(server.address, protocol, &authority, None);
        is_served(&mut connect().await.unwrap()).await;
        let answer = connect().await.unwrap().send(("GET", "/v1/rules"), &[], "".into()).await.unwrap();
        assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000"));
    }
    // who speaks in clear is not answered
    let mut raw = Raw::connect(server.address).await;
    raw.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(raw.received().await.status(), 0);
}

#[tokio::test]
async fn requests_over_one_connection_of_http_2_do_not_wait_for_each_other() {
    let server = start().await;
    let mut connections = join_all((0..4).map(|_| Connection::in_clear(server.address, Protocol::Http2))).await;
    join_all(connections.iter_mut().map(async |connection| {
        for _ in 0..20 {
            let answer = connection.send(("POST", EVALUATE), &[("content-type", JSON)], SMALL.into()).await.unwrap();
            assert_eq!(answer.status, 200);
        }
    }))
    .await;
}

#[tokio::test]
async fn a_stream_that_is_not_read_holds_up_no_other_over_the_same_connection() {
    let server = start().await;
    let mut connection = Connection::in_clear(server.address, Protocol::Http2).await;
    let (lines, answers) = &*STREAM;
    let piece = Bytes::from(lines.clone());
    let mut stuck = Vec::new();
    for _ in 0..16 {
        let sent = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&sent);
        let endless = stream::repeat(piece.clone()).inspect(move |piece| {
            counted.fetch_add(piece.len(), Relaxed);
        });
        let answer = connection.begin(BULK, NDJSON, endless).await;
        assert_eq!(answer.status(), 200);
        stuck.push((answer, sent));
    }
    // until none of them takes any more
    let all = || stuck.iter().map(|(_, sent)| sent.load(Relaxed)).sum::<usize>();
    let mut before = 0;
    while before != all() {
        before = all();
        sleep(Duration::from_millis(300)).await;
    }
    let answer = connection.send(("POST", EVALUATE), &[("content-type", JSON)], SMALL.into()).await.unwrap();
    assert_eq!(answer.status, 200);
    let answer = connection.send(("POST", BULK), &[("content-type", NDJSON)], lines.clone().into()).await.unwrap();
    assert!(answer.body == *answers);
}

#[tokio::test]
async fn a_stream_that_is_refused_says_so_at_its_end_whatever_it_is_packed_in() {
    let bulk = BulkLimits { records: 3, ..BulkLimits::default() };
    let server = start_with(Settings { bulk, ..Settings::default() }).await;
    let lines = format!("{SMALL}\n").repeat(2000);
    let mut connection = Connection::in_clear(server.address, Protocol::Http2).await;
    let mut answer = connection.begin(BULK, NDJSON, stream::iter([Bytes::from(lines)])).await;
    let mut told = Vec::new();
    while let Some(Ok(frame)) = answer.frame().await {
        told.extend_from_slice(frame.data_ref().unwrap());
    }
    let told = String::from_utf8(told).unwrap();
    assert_eq!(told.lines().count(), 4);
    assert!(told.ends_with("\"too many records: expected at most 3\"}}\n"), "{told}");
}

#[tokio::test]
async fn as_many_header_fields_are_taken_over_either_protocol() {
    let server = start().await;
    let names: Vec<_> = (0..100).map(|number| format!("a{number}")).collect();
    let headers: Vec<_> = names.iter().map(|name| (name.as_str(), "b")).collect();
    for protocol in PROTOCOLS {
        for (count, status) in [(60, 200), (100, 431)] {
            let mut connection = Connection::in_clear(server.address, protocol).await;
            let answer = connection.send(("GET", "/healthz"), &headers[..count], "".into()).await.unwrap();
            assert_eq!(answer.status, status, "{protocol:?}");
        }
    }
}

#[tokio::test]
async fn a_reader_that_takes_nothing_is_given_up_though_its_connection_lives() {
    let idle_at_most = Duration::from_secs(1);
    let server = start_with(Settings { idle_at_most, ..Settings::default() }).await;
    let mut connection = Connection::in_clear(server.address, Protocol::Http2).await;
    let endless = stream::repeat(Bytes::from(STREAM.0.clone()));
    let mut stuck = connection.begin(BULK, NDJSON, endless).await;
    // others over the connection keep it alive
    let given_up = async {
        while connection.send(("GET", "/healthz"), &[], "".into()).await.is_ok() {
            sleep(Duration::from_millis(100)).await;
        }
    };
    timeout(PATIENCE, given_up).await.unwrap();
    let cut_off = async {
        while let Some(frame) = stuck.frame().await {
            if frame.is_err() {
                return true;
            }
        }
        false
    };
    assert!(timeout(PATIENCE, cut_off).await.unwrap());
}

#[tokio::test]
async fn a_certificate_is_read_again_while_connections_go_on() {
    let authority = Authority::new();
    let files = authority.issue("server");
    let server = start_with(Settings { tls: Some(files.clone()), ..Settings::default() }).await;
    let connect = || Connection::in_secret(server.address, Protocol::Http2, &authority, None);
    let mut before = connect().await.unwrap();
    let _ = authority.issue("server");
    assert_eq!(connect().await.unwrap().shown, before.shown);
    assert!(server.files.read_again().iter().all(|(_, read)| read.is_ok()));
    let mut after = connect().await.unwrap();
    assert_ne!(after.shown, before.shown);
    // a file that is no certificate changes nothing
    std::fs::write(&files.certificate, "nothing").unwrap();
    let error = server.files.read_again().remove(0).1.unwrap_err().to_string();
    assert!(error.starts_with("cannot read certificates (PEM) from ") && error.contains("server.pem"), "{error}");
    assert_eq!(connect().await.unwrap().shown, after.shown);
    for connection in [&mut before, &mut after] {
        assert_eq!(connection.send(("GET", "/healthz"), &[], "".into()).await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn a_certificate_is_asked_of_clients_but_for_what_is_public() {
    let authority = Authority::new();
    let access = Access { client_ca: Some(authority.certificate()), ..Access::default() };
    let settings = Settings { tls: Some(authority.issue("server")), access, ..Settings::default() };
    let server = start_with(settings).await;
    let stranger = Authority::new();
    let (known, other) = (authority.issue("client"), stranger.issue("client"));
    for protocol in PROTOCOLS {
        let connect = |identity| Connection::in_secret(server.address, protocol, &authority, identity);
        is_served(&mut connect(Some(&known)).await.unwrap()).await;
        let mut nobody = connect(None).await.unwrap();
        let answer = nobody.send(("POST", EVALUATE), &[("content-type", JSON)], SMALL.into()).await.unwrap();
        answer.problem(401);
        assert_eq!(connect(None).await.unwrap().send(("GET", "/v1/rules"), &[], "".into()).await.unwrap().status, 200);
    }
    // a certificate that nobody known vouches for ends the connection
    let stranger = Connection::in_secret(server.address, Protocol::Http2, &authority, Some(&other)).await;
    let answer = async { stranger.ok()?.send(("GET", "/healthz"), &[], "".into()).await.ok() };
    assert!(answer.await.is_none());
}

#[tokio::test]
async fn a_connection_over_which_nothing_is_asked_is_closed() {
    let authority = Authority::new();
    let head_within = Duration::from_millis(200);
    let clear = start_with(Settings { head_within, ..Settings::default() }).await;
    let secret =
        start_with(Settings { head_within, tls: Some(authority.issue("server")), ..Settings::default() }).await;
    for (address, sent) in [
        (clear.address, ""),
        (clear.address, "PRI * HTTP/2.0\r\n"),
        (clear.address, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        (secret.address, ""),
        (secret.address, "\u{16}\u{3}\u{1}"),
    ] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        // it ends, whatever the server says of itself before
        timeout(PATIENCE, stream.read_to_end(&mut Vec::new())).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_server_that_stops_finishes_what_runs_over_http_2() {
    let mut server = start().await;
    let mut connection = Connection::in_clear(server.address, Protocol::Http2).await;
    let (lines, answers) = &*STREAM;
    let many = lines.repeat(20);
    let asked = connection.send(("POST", BULK), &[("content-type", NDJSON)], many.into());
    let stopped = async {
        sleep(Duration::from_millis(20)).await;
        server.stop();
    };
    let (answer, ()) = tokio::join!(asked, stopped);
    assert_eq!(answer.unwrap().body.len(), 20 * answers.len());
    assert_eq!(server.ended().await, 0);
}
