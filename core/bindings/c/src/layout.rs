//! Memory is laid out here as it is in C: the same is checked at the end of the header.

use core::mem::{offset_of, size_of};

use crate::dossier::{REGISTERTOETS_DOSSIER_WORDS, RegistertoetsDossier};
use crate::error::RegistertoetsError;
use crate::fault::{REGISTERTOETS_FAULT_WORDS, RegistertoetsFault};
use crate::frame::RegistertoetsFrame;
use crate::outcome::{REGISTERTOETS_OUTCOME_WORDS, RegistertoetsFinding, RegistertoetsOutcome, RegistertoetsSummary};

const _: () = {
    assert!(size_of::<RegistertoetsDossier>() == 4 * REGISTERTOETS_DOSSIER_WORDS);
    assert!(size_of::<RegistertoetsOutcome>() == 4 * REGISTERTOETS_OUTCOME_WORDS);
    assert!(size_of::<RegistertoetsFault>() == size_of::<usize>() * REGISTERTOETS_FAULT_WORDS);
    assert!(size_of::<RegistertoetsSummary>() == 72);
    assert!(offset_of!(RegistertoetsFinding, rule) == 16);
    assert!(size_of::<RegistertoetsFrame>() == 8);
    assert!(size_of::<RegistertoetsError>() == 1);
};
