//! The binary form of a dossier, field by field in the order of `FORMAT.md`; reading and writing side by side.

use super::VERSION;
use super::codec::{
    Buffer, BufferTooSmall, HOURS_STEP, POINTS_STEP, Reader, Result, Source, Whole, Writer, date_before, date_code,
    is_date_code,
};
use super::error::{DecodeError, Field};
use crate::limits::{ACTIVITIES_MAX, DIPLOMAS_MAX, HOURS_MAX, POINTS_MAX, REFERENCE_MAX, WORK_MAX};
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::regulation::{
    Activity, ActivityKind, Assessment, Diploma, DiplomaKind, DiplomaProof, RegisteredAs, Registration, Training,
    TrainingRoute, Vog, VogOriginal, VogSubject, WorkPeriod, WorkProof,
};
use crate::{Category, Date, Dossier, HoursPerWeek, Named, Points, Reference, Request, Set};

/// Reads a dossier from its binary form.
///
/// # Errors
/// When the bytes are not exactly one dossier in its one canonical form.
pub fn decode(bytes: &[u8]) -> core::result::Result<Dossier, DecodeError> {
    let mut dossier = Dossier::unread();
    decode_into(bytes, &mut dossier)?;
    Ok(dossier)
}

/// Reads a dossier from its binary form into a place that exists already, which saves memory and time.
///
/// # Errors
/// When the bytes are not exactly one dossier in its one canonical form. `dossier` is then well-formed, but a mixture
/// of what it was and what was read.
#[inline(never)]
pub fn decode_into(bytes: &[u8], dossier: &mut Dossier) -> core::result::Result<(), DecodeError> {
    let mut reader = Reader::new(Whole(bytes));
    let read = read_dossier(&mut reader, dossier);
    reader.finish(read)
}

fn read_dossier<S: Source>(reader: &mut Reader<S>, dossier: &mut Dossier) -> Result<()> {
    read_head(reader, dossier)?;
    let Dossier { assessed_on, diplomas, work, activities, .. } = dossier;
    let assessed_on = *assessed_on;
    // the counts are checked before the items are read, so there is room for them
    diplomas.clear();
    read_list(reader, Field::Diplomas, DIPLOMAS_MAX, |reader| {
        let _ = diplomas.push(read_diploma(reader, assessed_on)?);
        Ok(())
    })?;
    work.clear();
    read_list(reader, Field::Work, WORK_MAX, |reader| {
        let _ = work.push(read_work_period(reader, assessed_on)?);
        Ok(())
    })?;
    activities.clear();
    read_activities(reader, assessed_on, |activity| {
        let _ = activities.push(activity);
    })?;
    reader.end()
}

/// Judges a dossier while its binary form is read, without keeping its diplomas, work and activities.
///
/// Gives what [`decode`] and then [`evaluate`](crate::evaluate) give, in far less memory and time. `as_of` is another
/// day to judge on than the dossier's own.
///
/// ```
/// use registertoets_core::wire;
/// let record = [1, 1, b'x', 0x8A, 0x10, 9, 0, 0, 0, 0, 0, 0, 0, 0];
/// let outcome = wire::evaluate(record.into_iter(), None).unwrap();
/// assert_eq!(outcome, registertoets_core::evaluate(&wire::decode(&record).unwrap()));
/// ```
///
/// # Errors
/// When the bytes are not exactly one dossier in its one canonical form.
pub fn evaluate<S: Iterator<Item = u8>>(source: S, as_of: Option<Date>) -> core::result::Result<Outcome, DecodeError> {
    let mut outcome = Outcome::unjudged();
    evaluate_into(source, as_of, &mut outcome)?;
    Ok(outcome)
}

/// Judges a dossier while its binary form is read, in place of an outcome that exists already: see [`evaluate`].
///
/// # Errors
/// When the bytes are not exactly one dossier in its one canonical form. `outcome` is then what it was.
#[inline(never)]
pub fn evaluate_into<S: Iterator<Item = u8>>(
    source: S,
    as_of: Option<Date>,
    outcome: &mut Outcome,
) -> core::result::Result<(), DecodeError> {
    judge_read(source, as_of, outcome)
}

