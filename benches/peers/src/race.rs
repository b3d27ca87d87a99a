//! Every contestant on the same register, in turn, several times over: the table of what each took.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

use crate::Result;
use crate::outcome::{self, Answer, Form};

const REGISTER: &str = "register.ndjson";
const RECORDS: &str = "register.postcard";

/// A program that takes the register.
struct Contestant {
    name: &'static str,
    /// What it does with a dossier, as far as that differs.
    does: &'static str,
    /// Its command; the first word is a program in the folder of the race.
    command: &'static [&'static str],
    /// Where its answers are, if it gives any.
    answers: Option<(&'static str, Form)>,
}

impl Contestant {
    const fn new(
        name: &'static str,
        does: &'static str,
        command: &'static [&'static str],
        answers: Option<(&'static str, Form)>,
    ) -> Self {
        Self { name, does, command, answers }
    }

    fn program(&self, folder: &Path) -> PathBuf {
        folder.join(self.command[0])
    }

    fn register(&self) -> &'static str {
        if self.command.contains(&RECORDS) { RECORDS } else { REGISTER }
    }
}

const fn lines(answers: &'static str) -> Option<(&'static str, Form)> {
    Some((answers, Form::Lines))
}

/// All of them. The first is what the others are compared with, in time and in verdicts.
const CONTESTANTS: &[Contestant] = &[
    Contestant::new(
        "Registertoets",
        "strict; every finding with its amounts",
        &["registertoets", "evaluate", "-q", "--threads", "1", "-o", "full.ndjson", REGISTER],
        lines("full.ndjson"),
    ),
    Contestant::new(
        "Registertoets, `--detail failing`",
        "strict; the findings that are not met",
        &["registertoets", "evaluate", "-q", "--threads", "1", "--detail", "failing", "-o", "failing.ndjson", REGISTER],
        lines("failing.ndjson"),
    ),
    Contestant::new(
        "Registertoets, binary to binary",
        "strict; every finding with its amounts",
        &["registertoets", "evaluate", "-q", "--threads", "1", "--to", "postcard", "-o", "full.postcard", RECORDS],
        Some(("full.postcard", Form::Binary)),
    ),
    Contestant::new(
        "Rust by hand, sonic-rs",
        "typed; rules not met",
        &["peers", "sonic", REGISTER, "sonic.ndjson"],
        lines("sonic.ndjson"),
    ),
    Contestant::new(
        "Rust by hand, serde_json",
        "typed; rules not met",
        &["peers", "serde_json", REGISTER, "serde_json.ndjson"],
        lines("serde_json.ndjson"),
    ),
    Contestant::new("DuckDB SQL", "rules not met", &["duckdb", "-f", "renewal.sql"], lines("duckdb.ndjson")),
    Contestant::new(
        "Node, plain JavaScript",
        "rules not met",
        &["node", "renewal.js", REGISTER, "node.ndjson"],
        lines("node.ndjson"),
    ),
    Contestant::new(
        "GoRules ZEN",
        "rules not met",
        &["peers-zen", "zen", "renewal.jdm.json", REGISTER, "zen.ndjson"],
        lines("zen.ndjson"),
    ),
    Contestant::new(
        "regorus, virtual machine",
        "rules not met",
        &["peers-regorus", "regorus_vm", "renewal.rego", REGISTER, "regorus_vm.ndjson"],
        lines("regorus_vm.ndjson"),
    ),
    Contestant::new(
        "regorus, interpreter",
        "rules not met",
        &["peers-regorus", "regorus_interpreter", "renewal.rego", REGISTER, "regorus_interpreter.ndjson"],
        lines("regorus_interpreter.ndjson"),
    ),
    Contestant::new("sonic-rs", "parses into typed structs, no more", &["peers", "parse_sonic", REGISTER], None),
    Contestant::new("serde_json", "parses into typed structs, no more", &["peers", "parse_serde_json", REGISTER], None),
    Contestant::new("memchr", "finds newlines, no more", &["peers", "newlines", REGISTER], None),
];

/// What one run took.
#[derive(Clone, Copy)]
struct Run {
    cpu: Duration,
    wall: Duration,
}

