//! Dossiers as JSON text: a strict reader for the one contract, without allocation.
//!
//! It is a serde [`Deserializer`] and not `serde_json`, for three reasons: numbers are judged by their digits and not
//! by the nearest binary fraction, so `7.9999999999999999999` is not taken for 8; a struct is an object and never an
//! array, and a name is a text and never `{"name": null}`; and an error says where, and what was expected, without
//! repeating a word of the dossier.

// an error holds its place and what was expected itself: there is no allocator to box it with

use core::fmt::{self, Write};

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use crate::Dossier;
use crate::amount::hundredths;
use crate::problem::Problem;

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
        if reader.at == text.len() { Ok(dossier) } else { Err(TextError::new(Problem::Trailing)) }
    });
    dossier.map_err(|error| TextError { at: reader.at, pointer: reader.pointer, ..error })
}

/// Why a text is no dossier: what is wrong, where, and what was expected. It holds nothing of the dossier itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    problem: Problem,
    expected: Expected,
    pointer: Pointer,
    at: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Expected {
    Nothing,
    Text(heapless::String<80>),
    OneOf(&'static [&'static str]),
}

impl TextError {
    const fn new(problem: Problem) -> Self {
        Self { problem, expected: Expected::Nothing, pointer: Pointer(heapless::Vec::new()), at: 0 }
    }

    fn expecting(problem: Problem, expected: impl fmt::Display) -> Self {
        let mut text = heapless::String::new();
        // what does not fit is left off: the words are ours and short
        let _ = write!(text, "{expected}");
        Self { expected: Expected::Text(text), ..Self::new(problem) }
    }

    fn one_of(problem: Problem, names: &'static [&'static str]) -> Self {
        Self { expected: Expected::OneOf(names), ..Self::new(problem) }
    }

    /// What is wrong.
    #[must_use]
    pub const fn problem(&self) -> Problem {
        self.problem
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
        write!(f, "{} at byte {}", self.problem.text(), self.at)?;
        if !self.pointer.0.is_empty() {
            write!(f, " ({})", self.pointer)?;
        }
        match &self.expected {
            Expected::Nothing => Ok(()),
            Expected::Text(text) => write!(f, ", expected {text}"),
            Expected::OneOf([only]) => write!(f, ", expected {only}"),
            Expected::OneOf(names) => {
                f.write_str(", expected one of")?;
                names
                    .iter()
                    .enumerate()
                    .try_for_each(|(place, name)| write!(f, "{} {name}", if place == 0 { "" } else { "," }))
            }
        }
    }
}

impl core::error::Error for TextError {}

impl de::Error for TextError {
    fn custom<T: fmt::Display>(expected: T) -> Self {
        // the errors of our own types say what they ask, not what they found
        Self::expecting(Problem::InvalidValue, expected)
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::expecting(Problem::WrongType, expected)
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::expecting(Problem::InvalidValue, expected)
    }

    fn invalid_length(length: usize, _: &dyn de::Expected) -> Self {
        // a full list reports the length that it cannot take
        Self::expecting(Problem::TooMany, format_args!("at most {}", length.saturating_sub(1)))
    }

