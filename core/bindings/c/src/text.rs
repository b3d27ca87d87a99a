//! Text as C has it: UTF-8 with a zero behind it, in room that the caller gives.

use core::ffi::c_char;
use core::fmt::{self, Write};
use core::mem::MaybeUninit;

use crate::error::{Answer, RegistertoetsError};
use crate::memory::{room, write_if_wanted};

/// Text being written. What does not fit is counted and dropped.
struct Writer<'a> {
    room: &'a mut [MaybeUninit<c_char>],
    /// Bytes of the text so far.
    length: usize,
    /// Bytes of the whole characters that fit with a zero behind them.
    whole: usize,
}

impl Writer<'_> {
    fn push(&mut self, byte: u8) {
        let starts_character = byte & 0xC0 != 0x80;
        if starts_character && self.length < self.room.len() {
            self.whole = self.length;
        }
        if let Some(place) = self.room.get_mut(self.length) {
            place.write(byte as c_char);
        }
        self.length = self.length.saturating_add(1);
    }

    /// Ends the text with a zero, behind its last whole character that leaves room for it; whether all of it fits.
    fn end(self) -> bool {
        let fits = self.length < self.room.len();
        let end = if fits { self.length } else { self.whole };
        if let Some(place) = self.room.get_mut(end) {
            place.write(0);
        }
        fits
    }
}

impl fmt::Write for Writer<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().for_each(|byte| self.push(byte));
        Ok(())
    }
}

/// Writes a text to `room`: whether it fits, and how many bytes it has.
fn write_to(room: &mut [MaybeUninit<c_char>], text: &dyn fmt::Display) -> (bool, usize) {
    let mut writer = Writer { room, length: 0, whole: 0 };
    // this writer does not fail, and neither does a text of the core by itself
    let _ = write!(writer, "{text}");
    let length = writer.length;
    (writer.end(), length)
}

/// Writes as much of a text as fits with a zero behind it.
pub(crate) fn write_terminated<const N: usize>(room: &mut [c_char; N], text: &dyn fmt::Display) {
    // SAFETY: the same bytes, through which only initialised ones are written
    let room = unsafe { &mut *(&raw mut *room).cast::<[MaybeUninit<c_char>; N]>() };
    write_to(room, text);
}

/// Writes a text where the caller wants it.
///
/// # Safety
/// `buffer` is null, or `size` bytes are there to be written; `length` is null, or can be written to.
pub(crate) unsafe fn answer_text(
    text: &dyn fmt::Display,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> Answer {
    // SAFETY: by this function's own condition
    let room = unsafe { room(buffer, size) }?;
    let (fits, bytes) = write_to(room, text);
    // SAFETY: by this function's own condition
    unsafe { write_if_wanted(length, bytes) };
    if fits { Ok(()) } else { Err(RegistertoetsError::BufferTooSmall) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written<const N: usize>(text: &str) -> String {
        let mut room = [b'?' as c_char; N];
        write_terminated(&mut room, &text);
        String::from_utf8(room.iter().map(|byte| *byte as u8).take_while(|byte| *byte != 0).collect()).unwrap()
    }

    #[test]
    fn text_ends_behind_its_last_whole_character() {
        assert_eq!(written::<4>("abc"), "abc");
        assert_eq!(written::<3>("abc"), "ab");
        assert_eq!(written::<1>("abc"), "");
        assert_eq!(written::<3>("a\u{EB}c"), "a");
        assert_eq!(written::<2>("a\u{EB}c"), "a");
        assert_eq!(written::<3>("ab\u{EB}"), "ab");
        assert_eq!(written::<4>("ab\u{EB}"), "ab");
        assert_eq!(written::<5>("ab\u{EB}"), "ab\u{EB}");
        assert_eq!(written::<4>(""), "");
        assert_eq!(written::<0>("abc"), "");
    }

    #[test]
    fn the_length_is_that_of_the_whole_text() {
        assert_eq!(write_to(&mut [], &"abc"), (false, 3));
        assert_eq!(write_to(&mut [MaybeUninit::uninit(); 3], &"abc"), (false, 3));
        assert_eq!(write_to(&mut [MaybeUninit::uninit(); 4], &"abc"), (true, 3));
    }
}
