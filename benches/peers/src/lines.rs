//! Reading a register line by line and writing an answer for each.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, BufWriter, Write};

use crate::Result;

/// How much is read, and written, at once.
const BUFFER_BYTES: usize = 256 << 10;

fn open(register: &str) -> Result<BufReader<File>> {
    Ok(BufReader::with_capacity(BUFFER_BYTES, File::open(register)?))
}

/// Calls `each` with every line, without its newline.
pub fn for_each(mut register: impl BufRead, mut each: impl FnMut(&[u8]) -> Result) -> Result {
    let mut line = Vec::new();
    while register.read_until(b'\n', &mut line)? > 0 {
        each(line.strip_suffix(b"\n").unwrap_or(&line))?;
        line.clear();
    }
    Ok(())
}

/// Calls `each` with every line of a file.
pub fn for_each_in(register: &str, each: impl FnMut(&[u8]) -> Result) -> Result {
    for_each(open(register)?, each)
}

/// Has `answer` append a line of its own for every line of a file, and writes those to another.
pub fn answer_each(register: &str, answers: &str, mut answer: impl FnMut(&[u8], &mut Vec<u8>) -> Result) -> Result {
    let mut answers = BufWriter::with_capacity(BUFFER_BYTES, File::create(answers)?);
    let mut written = Vec::new();
    for_each_in(register, |line| {
        written.clear();
        answer(line, &mut written)?;
        Ok(answers.write_all(&written)?)
    })?;
    Ok(answers.flush()?)
}

/// Finds the ends of the lines, and does nothing with them: what any reader of lines spends at least.
pub fn count(register: &str) -> Result {
    let mut register = open(register)?;
    let mut lines = 0;
    loop {
        let chunk = register.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        lines += memchr::memchr_iter(b'\n', chunk).count();
        let bytes = chunk.len();
        register.consume(bytes);
    }
    black_box(lines);
    Ok(())
}
