//! Each step from bytes to bytes for one renewal with 40 activities, over 512 different ones in turn.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on says so by ending")]
#![allow(missing_docs, reason = "the macros of criterion make items without any")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use registertoets_benches::Forms;
use registertoets_core::limits::{DOSSIER_BYTES_MAX, OUTCOME_BYTES_MAX};
use registertoets_core::{Dossier, Outcome, evaluate, evaluate_into, json, wire};
use registertoets_service::form::OutcomeForm;
use registertoets_service::judging::Judging;

fn parts(criterion: &mut Criterion) {
    let forms = Forms::renewals_with_40_activities(512);
    let outcomes: Vec<_> = forms.dossiers.iter().map(evaluate).collect();
    let (text, record) = (Forms::mean(&forms.texts), Forms::mean(&forms.records));
    println!("mean bytes of a dossier: {text} as JSON, {record} binary");

    let mut dossiers = criterion.benchmark_group("dossiers");
    dossiers.throughput(Throughput::Elements(1));
    let mut turn = forms.dossiers.iter().cycle();
    let mut outcome = Outcome::unjudged();
    dossiers.bench_function("evaluate", |bencher| {
        bencher.iter(|| {
            let dossier = black_box(turn.next().unwrap());
            evaluate_into(dossier, dossier.assessed_on, &mut outcome);
        });
    });
    let mut turn = forms.records.iter().cycle();
    dossiers.bench_function("binary bytes to outcome", |bencher| {
        bencher.iter(|| wire::evaluate_bytes_into(black_box(turn.next().unwrap()), None, &mut outcome).unwrap());
    });
    let mut turn = forms.texts.iter().cycle();
    let mut dossier = Dossier::unread();
    dossiers.bench_function("JSON text to outcome", |bencher| {
        bencher.iter(|| {
            json::decode_into(black_box(turn.next().unwrap()), &mut dossier).unwrap();
            evaluate_into(&dossier, dossier.assessed_on, &mut outcome);
        });
    });
    let mut turn = outcomes.iter().cycle();
    let judging = Judging::new(OutcomeForm::Ndjson);
    let mut line = Vec::new();
    dossiers.bench_function("write an outcome as JSON", |bencher| {
        bencher.iter(|| {
            line.clear();
            judging.write(black_box(turn.next().unwrap()), None, &mut line);
        });
    });
    let mut turn = outcomes.iter().cycle();
    dossiers.bench_function("write an outcome as JSON by serde_json", |bencher| {
        bencher.iter(|| {
            line.clear();
            serde_json::to_writer(&mut line, black_box(turn.next().unwrap())).unwrap();
        });
    });
    let mut turn = outcomes.iter().cycle();
    dossiers.bench_function("encode an outcome", |bencher| {
        let mut buffer = [0; OUTCOME_BYTES_MAX];
        bencher.iter(|| wire::encode_outcome(black_box(turn.next().unwrap()), &mut buffer).unwrap().len());
    });
    dossiers.finish();

    let mut binary = criterion.benchmark_group("binary");
    binary.throughput(Throughput::Bytes(record));
    let mut turn = forms.records.iter().cycle();
    binary.bench_function("decode", |bencher| {
        bencher.iter(|| wire::decode_into(black_box(turn.next().unwrap()), &mut dossier).unwrap());
    });
    let mut turn = forms.dossiers.iter().cycle();
    binary.bench_function("encode", |bencher| {
        let mut buffer = [0; DOSSIER_BYTES_MAX];
        bencher.iter(|| wire::encode(black_box(turn.next().unwrap()), &mut buffer).unwrap().len());
    });
    binary.finish();

    let mut json = criterion.benchmark_group("json");
    json.throughput(Throughput::Bytes(text));
    let mut turn = forms.texts.iter().cycle();
    json.bench_function("read", |bencher| {
        bencher.iter(|| json::decode_into(black_box(turn.next().unwrap()), &mut dossier).unwrap());
    });
    let mut turn = forms.texts.iter().cycle();
    json.bench_function("read by serde_json", |bencher| {
        bencher.iter(|| serde_json::from_slice::<Dossier>(black_box(turn.next().unwrap())).unwrap());
    });
    json.finish();
}

criterion_group!(benches, parts);
criterion_main!(benches);
