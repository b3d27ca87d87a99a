//! What would happen in a panic, and the proof that there is none.

use core::panic::PanicInfo;

/// Not reached in a release: there is no way to panic.
#[cfg(not(feature = "panic-proof"))]
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}

/// Refers to a function that does not exist: a program links only if nothing in it leads here.
#[cfg(feature = "panic-proof")]
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        fn registertoets_panic_is_reachable() -> !;
    }
    // SAFETY: never run, since no program that contains this call can be linked
    unsafe { registertoets_panic_is_reachable() }
}

/// Can panic, to show that linking tells.
///
/// cbindgen:ignore
#[cfg(feature = "panic-control")]
#[unsafe(no_mangle)]
#[allow(clippy::indexing_slicing)]
pub extern "C" fn registertoets_panic_control(place: usize) -> u8 {
    registertoets_core::REGULATION + [1, 2, 3][place]
}
