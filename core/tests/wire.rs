//! The binary form, held against `FORMAT.md`: golden bytes, every refusal, one form a dossier, and postcard itself.
#![allow(clippy::unwrap_used)]

#[path = "wire/golden.rs"]
mod golden;
#[path = "wire/mirror.rs"]
mod mirror;

use registertoets_core::limits::{
    ACTIVITIES_MAX, DIPLOMAS_MAX, DOSSIER_BYTES_MAX, HOURS_MAX, OUTCOME_BYTES_MAX, POINTS_MAX, REFERENCE_MAX,
    TEXT_BYTES_MAX, WORK_MAX,
};
use registertoets_core::regulation::{
    Activity, ActivityKind, Declaration, Diploma, DiplomaKind, DiplomaProof, Document, MEMBERSHIP_POINTS, RULES,
    RegisteredAs, Registration, Task, Training, TrainingPart, TrainingRoute, Vog, VogOriginal, VogSubject, WorkPeriod,
    WorkProof,
};
use registertoets_core::wire::{self, BufferTooSmall, DecodeError, FRAME_PREFIX_MAX, FramePrefix};
use registertoets_core::{
    Category, Date, Dossier, HoursPerWeek, Named, Outcome, Points, Problem, Reference, Request, Set, evaluate,
    evaluate_as_of, json,
};

use serde::{Deserialize, Serialize};

use golden::{DOSSIERS, Form, IN_OPLEIDING, JUNIOR, NOTHING_SHOWN, OUTCOMES, Part, RENEWAL, RENEWAL_GRANTED, WORK};

// --- from and to bytes ---------------------------------------------------------------------------------------------

