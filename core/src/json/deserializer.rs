//! The reader as a serde [`Deserializer`]: what each type of the contract may look like.

use serde::de::value::U64Deserializer;
use serde::de::{self, DeserializeSeed, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::error::{Expected, Flaw, Step};
use super::reader::{Reader, Result, Unescaped};
use crate::amount::hundredths;
use crate::name::place_of;
use crate::problem::Problem;

/// A name that was found, for serde: by its place, which saves it comparing all names again.
fn by_place(place: usize) -> U64Deserializer<Flaw> {
    U64Deserializer::new(place as u64)
}

impl<'de> Deserializer<'de> for &mut Reader<'_> {
    type Error = Flaw;

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
                let Some(place) = place_of(text, names) else {
                    self.at = start;
                    return Err(Flaw::expecting(Problem::UnknownName, Expected::OneOf(names)));
                };
                visitor.visit_enum(Choice { reader: self, place, with_value: false })
            }
            b'{' => {
                self.at += 1;
                self.only_one_name(b'}')?;
                let place = self.key(names, Problem::UnknownName)?;
                let value = visitor.visit_enum(Choice { reader: self, place, with_value: true })?;
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
    type Error = Flaw;

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
    type Error = Flaw;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        if !self.reader.next_item(self.first, b'}')? {
            return Ok(None);
        }
        self.first = false;
        let place = self.reader.key(self.fields, Problem::UnknownField)?;
        seed.deserialize(by_place(place)).map(Some)
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
    place: usize,
    with_value: bool,
}

impl<'de> de::EnumAccess<'de> for Choice<'_, '_> {
    type Error = Flaw;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self)> {
        let value = seed.deserialize(by_place(self.place))?;
        Ok((value, self))
    }
}

impl Choice<'_, '_> {
    fn must_have_value(&self, expected: bool) -> Result<()> {
        match (self.with_value, expected) {
            (true, false) => Err(Flaw::expecting(Problem::WrongType, Expected::Text("the name alone"))),
            (false, true) => {
                Err(Flaw::expecting(Problem::WrongType, Expected::Text("an object with the name as its key")))
            }
            _ => Ok(()),
        }
    }
}

impl<'de> de::VariantAccess<'de> for Choice<'_, '_> {
    type Error = Flaw;

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
