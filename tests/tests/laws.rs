//! Laws that every outcome keeps, as properties over random dossiers at the edges of the rules.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

use proptest::prelude::*;
use registertoets_core::limits::{DOSSIER_BYTES_MAX, OUTCOME_BYTES_MAX};
use registertoets_core::regulation::{
    Activity, ActivityKind, Declaration, DiplomaProof, Document, MEMBERSHIP_POINTS, Rule, VogOriginal, WorkPeriod,
    WorkProof,
};
use registertoets_core::{
    Category, Date, Day, Dossier, Measure, Named, Notice, Outcome, Points, Request, Set, Status, Verdict, evaluate,
    evaluate_as_of, json, wire,
};
use registertoets_tests::edges;

/// A random dossier: most of them lie at an edge of a rule, many are granted or nearly so.
fn dossier() -> impl Strategy<Value = Dossier> {
    any::<u64>().prop_map(|seed| json::decode(edges::dossier(seed).to_string().as_bytes()).unwrap())
}

/// A random dossier and another day to judge it on.
fn dossier_and_day() -> impl Strategy<Value = (Dossier, Date)> {
    any::<u64>().prop_map(|seed| {
        let dossier = edges::dossier(seed);
        let day = edges::as_of(seed, &dossier);
        (json::decode(dossier.to_string().as_bytes()).unwrap(), Date::parse(day.as_bytes()).unwrap())
    })
}

/// What happens to a granted dossier when more is shown.
fn stays_granted(dossier: &Dossier, more: impl FnOnce(&mut Dossier)) -> Result<(), TestCaseError> {
    let mut richer = dossier.clone();
    more(&mut richer);
    if evaluate(dossier).verdict() == Verdict::Granted {
        prop_assert_eq!(evaluate(&richer).verdict(), Verdict::Granted);
    }
    Ok(())
}

fn without_later_facts(dossier: &Dossier, day: Date) -> Dossier {
    let mut then = dossier.clone();
    let exists = |date: Date| date <= day;
    then.assessed_on = day;
    then.registration = then.registration.filter(|registration| exists(registration.start));
    then.vog = then.vog.filter(|vog| exists(vog.issued_on));
    then.diplomas.retain(|diploma| exists(diploma.obtained_on));
    then.work =
        dossier.work.iter().filter(|period| exists(period.from())).map(|period| until_then(period, day)).collect();
    then.activities.retain(|activity| exists(activity.on()));
    then
}

/// A period of work as far as it was known on a day: not when it would end, nor what was signed later.
fn until_then(period: &WorkPeriod, day: Date) -> WorkPeriod {
    let proof = match period.proof() {
        WorkProof::EmployerDeclaration { signed_on, .. } if signed_on > day => WorkProof::None,
        WorkProof::SelfEmployed { kvk_registered, signed_on, describes_function } => {
            let signed_on = signed_on.filter(|signed_on| *signed_on <= day);
            WorkProof::SelfEmployed { kvk_registered, signed_on, describes_function }
        }
        proof => proof,
    };
    let until = period.until().filter(|until| *until <= day);
    WorkPeriod::new(period.from(), until, period.hours_per_week(), proof)
        .unwrap()
        .at_hbo_level(period.is_at_hbo_level())
        .titled(period.is_titled())
        .with_tasks(period.tasks())
}

fn have(outcome: &Outcome, rule: Rule) -> Option<u32> {
    match outcome.findings.of(rule)?.measure? {
        Measure::Amounts { have, .. } => Some(have.hundredths()),
        Measure::Days { .. } => None,
    }
}

