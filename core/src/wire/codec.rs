//! Reading and writing the parts: bytes, canonical varints, dates and amounts as small integers.

use core::fmt;

use crate::problem::Problem;
use crate::{Date, Day, Named, Set};

/// How many dates there are: codes of dates are counted modulo this number.
const DATES: u32 = Date::MAX.offset() + 1;
/// Day 0 of the day judged on: when the register began. Most days after it take two bytes.
const REGISTER_BEGAN: Date = match Date::new(2015, 10, 13) {
    Some(date) => date,
    None => panic!("13 October 2015 is a date"),
};

/// Steps that most points are a multiple of, in hundredths: a quarter.
pub(super) const POINTS_STEP: u16 = 25;
/// Steps that most hours a week are a multiple of, in hundredths: half an hour.
pub(super) const HOURS_STEP: u16 = 50;

/// Why bytes are no dossier or outcome: what is wrong, in which field, at which byte.
///
/// It holds nothing of the dossier itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    problem: Problem,
    field: &'static str,
    item: Option<(&'static str, u16)>,
    at: u32,
}

impl DecodeError {
    /// What is wrong.
    #[must_use]
    pub const fn problem(&self) -> Problem {
        self.problem
    }

    /// The byte at which the field starts, from 0.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at as usize
    }

    /// The place in the dossier, as a JSON pointer (RFC 6901); the dossier as a whole is the empty text.
    #[must_use]
    pub fn pointer(&self) -> impl fmt::Display {
        Place(*self)
    }
}

struct Place(DecodeError);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((list, place)) = self.0.item {
            write!(f, "/{list}/{place}")?;
        }
        if self.0.field.is_empty() { Ok(()) } else { write!(f, "/{}", self.0.field) }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.problem {
            Problem::Trailing => "more bytes after the end",
            other => other.text(),
        };
        write!(f, "{text} at byte {}", self.at)?;
        if self.field.is_empty() && self.item.is_none() { Ok(()) } else { write!(f, " ({})", self.pointer()) }
    }
}

impl core::error::Error for DecodeError {}

pub(super) type Result<T> = core::result::Result<T, DecodeError>;

/// Bytes being read as they come, with the place in the dossier that they are read for.
pub(super) struct Reader<S> {
    source: S,
    at: usize,
    item: Option<(&'static str, u16)>,
}

impl<S: Iterator<Item = u8>> Reader<S> {
    pub(super) const fn new(source: S) -> Self {
        Self { source, at: 0, item: None }
    }

    /// Says which item of which list is read from here on.
    pub(super) fn enter(&mut self, list: &'static str, place: usize) {
        self.item = Some((list, place as u16));
    }

    /// Says that no list is read from here on.
    pub(super) fn leave(&mut self) {
        self.item = None;
    }

    /// How many bytes are read.
    pub(super) const fn position(&self) -> usize {
        self.at
    }

    /// The error for a field that starts at byte `at`.
    pub(super) fn error(&self, problem: Problem, field: &'static str, at: usize) -> DecodeError {
        DecodeError { problem, field, item: self.item, at: at as u32 }
    }

    /// The error for a field whose one byte was read last.
    pub(super) fn invalid_byte(&self, field: &'static str) -> DecodeError {
        self.error(Problem::InvalidValue, field, self.at.saturating_sub(1))
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.source.next()?;
        self.at += 1;
        Some(byte)
    }

    pub(super) fn byte(&mut self, field: &'static str) -> Result<u8> {
        self.next().ok_or_else(|| self.error(Problem::CutOff, field, self.at))
    }

    pub(super) fn version(&mut self) -> Result<()> {
        match self.byte("")? {
            super::VERSION => Ok(()),
            _ => Err(self.error(Problem::UnknownVersion, "", 0)),
        }
    }

    pub(super) fn end(&mut self) -> Result<()> {
        match self.source.next() {
            None => Ok(()),
            Some(_) => Err(self.error(Problem::Trailing, "", self.at)),
        }
    }

    /// A byte below `end`.
    pub(super) fn code(&mut self, field: &'static str, end: u8) -> Result<u8> {
        let code = self.byte(field)?;
        if code < end { Ok(code) } else { Err(self.invalid_byte(field)) }
    }

    pub(super) fn member<T: Named>(&mut self, field: &'static str) -> Result<T> {
        let number = self.byte(field)?;
        T::from_number(number).ok_or_else(|| self.invalid_byte(field))
    }

    pub(super) fn set<T: Named>(&mut self, field: &'static str) -> Result<Set<T>> {
        let bits = self.byte(field)?;
        Set::from_bits(bits).ok_or_else(|| self.invalid_byte(field))
    }

