//! The engine on the threads of a runtime, for input that arrives from a client.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::future::{self, Either};
use futures_util::{Stream, StreamExt, stream};
use tokio_util::task::AbortOnDropHandle;

use super::split::{Batch, Splitter};
use super::{Answers, Bound, Lanes, Records, Work, batches_under_way};
use crate::form::DossierForm;

/// Works on all records of an input, in order, on the threads of the runtime that polls the answers, as far as there are
/// lanes for it.
///
/// What was read before an error is answered before it, and the error ends the stream. Where the input itself is refused,
/// by an error that is a [`RecordError`](crate::record::RecordError) or by holding one record more than it may, that is
/// answered as a record that cannot be read, and the error follows, so that what is answered does not pass for all there is.
pub fn answers<W: Work>(
    input: impl Stream<Item = io::Result<Bytes>> + Unpin,
    form: DossierForm,
    work: Arc<W>,
    lanes: Arc<Lanes>,
    records: Records,
) -> impl Stream<Item = io::Result<Answers>> {
    let batches = Batches { input, splitter: Splitter::new(form), ended: false, failed: None };
    let (under_way, worker) = (batches_under_way(lanes.count()), Arc::clone(&work));
    let mut bound = Bound::of(records);
    batches
        .map(move |batch| {
            let (work, lanes) = (Arc::clone(&worker), Arc::clone(&lanes));
            let answers = batch.map(|(batch, more)| {
                if !more {
                    // done here and now it takes less than to hand it to another thread
                    return Either::Left(future::ok(answered(batch, &*work)));
                }
                // nobody is waiting for it any more once the answers are dropped
                Either::Right(AbortOnDropHandle::new(tokio::spawn(async move {
                    let _lane = lanes.take().await;
                    answered(batch, &*work)
                })))
            });
            async move { answers?.await.map_err(io::Error::other) }
        })
        .buffered(under_way)
        .flat_map(move |answered| {
            let numbered = match answered {
                Ok((batch, answers)) => bound.number(&batch, answers, &*work),
                Err(error) => bound.end(error, &*work),
            };
            stream::iter(numbered.into_iter().flatten())
        })
        .scan(false, |failed, answers| {
            let next = if *failed { None } else { Some(answers) };
            *failed = next.as_ref().is_some_and(Result::is_err);
            future::ready(next)
        })
}

fn answered(batch: Batch, work: &impl Work) -> (Batch, Answers) {
    let answers = Answers::of(&batch, u64::MAX, work);
    (batch, answers)
}

/// The batches of an input. When nothing more has arrived yet, whole records do not wait for others to join them:
/// a sender may want an answer before it goes on.
///
/// With each comes whether more has arrived than that.
struct Batches<S> {
    input: S,
    splitter: Splitter,
    ended: bool,
    // why it ended, told when all that was read before is on its way
    failed: Option<io::Error>,
}

impl<S: Stream<Item = io::Result<Bytes>> + Unpin> Stream for Batches<S> {
    type Item = io::Result<(Batch, bool)>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(batch) = self.splitter.full_batch() {
                return Poll::Ready(Some(Ok((batch, true))));
            }
            if self.ended {
                return Poll::Ready(
                    self.splitter.batch().map(|batch| Ok((batch, true))).or_else(|| self.failed.take().map(Err)),
                );
            }
            match self.input.poll_next_unpin(context) {
                Poll::Ready(Some(Ok(bytes))) => self.splitter.push(&bytes),
                // what is read of a record that is not whole is no record
                Poll::Ready(Some(Err(error))) => (self.ended, self.failed) = (true, Some(error)),
                Poll::Ready(None) => {
                    self.ended = true;
                    self.splitter.end();
                }
                Poll::Pending => {
                    return match self.splitter.batch() {
                        Some(batch) => Poll::Ready(Some(Ok((batch, false)))),
                        None => Poll::Pending,
                    };
                }
            }
        }
    }
}
