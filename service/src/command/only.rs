//! One dossier, for the commands that take no more than that.

use std::cmp::Ordering;
use std::path::Path;

use registertoets_core::limits::TEXT_BYTES_MAX;
use registertoets_core::wire::{FramePrefix, VERSION, frame_prefix};
use registertoets_core::{Dossier, Problem};
use serde::de::IgnoredAny;

use crate::failure::Failure;
use crate::form::DossierForm;
use crate::input::Input;
use crate::record::{self, RecordError};

const USE_EVALUATE: &str = "one is taken here, `registertoets evaluate` judges them all";

/// The only dossier of a file, or of standard input for `-`. None where it cannot be read as one, which standard error is
/// told then.
///
/// # Errors
/// When the file cannot be read, or holds more than one dossier.
pub(super) fn only_dossier(file: &Path, form: Option<DossierForm>) -> Result<Option<Dossier>, Failure> {
    let input = Input::open(file, form)?;
    let (name, form) = (input.name.clone(), input.form);
    let Some(bytes) = input.read_whole(TEXT_BYTES_MAX)? else {
        return Err(Failure::Usage(format!("{name} is longer than any dossier; {USE_EVALUATE}")));
    };
    match read_only_dossier(form, bytes) {
        Ok(dossier) => Ok(Some(dossier)),
        Err(NotOneDossier::Several) => {
            Err(Failure::Usage(format!("{name} holds more than one dossier; {USE_EVALUATE}")))
        }
        Err(NotOneDossier::Unreadable(error)) => {
            eprintln!("registertoets: cannot read the dossier in {name}: {}", error.detail);
            Ok(None)
        }
    }
}

/// Why bytes are not exactly one dossier.
#[derive(Debug, PartialEq, Eq)]
enum NotOneDossier {
    Several,
    Unreadable(RecordError),
}

fn unreadable(problem: Problem, detail: &str) -> NotOneDossier {
    NotOneDossier::Unreadable(RecordError::whole(problem, detail))
}

fn read_only_dossier(form: DossierForm, mut bytes: Vec<u8>) -> Result<Dossier, NotOneDossier> {
    if bytes.trim_ascii().is_empty() {
        return Err(unreadable(Problem::CutOff, "there is nothing in it"));
    }
    let record = match form {
        DossierForm::Postcard => only_binary_record(&bytes)?,
        DossierForm::Json | DossierForm::Ndjson => only_json_value(&mut bytes)?,
    };
    record::read(form, record).map_err(NotOneDossier::Unreadable)
}

/// The only record of a stream, or a record that stands alone, without its length. One is told from the other by the
/// version, which comes first in a record: no record is so short that its length looks like it.
fn only_binary_record(bytes: &[u8]) -> Result<&[u8], NotOneDossier> {
    let FramePrefix::Length { record: length, prefix } = frame_prefix(bytes) else { return Ok(bytes) };
    let record = bytes.get(prefix..).unwrap_or_default();
    if bytes.first() == Some(&VERSION) || record.first() != Some(&VERSION) {
        return Ok(bytes);
    }
    match record.len().cmp(&(length as usize)) {
        Ordering::Less => Err(unreadable(Problem::CutOff, "cut off: its length says that more follows")),
        Ordering::Equal => Ok(record),
        Ordering::Greater => Err(NotOneDossier::Several),
    }
}

/// The only value of a JSON text, or of the array that is the text. What is no JSON is left as it is, for the reader of
/// dossiers to say what is wrong with it.
fn only_json_value(text: &mut Vec<u8>) -> Result<&[u8], NotOneDossier> {
    let opening = text.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or_default();
    let in_array = text.get(opening) == Some(&b'[');
    let start = if in_array { opening + 1 } else { 0 };
    let Some(end) = end_of_value(&text[start..]).map(|length| start + length) else { return Ok(text) };
    match (in_array, text[end..].trim_ascii()) {
        (true, b"]") => {
            // white space in place of the bracket leaves the places in errors as they are
            text[opening] = b' ';
            text.truncate(end);
            Ok(text)
        }
        (true, [b',', ..]) | (false, [b'{', ..]) => Err(NotOneDossier::Several),
        _ => Ok(text),
    }
}

