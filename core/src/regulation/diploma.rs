//! Articles 1 (Diploma, DUO, notes 1, 3 and 4) and 2: diploma, DUO extract and training.
//!
//! Who enters Junior or Senior shows a listed HBO diploma, a predecessor of one or a recognised certificate of
//! experience (EVC); or another HBO, WO or mantelzorgmakelaar diploma together with the completed training for
//! client supporters. The category In opleiding is open to those other diplomas only, while the training goes on (I-5).
//! An HBO diploma obtained after 1996 comes with an untouched DUO extract, unless the register of diplomas does not
//! hold it (I-6). The provider of the training is accredited, on both routes (I-12). A plain renewal does not ask for
//! the diploma again (I-11). Of several diplomas the one that serves best is judged.
//! Whether a predecessor is one, or a provider is recognised, is for whoever fills the dossier.

use serde::{Deserialize, Serialize};

use super::{Case, Rule};
use crate::finding::{Findings, Status};
use crate::name::names;
use crate::{Category, Date, Day, Set};

/// First day on which a diploma obtained comes with a DUO extract (article 1, DUO: after 1996).
pub const DUO_EXTRACT_FROM: Day = Day::of(1997, 1, 1);

/// What a diploma is for (article 1, Diploma, with notes 1 and 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DiplomaKind {
    /// Maatschappelijk werk en dienstverlening.
    Mwd,
    /// Sociaal pedagogische hulpverlening.
    Sph,
    /// Social work.
    SocialWork,
    /// Sociaal juridische dienstverlening.
    Sjd,
    /// Pedagogiek.
    Pedagogiek,
    /// Toegepaste psychologie.
    ToegepastePsychologie,
    /// Toegepaste gerontologie.
    ToegepasteGerontologie,
    /// A predecessor of one of the seven above (note 1).
    Predecessor,
    /// Another HBO diploma.
    OtherHbo,
    /// Nursing, HBO.
    NursingHbo,
    /// Nursing, MBO: opens no category, waives a masterclass.
    NursingMbo,
    /// A university diploma.
    Wo,
    /// Post-HBO mantelzorgmakelaar.
    Mantelzorgmakelaar {
        /// Tested at HBO level (note 4).
        hbo_level_tested: bool,
    },
    /// Certificate of experience in place of a diploma (note 1).
    Evc {
        /// Its provider is recognised.
        recognised_provider: bool,
        /// Its report is there.
        report: bool,
    },
}

/// Which way a diploma opens, the readiest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Listed,
    Evc,
    Other,
    NoRoute,
}

impl DiplomaKind {
    const fn class(self) -> Class {
        match self {
            Self::Mwd
            | Self::Sph
            | Self::SocialWork
            | Self::Sjd
            | Self::Pedagogiek
            | Self::ToegepastePsychologie
            | Self::ToegepasteGerontologie
            | Self::Predecessor => Class::Listed,
            Self::Evc { .. } => Class::Evc,
            Self::OtherHbo | Self::NursingHbo | Self::Wo | Self::Mantelzorgmakelaar { .. } => Class::Other,
            Self::NursingMbo => Class::NoRoute,
        }
    }

    /// Whether it is an HBO diploma, which DUO gives extracts of (I-6).
    fn is_hbo(self) -> bool {
        self.class() == Class::Listed || matches!(self, Self::OtherHbo | Self::NursingHbo)
    }
}

names! {
    /// How a diploma is shown (article 1, DUO; Toelichting).
    pub enum DiplomaProof {
        /// The extract as DUO signed it.
        DuoExtract = "duo_extract",
        /// An extract that was edited: its signature is gone.
        AlteredDuoExtract = "altered_duo_extract",
        /// A scan of the diploma.
        Scan = "scan",
        /// Not shown.
        None = "none",
    }
}

/// A diploma or certificate of experience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diploma {
    /// What it is for.
    pub kind: DiplomaKind,
    /// Day on which it was obtained.
    pub obtained_on: Date,
    /// How it is shown.
    pub proof: DiplomaProof,
    /// The DUO register of diplomas holds it.
    #[serde(default = "yes")]
    pub in_duo_register: bool,
}

fn yes() -> bool {
    true
}

names! {
    /// Where the training is followed (article 1, Diploma; article 2).
    pub enum TrainingRoute {
        /// Masterclasses 1 to 4 with both tests.
        Masterclasses = "masterclasses",
        /// Post-HBO client supporter at HBO Drechtsteden.
        PostHboDrechtsteden = "post_hbo_drechtsteden",
    }
}

