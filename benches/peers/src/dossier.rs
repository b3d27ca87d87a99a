//! What a plain renewal is judged on, typed: the fields that the check does not need are skipped, unread.

use std::borrow::Cow;

use serde::Deserialize;

use crate::calendar::Day;

/// The dossier of a renewal.
#[derive(Debug, Deserialize)]
pub struct Dossier<'a> {
    #[serde(borrow)]
    pub reference: Cow<'a, str>,
    pub assessed_on: Day,
    pub request: Request,
    #[serde(default)]
    pub declarations: Vec<Declaration>,
    #[serde(default)]
    pub ruling_known: bool,
    pub registration: Option<Registration>,
    pub vog: Option<Vog>,
    #[serde(default)]
    pub work: Vec<WorkPeriod>,
    #[serde(default)]
    pub skj_shown: bool,
    #[serde(default)]
    pub bcmb_ambassador_appointed: bool,
    #[serde(default)]
    pub activities: Vec<Activity>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    Admission(Category),
    Renewal(Category),
    Change(Category),
    BasisConversion,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    InOpleiding,
    Junior,
    Senior,
    Basis,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Declaration {
    ProfessionalCode,
    ProfessionalProfile,
    ComplaintsAndDiscipline,
    RegistrationNorms,
}

#[derive(Debug, Deserialize)]
pub struct Registration {
    pub category: Category,
    pub start: Day,
    #[serde(default)]
    pub skj_shown: bool,
}

#[derive(Debug, Deserialize)]
pub struct Vog {
    pub issued_on: Day,
    pub subject: Subject,
    pub relevant_profile: bool,
    pub original: Original,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    NaturalPerson,
    LegalPerson,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Original {
    Posted,
    EmployerDeclaration,
    NotShown,
}

#[derive(Debug, Deserialize)]
pub struct WorkPeriod {
    pub from: Day,
    pub until: Option<Day>,
    pub hours_per_week: Hundredths,
    pub hbo_level: bool,
    pub titled: bool,
    pub tasks: Vec<Task>,
    pub proof: Proof,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    InformationAndAdvice,
    NeedsAssessment,
    DisputeMediation,
    IndependentPractice,
    StrengtheningPosition,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    None,
    EmploymentContract,
    EmployerDeclaration { signed_on: Day, describes_function: bool },
    SelfEmployed { kvk_registered: bool, signed_on: Option<Day>, describes_function: bool },
}

#[derive(Debug, Deserialize)]
pub struct Activity {
    pub on: Day,
    pub kind: Kind,
    pub points: Hundredths,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Accredited,
    Reflection,
    Other,
    BcmbMembership,
    BcmbAmbassador,
}

/// An amount with two decimals, held exactly.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(from = "f64")]
pub struct Hundredths(pub u32);

impl From<f64> for Hundredths {
    fn from(amount: f64) -> Self {
        Self((amount * 100.0 + 0.5) as u32)
    }
}

impl Dossier<'_> {
    /// Whether it is what the peers are compared on: a renewal of Junior or Senior by one who holds it.
    pub fn is_plain_renewal(&self) -> bool {
        self.registration.as_ref().is_some_and(|held| {
            matches!(held.category, Category::Junior | Category::Senior)
                && self.request == Request::Renewal(held.category)
                && held.start <= self.assessed_on
        })
    }
}
