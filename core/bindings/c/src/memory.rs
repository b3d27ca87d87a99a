//! Pointers from C into values and back. What C may give is said at the head of the header; what can be seen to be
//! wrong is refused here.

use core::ffi::{c_char, c_void};
use core::mem::{MaybeUninit, size_of};
use core::ops::Range;
use core::slice;

use crate::error::{Answer, RegistertoetsError};

/// The bytes that a caller gives. No bytes may be NULL.
///
/// # Safety
/// `bytes` is null, or `length` bytes are there to be read and do not change during `'a`.
pub(crate) unsafe fn bytes<'a>(bytes: *const u8, length: usize) -> Answer<&'a [u8]> {
    if length == 0 {
        return Ok(&[]);
    }
    check(bytes.is_null(), length)?;
    // SAFETY: not null, no longer than an object can be, and the rest by this function's own condition
    Ok(unsafe { slice::from_raw_parts(bytes, length) })
}

/// The bytes that a caller gives to make something of in `written`, which they are no part of.
///
/// # Safety
/// As of [`bytes`].
pub(crate) unsafe fn bytes_apart<'a, T>(first: *const u8, length: usize, written: *const T) -> Answer<&'a [u8]> {
    // SAFETY: by this function's own condition
    let bytes = unsafe { bytes(first, length) }?;
    apart(first.cast(), length, written.cast(), size_of::<T>())?;
    Ok(bytes)
}

/// The room for text that a caller gives. No room may be NULL.
///
/// # Safety
/// `buffer` is null, or `size` bytes are there to be written, and nothing else touches them during `'a`.
pub(crate) unsafe fn room<'a>(buffer: *mut c_char, size: usize) -> Answer<&'a mut [MaybeUninit<c_char>]> {
    if size == 0 {
        return Ok(&mut []);
    }
    check(buffer.is_null(), size)?;
    // SAFETY: not null, no longer than an object can be, need not be initialised, and the rest by this function's own
    // condition
    Ok(unsafe { slice::from_raw_parts_mut(buffer.cast(), size) })
}

/// As much as is used of the room for bytes that a caller gives, with nothing in it. No room may be NULL.
///
/// # Safety
/// `buffer` is null, or `size` bytes are there to be written, `used` is no more than that, and nothing else touches those
/// during `'a`.
pub(crate) unsafe fn cleared<'a>(buffer: *mut u8, size: usize, used: usize) -> Answer<&'a mut [u8]> {
    if size == 0 {
        return Ok(&mut []);
    }
    check(buffer.is_null(), size)?;
    // SAFETY: not null, no longer than an object can be, initialised here, and the rest by this function's own condition
    Ok(unsafe {
        buffer.write_bytes(0, used);
        slice::from_raw_parts_mut(buffer, used)
    })
}

fn check(is_null: bool, length: usize) -> Answer {
    if is_null {
        Err(RegistertoetsError::NullPointer)
    } else if length > isize::MAX as usize {
        Err(RegistertoetsError::ImpossibleLength)
    } else {
        Ok(())
    }
}

/// Sees to it that there is a place to write to.
pub(crate) fn present<T>(place: *mut T) -> Answer {
    if place.is_null() { Err(RegistertoetsError::NullPointer) } else { Ok(()) }
}

/// Writes a value where the caller wants it, which need not be aligned.
///
/// # Safety
/// `place` is null, or can be written to.
pub(crate) unsafe fn write<T>(place: *mut T, value: T) -> Answer {
    present(place)?;
    // SAFETY: not null, and the rest by this function's own condition
    unsafe { place.write_unaligned(value) };
    Ok(())
}

/// Writes a value if the caller wants it.
///
/// # Safety
/// `place` is null, or can be written to.
pub(crate) unsafe fn write_if_wanted<T>(place: *mut T, value: T) {
    // SAFETY: by this function's own condition; that nobody wants it is no error
    let _ = unsafe { write(place, value) };
}

/// Sees to it that so many bytes from one place are none of so many from another.
pub(crate) fn apart(one: *const c_void, one_size: usize, other: *const c_void, other_size: usize) -> Answer {
    let (one, other) = (span(one, one_size), span(other, other_size));
    let overlap = one.start.max(other.start) < one.end.min(other.end);
    if overlap { Err(RegistertoetsError::Overlap) } else { Ok(()) }
}

fn span(start: *const c_void, size: usize) -> Range<usize> {
    start.addr()..start.addr().saturating_add(size)
}

#[cfg(test)]
mod tests {
    use core::ptr;

    use super::*;

    #[test]
    fn overlap_begins_with_one_byte() {
        let memory = [0_u8; 16];
        let at = |place: usize| memory.as_ptr().wrapping_add(place).cast();
        for (one, one_size, other) in [(0, 8, 7), (7, 8, 0), (2, 1, 0)] {
            assert_eq!(apart(at(one), one_size, at(other), 8), Err(RegistertoetsError::Overlap));
        }
        for (one, one_size, other) in [(0, 8, 8), (8, 8, 0), (4, 0, 4), (4, 0, 0)] {
            assert_eq!(apart(at(one), one_size, at(other), 8), Ok(()));
        }
    }

    #[test]
    fn what_cannot_be_memory_is_refused() {
        let byte = 7_u8;
        // SAFETY: null, or no longer than what is there, or refused
        unsafe {
            assert_eq!(bytes(&raw const byte, 1), Ok(&[7][..]));
            assert_eq!(bytes(ptr::null(), 0), Ok(&[][..]));
            assert_eq!(bytes(ptr::null(), 1), Err(RegistertoetsError::NullPointer));
            assert_eq!(bytes(&raw const byte, usize::MAX), Err(RegistertoetsError::ImpossibleLength));
            assert_eq!(write(ptr::null_mut(), 1_u32), Err(RegistertoetsError::NullPointer));
        }
    }
}
