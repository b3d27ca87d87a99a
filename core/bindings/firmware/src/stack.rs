//! How deep the stack went: the free part is painted, and what is no longer paint was used.

use core::ptr::{read_volatile, write_volatile};

const PAINT: u32 = 0xC0DE_C0DE;
/// Bytes below the stack pointer that painting itself may be using.
const IN_USE: usize = 64;

unsafe extern "C" {
    /// The lowest address of the stack, from the linker script.
    static mut _stack_end: u32;
}

/// How far down the stack is painted: far beyond what anything here uses, and quickly done.
const PAINTED_MOST: usize = 8 << 10;

/// The lowest address painted from this one.
fn lowest(top: usize) -> usize {
    (&raw const _stack_end).addr().max(top.saturating_sub(PAINTED_MOST))
}

/// Paints what is free of the stack. Gives the address from which [`used_below`] counts.
#[inline(never)]
#[must_use]
pub fn paint() -> usize {
    let top = cortex_m::register::msp::read() as usize;
    for address in (lowest(top)..top - IN_USE).step_by(4) {
        // SAFETY: between the end of the stack and the stack pointer nothing lives
        unsafe { write_volatile(address as *mut u32, PAINT) };
    }
    top
}

/// Bytes of the stack that were used below the address that [`paint`] gave.
#[inline(never)]
#[must_use]
pub fn used_below(top: usize) -> usize {
    let untouched = |address: &usize| {
        // SAFETY: as for painting; reading what calls left there harms nobody
        unsafe { read_volatile(*address as *const u32) == PAINT }
    };
    let lowest = lowest(top);
    let deepest = lowest + (lowest..top).step_by(4).take_while(untouched).count() * 4;
    top - deepest
}
