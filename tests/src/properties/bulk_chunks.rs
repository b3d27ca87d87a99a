//! Bodies of dossiers in any form, arriving in any chunks.

use arbitrary::Arbitrary;
use registertoets_service::form::OutcomeForm;
use registertoets_service::judging::Judging;
use serde::de::IgnoredAny;

use super::bulk_stream::{Body, Chunk, Layout, answered, answered_in_turns, chosen};

#[derive(Arbitrary, Debug)]
struct Request<'a> {
    layout: Layout,
    to: To,
    chunks: Vec<Chunk>,
    body: Body<'a>,
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum To {
    Lines,
    Frames,
    Table,
}

/// Bodies that are also sent byte by byte: that reaches every boundary at once, and takes its time.
const SHORT_BYTES: usize = 1_000;

/// A body is answered with the same bytes in whatever chunks it arrives or is read, whatever is in it; and a JSON array
/// with as many answers as it has items.
pub fn bulk_chunks(choices: &[u8]) {
    let Some(Request { layout, to, chunks, body }) = chosen(choices) else { return };
    let to = match to {
        To::Lines => OutcomeForm::Ndjson,
        To::Frames => OutcomeForm::Postcard,
        To::Table => OutcomeForm::Csv,
    };
    let judging = Judging::new(to);
    let body = body.bytes(layout);
    let whole = answered(&body, &[], layout.form(), judging);
    let chunked = answered(&body, &chunks, layout.form(), judging);
    assert_eq!(whole, chunked, "{layout:?} in {chunks:?} are answered otherwise: {}", body.escape_ascii());
    let in_turns = answered_in_turns(&body, &chunks, layout.form(), judging);
    assert_eq!(whole, in_turns, "{layout:?} read in {chunks:?} are answered otherwise: {}", body.escape_ascii());
    if body.len() <= SHORT_BYTES {
        let one_by_one = answered(&body, &vec![Chunk::BYTE; body.len()], layout.form(), judging);
        assert_eq!(whole, one_by_one, "{layout:?} byte by byte are answered otherwise: {}", body.escape_ascii());
    }
    if layout == Layout::Items
        && let Ok(items) = serde_json::from_slice::<Vec<IgnoredAny>>(&body)
    {
        assert_eq!(whole.counts.records, items.len() as u64, "answers to {}", body.escape_ascii());
    }
}
