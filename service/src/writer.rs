//! Dossiers on their way out, in the form that is asked for.

use registertoets_core::limits::DOSSIER_BYTES_MAX;
use registertoets_core::{Dossier, wire};

use crate::bulk::{Answers, Work};
use crate::failure::Failure;
use crate::form::DossierForm;
use crate::output::Output;
use crate::record::{self, RecordError};

/// Bytes that wait before they are written, about.
const WAITING_BYTES: usize = 64 * 1024;

/// Adds a dossier to `bytes`: a line, an item of an array behind a comma, or a binary record behind its length.
pub(crate) fn append(form: DossierForm, dossier: &Dossier, bytes: &mut Vec<u8>) {
    match form {
        DossierForm::Ndjson => {
            append_text(dossier, bytes);
            bytes.push(b'\n');
        }
        DossierForm::Json => {
            bytes.extend_from_slice(b",\n");
            append_text(dossier, bytes);
        }
        DossierForm::Postcard => append_record(dossier, bytes),
    }
}

fn append_text(dossier: &Dossier, bytes: &mut Vec<u8>) {
    // a dossier always has a text, and memory takes it
    let _ = serde_json::to_writer(bytes, dossier);
}

fn append_record(dossier: &Dossier, bytes: &mut Vec<u8>) {
    let mut buffer = [0; DOSSIER_BYTES_MAX];
    // a buffer of that size takes any dossier
    append_frame(wire::encode(dossier, &mut buffer).unwrap_or_default(), bytes);
}

/// Adds a binary record to `bytes`, behind its length.
pub(crate) fn append_frame(record: &[u8], bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(wire::write_frame_prefix(record.len() as u32, &mut [0; wire::FRAME_PREFIX_MAX]));
    bytes.extend_from_slice(record);
}

/// Adds an integer as a varint of up to 64 bits.
pub(crate) fn append_varint(mut value: u64, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// The work of rewriting: a dossier in, the same dossier out in another form. Records that are none are left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rewriting {
    /// The form of the dossiers that come out; for the [`DossierWriter`] of that form.
    pub(crate) to: DossierForm,
}

impl Work for Rewriting {
    fn answer(
        &self,
        form: DossierForm,
        record: &[u8],
        place: &mut Dossier,
        answers: &mut Answers,
    ) -> Result<(), RecordError> {
        record::read_into(form, record, place)?;
        append(self.to, place, &mut answers.bytes);
        Ok(())
    }

    fn answer_unreadable(&self, _: u64, _: &RecordError, _: &mut Vec<u8>) {}
}

/// Writes dossiers, one after another, in one form.
#[derive(Debug)]
pub(crate) struct DossierWriter {
    form: DossierForm,
    output: Output,
    waiting: Vec<u8>,
    array_is_open: bool,
}

impl DossierWriter {
    /// A writer of this form to this output.
    pub(crate) fn new(form: DossierForm, output: Output) -> Self {
        Self { form, output, waiting: Vec::with_capacity(WAITING_BYTES), array_is_open: false }
    }

