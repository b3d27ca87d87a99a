//! The bound on the records of a stream: up to it every record is answered, beyond it the stream does not pass for whole.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use registertoets_service::bulk::{Answers, Lanes, Records, answers, work_through};
use registertoets_service::form::{DossierForm, OutcomeForm};
use registertoets_service::judging::Judging;
use registertoets_tests::http::samples;
use serde_json::{Value, json};

/// More than the records of a batch, and of all that are under way at once.
const COUNT: u64 = 5_000;

/// What an input of so many records gives that may hold `most`: the answers, and the error at the end.
type Answered = (Vec<Answers>, Option<String>);

fn body(form: DossierForm, count: u64) -> Vec<u8> {
    match form {
        DossierForm::Postcard => samples::records(1).repeat(count as usize),
        DossierForm::Ndjson => format!("{}\n\n", samples::SMALL).repeat(count as usize).into_bytes(),
        DossierForm::Json => format!("[{}]", vec![samples::SMALL; count as usize].join(",")).into_bytes(),
    }
}

/// On the threads of a runtime, from chunks that arrive.
fn arriving(form: DossierForm, count: u64, most: Option<u64>) -> Answered {
    let body = body(form, count);
    let chunks = stream::iter(
        body.chunks(10_000).map(|chunk| io::Result::Ok(Bytes::copy_from_slice(chunk))).collect::<Vec<_>>(),
    );
    let work = Arc::new(Judging::new(OutcomeForm::Ndjson));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let mut all: Vec<_> = runtime.block_on(async {
        let handle =
            tokio::spawn(answers(chunks, form, work, Lanes::new(2), Records { before: 0, most }).collect::<Vec<_>>());
        handle.await.unwrap()
    });
    let error = all.pop_if(|last| last.is_err()).map(|error| error.unwrap_err().to_string());
    (all.into_iter().map(Result::unwrap).collect(), error)
}

/// On threads of their own, by reading.
fn in_turns(form: DossierForm, count: u64, most: Option<u64>) -> Answered {
    let (work, mut told) = (Judging::new(OutcomeForm::Ndjson), Vec::new());
    let ended = work_through(&body(form, count)[..], form, &work, 3, Records { before: 0, most }, |answers| {
        told.push(answers);
        io::Result::Ok(())
    });
    (told, ended.err().map(|error| error.to_string()))
}

type Way = fn(DossierForm, u64, Option<u64>) -> Answered;

const WAYS: [Way; 2] = [arriving, in_turns];

fn last_line(answers: &[Answers]) -> Value {
    let text: Vec<u8> = answers.iter().flat_map(|answers| answers.bytes.clone()).collect();
    serde_json::from_str(std::str::from_utf8(&text).unwrap().lines().last().unwrap()).unwrap()
}

fn records(answers: &[Answers]) -> u64 {
    answers.iter().map(|answers| answers.counts.records).sum()
}

const FORMS: [DossierForm; 3] = [DossierForm::Ndjson, DossierForm::Json, DossierForm::Postcard];

#[test]
fn up_to_the_bound_nothing_is_another() {
    for (form, answered) in FORMS.into_iter().flat_map(|form| WAYS.map(|way| (form, way))) {
        for most in [None, Some(COUNT), Some(u64::MAX)] {
            let (told, error) = answered(form, COUNT, most);
            assert_eq!((records(&told), error), (COUNT, None), "{form:?} {most:?}");
            assert!(told.iter().all(|answers| answers.unreadable.is_empty()));
        }
    }
}

#[test]
fn the_record_beyond_the_bound_is_refused_and_an_error_ends_the_stream() {
    for (form, answered) in FORMS.into_iter().flat_map(|form| WAYS.map(|way| (form, way))) {
        for most in [0, 1, 511, 512, 513, COUNT - 1] {
            let (told, error) = answered(form, COUNT, Some(most));
            let detail = format!("too many records: expected at most {most}");
            assert_eq!(error.as_ref(), Some(&detail), "{form:?}");
            assert_eq!(records(&told), most + 1);
            let expected = json!({"record": most + 1, "error": {"code": "too_many", "detail": detail}});
            assert_eq!(last_line(&told), expected);
            let unreadable: Vec<_> = told.iter().flat_map(|answers| &answers.unreadable).collect();
            assert!(unreadable.len() == 1 && unreadable[0].0 == most + 1, "{unreadable:?}");
        }
    }
}
