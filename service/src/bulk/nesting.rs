//! How deep in strings and brackets JSON text is. Long values are followed 64 bytes at a time: this is the one part of a
//! bulk that no other thread can do meanwhile.

use wide::u8x16;

/// How many bytes are looked at together.
const BLOCK: usize = 64;

/// Where in a value the text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Nesting {
    depth: u64,
    in_string: bool,
    // right after a backslash
    escaped: bool,
}

impl Nesting {
    /// Whether the text is in no string and no brackets.
    pub(super) fn is_outside(self) -> bool {
        self.depth == 0 && !self.in_string
    }

    /// Follows one byte.
    pub(super) fn follow(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            b'{' | b'[' if !self.in_string => self.depth += 1,
            b'}' | b']' if !self.in_string => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// Follows bytes until all brackets are closed: how many there were up to there. None where no bracket is open.
    pub(super) fn follow_brackets(&mut self, bytes: &[u8]) -> usize {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let mut followed = 0;
        for block in blocks {
            if self.depth == 0 {
                return followed;
            }
            followed += self.follow_block(block);
        }
        followed + self.follow_each(rest)
    }

    /// Follows a block until all brackets are closed.
    fn follow_block(&mut self, block: &[u8; BLOCK]) -> usize {
        let Marks { quotes, backslashes, opens, closes } = Marks::of(block);
        // escapes are few, and mean nothing outside of strings
        if backslashes != 0 || self.escaped {
            return self.follow_each(block);
        }
        // every quotation mark turns the state of all places from its own on
        let mut in_string = quotes;
        for distance in [1, 2, 4, 8, 16, 32] {
            in_string ^= in_string << distance;
        }
        if self.in_string {
            in_string = !in_string;
        }
        let (opens, closes) = (opens & !in_string, closes & !in_string);
        let closed = u64::from(closes.count_ones());
        if closed < self.depth {
            *self = Self {
                depth: self.depth + u64::from(opens.count_ones()) - closed,
                in_string: in_string >> (BLOCK - 1) != 0,
                escaped: false,
            };
            return BLOCK;
        }
        self.follow_each(block)
    }

    /// Follows bytes one by one until all brackets are closed.
    fn follow_each(&mut self, bytes: &[u8]) -> usize {
        for (followed, byte) in bytes.iter().enumerate() {
            if self.depth == 0 {
                return followed;
            }
            self.follow(*byte);
        }
        bytes.len()
    }
}

/// Where in a block the bytes are that count, a bit each, the first one lowest.
struct Marks {
    quotes: u64,
    backslashes: u64,
    opens: u64,
    closes: u64,
}

impl Marks {
    fn of(block: &[u8; BLOCK]) -> Self {
        let mut marks = Self { quotes: 0, backslashes: 0, opens: 0, closes: 0 };
        let (parts, _) = block.as_chunks::<16>();
        for (place, part) in parts.iter().enumerate() {
            let part = u8x16::new(*part);
            // a bit parts [ from {, and ] from }
            let bracket = part | u8x16::splat(b'[' ^ b'{');
            let bits = |part: u8x16, byte: u8| u64::from(part.simd_eq(u8x16::splat(byte)).to_bitmask()) << (16 * place);
            marks.quotes |= bits(part, b'"');
            marks.backslashes |= bits(part, b'\\');
            marks.opens |= bits(bracket, b'{');
            marks.closes |= bits(bracket, b'}');
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What [`Nesting::follow_brackets`] has to do, byte by byte.
    fn followed_one_by_one(nesting: &mut Nesting, bytes: &[u8]) -> usize {
        let mut followed = 0;
        while nesting.depth > 0 && followed < bytes.len() {
            nesting.follow(bytes[followed]);
            followed += 1;
        }
        followed
    }

    proptest! {
        #[test]
        fn blocks_are_followed_as_their_bytes_are(
            bytes in proptest::collection::vec(proptest::sample::select(&br#"""\\{}[]{[aA;"#[..]), 0..400),
            depth in 0_u64..12,
            in_string: bool,
            escaped: bool,
        ) {
            let start = Nesting { depth, in_string, escaped: escaped && in_string };
            let (mut at_once, mut one_by_one) = (start, start);
            let followed = at_once.follow_brackets(&bytes);
            prop_assert_eq!(followed, followed_one_by_one(&mut one_by_one, &bytes));
            prop_assert_eq!(at_once, one_by_one);
        }

        #[test]
        fn deep_values_are_followed_as_their_bytes_are(
            bytes in proptest::collection::vec(proptest::sample::select(&br#"""""\{}[]aaaaaaaaaaa"#[..]), 0..2_000),
        ) {
            let start = Nesting { depth: 50, ..Nesting::default() };
            let (mut at_once, mut one_by_one) = (start, start);
            let followed = at_once.follow_brackets(&bytes);
            prop_assert_eq!(followed, followed_one_by_one(&mut one_by_one, &bytes));
            prop_assert_eq!(at_once, one_by_one);
        }
    }
}
