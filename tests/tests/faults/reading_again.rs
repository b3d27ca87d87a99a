//! A service that is told to read its files again, and one that is told to stop but goes on for a while.

use std::fs;

use registertoets_tests::http::client::PATIENCE;
use registertoets_tests::http::samples::{EVALUATE, JSON, SMALL};
use registertoets_tests::http::secure::{Authority, Connection, Protocol};
use tempfile::NamedTempFile;
use tokio::time::{Duration, sleep, timeout};

use crate::served::program_with;

/// The SHA-256 of `one` and of `two`.
const ONE: &str = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
const TWO: &str = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";

const AGAIN_AFTER: Duration = Duration::from_millis(10);

#[tokio::test]
async fn tokens_and_certificate_are_read_again_on_sighup_while_connections_go_on() {
    let authority = Authority::new();
    let files = authority.issue("server");
    let tokens = NamedTempFile::new().unwrap();
    fs::write(&tokens, format!("portal {ONE}\n")).unwrap();
    let path = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let arguments = [
        "--tls-certificate",
        &path(&files.certificate),
        "--tls-key",
        &path(&files.key),
        "--tokens",
        &path(tokens.path()),
    ];
    let program = program_with(&arguments).await;
    let connect = || Connection::in_secret(program.address, Protocol::Http2, &authority, None);
    let mut before = connect().await.unwrap();
    let status = async |connection: &mut Connection, authorization: &str| {
        let headers = [("content-type", JSON), ("authorization", authorization)];
        connection.send(("POST", EVALUATE), &headers, SMALL.into()).await.unwrap().status.as_u16()
    };
    assert_eq!(status(&mut before, "Bearer one").await, 200);
    assert_eq!(status(&mut before, "Bearer two").await, 401);

    let _ = authority.issue("server");
    fs::write(&tokens, format!("kiosk {TWO}\n")).unwrap();
    program.hang_up();
    let changed = async {
        while status(&mut before, "Bearer two").await != 200 {
            sleep(AGAIN_AFTER).await;
        }
    };
    timeout(PATIENCE, changed).await.unwrap();
    assert_eq!(status(&mut before, "Bearer one").await, 401);
    let renewed = async {
        while connect().await.unwrap().shown == before.shown {
            sleep(AGAIN_AFTER).await;
        }
    };
    timeout(PATIENCE, renewed).await.unwrap();
    program.terminate();
    let ended = program.ended().await;
    assert!(ended.status.success());
    for told in ["certificate and key are read again", "tokens are read again: 1"] {
        assert!(ended.said.contains(told), "{}", ended.said);
    }
}

#[tokio::test]
async fn a_service_that_is_told_to_stop_says_that_it_is_not_ready_before_it_stops() {
    let program = program_with(&["--drain-delay-seconds", "1"]).await;
    assert_eq!(program.ask("GET", "/readyz", &[]).await.status, 200);
    program.terminate();
    let not_ready = async {
        while program.ask("GET", "/readyz", &[]).await.status != 503 {
            sleep(AGAIN_AFTER).await;
        }
    };
    timeout(PATIENCE, not_ready).await.unwrap();
    // others are still answered, over new connections too
    assert_eq!(program.post(EVALUATE, JSON, SMALL).await.status, 200);
    assert_eq!(program.ask("GET", "/healthz", &[]).await.status, 200);
    assert!(program.ended().await.status.success());
}
