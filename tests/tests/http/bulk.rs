//! Streams: answered while they are read, in order, whatever is in them and however they are cut up.

use bytes::Bytes;
use registertoets_tests::http::raw::Raw;
use registertoets_tests::http::samples::{BINARY, BULK, CSV, NDJSON, SMALL, framed, frames, lines, outcome, records};
use registertoets_tests::http::server::start;
use serde_json::{Value, json};

fn named(reference: &str) -> String {
    SMALL.replace("small", reference) + "\n"
}

#[tokio::test]
async fn a_stream_is_answered_while_it_is_still_being_read() {
    let server = start().await;
    let mut raw = Raw::post_chunked(server.address, BULK, NDJSON, "").await;
    let head = raw.head().await;
    assert_eq!((head.status, head.header("transfer-encoding")), (200, Some("chunked")));
    for turn in 0..20 {
        let reference = format!("turn-{turn}");
        raw.send_chunk(named(&reference)).await;
        assert_eq!(raw.line().await["reference"], *reference);
    }
    raw.send_chunk("").await;
    assert_eq!(raw.rest().await.unwrap(), b"");
}

#[tokio::test]
async fn a_binary_stream_is_answered_while_it_is_still_being_read() {
    let server = start().await;
    let mut raw = Raw::post_chunked(server.address, BULK, BINARY, "").await;
    assert_eq!(raw.head().await.header("content-type"), Some(BINARY));
    let stream = records(20);
    for record in frames(&stream) {
        raw.send_chunk(framed(record)).await;
        let answer = raw.chunk().await.unwrap().unwrap();
        outcome(frames(&answer)[0]);
    }
    raw.send_chunk("").await;
    assert_eq!(raw.rest().await.unwrap(), b"");
}

#[tokio::test]
async fn a_client_that_asks_first_whether_to_send_is_told() {
    let server = start().await;
    let mut raw = Raw::post_chunked(server.address, BULK, NDJSON, "Expect: 100-continue\r\n").await;
    assert_eq!(raw.head().await.status, 100);
    raw.send_chunk(named("first")).await;
    assert_eq!(raw.head().await.status, 200);
    assert_eq!(raw.line().await["reference"], "first");
    raw.send_chunk("").await;
    assert_eq!(raw.rest().await.unwrap(), b"");
}

/// Records that are none, with the code that each is answered with.
const BROKEN: [(&str, &str); 10] = [
    ("rubbish", "syntax"),
    ("{", "cut_off"),
    ("[]", "wrong_type"),
    ("{\"reference\":\"a\",\"reference\":\"a\"}", "repeated_field"),
    ("{\"nonsense\":1}", "unknown_field"),
    ("{\"reference\":\"\"}", "invalid_value"),
    ("{\"reference\":\"a b\"}", "invalid_value"),
    ("{\"reference\":\"a\",\"request\":\"promotion\"}", "unknown_name"),
    ("{\"reference\":\"a\"}", "missing_field"),
    ("{\"reference\":\"a\",\"vog\":7}", "wrong_type"),
];

