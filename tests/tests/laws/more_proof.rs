//! More proof never costs a grant. What more is, and the exceptions that the regulation itself makes:
//!
//! - declarations, papers, a supervisor in the Senior register: no exception
//! - a better certificate of conduct, or one where there was none: no exception
//! - an activity, an appointment as ambassador, SKJ shown at either moment: no exception
//! - a period of work, more hours in one, a better proof of one: no exception
//! - more of the training: not for In opleiding, where it is refused once it is complete (article 2)
//! - a diploma, a better proof of one: not for In opleiding, where it may waive the rest of the training (article 2);
//!   nor for Senior, where it may come to be judged, so that work counts from a later day (I-7)
//!
//! That is of what is granted: a dossier that was incomplete can be refused for more, as the last tests show. A
//! registration is no proof but a fact: to be in force is in the way of an admission.

use proptest::prelude::*;
use registertoets_core::regulation::{
    Activity, ActivityKind, Diploma, DiplomaKind, DiplomaProof, MEMBERSHIP_POINTS, RegisteredAs, Registration, Rule,
    Training, TrainingPart, Vog, VogOriginal, VogSubject, WorkPeriod, WorkProof,
};
use registertoets_core::{Category, Date, Dossier, HoursPerWeek, Named, Points, Request, Set, Verdict, evaluate, json};
use registertoets_tests::cases;

use crate::random::{cases as five_hundred, dossier, granted, have};

/// Holds that a dossier is granted still when more is shown.
fn stays_granted(dossier: &Dossier, more: impl FnOnce(&mut Dossier)) -> Result<(), TestCaseError> {
    let mut richer = dossier.clone();
    more(&mut richer);
    prop_assert_eq!(evaluate(&richer).verdict(), Verdict::Granted, "{:?}", evaluate(&richer));
    Ok(())
}

/// Any activity of up to six years ago or of the days to come.
fn activity() -> impl Strategy<Value = (i32, ActivityKind, Points)> {
    (-10..2_200_i32, 0..5_u8, 0..65_001_u16).prop_map(|(days_ago, kind, hundredths)| {
        let kind = ActivityKind::from_number(kind).unwrap();
        let points = Points::from_hundredths(hundredths).unwrap();
        (days_ago, kind, if kind == ActivityKind::BcmbMembership { MEMBERSHIP_POINTS } else { points })
    })
}

/// The day so many days before a dossier is judged, as far as there are days.
fn days_before(dossier: &Dossier, days: i32) -> Date {
    Date::from_day(dossier.assessed_on.days_later(-days)).unwrap_or(dossier.assessed_on)
}

/// The best proof of a period of work there is: a declaration of the day judged on that describes the function.
fn best_proof(dossier: &Dossier) -> WorkProof {
    WorkProof::EmployerDeclaration { signed_on: dossier.assessed_on, describes_function: true }
}

/// Whether the request is to be judged as In opleiding.
fn is_in_opleiding(dossier: &Dossier) -> bool {
    dossier.request.target() == Some(Category::InOpleiding)
}

/// A random dossier that is granted, other than as In opleiding.
fn granted_but_in_opleiding() -> impl Strategy<Value = Dossier> {
    granted().prop_filter("it is In opleiding", |dossier| !is_in_opleiding(dossier))
}

/// Whether a diploma of this kind may waive a masterclass.
fn may_waive(kind: DiplomaKind) -> bool {
    matches!(kind, DiplomaKind::NursingHbo | DiplomaKind::NursingMbo | DiplomaKind::Mantelzorgmakelaar { .. })
}

/// Whether a diploma and work are not asked both: of Senior they are, and on renewal into another category.
fn asks_for_no_work_after_a_diploma(dossier: &Dossier) -> bool {
    let findings = evaluate(dossier).findings;
    findings.of(Rule::Diploma).is_none() || findings.of(Rule::WorkHours).is_none()
}

