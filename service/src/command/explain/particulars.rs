//! What the sentence of a finding cannot say, because it knows the finding alone: which declarations lack, what of the
//! training, which periods of work and why. Told is only what the dossier and the day settle by themselves; which of
//! several diplomas was judged is not told.

use registertoets_core::regulation::{
    DECLARATION_MONTHS_MAX, Declaration, DiplomaKind, DiplomaProof, HOURS_MONTHS, Rule, Training, TrainingPart,
    TrainingRoute, WorkPeriod, WorkProof,
};
use registertoets_core::text::Language;
use registertoets_core::{Category, Date, Dossier, Finding, Named, Status};

/// What there is to tell of a finding beyond its sentence, a sentence each.
pub(super) fn particulars(dossier: &Dossier, as_of: Date, finding: &Finding, language: Language) -> Vec<String> {
    let teller = Teller { dossier, as_of, language };
    match (finding.rule, finding.status) {
        (Rule::Training, _) => teller.training(),
        (_, Status::Met) => Vec::new(),
        (Rule::Declarations, _) => teller.declarations(),
        (Rule::Diploma, _) => teller.diplomas(),
        (Rule::WorkHours, _) => teller.work(Counting::InFiveYears),
        (Rule::WorkCurrent, _) => teller.work(Counting::Now),
        _ => Vec::new(),
    }
}

/// Which work counts.
#[derive(Clone, Copy)]
enum Counting {
    InFiveYears,
    Now,
}

struct Teller<'a> {
    dossier: &'a Dossier,
    as_of: Date,
    language: Language,
}

