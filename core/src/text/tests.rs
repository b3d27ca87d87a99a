//! Every sentence that can be said, in both languages.

use std::string::{String, ToString};
use std::vec::Vec;
use std::{format, vec};

use super::*;
use crate::finding::Measure;
use crate::regulation::{CRITERIA_SUPERSEDED_FROM, IN_FORCE_FROM};
use crate::{Date, Named};

/// The statuses that a rule can have (section 3 of the rules).
fn statuses(rule: Rule) -> &'static [Status] {
    use Status::{Board, Met, Missing, Unmet};
    match rule {
        Rule::Ruling | Rule::TrainingDeadline => &[Met, Board],
        Rule::RegistrationHeld => &[Met, Unmet, Missing, Board],
        Rule::SingleRegistration
        | Rule::VogProfile
        | Rule::VogAge
        | Rule::PointsTotal
        | Rule::PointsAccredited
        | Rule::PointsReflection => &[Met, Unmet],
        Rule::Declarations
        | Rule::VogOriginal
        | Rule::InOpleidingRequest
        | Rule::CompletionCommitment
        | Rule::CurriculumVitae
        | Rule::SupervisionDeclaration => &[Met, Missing],
        Rule::VogHeld
        | Rule::Diploma
        | Rule::DuoExtract
        | Rule::Training
        | Rule::Supervision
        | Rule::WorkHours
        | Rule::WorkCurrent => &[Met, Unmet, Missing],
        Rule::SkjDispensation => &[Met],
    }
}

fn day(text: &str) -> Day {
    Date::parse(text.as_bytes()).unwrap().into()
}

fn days(have: &str, need: &str) -> Option<Measure> {
    Some(Measure::Days { have: day(have), need: day(need) })
}

fn amounts(have: u32, need: u16) -> Option<Measure> {
    Some(Measure::Amounts { have: Total::from_hundredths(have), need: Total::whole(need) })
}

/// What a finding of this rule and status may have compared: every side that its sentence tells apart.
fn measures(rule: Rule, status: Status) -> Vec<Option<Measure>> {
    match (rule, status) {
        _ if !rule.is_measured(status) => vec![None],
        (Rule::RegistrationHeld, Status::Unmet | Status::Board) => {
            vec![days("2021-05-31", "2021-06-01"), days("2021-06-01", "2021-06-01")]
        }
        (Rule::VogAge, Status::Unmet) => vec![days("2021-05-31", "2021-06-01")],
        (Rule::TrainingDeadline, Status::Board) => vec![days("2021-06-01", "2021-05-31")],
        _ if rule.compares_days() => vec![days("2021-06-01", "2021-06-01")],
        (_, Status::Met) => vec![amounts(208_000, 2080), amounts(626_057, 2080)],
        _ => vec![amounts(0, 2080), amounts(207_999, 2080)],
    }
}

/// Every finding that the rules allow.
fn findings() -> impl Iterator<Item = Finding> {
    Rule::ALL.iter().flat_map(|&rule| {
        statuses(rule).iter().flat_map(move |&status| {
            measures(rule, status).into_iter().map(move |measure| Finding { rule, status, measure })
        })
    })
}

/// What holds for every text that a person reads.
fn assert_readable(text: &str) {
    assert!(!text.trim().is_empty());
    assert_eq!(text.trim(), text);
    assert!(!text.contains(['\n', '\t', '{', '}', '_', '?', '!']), "{text}");
    assert!(!text.contains("  ") && !text.contains(" .") && !text.contains(".."), "{text}");
}

fn assert_sentence(text: &str) {
    assert_readable(text);
    assert!(text.ends_with('.'), "{text}");
    assert!(text.starts_with(char::is_uppercase), "{text}");
    let starts_a_word = |rest: &str| rest.starts_with(char::is_alphabetic);
    assert!(!text.split('.').skip(1).any(starts_a_word), "no space after a full stop: {text}");
    let words_a_sentence = |sentence: &str| sentence.split(' ').count();
    assert!(text.split(". ").map(words_a_sentence).max() <= Some(40), "too long to read: {text}");
}

fn in_both(say: impl Fn(Language) -> String) -> [String; 2] {
    let said = [say(Language::Nl), say(Language::En)];
    assert_ne!(said[0], said[1]);
    said
}

#[test]
fn every_finding_has_its_sentence_in_both_languages() {
    for finding in findings() {
        for text in in_both(|language| Sentence::new(finding, language).to_string()) {
            assert_sentence(&text);
        }
    }
}

#[test]
fn no_two_findings_of_different_rules_or_statuses_read_the_same() {
    for &language in Language::ALL {
        let said: Vec<_> = findings().map(|finding| (finding, Sentence::new(finding, language).to_string())).collect();
        for (one, text) in &said {
            let same = said.iter().filter(|(other, other_text)| text == other_text && other.rule != one.rule);
            assert_eq!(same.count(), 0, "{text}");
            let same = said.iter().filter(|(other, other_text)| text == other_text && other.status != one.status);
            assert_eq!(same.count(), 0, "{text}");
        }
    }
}

