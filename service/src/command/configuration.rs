//! Where settings come from: the command line, the environment, and a file, under the same names.

use std::ffi::OsString;
use std::fmt;
use std::path::Path;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, CommandFactory, FromArgMatches};
use toml::{Table, Value};

use super::{Program, serve};
use crate::failure::Failure;

/// The command whose settings can come from elsewhere.
const COMMAND: &str = "serve";
/// What is said on the command line only.
const NO_SETTINGS: [&str; 4] = ["config", "check", "help", "version"];

/// A setting that holds.
#[derive(Debug)]
pub(super) struct Setting {
    /// Its name, as in `--name`.
    pub(super) name: String,
    /// Its value, or `-` where it has none.
    pub(super) value: String,
    /// Where it is from.
    pub(super) source: Source,
}

/// Where a setting is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Option,
    Environment,
    File,
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Option => "option",
            Self::Environment => "environment",
            Self::File => "file",
            Self::Default => "default",
        })
    }
}

/// The command line as a whole, with the names of the environment.
pub(super) fn command() -> Command {
    Program::command().mut_subcommand(COMMAND, |serve| {
        serve.mut_args(|argument| match name_of(&argument) {
            // a flag of the command line is no setting, but which file holds them can be one
            Some(name) if name == "config" || is_setting(&name) => argument.env(variable(&name)).hide_env_values(true),
            _ => argument,
        })
    })
}

/// Reads arguments, environment and file: the program, and the settings that hold where it is to serve.
///
/// Ends the process where the arguments are wrong, or ask for help.
///
/// # Errors
/// When the file of settings cannot be read, or says what is no setting.
pub(super) fn read() -> Result<(Program, Vec<Setting>), Failure> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let mut matches = command().get_matches_from(&arguments);
    let mut file = Table::new();
    if let Some(path) = matches.subcommand_matches(COMMAND).and_then(named_file) {
        file = read_file(&path)?;
        // what was right without the file is wrong for what stands in it
        matches = with_file(command(), &path, &file)?.try_get_matches_from(&arguments).map_err(|error| {
            Failure::Usage(format!("cannot read {}: {}", path.display(), in_one_line(&error.to_string())))
        })?;
    }
    let program = Program::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let settings = matches.subcommand_matches(COMMAND).map(|matches| settings(matches, &file));
    Ok((program, settings.unwrap_or_default()))
}

/// What an error of arguments says first, with what may be given instead; not how they are used.
fn in_one_line(error: &str) -> String {
    let lines: Vec<_> = error.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
    lines.join(" ").trim_start_matches("error: ").to_owned()
}

fn named_file(matches: &ArgMatches) -> Option<std::path::PathBuf> {
    serve::Arguments::from_arg_matches(matches).ok()?.config().map(Path::to_owned)
}

fn read_file(path: &Path) -> Result<Table, Failure> {
    let reading = || format!("cannot read {}", path.display());
    let text = std::fs::read_to_string(path).map_err(Failure::io(reading()))?;
    text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        Failure::Usage(format!("{}, line {line}: {}", reading(), error.message()))
    })
}

/// Has what a file says hold where neither arguments nor environment say anything.
fn with_file(mut command: Command, path: &Path, file: &Table) -> Result<Command, Failure> {
    let known: Vec<_> = command
        .find_subcommand(COMMAND)
        .into_iter()
        .flat_map(Command::get_arguments)
        .filter_map(name_of)
        .filter(|name| is_setting(name))
        .collect();
    for (name, value) in file {
        let wrong = |what: String| Failure::Usage(format!("cannot read {}: {name}: {what}", path.display()));
        if !known.contains(name) {
            return Err(wrong(format!("no such setting, expected one of {}", known.join(", "))));
        }
        let text = text_of(value).ok_or_else(|| wrong("expected a text, a whole number, true or false".to_owned()))?;
        command = command.mut_subcommand(COMMAND, |serve| {
            serve.mut_args(|argument| match name_of(&argument) {
                Some(known) if known == *name => argument.default_value(text.clone()),
                _ => argument,
            })
        });
    }
    Ok(command)
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// The settings that hold, in the order of the help.
fn settings(matches: &ArgMatches, file: &Table) -> Vec<Setting> {
    let arguments = command().find_subcommand(COMMAND).map(|serve| serve.get_arguments().cloned().collect::<Vec<_>>());
    let arguments = arguments.unwrap_or_default();
    let settings = arguments.iter().filter_map(|argument| {
        let name = name_of(argument).filter(|name| is_setting(name))?;
        let id = argument.get_id().as_str();
        let value = if argument.get_action().takes_values() {
            matches.get_raw(id).and_then(|mut values| values.next()).map(|value| value.to_string_lossy().into_owned())
        } else {
            Some(matches.get_flag(id).to_string())
        };
        let source = match matches.value_source(id) {
            Some(ValueSource::CommandLine) => Source::Option,
            Some(ValueSource::EnvVariable) => Source::Environment,
            _ if file.contains_key(&name) => Source::File,
            _ => Source::Default,
        };
        Some(Setting { name, value: value.unwrap_or_else(|| "-".to_owned()), source })
    });
    settings.collect()
}

fn name_of(argument: &Arg) -> Option<String> {
    argument.get_long().map(str::to_owned)
}

fn is_setting(name: &str) -> bool {
    !NO_SETTINGS.contains(&name)
}

/// The name of a setting in the environment.
fn variable(name: &str) -> String {
    format!("REGISTERTOETS_{}", name.replace('-', "_").to_uppercase())
}
