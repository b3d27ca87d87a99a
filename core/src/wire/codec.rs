//! Reading and writing the parts: bytes, canonical varints, dates and amounts as small integers.

use core::fmt;

use super::error::{DecodeError, Field};
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

/// Reading has failed; the reader knows why. Only [`Reader::fail`] gives this: results stay as small as what is read.
#[derive(Clone, Copy)]
pub(super) struct Failed(());

pub(super) type Result<T> = core::result::Result<T, Failed>;

/// Where bytes come from: one after another, or all at once.
pub(super) trait Source {
    /// The next byte.
    fn take(&mut self) -> Option<u8>;

    /// The bytes that are there already, which stay unread.
    fn ahead(&self) -> &[u8] {
        &[]
    }

    /// Skips bytes that were seen ahead.
    fn skip(&mut self, _count: usize) {}
}

impl<I: Iterator<Item = u8>> Source for I {
    #[inline(always)]
    fn take(&mut self) -> Option<u8> {
        self.next()
    }
}

/// Bytes that are all there.
pub(super) struct Whole<'a>(pub(super) &'a [u8]);

impl Source for Whole<'_> {
    #[inline(always)]
    fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    #[inline(always)]
    fn ahead(&self) -> &[u8] {
        self.0
    }

    #[inline(always)]
    fn skip(&mut self, count: usize) {
        self.0 = self.0.get(count..).unwrap_or_default();
    }
}

/// Bytes being read as they come, with the place in the dossier that they are read for.
pub(super) struct Reader<S> {
    source: S,
    // where the reading is; once it has failed, why
    state: DecodeError,
}

impl<S: Source> Reader<S> {
    pub(super) const fn new(source: S) -> Self {
        Self { source, state: DecodeError { problem: Problem::CutOff, field: Field::Whole, item: None, at: 0 } }
    }

    /// What reading came to, with the reason where it failed.
    pub(super) fn finish<T>(&self, read: Result<T>) -> core::result::Result<T, DecodeError> {
        read.map_err(|Failed(())| self.state)
    }

    /// Says which item of which list is read from here on.
    pub(super) fn enter(&mut self, list: Field, place: usize) {
        self.state.item = Some((list, place as u16));
    }

    /// Says that no list is read from here on.
    pub(super) fn leave(&mut self) {
        self.state.item = None;
    }

    /// How many bytes are read.
    pub(super) const fn position(&self) -> usize {
        self.state.at as usize
    }

    /// The bytes that are there already, which stay unread: none where they come one after another.
    #[inline(always)]
    pub(super) fn ahead(&self) -> &[u8] {
        self.source.ahead()
    }

    /// Skips bytes that were seen ahead.
    #[inline(always)]
    pub(super) fn skip(&mut self, count: usize) {
        self.source.skip(count);
        self.state.at += count as u32;
    }

    /// Fails for a field that starts at byte `at`.
    // seldom called and from many places: one function of its own keeps it out of all of them
    #[cold]
    #[inline(never)]
    pub(super) fn fail<T>(&mut self, problem: Problem, field: Field, at: usize) -> Result<T> {
        self.state = DecodeError { problem, field, at: at as u32, ..self.state };
        Err(Failed(()))
    }

    /// Fails for a field whose one byte was read last.
    pub(super) fn invalid_byte<T>(&mut self, field: Field) -> Result<T> {
        self.fail(Problem::InvalidValue, field, self.position().saturating_sub(1))
    }

    /// The next byte, of a field that starts at byte `start`.
    // the heart of all reading: faster in place, and a step less deep
    #[inline(always)]
    pub(super) fn byte_from(&mut self, field: Field, start: usize) -> Result<u8> {
        match self.source.take() {
            Some(byte) => {
                self.state.at += 1;
                Ok(byte)
            }
            None => self.fail(Problem::CutOff, field, start),
        }
    }

    pub(super) fn byte(&mut self, field: Field) -> Result<u8> {
        self.byte_from(field, self.position())
    }

    pub(super) fn version(&mut self) -> Result<()> {
        match self.byte(Field::Whole)? {
            super::VERSION => Ok(()),
            _ => self.fail(Problem::UnknownVersion, Field::Whole, 0),
        }
    }

    pub(super) fn end(&mut self) -> Result<()> {
        match self.source.take() {
            None => Ok(()),
            Some(_) => self.fail(Problem::Trailing, Field::Whole, self.position()),
        }
    }

    /// A byte below `end`.
    pub(super) fn code(&mut self, field: Field, end: u8) -> Result<u8> {
        let code = self.byte(field)?;
        if code < end { Ok(code) } else { self.invalid_byte(field) }
    }

    /// What the byte read last says, if it says something.
    pub(super) fn known<T>(&mut self, field: Field, said: Option<T>) -> Result<T> {
        match said {
            Some(said) => Ok(said),
            None => self.invalid_byte(field),
        }
    }

    pub(super) fn member<T: Named>(&mut self, field: Field) -> Result<T> {
        let number = self.byte(field)?;
        self.known(field, T::from_number(number))
    }

    pub(super) fn set<T: Named>(&mut self, field: Field) -> Result<Set<T>> {
        let bits = self.byte(field)?;
        self.known(field, Set::from_bits(bits))
    }

