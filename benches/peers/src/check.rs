//! The renewal check, written by hand as one would who needs no more than this.

use crate::calendar::Day;
use crate::dossier::{Dossier, Kind, Original, Proof, Registration, Subject, WorkPeriod};

/// What keeps a rule from being met, the worse the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    Met,
    Board,
    Missing,
    Unmet,
}

use Status::{Board, Met, Missing, Unmet};

fn met_or(otherwise: Status, met: bool) -> Status {
    if met { Met } else { otherwise }
}

/// The rules that are not met, and the worst of them.
struct NotMet {
    rules: Vec<&'static str>,
    worst: Status,
}

impl NotMet {
    fn find(&mut self, rule: &'static str, status: Status) {
        if status != Met {
            self.rules.push(rule);
            self.worst = self.worst.max(status);
        }
    }

    fn verdict(&self) -> &'static str {
        match self.worst {
            Met => "granted",
            Board => "board",
            Missing => "incomplete",
            Unmet => "refused",
        }
    }
}

/// Judges a plain renewal and writes its line: reference, verdict, the rules that are not met.
pub fn answer(dossier: &Dossier<'_>, held: &Registration, line: &mut Vec<u8>) {
    let today = dossier.assessed_on;
    let mut not_met = NotMet { rules: Vec::new(), worst: Met };
    not_met.find("declarations", met_or(Missing, dossier.declarations.len() == 4));
    not_met.find("ruling", met_or(Board, !dossier.ruling_known));
    not_met.find("registration_held", met_or(Board, today < held.start.plus_months(60)));
    judge_vog(dossier, today, &mut not_met);
    judge_work(&dossier.work, today, &mut not_met);
    judge_points(dossier, held, today, &mut not_met);
    write(&dossier.reference, &not_met, line);
}

fn judge_vog(dossier: &Dossier<'_>, today: Day, not_met: &mut NotMet) {
    let Some(vog) = dossier.vog.as_ref().filter(|vog| vog.issued_on <= today) else {
        return not_met.find("vog_held", Missing);
    };
    not_met.find("vog_held", met_or(Unmet, vog.subject == Subject::NaturalPerson));
    not_met.find("vog_profile", met_or(Unmet, vog.relevant_profile));
    not_met.find("vog_age", met_or(Unmet, today <= vog.issued_on.plus_months(12)));
    not_met.find("vog_original", met_or(Missing, vog.original != Original::NotShown));
}

fn proves(period: &WorkPeriod, today: Day) -> bool {
    let is_fresh = |signed_on: Day| signed_on <= today && today <= signed_on.plus_months(6);
    match period.proof {
        Proof::None => false,
        Proof::EmploymentContract => period.titled,
        Proof::EmployerDeclaration { signed_on, describes_function } => {
            is_fresh(signed_on) && (period.titled || describes_function)
        }
        Proof::SelfEmployed { kvk_registered, signed_on, describes_function } => {
            kvk_registered && signed_on.is_some_and(is_fresh) && (period.titled || describes_function)
        }
    }
}

/// Hours that are claimed, and those of them that are proven.
#[derive(Default)]
struct Hours {
    claimed: i64,
    proven: i64,
}

impl Hours {
    fn add(&mut self, hours: i64, is_proven: bool) {
        self.claimed += hours;
        self.proven += if is_proven { hours } else { 0 };
    }

    fn status(&self, need: i64, no_work: bool) -> Status {
        if self.proven >= need {
            Met
        } else if self.claimed >= need || no_work {
            Missing
        } else {
            Unmet
        }
    }
}

fn judge_work(work: &[WorkPeriod], today: Day, not_met: &mut NotMet) {
    // the first day that counts is the one after this
    let before = today.plus_months(-60).number();
    let mut no_work = true;
    // in sevenths of hundredths: days by hours a week
    let mut worked = Hours::default();
    let mut current = Hours::default();
    for period in work.iter().filter(|period| period.from <= today) {
        no_work = false;
        if !period.hbo_level || period.tasks.is_empty() {
            continue;
        }
        let is_proven = proves(period, today);
        let hours = i64::from(period.hours_per_week.0);
        let ended = period.until.filter(|until| *until < today);
        let days = ended.unwrap_or(today).number() - before.max(period.from.number() - 1);
        worked.add(i64::from(days.max(0)) * hours, is_proven);
        if ended.is_none() {
            current.add(hours, is_proven);
        }
    }
    not_met.find("work_hours", worked.status(208_000 * 7, no_work));
    not_met.find("work_current", current.status(1_600, no_work));
}

fn judge_points(dossier: &Dossier<'_>, held: &Registration, today: Day, not_met: &mut NotMet) {
    let end = held.start.plus_months(60);
    let (mut accredited, mut reflection, mut other) = (0, 0, 0);
    let mut membership_years = 0_u32;
    for activity in dossier.activities.iter().filter(|a| held.start <= a.on && a.on < end && a.on <= today) {
        let points = activity.points.0;
        match activity.kind {
            Kind::Accredited => accredited += points,
            Kind::Reflection => reflection += points,
            Kind::Other => other += points,
            Kind::BcmbMembership => membership_years |= 1 << (activity.on.year() - held.start.year()),
            Kind::BcmbAmbassador if dossier.bcmb_ambassador_appointed => other += points,
            Kind::BcmbAmbassador => {}
        }
    }
    let total = accredited + reflection + other + 100 * membership_years.count_ones();
    let is_dispensed = held.skj_shown && dossier.skj_shown;
    // in hundredths
    let need = if is_dispensed { (2_600, 1_200, 800) } else { (16_000, 4_000, 4_000) };
    not_met.find("points_total", met_or(Unmet, total >= need.0));
    not_met.find("points_accredited", met_or(Unmet, accredited >= need.1));
    not_met.find("points_reflection", met_or(Unmet, reflection >= need.2));
}

fn write(reference: &str, not_met: &NotMet, line: &mut Vec<u8>) {
    // a reference is visible ASCII, of which two characters need a backslash
    line.extend_from_slice(br#"{"reference":""#);
    for byte in reference.bytes() {
        if matches!(byte, b'"' | b'\\') {
            line.push(b'\\');
        }
        line.push(byte);
    }
    line.extend_from_slice(br#"","verdict":""#);
    line.extend_from_slice(not_met.verdict().as_bytes());
    line.extend_from_slice(br#"","not_met":["#);
    for (nth, rule) in not_met.rules.iter().enumerate() {
        line.extend_from_slice(if nth == 0 { b"\"" } else { b",\"" });
        line.extend_from_slice(rule.as_bytes());
        line.push(b'"');
    }
    line.extend_from_slice(b"]}\n");
}
