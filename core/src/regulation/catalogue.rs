//! The catalogue: every rule and every reading, once. Documentation, command line and service list them from here.

use crate::name::names;
use crate::{Named, Status};

names! {
    /// A rule, in the order in which findings come.
    pub enum Rule {
        /// The four declarations.
        Declarations = "declarations",
        /// No ruling is known.
        Ruling = "ruling",
        /// No other registration is in force.
        SingleRegistration = "single_registration",
        /// A registration is held that the request can go on from.
        RegistrationHeld = "registration_held",
        /// A certificate of conduct of a natural person.
        VogHeld = "vog_held",
        /// Its screening profile.
        VogProfile = "vog_profile",
        /// Its age.
        VogAge = "vog_age",
        /// Its original.
        VogOriginal = "vog_original",
        /// A diploma that opens the category.
        Diploma = "diploma",
        /// The DUO extract of the diploma.
        DuoExtract = "duo_extract",
        /// The client-supporter training.
        Training = "training",
        /// The request for the category In opleiding.
        InOpleidingRequest = "in_opleiding_request",
        /// The undertaking to complete the training.
        CompletionCommitment = "completion_commitment",
        /// The curriculum vitae.
        CurriculumVitae = "curriculum_vitae",
        /// Supervision by a Senior.
        Supervision = "supervision",
        /// The declaration that ends the supervision.
        SupervisionDeclaration = "supervision_declaration",
        /// The training completed within a year.
        TrainingDeadline = "training_deadline",
        /// Hours of work in five years.
        WorkHours = "work_hours",
        /// Hours of work a week now.
        WorkCurrent = "work_current",
        /// Dispensation for who is in the SKJ register.
        SkjDispensation = "skj_dispensation",
        /// Points in all.
        PointsTotal = "points_total",
        /// Accredited points.
        PointsAccredited = "points_accredited",
        /// Points for reflection.
        PointsReflection = "points_reflection",
    }
}

impl Rule {
    /// What the catalogue says of this rule.
    #[must_use]
    pub fn entry(self) -> &'static RuleEntry {
        RULES.get(usize::from(self.number())).unwrap_or(&RULES[0])
    }

    /// Whether a finding of this rule with this status says what was compared.
    pub(crate) fn is_measured(self, status: Status) -> bool {
        match self {
            Self::RegistrationHeld => status != Status::Missing,
            _ => self.compares_days() || self.compares_amounts(),
        }
    }

    /// Whether the rule compares two days.
    pub(crate) fn compares_days(self) -> bool {
        matches!(self, Self::RegistrationHeld | Self::VogAge | Self::TrainingDeadline)
    }

    /// Whether the rule compares two amounts.
    pub(crate) fn compares_amounts(self) -> bool {
        matches!(
            self,
            Self::WorkHours | Self::WorkCurrent | Self::PointsTotal | Self::PointsAccredited | Self::PointsReflection
        )
    }
}

/// A rule as the catalogue lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct RuleEntry {
    /// Stable number, from 1.
    pub number: u8,
    /// The rule, by its name.
    pub rule: Rule,
    /// Where it stands in the regulation.
    pub article: &'static str,
    /// Title in Dutch.
    pub title_nl: &'static str,
    /// Title in English.
    pub title_en: &'static str,
    /// What it asks, in Dutch.
    pub asks_nl: &'static str,
    /// What it asks, in English.
    pub asks_en: &'static str,
    /// Numbers of the readings it rests on: I-2 is 2.
    pub readings: &'static [u8],
}

/// A reading: how the regulation is understood where it leaves room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Reading {
    /// Its number: 2 stands for I-2.
    pub number: u8,
    /// What is read, in Dutch.
    pub nl: &'static str,
    /// What is read, in English.
    pub en: &'static str,
}