/// Judges a dossier from its binary form, in place of an outcome that exists already: what [`evaluate_into`] does, faster
/// where all bytes are there.
///
/// ```
/// use registertoets_core::{Outcome, wire};
/// let record = [1, 1, b'x', 0x8A, 0x10, 9, 0, 0, 0, 0, 0, 0, 0, 0];
/// let mut outcome = Outcome::unjudged();
/// wire::evaluate_bytes_into(&record, None, &mut outcome).unwrap();
/// assert_eq!(outcome, registertoets_core::evaluate(&wire::decode(&record).unwrap()));
/// ```
///
/// # Errors
/// When the bytes are not exactly one dossier in its one canonical form. `outcome` is then what it was.
#[inline(never)]
pub fn evaluate_bytes_into(
    bytes: &[u8],
    as_of: Option<Date>,
    outcome: &mut Outcome,
) -> core::result::Result<(), DecodeError> {
    judge_read(Whole(bytes), as_of, outcome)
}

fn judge_read<S: Source>(
    source: S,
    as_of: Option<Date>,
    outcome: &mut Outcome,
) -> core::result::Result<(), DecodeError> {
    let mut reader = Reader::new(source);
    let judged = judge_reading(&mut reader, as_of, outcome);
    reader.finish(judged)
}

fn judge_reading<S: Source>(reader: &mut Reader<S>, as_of: Option<Date>, outcome: &mut Outcome) -> Result<()> {
    let mut dossier = Dossier::<(), (), ()>::unread();
    read_head(reader, &mut dossier)?;
    let assessed_on = dossier.assessed_on;
    let mut assessment = Assessment::of(&dossier, as_of.unwrap_or(assessed_on));
    read_list(reader, Field::Diplomas, DIPLOMAS_MAX, |reader| {
        read_diploma(reader, assessed_on).map(|diploma| assessment.add_diploma(&diploma))
    })?;
    assessment.end_diplomas();
    read_list(reader, Field::Work, WORK_MAX, |reader| {
        read_work_period(reader, assessed_on).map(|period| assessment.add_work(&period))
    })?;
    read_activities(reader, assessed_on, |activity| assessment.add_activity(&activity))?;
    reader.end()?;
    assessment.conclude(outcome);
    Ok(())
}

/// Writes the binary form of a dossier to `buffer`; the part that it takes.
///
/// # Errors
/// When the buffer is too small, which one of [`DOSSIER_BYTES_MAX`](crate::limits::DOSSIER_BYTES_MAX) bytes never is.
pub fn encode<'b>(dossier: &Dossier, buffer: &'b mut [u8]) -> core::result::Result<&'b [u8], BufferTooSmall> {
    let mut writer = Buffer::new(buffer);
    write_head(&mut writer, dossier);
    writer.varint(dossier.activities.len() as u32);
    for activity in &dossier.activities {
        write_activity(&mut writer, dossier.assessed_on, activity);
    }
    writer.finish()
}

/// Everything but diplomas, work and activities.
#[cfg_attr(not(feature = "speed"), inline(never))]
fn read_head<S: Source, W, A, D>(reader: &mut Reader<S>, dossier: &mut Dossier<W, A, D>) -> Result<()> {
    reader.version()?;
    read_reference(reader, &mut dossier.reference)?;
    let assessed_on = reader.assessed_on()?;
    dossier.assessed_on = assessed_on;
    dossier.request = read_request(reader)?;
    read_declarations_and_flags(reader, dossier)?;
    dossier.documents = reader.set(Field::Documents)?;
    dossier.registration = read_registration(reader, assessed_on)?;
    dossier.vog = read_vog(reader, assessed_on)?;
    dossier.training = read_training(reader)?;
    Ok(())
}

/// Reads a list of at most `max` items, each by `read`.
#[cfg_attr(not(feature = "speed"), inline(never))]
fn read_list<S: Source>(
    reader: &mut Reader<S>,
    list: Field,
    max: usize,
    mut read: impl FnMut(&mut Reader<S>) -> Result<()>,
) -> Result<()> {
    let count = reader.length(list, max)?;
    for place in 0..count {
        reader.enter(list, place);
        read(reader)?;
    }
    reader.leave();
    Ok(())
}

