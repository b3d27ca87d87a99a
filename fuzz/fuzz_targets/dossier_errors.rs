#![no_main]

use libfuzzer_sys::fuzz_target;
use registertoets_tests::properties;

fuzz_target!(|bytes: &[u8]| properties::dossier_errors(bytes));
