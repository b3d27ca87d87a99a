//! The bulk engine end to end: a register of 20,000 dossiers as bytes in memory, all outcomes as bytes.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on says so by ending")]
#![allow(missing_docs, reason = "the macros of criterion make items without any")]

use std::hint::black_box;
use std::io;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use registertoets_benches::Forms;
use registertoets_service::bulk::{Records, work_through};
use registertoets_service::form::{DossierForm, OutcomeForm};
use registertoets_service::judging::Judging;

fn judge(threads: usize, input: &[u8], form: DossierForm, judging: &Judging) -> u64 {
    let mut records = 0;
    work_through(input, form, judging, threads, Records::default(), |answers| {
        records += answers.counts.records;
        io::Result::Ok(())
    })
    .unwrap();
    records
}

fn bulk(criterion: &mut Criterion) {
    let forms = Forms::register(20_000);
    let inputs = [
        ("ndjson", DossierForm::Ndjson, OutcomeForm::Ndjson, forms.ndjson()),
        ("json", DossierForm::Json, OutcomeForm::Ndjson, forms.array()),
        ("postcard", DossierForm::Postcard, OutcomeForm::Postcard, forms.frames()),
    ];
    for (name, form, to, input) in &inputs {
        for (unit, throughput) in [
            ("bytes", Throughput::Bytes(input.len() as u64)),
            ("dossiers", Throughput::Elements(forms.dossiers.len() as u64)),
        ] {
            let mut group = criterion.benchmark_group(format!("bulk {name}, {unit}"));
            group.throughput(throughput).sample_size(20);
            for threads in [1, 2] {
                let judging = Judging::new(*to);
                group.bench_function(format!("{threads} threads"), |bencher| {
                    bencher.iter(|| black_box(judge(threads, input, *form, &judging)));
                });
            }
            group.finish();
        }
    }
}

criterion_group!(benches, bulk);
criterion_main!(benches);
