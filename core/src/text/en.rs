//! What is said in English. The same things in the same order as in Dutch.

use core::fmt;

use super::{Language, category, written};
use crate::finding::{Finding, Measure, Status};
use crate::outcome::{GrantedRegistration, Notice, Verdict};
use crate::regulation::{DECLARATION_MONTHS_MAX, Rule, VOG_MONTHS_MAX};
use crate::{Category, Day, Request, Set, Total};

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
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
        Rule::Declarations => "The four declarations that come with a registration have been made.",
        Rule::Ruling => "No decision of the BCMB complaints committee or the SKJ disciplinary tribunal is known.",
        Rule::SingleRegistration => "On the day judged on, no other registration is in force.",
        Rule::VogHeld => "There is a certificate of conduct (VOG) for a natural person.",
        Rule::VogProfile => "The screening profile of the VOG is relevant to the work.",
        Rule::VogOriginal => "The original VOG was sent by post, or the employer declares to have seen it.",
        Rule::Diploma => "The diploma or certificate of experience (EVC) fits the category asked for.",
        Rule::DuoExtract => "The DUO extract of the diploma is there and has not been altered.",
        Rule::Training => {
            "The client-supporter training is with an accredited provider and as far as the category asks: still going \
             on for In opleiding, completed for Junior or Senior."
        }
        Rule::InOpleidingRequest => "The request for the category In opleiding is in the dossier.",
        Rule::CompletionCommitment => "The undertaking to complete the training within a year is in the dossier.",
        Rule::CurriculumVitae => "The curriculum vitae is in the dossier.",
        Rule::Supervision => "Supervision has been undertaken, and the supervisor is in the Senior register.",
        Rule::SupervisionDeclaration => "The declaration that ends the supervision is in the dossier.",
        Rule::SkjDispensation => {
            "An SKJ registration was shown at the start of the registration and with this request. Fewer points are \
             needed because of that."
        }
        _ => "This requirement is met.",
    }
}

const fn unmet(rule: Rule) -> &'static str {
    match rule {
        Rule::SingleRegistration => {
            "On the day judged on, a registration is already in force. A person can have only one at a time. Do not \
             ask for a new admission, but for a renewal, change or conversion of that registration."
        }
        Rule::VogHeld => {
            "The certificate of conduct (VOG) is for a legal person, such as a company. Apply for a VOG for a natural \
             person (VOG NP)."
        }
        Rule::VogProfile => {
            "The screening profile of the VOG is not relevant to the work. Apply for a VOG with a profile that fits \
             the work of a client supporter."
        }
        Rule::Diploma => {
            "The diploma or certificate of experience (EVC) that was judged does not fit the category asked for. What \
             is needed is an HBO or WO diploma, a mantelzorgmakelaar diploma tested at HBO level, or an EVC of a \
             recognised provider. An EVC or a diploma listed in article 1 goes with Junior and Senior, not with In \
             opleiding."
        }
        Rule::DuoExtract => {
            "The DUO extract of the diploma has been altered. Its digital signature is lost because of that. Get the \
             extract from DUO again and send the file without changing anything."
        }
        Rule::Training => {
            "The client-supporter training does not fit this request: the provider is not accredited, or the training \
             is already completed while In opleiding is asked for. An accredited provider is needed. Someone who has \
             completed the training can ask for Junior or Senior."
        }
        Rule::Supervision => {
            "Supervision has been undertaken, but the supervisor is not in the Senior register. Choose a supervisor \
             who is."
        }
        _ => "This requirement is not met.",
    }
}

