//! The engine on threads of its own, for input that is read from a file or a pipe.
//!
//! The threads take turns at reading, and each works on what it read: the bytes of a record need not go from one core to
//! another. Whichever comes to the answers that are next in order tells them, and those after them that wait already.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::split::{Batch, Splitter};
use super::{Answers, BATCH_BYTES, Bound, Records, Work, batches_under_way};
use crate::form::DossierForm;

/// How many bytes are read at once: so many that threads seldom wait for each other's turn, and no more than a batch of the
/// usual records, which stays on the core that read it.
const fn bytes_at_once(form: DossierForm) -> usize {
    match form {
        DossierForm::Postcard => BATCH_BYTES,
        DossierForm::Ndjson | DossierForm::Json => 4 * BATCH_BYTES,
    }
}

/// Works on all records of an input, in order, on so many threads, and gives the answers to `tell`: see
/// [`answers`](super::answers).
///
/// A batch is what could be read at once: no record waits for others to join it.
///
/// # Errors
/// Those of the input, and those of `tell`. No reading begins after those; one that waits for its input is waited for.
pub fn work_through<E: From<io::Error> + Send>(
    input: impl Read + Send,
    form: DossierForm,
    work: &impl Work,
    threads: usize,
    records: Records,
    tell: impl FnMut(Answers) -> Result<(), E> + Send,
) -> Result<(), E> {
    let reading = Mutex::new(Reading::new(input, form));
    let line = Line {
        length: batches_under_way(threads),
        state: Mutex::new(InLine {
            next: 0,
            waiting: BTreeMap::new(),
            too_far_ahead: 0,
            bound: Bound::of(records),
            tell,
            ended: Ok(()),
        }),
        moved: Condvar::new(),
        has_failed: AtomicBool::new(false),
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            let worker = thread::Builder::new().spawn_scoped(scope, || take_turns(&reading, &line, work));
            if worker.is_err() {
                // those that could be started do all the work
                break;
            }
        }
        take_turns(&reading, &line, work);
    });
    line.state.into_inner().unwrap_or_else(PoisonError::into_inner).ended
}

fn take_turns<E: From<io::Error>>(
    reading: &Mutex<Reading<impl Read>>,
    line: &Line<impl FnMut(Answers) -> Result<(), E>, E>,
    work: &impl Work,
) {
    // of its own, since memory that goes from one core to another costs time
    let mut read = Vec::new();
    loop {
        let mut turn = locked(reading);
        if line.has_failed.load(Ordering::Relaxed) {
            return;
        }
        let Some((place, batch)) = turn.next(&mut read) else { return };
        drop(turn);
        let answered = batch.and_then(|batch| {
            // others would wait for these answers for ever
            let answers = caught("the work on a batch", || Answers::of(&batch, u64::MAX, work))?;
            Ok((answers, batch))
        });
        if !line.join(place, answered, work) {
            return;
        }
    }
}

/// Does what a panic in must not end the thread.
fn caught<T>(what: &str, work: impl FnOnce() -> T) -> io::Result<T> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| io::Error::other(format!("{what} panicked")))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The input, of which one thread at a time reads.
struct Reading<R> {
    input: R,
    bytes_at_once: usize,
    splitter: Splitter,
    batches: u64,
    ended: bool,
}

impl<R: Read> Reading<R> {
    fn new(input: R, form: DossierForm) -> Self {
        let bytes_at_once = bytes_at_once(form);
        Self { input, bytes_at_once, splitter: Splitter::new(form), batches: 0, ended: false }
    }

    /// The next batch, with its place among all. `read` is where what is read may be put.
    fn next(&mut self, read: &mut Vec<u8>) -> Option<(u64, io::Result<Batch>)> {
        let batch = self.batch(read)?;
        let place = self.batches;
        self.batches += 1;
        Some((place, batch))
    }

    fn batch(&mut self, read: &mut Vec<u8>) -> Option<io::Result<Batch>> {
        read.resize(self.bytes_at_once, 0);
        loop {
            if let Some(batch) = self.splitter.batch() {
                return Some(Ok(batch));
            }
            if self.ended {
                return None;
            }
            match self.input.read(read) {
                Ok(0) => {
                    self.ended = true;
                    self.splitter.end();
                }
                Ok(length) => self.splitter.push(&read[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

/// Where answers wait until those before them are told.
struct Line<T, E> {
    length: usize,
    state: Mutex<InLine<T, E>>,
    moved: Condvar,
    // for whoever reads, without waiting for whoever tells
    has_failed: AtomicBool,
}

struct InLine<T, E> {
    // the place whose answers are told next
    next: u64,
    waiting: BTreeMap<u64, io::Result<(Answers, Batch)>>,
    too_far_ahead: usize,
    bound: Bound,
    tell: T,
    // whether it goes on, or why it does not
    ended: Result<(), E>,
}

impl<E: From<io::Error>, T: FnMut(Answers) -> Result<(), E>> Line<T, E> {
    /// Puts answers in line, and tells all that are next; whether there is more to do.
    fn join(&self, place: u64, answered: io::Result<(Answers, Batch)>, work: &impl Work) -> bool {
        let mut line = locked(&self.state);
        // whoever is that far ahead has to wait, so that not everything waits for one batch
        while place >= line.next + self.length as u64 && line.ended.is_ok() {
            line.too_far_ahead += 1;
            line = self.moved.wait(line).unwrap_or_else(PoisonError::into_inner);
            line.too_far_ahead -= 1;
        }
        line.waiting.insert(place, answered);
        if let Err(panicked) = caught("telling the answers", || line.tell_next(work)) {
            line.ended = Err(panicked.into());
        }
        if line.too_far_ahead > 0 {
            self.moved.notify_all();
        }
        self.has_failed.store(line.ended.is_err(), Ordering::Relaxed);
        line.ended.is_ok()
    }
}

impl<E: From<io::Error>, T: FnMut(Answers) -> Result<(), E>> InLine<T, E> {
    fn tell_next(&mut self, work: &impl Work) {
        while self.ended.is_ok()
            && let Some(answered) = self.waiting.remove(&self.next)
        {
            self.next += 1;
            self.ended = self.tell(answered, work);
        }
    }

    fn tell(&mut self, answered: io::Result<(Answers, Batch)>, work: &impl Work) -> Result<(), E> {
        let numbered = match answered {
            Ok((answers, batch)) => self.bound.number(&batch, answers, work),
            Err(error) => self.bound.end(error, work),
        };
        numbered.into_iter().flatten().try_for_each(|answers| (self.tell)(answers?))
    }
}
