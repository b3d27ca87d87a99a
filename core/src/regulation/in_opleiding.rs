//! Articles 2 and 3.4: the category In opleiding, on the way in and on the way out.
//!
//! Who enters it asks for it, undertakes to complete the training within a year, shows a curriculum vitae and, until
//! both tests are passed, is supervised by someone in the Senior register. Who goes on from it to Junior or Senior
//! shows the declaration that ends the supervision; doing so after the first year is not provided for (I-3).
//! What the papers say is not judged, but for the supervisor's category.

use super::{Case, Rule};
use crate::finding::{Findings, Status};
use crate::name::names;
use crate::regulation::Training;
use crate::{Category, Set};

/// Time within which the training is to be completed, in months (article 2).
pub const TRAINING_MONTHS_MAX: u16 = 12;

names! {
    /// A paper of the category In opleiding (article 2).
    pub enum Document {
        /// The request for the category.
        InOpleidingRequest = "in_opleiding_request",
        /// The undertaking to complete the training within a year.
        CompletionCommitment = "completion_commitment",
        /// The curriculum vitae.
        CurriculumVitae = "curriculum_vitae",
        /// The undertaking to be supervised.
        SupervisionCommitment = "supervision_commitment",
        /// The declaration that ends the supervision.
        SupervisionDeclaration = "supervision_declaration",
    }
}

#[cfg_attr(not(feature = "speed"), inline(never))]
pub(super) fn judge(
    case: &Case<'_>,
    documents: Set<Document>,
    supervisor_is_senior: bool,
    training: Option<&Training>,
    findings: &mut Findings,
) {
    let shown = |document| Status::met_or_missing(documents.contains(document));
    match case.entry_target() {
        Some(Category::InOpleiding) => {
            findings.add(Rule::InOpleidingRequest, shown(Document::InOpleidingRequest));
            findings.add(Rule::CompletionCommitment, shown(Document::CompletionCommitment));
            findings.add(Rule::CurriculumVitae, shown(Document::CurriculumVitae));
            if !training.is_some_and(Training::has_both_tests) {
                findings.add(Rule::Supervision, supervision(documents, supervisor_is_senior));
            }
        }
        Some(Category::Junior | Category::Senior) => {
            if let Some(held) = case.held_in_opleiding() {
                findings.add(Rule::SupervisionDeclaration, shown(Document::SupervisionDeclaration));
                let deadline = held.start.months_later(TRAINING_MONTHS_MAX);
                let status = if case.as_of <= deadline { Status::Met } else { Status::Board };
                findings.add_days(Rule::TrainingDeadline, status, case.as_of, deadline);
            }
        }
        None => {}
    }
}

