//! Memory for a fault: where bytes are no dossier or outcome, and what is wrong there.

use core::ffi::c_char;

use registertoets_core::wire::DecodeError;

use crate::error::RegistertoetsError;
use crate::kept::{Opaque, borrow, tag, vacate};
use crate::memory::write;
use crate::text::answer_text;

/// Words of a pointer's size of a `RegistertoetsFault`.
pub const REGISTERTOETS_FAULT_WORDS: usize = 10;

/// Memory for a fault, without meaning of its own: where bytes are no dossier or outcome.
///
/// It holds nothing of the dossier itself. It points to texts of the library, so it means nothing to another program.
#[repr(C)]
pub struct RegistertoetsFault {
    opaque: [usize; REGISTERTOETS_FAULT_WORDS],
}

impl Opaque for RegistertoetsFault {
    type Value = DecodeError;
    const TAG: u32 = tag("fault");
}

/// Why bytes were not read.
pub(crate) enum Unread {
    /// The call is wrong.
    Call(RegistertoetsError),
    /// The bytes are.
    Bytes(DecodeError),
}

impl From<RegistertoetsError> for Unread {
    fn from(error: RegistertoetsError) -> Self {
        Self::Call(error)
    }
}

impl From<DecodeError> for Unread {
    fn from(error: DecodeError) -> Self {
        Self::Bytes(error)
    }
}

/// What reading came to: as a code, and as a fault where the caller wants one and the bytes are wrong.
///
/// # Safety
/// `fault` is null, or can be written to.
pub(crate) unsafe fn read_or_fault(
    fault: *mut RegistertoetsFault,
    read: impl FnOnce() -> Result<(), Unread>,
) -> RegistertoetsError {
    // SAFETY: by this function's own condition
    let vacant = match unsafe { vacate(fault) } {
        Ok(vacant) => Some(vacant),
        Err(RegistertoetsError::NullPointer) => None,
        Err(misaligned) => return misaligned,
    };
    match read() {
        Ok(()) => RegistertoetsError::None,
        Err(Unread::Call(error)) => error,
        Err(Unread::Bytes(error)) => {
            if let Some(vacant) = vacant {
                vacant.keep(error);
            }
            error.problem().into()
        }
    }
}

/// The byte at which the field starts that is wrong, from 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_fault_at(fault: *const RegistertoetsFault, at: *mut u32) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    let read = || unsafe { write(at, borrow(fault)?.at() as u32) };
    RegistertoetsError::of(read())
}

/// The place in the dossier that is wrong as a JSON pointer, such as `/work/3/until`; an empty text where the dossier as
/// a whole is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_fault_place(
    fault: *const RegistertoetsFault,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    let read = || unsafe { answer_text(&borrow(fault)?.pointer(), buffer, size, length) };
    RegistertoetsError::of(read())
}

/// What is wrong and where, in words: `invalid value at byte 28 (/work/0/tasks)`. In English.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_fault_text(
    fault: *const RegistertoetsFault,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    let read = || unsafe { answer_text(borrow(fault)?, buffer, size, length) };
    RegistertoetsError::of(read())
}
