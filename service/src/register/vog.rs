//! Certificates of conduct: mostly fresh, some just on or just over the edge.

use registertoets_core::Date;
use registertoets_core::regulation::{VOG_MONTHS_MAX, Vog, VogOriginal, VogSubject};

use super::calendar::{date, days_after, days_before};
use super::dice::Dice;

/// How old a certificate is on the day judged on.
#[derive(Clone, Copy)]
enum Age {
    Fresh,
    LastDayAccepted,
    DayTooOld,
    Old,
    OfToday,
    OfTomorrow,
}

/// A certificate of conduct as it comes with a request, if it does.
pub(super) fn vog(assessed_on: Date, dice: &mut Dice) -> Option<Vog> {
    let shown = !dice.one_in(80);
    shown.then(|| Vog {
        issued_on: issued_on(assessed_on, dice),
        subject: if dice.one_in(300) { VogSubject::LegalPerson } else { VogSubject::NaturalPerson },
        relevant_profile: !dice.one_in(200),
        original: dice.weighted([
            (70, VogOriginal::Posted),
            (29, VogOriginal::EmployerDeclaration),
            (1, VogOriginal::NotShown),
        ]),
    })
}

fn issued_on(assessed_on: Date, dice: &mut Dice) -> Date {
    let age = dice.weighted([
        (940, Age::Fresh),
        (12, Age::LastDayAccepted),
        (12, Age::DayTooOld),
        (20, Age::Old),
        (8, Age::OfToday),
        (8, Age::OfTomorrow),
    ]);
    let oldest = date(assessed_on.months_earlier(VOG_MONTHS_MAX));
    match age {
        Age::Fresh => days_before(assessed_on, dice.between(3..=120) + dice.below(181)),
        Age::LastDayAccepted => oldest,
        Age::DayTooOld => days_before(oldest, 1),
        Age::Old => days_before(oldest, dice.between(2..=200)),
        Age::OfToday => assessed_on,
        Age::OfTomorrow => days_after(assessed_on, 1),
    }
}
