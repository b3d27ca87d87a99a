//! Closed lists of names: one row gives the variant, its text form and its number in the binary form.

/// What every closed list of names offers; [`Set`](crate::Set) holds members of one.
pub trait Named: Copy + Eq + 'static {
    /// Every member, in the order of their numbers.
    const ALL: &'static [Self];
    /// The name of every member, in the same order.
    const NAMES: &'static [&'static str];

    /// The number of this member in the binary form: its place in [`ALL`](Self::ALL).
    fn number(self) -> u8;

    /// The name of this member in text forms.
    #[must_use]
    fn name(self) -> &'static str {
        Self::NAMES.get(usize::from(self.number())).copied().unwrap_or_default()
    }

    /// The member with this number.
    #[must_use]
    fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// The member with this name.
    #[must_use]
    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.get(place_of(name, Self::NAMES)?).copied()
    }
}

/// The place of a name in a list: one function for all lists, because each of its own would be larger than they are.
#[inline(never)]
pub(crate) fn place_of(name: &str, names: &[&str]) -> Option<usize> {
    names.iter().position(|known| *known == name)
}

/// Declares a closed list of names. The order of the rows is part of the binary form: rows are only ever added at the end.
macro_rules! names {
    ($(#[doc = $about:literal])* $vis:vis enum $list:ident {
        $($(#[doc = $meaning:literal])* $member:ident = $name:literal,)+
    }) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $list { $($(#[doc = $meaning])* $member,)+ }

        impl $crate::Named for $list {
            const ALL: &'static [Self] = &[$(Self::$member,)+];
            const NAMES: &'static [&'static str] = &[$($name,)+];

            fn number(self) -> u8 {
                self as u8
            }
        }

        impl serde::Serialize for $list {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::Named::name(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $list {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Name;

                impl serde::de::Visitor<'_> for Name {
                    type Value = $list;

                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str("a name")
                    }

                    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<$list, E> {
                        <$list as $crate::Named>::from_name(name)
                            .ok_or_else(|| E::unknown_variant(name, <$list as $crate::Named>::NAMES))
                    }
                }

                deserializer.deserialize_str(Name)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $list {
            fn schema_name() -> alloc::borrow::Cow<'static, str> {
                stringify!($list).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::schema::names::<Self>(concat!($($about,)*), &[$(concat!($($meaning,)*),)+])
            }
        }
    };
}

pub(crate) use names;

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::Named;
    use crate::Category;

    #[test]
    fn a_name_is_a_text_and_one_of_its_list() {
        assert_eq!(serde_json::from_str::<Category>(r#""senior""#).unwrap(), Category::Senior);
        let refusal = |text| serde_json::from_str::<Category>(text).unwrap_err().to_string();
        assert!(refusal("1").contains("expected a name"));
        assert!(refusal(r#""x""#).contains("expected one of `in_opleiding`, `junior`, `senior`"));
    }

    #[test]
    fn what_is_not_in_a_list_has_neither_number_nor_name_there() {
        assert_eq!(Category::from_number(2), Some(Category::Senior));
        assert_eq!(Category::from_number(3), None);
        assert_eq!(Category::from_name("Senior"), None);
        assert_eq!(Category::from_name(""), None);
    }
}
