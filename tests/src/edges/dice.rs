//! The dice: a splitmix64 sequence and the draws made with it; or draws that somebody else has made.

use std::vec;

use serde_json::Value;

/// A pseudo random sequence that is the same on every machine.
pub(super) struct Dice {
    /// draws made beforehand, that come first
    choices: vec::IntoIter<u8>,
    /// where the sequence is
    state: u64,
}

impl Dice {
    /// The sequence that belongs to a number.
    pub(super) fn new(seed: u64) -> Dice {
        Dice { choices: Vec::new().into_iter(), state: seed }
    }

    /// These choices, a byte or two a draw, and after them the sequence that belongs to 0.
    pub(super) fn of(choices: &[u8]) -> Dice {
        Dice { choices: Vec::from(choices).into_iter(), state: 0 }
    }

    /// The next choice among so many, or else the next number of the sequence.
    fn roll(&mut self, width: u64) -> u64 {
        match self.choices.next() {
            Some(choice) if width <= 256 => u64::from(choice),
            Some(choice) => u64::from(choice) << 8 | u64::from(self.choices.next().unwrap_or_default()),
            None => self.next_of_sequence(),
        }
    }

    fn next_of_sequence(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = (high - low + 1) as u64;
        // the bias of the remainder is far too small to matter for such narrow ranges
        low + (self.roll(width) % width) as i64
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of the choices; a choice that stands there twice comes up twice as often.
    pub(super) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.between(0, choices.len() as i64 - 1) as usize]
    }

    /// Puts the items in a random order.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.between(0, last as i64) as usize);
        }
    }

    /// Puts the items of a JSON list in a random order; leaves anything else alone.
    pub(super) fn shuffle_list(&mut self, list: &mut Value) {
        if let Some(items) = list.as_array_mut() {
            self.shuffle(items);
        }
    }
}