    /// Writes a dossier, or keeps it until there is enough to write.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(crate) fn write(&mut self, dossier: &Dossier) -> Result<(), Failure> {
        append(self.form, dossier, &mut self.waiting);
        self.open_array();
        if self.waiting.len() < WAITING_BYTES { Ok(()) } else { self.write_waiting() }
    }

    /// Writes dossiers that [`Rewriting`] to the form of this writer gave, at once.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(crate) fn write_appended(&mut self, dossiers: &[u8]) -> Result<(), Failure> {
        self.waiting.extend_from_slice(dossiers);
        self.open_array();
        self.write_waiting()
    }

    /// Ends the form and the output; a file takes its name now.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        if self.form == DossierForm::Json {
            self.waiting.extend_from_slice(if self.array_is_open { b"\n]\n" } else { b"[]\n" });
        }
        self.write_waiting()?;
        self.output.finish()
    }

    /// Puts the bracket of an array in the place of the comma before its first dossier.
    fn open_array(&mut self) {
        if self.form == DossierForm::Json
            && !self.array_is_open
            && let Some(comma) = self.waiting.first_mut()
        {
            *comma = b'[';
            self.array_is_open = true;
        }
    }

    fn write_waiting(&mut self) -> Result<(), Failure> {
        self.output.write(&self.waiting)?;
        self.waiting.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use registertoets_core::json;

    use super::*;
    use crate::register::Register;

    fn written(form: DossierForm, dossiers: &[Dossier]) -> Result<Vec<u8>, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("register");
        let mut writer = DossierWriter::new(form, Output::create(Some(&path))?);
        for dossier in dossiers {
            writer.write(dossier)?;
        }
        writer.finish()?;
        Ok(std::fs::read(path)?)
    }

    /// Enough to be written in several goes.
    fn some_dossiers() -> Vec<Dossier> {
        Register::new(1).take(300).collect()
    }

    #[test]
    fn ndjson_is_one_dossier_a_line() -> Result<(), Box<dyn Error>> {
        let dossiers = some_dossiers();
        let text = String::from_utf8(written(DossierForm::Ndjson, &dossiers)?)?;
        assert!(text.len() > 2 * WAITING_BYTES && text.ends_with('\n'));
        assert_eq!(text.lines().count(), dossiers.len());
        for (line, dossier) in text.lines().zip(&dossiers) {
            assert_eq!(json::decode(line.as_bytes())?, *dossier);
        }
        Ok(())
    }

    #[test]
    fn json_is_one_array_with_a_dossier_a_line() -> Result<(), Box<dyn Error>> {
        let dossiers = some_dossiers();
        let text = String::from_utf8(written(DossierForm::Json, &dossiers)?)?;
        let array: Vec<Dossier> = serde_json::from_str(&text)?;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(array, dossiers);
        assert_eq!(lines.len(), dossiers.len() + 2);
        assert_eq!((lines[0], lines[lines.len() - 1]), ("[", "]"));
        assert_eq!(json::decode(lines[7].trim_end_matches(',').as_bytes())?, dossiers[6]);
        Ok(())
    }

    #[test]
    fn postcard_is_records_behind_their_length() -> Result<(), Box<dyn Error>> {
        let dossiers = some_dossiers();
        let stream = written(DossierForm::Postcard, &dossiers)?;
        let mut rest = stream.as_slice();
        for dossier in &dossiers {
            let wire::FramePrefix::Length { record, prefix } = wire::frame_prefix(rest) else {
                return Err("a record without a length".into());
            };
            let (bytes, after) = rest[prefix..].split_at(record as usize);
            assert_eq!(wire::decode(bytes)?, *dossier);
            rest = after;
        }
        assert!(rest.is_empty());
        Ok(())
    }

    #[test]
    fn no_dossiers_are_an_empty_array_or_nothing() -> Result<(), Box<dyn Error>> {
        assert_eq!(written(DossierForm::Json, &[])?, b"[]\n");
        assert_eq!(written(DossierForm::Ndjson, &[])?, b"");
        assert_eq!(written(DossierForm::Postcard, &[])?, b"");
        Ok(())
    }

    #[test]
    fn dossiers_appended_elsewhere_are_the_same_bytes() -> Result<(), Box<dyn Error>> {
        let dossiers = some_dossiers();
        for form in [DossierForm::Ndjson, DossierForm::Json, DossierForm::Postcard] {
            let folder = tempfile::tempdir()?;
            let path = folder.path().join("register");
            let mut writer = DossierWriter::new(form, Output::create(Some(&path))?);
            let rewriting = Rewriting { to: form };
            writer.write_appended(b"")?;
            for some in dossiers.chunks(70) {
                let (mut place, mut answers) = (Dossier::unread(), Answers::default());
                for dossier in some {
                    let text = serde_json::to_vec(dossier)?;
                    assert_eq!(rewriting.answer(DossierForm::Json, &text, &mut place, &mut answers), Ok(()));
                }
                writer.write_appended(&answers.bytes)?;
            }
            writer.finish()?;
            assert!(std::fs::read(path)? == written(form, &dossiers)?, "{form:?}");
        }
        Ok(())
    }
}
