//! Versions of library, header, regulation and binary form.

use core::ffi::{CStr, c_char};

use registertoets_core::{REGULATION, wire};

/// Number of this header. It changes whenever a program has to be compiled again; compare it with `registertoets_abi()`.
pub const REGISTERTOETS_ABI: u32 = 1;

/// Version of the regulation that is judged by.
pub const REGISTERTOETS_REGULATION: u8 = 10;

/// Version of the binary form of dossiers and outcomes: the first byte of each.
pub const REGISTERTOETS_BINARY_FORM: u8 = 1;

const _: () = assert!(REGISTERTOETS_REGULATION == REGULATION && REGISTERTOETS_BINARY_FORM == wire::VERSION);

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"",
};

/// The `REGISTERTOETS_ABI` of the library. A program that was compiled with a header of another number must not go on.
#[unsafe(no_mangle)]
pub extern "C" fn registertoets_abi() -> u32 {
    REGISTERTOETS_ABI
}

/// Version of the library, such as `0.1.0`. The text is static.
#[unsafe(no_mangle)]
pub extern "C" fn registertoets_version() -> *const c_char {
    VERSION.as_ptr()
}
