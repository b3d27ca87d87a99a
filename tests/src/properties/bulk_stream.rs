//! Streams of records, whole and harmed, arriving in chunks; and what the bulk engine answers to them.

use std::io::{self, Read};
use std::slice;
use std::sync::{Arc, LazyLock};

use arbitrary::{Arbitrary, Unstructured};
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use registertoets_core::json;
use registertoets_core::limits::{DOSSIER_BYTES_MAX, TEXT_BYTES_MAX};
use registertoets_core::wire::{self, FRAME_PREFIX_MAX, write_frame_prefix};
use registertoets_service::bulk::{Answers, Counts, Lanes, Records, answers, work_through};
use registertoets_service::form::DossierForm;
use registertoets_service::judging::Judging;
use registertoets_service::record::RecordError;
use tokio::runtime::{Builder, Runtime};

use crate::edges;

/// Records, and what was done to them on their way.
#[derive(Arbitrary, Debug)]
pub(super) struct Body<'a> {
    parts: Vec<Part<'a>>,
    harm: Vec<Harm>,
}

/// A record, mostly as it is and once.
#[derive(Arbitrary, Debug)]
struct Part<'a> {
    record: Record<'a>,
    manner: u8,
}

#[derive(Arbitrary, Debug)]
enum Record<'a> {
    /// A dossier on the edges of the rules.
    Dossier(u8),
    /// Anything in the place of a record.
    Bytes(&'a [u8]),
    /// Anything at all.
    Loose(&'a [u8]),
}

#[derive(Arbitrary, Debug)]
enum Harm {
    Cut(u16),
    Change(u16, u8),
    Insert(u16, u8),
    Remove(u16),
}

/// How records stand in a body.
#[derive(Arbitrary, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Frames,
    Lines,
    /// The items of a JSON array.
    Items,
    /// JSON values one after another.
    Values,
}

/// Bytes that arrive at once, and whether they are waited for.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(super) struct Chunk {
    bytes: u16,
    is_late: bool,
}

impl Chunk {
    pub(super) const BYTE: Self = Self { bytes: 1, is_late: false };
}

/// What bytes choose; bytes that end early leave the rest empty.
pub(super) fn chosen<'a, T: Arbitrary<'a>>(choices: &'a [u8]) -> Option<T> {
    T::arbitrary_take_rest(Unstructured::new(choices)).ok()
}

impl Layout {
    pub(super) fn form(self) -> DossierForm {
        match self {
            Self::Frames => DossierForm::Postcard,
            Self::Lines => DossierForm::Ndjson,
            Self::Items | Self::Values => DossierForm::Json,
        }
    }

    /// What stands around the records.
    fn brackets(self) -> [&'static [u8]; 2] {
        if self == Self::Items { [b"[", b"]"] } else { [b"", b""] }
    }
}

impl Body<'_> {
    /// Its bytes.
    pub(super) fn bytes(&self, layout: Layout) -> Vec<u8> {
        let [open, close] = layout.brackets();
        let mut body = open.to_vec();
        self.parts.iter().for_each(|part| part.append(layout, &mut body));
        body.extend_from_slice(close);
        self.harm.iter().for_each(|harm| harm.be_done(&mut body));
        body
    }
}

/// More than two batches of the bulk engine take: a longer body shows nothing else, and takes longer.
const ENOUGH_BYTES: usize = 150_000;

/// Dossiers as text and as bytes.
static DOSSIERS: LazyLock<Vec<(Vec<u8>, Vec<u8>)>> = LazyLock::new(|| {
    let texts = (0..32).map(|seed| edges::dossier(seed).to_string().into_bytes());
    let both = texts.map(|text| {
        let dossier = json::decode(&text).expect("a dossier on the edges is valid");
        let mut buffer = [0; DOSSIER_BYTES_MAX];
        let bytes = wire::encode(&dossier, &mut buffer).expect("such a buffer takes any dossier");
        (text, bytes.to_vec())
    });
    both.collect()
});

impl Part<'_> {
    fn append(&self, layout: Layout, body: &mut Vec<u8>) {
        let times = match self.manner {
            FILLED_UP => return append_record(layout, &self.record.filled_up(layout), body),
            MORE_THAN_A_BATCH => 513,
            THRICE => 3,
            _ => 1,
        };
        for _ in 0..times {
            if body.len() < ENOUGH_BYTES {
                self.record.append(layout, body);
            }
        }
    }
}

const FILLED_UP: u8 = 255;
const MORE_THAN_A_BATCH: u8 = 254;
const THRICE: u8 = 253;

