//! Changes of category within the period, and conversions of a Basis registration.

use registertoets_core::regulation::{Document, RegisteredAs, Registration, TRAINING_MONTHS_MAX};
use registertoets_core::{Category, Date, Dossier, Reference, Request, Set};

use super::calendar::{date, days_before, season_day};
use super::dice::Dice;
use super::{diploma, work};

/// A change of category: mostly out of In opleiding, or from Junior to Senior.
pub(super) fn of_category(reference: Reference, dice: &mut Dice) -> Dossier {
    let (category, target) = dice.weighted([
        (53, (RegisteredAs::InOpleiding, Category::Junior)),
        (6, (RegisteredAs::InOpleiding, Category::Senior)),
        (34, (RegisteredAs::Junior, Category::Senior)),
        (2, (RegisteredAs::Senior, Category::Junior)),
        (3, (RegisteredAs::Junior, Category::InOpleiding)),
        (1, (RegisteredAs::Junior, Category::Junior)),
        (1, (RegisteredAs::Basis, Category::Senior)),
    ]);
    let assessed_on = season_day(dice);
    let mut dossier = Dossier::new(reference, assessed_on, Request::Change(target));
    let start = match category {
        RegisteredAs::InOpleiding => start_in_opleiding(assessed_on, dice),
        _ => days_before(assessed_on, dice.between(200..=1_860)),
    };
    dossier.registration = Some(Registration { category, start, skj_shown: false });
    add_papers(&mut dossier, category, dice);
    if target == Category::Senior {
        dossier.work = work::history(assessed_on, dice);
    }
    dossier
}

fn add_papers(dossier: &mut Dossier, held: RegisteredAs, dice: &mut Dice) {
    if held == RegisteredAs::InOpleiding {
        diploma::add_with_training(dossier, 4, dice);
        if !dice.one_in(30) {
            dossier.documents = Set::EMPTY.with(Document::SupervisionDeclaration);
        }
    } else {
        diploma::add_for_junior_or_senior(dossier, 5, dice);
    }
}

/// Mostly within the year that the training may take; now and then on its last day, or past it.
fn start_in_opleiding(assessed_on: Date, dice: &mut Dice) -> Date {
    let year_ago = date(assessed_on.months_earlier(TRAINING_MONTHS_MAX));
    match dice.below(50) {
        0 => year_ago,
        1 => days_before(year_ago, 1),
        2..6 => days_before(year_ago, dice.between(2..=250)),
        _ => days_before(assessed_on, dice.between(90..=360)),
    }
}

/// A conversion of a Basis registration: mostly in force, now and then lapsed, absent or not Basis at all.
pub(super) fn of_basis(reference: Reference, dice: &mut Dice) -> Dossier {
    let assessed_on = season_day(dice);
    let mut dossier = Dossier::new(reference, assessed_on, Request::BasisConversion);
    let start = days_before(assessed_on, dice.between(30..=1_140));
    let category = if dice.one_in(20) { RegisteredAs::Junior } else { RegisteredAs::Basis };
    dossier.registration = (!dice.one_in(40)).then_some(Registration { category, start, skj_shown: false });
    dossier
}
