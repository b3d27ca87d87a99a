//! The conditions of every rule, in pairs that a lawyer can read, and every combination of them.
//!
//! One file an article, as in `core/src/regulation`. For each condition of a rule there is a pair of dossiers that
//! differ in that condition only, and the rule finds something else in each: modified condition/decision coverage. What
//! is found is written out by hand from the rules. Next to the pairs, every combination of an article's conditions is
//! judged by the core and by the second reading. `tests/CONDITIONS.md` is the table of all of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

#[path = "conditions/combinations.rs"]
mod combinations;
#[path = "conditions/complete.rs"]
mod complete;
#[path = "conditions/condition.rs"]
mod condition;
#[path = "conditions/contract.rs"]
mod contract;
#[path = "conditions/declarations.rs"]
mod declarations;
#[path = "conditions/diploma.rs"]
mod diploma;
#[path = "conditions/example.rs"]
mod example;
#[path = "conditions/in_opleiding.rs"]
mod in_opleiding;
#[path = "conditions/points.rs"]
mod points;
#[path = "conditions/registration.rs"]
mod registration;
#[path = "conditions/table.rs"]
mod table;
#[path = "conditions/training.rs"]
mod training;
#[path = "conditions/vog.rs"]
mod vog;
#[path = "conditions/work.rs"]
mod work;

use combinations::Combinations;
use condition::Condition;

/// The conditions of one article and their combinations.
struct Article {
    /// The file that holds them.
    file: &'static str,
    conditions: Vec<Condition>,
    combinations: Vec<Combinations>,
}

/// The articles, in the order in which the core judges them.
fn articles() -> [Article; 8] {
    let article = |file, conditions, combinations| Article { file, conditions, combinations };
    [
        article("declarations", declarations::conditions(), declarations::combinations()),
        article("registration", registration::conditions(), registration::combinations()),
        article("vog", vog::conditions(), vog::combinations()),
        article("diploma", diploma::conditions(), diploma::combinations()),
        article("training", training::conditions(), training::combinations()),
        article("in_opleiding", in_opleiding::conditions(), in_opleiding::combinations()),
        article("work", work::conditions(), work::combinations()),
        article("points", points::conditions(), points::combinations()),
    ]
}
