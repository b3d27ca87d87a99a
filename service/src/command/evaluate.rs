//! `registertoets evaluate`: a register goes in, an outcome with reasons comes out for each dossier.

use std::cmp::Reverse;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use registertoets_core::regulation::Rule;
use registertoets_core::text::Language;
use registertoets_core::{Date, Named, Verdict};

use super::through::Inputs;
use super::{Ending, name_of, parse_date};
use crate::bulk::Counts;
use crate::failure::Failure;
use crate::form::{Detail, OutcomeForm};
use crate::judging::Judging;
use crate::output::Output;
use crate::summary::Summary;

/// Judge dossiers: one outcome a record, in order.
///
/// A record that cannot be read is answered in its place, with its number, what is wrong and where; the rest goes on.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  registertoets evaluate register.ndjson > outcomes.ndjson
  registertoets evaluate --detail failing --lang en register.ndjson
  registertoets generate --count 1000 --to postcard | registertoets evaluate --to csv --output outcomes.csv
  registertoets evaluate --as-of 2026-12-31 --detail verdict register.json
  registertoets evaluate --receipt dossier.json > outcome.json
  registertoets evaluate --summary register.ndjson | tail -n 1

Exit status:
  0  all records were judged
  1  input or output failed; what was written before that is whole records
  2  wrong usage
  3  some records could not be read; they were answered with an error")]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Form of the outcomes
    #[arg(long, value_enum, default_value = "ndjson")]
    to: OutcomeForm,
    /// Judge as of this day (YYYY-MM-DD), knowing only what existed by then [default: each dossier's own]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_of: Option<Date>,
    /// How much of each outcome to tell
    #[arg(long, value_enum, default_value = "full")]
    detail: Detail,
    /// Give each finding a message in this language, and its article
    #[arg(long, value_name = "LANGUAGE", value_parser = name_of::<Language>())]
    lang: Option<Language>,
    /// Give each outcome a receipt, to verify it with later
    #[arg(long)]
    receipt: bool,
    /// End with a summary: counts, and a digest of all before it, so that what is cut off shows
    #[arg(long)]
    summary: bool,
    /// Write to this file, whole or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Arguments {
    fn judging(&self) -> Result<Judging, Failure> {
        let Self { to, as_of, detail, lang, receipt, summary, .. } = *self;
        let refused = match to {
            OutcomeForm::Postcard if detail != Detail::Full || lang.is_some() => {
                Some("--to postcard always tells the whole outcome: leave out --detail and --lang")
            }
            OutcomeForm::Postcard | OutcomeForm::Csv if receipt => {
                Some("only --to ndjson has a place for receipts: leave out --receipt")
            }
            OutcomeForm::Csv if summary => Some("--to csv has no place for a summary: leave out --summary"),
            _ => None,
        };
        match refused {
            Some(why) => Err(Failure::Usage(why.to_owned())),
            None => Ok(Judging { as_of, to, detail, language: lang, receipt }),
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let judging = arguments.judging()?;
    let started = Instant::now();
    let mut output = Output::create(arguments.output.as_deref())?;
    output.write(&judging.header())?;
    let summary = arguments.summary.then(Summary::default);
    let (counts, (mut output, summary)) =
        arguments.inputs.work_through(judging, (output, summary), |(output, summary), answers| {
            summary.iter_mut().for_each(|summary| summary.add(answers));
            output.write(&answers.bytes)
        })?;
    if let Some(summary) = summary {
        output.write(&summary.record(arguments.to))?;
    }
    output.finish()?;
    if !arguments.inputs.quiet {
        summarize(&counts, started.elapsed().as_secs_f64());
    }
    Ok(Ending::of(&counts))
}

/// How many rules the summary names at most.
const NOT_MET_NAMED: usize = 5;

fn summarize(counts: &Counts, seconds: f64) {
    eprintln!("records     {}", counts.records);
    eprintln!("verdicts    {}", told(Verdict::NAMES, &counts.verdicts, Verdict::NAMES.len()));
    eprintln!("not met     {}", told(Rule::NAMES, &counts.not_met, NOT_MET_NAMED));
    eprintln!("unreadable  {}", counts.unreadable);
    eprintln!("seconds     {seconds:.2} ({:.0} records a second)", counts.records as f64 / seconds.max(1e-9));
}

/// The largest counts, with their names: `granted 70, refused 20`.
fn told(names: &[&str], counts: &[u64], most: usize) -> String {
    let mut named: Vec<_> = names.iter().zip(counts).filter(|(_, count)| **count > 0).collect();
    named.sort_by_key(|(_, count)| Reverse(**count));
    named.truncate(most);
    let told: Vec<_> = named.iter().map(|(name, count)| format!("{name} {count}")).collect();
    if told.is_empty() { "none".to_owned() } else { told.join(", ") }
}
