//! Outcomes as JSON: the same fields in the same order as the command line writes them.

use registertoets_core::text::Language;
#[cfg(feature = "sentences")]
use registertoets_core::text::Sentence;
use registertoets_core::{Finding, GrantedRegistration, Measure, Named, Outcome, PointsByKind, REGULATION, Set};

use crate::json::Writer;

/// Tells an outcome, with a sentence and the article at each finding where there is a language.
pub fn outcome(json: &mut Writer<'_>, outcome: &Outcome, language: Option<Language>) {
    json.key("reference").text(&outcome.reference.as_str());
    json.key("assessed_on").text(&outcome.assessed_on);
    json.key("regulation").number(&REGULATION);
    json.key("verdict").text(&outcome.verdict().name());
    json.key("findings").list(|json| {
        for found in outcome.findings.iter() {
            json.object(|json| finding(json, &found, language));
        }
    });
    json.key("points");
    object_or_null(json, outcome.points, points);
    json.key("registration");
    object_or_null(json, outcome.registration, registration);
    json.key("eligible").list(|json| names(json, outcome.eligible));
    json.key("notices").list(|json| names(json, outcome.notices));
}

fn finding(json: &mut Writer<'_>, finding: &Finding, language: Option<Language>) {
    json.key("rule").text(&finding.rule.name());
    json.key("status").text(&finding.status.name());
    match finding.measure {
        Some(Measure::Days { have, need }) => {
            json.key("have").text(&have);
            json.key("need").text(&need);
        }
        Some(Measure::Amounts { have, need }) => {
            json.key("have").number(&have);
            json.key("need").number(&need);
        }
        None => {}
    }
    #[cfg(feature = "sentences")]
    if let Some(language) = language {
        json.key("message").text(&Sentence::new(*finding, language));
        json.key("article").text(&language.article(finding.rule));
    }
    #[cfg(not(feature = "sentences"))]
    let _ = language;
}

fn object_or_null<T>(json: &mut Writer<'_>, value: Option<T>, fields: fn(&mut Writer<'_>, T)) {
    match value {
        Some(value) => json.object(|json| fields(json, value)),
        None => json.null(),
    }
}

fn points(json: &mut Writer<'_>, points: PointsByKind) {
    json.key("accredited").number(&points.accredited);
    json.key("reflection").number(&points.reflection);
    json.key("other").number(&points.other);
    json.key("total").number(&points.total());
}

fn registration(json: &mut Writer<'_>, granted: GrantedRegistration) {
    json.key("category").text(&granted.category.name());
    json.key("start").text(&granted.start);
    json.key("end").text(&granted.end);
}

fn names<T: Named>(json: &mut Writer<'_>, members: Set<T>) {
    members.iter().for_each(|member| json.text(&member.name()));
}

#[cfg(all(test, feature = "sentences"))]
mod tests {
    use registertoets_core::regulation::Rule;
    use registertoets_core::{Day, Status, Total};

    use super::*;
    use crate::exchange::OUTPUT_BYTES;
    use crate::tell;

    /// Room for what stands around the findings: reference, points, registration, notices.
    const AROUND: usize = 1024;

    #[test]
    fn the_output_buffer_holds_the_longest_outcome_and_tables() {
        for &language in Language::ALL {
            let longest = |rule: &Rule| Status::ALL.iter().map(|status| longest(*rule, *status, language)).max();
            let findings: usize = Rule::ALL.iter().filter_map(longest).map(|length| length + 1).sum();
            assert!(findings + AROUND <= OUTPUT_BYTES, "{findings}");
            let mut output = [0; OUTPUT_BYTES];
            assert!(tell::with(&mut output, |json| tell::rules(json, language)).is_some());
            assert!(tell::with(&mut output, |json| tell::words(json, language)).is_some());
        }
    }

    /// Bytes of the longest finding of a rule with a status, whatever it compared.
    fn longest(rule: Rule, status: Status, language: Language) -> usize {
        let amounts = [Total::default(), Total::from_hundredths(u32::MAX)];
        let days = [Day::MIN, Day::MAX, Day::MAX.days_later(-45)];
        let pairs = |count: usize| (0..count).flat_map(move |have| (0..count).map(move |need| (have, need)));
        let amounts = pairs(2).map(|(have, need)| Measure::Amounts { have: amounts[have], need: amounts[need] });
        let days = pairs(3).map(|(have, need)| Measure::Days { have: days[have], need: days[need] });
        let measures = amounts.chain(days).map(Some).chain([None]);
        let written = |measure| {
            let mut output = [0; OUTPUT_BYTES];
            let found = Finding { rule, status, measure };
            tell::with(&mut output, |json| finding(json, &found, Some(language))).unwrap()
        };
        measures.map(written).max().unwrap_or_default()
    }
}