impl Record<'_> {
    fn bytes(&self, layout: Layout) -> &[u8] {
        match self {
            Self::Dossier(choice) => {
                let (text, bytes) = &DOSSIERS[usize::from(*choice) % DOSSIERS.len()];
                if layout == Layout::Frames { bytes } else { text }
            }
            Self::Bytes(bytes) | Self::Loose(bytes) => bytes,
        }
    }

    fn append(&self, layout: Layout, body: &mut Vec<u8>) {
        match self {
            Self::Loose(bytes) => body.extend_from_slice(bytes),
            Self::Dossier(_) | Self::Bytes(_) => append_record(layout, self.bytes(layout), body),
        }
    }

    /// The record with blanks behind it, until it is just as long as a record may be, or a little longer or shorter.
    fn filled_up(&self, layout: Layout) -> Vec<u8> {
        let most = if layout == Layout::Frames { DOSSIER_BYTES_MAX } else { TEXT_BYTES_MAX };
        let mut bytes = self.bytes(layout).to_vec();
        bytes.resize(most + bytes.len() % 5 - 2, b' ');
        bytes
    }
}

fn append_record(layout: Layout, record: &[u8], body: &mut Vec<u8>) {
    if layout == Layout::Frames {
        body.extend_from_slice(write_frame_prefix(record.len() as u32, &mut [0; FRAME_PREFIX_MAX]));
    }
    body.extend_from_slice(record);
    match layout {
        Layout::Frames => {}
        Layout::Lines | Layout::Values => body.push(b'\n'),
        Layout::Items => body.push(b','),
    }
}

impl Harm {
    fn be_done(&self, body: &mut Vec<u8>) {
        let (Self::Cut(at) | Self::Change(at, _) | Self::Insert(at, _) | Self::Remove(at)) = *self;
        let at = usize::from(at);
        if at >= body.len() {
            return;
        }
        match *self {
            Self::Cut(_) => body.truncate(at),
            Self::Change(_, byte) => body[at] = byte,
            Self::Insert(_, byte) => body.insert(at, byte),
            Self::Remove(_) => drop(body.remove(at)),
        }
    }
}

/// All answers to a body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Answered {
    pub(super) bytes: Vec<u8>,
    pub(super) unreadable: Vec<(u64, RecordError)>,
    pub(super) counts: Counts,
}

impl Answered {
    fn add(&mut self, some: Answers) {
        self.bytes.extend(some.bytes);
        self.unreadable.extend(some.unreadable);
        self.counts.add(&some.counts);
    }
}

/// Answers a body that arrives in these chunks, and then the rest.
pub(super) fn answered(body: &[u8], chunks: &[Chunk], form: DossierForm, judging: Judging) -> Answered {
    thread_local! {
        static RUNTIME: Runtime = Builder::new_current_thread().build().expect("a runtime can be had");
    }
    let mut rest = Bytes::copy_from_slice(body);
    let mut arriving = Vec::with_capacity(chunks.len() + 1);
    for chunk in chunks {
        arriving.push((rest.split_to(rest.len().min(chunk.bytes.into())), chunk.is_late));
    }
    arriving.push((rest, false));
    let input = stream::iter(arriving).then(|(bytes, is_late)| async move {
        if is_late {
            tokio::task::yield_now().await;
        }
        io::Result::Ok(bytes)
    });
    let all = answers(Box::pin(input), form, Arc::new(judging), Lanes::new(2), Records::default()).try_fold(
        Answered::default(),
        |mut all, some| async move {
            all.add(some);
            Ok(all)
        },
    );
    RUNTIME.with(|runtime| runtime.block_on(all)).expect("the work on a record never fails")
}

/// Answers a body that threads read, so many bytes at a time as these chunks have, and then the rest.
pub(super) fn answered_in_turns(body: &[u8], chunks: &[Chunk], form: DossierForm, judging: Judging) -> Answered {
    let mut all = Answered::default();
    let input = Reading { rest: body, chunks: chunks.iter() };
    work_through(input, form, &judging, 2, Records::default(), |some| {
        all.add(some);
        io::Result::Ok(())
    })
    .expect("a body in memory can be read");
    all
}

struct Reading<'a> {
    rest: &'a [u8],
    chunks: slice::Iter<'a, Chunk>,
}

impl Read for Reading<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // that nothing is read would say that there is no more
        let bytes = self.chunks.find(|chunk| chunk.bytes > 0).map_or(usize::MAX, |chunk| chunk.bytes.into());
        let most = buffer.len().min(bytes);
        self.rest.read(&mut buffer[..most])
    }
}
