//! What the programs for devices share: frames on a serial line, the boards' serial ports, the host that a board in
//! QEMU or on a debugger talks to, and how deep the stack went.

#![cfg_attr(not(test), no_std)]

pub mod frame;

#[cfg(target_os = "none")]
pub mod host;
#[cfg(target_os = "none")]
mod panic;
#[cfg(target_os = "none")]
pub mod port;
#[cfg(target_os = "none")]
pub mod stack;
