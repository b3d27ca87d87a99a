//! All errors of a JSON text that is no dossier.
//!
//! The reader of dossiers stops at the first error, as a reader that is small and fast should. So the text is mended
//! where the error is, with a value that is right there, and read again until it is a dossier. The reader stays the
//! only judge: nothing here knows what is right but the example in `right.json`, and that only by its text. What is
//! mended causes no other error, as what is left out would.

mod tree;

use registertoets_core::json::{self, TextError};
use registertoets_core::{Dossier, Problem};

use self::tree::{Tree, is};
use crate::record::RecordError;

/// How many errors of a text are told at most, each of which takes another reading of it.
pub const ERRORS_MAX: usize = 32;

/// What is wrong with a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors {
    /// The errors in the order in which they are met, first what [`json::decode`] says. None if it is a dossier.
    pub found: Vec<RecordError>,
    /// Whether there are more of them than are told.
    pub more: bool,
}

impl Errors {
    /// All that is wrong with a text; in one that is not JSON, or nothing but a value with text behind it, what was met
    /// first.
    #[must_use]
    pub fn of(text: &[u8]) -> Self {
        let mut dossier = Dossier::unread();
        let Err(first) = json::decode_into(text, &mut dossier) else { return Self::default() };
        let mut errors = Self { found: vec![first.into()], more: false };
        let Some(mut mended) = Mended::new(text) else { return errors };
        let mut next = json::decode_into(mended.text().as_bytes(), &mut dossier);
        while let Err(error) = next
            && mended.mend(&error).is_some()
        {
            next = json::decode_into(mended.text().as_bytes(), &mut dossier);
            if let Err(error) = &next {
                if errors.found.len() == ERRORS_MAX {
                    errors.more = true;
                    break;
                }
                errors.found.push(mended.told(error));
            }
        }
        errors
    }
}

impl From<RecordError> for Errors {
    /// The only error there is.
    fn from(error: RecordError) -> Self {
        Self { found: vec![error], more: false }
    }
}

/// A dossier in which nothing is wrong, with every field and every kind of value that has fields. Any of its parts may
/// stand beside whatever the rest of a dossier holds.
const RIGHT: &str = include_str!("right.json");

/// A value that is right at this place, if [`RIGHT`] has one.
fn right_at(steps: &[&str]) -> Option<&'static str> {
    fn part(mut tree: Tree<'static>, steps: &[&str]) -> Option<&'static str> {
        let Some((step, rest)) = steps.split_first() else { return Some(tree.written()) };
        match tree.at(&[])? {
            Tree::Whole(_) => None,
            // the items show the kinds that an item may be
            Tree::List(_, items) => items.drain(..).find_map(|(_, item)| part(item, rest)),
            Tree::Object(_, fields) => {
                fields.drain(..).find(|(key, _)| is(key, step)).and_then(|(_, value)| part(value, rest))
            }
        }
    }
    part(Tree::read(RIGHT.as_bytes())?, steps)
}

/// What is right where a set of names belongs: a member that is not is left out, for no other is sure to be new.
const EMPTY: &str = "[]";

/// A text, as far as it is mended.
struct Mended<'t> {
    sent: &'t [u8],
    tree: Tree<'t>,
}

impl<'t> Mended<'t> {
    fn new(sent: &'t [u8]) -> Option<Self> {
        Tree::read(sent).map(|tree| Self { sent, tree })
    }

    fn text(&self) -> String {
        let mut text = String::with_capacity(self.sent.len());
        self.tree.pieces(&mut |piece| text.push_str(piece));
        text
    }

    /// Takes an error away, if it is one of a value.
    fn mend(&mut self, error: &TextError) -> Option<()> {
        let pointer = error.pointer().to_string();
        let steps: Vec<_> = pointer.split('/').skip(1).collect();
        match error.problem() {
            Problem::UnknownField => self.remove_field_at(&steps, error.at()),
            Problem::RepeatedField => self.remove_second_field(&steps),
            Problem::MissingField => self.add_field(&steps, error.missing()?),
            Problem::InvalidValue if right_at(&steps) == Some(EMPTY) => self.remove_item_before(&steps, error.at()),
            Problem::WrongType | Problem::UnknownName | Problem::InvalidValue | Problem::TooMany => {
                self.replace(&steps)
            }
            _ => None,
        }
    }

