//! What is said in Dutch. The same things in the same order as in English.

use core::fmt;

use super::{Language, category, written};
use crate::finding::{Finding, Measure, Status};
use crate::outcome::{GrantedRegistration, Notice, Verdict};
use crate::regulation::{DECLARATION_MONTHS_MAX, Rule, VOG_MONTHS_MAX};
use crate::{Category, Day, Request, Set, Total};

pub(super) const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

pub(super) fn finding(f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
    match finding.measure {
        Some(Measure::Days { have, need }) => days(f, finding.rule, finding.status, have, need),
        Some(Measure::Amounts { have, need }) => amounts(f, finding.rule, finding.status, have, need),
        None => f.write_str(words(finding.rule, finding.status)),
    }
}

const fn words(rule: Rule, status: Status) -> &'static str {
    match status {
        Status::Met => met(rule),
        Status::Unmet => unmet(rule),
        Status::Missing => missing(rule),
        Status::Board => board(rule),
    }
}

const fn met(rule: Rule) -> &'static str {
    match rule {
        Rule::Declarations => "De vier verklaringen die bij een registratie horen, zijn gedaan.",
        Rule::Ruling => "Er is geen uitspraak bekend van de klachtencommissie van de BCMB of het tuchtcollege van SKJ.",
        Rule::SingleRegistration => "Op de dag van beoordeling loopt er geen andere registratie.",
        Rule::VogHeld => "Er is een VOG voor een natuurlijke persoon.",
        Rule::VogProfile => "Het screeningsprofiel van de VOG past bij het werk.",
        Rule::VogOriginal => "De originele VOG is per post gestuurd, of de werkgever verklaart die te hebben gezien.",
        Rule::Diploma => "Het diploma of ervaringscertificaat (EVC) past bij de gevraagde categorie.",
        Rule::DuoExtract => "Het uittreksel van DUO bij het diploma is er en is niet bewerkt.",
        Rule::Training => {
            "De opleiding tot cliëntondersteuner is bij een geaccrediteerde opleider en is zo ver als de categorie \
             vraagt: lopend voor In opleiding, afgerond voor Junior of Senior."
        }
        Rule::InOpleidingRequest => "Het verzoek om de categorie In opleiding zit in het dossier.",
        Rule::CompletionCommitment => "De toezegging om de opleiding binnen een jaar af te ronden, zit in het dossier.",
        Rule::CurriculumVitae => "Het eigen cv zit in het dossier.",
        Rule::Supervision => "De supervisie is toegezegd en de supervisor staat in het Seniorregister.",
        Rule::SupervisionDeclaration => "De verklaring waarmee de supervisie eindigt, zit in het dossier.",
        Rule::SkjDispensation => {
            "Er is een SKJ-registratie getoond bij de start van de registratie en bij dit verzoek. Daarom zijn er \
             minder punten nodig."
        }
        _ => "Aan deze eis is voldaan.",
    }
}

const fn unmet(rule: Rule) -> &'static str {
    match rule {
        Rule::SingleRegistration => {
            "Op de dag van beoordeling loopt er al een registratie. Iemand kan er maar één tegelijk hebben. Vraag \
             geen nieuwe toelating, maar een verlenging, wijziging of omzetting van die registratie."
        }
        Rule::VogHeld => {
            "De VOG is afgegeven voor een rechtspersoon, zoals een bedrijf. Vraag een VOG voor een natuurlijke \
             persoon (VOG NP) aan."
        }
        Rule::VogProfile => {
            "Het screeningsprofiel van de VOG past niet bij het werk. Vraag een VOG aan met een profiel dat past bij \
             het werk als cliëntondersteuner."
        }
        Rule::Diploma => {
            "Het diploma of ervaringscertificaat (EVC) dat is beoordeeld, past niet bij de gevraagde categorie. Nodig \
             is een HBO- of WO-diploma, een diploma mantelzorgmakelaar dat op HBO-niveau is getoetst, of een EVC van \
             een erkende aanbieder. Een EVC of een diploma van de lijst in artikel 1 hoort bij Junior en Senior, niet \
             bij In opleiding."
        }
        Rule::DuoExtract => {
            "Het uittreksel van DUO bij het diploma is bewerkt. Daardoor is de digitale handtekening weg. Haal het \
             uittreksel opnieuw op bij DUO en stuur het bestand mee zonder iets te veranderen."
        }
        Rule::Training => {
            "De opleiding tot cliëntondersteuner past niet bij dit verzoek: de opleider is niet geaccrediteerd, of de \
             opleiding is al afgerond terwijl In opleiding is gevraagd. Nodig is een geaccrediteerde opleider. Wie de \
             opleiding heeft afgerond, kan Junior of Senior vragen."
        }
        Rule::Supervision => {
            "De supervisie is toegezegd, maar de supervisor staat niet in het Seniorregister. Kies een supervisor die \
             daar wel in staat."
        }
        _ => "Aan deze eis is niet voldaan.",
    }
}

