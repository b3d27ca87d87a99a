//! Points and hours, exact to two decimals, and their text form.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::limits::{HOURS_MAX, POINTS_MAX};

/// An amount in a dossier, counted in hundredths, from 0 to `MAX` hundredths.
///
/// ```
/// use registertoets_core::Points;
/// assert_eq!(Points::from_hundredths(725).unwrap().to_string(), "7.25");
/// assert!(Points::from_hundredths(65_001).is_none()); // 650 is the most
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount<const MAX: u16>(u16);

/// Points of an activity: 0 to 650 (article 4c; an hour of net time is a point where that is possible).
pub type Points = Amount<POINTS_MAX>;
/// Hours of work a week: 0 to 168 (articles 1 and 4a).
pub type HoursPerWeek = Amount<HOURS_MAX>;

impl<const MAX: u16> Amount<MAX> {
    /// What a number has to be, to be one.
    pub(crate) const EXPECTED: &'static str = match MAX {
        POINTS_MAX => "a number from 0 to 650 with at most two decimals",
        HOURS_MAX => "a number from 0 to 168 with at most two decimals",
        _ => "a number with at most two decimals",
    };

    /// An amount of so many hundredths, if in range.
    #[must_use]
    pub const fn from_hundredths(hundredths: u16) -> Option<Self> {
        if hundredths <= MAX { Some(Self(hundredths)) } else { None }
    }

    /// The amount in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> u16 {
        self.0
    }
}

/// The value of a JSON number in hundredths, if it is a whole number of them and not below zero.
///
/// The caller has checked that the text is a JSON number. Exact for any such text: `1e2` is 10 000 hundredths, `0.010000` is one, `0.0101` and `7.9999999999999999999` are none.
pub(crate) fn hundredths(number: &[u8]) -> Option<u32> {
    let (negative, number) = match number.split_first() {
        Some((b'-', rest)) => (true, rest),
        _ => (false, number),
    };
    let split = number.iter().position(|byte| matches!(byte, b'e' | b'E')).unwrap_or(number.len());
    let (mantissa, exponent) = number.split_at_checked(split)?;
    let mut exponent = match exponent.split_first() {
        Some((_, digits)) => parse_exponent(digits)?,
        None => 0,
    } + 2;
    let mut value: u32 = 0;
    // zeros wait until a digit after them shows that they count, so that any number of them may trail
    let mut zeros: u32 = 0;
    let mut digits_seen = false;
    let mut after_point = false;
    for &byte in mantissa {
        match byte {
            b'.' if !after_point => after_point = true,
            b'0'..=b'9' => {
                digits_seen = true;
                exponent -= i64::from(after_point);
                if byte == b'0' {
                    zeros = zeros.saturating_add(1);
                } else {
                    value = shifted(value, zeros.saturating_add(1))?.checked_add(u32::from(byte - b'0'))?;
                    zeros = 0;
                }
            }
            _ => return None,
        }
    }
    if !digits_seen {
        return None;
    }
    if value == 0 {
        return Some(0);
    }
    let value = shifted(value, u32::try_from(exponent + i64::from(zeros)).ok()?)?;
    (!negative).then_some(value)
}

/// The exponent of a number, held at a bound far beyond any that gives an amount in range.
fn parse_exponent(digits: &[u8]) -> Option<i64> {
    const BOUND: i64 = 1 << 40;
    let (negative, digits) = match digits.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, digits),
    };
    if digits.is_empty() {
        return None;
    }
    let size = digits.iter().try_fold(0_i64, |value, byte| {
        byte.is_ascii_digit().then(|| (value * 10 + i64::from(byte - b'0')).min(BOUND))
    })?;
    Some(if negative { -size } else { size })
}

/// `value` times ten to the power `places`, if it fits.
fn shifted(value: u32, places: u32) -> Option<u32> {
    if value == 0 { Some(0) } else { value.checked_mul(10_u32.checked_pow(places)?) }
}

impl<const MAX: u16> fmt::Display for Amount<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Total::from(*self).fmt(f)
    }
}

impl<const MAX: u16> Serialize for Amount<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Total::from(*self).serialize(serializer)
    }
}

impl<'de, const MAX: u16> Deserialize<'de> for Amount<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number<const MAX: u16>;

        impl<const MAX: u16> Number<MAX> {
            fn exact<E: de::Error>(&self, hundredths: Option<u64>) -> Result<Amount<MAX>, E> {
                hundredths
                    .and_then(|hundredths| hundredths.try_into().ok())
                    .and_then(Amount::from_hundredths)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Other("another number"), self))
            }
        }

        impl<const MAX: u16> de::Visitor<'_> for Number<MAX> {
            type Value = Amount<MAX>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(Amount::<MAX>::EXPECTED)
            }

            fn visit_u64<E: de::Error>(self, whole: u64) -> Result<Self::Value, E> {
                self.exact(whole.checked_mul(100))
            }

            fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Self::Value, E> {
                self.exact(u64::try_from(whole).ok().and_then(|whole| whole.checked_mul(100)))
            }

            /// Formats that have only binary fractions mean the hundredth whose nearest such fraction this is.
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
                let nearest = (number * 100.0 + 0.5) as u64;
                self.exact((nearest as f64 / 100.0 == number).then_some(nearest))
            }
        }

        deserializer.deserialize_f64(Number::<MAX>)
    }
}

/// An amount in an outcome, counted in hundredths: a sum over a dossier, or what a rule asks.
///
/// ```
/// use registertoets_core::Total;
/// assert_eq!(Total::from_hundredths(626_057).to_string(), "6260.57");
/// assert_eq!(Total::from_hundredths(1_050).to_string(), "10.5");
/// assert_eq!(Total::whole(2_080).to_string(), "2080");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Total(u32);

