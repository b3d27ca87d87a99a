//! `registertoets token`: a secret for a caller of the service.

use clap::Args;

use super::Ending;
use crate::failure::Failure;
use crate::http::authentication::{is_name, line_for};
use crate::output::Output;

/// Draw a bearer token for a caller of the service.
///
/// Two lines: the token, for the caller to keep secret; and its line for the file that `serve --tokens` names, which holds
/// a name and a hash only. Take the line out of the file and send the service SIGHUP, and the token is no longer taken.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  registertoets token portal
  registertoets token portal | { read -r token; cat >> /etc/registertoets/tokens; echo \"$token\"; }
  curl -H \"Authorization: Bearer $token\" …

Exit status:
  0  two lines were written
  1  output failed
  2  wrong usage")]
pub(super) struct Arguments {
    /// Whose it is, as logs will tell: letters, digits, - _ and .
    #[arg(value_parser = parse_name)]
    name: String,
}

fn parse_name(text: &str) -> Result<String, &'static str> {
    if is_name(text) { Ok(text.to_owned()) } else { Err("expected 1 to 64 letters, digits, - _ or .") }
}

pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let token = draw()?;
    let mut output = Output::create(None)?;
    output.write(format!("{token}\n{}\n", line_for(&arguments.name, &token)).as_bytes())?;
    output.finish()?;
    Ok(Ending::Done)
}

/// 32 random bytes in hexadecimal, behind a mark that tells what it is wherever it turns up.
fn draw() -> Result<String, Failure> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Failure::io("cannot draw a token")(error.into()))?;
    Ok(bytes.iter().fold("registertoets_".to_owned(), |token, byte| format!("{token}{byte:02x}")))
}
