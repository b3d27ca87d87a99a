//! Bodies that come packed, and answers that go packed.

use async_compression::Level;
use async_compression::tokio::write::{GzipDecoder, GzipEncoder, ZstdDecoder, ZstdEncoder};
use async_compression::zstd::CParameter;
use bytes::Bytes;
use registertoets_core::limits::TEXT_BYTES_MAX;
use registertoets_tests::http::expected;
use registertoets_tests::http::others::STREAM;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BULK, EVALUATE, JSON, NDJSON, SMALL};
use registertoets_tests::http::server::start;
use tokio::io::AsyncWriteExt;

const CODINGS: [&str; 2] = ["gzip", "zstd"];

async fn packed(coding: &str, bytes: &[u8]) -> Vec<u8> {
    match coding {
        "gzip" => {
            let mut encoder = GzipEncoder::new(Vec::new());
            encoder.write_all(bytes).await.unwrap();
            encoder.shutdown().await.unwrap();
            encoder.into_inner()
        }
        _ => {
            let mut encoder = ZstdEncoder::new(Vec::new());
            encoder.write_all(bytes).await.unwrap();
            encoder.shutdown().await.unwrap();
            encoder.into_inner()
        }
    }
}

async fn unpacked(coding: &str, bytes: &[u8]) -> Vec<u8> {
    match coding {
        "gzip" => {
            let mut decoder = GzipDecoder::new(Vec::new());
            decoder.write_all(bytes).await.unwrap();
            decoder.shutdown().await.unwrap();
            decoder.into_inner()
        }
        _ => {
            let mut decoder = ZstdDecoder::new(Vec::new());
            decoder.write_all(bytes).await.unwrap();
            decoder.shutdown().await.unwrap();
            decoder.into_inner()
        }
    }
}

#[tokio::test]
async fn what_comes_packed_is_answered_as_what_comes_plain() {
    let server = start().await;
    let (lines, answers) = &*STREAM;
    for coding in CODINGS {
        let one = [("content-type", JSON), ("content-encoding", coding)];
        let answer = server.send("POST", EVALUATE, &one, packed(coding, SMALL.as_bytes()).await.into()).await;
        assert_eq!((answer.status.as_u16(), &*answer.body), (200, &*expected::outcome(SMALL.as_bytes())));
        let many = [("content-type", NDJSON), ("content-encoding", coding)];
        let answer = server.send("POST", BULK, &many, packed(coding, lines.as_bytes()).await.into()).await;
        assert!(answer.status == 200 && answer.body == *answers);
    }
}

#[tokio::test]
async fn an_answer_goes_packed_where_that_is_wanted() {
    let server = start().await;
    let (lines, answers) = &*STREAM;
    let plain = server.ask("GET", "/v1/rules", &[]).await;
    for coding in CODINGS {
        let answer = server.ask("GET", "/v1/rules", &[("accept-encoding", coding)]).await;
        assert_eq!(answer.header("content-encoding"), Some(coding));
        assert_eq!(answer.header("vary"), Some("accept, accept-encoding"));
        assert!(answer.body.len() * 2 < plain.body.len());
        assert_eq!(unpacked(coding, &answer.body).await, plain.body);
        let headers = [("content-type", NDJSON), ("accept-encoding", coding)];
        let answer = server.send("POST", BULK, &headers, lines.clone().into()).await;
        assert_eq!(answer.header("content-encoding"), Some(coding));
        assert_eq!(unpacked(coding, &answer.body).await, *answers);
        // again, and in every document: what is short is not packed, what is long is packed once
        for path in ["/v1/rules?lang=en", "/v1/openapi.json", "/v1/schemas/dossier.json", "/v1/limits", "/v1/rules"] {
            let plain = server.ask("GET", path, &[]).await;
            let answer = server.ask("GET", path, &[("accept-encoding", coding)]).await;
            let body = match answer.header("content-encoding") {
                Some(said) if said == coding => unpacked(coding, &answer.body).await,
                said => said.map_or(answer.body.to_vec(), |_| Vec::new()),
            };
            assert!(body == plain.body, "{path}");
            assert_eq!(answer.header("content-encoding").is_some(), plain.body.len() >= 1024, "{path}");
        }
        // too short to gain by it
        let answer = server.ask("GET", "/healthz", &[("accept-encoding", coding)]).await;
        assert_eq!(answer.header("content-encoding"), None);
    }
}