proptest! {
    #![proptest_config(five_hundred())]

    #[test]
    fn declarations_papers_and_a_senior_supervisor_never_cost_a_grant(dossier in granted()) {
        stays_granted(&dossier, |richer| {
            richer.declarations = Set::FULL;
            richer.documents = Set::FULL;
            richer.supervisor_is_senior = true;
        })?;
    }

    #[test]
    fn a_better_certificate_of_conduct_never_costs_a_grant(dossier in granted(), posted in any::<bool>()) {
        let original = if posted { VogOriginal::Posted } else { VogOriginal::EmployerDeclaration };
        stays_granted(&dossier, |richer| richer.vog = Some(Vog {
            issued_on: dossier.assessed_on,
            subject: VogSubject::NaturalPerson,
            relevant_profile: true,
            original,
        }))?;
    }

    #[test]
    fn another_activity_never_costs_a_grant(dossier in granted(), activity in activity()) {
        let (days, kind, points) = activity;
        stays_granted(&dossier, |richer| {
            // a list that is full takes no more
            let _ = richer.activities.push(Activity::new(days_before(&dossier, days), kind, points).unwrap());
        })?;
    }

    #[test]
    fn another_activity_never_costs_points(dossier in dossier(), activity in activity()) {
        let (days, kind, points) = activity;
        let mut richer = dossier.clone();
        let _ = richer.activities.push(Activity::new(days_before(&dossier, days), kind, points).unwrap());
        let (before, after) = (evaluate(&dossier), evaluate(&richer));
        for rule in [Rule::PointsTotal, Rule::PointsAccredited, Rule::PointsReflection] {
            prop_assert!(have(&after, rule) >= have(&before, rule));
        }
    }

    #[test]
    fn an_appointment_as_ambassador_never_costs_a_grant(dossier in granted()) {
        stays_granted(&dossier, |richer| richer.bcmb_ambassador_appointed = true)?;
    }

    #[test]
    fn skj_shown_at_either_moment_never_costs_a_grant(dossier in granted(), moments in 1..4_u8) {
        stays_granted(&dossier, |richer| {
            richer.skj_shown |= moments & 1 != 0;
            if let Some(held) = &mut richer.registration {
                held.skj_shown |= moments & 2 != 0;
            }
        })?;
    }

    #[test]
    fn another_period_of_work_of_any_kind_never_costs_a_grant(dossier in granted(), other in dossier()) {
        for period in &other.work {
            stays_granted(&dossier, |richer| {
                // a list that is full takes no more
                let _ = richer.work.push(*period);
            })?;
        }
    }

    #[test]
    fn another_period_of_work_never_costs_hours(dossier in dossier(), days in -10..3_000_i32, proven in any::<bool>()) {
        let proof = if proven { best_proof(&dossier) } else { WorkProof::None };
        let hours = HoursPerWeek::from_hundredths(1_600).unwrap();
        let period = WorkPeriod::new(days_before(&dossier, days), None, hours, proof).unwrap();
        let mut richer = dossier.clone();
        let _ = richer.work.push(period.at_hbo_level(true).with_tasks(Set::FULL));
        let (before, after) = (evaluate(&dossier), evaluate(&richer));
        for rule in [Rule::WorkHours, Rule::WorkCurrent] {
            prop_assert!(have(&after, rule) >= have(&before, rule));
        }
    }

    #[test]
    fn more_hours_and_a_better_proof_of_work_never_cost_a_grant(
        dossier in granted(), days_longer in 0..100_i32, hundredths_more in 0..500_u16,
    ) {
        stays_granted(&dossier, |richer| {
            for period in &mut richer.work {
                let from = Date::from_day(period.from().days_later(-days_longer)).unwrap_or(period.from());
                let until = period.until().and_then(|until| Date::from_day(until.days_later(days_longer)));
                let hours = period.hours_per_week().hundredths() + hundredths_more;
                let hours = HoursPerWeek::from_hundredths(hours).unwrap_or(period.hours_per_week());
                let longer = WorkPeriod::new(from, until, hours, best_proof(&dossier)).unwrap();
                *period = longer.at_hbo_level(true).titled(true).with_tasks(Set::FULL);
            }
        })?;
    }

    #[test]
    fn more_of_the_training_never_costs_junior_and_senior_their_grant(
        dossier in granted_but_in_opleiding(), other in dossier(),
    ) {
        stays_granted(&dossier, |richer| richer.training = match (richer.training, other.training) {
            (Some(training), Some(more)) => Some(Training {
                provider_accredited: true,
                completed: training.completed.iter().chain(more.completed.iter()).collect(),
                ..training
            }),
            // enrolled as yet, or not at all
            (training, more) => training.or(more),
        })?;
    }

    #[test]
    fn more_of_the_training_never_costs_in_opleiding_its_grant_before_it_is_complete(
        dossier in granted().prop_filter("it is not In opleiding", is_in_opleiding), parts in 0..128_u8,
    ) {
        let more = Set::from_bits(parts).unwrap();
        stays_granted(&dossier, |richer| richer.training = richer.training.map(|training| {
            // neither masterclass 1 nor the certificate is ever waived, so without them there is more to do
            let all = training.completed.iter().chain(more.iter());
            let goes_on = |part: &TrainingPart| {
                !matches!(part, TrainingPart::Masterclass1 | TrainingPart::PostHboCertificate)
            };
            Training { completed: all.filter(goes_on).collect(), ..training }
        }))?;
    }

    #[test]
    fn another_diploma_or_a_better_proof_never_costs_a_grant_where_no_work_is_asked_after_it(
        dossier in granted_but_in_opleiding().prop_filter("work is asked after it", asks_for_no_work_after_a_diploma),
        other in dossier(),
    ) {
        stays_granted(&dossier, |richer| {
            for diploma in &mut richer.diplomas {
                diploma.proof = DiplomaProof::DuoExtract;
            }
        })?;
        for (place, diploma) in other.diplomas.iter().enumerate() {
            stays_granted(&dossier, |richer| {
                let place = place.min(richer.diplomas.len());
                let _ = richer.diplomas.insert(place, *diploma);
            })?;
        }
    }

    #[test]
    fn another_diploma_that_waives_nothing_never_costs_in_opleiding_its_grant(
        dossier in granted().prop_filter("it is not In opleiding", is_in_opleiding), other in dossier(),
    ) {
        for diploma in other.diplomas.iter().filter(|diploma| !may_waive(diploma.kind)) {
            stays_granted(&dossier, |richer| {
                let _ = richer.diplomas.push(*diploma);
            })?;
        }
    }

    #[test]
    fn an_earlier_diploma_never_costs_senior_its_grant(
        dossier in granted_but_in_opleiding(), other in dossier(), days in 0..4_000_i32,
    ) {
        let first = dossier.diplomas.iter().map(|diploma| diploma.obtained_on).min().unwrap_or(dossier.assessed_on);
        let earlier = Date::from_day(first.days_later(-days)).unwrap_or(first);
        for diploma in &other.diplomas {
            stays_granted(&dossier, |richer| {
                let _ = richer.diplomas.push(Diploma { obtained_on: earlier, ..*diploma });
            })?;
        }
    }
}

