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
    obtained_on: Day,
    diploma: Status,
    duo_extract: Option<Status>,
    training: Option<Status>,
}

impl Candidate {
    /// How bad the worst finding is: met, then missing, then unmet.
    fn badness(&self) -> u8 {
        [Some(self.diploma), self.duo_extract, self.training]
            .into_iter()
            .flatten()
            .map(|status| match status {
                Status::Met => 0,
                Status::Missing => 1,
                Status::Unmet | Status::Board => 2,
            })
            .fold(0, u8::max)
    }
}

/// Judges rules 9 to 11; the day of the diploma that was judged, if there was one.
pub(super) fn judge(
    case: &Case<'_>,
    diplomas: &[Diploma],
    training: Option<&Training>,
    findings: &mut Findings,
) -> Option<Day> {
    let target = case.entry_target()?;
    let existing = || diplomas.iter().filter(|diploma| case.exists(diploma.obtained_on));
    let complete = training.map(|training| training.is_complete(waived(existing())));
    let in_opleiding = target == Category::InOpleiding;

    let judged = existing()
        .map(|held| {
            let class = held.kind.class();
            let candidate = Candidate {
                obtained_on: held.obtained_on.into(),
                diploma: diploma(held, in_opleiding),
                duo_extract: duo_extract(held),
                training: (!in_opleiding && class == Class::Other).then(|| training_completed(training, complete)),
            };
            ((candidate.badness(), class), candidate)
        })
        // the first of equals: list order decides last
        .min_by_key(|(merit, _)| *merit)
        .map(|(_, candidate)| candidate);

    findings.add(Rule::Diploma, judged.as_ref().map_or(Status::Missing, |judged| judged.diploma));
    if let Some(status) = judged.as_ref().and_then(|judged| judged.duo_extract) {
        findings.add(Rule::DuoExtract, status);
    }
    let training = if in_opleiding {
        Some(training_going_on(training, complete))
    } else {
        judged.as_ref().and_then(|judged| judged.training)
    };
    if let Some(status) = training {
        findings.add(Rule::Training, status);
    }
    judged.map(|judged| judged.obtained_on)
}

/// The masterclasses that diplomas waive (article 2).
fn waived<'a>(diplomas: impl Iterator<Item = &'a Diploma>) -> Set<TrainingPart> {
    diplomas
        .filter(|diploma| diploma.proof != DiplomaProof::None)
        .filter_map(|diploma| match diploma.kind {
            DiplomaKind::Mantelzorgmakelaar { .. } => Some(TrainingPart::Masterclass2),
            DiplomaKind::NursingHbo | DiplomaKind::NursingMbo => Some(TrainingPart::Masterclass4),
            _ => None,
        })
        .collect()
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
fn training_completed(training: Option<&Training>, complete: Option<bool>) -> Status {
    match training {
        None => Status::Missing,
        Some(training) if !training.provider_accredited => Status::Unmet,
        Some(_) => Status::met_or_missing(complete == Some(true)),
    }
}

/// The training as In opleiding asks for it: enrolled and not yet completed.
fn training_going_on(training: Option<&Training>, complete: Option<bool>) -> Status {
    match training {
        None => Status::Missing,
        Some(training) => Status::met_or_unmet(training.provider_accredited && complete == Some(false)),
    }
}
