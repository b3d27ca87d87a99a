//! The query of a request: `asOf`, `detail`, `lang`, `receipt` and `summary`, each at most once and nothing else.

use std::borrow::Cow;

use clap::ValueEnum;
use registertoets_core::text::Language;
use registertoets_core::{Date, Named, Problem as Code};

use super::problem::{InputError, Problem};
use crate::form::Detail;

/// A key that a query may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// The day to judge on.
    AsOf,
    /// How much of an outcome to tell.
    Detail,
    /// The language of sentences.
    Lang,
    /// Whether each outcome has a receipt.
    Receipt,
    /// Whether a summary ends the answer.
    Summary,
}

impl Key {
    /// Every key.
    pub(super) const ALL: &[Self] = &[Self::AsOf, Self::Detail, Self::Lang, Self::Receipt, Self::Summary];

    /// How a query spells it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::AsOf => "asOf",
            Self::Detail => "detail",
            Self::Lang => "lang",
            Self::Receipt => "receipt",
            Self::Summary => "summary",
        }
    }
}

/// What a query asks for; what it leaves out is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) as_of: Option<Date>,
    pub(super) detail: Option<Detail>,
    pub(super) language: Option<Language>,
    pub(super) receipt: Option<bool>,
    pub(super) summary: Option<bool>,
}

impl Query {
    /// Reads a query that may have these keys.
    pub(super) fn read(query: Option<&str>, keys: &[Key]) -> Result<Self, Problem> {
        let mut read = Self::default();
        let pairs = query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        let errors: Vec<_> = pairs.filter_map(|pair| read.set_pair(pair, keys).err()).collect();
        if errors.is_empty() { Ok(read) } else { Err(Problem::of_query(errors)) }
    }

    fn set_pair(&mut self, pair: &str, keys: &[Key]) -> Result<(), InputError> {
        let no_text = |name: &str| InputError::of_key(name, Code::Encoding, NO_TEXT);
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decoded(name).ok_or_else(|| no_text(&shown(name)))?;
        let Some(key) = keys.iter().find(|key| key.name() == name) else {
            let known: Vec<_> = keys.iter().map(|key| key.name()).collect();
            let known = if known.is_empty() { "no keys".to_owned() } else { known.join(", ") };
            return Err(InputError::of_key(shown(&name), Code::UnknownField, format!("unknown key, expected {known}")));
        };
        let value = decoded(value).ok_or_else(|| no_text(key.name()))?;
        self.set(*key, &value).map_err(|(code, what)| InputError::of_key(key.name(), code, what))
    }

    fn set(&mut self, key: Key, value: &str) -> Result<(), (Code, String)> {
        match key {
            Key::AsOf => set_once(&mut self.as_of, Date::parse(value.as_bytes()), || {
                format!("expected a date as YYYY-MM-DD, {} to {}", Date::MIN, Date::MAX)
            }),
            Key::Detail => set_once(&mut self.detail, Detail::from_str(value, false).ok(), || {
                let names = Detail::value_variants().iter().filter_map(ValueEnum::to_possible_value);
                one_of(names.map(|name| name.get_name().to_owned()))
            }),
            Key::Lang => set_once(&mut self.language, Language::from_name(value), || one_of(Language::NAMES)),
            Key::Receipt => set_once(&mut self.receipt, value.parse().ok(), true_or_false),
            Key::Summary => set_once(&mut self.summary, value.parse().ok(), true_or_false),
        }
    }
}

/// What is wrong with a text that is not written as the text of a query is.
const NO_TEXT: &str = "expected UTF-8, with other characters as %XX";

fn set_once<T>(place: &mut Option<T>, value: Option<T>, expected: impl Fn() -> String) -> Result<(), (Code, String)> {
    if place.is_some() {
        return Err((Code::RepeatedField, "given more than once".to_owned()));
    }
    *place = Some(value.ok_or_else(|| (Code::InvalidValue, expected()))?);
    Ok(())
}

fn true_or_false() -> String {
    one_of(["true", "false"])
}

fn one_of(names: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let names: Vec<_> = names.into_iter().collect();
    let names: Vec<_> = names.iter().map(AsRef::as_ref).collect();
    format!("expected one of {}", names.join(", "))
}

/// Longest key that an error repeats, in characters.
const SHOWN_MAX: usize = 32;

/// A key as an error shows it.
fn shown(key: &str) -> String {
    let start: String = key.chars().filter(|character| !character.is_control()).take(SHOWN_MAX).collect();
    if key.chars().count() > SHOWN_MAX { format!("{start}…") } else { start }
}

