//! GoRules ZEN: the check as a decision graph of expressions.

use std::fs;

use tokio::runtime::Builder;
use zen_engine::model::DecisionContent;
use zen_engine::{DecisionEngine, Variable};

use crate::{Result, lines};

/// Judges every line by the graph, compiled beforehand.
pub fn judge(decision: &str, register: &str, answers: &str) -> Result {
    let content: DecisionContent = serde_json::from_slice(&fs::read(decision)?)?;
    let mut decision = DecisionEngine::default().create_decision(content.into())?;
    decision.compile();
    let runtime = Builder::new_current_thread().build()?;
    lines::answer_each(register, answers, |line, answer| {
        let dossier: Variable = serde_json::from_slice(line)?;
        let response = runtime.block_on(decision.evaluate(dossier)).map_err(|error| error.to_string())?;
        serde_json::to_writer(&mut *answer, &response.result)?;
        answer.push(b'\n');
        Ok(())
    })
}
