//! Memory for an outcome: what it says, its findings, its binary form.

use core::ffi::c_char;
use core::mem::size_of;

use registertoets_core::limits::{OUTCOME_BYTES_MAX, REFERENCE_MAX};
use registertoets_core::wire::{decode_outcome, encode_outcome};
use registertoets_core::{Finding, GrantedRegistration, Measure, Outcome, PointsByKind, REGULATION};

use crate::day::number_of;
use crate::error::{Answer, RegistertoetsError};
use crate::fault::{RegistertoetsFault, Unread, read_or_fault};
use crate::kept::{Opaque, borrow, tag, vacate};
use crate::memory::{apart, bytes_apart, cleared, present, write};
use crate::number::{RegistertoetsCategory, RegistertoetsRule, RegistertoetsStatus, RegistertoetsVerdict, rule};
use crate::text::write_terminated;

/// Bytes of the longest binary outcome: a buffer of so many takes any.
pub const REGISTERTOETS_OUTCOME_BYTES_MAX: usize = 172;

/// Bytes of the longest reference, with the zero behind it.
pub const REGISTERTOETS_REFERENCE_MAX: usize = 33;

const _: () = assert!(REGISTERTOETS_OUTCOME_BYTES_MAX == OUTCOME_BYTES_MAX);
const _: () = assert!(REGISTERTOETS_REFERENCE_MAX == REFERENCE_MAX + 1);

/// Words of 32 bits of a `RegistertoetsOutcome`.
pub const REGISTERTOETS_OUTCOME_WORDS: usize = 48;

/// Memory for an outcome, without meaning of its own. Needs no preparation, and nothing is released.
#[repr(C)]
pub struct RegistertoetsOutcome {
    opaque: [u32; REGISTERTOETS_OUTCOME_WORDS],
}

impl Opaque for RegistertoetsOutcome {
    type Value = Outcome;
    const TAG: u32 = tag("outcome");
}

/// Points that count, in hundredths: 725 is 7.25 points (article 4c).
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct RegistertoetsPoints {
    /// Accredited professional development.
    pub accredited: u32,
    /// Reflection.
    pub reflection: u32,
    /// Other professional development, BCMB membership and ambassadorship among it.
    pub other: u32,
    /// All of these together.
    pub total: u32,
}

/// A registration as it is granted.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct RegistertoetsRegistration {
    /// Its first day: days after 1 January 1970.
    pub start: i32,
    /// Its last day.
    pub end: i32,
    /// The category granted.
    pub category: RegistertoetsCategory,
}

/// What an outcome says, but for its findings.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct RegistertoetsSummary {
    /// The day judged on: days after 1 January 1970.
    pub assessed_on: i32,
    /// The points that count. All 0 where `has_points` is false.
    pub points: RegistertoetsPoints,
    /// The registration that is granted. Without meaning where `has_registration` is false.
    pub registration: RegistertoetsRegistration,
    /// What the findings come to.
    pub verdict: RegistertoetsVerdict,
    /// How many findings there are.
    pub findings: u8,
    /// Whether points are counted: whether rules 21 to 23 apply.
    pub has_points: bool,
    /// Whether a registration is granted.
    pub has_registration: bool,
    /// For an admission that is not granted: the other categories whose admission the same dossier would be granted.
    /// A category is in it where the bit with its number is set: `eligible >> REGISTERTOETS_CATEGORY_JUNIOR & 1`.
    pub eligible: u8,
    /// Remarks: a notice is among them where the bit with its number is set.
    pub notices: u8,
    /// Version of the regulation that was judged by.
    pub regulation: u8,
    /// The reference of the dossier, with a zero behind it.
    pub reference: [c_char; REGISTERTOETS_REFERENCE_MAX],
}

/// What the numbers of a finding count.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistertoetsUnit {
    /// The rule compares nothing: both numbers are 0.
    None = 0,
    /// Days after 1 January 1970.
    Days = 1,
    /// Hundredths of a point, of an hour, or of an hour a week: 1650 is 16.5 hours.
    Hundredths = 2,
}

/// One rule's answer.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct RegistertoetsFinding {
    /// What the dossier has, in `unit`.
    pub have: i64,
    /// What the rule needs, in `unit`: the least amount, or the day that the other is held against.
    pub need: i64,
    /// The rule.
    pub rule: RegistertoetsRule,
    /// What it found.
    pub status: RegistertoetsStatus,
    /// What `have` and `need` count.
    pub unit: RegistertoetsUnit,
}

impl From<Finding> for RegistertoetsFinding {
    fn from(finding: Finding) -> Self {
        let (unit, have, need) = match finding.measure {
            None => (RegistertoetsUnit::None, 0, 0),
            Some(Measure::Days { have, need }) => {
                (RegistertoetsUnit::Days, number_of(have).into(), number_of(need).into())
            }
            Some(Measure::Amounts { have, need }) => {
                (RegistertoetsUnit::Hundredths, have.hundredths().into(), need.hundredths().into())
            }
        };
        Self { have, need, rule: finding.rule.into(), status: finding.status.into(), unit }
    }
}

impl From<PointsByKind> for RegistertoetsPoints {
    fn from(points: PointsByKind) -> Self {
        Self {
            accredited: points.accredited.hundredths(),
            reflection: points.reflection.hundredths(),
            other: points.other.hundredths(),
            total: points.total().hundredths(),
        }
    }
}

