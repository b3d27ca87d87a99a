//! Memory for a dossier: decode it there, then judge it on any day.

use core::ffi::c_char;
use core::mem::size_of;

use registertoets_core::limits::DOSSIER_BYTES_MAX;
use registertoets_core::{Date, Dossier, Outcome, Reference, Request, evaluate_into, wire};

use crate::day::{judged_day, number_of};
use crate::error::RegistertoetsError;
use crate::fault::{RegistertoetsFault, Unread, read_or_fault};
use crate::kept::{Opaque, borrow, tag, vacate};
use crate::memory::{apart, bytes_apart, write};
use crate::outcome::RegistertoetsOutcome;
use crate::text::answer_text;

/// Bytes of the longest binary dossier.
pub const REGISTERTOETS_DOSSIER_BYTES_MAX: usize = 1846;

const _: () = assert!(REGISTERTOETS_DOSSIER_BYTES_MAX == DOSSIER_BYTES_MAX);

/// Words of 32 bits of a `RegistertoetsDossier`.
pub const REGISTERTOETS_DOSSIER_WORDS: usize = 640;

/// Memory for a dossier that has been read, without meaning of its own. Needs no preparation, and nothing is released.
///
/// A program that judges each dossier once does without: `registertoets_evaluate_bytes` needs no such memory.
#[repr(C)]
pub struct RegistertoetsDossier {
    opaque: [u32; REGISTERTOETS_DOSSIER_WORDS],
}

impl Opaque for RegistertoetsDossier {
    type Value = Dossier;
    const TAG: u32 = tag("dossier");
}

/// Reads a dossier from its binary form.
///
/// When it fails, `dossier` holds none, and `fault` says where if it is not NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_dossier_decode(
    record: *const u8,
    length: usize,
    dossier: *mut RegistertoetsDossier,
    fault: *mut RegistertoetsFault,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    unsafe { read_or_fault(fault, || decode(record, length, dossier)) }
}

/// # Safety
/// As of every entry point.
unsafe fn decode(record: *const u8, length: usize, dossier: *mut RegistertoetsDossier) -> Result<(), Unread> {
    // SAFETY: the caller's word, and the two do not overlap
    let (record, vacant) = unsafe { (bytes_apart(record, length, dossier)?, vacate(dossier)?) };
    let reference = Reference::new("-").ok_or(RegistertoetsError::NothingThere)?;
    let blank = || Dossier::new(reference, Date::MIN, Request::BasisConversion);
    vacant.keep_made(blank, |dossier| wire::decode_into(record, dossier))?;
    Ok(())
}

/// Judges a dossier: on its own day where `as_of` is `REGISTERTOETS_OWN_DAY`, else on the day with that number, knowing
/// only what existed by then.
///
/// Any dossier has an outcome. When the call fails, `outcome` holds none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_evaluate(
    dossier: *const RegistertoetsDossier,
    as_of: i32,
    outcome: *mut RegistertoetsOutcome,
) -> RegistertoetsError {
    let judge = || {
        apart(
            dossier.cast(),
            size_of::<RegistertoetsDossier>(),
            outcome.cast_const().cast(),
            size_of::<RegistertoetsOutcome>(),
        )?;
        // SAFETY: the caller's word, and the two do not overlap
        let (vacant, dossier) = unsafe { (vacate(outcome)?, borrow(dossier)?) };
        let day = judged_day(as_of)?.unwrap_or(dossier.assessed_on);
        vacant.keep_made(Outcome::unjudged, |outcome| {
            evaluate_into(dossier, day, outcome);
            Ok(())
        })
    };
    RegistertoetsError::of(judge())
}

/// The day on which a dossier says it is judged: days after 1 January 1970.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_dossier_assessed_on(
    dossier: *const RegistertoetsDossier,
    day: *mut i32,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    let read = || unsafe { write(day, number_of(borrow(dossier)?.assessed_on.into())) };
    RegistertoetsError::of(read())
}

/// The reference of a dossier: at most 32 visible ASCII characters. As for every text, see the head of this header.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_dossier_reference(
    dossier: *const RegistertoetsDossier,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    let read = || unsafe { answer_text(&borrow(dossier)?.reference.as_str(), buffer, size, length) };
    RegistertoetsError::of(read())
}
