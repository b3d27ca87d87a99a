//! Any bytes as the text of a dossier.

use registertoets_core::json::{self, TextError};
use registertoets_core::{Dossier, Problem};

use super::dossier_bytes::ANOTHER;
use super::json_tree::Tree;

/// Any bytes are a dossier or an error that says where: never JSON where they are none, nor the other way round.
pub fn dossier_text(text: &[u8]) {
    let tree = serde_json::from_slice::<Tree>(text);
    match json::decode(text) {
        Ok(dossier) => {
            assert!(tree.is_ok(), "a dossier is read from what is no JSON: {tree:?}");
            // it reads the nearest fraction and not the digits, so it may refuse a number; but never take it for another
            if let Ok(same) = serde_json::from_slice::<Dossier>(text) {
                assert_eq!(same, dossier, "serde_json reads another dossier");
            }
            assert_survives_writing(&dossier);
            assert_does_not_depend_on_white_space(text, &dossier);
            assert_does_not_depend_on_the_reader(text, &dossier);
            assert_reads_the_same_over_another(text, &dossier);
        }
        Err(error) => assert_says_where(&error, text, tree.ok().as_ref()),
    }
}

fn assert_survives_writing(dossier: &Dossier) {
    for text in [serde_json::to_vec(dossier), serde_json::to_vec_pretty(dossier)] {
        let text = text.expect("a dossier has a text");
        assert_eq!(json::decode(&text).as_ref(), Ok(dossier), "{}", String::from_utf8_lossy(&text));
    }
}

fn assert_does_not_depend_on_white_space(text: &[u8], dossier: &Dossier) {
    let around = [b" \t\r\n", text, b"\n "].concat();
    assert_eq!(json::decode(&around).as_ref(), Ok(dossier), "white space around it makes a difference");
    let followed = [text, b","].concat();
    assert_eq!(json::decode(&followed).map_err(|error| error.problem()), Err(Problem::Trailing));
}

/// Holds that the reader of usual layouts, if it was the one that took the text, took what the general one takes: a space
/// before a colon keeps the first from it.
fn assert_does_not_depend_on_the_reader(text: &[u8], dossier: &Dossier) {
    let colon = text.iter().position(|byte| *byte == b':').expect("a dossier has fields");
    let unusual = [&text[..colon], b" ", &text[colon..]].concat();
    assert_eq!(json::decode(&unusual).as_ref(), Ok(dossier), "the two readers read two dossiers");
}

fn assert_reads_the_same_over_another(text: &[u8], dossier: &Dossier) {
    let mut place = ANOTHER.clone();
    assert_eq!(json::decode_into(text, &mut place), Ok(()));
    assert_eq!(&place, dossier, "read in place, another comes out");
}

/// Holds that an error lies within the text; in JSON, at a place that is there.
fn assert_says_where(error: &TextError, text: &[u8], tree: Option<&Tree>) {
    assert!(error.at() <= text.len(), "{error} of {}", text.len());
    let pointer = error.pointer().to_string();
    assert!(error.to_string().contains(&pointer), "{error}");
    // a value that is not allowed is seen where it ends, which can be the end of the text
    assert!(error.problem() != Problem::CutOff || error.at() == text.len(), "cut off before the end: {error}");
    if let Some(tree) = tree {
        let no_json =
            matches!(error.problem(), Problem::CutOff | Problem::Syntax | Problem::Encoding | Problem::Trailing);
        assert!(!no_json, "{error}, though it is JSON: {tree:?}");
        assert!(tree.has(&pointer), "no place {pointer} in {tree:?}");
    }
}