impl From<GrantedRegistration> for RegistertoetsRegistration {
    fn from(granted: GrantedRegistration) -> Self {
        Self { start: number_of(granted.start), end: number_of(granted.end), category: granted.category.into() }
    }
}

/// What stands there where no registration is granted.
const NOT_GRANTED: RegistertoetsRegistration =
    RegistertoetsRegistration { start: 0, end: 0, category: RegistertoetsCategory::InOpleiding };

impl From<&Outcome> for RegistertoetsSummary {
    fn from(outcome: &Outcome) -> Self {
        let mut reference = [0; REGISTERTOETS_REFERENCE_MAX];
        write_terminated(&mut reference, &outcome.reference.as_str());
        Self {
            assessed_on: number_of(outcome.assessed_on.into()),
            points: outcome.points.map(Into::into).unwrap_or_default(),
            registration: outcome.registration.map_or(NOT_GRANTED, Into::into),
            verdict: outcome.verdict().into(),
            findings: outcome.findings.len() as u8,
            has_points: outcome.points.is_some(),
            has_registration: outcome.registration.is_some(),
            eligible: outcome.eligible.bits(),
            notices: outcome.notices.bits(),
            regulation: REGULATION,
            reference,
        }
    }
}

/// The finding at this place, from 0, of the outcome in the memory of a caller.
///
/// # Safety
/// As of every entry point.
pub(crate) unsafe fn finding_at(outcome: *const RegistertoetsOutcome, place: usize) -> Answer<Finding> {
    // SAFETY: the caller's word, as for every pointer
    unsafe { borrow(outcome) }?.findings.iter().nth(place).ok_or(RegistertoetsError::NoSuchFinding)
}

/// What the findings of an outcome come to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_outcome_verdict(
    outcome: *const RegistertoetsOutcome,
    verdict: *mut RegistertoetsVerdict,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    let read = || unsafe { write(verdict, borrow(outcome)?.verdict().into()) };
    RegistertoetsError::of(read())
}

/// What an outcome says, but for its findings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_outcome_summary(
    outcome: *const RegistertoetsOutcome,
    summary: *mut RegistertoetsSummary,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    let read = || unsafe { write(summary, borrow(outcome)?.into()) };
    RegistertoetsError::of(read())
}

/// The finding at a place, from 0: findings come in the order of the rules, one for each rule that applies.
///
/// `REGISTERTOETS_ERROR_NO_SUCH_FINDING` from the number of findings on, so that a loop can count up until then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_outcome_finding(
    outcome: *const RegistertoetsOutcome,
    place: usize,
    finding: *mut RegistertoetsFinding,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    let read = || unsafe { write(finding, finding_at(outcome, place)?.into()) };
    RegistertoetsError::of(read())
}

/// The finding of a rule. `REGISTERTOETS_ERROR_NO_SUCH_FINDING` where the rule did not apply.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_outcome_finding_of(
    outcome: *const RegistertoetsOutcome,
    rule: u8,
    finding: *mut RegistertoetsFinding,
) -> RegistertoetsError {
    let read = || {
        // SAFETY: the caller's word, as for every pointer
        let outcome = unsafe { borrow(outcome) }?;
        let found = outcome.findings.of(self::rule(rule)?).ok_or(RegistertoetsError::NoSuchFinding)?;
        // SAFETY: the caller's word, as for every pointer
        unsafe { write(finding, found.into()) }
    };
    RegistertoetsError::of(read())
}

/// Writes the binary form of an outcome. `length` gets the number of its bytes.
///
/// A buffer of `REGISTERTOETS_OUTCOME_BYTES_MAX` bytes is never too small. With one that is, `length` gets a size that
/// suffices, and what is in the buffer has no meaning.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_outcome_encode(
    outcome: *const RegistertoetsOutcome,
    buffer: *mut u8,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    RegistertoetsError::of(unsafe { encode(outcome, buffer, size, length) })
}

/// # Safety
/// As of every entry point.
unsafe fn encode(outcome: *const RegistertoetsOutcome, buffer: *mut u8, size: usize, length: *mut usize) -> Answer {
    // SAFETY: the caller's word, as for every pointer
    let value = unsafe { borrow(outcome) }?;
    present(length)?;
    let used = size.min(OUTCOME_BYTES_MAX);
    apart(outcome.cast(), size_of::<RegistertoetsOutcome>(), buffer.cast_const().cast(), used)?;
    // SAFETY: the caller's word, and the two do not overlap
    let written = encode_outcome(value, unsafe { cleared(buffer, size, used) }?);
    // SAFETY: the caller's word, as for every pointer
    unsafe { write(length, written.map_or(OUTCOME_BYTES_MAX, <[u8]>::len)) }?;
    written.map(|_| ()).map_err(|_| RegistertoetsError::BufferTooSmall)
}

/// Reads an outcome from its binary form, such as a device has written it.
///
/// When it fails, `outcome` holds none, and `fault` says where if it is not NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_outcome_decode(
    record: *const u8,
    length: usize,
    outcome: *mut RegistertoetsOutcome,
    fault: *mut RegistertoetsFault,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    unsafe { read_or_fault(fault, || decode(record, length, outcome)) }
}

/// # Safety
/// As of every entry point.
unsafe fn decode(record: *const u8, length: usize, outcome: *mut RegistertoetsOutcome) -> Result<(), Unread> {
    // SAFETY: the caller's word, and the two do not overlap
    let (record, vacant) = unsafe { (bytes_apart(record, length, outcome)?, vacate(outcome)?) };
    vacant.keep(decode_outcome(record)?);
    Ok(())
}