#[test]
fn a_finding_that_the_rules_give_has_a_sentence_of_its_own() {
    for &language in Language::ALL {
        let general = Status::ALL.iter().map(|&status| Finding { rule: Rule::WorkHours, status, measure: None });
        let general: Vec<_> = general.map(|finding| Sentence::new(finding, language).to_string()).collect();
        for finding in findings() {
            assert!(!general.contains(&Sentence::new(finding, language).to_string()), "{finding:?}");
        }
    }
}

#[test]
fn a_finding_that_the_rules_do_not_give_still_has_a_sentence() {
    for &rule in Rule::ALL {
        for &status in Status::ALL {
            for measure in [None, days("2021-05-31", "2021-06-01"), amounts(1_600, 16)] {
                for &language in Language::ALL {
                    assert_sentence(&Sentence::new(Finding { rule, status, measure }, language).to_string());
                }
            }
        }
    }
}

#[test]
fn what_was_compared_is_told_as_the_language_writes_it() {
    for finding in findings() {
        let Some(measure) = finding.measure else { continue };
        for &language in Language::ALL {
            let text = Sentence::new(finding, language).to_string();
            let told = |part: &dyn fmt::Display| text.contains(&part.to_string());
            match measure {
                Measure::Amounts { have, need } => {
                    assert!(told(&language.amount(have)) && told(&language.amount(need)), "{text}");
                }
                // what does not fit does not come from the days; what is lapsed does
                Measure::Days { .. } if (finding.rule, finding.status) == (Rule::RegistrationHeld, Status::Unmet) => {}
                Measure::Days { have, need } => {
                    assert!(told(&language.day(have)) || told(&language.day(need)), "{text}");
                }
            }
        }
    }
}

#[test]
fn a_registration_for_the_board_has_lapsed_or_is_basis() {
    let sentences = |have, need| {
        let finding = Finding { rule: Rule::RegistrationHeld, status: Status::Board, measure: days(have, need) };
        in_both(|language| Sentence::new(finding, language).to_string())
    };
    let [dutch, english] = sentences("2021-05-31", "2021-06-01");
    assert!(dutch.contains("liep tot en met 31 mei 2021 en was op 1 juni 2021"));
    assert!(english.contains("ran up to and including 31 May 2021, so on 1 June 2021"));
    for last_day in ["2021-06-01", "2021-06-02"] {
        let [dutch, english] = sentences(last_day, "2021-06-01");
        assert!(dutch.contains("registratie Basis, die loopt tot en met"));
        assert!(english.contains("Basis registration, which runs up to and including"));
    }
}

#[test]
fn points_that_fall_short_say_by_how_many() {
    let finding = Finding { rule: Rule::PointsReflection, status: Status::Unmet, measure: amounts(2_975, 40) };
    assert_eq!(
        Sentence::new(finding, Language::Nl).to_string(),
        "Het aantal punten voor reflectie is 29,75. Nodig is 40. Dat is 10,25 te weinig."
    );
    assert_eq!(
        Sentence::new(finding, Language::En).to_string(),
        "The number of points for reflection is 29.75. The number needed is 40. That is 10.25 too few."
    );
}

#[test]
fn points_that_are_just_enough_fall_short_by_nothing() {
    let finding = Finding { rule: Rule::PointsTotal, status: Status::Met, measure: amounts(16_000, 160) };
    assert_eq!(Sentence::new(finding, Language::Nl).to_string(), "Het aantal punten in totaal is 160. Nodig is 160.");
    assert_eq!(
        Sentence::new(finding, Language::En).to_string(),
        "The number of points in all is 160. The number needed is 160."
    );
}

#[test]
fn verdicts_statuses_and_notices_are_said_in_both_languages() {
    for &verdict in Verdict::ALL {
        in_both(|language| language.verdict(verdict).into()).iter().for_each(|text| assert_sentence(text));
    }
    for &notice in Notice::ALL {
        in_both(|language| language.notice(notice).into()).iter().for_each(|text| assert_sentence(text));
    }
    for &status in Status::ALL {
        in_both(|language| language.status(status).into()).iter().for_each(|text| assert_readable(text));
        let same = Status::ALL.iter().filter(|other| Language::Nl.status(**other) == Language::Nl.status(status));
        assert_eq!(same.count(), 1, "{status:?} is said as another is");
    }
    assert_eq!(in_both(|language| language.status(Status::Unmet).into()), ["niet voldaan", "not met"]);
}

#[test]
fn notices_name_the_days_of_the_regulation() {
    for &language in Language::ALL {
        let in_force = language.day(IN_FORCE_FROM).to_string();
        assert!(language.notice(Notice::NotYetInForce).contains(&in_force));
        let superseded = language.day(CRITERIA_SUPERSEDED_FROM).to_string();
        assert!(language.notice(Notice::CriteriaSuperseded).contains(&superseded));
    }
}

