//! Dossiers as JSON text: a strict reader for the one contract, without allocation.
//!
//! It is a serde [`Deserializer`] and not `serde_json`, for three reasons: numbers are judged by their digits and not
//! by the nearest binary fraction, so `7.9999999999999999999` is not taken for 8; a struct is an object and never an
//! array, and a name is a text and never `{"name": null}`; and an error says where, and what was expected, without
//! repeating a word of the dossier.

use core::fmt::{self, Write};

use serde::de::value::U64Deserializer;
use serde::de::{self, DeserializeSeed, Deserializer, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use crate::amount::hundredths;
use crate::name::place_of;
use crate::problem::Problem;
use crate::regulation::{EndsBeforeItStarts, MembershipIsOnePoint};
use crate::{Date, Dossier, HoursPerWeek, Points, Reference};

/// Reads a dossier from its JSON text.
///
/// White space around it is allowed; anything else is not.
///
/// ```
/// use registertoets_core::json;
/// let error = json::decode(br#"{"reference": "x", "assessed_on": "2021-02-29"}"#).unwrap_err();
/// assert_eq!(error.problem().code(), "invalid_value");
/// assert_eq!(error.pointer().to_string(), "/assessed_on");
/// ```
///
/// # Errors
/// When the text is not exactly one valid dossier.
pub fn decode(text: &[u8]) -> Result<Dossier, TextError> {
    let mut reader = Reader { text, at: 0, pointer: Pointer::default() };
    let dossier = Dossier::deserialize(&mut reader).and_then(|dossier| {
        reader.skip_white_space();
        if reader.at == text.len() { Ok(dossier) } else { Err(Flaw::new(Problem::Trailing)) }
    });
    dossier.map_err(|flaw| TextError { flaw, at: reader.at, pointer: reader.pointer })
}

/// Why a text is no dossier: what is wrong, where, and what was expected. It holds nothing of the dossier itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    flaw: Flaw,
    pointer: Pointer,
    at: usize,
}

impl TextError {
    /// What is wrong.
    #[must_use]
    pub const fn problem(&self) -> Problem {
        self.flaw.problem
    }

    /// The place in the dossier, as a JSON pointer (RFC 6901).
    #[must_use]
    pub const fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// The byte of the text at which it was seen, from 0.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.problem().text(), self.at)?;
        if !self.pointer.0.is_empty() {
            write!(f, " ({})", self.pointer)?;
        }
        write!(f, "{}", self.flaw.expected)
    }
}

impl core::error::Error for TextError {}

/// What stops the reader: a [`TextError`] but for its place, which the reader knows.
///
/// It is small because it is handed up through every level of a dossier: a large one makes the code of this reader a
/// fifth larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Flaw {
    problem: Problem,
    expected: Expected,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Nothing,
    Text(&'static str),
    Byte(u8),
    CommaOr(u8),
    AtMost(u16),
    OneOf(&'static [&'static str]),
}

/// What our own types say they expect. Serde hands that on as something to be displayed; it is looked up here to be
/// kept without room for a text.
const EXPECTATIONS: [&str; 7] = [
    Reference::EXPECTED,
    Date::EXPECTED,
    Points::EXPECTED,
    HoursPerWeek::EXPECTED,
    crate::set::EXPECTED,
    EndsBeforeItStarts::EXPECTED,
    MembershipIsOnePoint::EXPECTED,
];

impl Expected {
    /// What one of our own types says it expects.
    fn said(expected: &dyn fmt::Display) -> Self {
        let mut text = heapless::String::<80>::new();
        // what does not fit is none of ours
        let _ = write!(text, "{expected}");
        EXPECTATIONS.iter().find(|known| **known == text).map_or(Self::Nothing, |known| Self::Text(known))
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Text(text) | Self::OneOf([text]) => write!(f, ", expected {text}"),
            Self::Byte(byte) => write!(f, ", expected {}", char::from(*byte)),
            Self::CommaOr(byte) => write!(f, ", expected , or {}", char::from(*byte)),
            Self::AtMost(count) => write!(f, ", expected at most {count}"),
            Self::OneOf(names) => {
                f.write_str(", expected one of")?;
                names
                    .iter()
                    .enumerate()
                    .try_for_each(|(place, name)| write!(f, "{} {name}", if place == 0 { "" } else { "," }))
            }
        }
    }
}

impl Flaw {
    const fn new(problem: Problem) -> Self {
        Self::expecting(problem, Expected::Nothing)
    }

