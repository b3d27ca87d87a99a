//! Chance that falls the same everywhere: integers only, from a seed and a place in the register.

use std::ops::RangeInclusive;

/// A throw of the dice after another, by splitmix64 (Steele, Lea and Flood, 2014).
pub(super) struct Dice(u64);

/// What the state moves by from one throw to the next.
const STRIDE: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads every bit of a number over all of it; different numbers stay different.
const fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

impl Dice {
    /// The dice of one dossier: dossier `n` of the register of this seed.
    pub(super) const fn new(seed: u64, n: u64) -> Self {
        Self(mixed(mixed(seed).wrapping_add(n)))
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STRIDE);
        mixed(self.0)
    }

    /// A number from 0 up to, not including, `end`; 0 where there is none.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        (((self.throw() >> 32) * u64::from(end)) >> 32) as u32
    }

    /// A number of the range.
    pub(super) fn between(&mut self, range: RangeInclusive<u32>) -> u32 {
        let (first, last) = range.into_inner();
        first + self.below(last - first + 1)
    }

    /// What holds once in so many times.
    pub(super) fn one_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// One of these, each as likely.
    pub(super) fn pick<T: Copy, const N: usize>(&mut self, choices: [T; N]) -> T {
        const { assert!(N > 0, "there is something to pick") };
        choices[self.below(N as u32) as usize]
    }

    /// One of these, as likely as its weight.
    pub(super) fn weighted<T: Copy, const N: usize>(&mut self, choices: [(u32, T); N]) -> T {
        const { assert!(N > 0, "there is something to pick") };
        let mut left = self.below(choices.iter().map(|(weight, _)| weight).sum());
        for (weight, choice) in choices {
            match left.checked_sub(weight) {
                Some(rest) => left = rest,
                None => return choice,
            }
        }
        // where nothing weighs anything
        choices[0].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn throws_are_those_of_splitmix64() {
        let mut dice = Dice(1_234_567);
        assert_eq!(dice.throw(), 6_457_827_717_110_365_317);
        assert_eq!(dice.throw(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn numbers_keep_to_their_range_and_reach_both_ends() {
        let mut dice = Dice::new(1, 1);
        let thrown: Vec<u32> = (0..1_000).map(|_| dice.between(3..=7)).collect();
        assert_eq!((thrown.iter().min(), thrown.iter().max()), (Some(&3), Some(&7)));
        assert_eq!(dice.below(0), 0);
    }

    #[test]
    fn weights_are_shares() {
        let mut dice = Dice::new(1, 1);
        let heads = (0..10_000).filter(|_| dice.weighted([(3, true), (1, false)])).count();
        assert!((7_300..7_700).contains(&heads), "{heads} of 10000 with a weight of 3 in 4");
        assert!((0..100).all(|_| dice.weighted([(0, false), (1, true)])), "what weighs nothing never comes");
    }
}
