//! Registratienormen: the declarations (rule 1) and rulings (rule 2).

use registertoets_core::regulation::{Declaration, Rule};
use serde_json::json;

use crate::combinations::{
    Combinations, assert_both_agree_on_all, combinations as all, flags, or_nothing, requests, sets,
};
use crate::condition::{BOARD, Condition, MET, MISSING, NOT_ASKED, assert_each_alone_turns_its_finding, condition};
use crate::example::example;

pub(crate) fn conditions() -> Vec<Condition> {
    let junior = example("junior-listed-diploma");
    let renewal = example("worked-example-jansen");
    let declaration = |words, member| {
        let others = junior.all_but("declarations", member);
        condition(Rule::Declarations, words, &junior, "declarations", others, [MISSING, MET])
    };
    vec![
        condition(
            Rule::Declarations,
            "admission is asked, and not a change",
            &junior,
            "request",
            json!({"change": "junior"}),
            [NOT_ASKED, MET],
        ),
        condition(
            Rule::Declarations,
            "renewal is asked, and not a change",
            &renewal,
            "request",
            json!({"change": "senior"}),
            [NOT_ASKED, MET],
        ),
        condition(
            Rule::Declarations,
            "renewal is asked, and not a conversion",
            &renewal,
            "request",
            "basis_conversion",
            [NOT_ASKED, MET],
        ),
        declaration("the professional code is subscribed to", "professional_code"),
        declaration("the professional profile is subscribed to", "professional_profile"),
        declaration("the rules on complaints and discipline are subscribed to", "complaints_and_discipline"),
        declaration("the registration norms are subscribed to", "registration_norms"),
        condition(Rule::Ruling, "no ruling is known", &junior, "ruling_known", true, [BOARD, MET]),
        condition(Rule::Ruling, "no ruling is known, on renewal", &renewal, "ruling_known", true, [BOARD, MET]),
        condition(
            Rule::Ruling,
            "no ruling is known, on a change",
            &example("change-to-junior"),
            "ruling_known",
            true,
            [BOARD, MET],
        ),
        condition(
            Rule::Ruling,
            "no ruling is known, on a conversion",
            &example("basis-conversion"),
            "ruling_known",
            true,
            [BOARD, MET],
        ),
    ]
}

pub(crate) fn combinations() -> Vec<Combinations> {
    let registered = json!({"category": "senior", "start": "2016-09-01"});
    vec![all(
        "every request, with and without a registration, every set of declarations, a ruling known or not",
        &example("junior-listed-diploma"),
        [
            ("request", requests()),
            ("registration", or_nothing(vec![registered])),
            ("declarations", sets::<Declaration>()),
            ("ruling_known", flags()),
        ],
    )]
}

#[test]
fn each_declaration_and_a_ruling_alone_turn_the_finding() {
    assert_each_alone_turns_its_finding(&conditions());
}

#[test]
fn every_combination_of_declarations_and_rulings_is_judged_by_the_rules() {
    assert_both_agree_on_all(&combinations());
}
