//! Media types: what a request says it sends (`Content-Type`), and what it wants to have (`Accept`).

use hyper::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{HeaderMap, StatusCode};

use super::problem::Problem;

/// One JSON text.
pub(super) const JSON: &str = "application/json";
/// Problem details.
pub(super) const PROBLEM: &str = "application/problem+json";
/// Our binary form: one record alone, or a stream of records each behind its length.
pub(super) const BINARY: &str = "application/vnd.registertoets.v1+postcard";
/// One JSON text a line; two more names are in use for it.
pub(super) const NDJSON: &str = "application/x-ndjson";
/// Another name of [`NDJSON`].
pub(super) const NDJSON_TOO: &str = "application/ndjson";
/// Another name of [`NDJSON`].
pub(super) const JSONL: &str = "application/jsonl";
/// A table.
pub(super) const CSV: &str = "text/csv";

/// The media type of a body and the form that goes with it, out of those that are taken.
pub(super) fn received<T: Copy>(
    headers: &HeaderMap,
    taken: &[(&'static str, T)],
) -> Result<(&'static str, T), Problem> {
    let only = only(headers, &CONTENT_TYPE);
    if let Some(known) = only.and_then(|value| spelt_as_here(value, taken)) {
        return Ok(known);
    }
    let named = only.and_then(|value| value.to_str().ok()).and_then(|value| {
        let (media_type, parameters) = split_parameters(value);
        let known = taken.iter().find(|(known, _)| known.eq_ignore_ascii_case(media_type))?;
        parameters.filter_map(parameter).all(|(name, value)| is_utf8(name, value)).then_some(*known)
    });
    named.ok_or_else(|| {
        let names = names(taken);
        let detail = format!("Content-Type: expected one of {names}");
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail).with_header(ACCEPT, &names)
    })
}

/// The media type of the answer and the form that goes with it, out of those offered: the one wanted most, among
/// equals the one that is named most exactly, then the one offered first.
pub(super) fn wanted<T: Copy>(
    headers: &HeaderMap,
    offered: &[(&'static str, T)],
) -> Result<(&'static str, T), Problem> {
    // then no other is wanted
    if let Some(offer) = only(headers, &ACCEPT).and_then(|value| spelt_as_here(value, offered)) {
        return Ok(offer);
    }
    let mut best: Option<(Wish, (&'static str, T))> = None;
    for offer in offered {
        let wish = wish_for(offer.0, headers);
        if wish.quality > 0 && best.is_none_or(|(most, _)| wish > most) {
            best = Some((wish, *offer));
        }
    }
    best.map(|(_, offer)| offer).ok_or_else(|| {
        let detail = format!("Accept: there is only {}", names(offered));
        Problem::new(StatusCode::NOT_ACCEPTABLE, detail)
    })
}

/// The value of a header field that is there once.
pub(super) fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

/// The media type that a value is to the letter: what nearly every client sends, and found without taking it apart.
fn spelt_as_here<T: Copy>(value: &HeaderValue, types: &[(&'static str, T)]) -> Option<(&'static str, T)> {
    types.iter().find(|(known, _)| known.as_bytes() == value.as_bytes()).copied()
}

fn names<T>(types: &[(&'static str, T)]) -> String {
    let names: Vec<_> = types.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

/// How much a media type is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Wish {
    /// In thousandths; 0 is not at all.
    quality: u16,
    /// How exactly the type is named: 3 itself, 2 as `type/*`, 1 as `*/*`.
    exactness: u8,
}

/// How much a media type is wanted: what the most exact range says that it falls in (RFC 9110, 12.5.1).
fn wish_for(media_type: &str, headers: &HeaderMap) -> Wish {
    if !headers.contains_key(ACCEPT) {
        return Wish { quality: 1000, exactness: 1 };
    }
    let values = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges = values.flat_map(|value| value.split(','));
    let wishes = ranges.filter_map(|range| wish_of_range(range, media_type));
    wishes.max_by_key(|wish| (wish.exactness, wish.quality)).unwrap_or_default()
}

/// What one range says of a media type; none where the type does not fall in it, or where it is no range.
fn wish_of_range(range: &str, media_type: &str) -> Option<Wish> {
    let (range, parameters) = split_parameters(range);
    let (kind, _) = media_type.split_once('/')?;
    let exactness = match range.split_once('/')? {
        ("*", "*") => 1,
        (range_kind, "*") if range_kind.eq_ignore_ascii_case(kind) => 2,
        _ if range.eq_ignore_ascii_case(media_type) => 3,
        _ => return None,
    };
    let mut quality = 1000;
    for (name, value) in parameters.filter_map(parameter) {
        if name.eq_ignore_ascii_case("q") {
            quality = thousandths(value)?;
        } else if !is_utf8(name, value) {
            return None;
        }
    }
    Some(Wish { quality, exactness })
}

/// The media type or range in front of its parameters, and these.
fn split_parameters(value: &str) -> (&str, impl Iterator<Item = &str>) {
    let mut parts = value.split(';').map(str::trim);
    (parts.next().unwrap_or_default(), parts)
}

fn parameter(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once('=')?;
    Some((name.trim(), value.trim().trim_matches('"')))
}

/// Whether a parameter leaves a text UTF-8. Other parameters than the character set mean nothing here.
fn is_utf8(name: &str, value: &str) -> bool {
    !name.eq_ignore_ascii_case("charset") || value.eq_ignore_ascii_case("utf-8") || value.eq_ignore_ascii_case("utf8")
}

/// Reads a quality value: 0 to 1 with at most three decimals.
pub(super) fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let decimals = format!("{decimals:0<3}").parse().ok()?;
    match whole {
        "0" => Some(decimals),
        "1" if decimals == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: &[(&str, u8)] = &[(JSON, 0), (BINARY, 1), (CSV, 2)];

    fn headers(name: &HeaderName, values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), HeaderValue::from_bytes(value.as_bytes()).unwrap())).collect()
    }

    fn choice(accept: &[&str]) -> Option<&'static str> {
        wanted(&headers(&ACCEPT, accept), OFFERED).ok().map(|(media_type, _)| media_type)
    }

    #[test]
    fn without_a_wish_the_first_offer_is_taken() {
        for accept in [&[][..], &["*/*"], &["application/*"], &["*/*;q=0.1"], &["text/html, */*;q=0.8"]] {
            assert_eq!(choice(accept), Some(JSON), "{accept:?}");
        }
    }

    #[test]
    fn the_type_wanted_most_is_taken() {
        for (accept, media_type) in [
            (&["application/json"][..], Some(JSON)),
            (&["APPLICATION/JSON; charset=UTF-8"], Some(JSON)),
            (&["application/json;charset=\"utf-8\""], Some(JSON)),
            (&[BINARY], Some(BINARY)),
            (&["text/*"], Some(CSV)),
            (&["application/json;q=0.5, text/csv;q=0.501"], Some(CSV)),
            (&["application/json;q=0.5", "text/csv ; Q=0.6"], Some(CSV)),
            (&["*/*;q=0.9, application/json;q=0.1, text/csv;q=0.2"], Some(BINARY)),
            (&["text/csv, */*"], Some(CSV)),
            (&["application/json, text/plain, */*"], Some(JSON)),
            (&["*/*, application/json;q=0"], Some(BINARY)),
            (&["application/*;q=0, */*"], Some(CSV)),
            (&["text/html, , ,text/csv"], Some(CSV)),
        ] {
            assert_eq!(choice(accept), media_type, "{accept:?}");
        }
    }

    #[test]
    fn where_nothing_fits_there_is_no_answer() {
        for accept in [
            "",
            "text/html",
            "application/json;q=0",
            "*/*;q=0",
            "application/json;q=0.0001",
            "application/json;q=2",
            "application/json;q=1.001",
            "application/json;q=",
            "application/json;q=-1",
            "application/json;charset=utf-16",
            "*/json",
            "application",
            "\u{e9}/*",
        ] {
            assert_eq!(choice(&[accept]), None, "{accept}");
        }
    }

    fn taken(content_type: &[&str]) -> Option<&'static str> {
        received(&headers(&CONTENT_TYPE, content_type), OFFERED).ok().map(|(media_type, _)| media_type)
    }

    #[test]
    fn a_body_is_what_its_content_type_says() {
        for (content_type, media_type) in [
            (&["application/json"][..], Some(JSON)),
            (&["Application/JSON ; charset=utf-8"], Some(JSON)),
            (&[BINARY], Some(BINARY)),
            (&["application/json; charset=latin1"], None),
            (&["application/jsonx"], None),
            (&["application/*"], None),
            (&["application/json, text/csv"], None),
            (&["application/json", "application/json"], None),
            (&[""], None),
            (&[], None),
        ] {
            assert_eq!(taken(content_type), media_type, "{content_type:?}");
        }
    }
}