impl Teller<'_> {
    fn say(&self, nl: impl Into<String>, en: impl Into<String>) -> String {
        match self.language {
            Language::Nl => nl.into(),
            Language::En => en.into(),
        }
    }

    /// Whether what has this date exists on the day judged on (I-2).
    fn exists(&self, date: Date) -> bool {
        date <= self.as_of
    }

    fn declarations(&self) -> Vec<String> {
        let made = self.dossier.declarations;
        let lacking = Declaration::ALL.iter().filter(|&&declaration| !made.contains(declaration));
        let names: Vec<_> = lacking.map(|&declaration| self.declaration(declaration)).collect();
        vec![format!("{}: {}.", self.say("Nog niet gedaan", "Not yet made"), names.join(", "))]
    }

    fn declaration(&self, declaration: Declaration) -> String {
        match declaration {
            Declaration::ProfessionalCode => self.say("beroepscode", "professional code"),
            Declaration::ProfessionalProfile => self.say("beroepsprofiel", "professional profile"),
            Declaration::ComplaintsAndDiscipline => self.say("klachten en tuchtrecht", "complaints and discipline"),
            Declaration::RegistrationNorms => self.say("registratienormen", "registration norms"),
        }
    }

    fn diplomas(&self) -> Vec<String> {
        if self.dossier.diplomas.is_empty() {
            return vec![
                self.say("Er staat geen diploma of EVC in het dossier.", "No diploma or EVC is in the dossier."),
            ];
        }
        let diplomas = self.dossier.diplomas.iter().enumerate();
        let later = diplomas.filter(|(_, diploma)| !self.exists(diploma.obtained_on));
        later
            .map(|(place, _)| {
                let number = place + 1;
                self.say(
                    format!("Diploma {number} in het dossier is pas na de dag van beoordeling behaald."),
                    format!("Diploma {number} in the dossier was obtained only after the day judged on."),
                )
            })
            .collect()
    }

    fn training(&self) -> Vec<String> {
        let Some(training) = &self.dossier.training else {
            return vec![self.say("Er staat geen opleiding in het dossier.", "No training is in the dossier.")];
        };
        let in_opleiding = self.dossier.request.target() == Some(Category::InOpleiding);
        let lacking: Vec<_> = self.lacking(training).collect();
        let mut told = Vec::new();
        if !training.provider_accredited {
            told.push(self.say("De opleider is niet geaccrediteerd.", "The provider is not accredited."));
        }
        if lacking.is_empty() {
            told.push(self.say("De opleiding is afgerond.", "The training is completed."));
        } else if in_opleiding {
            told.push(self.say("De opleiding loopt nog.", "The training is still going on."));
            return told;
        } else {
            let names: Vec<_> = lacking.into_iter().map(|part| self.part(part)).collect();
            told.push(format!("{}: {}.", self.say("Nog niet afgerond", "Not completed yet"), names.join(", ")));
        }
        told.extend(self.waivers(training));
        told
    }

    /// The parts of the training that are neither completed nor waived (article 2).
    fn lacking(&self, training: &Training) -> impl Iterator<Item = TrainingPart> {
        let asked: &[_] = match training.route {
            TrainingRoute::PostHboDrechtsteden => &[TrainingPart::PostHboCertificate],
            TrainingRoute::Masterclasses => &[
                TrainingPart::Masterclass1,
                TrainingPart::Masterclass2,
                TrainingPart::Masterclass3,
                TrainingPart::Masterclass4,
                TrainingPart::PracticalTest,
                TrainingPart::ReflectionTest,
            ],
        };
        asked.iter().copied().filter(|&part| !training.completed.contains(part) && !self.is_waived(part))
    }

    /// Whether a diploma that exists and is shown waives a part of the training (article 2).
    fn is_waived(&self, part: TrainingPart) -> bool {
        let mut shown = self
            .dossier
            .diplomas
            .iter()
            .filter(|diploma| self.exists(diploma.obtained_on) && diploma.proof != DiplomaProof::None);
        shown.any(|diploma| match diploma.kind {
            DiplomaKind::Mantelzorgmakelaar { .. } => part == TrainingPart::Masterclass2,
            DiplomaKind::NursingHbo | DiplomaKind::NursingMbo => part == TrainingPart::Masterclass4,
            _ => false,
        })
    }

    fn waivers(&self, training: &Training) -> impl Iterator<Item = String> {
        let waives = |part| {
            training.route == TrainingRoute::Masterclasses && !training.completed.contains(part) && self.is_waived(part)
        };
        [
            (
                TrainingPart::Masterclass2,
                "Vrijgesteld door een diploma mantelzorgmakelaar",
                "Waived by a mantelzorgmakelaar diploma",
            ),
            (TrainingPart::Masterclass4, "Vrijgesteld door een diploma verpleegkunde", "Waived by a nursing diploma"),
        ]
        .into_iter()
        .filter(move |&(part, ..)| waives(part))
        .map(|(part, nl, en)| format!("{}: {}.", self.say(nl, en), self.part(part)))
    }

    fn part(&self, part: TrainingPart) -> String {
        match part {
            TrainingPart::Masterclass1 => "masterclass 1".to_owned(),
            TrainingPart::Masterclass2 => "masterclass 2".to_owned(),
            TrainingPart::Masterclass3 => "masterclass 3".to_owned(),
            TrainingPart::Masterclass4 => "masterclass 4".to_owned(),
            TrainingPart::PracticalTest => self.say("praktijktoets", "practical test"),
            TrainingPart::ReflectionTest => self.say("reflectietoets", "reflection test"),
            TrainingPart::PostHboCertificate => self.say("certificaat Post-HBO", "Post-HBO certificate"),
        }
    }

    fn work(&self, counting: Counting) -> Vec<String> {
        let periods = self.dossier.work.iter().enumerate();
        periods.filter_map(|(place, period)| self.period(place + 1, period, counting)).collect()
    }

    /// Why a period of work does not count or is not proven, if that is so.
    fn period(&self, number: usize, period: &WorkPeriod, counting: Counting) -> Option<String> {
        let not_counting = self.not_counting(period, counting);
        let (wrong, reasons) = if not_counting.is_empty() {
            (self.say("is niet aangetoond", "is not proven"), self.not_proven(period))
        } else {
            (self.say("telt niet mee", "does not count"), not_counting)
        };
        let name = self.say("Werkperiode", "Work period");
        (!reasons.is_empty()).then(|| format!("{name} {number} {wrong}: {}.", reasons.join("; ")))
    }

    fn not_counting(&self, period: &WorkPeriod, counting: Counting) -> Vec<String> {
        if !self.exists(period.from()) {
            return vec![self.say("begint pas na de dag van beoordeling", "starts only after the day judged on")];
        }
        let five_years_ago = self.as_of.months_earlier(HOURS_MONTHS);
        match (counting, period.until()) {
            (Counting::InFiveYears, Some(until)) if *until <= five_years_ago => {
                let years = HOURS_MONTHS / 12;
                return vec![self.say(
                    format!("geëindigd vóór de {years} jaar die tellen"),
                    format!("ended before the {years} years that count"),
                )];
            }
            (Counting::Now, Some(until)) if until < self.as_of => {
                return vec![self.say("geëindigd vóór de dag van beoordeling", "ended before the day judged on")];
            }
            _ => {}
        }
        let mut reasons = Vec::new();
        if !period.is_at_hbo_level() {
            reasons.push(self.say("niet op HBO-niveau", "not at HBO level"));
        }
        if period.tasks().is_empty() {
            reasons.push(self.say("geen taak van een cliëntondersteuner", "no task of a client supporter"));
        }
        reasons
    }

    fn not_proven(&self, period: &WorkPeriod) -> Vec<String> {
        match period.proof() {
            WorkProof::None => vec![self.say("er is geen bewijs", "there is no proof")],
            WorkProof::EmploymentContract if period.is_titled() => Vec::new(),
            WorkProof::EmploymentContract => vec![self.say(
                "bij een andere functietitel volstaat een arbeidsovereenkomst niet",
                "with another job title an employment contract is not enough",
            )],
            WorkProof::EmployerDeclaration { signed_on, describes_function } => {
                self.wrong_in_declaration(signed_on, describes_function || period.is_titled())
            }
            WorkProof::SelfEmployed { kvk_registered, signed_on, describes_function } => {
                let mut reasons = Vec::new();
                if !kvk_registered {
                    reasons.push(self.say("de inschrijving bij de KvK ontbreekt", "the KvK registration is missing"));
                }
                reasons.extend(match signed_on {
                    None => vec![self.say("de eigen verklaring ontbreekt", "the own declaration is missing")],
                    Some(signed_on) => self.wrong_in_declaration(signed_on, describes_function || period.is_titled()),
                });
                reasons
            }
        }
    }

    fn wrong_in_declaration(&self, signed_on: Date, tells_function: bool) -> Vec<String> {
        let mut reasons = Vec::new();
        if !self.exists(signed_on) {
            reasons.push(self.say(
                "de verklaring is pas na de dag van beoordeling getekend",
                "the declaration was signed only after the day judged on",
            ));
        } else if *self.as_of > signed_on.months_later(DECLARATION_MONTHS_MAX) {
            reasons.push(self.say(
                format!("de verklaring is ouder dan {DECLARATION_MONTHS_MAX} maanden"),
                format!("the declaration is older than {DECLARATION_MONTHS_MAX} months"),
            ));
        }
        if !tells_function {
            reasons.push(self.say(
                "de functietitel is anders en de verklaring beschrijft de functie niet",
                "the job title is another and the declaration does not describe the function",
            ));
        }
        reasons
    }
}

