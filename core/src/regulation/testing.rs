//! Dossiers in few words, for the tests of the articles. Each is one that is granted; a test changes one thing in it.

use std::string::{String, ToString};

use super::{
    Activity, ActivityKind, Diploma, DiplomaKind, DiplomaProof, Document, RegisteredAs, Registration, Rule, Task,
    Training, TrainingPart, TrainingRoute, Vog, VogOriginal, VogSubject, WorkPeriod, WorkProof,
};
use crate::{
    Category, Date, Dossier, HoursPerWeek, Measure, Named, Points, Reference, Request, Set, Status, Verdict, evaluate,
};

/// The day on which these dossiers are judged.
pub(crate) const TODAY: &str = "2021-06-01";

/// The date of a text.
pub(crate) fn date(text: &str) -> Date {
    Date::parse(text.as_bytes()).unwrap()
}

/// A dossier that asks for this with nothing to show.
pub(crate) fn asking(request: Request) -> Dossier {
    Dossier::new(Reference::new("4610-000001").unwrap(), date(TODAY), request)
}

/// An admission to this category that is granted: Junior and Senior on a listed diploma, In opleiding on another.
pub(crate) fn admission(category: Category) -> Dossier {
    let mut dossier = asking(Request::Admission(category));
    dossier.declarations = Set::FULL;
    dossier.vog = Some(vog("2021-03-15"));
    match category {
        Category::InOpleiding => show_in_opleiding(&mut dossier),
        Category::Junior => show_diploma(&mut dossier, DiplomaKind::Mwd),
        Category::Senior => {
            show_diploma(&mut dossier, DiplomaKind::Mwd);
            dossier.work.push(work("2018-01-01", None, 24_00)).unwrap();
        }
    }
    dossier
}

/// A renewal in the category held that is granted.
pub(crate) fn renewal(category: Category) -> Dossier {
    let mut dossier = asking(Request::Renewal(category));
    dossier.declarations = Set::FULL;
    dossier.vog = Some(vog("2021-03-15"));
    dossier.registration = Some(registered(registered_as(category), "2016-09-01"));
    dossier.work.push(work("2018-01-01", None, 24_00)).unwrap();
    for (kind, points) in
        [(ActivityKind::Accredited, 40_00), (ActivityKind::Reflection, 40_00), (ActivityKind::Other, 80_00)]
    {
        dossier.activities.push(activity("2020-01-01", kind, points)).unwrap();
    }
    dossier
}

/// A change to this category that is granted: from In opleiding, or to it from Junior.
pub(crate) fn change(category: Category) -> Dossier {
    let mut dossier = admission(category);
    dossier.request = Request::Change(category);
    dossier.declarations = Set::EMPTY;
    dossier.vog = None;
    let held = if category == Category::InOpleiding { RegisteredAs::Junior } else { RegisteredAs::InOpleiding };
    dossier.registration = Some(registered(held, "2020-09-01"));
    dossier.documents = dossier.documents.with(Document::SupervisionDeclaration);
    dossier
}

/// A conversion of Basis that is granted.
pub(crate) fn conversion() -> Dossier {
    let mut dossier = asking(Request::BasisConversion);
    dossier.registration = Some(registered(RegisteredAs::Basis, "2019-02-28"));
    dossier
}

/// One dossier of each request, all granted.
pub(crate) fn one_of_each_request() -> [Dossier; 4] {
    [admission(Category::Junior), renewal(Category::Junior), change(Category::Junior), conversion()]
}

fn show_in_opleiding(dossier: &mut Dossier) {
    show_diploma(dossier, DiplomaKind::Wo);
    dossier.training = Some(training(&[]));
    dossier.documents = [
        Document::InOpleidingRequest,
        Document::CompletionCommitment,
        Document::CurriculumVitae,
        Document::SupervisionCommitment,
    ]
    .into_iter()
    .collect();
    dossier.supervisor_is_senior = true;
}

fn show_diploma(dossier: &mut Dossier, kind: DiplomaKind) {
    dossier.diplomas.push(diploma_of(kind, "2010-07-01", DiplomaProof::DuoExtract)).unwrap();
}

