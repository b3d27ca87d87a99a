//! Rules, verdicts and findings in Dutch and English, and their names for programs.

use core::ffi::c_char;
use core::fmt::Display;

use registertoets_core::text::Sentence;
use registertoets_core::{Category, Named, Notice, Status, Total, Verdict};

use crate::day::day;
use crate::error::{Answer, RegistertoetsError};
use crate::kept::borrow;
use crate::number::{language, member, rule};
use crate::outcome::{RegistertoetsOutcome, finding_at};
use crate::text::answer_text;

/// Bytes of the longest text that this library writes, with the zero behind it: a buffer of so many takes any.
pub const REGISTERTOETS_TEXT_MAX: usize = 640;

/// Where a caller wants a text.
#[derive(Clone, Copy)]
struct Place {
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
}

impl Place {
    /// Writes a text there, if there is one.
    ///
    /// # Safety
    /// As of every entry point.
    unsafe fn answer<T: Display>(self, text: Answer<T>) -> RegistertoetsError {
        // SAFETY: by this function's own condition
        RegistertoetsError::of(text.and_then(|text| unsafe { answer_text(&text, self.buffer, self.size, self.length) }))
    }
}

/// The name of a rule, for programs: `vog_age`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_rule_name(
    rule: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(self::rule(rule).map(Named::name)) }
}

/// Where a rule stands in the regulation: `1 VOG NP; 4b`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_rule_article(
    rule: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(self::rule(rule).map(|rule| rule.entry().article)) }
}

/// The title of a rule.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_rule_title(
    rule: u8,
    language: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    let text = || Ok(self::language(language)?.title(self::rule(rule)?));
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(text()) }
}

/// What a rule asks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_rule_asks(
    rule: u8,
    language: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    let text = || Ok(self::language(language)?.asks(self::rule(rule)?));
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(text()) }
}

/// The name of a verdict, for programs: `granted`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_verdict_name(
    verdict: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(member::<Verdict>(verdict).map(Named::name)) }
}

/// A verdict as a sentence.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_verdict_text(
    verdict: u8,
    language: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    let text = || Ok(self::language(language)?.verdict(member(verdict)?));
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(text()) }
}

/// The name of a status, for programs: `unmet`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_status_name(
    status: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(member::<Status>(status).map(Named::name)) }
}

/// A status in a few words, lower case.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_status_text(
    status: u8,
    language: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    let text = || Ok(self::language(language)?.status(member(status)?));
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(text()) }
}

/// The name of a category, for programs: `in_opleiding`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_category_name(
    category: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(member::<Category>(category).map(Named::name)) }
}

/// A category as people write it, a proper name in every language: `In opleiding`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_category_text(
    category: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(member(category).map(registertoets_core::text::category)) }
}

/// The name of a notice, for programs: `not_yet_in_force`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_notice_name(
    notice: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(member::<Notice>(notice).map(Named::name)) }
}

/// A notice as a sentence or a few.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_notice_text(
    notice: u8,
    language: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    let text = || Ok(self::language(language)?.notice(member(notice)?));
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(text()) }
}

/// A day as it is written in a language: `1 juni 2021`. `day` is a number of days after 1 January 1970.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_day_text(
    day: i32,
    language: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    let text = || Ok(self::language(language)?.day(self::day(day)?));
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(text()) }
}

/// An amount as it is written in a language: 626057 hundredths are `6260,57` in Dutch, `6260.57` in English.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_amount_text(
    hundredths: u32,
    language: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    let text = || Ok(self::language(language)?.amount(Total::from_hundredths(hundredths)));
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(text()) }
}

/// The finding at a place, from 0, as a sentence or a few: what is there, what is needed, and what to do where something
/// is not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_outcome_sentence(
    outcome: *const RegistertoetsOutcome,
    place: usize,
    language: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    // SAFETY: the caller's word, as for every pointer
    let text = || Ok(Sentence::new(unsafe { finding_at(outcome, place) }?, self::language(language)?));
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(text()) }
}

/// The registration that an outcome grants, as a sentence; an empty text where it grants none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_outcome_registration_text(
    outcome: *const RegistertoetsOutcome,
    language: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    let text = || {
        let language = self::language(language)?;
        // SAFETY: the caller's word, as for every pointer
        let granted = unsafe { borrow(outcome) }?.registration;
        Ok(Perhaps(granted.map(|registration| language.granted(registration))))
    };
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(text()) }
}

/// The other categories that the same dossier would be admitted to, as a sentence; an empty text where there are none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn registertoets_outcome_eligible_text(
    outcome: *const RegistertoetsOutcome,
    language: u8,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
) -> RegistertoetsError {
    let text = || {
        let language = self::language(language)?;
        // SAFETY: the caller's word, as for every pointer
        Ok(Perhaps(language.eligible(unsafe { borrow(outcome) }?.eligible)))
    };
    // SAFETY: the caller's word, as for every pointer
    unsafe { Place { buffer, size, length }.answer(text()) }
}

/// A text, or nothing at all.
struct Perhaps<T>(Option<T>);

impl<T: Display> Display for Perhaps<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.as_ref().map_or(Ok(()), |text| text.fmt(f))
    }
}

#[cfg(test)]
mod tests {
    use registertoets_core::regulation::{RULES, Rule};
    use registertoets_core::text::Language;
    use registertoets_core::{Category, Day, Finding, GrantedRegistration, Measure, Set};

    use super::*;

    fn all_texts() -> Vec<String> {
        let mut texts = Vec::new();
        for rule in &RULES {
            texts.extend([rule.article, rule.title_nl, rule.title_en, rule.asks_nl, rule.asks_en].map(String::from));
        }
        for language in Language::ALL {
            texts.extend(Verdict::ALL.iter().map(|verdict| language.verdict(*verdict).to_owned()));
            texts.extend(Notice::ALL.iter().map(|notice| language.notice(*notice).to_owned()));
            texts.extend(sentences(*language));
            texts.extend(language.eligible(Set::<Category>::FULL).map(|text| text.to_string()));
            let granted = GrantedRegistration { category: Category::InOpleiding, start: Day::MAX, end: Day::MAX };
            texts.push(language.granted(granted).to_string());
        }
        texts
    }

    fn sentences(language: Language) -> Vec<String> {
        let widest_day = Day::MAX.months_earlier(3); // 30 September, the longest month
        let widest_amount = Total::from_hundredths(u32::MAX);
        let measures = [
            None,
            Some(Measure::Days { have: widest_day, need: widest_day }),
            Some(Measure::Amounts { have: widest_amount, need: widest_amount }),
            Some(Measure::Amounts { have: Total::default(), need: widest_amount }),
        ];
        let findings = Rule::ALL.iter().flat_map(|rule| Status::ALL.iter().map(move |status| (*rule, *status)));
        findings
            .flat_map(|(rule, status)| measures.map(|measure| Finding { rule, status, measure }))
            .map(|finding| Sentence::new(finding, language).to_string())
            .collect()
    }

    #[test]
    fn every_text_fits_the_room_that_is_promised_to_suffice() {
        let texts = all_texts();
        let longest = texts.iter().map(String::len).max().unwrap();
        assert!(longest < REGISTERTOETS_TEXT_MAX, "{longest}");
        assert!(texts.iter().all(|text| !text.is_empty() && !text.contains('\0')));
    }
}
