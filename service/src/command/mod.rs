//! The commands, one a file: `Arguments` says what it takes, `run` does it.

mod completions;
mod configuration;
mod convert;
mod evaluate;
mod explain;
mod generate;
mod manual;
mod only;
mod rules;
mod serve;
mod through;
mod token;
mod verify;

use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use registertoets_core::{Date, Named};

use self::configuration::Setting;
use crate::bulk::Counts;
use crate::failure::Failure;

/// Judges dossiers of the Dutch register of client supporters by its regulation.
///
/// Exit status: 0 all judged, 1 input or output failed, 2 wrong usage, 3 some records unreadable or not as verified.
#[derive(Debug, Parser)]
#[command(name = "registertoets", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "\
Examples:
  registertoets evaluate register.ndjson > outcomes.ndjson
  registertoets explain --lang en dossier.json
  registertoets verify dossier.json outcome.json
  registertoets serve --listen 127.0.0.1:8080
  registertoets evaluate --help")]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Evaluate(evaluate::Arguments),
    Explain(explain::Arguments),
    Serve(serve::Arguments),
    Convert(convert::Arguments),
    Generate(generate::Arguments),
    Rules(rules::Arguments),
    Verify(verify::Arguments),
    Token(token::Arguments),
    Completions(completions::Arguments),
    Manual(manual::Arguments),
}

/// How a command ended that did what it could.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Everything was done.
    Done,
    /// Some records could not be read; they were answered with an error.
    SomeUnreadable,
    /// Something failed, which the log says already; with the exit status for it.
    Failed(u8),
    /// What was to be verified does not agree.
    Disagrees,
}

impl Ending {
    /// How a command ended that went through so many records.
    fn of(counts: &Counts) -> Self {
        if counts.unreadable == 0 { Self::Done } else { Self::SomeUnreadable }
    }
}

/// The program: arguments to command, command to exit status.
#[must_use]
pub fn main() -> ExitCode {
    match configuration::read() {
        Ok((program, settings)) => program.run(&settings),
        Err(failure) => told(&failure),
    }
}

/// Tells why a command could not do its work: one line on standard error, and the exit status.
fn told(failure: &Failure) -> ExitCode {
    if !failure.is_closed_pipe() {
        eprintln!("registertoets: {failure}");
    }
    ExitCode::from(failure.exit_status())
}

impl Program {
    /// Runs the command, to serve with these settings where it is to serve.
    fn run(self, settings: &[Setting]) -> ExitCode {
        let ending = match self.command {
            Command::Evaluate(arguments) => evaluate::run(&arguments),
            Command::Explain(arguments) => explain::run(&arguments),
            Command::Serve(arguments) => serve::run(&arguments, settings),
            Command::Convert(arguments) => convert::run(&arguments),
            Command::Generate(arguments) => generate::run(&arguments),
            Command::Rules(arguments) => rules::run(&arguments),
            Command::Verify(arguments) => verify::run(&arguments),
            Command::Token(arguments) => token::run(&arguments),
            Command::Completions(arguments) => completions::run(&arguments),
            Command::Manual(arguments) => manual::run(&arguments),
        };
        match ending {
            Ok(Ending::Done) => ExitCode::SUCCESS,
            Ok(Ending::SomeUnreadable | Ending::Disagrees) => ExitCode::from(3),
            Ok(Ending::Failed(status)) => ExitCode::from(status),
            Err(failure) => told(&failure),
        }
    }
}

/// A parser of arguments that are names of a closed list.
fn name_of<T: Named + Send + Sync>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(T::NAMES).try_map(|name| T::from_name(&name).ok_or("a name of the list"))
}

/// Reads an argument that is a date.
fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text.as_bytes()).ok_or_else(|| format!("expected a date as YYYY-MM-DD, {} to {}", Date::MIN, Date::MAX))
}

/// How many threads can run at once here.
fn threads_available() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
