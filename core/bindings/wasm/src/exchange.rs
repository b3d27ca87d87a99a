//! The memory that the module and its host share: a buffer for what comes in and one for what goes out.

use core::cell::{Cell, UnsafeCell};

use registertoets_core::limits::{DOSSIER_BYTES_MAX, OUTCOME_BYTES_MAX, TEXT_BYTES_MAX};

/// Bytes of the input buffer: the longest dossier in the forms that are read.
pub const INPUT_BYTES: usize = if cfg!(feature = "json") { TEXT_BYTES_MAX } else { DOSSIER_BYTES_MAX };
/// Bytes of the output buffer: the longest answer. Tests see how much of it is used.
pub const OUTPUT_BYTES: usize = if cfg!(feature = "json") { 24 << 10 } else { SHORT_BYTES };

/// Room for the longest binary outcome, and for an error.
const SHORT_BYTES: usize = 512;
const _: () = assert!(OUTCOME_BYTES_MAX <= SHORT_BYTES);

/// The one exchange of the module.
pub static EXCHANGE: Exchange = Exchange::new();

/// Two buffers, lent to one piece of work at a time. They start as zeros, which take no room in the module's file.
pub struct Exchange {
    lent: Cell<bool>,
    input: UnsafeCell<[u8; INPUT_BYTES]>,
    output: UnsafeCell<[u8; OUTPUT_BYTES]>,
}

// SAFETY: the module has one thread. It is built without atomics, so its memory cannot be shared with another instance.
unsafe impl Sync for Exchange {}

impl Exchange {
    const fn new() -> Self {
        Self {
            lent: Cell::new(false),
            input: UnsafeCell::new([0; INPUT_BYTES]),
            output: UnsafeCell::new([0; OUTPUT_BYTES]),
        }
    }

    /// Address of the input buffer.
    pub const fn input(&self) -> *const u8 {
        self.input.get().cast()
    }

    /// Address of the output buffer.
    pub const fn output(&self) -> *const u8 {
        self.output.get().cast()
    }

    /// Lends both buffers to `work`; nothing while they are lent already.
    pub fn with<T>(&self, work: impl FnOnce(&[u8; INPUT_BYTES], &mut [u8; OUTPUT_BYTES]) -> T) -> Option<T> {
        if self.lent.replace(true) {
            return None;
        }
        // SAFETY: `lent` keeps a second loan out, so no other reference to either buffer is alive. The host has no
        // turn before `work` is done: the module imports nothing, so it cannot call the host.
        let (input, output) = unsafe { (&*self.input.get(), &mut *self.output.get()) };
        let done = work(input, output);
        self.lent.set(false);
        Some(done)
    }
}
