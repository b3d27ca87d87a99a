//! To judge as of a day is to know what existed on it, and nothing later (I-2).

use proptest::prelude::*;
use registertoets_core::regulation::{WorkPeriod, WorkProof};
use registertoets_core::{Date, Dossier, Notice, evaluate, evaluate_as_of};

use crate::random::{cases, dossier_and_day};

/// A dossier as it was on a day: whatever is of a later date is taken out.
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

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn judging_as_of_a_day_is_judging_what_was_known_on_it(case in dossier_and_day()) {
        let (dossier, day) = case;
        let (mut as_of, mut known) = (evaluate_as_of(&dossier, day), evaluate(&without_later_facts(&dossier, day)));
        // the one thing that the future shows: that there are activities which do not count
        for outcome in [&mut as_of, &mut known] {
            outcome.notices =
                outcome.notices.iter().filter(|notice| *notice != Notice::ActivitiesOutsidePeriod).collect();
        }
        prop_assert_eq!(as_of, known);
    }

    #[test]
    fn judging_as_of_a_day_is_judging_a_dossier_of_that_day(case in dossier_and_day()) {
        let (dossier, day) = case;
        let of_that_day = Dossier { assessed_on: day, ..dossier.clone() };
        prop_assert_eq!(evaluate_as_of(&dossier, day), evaluate(&of_that_day));
    }
}