/// Undoes the percent-encoding of a text; none where it is not encoded right.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains(['%', '+']) {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match first {
            b'%' => {
                let (digits, after) = rest.split_at_checked(2)?;
                rest = after;
                16 * hex_digit(digits[0])? + hex_digit(digits[1])?
            }
            // as forms of browsers write a space
            b'+' => b' ',
            byte => *byte,
        });
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[Key] = &[Key::AsOf, Key::Detail, Key::Lang, Key::Receipt, Key::Summary];

    fn read(query: &str) -> Query {
        Query::read(Some(query), ALL).unwrap()
    }

    /// What is wrong, an error a line.
    fn refused(query: &str) -> String {
        let problem = serde_json::to_value(Query::read(Some(query), ALL).unwrap_err()).unwrap();
        let errors = problem["errors"].as_array().unwrap().iter().map(|error| {
            let [name, code, detail] = [&error["location"]["name"], &error["code"], &error["detail"]];
            [name, code, detail].map(|text| text.as_str().unwrap()).join(": ")
        });
        errors.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_left_out_is_none() {
        assert_eq!(Query::read(None, ALL).unwrap(), Query::default());
        assert_eq!(read(""), Query::default());
    }

    #[test]
    fn each_key_is_read_in_any_order() {
        let query = read("lang=en&receipt=true&asOf=2024-02-29&summary=false&detail=failing");
        assert_eq!(query.as_of, Date::parse(b"2024-02-29"));
        assert_eq!(query.detail, Some(Detail::Failing));
        assert_eq!(query.language, Some(Language::En));
        assert_eq!((query.receipt, query.summary), (Some(true), Some(false)));
    }

    #[test]
    fn percent_encoding_is_undone_in_keys_and_values() {
        assert_eq!(read("as%4Ff=2024%2d02%2D29"), read("asOf=2024-02-29"));
        assert_eq!(decoded("a%20b+c"), Some("a b c".into()));
        assert_eq!(decoded("%C3%AB"), Some("ë".into()));
        for broken in ["%", "%4", "%4g", "%+1", "%-1", "%ff", "%c3"] {
            assert_eq!(decoded(broken), None, "{broken}");
        }
    }

    #[test]
    fn an_error_names_the_key() {
        const DATE: &str = "asOf: invalid_value: expected a date as YYYY-MM-DD, 1900-01-01 to 2099-12-31";
        for (query, error) in [
            ("asof=2024-01-01", "asof: unknown_field: unknown key, expected asOf, detail, lang, receipt, summary"),
            ("foo", "foo: unknown_field: unknown key, expected asOf, detail, lang, receipt, summary"),
            ("=x", ": unknown_field: unknown key, expected asOf, detail, lang, receipt, summary"),
            ("as%zz=x", "as%zz: encoding: expected UTF-8, with other characters as %XX"),
            ("lang=%ff", "lang: encoding: expected UTF-8, with other characters as %XX"),
            ("lang=nl&lang=nl", "lang: repeated_field: given more than once"),
            ("lang=NL", "lang: invalid_value: expected one of nl, en"),
            ("lang", "lang: invalid_value: expected one of nl, en"),
            ("receipt=yes", "receipt: invalid_value: expected one of true, false"),
            ("summary", "summary: invalid_value: expected one of true, false"),
            ("detail=all", "detail: invalid_value: expected one of full, failing, verdict"),
            ("asOf=2023-02-29", DATE),
            ("asOf=+2024-01-01", DATE),
        ] {
            assert_eq!(refused(query), error, "{query}");
        }
    }

    #[test]
    fn every_key_that_is_wrong_is_told() {
        let errors = refused("lang=NL&asOf=2024-01-01&foo=%ff&detail=%ff&asOf=1");
        let keys: Vec<_> = errors.lines().filter_map(|error| error.split_once(": ")).map(|(key, _)| key).collect();
        assert_eq!(keys, ["lang", "foo", "detail", "asOf"]);
    }

    #[test]
    fn a_key_that_is_not_for_this_request_is_unknown() {
        assert!(Query::read(Some("lang=nl"), &[Key::Lang]).is_ok());
        assert!(Query::read(Some("detail=full"), &[Key::Lang]).is_err());
        assert!(Query::read(Some("lang=nl"), &[]).is_err());
    }

    #[test]
    fn a_long_key_is_shown_in_part() {
        let shown = shown(&"k".repeat(1000));
        assert_eq!(shown.chars().count(), SHOWN_MAX + 1);
    }
}
