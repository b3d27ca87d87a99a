//! Judging straight from bytes, which is quicker than by way of a dossier in memory and needs a tenth of the memory.

use core::ffi::c_void;
use core::iter;

use registertoets_core::{Outcome, wire};

use crate::day::judged_day;
use crate::error::RegistertoetsError;
use crate::fault::{RegistertoetsFault, Unread, read_or_fault};
use crate::kept::vacate;
use crate::memory::bytes_apart;
use crate::outcome::RegistertoetsOutcome;

/// Gives the next byte of a record, 0 to 255, or `REGISTERTOETS_END` where the record ends.
///
/// It gets the `context` of the call that it is given to. It waits for as long as it likes, but returns: jumping out of
/// it, by `longjmp` or an exception, is not allowed. Once it has said that the record ends, it is not called again.
pub type RegistertoetsNextByte = Option<unsafe extern "C" fn(context: *mut c_void) -> i32>;

/// What a `RegistertoetsNextByte` gives where the record ends, or the line fails; so does any other value that is no
/// byte.
pub const REGISTERTOETS_END: i32 = -1;

/// Judges the dossier in a binary record without keeping it, as `registertoets_dossier_decode` and then
/// `registertoets_evaluate` would.
///
/// When it fails, `outcome` holds none, and `fault` says where if it is not NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_evaluate_bytes(
    record: *const u8,
    length: usize,
    as_of: i32,
    outcome: *mut RegistertoetsOutcome,
    fault: *mut RegistertoetsFault,
) -> RegistertoetsError {
    // SAFETY: the caller's word, and the two do not overlap
    let read = || unsafe { judge(bytes_apart(record, length, outcome)?.iter().copied(), as_of, outcome) };
    // SAFETY: the caller's word, as for every pointer
    unsafe { read_or_fault(fault, read) }
}

/// Judges the dossier in a binary record whose bytes come one at a time, such as over a serial line.
///
/// `next` is called once for each byte of the record, and once more to see that it ends there. When something is wrong
/// with a byte it is not called for those behind it: skip them. Otherwise as `registertoets_evaluate_bytes`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_evaluate_source(
    next: RegistertoetsNextByte,
    context: *mut c_void,
    as_of: i32,
    outcome: *mut RegistertoetsOutcome,
    fault: *mut RegistertoetsFault,
) -> RegistertoetsError {
    let read = || {
        let next = next.ok_or(RegistertoetsError::NullPointer)?;
        // SAFETY: the caller's word that `next` may be called with `context`
        let source = iter::from_fn(|| u8::try_from(unsafe { next(context) }).ok());
        // SAFETY: the caller's word, as for every pointer
        unsafe { judge(source.fuse(), as_of, outcome) }
    };
    // SAFETY: the caller's word, as for every pointer
    unsafe { read_or_fault(fault, read) }
}

/// # Safety
/// As of every entry point.
unsafe fn judge(
    source: impl Iterator<Item = u8>,
    as_of: i32,
    outcome: *mut RegistertoetsOutcome,
) -> Result<(), Unread> {
    // SAFETY: the caller's word, as for every pointer
    let vacant = unsafe { vacate(outcome) }?;
    let as_of = judged_day(as_of)?;
    vacant.keep_made(Outcome::unjudged, |outcome| wire::evaluate_into(source, as_of, outcome))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use core::mem::MaybeUninit;
    use core::ptr;

    use super::*;
    use crate::day::REGISTERTOETS_OWN_DAY;
    use crate::dossier::{RegistertoetsDossier, registertoets_dossier_decode, registertoets_evaluate};
    use crate::outcome::{registertoets_outcome_decode, registertoets_outcome_encode};

    /// `FORMAT.md`, section 5: an admission as Junior.
    const ADMISSION: [u8; 28] = *b"\x01\x0B4610-000001\x8A\x10\x01\x0F\x00\x00\x03\x4E\x00\x01\x11\x84\x0E\x00\x00";

    type Memory = MaybeUninit<RegistertoetsOutcome>;

    fn judged(judge: impl FnOnce(*mut RegistertoetsOutcome) -> RegistertoetsError) -> Vec<u8> {
        let mut outcome = Memory::uninit();
        assert_eq!(judge(outcome.as_mut_ptr()), RegistertoetsError::None);
        encoded(&outcome)
    }

    fn encoded(outcome: &Memory) -> Vec<u8> {
        let mut bytes = [0; 172];
        let mut length = 0;
        // SAFETY: an outcome was written there
        let error = unsafe { registertoets_outcome_encode(outcome.as_ptr(), bytes.as_mut_ptr(), 172, &raw mut length) };
        assert_eq!(error, RegistertoetsError::None);
        bytes.iter().take(length).copied().collect()
    }

    unsafe extern "C" fn next_byte(context: *mut c_void) -> i32 {
        // SAFETY: the test below gives these bytes
        let rest = unsafe { &mut *context.cast::<&[u8]>() };
        rest.split_first().map_or(REGISTERTOETS_END, |(byte, behind)| {
            *rest = behind;
            i32::from(*byte)
        })
    }

    #[test]
    fn every_way_gives_the_same_outcome() {
        let (record, length, day) = (ADMISSION.as_ptr(), ADMISSION.len(), REGISTERTOETS_OWN_DAY);
        // SAFETY: the record and all memory are there
        let from_bytes =
            judged(|outcome| unsafe { registertoets_evaluate_bytes(record, length, day, outcome, ptr::null_mut()) });
        let mut rest = &ADMISSION[..];
        let context = (&raw mut rest).cast();
        // SAFETY: the context is what `next_byte` expects
        let from_source = judged(|outcome| unsafe {
            registertoets_evaluate_source(Some(next_byte), context, day, outcome, ptr::null_mut())
        });
        let mut dossier = MaybeUninit::<RegistertoetsDossier>::uninit();
        // SAFETY: the record and all memory are there
        let from_dossier = judged(|outcome| unsafe {
            let error = registertoets_dossier_decode(record, length, dossier.as_mut_ptr(), ptr::null_mut());
            assert_eq!(error, RegistertoetsError::None);
            registertoets_evaluate(dossier.as_ptr(), day, outcome)
        });
        assert_eq!(from_bytes, from_source);
        assert_eq!(from_bytes, from_dossier);
        // SAFETY: the bytes and all memory are there
        let again = judged(|outcome| unsafe {
            registertoets_outcome_decode(from_bytes.as_ptr(), from_bytes.len(), outcome, ptr::null_mut())
        });
        assert_eq!(from_bytes, again);
    }

    #[test]
    fn memory_after_a_failure_holds_nothing() {
        let mut outcome = Memory::uninit();
        let mut fault = MaybeUninit::<RegistertoetsFault>::uninit();
        let mut at = 0;
        // SAFETY: the record and all memory are there
        unsafe {
            let (record, day) = (ADMISSION.as_ptr(), REGISTERTOETS_OWN_DAY);
            let error = registertoets_evaluate_bytes(record, 20, day, outcome.as_mut_ptr(), fault.as_mut_ptr());
            assert_eq!(error, RegistertoetsError::CutOff);
            assert_eq!(crate::fault::registertoets_fault_at(fault.as_ptr(), &raw mut at), RegistertoetsError::None);
            let mut verdict = crate::number::RegistertoetsVerdict::Granted;
            let error = crate::outcome::registertoets_outcome_verdict(outcome.as_ptr(), &raw mut verdict);
            assert_eq!(error, RegistertoetsError::NothingThere);
        }
        assert_eq!(at, 20);
    }
}
