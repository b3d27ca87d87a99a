//! The binary form of an outcome.

use super::VERSION;
use super::codec::{BufferTooSmall, DecodeError, Reader, Result, Writer};
use super::dossier::{read_reference, write_reference};
use crate::finding::{Finding, Findings, Measure, Status};
use crate::limits::FINDINGS_MAX;
use crate::outcome::{GrantedRegistration, Outcome, PointsByKind, REGULATION, Verdict};
use crate::problem::Problem;
use crate::regulation::Rule;
use crate::{Category, Date, Day, Named, Total};

/// Statuses a rule can have: the code of a finding is its rule's place times this, plus its status.
const STATUSES: u8 = Status::ALL.len() as u8;

/// Reads an outcome from its binary form.
///
/// # Errors
/// When the bytes are not exactly one outcome in its one canonical form: findings in the order of the rules, and the
/// verdict that follows from them.
pub fn decode_outcome(bytes: &[u8]) -> core::result::Result<Outcome, DecodeError> {
    let mut reader = Reader::new(bytes.iter().copied());
    reader.version()?;
    let reference = read_reference(&mut reader)?;
    let assessed_on = reader.assessed_on("assessed_on")?;
    if reader.byte("regulation")? != REGULATION {
        return Err(reader.invalid_byte("regulation"));
    }
    let verdict: Verdict = reader.member("verdict")?;
    let verdict_error = reader.invalid_byte("verdict");
    let findings = read_findings(&mut reader, assessed_on)?;
    if findings.is_empty() || findings.verdict() != verdict {
        return Err(verdict_error);
    }
    let points = match reader.code("points", 2)? {
        0 => None,
        _ => Some(PointsByKind {
            accredited: read_total(&mut reader, "points/accredited")?,
            reflection: read_total(&mut reader, "points/reflection")?,
            other: read_total(&mut reader, "points/other")?,
        }),
    };
    let registration = match reader.code("registration", 2)? {
        0 => None,
        _ => Some(GrantedRegistration {
            category: reader.member::<Category>("registration/category")?,
            start: read_day(&mut reader, "registration/start", assessed_on)?,
            end: read_day(&mut reader, "registration/end", assessed_on)?,
        }),
    };
    let eligible = reader.set("eligible")?;
    let notices = reader.set("notices")?;
    reader.end()?;
    Ok(Outcome { reference, assessed_on, findings, points, registration, eligible, notices })
}

/// Writes the binary form of an outcome to `buffer`; the part that it takes.
///
/// # Errors
/// When the buffer is too small, which one of [`OUTCOME_BYTES_MAX`](crate::limits::OUTCOME_BYTES_MAX) bytes never is.
#[inline(never)]
pub fn encode_outcome<'b>(outcome: &Outcome, buffer: &'b mut [u8]) -> core::result::Result<&'b [u8], BufferTooSmall> {
    let assessed_on = outcome.assessed_on;
    let mut writer = Writer::new(buffer);
    writer.byte(VERSION);
    write_reference(&mut writer, &outcome.reference);
    writer.assessed_on(assessed_on);
    writer.byte(REGULATION);
    writer.byte(outcome.verdict().number());
    writer.varint(outcome.findings.len() as u32);
    for finding in outcome.findings.iter() {
        write_finding(&mut writer, assessed_on, &finding);
    }
    match outcome.points {
        None => writer.byte(0),
        Some(points) => {
            writer.byte(1);
            for total in [points.accredited, points.reflection, points.other] {
                writer.varint(total.hundredths());
            }
        }
    }
    match outcome.registration {
        None => writer.byte(0),
        Some(granted) => {
            writer.byte(1);
            writer.byte(granted.category.number());
            writer.day(assessed_on, granted.start);
            writer.day(assessed_on, granted.end);
        }
    }
    writer.byte(outcome.eligible.bits());
    writer.byte(outcome.notices.bits());
    writer.finish()
}

fn read_findings<S: Iterator<Item = u8>>(reader: &mut Reader<S>, assessed_on: Date) -> Result<Findings> {
    let count = reader.length("findings", FINDINGS_MAX)?;
    let mut findings = Findings::default();
    for place in 0..count {
        reader.enter("findings", place);
        let start = reader.position();
        let finding = read_finding(reader, assessed_on)?;
        if !findings.push(finding) {
            return Err(reader.error(Problem::InvalidValue, "rule", start));
        }
    }
    reader.leave();
    Ok(findings)
}

fn read_finding<S: Iterator<Item = u8>>(reader: &mut Reader<S>, assessed_on: Date) -> Result<Finding> {
    let code = reader.byte("rule")?;
    let rule = Rule::from_number(code / STATUSES).ok_or_else(|| reader.invalid_byte("rule"))?;
    let status = Status::from_number(code % STATUSES).ok_or_else(|| reader.invalid_byte("status"))?;
    let measure = if !rule.is_measured(status) {
        None
    } else if rule.compares_days() {
        let have = read_day(reader, "have", assessed_on)?;
        Some(Measure::Days { have, need: read_day(reader, "need", assessed_on)? })
    } else {
        let have = read_total(reader, "have")?;
        Some(Measure::Amounts { have, need: read_total(reader, "need")? })
    };
    Ok(Finding { rule, status, measure })
}

fn write_finding(writer: &mut Writer<'_>, assessed_on: Date, finding: &Finding) {
    writer.byte(finding.rule.number() * STATUSES + finding.status.number());
    match finding.measure {
        None => {}
        Some(Measure::Days { have, need }) => {
            writer.day(assessed_on, have);
            writer.day(assessed_on, need);
        }
        Some(Measure::Amounts { have, need }) => {
            writer.varint(have.hundredths());
            writer.varint(need.hundredths());
        }
    }
}

fn read_total<S: Iterator<Item = u8>>(reader: &mut Reader<S>, field: &'static str) -> Result<Total> {
    reader.varint(field).map(Total::from_hundredths)
}

/// A computed day, which lies in the range of days.
fn read_day<S: Iterator<Item = u8>>(reader: &mut Reader<S>, field: &'static str, assessed_on: Date) -> Result<Day> {
    let start = reader.position();
    let days = reader.signed(field)?;
    let day = assessed_on.days_later(days);
    // arithmetic stops at the ends of the range, so a day beyond them does not come back
    if day.days_since(*assessed_on) == days { Ok(day) } else { Err(reader.error(Problem::InvalidValue, field, start)) }
}
