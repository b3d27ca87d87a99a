//! The bulk engine on threads of its own: what ends it, and that whatever ends it ends all of its threads.

#![allow(clippy::unwrap_used, reason = "what goes wrong in the helpers fails the test that needs them")]

use std::io::{self, Read};
use std::sync::atomic::{AtomicUsize, Ordering};

use registertoets_core::Dossier;
use registertoets_service::bulk::{Answers, Records, Work, work_through};
use registertoets_service::form::DossierForm;
use registertoets_service::record::RecordError;

/// Answers each record with itself, but one.
struct Echo {
    /// The record at which the work panics.
    panics_at: &'static [u8],
}

impl Work for Echo {
    fn answer(
        &self,
        _form: DossierForm,
        record: &[u8],
        _place: &mut Dossier,
        answers: &mut Answers,
    ) -> Result<(), RecordError> {
        assert!(record != self.panics_at, "as it should");
        answers.bytes.extend_from_slice(record);
        answers.bytes.push(b' ');
        Ok(())
    }

    fn answer_unreadable(&self, _record: u64, _error: &RecordError, _answers: &mut Vec<u8>) {}
}

/// Lines with the numbers from 0, some at a time; and then an error, if there is to be one.
struct Numbers {
    next: usize,
    until: usize,
    fails: bool,
}

impl Read for Numbers {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.next == self.until {
            return if self.fails { Err(io::Error::other("no more of it")) } else { Ok(0) };
        }
        // as if somebody interrupted
        if self.next % 3 == 1 && buffer[0] != 0 {
            buffer[0] = 0;
            return Err(io::ErrorKind::Interrupted.into());
        }
        let some: String = (self.next..self.until).take(7).map(|number| format!("{number}\n")).collect();
        self.next += some.lines().count();
        some.as_bytes().read(buffer)
    }
}

const MANY: usize = 10_000;

/// What is answered to so many numbers, and how it ended.
fn answered(threads: usize, panics_at: &'static [u8], fails: bool) -> (String, io::Result<()>) {
    let mut told = Vec::new();
    let input = Numbers { next: 0, until: MANY, fails };
    let ended = work_through(input, DossierForm::Ndjson, &Echo { panics_at }, threads, Records::default(), |answers| {
        told.extend(answers.bytes);
        Ok(())
    });
    (String::from_utf8(told).unwrap(), ended)
}

fn numbers(until: usize) -> String {
    (0..until).map(|number| format!("{number} ")).collect()
}

const THREADS: [usize; 4] = [1, 2, 3, 16];

#[test]
fn answers_come_in_the_order_of_the_records() {
    for threads in THREADS {
        let (told, ended) = answered(threads, b"", false);
        assert!(ended.is_ok());
        assert_eq!(told, numbers(MANY), "{threads} threads");
    }
}

#[test]
fn what_was_read_before_an_error_is_answered_before_it() {
    for threads in THREADS {
        let (told, ended) = answered(threads, b"", true);
        assert_eq!(ended.unwrap_err().to_string(), "no more of it");
        assert_eq!(told, numbers(MANY), "{threads} threads");
    }
}

#[test]
fn work_that_panics_ends_it_with_an_error_after_all_answers_before() {
    for threads in THREADS {
        let (told, ended) = answered(threads, b"5000", false);
        assert_eq!(ended.unwrap_err().to_string(), "the work on a batch panicked");
        // those of its own batch are lost with it
        let before = told.split_ascii_whitespace().count();
        assert!((4_990..=5_000).contains(&before), "{before}");
        assert_eq!(told, numbers(before));
    }
}

#[test]
fn telling_that_panics_ends_it_with_an_error_and_leaves_no_gap() {
    for threads in THREADS {
        let mut told = Vec::new();
        let input = Numbers { next: 0, until: MANY, fails: false };
        let work = Echo { panics_at: b"" };
        let ended = work_through(input, DossierForm::Ndjson, &work, threads, Records::default(), |answers| {
            assert!(told.len() < 10_000, "as it should");
            told.extend(answers.bytes);
            io::Result::Ok(())
        });
        assert_eq!(ended.unwrap_err().to_string(), "telling the answers panicked");
        let told = String::from_utf8(told).unwrap();
        assert_eq!(told, numbers(told.split_ascii_whitespace().count()), "{threads} threads");
    }
}

#[test]
fn no_reading_begins_once_telling_has_failed() {
    for threads in THREADS {
        let told = AtomicUsize::new(0);
        let endless = Numbers { next: 0, until: usize::MAX, fails: false };
        let work = Echo { panics_at: b"" };
        let ended = work_through(endless, DossierForm::Ndjson, &work, threads, Records::default(), |_| {
            if told.fetch_add(1, Ordering::Relaxed) == 20 { Err(io::Error::other("nobody listens")) } else { Ok(()) }
        });
        assert_eq!(ended.unwrap_err().to_string(), "nobody listens");
        assert_eq!(told.into_inner(), 21);
    }
}
