//! A JSON value as it was sent, taken apart where it has to be mended and nowhere else.

use std::fmt;

use registertoets_core::limits::ACTIVITIES_MAX;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::ERRORS_MAX;

/// A JSON value. Its texts are parts of the text that was sent, or of one of ours.
#[derive(Debug)]
pub(super) enum Tree<'t> {
    /// As it was written.
    Whole(&'t str),
    /// A list, with the place at which each item was sent.
    List(&'t str, Vec<(usize, Tree<'t>)>),
    /// An object: keys as they were written, and values.
    Object(&'t str, Vec<(&'t str, Tree<'t>)>),
}

impl<'t> Tree<'t> {
    /// The value that this text is, if it is JSON.
    pub(super) fn read(text: &'t [u8]) -> Option<Self> {
        serde_json::from_slice(text).ok().map(whole)
    }

    /// The part at this place, taken apart.
    pub(super) fn at(&mut self, steps: &[&str]) -> Option<&mut Self> {
        self.take_apart();
        let Some((step, rest)) = steps.split_first() else { return Some(self) };
        match self {
            Self::Whole(_) => None,
            Self::List(_, items) => items.get_mut(step.parse::<usize>().ok()?)?.1.at(rest),
            Self::Object(_, fields) => fields.iter_mut().find(|(key, _)| is(key, step))?.1.at(rest),
        }
    }

    fn take_apart(&mut self) {
        let Self::Whole(text) = *self else { return };
        match serde_json::from_str(text) {
            Ok(Parts::Items(items)) => {
                *self = Self::List(text, items.into_iter().map(whole).enumerate().collect());
            }
            Ok(Parts::Fields(fields)) => {
                *self = Self::Object(text, fields.into_iter().map(|(key, value)| (key.get(), whole(value))).collect());
            }
            // a value without parts
            Err(_) => {}
        }
    }

    /// Gives all pieces of the text, in order.
    pub(super) fn pieces(&self, piece: &mut impl FnMut(&'t str)) {
        match self {
            Self::Whole(text) => piece(text),
            Self::List(text, items) => {
                piece(&text[..1]);
                for (place, (_, item)) in items.iter().enumerate() {
                    if place > 0 {
                        piece(",");
                    }
                    item.pieces(piece);
                }
                piece(&text[text.len() - 1..]);
            }
            Self::Object(text, fields) => {
                piece(&text[..1]);
                for (place, (key, value)) in fields.iter().enumerate() {
                    if place > 0 {
                        piece(",");
                    }
                    piece(key);
                    piece(":");
                    value.pieces(piece);
                }
                piece(&text[text.len() - 1..]);
            }
        }
    }

    /// The text as it was written.
    pub(super) fn written(&self) -> &'t str {
        match self {
            Self::Whole(text) | Self::List(text, _) | Self::Object(text, _) => text,
        }
    }

    /// The same place, with the places of items as they were sent.
    pub(super) fn pointer_as_sent(&self, steps: &[&str]) -> String {
        let mut part = Some(self);
        let mut pointer = String::new();
        for step in steps {
            let (sent, next) = match part {
                Some(Self::List(_, items)) => step
                    .parse()
                    .ok()
                    .and_then(|place: usize| items.get(place))
                    .map_or((None, None), |(place, item)| (Some(place), Some(item))),
                Some(Self::Object(_, fields)) => {
                    (None, fields.iter().find(|(key, _)| is(key, step)).map(|(_, value)| value))
                }
                Some(Self::Whole(_)) | None => (None, None),
            };
            match sent {
                Some(place) => pointer.push_str(&format!("/{place}")),
                None => pointer.push_str(&format!("/{step}")),
            }
            part = next;
        }
        pointer
    }
}

fn whole(value: &RawValue) -> Tree<'_> {
    Tree::Whole(value.get())
}

/// Whether a key, as it is written, is this name.
pub(super) fn is(key: &str, name: &str) -> bool {
    match key.contains('\\') {
        false => key.trim_matches('"') == name,
        true => serde_json::from_str::<String>(key).is_ok_and(|key| key == name),
    }
}

/// How many parts of a value are looked at: more than can be valid, and then be errors that are told. The reader of
/// dossiers comes to none of the others.
const PARTS_MAX: usize = ACTIVITIES_MAX + ERRORS_MAX + 1;

/// The first parts of a value as they are written, in order, each as often as it is there.
enum Parts<'t> {
    Items(Vec<&'t RawValue>),
    Fields(Vec<(&'t RawValue, &'t RawValue)>),
}

impl<'de> Deserialize<'de> for Parts<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct First;

        impl<'de> Visitor<'de> for First {
            type Value = Parts<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list or an object")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Parts<'de>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    if items.len() < PARTS_MAX {
                        items.push(item);
                    }
                }
                Ok(Parts::Items(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Parts<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = object.next_entry()? {
                    if fields.len() < PARTS_MAX {
                        fields.push(field);
                    }
                }
                Ok(Parts::Fields(fields))
            }
        }

        deserializer.deserialize_any(First)
    }
}