#[cfg(test)]
mod tests {
    use registertoets_core::{evaluate, json};
    use serde_json::{Value, json};

    use super::*;

    /// What is told of a rule in a dossier with these fields, in Dutch and in English.
    fn told(rule: Rule, fields: Value) -> [Vec<String>; 2] {
        let mut text = json!({"reference": "x", "assessed_on": "2021-06-01", "request": {"admission": "senior"}});
        text.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let dossier = json::decode(text.to_string().as_bytes()).unwrap();
        let finding = evaluate(&dossier).findings.of(rule).unwrap();
        let telling = |language| particulars(&dossier, dossier.assessed_on, &finding, language);
        let both = [telling(Language::Nl), telling(Language::En)];
        assert_eq!(both[0].len(), both[1].len());
        both
    }

    #[track_caller]
    fn assert_told(rule: Rule, fields: Value, nl: &[&str], en: &[&str]) {
        assert_eq!(told(rule, fields), [nl, en]);
    }

    #[track_caller]
    fn assert_told_in_english(rule: Rule, fields: Value, expected: &[&str]) {
        let [_, en] = told(rule, fields);
        assert_eq!(en, expected);
    }

    #[test]
    fn declarations_that_lack_are_told_by_name() {
        assert_told(
            Rule::Declarations,
            json!({"declarations": ["registration_norms", "professional_profile"]}),
            &["Nog niet gedaan: beroepscode, klachten en tuchtrecht."],
            &["Not yet made: professional code, complaints and discipline."],
        );
        let all = ["professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"];
        assert_told(Rule::Declarations, json!({"declarations": all}), &[], &[]);
    }

