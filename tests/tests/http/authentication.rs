//! Bearer tokens: who shows one is answered, and nobody else.

use std::fs;

use registertoets_service::http::{Access, Settings};
use registertoets_tests::http::samples::{BULK, EVALUATE, JSON, NDJSON, SMALL};
use registertoets_tests::http::server::{Running, start_with};
use tempfile::NamedTempFile;

/// The SHA-256 of `one` and of `two`, as any tool tells them.
const ONE: &str = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
const TWO: &str = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";

async fn start_with_tokens(lines: &str) -> (Running, NamedTempFile) {
    let file = NamedTempFile::new().unwrap();
    fs::write(&file, lines).unwrap();
    let access = Access { tokens: Some(file.path().to_owned()), ..Access::default() };
    (start_with(Settings { access, ..Settings::default() }).await, file)
}

async fn status(server: &Running, path: &str, content_type: &str, authorization: &str) -> u16 {
    let headers = [("content-type", content_type), ("authorization", authorization)];
    server.send("POST", path, &headers, SMALL.into()).await.status.as_u16()
}

#[tokio::test]
async fn dossiers_are_judged_for_those_with_a_token_only() {
    let (server, _file) = start_with_tokens(&format!("portal {ONE}\nkiosk {TWO}\n")).await;
    for (path, content_type) in [(EVALUATE, JSON), (BULK, NDJSON)] {
        assert_eq!(status(&server, path, content_type, "Bearer one").await, 200);
        assert_eq!(status(&server, path, content_type, "bearer two").await, 200);
        for wrong in ["Bearer three", "Bearer", "Basic b25lOm9uZQ==", &format!("Bearer {ONE}"), ""] {
            assert_eq!(status(&server, path, content_type, wrong).await, 401, "{wrong}");
        }
        let headers = [("content-type", content_type), ("authorization", "Bearer three")];
        let answer = server.send("POST", path, &headers, SMALL.into()).await;
        let challenge = answer.header("www-authenticate").unwrap();
        assert_eq!(challenge, "Bearer realm=\"registertoets\", error=\"invalid_token\"");
        let answer = server.post(path, content_type, SMALL).await;
        let problem = answer.problem(401);
        assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"registertoets\""));
        assert!(problem["detail"].as_str().unwrap().contains("bearer token"));
    }
}

#[tokio::test]
async fn nothing_is_told_of_a_request_before_its_caller_is_known() {
    let (server, _file) = start_with_tokens(&format!("portal {ONE}\n")).await;
    server.post(&format!("{EVALUATE}?asOf=never"), "text/plain", "x").await.problem(401);
    server.post(EVALUATE, JSON, vec![b' '; 4 << 20]).await.problem(401);
}

#[tokio::test]
async fn what_is_public_is_told_to_anyone_and_to_any_page() {
    let (server, _file) = start_with_tokens(&format!("portal {ONE}\n")).await;
    for path in ["/v1/rules", "/healthz", "/readyz"] {
        let answer = server.ask("GET", path, &[]).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
    }
    let answer = server.send("POST", EVALUATE, &[("authorization", "Bearer one")], SMALL.into()).await;
    assert_eq!(answer.header("access-control-allow-origin"), None);
}

#[tokio::test]
async fn a_token_that_is_taken_out_of_the_file_is_taken_no_longer() {
    let (server, file) = start_with_tokens(&format!("portal {ONE}\nkiosk {TWO}\n")).await;
    assert_eq!(status(&server, EVALUATE, JSON, "Bearer two").await, 200);
    fs::write(&file, format!("portal {ONE}\n")).unwrap();
    assert_eq!(status(&server, EVALUATE, JSON, "Bearer two").await, 200);
    assert!(server.files.read_again().iter().all(|(_, read)| read.is_ok()));
    assert_eq!(status(&server, EVALUATE, JSON, "Bearer two").await, 401);
    assert_eq!(status(&server, EVALUATE, JSON, "Bearer one").await, 200);
    // a file that cannot be read locks nobody out, nor in
    fs::write(&file, "portal secret\n").unwrap();
    let error = server.files.read_again().remove(0).1.unwrap_err().to_string();
    assert!(error.contains("line 1") && !error.contains("secret"), "{error}");
    assert_eq!(status(&server, EVALUATE, JSON, "Bearer one").await, 200);
}