const fn missing(rule: Rule) -> &'static str {
    match rule {
        Rule::Declarations => {
            "Niet alle vier de verklaringen zijn gedaan: over de beroepscode, het beroepsprofiel, klachten en \
             tuchtrecht, en de registratienormen. Doe de verklaringen die nog ontbreken."
        }
        Rule::RegistrationHeld => {
            "Op de dag van beoordeling stond er geen registratie in het dossier. Voeg de registratie toe, of vraag \
             toelating aan."
        }
        Rule::VogHeld => {
            "Op de dag van beoordeling zat er geen VOG in het dossier. Voeg een VOG voor een natuurlijke persoon (VOG \
             NP) toe."
        }
        Rule::VogOriginal => {
            "De originele VOG is nog niet getoond. Stuur die per post naar Registerplein, of voeg een verklaring toe \
             dat de werkgever de originele VOG heeft gezien."
        }
        Rule::Diploma => {
            "Op de dag van beoordeling was het bewijs van het diploma of ervaringscertificaat (EVC) dat is beoordeeld \
             niet compleet, of was er geen om te beoordelen. Voeg het bewijs van het diploma toe, of het EVC met de \
             rapportage."
        }
        Rule::DuoExtract => {
            "Het uittreksel van DUO bij het diploma ontbreekt. Vraag het gratis aan bij DUO en stuur het bestand mee \
             zonder iets te veranderen."
        }
        Rule::Training => {
            "De opleiding tot cliëntondersteuner is niet of niet helemaal aangetoond. Toon voor In opleiding dat de \
             opleiding loopt. Toon voor Junior en Senior dat de opleiding is afgerond: de vier masterclasses (behalve \
             bij vrijstelling) met de praktijktoets en de reflectietoets, of de Post-HBO bij HBO Drechtsteden."
        }
        Rule::InOpleidingRequest => {
            "Het verzoek om de categorie In opleiding ontbreekt. Vul het helemaal in en voeg het toe."
        }
        Rule::CompletionCommitment => {
            "De toezegging om de opleiding binnen een jaar af te ronden, ontbreekt. Voeg die toezegging toe."
        }
        Rule::CurriculumVitae => "Het cv ontbreekt. Voeg een eigen cv toe.",
        Rule::Supervision => {
            "De toezegging van supervisie ontbreekt. Voeg de toezegging toe dat iemand uit het Seniorregister \
             supervisie geeft totdat beide toetsen zijn gehaald."
        }
        Rule::SupervisionDeclaration => {
            "De verklaring waarmee de supervisie eindigt, ontbreekt. Teken die verklaring samen met de supervisor en \
             voeg die toe."
        }
        _ => "Het bewijs voor deze eis ontbreekt.",
    }
}

const fn board(rule: Rule) -> &'static str {
    match rule {
        Rule::Ruling => {
            "Er is een uitspraak bekend van de klachtencommissie van de BCMB of het tuchtcollege van SKJ. Het bestuur \
             beslist wat die betekent voor de registratie."
        }
        _ => "Over deze eis beslist het bestuur.",
    }
}

