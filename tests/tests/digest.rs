//! One digest: the outcomes of a fixed register are the same bytes everywhere. `digests.txt` holds their digests; this
//! test, the firmware's check and the browser's hold themselves to them.

#![allow(clippy::unwrap_used, reason = "what goes wrong in the helpers fails the test that needs them")]

use std::io;

use registertoets_service::bulk::{Records, work_through};
use registertoets_service::form::{DossierForm, OutcomeForm};
use registertoets_service::input::Input;
use registertoets_service::judging::Judging;

/// FNV-1a, 64 bits.
fn digest(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

fn digest_of_outcomes(dossiers: u64, threads: usize) -> u64 {
    let (judging, mut outcomes) = (Judging::new(OutcomeForm::Postcard), Vec::new());
    let input = Input::generated(dossiers).into_read();
    work_through(input, DossierForm::Postcard, &judging, threads, Records::default(), |answers| {
        outcomes.extend(answers.bytes);
        io::Result::Ok(())
    })
    .unwrap();
    digest(outcomes)
}

fn held() -> Vec<(u64, u64)> {
    let lines = include_str!("../digests.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (dossiers, digest) = line.split_once(' ').unwrap();
            (dossiers.parse().unwrap(), u64::from_str_radix(digest, 16).unwrap())
        })
        .collect()
}

#[test]
fn the_outcomes_of_the_register_have_the_digests_that_every_platform_is_held_to() {
    for (dossiers, digest) in held() {
        assert_eq!(
            format!("{:016x}", digest_of_outcomes(dossiers, 2)),
            format!("{digest:016x}"),
            "{dossiers} dossiers"
        );
    }
}

#[test]
fn every_number_of_threads_gives_the_same_outcomes() {
    let (dossiers, digest) = held()[0];
    for threads in [1, 2, 3, 5, 16] {
        assert_eq!(digest_of_outcomes(dossiers, threads), digest, "{threads} threads");
    }
}
