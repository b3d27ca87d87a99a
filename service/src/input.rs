//! Where a command reads from: files or standard input, with the form told by name or by first bytes.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::iter::Take;
use std::path::Path;

use crate::failure::Failure;
use crate::form::DossierForm;
use crate::register::Register;
use crate::writer::append;

/// An input that is open.
pub struct Input {
    /// Its name, for messages.
    pub name: String,
    /// Its size in bytes, where that is known beforehand.
    pub size: Option<u64>,
    /// The form of its records.
    pub form: DossierForm,
    first: Vec<u8>,
    rest: Box<dyn Read + Send>,
}

impl Input {
    /// Opens a file, or standard input for `-`. Without a form, the name tells it, or else the first bytes.
    ///
    /// # Errors
    /// When it cannot be opened or read.
    pub fn open(path: &Path, form: Option<DossierForm>) -> Result<Self, Failure> {
        let (name, size, mut rest): (_, _, Box<dyn Read + Send>) = if path == Path::new("-") {
            ("standard input".to_owned(), None, Box::new(io::stdin()))
        } else {
            let name = path.display().to_string();
            let file = File::open(path).map_err(Failure::io(format!("cannot read {name}")))?;
            let metadata = file.metadata().map_err(Failure::io(format!("cannot read {name}")))?;
            (name, metadata.is_file().then_some(metadata.len()), Box::new(file))
        };
        let mut first = Vec::new();
        let form = form.or_else(|| form_told_by_name(path));
        // a binary record is not waited for longer than it takes; of text, a line is
        if form != Some(DossierForm::Postcard) {
            read_to_tell(&mut rest, &mut first).map_err(Failure::io(format!("cannot read {name}")))?;
        }
        let form = form.unwrap_or_else(|| form_told_by(&first));
        if form != DossierForm::Postcard && first.starts_with(BYTE_ORDER_MARK) {
            first.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(Self { name, size, form, first, rest })
    }

    /// The first dossiers of the generated register, as an input: to try and to measure without a file.
    #[must_use]
    pub fn generated(count: u64) -> Self {
        let rest = Generated {
            dossiers: Register::new(1).take(count.try_into().unwrap_or(usize::MAX)),
            made: Cursor::default(),
        };
        let name = "the generated register".to_owned();
        Self { name, size: None, form: DossierForm::Postcard, first: Vec::new(), rest: Box::new(rest) }
    }

    /// Everything up to `most` bytes, or none where there is more.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read_whole(self, most: usize) -> Result<Option<Vec<u8>>, Failure> {
        let Self { name, mut first, rest, .. } = self;
        rest.take((most + 1) as u64).read_to_end(&mut first).map_err(Failure::io(format!("cannot read {name}")))?;
        Ok((first.len() <= most).then_some(first))
    }

    /// All its bytes.
    #[must_use]
    pub fn into_read(self) -> impl Read + Send {
        Cursor::new(self.first).chain(self.rest)
    }
}

/// The bytes of generated dossiers, made as they are read.
struct Generated {
    dossiers: Take<Register>,
    made: Cursor<Vec<u8>>,
}

impl Read for Generated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.made.position() == self.made.get_ref().len() as u64 {
            self.made.set_position(0);
            self.made.get_mut().clear();
            for dossier in self.dossiers.by_ref() {
                append(DossierForm::Postcard, &dossier, self.made.get_mut());
                if self.made.get_ref().len() >= buffer.len() {
                    break;
                }
            }
        }
        self.made.read(buffer)
    }
}

fn form_told_by_name(path: &Path) -> Option<DossierForm> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "ndjson" | "jsonl" => Some(DossierForm::Ndjson),
        "json" => Some(DossierForm::Json),
        "postcard" => Some(DossierForm::Postcard),
        _ => None,
    }
}

/// How many first bytes tell the form, unless a line ends before.
const TELLING_BYTES: usize = 64;

fn read_to_tell(input: &mut impl Read, first: &mut Vec<u8>) -> io::Result<()> {
    while first.len() < TELLING_BYTES && !first.contains(&b'\n') {
        let mut bytes = [0; TELLING_BYTES];
        match input.read(&mut bytes) {
            Ok(0) => break,
            Ok(length) => first.extend_from_slice(&bytes[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The bytes that some programs put in front of UTF-8 text.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The form that the first bytes tell: an array is JSON, and so is an object that goes on in the next line; a binary
/// record starts with its length and the version; all else is lines.
fn form_told_by(first: &[u8]) -> DossierForm {
    use registertoets_core::wire::{FramePrefix, VERSION, frame_prefix};

    if let FramePrefix::Length { prefix, .. } = frame_prefix(first)
        && first.get(prefix) == Some(&VERSION)
    {
        return DossierForm::Postcard;
    }
    let text = first.strip_prefix(BYTE_ORDER_MARK).unwrap_or(first).trim_ascii_start();
    let (opening, rest) = text.split_at_checked(1).unwrap_or_default();
    let rest_of_line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let goes_on = rest_of_line.len() < rest.len() && rest_of_line.trim_ascii().is_empty();
    match opening {
        b"[" => DossierForm::Json,
        b"{" if goes_on => DossierForm::Json,
        // UTF-16 is no form of a dossier, but text that cannot be read and not a record
        [0xFE | 0xFF] if matches!(rest, [0xFE | 0xFF, ..]) => DossierForm::Ndjson,
        [byte, ..] if !byte.is_ascii_graphic() => DossierForm::Postcard,
        _ => DossierForm::Ndjson,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_the_form() {
        for (first, form) in [
            (&b""[..], DossierForm::Ndjson),
            (b"{\"reference\":", DossierForm::Ndjson),
            (b"\n\n{\"reference\":", DossierForm::Ndjson),
            (b"{ \r\n  \"reference\":", DossierForm::Json),
            (b"[\n", DossierForm::Json),
            (b"  [{", DossierForm::Json),
            (b"garbage", DossierForm::Ndjson),
            (b"\xEF\xBB\xBF{\"reference\":", DossierForm::Ndjson),
            (b"\xEF\xBB\xBF[{", DossierForm::Json),
            (b"\xFF\xFE{\0", DossierForm::Ndjson),
            (&[14, 1, 1, b'x'], DossierForm::Postcard),
            (&[b'{', 1, 11], DossierForm::Postcard),
            (&[b'[', 1, 11], DossierForm::Postcard),
            (&[0xAC, 0x02, 1, 11], DossierForm::Postcard),
            (&[0x0E, 2], DossierForm::Postcard),
        ] {
            assert_eq!(form_told_by(first), form, "{first:?}");
        }
    }
}