names! {
    /// A part of the training that can be completed.
    pub enum TrainingPart {
        /// Masterclass 1.
        Masterclass1 = "masterclass_1",
        /// Masterclass 2: waived by a mantelzorgmakelaar diploma.
        Masterclass2 = "masterclass_2",
        /// Masterclass 3.
        Masterclass3 = "masterclass_3",
        /// Masterclass 4: waived by a nursing diploma.
        Masterclass4 = "masterclass_4",
        /// The practical test.
        PracticalTest = "practical_test",
        /// The reflection test.
        ReflectionTest = "reflection_test",
        /// The Post-HBO certificate, which includes both tests.
        PostHboCertificate = "post_hbo_certificate",
    }
}

/// The client-supporter training; present means enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Training {
    /// Where it is followed.
    pub route: TrainingRoute,
    /// Its provider is accredited (note 3).
    pub provider_accredited: bool,
    /// The parts completed.
    #[serde(default)]
    pub completed: Set<TrainingPart>,
}

impl Training {
    /// Whether both tests are completed as such.
    pub(super) fn has_both_tests(&self) -> bool {
        self.completed.contains(TrainingPart::PracticalTest) && self.completed.contains(TrainingPart::ReflectionTest)
    }

    /// Whether nothing is left to do, with the parts that diplomas waive (article 2).
    fn is_complete(&self, waived: Set<TrainingPart>) -> bool {
        match self.route {
            TrainingRoute::PostHboDrechtsteden => self.completed.contains(TrainingPart::PostHboCertificate),
            TrainingRoute::Masterclasses => {
                self.has_both_tests()
                    && [
                        TrainingPart::Masterclass1,
                        TrainingPart::Masterclass2,
                        TrainingPart::Masterclass3,
                        TrainingPart::Masterclass4,
                    ]
                    .into_iter()
                    .all(|part| self.completed.contains(part) || waived.contains(part))
            }
        }
    }
}

/// What the three rules find for one diploma; none where a rule does not apply.
struct Candidate {
    class: Class,
    diploma: Status,
    duo_extract: Option<Status>,
    training: Option<Status>,
}

impl Candidate {
    /// The order among candidates: how bad the worst finding is (met, then missing, then unmet), then the class.
    fn rank(&self) -> (u8, Class) {
        let badness = |status| match status {
            Status::Met => 0,
            Status::Missing => 1,
            Status::Unmet | Status::Board => 2,
        };
        let worst =
            badness(self.diploma).max(self.duo_extract.map_or(0, badness)).max(self.training.map_or(0, badness));
        (worst, self.class)
    }
}

/// A way in which diplomas are judged: what they are to open, and the training next to them.
#[derive(Clone, Copy)]
struct Way {
    in_opleiding: bool,
    training: Status,
}

impl Way {
    fn candidate(self, held: &Diploma) -> Candidate {
        let class = held.kind.class();
        Candidate {
            class,
            diploma: diploma(held, self.in_opleiding),
            duo_extract: duo_extract(held),
            training: (!self.in_opleiding && class == Class::Other).then_some(self.training),
        }
    }
}

/// What the diplomas come to, one after another in the order of the dossier and without keeping them: the parts of the
/// training that they waive, and the one that serves best.
#[derive(Default)]
pub(super) struct Shown {
    waived: Set<TrainingPart>,
    // whether the training is complete is known after the last diploma only, so there is a best one for both
    for_in_opleiding: Option<Diploma>,
    with_training: Option<Diploma>,
    without_training: Option<Diploma>,
}

impl Shown {
    /// Takes account of a diploma that exists on the day judged on.
    pub(super) fn add(&mut self, held: &Diploma, training: Option<&Training>) {
        if let Some(part) = waived(held) {
            self.waived.insert(part);
        }
        let entry = |complete| Way { in_opleiding: false, training: training_completed(training, complete) };
        for (best, way) in [
            (&mut self.for_in_opleiding, Way { in_opleiding: true, training: Status::Missing }),
            (&mut self.with_training, entry(true)),
            (&mut self.without_training, entry(false)),
        ] {
            // among equals the first in the list stays
            if best.as_ref().is_none_or(|best| way.candidate(held).rank() < way.candidate(best).rank()) {
                *best = Some(*held);
            }
        }
    }

