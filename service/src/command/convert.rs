//! `registertoets convert`: dossiers from one form to another, without loss.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::Ending;
use super::through::Inputs;
use crate::failure::Failure;
use crate::form::DossierForm;
use crate::output::Output;
use crate::writer::{DossierWriter, Rewriting};

/// Convert dossiers from one form to another, without loss.
///
/// A record that cannot be read is left out and named on standard error; the rest goes on. Text is
/// written in a short form: fields of the dossier that have their default value are left out.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  registertoets convert --to postcard register.ndjson > register.postcard
  registertoets convert --to json --output register.json register.postcard
  registertoets convert --from json --to ndjson < dossier.json

Exit status:
  0  all records were converted
  1  input or output failed
  2  wrong usage
  3  some records could not be read; they were left out and named on standard error")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Form to convert to
    #[arg(long, value_enum)]
    to: DossierForm,
    /// Write to this file, whole or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let writer = DossierWriter::new(arguments.to, Output::create(arguments.output.as_deref())?);
    let (counts, writer) =
        arguments.inputs.work_through(Rewriting { to: arguments.to }, writer, |writer, answers| {
            for (record, error) in &answers.unreadable {
                // records are not lost for want of somebody to tell of others
                let _ = writeln!(io::stderr(), "registertoets: record {record}: {}", error.detail);
            }
            writer.write_appended(&answers.bytes)
        })?;
    writer.finish()?;
    Ok(Ending::of(&counts))
}
