//! The works whose instructions `benches/instructions` counts, each over the same 512 different renewals with 40
//! activities: making those is not counted, and neither is the first time, which sets things up.

#![allow(clippy::unwrap_used, reason = "a count that cannot go on says so by ending")]

use std::hint::black_box;

use registertoets_benches::Forms;
use registertoets_core::limits::{DOSSIER_BYTES_MAX, OUTCOME_BYTES_MAX};
use registertoets_core::{Dossier, Outcome, evaluate, evaluate_into, json, wire};
use registertoets_service::form::OutcomeForm;
use registertoets_service::judging::Judging;

/// How many dossiers each work is done on: `benches/instructions` divides by it.
const DOSSIERS: usize = 512;

fn main() {
    let forms = Forms::renewals_with_40_activities(DOSSIERS);
    let outcomes: Vec<_> = forms.dossiers.iter().map(evaluate).collect();
    let judging = Judging::new(OutcomeForm::Ndjson);
    let mut dossier = Dossier::unread();
    let mut lines = Vec::new();
    outcomes.iter().for_each(|outcome| judging.write(outcome, None, &mut lines));
    lines.clear();

    decode(&forms.records, &mut dossier);
    evaluate_decoded(&forms.dossiers);
    evaluate_bytes(&forms.records);
    evaluate_while_read(&forms.records);
    encode(&forms.dossiers);
    encode_outcome(&outcomes);
    json_in(&forms.texts, &mut dossier);
    json_out(&outcomes, &judging, &mut lines);
}

// each in a function of its own, whose name is the name of the work in the budgets

#[inline(never)]
fn decode(records: &[Vec<u8>], dossier: &mut Dossier) {
    for record in records {
        wire::decode_into(black_box(record), dossier).unwrap();
        black_box(&*dossier);
    }
}

#[inline(never)]
fn evaluate_decoded(dossiers: &[Dossier]) {
    let mut outcome = Outcome::unjudged();
    for dossier in dossiers {
        evaluate_into(black_box(dossier), dossier.assessed_on, &mut outcome);
        black_box(&outcome);
    }
}

#[inline(never)]
fn evaluate_bytes(records: &[Vec<u8>]) {
    let mut outcome = Outcome::unjudged();
    for record in records {
        wire::evaluate_bytes_into(black_box(record), None, &mut outcome).unwrap();
        black_box(&outcome);
    }
}

#[inline(never)]
fn evaluate_while_read(records: &[Vec<u8>]) {
    for record in records {
        black_box(wire::evaluate(black_box(record).iter().copied(), None).unwrap());
    }
}

#[inline(never)]
fn encode(dossiers: &[Dossier]) {
    let mut buffer = [0; DOSSIER_BYTES_MAX];
    for dossier in dossiers {
        black_box(wire::encode(black_box(dossier), &mut buffer).unwrap());
    }
}

#[inline(never)]
fn encode_outcome(outcomes: &[Outcome]) {
    let mut buffer = [0; OUTCOME_BYTES_MAX];
    for outcome in outcomes {
        black_box(wire::encode_outcome(black_box(outcome), &mut buffer).unwrap());
    }
}

#[inline(never)]
fn json_in(texts: &[Vec<u8>], dossier: &mut Dossier) {
    for text in texts {
        json::decode_into(black_box(text), dossier).unwrap();
        black_box(&*dossier);
    }
}

#[inline(never)]
fn json_out(outcomes: &[Outcome], judging: &Judging, lines: &mut Vec<u8>) {
    for outcome in outcomes {
        lines.clear();
        judging.write(black_box(outcome), None, lines);
        black_box(&*lines);
    }
}
