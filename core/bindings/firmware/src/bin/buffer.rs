//! Dossiers from a buffer: each record of `dossiers.postcard` on the host is read whole, decoded in place, judged,
//! and answered in `outcomes.postcard`, both as streams of records behind their lengths.
//!
//! At the end it says how deep the stack went, beside the dossier, the outcome and the buffers, and how many instructions
//! a dossier took.

#![no_std]
#![no_main]

use cortex_m_rt::entry;
use registertoets_core::limits::{DOSSIER_BYTES_MAX, OUTCOME_BYTES_MAX};
use registertoets_core::wire::{self, FRAME_PREFIX_MAX, write_frame_prefix};
use registertoets_core::{Category, Date, Dossier, Outcome, Reference, Request, evaluate_into};
use registertoets_firmware::count::Counter;
use registertoets_firmware::host::{self, File};
use registertoets_firmware::stack;

#[entry]
fn main() -> ! {
    host::exit(match judge_all() {
        Some(()) => 0,
        None => 1,
    })
}

/// Judges every record; nothing where the host's files fail or a record is no dossier.
fn judge_all() -> Option<()> {
    let mut dossiers = File::open(c"dossiers.postcard")?;
    let mut outcomes = File::create(c"outcomes.postcard")?;
    let mut record = [0; DOSSIER_BYTES_MAX];
    let mut answer = [0; OUTCOME_BYTES_MAX];
    let mut dossier = Dossier::new(Reference::new("-")?, Date::MIN, Request::Admission(Category::Junior));
    let mut outcome = Outcome::unjudged();
    let counter = Counter::new();
    let (mut deepest, mut instructions, mut judged) = (0, 0_u64, 0);
    while let Some(record) = read_record(&mut dossiers, &mut record) {
        let top = stack::paint();
        let (answer, taken) = counter.count(|| judge(record, &mut dossier, &mut outcome, &mut answer));
        deepest = stack::used_below(top).max(deepest);
        instructions += u64::from(taken);
        judged += 1;
        let answer = answer?;
        let mut prefix = [0; FRAME_PREFIX_MAX];
        let prefix = write_frame_prefix(answer.len() as u32, &mut prefix);
        if !(outcomes.write(prefix) && outcomes.write(answer)) {
            return None;
        }
    }
    host::say(format_args!(
        "stack {deepest} dossier {} outcome {} instructions {}",
        size_of::<Dossier>(),
        size_of::<Outcome>(),
        instructions.checked_div(judged).unwrap_or(0)
    ));
    Some(())
}

#[inline(never)]
fn judge<'a>(record: &[u8], dossier: &mut Dossier, outcome: &mut Outcome, answer: &'a mut [u8]) -> Option<&'a [u8]> {
    wire::decode_into(record, dossier).ok()?;
    evaluate_into(dossier, dossier.assessed_on, outcome);
    wire::encode_outcome(outcome, answer).ok()
}

/// The next record of a stream, unless it has ended or the record cannot be a dossier.
fn read_record<'a>(stream: &mut File, buffer: &'a mut [u8]) -> Option<&'a [u8]> {
    let mut length = 0_usize;
    for shift in [0, 7] {
        let mut byte = [0];
        if !stream.read(&mut byte) {
            return None;
        }
        length |= usize::from(byte[0] & 0x7F) << shift;
        if byte[0] < 0x80 {
            break;
        }
    }
    let record = buffer.get_mut(..length)?;
    stream.read(record).then_some(record)
}