/// Runs every contestant that is in the folder, `rounds` times, and prints the table.
pub fn run(folder: &Path, rounds: usize) -> Result {
    let (present, absent): (Vec<_>, Vec<_>) =
        CONTESTANTS.iter().partition(|contestant| contestant.program(folder).exists());
    let mut runs = vec![Vec::new(); present.len()];
    for _ in 0..rounds {
        for (contestant, runs) in present.iter().zip(&mut runs) {
            runs.push(time(contestant, folder)?);
        }
    }
    let agreed = print(&present, &runs, folder)?;
    for contestant in absent {
        println!("\nNot run, for want of `{}`: {}.", contestant.command[0], contestant.name);
    }
    if agreed { Ok(()) } else { Err("not all agree: see the table".into()) }
}

fn time(contestant: &Contestant, folder: &Path) -> Result<Run> {
    // a virtual machine may have to ask its host for memory that nobody used for some seconds, also for that of the file:
    // not the contestant's work, so it is done before
    drop(fs::read(folder.join(contestant.register()))?);
    let mut command = Command::new(contestant.program(folder));
    command.args(&contestant.command[1..]).current_dir(folder).stdout(Stdio::null());
    let cpu_before = cpu_of_children()?;
    let started = Instant::now();
    let status = command.status()?;
    let wall = started.elapsed();
    if !status.success() {
        return Err(format!("{} ended with {status}", contestant.name).into());
    }
    Ok(Run { cpu: cpu_of_children()? - cpu_before, wall })
}

/// Processor time of the programs that have ended, in user and in kernel mode.
fn cpu_of_children() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let duration = |time: TimeVal| Duration::new(time.tv_sec() as u64, time.tv_usec() as u32 * 1000);
    Ok(duration(usage.user_time()) + duration(usage.system_time()))
}

fn print(contestants: &[&Contestant], runs: &[Vec<Run>], folder: &Path) -> Result<bool> {
    let outcomes = answers(contestants[0], folder)?.ok_or("the first contestant gives answers")?;
    let count = outcomes.len() as f64;
    let micros = |time: Duration| time.as_secs_f64() * 1e6 / count;
    let first = micros(best(&runs[0], |run| run.cpu));
    let mut all_agree = true;
    println!(
        "| program | does | CPU a dossier, best | median | wall, best | input a second of CPU | ratio | verdicts |"
    );
    println!("| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |");
    for (contestant, runs) in contestants.iter().zip(runs) {
        let cpu = best(runs, |run| run.cpu);
        let bytes = fs::metadata(folder.join(contestant.register()))?.len() as f64;
        let verdicts = compare(&outcomes, answers(contestant, folder)?.as_deref());
        all_agree &= verdicts.is_ok();
        println!(
            "| {} | {} | {:.2} µs | {:.2} µs | {:.2} µs | {:.0} MB | {:.2} | {} |",
            contestant.name,
            contestant.does,
            micros(cpu),
            micros(median(runs)),
            micros(best(runs, |run| run.wall)),
            bytes / 1e6 / cpu.as_secs_f64(),
            micros(cpu) / first,
            verdicts.unwrap_or_else(|difference| difference),
        );
    }
    Ok(all_agree)
}

fn best(runs: &[Run], of: impl Fn(&Run) -> Duration) -> Duration {
    runs.iter().map(of).min().unwrap_or_default()
}

fn median(runs: &[Run]) -> Duration {
    let mut times: Vec<_> = runs.iter().map(|run| run.cpu).collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn answers(contestant: &Contestant, folder: &Path) -> Result<Option<Vec<Answer>>> {
    contestant.answers.map(|(path, form)| outcome::read(&folder.join(path), form)).transpose()
}

/// Whether the answers are those of the outcomes, record by record, in words.
fn compare(outcomes: &[Answer], answers: Option<&[Answer]>) -> std::result::Result<String, String> {
    let Some(answers) = answers else { return Ok("gives none".to_owned()) };
    if answers.len() != outcomes.len() {
        return Err(format!("**{} of {} answered**", answers.len(), outcomes.len()));
    }
    let mut differ = outcomes.iter().zip(answers).enumerate().filter(|(_, (outcome, answer))| outcome != answer);
    match differ.next() {
        None => Ok(format!("all {} agree", outcomes.len())),
        Some((nth, _)) => Err(format!("**{} differ, the first at line {}**", 1 + differ.count(), nth + 1)),
    }
}
