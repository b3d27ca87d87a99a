//! How many instructions something took, where QEMU counts them (`-icount shift=7`): the system timer then goes on by the
//! same time for each. Elsewhere the figure means nothing.

use core::arch::asm;

use cortex_m::Peripherals;
use cortex_m::peripheral::SYST;
use cortex_m::peripheral::syst::SystClkSource;

/// A count of instructions by the system timer.
pub struct Counter {
    timer: SYST,
    ticks_of_calibration: u32,
}

/// How often the loop of the calibration goes round, at two instructions a time.
const ROUNDS: u32 = 50_000;

impl Counter {
    /// Starts the timer and sees how far it goes in a known number of instructions.
    #[allow(clippy::new_without_default, reason = "it starts a timer")]
    #[must_use]
    pub fn new() -> Self {
        // SAFETY: nothing else here uses the timer; taking it the safe way would cost static memory
        let mut timer = unsafe { Peripherals::steal() }.SYST;
        timer.set_clock_source(SystClkSource::Core);
        timer.set_reload(0x00FF_FFFF);
        timer.clear_current();
        timer.enable_counter();
        let mut counter = Self { timer, ticks_of_calibration: 1 };
        counter.ticks_of_calibration = counter
            .ticks(|| {
                // SAFETY: it counts a register of its own down to zero
                unsafe { asm!("2:", "subs {0}, #1", "bne 2b", inout(reg) ROUNDS => _) }
            })
            .1
            .max(1);
        counter
    }

    /// What `work` gives, and how many instructions it took.
    pub fn count<T>(&self, work: impl FnOnce() -> T) -> (T, u32) {
        let (result, ticks) = self.ticks(work);
        (result, (u64::from(ticks) * u64::from(2 * ROUNDS) / u64::from(self.ticks_of_calibration)) as u32)
    }

    fn ticks<T>(&self, work: impl FnOnce() -> T) -> (T, u32) {
        let before = self.timer.cvr.read();
        let result = work();
        // the timer counts down, round and round
        (result, before.wrapping_sub(self.timer.cvr.read()) & 0x00FF_FFFF)
    }
}
