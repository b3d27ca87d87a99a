//! The first verdict: one dossier in flash, judged and told. This is where an integrator starts.

#![no_std]
#![no_main]

use cortex_m_rt::entry;
use registertoets_core::{Named, wire};
use registertoets_firmware::host;

/// A Basis registration since 28 February 2019 that is to become one as Junior: see FORMAT.md for each byte.
const DOSSIER: [u8; 16] = [1, 1, b'x', 0x8A, 0x10, 9, 0, 0, 4, 0xB8, 0x06, 0, 0, 0, 0, 0];

#[entry]
fn main() -> ! {
    match wire::evaluate(DOSSIER.into_iter(), None) {
        Ok(outcome) => {
            host::say(format_args!("verdict: {}", outcome.verdict().name()));
            for finding in outcome.findings.iter() {
                host::say(format_args!("  {}: {}", finding.rule.name(), finding.status.name()));
            }
            if let Some(granted) = outcome.registration {
                host::say(format_args!("  {} until {}", granted.category.name(), granted.end));
            }
            host::exit(0)
        }
        Err(error) => {
            host::say(format_args!("{error}"));
            host::exit(1)
        }
    }
}
