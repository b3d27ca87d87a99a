//! The others: clients that do nothing wrong, whatever is done to the server meanwhile.

use std::sync::LazyLock;

use super::client::Client;
use super::expected;
use super::samples::{BULK, EVALUATE, JSON, NDJSON, SMALL, lines};

/// A stream, and its answers.
pub static STREAM: LazyLock<(String, Vec<u8>)> = LazyLock::new(|| {
    let lines = lines(200);
    let answers = expected::answers(lines.as_bytes());
    (lines, answers)
});

/// Asks for one dossier and for a stream, and sees that the answers are those of the library.
pub async fn are_served(client: &Client) {
    let answer = client.post(EVALUATE, JSON, SMALL).await;
    assert_eq!((answer.status.as_u16(), &*answer.body), (200, &*expected::outcome(SMALL.as_bytes())));
    let (lines, answers) = &*STREAM;
    let answer = client.post(BULK, NDJSON, lines.clone()).await;
    assert!(answer.status == 200 && answer.body == *answers, "the stream of others is not answered right");
}
