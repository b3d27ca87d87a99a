//! `generate`: a made-up register at a renewal peak.

use std::path::PathBuf;

use clap::Args;

use super::Ending;
use crate::failure::Failure;
use crate::form::DossierForm;
use crate::output::Output;
use crate::register::dossier;
use crate::writer::DossierWriter;

/// Make up a plausible register at a renewal peak, the same for the same seed on every machine.
///
/// Mostly renewals with 25 to 60 activities, some of every other request, edge cases among them. A higher count gives
/// the same dossiers with more behind them. Nobody in it exists.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  registertoets generate --count 5
  registertoets generate --count 100000 --output register.ndjson
  registertoets generate --seed 7 --to postcard > another-register.postcard

Exit status:
  0  all dossiers were written
  1  output failed
  2  wrong usage")]
pub(super) struct Arguments {
    /// How many dossiers to make
    #[arg(long, value_name = "N", default_value_t = 1000)]
    count: u64,
    /// Which register to make: every number gives another one
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Form of the dossiers
    #[arg(long, value_enum, default_value_t = DossierForm::Ndjson)]
    to: DossierForm,
    /// Write to this file, whole or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the first dossiers of the register of the seed.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let mut writer = DossierWriter::new(arguments.to, Output::create(arguments.output.as_deref())?);
    for n in 0..arguments.count {
        writer.write(&dossier(arguments.seed, n))?;
    }
    writer.finish()?;
    Ok(Ending::Done)
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use registertoets_core::json;

    use super::*;

    #[test]
    fn as_many_dossiers_are_written_as_asked() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("register.ndjson");
        let arguments = Arguments { count: 3, seed: 7, to: DossierForm::Ndjson, output: Some(path.clone()) };
        assert_eq!(run(&arguments)?, Ending::Done);
        let text = std::fs::read_to_string(path)?;
        assert_eq!(text.lines().count(), 3);
        for (line, n) in text.lines().zip(0..) {
            assert_eq!(json::decode(line.as_bytes())?, dossier(7, n));
        }
        Ok(())
    }
}
