//! Values kept in memory of the caller, which C sees as words without meaning.
//!
//! A word in front of the value and one behind it tell memory that holds a value from memory that does not: they are
//! written last and taken away first. That is a precaution against mistakes, not against intent: whoever writes over the
//! value and leaves both words as they are breaks the promise that every reader relies on.

use core::mem::{MaybeUninit, align_of, size_of};

use crate::error::{Answer, RegistertoetsError};

/// What C holds as words: memory for one value.
pub(crate) trait Opaque: Sized {
    /// What is kept in it.
    type Value;
    /// The word in front of a value. It changes with every release, for the inside of a value may.
    const TAG: u32;
    /// That there is room for a value.
    const FITS: () = {
        assert!(size_of::<Kept<Self::Value>>() <= size_of::<Self>(), "too few words for a value");
        assert!(align_of::<Kept<Self::Value>>() <= align_of::<Self>(), "words are not aligned as a value is");
    };
}

/// How a value lies in the words.
#[repr(C)]
struct Kept<T> {
    tag: u32,
    value: MaybeUninit<T>,
    seal: u32,
}

/// A word that says which kind of value follows, of which release.
pub(crate) const fn tag(kind: &str) -> u32 {
    fnv(fnv(0x811C_9DC5, kind), env!("CARGO_PKG_VERSION"))
}

const fn fnv(mut hash: u32, text: &str) -> u32 {
    let mut rest = text.as_bytes();
    while let [byte, behind @ ..] = rest {
        hash = (hash ^ *byte as u32).wrapping_mul(0x0100_0193);
        rest = behind;
    }
    hash
}

fn checked<O: Opaque>(memory: *const O) -> Answer<*const Kept<O::Value>> {
    const { O::FITS };
    if memory.is_null() {
        Err(RegistertoetsError::NullPointer)
    } else if !memory.is_aligned() {
        Err(RegistertoetsError::Misaligned)
    } else {
        Ok(memory.cast())
    }
}

/// The value in memory of the caller, if there is one.
///
/// # Safety
/// `memory` is null, or is there to be read, does not change during `'a`, and what this library wrote to it is whole.
pub(crate) unsafe fn borrow<'a, O: Opaque>(memory: *const O) -> Answer<&'a O::Value> {
    let kept = checked(memory)?;
    // SAFETY: not null, aligned, large enough, and the rest by this function's own condition
    let (tag, seal) = unsafe { ((*kept).tag, (*kept).seal) };
    if tag != O::TAG || seal != !O::TAG {
        return Err(RegistertoetsError::NothingThere);
    }
    // SAFETY: as above; both words stand there only once the value between them does
    Ok(unsafe { (*kept).value.assume_init_ref() })
}

/// Memory of the caller that holds no value any more, and may get one.
pub(crate) struct Vacant<O: Opaque>(*mut Kept<O::Value>);

/// Takes the value out of memory of the caller, whatever is in it.
///
/// # Safety
/// `memory` is null, or is there to be written and read for as long as the result is used.
pub(crate) unsafe fn vacate<O: Opaque>(memory: *mut O) -> Answer<Vacant<O>> {
    let kept = checked(memory.cast_const())?.cast_mut();
    // SAFETY: not null, aligned, large enough, and the rest by this function's own condition
    unsafe {
        (&raw mut (*kept).tag).write(0);
        (&raw mut (*kept).seal).write(0);
    }
    Ok(Vacant(kept))
}

impl<O: Opaque> Vacant<O> {
    /// Keeps a value there.
    pub(crate) fn keep(self, value: O::Value) {
        // SAFETY: by the condition of `vacate`, which alone makes this
        unsafe { (*self.0).value.write(value) };
        self.seal();
    }

    /// Keeps there what `make` makes of a blank value, in its place, if that succeeds.
    pub(crate) fn keep_made<E>(
        self,
        blank: impl FnOnce() -> O::Value,
        make: impl FnOnce(&mut O::Value) -> Result<(), E>,
    ) -> Result<(), E> {
        // SAFETY: by the condition of `vacate`, which alone makes this
        make(lay(unsafe { &mut (*self.0).value }, blank))?;
        self.seal();
        Ok(())
    }

    fn seal(self) {
        // SAFETY: by the condition of `vacate`, which alone makes this
        unsafe {
            (&raw mut (*self.0).tag).write(O::TAG);
            (&raw mut (*self.0).seal).write(!O::TAG);
        }
    }
}

/// Lays a blank value in its place.
// with a frame of its own, so that its copy is gone from the stack before something is made of it
#[inline(never)]
fn lay<T>(place: &mut MaybeUninit<T>, blank: impl FnOnce() -> T) -> &mut T {
    place.write(blank())
}

#[cfg(test)]
mod tests {
    use core::ptr;

    use super::*;

    #[repr(C)]
    struct Words([u32; 4]);

    impl Opaque for Words {
        type Value = u64;
        const TAG: u32 = tag("words");
        const FITS: () = ();
    }

    #[repr(C)]
    struct Memory([u32; 6]);

    impl Memory {
        fn first(&mut self) -> &mut u32 {
            self.0.first_mut().unwrap()
        }

        fn last(&mut self) -> &mut u32 {
            self.0.last_mut().unwrap()
        }
    }

    impl Opaque for Memory {
        type Value = [u32; 4];
        const TAG: u32 = tag("memory");
    }

    fn read(memory: &Memory) -> Answer<[u32; 4]> {
        // SAFETY: the memory is there, and holds what was kept in it
        unsafe { borrow(memory) }.copied()
    }

    fn keep(memory: &mut Memory, value: [u32; 4]) {
        // SAFETY: the memory is there
        unsafe { vacate(memory) }.unwrap().keep(value);
    }

    #[test]
    fn a_value_is_there_once_it_is_kept_and_no_longer() {
        let mut memory = Memory([0xA5A5_A5A5; 6]);
        assert_eq!(read(&memory), Err(RegistertoetsError::NothingThere));
        keep(&mut memory, [1, 2, 3, 4]);
        assert_eq!(read(&memory), Ok([1, 2, 3, 4]));
        // SAFETY: the memory is there
        let vacant = unsafe { vacate(&raw mut memory) }.unwrap();
        assert_eq!(vacant.keep_made(|| [0; 4], |_| Err("as it comes")), Err("as it comes"));
        assert_eq!(read(&memory), Err(RegistertoetsError::NothingThere));
    }

    #[test]
    fn one_word_alone_is_not_enough() {
        for broken in [Memory::first, Memory::last] {
            let mut memory = Memory([0; 6]);
            keep(&mut memory, [1, 2, 3, 4]);
            *broken(&mut memory) ^= 1;
            assert_eq!(read(&memory), Err(RegistertoetsError::NothingThere));
        }
    }

    #[test]
    fn pointers_that_cannot_be_are_refused() {
        // SAFETY: refused before they are followed
        unsafe {
            assert_eq!(borrow(ptr::null::<Memory>()), Err(RegistertoetsError::NullPointer));
            assert!(vacate(ptr::without_provenance_mut::<Memory>(2)).is_err());
        }
        assert_ne!(Words::TAG, Memory::TAG);
    }
}