fn write_head(writer: &mut impl Writer, dossier: &Dossier) {
    let assessed_on = dossier.assessed_on;
    writer.byte(VERSION);
    write_reference(writer, &dossier.reference);
    writer.assessed_on(assessed_on);
    writer.byte(request_code(dossier.request));
    writer.byte(declarations_and_flags(dossier));
    writer.byte(dossier.documents.bits());
    write_registration(writer, assessed_on, dossier.registration.as_ref());
    write_vog(writer, assessed_on, dossier.vog.as_ref());
    write_training(writer, dossier.training.as_ref());
    writer.varint(dossier.diplomas.len() as u32);
    for diploma in &dossier.diplomas {
        write_diploma(writer, assessed_on, diploma);
    }
    writer.varint(dossier.work.len() as u32);
    for period in &dossier.work {
        write_work_period(writer, assessed_on, period);
    }
}

#[cfg_attr(not(feature = "speed"), inline(never))]
pub(super) fn read_reference<S: Source>(reader: &mut Reader<S>, reference: &mut Reference) -> Result<()> {
    const FIELD: Field = Field::Reference;
    let start = reader.position();
    let length = reader.code(FIELD, REFERENCE_MAX as u8 + 1)?;
    if let Some(text) = reader.ahead().get(..usize::from(length))
        && reference.replace(text)
    {
        reader.skip(usize::from(length));
        return Ok(());
    }
    let mut text = heapless::Vec::<u8, REFERENCE_MAX, u8>::new();
    for _ in 0..length {
        // the length was checked, so there is room
        let _ = text.push(reader.byte_from(FIELD, start)?);
    }
    if reference.replace(&text) { Ok(()) } else { reader.fail(Problem::InvalidValue, FIELD, start) }
}

pub(super) fn write_reference(writer: &mut impl Writer, reference: &Reference) {
    writer.byte(reference.as_bytes().len() as u8);
    writer.slice(reference.as_bytes());
}

const REQUESTS: u8 = 10;
const BASIS_CONVERSION: u8 = 9;

fn read_request<S: Source>(reader: &mut Reader<S>) -> Result<Request> {
    let code = reader.code(Field::Request, REQUESTS)?;
    let category = match code % 3 {
        0 => Category::InOpleiding,
        1 => Category::Junior,
        _ => Category::Senior,
    };
    Ok(match code / 3 {
        0 => Request::Admission(category),
        1 => Request::Renewal(category),
        2 => Request::Change(category),
        _ => Request::BasisConversion,
    })
}

fn request_code(request: Request) -> u8 {
    match request {
        Request::Admission(category) => category.number(),
        Request::Renewal(category) => 3 + category.number(),
        Request::Change(category) => 6 + category.number(),
        Request::BasisConversion => BASIS_CONVERSION,
    }
}

const RULING_KNOWN: u8 = 1 << 4;
const SUPERVISOR_IS_SENIOR: u8 = 1 << 5;
const SKJ_SHOWN: u8 = 1 << 6;
const AMBASSADOR_APPOINTED: u8 = 1 << 7;

fn read_declarations_and_flags<S: Source, W, A, D>(
    reader: &mut Reader<S>,
    dossier: &mut Dossier<W, A, D>,
) -> Result<()> {
    let bits = reader.byte(Field::Declarations)?;
    dossier.declarations = reader.known(Field::Declarations, Set::from_bits(bits & 0x0F))?;
    dossier.ruling_known = bits & RULING_KNOWN != 0;
    dossier.supervisor_is_senior = bits & SUPERVISOR_IS_SENIOR != 0;
    dossier.skj_shown = bits & SKJ_SHOWN != 0;
    dossier.bcmb_ambassador_appointed = bits & AMBASSADOR_APPOINTED != 0;
    Ok(())
}

fn declarations_and_flags(dossier: &Dossier) -> u8 {
    let flag = |holds: bool, bit: u8| if holds { bit } else { 0 };
    dossier.declarations.bits()
        | flag(dossier.ruling_known, RULING_KNOWN)
        | flag(dossier.supervisor_is_senior, SUPERVISOR_IS_SENIOR)
        | flag(dossier.skj_shown, SKJ_SHOWN)
        | flag(dossier.bcmb_ambassador_appointed, AMBASSADOR_APPOINTED)
}