    /// Puts in the place of a value what is right there, or what is right where it is a part of.
    fn replace(&mut self, steps: &[&str]) -> Option<()> {
        if let Some(right) = right_at(steps) {
            *self.tree.at(steps)? = Tree::Whole(right);
            return Some(());
        }
        let (last, whole) = steps.split_last()?;
        match self.tree.at(whole)? {
            Tree::List(_, items) if right_at(whole) == Some(EMPTY) => drop(items.remove(last.parse().ok()?)),
            _ => self.replace(whole)?,
        }
        Some(())
    }

    fn add_field(&mut self, steps: &[&str], name: &str) -> Option<()> {
        let mut right = Tree::read(right_at(steps)?.as_bytes())?;
        let Tree::Object(_, right) = right.at(&[])? else { return None };
        let Tree::Object(_, fields) = self.tree.at(steps)? else { return None };
        fields.push(right.drain(..).find(|(key, _)| is(key, name))?);
        Some(())
    }

    fn remove_field_at(&mut self, steps: &[&str], at: usize) -> Option<()> {
        let (sent, at) = (self.sent, self.sent_at(at)?);
        let Tree::Object(_, fields) = self.tree.at(steps)? else { return None };
        let place = fields.iter().position(|(key, _)| place_in(sent, key) == Some(at))?;
        fields.remove(place);
        Some(())
    }

    fn remove_second_field(&mut self, steps: &[&str]) -> Option<()> {
        let (name, object) = steps.split_last()?;
        let Tree::Object(_, fields) = self.tree.at(object)? else { return None };
        let mut places = (0..fields.len()).filter(|place| is(fields[*place].0, name));
        let place = places.nth(1)?;
        fields.remove(place);
        Some(())
    }

    fn remove_item_before(&mut self, steps: &[&str], at: usize) -> Option<()> {
        let (sent, at) = (self.sent, self.sent_at(at)?);
        let Tree::List(_, items) = self.tree.at(steps)? else { return None };
        let place =
            items.iter().rposition(|(_, item)| place_in(sent, item.written()).is_some_and(|start| start < at))?;
        items.remove(place);
        Some(())
    }

    /// An error of the text as it is now, with the places as they were sent.
    fn told(&self, error: &TextError) -> RecordError {
        let pointer = error.pointer().to_string();
        let steps: Vec<_> = pointer.split('/').skip(1).collect();
        let pointer = self.tree.pointer_as_sent(&steps);
        let at = self.sent_at(error.at()).unwrap_or(self.sent.len());
        RecordError::in_text(error, at, pointer)
    }

    /// Where in the text that was sent a byte of this one is.
    fn sent_at(&self, at: usize) -> Option<usize> {
        let mut found = None;
        let mut start = 0;
        self.tree.pieces(&mut |piece| {
            let end = start + piece.len();
            // between two pieces, the later one knows it better, unless it is ours
            if (start..=end).contains(&at)
                && let Some(place) = place_in(self.sent, piece)
            {
                found = Some(place + at - start);
            }
            start = end;
        });
        found
    }
}

/// Where in a text a part of it starts; none where it is no part of it.
fn place_in(text: &[u8], part: &str) -> Option<usize> {
    let place = part.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    (place < text.len()).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_right_is_a_dossier() {
        assert_eq!(Errors::of(RIGHT.as_bytes()), Errors::default());
    }

    #[test]
    fn a_value_is_right_at_every_place_of_a_kind() {
        for (pointer, right) in [
            ("activities/200/points", Some("1")),
            ("work/0/proof/self_employed/signed_on", Some("null")),
            ("diplomas/7/kind/evc/report", Some("false")),
            ("documents", Some(EMPTY)),
            ("documents/0", None),
            ("request/admission", None),
        ] {
            assert_eq!(right_at(&pointer.split('/').collect::<Vec<_>>()), right, "{pointer}");
        }
    }
}
