//! A JSON writer without allocation, for the few kinds of values that answers have.

use core::fmt::{self, Display, Write};

/// Writes JSON to a buffer. What does not fit is dropped and remembered, so that writing needs no way out halfway.
pub struct Writer<'b> {
    buffer: &'b mut [u8],
    at: usize,
    /// Something stands before in the same object or list.
    follows: bool,
}

impl<'b> Writer<'b> {
    /// A writer at the start of `buffer`.
    pub const fn new(buffer: &'b mut [u8]) -> Self {
        Self { buffer, at: 0, follows: false }
    }

    /// How many bytes were written, if all of them fitted.
    pub const fn finish(self) -> Option<usize> {
        if self.at <= self.buffer.len() { Some(self.at) } else { None }
    }

    /// An object, whose fields `fields` writes.
    pub fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.enclosed(b"{}", fields);
    }

    /// A list of the items that `items` writes.
    #[cfg(feature = "json")]
    pub fn list(&mut self, items: impl FnOnce(&mut Self)) {
        self.enclosed(b"[]", items);
    }

    /// The name of the field whose value comes next.
    pub fn key(&mut self, name: &str) -> &mut Self {
        self.text(&name);
        self.byte(b':');
        self.follows = false;
        self
    }

    /// A text.
    pub fn text(&mut self, text: &dyn Display) {
        self.separate();
        self.byte(b'"');
        // nothing fails: what does not fit is remembered
        let _ = write!(Escaped(self), "{text}");
        self.byte(b'"');
    }

    /// A value that is written as it is displayed: a number.
    #[cfg(feature = "json")]
    pub fn number(&mut self, number: &dyn Display) {
        self.separate();
        let _ = write!(Plain(self), "{number}");
    }

    /// The value that stands for none.
    #[cfg(feature = "json")]
    pub fn null(&mut self) {
        self.number(&"null");
    }

    /// A field with a text, left out where the text is empty.
    pub fn field_unless_empty(&mut self, name: &str, text: &dyn Display) {
        let before = (self.at, self.follows);
        let start = self.key(name).at;
        self.text(text);
        if self.at == start + 2 {
            (self.at, self.follows) = before;
        }
    }

    fn enclosed(&mut self, [open, close]: &[u8; 2], inside: impl FnOnce(&mut Self)) {
        self.separate();
        self.byte(*open);
        self.follows = false;
        inside(self);
        self.byte(*close);
        self.follows = true;
    }

    fn separate(&mut self) {
        if self.follows {
            self.byte(b',');
        }
        self.follows = true;
    }

    fn byte(&mut self, byte: u8) {
        if let Some(place) = self.buffer.get_mut(self.at) {
            *place = byte;
        }
        self.at = self.at.saturating_add(1);
    }
}

/// Text between quotes: what may not stand there as it is becomes an escape.
struct Escaped<'w, 'b>(&'w mut Writer<'b>);

impl Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            match byte {
                b'"' | b'\\' => {
                    self.0.byte(b'\\');
                    self.0.byte(byte);
                }
                // our own words hold no control characters, and a reference holds visible ones
                0..=0x1F => self.0.byte(b' '),
                _ => self.0.byte(byte),
            }
        }
        Ok(())
    }
}

/// Text as it is.
#[cfg(feature = "json")]
struct Plain<'w, 'b>(&'w mut Writer<'b>);

#[cfg(feature = "json")]
impl Write for Plain<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().for_each(|byte| self.0.byte(byte));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(room: usize, write: impl FnOnce(&mut Writer<'_>)) -> Option<std::string::String> {
        let mut buffer = [0; 64];
        let mut writer = Writer::new(&mut buffer[..room]);
        write(&mut writer);
        let length = writer.finish()?;
        Some(std::str::from_utf8(&buffer[..length]).unwrap().into())
    }

    fn all_kinds(json: &mut Writer<'_>) {
        json.object(|json| {
            json.key("text").text(&"\"é\\");
            json.key("list").list(|json| {
                json.number(&1);
                json.null();
                json.list(|_| ());
            });
            json.field_unless_empty("empty", &"");
            json.field_unless_empty("full", &"x");
        });
    }

    #[test]
    fn every_kind_of_value_is_written_with_commas_between() {
        let text = r#"{"text":"\"é\\","list":[1,null,[]],"full":"x"}"#;
        assert_eq!(written(64, all_kinds).as_deref(), Some(text));
    }

    #[test]
    fn what_does_not_fit_is_no_answer() {
        let whole = written(64, all_kinds).unwrap();
        assert!((0..whole.len()).all(|room| written(room, all_kinds).is_none()));
        assert_eq!(written(whole.len(), all_kinds), Some(whole));
    }
}
