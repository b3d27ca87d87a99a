//! What holds for any bytes at all: one function a property, which stops with a text where it is broken.
//!
//! The targets of the fuzzer call these, and so do the tests over its seeds.

mod bulk_chunks;
mod bulk_records;
mod bulk_stream;
mod dossier_bytes;
mod dossier_errors;
mod dossier_text;
mod json_tree;
#[path = "../../core/tests/wire/mirror.rs"]
mod mirror;
mod outcome_bytes;
mod verdict;

pub use self::bulk_chunks::bulk_chunks;
pub use self::bulk_records::bulk_records;
pub use self::dossier_bytes::dossier_bytes;
pub use self::dossier_errors::dossier_errors;
pub use self::dossier_text::dossier_text;
pub use self::outcome_bytes::outcome_bytes;
pub use self::verdict::{verdict_at_edges, verdict_of_bytes};

/// What holds for any bytes, or stops with a text.
pub type Property = fn(&[u8]);

/// Every property, by the name of its fuzz target.
pub const ALL: [(&str, Property); 8] = [
    ("bulk_chunks", bulk_chunks),
    ("bulk_records", bulk_records),
    ("dossier_bytes", dossier_bytes),
    ("dossier_errors", dossier_errors),
    ("dossier_text", dossier_text),
    ("outcome_bytes", outcome_bytes),
    ("verdict_at_edges", verdict_at_edges),
    ("verdict_of_bytes", verdict_of_bytes),
];

/// Holds that postcard reads the same integers from these bytes, and writes them as these bytes.
fn assert_postcard_agrees<'a, T: serde::Serialize + serde::Deserialize<'a>>(bytes: &'a [u8]) {
    let (_version, integers) = bytes.split_first().expect("what can be read has a version");
    let (mirror, rest) = postcard::take_from_bytes::<T>(integers).expect("postcard reads what we read");
    assert!(rest.is_empty(), "postcard leaves {} bytes that we read", rest.len());
    let written = postcard::to_allocvec(&mirror).expect("memory takes it");
    assert_eq!(written, integers, "postcard writes the same integers otherwise");
}