fn bytes_of(hex: &str) -> Vec<u8> {
    hex.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn joined(parts: &[Part]) -> Vec<u8> {
    parts.iter().flat_map(|part| bytes_of(part.hex)).collect()
}

fn encoded(dossier: &Dossier) -> Vec<u8> {
    wire::encode(dossier, &mut [0; DOSSIER_BYTES_MAX]).unwrap().to_vec()
}

fn encoded_outcome(outcome: &Outcome) -> Vec<u8> {
    wire::encode_outcome(outcome, &mut [0; OUTCOME_BYTES_MAX]).unwrap().to_vec()
}

fn dossier(text: &str) -> Dossier {
    json::decode(text.as_bytes()).unwrap()
}

fn date(text: &str) -> Date {
    Date::parse(text.as_bytes()).unwrap()
}

/// A dossier in which nothing is shown.
fn blank() -> Dossier {
    dossier(NOTHING_SHOWN.text)
}

/// The bytes of `value` as a varint.
fn varint(value: u32) -> Vec<u8> {
    wire::write_frame_prefix(value, &mut [0; FRAME_PREFIX_MAX]).to_vec()
}

/// Every part of a golden with the byte at which it starts.
fn placed(parts: &'static [Part]) -> impl Iterator<Item = (usize, &'static Part)> {
    parts.iter().scan(0, |next, part| {
        let at = *next;
        *next += part.hex.len() / 2;
        Some((at, part))
    })
}

/// The bytes of a golden with other bytes for one of its parts, and where that part starts.
fn with_part(parts: &'static [Part], pointer: &str, bytes: &[u8]) -> (Vec<u8>, usize) {
    let (at, part) = placed(parts).find(|(_, part)| part.pointer == pointer).unwrap();
    let mut changed = joined(parts);
    changed.splice(at..at + part.hex.len() / 2, bytes.iter().copied());
    (changed, at)
}

type Place = (Problem, usize, String);

fn place(error: DecodeError) -> Place {
    (error.problem(), error.at(), error.pointer().to_string())
}

fn refusal(bytes: &[u8]) -> Place {
    place(wire::decode(bytes).unwrap_err())
}

fn outcome_refusal(bytes: &[u8]) -> Place {
    place(wire::decode_outcome(bytes).unwrap_err())
}

/// Holds that a golden with other bytes for one of its parts is refused, with the problem at that part.
#[track_caller]
fn assert_part_is_refused(parts: &'static [Part], pointer: &str, bytes: &[u8], problem: Problem) {
    let (changed, at) = with_part(parts, pointer, bytes);
    assert_eq!(refusal(&changed), (problem, at, pointer.to_owned()));
}

#[track_caller]
fn assert_outcome_part_is_refused(parts: &'static [Part], pointer: &str, bytes: &[u8], problem: Problem) {
    let (changed, at) = with_part(parts, pointer, bytes);
    assert_eq!(outcome_refusal(&changed), (problem, at, pointer.to_owned()));
}

/// Holds that a dossier comes back from its bytes as it was.
#[track_caller]
fn assert_survives(dossier: &Dossier) {
    let bytes = encoded(dossier);
    assert_eq!(wire::decode(&bytes).unwrap(), *dossier);
    assert_postcard_agrees::<mirror::Dossier<'_>>(&bytes);
}

// --- golden bytes --------------------------------------------------------------------------------------------------

#[test]
fn every_golden_dossier_is_written_as_its_bytes_and_read_from_them() {
    for golden in &DOSSIERS {
        let (dossier, bytes) = (dossier(golden.text), joined(golden.parts));
        assert_eq!(encoded(&dossier), bytes, "{}", golden.text);
        assert_eq!(wire::decode(&bytes).unwrap(), dossier);
    }
}

#[test]
fn every_golden_outcome_is_written_as_its_bytes_and_read_from_them() {
    for golden in &OUTCOMES {
        let (outcome, bytes) = (evaluate(&dossier(golden.text)), joined(golden.parts));
        assert_eq!(encoded_outcome(&outcome), bytes, "{}", golden.text);
        assert_eq!(wire::decode_outcome(&bytes).unwrap(), outcome);
    }
}

#[test]
fn postcard_reads_and_writes_the_integers_of_every_golden_dossier() {
    for golden in &DOSSIERS {
        let (bytes, mirror) = (joined(golden.parts), (golden.mirror)());
        assert_eq!(postcard::take_from_bytes::<mirror::Dossier<'_>>(&bytes[1..]).unwrap(), (mirror, &[][..]));
        assert_eq!(postcard::to_allocvec(&(golden.mirror)()).unwrap(), &bytes[1..]);
    }
}

#[test]
fn postcard_reads_and_writes_the_integers_of_every_golden_outcome() {
    for golden in &OUTCOMES {
        let (bytes, mirror) = (joined(golden.parts), (golden.mirror)());
        assert_eq!(postcard::take_from_bytes::<mirror::Outcome<'_>>(&bytes[1..]).unwrap(), (mirror, &[][..]));
        assert_eq!(postcard::to_allocvec(&(golden.mirror)()).unwrap(), &bytes[1..]);
    }
}

#[test]
fn a_dossier_is_read_into_any_other_without_a_trace_of_it() {
    for before in &DOSSIERS {
        for golden in &DOSSIERS {
            let mut place = dossier(before.text);
            wire::decode_into(&joined(golden.parts), &mut place).unwrap();
            assert_eq!(place, dossier(golden.text));
        }
    }
}

#[test]
fn a_dossier_half_read_is_well_formed() {
    let bytes = joined(WORK.parts);
    let mut place = dossier(RENEWAL.text);
    for end in 0..bytes.len() {
        wire::decode_into(&bytes[..end], &mut place).unwrap_err();
        assert_survives(&place);
    }
}

// --- refusals ------------------------------------------------------------------------------------------------------

/// Cuts a golden at every byte: the part that is not whole is the one to blame.
fn assert_every_cut_is_refused(parts: &'static [Part], refusal: fn(&[u8]) -> Place) {
    let bytes = joined(parts);
    for (at, part) in placed(parts) {
        for end in at..at + part.hex.len() / 2 {
            assert_eq!(refusal(&bytes[..end]), (Problem::CutOff, at, part.pointer.to_owned()), "cut at {end}");
        }
    }
}

#[test]
fn a_record_cut_off_at_any_byte_is_refused_at_the_field_that_is_not_whole() {
    DOSSIERS.iter().for_each(|golden| assert_every_cut_is_refused(golden.parts, refusal));
    OUTCOMES.iter().for_each(|golden| assert_every_cut_is_refused(golden.parts, outcome_refusal));
}

#[test]
fn whatever_follows_a_record_is_refused() {
    for follows in [&[0][..], &[1], b"\n", &[0; 100]] {
        for golden in &DOSSIERS {
            let bytes = joined(golden.parts);
            let refused = refusal(&[&bytes, follows].concat());
            assert_eq!(refused, (Problem::Trailing, bytes.len(), String::new()));
        }
        for golden in &OUTCOMES {
            let bytes = joined(golden.parts);
            let refused = outcome_refusal(&[&bytes, follows].concat());
            assert_eq!(refused, (Problem::Trailing, bytes.len(), String::new()));
        }
    }
}

#[test]
fn an_activity_more_than_were_counted_is_refused() {
    // of a day ago, whose date takes a byte, and of long ago, whose date takes two as most do
    let (recent, usual) = ([8, 4], [0xFB, 0x4D, 4]);
    for activities in [[&[1][..], &usual].concat(), [&[2][..], &recent, &usual].concat()] {
        let (bytes, _) = with_part(NOTHING_SHOWN.parts, "/activities", &activities);
        assert!(wire::decode(&bytes).is_ok());
        let refused = refusal(&[&bytes[..], &usual].concat());
        assert_eq!(refused, (Problem::Trailing, bytes.len(), String::new()));
    }
}

#[test]
fn another_version_is_refused_whatever_follows() {
    for version in (0..=255).filter(|version| *version != wire::VERSION) {
        let unknown = (Problem::UnknownVersion, 0, String::new());
        assert_eq!(refusal(&[version]), unknown);
        assert_eq!(outcome_refusal(&[version]), unknown);
        assert_eq!(refusal(&with_part(RENEWAL.parts, "", &[version]).0), unknown);
        assert_eq!(outcome_refusal(&with_part(RENEWAL_GRANTED.parts, "", &[version]).0), unknown);
    }
}

/// The same integer in one byte more, and in every longer form up to five bytes.
fn over_long(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (last, before) = bytes.split_last().unwrap();
    let padded = [before, &[last | 0x80]].concat();
    (padded.len()..5).map(|length| [&padded[..], &[0x80].repeat(length - padded.len()), &[0]].concat()).collect()
}

fn assert_long_varints_are_refused(parts: &'static [Part], refusal: fn(&[u8]) -> Place) {
    for (at, part) in placed(parts).filter(|(_, part)| part.form == Form::Varint) {
        let refused = |bytes: &[u8]| refusal(&with_part(parts, part.pointer, bytes).0);
        for longer in over_long(&bytes_of(part.hex)) {
            assert_eq!(refused(&longer), (Problem::NotCanonical, at, part.pointer.to_owned()), "{longer:02x?}");
        }
        for beyond_32_bits in [[0xFF, 0xFF, 0xFF, 0xFF, 0x10], [0x80, 0x80, 0x80, 0x80, 0x80], [0xFF; 5]] {
            assert_eq!(refused(&beyond_32_bits), (Problem::InvalidValue, at, part.pointer.to_owned()));
        }
    }
}

#[test]
fn an_integer_in_more_bytes_than_it_needs_is_refused_at_every_field() {
    DOSSIERS.iter().for_each(|golden| assert_long_varints_are_refused(golden.parts, refusal));
    OUTCOMES.iter().for_each(|golden| assert_long_varints_are_refused(golden.parts, outcome_refusal));
}

#[test]
fn an_integer_beyond_its_range_is_refused_at_every_field_of_a_dossier() {
    for golden in &DOSSIERS {
        for (_, part) in placed(golden.parts).filter(|(_, part)| part.form == Form::Varint) {
            let is_length = ["/diplomas", "/work", "/activities"].contains(&part.pointer);
            let problem = if is_length { Problem::TooMany } else { Problem::InvalidValue };
            // its three lowest bits are those of the first kind of activity
            assert_part_is_refused(golden.parts, part.pointer, &varint(0xFFFF_FFF8), problem);
        }
    }
}

#[test]
fn a_date_is_one_of_73049_in_every_field() {
    const DATES: u32 = 73_049;
    for golden in &DOSSIERS {
        for (_, part) in placed(golden.parts) {
            let unit = match part.pointer.rsplit('/').next().unwrap() {
                "assessed_on" | "start" | "issued_on" | "obtained_on" | "from" | "signed_on" => 1,
                "on" => 8,
                _ => continue,
            };
            assert_part_is_refused(golden.parts, part.pointer, &varint(DATES * unit), Problem::InvalidValue);
            let (last, _) = with_part(golden.parts, part.pointer, &varint((DATES - 1) * unit));
            // a period that starts later may end after the last date there is
            let refused_at = wire::decode(&last).err().map(|error| error.pointer().to_string());
            assert!(refused_at.is_none_or(|pointer| pointer.ends_with("/until")), "{}", part.pointer);
        }
    }
}

#[test]
fn a_period_of_work_ends_by_the_last_date_there_is() {
    let from = date("2020-12-31");
    let days = Date::MAX.days_since(*from) as u32;
    let (last, _) = with_part(WORK.parts, "/work/2/until", &varint(days + 1));
    assert_eq!(wire::decode(&last).unwrap().work[2].until(), Some(Date::MAX));
    assert_part_is_refused(WORK.parts, "/work/2/until", &varint(days + 2), Problem::InvalidValue);
}

#[test]
fn a_code_or_a_bit_that_means_nothing_is_refused() {
    for (parts, pointer, first_unknown) in [
        (JUNIOR.parts, "/request", 10),
        (JUNIOR.parts, "/documents", 0b10_0000),
        (RENEWAL.parts, "/registration", 9),
        (RENEWAL.parts, "/vog", 13),
        (IN_OPLEIDING.parts, "/training", 5),
        (IN_OPLEIDING.parts, "/training/completed", 0b1000_0000),
        (IN_OPLEIDING.parts, "/diplomas/3", 144),
        (WORK.parts, "/work/6/tasks", 0b1000_0000),
        (WORK.parts, "/work/6/proof", 12),
    ] {
        for code in first_unknown..=255 {
            assert_part_is_refused(parts, pointer, &[code], Problem::InvalidValue);
        }
    }
}

#[test]
fn an_activity_of_an_unknown_kind_is_refused() {
    for kind in 5..8 {
        let (bytes, at) = with_part(RENEWAL.parts, "/activities/1/on", &[8 + kind]);
        assert_eq!(refusal(&bytes), (Problem::InvalidValue, at, "/activities/1/kind".to_owned()));
    }
}

#[test]
fn a_membership_is_for_one_point_and_nothing_else() {
    for code in (0..65_025).filter(|code| *code != 4) {
        assert_part_is_refused(RENEWAL.parts, "/activities/3/points", &varint(code), Problem::InvalidValue);
    }
}

#[test]
fn a_reference_is_1_to_32_visible_ascii_characters() {
    let unreadable = (Problem::InvalidValue, 1, "/reference".to_owned());
    for length in (33..=255).chain([0]) {
        let reference = [vec![length], vec![b'x'; usize::from(length)]].concat();
        assert_eq!(refusal(&with_part(JUNIOR.parts, "/reference", &reference).0), unreadable);
        assert_eq!(outcome_refusal(&with_part(RENEWAL_GRANTED.parts, "/reference", &reference).0), unreadable);
    }
    for byte in 0..=255 {
        let (bytes, _) = with_part(JUNIOR.parts, "/reference", &[3, b'x', byte, b'x']);
        if (0x21..=0x7E).contains(&byte) {
            assert_eq!(wire::decode(&bytes).unwrap().reference.as_bytes(), [b'x', byte, b'x']);
        } else {
            assert_eq!(refusal(&bytes), unreadable, "{byte:02x}");
        }
    }
    let (two_bytes_one_letter, _) = with_part(JUNIOR.parts, "/reference", "\u{2}é".as_bytes());
    assert_eq!(refusal(&two_bytes_one_letter), unreadable);
}

#[test]
fn a_list_holds_what_it_may_and_no_more() {
    for (pointer, max) in [("/diplomas", DIPLOMAS_MAX), ("/work", WORK_MAX), ("/activities", ACTIVITIES_MAX)] {
        assert_part_is_refused(RENEWAL.parts, pointer, &varint(max as u32 + 1), Problem::TooMany);
    }
    let full = largest();
    assert_eq!((full.diplomas.len(), full.work.len(), full.activities.len()), (8, 16, 256));
    assert_survives(&full);
}

// --- refusals of outcomes ------------------------------------------------------------------------------------------

#[test]
fn a_code_or_a_bit_that_means_nothing_in_an_outcome_is_refused() {
    for (pointer, first_unknown) in [
        ("/verdict", 4),
        ("/findings/1/rule", 92),
        ("/points", 2),
        ("/registration", 2),
        ("/registration/category", 3),
        ("/eligible", 0b1000),
        ("/notices", 0b100_0000),
    ] {
        for code in first_unknown..=255 {
            assert_outcome_part_is_refused(RENEWAL_GRANTED.parts, pointer, &[code], Problem::InvalidValue);
        }
    }
}

#[test]
fn an_outcome_by_another_version_of_the_regulation_is_refused() {
    for regulation in (0..=255).filter(|regulation| *regulation != 10) {
        assert_outcome_part_is_refused(RENEWAL_GRANTED.parts, "/regulation", &[regulation], Problem::InvalidValue);
    }
}

#[test]
fn a_verdict_that_does_not_follow_from_the_findings_is_refused() {
    for golden in &OUTCOMES {
        let verdict = evaluate(&dossier(golden.text)).verdict().number();
        for other in (0..4).filter(|other| *other != verdict) {
            assert_outcome_part_is_refused(golden.parts, "/verdict", &[other], Problem::InvalidValue);
        }
    }
}

/// The shortest outcome with these findings, each given by its bytes.
fn outcome_with(verdict: u8, findings: &[&[u8]]) -> Vec<u8> {
    let head = [1, 1, b'x', 0, 10, verdict, findings.len() as u8];
    [&head[..], &findings.concat(), &[0, 0, 0, 0]].concat()
}

#[test]
fn an_outcome_has_a_finding() {
    for verdict in 0..4 {
        let empty = outcome_with(verdict, &[]);
        assert_eq!(outcome_refusal(&empty), (Problem::InvalidValue, 5, "/verdict".to_owned()));
    }
}

#[test]
fn findings_come_once_and_in_the_order_of_the_rules() {
    assert!(wire::decode_outcome(&outcome_with(0, &[&[4], &[76]])).is_ok());
    for second in [&[4][..], &[5], &[0], &[3]] {
        let unordered = outcome_with(0, &[&[4], second]);
        assert_eq!(outcome_refusal(&unordered), (Problem::InvalidValue, 8, "/findings/1/rule".to_owned()));
    }
    // the rule is to blame, not the amounts behind it
    let repeated = outcome_with(0, &[&[68, 0xFF, 1, 2], &[68, 0xFF, 1, 2]]);
    assert_eq!(outcome_refusal(&repeated), (Problem::InvalidValue, 11, "/findings/1/rule".to_owned()));
}

#[test]
fn an_outcome_has_at_most_one_finding_a_rule() {
    let (bytes, at) = with_part(RENEWAL_GRANTED.parts, "/findings", &varint(RULES.len() as u32 + 1));
    assert_eq!(outcome_refusal(&bytes), (Problem::TooMany, at, "/findings".to_owned()));
}

#[test]
fn a_day_in_an_outcome_lies_in_the_range_of_days() {
    let from_judged_day = |day: &str, zigzag: u32| {
        let mut bytes = with_part(RENEWAL_GRANTED.parts, "/registration/end", &varint(zigzag)).0;
        assert_eq!(wire::decode_outcome(&bytes).unwrap().registration.unwrap().end.to_string(), day);
        bytes = with_part(RENEWAL_GRANTED.parts, "/registration/end", &varint(zigzag + 2)).0;
        let at = placed(RENEWAL_GRANTED.parts).find(|(_, part)| part.pointer == "/registration/end").unwrap().0;
        assert_eq!(outcome_refusal(&bytes), (Problem::InvalidValue, at, "/registration/end".to_owned()));
    };
    // 65226 days after 1 June 2021, and 80870 days before it
    from_judged_day("2199-12-31", 2 * 65_226);
    from_judged_day("1800-01-01", 2 * 80_870 - 1);
    for zigzag in [u32::MAX, u32::MAX - 1] {
        let day = varint(zigzag);
        assert_outcome_part_is_refused(RENEWAL_GRANTED.parts, "/findings/2/have", &day, Problem::InvalidValue);
    }
}

// --- one form ------------------------------------------------------------------------------------------------------

/// Whatever is read is written again as exactly the bytes that it was read from, by us and by postcard.
fn assert_canonical(bytes: &[u8]) {
    if let Ok(dossier) = wire::decode(bytes) {
        assert_eq!(encoded(&dossier), bytes);
        assert_postcard_agrees::<mirror::Dossier<'_>>(bytes);
    }
}

fn assert_canonical_outcome(bytes: &[u8]) {
    if let Ok(outcome) = wire::decode_outcome(bytes) {
        assert_eq!(encoded_outcome(&outcome), bytes);
        assert_postcard_agrees::<mirror::Outcome<'_>>(bytes);
    }
}

/// Holds that postcard reads what follows the version, all of it, and writes the same again.
fn assert_postcard_agrees<'a, M: Deserialize<'a> + Serialize>(bytes: &'a [u8]) {
    let (mirror, rest) = postcard::take_from_bytes::<M>(&bytes[1..]).unwrap();
    assert!(rest.is_empty());
    assert_eq!(postcard::to_allocvec(&mirror).unwrap(), &bytes[1..]);
}

/// Every byte string that differs from `bytes` in one byte, has one byte more or has one byte less.
fn each_neighbour(bytes: &[u8], mut check: impl FnMut(&[u8])) {
    for at in 0..bytes.len() {
        let mut changed = bytes.to_vec();
        for byte in 0..=255 {
            changed[at] = byte;
            check(&changed);
        }
        check(&[&bytes[..at], &bytes[at + 1..]].concat());
        for byte in [0, 1, 0x7F, 0x80, 0xFF] {
            check(&[&bytes[..at], &[byte], &bytes[at..]].concat());
        }
    }
}

#[test]
fn what_is_read_is_written_as_the_same_bytes_whatever_byte_is_changed() {
    for golden in &DOSSIERS {
        each_neighbour(&joined(golden.parts), assert_canonical);
    }
    for golden in &OUTCOMES {
        each_neighbour(&joined(golden.parts), assert_canonical_outcome);
    }
}

#[test]
fn two_bytes_changed_at_once_change_nothing_of_that() {
    let bytes = joined(JUNIOR.parts);
    let interesting = [0, 1, 2, 7, 8, 9, 0x0F, 0x10, 0x20, 0x7F, 0x80, 0x81, 0x90, 0xFE, 0xFF];
    for first in 0..bytes.len() {
        for second in first + 1..bytes.len() {
            let mut changed = bytes.clone();
            for one in interesting {
                for other in interesting {
                    (changed[first], changed[second]) = (one, other);
                    assert_canonical(&changed);
                }
            }
        }
    }
}

// --- judged while it is read ---------------------------------------------------------------------------------------

/// Judges bytes while they are read, one after another and all at once, which has to come to the same.
fn judged_while_read(bytes: &[u8], as_of: Option<Date>) -> Result<Outcome, DecodeError> {
    let one_by_one = wire::evaluate(bytes.iter().copied(), as_of);
    let mut outcome = Outcome::unjudged();
    let at_once = wire::evaluate_bytes_into(bytes, as_of, &mut outcome);
    assert_eq!(at_once.map(|()| &outcome), one_by_one.as_ref().map_err(|error| *error), "{bytes:02x?}");
    assert!(at_once.is_ok() || outcome == Outcome::unjudged(), "an error leaves part of an outcome");
    one_by_one
}

#[test]
fn a_dossier_judged_while_it_is_read_has_the_outcome_of_one_that_was_read_first() {
    for golden in &DOSSIERS {
        let (dossier, bytes) = (dossier(golden.text), joined(golden.parts));
        for as_of in [None, Some(date("2021-06-01")), Some(date("2016-09-01")), Some(Date::MIN), Some(Date::MAX)] {
            let outcome = evaluate_as_of(&dossier, as_of.unwrap_or(dossier.assessed_on));
            assert_eq!(judged_while_read(&bytes, as_of), Ok(outcome), "{}", golden.text);
        }
    }
}

#[test]
fn what_is_refused_is_refused_at_the_same_place_while_it_is_judged() {
    let judged_as_read = |bytes: &[u8]| {
        let expected = wire::decode(bytes).map(|dossier| evaluate(&dossier));
        assert_eq!(judged_while_read(bytes, None), expected, "{bytes:02x?}");
    };
    for golden in &DOSSIERS {
        let bytes = joined(golden.parts);
        for at in 0..bytes.len() {
            judged_as_read(&bytes[..at]);
            for byte in [0, 1, 9, 0x7F, 0x80, 0xFF] {
                judged_as_read(&[&bytes[..at], &[byte], &bytes[at + 1..]].concat());
            }
        }
        judged_as_read(&[&bytes[..], &[0]].concat());
    }
}

#[test]
fn an_outcome_stays_what_it_was_where_the_bytes_are_no_dossier() {
    let before = evaluate(&dossier(RENEWAL.text));
    let bytes = joined(WORK.parts);
    let mut place = before.clone();
    for end in 0..bytes.len() {
        wire::evaluate_into(bytes[..end].iter().copied(), None, &mut place).unwrap_err();
        assert_eq!(place, before);
    }
    wire::evaluate_into(bytes.into_iter(), None, &mut place).unwrap();
    assert_eq!(place, evaluate(&dossier(WORK.text)));
}

#[test]
fn an_outcome_given_byte_by_byte_is_the_one_written_to_a_buffer() {
    for golden in &OUTCOMES {
        let mut given = Vec::new();
        wire::write_outcome(&evaluate(&dossier(golden.text)), |byte| given.push(byte));
        assert_eq!(given, joined(golden.parts));
    }
}

// --- every value ---------------------------------------------------------------------------------------------------

#[test]
fn every_date_of_the_judged_day_has_its_code() {
    let (before, after) = (NOTHING_SHOWN.parts.split_at(2).0, joined(NOTHING_SHOWN.parts.split_at(3).1));
    let mut shown = blank();
    for code in 0..73_049 {
        let bytes = [joined(before), varint(code), after.clone()].concat();
        wire::decode_into(&bytes, &mut shown).unwrap();
        let days = shown.assessed_on.days_since(*date("2015-10-13"));
        assert_eq!(days.rem_euclid(73_049), code as i32);
        assert_eq!(encoded(&shown), bytes);
    }
}

#[test]
fn every_other_date_has_its_code_on_any_judged_day() {
    for judged in ["1900-01-01", "1900-01-02", "2021-06-01", "2099-12-30", "2099-12-31"] {
        let mut held = blank();
        held.assessed_on = date(judged);
        let mut start = Date::MIN;
        loop {
            held.registration = Some(Registration { category: RegisteredAs::Junior, start, skj_shown: false });
            let bytes = encoded(&held);
            let code = held.assessed_on.days_since(*start).rem_euclid(73_049) as u32;
            assert_eq!(&bytes[bytes.len() - 5 - varint(code).len()..bytes.len() - 5], varint(code));
            assert_eq!(wire::decode(&bytes).unwrap(), held);
            match Date::from_day(start.days_later(1)) {
                Some(next) => start = next,
                None => break,
            }
        }
    }
}

#[test]
fn every_request_has_its_code() {
    let requests = [Request::Admission, Request::Renewal, Request::Change]
        .into_iter()
        .flat_map(|request| Category::ALL.iter().copied().map(request))
        .chain([Request::BasisConversion]);
    for (code, request) in requests.enumerate() {
        let mut asked = blank();
        asked.request = request;
        assert_eq!(encoded(&asked), with_part(NOTHING_SHOWN.parts, "/request", &[code as u8]).0);
        assert_survives(&asked);
    }
}

#[test]
fn every_set_of_declarations_and_flags_has_its_bits() {
    for bits in 0..=255 {
        let mut shown = blank();
        shown.declarations = Set::from_bits(bits & 0x0F).unwrap();
        shown.ruling_known = bits & 0x10 != 0;
        shown.supervisor_is_senior = bits & 0x20 != 0;
        shown.skj_shown = bits & 0x40 != 0;
        shown.bcmb_ambassador_appointed = bits & 0x80 != 0;
        assert_eq!(encoded(&shown), with_part(NOTHING_SHOWN.parts, "/declarations", &[bits]).0);
        assert_survives(&shown);
    }
}

#[test]
fn every_set_of_documents_has_its_bits() {
    for bits in 0..0x20 {
        let mut shown = blank();
        shown.documents = Set::from_bits(bits).unwrap();
        assert_eq!(encoded(&shown), with_part(NOTHING_SHOWN.parts, "/documents", &[bits]).0);
        assert_survives(&shown);
    }
}

#[test]
fn every_registration_has_its_code() {
    let all = [false, true]
        .into_iter()
        .flat_map(|skj_shown| RegisteredAs::ALL.iter().map(move |category| (*category, skj_shown)));
    for (code, (category, skj_shown)) in (1..).zip(all) {
        let mut held = blank();
        held.registration = Some(Registration { category, start: date("2021-05-31"), skj_shown });
        assert_eq!(encoded(&held), with_part(NOTHING_SHOWN.parts, "/registration", &[code, 1]).0);
        assert_survives(&held);
    }
}

#[test]
fn every_vog_has_its_code() {
    let mut code = 0;
    for original in VogOriginal::ALL {
        for relevant_profile in [false, true] {
            for subject in VogSubject::ALL {
                code += 1;
                let mut shown = blank();
                let issued_on = date("2021-05-31");
                shown.vog = Some(Vog { issued_on, subject: *subject, relevant_profile, original: *original });
                assert_eq!(encoded(&shown), with_part(NOTHING_SHOWN.parts, "/vog", &[code, 1]).0);
                assert_survives(&shown);
            }
        }
    }
    assert_eq!(code, 12);
}

#[test]
fn every_training_has_its_code() {
    let mut code = 0;
    for provider_accredited in [false, true] {
        for route in TrainingRoute::ALL {
            code += 1;
            for bits in 0..0x80 {
                let mut enrolled = blank();
                let completed = Set::from_bits(bits).unwrap();
                enrolled.training = Some(Training { route: *route, provider_accredited, completed });
                assert_eq!(encoded(&enrolled), with_part(NOTHING_SHOWN.parts, "/training", &[code, bits]).0);
                assert_survives(&enrolled);
            }
        }
    }
    assert_eq!(code, 4);
}

/// Every kind of diploma in the order of its number.
fn diploma_kinds() -> [DiplomaKind; 18] {
    use DiplomaKind::*;
    let evc = |recognised_provider, report| Evc { recognised_provider, report };
    [
        Mwd,
        Sph,
        SocialWork,
        Sjd,
        Pedagogiek,
        ToegepastePsychologie,
        ToegepasteGerontologie,
        Predecessor,
        OtherHbo,
        NursingHbo,
        NursingMbo,
        Wo,
        Mantelzorgmakelaar { hbo_level_tested: false },
        Mantelzorgmakelaar { hbo_level_tested: true },
        evc(false, false),
        evc(true, false),
        evc(false, true),
        evc(true, true),
    ]
}

#[test]
fn every_diploma_has_its_code() {
    let mut code = 0;
    for kind in diploma_kinds() {
        for proof in DiplomaProof::ALL {
            for in_duo_register in [false, true] {
                let mut shown = blank();
                let diploma = Diploma { kind, obtained_on: date("2021-05-31"), proof: *proof, in_duo_register };
                shown.diplomas.push(diploma).unwrap();
                assert_eq!(encoded(&shown), with_part(NOTHING_SHOWN.parts, "/diplomas", &[1, code, 1]).0);
                assert_survives(&shown);
                code += 1;
            }
        }
    }
    assert_eq!(code, 144);
}

/// A dossier with one period of work that is nothing but this.
fn with_work(hours_per_week: u16, tasks_and_flags: u8, proof: WorkProof) -> Dossier {
    let mut shown = blank();
    let hours = HoursPerWeek::from_hundredths(hours_per_week).unwrap();
    let period = WorkPeriod::new(date("2021-05-31"), Some(date("2021-05-31")), hours, proof)
        .unwrap()
        .with_tasks(Set::from_bits(tasks_and_flags & 0x1F).unwrap())
        .titled(tasks_and_flags & 0x20 != 0)
        .at_hbo_level(tasks_and_flags & 0x40 != 0);
    shown.work.push(period).unwrap();
    shown
}

#[test]
fn every_set_of_tasks_and_flags_has_its_bits() {
    for bits in 0..0x80 {
        let shown = with_work(0, bits, WorkProof::None);
        assert_eq!(encoded(&shown), with_part(NOTHING_SHOWN.parts, "/work", &[1, 1, 1, 0, bits, 0]).0);
        assert_survives(&shown);
    }
}

#[test]
fn every_proof_of_work_has_its_code() {
    let signed = date("2021-05-30");
    let employer = |describes_function| WorkProof::EmployerDeclaration { signed_on: signed, describes_function };
    let own = |kvk_registered, signed_on, describes_function| WorkProof::SelfEmployed {
        kvk_registered,
        signed_on,
        describes_function,
    };
    for (code, proof) in (0..).zip([
        WorkProof::None,
        WorkProof::EmploymentContract,
        employer(false),
        employer(true),
        own(false, None, false),
        own(false, None, true),
        own(true, None, false),
        own(true, None, true),
        own(false, Some(signed), false),
        own(false, Some(signed), true),
        own(true, Some(signed), false),
        own(true, Some(signed), true),
    ]) {
        let shown = with_work(0, 0, proof);
        let dated = matches!(code, 2 | 3 | 8..);
        let bytes = [&[1, 1, 1, 0, 0, code], &[2][..usize::from(dated)]].concat();
        assert_eq!(encoded(&shown), with_part(NOTHING_SHOWN.parts, "/work", &bytes).0);
        assert_survives(&shown);
    }
}

/// Holds that the codes of an amount are: whole steps first, then those one hundredth more, and so on.
fn assert_amounts_have_their_codes(
    max: u16,
    step: u16,
    with_code: impl Fn(u32) -> Vec<u8>,
    amount: fn(&Dossier) -> u16,
) {
    let columns = u32::from(max / step) + 1;
    let mut seen = vec![false; usize::from(max) + 1];
    for code in 0..columns * u32::from(step) + 1000 {
        let bytes = with_code(code);
        let hundredths = code % columns * u32::from(step) + code / columns;
        let exists = code / columns < u32::from(step) && hundredths <= u32::from(max);
        match wire::decode(&bytes) {
            Ok(dossier) => {
                assert!(exists, "{code}");
                assert_eq!(u32::from(amount(&dossier)), hundredths);
                assert_eq!(encoded(&dossier), bytes);
                seen[usize::from(amount(&dossier))] = true;
            }
            Err(error) => {
                assert!(!exists, "{code}");
                assert_eq!(error.problem(), Problem::InvalidValue);
            }
        }
    }
    assert!(seen.into_iter().all(|seen| seen));
}

#[test]
fn every_number_of_hours_has_its_code() {
    let with_code = |code| {
        let work = [&[1, 1, 1], &varint(code)[..], &[0, 0]].concat();
        with_part(NOTHING_SHOWN.parts, "/work", &work).0
    };
    assert_amounts_have_their_codes(HOURS_MAX, 50, with_code, |dossier| dossier.work[0].hours_per_week().hundredths());
    assert_eq!(encoded(&with_work(16_50, 0, WorkProof::None)), with_code(33));
    assert_eq!(encoded(&with_work(16_51, 0, WorkProof::None)), with_code(33 + 337));
}

#[test]
fn every_number_of_points_has_its_code() {
    let with_code = |code| {
        let activities = [&[1, 1 << 3][..], &varint(code)].concat();
        with_part(NOTHING_SHOWN.parts, "/activities", &activities).0
    };
    assert_amounts_have_their_codes(POINTS_MAX, 25, with_code, |dossier| dossier.activities[0].points().hundredths());
}

#[test]
fn every_kind_of_activity_has_its_number() {
    for (number, kind) in (0..).zip(ActivityKind::ALL) {
        let mut shown = blank();
        let one = Points::from_hundredths(100).unwrap();
        shown.activities.push(Activity::new(date("2021-05-31"), *kind, one).unwrap()).unwrap();
        assert_eq!(encoded(&shown), with_part(NOTHING_SHOWN.parts, "/activities", &[1, 8 + number, 4]).0);
        assert_survives(&shown);
    }
}

#[test]
fn an_activity_of_any_kind_on_any_day_of_seven_years_survives() {
    // days before the first date go round to the last ones
    let early = Date::from_day(Date::MIN.days_later(99)).unwrap();
    for assessed_on in [date("2021-06-01"), early] {
        for days in 0..7 * 365 {
            let before = Date::from_day(assessed_on.days_later(-days));
            let on = before.or_else(|| Date::from_day(Date::MAX.days_later(100 - days))).unwrap();
            for kind in ActivityKind::ALL {
                let mut shown = Dossier { assessed_on, ..blank() };
                shown.activities.push(Activity::new(on, *kind, MEMBERSHIP_POINTS).unwrap()).unwrap();
                assert_survives(&shown);
            }
        }
    }
}

#[test]
fn the_members_of_the_sets_have_their_places() {
    use registertoets_core::Notice;

    assert_eq!(
        Declaration::NAMES.join(" "),
        "professional_code professional_profile complaints_and_discipline registration_norms"
    );
    assert_eq!(
        Document::NAMES.join(" "),
        "in_opleiding_request completion_commitment curriculum_vitae supervision_commitment supervision_declaration"
    );
    assert_eq!(
        TrainingPart::NAMES.join(" "),
        "masterclass_1 masterclass_2 masterclass_3 masterclass_4 practical_test reflection_test post_hbo_certificate"
    );
    assert_eq!(
        Task::NAMES.join(" "),
        "information_and_advice needs_assessment dispute_mediation independent_practice strengthening_position"
    );
    assert_eq!(Category::NAMES.join(" "), "in_opleiding junior senior");
    assert_eq!(
        Notice::NAMES.join(" "),
        "not_yet_in_force criteria_superseded activities_outside_period membership_year_repeated \
         ambassador_not_appointed skj_shown_once"
    );
}

// --- sizes ---------------------------------------------------------------------------------------------------------

/// A dossier with as much in it as there may be, each part as long as it can be.
fn largest() -> Dossier {
    let mut full: Dossier = Dossier::new(
        Reference::new(&"~".repeat(REFERENCE_MAX)).unwrap(),
        date("2099-12-31"),
        Request::Renewal(Category::Senior),
    );
    let long_ago = date("1900-01-01");
    let amount = 65_000 - 1;
    full.declarations = Set::FULL;
    full.documents = Set::FULL;
    full.ruling_known = true;
    full.supervisor_is_senior = true;
    full.skj_shown = true;
    full.bcmb_ambassador_appointed = true;
    full.registration = Some(Registration { category: RegisteredAs::Basis, start: long_ago, skj_shown: true });
    full.vog = Some(Vog {
        issued_on: long_ago,
        subject: VogSubject::LegalPerson,
        relevant_profile: true,
        original: VogOriginal::NotShown,
    });
    let route = TrainingRoute::PostHboDrechtsteden;
    full.training = Some(Training { route, provider_accredited: true, completed: Set::FULL });
    let kind = DiplomaKind::Evc { recognised_provider: true, report: true };
    let diploma = Diploma { kind, obtained_on: long_ago, proof: DiplomaProof::None, in_duo_register: true };
    while full.diplomas.push(diploma).is_ok() {}
    let proof = WorkProof::SelfEmployed { kvk_registered: true, signed_on: Some(long_ago), describes_function: true };
    let hours = HoursPerWeek::from_hundredths(16_799).unwrap();
    let period = WorkPeriod::new(long_ago, Some(Date::MAX), hours, proof).unwrap();
    let period = period.at_hbo_level(true).titled(true).with_tasks(Set::FULL);
    while full.work.push(period).is_ok() {}
    let points = Points::from_hundredths(amount).unwrap();
    let activity = Activity::new(long_ago, ActivityKind::BcmbAmbassador, points).unwrap();
    while full.activities.push(activity).is_ok() {}
    full
}

#[test]
fn the_largest_dossier_takes_the_bytes_that_the_limit_says() {
    assert_eq!(encoded(&largest()).len(), DOSSIER_BYTES_MAX);
    assert_eq!(DOSSIER_BYTES_MAX, 1846);
}

#[test]
fn the_text_of_the_largest_dossier_takes_a_small_part_of_what_it_may() {
    assert!(serde_json::to_vec(&largest()).unwrap().len() < 40 << 10);
    assert_eq!(TEXT_BYTES_MAX, 1 << 20);
}

#[test]
fn no_outcome_takes_more_bytes_than_the_limit_says() {
    let far = varint(2 * 109_000);
    let longest = |rule: u8| match rule {
        6 | 16 => [&[rule * 4 + 1], &far[..], &far].concat(),
        3 => [&[rule * 4 + 3], &far[..], &far].concat(),
        17 | 18 | 20 | 21 | 22 => [&[rule * 4], &varint(u32::MAX)[..], &varint(u32::MAX)].concat(),
        _ => vec![rule * 4],
    };
    let findings: Vec<u8> = (0..23).flat_map(longest).collect();
    let points = varint(u32::MAX).repeat(3);
    let reference = "~".repeat(REFERENCE_MAX);
    let first_date = varint(73_049 - 42_288);
    let bytes = [
        &[1, 32],
        reference.as_bytes(),
        &first_date,
        &[10, 3, 23],
        &findings,
        &[1],
        &points,
        &[1, 2],
        &far,
        &far,
        &[7, 63],
    ]
    .concat();
    let outcome = wire::decode_outcome(&bytes).unwrap();
    assert_eq!(encoded_outcome(&outcome), bytes);
    assert_eq!(outcome.assessed_on, Date::MIN);
    assert_eq!((bytes.len(), OUTCOME_BYTES_MAX), (157, 172));
}

#[test]
fn a_buffer_too_small_by_any_number_of_bytes_is_told() {
    for golden in &DOSSIERS {
        let (dossier, bytes) = (dossier(golden.text), joined(golden.parts));
        for size in 0..bytes.len() {
            assert_eq!(wire::encode(&dossier, &mut vec![0; size]), Err(BufferTooSmall));
        }
        assert_eq!(wire::encode(&dossier, &mut vec![0; bytes.len()]), Ok(&bytes[..]));
    }
    for golden in &OUTCOMES {
        let (outcome, bytes) = (evaluate(&dossier(golden.text)), joined(golden.parts));
        for size in 0..bytes.len() {
            assert_eq!(wire::encode_outcome(&outcome, &mut vec![0; size]), Err(BufferTooSmall));
        }
        assert_eq!(wire::encode_outcome(&outcome, &mut vec![0; bytes.len()]), Ok(&bytes[..]));
    }
    assert!(BufferTooSmall.to_string().starts_with("buffer too small"));
}

// --- streams and errors --------------------------------------------------------------------------------------------

#[test]
fn a_length_in_a_stream_is_read_as_it_was_written() {
    for bit in 0..32 {
        for record in [1_u32 << bit, (1 << bit) - 1, u32::MAX >> bit] {
            let bytes = varint(record);
            let prefix = bytes.len();
            assert_eq!(wire::frame_prefix(&bytes), FramePrefix::Length { record, prefix });
            assert_eq!(wire::frame_prefix(&[&bytes[..], &[0x80; 9]].concat()), FramePrefix::Length { record, prefix });
            for end in 0..prefix {
                assert_eq!(wire::frame_prefix(&bytes[..end]), FramePrefix::CutOff);
            }
        }
    }
}

#[test]
fn a_length_in_more_bytes_than_it_needs_or_of_more_than_32_bits_is_broken() {
    for bytes in [
        &[0x80, 0][..],
        &[0xFF, 0],
        &[0x80, 0x80, 0],
        &[0x80, 0x80, 0x80, 0x80, 0],
        &[0xFF, 0xFF, 0xFF, 0xFF, 0x10],
        &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        &[0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
    ] {
        assert_eq!(wire::frame_prefix(bytes), FramePrefix::Broken, "{bytes:02x?}");
    }
}

#[test]
fn an_error_says_what_is_wrong_where_and_at_which_byte() {
    let error = |bytes: &[u8]| wire::decode(bytes).unwrap_err().to_string();
    assert_eq!(error(&[]), "cut off at byte 0");
    assert_eq!(error(&[2]), "unknown version at byte 0");
    assert_eq!(error(&[1, 1, b'x', 0, 10]), "invalid value at byte 4 (/request)");
    let bytes = joined(NOTHING_SHOWN.parts);
    assert_eq!(error(&[&bytes[..], &[0]].concat()), "more bytes after the end at byte 14");
    let (bytes, _) = with_part(WORK.parts, "/work/1/proof", &[12]);
    assert_eq!(error(&bytes), "invalid value at byte 28 (/work/1/proof)");
    let (bytes, at) = with_part(IN_OPLEIDING.parts, "/diplomas/3", &[144]);
    assert_eq!(error(&bytes), format!("invalid value at byte {at} (/diplomas/3)"));
}