/// Every rule, in the order in which findings come.
pub static RULES: [RuleEntry; Rule::ALL.len()] = [
    RuleEntry {
        number: 1,
        rule: Rule::Declarations,
        article: "Registratienormen",
        title_nl: "Verklaringen",
        title_en: "Declarations",
        asks_nl: "de vier verklaringen die bij registratie horen: beroepscode, beroepsprofiel, klachten en tuchtrecht, registratienormen",
        asks_en: "the four declarations made by registering: professional code, professional profile, complaints and discipline, registration norms",
        readings: &[10],
    },
    RuleEntry {
        number: 2,
        rule: Rule::Ruling,
        article: "Registratienormen; Toelichting, Klachtenregeling en Tuchtrecht",
        title_nl: "Uitspraken",
        title_en: "Rulings",
        asks_nl: "dat er geen uitspraak van de klachtencommissie van de BCMB of het tuchtcollege van SKJ bekend is; anders beslist het bestuur",
        asks_en: "that no decision of the BCMB complaints committee or the SKJ disciplinary tribunal is known; else the board decides",
        readings: &[],
    },
    RuleEntry {
        number: 3,
        rule: Rule::SingleRegistration,
        article: "Registratienormen",
        title_nl: "Eén registratie",
        title_en: "One registration",
        asks_nl: "dat bij toelating geen andere registratie loopt: men is in één categorie tegelijk ingeschreven",
        asks_en: "that on admission no other registration is in force: a person is in one category at a time",
        readings: &[2],
    },
    RuleEntry {
        number: 4,
        rule: Rule::RegistrationHeld,
        article: "3.2–3.5, 4",
        title_nl: "Lopende registratie",
        title_en: "Registration held",
        asks_nl: "een registratie die nog loopt en die de gevraagde verlenging, wijziging of omzetting toelaat",
        asks_en: "a registration still in force that allows the renewal, change or conversion asked for",
        readings: &[2, 4, 9],
    },
    RuleEntry {
        number: 5,
        rule: Rule::VogHeld,
        article: "1 VOG NP; 4b",
        title_nl: "VOG",
        title_en: "Certificate of conduct (VOG)",
        asks_nl: "een Verklaring Omtrent het Gedrag van een natuurlijke persoon",
        asks_en: "a certificate of conduct of a natural person",
        readings: &[2, 10],
    },
    RuleEntry {
        number: 6,
        rule: Rule::VogProfile,
        article: "1 VOG NP; 4b",
        title_nl: "Screeningsprofiel van de VOG",
        title_en: "Screening profile of the VOG",
        asks_nl: "een screeningsprofiel dat bij het werk past",
        asks_en: "a screening profile that is relevant to the work",
        readings: &[],
    },
    RuleEntry {
        number: 7,
        rule: Rule::VogAge,
        article: "1 VOG NP; 4b",
        title_nl: "Ouderdom van de VOG",
        title_en: "Age of the VOG",
        asks_nl: "een VOG van ten hoogste 12 maanden oud",
        asks_en: "a VOG not older than 12 months",
        readings: &[1],
    },
    RuleEntry {
        number: 8,
        rule: Rule::VogOriginal,
        article: "1 VOG NP; 4b; Toelichting",
        title_nl: "Originele VOG",
        title_en: "Original of the VOG",
        asks_nl: "het origineel van de VOG, per post gestuurd of volgens verklaring door de werkgever gezien",
        asks_en: "the original of the VOG, sent by post or declared seen by the employer",
        readings: &[],
    },
    RuleEntry {
        number: 9,
        rule: Rule::Diploma,
        article: "1 Diploma en noten 1, 4; 2",
        title_nl: "Diploma",
        title_en: "Diploma",
        asks_nl: "een diploma of ervaringscertificaat dat toegang geeft tot de gevraagde categorie",
        asks_en: "a diploma or certificate of experience that opens the category asked for",
        readings: &[2, 5, 11],
    },
    RuleEntry {
        number: 10,
        rule: Rule::DuoExtract,
        article: "1 DUO; Toelichting",
        title_nl: "Uittreksel DUO",
        title_en: "DUO extract",
        asks_nl: "bij een HBO-diploma van na 1996 dat in het diplomaregister staat: het onbewerkte uittreksel van DUO",
        asks_en: "for an HBO diploma from after 1996 that is in the register of diplomas: the DUO extract, unaltered",
        readings: &[6],
    },
    RuleEntry {
        number: 11,
        rule: Rule::Training,
        article: "1 Diploma en noot 3; 2",
        title_nl: "Opleiding cliëntondersteuner",
        title_en: "Client-supporter training",
        asks_nl: "bij een ander diploma de afgeronde opleiding van een geaccrediteerde opleider; voor In opleiding: dat de opleiding loopt",
        asks_en: "with another diploma the training completed at an accredited provider; for In opleiding: the training still going on",
        readings: &[5, 12],
    },
    RuleEntry {
        number: 12,
        rule: Rule::InOpleidingRequest,
        article: "2",
        title_nl: "Verzoek categorie In opleiding",
        title_en: "Request for In opleiding",
        asks_nl: "het ingevulde verzoek om de categorie In opleiding",
        asks_en: "the completed request for the category In opleiding",
        readings: &[],
    },
    RuleEntry {
        number: 13,
        rule: Rule::CompletionCommitment,
        article: "2",
        title_nl: "Toezegging opleiding",
        title_en: "Undertaking to complete the training",
        asks_nl: "de toezegging om de opleiding binnen een jaar af te ronden",
        asks_en: "the undertaking to complete the training within a year",
        readings: &[],
    },
    RuleEntry {
        number: 14,
        rule: Rule::CurriculumVitae,
        article: "2",
        title_nl: "Curriculum vitae",
        title_en: "Curriculum vitae",
        asks_nl: "een eigen curriculum vitae",
        asks_en: "a curriculum vitae",
        readings: &[],
    },
    RuleEntry {
        number: 15,
        rule: Rule::Supervision,
        article: "2",
        title_nl: "Supervisie",
        title_en: "Supervision",
        asks_nl: "tot beide toetsen zijn gehaald: de toezegging van supervisie door iemand uit het Seniorregister",
        asks_en: "until both tests are passed: the undertaking to be supervised by someone in the Senior register",
        readings: &[],
    },
    RuleEntry {
        number: 16,
        rule: Rule::SupervisionDeclaration,
        article: "2; 3.4",
        title_nl: "Verklaring supervisie",
        title_en: "Supervision declaration",
        asks_nl: "bij de overgang uit In opleiding: de verklaring waarmee de supervisie eindigt",
        asks_en: "on leaving In opleiding: the declaration that ends the supervision",
        readings: &[],
    },
    RuleEntry {
        number: 17,
        rule: Rule::TrainingDeadline,
        article: "2",
        title_nl: "Termijn van de opleiding",
        title_en: "Deadline of the training",
        asks_nl: "de overgang uit In opleiding binnen 12 maanden na de start; anders beslist het bestuur",
        asks_en: "leaving In opleiding within 12 months of its start; else the board decides",
        readings: &[3],
    },
    RuleEntry {
        number: 18,
        rule: Rule::WorkHours,
        article: "1 Werkervaring en noot 2; 4a",
        title_nl: "Werkervaring",
        title_en: "Work experience",
        asks_nl: "2080 uur aangetoond werk als cliëntondersteuner op HBO-niveau in 5 jaar; wie een categorie binnenkomt: na het diploma",
        asks_en: "2080 proven hours of work as a client supporter at HBO level in 5 years, on entry after the diploma",
        readings: &[1, 2, 7],
    },
    RuleEntry {
        number: 19,
        rule: Rule::WorkCurrent,
        article: "1 Werkervaring; 4a",
        title_nl: "Huidig werk",
        title_en: "Present work",
        asks_nl: "op de dag van beoordeling 16 uur per week werk als cliëntondersteuner, met bewijs",
        asks_en: "on the day judged on, 16 hours of work a week as a client supporter, with proof",
        readings: &[1, 2],
    },
    RuleEntry {
        number: 20,
        rule: Rule::SkjDispensation,
        article: "4c; Toelichting, SKJ-registratie",
        title_nl: "Dispensatie SKJ",
        title_en: "SKJ dispensation",
        asks_nl: "niets: wie bij de start en bij herregistratie een SKJ-registratie toont, heeft minder punten nodig",
        asks_en: "nothing: someone who shows an SKJ registration at the start and on renewal needs fewer points",
        readings: &[],
    },
    RuleEntry {
        number: 21,
        rule: Rule::PointsTotal,
        article: "4c",
        title_nl: "Punten in totaal",
        title_en: "Points in all",
        asks_nl: "160 punten binnen de registratieperiode; met dispensatie SKJ 26",
        asks_en: "160 points within the registration's period; 26 with SKJ dispensation",
        readings: &[2, 8],
    },
    RuleEntry {
        number: 22,
        rule: Rule::PointsAccredited,
        article: "4c",
        title_nl: "Geaccrediteerde punten",
        title_en: "Accredited points",
        asks_nl: "40 punten geaccrediteerde deskundigheidsbevordering; met dispensatie SKJ 12",
        asks_en: "40 points of accredited professional development; 12 with SKJ dispensation",
        readings: &[2],
    },
    RuleEntry {
        number: 23,
        rule: Rule::PointsReflection,
        article: "4c",
        title_nl: "Punten reflectie",
        title_en: "Points for reflection",
        asks_nl: "40 punten reflectie; met dispensatie SKJ 8",
        asks_en: "40 points for reflection; 8 with SKJ dispensation",
        readings: &[2],
    },
];