    fn unknown_variant(_: &str, names: &'static [&'static str]) -> Self {
        Self::one_of(Problem::UnknownName, names)
    }

    fn unknown_field(_: &str, names: &'static [&'static str]) -> Self {
        Self::one_of(Problem::UnknownField, names)
    }

    fn missing_field(name: &'static str) -> Self {
        Self::expecting(Problem::MissingField, name)
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

type Result<T, E = TextError> = core::result::Result<T, E>;

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
        self.peek().ok_or(TextError::new(Problem::CutOff))
    }

    /// Reads a byte that has to stand there.
    fn expect(&mut self, byte: u8) -> Result<()> {
        if self.next_token()? == byte {
            self.at += 1;
            Ok(())
        } else {
            Err(TextError::expecting(Problem::Syntax, char::from(byte)))
        }
    }

    /// The error for a token that starts another type of value, or no value at all.
    fn wrong_type(&self, first: u8, expected: &str) -> TextError {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let starts_a_value = matches!(first, b'{' | b'[' | b'"' | b'-' | b'0'..=b'9')
            || ["true", "false", "null"].iter().any(|word| rest.starts_with(word.as_bytes()));
        let problem = if starts_a_value { Problem::WrongType } else { Problem::Syntax };
        TextError::expecting(problem, expected)
    }

    fn open(&mut self, bracket: u8, expected: &str) -> Result<()> {
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
                return Err(TextError::expecting(Problem::Syntax, format_args!("{} or {}", ',', char::from(close))));
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
            Err(TextError::new(Problem::CutOff))
        } else {
            Err(TextError::expecting(Problem::Syntax, word))
        }
    }

    /// Reads a text; `unescaped` holds it where it has escapes.
    fn text<'b>(&mut self, unescaped: &'b mut Unescaped, expected: &str) -> Result<&'b str>
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
                    return Err(TextError::expecting(Problem::Syntax, "control characters as escapes"));
                }
                Some(_) => self.at += 1,
                None => return Err(TextError::new(Problem::CutOff)),
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
                .map_err(|_| TextError::expecting(Problem::InvalidValue, "a shorter text"))
        };
        keep(self.text.get(start..self.at).unwrap_or_default())?;
        loop {
            match self.peek().ok_or(TextError::new(Problem::CutOff))? {
                b'"' => break,
                b'\\' => {
                    self.at += 1;
                    let character = self.escape()?;
                    keep(character.encode_utf8(&mut [0; 4]).as_bytes())?;
                }
                0..=0x1F => return Err(TextError::expecting(Problem::Syntax, "control characters as escapes")),
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
        let byte = self.peek().ok_or(TextError::new(Problem::CutOff))?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return Err(TextError::expecting(Problem::Syntax, "an escape")),
        })
    }

    fn unicode_escape(&mut self) -> Result<char> {
        let no_character = || TextError::expecting(Problem::Syntax, "an escape of a character");
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
            let byte = self.peek().ok_or(TextError::new(Problem::CutOff))?;
            let digit = char::from(byte)
                .to_digit(16)
                .ok_or_else(|| TextError::expecting(Problem::Syntax, "four hexadecimal digits"))?;
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
            None => Err(TextError::new(Problem::CutOff)),
            Some(_) => Err(TextError::expecting(Problem::Syntax, "a digit")),
        }
    }

    /// Refuses an object that is to hold one name, where the next byte shows that it holds none or several.
    fn only_one_name(&mut self, otherwise: u8) -> Result<()> {
        if self.next_token()? == otherwise {
            return Err(TextError::expecting(Problem::WrongType, "an object with one name"));
        }
        Ok(())
    }

    /// Reads a key and the colon after it, if it is one of `names`.
    fn key(&mut self, names: &'static [&'static str], unknown: Problem) -> Result<&'static str> {
        let mut unescaped = Unescaped::new();
        let token = self.next_token()?;
        if token != b'"' {
            return Err(TextError::expecting(Problem::Syntax, "a key"));
        }
        let start = self.at;
        let key = self.text(&mut unescaped, "a key")?;
        let Some(name) = names.iter().find(|name| **name == key) else {
            self.at = start;
            return Err(TextError::one_of(unknown, names));
        };
        self.pointer.push(Step::Field(name));
        self.expect(b':')?;
        Ok(name)
    }
}

fn utf8(bytes: &[u8]) -> Result<&str> {
    core::str::from_utf8(bytes).map_err(|_| TextError::new(Problem::Encoding))
}

impl<'de> Deserializer<'de> for &mut Reader<'_> {
    type Error = TextError;

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
                let Some(name) = names.iter().find(|name| **name == text) else {
                    self.at = start;
                    return Err(TextError::one_of(Problem::UnknownName, names));
                };
                visitor.visit_enum(Choice { reader: self, name, with_value: false })
            }
            b'{' => {
                self.at += 1;
                self.only_one_name(b'}')?;
                let name = self.key(names, Problem::UnknownName)?;
                let value = visitor.visit_enum(Choice { reader: self, name, with_value: true })?;
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
    type Error = TextError;

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
    type Error = TextError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        if !self.reader.next_item(self.first, b'}')? {
            return Ok(None);
        }
        self.first = false;
        let name = self.reader.key(self.fields, Problem::UnknownField)?;
        seed.deserialize(StrDeserializer::new(name)).map(Some)
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
    name: &'static str,
    with_value: bool,
}

impl<'de> de::EnumAccess<'de> for Choice<'_, '_> {
    type Error = TextError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self)> {
        let value = seed.deserialize(StrDeserializer::<TextError>::new(self.name))?;
        Ok((value, self))
    }
}

impl Choice<'_, '_> {
    fn must_have_value(&self, expected: bool) -> Result<()> {
        match (self.with_value, expected) {
            (true, false) => Err(TextError::expecting(Problem::WrongType, "the name alone")),
            (false, true) => Err(TextError::expecting(Problem::WrongType, "an object with the name as its key")),
            _ => Ok(()),
        }
    }
}

impl<'de> de::VariantAccess<'de> for Choice<'_, '_> {
    type Error = TextError;

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
