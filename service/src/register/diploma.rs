//! Diplomas and the training: the ways into each category.

use registertoets_core::regulation::{
    DUO_EXTRACT_FROM, Diploma, DiplomaKind, DiplomaProof, Training, TrainingPart, TrainingRoute,
};
use registertoets_core::{Date, Dossier, Set, limits};

use super::calendar::{date, graduation};
use super::dice::Dice;

/// The diplomas that open Junior and Senior at once.
const LISTED: [DiplomaKind; 8] = [
    DiplomaKind::Mwd,
    DiplomaKind::Sph,
    DiplomaKind::SocialWork,
    DiplomaKind::Sjd,
    DiplomaKind::Pedagogiek,
    DiplomaKind::ToegepastePsychologie,
    DiplomaKind::ToegepasteGerontologie,
    DiplomaKind::Predecessor,
];
/// The parts of the training on the route of the masterclasses, in the order in which they are mostly followed.
const PARTS: [TrainingPart; 6] = [
    TrainingPart::Masterclass1,
    TrainingPart::Masterclass2,
    TrainingPart::Masterclass3,
    TrainingPart::Masterclass4,
    TrainingPart::PracticalTest,
    TrainingPart::ReflectionTest,
];

/// Adds a diploma that is on file and that nothing asks for.
pub(super) fn add_on_file(dossier: &mut Dossier, dice: &mut Dice) {
    let kind = dice.pick(LISTED);
    add(dossier, kind, 6, dice);
}

/// Adds what opens Junior and Senior, obtained at least so many years ago.
pub(super) fn add_for_junior_or_senior(dossier: &mut Dossier, years_ago_min: u32, dice: &mut Dice) {
    match dice.below(100) {
        0 => {}
        1..70 => {
            let kind = dice.pick(LISTED);
            add(dossier, kind, years_ago_min, dice);
        }
        70..94 => add_with_training(dossier, years_ago_min, dice),
        94..99 => {
            let kind = DiplomaKind::Evc { recognised_provider: !dice.one_in(10), report: !dice.one_in(10) };
            add(dossier, kind, years_ago_min, dice);
        }
        _ => add(dossier, DiplomaKind::NursingMbo, years_ago_min, dice),
    }
    add_more(dossier, dice);
}

/// Adds another diploma than a listed one, with the training completed, but for an exception.
pub(super) fn add_with_training(dossier: &mut Dossier, years_ago_min: u32, dice: &mut Dice) {
    let kind = another(dice);
    add(dossier, kind, years_ago_min, dice);
    dossier.training = (!dice.one_in(40)).then(|| training(completed(kind, dice), dice));
}

/// Adds what opens In opleiding: another diploma than a listed one, the training going on.
pub(super) fn add_for_in_opleiding(dossier: &mut Dossier, dice: &mut Dice) {
    let kind = if dice.one_in(40) { dice.pick(LISTED) } else { another(dice) };
    add(dossier, kind, 1, dice);
    dossier.training = (!dice.one_in(40)).then(|| {
        let masterclasses = PARTS.into_iter().take(dice.below(4) as usize);
        let tests = PARTS.into_iter().skip(4).filter(|_| dice.one_in(8));
        let so_far = masterclasses.chain(tests).collect();
        if dice.one_in(60) { training(completed(kind, dice), dice) } else { training(so_far, dice) }
    });
}

fn another(dice: &mut Dice) -> DiplomaKind {
    dice.weighted([
        (50, DiplomaKind::OtherHbo),
        (20, DiplomaKind::Wo),
        (15, DiplomaKind::NursingHbo),
        (14, DiplomaKind::Mantelzorgmakelaar { hbo_level_tested: true }),
        (1, DiplomaKind::Mantelzorgmakelaar { hbo_level_tested: false }),
    ])
}

/// A second diploma now and then, and very rarely as many as a dossier can hold.
fn add_more(dossier: &mut Dossier, dice: &mut Dice) {
    let more = match dice.below(300) {
        0 => limits::DIPLOMAS_MAX,
        1..30 => 1,
        _ => 0,
    };
    for _ in 0..more {
        let kind = dice.pick([DiplomaKind::NursingMbo, DiplomaKind::Wo, DiplomaKind::OtherHbo, DiplomaKind::Sph]);
        add(dossier, kind, 1, dice);
    }
}

fn add(dossier: &mut Dossier, kind: DiplomaKind, years_ago_min: u32, dice: &mut Dice) {
    let obtained_on = obtained_on(dossier.assessed_on, years_ago_min, dice);
    let in_duo_register = !dice.one_in(40);
    let proof = proof(kind, obtained_on, in_duo_register, dice);
    // where there is room
    let _ = dossier.diplomas.push(Diploma { kind, obtained_on, proof, in_duo_register });
}

/// Mostly in the last thirty years; now and then on either side of the day from which an extract is asked.
fn obtained_on(assessed_on: Date, years_ago_min: u32, dice: &mut Dice) -> Date {
    match dice.below(100) {
        0 => date(DUO_EXTRACT_FROM),
        1 => date(DUO_EXTRACT_FROM.days_later(-1)),
        _ => {
            let years_ago = years_ago_min + dice.below(15) + dice.below(15);
            graduation(assessed_on, years_ago, dice)
        }
    }
}

fn proof(kind: DiplomaKind, obtained_on: Date, in_duo_register: bool, dice: &mut Dice) -> DiplomaProof {
    let never_in_register = matches!(kind, DiplomaKind::Mantelzorgmakelaar { .. } | DiplomaKind::Evc { .. });
    if never_in_register || !in_duo_register || *obtained_on < DUO_EXTRACT_FROM {
        return if dice.one_in(50) { DiplomaProof::None } else { DiplomaProof::Scan };
    }
    dice.weighted([
        (940, DiplomaProof::DuoExtract),
        (25, DiplomaProof::Scan),
        (15, DiplomaProof::AlteredDuoExtract),
        (20, DiplomaProof::None),
    ])
}

fn training(completed: Set<TrainingPart>, dice: &mut Dice) -> Training {
    let route = if completed.contains(TrainingPart::PostHboCertificate) {
        TrainingRoute::PostHboDrechtsteden
    } else {
        TrainingRoute::Masterclasses
    };
    Training { route, provider_accredited: !dice.one_in(80), completed }
}

/// What completes the training for the holder of a diploma; now and then a part of it is left to do.
fn completed(kind: DiplomaKind, dice: &mut Dice) -> Set<TrainingPart> {
    if dice.one_in(7) {
        return Set::EMPTY.with(TrainingPart::PostHboCertificate);
    }
    let waived = match kind {
        DiplomaKind::Mantelzorgmakelaar { .. } => Some(TrainingPart::Masterclass2),
        DiplomaKind::NursingHbo => Some(TrainingPart::Masterclass4),
        _ => None,
    };
    let left_to_do = dice.one_in(25).then(|| dice.pick(PARTS));
    PARTS.into_iter().filter(|part| Some(*part) != waived && Some(*part) != left_to_do).collect()
}
