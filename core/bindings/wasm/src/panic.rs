//! What a panic would come to: a call of a function that the host would have to bring, and never does. So a module that
//! imports nothing is one that has no way to panic, which the check reads off the very module that is used.

#[cfg(all(target_arch = "wasm32", not(test)))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    #[link(wasm_import_module = "proof")]
    unsafe extern "C" {
        safe fn panic_is_reachable() -> !;
    }
    panic_is_reachable()
}

/// Panics for some arguments: the control that the proof can fail.
#[cfg(feature = "control")]
#[unsafe(no_mangle)]
pub extern "C" fn control(place: usize) -> u8 {
    b"a byte that may not be there"[place]
}