    /// An integer of at most 32 bits.
    pub(super) fn varint(&mut self, field: Field) -> Result<u32> {
        self.bounded(field, u32::MAX, Problem::InvalidValue)
    }

    /// An integer up to and including `max`, in the fewest bytes that hold it, seven bits each, the lowest first.
    #[inline]
    pub(super) fn bounded(&mut self, field: Field, max: u32, beyond: Problem) -> Result<u32> {
        let first = u32::from(self.byte(field)?);
        // most integers are one byte, and most others two
        if first < 0x80 && first <= max {
            return Ok(first);
        }
        if cfg!(feature = "speed")
            && let Some(&second @ 0x01..=0x7F) = self.ahead().first()
            && first >= 0x80
        {
            let value = first & 0x7F | u32::from(second) << 7;
            if value <= max {
                self.skip(1);
                return Ok(value);
            }
        }
        self.longer(field, first, max, beyond)
    }

    /// The rest of an integer after its first byte.
    #[inline(never)]
    fn longer(&mut self, field: Field, first: u32, max: u32, beyond: Problem) -> Result<u32> {
        let start = self.position().saturating_sub(1);
        let mut value = first & 0x7F;
        let (mut last, mut shift) = (first, 0);
        while last >= 0x80 {
            last = u32::from(self.byte_from(field, start)?);
            shift += 7;
            if shift == 28 && last > 0x0F {
                return self.fail(Problem::InvalidValue, field, start);
            }
            value |= (last & 0x7F) << shift;
        }
        if last == 0 {
            return self.fail(Problem::NotCanonical, field, start);
        }
        if value <= max { Ok(value) } else { self.fail(beyond, field, start) }
    }

    /// The length of a list of at most `max` items.
    pub(super) fn length(&mut self, field: Field, max: usize) -> Result<usize> {
        self.bounded(field, max as u32, Problem::TooMany).map(|length| length as usize)
    }

    /// A signed integer, zigzag.
    pub(super) fn signed(&mut self, field: Field) -> Result<i32> {
        let code = self.varint(field)?;
        Ok((code >> 1) as i32 ^ -((code & 1) as i32))
    }

    pub(super) fn assessed_on(&mut self) -> Result<Date> {
        let code = self.bounded(Field::AssessedOn, DATES - 1, Problem::InvalidValue)?;
        Ok(Date::from_offset((code + REGISTER_BEGAN.offset()) % DATES))
    }

    /// A date, as days before the day judged on.
    pub(super) fn date(&mut self, field: Field, assessed_on: Date) -> Result<Date> {
        let code = self.bounded(field, DATES - 1, Problem::InvalidValue)?;
        Ok(date_before(assessed_on, code))
    }

    /// An amount up to and including `max` hundredths: see [`amount_code`].
    pub(super) fn amount(&mut self, field: Field, max: u16, step: u16) -> Result<u16> {
        let start = self.position();
        let code = self.varint(field)?;
        let columns = u32::from(max / step) + 1;
        let (row, column) = if code < columns { (0, code) } else { (code / columns, code % columns) };
        let hundredths = column * u32::from(step) + row;
        if row < u32::from(step) && hundredths <= u32::from(max) {
            Ok(hundredths as u16)
        } else {
            self.fail(Problem::InvalidValue, field, start)
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

/// What bytes are written to, one after another, with the forms of what they say.
pub(super) trait Writer {
    fn byte(&mut self, byte: u8);

    fn slice(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.byte(*byte));
    }

    fn varint(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.byte(value as u8 | 0x80);
            value >>= 7;
        }
        self.byte(value as u8);
    }

    fn signed(&mut self, value: i32) {
        self.varint(((value << 1) ^ (value >> 31)) as u32);
    }

    fn assessed_on(&mut self, date: Date) {
        self.varint((date.offset() + DATES - REGISTER_BEGAN.offset()) % DATES);
    }

    fn date(&mut self, assessed_on: Date, date: Date) {
        self.varint(date_code(assessed_on, date));
    }

    fn amount(&mut self, hundredths: u16, max: u16, step: u16) {
        self.varint(amount_code(hundredths, max, step));
    }

    /// A computed day, as days after the day judged on.
    fn day(&mut self, assessed_on: Date, day: Day) {
        self.signed(day.days_since(*assessed_on));
    }
}

/// Bytes written to a buffer. What does not fit is dropped and remembered, so that writers need no way out halfway.
pub(super) struct Buffer<'b> {
    bytes: &'b mut [u8],
    at: usize,
}

impl<'b> Buffer<'b> {
    pub(super) const fn new(bytes: &'b mut [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn finish(self) -> core::result::Result<&'b [u8], BufferTooSmall> {
        let Self { bytes, at } = self;
        bytes.get(..at).ok_or(BufferTooSmall)
    }
}

impl Writer for Buffer<'_> {
    fn byte(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.at) {
            *place = byte;
        }
        self.at = self.at.saturating_add(1);
    }
}

/// Bytes given away as they are written.
pub(super) struct Each<F>(pub(super) F);

impl<F: FnMut(u8)> Writer for Each<F> {
    fn byte(&mut self, byte: u8) {
        self.0(byte);
    }
}