    /// An integer of at most 32 bits in the fewest bytes that hold it, seven bits each, the lowest first.
    pub(super) fn varint(&mut self, field: &'static str) -> Result<u32> {
        let start = self.at;
        let mut value = 0_u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.next().ok_or_else(|| self.error(Problem::CutOff, field, start))?;
            if shift == 28 && byte > 0x0F {
                return Err(self.error(Problem::InvalidValue, field, start));
            }
            value |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                if byte == 0 && shift > 0 {
                    return Err(self.error(Problem::NotCanonical, field, start));
                }
                return Ok(value);
            }
        }
        Err(self.error(Problem::InvalidValue, field, start))
    }

    /// An integer up to and including `max`.
    pub(super) fn bounded(&mut self, field: &'static str, max: u32) -> Result<u32> {
        let start = self.at;
        let value = self.varint(field)?;
        if value <= max { Ok(value) } else { Err(self.error(Problem::InvalidValue, field, start)) }
    }

    /// The length of a list of at most `max` items.
    pub(super) fn length(&mut self, field: &'static str, max: usize) -> Result<usize> {
        let start = self.at;
        let length = self.varint(field)? as usize;
        if length <= max { Ok(length) } else { Err(self.error(Problem::TooMany, field, start)) }
    }

    /// A signed integer, zigzag.
    pub(super) fn signed(&mut self, field: &'static str) -> Result<i32> {
        let code = self.varint(field)?;
        Ok((code >> 1) as i32 ^ -((code & 1) as i32))
    }

    pub(super) fn assessed_on(&mut self, field: &'static str) -> Result<Date> {
        let code = self.bounded(field, DATES - 1)?;
        Ok(Date::from_offset((code + REGISTER_BEGAN.offset()) % DATES))
    }

    /// A date, as days before the day judged on.
    pub(super) fn date(&mut self, field: &'static str, assessed_on: Date) -> Result<Date> {
        let code = self.bounded(field, DATES - 1)?;
        Ok(date_before(assessed_on, code))
    }

    /// An amount up to and including `max` hundredths: see [`amount_code`].
    pub(super) fn amount(&mut self, field: &'static str, max: u16, step: u16) -> Result<u16> {
        let start = self.at;
        let code = self.varint(field)?;
        let columns = u32::from(max / step) + 1;
        let (row, column) = if code < columns { (0, code) } else { (code / columns, code % columns) };
        let hundredths = column * u32::from(step) + row;
        if row < u32::from(step) && hundredths <= u32::from(max) {
            Ok(hundredths as u16)
        } else {
            Err(self.error(Problem::InvalidValue, field, start))
        }
    }
}

/// The date `code` days before `assessed_on`, where the days before the first date are the last ones.
pub(super) fn date_before(assessed_on: Date, code: u32) -> Date {
    let judged = assessed_on.offset();
    Date::from_offset(if code <= judged { judged - code } else { judged + DATES - code.min(DATES) })
}

/// Whether `code` is one that [`date_before`] reads.
pub(super) const fn is_date_code(code: u32) -> bool {
    code < DATES
}

/// How many days before `assessed_on` a date is, where later dates go round past the first.
pub(super) fn date_code(assessed_on: Date, date: Date) -> u32 {
    let (judged, offset) = (assessed_on.offset(), date.offset());
    if offset <= judged { judged - offset } else { judged + DATES - offset }
}

/// Multiples of `step` first, then those one more, and so on: what is usual has a small code.
fn amount_code(hundredths: u16, max: u16, step: u16) -> u32 {
    let columns = u32::from(max / step) + 1;
    u32::from(hundredths % step) * columns + u32::from(hundredths / step)
}

/// The buffer is too small for what is written to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BufferTooSmall;

impl fmt::Display for BufferTooSmall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("buffer too small: give it DOSSIER_BYTES_MAX or OUTCOME_BYTES_MAX bytes")
    }
}

impl core::error::Error for BufferTooSmall {}

/// Bytes being written. What does not fit is dropped and remembered, so that writers need no way out halfway.
pub(super) struct Writer<'b> {
    buffer: &'b mut [u8],
    at: usize,
}

impl<'b> Writer<'b> {
    pub(super) const fn new(buffer: &'b mut [u8]) -> Self {
        Self { buffer, at: 0 }
    }

    pub(super) fn finish(self) -> core::result::Result<&'b [u8], BufferTooSmall> {
        let Self { buffer, at } = self;
        buffer.get(..at).ok_or(BufferTooSmall)
    }

    pub(super) fn byte(&mut self, byte: u8) {
        if let Some(place) = self.buffer.get_mut(self.at) {
            *place = byte;
        }
        self.at = self.at.saturating_add(1);
    }

    pub(super) fn slice(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.byte(*byte));
    }

    pub(super) fn varint(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.byte(value as u8 | 0x80);
            value >>= 7;
        }
        self.byte(value as u8);
    }

    pub(super) fn signed(&mut self, value: i32) {
        self.varint(((value << 1) ^ (value >> 31)) as u32);
    }

    pub(super) fn assessed_on(&mut self, date: Date) {
        self.varint((date.offset() + DATES - REGISTER_BEGAN.offset()) % DATES);
    }

    pub(super) fn date(&mut self, assessed_on: Date, date: Date) {
        self.varint(date_code(assessed_on, date));
    }

    pub(super) fn amount(&mut self, hundredths: u16, max: u16, step: u16) {
        self.varint(amount_code(hundredths, max, step));
    }

    /// A computed day, as days after the day judged on.
    pub(super) fn day(&mut self, assessed_on: Date, day: Day) {
        self.signed(day.days_since(*assessed_on));
    }
}
