//! What follows from the findings, and what is never granted.

use proptest::prelude::*;
use registertoets_core::regulation::{Registration, Rule};
use registertoets_core::{Category, Day, Dossier, Named, Request, Status, Verdict, evaluate};

use crate::random::{cases, dossier, granted, have, is_granted, need};

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn nothing_shown_is_never_granted_but_for_a_conversion(dossier in dossier()) {
        let nothing = Dossier::new(dossier.reference.clone(), dossier.assessed_on, dossier.request);
        prop_assert_eq!(evaluate(&nothing).verdict(), Verdict::Incomplete);
        // the conversion of a Basis registration asks for nothing but that registration
        let nothing = Dossier { registration: dossier.registration, ..nothing };
        prop_assert!(!is_granted(&nothing) || dossier.request == Request::BasisConversion);
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
        let may_be_eligible = verdict != Verdict::Granted && matches!(dossier.request, Request::Admission(_));
        prop_assert!(outcome.eligible.is_empty() || may_be_eligible);
    }

    #[test]
    fn findings_come_in_the_order_of_the_rules_each_at_most_once(dossier in dossier()) {
        let rules: Vec<_> = evaluate(&dossier).findings.iter().map(|finding| finding.rule.number()).collect();
        prop_assert!(rules.is_sorted_by(|earlier, later| earlier < later));
    }

    #[test]
    fn the_other_categories_that_would_be_granted_are_eligible_and_no_others(dossier in dossier()) {
        let outcome = evaluate(&dossier);
        if let (Request::Admission(asked), true) = (dossier.request, outcome.verdict() != Verdict::Granted) {
            prop_assert!(!outcome.eligible.contains(asked));
            for category in Category::ALL.iter().copied().filter(|category| *category != asked) {
                let other = Dossier { request: Request::Admission(category), ..dossier.clone() };
                prop_assert_eq!(outcome.eligible.contains(category), is_granted(&other));
            }
        }
    }

    #[test]
    fn skj_dispensation_never_raises_a_need_nor_changes_what_there_is(dossier in dossier()) {
        let mut with = dossier.clone();
        with.skj_shown = true;
        with.registration = with.registration.map(|held| Registration { skj_shown: true, ..held });
        let (before, after) = (evaluate(&dossier), evaluate(&with));
        for rule in [Rule::PointsTotal, Rule::PointsAccredited, Rule::PointsReflection] {
            prop_assert!(need(&after, rule) <= need(&before, rule));
            prop_assert_eq!(have(&after, rule), have(&before, rule));
        }
    }

    #[test]
    fn a_granted_registration_lasts_five_years_to_the_day(dossier in granted()) {
        let registration = evaluate(&dossier).registration.unwrap();
        prop_assert_eq!(registration.end, Day::days_later(registration.start.months_later(60), -1));
    }

    #[test]
    fn a_ruling_leaves_what_was_granted_to_the_board(dossier in granted()) {
        prop_assert_eq!(evaluate(&Dossier { ruling_known: true, ..dossier }).verdict(), Verdict::Board);
    }
}
