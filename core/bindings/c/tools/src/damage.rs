//! Dossiers that are none any more: every record of a stream damaged in its own way, the same way each time.

use std::io::{Read, Write, stdin, stdout};

use crate::Failure;

/// Writes a damaged stream for the one on standard input.
pub fn write() -> Result<(), Failure> {
    let mut stream = Vec::new();
    stdin().read_to_end(&mut stream)?;
    let mut rest = stream.as_slice();
    let mut damaged = Vec::new();
    let mut dice = Dice(1);
    while let Some((record, behind)) = take_record(rest) {
        append(&damage(record, &mut dice), &mut damaged);
        rest = behind;
    }
    Ok(stdout().write_all(&damaged)?)
}

/// The first record of a stream, and what follows it.
pub fn take_record(stream: &[u8]) -> Option<(&[u8], &[u8])> {
    let last = stream.iter().position(|byte| *byte < 0x80)?;
    let length = stream.iter().take(last + 1).rev().fold(0, |length, byte| length << 7 | usize::from(byte & 0x7F));
    stream.get(last + 1..)?.split_at_checked(length)
}

fn append(record: &[u8], stream: &mut Vec<u8>) {
    let mut length = record.len();
    while length >= 0x80 {
        stream.push(length as u8 | 0x80);
        length >>= 7;
    }
    stream.push(length as u8);
    stream.extend(record);
}

fn damage(record: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut record = record.to_vec();
    let place = dice.below(record.len());
    match dice.below(4) {
        0 => record[place] = dice.below(256) as u8,
        1 => record[place] ^= 1 << dice.below(8),
        2 => drop(record.remove(place)),
        _ => record.insert(place + dice.below(2), dice.below(256) as u8),
    }
    record
}

/// A source of numbers that is the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as usize
    }
}
