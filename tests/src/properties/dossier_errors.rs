//! Any bytes as the text of a dossier in which much may be wrong.

use registertoets_core::json;
use registertoets_service::errors::{ERRORS_MAX, Errors};
use registertoets_service::record::RecordError;
use serde::de::IgnoredAny;

use super::json_tree::Tree;

/// All errors of any bytes begin with the one that the reader gives; each is told once, in JSON at a place that is
/// there, and in what is no JSON there is but one.
pub fn dossier_errors(text: &[u8]) {
    let Errors { found, more } = Errors::of(text);
    let first = json::decode(text).err().map(RecordError::from);
    assert_eq!(found.first(), first.as_ref(), "another error comes first");
    assert!(found.len() <= ERRORS_MAX && (!more || found.len() == ERRORS_MAX), "{} errors, {more}", found.len());
    for (place, error) in found.iter().enumerate() {
        assert!(!found[..place].contains(error), "told twice: {error:?}");
    }
    if serde_json::from_slice::<IgnoredAny>(text).is_err() {
        assert!(found.len() == 1, "in what is no JSON: {found:?}");
    }
    if let Ok(tree) = serde_json::from_slice::<Tree>(text) {
        for error in &found {
            let pointer = error.pointer.as_deref().unwrap_or_default();
            assert!(tree.has(pointer), "no place {pointer} in {tree:?}");
        }
    }
}