/// Every reading chosen, in the order of their numbers.
pub static READINGS: [Reading; 12] = [
    Reading {
        number: 1,
        nl: "Een stuk wordt aanvaard tot en met de dag die n maanden na zijn datum ligt.",
        en: "A document is accepted up to and including its date plus n months.",
    },
    Reading {
        number: 2,
        nl: "Wie per een dag beoordeelt, kent alleen wat er op die dag al was.",
        en: "Judging as of a day means knowing only what existed on that day.",
    },
    Reading {
        number: 3,
        nl: "Afronden van de opleiding na het eerste jaar is niet geregeld; daarover beslist het bestuur.",
        en: "Completing the training after the first year is not provided for, so the board decides.",
    },
    Reading {
        number: 4,
        nl: "Verlengen van een Basisregistratie of van een verlopen registratie is niet geregeld; daarover beslist het bestuur.",
        en: "Renewing a Basis registration, or one that has lapsed, is not provided for, so the board decides.",
    },
    Reading {
        number: 5,
        nl: "In opleiding staat alleen open voor de andere diploma's van artikel 2; een diploma van de lijst leidt meteen naar Junior.",
        en: "In opleiding is open only to the other diplomas of article 2; a listed diploma leads straight to Junior.",
    },
    Reading {
        number: 6,
        nl: "Het DUO-uittreksel geldt voor HBO-diploma's vanaf 1 januari 1997; staat een diploma niet in het register, dan volstaat een scan.",
        en: "The DUO extract is asked for HBO diplomas from 1 January 1997; for a diploma not in the register a scan will do.",
    },
    Reading {
        number: 7,
        nl: "Werk na diplomering is werk na de dag van het diploma waarop de toelating wordt beoordeeld; een gewone verlenging vraagt dat niet.",
        en: "Work after graduation is work after the day of the diploma on which entry is judged; a plain renewal does not ask it.",
    },
    Reading {
        number: 8,
        nl: "Een lidmaatschapsjaar is een kalenderjaar.",
        en: "A membership year is a calendar year.",
    },
    Reading {
        number: 9,
        nl: "Omzetten van Basis naar Junior behoudt de startdatum en verlengt de periode.",
        en: "Converting Basis into Junior keeps the start and lengthens the period.",
    },
    Reading {
        number: 10,
        nl: "Een tussentijdse wijziging vraagt geen nieuwe VOG en geen nieuwe verklaringen.",
        en: "A change within the period asks for no new VOG and no new declarations.",
    },
    Reading {
        number: 11,
        nl: "Een gewone verlenging vraagt wat artikel 4 noemt; het diploma niet opnieuw.",
        en: "A plain renewal asks for what article 4 lists; not for the diploma again.",
    },
    Reading {
        number: 12,
        nl: "De accreditatie van de opleider geldt op beide routes.",
        en: "The accreditation of the training provider is asked for on both routes.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_row_in_order() {
        for (place, (entry, rule)) in RULES.iter().zip(Rule::ALL).enumerate() {
            assert_eq!((usize::from(entry.number), entry.rule), (place + 1, *rule));
            assert!(std::ptr::eq(rule.entry(), entry));
        }
    }

    #[test]
    fn every_reading_is_numbered_in_order_and_used() {
        for (place, reading) in READINGS.iter().enumerate() {
            assert_eq!(usize::from(reading.number), place + 1);
            assert!(RULES.iter().any(|rule| rule.readings.contains(&reading.number)), "I-{}", reading.number);
        }
    }
}