#[cfg_attr(not(feature = "speed"), inline(never))]
fn read_registration<S: Source>(reader: &mut Reader<S>, assessed_on: Date) -> Result<Option<Registration>> {
    const FIELD: Field = Field::Registration;
    let Some(code) = reader.code(FIELD, 9)?.checked_sub(1) else { return Ok(None) };
    let category = reader.known(FIELD, RegisteredAs::from_number(code % 4))?;
    Ok(Some(Registration {
        category,
        skj_shown: code >= 4,
        start: reader.date(Field::RegistrationStart, assessed_on)?,
    }))
}

fn write_registration(writer: &mut impl Writer, assessed_on: Date, registration: Option<&Registration>) {
    let Some(held) = registration else { return writer.byte(0) };
    writer.byte(1 + held.category.number() + 4 * u8::from(held.skj_shown));
    writer.date(assessed_on, held.start);
}

#[cfg_attr(not(feature = "speed"), inline(never))]
fn read_vog<S: Source>(reader: &mut Reader<S>, assessed_on: Date) -> Result<Option<Vog>> {
    const FIELD: Field = Field::Vog;
    let Some(code) = reader.code(FIELD, 13)?.checked_sub(1) else { return Ok(None) };
    let original = reader.known(FIELD, VogOriginal::from_number(code / 4))?;
    let subject = reader.known(FIELD, VogSubject::from_number(code % 2))?;
    let relevant_profile = code / 2 % 2 == 1;
    Ok(Some(Vog { issued_on: reader.date(Field::VogIssuedOn, assessed_on)?, subject, relevant_profile, original }))
}

fn write_vog(writer: &mut impl Writer, assessed_on: Date, vog: Option<&Vog>) {
    let Some(vog) = vog else { return writer.byte(0) };
    writer.byte(1 + vog.subject.number() + 2 * u8::from(vog.relevant_profile) + 4 * vog.original.number());
    writer.date(assessed_on, vog.issued_on);
}

#[cfg_attr(not(feature = "speed"), inline(never))]
fn read_training<S: Source>(reader: &mut Reader<S>) -> Result<Option<Training>> {
    const FIELD: Field = Field::Training;
    let Some(code) = reader.code(FIELD, 5)?.checked_sub(1) else { return Ok(None) };
    let route = reader.known(FIELD, TrainingRoute::from_number(code % 2))?;
    let completed = reader.set(Field::TrainingCompleted)?;
    Ok(Some(Training { route, provider_accredited: code >= 2, completed }))
}

fn write_training(writer: &mut impl Writer, training: Option<&Training>) {
    let Some(training) = training else { return writer.byte(0) };
    writer.byte(1 + training.route.number() + 2 * u8::from(training.provider_accredited));
    writer.byte(training.completed.bits());
}

const PLAIN_KINDS: [DiplomaKind; 12] = [
    DiplomaKind::Mwd,
    DiplomaKind::Sph,
    DiplomaKind::SocialWork,
    DiplomaKind::Sjd,
    DiplomaKind::Pedagogiek,
    DiplomaKind::ToegepastePsychologie,
    DiplomaKind::ToegepasteGerontologie,
    DiplomaKind::Predecessor,
    DiplomaKind::OtherHbo,
    DiplomaKind::NursingHbo,
    DiplomaKind::NursingMbo,
    DiplomaKind::Wo,
];
const MANTELZORGMAKELAAR: u8 = 12;
const EVC: u8 = 14;
const DIPLOMA_KINDS: u8 = 18;

fn diploma_kind(number: u8) -> DiplomaKind {
    if let Some(kind) = PLAIN_KINDS.get(usize::from(number)) {
        return *kind;
    }
    match number.checked_sub(EVC) {
        None => DiplomaKind::Mantelzorgmakelaar { hbo_level_tested: number > MANTELZORGMAKELAAR },
        Some(evc) => DiplomaKind::Evc { recognised_provider: evc & 1 != 0, report: evc & 2 != 0 },
    }
}

fn diploma_kind_number(kind: DiplomaKind) -> u8 {
    match kind {
        DiplomaKind::Mantelzorgmakelaar { hbo_level_tested } => MANTELZORGMAKELAAR + u8::from(hbo_level_tested),
        DiplomaKind::Evc { recognised_provider, report } => EVC + u8::from(recognised_provider) + 2 * u8::from(report),
        plain => PLAIN_KINDS.iter().take_while(|kind| **kind != plain).count() as u8,
    }
}