/// What a person in this category is registered as.
pub(crate) fn registered_as(category: Category) -> RegisteredAs {
    *RegisteredAs::ALL.iter().find(|registered| registered.category() == Some(category)).unwrap()
}

/// A registration from this day on, without SKJ.
pub(crate) fn registered(category: RegisteredAs, start: &str) -> Registration {
    Registration { category, start: date(start), skj_shown: false }
}

/// A VOG that lacks nothing.
pub(crate) fn vog(issued_on: &str) -> Vog {
    Vog {
        issued_on: date(issued_on),
        subject: VogSubject::NaturalPerson,
        relevant_profile: true,
        original: VogOriginal::Posted,
    }
}

/// A diploma that the DUO register holds.
pub(crate) fn diploma_of(kind: DiplomaKind, obtained_on: &str, proof: DiplomaProof) -> Diploma {
    Diploma { kind, obtained_on: date(obtained_on), proof, in_duo_register: true }
}

/// The training on the route of the masterclasses, with these parts completed.
pub(crate) fn training(completed: &[TrainingPart]) -> Training {
    Training {
        route: TrainingRoute::Masterclasses,
        provider_accredited: true,
        completed: completed.iter().copied().collect(),
    }
}

/// A period of work that counts, shown by a contract; hours a week in hundredths.
pub(crate) fn work(from: &str, until: Option<&str>, hours_per_week: u16) -> WorkPeriod {
    work_shown_by(from, until, hours_per_week, WorkProof::EmploymentContract)
}

/// A period of work that counts, shown in this way.
pub(crate) fn work_shown_by(from: &str, until: Option<&str>, hours_per_week: u16, proof: WorkProof) -> WorkPeriod {
    let hours = HoursPerWeek::from_hundredths(hours_per_week).unwrap();
    WorkPeriod::new(date(from), until.map(date), hours, proof)
        .unwrap()
        .at_hbo_level(true)
        .titled(true)
        .with_tasks(Set::EMPTY.with(Task::InformationAndAdvice))
}

/// An activity; points in hundredths.
pub(crate) fn activity(on: &str, kind: ActivityKind, points: u16) -> Activity {
    Activity::new(date(on), kind, Points::from_hundredths(points).unwrap()).unwrap()
}

/// What a rule finds in a dossier; none where it does not apply.
pub(crate) fn status(dossier: &Dossier, rule: Rule) -> Option<Status> {
    evaluate(dossier).findings.of(rule).map(|finding| finding.status)
}

/// What a rule has and needs in a dossier, as texts.
pub(crate) fn measured(dossier: &Dossier, rule: Rule) -> Option<(String, String)> {
    evaluate(dossier).findings.of(rule)?.measure.map(|measure| match measure {
        Measure::Days { have, need } => (have.to_string(), need.to_string()),
        Measure::Amounts { have, need } => (have.to_string(), need.to_string()),
    })
}

/// Holds that a rule finds this in a dossier.
#[track_caller]
pub(crate) fn assert_finds(dossier: &Dossier, rule: Rule, expected: Status) {
    assert_eq!(status(dossier, rule), Some(expected), "{rule:?}");
}

/// Holds that a rule finds this in a dossier, by these amounts or days.
#[track_caller]
pub(crate) fn assert_measures(dossier: &Dossier, rule: Rule, expected: Status, have: &str, need: &str) {
    assert_finds(dossier, rule, expected);
    assert_eq!(measured(dossier, rule), Some((have.to_string(), need.to_string())), "{rule:?}");
}

/// Holds that a rule does not apply to a dossier.
#[track_caller]
pub(crate) fn assert_does_not_apply(dossier: &Dossier, rule: Rule) {
    assert_eq!(status(dossier, rule), None, "{rule:?}");
}

/// Holds that a dossier has this verdict.
#[track_caller]
pub(crate) fn assert_verdict(dossier: &Dossier, expected: Verdict) {
    assert_eq!(evaluate(dossier).verdict(), expected);
}