    const fn expecting(problem: Problem, expected: Expected) -> Self {
        Self { problem, expected }
    }

    const fn syntax(expected: &'static str) -> Self {
        Self::expecting(Problem::Syntax, Expected::Text(expected))
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.problem.text(), self.expected)
    }
}

impl core::error::Error for Flaw {}

impl de::Error for Flaw {
    fn custom<T: fmt::Display>(expected: T) -> Self {
        // the errors of our own types say what they ask, not what they found
        Self::expecting(Problem::InvalidValue, Expected::said(&expected))
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::expecting(Problem::WrongType, Expected::said(&expected))
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::expecting(Problem::InvalidValue, Expected::said(&expected))
    }

    fn invalid_length(length: usize, _: &dyn de::Expected) -> Self {
        // a full list reports the length that it cannot take
        Self::expecting(Problem::TooMany, Expected::AtMost(length.saturating_sub(1) as u16))
    }

    fn unknown_variant(_: &str, names: &'static [&'static str]) -> Self {
        Self::expecting(Problem::UnknownName, Expected::OneOf(names))
    }

    fn unknown_field(_: &str, names: &'static [&'static str]) -> Self {
        Self::expecting(Problem::UnknownField, Expected::OneOf(names))
    }

    fn missing_field(name: &'static str) -> Self {
        Self::expecting(Problem::MissingField, Expected::Text(name))
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::new(Problem::RepeatedField)
    }
}

/// A place in a dossier, as a JSON pointer (RFC 6901): `/work/3/proof`. The dossier as a whole is the empty text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Pointer(heapless::Vec<Step, 6>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Field(&'static str),
    Item(u16),
}

impl Pointer {
    fn push(&mut self, step: Step) {
        // the contract is five steps deep; a reader that went further would have stopped
        let _ = self.0.push(step);
    }

    fn pop(&mut self) {
        self.0.pop();
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| match step {
            Step::Field(name) => write!(f, "/{name}"),
            Step::Item(place) => write!(f, "/{place}"),
        })
    }
}

type Result<T, E = Flaw> = core::result::Result<T, E>;

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    pointer: Pointer,
}

