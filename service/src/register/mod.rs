//! A plausible register at a renewal peak, made from a seed: for trying out, for measuring, for showing.
//!
//! Dossier `n` follows from the seed and `n` alone, so any part can be made on its own, on any machine, in any order.
//! Most are renewals of five years that end in autumn 2021, and most are in order; every other request is among them,
//! and so is every edge that the files here list beside what is usual: dates on and just over their limit, points that
//! just do or just do not, leap days, lists that are empty or full. Nobody in it exists.

mod activities;
mod admission;
mod calendar;
mod change;
mod dice;
mod diploma;
mod renewal;
mod vog;
mod work;

use registertoets_core::regulation::Declaration;
use registertoets_core::{Dossier, Named, Reference};

use self::dice::Dice;

/// The dossiers of the register of a seed, one after another without end.
///
/// ```
/// use registertoets_service::register::{Register, dossier};
/// let first: Vec<_> = Register::new(1).take(3).collect();
/// assert_eq!(first[0].reference.as_str(), "4610-000001");
/// assert_eq!(first[2], dossier(1, 2));
/// ```
#[derive(Clone, Debug)]
pub struct Register {
    seed: u64,
    next: u64,
}

impl Register {
    /// The register of this seed, from its first dossier.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed, next: 0 }
    }
}

impl Iterator for Register {
    type Item = Dossier;

    fn next(&mut self) -> Option<Dossier> {
        let dossier = dossier(self.seed, self.next);
        self.next = self.next.wrapping_add(1);
        Some(dossier)
    }
}

/// Makes a dossier with one kind of request.
type Maker = fn(Reference, &mut Dice) -> Dossier;

/// The requests of a register, with their shares in thousandths.
const REQUESTS: [(u32, Maker); 8] = [
    (830, renewal::in_category_held),
    (50, renewal::into_another_category),
    (4, renewal::from_a_leap_day),
    (20, admission::to_in_opleiding),
    (35, admission::to_junior),
    (20, admission::to_senior),
    (28, change::of_category),
    (13, change::of_basis),
];

/// Dossier `n`, from 0, of the register of this seed.
#[must_use]
pub fn dossier(seed: u64, n: u64) -> Dossier {
    let mut dice = Dice::new(seed, n);
    let make = dice.weighted(REQUESTS);
    make(reference(n), &mut dice)
}

fn reference(n: u64) -> Reference {
    let number = n.wrapping_add(1);
    Reference::new(&format!("4610-{number:06}")).expect("a dash and at most 24 digits are a reference")
}

/// Adds the declarations, of which one is forgotten now and then, and very rarely a ruling.
fn add_declarations(dossier: &mut Dossier, dice: &mut Dice) {
    let forgotten = dice.one_in(70).then(|| dice.pick([0, 1, 2, 3])).and_then(Declaration::from_number);
    dossier.declarations = Declaration::ALL.iter().copied().filter(|made| Some(*made) != forgotten).collect();
    dossier.ruling_known = dice.one_in(400);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use registertoets_core::{Request, Verdict, evaluate, json, limits, wire};

    use super::*;

    /// Share of the first dossiers of register 1 for which something holds, in thousandths.
    fn thousandths(holds: impl Fn(&Dossier) -> bool) -> usize {
        Register::new(1).take(5_000).filter(holds).count() / 5
    }

    fn is_renewal(dossier: &Dossier) -> bool {
        matches!(dossier.request, Request::Renewal(_))
    }

    fn record(dossier: &Dossier) -> Vec<u8> {
        wire::encode(dossier, &mut [0; limits::DOSSIER_BYTES_MAX]).map(<[u8]>::to_vec).unwrap()
    }

    /// FNV-1a of 64 bits.
    fn digest(bytes: impl Iterator<Item = u8>) -> u64 {
        bytes.fold(0xCBF2_9CE4_8422_2325, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
    }

    #[test]
    fn a_seed_gives_the_same_bytes_on_every_machine() {
        let bytes = Register::new(1).take(1_000).flat_map(|dossier| record(&dossier));
        assert_eq!(digest(bytes), 0xB198_F8E6_20B7_D1FA, "another register than before, or another binary form");
    }

    #[test]
    fn any_dossier_can_be_made_on_its_own() {
        let (seed, n) = (7, 40);
        assert_eq!(Register::new(seed).nth(n), Some(dossier(seed, n as u64)));
        assert_eq!(dossier(seed, u64::MAX).reference.as_str(), "4610-000000");
    }

    #[test]
    fn another_seed_gives_other_dossiers_under_the_same_references() {
        for (one, other) in Register::new(1).zip(Register::new(2)).take(100) {
            assert_eq!(one.reference, other.reference);
            assert_ne!(one, other);
        }
    }

    #[test]
    fn every_request_occurs() {
        let mut requests = BTreeMap::new();
        for dossier in Register::new(1).take(20_000) {
            *requests.entry(format!("{:?}", dossier.request)).or_insert(0) += 1;
        }
        assert_eq!(requests.len(), 10, "{requests:?}");
    }

    #[test]
    fn most_are_renewals_with_25_to_60_activities() {
        let renewals = thousandths(is_renewal);
        assert!((860..910).contains(&renewals), "{renewals}");
        let usual = thousandths(|dossier| is_renewal(dossier) && (25..=60).contains(&dossier.activities.len()));
        assert!((800..870).contains(&usual), "{usual}");
    }

    #[test]
    fn most_are_granted_and_every_verdict_occurs() {
        let share = |verdict| thousandths(|dossier| evaluate(dossier).verdict() == verdict);
        let granted = share(Verdict::Granted);
        assert!((700..800).contains(&granted), "{granted}");
        for verdict in [Verdict::Refused, Verdict::Incomplete, Verdict::Board] {
            assert!(share(verdict) >= 20, "{verdict:?}");
        }
    }

    #[test]
    fn lists_are_full_now_and_then() {
        let register = || Register::new(1).take(20_000);
        assert!(register().any(|dossier| dossier.activities.len() == limits::ACTIVITIES_MAX));
        assert!(register().any(|dossier| dossier.activities.is_empty() && is_renewal(&dossier)));
        assert!(register().any(|dossier| dossier.work.len() == limits::WORK_MAX));
        assert!(register().any(|dossier| dossier.diplomas.len() == limits::DIPLOMAS_MAX));
    }

    #[test]
    fn every_dossier_is_read_back_from_either_form() {
        for dossier in Register::new(3).take(2_000) {
            assert_eq!(wire::decode(&record(&dossier)).as_ref(), Ok(&dossier));
            assert_eq!(json::decode(&serde_json::to_vec(&dossier).unwrap()).as_ref(), Ok(&dossier));
        }
    }

    #[test]
    fn a_renewal_with_40_activities_is_a_text_of_three_kilobytes() {
        let renewals = Register::new(1).filter(|dossier| is_renewal(dossier) && dossier.activities.len() == 40);
        let bytes: usize = renewals.take(100).map(|dossier| serde_json::to_vec(&dossier).unwrap().len()).sum();
        assert!((2_500..3_200).contains(&(bytes / 100)), "{}", bytes / 100);
    }
}
