//! The bulk engine end to end: a register of 20,000 dossiers as bytes in memory, all outcomes as bytes.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on says so by ending")]
#![allow(missing_docs, reason = "the macros of criterion make items without any")]

use std::hint::black_box;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use futures_util::{StreamExt, stream};
use registertoets_benches::Forms;
use registertoets_service::bulk::{Records, answers};
use registertoets_service::form::{DossierForm, OutcomeForm};
use registertoets_service::judging::Judging;
use tokio::runtime::{Builder, Runtime};

/// How much of the input arrives at once.
const CHUNK_BYTES: usize = 256 << 10;

fn judge(runtime: &Runtime, threads: usize, input: &Bytes, form: DossierForm, judging: &Arc<Judging>) -> u64 {
    let input = input.clone();
    let chunks = (0..input.len())
        .step_by(CHUNK_BYTES)
        .map(move |start| io::Result::Ok(input.slice(start..input.len().min(start + CHUNK_BYTES))));
    let answers = answers(stream::iter(chunks), form, Arc::clone(judging), threads, Records::default());
    let records = answers.fold(0, async |records, answers| records + answers.unwrap().counts.records);
    // on the threads of the runtime, so that no other one works besides
    runtime.block_on(async { tokio::spawn(records).await.unwrap() })
}

fn bulk(criterion: &mut Criterion) {
    let forms = Forms::register(20_000);
    let inputs = [
        ("ndjson", DossierForm::Ndjson, OutcomeForm::Ndjson, Bytes::from(forms.ndjson())),
        ("json", DossierForm::Json, OutcomeForm::Ndjson, Bytes::from(forms.array())),
        ("postcard", DossierForm::Postcard, OutcomeForm::Postcard, Bytes::from(forms.frames())),
    ];
    for (name, form, to, input) in &inputs {
        for (unit, throughput) in [
            ("bytes", Throughput::Bytes(input.len() as u64)),
            ("dossiers", Throughput::Elements(forms.dossiers.len() as u64)),
        ] {
            let mut group = criterion.benchmark_group(format!("bulk {name}, {unit}"));
            group.throughput(throughput).sample_size(20);
            for threads in [1, 2] {
                let judging = Arc::new(Judging::new(*to));
                let runtime = Builder::new_multi_thread().worker_threads(threads).build().unwrap();
                group.bench_function(format!("{threads} threads"), |bencher| {
                    bencher.iter(|| black_box(judge(&runtime, threads, input, *form, &judging)));
                });
            }
            group.finish();
        }
    }
}

criterion_group!(benches, bulk);
criterion_main!(benches);