    #[test]
    fn diplomas_that_do_not_exist_yet_are_told_by_number() {
        let on = |day: &str, proof: &str| json!({"kind": "mwd", "obtained_on": day, "proof": proof});
        assert_told(
            Rule::Diploma,
            json!({"diplomas": [on("2021-06-01", "none"), on("2021-06-02", "scan")]}),
            &["Diploma 2 in het dossier is pas na de dag van beoordeling behaald."],
            &["Diploma 2 in the dossier was obtained only after the day judged on."],
        );
        assert_told_in_english(Rule::Diploma, json!({}), &["No diploma or EVC is in the dossier."]);
        let met = json!({"diplomas": [on("2010-06-01", "duo_extract"), on("2021-06-02", "scan")]});
        assert_told(Rule::Diploma, met, &[], &[]);
    }

    /// A dossier with these parts of the training and with diplomas of these kinds and proofs.
    fn trained(target: &str, completed: &[&str], diplomas: &[(Value, &str)]) -> Value {
        let diplomas: Vec<_> = diplomas
            .iter()
            .map(|(kind, proof)| json!({"kind": kind, "obtained_on": "1990-07-01", "proof": proof}))
            .collect();
        json!({
            "request": {"admission": target}, "diplomas": diplomas,
            "training": {"route": "masterclasses", "provider_accredited": true, "completed": completed},
        })
    }

    const ALL_BUT_2_AND_4: [&str; 4] = ["masterclass_1", "masterclass_3", "practical_test", "reflection_test"];

    #[test]
    fn parts_of_the_training_that_lack_are_told_but_for_waived_ones() {
        assert_told(
            Rule::Training,
            trained("junior", &ALL_BUT_2_AND_4, &[("wo".into(), "scan")]),
            &["Nog niet afgerond: masterclass 2, masterclass 4."],
            &["Not completed yet: masterclass 2, masterclass 4."],
        );
        let nursing = [("wo".into(), "scan"), ("nursing_mbo".into(), "scan")];
        assert_told(
            Rule::Training,
            trained("junior", &ALL_BUT_2_AND_4, &nursing),
            &["Nog niet afgerond: masterclass 2.", "Vrijgesteld door een diploma verpleegkunde: masterclass 4."],
            &["Not completed yet: masterclass 2.", "Waived by a nursing diploma: masterclass 4."],
        );
        let mantelzorgmakelaar = json!({"mantelzorgmakelaar": {"hbo_level_tested": false}});
        let unshown = [("wo".into(), "scan"), (mantelzorgmakelaar.clone(), "none")];
        assert_told_in_english(
            Rule::Training,
            trained("junior", &ALL_BUT_2_AND_4[1..3], &unshown),
            &["Not completed yet: masterclass 1, masterclass 2, masterclass 4, reflection test."],
        );
        let both = [("wo".into(), "scan"), (mantelzorgmakelaar, "scan"), ("nursing_hbo".into(), "scan")];
        assert_told_in_english(
            Rule::Training,
            trained("junior", &ALL_BUT_2_AND_4, &both),
            &[
                "The training is completed.",
                "Waived by a mantelzorgmakelaar diploma: masterclass 2.",
                "Waived by a nursing diploma: masterclass 4.",
            ],
        );
    }

