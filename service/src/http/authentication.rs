//! Who asks: bearer tokens (RFC 6750), of which only hashes are kept, and the certificates of clients.
//!
//! The file of tokens has one line for each: a name, and the SHA-256 of the token in hexadecimal. Blank lines and lines
//! that start with `#` are left out. A token is drawn by `registertoets token`: 32 random bytes, so a plain hash is
//! enough to keep it secret.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use hyper::StatusCode;
use hyper::header::{AUTHORIZATION, HeaderMap, WWW_AUTHENTICATE};
use subtle::{ConditionallySelectable, ConstantTimeEq};

use super::negotiation::only;
use super::problem::Problem;
use super::settings::Access;
use crate::digest::Digest;

/// Whom a server answers.
#[derive(Debug)]
pub(super) struct Authentication {
    tokens: Option<Tokens>,
    certificate: bool,
}

impl Authentication {
    /// Reads what it takes to know callers.
    ///
    /// # Errors
    /// When the file of tokens cannot be read.
    pub(super) fn read(access: &Access) -> io::Result<Self> {
        let tokens = access.tokens.clone().map(Tokens::read).transpose()?;
        Ok(Self { tokens, certificate: access.client_ca.is_some() })
    }

    /// Reads the file of tokens again, if there is one, for requests from now on: how many there are, or why they could not
    /// be read. Then what was read before goes on to hold.
    pub(super) fn read_again(&self) -> Option<io::Result<usize>> {
        self.tokens.as_ref().map(Tokens::read_again)
    }

    /// Who asks, by the name of the token, or else by the certificate shown; nobody known where nothing is asked for.
    ///
    /// # Errors
    /// When what is asked for is not there: 401.
    pub(super) fn caller(
        &self,
        headers: &HeaderMap,
        certificate: Option<&Arc<str>>,
    ) -> Result<Option<Arc<str>>, Problem> {
        if self.certificate && certificate.is_none() {
            return Err(no_certificate());
        }
        match &self.tokens {
            None => Ok(certificate.cloned()),
            Some(tokens) => tokens.holder(headers).map(Some),
        }
    }
}

/// Why somebody is not answered who shows nothing of what is asked for.
pub(super) fn not_shown(access: &Access) -> Problem {
    if access.client_ca.is_some() { no_certificate() } else { no_token() }
}

fn no_certificate() -> Problem {
    refused("a client certificate that this service trusts is asked for", "")
}

fn no_token() -> Problem {
    refused("a bearer token is asked for: Authorization: Bearer …", "")
}

fn refused(detail: &str, why: &str) -> Problem {
    let challenge = format!("Bearer realm=\"registertoets\"{why}");
    Problem::new(StatusCode::UNAUTHORIZED, detail).with_header(WWW_AUTHENTICATE, &challenge)
}

/// The tokens that are known.
#[derive(Debug)]
struct Tokens {
    file: PathBuf,
    known: RwLock<Arc<[Token]>>,
}

/// A token: whose it is, and its hash.
#[derive(Debug, PartialEq, Eq)]
struct Token {
    name: Arc<str>,
    hash: Digest,
}

impl Tokens {
    fn read(file: PathBuf) -> io::Result<Self> {
        let known = RwLock::new(read_tokens(&file)?);
        Ok(Self { file, known })
    }

    fn read_again(&self) -> io::Result<usize> {
        let known = read_tokens(&self.file)?;
        let count = known.len();
        // nothing can go wrong while it is replaced
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = known;
        Ok(count)
    }

    fn holder(&self, headers: &HeaderMap) -> Result<Arc<str>, Problem> {
        let only = only(headers, &AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, token) = only.and_then(|value| value.split_once(' ')).ok_or_else(no_token)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(no_token());
        }
        let known = Arc::clone(&self.known.read().unwrap_or_else(PoisonError::into_inner));
        named(&known, &Digest::of(token.trim().as_bytes()))
            .ok_or_else(|| refused("this bearer token is not known, or no longer", ", error=\"invalid_token\""))
    }
}

/// The line of the file of tokens for a token of that name.
pub(crate) fn line_for(name: &str, token: &str) -> String {
    format!("{name} {}", Digest::of(token.as_bytes()))
}

/// Whether a token can have this name.
pub(crate) fn is_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// The name of the token with this hash. All are compared, whole: how long it takes tells nothing.
fn named(known: &[Token], hash: &Digest) -> Option<Arc<str>> {
    let mut place = u32::MAX;
    for (number, token) in (0_u32..).zip(known) {
        place.conditional_assign(&number, token.hash.as_bytes().ct_eq(hash.as_bytes()));
    }
    known.get(usize::try_from(place).ok()?).map(|token| Arc::clone(&token.name))
}