#[tokio::test]
async fn broken_records_are_answered_in_their_place() {
    let server = start().await;
    let mut body = Vec::new();
    for turn in 0..100 {
        let (broken, _) = BROKEN[turn % BROKEN.len()];
        body.extend(format!("{}{broken}\n\n \r\n", named(&format!("turn-{turn}"))).bytes());
    }
    body.extend(b"\xFF\xFE\n");
    body.extend(format!("{}\n", SMALL.repeat(2)).bytes());
    body.extend("[".repeat(900_000).bytes());
    body.extend(b"\n");
    body.extend(" ".repeat(1 << 20).bytes());
    body.extend(b"{}\n");
    body.extend(&named("last").as_bytes()[..20]);
    let answer = server.post(BULK, NDJSON, body).await;
    assert_eq!(answer.status, 200);
    let answers: Vec<Value> = answer
        .body
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 205);
    for turn in 0..100 {
        assert_eq!(answers[2 * turn]["reference"], format!("turn-{turn}"));
        let (_, code) = BROKEN[turn % BROKEN.len()];
        assert_eq!(answers[2 * turn + 1]["record"], 2 * turn + 2);
        assert_eq!(answers[2 * turn + 1]["error"]["code"], code, "{}", answers[2 * turn + 1]);
    }
    let codes: Vec<_> = answers[200..].iter().map(|answer| answer["error"]["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["syntax", "trailing", "wrong_type", "too_long", "cut_off"]);
    assert_eq!(answers[204]["record"], 205);
}

#[tokio::test]
async fn broken_binary_records_are_answered_in_their_place() {
    let server = start().await;
    let good = records(3);
    let good = frames(&good);
    let too_long = framed(&vec![1; 5000]);
    let body =
        [framed(good[0]), framed(b"\x02"), framed(good[1]), too_long, framed(b""), framed(good[2]), vec![200]].concat();
    let answer = server.post_for(BULK, BINARY, NDJSON, body.clone()).await;
    let answers: Vec<Value> =
        std::str::from_utf8(&answer.body).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes: Vec<_> = answers.iter().map(|answer| answer["error"]["code"].as_str().unwrap_or("none")).collect();
    assert_eq!(codes, ["none", "unknown_version", "none", "too_long", "cut_off", "none", "cut_off"]);
    assert_eq!(answers[6]["record"], 7);
    let answer = server.post(BULK, BINARY, body).await;
    let answers = frames(&answer.body);
    assert_eq!(answers.len(), 7);
    for (place, record) in answers.iter().enumerate() {
        let is_error = record[0] == 0;
        assert_eq!(is_error, [1, 3, 4, 6].contains(&place));
        assert!(!is_error || usize::from(record[1]) == place + 1);
    }
}

#[tokio::test]
async fn a_stream_without_records_has_no_answers() {
    let server = start().await;
    for body in ["", "\n\n  \r\n"] {
        assert_eq!(server.post(BULK, NDJSON, body).await.body, "");
    }
    assert_eq!(server.post(BULK, BINARY, "").await.body, "");
    let table = server.post_for(BULK, NDJSON, CSV, "").await.body;
    assert_eq!(std::str::from_utf8(&table).unwrap().lines().count(), 1);
}

#[tokio::test]
async fn how_the_body_is_cut_up_changes_no_byte_of_the_answer() {
    let server = start().await;
    let text = lines(40).replace("}\n{", "}\nrubbish\n\n{");
    for (content_type, body) in [(NDJSON, Bytes::from(text)), (BINARY, Bytes::from(records(40)))] {
        for accept in [NDJSON, BINARY, CSV] {
            let whole = server.post_for(BULK, content_type, accept, body.clone()).await.body;
            for size in [7, 1021, 65_537] {
                let accepts = format!("Accept: {accept}\r\n");
                let mut raw = Raw::post_chunked(server.address, BULK, content_type, &accepts).await;
                for piece in body.chunks(size) {
                    raw.send_chunk(piece).await;
                }
                raw.send_chunk("").await;
                assert_eq!(raw.head().await.status, 200);
                assert_eq!(raw.rest().await.unwrap(), whole, "{content_type} to {accept} by {size}");
            }
        }
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_or_is_badly_framed_breaks_off_the_answer() {
    let server = start().await;
    for (rest, closes) in [("zz\r\n", false), ("5\r\n{}", true), ("5\r\n{\"re\"xx", false), ("", true)] {
        let mut raw = Raw::post_chunked(server.address, BULK, NDJSON, "").await;
        raw.send_chunk(named("first")).await;
        assert_eq!(raw.head().await.status, 200);
        assert_eq!(raw.line().await["reference"], "first");
        raw.send(rest).await;
        if closes {
            raw.half_close().await;
        }
        assert!(raw.rest().await.is_err(), "{rest}");
    }
}

#[tokio::test]
async fn detail_and_lang_hold_for_every_record() {
    let server = start().await;
    let body = named("one") + &named("two");
    let verdicts = server.post(&format!("{BULK}?detail=verdict"), NDJSON, body.clone()).await.body;
    let expected = "{\"reference\":\"one\",\"verdict\":\"granted\"}\n{\"reference\":\"two\",\"verdict\":\"granted\"}\n";
    assert_eq!(verdicts, expected);
    let told = server.post(&format!("{BULK}?lang=en&asOf=2030-01-01"), NDJSON, body).await.body;
    for line in std::str::from_utf8(&told).unwrap().lines() {
        let outcome: Value = serde_json::from_str(line).unwrap();
        assert_eq!(outcome["assessed_on"], json!("2030-01-01"));
        assert!(outcome["findings"][0]["message"].is_string());
    }
}