#[cfg_attr(not(feature = "speed"), inline(never))]
fn read_diploma<S: Source>(reader: &mut Reader<S>, assessed_on: Date) -> Result<Diploma> {
    let code = reader.code(Field::Whole, DIPLOMA_KINDS * 8)?;
    let proof = reader.known(Field::Whole, DiplomaProof::from_number(code / 2 % 4))?;
    Ok(Diploma {
        kind: diploma_kind(code / 8),
        proof,
        in_duo_register: code % 2 == 1,
        obtained_on: reader.date(Field::ObtainedOn, assessed_on)?,
    })
}

fn write_diploma(writer: &mut impl Writer, assessed_on: Date, diploma: &Diploma) {
    let kind = diploma_kind_number(diploma.kind);
    writer.byte(kind * 8 + diploma.proof.number() * 2 + u8::from(diploma.in_duo_register));
    writer.date(assessed_on, diploma.obtained_on);
}

const TITLED: u8 = 1 << 5;
const HBO_LEVEL: u8 = 1 << 6;

#[cfg_attr(not(feature = "speed"), inline(never))]
fn read_work_period<S: Source>(reader: &mut Reader<S>, assessed_on: Date) -> Result<WorkPeriod> {
    let from = reader.date(Field::From, assessed_on)?;
    let length = reader.bounded(Field::Until, Date::MAX.offset() - from.offset() + 1, Problem::InvalidValue)?;
    let until = length.checked_sub(1).map(|days| Date::from_offset(from.offset() + days));
    let hours = reader.amount(Field::HoursPerWeek, HOURS_MAX, HOURS_STEP)?;
    let hours = reader.known(Field::HoursPerWeek, HoursPerWeek::from_hundredths(hours))?;
    let flags = reader.code(Field::Tasks, HBO_LEVEL << 1)?;
    let tasks = reader.known(Field::Tasks, Set::from_bits(flags & !(TITLED | HBO_LEVEL)))?;
    let proof = read_work_proof(reader, assessed_on)?;
    let period = reader.known(Field::Until, WorkPeriod::new(from, until, hours, proof).ok())?;
    Ok(period.at_hbo_level(flags & HBO_LEVEL != 0).titled(flags & TITLED != 0).with_tasks(tasks))
}

fn write_work_period(writer: &mut impl Writer, assessed_on: Date, period: &WorkPeriod) {
    let flag = |holds: bool, bit: u8| if holds { bit } else { 0 };
    writer.date(assessed_on, period.from());
    writer.varint(period.until().map_or(0, |until| until.offset() - period.from().offset() + 1));
    writer.amount(period.hours_per_week().hundredths(), HOURS_MAX, HOURS_STEP);
    writer.byte(period.tasks().bits() | flag(period.is_titled(), TITLED) | flag(period.is_at_hbo_level(), HBO_LEVEL));
    write_work_proof(writer, assessed_on, period.proof());
}

const EMPLOYMENT_CONTRACT: u8 = 1;
const EMPLOYER_DECLARATION: u8 = 2;
const SELF_EMPLOYED: u8 = 4;
const SELF_EMPLOYED_SIGNED: u8 = 8;
const WORK_PROOFS: u8 = 12;

#[cfg_attr(not(feature = "speed"), inline(never))]
fn read_work_proof<S: Source>(reader: &mut Reader<S>, assessed_on: Date) -> Result<WorkProof> {
    let code = reader.code(Field::Proof, WORK_PROOFS)?;
    let describes_function = code % 2 == 1;
    Ok(match code {
        EMPLOYER_DECLARATION..SELF_EMPLOYED => WorkProof::EmployerDeclaration {
            signed_on: reader.date(Field::EmployerSignedOn, assessed_on)?,
            describes_function,
        },
        SELF_EMPLOYED.. => WorkProof::SelfEmployed {
            kvk_registered: code / 2 % 2 == 1,
            signed_on: match code {
                SELF_EMPLOYED_SIGNED.. => Some(reader.date(Field::OwnSignedOn, assessed_on)?),
                _ => None,
            },
            describes_function,
        },
        EMPLOYMENT_CONTRACT => WorkProof::EmploymentContract,
        _ => WorkProof::None,
    })
}

