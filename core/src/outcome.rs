//! The answer to a dossier: verdict, findings, points, registration, eligible categories, notices.

use serde::{Serialize, Serializer};

use crate::finding::Findings;
use crate::name::names;
use crate::{Category, Date, Day, Reference, Set, Total};

/// Version of the regulation that is judged by.
pub const REGULATION: u8 = 10;

names! {
    /// What the findings come to. A legal "no" is a verdict, never an error.
    pub enum Verdict {
        /// Everything asked is shown.
        Granted = "granted",
        /// The regulation does not provide for the case: the board decides.
        Board = "board",
        /// Proof is missing.
        Incomplete = "incomplete",
        /// The dossier shows that a rule is not satisfied.
        Refused = "refused",
    }
}

names! {
    /// A remark that does not bear on the verdict.
    pub enum Notice {
        /// The day judged on lies before 1 May 2021, when this version of the regulation took force.
        NotYetInForce = "not_yet_in_force",
        /// Entry on or after 1 January 2022, when the admission criteria changed.
        CriteriaSuperseded = "criteria_superseded",
        /// An activity lies outside the counted days (article 3.6).
        ActivitiesOutsidePeriod = "activities_outside_period",
        /// Two BCMB memberships in one calendar year: one point.
        MembershipYearRepeated = "membership_year_repeated",
        /// A BCMB ambassadorship without appointment: no points.
        AmbassadorNotAppointed = "ambassador_not_appointed",
        /// SKJ was shown at only one of the two moments: no dispensation.
        SkjShownOnce = "skj_shown_once",
    }
}

/// Points that count, by kind (article 4c).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct PointsByKind {
    /// Accredited professional development.
    pub accredited: Total,
    /// Reflection.
    pub reflection: Total,
    /// Other professional development, BCMB membership and ambassadorship among it.
    pub other: Total,
}

impl PointsByKind {
    /// All points together.
    #[must_use]
    pub const fn total(self) -> Total {
        Total::from_hundredths(
            self.accredited
                .hundredths()
                .saturating_add(self.reflection.hundredths())
                .saturating_add(self.other.hundredths()),
        )
    }
}

impl Serialize for PointsByKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut points = serializer.serialize_struct("PointsByKind", 4)?;
        points.serialize_field("accredited", &self.accredited)?;
        points.serialize_field("reflection", &self.reflection)?;
        points.serialize_field("other", &self.other)?;
        points.serialize_field("total", &self.total())?;
        points.end()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for PointsByKind {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "PointsByKind".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let total = generator.subschema_for::<Total>();
        schemars::json_schema!({
            "description": "Points that count, by kind (article 4c). The total is their sum.",
            "type": "object",
            "properties": {"accredited": total, "reflection": total, "other": total, "total": total},
            "required": ["accredited", "reflection", "other", "total"],
            "additionalProperties": false,
        })
    }
}

/// A registration as it is granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct GrantedRegistration {
    /// The category granted.
    pub category: Category,
    /// Its first day.
    pub start: Day,
    /// Its last day.
    pub end: Day,
}

/// The outcome of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Of the dossier.
    pub reference: Reference,
    /// The day judged on.
    pub assessed_on: Date,
    /// One finding for each rule that applies.
    pub findings: Findings,
    /// The points that count, where rules 21 to 23 apply.
    pub points: Option<PointsByKind>,
    /// What is registered, when granted.
    pub registration: Option<GrantedRegistration>,
    /// For an admission that is not granted: the other categories whose admission the same dossier would be granted.
    pub eligible: Set<Category>,
    /// Remarks.
    pub notices: Set<Notice>,
}

impl Outcome {
    /// An outcome of nothing yet, with the reference `-`, to judge in place of: see
    /// [`evaluate_into`](crate::evaluate_into).
    #[must_use]
    // within its caller it would be built twice: in parts, and put together
    #[inline(never)]
    pub fn unjudged() -> Self {
        Self {
            reference: Reference::placeholder(),
            assessed_on: Date::MIN,
            findings: Findings::default(),
            points: None,
            registration: None,
            eligible: Set::EMPTY,
            notices: Set::EMPTY,
        }
    }