fn need(outcome: &Outcome, rule: Rule) -> Option<u32> {
    match outcome.findings.of(rule)?.measure? {
        Measure::Amounts { need, .. } => Some(need.hundredths()),
        Measure::Days { .. } => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_activities_and_of_work_does_not_matter(dossier in dossier(), turns in any::<(usize, usize)>()) {
        let mut turned = dossier.clone();
        let (activities, work) = (turned.activities.len(), turned.work.len());
        turned.activities.rotate_left(turns.0 % activities.max(1));
        turned.activities.reverse();
        turned.work.rotate_left(turns.1 % work.max(1));
        prop_assert_eq!(evaluate(&turned), evaluate(&dossier));
    }

    #[test]
    fn judging_as_of_a_day_is_judging_what_was_known_on_it(case in dossier_and_day()) {
        let (dossier, day) = case;
        let (mut as_of, mut known) = (evaluate_as_of(&dossier, day), evaluate(&without_later_facts(&dossier, day)));
        // the one thing that the future shows: that there are activities which do not count
        for outcome in [&mut as_of, &mut known] {
            outcome.notices = outcome.notices.iter().filter(|notice| *notice != Notice::ActivitiesOutsidePeriod).collect();
        }
        prop_assert_eq!(as_of, known);
    }

    #[test]
    fn nothing_shown_is_never_granted_but_for_a_conversion(dossier in dossier()) {
        let nothing = Dossier::new(dossier.reference.clone(), dossier.assessed_on, dossier.request);
        prop_assert_ne!(evaluate(&nothing).verdict(), Verdict::Granted);
        let nothing = Dossier { registration: dossier.registration, ..nothing };
        let granted = evaluate(&nothing).verdict() == Verdict::Granted;
        prop_assert!(!granted || dossier.request == Request::BasisConversion);
    }

    #[test]
    fn the_verdict_follows_from_the_findings_and_a_registration_from_the_verdict(dossier in dossier()) {
        let outcome = evaluate(&dossier);
        let any = |status| outcome.findings.iter().any(|finding| finding.status == status);
        let verdict = if any(Status::Unmet) {
            Verdict::Refused
        } else if any(Status::Missing) {
            Verdict::Incomplete
        } else if any(Status::Board) {
            Verdict::Board
        } else {
            Verdict::Granted
        };
        prop_assert_eq!(outcome.verdict(), verdict);
        prop_assert_eq!(outcome.registration.is_some(), verdict == Verdict::Granted);
        prop_assert!(outcome.eligible.is_empty() || (verdict != Verdict::Granted && matches!(dossier.request, Request::Admission(_))));
    }

    #[test]
    fn findings_come_in_the_order_of_the_rules_each_at_most_once(dossier in dossier()) {
        let rules: Vec<_> = evaluate(&dossier).findings.iter().map(|finding| finding.rule.number()).collect();
        prop_assert!(rules.is_sorted_by(|earlier, later| earlier < later));
    }

    #[test]
    fn an_eligible_category_is_granted_when_it_is_asked_for(dossier in dossier()) {
        for category in evaluate(&dossier).eligible.iter() {
            let asked = Dossier { request: Request::Admission(category), ..dossier.clone() };
            prop_assert_eq!(evaluate(&asked).verdict(), Verdict::Granted);
        }
    }

    #[test]
    fn a_category_that_would_be_granted_is_eligible(dossier in dossier()) {
        let outcome = evaluate(&dossier);
        if let (Request::Admission(asked), true) = (dossier.request, outcome.verdict() != Verdict::Granted) {
            for category in Category::ALL.iter().copied().filter(|category| *category != asked) {
                let other = Dossier { request: Request::Admission(category), ..dossier.clone() };
                let granted = evaluate(&other).verdict() == Verdict::Granted;
                prop_assert_eq!(outcome.eligible.contains(category), granted);
            }
        }
    }

    #[test]
    fn skj_dispensation_never_raises_a_need_nor_refuses_who_was_granted(dossier in dossier()) {
        let mut with = dossier.clone();
        with.skj_shown = true;
        with.registration = with.registration.map(|registration| registertoets_core::Registration { skj_shown: true, ..registration });
        let (before, after) = (evaluate(&dossier), evaluate(&with));
        for rule in [Rule::PointsTotal, Rule::PointsAccredited, Rule::PointsReflection] {
            prop_assert!(need(&after, rule) <= need(&before, rule));
            prop_assert_eq!(have(&after, rule), have(&before, rule));
        }
        prop_assert!(before.verdict() != Verdict::Granted || after.verdict() == Verdict::Granted);
    }

    #[test]
    fn more_declarations_and_papers_never_cost_a_grant(dossier in dossier()) {
        stays_granted(&dossier, |richer| {
            richer.declarations = Declaration::ALL.iter().copied().collect();
            richer.documents = Document::ALL.iter().copied().collect();
            richer.supervisor_is_senior = true;
        })?;
    }

    #[test]
    fn a_better_vog_never_costs_a_grant(dossier in dossier()) {
        stays_granted(&dossier, |richer| {
            if let Some(vog) = &mut richer.vog {
                vog.issued_on = vog.issued_on.max(dossier.assessed_on);
                vog.relevant_profile = true;
                vog.original = VogOriginal::Posted;
            }
        })?;
    }

    #[test]
    fn another_activity_never_costs_a_grant_nor_points(
        dossier in dossier(), days in 0..2_000_i32, kind in 0..5_u8, hundredths in 0..65_001_u16,
    ) {
        let kind = ActivityKind::from_number(kind).unwrap();
        let points = if kind == ActivityKind::BcmbMembership { MEMBERSHIP_POINTS } else { Points::from_hundredths(hundredths).unwrap() };
        let on = Date::from_day(dossier.assessed_on.days_later(-days)).unwrap_or(dossier.assessed_on);
        let mut richer = dossier.clone();
        if richer.activities.push(Activity::new(on, kind, points).unwrap()).is_ok() {
            let (before, after) = (evaluate(&dossier), evaluate(&richer));
            for rule in [Rule::PointsTotal, Rule::PointsAccredited, Rule::PointsReflection] {
                prop_assert!(have(&after, rule) >= have(&before, rule));
            }
            prop_assert!(before.verdict() != Verdict::Granted || after.verdict() == Verdict::Granted);
        }
    }

    #[test]
    fn another_period_of_work_never_costs_a_grant_nor_hours(dossier in dossier(), days in 0..3_000_i32, contract in any::<bool>()) {
        let from = Date::from_day(dossier.assessed_on.days_later(-days)).unwrap_or(dossier.assessed_on);
        let proof = if contract { WorkProof::EmploymentContract } else { WorkProof::None };
        let hours = registertoets_core::HoursPerWeek::from_hundredths(1_600).unwrap();
        let period = WorkPeriod::new(from, None, hours, proof).unwrap().at_hbo_level(true).titled(true).with_tasks(Set::FULL);
        let mut richer = dossier.clone();
        if richer.work.push(period).is_ok() {
            let (before, after) = (evaluate(&dossier), evaluate(&richer));
            for rule in [Rule::WorkHours, Rule::WorkCurrent] {
                prop_assert!(have(&after, rule) >= have(&before, rule));
            }
            prop_assert!(before.verdict() != Verdict::Granted || after.verdict() == Verdict::Granted);
        }
    }

    // a better diploma can move the day from which hours count (I-7), so only its proof is bettered, and only for Junior
    #[test]
    fn a_better_proof_of_diplomas_never_costs_junior_its_grant(dossier in dossier()) {
        let junior = Dossier { request: Request::Admission(Category::Junior), ..dossier };
        stays_granted(&junior, |richer| {
            for diploma in &mut richer.diplomas {
                diploma.proof = DiplomaProof::DuoExtract;
            }
        })?;
    }

    #[test]
    fn text_and_bytes_keep_a_dossier_and_bytes_keep_an_outcome(dossier in dossier()) {
        let mut buffer = [0; DOSSIER_BYTES_MAX];
        let bytes = wire::encode(&dossier, &mut buffer).unwrap();
        prop_assert_eq!(wire::decode(bytes), Ok(dossier.clone()));
        let text = serde_json::to_vec(&dossier).unwrap();
        prop_assert_eq!(json::decode(&text), Ok(dossier.clone()));
        let outcome = evaluate(&dossier);
        let mut buffer = [0; OUTCOME_BYTES_MAX];
        let bytes = wire::encode_outcome(&outcome, &mut buffer).unwrap();
        prop_assert_eq!(wire::decode_outcome(bytes), Ok(outcome));
    }

    #[test]
    fn any_bytes_are_a_dossier_or_an_error_and_a_dossier_has_but_those_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(dossier) = wire::decode(&bytes) {
            let mut buffer = [0; DOSSIER_BYTES_MAX];
            prop_assert_eq!(wire::encode(&dossier, &mut buffer), Ok(&bytes[..]));
        }
        let _ = (json::decode(&bytes), wire::decode_outcome(&bytes));
    }

    #[test]
    fn a_granted_registration_lasts_five_years_to_the_day(dossier in dossier()) {
        if let Some(granted) = evaluate(&dossier).registration {
            prop_assert_eq!(granted.end, Day::days_later(granted.start.months_later(60), -1));
        }
    }
}
