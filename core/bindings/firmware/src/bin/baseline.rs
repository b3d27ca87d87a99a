//! What `buffer` is without judging: it copies the records of `dossiers.postcard` to `outcomes.postcard`.
//!
//! The size of `buffer` less the size of this is what the core takes.

#![no_std]
#![no_main]

use cortex_m_rt::entry;
use registertoets_firmware::count::Counter;
use registertoets_firmware::host::{self, File};
use registertoets_firmware::stack;

#[entry]
fn main() -> ! {
    let copied = copy();
    host::exit(u8::from(copied.is_none()))
}

fn copy() -> Option<()> {
    let mut dossiers = File::open(c"dossiers.postcard")?;
    let mut outcomes = File::create(c"outcomes.postcard")?;
    let counter = Counter::new();
    let (mut deepest, mut instructions, mut copied) = (0, 0_u64, 0);
    let mut byte = [0];
    while dossiers.read(&mut byte) {
        let top = stack::paint();
        let (written, taken) = counter.count(|| outcomes.write(&byte));
        deepest = stack::used_below(top).max(deepest);
        instructions += u64::from(taken);
        copied += 1;
        if !written {
            return None;
        }
    }
    host::say(format_args!(
        "stack {deepest} dossier {} outcome {} instructions {}",
        0,
        0,
        instructions.checked_div(copied).unwrap_or(0)
    ));
    Some(())
}