/// Room for a text whose escapes are undone: twice the longest that can be valid.
type Unescaped = heapless::Vec<u8, 64>;

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn skip_white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// The first byte of the next token, which stays unread.
    fn next_token(&mut self) -> Result<u8> {
        self.skip_white_space();
        self.peek().ok_or(Flaw::new(Problem::CutOff))
    }

    /// Reads a byte that has to stand there.
    fn expect(&mut self, byte: u8) -> Result<()> {
        if self.next_token()? == byte {
            self.at += 1;
            Ok(())
        } else {
            Err(Flaw::expecting(Problem::Syntax, Expected::Byte(byte)))
        }
    }

    /// The error for a token that starts another type of value, or no value at all.
    fn wrong_type(&self, first: u8, expected: &'static str) -> Flaw {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let starts_a_value = matches!(first, b'{' | b'[' | b'"' | b'-' | b'0'..=b'9')
            || ["true", "false", "null"].iter().any(|word| rest.starts_with(word.as_bytes()));
        let problem = if starts_a_value { Problem::WrongType } else { Problem::Syntax };
        Flaw::expecting(problem, Expected::Text(expected))
    }

    fn open(&mut self, bracket: u8, expected: &'static str) -> Result<()> {
        let first = self.next_token()?;
        if first != bracket {
            return Err(self.wrong_type(first, expected));
        }
        self.at += 1;
        Ok(())
    }

    /// Moves to the next item of a list or object; false once it is closed.
    fn next_item(&mut self, first: bool, close: u8) -> Result<bool> {
        let token = self.next_token()?;
        if token == close {
            self.at += 1;
            return Ok(false);
        }
        if !first {
            if token != b',' {
                return Err(Flaw::expecting(Problem::Syntax, Expected::CommaOr(close)));
            }
            self.at += 1;
        }
        Ok(true)
    }

    fn literal(&mut self, word: &'static str) -> Result<()> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else if word.as_bytes().starts_with(rest) {
            self.at = self.text.len();
            Err(Flaw::new(Problem::CutOff))
        } else {
            Err(Flaw::syntax(word))
        }
    }

    /// Reads a text; `unescaped` holds it where it has escapes.
    fn text<'b>(&mut self, unescaped: &'b mut Unescaped, expected: &'static str) -> Result<&'b str>
    where
        'a: 'b,
    {
        self.open(b'"', expected)?;
        let start = self.at;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => return self.text_with_escapes(start, unescaped),
                Some(0..=0x1F) => {
                    return Err(Flaw::syntax("control characters as escapes"));
                }
                Some(_) => self.at += 1,
                None => return Err(Flaw::new(Problem::CutOff)),
            }
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        self.at += 1;
        utf8(text)
    }

    fn text_with_escapes<'b>(&mut self, start: usize, unescaped: &'b mut Unescaped) -> Result<&'b str> {
        unescaped.clear();
        let mut keep = |bytes: &[u8]| {
            unescaped
                .extend_from_slice(bytes)
                .map_err(|_| Flaw::expecting(Problem::InvalidValue, Expected::Text("a shorter text")))
        };
        keep(self.text.get(start..self.at).unwrap_or_default())?;
        loop {
            match self.peek().ok_or(Flaw::new(Problem::CutOff))? {
                b'"' => break,
                b'\\' => {
                    self.at += 1;
                    let character = self.escape()?;
                    keep(character.encode_utf8(&mut [0; 4]).as_bytes())?;
                }
                0..=0x1F => return Err(Flaw::syntax("control characters as escapes")),
                byte => {
                    self.at += 1;
                    keep(&[byte])?;
                }
            }
        }
        self.at += 1;
        utf8(unescaped)
    }

    /// Reads what follows a backslash.
    fn escape(&mut self) -> Result<char> {
        let byte = self.peek().ok_or(Flaw::new(Problem::CutOff))?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return Err(Flaw::syntax("an escape")),
        })
    }

    fn unicode_escape(&mut self) -> Result<char> {
        let no_character = || Flaw::syntax("an escape of a character");
        let unit = self.four_hex_digits()?;
        let code = match unit {
            0xD800..=0xDBFF => {
                self.literal("\\u")?;
                let low = self.four_hex_digits()?;
                if !(0xDC00..=0xDFFF).contains(&low) {
                    return Err(no_character());
                }
                0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
            }
            _ => unit,
        };
        char::from_u32(code).ok_or_else(no_character)
    }

    fn four_hex_digits(&mut self) -> Result<u32> {
        let mut value = 0;
        for _ in 0..4 {
            let byte = self.peek().ok_or(Flaw::new(Problem::CutOff))?;
            let digit = char::from(byte).to_digit(16).ok_or_else(|| Flaw::syntax("four hexadecimal digits"))?;
            value = value * 16 + digit;
            self.at += 1;
        }
        Ok(value)
    }

    /// Reads a number, leaving its value to the caller.
    fn number(&mut self) -> Result<&'a [u8]> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    fn digits(&mut self) -> Result<()> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        match self.peek() {
            _ if self.at > start => Ok(()),
            None => Err(Flaw::new(Problem::CutOff)),
            Some(_) => Err(Flaw::syntax("a digit")),
        }
    }

    /// Refuses an object that is to hold one name, where the next byte shows that it holds none or several.
    fn only_one_name(&mut self, otherwise: u8) -> Result<()> {
        if self.next_token()? == otherwise {
            return Err(Flaw::expecting(Problem::WrongType, Expected::Text("an object with one name")));
        }
        Ok(())
    }

    /// Reads a key and the colon after it, if it is one of `names`; its place among them.
    fn key(&mut self, names: &'static [&'static str], unknown: Problem) -> Result<usize> {
        let mut unescaped = Unescaped::new();
        let token = self.next_token()?;
        if token != b'"' {
            return Err(Flaw::syntax("a key"));
        }
        let start = self.at;
        let key = self.text(&mut unescaped, "a key")?;
        let Some(place) = place_of(key, names) else {
            self.at = start;
            return Err(Flaw::expecting(unknown, Expected::OneOf(names)));
        };
        self.pointer.push(Step::Field(names.get(place).copied().unwrap_or_default()));
        self.expect(b':')?;
        Ok(place)
    }
}

/// A name that was found, for serde: by its place, which saves it comparing all names again.
fn by_place(place: usize) -> U64Deserializer<Flaw> {
    U64Deserializer::new(place as u64)
}

fn utf8(bytes: &[u8]) -> Result<&str> {
    core::str::from_utf8(bytes).map_err(|_| Flaw::new(Problem::Encoding))
}