#[tokio::test]
async fn a_packed_answer_comes_as_soon_as_there_is_one() {
    let server = start().await;
    for coding in CODINGS {
        let accept = format!("Accept-Encoding: {coding}\r\n");
        let mut raw = Raw::post_chunked(server.address, BULK, NDJSON, &accept).await;
        assert_eq!(raw.head().await.header("content-encoding"), Some(coding));
        raw.send_chunk(format!("{SMALL}\n")).await;
        // more than its own header comes, though no more was sent
        let mut length = 0;
        while length < 100 {
            length += raw.chunk().await.unwrap().unwrap().len();
        }
        raw.send_chunk("").await;
        while raw.chunk().await.unwrap().is_some() {}
    }
}

#[tokio::test]
async fn what_is_too_large_once_unpacked_is_413() {
    let server = start().await;
    for coding in CODINGS {
        let headers = [("content-type", JSON), ("content-encoding", coding)];
        let padded = |length: usize| format!("{SMALL}{}", " ".repeat(length - SMALL.len()));
        let fits = packed(coding, padded(TEXT_BYTES_MAX).as_bytes()).await;
        assert!(fits.len() < 8 << 10);
        assert_eq!(server.send("POST", EVALUATE, &headers, fits.into()).await.status, 200);
        for length in [TEXT_BYTES_MAX + 1, 64 << 20] {
            let large = packed(coding, padded(length).as_bytes()).await;
            server.send("POST", EVALUATE, &headers, large.into()).await.problem(413);
        }
    }
}

#[tokio::test]
async fn a_body_that_is_not_packed_as_it_says_is_400() {
    let server = start().await;
    for coding in CODINGS {
        let headers = [("content-type", JSON), ("content-encoding", coding)];
        let whole = packed(coding, SMALL.as_bytes()).await;
        for spoilt in [SMALL.as_bytes(), &whole[..whole.len() - 1], &whole[1..]] {
            let problem = server.send("POST", EVALUATE, &headers, Bytes::copy_from_slice(spoilt)).await.problem(400);
            assert!(problem["detail"].as_str().unwrap().contains("Content-Encoding"), "{problem}");
        }
    }
}

#[tokio::test]
async fn a_window_of_zstd_is_taken_up_to_its_limit_and_a_larger_one_is_told_of() {
    let server = start().await;
    let most = server.ask("GET", "/v1/limits", &[]).await.json()["request"]["zstd_window_bytes"].as_u64().unwrap();
    let headers = [("content-type", JSON), ("content-encoding", "zstd")];
    for (log, fits) in [(most.ilog2(), true), (most.ilog2() + 1, false)] {
        let mut encoder =
            ZstdEncoder::with_quality_and_params(Vec::new(), Level::Default, &[CParameter::window_log(log)]);
        encoder.write_all(SMALL.as_bytes()).await.unwrap();
        encoder.shutdown().await.unwrap();
        let answer = server.send("POST", EVALUATE, &headers, encoder.into_inner().into()).await;
        if fits {
            assert_eq!(answer.status, 200);
        } else {
            let detail = answer.problem(400)["detail"].as_str().unwrap().to_owned();
            assert!(detail.ends_with(&format!("a window of more than {most} bytes")), "{detail}");
        }
    }
}

#[tokio::test]
async fn a_body_packed_in_another_way_is_415_and_says_which_are_taken() {
    let server = start().await;
    for (path, content_type) in [(EVALUATE, JSON), (BULK, NDJSON)] {
        for coding in ["br", "gzip, gzip", "compress"] {
            let headers = [("content-type", content_type), ("content-encoding", coding)];
            let answer = server.send("POST", path, &headers, SMALL.into()).await;
            answer.problem(415);
            assert_eq!(answer.header("accept-encoding"), Some("gzip, zstd"));
        }
    }
}

#[tokio::test]
async fn a_stream_that_is_not_packed_as_it_says_is_answered_as_far_as_it_unpacks_and_then_cut_off() {
    let server = start().await;
    let (lines, answers) = &*STREAM;
    for coding in CODINGS {
        let whole = packed(coding, lines.as_bytes()).await;
        let headers = format!("Content-Encoding: {coding}\r\n");
        let mut raw = Raw::post_chunked(server.address, BULK, NDJSON, &headers).await;
        raw.send_chunk(&whole[..whole.len() - 9]).await;
        raw.send_chunk("").await;
        let received = raw.received().await;
        assert!(received.status() == 200 && !received.whole);
        let body = String::from_utf8(received.body()).unwrap();
        let last = body.lines().last().unwrap();
        assert!(last.contains(r#""detail":"the body is not packed as its Content-Encoding says"#), "{last}");
        assert!(answers.starts_with(&body.as_bytes()[..body.len() - last.len() - 1]));
    }
}
