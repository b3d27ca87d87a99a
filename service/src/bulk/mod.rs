//! One engine for many dossiers, used by the command line and by HTTP alike.
//!
//! Bytes come in as they arrive, a splitter cuts them into batches of whole records, the batches are worked on by
//! all threads at once, and the answers come out in the order of the records. At any time a fixed number of batches is
//! under way, so memory does not grow with the register, and whoever sends faster than the work goes is slowed down.
//!
//! Where bytes arrive from a client, [`answers`] works on the threads of a runtime, which have other clients as well. Where
//! they are read from a file or a pipe, [`work_through`] has threads of its own, each of which works on what it read.

mod arriving;
mod lanes;
mod nesting;
mod split;
mod split_json;
mod turns;

use std::io;

use registertoets_core::{Dossier, Named, Outcome, Problem, Verdict, regulation::Rule};

pub use self::arriving::answers;
pub use self::lanes::Lanes;
pub(crate) use self::split::BATCH_BYTES;
use self::split::Batch;
pub use self::turns::work_through;
use crate::form::DossierForm;
use crate::record::RecordError;

/// What is done with each record.
pub trait Work: Send + Sync + 'static {
    /// Adds the answer to the dossier that a record holds to `answers`. `place` is where it may be read into.
    ///
    /// # Errors
    /// When the record is no dossier. Nothing was then added.
    fn answer(
        &self,
        form: DossierForm,
        record: &[u8],
        place: &mut Dossier,
        answers: &mut Answers,
    ) -> Result<(), RecordError>;

    /// Adds the answer to a record that is no dossier, the n-th from 1, to `answers`.
    fn answer_unreadable(&self, record: u64, error: &RecordError, answers: &mut Vec<u8>);
}

/// How many records of which kind there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All records.
    pub records: u64,
    /// Records that are no dossier.
    pub unreadable: u64,
    /// Outcomes by verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [u64; Verdict::ALL.len()],
    /// Findings that are not met by rule, in the order of [`Rule::ALL`].
    pub not_met: [u64; Rule::ALL.len()],
}

impl Counts {
    /// Counts an outcome.
    pub fn add_outcome(&mut self, outcome: &Outcome) {
        self.verdicts[usize::from(outcome.verdict().number())] += 1;
        for finding in outcome.findings.iter() {
            self.not_met[usize::from(finding.rule.number())] +=
                u64::from(finding.status != registertoets_core::Status::Met);
        }
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        fn add_all(sums: &mut [u64], counts: &[u64]) {
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        self.records += other.records;
        self.unreadable += other.unreadable;
        add_all(&mut self.verdicts, &other.verdicts);
        add_all(&mut self.not_met, &other.not_met);
    }
}

/// The answers to some records that followed each other.
#[derive(Debug, Default)]
pub struct Answers {
    /// The answers, whole and in order.
    pub bytes: Vec<u8>,
    /// The records without a dossier, with their numbers from 1.
    pub unreadable: Vec<(u64, RecordError)>,
    /// What there was.
    pub counts: Counts,
    // where in `bytes` the answers to the unreadable records belong: their numbers are known only in order
    places: Vec<usize>,
}

impl Answers {
    /// The work on the first so many records of a batch, numbered from 0 as yet.
    fn of(batch: &Batch, most: u64, work: &impl Work) -> Self {
        let mut answers = Self { bytes: Vec::with_capacity(batch.size()), ..Self::default() };
        let mut place = Dossier::unread();
        batch.for_each(|form, record| {
            if answers.counts.records == most {
                return;
            }
            match record.and_then(|record| work.answer(form, record, &mut place, &mut answers)) {
                Ok(()) => answers.counts.records += 1,
                Err(error) => answers.add_unreadable(error),
            }
        });
        answers
    }

    fn add_unreadable(&mut self, error: RecordError) {
        self.places.push(self.bytes.len());
        self.unreadable.push((self.counts.records, error));
        self.counts.unreadable += 1;
        self.counts.records += 1;
    }

    /// Numbers the records, the first after `before` others, and answers the unreadable ones.
    fn numbered(mut self, before: u64, work: &impl Work) -> Self {
        if self.unreadable.is_empty() {
            return self;
        }
        let read = std::mem::take(&mut self.bytes);
        let mut written = 0;
        for ((number, error), place) in self.unreadable.iter_mut().zip(std::mem::take(&mut self.places)) {
            *number += before + 1;
            self.bytes.extend_from_slice(&read[written..place]);
            work.answer_unreadable(*number, error, &mut self.bytes);
            written = place;
        }
        self.bytes.extend_from_slice(&read[written..]);
        self
    }
}

/// How many batches are under way at once, for each thread: enough that none waits for the slowest.
const BATCHES_PER_THREAD: usize = 3;

/// How many batches of one input are under way at once, on so many threads.
pub(crate) const fn batches_under_way(threads: usize) -> usize {
    (if threads == 0 { 1 } else { threads }) * BATCHES_PER_THREAD
}

/// The records of an input, among others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// How many came before, for the numbers of unreadable ones.
    pub before: u64,
    /// How many the input may hold; by default any number.
    pub most: Option<u64>,
}

/// How many records may still come, and how many came.
struct Bound {
    left: u64,
    records: Records,
}

impl Bound {
    fn of(records: Records) -> Self {
        Self { left: records.most.unwrap_or(u64::MAX), records }
    }

    /// Numbers the answers to a batch; where that holds more records than may come, those to the first of them, followed
    /// by a refusal and an error.
    fn number(&mut self, batch: &Batch, mut answers: Answers, work: &impl Work) -> [Option<io::Result<Answers>>; 2] {
        let Some(left) = self.left.checked_sub(answers.counts.records) else {
            answers = Answers::of(batch, self.left, work);
            let detail = format!("too many records: expected at most {}", self.records.most.unwrap_or_default());
            return self.refuse(answers, RecordError::whole(Problem::TooMany, detail), work);
        };
        self.left = left;
        let answers = answers.numbered(self.records.before, work);
        self.records.before += answers.counts.records;
        [Some(Ok(answers)), None]
    }

    /// Ends the answers with an error, behind a refusal where it is one.
    fn end(&self, error: io::Error, work: &impl Work) -> [Option<io::Result<Answers>>; 2] {
        match error.downcast::<RecordError>() {
            Ok(refusal) => self.refuse(Answers::default(), refusal, work),
            Err(error) => [Some(Err(error)), None],
        }
    }

    fn refuse(&self, mut answers: Answers, refusal: RecordError, work: &impl Work) -> [Option<io::Result<Answers>>; 2] {
        answers.add_unreadable(refusal.clone());
        let answers = answers.numbered(self.records.before, work);
        [Some(Ok(answers)), Some(Err(io::Error::other(refusal)))]
    }
}
