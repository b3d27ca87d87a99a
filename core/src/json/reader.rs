//! Reads the tokens of JSON text: white space, brackets, texts, numbers, literals.

use super::error::{Expected, Flaw, Pointer, Step};
use crate::name::place_of;
use crate::problem::Problem;

pub(super) type Result<T, E = Flaw> = core::result::Result<T, E>;

/// Text being read, with the place in the dossier that it is read for.
pub(super) struct Reader<'a> {
    pub(super) text: &'a [u8],
    pub(super) at: usize,
    pub(super) pointer: Pointer,
}

/// Room for a text whose escapes are undone: twice the longest that can be valid.
pub(super) type Unescaped = heapless::Vec<u8, 64>;

impl<'a> Reader<'a> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    pub(super) fn skip_white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// The first byte of the next token, which stays unread.
    pub(super) fn next_token(&mut self) -> Result<u8> {
        self.skip_white_space();
        self.peek().ok_or(Flaw::new(Problem::CutOff))
    }

    /// Reads a byte that has to stand there.
    pub(super) fn expect(&mut self, byte: u8) -> Result<()> {
        if self.next_token()? == byte {
            self.at += 1;
            Ok(())
        } else {
            Err(Flaw::expecting(Problem::Syntax, Expected::Byte(byte)))
        }
    }

    /// The error for a token that starts another type of value, or no value at all.
    pub(super) fn wrong_type(&self, first: u8, expected: &'static str) -> Flaw {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let starts_a_value = matches!(first, b'{' | b'[' | b'"' | b'-' | b'0'..=b'9')
            || ["true", "false", "null"].iter().any(|word| rest.starts_with(word.as_bytes()));
        let problem = if starts_a_value { Problem::WrongType } else { Problem::Syntax };
        Flaw::expecting(problem, Expected::Text(expected))
    }

    pub(super) fn open(&mut self, bracket: u8, expected: &'static str) -> Result<()> {
        let first = self.next_token()?;
        if first != bracket {
            return Err(self.wrong_type(first, expected));
        }
        self.at += 1;
        Ok(())
    }

    /// Moves to the next item of a list or object; false once it is closed.
    pub(super) fn next_item(&mut self, first: bool, close: u8) -> Result<bool> {
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

    pub(super) fn literal(&mut self, word: &'static str) -> Result<()> {
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
    pub(super) fn text<'b>(&mut self, unescaped: &'b mut Unescaped, expected: &'static str) -> Result<&'b str>
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

    pub(super) fn text_with_escapes<'b>(&mut self, start: usize, unescaped: &'b mut Unescaped) -> Result<&'b str> {
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
    pub(super) fn escape(&mut self) -> Result<char> {
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

    pub(super) fn unicode_escape(&mut self) -> Result<char> {
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

    pub(super) fn four_hex_digits(&mut self) -> Result<u32> {
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
    pub(super) fn number(&mut self) -> Result<&'a [u8]> {
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

    pub(super) fn digits(&mut self) -> Result<()> {
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
    pub(super) fn only_one_name(&mut self, otherwise: u8) -> Result<()> {
        if self.next_token()? == otherwise {
            return Err(Flaw::expecting(Problem::WrongType, Expected::Text("an object with one name")));
        }
        Ok(())
    }

    /// Reads a key and the colon after it, if it is one of `names`; its place among them.
    pub(super) fn key(&mut self, names: &'static [&'static str], unknown: Problem) -> Result<usize> {
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

fn utf8(bytes: &[u8]) -> Result<&str> {
    core::str::from_utf8(bytes).map_err(|_| Flaw::new(Problem::Encoding))
}
