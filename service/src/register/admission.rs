//! Admissions, to each of the categories.

use registertoets_core::regulation::{Document, RegisteredAs, Registration};
use registertoets_core::{Category, Date, Dossier, Named, Reference, Request, Set};

use super::calendar::{days_before, season_day};
use super::dice::Dice;
use super::{add_declarations, diploma, vog, work};

/// An admission to In opleiding.
pub(super) fn to_in_opleiding(reference: Reference, dice: &mut Dice) -> Dossier {
    let mut dossier = admission(reference, Category::InOpleiding, dice);
    add_for_in_opleiding(&mut dossier, dice);
    dossier
}

/// An admission to Junior; now and then of someone who is still being trained.
pub(super) fn to_junior(reference: Reference, dice: &mut Dice) -> Dossier {
    let mut dossier = admission(reference, Category::Junior, dice);
    if dice.one_in(20) {
        add_for_in_opleiding(&mut dossier, dice);
    } else {
        diploma::add_for_junior_or_senior(&mut dossier, 1, dice);
    }
    dossier
}

/// An admission to Senior.
pub(super) fn to_senior(reference: Reference, dice: &mut Dice) -> Dossier {
    let mut dossier = admission(reference, Category::Senior, dice);
    diploma::add_for_junior_or_senior(&mut dossier, 5, dice);
    dossier.work = work::history(dossier.assessed_on, dice);
    dossier
}

fn admission(reference: Reference, target: Category, dice: &mut Dice) -> Dossier {
    let mut dossier = Dossier::new(reference, season_day(dice), Request::Admission(target));
    add_declarations(&mut dossier, dice);
    dossier.registration = earlier_registration(dossier.assessed_on, dice);
    dossier.vog = vog::vog(dossier.assessed_on, dice);
    dossier
}

fn add_for_in_opleiding(dossier: &mut Dossier, dice: &mut Dice) {
    diploma::add_for_in_opleiding(dossier, dice);
    dossier.documents = documents(dice);
    dossier.supervisor_is_senior = !dice.one_in(30);
}

/// The papers of the category In opleiding, of which one is forgotten now and then.
fn documents(dice: &mut Dice) -> Set<Document> {
    let asked = |document: &Document| *document != Document::SupervisionDeclaration;
    Document::ALL.iter().copied().filter(asked).filter(|_| !dice.one_in(40)).collect()
}

/// A registration from before: mostly none; one that lapsed does not stand in the way, one in force does.
fn earlier_registration(assessed_on: Date, dice: &mut Dice) -> Option<Registration> {
    let days_ago = match dice.below(40) {
        0 => dice.between(100..=1_000),
        1 | 2 => dice.between(1_827..=2_200),
        _ => return None,
    };
    let category = dice.pick([RegisteredAs::Junior, RegisteredAs::Senior, RegisteredAs::Basis]);
    Some(Registration { category, start: days_before(assessed_on, days_ago), skj_shown: false })
}
