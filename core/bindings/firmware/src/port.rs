//! The first serial port of each board, polled.

use core::ptr::{read_volatile, write_volatile};

/// Registers of the port, with what starts it.
#[cfg(board = "microbit")]
mod registers {
    pub(super) const BASE: usize = 0x4000_2000;
    pub(super) const RECEIVED: usize = 0x518;
    pub(super) const TO_SEND: usize = 0x51C;
    pub(super) const START: [(usize, u32); 3] = [(0x500, 4), (0x000, 1), (0x008, 1)];

    // the nRF51 says so in a register an event, which is cleared by writing zero
    const RECEIVE_READY: usize = 0x108;
    const SENT: usize = 0x11C;

    pub(super) fn wait_to_receive() {
        while super::read(RECEIVE_READY) == 0 {}
        super::write(RECEIVE_READY, 0);
    }

    pub(super) fn wait_until_sent() {
        while super::read(SENT) == 0 {}
        super::write(SENT, 0);
    }

    pub(super) fn wait_to_send() {}
}

#[cfg(board = "lm3s6965evb")]
mod registers {
    pub(super) const BASE: usize = 0x4000_C000;
    pub(super) const RECEIVED: usize = 0;
    pub(super) const TO_SEND: usize = 0;
    pub(super) const START: [(usize, u32); 2] = [(0x2C, 0x70), (0x30, 0x301)];

    const FLAGS: usize = 0x18;
    const NOTHING_RECEIVED: u32 = 1 << 4;
    const NO_ROOM_TO_SEND: u32 = 1 << 5;

    pub(super) fn wait_to_receive() {
        while super::read(FLAGS) & NOTHING_RECEIVED != 0 {}
    }

    pub(super) fn wait_to_send() {
        while super::read(FLAGS) & NO_ROOM_TO_SEND != 0 {}
    }

    pub(super) fn wait_until_sent() {}
}

#[cfg(board = "mps2_an386")]
mod registers {
    pub(super) const BASE: usize = 0x4000_4000;
    pub(super) const RECEIVED: usize = 0;
    pub(super) const TO_SEND: usize = 0;
    pub(super) const START: [(usize, u32); 2] = [(0x10, 16), (0x08, 3)];

    const STATE: usize = 0x04;
    const NO_ROOM_TO_SEND: u32 = 1 << 0;
    const RECEIVED_ONE: u32 = 1 << 1;

    pub(super) fn wait_to_receive() {
        while super::read(STATE) & RECEIVED_ONE == 0 {}
    }

    pub(super) fn wait_to_send() {
        while super::read(STATE) & NO_ROOM_TO_SEND != 0 {}
    }

    pub(super) fn wait_until_sent() {}
}

fn read(register: usize) -> u32 {
    // SAFETY: the registers above are those of the board's port, and nothing else uses it
    unsafe { read_volatile((registers::BASE + register) as *const u32) }
}

fn write(register: usize, value: u32) {
    // SAFETY: as for reading
    unsafe { write_volatile((registers::BASE + register) as *mut u32, value) }
}

/// The serial port, open.
pub struct Port(());

impl Port {
    /// Opens the port. There is one, so open it once.
    #[must_use]
    pub fn open() -> Self {
        for (register, value) in registers::START {
            write(register, value);
        }
        Self(())
    }

    /// Waits for the next byte.
    pub fn receive(&mut self) -> u8 {
        registers::wait_to_receive();
        read(registers::RECEIVED) as u8
    }

    /// Sends a byte.
    pub fn send(&mut self, byte: u8) {
        registers::wait_to_send();
        write(registers::TO_SEND, u32::from(byte));
        registers::wait_until_sent();
    }
}
