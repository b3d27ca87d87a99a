//! `registertoets completions`: what a shell needs to complete our arguments.

use clap::Args;
use clap_complete::Shell;

use super::{Ending, configuration};
use crate::failure::Failure;
use crate::output::Output;

/// Write the completions for a shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  registertoets completions bash > /usr/share/bash-completion/completions/registertoets
  registertoets completions fish > ~/.config/fish/completions/registertoets.fish

Exit status:
  0  they were written
  1  output failed
  2  wrong usage")]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut configuration::command(), "registertoets", &mut script);
    let mut output = Output::create(None)?;
    output.write(&script)?;
    output.finish()?;
    Ok(Ending::Done)
}
