//! regorus: the check as a Rego policy, run by its interpreter and by its virtual machine.

use std::{fs, str};

use ::regorus::languages::rego::compiler::Compiler;
use ::regorus::rvm::vm::RegoVM;
use ::regorus::{Engine, Value};

use crate::{Result, lines};

const ANSWER: &str = "data.renewal.answer";

fn engine(policy: &str) -> Result<Engine> {
    let mut engine = Engine::new();
    engine.add_policy(policy.into(), fs::read_to_string(policy)?)?;
    Ok(engine)
}

fn write(answer: &Value, line: &mut Vec<u8>) -> Result {
    serde_json::to_writer(&mut *line, answer)?;
    line.push(b'\n');
    Ok(())
}

/// Judges every line by the interpreter.
pub fn judge_by_interpreter(policy: &str, register: &str, answers: &str) -> Result {
    let mut engine = engine(policy)?;
    lines::answer_each(register, answers, |line, answer| {
        engine.set_input(Value::from_json_str(str::from_utf8(line)?)?);
        write(&engine.eval_rule(ANSWER.into())?, answer)
    })
}

/// Judges every line by the virtual machine.
pub fn judge_by_vm(policy: &str, register: &str, answers: &str) -> Result {
    let compiled = engine(policy)?.compile_with_entrypoint(&ANSWER.into())?;
    let mut machine = RegoVM::new();
    machine.load_program(Compiler::compile_from_policy(&compiled, &[ANSWER])?);
    lines::answer_each(register, answers, |line, answer| {
        machine.set_input(Value::from_json_str(str::from_utf8(line)?)?);
        write(&machine.execute()?, answer)
    })
}
