//! What a panic would come to: a message where it can be told, or, to prove that there is none, no program at all.

use core::panic::PanicInfo;

#[cfg(not(feature = "linkproof"))]
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    crate::host::exit(101)
}

// A program that can get here has a symbol that nothing defines, so it does not link.
#[cfg(feature = "linkproof")]
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        safe fn a_panic_can_be_reached() -> !;
    }
    a_panic_can_be_reached()
}