fn supervision(documents: Set<Document>, supervisor_is_senior: bool) -> Status {
    if documents.contains(Document::SupervisionCommitment) {
        Status::met_or_unmet(supervisor_is_senior)
    } else {
        Status::Missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::testing::*;
    use crate::regulation::{RegisteredAs, TrainingPart, TrainingRoute};
    use crate::{Dossier, Request, Verdict};

    const PAPERS: [(Rule, Document); 3] = [
        (Rule::InOpleidingRequest, Document::InOpleidingRequest),
        (Rule::CompletionCommitment, Document::CompletionCommitment),
        (Rule::CurriculumVitae, Document::CurriculumVitae),
    ];
    const ON_THE_WAY_IN: [Rule; 4] =
        [Rule::InOpleidingRequest, Rule::CompletionCommitment, Rule::CurriculumVitae, Rule::Supervision];
    const ON_THE_WAY_OUT: [Rule; 2] = [Rule::SupervisionDeclaration, Rule::TrainingDeadline];

    fn without(mut dossier: Dossier, document: Document) -> Dossier {
        dossier.documents = dossier.documents.iter().filter(|shown| *shown != document).collect();
        dossier
    }

    fn holding(mut dossier: Dossier, category: RegisteredAs, start: &str) -> Dossier {
        dossier.registration = Some(registered(category, start));
        dossier
    }

    fn judged_on(mut dossier: Dossier, assessed_on: &str) -> Dossier {
        dossier.assessed_on = date(assessed_on);
        dossier
    }

    #[test]
    fn each_paper_is_met_when_shown_and_missing_otherwise() {
        for dossier in [admission(Category::InOpleiding), change(Category::InOpleiding)] {
            for (rule, document) in PAPERS {
                assert_finds(&dossier, rule, Status::Met);
                assert_finds(&without(dossier.clone(), document), rule, Status::Missing);
            }
        }
    }

    #[test]
    fn a_renewal_into_in_opleiding_asks_for_its_papers_and_a_plain_one_does_not() {
        let mut dossier = renewal(Category::InOpleiding);
        ON_THE_WAY_IN.iter().for_each(|rule| assert_does_not_apply(&dossier, *rule));
        for held in [Some(RegisteredAs::Junior), Some(RegisteredAs::Basis), None] {
            dossier.registration = held.map(|held| registered(held, "2019-09-01"));
            ON_THE_WAY_IN.iter().for_each(|rule| assert_finds(&dossier, *rule, Status::Missing));
        }
    }

    #[test]
    fn junior_and_senior_ask_for_no_papers_of_in_opleiding() {
        for dossier in
            [admission(Category::Junior), admission(Category::Senior), change(Category::Junior), conversion()]
        {
            ON_THE_WAY_IN.iter().for_each(|rule| assert_does_not_apply(&dossier, *rule));
        }
    }

    #[test]
    fn supervision_takes_the_undertaking_and_a_senior() {
        let mut dossier = admission(Category::InOpleiding);
        assert_finds(&dossier, Rule::Supervision, Status::Met);
        dossier.supervisor_is_senior = false;
        assert_finds(&dossier, Rule::Supervision, Status::Unmet);
        for supervisor_is_senior in [false, true] {
            dossier.supervisor_is_senior = supervisor_is_senior;
            let without_undertaking = without(dossier.clone(), Document::SupervisionCommitment);
            assert_finds(&without_undertaking, Rule::Supervision, Status::Missing);
        }
    }

    #[test]
    fn supervision_is_no_longer_asked_when_both_tests_are_done() {
        let mut dossier = without(admission(Category::InOpleiding), Document::SupervisionCommitment);
        let tests = [TrainingPart::PracticalTest, TrainingPart::ReflectionTest];
        for one in tests {
            dossier.training = Some(training(&[one]));
            assert_finds(&dossier, Rule::Supervision, Status::Missing);
        }
        dossier.training = Some(training(&tests));
        assert_does_not_apply(&dossier, Rule::Supervision);
        assert_verdict(&dossier, Verdict::Granted);
        dossier.training = Some(Training { provider_accredited: false, ..training(&tests) });
        assert_does_not_apply(&dossier, Rule::Supervision);
        dossier.training = None;
        assert_finds(&dossier, Rule::Supervision, Status::Missing);
    }

    #[test]
    fn supervision_goes_by_the_tests_themselves_and_not_by_the_certificate_that_includes_them() {
        let mut dossier = without(admission(Category::InOpleiding), Document::SupervisionCommitment);
        let certificate = training(&[TrainingPart::PostHboCertificate]);
        dossier.training = Some(Training { route: TrainingRoute::PostHboDrechtsteden, ..certificate });
        assert_finds(&dossier, Rule::Supervision, Status::Missing);
    }

    #[test]
    fn leaving_in_opleiding_takes_the_declaration_that_ends_the_supervision() {
        let mut renewed = renewal(Category::Senior);
        renewed.registration = Some(registered(RegisteredAs::InOpleiding, "2020-09-01"));
        renewed.documents = Set::EMPTY.with(Document::SupervisionDeclaration);
        for dossier in [change(Category::Junior), change(Category::Senior), renewed] {
            assert_finds(&dossier, Rule::SupervisionDeclaration, Status::Met);
            let without = without(dossier, Document::SupervisionDeclaration);
            assert_finds(&without, Rule::SupervisionDeclaration, Status::Missing);
        }
    }

    #[test]
    fn who_does_not_leave_in_opleiding_needs_no_such_declaration() {
        let from_junior = holding(change(Category::Senior), RegisteredAs::Junior, "2020-09-01");
        let from_basis = holding(change(Category::Junior), RegisteredAs::Basis, "2020-09-01");
        let mut from_nothing = change(Category::Junior);
        from_nothing.registration = None;
        let starts_tomorrow = holding(change(Category::Junior), RegisteredAs::InOpleiding, "2021-06-02");
        let into_in_opleiding = holding(change(Category::InOpleiding), RegisteredAs::InOpleiding, "2020-09-01");
        let admitted_anew = holding(admission(Category::Junior), RegisteredAs::InOpleiding, "2016-01-01");
        let plain_renewal = renewal(Category::InOpleiding);
        let converted = holding(conversion(), RegisteredAs::InOpleiding, "2020-09-01");
        for dossier in [
            from_junior,
            from_basis,
            from_nothing,
            starts_tomorrow,
            into_in_opleiding,
            admitted_anew,
            plain_renewal,
            converted,
        ] {
            ON_THE_WAY_OUT.iter().for_each(|rule| assert_does_not_apply(&dossier, *rule));
        }
    }

    #[test]
    fn the_training_is_completed_within_twelve_months_or_the_board_decides() {
        let started = holding(change(Category::Junior), RegisteredAs::InOpleiding, "2020-06-01");
        assert_measures(&started, Rule::TrainingDeadline, Status::Met, "2021-06-01", "2021-06-01");
        assert_verdict(&started, Verdict::Granted);
        let a_day_late = judged_on(started, "2021-06-02");
        assert_measures(&a_day_late, Rule::TrainingDeadline, Status::Board, "2021-06-02", "2021-06-01");
        assert_verdict(&a_day_late, Verdict::Board);
    }

    #[test]
    fn a_training_begun_on_29_february_is_completed_by_28_february() {
        let started = holding(change(Category::Junior), RegisteredAs::InOpleiding, "2020-02-29");
        let last_day = judged_on(started.clone(), "2021-02-28");
        assert_measures(&last_day, Rule::TrainingDeadline, Status::Met, "2021-02-28", "2021-02-28");
        assert_finds(&judged_on(started, "2021-03-01"), Rule::TrainingDeadline, Status::Board);
    }

    #[test]
    fn a_renewal_out_of_in_opleiding_has_the_same_deadline() {
        let mut dossier = change(Category::Junior);
        dossier.request = Request::Renewal(Category::Junior);
        assert_measures(&dossier, Rule::TrainingDeadline, Status::Met, "2021-06-01", "2021-09-01");
        let late = holding(dossier, RegisteredAs::InOpleiding, "2017-01-01");
        assert_measures(&late, Rule::TrainingDeadline, Status::Board, "2021-06-01", "2018-01-01");
    }

    #[test]
    fn the_papers_are_asked_on_both_routes() {
        for route in [TrainingRoute::Masterclasses, TrainingRoute::PostHboDrechtsteden] {
            let mut dossier = admission(Category::InOpleiding);
            dossier.training = Some(Training { route, ..training(&[]) });
            assert_verdict(&dossier, Verdict::Granted);
            dossier.documents = Set::EMPTY;
            ON_THE_WAY_IN.iter().for_each(|rule| assert_finds(&dossier, *rule, Status::Missing));
        }
    }
}