fn days(f: &mut fmt::Formatter<'_>, rule: Rule, status: Status, have: Day, need: Day) -> fmt::Result {
    let lapsed = need > have;
    let (have, need) = (Language::Nl.day(have), Language::Nl.day(need));
    match (rule, status) {
        (Rule::RegistrationHeld, Status::Met) => {
            write!(f, "De registratie loopt tot en met {have} en past bij dit verzoek.")
        }
        (Rule::RegistrationHeld, Status::Unmet) => f.write_str(
            "De registratie past niet bij dit verzoek. Een wijziging gaat van de ene categorie naar een andere, een \
             omzetting gaat van Basis naar Junior.",
        ),
        (Rule::RegistrationHeld, Status::Board) if lapsed => write!(
            f,
            "De registratie liep tot en met {have} en was op {need} dus voorbij. Het reglement zegt niet wat er dan \
             kan. Daarover beslist het bestuur."
        ),
        (Rule::RegistrationHeld, Status::Board) => write!(
            f,
            "Dit is een registratie Basis, die loopt tot en met {have}. Het reglement kent wel omzetting van Basis \
             naar Junior, maar geen verlenging. Over een verlenging beslist het bestuur."
        ),
        (Rule::VogAge, Status::Met) => {
            write!(f, "De VOG is op {need} niet ouder dan {VOG_MONTHS_MAX} maanden: die geldt tot en met {have}.")
        }
        (Rule::VogAge, Status::Unmet) => write!(
            f,
            "De VOG is op {need} ouder dan {VOG_MONTHS_MAX} maanden: die gold tot en met {have}. Vraag een nieuwe VOG \
             aan."
        ),
        (Rule::TrainingDeadline, Status::Met) => {
            write!(f, "De overstap uit In opleiding is op tijd: die is op {have} en kan tot en met {need}.")
        }
        (Rule::TrainingDeadline, Status::Board) => write!(
            f,
            "De overstap uit In opleiding is op {have}. De termijn van een jaar liep tot en met {need}. Het reglement \
             zegt niet wat er daarna kan. Daarover beslist het bestuur."
        ),
        _ => f.write_str(words(rule, status)),
    }
}

fn amounts(f: &mut fmt::Formatter<'_>, rule: Rule, status: Status, have: Total, need: Total) -> fmt::Result {
    match rule {
        Rule::WorkHours => work_hours(f, status, have, need),
        Rule::WorkCurrent => work_current(f, status, have, need),
        Rule::PointsTotal => points(f, "in totaal", have, need),
        Rule::PointsAccredited => points(f, "voor geaccrediteerde deskundigheidsbevordering", have, need),
        Rule::PointsReflection => points(f, "voor reflectie", have, need),
        _ => f.write_str(words(rule, status)),
    }
}

fn work_hours(f: &mut fmt::Formatter<'_>, status: Status, have: Total, need: Total) -> fmt::Result {
    let (have, need) = (Language::Nl.amount(have), Language::Nl.amount(need));
    write!(
        f,
        "Er is {have} uur werk aangetoond dat meetelt. Nodig is {need} uur in 5 jaar, als cliëntondersteuner op \
         HBO-niveau."
    )?;
    more_work(f, status)
}

fn work_current(f: &mut fmt::Formatter<'_>, status: Status, have: Total, need: Total) -> fmt::Result {
    let (have, need) = (Language::Nl.amount(have), Language::Nl.amount(need));
    write!(
        f,
        "Er is {have} uur werk per week aangetoond op de dag van beoordeling. Nodig is {need} uur per week, als \
         cliëntondersteuner op HBO-niveau."
    )?;
    more_work(f, status)
}

fn more_work(f: &mut fmt::Formatter<'_>, status: Status) -> fmt::Result {
    match status {
        Status::Unmet => {
            f.write_str(" Ook met al het bewijs erbij staan er in het dossier te weinig uren die meetellen.")
        }
        Status::Missing => write!(
            f,
            " Voeg bewijs van werk toe: een arbeidsovereenkomst, of een verklaring werkervaring die niet ouder is dan \
             {DECLARATION_MONTHS_MAX} maanden. Een zzp'er voegt ook de inschrijving bij de KvK toe. Is de \
             functietitel anders dan cliëntondersteuner, dan is een verklaring met een beschrijving van de functie \
             nodig."
        ),
        Status::Met | Status::Board => Ok(()),
    }
}

