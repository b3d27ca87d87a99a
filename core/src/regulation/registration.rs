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

    /// Its last day (article 3.1, or 3.5 for Basis).
    #[must_use]
    pub fn last_day(&self) -> Day {
        self.day_after().days_later(-1)
    }

    /// The day after its last day: the first of a renewed period.
    #[must_use]
    pub fn day_after(&self) -> Day {
        self.start.months_later(if self.is_basis() { BASIS_MONTHS } else { REGISTRATION_MONTHS })
    }
}

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    match case.request {
        Request::Admission(_) => single_registration(case, findings),
        Request::Renewal(_) | Request::Change(_) | Request::BasisConversion => registration_held(case, findings),
    }
}

fn single_registration(case: &Case<'_>, findings: &mut Findings) {
    let in_force = case.held.is_some_and(|held| case.as_of <= held.last_day());
    findings.add(Rule::SingleRegistration, Status::met_or_unmet(!in_force));
}

fn registration_held(case: &Case<'_>, findings: &mut Findings) {
    let Some(held) = case.held else {
        findings.add(Rule::RegistrationHeld, Status::Missing);
        return;
    };
    let last_day = held.last_day();
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
        Request::Renewal(category) => Some(five_years(category, held?.day_after())),
        Request::Change(category) => Some(five_years(category, held?.start.into())),
        Request::BasisConversion => Some(five_years(Category::Junior, held?.start.into())),
    }
}
