//! What `check` needs besides compilers: the header from the sources, and streams to test the C programs with.
//!
//! ```text
//! tools header              the header, to standard output
//! tools golden FOLDER       the dossiers of the golden cases in a folder, as lines of JSON, to standard output
//! tools damage              a stream of binary dossiers from standard input to standard output, each with one byte
//!                           changed, left out or added
//! tools answers             a stream of binary outcomes and error records from standard input as lines to standard
//!                           output, without the details of errors, which every program says in its own words
//! tools digest              the digest of standard input, as tests/digests.txt has it of outcomes
//! ```

mod answers;
mod damage;
mod digest;
mod golden;
mod header;

use std::process::ExitCode;

/// What went wrong, in words.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["header"] => header::write(),
        ["golden", folder] => golden::write(folder.as_ref()),
        ["answers"] => answers::write(),
        ["damage"] => damage::write(),
        ["digest"] => digest::write(),
        _ => Err("usage: tools header | golden FOLDER | damage | answers | digest".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("tools: {failure}");
            ExitCode::FAILURE
        }
    }
}