/// How many bytes go up to the end of the first JSON value of a text, if it is one.
fn end_of_value(text: &[u8]) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}

#[cfg(test)]
mod tests {
    use registertoets_core::json;
    use registertoets_core::limits::DOSSIER_BYTES_MAX;
    use registertoets_core::wire::{FRAME_PREFIX_MAX, encode, write_frame_prefix};

    use super::*;

    const CONVERSION: &[u8] = br#"{
        "reference": "4610-000004", "assessed_on": "2021-06-01", "request": "basis_conversion",
        "registration": {"category": "basis", "start": "2019-02-28"}
    }"#;

    fn one(form: DossierForm, bytes: impl Into<Vec<u8>>) -> Result<Dossier, NotOneDossier> {
        read_only_dossier(form, bytes.into())
    }

    /// A record in the binary form: alone, and behind its length.
    fn binary(dossier: &Dossier) -> [Vec<u8>; 2] {
        let mut buffer = [0; DOSSIER_BYTES_MAX];
        let record = encode(dossier, &mut buffer).unwrap();
        let mut prefix = [0; FRAME_PREFIX_MAX];
        [record.to_vec(), [write_frame_prefix(record.len() as u32, &mut prefix), record].concat()]
    }

    #[test]
    fn one_dossier_is_read_from_every_form() {
        let expected = json::decode(CONVERSION).unwrap();
        for bytes in binary(&expected) {
            assert_eq!(one(DossierForm::Postcard, bytes).as_ref(), Ok(&expected));
        }
        let in_array = [b" [\n", CONVERSION, b"\n]\n"].concat();
        for form in [DossierForm::Json, DossierForm::Ndjson] {
            for bytes in [CONVERSION, &in_array] {
                assert_eq!(one(form, bytes).as_ref(), Ok(&expected));
            }
        }
    }

    #[test]
    fn several_dossiers_are_told_from_one() {
        let [_, framed] = binary(&json::decode(CONVERSION).unwrap());
        for (form, bytes) in [
            (DossierForm::Postcard, framed.repeat(2)),
            (DossierForm::Ndjson, [CONVERSION, b"\n", CONVERSION].concat()),
            (DossierForm::Json, [b"[", CONVERSION, b",", CONVERSION, b"]"].concat()),
        ] {
            assert_eq!(one(form, bytes), Err(NotOneDossier::Several), "{form:?}");
        }
    }

    fn detail(form: DossierForm, bytes: impl Into<Vec<u8>>) -> String {
        match one(form, bytes) {
            Err(NotOneDossier::Unreadable(error)) => error.detail,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_no_dossier_is_told_with_its_place() {
        assert_eq!(detail(DossierForm::Ndjson, ""), "there is nothing in it");
        assert_eq!(detail(DossierForm::Json, " \n"), "there is nothing in it");
        let wrong = r#"{"reference": "x", "assessed_on": "2021-02-29"}"#;
        let told = detail(DossierForm::Json, wrong);
        assert!(told.starts_with("invalid value at byte ") && told.contains("(/assessed_on)"), "{told}");
        assert_eq!(detail(DossierForm::Json, format!("[{wrong}]")), detail(DossierForm::Json, format!(" {wrong}")));
        for broken in ["{", "[", "[]", "x", "{} x", "[{} x", "[{}] x", "[{},", "\u{1}", "[1]", "null"] {
            assert!(one(DossierForm::Json, broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_binary_dossier_with_bytes_lost_or_left_is_unreadable() {
        for bytes in binary(&json::decode(CONVERSION).unwrap()) {
            for length in 0..bytes.len() {
                detail(DossierForm::Postcard, &bytes[..length]);
            }
        }
        let [alone, framed] = binary(&json::decode(CONVERSION).unwrap());
        let cut = detail(DossierForm::Postcard, &framed[..framed.len() - 1]);
        assert_eq!(cut, "cut off: its length says that more follows");
        let left = detail(DossierForm::Postcard, [&alone[..], b"x"].concat());
        assert_eq!(left, format!("more bytes after the end at byte {}", alone.len()));
    }
}