fn points(f: &mut fmt::Formatter<'_>, kind: &str, have: Total, need: Total) -> fmt::Result {
    let short = Total::from_hundredths(need.hundredths().saturating_sub(have.hundredths()));
    let (have, need) = (Language::Nl.amount(have), Language::Nl.amount(need));
    write!(f, "Het aantal punten {kind} is {have}. Nodig is {need}.")?;
    if short > Total::default() { write!(f, " Dat is {} te weinig.", Language::Nl.amount(short)) } else { Ok(()) }
}

pub(super) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Granted => "Het verzoek kan worden toegewezen: aan alle eisen is voldaan.",
        Verdict::Board => {
            "Over dit verzoek beslist het bestuur, want het reglement geeft hier zelf geen uitsluitsel. Aan alle \
             andere eisen is voldaan."
        }
        Verdict::Incomplete => "Het dossier is nog niet compleet: voor een of meer eisen ontbreekt bewijs.",
        Verdict::Refused => "Het verzoek kan zo niet worden toegewezen: aan een of meer eisen is niet voldaan.",
    }
}

pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Met => "voldaan",
        Status::Unmet => "niet voldaan",
        Status::Missing => "ontbreekt",
        Status::Board => "aan het bestuur",
    }
}

pub(super) const fn notice(notice: Notice) -> &'static str {
    match notice {
        Notice::NotYetInForce => {
            "De dag van beoordeling ligt vóór 1 mei 2021. Deze versie van het reglement gold toen nog niet."
        }
        Notice::CriteriaSuperseded => {
            "Vanaf 1 januari 2022 gelden andere toelatingseisen. Deze beoordeling volgt nog de eisen van versie 10 \
             van het reglement."
        }
        Notice::ActivitiesOutsidePeriod => {
            "Een of meer activiteiten vallen buiten de registratieperiode of na de dag van beoordeling. Die tellen \
             niet mee."
        }
        Notice::MembershipYearRepeated => {
            "Er staat meer dan één lidmaatschap van de BCMB in hetzelfde kalenderjaar. Per jaar telt er één mee."
        }
        Notice::AmbassadorNotAppointed => {
            "Er is een ambassadeurschap van de BCMB opgegeven, maar de BCMB heeft deze persoon niet aangewezen. Het \
             ambassadeurschap telt daarom niet mee."
        }
        Notice::SkjShownOnce => {
            "Een SKJ-registratie is maar op één van de twee momenten getoond: bij de start van de registratie of bij \
             dit verzoek. Daarom is er geen dispensatie."
        }
    }
}

pub(super) fn request(f: &mut fmt::Formatter<'_>, request: Request) -> fmt::Result {
    match request {
        Request::Admission(target) => write!(f, "toelating in de categorie {}", category(target)),
        Request::Renewal(target) => write!(f, "verlenging in de categorie {}", category(target)),
        Request::Change(target) => write!(f, "wijziging naar de categorie {}", category(target)),
        Request::BasisConversion => f.write_str("omzetting van Basis naar Junior"),
    }
}

pub(super) fn granted(f: &mut fmt::Formatter<'_>, granted: GrantedRegistration) -> fmt::Result {
    let (start, end) = (Language::Nl.day(granted.start), Language::Nl.day(granted.end));
    write!(f, "De registratie in de categorie {} loopt van {start} tot en met {end}.", category(granted.category))
}

pub(super) fn eligible(f: &mut fmt::Formatter<'_>, categories: Set<Category>) -> fmt::Result {
    f.write_str("Met ditzelfde dossier is toelating wel mogelijk in de categorie ")?;
    written::categories(f, categories, "of")?;
    f.write_str(".")
}
