//! Answers as JSON: errors here, outcomes and tables beside.

#[cfg(feature = "json")]
mod outcome;
#[cfg(feature = "sentences")]
mod tables;

use core::fmt::Display;

use registertoets_core::Problem;

use crate::json::Writer;
use crate::judge::Unreadable;

#[cfg(feature = "json")]
pub use outcome::outcome;
#[cfg(feature = "sentences")]
pub use tables::{rules, words};

/// Writes one object to `output`; how many bytes it takes, if it fits.
pub fn with(output: &mut [u8], fields: impl FnOnce(&mut Writer<'_>)) -> Option<usize> {
    let mut json = Writer::new(output);
    json.object(fields);
    json.finish()
}

/// Tells why the input is no dossier.
pub fn unreadable(json: &mut Writer<'_>, why: &Unreadable) {
    match why {
        #[cfg(feature = "json")]
        Unreadable::Text(why) => error(json, why.problem(), why, why.pointer()),
        Unreadable::Bytes(why) => error(json, why.problem(), why, &why.pointer()),
        Unreadable::TooLong(most) => {
            error(json, Problem::TooLong, &format_args!("dossier too long, expected at most {most} bytes"), &"");
        }
    }
}

fn error(json: &mut Writer<'_>, problem: Problem, detail: &dyn Display, pointer: &dyn Display) {
    json.key("error").object(|json| {
        json.key("code").text(&problem.code());
        json.key("detail").text(detail);
        json.field_unless_empty("pointer", pointer);
    });
}
