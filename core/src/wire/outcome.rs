//! The binary form of an outcome.

use super::VERSION;
use super::codec::{Buffer, BufferTooSmall, Each, Reader, Result, Source, Whole, Writer};
use super::dossier::{read_reference, write_reference};
use super::error::{DecodeError, Field};
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
    let mut reader = Reader::new(Whole(bytes));
    let mut outcome = Outcome::unjudged();
    let read = read_outcome(&mut reader, &mut outcome);
    reader.finish(read).map(|()| outcome)
}

fn read_outcome<S: Source>(reader: &mut Reader<S>, outcome: &mut Outcome) -> Result<()> {
    reader.version()?;
    read_reference(reader, &mut outcome.reference)?;
    let assessed_on = reader.assessed_on()?;
    outcome.assessed_on = assessed_on;
    if reader.byte(Field::Regulation)? != REGULATION {
        return reader.invalid_byte(Field::Regulation);
    }
    let verdict_at = reader.position();
    let verdict: Verdict = reader.member(Field::Verdict)?;
    outcome.findings = read_findings(reader, assessed_on)?;
    if outcome.findings.is_empty() || outcome.verdict() != verdict {
        return reader.fail(Problem::InvalidValue, Field::Verdict, verdict_at);
    }
    if reader.code(Field::Points, 2)? > 0 {
        outcome.points = Some(PointsByKind {
            accredited: read_total(reader, Field::PointsAccredited)?,
            reflection: read_total(reader, Field::PointsReflection)?,
            other: read_total(reader, Field::PointsOther)?,
        });
    }
    if reader.code(Field::Registration, 2)? > 0 {
        outcome.registration = Some(GrantedRegistration {
            category: reader.member::<Category>(Field::RegistrationCategory)?,
            start: read_day(reader, Field::RegistrationStart, assessed_on)?,
            end: read_day(reader, Field::RegistrationEnd, assessed_on)?,
        });
    }
    outcome.eligible = reader.set(Field::Eligible)?;
    outcome.notices = reader.set(Field::Notices)?;
    reader.end()
}

/// Writes the binary form of an outcome to `buffer`; the part that it takes.
///
/// # Errors
/// When the buffer is too small, which one of [`OUTCOME_BYTES_MAX`](crate::limits::OUTCOME_BYTES_MAX) bytes never is.
#[inline(never)]
pub fn encode_outcome<'b>(outcome: &Outcome, buffer: &'b mut [u8]) -> core::result::Result<&'b [u8], BufferTooSmall> {
    let mut writer = Buffer::new(buffer);
    write(&mut writer, outcome);
    writer.finish()
}

/// Gives the binary form of an outcome byte by byte, for devices without room for all of it.
///
/// ```
/// use registertoets_core::{Outcome, limits::OUTCOME_BYTES_MAX, wire};
/// let outcome = Outcome::unjudged();
/// let mut bytes = Vec::new();
/// wire::write_outcome(&outcome, |byte| bytes.push(byte));
/// assert_eq!(wire::encode_outcome(&outcome, &mut [0; OUTCOME_BYTES_MAX]), Ok(&bytes[..]));
/// ```
#[inline(never)]
pub fn write_outcome(outcome: &Outcome, put: impl FnMut(u8)) {
    write(&mut Each(put), outcome);
}

fn write(writer: &mut impl Writer, outcome: &Outcome) {
    let assessed_on = outcome.assessed_on;
    writer.byte(VERSION);
    write_reference(writer, &outcome.reference);
    writer.assessed_on(assessed_on);
    writer.byte(REGULATION);
    writer.byte(outcome.verdict().number());
    writer.varint(outcome.findings.len() as u32);
    for finding in outcome.findings.iter() {
        write_finding(writer, assessed_on, &finding);
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
}

fn read_findings<S: Source>(reader: &mut Reader<S>, assessed_on: Date) -> Result<Findings> {
    let count = reader.length(Field::Findings, FINDINGS_MAX)?;
    let mut findings = Findings::default();
    for place in 0..count {
        reader.enter(Field::Findings, place);
        let start = reader.position();
        let finding = read_finding(reader, assessed_on)?;
        if !findings.push(finding) {
            return reader.fail(Problem::InvalidValue, Field::Rule, start);
        }
    }
    reader.leave();
    Ok(findings)
}

fn read_finding<S: Source>(reader: &mut Reader<S>, assessed_on: Date) -> Result<Finding> {
    let code = reader.byte(Field::Rule)?;
    let rule = reader.known(Field::Rule, Rule::from_number(code / STATUSES))?;
    let status = reader.known(Field::Status, Status::from_number(code % STATUSES))?;
    let measure = if !rule.is_measured(status) {
        None
    } else if rule.compares_days() {
        let have = read_day(reader, Field::Have, assessed_on)?;
        Some(Measure::Days { have, need: read_day(reader, Field::Need, assessed_on)? })
    } else {
        let have = read_total(reader, Field::Have)?;
        Some(Measure::Amounts { have, need: read_total(reader, Field::Need)? })
    };
    Ok(Finding { rule, status, measure })
}

fn write_finding(writer: &mut impl Writer, assessed_on: Date, finding: &Finding) {
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

fn read_total<S: Source>(reader: &mut Reader<S>, field: Field) -> Result<Total> {
    reader.varint(field).map(Total::from_hundredths)
}

/// A computed day, which lies in the range of days.
fn read_day<S: Source>(reader: &mut Reader<S>, field: Field, assessed_on: Date) -> Result<Day> {
    let start = reader.position();
    let days = reader.signed(field)?;
    let day = assessed_on.days_later(days);
    // arithmetic stops at the ends of the range, so a day beyond them does not come back
    if day.days_since(*assessed_on) == days { Ok(day) } else { reader.fail(Problem::InvalidValue, field, start) }
}
