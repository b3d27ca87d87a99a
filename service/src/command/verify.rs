//! `registertoets verify`: whether a receipt is that of a dossier.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use registertoets_core::limits::TEXT_BYTES_MAX;
use registertoets_core::text::Language;
use registertoets_core::{Dossier, Named, Outcome, REGULATION, evaluate_as_of};
use serde_json::Value;

use super::Ending;
use super::only::only_dossier;
use crate::failure::Failure;
use crate::form::{Detail, DossierForm, OutcomeForm};
use crate::input::Input;
use crate::judging::{Judging, Told};
use crate::output::Output;
use crate::receipt::{PROGRAM, Receipt};

/// Verify that an outcome was given to a dossier: judge it again as of the day of the receipt, and compare.
///
/// Receipts come from `evaluate --receipt`, or over HTTP from ?receipt=true. Where the file holds the outcome with its
/// receipt, what was told is compared too, whatever the detail and the language. A receipt of another version of the
/// program is verified like any other, and the version named.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  registertoets evaluate --receipt dossier.json > outcome.json
  registertoets verify dossier.json outcome.json
  sed -n 7p register.ndjson | registertoets verify - receipt.json

Exit status:
  0  dossier and outcome agree with the receipt
  1  input or output failed
  2  wrong usage, or more than one dossier
  3  they do not agree, or dossier or receipt cannot be read")]
pub(super) struct Arguments {
    /// File with the dossier; - is standard input
    dossier: PathBuf,
    /// File with the receipt, or with the outcome that it was told with; - is standard input
    receipt: PathBuf,
    /// Form of the dossier [default: told from the file's name or first bytes]
    #[arg(long, value_enum)]
    from: Option<DossierForm>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let Arguments { dossier, receipt, from } = arguments;
    if [dossier, receipt].iter().all(|path| *path == Path::new("-")) {
        return Err(Failure::Usage("standard input can be read only once: leave out one -".to_owned()));
    }
    let Some(dossier) = only_dossier(dossier, *from)? else { return Ok(Ending::Disagrees) };
    let Some(given) = Given::read(receipt)? else { return Ok(Ending::Disagrees) };
    let compared = given.compare(&dossier);
    let mut output = Output::create(None)?;
    output.write(page(&compared).as_bytes())?;
    output.finish()?;
    let differs = compared.iter().any(|(_, found)| matches!(found, Found::Differs(_)));
    Ok(if differs { Ending::Disagrees } else { Ending::Done })
}

/// What was found of one thing that was compared.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Agrees,
    /// It differs, and says how; nothing follows from that alone.
    Noted(String),
    /// It differs, and says how: the receipt is not that of the dossier.
    Differs(String),
}

impl Found {
    fn of<T: PartialEq + Display>(here: T, in_receipt: T) -> Self {
        if here == in_receipt {
            return Self::Agrees;
        }
        Self::Differs(format!("differs: {here} here, {in_receipt} in the receipt"))
    }
}

/// What was compared, a line each.
fn page(compared: &[(&str, Found)]) -> String {
    let line = |(name, found): &(&str, Found)| match found {
        Found::Agrees => format!("{name:<12} agrees\n"),
        Found::Noted(how) | Found::Differs(how) => format!("{name:<12} {how}\n"),
    };
    compared.iter().map(line).collect()
}

/// What is to be verified.
struct Given {
    receipt: Receipt,
    /// The outcome as it was told, where the receipt came with one.
    told: Option<Value>,
}

impl Given {
    /// Reads a receipt or an outcome that has one; none where there is neither, which standard error is told then.
    fn read(path: &Path) -> Result<Option<Self>, Failure> {
        let input = Input::open(path, Some(DossierForm::Json))?;
        let name = input.name.clone();
        let given = input.read_whole(TEXT_BYTES_MAX)?.and_then(|bytes| Self::parse(&bytes));
        if given.is_none() {
            // what is in it may be personal, and is not repeated
            eprintln!("registertoets: cannot read a receipt in {name}: expected one, or one outcome told with one");
        }
        Ok(given)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut told: Value = serde_json::from_slice(bytes).ok()?;
        let receipt = told.as_object_mut()?.remove("receipt");
        let (receipt, told) = match receipt {
            Some(receipt) => (receipt, Some(told)),
            None => (told, None),
        };
        serde_json::from_value(receipt).ok().map(|receipt| Self { receipt, told })
    }

    fn compare(&self, dossier: &Dossier) -> Vec<(&'static str, Found)> {
        let outcome = evaluate_as_of(dossier, self.receipt.assessed_on);
        let (here, receipt) = (Receipt::new(dossier, &outcome), &self.receipt);
        let mut compared = vec![("dossier", Found::of(here.dossier_sha256, receipt.dossier_sha256))];
        if receipt.regulation == REGULATION {
            compared.push(("outcome", Found::of(here.outcome_sha256, receipt.outcome_sha256)));
            compared.extend(self.told.as_ref().map(|told| ("outcome told", found_told(&outcome, told))));
        } else {
            let how = format!("not compared: version {} of the regulation was judged by", receipt.regulation);
            compared.push(("outcome", Found::Differs(format!("{how}, and {REGULATION} is here"))));
        }
        compared.push((
            "program",
            match receipt.program == PROGRAM {
                true => Found::Agrees,
                false => Found::Noted(format!("{} judged then, {PROGRAM} does here", receipt.program.escape_debug())),
            },
        ));
        compared
    }
}

/// Whether an outcome is told like this in any detail and language.
fn found_told(outcome: &Outcome, told: &Value) -> Found {
    let languages = || std::iter::once(None).chain(Language::ALL.iter().copied().map(Some));
    let is_told = Detail::value_variants().iter().any(|detail| {
        languages().any(|language| {
            let judging = Judging { detail: *detail, language, ..Judging::new(OutcomeForm::Ndjson) };
            serde_json::to_value(Told { outcome, judging: &judging }).is_ok_and(|here| here == *told)
        })
    });
    if is_told { Found::Agrees } else { Found::Differs("differs: this outcome is not told like that".to_owned()) }
}
