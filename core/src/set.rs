//! Small sets as bits: names in text forms, one integer in the binary form.

use core::fmt;
use core::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Named;

/// What a list of names has to be, to be a set.
pub(crate) const EXPECTED: &str = "a list of names without repeats";

/// A set of members of a closed list of at most eight names.
///
/// ```
/// use registertoets_core::{Set, regulation::Declaration};
/// let mut shown = Set::EMPTY;
/// assert!(shown.insert(Declaration::ProfessionalCode));
/// assert!(!shown.insert(Declaration::ProfessionalCode)); // it was there
/// assert!(shown.contains(Declaration::ProfessionalCode) && !shown.is_full());
/// ```
#[derive(PartialEq, Eq, Hash)]
pub struct Set<T> {
    bits: u8,
    members: PhantomData<T>,
}

impl<T> Clone for Set<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Set<T> {}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<T> Set<T> {
    /// The set without members.
    pub const EMPTY: Self = Self { bits: 0, members: PhantomData };

    /// Whether nothing is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }
}

impl<T: Named> Set<T> {
    /// The set of all members.
    pub const FULL: Self = Self { bits: Self::MASK, members: PhantomData };

    const MASK: u8 = {
        assert!(T::ALL.len() <= 8, "a set has eight members at most");
        (0xFF_u16 >> (8 - T::ALL.len())) as u8
    };

    /// The set whose members are the bits of `bits`, the first member being bit 0, if no other bit is set.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Option<Self> {
        if bits & !Self::MASK == 0 { Some(Self { bits, members: PhantomData }) } else { None }
    }

    /// The set as bits, the first member being bit 0.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.bits
    }

    /// Adds a member; whether it was new.
    pub fn insert(&mut self, member: T) -> bool {
        let before = self.bits;
        self.bits |= Self::bit(member);
        self.bits != before
    }

    /// This set with one more member.
    #[must_use]
    pub fn with(mut self, member: T) -> Self {
        self.insert(member);
        self
    }

    /// Whether the member is in the set.
    #[must_use]
    pub fn contains(self, member: T) -> bool {
        self.bits & Self::bit(member) != 0
    }

    /// Whether every member is in the set.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.bits == Self::MASK
    }

    /// The members, in the order of the list.
    pub fn iter(self) -> impl Iterator<Item = T> {
        T::ALL.iter().copied().filter(move |member| self.contains(*member))
    }

    fn bit(member: T) -> u8 {
        1_u8.checked_shl(u32::from(member.number())).unwrap_or(0)
    }
}

impl<T: Named> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(members: I) -> Self {
        members.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl<T: Named + fmt::Debug> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<T: Named + Serialize> Serialize for Set<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, T: Named + Deserialize<'de>> Deserialize<'de> for Set<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);

        impl<'de, T: Named + Deserialize<'de>> de::Visitor<'de> for Members<T> {
            type Value = Set<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut names: A) -> Result<Set<T>, A::Error> {
                let mut set = Set::EMPTY;
                while let Some(member) = names.next_element::<T>()? {
                    if !set.insert(member) {
                        return Err(de::Error::invalid_value(de::Unexpected::Other("a repeat"), &self));
                    }
                }
                Ok(set)
            }
        }

        deserializer.deserialize_seq(Members(PhantomData))
    }
}

#[cfg(feature = "schema")]
impl<T: Named + schemars::JsonSchema> schemars::JsonSchema for Set<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        alloc::borrow::Cow::Owned(T::schema_name().into_owned() + "Set")
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let items = generator.subschema_for::<T>();
        schemars::json_schema!({"type": "array", "items": items, "uniqueItems": true})
    }
}

#[cfg(test)]
mod tests {
    use std::format;
    use std::string::ToString;

    use super::*;
    use crate::Category;

    #[test]
    fn a_set_is_full_once_it_has_every_member_of_its_list() {
        let mut set = Set::EMPTY;
        for (bits, &category) in [0b001, 0b011, 0b111].into_iter().zip(Category::ALL) {
            assert!(!set.is_full());
            assert!(set.insert(category));
            assert!(!set.insert(category));
            assert_eq!(set.bits(), bits);
            assert_eq!(Set::from_bits(bits), Some(set));
        }
        assert!(set.is_full());
        assert_eq!(set, Set::FULL);
        assert_eq!(Set::<Category>::from_bits(0b1000), None);
    }

    #[test]
    fn a_set_is_a_list_of_names_without_repeats() {
        let read = |text: &str| serde_json::from_str::<Set<Category>>(text).map_err(|error| error.to_string());
        assert_eq!(read(r#"["senior", "junior"]"#), Ok(Set::EMPTY.with(Category::Junior).with(Category::Senior)));
        for text in [r#"["senior", "senior"]"#, r#""senior""#] {
            assert!(read(text).unwrap_err().contains("expected a list of names without repeats"));
        }
    }

    #[test]
    fn a_set_is_shown_to_a_programmer_by_its_members() {
        let set = Set::EMPTY.with(Category::Senior).with(Category::InOpleiding);
        assert_eq!(format!("{set:?}"), "{InOpleiding, Senior}");
        assert_eq!(format!("{:?}", Set::<Category>::EMPTY), "{}");
    }
}
