//! Memory that a bulk asks for: a few blocks a batch of records, and none a record.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by ending")]

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use registertoets_core::limits::DOSSIER_BYTES_MAX;
use registertoets_core::wire;
use registertoets_service::bulk::{Lanes, Records, answers};
use registertoets_service::form::{DossierForm, OutcomeForm};
use registertoets_service::judging::Judging;
use registertoets_service::register::Register;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// A register in pieces of `records` records, each of which arrives at once and is thus a batch of its own.
fn register(form: DossierForm, batches: usize, records: usize) -> Vec<Bytes> {
    let mut register = Register::new(1);
    let batch = |_| {
        let mut bytes = Vec::new();
        for dossier in register.by_ref().filter(|dossier| dossier.activities.len() < 5).take(records) {
            match form {
                DossierForm::Postcard => {
                    let mut buffer = [0; DOSSIER_BYTES_MAX];
                    let record = wire::encode(&dossier, &mut buffer).unwrap();
                    bytes.extend_from_slice(wire::write_frame_prefix(record.len() as u32, &mut [0; 5]));
                    bytes.extend_from_slice(record);
                }
                DossierForm::Ndjson | DossierForm::Json => {
                    serde_json::to_writer(&mut bytes, &dossier).unwrap();
                    bytes.push(b'\n');
                }
            }
        }
        Bytes::from(bytes)
    };
    (0..batches).map(batch).collect()
}

/// How many blocks of memory are asked for while these pieces are judged.
fn blocks(pieces: &[Bytes], form: DossierForm, to: OutcomeForm) -> u64 {
    let judging = Arc::new(Judging::new(to));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let judge = || {
        // after each piece nothing more has arrived yet, so that a batch does not wait for another
        let pieces = pieces.iter().flat_map(|piece| [Some(piece.clone()), None]);
        let arriving = stream::iter(pieces).then(|piece| async move {
            if piece.is_none() {
                tokio::task::yield_now().await;
            }
            piece
        });
        let input = Box::pin(arriving.filter_map(async |piece| piece.map(io::Result::Ok)));
        let all = answers(input, form, Arc::clone(&judging), Lanes::new(1), Records::default());
        runtime.block_on(all.fold(0, async |records, answers| records + answers.unwrap().counts.records))
    };
    judge();
    let before = dhat::HeapStats::get().total_blocks;
    assert!(judge() > 0);
    dhat::HeapStats::get().total_blocks - before
}

#[test]
fn a_bulk_asks_for_memory_by_the_batch_and_not_by_the_record() {
    const BATCHES: usize = 20;
    const FEW: usize = 2;
    const MANY: usize = 40;
    let inputs = [
        (DossierForm::Ndjson, OutcomeForm::Ndjson),
        (DossierForm::Json, OutcomeForm::Ndjson),
        (DossierForm::Postcard, OutcomeForm::Postcard),
    ]
    .map(|(form, to)| (form, to, [FEW, MANY].map(|records| register(form, BATCHES, records))));
    let _profiler = dhat::Profiler::builder().testing().build();
    for (form, to, registers) in inputs {
        let [few, many] = registers.map(|register| blocks(&register, form, to));
        // space for longer batches may grow in steps, of which there are fewer than records
        let more_records = (BATCHES * (MANY - FEW)) as u64;
        assert!(many < few + more_records / 10, "{form:?}: {few} blocks, and {many} for {more_records} records more");
    }
}