impl Total {
    /// An amount of so many hundredths.
    #[must_use]
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// A whole amount.
    #[must_use]
    pub const fn whole(whole: u16) -> Self {
        Self(whole as u32 * 100)
    }

    /// The amount in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> u32 {
        self.0
    }
}

impl<const MAX: u16> From<Amount<MAX>> for Total {
    fn from(amount: Amount<MAX>) -> Self {
        Self(u32::from(amount.0))
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, hundredths) = (self.0 / 100, self.0 % 100);
        match (hundredths, hundredths % 10) {
            (0, _) => write!(f, "{whole}"),
            (_, 0) => write!(f, "{whole}.{}", hundredths / 10),
            _ => write!(f, "{whole}.{hundredths:02}"),
        }
    }
}

impl Serialize for Total {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(100) {
            serializer.serialize_u32(self.0 / 100)
        } else {
            // the nearest binary fraction: writers of text give its shortest decimal form, which is the amount again
            serializer.serialize_f64(f64::from(self.0) / 100.0)
        }
    }
}

#[cfg(feature = "schema")]
impl<const MAX: u16> schemars::JsonSchema for Amount<MAX> {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        match MAX {
            POINTS_MAX => "Points",
            HOURS_MAX => "HoursPerWeek",
            _ => "Amount",
        }
        .into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        const { assert!(MAX.is_multiple_of(100), "the most is a whole number") };
        // no multipleOf: validators that divide binary fractions would refuse 32.09
        schemars::json_schema!({
            "description": "An exact number with at most two decimals.",
            "type": "number",
            "minimum": 0,
            "maximum": MAX / 100,
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Total {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Total".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Points, hours or hours a week: what a dossier comes to, or what a rule asks. Exact to two decimals.",
            "type": "number",
            "minimum": 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse<const MAX: u16>(text: &str) -> Option<Amount<MAX>> {
        hundredths(text.as_bytes())?.try_into().ok().and_then(Amount::from_hundredths)
    }

    #[test]
    fn a_number_is_taken_by_its_value_and_not_by_its_spelling() {
        for (text, expected) in [
            ("0", 0),
            ("-0", 0),
            ("0.00", 0),
            ("0e9", 0),
            ("-0.0E-7", 0),
            ("0e99999999999999999999", 0),
            ("8", 800),
            ("8.0", 800),
            ("8.25", 825),
            ("8.2500000000000000000000", 825),
            ("0.01", 1),
            ("1e1", 1_000),
            ("1E+1", 1_000),
            ("825e-2", 825),
            ("65e1", 65_000),
            ("0.0065e5", 65_000),
            ("650.00", 65_000),
            ("6500000000000000000000000e-22", 65_000),
            ("1.050e1", 1_050),
            ("100e-4", 1),
            ("0.5", 50),
        ] {
            assert_eq!(parse(text).map(Points::hundredths), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_exact_number_of_hundredths_in_range_is_refused() {
        for text in [
            "650.01",
            "651",
            "1e3",
            "-0.01",
            "-1",
            "0.001",
            "8.255",
            "7.9999999999999999999",
            "8.000000000000000000001",
            "1e-3",
            "1e99999999999999999999",
            "1e-99999999999999999999",
            "4294967296",
            "42949672960000",
            "",
            "-",
            ".",
            "e",
            "1e",
            "1e+",
            "1.2.3",
            "x",
            "1x",
            "1e1x",
        ] {
            assert_eq!(parse::<POINTS_MAX>(text), None, "{text}");
        }
        assert_eq!(parse("168"), HoursPerWeek::from_hundredths(16_800));
        assert_eq!(parse::<HOURS_MAX>("168.01"), None);
    }

    #[test]
    fn every_amount_survives_its_text_and_its_binary_fraction() {
        for hundredths in 0..=POINTS_MAX {
            let amount = Points::from_hundredths(hundredths).unwrap();
            let text = serde_json::to_string(&amount).unwrap();
            assert_eq!(text, std::format!("{amount}"));
            assert_eq!(parse(&text), Some(amount));
            assert_eq!(serde_json::from_str::<Points>(&text).unwrap(), amount);
        }
        assert!(serde_json::from_str::<Points>("8.255").is_err());
        assert!(serde_json::from_str::<Points>("-1").is_err());
        assert!(serde_json::from_str::<Points>("-0.01").is_err());
        assert!(serde_json::from_str::<Points>("651").is_err());
    }

    #[test]
    fn a_whole_number_is_an_amount_in_formats_with_and_without_signs() {
        use serde::de::IntoDeserializer;
        use serde::de::value::Error;

        for (whole, expected) in [(0, Some(0)), (8, Some(800)), (650, Some(65_000)), (651, None), (i64::MAX, None)] {
            let expected = expected.and_then(Points::from_hundredths);
            let signed: Result<_, Error> = Points::deserialize(whole.into_deserializer());
            assert_eq!(signed.ok(), expected, "{whole}");
            let unsigned: Result<_, Error> = Points::deserialize(whole.unsigned_abs().into_deserializer());
            assert_eq!(unsigned.ok(), expected, "{whole}");
        }
        let negative: Result<_, Error> = Points::deserialize((-1_i64).into_deserializer());
        assert!(negative.is_err());
    }

    #[test]
    fn totals_are_written_with_the_decimals_they_have() {
        for (hundredths, text) in [(0, "0"), (5, "0.05"), (50, "0.5"), (100, "1"), (626_057, "6260.57"), (210, "2.1")] {
            assert_eq!(std::format!("{}", Total::from_hundredths(hundredths)), text);
        }
    }
}