/// The dossier of a golden case.
fn case(name: &str) -> Dossier {
    let case = cases::all().into_iter().find(|case| case.name == name).unwrap();
    json::decode(case.dossier.to_string().as_bytes()).unwrap()
}

/// Holds that a dossier of this verdict is of another one when more is shown: an exception.
#[track_caller]
fn becomes(dossier: &Dossier, [before, after]: [Verdict; 2], more: impl FnOnce(&mut Dossier)) {
    assert_eq!(evaluate(dossier).verdict(), before);
    let mut richer = dossier.clone();
    more(&mut richer);
    assert_eq!(evaluate(&richer).verdict(), after);
}

const GRANTED_TO_REFUSED: [Verdict; 2] = [Verdict::Granted, Verdict::Refused];

/// In opleiding with the training completed but for this part.
fn in_opleiding_but_for(part: TrainingPart) -> Dossier {
    let mut dossier = case("in-opleiding");
    let parts = TrainingPart::ALL.iter().copied();
    let completed = parts.filter(|it| !matches!(it, TrainingPart::PostHboCertificate) && *it != part).collect();
    dossier.training = dossier.training.map(|training| Training { completed, ..training });
    dossier
}

#[test]
fn except_that_the_last_part_of_the_training_ends_in_opleiding() {
    becomes(&in_opleiding_but_for(TrainingPart::ReflectionTest), GRANTED_TO_REFUSED, |richer| {
        richer.training.as_mut().unwrap().completed.insert(TrainingPart::ReflectionTest);
    });
}