    /// The verdict, which follows from the findings.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.findings.verdict()
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut outcome = serializer.serialize_struct("Outcome", 9)?;
        outcome.serialize_field("reference", &self.reference)?;
        outcome.serialize_field("assessed_on", &self.assessed_on)?;
        outcome.serialize_field("regulation", &REGULATION)?;
        outcome.serialize_field("verdict", &self.verdict())?;
        outcome.serialize_field("findings", &self.findings)?;
        outcome.serialize_field("points", &self.points)?;
        outcome.serialize_field("registration", &self.registration)?;
        outcome.serialize_field("eligible", &self.eligible)?;
        outcome.serialize_field("notices", &self.notices)?;
        outcome.end()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Outcome {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Outcome".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The outcome of a dossier. A refusal is an outcome too, never an error.",
            "type": "object",
            "properties": {
                "reference": generator.subschema_for::<Reference>(),
                "assessed_on": generator.subschema_for::<Date>(),
                "regulation": {"description": "Version of the regulation that is judged by.", "const": REGULATION},
                "verdict": generator.subschema_for::<Verdict>(),
                "findings": generator.subschema_for::<Findings>(),
                "points": generator.subschema_for::<Option<PointsByKind>>(),
                "registration": generator.subschema_for::<Option<GrantedRegistration>>(),
                "eligible": crate::schema::described(
                    generator.subschema_for::<Set<Category>>(),
                    "For an admission that is not granted: the other categories whose admission the same dossier would be granted.",
                ),
                "notices": crate::schema::described(generator.subschema_for::<Set<Notice>>(), "Remarks that do not bear on the verdict."),
            },
            "required": [
                "reference", "assessed_on", "regulation", "verdict", "findings", "points", "registration", "eligible", "notices",
            ],
            "additionalProperties": false,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::string::String;

    use crate::{evaluate, json};

    fn outcome_of(dossier: &str) -> String {
        serde_json::to_string(&evaluate(&json::decode(dossier.as_bytes()).unwrap())).unwrap()
    }

    #[test]
    fn the_text_of_an_outcome_has_every_field() {
        let dossier = r#"{"reference": "x", "assessed_on": "2021-04-30", "request": "basis_conversion"}"#;
        assert_eq!(
            outcome_of(dossier),
            concat!(
                r#"{"reference":"x","assessed_on":"2021-04-30","regulation":10,"verdict":"incomplete","#,
                r#""findings":[{"rule":"ruling","status":"met"},{"rule":"registration_held","status":"missing"}],"#,
                r#""points":null,"registration":null,"eligible":[],"notices":["not_yet_in_force"]}"#
            )
        );
    }

    #[test]
    fn a_registration_granted_is_told_with_its_days() {
        let dossier = r#"{"reference": "x", "assessed_on": "2021-06-01", "request": "basis_conversion",
            "registration": {"category": "basis", "start": "2019-02-28"}}"#;
        assert_eq!(
            outcome_of(dossier),
            concat!(
                r#"{"reference":"x","assessed_on":"2021-06-01","regulation":10,"verdict":"granted","#,
                r#""findings":[{"rule":"ruling","status":"met"},"#,
                r#"{"rule":"registration_held","status":"met","have":"2022-02-27","need":"2021-06-01"}],"points":null,"#,
                r#""registration":{"category":"junior","start":"2019-02-28","end":"2024-02-27"},"#,
                r#""eligible":[],"notices":[]}"#
            )
        );
    }

    #[test]
    fn an_outcome_that_does_not_fit_is_told_not_to() {
        let dossier = br#"{"reference": "x", "assessed_on": "2021-06-01", "request": {"renewal": "junior"},
            "registration": {"category": "junior", "start": "2016-09-01"}}"#;
        let outcome = evaluate(&json::decode(dossier).unwrap());
        let length = serde_json::to_vec(&outcome).unwrap().len();
        let written_to = |room: usize| serde_json::to_writer(&mut std::vec![0; room][..], &outcome);
        assert!(written_to(length).is_ok());
        assert!((0..length).all(|room| written_to(room).is_err()));
    }

    #[test]
    fn points_and_hours_are_told_with_the_decimals_they_have() {
        let dossier = r#"{"reference": "x", "assessed_on": "2021-06-01", "request": {"renewal": "junior"},
            "registration": {"category": "junior", "start": "2016-09-01"},
            "work": [{"from": "2021-05-31", "hours_per_week": 15.5, "hbo_level": true, "titled": true,
                      "tasks": ["needs_assessment"], "proof": "employment_contract"}],
            "activities": [{"on": "2020-01-01", "kind": "accredited", "points": 7.25},
                           {"on": "2020-01-01", "kind": "reflection", "points": 0.01},
                           {"on": "2020-01-01", "kind": "other", "points": 0.04}]}"#;
        let text = outcome_of(dossier);
        for part in [
            r#"{"rule":"work_hours","status":"unmet","have":4.42,"need":2080}"#,
            r#"{"rule":"work_current","status":"unmet","have":15.5,"need":16}"#,
            r#"{"rule":"points_total","status":"unmet","have":7.3,"need":160}"#,
            r#""points":{"accredited":7.25,"reflection":0.01,"other":0.04,"total":7.3}"#,
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
