//! The peers that are written in Rust, and the race of all of them: `run` beside this package is the way in.

mod calendar;
mod check;
mod dossier;
mod lines;
mod outcome;
mod race;
#[cfg(feature = "regorus")]
mod regorus;
mod typed;
#[cfg(feature = "zen")]
mod zen;

use std::error::Error;
use std::io::{self, BufWriter};
use std::process::ExitCode;

/// As in the program that they are timed beside.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What everything here ends with.
type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const USAGE: &str = "\
peers select COUNT < REGISTER       writes the first plain renewals with 40 activities
peers PEER [RULES] REGISTER [ANSWERS]
                                    judges a register as the peer does
peers race FOLDER ROUNDS            times every contestant in the folder that `run` has made ready";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("peers: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result {
    match arguments {
        ["select", count] => typed::select(count.parse()?, io::stdin().lock(), BufWriter::new(io::stdout().lock())),
        ["newlines", register] => lines::count(register),
        ["parse_serde_json", register] => typed::parse::<typed::SerdeJson>(register),
        ["parse_sonic", register] => typed::parse::<typed::Sonic>(register),
        ["serde_json", register, answers] => typed::judge::<typed::SerdeJson>(register, answers),
        ["sonic", register, answers] => typed::judge::<typed::Sonic>(register, answers),
        #[cfg(feature = "zen")]
        ["zen", decision, register, answers] => zen::judge(decision, register, answers),
        #[cfg(feature = "regorus")]
        ["regorus_interpreter", policy, register, answers] => regorus::judge_by_interpreter(policy, register, answers),
        #[cfg(feature = "regorus")]
        ["regorus_vm", policy, register, answers] => regorus::judge_by_vm(policy, register, answers),
        ["race", folder, rounds] => race::run(folder.as_ref(), rounds.parse()?),
        _ => Err(USAGE.into()),
    }
}