const fn missing(rule: Rule) -> &'static str {
    match rule {
        Rule::Declarations => {
            "Not all four declarations have been made: on the professional code, the professional profile, complaints \
             and discipline, and the registration norms. Make those that are still missing."
        }
        Rule::RegistrationHeld => {
            "On the day judged on, there was no registration in the dossier. Add the registration, or ask for \
             admission."
        }
        Rule::VogHeld => {
            "On the day judged on, there was no certificate of conduct (VOG) in the dossier. Add a VOG for a natural \
             person (VOG NP)."
        }
        Rule::VogOriginal => {
            "The original VOG has not been shown yet. Send it to Registerplein by post, or add a declaration that the \
             employer has seen the original."
        }
        Rule::Diploma => {
            "On the day judged on, the proof of the diploma or certificate of experience (EVC) that was judged was not \
             complete, or there was none to judge. Add the proof of the diploma, or the EVC with its report."
        }
        Rule::DuoExtract => {
            "The DUO extract of the diploma is missing. Ask DUO for it, which is free, and send the file without \
             changing anything."
        }
        Rule::Training => {
            "The client-supporter training has not been shown, or not all of it. For In opleiding, show that the \
             training is going on. For Junior and Senior, show that it is completed: the four masterclasses (but for \
             those waived) with the practical test and the reflection test, or the Post-HBO at HBO Drechtsteden."
        }
        Rule::InOpleidingRequest => {
            "The request for the category In opleiding is missing. Fill it in completely and add it."
        }
        Rule::CompletionCommitment => {
            "The undertaking to complete the training within a year is missing. Add that undertaking."
        }
        Rule::CurriculumVitae => "The curriculum vitae is missing. Add a curriculum vitae.",
        Rule::Supervision => {
            "The undertaking to be supervised is missing. Add the undertaking that someone in the Senior register \
             supervises until both tests are passed."
        }
        Rule::SupervisionDeclaration => {
            "The declaration that ends the supervision is missing. Sign it together with the supervisor and add it."
        }
        _ => "The proof for this requirement is missing.",
    }
}

const fn board(rule: Rule) -> &'static str {
    match rule {
        Rule::Ruling => {
            "A decision of the BCMB complaints committee or the SKJ disciplinary tribunal is known. The board decides \
             what it means for the registration."
        }
        _ => "The board decides on this requirement.",
    }
}

fn days(f: &mut fmt::Formatter<'_>, rule: Rule, status: Status, have: Day, need: Day) -> fmt::Result {
    let lapsed = need > have;
    let (have, need) = (Language::En.day(have), Language::En.day(need));
    match (rule, status) {
        (Rule::RegistrationHeld, Status::Met) => {
            write!(f, "The registration runs up to and including {have} and fits this request.")
        }
        (Rule::RegistrationHeld, Status::Unmet) => f.write_str(
            "The registration does not fit this request. A change goes from one category to another, a conversion \
             goes from Basis to Junior.",
        ),
        (Rule::RegistrationHeld, Status::Board) if lapsed => write!(
            f,
            "The registration ran up to and including {have}, so on {need} it was over. The regulation does not say \
             what can be done then. The board decides."
        ),
        (Rule::RegistrationHeld, Status::Board) => write!(
            f,
            "This is a Basis registration, which runs up to and including {have}. The regulation provides for a \
             conversion of Basis into Junior, but not for a renewal. The board decides on a renewal."
        ),
        (Rule::VogAge, Status::Met) => write!(
            f,
            "On {need} the VOG is not older than {VOG_MONTHS_MAX} months: it is accepted up to and including {have}."
        ),
        (Rule::VogAge, Status::Unmet) => write!(
            f,
            "On {need} the VOG is older than {VOG_MONTHS_MAX} months: it was accepted up to and including {have}. \
             Apply for a new VOG."
        ),
        (Rule::TrainingDeadline, Status::Met) => {
            write!(
                f,
                "The move out of In opleiding is in time: it is made on {have}, and can be up to and including {need}."
            )
        }
        (Rule::TrainingDeadline, Status::Board) => write!(
            f,
            "The move out of In opleiding is made on {have}. The year for it ran up to and including {need}. The \
             regulation does not say what can be done after that. The board decides."
        ),
        _ => f.write_str(words(rule, status)),
    }
}

fn amounts(f: &mut fmt::Formatter<'_>, rule: Rule, status: Status, have: Total, need: Total) -> fmt::Result {
    match rule {
        Rule::WorkHours => work_hours(f, status, have, need),
        Rule::WorkCurrent => work_current(f, status, have, need),
        Rule::PointsTotal => points(f, "in all", have, need),
        Rule::PointsAccredited => points(f, "for accredited professional development", have, need),
        Rule::PointsReflection => points(f, "for reflection", have, need),
        _ => f.write_str(words(rule, status)),
    }
}

fn work_hours(f: &mut fmt::Formatter<'_>, status: Status, have: Total, need: Total) -> fmt::Result {
    let (have, need) = (Language::En.amount(have), Language::En.amount(need));
    write!(
        f,
        "The number of proven hours of work that count is {have}. The number needed in 5 years is {need}, as a client \
         supporter at HBO level."
    )?;
    more_work(f, status)
}