fn write_work_proof(writer: &mut impl Writer, assessed_on: Date, proof: WorkProof) {
    match proof {
        WorkProof::None => writer.byte(0),
        WorkProof::EmploymentContract => writer.byte(EMPLOYMENT_CONTRACT),
        WorkProof::EmployerDeclaration { signed_on, describes_function } => {
            writer.byte(EMPLOYER_DECLARATION + u8::from(describes_function));
            writer.date(assessed_on, signed_on);
        }
        WorkProof::SelfEmployed { kvk_registered, signed_on, describes_function } => {
            let kind = if signed_on.is_some() { SELF_EMPLOYED_SIGNED } else { SELF_EMPLOYED };
            writer.byte(kind + u8::from(describes_function) + 2 * u8::from(kvk_registered));
            if let Some(signed_on) = signed_on {
                writer.date(assessed_on, signed_on);
            }
        }
    }
}

/// Bits that hold the kind below the date of an activity.
const KIND_BITS: u32 = 3;

/// Reads the activities, which are most of all bytes: usual ones straight from where they are, others with care.
#[cfg_attr(not(feature = "speed"), inline(never))]
fn read_activities<S: Source>(reader: &mut Reader<S>, assessed_on: Date, mut add: impl FnMut(Activity)) -> Result<()> {
    let count = reader.length(Field::Activities, ACTIVITIES_MAX)?;
    let mut place = 0;
    while place < count {
        let (ahead, _) = reader.ahead().as_chunks();
        let ahead = ahead.get(..count - place).unwrap_or(ahead);
        let usual = ahead.iter().map_while(|bytes| usual_activity(bytes, assessed_on)).map(&mut add).count();
        reader.skip(usual * USUAL_ACTIVITY_BYTES);
        place += usual;
        if place < count {
            reader.enter(Field::Activities, place);
            add(read_activity(reader, assessed_on)?);
            place += 1;
        }
    }
    reader.leave();
    Ok(())
}

fn read_activity<S: Source>(reader: &mut Reader<S>, assessed_on: Date) -> Result<Activity> {
    let start = reader.position();
    let code = reader.varint(Field::On)?;
    let Some(kind) = ActivityKind::from_number((code & ((1 << KIND_BITS) - 1)) as u8) else {
        return reader.fail(Problem::InvalidValue, Field::Kind, start);
    };
    let days = code >> KIND_BITS;
    if !is_date_code(days) {
        return reader.fail(Problem::InvalidValue, Field::On, start);
    }
    let start = reader.position();
    let points = Points::from_hundredths(reader.amount(Field::Points, POINTS_MAX, POINTS_STEP)?);
    match points.and_then(|points| Activity::new(date_before(assessed_on, days), kind, points).ok()) {
        Some(activity) => Ok(activity),
        None => reader.fail(Problem::InvalidValue, Field::Points, start),
    }
}

/// Bytes of most activities: two for day and kind, one for points.
const USUAL_ACTIVITY_BYTES: usize = 3;

/// The activity of these bytes, if they are one as most are.
#[inline(always)]
fn usual_activity(bytes: &[u8; USUAL_ACTIVITY_BYTES], assessed_on: Date) -> Option<Activity> {
    let &[low @ 0x80..=0xFF, high @ 0x01..=0x7F, steps @ 0x00..=0x7F] = bytes else { return None };
    let code = u32::from(low & 0x7F) | u32::from(high) << 7;
    let kind = ActivityKind::from_number((code & ((1 << KIND_BITS) - 1)) as u8)?;
    let points = Points::from_hundredths(u16::from(steps) * POINTS_STEP)?;
    Activity::new(assessed_on.days_earlier(code >> KIND_BITS)?, kind, points).ok()
}

fn write_activity(writer: &mut impl Writer, assessed_on: Date, activity: &Activity) {
    writer.varint(date_code(assessed_on, activity.on()) << KIND_BITS | u32::from(activity.kind().number()));
    writer.amount(activity.points().hundredths(), POINTS_MAX, POINTS_STEP);
}
