//! An outcome as a line of JSON, put together from pieces: nearly all of it is names that are known beforehand.
//!
//! What it writes is, to the byte, what `serde_json` writes of the same outcome, several times as fast. That counts where
//! a whole register is judged; sentences go the general way.

use std::sync::LazyLock;

use registertoets_core::regulation::Rule;
use registertoets_core::{
    Day, Finding, Measure, Named, Outcome, PointsByKind, REGULATION, Reference, Set, Status, Total,
};

use crate::form::Detail;

/// How each finding begins, by rule and status.
static FINDINGS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let begins = |rule: &Rule, status: &Status| format!(r#"{{"rule":"{}","status":"{}""#, rule.name(), status.name());
    Rule::ALL.iter().map(|rule| Status::ALL.iter().map(|status| begins(rule, status)).collect()).collect()
});

/// How many bytes a line takes at most, with room to spare: space is made once a line.
const LINE_BYTES: usize = 4 << 10;

/// Adds an outcome, without the end of its line.
pub(crate) fn push_outcome(outcome: &Outcome, detail: Detail, line: &mut Vec<u8>) {
    line.reserve(LINE_BYTES);
    line.extend_from_slice(b"{\"reference\":\"");
    push_reference(&outcome.reference, line);
    if detail == Detail::Verdict {
        line.extend_from_slice(b"\",\"verdict\":\"");
        line.extend_from_slice(outcome.verdict().name().as_bytes());
        line.extend_from_slice(b"\"}");
        return;
    }
    line.extend_from_slice(b"\",\"assessed_on\":");
    push_day(outcome.assessed_on.into(), line);
    line.extend_from_slice(b",\"regulation\":");
    push_integer(REGULATION.into(), line);
    line.extend_from_slice(b",\"verdict\":\"");
    line.extend_from_slice(outcome.verdict().name().as_bytes());
    line.extend_from_slice(b"\",\"findings\":");
    let told = outcome.findings.iter().filter(|finding| detail.tells(finding));
    push_list(told, line, push_finding);
    line.extend_from_slice(b",\"points\":");
    push_points(outcome.points, line);
    line.extend_from_slice(b",\"registration\":");
    match outcome.registration {
        None => line.extend_from_slice(b"null"),
        Some(granted) => {
            line.extend_from_slice(b"{\"category\":");
            push_name(granted.category, line);
            line.extend_from_slice(b",\"start\":");
            push_day(granted.start, line);
            line.extend_from_slice(b",\"end\":");
            push_day(granted.end, line);
            line.push(b'}');
        }
    }
    line.extend_from_slice(b",\"eligible\":");
    push_set(outcome.eligible, line);
    line.extend_from_slice(b",\"notices\":");
    push_set(outcome.notices, line);
    line.push(b'}');
}

/// Adds a reference: of what JSON escapes, it may hold quotation marks and backslashes.
fn push_reference(reference: &Reference, line: &mut Vec<u8>) {
    for byte in reference.as_bytes() {
        if matches!(byte, b'"' | b'\\') {
            line.push(b'\\');
        }
        line.push(*byte);
    }
}

fn push_finding(finding: Finding, line: &mut Vec<u8>) {
    let begin = &FINDINGS[usize::from(finding.rule.number())][usize::from(finding.status.number())];
    line.extend_from_slice(begin.as_bytes());
    match finding.measure {
        None => {}
        Some(Measure::Days { have, need }) => push_measure(have, need, line, push_day),
        Some(Measure::Amounts { have, need }) => push_measure(have, need, line, push_total),
    }
    line.push(b'}');
}

fn push_measure<T>(have: T, need: T, line: &mut Vec<u8>, push: impl Fn(T, &mut Vec<u8>)) {
    line.extend_from_slice(b",\"have\":");
    push(have, line);
    line.extend_from_slice(b",\"need\":");
    push(need, line);
}

fn push_points(points: Option<PointsByKind>, line: &mut Vec<u8>) {
    let Some(points) = points else { return line.extend_from_slice(b"null") };
    line.extend_from_slice(b"{\"accredited\":");
    push_total(points.accredited, line);
    line.extend_from_slice(b",\"reflection\":");
    push_total(points.reflection, line);
    line.extend_from_slice(b",\"other\":");
    push_total(points.other, line);
    line.extend_from_slice(b",\"total\":");
    push_total(points.total(), line);
    line.push(b'}');
}

fn push_set<T: Named>(set: Set<T>, line: &mut Vec<u8>) {
    push_list(set.iter(), line, push_name);
}

fn push_list<T>(items: impl Iterator<Item = T>, line: &mut Vec<u8>, push: impl Fn(T, &mut Vec<u8>)) {
    line.push(b'[');
    for (place, item) in items.enumerate() {
        if place > 0 {
            line.push(b',');
        }
        push(item, line);
    }
    line.push(b']');
}

fn push_name(name: impl Named, line: &mut Vec<u8>) {
    line.push(b'"');
    line.extend_from_slice(name.name().as_bytes());
    line.push(b'"');
}

fn push_day(day: Day, line: &mut Vec<u8>) {
    line.push(b'"');
    line.extend_from_slice(&day.to_ascii());
    line.push(b'"');
}

/// Adds an amount with the decimals that it has.
fn push_total(total: Total, line: &mut Vec<u8>) {
    let (whole, hundredths) = (total.hundredths() / 100, (total.hundredths() % 100) as u8);
    push_integer(whole, line);
    if hundredths > 0 {
        line.extend_from_slice(&[b'.', b'0' + hundredths / 10]);
        if hundredths % 10 > 0 {
            line.push(b'0' + hundredths % 10);
        }
    }
}

fn push_integer(integer: u32, line: &mut Vec<u8>) {
    line.extend_from_slice(itoa::Buffer::new().format(integer).as_bytes());
}

#[cfg(test)]
mod tests {
    use registertoets_core::{Date, Dossier, Request, evaluate};

    use super::*;
    use crate::form::OutcomeForm;
    use crate::judging::{Judging, Told};
    use crate::register::Register;

    #[track_caller]
    fn assert_writes_what_serde_json_writes(outcome: &Outcome) {
        for detail in [Detail::Full, Detail::Failing, Detail::Verdict] {
            let judging = Judging { detail, ..Judging::new(OutcomeForm::Ndjson) };
            let mut line = Vec::new();
            push_outcome(outcome, detail, &mut line);
            assert!(line.len() <= LINE_BYTES);
            let expected = serde_json::to_string(&Told { outcome, judging: &judging }).unwrap();
            assert_eq!(String::from_utf8(line).unwrap(), expected);
        }
    }

    #[test]
    fn a_register_is_written_as_serde_json_writes_it() {
        for dossier in Register::new(5).take(3_000) {
            assert_writes_what_serde_json_writes(&evaluate(&dossier));
        }
    }

    #[test]
    fn every_reference_is_written_as_serde_json_writes_it() {
        for byte in 0x21..=0x7E_u8 {
            let reference = Reference::from_ascii(&[byte; 32]).unwrap();
            let dossier: Dossier = Dossier::new(reference, Date::MIN, Request::BasisConversion);
            assert_writes_what_serde_json_writes(&evaluate(&dossier));
        }
    }

    #[test]
    fn every_amount_is_written_with_the_decimals_it_has() {
        for hundredths in (0..70_000).chain([16_640_000, u32::MAX]) {
            let total = Total::from_hundredths(hundredths);
            let mut line = Vec::new();
            push_total(total, &mut line);
            assert_eq!(String::from_utf8(line).unwrap(), total.to_string());
        }
    }
}