fn read_tokens(file: &Path) -> io::Result<Arc<[Token]>> {
    let unreadable = |error: String| io::Error::other(format!("cannot read tokens from {}: {error}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(error.to_string()))?;
    tokens_in(&text).map_err(unreadable)
}

/// Reads the text of a file of tokens. An error names the line, and repeats nothing of it.
fn tokens_in(text: &str) -> Result<Arc<[Token]>, String> {
    let mut tokens: Vec<Token> = Vec::new();
    // some editors put a mark in front that nobody sees
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let token = token_in(line).ok_or_else(|| {
            format!("line {number}: expected a name (letters, digits, - _ .) and 64 hexadecimal digits")
        })?;
        if tokens.iter().any(|known| known.name == token.name || known.hash == token.hash) {
            return Err(format!("line {number}: a name or a hash that stands there already"));
        }
        tokens.push(token);
    }
    if tokens.is_empty() {
        return Err("there is none in it: nobody would be answered".to_owned());
    }
    Ok(tokens.into())
}

fn token_in(line: &str) -> Option<Token> {
    let (name, digits) = line.split_once(char::is_whitespace)?;
    let hash = Digest::parse(digits.trim())?;
    is_name(name).then(|| Token { name: name.into(), hash })
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn file() -> String {
        format!("# those who may ask\n\n{}\n  {}\n", line_for("kiosk", "one"), line_for("portal.2", "two"))
    }

    fn tokens() -> Tokens {
        Tokens { file: PathBuf::new(), known: RwLock::new(tokens_in(&file()).unwrap()) }
    }

    fn holder(values: &[&str]) -> Option<String> {
        let values = values.iter().map(|value| (AUTHORIZATION, HeaderValue::from_str(value).unwrap()));
        tokens().holder(&values.collect()).ok().map(|name| name.to_string())
    }

    #[test]
    fn a_token_is_known_by_its_hash() {
        assert_eq!(holder(&["Bearer one"]).as_deref(), Some("kiosk"));
        assert_eq!(holder(&["bearer two"]).as_deref(), Some("portal.2"));
    }

    #[test]
    fn what_is_no_known_token_has_no_holder() {
        for values in [&[][..], &["Bearer"], &["Bearer "], &["Bearer three"], &["Basic one"], &["one"], &["Bearer One"]]
        {
            assert_eq!(holder(values), None, "{values:?}");
        }
        assert_eq!(holder(&["Bearer one", "Bearer one"]), None);
        // a hash is no token
        let hash = line_for("kiosk", "one").split_once(' ').unwrap().1.to_owned();
        assert_eq!(holder(&[&format!("Bearer {hash}")]), None);
    }

    #[test]
    fn a_file_that_is_not_right_names_the_line_and_not_what_it_says() {
        let hash = line_for("x", "one").split_once(' ').unwrap().1.to_owned();
        for line in
            ["kiosk", "kiosk secret", &format!("two words {hash}"), &format!("é {hash}"), &format!("kiosk {hash}0")]
        {
            let error = tokens_in(&format!("# first\n{line}\n")).unwrap_err();
            assert!(error.starts_with("line 2: expected a name"), "{error}");
            assert!(!error.contains("secret"));
        }
        for second in [line_for("kiosk", "two"), line_for("other", "one")] {
            let error = tokens_in(&format!("{}\n{second}\n", line_for("kiosk", "one"))).unwrap_err();
            assert!(error.starts_with("line 2: a name or a hash"), "{error}");
        }
        for empty in ["", "# nobody\n", "\u{feff}"] {
            assert!(tokens_in(empty).unwrap_err().starts_with("there is none in it"), "{empty}");
        }
        assert_eq!(tokens_in(&format!("\u{feff}{}\r\n", line_for("kiosk", "one"))).unwrap().len(), 1);
    }

    #[test]
    fn a_certificate_is_asked_for_beside_a_token_where_both_are() {
        let shown: Arc<str> = "certificate 00".into();
        let none = HeaderMap::new();
        let both = Authentication { tokens: Some(tokens()), certificate: true };
        let with_token = HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static("Bearer one"))]);
        assert!(both.caller(&none, Some(&shown)).is_err());
        assert!(both.caller(&with_token, None).is_err());
        assert_eq!(both.caller(&with_token, Some(&shown)).unwrap().as_deref(), Some("kiosk"));
        let certificate = Authentication { tokens: None, certificate: true };
        assert!(certificate.caller(&with_token, None).is_err());
        assert_eq!(certificate.caller(&none, Some(&shown)).unwrap(), Some(shown));
        let anyone = Authentication { tokens: None, certificate: false };
        assert_eq!(anyone.caller(&none, None).unwrap(), None);
    }
}
