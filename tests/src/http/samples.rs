//! Dossiers to ask about, in all their forms.

use registertoets_core::limits::{DOSSIER_BYTES_MAX, OUTCOME_BYTES_MAX};
use registertoets_core::wire::{FRAME_PREFIX_MAX, FramePrefix, frame_prefix, write_frame_prefix};
use registertoets_core::{json, wire};
use serde_json::Value;

use crate::edges;

/// Where one dossier is posted.
pub const EVALUATE: &str = "/v1/dossiers/_evaluate";
/// Where a stream of dossiers is posted.
pub const BULK: &str = "/v1/dossiers/_bulk";

/// As many bytes as nobody here sends, and few enough for a stream.
pub const ENDLESS: usize = 8 << 30;

/// One JSON text.
pub const JSON: &str = "application/json";
/// The binary form.
pub const BINARY: &str = "application/vnd.registertoets.v1+postcard";
/// One JSON text a line.
pub const NDJSON: &str = "application/x-ndjson";
/// A table.
pub const CSV: &str = "text/csv";

/// A dossier of few words: a conversion of Basis to Junior that is granted.
pub const SMALL: &str = concat!(
    r#"{"reference":"small","assessed_on":"2021-06-01","request":"basis_conversion","#,
    r#""registration":{"category":"basis","start":"2019-02-28"}}"#
);

/// The binary form of a dossier.
#[must_use]
pub fn binary(dossier: &Value) -> Vec<u8> {
    let dossier = json::decode(dossier.to_string().as_bytes()).unwrap();
    wire::encode(&dossier, &mut [0; DOSSIER_BYTES_MAX]).unwrap().to_vec()
}

/// A record with its length in front.
#[must_use]
pub fn framed(record: &[u8]) -> Vec<u8> {
    let mut buffer = [0; FRAME_PREFIX_MAX];
    [write_frame_prefix(u32::try_from(record.len()).unwrap(), &mut buffer), record].concat()
}

/// The records of a stream, each without the length in front.
#[must_use]
pub fn frames(mut stream: &[u8]) -> Vec<&[u8]> {
    let mut frames = Vec::new();
    while !stream.is_empty() {
        let FramePrefix::Length { record, prefix } = frame_prefix(stream) else { panic!("no length") };
        let (frame, rest) = stream[prefix..].split_at(usize::try_from(record).unwrap());
        frames.push(frame);
        stream = rest;
    }
    frames
}

/// An outcome in the binary form, as it is in JSON; seen to be in the one form that it has.
pub fn outcome(bytes: &[u8]) -> Value {
    let outcome = wire::decode_outcome(bytes).unwrap();
    assert_eq!(wire::encode_outcome(&outcome, &mut [0; OUTCOME_BYTES_MAX]).unwrap(), bytes);
    serde_json::to_value(outcome).unwrap()
}

/// So many dossiers at the edges of the rules, as lines.
#[must_use]
pub fn lines(count: u64) -> String {
    (0..count).map(|seed| edges::dossier(seed).to_string() + "\n").collect()
}

/// The same dossiers as [`lines`], as binary records.
#[must_use]
pub fn records(count: u64) -> Vec<u8> {
    (0..count).flat_map(|seed| framed(&binary(&edges::dossier(seed)))).collect()
}

/// The head of a post of so many bytes, up to where more header fields or the blank line can follow.
#[must_use]
pub fn post(path: &str, content_type: &str, length: usize) -> String {
    format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n")
}