fn work_current(f: &mut fmt::Formatter<'_>, status: Status, have: Total, need: Total) -> fmt::Result {
    let (have, need) = (Language::En.amount(have), Language::En.amount(need));
    write!(
        f,
        "The number of proven hours of work a week on the day judged on is {have}. The number needed is {need}, as a \
         client supporter at HBO level."
    )?;
    more_work(f, status)
}

fn more_work(f: &mut fmt::Formatter<'_>, status: Status) -> fmt::Result {
    match status {
        Status::Unmet => f.write_str(" Even with all proof added, too few of the hours in the dossier count."),
        Status::Missing => write!(
            f,
            " Add proof of work: an employment contract, or a declaration of work experience not older than \
             {DECLARATION_MONTHS_MAX} months. The self-employed add their KvK registration as well. Where the job \
             title is not client supporter, a declaration that describes the function is needed."
        ),
        Status::Met | Status::Board => Ok(()),
    }
}

fn points(f: &mut fmt::Formatter<'_>, kind: &str, have: Total, need: Total) -> fmt::Result {
    let short = Total::from_hundredths(need.hundredths().saturating_sub(have.hundredths()));
    let (have, need) = (Language::En.amount(have), Language::En.amount(need));
    write!(f, "The number of points {kind} is {have}. The number needed is {need}.")?;
    if short > Total::default() { write!(f, " That is {} too few.", Language::En.amount(short)) } else { Ok(()) }
}

/// Where a rule stands in the regulation: as in Dutch, but for the words between the proper names.
pub(super) fn article(rule: Rule) -> &'static str {
    match rule {
        Rule::Ruling => "Registratienormen; Toelichting, Klachtenregeling and Tuchtrecht",
        Rule::Diploma => "1 Diploma and notes 1, 4; 2",
        Rule::Training => "1 Diploma and note 3; 2",
        Rule::WorkHours => "1 Werkervaring and note 2; 4a",
        _ => rule.entry().article,
    }
}

pub(super) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Granted => "The request can be granted: every requirement is met.",
        Verdict::Board => {
            "The board decides on this request, because the regulation itself gives no answer here. Every other \
             requirement is met."
        }
        Verdict::Incomplete => "The dossier is not complete yet: for one or more requirements proof is missing.",
        Verdict::Refused => "The request cannot be granted as it is: one or more requirements are not met.",
    }
}

pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::Unmet => "not met",
        Status::Missing => "missing",
        Status::Board => "for the board",
    }
}

pub(super) const fn notice(notice: Notice) -> &'static str {
    match notice {
        Notice::NotYetInForce => {
            "The day judged on lies before 1 May 2021. This version of the regulation was not in force yet."
        }
        Notice::CriteriaSuperseded => {
            "From 1 January 2022 other admission requirements hold. This judgement still follows those of version 10 \
             of the regulation."
        }
        Notice::ActivitiesOutsidePeriod => {
            "One or more activities lie outside the registration's period or after the day judged on. They do not \
             count."
        }
        Notice::MembershipYearRepeated => {
            "There is more than one BCMB membership in the same calendar year. One a year counts."
        }
        Notice::AmbassadorNotAppointed => {
            "There is a BCMB ambassadorship, but BCMB has not appointed this person. It does not count because of \
             that."
        }
        Notice::SkjShownOnce => {
            "An SKJ registration was shown at only one of the two moments: at the start of the registration or with \
             this request. There is no dispensation because of that."
        }
    }
}

pub(super) fn request(f: &mut fmt::Formatter<'_>, request: Request) -> fmt::Result {
    match request {
        Request::Admission(target) => write!(f, "admission to the category {}", category(target)),
        Request::Renewal(target) => write!(f, "renewal in the category {}", category(target)),
        Request::Change(target) => write!(f, "change to the category {}", category(target)),
        Request::BasisConversion => f.write_str("conversion of Basis into Junior"),
    }
}

pub(super) fn granted(f: &mut fmt::Formatter<'_>, granted: GrantedRegistration) -> fmt::Result {
    let (start, end) = (Language::En.day(granted.start), Language::En.day(granted.end));
    write!(
        f,
        "The registration in the category {} runs from {start} up to and including {end}.",
        category(granted.category)
    )
}

pub(super) fn eligible(f: &mut fmt::Formatter<'_>, categories: Set<Category>) -> fmt::Result {
    f.write_str("With this same dossier, admission is possible in the category ")?;
    written::categories(f, categories, "or")?;
    f.write_str(".")
}
