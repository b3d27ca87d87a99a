//! Registratienormen and articles 3 and 4: the registration held.
//!
//! A person is in one category at a time, so an admission asks that no registration is in force. A registration runs
//! for 5 years (article 3.1), Basis for 3 (article 3.5); within them the category can change (3.4) or Basis can turn
//! into Junior (3.5), and at their end the registration can be renewed (3.2, 3.3, 4). Renewing a Basis registration,
//! or one that has lapsed, is not provided for (I-4). Converting keeps the start and lengthens the period (I-9).
//! Payment and the general terms are not judged.

use serde::{Deserialize, Serialize};

use super::{Case, Rule};
use crate::finding::{Findings, Status};
use crate::name::names;
use crate::outcome::GrantedRegistration;
use crate::{Category, Date, Day, Request};

/// Length of a registration in months (article 3.1).
pub const REGISTRATION_MONTHS: u16 = 60;
/// Length of a Basis registration in months (article 3.5).
pub const BASIS_MONTHS: u16 = 36;

names! {
    /// What a person is, or was, registered as.
    pub enum RegisteredAs {
        /// In the category In opleiding.
        InOpleiding = "in_opleiding",
        /// In the category Junior.
        Junior = "junior",
        /// In the category Senior.
        Senior = "senior",
        /// Basis: the earlier registration of three years.
        Basis = "basis",
    }
}

impl RegisteredAs {
    /// The category, unless Basis, which is none.
    #[must_use]
    pub const fn category(self) -> Option<Category> {
        match self {
            Self::InOpleiding => Some(Category::InOpleiding),
            Self::Junior => Some(Category::Junior),
            Self::Senior => Some(Category::Senior),
            Self::Basis => None,
        }
    }
}

/// The most recent registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Registration {
    /// What the person is registered as.
    pub category: RegisteredAs,
    /// Its first day.
    pub start: Date,
    /// An SKJ registration was shown at its start.
    #[serde(default)]
    pub skj_shown: bool,
}

impl Registration {
    /// Whether it is a Basis registration.
    #[must_use]
    pub fn is_basis(&self) -> bool {
        self.category == RegisteredAs::Basis
    }

    /// The day after its last day: the first of a renewed period (article 3.1, or 3.5 for Basis).
    #[must_use]
    pub fn day_after(&self) -> Day {
        self.start.months_later(if self.is_basis() { BASIS_MONTHS } else { REGISTRATION_MONTHS })
    }
}

#[cfg_attr(not(feature = "speed"), inline(never))]
pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    match case.request {
        Request::Admission(_) => single_registration(case, findings),
        Request::Renewal(_) | Request::Change(_) | Request::BasisConversion => registration_held(case, findings),
    }
}

fn single_registration(case: &Case<'_>, findings: &mut Findings) {
    let in_force = case.held.is_some() && case.as_of < case.day_after_held;
    findings.add(Rule::SingleRegistration, Status::met_or_unmet(!in_force));
}

fn registration_held(case: &Case<'_>, findings: &mut Findings) {
    let Some(held) = case.held else {
        findings.add(Rule::RegistrationHeld, Status::Missing);
        return;
    };
    let last_day = case.last_day_held();
    let wrong_way = match case.request {
        Request::Change(target) => held.is_basis() || held.category.category() == Some(target),
        Request::BasisConversion => !held.is_basis(),
        Request::Admission(_) | Request::Renewal(_) => false,
    };
    let not_provided_for = case.as_of > last_day || (case.is_renewal() && held.is_basis());
    let status = if wrong_way {
        Status::Unmet
    } else if not_provided_for {
        Status::Board
    } else {
        Status::Met
    };
    findings.add_days(Rule::RegistrationHeld, status, last_day, case.as_of);
}

