//! Answers as lines, to compare what two programs say of a stream.

use std::io::{Read, stdin};

use crate::Failure;
use crate::damage::take_record;

/// Writes a line for each record of the stream on standard input: an outcome as it is, an error with its number, code
/// and place.
pub fn write() -> Result<(), Failure> {
    let mut stream = Vec::new();
    stdin().read_to_end(&mut stream)?;
    let mut rest = stream.as_slice();
    while let Some((record, behind)) = take_record(rest) {
        match record {
            [0, error @ ..] => println!("{}", error_line(error).ok_or("no error record")?),
            outcome => println!("outcome {outcome:02x?}"),
        }
        rest = behind;
    }
    if rest.is_empty() { Ok(()) } else { Err("the stream is cut off".into()) }
}

fn error_line(error: &[u8]) -> Option<String> {
    let number = error.iter().position(|byte| *byte < 0x80)?;
    let (number, rest) = error.split_at_checked(number + 1)?;
    let (code, rest) = take_record(rest)?;
    let (_detail, place) = take_record(rest)?;
    Some(format!("error {number:02x?} {} {}", String::from_utf8_lossy(code), String::from_utf8_lossy(place)))
}
