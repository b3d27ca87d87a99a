//! Renewals: what a renewal peak is made of.

use registertoets_core::regulation::{
    BASIS_MONTHS, Document, NORM, NORM_WITH_SKJ, REGISTRATION_MONTHS, RegisteredAs, Registration,
};
use registertoets_core::{Category, Date, Dossier, Reference, Request, Set};

use super::activities::activities;
use super::calendar::{LATER_LEAP_DAY, Period};
use super::dice::Dice;
use super::{add_declarations, diploma, vog, work};

/// A renewal in the category held.
pub(super) fn in_category_held(reference: Reference, dice: &mut Dice) -> Dossier {
    let period = Period::at_the_peak(REGISTRATION_MONTHS, dice);
    let (held, target) = dice.weighted([
        (60, (RegisteredAs::Senior, Category::Senior)),
        (39, (RegisteredAs::Junior, Category::Junior)),
        (1, (RegisteredAs::InOpleiding, Category::InOpleiding)),
    ]);
    let mut dossier = renewal(reference, period, Some(held), target, dice);
    if dice.one_in(4) {
        diploma::add_on_file(&mut dossier, dice);
    }
    dossier
}

/// A renewal of a period that started on a leap day, some with a certificate of conduct of a leap day.
pub(super) fn from_a_leap_day(reference: Reference, dice: &mut Dice) -> Dossier {
    let period = Period::from_a_leap_day(dice);
    let mut dossier = renewal(reference, period, Some(RegisteredAs::Junior), Category::Junior, dice);
    if let Some(vog) = dossier.vog.as_mut().filter(|_| dice.one_in(2)) {
        vog.issued_on = LATER_LEAP_DAY;
    }
    dossier
}

/// A renewal into another category than the one held, or of no registration at all.
pub(super) fn into_another_category(reference: Reference, dice: &mut Dice) -> Dossier {
    let (held, target) = dice.weighted([
        (70, (Some(RegisteredAs::Junior), Category::Senior)),
        (10, (Some(RegisteredAs::InOpleiding), Category::Junior)),
        (8, (Some(RegisteredAs::Senior), Category::Junior)),
        (8, (Some(RegisteredAs::Basis), Category::Junior)),
        (4, (None, Category::Junior)),
    ]);
    let months = if held == Some(RegisteredAs::Basis) { BASIS_MONTHS } else { REGISTRATION_MONTHS };
    let period = Period::at_the_peak(months, dice);
    let mut dossier = renewal(reference, period, held, target, dice);
    if held == Some(RegisteredAs::InOpleiding) {
        diploma::add_with_training(&mut dossier, 6, dice);
        dossier.documents = Set::EMPTY.with(Document::SupervisionDeclaration);
    } else {
        diploma::add_for_junior_or_senior(&mut dossier, 6, dice);
    }
    dossier
}

fn renewal(
    reference: Reference,
    period: Period,
    held: Option<RegisteredAs>,
    target: Category,
    dice: &mut Dice,
) -> Dossier {
    let Period { start, assessed_on } = period;
    let mut dossier = Dossier::new(reference, assessed_on, Request::Renewal(target));
    let (skj_at_start, skj_now) =
        dice.weighted([(92, (false, false)), (5, (true, true)), (2, (true, false)), (1, (false, true))]);
    add_declarations(&mut dossier, dice);
    dossier.registration = held.map(|category| Registration { category, start, skj_shown: skj_at_start });
    dossier.skj_shown = skj_now;
    dossier.vog = vog::vog(assessed_on, dice);
    dossier.work = work::history(assessed_on, dice);
    add_activities(&mut dossier, start, dice);
    dossier
}

fn add_activities(dossier: &mut Dossier, start: Date, dice: &mut Dice) {
    let was_ambassador = dice.one_in(40);
    dossier.bcmb_ambassador_appointed = was_ambassador && !dice.one_in(5);
    let dispensed = dossier.skj_shown && dossier.registration.is_some_and(|held| held.skj_shown);
    let norm = if dispensed { NORM_WITH_SKJ } else { NORM };
    dossier.activities = activities(start, dossier.assessed_on, norm, was_ambassador, dice);
}
