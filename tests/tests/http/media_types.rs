//! Every media type in and out.

use registertoets_tests::http::samples::{
    BINARY, BULK, CSV, EVALUATE, JSON, NDJSON, SMALL, binary, framed, frames, outcome,
};
use registertoets_tests::http::server::start;

const NDJSON_NAMES: [&str; 3] = [NDJSON, "application/ndjson", "application/jsonl"];

fn small_binary() -> Vec<u8> {
    binary(&serde_json::from_str(SMALL).unwrap())
}

#[tokio::test]
async fn one_dossier_comes_and_its_outcome_goes_in_either_form() {
    let server = start().await;
    let expected = server.post(EVALUATE, JSON, SMALL).await;
    for (content_type, body) in [(JSON, SMALL.as_bytes().to_vec()), (BINARY, small_binary())] {
        for accept in ["*/*", "application/*", JSON, "application/json;q=0.9, text/html", "text/html, */*;q=0.1"] {
            let answer = server.post_for(EVALUATE, content_type, accept, body.clone()).await;
            assert_eq!((answer.status.as_u16(), answer.media_type()), (200, JSON), "{accept}");
            assert_eq!(answer.body, expected.body);
        }
        for accept in
            [BINARY, "application/json;q=0.5, application/vnd.registertoets.v1+postcard", "*/*, application/json;q=0"]
        {
            let answer = server.post_for(EVALUATE, content_type, accept, body.clone()).await;
            assert_eq!((answer.status.as_u16(), answer.media_type()), (200, BINARY), "{accept}");
            assert_eq!(outcome(&answer.body), expected.json());
        }
    }
}

#[tokio::test]
async fn a_stream_is_answered_in_its_own_type_unless_another_is_wanted() {
    let server = start().await;
    let (line, record) = (format!("{SMALL}\n").into_bytes(), framed(&small_binary()));
    for (content_type, body) in NDJSON_NAMES.map(|name| (name, line.clone())).into_iter().chain([(BINARY, record)]) {
        for accept in [None, Some("*/*"), Some("application/*"), Some("application/json, text/plain, */*")] {
            let headers = [("content-type", content_type), ("accept", accept.unwrap_or_default())];
            let headers = if accept.is_some() { &headers[..] } else { &headers[..1] };
            let answer = server.send("POST", BULK, headers, body.clone().into()).await;
            assert_eq!((answer.status.as_u16(), answer.media_type()), (200, content_type), "{accept:?}");
        }
        for accept in NDJSON_NAMES.into_iter().chain([BINARY, CSV]) {
            let answer = server.post_for(BULK, content_type, accept, body.clone()).await;
            assert_eq!((answer.status.as_u16(), answer.media_type()), (200, accept));
            match accept {
                BINARY => assert_eq!(outcome(frames(&answer.body)[0])["verdict"], "granted"),
                CSV => {
                    let table = String::from_utf8(answer.body.to_vec()).unwrap();
                    let rows: Vec<_> = table.lines().collect();
                    assert!(rows.len() == 2 && rows[0].starts_with("reference,verdict,"), "{table}");
                    assert!(rows[1].starts_with("small,granted,2021-06-01,"), "{table}");
                }
                _ => assert_eq!(answer.json()["verdict"], "granted"),
            }
        }
    }
}

#[tokio::test]
async fn a_wish_that_cannot_be_met_is_406() {
    let server = start().await;
    for accept in ["text/html", "application/json;q=0", "application/xml, text/*", CSV, NDJSON, "nonsense", ""] {
        let problem = server.post_for(EVALUATE, JSON, accept, SMALL).await.problem(406);
        assert!(problem["detail"].as_str().unwrap().contains(BINARY), "{problem}");
    }
    for accept in ["text/html", JSON, "*/*;q=0"] {
        server.post_for(BULK, NDJSON, accept, SMALL).await.problem(406);
    }
    server.ask("GET", "/v1/rules", &[("accept", "text/html")]).await.problem(406);
    assert_eq!(server.ask("GET", "/healthz", &[("accept", "text/html")]).await.status, 200);
}

#[tokio::test]
async fn a_body_of_another_type_is_415_and_says_which_are_taken() {
    let server = start().await;
    let taken = [JSON, BINARY].join(", ");
    for content_type in
        ["text/plain", "application/x-www-form-urlencoded", NDJSON, "application/json; charset=utf-16", "json", ""]
    {
        let answer = server.post(EVALUATE, content_type, SMALL).await;
        answer.problem(415);
        assert_eq!(answer.header("accept"), Some(&*taken), "{content_type}");
    }
    server.send("POST", EVALUATE, &[], SMALL.into()).await.problem(415);
    let taken = NDJSON_NAMES.into_iter().chain([BINARY]).collect::<Vec<_>>().join(", ");
    for content_type in [JSON, CSV] {
        let answer = server.post(BULK, content_type, SMALL).await;
        answer.problem(415);
        assert_eq!(answer.header("accept"), Some(&*taken));
    }
    assert_eq!(server.post(EVALUATE, "Application/JSON; Charset=\"UTF-8\"", SMALL).await.status, 200);
}