    /// Whether the training, where there is one, is complete with the parts that diplomas waive.
    fn completes(&self, training: Option<&Training>) -> bool {
        training.is_some_and(|training| training.is_complete(self.waived))
    }

    /// The diploma that entry to a category is judged on, and how.
    fn judged(&self, target: Category, training: Option<&Training>) -> (Way, Option<&Diploma>) {
        let in_opleiding = target == Category::InOpleiding;
        let complete = self.completes(training);
        let best = match target {
            Category::InOpleiding => &self.for_in_opleiding,
            Category::Junior | Category::Senior if complete => &self.with_training,
            Category::Junior | Category::Senior => &self.without_training,
        };
        (Way { in_opleiding, training: training_completed(training, complete) }, best.as_ref())
    }

    /// The day of the diploma that entry to a category is judged on.
    pub(super) fn judged_obtained_on(&self, target: Category, training: Option<&Training>) -> Option<Day> {
        self.judged(target, training).1.map(|judged| judged.obtained_on.into())
    }
}

#[cfg_attr(not(feature = "speed"), inline(never))]
pub(super) fn judge(case: &Case<'_>, shown: &Shown, training: Option<&Training>, findings: &mut Findings) {
    let Some(target) = case.entry_target() else { return };
    let (way, judged) = shown.judged(target, training);
    let judged = judged.map(|diploma| way.candidate(diploma));
    findings.add(Rule::Diploma, judged.as_ref().map_or(Status::Missing, |judged| judged.diploma));
    if let Some(status) = judged.as_ref().and_then(|judged| judged.duo_extract) {
        findings.add(Rule::DuoExtract, status);
    }
    let training = match target {
        Category::InOpleiding => Some(training_going_on(training, shown.completes(training))),
        Category::Junior | Category::Senior => judged.and_then(|judged| judged.training),
    };
    if let Some(status) = training {
        findings.add(Rule::Training, status);
    }
}

/// The masterclass that a diploma waives (article 2).
fn waived(held: &Diploma) -> Option<TrainingPart> {
    match held.kind {
        _ if held.proof == DiplomaProof::None => None,
        DiplomaKind::Mantelzorgmakelaar { .. } => Some(TrainingPart::Masterclass2),
        DiplomaKind::NursingHbo | DiplomaKind::NursingMbo => Some(TrainingPart::Masterclass4),
        _ => None,
    }
}

fn diploma(held: &Diploma, in_opleiding: bool) -> Status {
    let shown = Status::met_or_missing(held.proof != DiplomaProof::None);
    match (held.kind, held.kind.class()) {
        (_, Class::NoRoute) => Status::Unmet,
        (_, Class::Listed | Class::Evc) if in_opleiding => Status::Unmet,
        (DiplomaKind::Evc { recognised_provider: false, .. }, _) => Status::Unmet,
        (DiplomaKind::Evc { report: false, .. }, _) => Status::Missing,
        (DiplomaKind::Mantelzorgmakelaar { hbo_level_tested: false }, _) => Status::Unmet,
        _ => shown,
    }
}

fn duo_extract(held: &Diploma) -> Option<Status> {
    let asked = held.kind.is_hbo() && *held.obtained_on >= DUO_EXTRACT_FROM && held.in_duo_register;
    asked.then_some(match held.proof {
        DiplomaProof::DuoExtract => Status::Met,
        DiplomaProof::AlteredDuoExtract => Status::Unmet,
        DiplomaProof::Scan | DiplomaProof::None => Status::Missing,
    })
}

/// The training as Junior and Senior ask for it: completed.
fn training_completed(training: Option<&Training>, complete: bool) -> Status {
    match training {
        None => Status::Missing,
        Some(training) if !training.provider_accredited => Status::Unmet,
        Some(_) => Status::met_or_missing(complete),
    }
}

