//! What is judged. Only well-formed values exist: what breaks the contract cannot be built, from text, bytes or Rust.

use core::fmt;
use core::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::limits::{DIPLOMAS_MAX, REFERENCE_MAX, WORK_MAX};
use crate::name::names;
use crate::regulation::{Activities, Declaration, Diploma, Document, Registration, Training, Vog, WorkPeriod};
use crate::{Date, Set};

/// Opaque key of a dossier: 1 to 32 visible ASCII characters (0x21 to 0x7E). A registration number or a hash, never a name.
///
/// ```
/// use registertoets_core::Reference;
/// assert_eq!(Reference::new("4610-000001").unwrap().as_str(), "4610-000001");
/// assert!(Reference::new("").is_none() && Reference::new("two words").is_none());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
// as bytes: devices that never show it need not know UTF-8
pub struct Reference(heapless::Vec<u8, REFERENCE_MAX, u8>);

impl Reference {
    /// What a text has to be, to be one.
    pub(crate) const EXPECTED: &'static str = "1 to 32 visible ASCII characters";

    /// The reference with this text, if it is one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        Self::from_ascii(text.as_bytes())
    }

    /// The reference with this text as ASCII, if it is one.
    #[must_use]
    pub fn from_ascii(text: &[u8]) -> Option<Self> {
        let mut reference = Self::placeholder();
        reference.replace(text).then_some(reference)
    }

    /// Becomes the reference with this text, if it is one; whether it is.
    pub(crate) fn replace(&mut self, text: &[u8]) -> bool {
        let fits = !text.is_empty() && text.len() <= REFERENCE_MAX && text.iter().all(u8::is_ascii_graphic);
        if fits {
            self.0.clear();
            // it fits, so there is room
            self.0.extend_from_slice(text).unwrap_or_default();
        }
        fits
    }

    /// A reference to write another over: `-`.
    pub(crate) fn placeholder() -> Self {
        let mut reference = heapless::Vec::new();
        // one character fits
        let _ = reference.push(b'-');
        Self(reference)
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Deref for Reference {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl Reference {
    /// The text of the reference.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // ASCII is UTF-8
        core::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The characters, one byte each.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl de::Visitor<'_> for Text {
            type Value = Reference;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(Reference::EXPECTED)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Reference, E> {
                Reference::new(text).ok_or_else(|| E::invalid_value(de::Unexpected::Other("another text"), &self))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Reference {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Reference".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Opaque key of a dossier: visible ASCII characters. A registration number or a hash, never a name.",
            "type": "string",
            "pattern": "^[!-~]+$",
            "minLength": 1,
            "maxLength": REFERENCE_MAX,
            "examples": ["4610-000001"],
        })
    }
}

names! {
    /// A category of the register.
    pub enum Category {
        /// In opleiding: on the way to completing the training (article 2).
        InOpleiding = "in_opleiding",
        /// Junior.
        Junior = "junior",
        /// Senior: with work experience.
        Senior = "senior",
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// To be admitted to a category (article 1).
    Admission(Category),
    /// To be renewed, in the category held or another one (articles 3.2, 3.3 and 4).
    Renewal(Category),
    /// To change category within the period (article 3.4).
    Change(Category),
    /// To turn a Basis registration into one as Junior (article 3.5).
    BasisConversion,
}

impl Request {
    /// The category asked for; none for a conversion, which has but one outcome.
    #[must_use]
    pub const fn target(self) -> Option<Category> {
        match self {
            Self::Admission(category) | Self::Renewal(category) | Self::Change(category) => Some(category),
            Self::BasisConversion => None,
        }
    }
}

/// The diplomas of a dossier.
pub type Diplomas = heapless::Vec<Diploma, DIPLOMAS_MAX, u8>;
/// The periods of work of a dossier.
pub type Work = heapless::Vec<WorkPeriod, WORK_MAX, u8>;

/// A dossier: one person's request, with all that is shown for it.
///
/// `W` is what holds the work, `A` what holds the activities and `D` what holds the diplomas; `Dossier<(), (), ()>` is
/// a dossier without room for them.
///
/// ```
/// use registertoets_core::{Category, Date, Dossier, Reference, Request, Verdict, evaluate};
/// let dossier = Dossier::new(
///     Reference::new("4610-000001").unwrap(),
///     Date::new(2021, 6, 1).unwrap(),
///     Request::Admission(Category::Junior),
/// );
/// assert_eq!(evaluate(&dossier).verdict(), Verdict::Incomplete); // nothing is shown yet
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(bound(
    serialize = "W: Serialize + Default + PartialEq, A: Serialize + Default + PartialEq, D: Serialize + Default + PartialEq",
    deserialize = "W: Deserialize<'de> + Default, A: Deserialize<'de> + Default, D: Deserialize<'de> + Default"
))]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(
        rename = "Dossier",
        description = "A dossier: one person's request, with all that is shown for it. What is left out is not there: false, null or an empty list.",
        bound = "W: Serialize + Default + PartialEq, A: Serialize + Default + PartialEq, D: Serialize + Default + PartialEq"
    )
)]
pub struct Dossier<W = Work, A = Activities, D = Diplomas> {
    /// Key of the dossier.
    pub reference: Reference,
    /// The day on which the dossier is judged (*peildatum*).
    pub assessed_on: Date,
    /// What is asked for.
    pub request: Request,
    /// Declarations made by registering (Registratienormen).
    #[serde(default, skip_serializing_if = "is_default")]
    pub declarations: Set<Declaration>,
    /// A decision of the BCMB complaints committee or the SKJ disciplinary tribunal about this person is known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ruling_known: bool,
    /// The most recent registration.
    #[serde(default, skip_serializing_if = "is_default")]
    pub registration: Option<Registration>,
    /// Certificate of conduct.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vog: Option<Vog>,
    /// Diplomas and certificates of experience.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::List<Diploma, DIPLOMAS_MAX>"))]
    pub diplomas: D,
    /// The client-supporter training; present means enrolled.
    #[serde(default, skip_serializing_if = "is_default")]
    pub training: Option<Training>,
    /// Papers of the category In opleiding.
    #[serde(default, skip_serializing_if = "is_default")]
    pub documents: Set<Document>,
    /// The supervisor is in the Senior register.
    #[serde(default, skip_serializing_if = "is_default")]
    pub supervisor_is_senior: bool,
    /// Periods of work.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::List<WorkPeriod, WORK_MAX>"))]
    pub work: W,
    /// An SKJ registration is shown with this request.
    #[serde(default, skip_serializing_if = "is_default")]
    pub skj_shown: bool,
    /// BCMB names this person as ambassador.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bcmb_ambassador_appointed: bool,
    /// Professional-development activities.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::schema::List<crate::regulation::Activity, { crate::limits::ACTIVITIES_MAX }>")
    )]
    pub activities: A,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl<W: Default, A: Default, D: Default> Dossier<W, A, D> {
    /// A dossier in which nothing is shown.
    #[must_use]
    pub fn new(reference: Reference, assessed_on: Date, request: Request) -> Self {
        Self {
            reference,
            assessed_on,
            request,
            declarations: Set::EMPTY,
            ruling_known: false,
            registration: None,
            vog: None,
            diplomas: D::default(),
            training: None,
            documents: Set::EMPTY,
            supervisor_is_senior: false,
            work: W::default(),
            skj_shown: false,
            bcmb_ambassador_appointed: false,
            activities: A::default(),
        }
    }

    /// A dossier with nothing in it, to read others into: see [`decode_into`](crate::wire::decode_into).
    #[must_use]
    pub fn unread() -> Self {
        Self::new(Reference::placeholder(), Date::MIN, Request::BasisConversion)
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::*;
    use crate::Named;

    #[test]
    fn a_reference_is_1_to_32_visible_characters() {
        for text in ["x", "4610-000001", "!~", &"x".repeat(32)] {
            let reference = Reference::new(text).unwrap();
            assert_eq!((reference.as_str(), &*reference), (text, text));
            assert_eq!(std::format!("{reference:?}"), std::format!("{text:?}"));
        }
        for text in ["", " ", "two words", "x\n", "\u{7f}", "é", &"x".repeat(33)] {
            assert_eq!(Reference::new(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_reference_that_is_none_is_refused_with_what_one_is() {
        let refusal = serde_json::from_str::<Reference>(r#""two words""#).unwrap_err().to_string();
        assert!(refusal.contains("expected 1 to 32 visible ASCII characters"));
        assert!(!refusal.contains("two words"));
    }

    #[test]
    fn the_text_of_a_dossier_has_what_is_shown_and_no_more() {
        let mut dossier: Dossier =
            Dossier::new(Reference::new("x").unwrap(), Date::MIN, Request::Change(Category::Junior));
        let text = |dossier: &Dossier| serde_json::to_string(dossier).unwrap();
        let least = r#"{"reference":"x","assessed_on":"1900-01-01","request":{"change":"junior"}}"#;
        assert_eq!(text(&dossier), least);
        dossier.skj_shown = true;
        assert_eq!(text(&dossier), least.replace("}}", r#"},"skj_shown":true}"#));
    }

    #[test]
    fn every_request_but_a_conversion_has_a_category_as_its_target() {
        for &category in Category::ALL {
            for request in [Request::Admission, Request::Renewal, Request::Change] {
                assert_eq!(request(category).target(), Some(category));
            }
        }
        assert_eq!(Request::BasisConversion.target(), None);
    }
}