#[test]
fn requests_and_registrations_are_said_in_both_languages() {
    let granted = |category| GrantedRegistration { category, start: day("2021-06-01"), end: day("2026-05-31") };
    for &asked in Category::ALL {
        for request in [Request::Admission(asked), Request::Renewal(asked), Request::Change(asked)] {
            for text in in_both(|language| language.request(request).to_string()) {
                assert_readable(&text);
                assert!(text.contains(category(asked)));
            }
        }
        for text in in_both(|language| language.granted(granted(asked)).to_string()) {
            assert_sentence(&text);
            assert!(text.contains(category(asked)) && text.contains("2026"));
        }
    }
    in_both(|language| language.request(Request::BasisConversion).to_string());
}

#[test]
fn eligible_categories_are_listed_with_a_word_before_the_last() {
    let told = |language: Language, bits| {
        let categories = Set::from_bits(bits).unwrap();
        language.eligible(categories).map(|sentence| sentence.to_string())
    };
    assert_eq!(told(Language::Nl, 0), None);
    let start = "Met ditzelfde dossier is toelating wel mogelijk in de categorie ";
    assert_eq!(told(Language::Nl, 0b010), Some(format!("{start}Junior.")));
    assert_eq!(told(Language::Nl, 0b110), Some(format!("{start}Junior of Senior.")));
    let start = "With this same dossier, admission is possible in the category ";
    assert_eq!(told(Language::En, 0b111), Some(format!("{start}In opleiding, Junior or Senior.")));
}

#[test]
fn days_and_amounts_are_written_as_the_language_does() {
    for (text, nl, en) in [
        ("2021-06-01", "1 juni 2021", "1 June 2021"),
        ("2020-02-29", "29 februari 2020", "29 February 2020"),
        ("1999-12-31", "31 december 1999", "31 December 1999"),
        ("2000-01-01", "1 januari 2000", "1 January 2000"),
    ] {
        assert_eq!(Language::Nl.day(day(text)).to_string(), nl);
        assert_eq!(Language::En.day(day(text)).to_string(), en);
    }
    for (hundredths, nl, en) in [(626_057, "6260,57", "6260.57"), (1_050, "10,5", "10.5"), (208_000, "2080", "2080")] {
        let amount = Total::from_hundredths(hundredths);
        assert_eq!(Language::Nl.amount(amount).to_string(), nl);
        assert_eq!(Language::En.amount(amount).to_string(), en);
    }
}

#[test]
fn the_catalogue_is_told_in_both_languages() {
    for &rule in Rule::ALL {
        in_both(|language| format!("{} {}", language.title(rule), language.asks(rule)))
            .iter()
            .for_each(|text| assert_readable(text));
    }
    for &language in Language::ALL {
        for (place, &rule) in Rule::ALL.iter().enumerate() {
            let earlier = Rule::ALL.iter().take(place);
            assert!(earlier.clone().all(|&other| language.title(other) != language.title(rule)), "{rule:?}");
            assert!(earlier.clone().all(|&other| language.asks(other) != language.asks(rule)), "{rule:?}");
        }
    }
    for reading in &crate::regulation::READINGS {
        in_both(|language| language.reading(reading).into()).iter().for_each(|text| assert_sentence(text));
    }
}

#[test]
fn an_article_is_the_same_place_in_both_languages() {
    let dutch = [" en ", "noot", "noten"];
    for &rule in Rule::ALL {
        let [nl, en] = [Language::Nl.article(rule), Language::En.article(rule)];
        assert_readable(en);
        assert!(!dutch.iter().any(|word| en.contains(word)), "{en}");
        let translated = nl.replace(" en ", " and ").replace("noten", "notes").replace("noot", "note");
        assert_eq!(translated, en);
    }
    assert_eq!(Language::Nl.article(Rule::WorkHours), "1 Werkervaring en noot 2; 4a");
}

#[test]
fn a_sentence_is_handed_to_programs_as_its_text() {
    for finding in findings() {
        let sentence = Sentence::new(finding, Language::Nl);
        assert_eq!(serde_json::to_value(sentence).unwrap(), sentence.to_string());
    }
}

#[test]
fn what_a_person_is_registered_as_has_its_proper_name() {
    let names: Vec<_> = RegisteredAs::ALL.iter().map(|&held| registered_as(held)).collect();
    assert_eq!(names, ["In opleiding", "Junior", "Senior", "Basis"]);
}

/// Room for so many bytes of text and no more.
struct Room(usize);

impl fmt::Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

#[test]
fn a_text_that_does_not_fit_is_told_not_to() {
    use core::fmt::Write;

    let assert_told = |said: &dyn fmt::Display| {
        let length = said.to_string().len();
        assert!(write!(Room(length), "{said}").is_ok());
        assert!((0..length).all(|room| write!(Room(room), "{said}").is_err()), "{said}");
    };
    for &language in Language::ALL {
        findings().for_each(|finding| assert_told(&Sentence::new(finding, language)));
        assert_told(&language.eligible(Set::FULL).unwrap());
    }
}
