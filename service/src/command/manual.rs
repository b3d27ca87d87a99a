//! `registertoets manual`: the manual pages, made from the arguments.

use clap::{Args, Command};

use super::{Ending, configuration};
use crate::failure::Failure;
use crate::output::Output;

/// Write a manual page.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  registertoets manual | man -l -
  registertoets manual serve > registertoets-serve.1

Exit status:
  0  it was written
  1  output failed
  2  wrong usage, or no such command")]
pub(super) struct Arguments {
    /// The command it is about [default: the program]
    command: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let mut program = configuration::command();
    // so that a page tells the whole name of a command, and its version
    program.build();
    let page = match &arguments.command {
        None => program,
        Some(name) => page_of(&program, name)?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(Failure::io("cannot make the page"))?;
    let mut output = Output::create(None)?;
    output.write(&text)?;
    output.finish()?;
    Ok(Ending::Done)
}

fn page_of(program: &Command, name: &str) -> Result<Command, Failure> {
    let command = program.find_subcommand(name).ok_or_else(|| {
        let known: Vec<_> = program.get_subcommands().map(Command::get_name).collect();
        Failure::Usage(format!("no such command, expected one of {}", known.join(", ")))
    })?;
    Ok(command.clone().name(format!("registertoets-{name}")))
}