    #[test]
    fn a_training_is_told_to_go_on_or_to_be_completed() {
        let wo = [("wo".into(), "scan")];
        assert_told(
            Rule::Training,
            trained("in_opleiding", &ALL_BUT_2_AND_4, &wo),
            &["De opleiding loopt nog."],
            &["The training is still going on."],
        );
        let complete = [&ALL_BUT_2_AND_4[..], &["masterclass_2", "masterclass_4"]].concat();
        for target in ["in_opleiding", "junior"] {
            let fields = trained(target, &complete, &wo);
            assert_told(Rule::Training, fields, &["De opleiding is afgerond."], &["The training is completed."]);
        }
        let mut fields = trained("junior", &[], &wo);
        fields["training"] =
            json!({"route": "post_hbo_drechtsteden", "provider_accredited": false, "completed": ["practical_test"]});
        assert_told_in_english(
            Rule::Training,
            fields,
            &["The provider is not accredited.", "Not completed yet: Post-HBO certificate."],
        );
        assert_told_in_english(
            Rule::Training,
            json!({"request": {"admission": "in_opleiding"}}),
            &["No training is in the dossier."],
        );
    }

    /// A dossier with periods of work that count and are proven, but for these fields.
    fn worked(changes: &[Value]) -> Value {
        let periods: Vec<_> = changes
            .iter()
            .map(|change| {
                let mut period = json!({
                    "from": "2015-01-01", "hours_per_week": 1, "hbo_level": true, "titled": true,
                    "tasks": ["needs_assessment"], "proof": "employment_contract",
                });
                period.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
                period
            })
            .collect();
        json!({"work": periods})
    }

    #[test]
    fn periods_of_work_that_do_not_count_are_told_with_the_reason() {
        let changes = [
            json!({}),
            json!({"hbo_level": false, "tasks": [], "proof": "none"}),
            json!({"from": "2021-06-02"}),
            json!({"until": "2016-06-01"}),
            json!({"until": "2016-06-02"}),
            json!({"until": "2021-06-01"}),
        ];
        let starts = "Work period 3 does not count: starts only after the day judged on.";
        let level = "Work period 2 does not count: not at HBO level; no task of a client supporter.";
        assert_told(
            Rule::WorkHours,
            worked(&changes),
            &[
                "Werkperiode 2 telt niet mee: niet op HBO-niveau; geen taak van een cliëntondersteuner.",
                "Werkperiode 3 telt niet mee: begint pas na de dag van beoordeling.",
                "Werkperiode 4 telt niet mee: geëindigd vóór de 5 jaar die tellen.",
            ],
            &[level, starts, "Work period 4 does not count: ended before the 5 years that count."],
        );
        let [nl, en] = told(Rule::WorkCurrent, worked(&changes));
        assert_eq!(nl[3], "Werkperiode 5 telt niet mee: geëindigd vóór de dag van beoordeling.");
        let ended =
            ["4", "5"].map(|number| format!("Work period {number} does not count: ended before the day judged on."));
        assert_eq!(en, [level, starts, &ended[0], &ended[1]]);
    }

    #[test]
    fn periods_of_work_that_are_not_proven_are_told_with_the_reason() {
        let declared = |titled: bool, signed_on: &str, describes_function: bool| {
            let declaration = json!({"signed_on": signed_on, "describes_function": describes_function});
            json!({"titled": titled, "proof": {"employer_declaration": declaration}})
        };
        let own = |kvk_registered: bool, signed_on: Value| {
            let shown = json!({"kvk_registered": kvk_registered, "signed_on": signed_on, "describes_function": true});
            json!({"proof": {"self_employed": shown}})
        };
        let changes = [
            json!({"proof": "none"}),
            json!({"titled": false}),
            declared(true, "2020-12-01", false),
            declared(true, "2020-11-30", false),
            declared(false, "2021-06-02", false),
            declared(false, "2021-06-01", true),
            own(true, "2021-01-01".into()),
            own(false, Value::Null),
        ];
        let expected = [
            "Work period 1 is not proven: there is no proof.",
            "Work period 2 is not proven: with another job title an employment contract is not enough.",
            "Work period 4 is not proven: the declaration is older than 6 months.",
            "Work period 5 is not proven: the declaration was signed only after the day judged on; the job title is \
             another and the declaration does not describe the function.",
            "Work period 8 is not proven: the KvK registration is missing; the own declaration is missing.",
        ];
        for rule in [Rule::WorkHours, Rule::WorkCurrent] {
            assert_told_in_english(rule, worked(&changes), &expected);
        }
    }
}
