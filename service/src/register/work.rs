//! Periods of work: one to four jobs up to now, and how they are shown.

use registertoets_core::regulation::{DECLARATION_MONTHS_MAX, Task, WorkPeriod, WorkProof};
use registertoets_core::{Date, HoursPerWeek, Set, Work, limits};

use super::calendar::{date, days_after, days_before};
use super::dice::Dice;

/// Days at 16 hours a week that come to 2080 hours.
const DAYS_JUST_ENOUGH: u32 = 910;

/// What the work of a person comes to.
#[derive(Clone, Copy)]
enum Career {
    Usual,
    Short,
    WithSideJob,
    SmallJob,
    JustEnough,
    DayShort,
    JustEnded,
    None,
    FullList,
}

/// The work that comes with a request, the first job first.
pub(super) fn history(assessed_on: Date, dice: &mut Dice) -> Work {
    let career = dice.weighted([
        (900, Career::Usual),
        (20, Career::Short),
        (30, Career::WithSideJob),
        (12, Career::SmallJob),
        (8, Career::JustEnough),
        (8, Career::DayShort),
        (12, Career::JustEnded),
        (8, Career::None),
        (2, Career::FullList),
    ]);
    let mut work = Work::new();
    match career {
        Career::Usual => add_usual_jobs(&mut work, assessed_on, dice),
        Career::Short => add_jobs(&mut work, assessed_on, 1, 60, 400, dice),
        Career::WithSideJob => {
            add_usual_jobs(&mut work, assessed_on, dice);
            let from = days_before(assessed_on, dice.between(100..=900));
            add(&mut work, job(from, None, 4_00 + 50 * dice.below(13) as u16, assessed_on, dice));
        }
        Career::SmallJob => {
            let from = days_before(assessed_on, dice.between(1_500..=3_000));
            let hours = dice.pick([8_00, 12_00, 15_50, 15_99]);
            add(&mut work, job(from, None, hours, assessed_on, dice));
        }
        Career::JustEnough => add(&mut work, job_just_enough(days_before(assessed_on, DAYS_JUST_ENOUGH - 1))),
        Career::DayShort => add(&mut work, job_just_enough(days_before(assessed_on, DAYS_JUST_ENOUGH - 2))),
        Career::JustEnded => {
            let last_day = days_before(assessed_on, dice.below(40));
            let from = days_before(last_day, dice.between(1_000..=2_500));
            add(&mut work, job(from, Some(last_day), hours_per_week(dice), assessed_on, dice));
        }
        Career::None => {}
        Career::FullList => add_jobs(&mut work, assessed_on, limits::WORK_MAX as u32, 80, 140, dice),
    }
    work
}

fn add_usual_jobs(work: &mut Work, assessed_on: Date, dice: &mut Dice) {
    match dice.weighted([(45, 1), (30, 2), (17, 3), (8, 4)]) {
        1 => add_jobs(work, assessed_on, 1, 1_000, 3_200, dice),
        jobs => add_jobs(work, assessed_on, jobs, 500, 1_400, dice),
    }
}

/// Adds so many jobs, one after the other, the last one still held; each of `days_min` to `days_max` days.
fn add_jobs(work: &mut Work, assessed_on: Date, jobs: u32, days_min: u32, days_max: u32, dice: &mut Dice) {
    let mut last_day = assessed_on;
    for nth in 0..jobs {
        let from = days_before(last_day, dice.between(days_min..=days_max));
        let until = if nth == 0 { contract_end(assessed_on, dice) } else { Some(last_day) };
        add(work, job(from, until, hours_per_week(dice), assessed_on, dice));
        let gap = if dice.one_in(4) { dice.between(1..=90) } else { 0 };
        last_day = days_before(from, 1 + gap);
    }
    work.reverse();
}

/// When a job that is held now ends, where that is known.
fn contract_end(assessed_on: Date, dice: &mut Dice) -> Option<Date> {
    dice.one_in(12).then(|| days_after(assessed_on, dice.below(300)))
}

/// Hours of most jobs: whole, now and then and a half.
fn hours_per_week(dice: &mut Dice) -> u16 {
    let whole = dice.weighted([(8, 16_00), (10, 20_00), (24, 24_00), (16, 28_00), (22, 32_00), (20, 36_00)]);
    whole + if dice.one_in(10) { 50 } else { 0 }
}

