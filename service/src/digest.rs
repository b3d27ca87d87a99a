//! SHA-256 digests, told as lower-case hexadecimal digits.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

/// The SHA-256 digest of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Sha256::digest(bytes).into()
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The digest that these 64 hexadecimal digits tell.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let bytes: Option<Vec<_>> = pairs.iter().map(|[high, low]| Some(16 * digit(*high)? + digit(*low)?)).collect();
        bytes?.try_into().ok().map(Self)
    }
}

impl From<sha2::digest::Output<Sha256>> for Digest {
    fn from(output: sha2::digest::Output<Sha256>) -> Self {
        Self(output.into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("expected 64 hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The digest of no bytes (FIPS 180-4).
    const OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_digest_is_told_and_read_as_digits() {
        let digest = Digest::of(b"");
        assert_eq!(digest.to_string(), OF_NOTHING);
        assert_eq!(serde_json::to_string(&digest).unwrap(), format!("\"{OF_NOTHING}\""));
        for text in [OF_NOTHING.to_owned(), OF_NOTHING.to_uppercase()] {
            assert_eq!(serde_json::from_str::<Digest>(&format!("\"{text}\"")).unwrap(), digest);
        }
    }

    #[test]
    fn what_is_not_64_digits_is_no_digest() {
        for text in ["", "e3", &OF_NOTHING[1..], &format!("{OF_NOTHING}00"), &OF_NOTHING.replace('e', "g")] {
            assert_eq!(Digest::parse(text), None, "{text}");
        }
    }
}
