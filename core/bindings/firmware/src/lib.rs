//! What the programs for devices share: frames on a serial line, the boards' serial ports, the host that a board in
//! QEMU or on a debugger talks to, how deep the stack went, and how
//! many instructions it took.

#![cfg_attr(not(test), no_std)]

pub mod frame;

#[cfg(target_os = "none")]
pub mod count;
#[cfg(target_os = "none")]
pub mod host;
#[cfg(target_os = "none")]
mod panic;
#[cfg(target_os = "none")]
pub mod port;
#[cfg(target_os = "none")]
pub mod stack;