/// The registration that a granted request gives.
pub(super) fn granted(case: &Case<'_>) -> Option<GrantedRegistration> {
    let five_years = |category, start: Day| GrantedRegistration {
        category,
        start,
        end: start.months_later(REGISTRATION_MONTHS).days_later(-1),
    };
    let held = case.held;
    match case.request {
        Request::Admission(category) => Some(five_years(category, case.as_of)),
        Request::Renewal(category) => Some(five_years(category, held.map(|_| case.day_after_held)?)),
        Request::Change(category) => Some(five_years(category, held?.start.into())),
        Request::BasisConversion => Some(five_years(Category::Junior, held?.start.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::testing::*;
    use crate::regulation::{Activity, ActivityKind};
    use crate::{Dossier, Named, Verdict, evaluate};

    fn holding(mut dossier: Dossier, category: RegisteredAs, start: &str) -> Dossier {
        dossier.registration = Some(registered(category, start));
        dossier
    }

    fn judged_on(mut dossier: Dossier, assessed_on: &str) -> Dossier {
        dossier.assessed_on = date(assessed_on);
        dossier
    }

    fn granted_to(dossier: &Dossier) -> (Category, std::string::String, std::string::String) {
        use std::string::ToString;

        let granted = evaluate(dossier).registration.unwrap();
        (granted.category, granted.start.to_string(), granted.end.to_string())
    }

    fn is_granted_until(dossier: &Dossier, category: Category, start: &str, end: &str) {
        assert_verdict(dossier, Verdict::Granted);
        assert_eq!(granted_to(dossier), (category, start.into(), end.into()));
    }

    // one registration at a time

    #[test]
    fn who_is_not_registered_can_be_admitted() {
        assert_finds(&admission(Category::Junior), Rule::SingleRegistration, Status::Met);
    }

    #[test]
    fn who_is_registered_as_anything_cannot_be_admitted() {
        for category in RegisteredAs::ALL {
            let dossier = holding(admission(Category::Junior), *category, "2019-09-01");
            assert_finds(&dossier, Rule::SingleRegistration, Status::Unmet);
        }
    }

    #[test]
    fn a_registration_is_in_force_for_five_years_and_basis_for_three() {
        for (category, start_of_one_in_force, start_of_one_that_ended_yesterday) in [
            (RegisteredAs::Junior, "2016-06-02", "2016-06-01"),
            (RegisteredAs::Senior, "2016-06-02", "2016-06-01"),
            (RegisteredAs::InOpleiding, "2016-06-02", "2016-06-01"),
            (RegisteredAs::Basis, "2018-06-02", "2018-06-01"),
        ] {
            let in_force = holding(admission(Category::Junior), category, start_of_one_in_force);
            assert_finds(&in_force, Rule::SingleRegistration, Status::Unmet);
            let ended = holding(admission(Category::Junior), category, start_of_one_that_ended_yesterday);
            assert_finds(&ended, Rule::SingleRegistration, Status::Met);
        }
    }

    #[test]
    fn a_registration_that_starts_on_the_judged_day_is_in_force_and_one_of_the_day_after_is_not_there() {
        let today = holding(admission(Category::Junior), RegisteredAs::Senior, "2021-06-01");
        assert_finds(&today, Rule::SingleRegistration, Status::Unmet);
        let tomorrow = holding(admission(Category::Junior), RegisteredAs::Senior, "2021-06-02");
        assert_finds(&tomorrow, Rule::SingleRegistration, Status::Met);
    }

    #[test]
    fn only_an_admission_asks_that_no_registration_is_in_force() {
        for dossier in [renewal(Category::Junior), change(Category::Junior), conversion()] {
            assert_does_not_apply(&dossier, Rule::SingleRegistration);
        }
        assert_does_not_apply(&admission(Category::Junior), Rule::RegistrationHeld);
    }

    // the registration held

    #[test]
    fn a_request_without_a_registration_lacks_it() {
        for mut dossier in [renewal(Category::Junior), change(Category::Junior), conversion()] {
            for none in [None, Some(registered(RegisteredAs::Basis, "2021-06-02"))] {
                dossier.registration = none;
                assert_finds(&dossier, Rule::RegistrationHeld, Status::Missing);
                assert_eq!(measured(&dossier, Rule::RegistrationHeld), None);
            }
        }
    }

    #[test]
    fn a_renewal_is_on_time_through_the_last_day() {
        let on_the_last_day = judged_on(renewal(Category::Junior), "2021-08-31");
        assert_measures(&on_the_last_day, Rule::RegistrationHeld, Status::Met, "2021-08-31", "2021-08-31");
        let a_day_late = judged_on(renewal(Category::Junior), "2021-09-01");
        assert_measures(&a_day_late, Rule::RegistrationHeld, Status::Board, "2021-08-31", "2021-09-01");
        assert_verdict(&a_day_late, Verdict::Board);
    }

    #[test]
    fn a_registration_of_29_february_ends_on_27_february() {
        let dossier = holding(renewal(Category::Junior), RegisteredAs::Junior, "2016-02-29");
        assert_eq!(measured(&dossier, Rule::RegistrationHeld).unwrap().0, "2021-02-27");
    }

    #[test]
    fn renewing_basis_is_for_the_board_in_force_or_lapsed() {
        for (start, last_day) in [("2018-06-02", "2021-06-01"), ("2018-06-01", "2021-05-31")] {
            let dossier = holding(renewal(Category::Junior), RegisteredAs::Basis, start);
            assert_measures(&dossier, Rule::RegistrationHeld, Status::Board, last_day, TODAY);
        }
    }

    #[test]
    fn a_change_goes_to_another_category_within_the_period() {
        let changed = change(Category::Junior);
        assert_measures(&changed, Rule::RegistrationHeld, Status::Met, "2025-08-31", TODAY);
        for category in Category::ALL {
            let same = holding(change(*category), registered_as(*category), "2019-09-01");
            assert_measures(&same, Rule::RegistrationHeld, Status::Unmet, "2024-08-31", TODAY);
        }
    }

    #[test]
    fn a_change_from_basis_is_unmet_in_force_or_lapsed() {
        for start in ["2019-09-01", "2018-06-01"] {
            let dossier = holding(change(Category::Junior), RegisteredAs::Basis, start);
            assert_finds(&dossier, Rule::RegistrationHeld, Status::Unmet);
        }
    }

    #[test]
    fn a_change_after_the_period_is_for_the_board_unless_to_the_category_held() {
        let last_day = holding(change(Category::Senior), RegisteredAs::Junior, "2016-06-02");
        assert_finds(&last_day, Rule::RegistrationHeld, Status::Met);
        let lapsed = holding(change(Category::Senior), RegisteredAs::Junior, "2016-06-01");
        assert_finds(&lapsed, Rule::RegistrationHeld, Status::Board);
        let lapsed_and_the_same = holding(change(Category::Senior), RegisteredAs::Senior, "2016-06-01");
        assert_finds(&lapsed_and_the_same, Rule::RegistrationHeld, Status::Unmet);
    }

    #[test]
    fn only_basis_in_force_can_be_converted() {
        assert_measures(&conversion(), Rule::RegistrationHeld, Status::Met, "2022-02-27", TODAY);
        let last_day = holding(conversion(), RegisteredAs::Basis, "2018-06-02");
        assert_finds(&last_day, Rule::RegistrationHeld, Status::Met);
        let lapsed = holding(conversion(), RegisteredAs::Basis, "2018-06-01");
        assert_finds(&lapsed, Rule::RegistrationHeld, Status::Board);
        for category in Category::ALL {
            for start in ["2019-09-01", "2016-06-01"] {
                let other = holding(conversion(), registered_as(*category), start);
                assert_finds(&other, Rule::RegistrationHeld, Status::Unmet);
            }
        }
    }

    // the registration granted

    #[test]
    fn an_admission_runs_five_years_from_the_judged_day() {
        for category in Category::ALL {
            is_granted_until(&admission(*category), *category, "2021-06-01", "2026-05-31");
        }
        let mut on_leap_day = judged_on(admission(Category::Junior), "2020-02-29");
        on_leap_day.vog = Some(vog("2020-01-01"));
        is_granted_until(&on_leap_day, Category::Junior, "2020-02-29", "2025-02-27");
    }

    #[test]
    fn an_admission_after_an_earlier_registration_starts_on_the_judged_day() {
        let dossier = holding(admission(Category::Junior), RegisteredAs::Senior, "2016-06-01");
        is_granted_until(&dossier, Category::Junior, "2021-06-01", "2026-05-31");
    }

    #[test]
    fn a_renewal_starts_the_day_after_the_old_period_however_early_it_is_asked() {
        for category in [Category::Junior, Category::Senior] {
            is_granted_until(&renewal(category), category, "2021-09-01", "2026-08-31");
        }
        let from_leap_day = holding(renewal(Category::Junior), RegisteredAs::Junior, "2016-02-29");
        let on_its_last_day = judged_on(from_leap_day, "2021-02-27");
        let mut dossier = on_its_last_day;
        dossier.vog = Some(vog("2021-01-01"));
        is_granted_until(&dossier, Category::Junior, "2021-02-28", "2026-02-27");
    }

    #[test]
    fn a_change_keeps_the_period() {
        for category in Category::ALL {
            is_granted_until(&change(*category), *category, "2020-09-01", "2025-08-31");
        }
    }

    #[test]
    fn a_conversion_keeps_the_start_and_lengthens_the_period_to_five_years() {
        is_granted_until(&conversion(), Category::Junior, "2019-02-28", "2024-02-27");
    }

    #[test]
    fn a_registration_granted_in_2099_ends_in_2104() {
        let mut dossier = judged_on(admission(Category::Junior), "2099-12-31");
        dossier.vog = Some(vog("2099-12-31"));
        is_granted_until(&dossier, Category::Junior, "2099-12-31", "2104-12-30");
    }

    #[test]
    fn what_is_not_granted_gives_no_registration() {
        for mut dossier in one_of_each_request() {
            dossier.ruling_known = true;
            assert_eq!(evaluate(&dossier).registration, None);
            dossier.ruling_known = false;
            dossier.registration = Some(registered(RegisteredAs::Junior, "2021-06-01"));
            dossier.vog = None;
            dossier.diplomas.clear();
            assert_eq!(evaluate(&dossier).registration, None);
        }
    }

    #[test]
    fn a_converted_registration_is_renewed_as_junior_with_the_points_of_all_its_five_years() {
        let converted = evaluate(&conversion()).registration.unwrap();
        let mut dossier = renewal(Category::Junior);
        dossier.registration =
            Some(Registration { start: Date::from_day(converted.start).unwrap(), ..dossier.registration.unwrap() });
        dossier.assessed_on = Date::from_day(converted.end).unwrap();
        dossier.vog = Some(vog("2024-01-01"));
        // from its first day as Basis to its last as Junior
        for activity in &mut dossier.activities {
            let on = if activity.kind() == ActivityKind::Other { converted.end } else { converted.start };
            *activity = Activity::new(Date::from_day(on).unwrap(), activity.kind(), activity.points()).unwrap();
        }
        is_granted_until(&dossier, Category::Junior, "2024-02-28", "2029-02-27");
    }
}
