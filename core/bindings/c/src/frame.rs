//! Streams: each record behind the length of its bytes.

use registertoets_core::limits::DOSSIER_BYTES_MAX;
use registertoets_core::wire::{FRAME_PREFIX_MAX, FramePrefix, frame_prefix, write_frame_prefix};

use crate::error::{Answer, RegistertoetsError};
use crate::memory::{bytes, present, write};

/// Most bytes that the length in front of a record takes.
pub const REGISTERTOETS_PREFIX_MAX: usize = 5;

const _: () = assert!(REGISTERTOETS_PREFIX_MAX == FRAME_PREFIX_MAX);

/// What stands in front of a record of a stream.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegistertoetsFrame {
    /// Bytes of the record.
    pub record: u32,
    /// Bytes of the length itself, which stand in front of the record.
    pub prefix: u32,
}

/// Reads the length in front of a record of a stream.
///
/// `REGISTERTOETS_ERROR_CUT_OFF` when there are too few bytes to tell; five always suffice.
/// `REGISTERTOETS_ERROR_NOT_CANONICAL` when there is no length: where the next record starts cannot be told.
/// `REGISTERTOETS_ERROR_TOO_LONG` when the record is longer than any dossier; `frame` then says how much to skip.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_frame_read(
    stream: *const u8,
    length: usize,
    frame: *mut RegistertoetsFrame,
) -> RegistertoetsError {
    let read = || {
        // SAFETY: the caller's word, as for every pointer
        let told = match frame_prefix(unsafe { bytes(stream, length) }?) {
            FramePrefix::Length { record, prefix } => RegistertoetsFrame { record, prefix: prefix as u32 },
            FramePrefix::CutOff => return Err(RegistertoetsError::CutOff),
            FramePrefix::Broken => return Err(RegistertoetsError::NotCanonical),
        };
        // SAFETY: the caller's word, as for every pointer
        unsafe { write(frame, told) }?;
        if told.record as usize > DOSSIER_BYTES_MAX { Err(RegistertoetsError::TooLong) } else { Ok(()) }
    };
    RegistertoetsError::of(read())
}

/// Writes the length that stands in front of a record of a stream: at most `REGISTERTOETS_PREFIX_MAX` bytes, as many as
/// `length` then says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_frame_write(
    record: u32,
    buffer: *mut u8,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    let mut prefix = [0; FRAME_PREFIX_MAX];
    let prefix = write_frame_prefix(record, &mut prefix);
    // SAFETY: the caller's word, as for every pointer
    RegistertoetsError::of(unsafe { answer_bytes(prefix, buffer, size, length) })
}

/// Writes a few bytes where the caller wants them, and how many they are, also where they do not fit.
///
/// # Safety
/// `buffer` is null, or `size` bytes are there to be written; `length` is null, or can be written to.
unsafe fn answer_bytes(answer: &[u8], buffer: *mut u8, size: usize, length: *mut usize) -> Answer {
    if size > 0 {
        present(buffer)?;
    }
    // SAFETY: by this function's own condition
    unsafe { write(length, answer.len()) }?;
    if size < answer.len() {
        return Err(RegistertoetsError::BufferTooSmall);
    }
    // SAFETY: there is room for all bytes, by the check above and this function's own condition
    unsafe { buffer.copy_from_nonoverlapping(answer.as_ptr(), answer.len()) };
    Ok(())
}