/// The training as In opleiding asks for it: enrolled and not yet completed.
fn training_going_on(training: Option<&Training>, complete: bool) -> Status {
    match training {
        None => Status::Missing,
        Some(training) => Status::met_or_unmet(training.provider_accredited && !complete),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::RegisteredAs;
    use crate::regulation::testing::*;
    use crate::{Dossier, Verdict};

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
    const MANTELZORGMAKELAAR: DiplomaKind = DiplomaKind::Mantelzorgmakelaar { hbo_level_tested: true };
    const UNTESTED_MANTELZORGMAKELAAR: DiplomaKind = DiplomaKind::Mantelzorgmakelaar { hbo_level_tested: false };
    const OTHER: [DiplomaKind; 4] =
        [DiplomaKind::OtherHbo, DiplomaKind::NursingHbo, DiplomaKind::Wo, MANTELZORGMAKELAAR];
    const EVC: DiplomaKind = DiplomaKind::Evc { recognised_provider: true, report: true };
    const MASTERCLASSES: [TrainingPart; 4] = [
        TrainingPart::Masterclass1,
        TrainingPart::Masterclass2,
        TrainingPart::Masterclass3,
        TrainingPart::Masterclass4,
    ];
    const EVERYTHING: [TrainingPart; 6] = [
        TrainingPart::Masterclass1,
        TrainingPart::Masterclass2,
        TrainingPart::Masterclass3,
        TrainingPart::Masterclass4,
        TrainingPart::PracticalTest,
        TrainingPart::ReflectionTest,
    ];

    /// Everything of the masterclass route but these parts.
    fn training_without(left_out: &[TrainingPart]) -> Training {
        let mut training = training(&EVERYTHING);
        training.completed = training.completed.iter().filter(|part| !left_out.contains(part)).collect();
        training
    }

    fn with_diplomas(mut dossier: Dossier, diplomas: &[Diploma]) -> Dossier {
        dossier.diplomas.clear();
        dossier.diplomas.extend_from_slice(diplomas).unwrap();
        dossier
    }

    fn with_training(mut dossier: Dossier, training: Training) -> Dossier {
        dossier.training = Some(training);
        dossier
    }

    /// An admission as Junior on these diplomas.
    fn junior(diplomas: &[Diploma]) -> Dossier {
        with_diplomas(admission(Category::Junior), diplomas)
    }

    /// An admission In opleiding on these diplomas.
    fn in_opleiding(diplomas: &[Diploma]) -> Dossier {
        with_diplomas(admission(Category::InOpleiding), diplomas)
    }

    fn shown(kind: DiplomaKind) -> Diploma {
        diploma_of(kind, "2010-07-01", DiplomaProof::DuoExtract)
    }

    fn not_shown(kind: DiplomaKind) -> Diploma {
        diploma_of(kind, "2010-07-01", DiplomaProof::None)
    }

    #[track_caller]
    fn finds(dossier: &Dossier, diploma: Status, duo_extract: Option<Status>, training: Option<Status>) {
        let found = [Rule::Diploma, Rule::DuoExtract, Rule::Training].map(|rule| status(dossier, rule));
        assert_eq!(found, [Some(diploma), duo_extract, training]);
    }

    // when a diploma is asked

    #[test]
    fn a_plain_renewal_and_a_conversion_ask_for_no_diploma() {
        for dossier in [renewal(Category::Junior), renewal(Category::Senior), conversion()] {
            for dossier in [dossier.clone(), with_diplomas(dossier, &[shown(DiplomaKind::NursingMbo)])] {
                for rule in [Rule::Diploma, Rule::DuoExtract, Rule::Training] {
                    assert_does_not_apply(&dossier, rule);
                }
            }
        }
    }

    #[test]
    fn a_renewal_into_another_category_asks_for_the_diploma() {
        let mut dossier = renewal(Category::Senior);
        for held in [Some(RegisteredAs::Junior), Some(RegisteredAs::Basis), None] {
            dossier.registration = held.map(|held| registered(held, "2019-09-01"));
            finds(&dossier, Status::Missing, None, None);
            finds(&with_diplomas(dossier.clone(), &[shown(DiplomaKind::Mwd)]), Status::Met, Some(Status::Met), None);
        }
    }

    #[test]
    fn a_change_asks_for_the_diploma() {
        let dossier = change(Category::Junior);
        finds(&dossier, Status::Met, Some(Status::Met), None);
        finds(&with_diplomas(dossier, &[]), Status::Missing, None, None);
    }

    #[test]
    fn without_any_diploma_the_diploma_is_missing_and_no_extract_is_asked() {
        finds(&junior(&[]), Status::Missing, None, None);
        finds(&in_opleiding(&[]), Status::Missing, None, Some(Status::Met));
        finds(&with_training(junior(&[]), training(&[])), Status::Missing, None, None);
    }

    #[test]
    fn a_diploma_obtained_on_the_judged_day_exists_and_one_of_the_day_after_does_not() {
        let today = diploma_of(DiplomaKind::Mwd, "2021-06-01", DiplomaProof::DuoExtract);
        finds(&junior(&[today]), Status::Met, Some(Status::Met), None);
        let tomorrow = diploma_of(DiplomaKind::Mwd, "2021-06-02", DiplomaProof::DuoExtract);
        finds(&junior(&[tomorrow]), Status::Missing, None, None);
    }

    // the classes, for Junior and Senior

    #[test]
    fn every_listed_diploma_opens_junior_and_senior() {
        for kind in LISTED {
            for category in [Category::Junior, Category::Senior] {
                let dossier = with_diplomas(admission(category), &[shown(kind)]);
                finds(&dossier, Status::Met, Some(Status::Met), None);
                assert_verdict(&dossier, Verdict::Granted);
            }
            finds(&junior(&[not_shown(kind)]), Status::Missing, Some(Status::Missing), None);
        }
    }

    #[test]
    fn a_certificate_of_experience_takes_a_recognised_provider_a_report_and_a_proof() {
        for (recognised_provider, report, proof, expected) in [
            (true, true, DiplomaProof::Scan, Status::Met),
            (true, true, DiplomaProof::None, Status::Missing),
            (true, false, DiplomaProof::Scan, Status::Missing),
            (false, true, DiplomaProof::Scan, Status::Unmet),
            (false, false, DiplomaProof::None, Status::Unmet),
        ] {
            let evc = diploma_of(DiplomaKind::Evc { recognised_provider, report }, "2010-07-01", proof);
            finds(&junior(&[evc]), expected, None, None);
        }
    }

    #[test]
    fn another_diploma_opens_junior_with_the_completed_training() {
        for kind in OTHER {
            let dossier = with_training(junior(&[shown(kind)]), training(&EVERYTHING));
            assert_finds(&dossier, Rule::Diploma, Status::Met);
            assert_finds(&dossier, Rule::Training, Status::Met);
            assert_verdict(&dossier, Verdict::Granted);
            let dossier = with_training(junior(&[not_shown(kind)]), training(&EVERYTHING));
            assert_finds(&dossier, Rule::Diploma, Status::Missing);
        }
    }

    #[test]
    fn a_mantelzorgmakelaar_not_tested_at_hbo_level_is_unmet_shown_or_not() {
        for proof in [DiplomaProof::Scan, DiplomaProof::None] {
            let untested = diploma_of(UNTESTED_MANTELZORGMAKELAAR, "2010-07-01", proof);
            finds(&junior(&[untested]), Status::Unmet, None, Some(Status::Missing));
            finds(&in_opleiding(&[untested]), Status::Unmet, None, Some(Status::Met));
        }
    }

    #[test]
    fn nursing_at_mbo_level_opens_no_category() {
        for diploma in [shown(DiplomaKind::NursingMbo), not_shown(DiplomaKind::NursingMbo)] {
            finds(&junior(&[diploma]), Status::Unmet, None, None);
            finds(&in_opleiding(&[diploma]), Status::Unmet, None, Some(Status::Met));
        }
    }

    // the classes, for In opleiding

    #[test]
    fn in_opleiding_is_open_to_the_other_diplomas() {
        for kind in OTHER {
            let dossier = in_opleiding(&[shown(kind)]);
            assert_finds(&dossier, Rule::Diploma, Status::Met);
            assert_verdict(&dossier, Verdict::Granted);
            assert_finds(&in_opleiding(&[not_shown(kind)]), Rule::Diploma, Status::Missing);
        }
    }

    #[test]
    fn in_opleiding_is_not_open_to_a_listed_diploma_or_a_certificate_of_experience() {
        for kind in LISTED {
            finds(&in_opleiding(&[shown(kind)]), Status::Unmet, Some(Status::Met), Some(Status::Met));
        }
        finds(&in_opleiding(&[shown(EVC)]), Status::Unmet, None, Some(Status::Met));
    }

    // the DUO extract

    #[test]
    fn the_extract_is_asked_for_hbo_diplomas_only() {
        for kind in LISTED.into_iter().chain([DiplomaKind::OtherHbo, DiplomaKind::NursingHbo]) {
            assert_finds(
                &junior(&[diploma_of(kind, "2010-07-01", DiplomaProof::Scan)]),
                Rule::DuoExtract,
                Status::Missing,
            );
        }
        for kind in [EVC, DiplomaKind::Wo, MANTELZORGMAKELAAR, DiplomaKind::NursingMbo] {
            assert_does_not_apply(&junior(&[diploma_of(kind, "2010-07-01", DiplomaProof::Scan)]), Rule::DuoExtract);
        }
    }

    #[test]
    fn the_extract_is_met_as_signed_unmet_when_altered_and_missing_otherwise() {
        for (proof, diploma_found, extract_found) in [
            (DiplomaProof::DuoExtract, Status::Met, Status::Met),
            (DiplomaProof::AlteredDuoExtract, Status::Met, Status::Unmet),
            (DiplomaProof::Scan, Status::Met, Status::Missing),
            (DiplomaProof::None, Status::Missing, Status::Missing),
        ] {
            let diploma = diploma_of(DiplomaKind::Sph, "2010-07-01", proof);
            finds(&junior(&[diploma]), diploma_found, Some(extract_found), None);
        }
    }

    #[test]
    fn a_diploma_of_31_december_1996_needs_no_extract_and_one_of_1_january_1997_does() {
        let scan = |obtained_on| diploma_of(DiplomaKind::Mwd, obtained_on, DiplomaProof::Scan);
        finds(&junior(&[scan("1996-12-31")]), Status::Met, None, None);
        finds(&junior(&[scan("1997-01-01")]), Status::Met, Some(Status::Missing), None);
    }

    #[test]
    fn a_diploma_that_the_register_does_not_hold_needs_no_extract() {
        let scan = diploma_of(DiplomaKind::Mwd, "2010-07-01", DiplomaProof::Scan);
        finds(&junior(&[Diploma { in_duo_register: false, ..scan }]), Status::Met, None, None);
    }

    // the training, for Junior and Senior

    #[test]
    fn a_training_is_missing_until_it_is_complete() {
        let dossier = junior(&[shown(DiplomaKind::Wo)]);
        assert_finds(&dossier, Rule::Training, Status::Missing);
        assert_finds(&with_training(dossier.clone(), training(&[])), Rule::Training, Status::Missing);
        for part in EVERYTHING {
            let without_one = with_training(dossier.clone(), training_without(&[part]));
            assert_finds(&without_one, Rule::Training, Status::Missing);
        }
        assert_finds(&with_training(dossier, training(&EVERYTHING)), Rule::Training, Status::Met);
    }

    #[test]
    fn the_training_of_a_provider_not_accredited_is_unmet_on_both_routes() {
        for route in [TrainingRoute::Masterclasses, TrainingRoute::PostHboDrechtsteden] {
            for completed in [Set::EMPTY, Set::FULL] {
                let not_accredited = Training { route, provider_accredited: false, completed };
                let junior = with_training(junior(&[shown(DiplomaKind::Wo)]), not_accredited);
                assert_finds(&junior, Rule::Training, Status::Unmet);
                let in_opleiding = with_training(admission(Category::InOpleiding), not_accredited);
                assert_finds(&in_opleiding, Rule::Training, Status::Unmet);
            }
        }
    }

    #[test]
    fn the_post_hbo_route_takes_its_certificate_and_nothing_else() {
        let dossier = junior(&[shown(DiplomaKind::Wo)]);
        let post_hbo = |completed| Training { route: TrainingRoute::PostHboDrechtsteden, completed, ..training(&[]) };
        let certificate = Set::EMPTY.with(TrainingPart::PostHboCertificate);
        assert_finds(&with_training(dossier.clone(), post_hbo(certificate)), Rule::Training, Status::Met);
        let all_but = EVERYTHING.into_iter().collect();
        assert_finds(&with_training(dossier.clone(), post_hbo(all_but)), Rule::Training, Status::Missing);
        // and on the route of the masterclasses the certificate is nothing
        let other_route = training(&[TrainingPart::PostHboCertificate]);
        assert_finds(&with_training(dossier, other_route), Rule::Training, Status::Missing);
    }

    #[test]
    fn a_listed_diploma_and_a_certificate_of_experience_ask_for_no_training() {
        for kind in [DiplomaKind::Mwd, EVC] {
            let no_good = Training { provider_accredited: false, ..training(&[]) };
            let dossier = with_training(junior(&[shown(kind)]), no_good);
            assert_does_not_apply(&dossier, Rule::Training);
            assert_verdict(&dossier, Verdict::Granted);
        }
    }

    // waivers

    #[test]
    fn a_mantelzorgmakelaar_diploma_waives_masterclass_2_and_no_other() {
        for part in MASTERCLASSES {
            let dossier = with_training(junior(&[shown(MANTELZORGMAKELAAR)]), training_without(&[part]));
            let expected = if part == TrainingPart::Masterclass2 { Status::Met } else { Status::Missing };
            assert_finds(&dossier, Rule::Training, expected);
        }
    }

    #[test]
    fn a_nursing_diploma_of_either_level_waives_masterclass_4_and_no_other() {
        for nursing in [DiplomaKind::NursingHbo, DiplomaKind::NursingMbo] {
            for part in MASTERCLASSES {
                let diplomas = [shown(DiplomaKind::Wo), shown(nursing)];
                let dossier = with_training(junior(&diplomas), training_without(&[part]));
                let expected = if part == TrainingPart::Masterclass4 { Status::Met } else { Status::Missing };
                assert_finds(&dossier, Rule::Training, expected);
            }
        }
    }

    #[test]
    fn no_diploma_waives_a_test() {
        let diplomas = [shown(DiplomaKind::Wo), shown(MANTELZORGMAKELAAR), shown(DiplomaKind::NursingHbo)];
        for test in [TrainingPart::PracticalTest, TrainingPart::ReflectionTest] {
            let dossier = with_training(junior(&diplomas), training_without(&[test]));
            assert_finds(&dossier, Rule::Training, Status::Missing);
        }
        let both = training_without(&[TrainingPart::Masterclass2, TrainingPart::Masterclass4]);
        assert_finds(&with_training(junior(&diplomas), both), Rule::Training, Status::Met);
    }

    #[test]
    fn a_diploma_waives_what_it_waives_only_when_it_is_shown_and_exists() {
        for (waiver, part) in
            [(MANTELZORGMAKELAAR, TrainingPart::Masterclass2), (DiplomaKind::NursingMbo, TrainingPart::Masterclass4)]
        {
            for (obtained_on, proof, expected) in [
                ("2021-06-01", DiplomaProof::Scan, Status::Met),
                ("2021-06-01", DiplomaProof::AlteredDuoExtract, Status::Met),
                ("2021-06-01", DiplomaProof::None, Status::Missing),
                ("2021-06-02", DiplomaProof::Scan, Status::Missing),
            ] {
                let diplomas = [shown(DiplomaKind::Wo), diploma_of(waiver, obtained_on, proof)];
                let dossier = with_training(junior(&diplomas), training_without(&[part]));
                assert_finds(&dossier, Rule::Training, expected);
            }
        }
    }

    #[test]
    fn a_mantelzorgmakelaar_diploma_not_tested_at_hbo_level_waives_masterclass_2_too() {
        let diplomas = [shown(DiplomaKind::Wo), shown(UNTESTED_MANTELZORGMAKELAAR)];
        let dossier = with_training(junior(&diplomas), training_without(&[TrainingPart::Masterclass2]));
        assert_finds(&dossier, Rule::Training, Status::Met);
    }

    // the training, for In opleiding

    #[test]
    fn in_opleiding_asks_for_a_training_that_still_goes_on() {
        let mut dossier = admission(Category::InOpleiding);
        assert_finds(&dossier, Rule::Training, Status::Met);
        for part in EVERYTHING {
            let going_on = with_training(dossier.clone(), training_without(&[part]));
            assert_finds(&going_on, Rule::Training, Status::Met);
        }
        assert_finds(&with_training(dossier.clone(), training(&EVERYTHING)), Rule::Training, Status::Unmet);
        dossier.training = None;
        assert_finds(&dossier, Rule::Training, Status::Missing);
    }

    #[test]
    fn a_waiver_can_complete_the_training_and_close_in_opleiding() {
        let all_but_one = training_without(&[TrainingPart::Masterclass2]);
        let with_waiver = with_training(in_opleiding(&[shown(MANTELZORGMAKELAAR)]), all_but_one);
        assert_finds(&with_waiver, Rule::Training, Status::Unmet);
        let without = with_training(in_opleiding(&[shown(DiplomaKind::Wo)]), all_but_one);
        assert_finds(&without, Rule::Training, Status::Met);
    }

    // the candidate judged

    #[test]
    fn the_diploma_whose_worst_finding_is_best_is_judged() {
        let met = shown(DiplomaKind::Mwd);
        let missing = not_shown(DiplomaKind::Mwd);
        let unmet = diploma_of(DiplomaKind::Mwd, "2010-07-01", DiplomaProof::AlteredDuoExtract);
        let [on_met, on_missing, on_unmet] = [
            (Status::Met, Some(Status::Met)),
            (Status::Missing, Some(Status::Missing)),
            (Status::Met, Some(Status::Unmet)),
        ];
        for (diplomas, (diploma, duo_extract)) in [
            (&[met, missing, unmet][..], on_met),
            (&[unmet, missing, met], on_met),
            (&[unmet, missing], on_missing),
            (&[missing, unmet], on_missing),
            (&[unmet, shown(DiplomaKind::NursingMbo)], on_unmet),
        ] {
            finds(&junior(diplomas), diploma, duo_extract, None);
        }
    }

    #[test]
    fn a_listed_diploma_that_lacks_proof_gives_way_to_another_with_the_training() {
        let diplomas = [not_shown(DiplomaKind::Mwd), shown(DiplomaKind::Wo)];
        let trained = with_training(junior(&diplomas), training(&EVERYTHING));
        finds(&trained, Status::Met, None, Some(Status::Met));
        // both lack something: the listed one is judged
        finds(&junior(&diplomas), Status::Missing, Some(Status::Missing), None);
        let in_training = with_training(junior(&diplomas), training(&[TrainingPart::Masterclass1]));
        finds(&in_training, Status::Missing, Some(Status::Missing), None);
    }

    #[test]
    fn among_equals_listed_comes_before_evc_before_other_before_no_route() {
        let evc = shown(EVC);
        let other = shown(DiplomaKind::OtherHbo);
        let listed = shown(DiplomaKind::Mwd);
        let trained = |diplomas: &[Diploma]| with_training(junior(diplomas), training(&EVERYTHING));
        let (on_listed, on_evc) = ((Status::Met, Some(Status::Met), None), (Status::Met, None, None));
        for (diplomas, (diploma, duo_extract, training)) in [
            (&[other, evc, listed][..], on_listed),
            (&[evc, listed], on_listed),
            (&[other, evc], on_evc),
            (&[other], (Status::Met, Some(Status::Met), Some(Status::Met))),
        ] {
            finds(&trained(diplomas), diploma, duo_extract, training);
        }
        // unmet, all of them: a training not accredited shows that the other diploma was judged
        let unmet = [shown(DiplomaKind::NursingMbo), shown(UNTESTED_MANTELZORGMAKELAAR)];
        finds(&junior(&unmet), Status::Unmet, None, Some(Status::Missing));
    }

    #[test]
    fn among_equals_of_a_class_the_first_in_the_list_is_judged() {
        // the day of the diploma is seen in the hours that count
        let early = diploma_of(DiplomaKind::Mwd, "2010-07-01", DiplomaProof::DuoExtract);
        let late = diploma_of(DiplomaKind::Sph, "2021-05-31", DiplomaProof::DuoExtract);
        let senior = |diplomas: &[Diploma]| with_diplomas(admission(Category::Senior), diplomas);
        assert_finds(&senior(&[early, late]), Rule::WorkHours, Status::Met);
        assert_finds(&senior(&[late, early]), Rule::WorkHours, Status::Unmet);
    }

    #[test]
    fn the_training_of_in_opleiding_plays_no_part_in_choosing_a_diploma() {
        // on the other diploma all but the training is met; the listed one is unmet
        let diplomas = [shown(DiplomaKind::Mwd), shown(DiplomaKind::Wo)];
        let not_accredited = Training { provider_accredited: false, ..training(&[]) };
        let dossier = with_training(in_opleiding(&diplomas), not_accredited);
        finds(&dossier, Status::Met, None, Some(Status::Unmet));
    }

    #[test]
    fn an_altered_extract_shows_a_diploma_where_no_extract_is_asked() {
        let altered = diploma_of(DiplomaKind::Mwd, "1996-12-31", DiplomaProof::AlteredDuoExtract);
        finds(&junior(&[altered]), Status::Met, None, None);
        let in_no_register =
            Diploma { in_duo_register: false, ..diploma_of(DiplomaKind::Mwd, "2010-07-01", altered.proof) };
        finds(&junior(&[in_no_register]), Status::Met, None, None);
    }
}