fn job(from: Date, until: Option<Date>, hours: u16, assessed_on: Date, dice: &mut Dice) -> Option<WorkPeriod> {
    let titled = !dice.one_in(3);
    let proof = if dice.one_in(30) { weak_proof(assessed_on, dice) } else { proof(titled, assessed_on, dice) };
    let period = WorkPeriod::new(from, until, HoursPerWeek::from_hundredths(hours)?, proof).ok()?;
    Some(period.at_hbo_level(!dice.one_in(150)).titled(titled).with_tasks(tasks(dice)))
}

/// A job of 16 hours a week whose contract shows everything.
fn job_just_enough(from: Date) -> Option<WorkPeriod> {
    let hours = HoursPerWeek::from_hundredths(16_00)?;
    let period = WorkPeriod::new(from, None, hours, WorkProof::EmploymentContract).ok()?;
    Some(period.at_hbo_level(true).titled(true).with_tasks(Set::EMPTY.with(Task::InformationAndAdvice)))
}

/// Some of the tasks, very rarely none.
fn tasks(dice: &mut Dice) -> Set<Task> {
    if dice.one_in(300) {
        return Set::EMPTY;
    }
    let combinations = u32::from(Set::<Task>::FULL.bits());
    Set::from_bits(dice.between(1..=combinations) as u8).unwrap_or_default()
}

/// A proof that will do.
fn proof(titled: bool, assessed_on: Date, dice: &mut Dice) -> WorkProof {
    let describes_function = !titled || dice.one_in(2);
    let signed_on = signed_on(assessed_on, dice);
    match dice.below(100) {
        0..50 if titled => WorkProof::EmploymentContract,
        0..88 => WorkProof::EmployerDeclaration { signed_on, describes_function },
        _ => WorkProof::SelfEmployed { kvk_registered: true, signed_on: Some(signed_on), describes_function },
    }
}

/// A day within the six months before, now and then the first day of them.
fn signed_on(assessed_on: Date, dice: &mut Dice) -> Date {
    if dice.one_in(100) {
        date(assessed_on.months_earlier(DECLARATION_MONTHS_MAX))
    } else {
        days_before(assessed_on, dice.below(170))
    }
}

/// A proof that falls short in one way or another, for most jobs.
fn weak_proof(assessed_on: Date, dice: &mut Dice) -> WorkProof {
    let first_fresh = date(assessed_on.months_earlier(DECLARATION_MONTHS_MAX));
    let stale = days_before(first_fresh, 1 + dice.pick([0, 0, 30, 200]));
    let fresh = signed_on(assessed_on, dice);
    let self_employed = |kvk_registered, signed_on, describes_function| WorkProof::SelfEmployed {
        kvk_registered,
        signed_on,
        describes_function,
    };
    dice.pick([
        WorkProof::None,
        WorkProof::EmploymentContract,
        WorkProof::EmployerDeclaration { signed_on: stale, describes_function: true },
        WorkProof::EmployerDeclaration { signed_on: fresh, describes_function: false },
        self_employed(false, Some(fresh), true),
        self_employed(true, None, false),
    ])
}

/// Adds a job that is one, where there is room.
fn add(work: &mut Work, job: Option<WorkPeriod>) {
    if let Some(job) = job {
        let _ = work.push(job);
    }
}

#[cfg(test)]
mod tests {
    use registertoets_core::regulation::{HOURS_MIN, HOURS_PER_WEEK_MIN};

    use super::*;

    #[test]
    fn days_just_enough_are_just_enough_hours() {
        let days_a_week = 7;
        assert_eq!(DAYS_JUST_ENOUGH * HOURS_PER_WEEK_MIN.hundredths() / days_a_week, HOURS_MIN.hundredths());
    }

    #[test]
    fn most_people_have_one_to_four_jobs_in_order() {
        let mut dice = Dice::new(1, 1);
        let assessed_on = super::super::calendar::season_day(&mut dice);
        let mut usual = 0;
        for _ in 0..1_000 {
            let work = history(assessed_on, &mut dice);
            let in_order = work.windows(2).all(|pair| pair[0].from() < pair[1].from());
            usual += u32::from(in_order && (1..=4).contains(&work.len()));
        }
        assert!((950..1_000).contains(&usual), "{usual} of 1000");
    }
}