#[test]
fn except_that_a_diploma_which_waives_the_last_part_of_the_training_ends_in_opleiding() {
    let nursing = case("junior-nurse-waiver").diplomas[1];
    becomes(&in_opleiding_but_for(TrainingPart::Masterclass4), GRANTED_TO_REFUSED, |richer| {
        richer.diplomas.push(nursing).unwrap();
    });
}

#[test]
fn except_that_a_proof_of_a_diploma_which_waives_the_last_part_of_the_training_ends_in_opleiding() {
    let mut dossier = in_opleiding_but_for(TrainingPart::Masterclass4);
    let nursing = case("junior-nurse-waiver").diplomas[1];
    dossier.diplomas.push(Diploma { proof: DiplomaProof::None, ..nursing }).unwrap();
    becomes(&dossier, GRANTED_TO_REFUSED, |richer| richer.diplomas[1].proof = DiplomaProof::Scan);
}

/// Senior on a certificate of experience from before the work, 2080 hours of it.
fn senior_by_experience() -> Dossier {
    let mut dossier = case("senior-2080-hours-exactly");
    dossier.diplomas = case("junior-evc").diplomas;
    dossier.diplomas[0].obtained_on = Date::new(2018, 12, 4).unwrap();
    dossier
}

#[test]
fn except_that_a_later_diploma_which_is_judged_first_shortens_the_work_of_senior() {
    let listed = case("senior").diplomas[0];
    becomes(&senior_by_experience(), GRANTED_TO_REFUSED, |richer| {
        let obtained_on = Date::new(2020, 1, 1).unwrap();
        richer.diplomas.push(Diploma { obtained_on, ..listed }).unwrap();
    });
}

#[test]
fn except_that_a_proof_of_a_later_diploma_which_is_judged_first_shortens_the_work_of_senior() {
    let listed = case("senior").diplomas[0];
    let mut dossier = senior_by_experience();
    let obtained_on = Date::new(2020, 1, 1).unwrap();
    dossier.diplomas.push(Diploma { obtained_on, proof: DiplomaProof::None, ..listed }).unwrap();
    becomes(&dossier, GRANTED_TO_REFUSED, |richer| richer.diplomas[1].proof = DiplomaProof::DuoExtract);
}

#[test]
fn a_registration_is_in_the_way_of_an_admission() {
    let start = Date::new(2020, 6, 1).unwrap();
    becomes(&case("junior-listed-diploma"), GRANTED_TO_REFUSED, |richer| {
        richer.registration = Some(Registration { category: RegisteredAs::InOpleiding, start, skj_shown: false });
    });
}

#[test]
fn a_first_period_of_work_that_falls_short_turns_incomplete_into_refused() {
    let short = case("senior-one-day-short");
    let mut nothing_yet = short.clone();
    nothing_yet.work.clear();
    becomes(&nothing_yet, [Verdict::Incomplete, Verdict::Refused], |richer| richer.work = short.work);
}

#[test]
fn a_certificate_of_conduct_that_will_not_do_turns_incomplete_into_refused() {
    let too_old = case("vog-twelve-months-and-a-day");
    let mut nothing_yet = too_old.clone();
    nothing_yet.vog = None;
    becomes(&nothing_yet, [Verdict::Incomplete, Verdict::Refused], |richer| richer.vog = too_old.vog);
}

#[test]
fn a_diploma_that_opens_no_way_turns_incomplete_into_refused() {
    let mut nothing_yet = case("junior-listed-diploma");
    nothing_yet.diplomas.clear();
    assert_eq!(nothing_yet.request, Request::Admission(Category::Junior));
    let nursing = case("junior-nurse-waiver").diplomas[1];
    becomes(&nothing_yet, [Verdict::Incomplete, Verdict::Refused], |richer| {
        richer.diplomas.push(nursing).unwrap();
    });
}