impl<'de> Deserializer<'de> for &mut Reader<'_> {
    type Error = Flaw;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        // no type of the contract asks for whatever comes
        Err(de::Error::invalid_type(de::Unexpected::Other("any value"), &visitor))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.next_token()? {
            b't' => self.literal("true").and_then(|()| visitor.visit_bool(true)),
            b'f' => self.literal("false").and_then(|()| visitor.visit_bool(false)),
            first => Err(self.wrong_type(first, "true or false")),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let first = self.next_token()?;
        if !matches!(first, b'-' | b'0'..=b'9') {
            return Err(self.wrong_type(first, "a number"));
        }
        match hundredths(self.number()?) {
            Some(whole) if whole.is_multiple_of(100) => visitor.visit_u64(u64::from(whole / 100)),
            Some(hundredths) => visitor.visit_f64(f64::from(hundredths) / 100.0),
            // too large, below zero or too fine for any amount: the visitor knows what it asks for
            None => visitor.visit_f64(-1.0),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let mut unescaped = Unescaped::new();
        let text = self.text(&mut unescaped, "a text")?;
        visitor.visit_str(text)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.next_token()? {
            b'n' => self.literal("null").and_then(|()| visitor.visit_none()),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.open(b'[', "a list")?;
        visitor.visit_seq(Items { reader: self, next: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.open(b'{', "an object")?;
        visitor.visit_map(Fields { reader: self, fields, first: true })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.next_token()? {
            b'"' => {
                let mut unescaped = Unescaped::new();
                let start = self.at;
                let text = self.text(&mut unescaped, "a name")?;
                let Some(place) = place_of(text, names) else {
                    self.at = start;
                    return Err(Flaw::expecting(Problem::UnknownName, Expected::OneOf(names)));
                };
                visitor.visit_enum(Choice { reader: self, place, with_value: false })
            }
            b'{' => {
                self.at += 1;
                self.only_one_name(b'}')?;
                let place = self.key(names, Problem::UnknownName)?;
                let value = visitor.visit_enum(Choice { reader: self, place, with_value: true })?;
                self.pointer.pop();
                self.only_one_name(b',')?;
                self.expect(b'}')?;
                Ok(value)
            }
            first => Err(self.wrong_type(first, "a name, or an object with one")),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 char string bytes byte_buf unit unit_struct newtype_struct tuple
        tuple_struct map identifier ignored_any
    }
}

struct Items<'r, 'a> {
    reader: &'r mut Reader<'a>,
    next: u16,
}

impl<'de> de::SeqAccess<'de> for Items<'_, '_> {
    type Error = Flaw;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if !self.reader.next_item(self.next == 0, b']')? {
            return Ok(None);
        }
        self.reader.pointer.push(Step::Item(self.next));
        self.next = self.next.saturating_add(1);
        let item = seed.deserialize(&mut *self.reader)?;
        self.reader.pointer.pop();
        Ok(Some(item))
    }
}

struct Fields<'r, 'a> {
    reader: &'r mut Reader<'a>,
    fields: &'static [&'static str],
    first: bool,
}

impl<'de> de::MapAccess<'de> for Fields<'_, '_> {
    type Error = Flaw;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        if !self.reader.next_item(self.first, b'}')? {
            return Ok(None);
        }
        self.first = false;
        let place = self.reader.key(self.fields, Problem::UnknownField)?;
        seed.deserialize(by_place(place)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let value = seed.deserialize(&mut *self.reader)?;
        self.reader.pointer.pop();
        Ok(value)
    }
}

/// One name out of several, alone or with a value of its own.
struct Choice<'r, 'a> {
    reader: &'r mut Reader<'a>,
    place: usize,
    with_value: bool,
}

impl<'de> de::EnumAccess<'de> for Choice<'_, '_> {
    type Error = Flaw;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self)> {
        let value = seed.deserialize(by_place(self.place))?;
        Ok((value, self))
    }
}

impl Choice<'_, '_> {
    fn must_have_value(&self, expected: bool) -> Result<()> {
        match (self.with_value, expected) {
            (true, false) => Err(Flaw::expecting(Problem::WrongType, Expected::Text("the name alone"))),
            (false, true) => {
                Err(Flaw::expecting(Problem::WrongType, Expected::Text("an object with the name as its key")))
            }
            _ => Ok(()),
        }
    }
}

impl<'de> de::VariantAccess<'de> for Choice<'_, '_> {
    type Error = Flaw;

    fn unit_variant(self) -> Result<()> {
        self.must_have_value(false)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        self.must_have_value(true)?;
        seed.deserialize(self.reader)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.reader.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.must_have_value(true)?;
        self.reader.deserialize_struct("", fields, visitor)
    }
}
