//! The host of a board in QEMU or on a debugger, by semihosting: text, files, the exit status.

use core::fmt::{self, Write};

use cortex_m_semihosting::{hio, nr, syscall};

/// Ends the program with this exit status.
pub fn exit(status: u8) -> ! {
    /// Why it ended: by itself.
    const APPLICATION_EXIT: usize = 0x20026;
    const EXIT_EXTENDED: usize = 0x20;
    let block = [APPLICATION_EXIT, usize::from(status)];
    // SAFETY: the call reads the block, which lives until it returns, if it does
    unsafe { cortex_m_semihosting::syscall(EXIT_EXTENDED, &block) };
    loop {
        cortex_m::asm::wfi();
    }
}

/// Writes text to the host's standard error.
pub fn say(text: fmt::Arguments<'_>) {
    if let Ok(mut host) = hio::hstderr() {
        // the host not listening is no reason to stop judging
        let _ = host.write_fmt(text);
        let _ = host.write_str("\n");
    }
}

/// A file on the host.
pub struct File(usize);

impl File {
    /// Opens a file in the host's folder for reading.
    #[must_use]
    pub fn open(name: &core::ffi::CStr) -> Option<Self> {
        Self::with_mode(name, nr::open::R_BINARY)
    }

    /// Makes a file in the host's folder.
    #[must_use]
    pub fn create(name: &core::ffi::CStr) -> Option<Self> {
        Self::with_mode(name, nr::open::RW_TRUNC_BINARY)
    }

    fn with_mode(name: &core::ffi::CStr, mode: usize) -> Option<Self> {
        // SAFETY: the name ends in a zero and its length is given
        let handle = unsafe { syscall!(OPEN, name.as_ptr(), mode, name.count_bytes()) };
        (handle != usize::MAX).then_some(Self(handle))
    }

    /// Fills the buffer; whether there were so many bytes.
    pub fn read(&mut self, buffer: &mut [u8]) -> bool {
        // SAFETY: the host writes no more than the length of the buffer
        let missing = unsafe { syscall!(READ, self.0, buffer.as_mut_ptr(), buffer.len()) };
        missing == 0
    }

    /// Writes all bytes; whether that went well.
    pub fn write(&mut self, bytes: &[u8]) -> bool {
        // SAFETY: the host reads no more than the length of the bytes
        let missing = unsafe { syscall!(WRITE, self.0, bytes.as_ptr(), bytes.len()) };
        missing == 0
    }
}
