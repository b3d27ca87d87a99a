//! What goes over a connection: the body of a request as it arrives, and the body of an answer, whole or as a stream.

use std::error::Error;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use std::{io, iter};

use bytes::{Bytes, BytesMut};
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, Stream, StreamExt, TryStreamExt, stream};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyDataStream, BodyExt, Full, StreamBody};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use registertoets_core::Problem as Code;
use serde::Serialize;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

use super::coding::{self, CHUNK_BYTES, Coding};
use super::connections::Peer;
use super::exchange::Seen;
use super::headers;
use super::negotiation::JSON;
use super::problem::Problem;
use super::settings::BulkLimits;
use super::socket::{LINGER_AT_MOST, LINGER_IDLE_AT_MOST};
use crate::record::RecordError;

/// What a request is answered with.
pub(super) type Answer = Response<UnsyncBoxBody<Bytes, io::Error>>;

/// An answer that is there already.
pub(super) fn whole(status: StatusCode, media_type: &'static str, bytes: impl Into<Bytes>) -> Answer {
    answer(status, media_type, Full::new(bytes.into()).map_err(|never| match never {}).boxed_unsync())
}

/// An answer in JSON.
pub(super) fn json(status: StatusCode, media_type: &'static str, value: &impl Serialize) -> Answer {
    // our own types always have such a form
    whole(status, media_type, serde_json::to_vec(value).unwrap_or_default())
}

/// An answer in JSON to a request that went well.
pub(super) fn ok(value: &impl Serialize) -> Answer {
    json(StatusCode::OK, JSON, value)
}

/// An answer that is sent as it comes about. The connection asks for the next part when it has sent what it had.
pub(super) fn stream(
    media_type: &'static str,
    parts: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
) -> Answer {
    answer(StatusCode::OK, media_type, StreamBody::new(parts.map_ok(Frame::data)).boxed_unsync())
}

fn answer(status: StatusCode, media_type: &'static str, body: UnsyncBoxBody<Bytes, io::Error>) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    *answer.headers_mut() = headers::of_every_answer();
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    answer
}

/// Packs an answer as it is wanted, if it is worth it and not done yet. Most answers are not, and then nobody needs to see
/// how it is wanted.
pub(super) async fn packed(answer: Answer, wanted: impl FnOnce() -> Option<Coding>) -> Answer {
    if !coding::is_worth_it(answer.body().size_hint().exact()) || answer.headers().contains_key(CONTENT_ENCODING) {
        return answer;
    }
    match wanted() {
        None => answer,
        // in a place of its own: what most answers do without need not be moved about with each
        Some(coding) => Box::pin(pack(answer, coding)).await,
    }
}

/// Packs an answer like this.
async fn pack(answer: Answer, coding: Coding) -> Answer {
    let length = answer.body().size_hint().exact();
    let (head, body) = answer.into_parts();
    let packed = StreamBody::new(coding.pack(BodyDataStream::new(body)).map_ok(Frame::data));
    let packed = packed_already(Response::from_parts(head, packed.boxed_unsync()), coding);
    if length.is_none() {
        return packed;
    }
    // an answer that is there already is packed as a whole, so that its length can be told; and in no more room than it
    // takes: nobody knows how long it is held
    let (head, body) = packed.into_parts();
    let whole = Bytes::copy_from_slice(&collected(body).await);
    Response::from_parts(head, Full::new(whole).map_err(|never| match never {}).boxed_unsync())
}

/// Says of an answer how it is packed.
pub(super) fn packed_already(mut answer: Answer, coding: Coding) -> Answer {
    answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    answer
}

/// The bytes of an answer that is there already.
pub(super) async fn bytes_of(answer: Answer) -> Bytes {
    collected(answer.into_body()).await
}

async fn collected(body: UnsyncBoxBody<Bytes, io::Error>) -> Bytes {
    // nothing fails that is there already
    BodyExt::collect(body).await.map(http_body_util::Collected::to_bytes).unwrap_or_default()
}

/// The body of a request. It notes what comes in, and when it was read to its end.
///
/// Where answers go out beside what comes in (HTTP/2), what nobody wanted to read of it is read for a while and thrown
/// away: otherwise the client would be told to stop, and many a client then throws away the answer too.
#[derive(Debug)]
pub(super) struct RequestBody {
    // until it is dropped
    incoming: Option<Incoming>,
    peer: Arc<Peer>,
    coding: Option<Coding>,
    seen: Arc<Seen>,
}

impl RequestBody {
    pub(super) fn new(incoming: Incoming, peer: Arc<Peer>, seen: Arc<Seen>) -> Self {
        if incoming.is_end_stream() {
            peer.unfinished.clear();
        } else {
            // also where its first bytes came with those of a request before
            peer.unfinished.set();
        }
        Self { incoming: Some(incoming), peer, coding: None, seen }
    }

    /// What is seen of the request from outside.
    pub(super) const fn seen(&self) -> &Arc<Seen> {
        &self.seen
    }

    /// The same body, packed like this.
    pub(super) fn packed_with(mut self, coding: Option<Coding>) -> Self {
        self.coding = coding;
        self
    }

    /// Everything, unpacked, if it is no more than `most` bytes and arrives in time.
    pub(super) async fn read_whole(self, most: usize, within: Duration) -> Result<Bytes, Problem> {
        let too_large = || too_large(most as u64);
        if self.size_hint().lower() > most as u64 {
            return Err(too_large());
        }
        let mut chunks = self.chunks();
        let mut reading = pin!(async {
            let mut whole = Bytes::new();
            while let Some(chunk) = chunks.try_next().await? {
                if whole.len() + chunk.len() > most {
                    return Ok(None);
                }
                // most bodies are one chunk, of which no copy is made
                whole = if whole.is_empty() { chunk } else { appended(whole, &chunk) };
            }
            Ok(Some(whole))
        });
        // most bodies have come with their head: for those no timer is set
        let read = match reading.as_mut().now_or_never() {
            Some(read) => Ok(read),
            None => Box::pin(timeout(within, reading)).await,
        };
        match read {
            Ok(Ok(whole)) => whole.ok_or_else(too_large),
            Ok(Err(error)) => Err(unreadable(&error)),
            Err(_) => Err(too_late(within)),
        }
    }

    /// The bytes as they arrive, unpacked. The client is kept waiting while nobody asks for more.
    pub(super) fn chunks(self) -> BoxStream<'static, io::Result<Bytes>> {
        let coding = self.coding;
        let chunks = BodyDataStream::new(self).map_err(io::Error::other);
        match coding {
            None => chunks.boxed(),
            Some(coding) => coding.unpack(chunks).map_err(move |error| unpacked_wrong(coding, error)).boxed(),
        }
    }

    /// The bytes as they arrive, as long as they keep within these limits; an error where they do not.
    ///
    /// # Errors
    /// When it is said beforehand that they are too many.
    pub(super) fn chunks_within(self, limits: BulkLimits) -> Result<BoxStream<'static, io::Result<Bytes>>, Problem> {
        if self.size_hint().lower() > limits.bytes {
            return Err(too_large(limits.bytes));
        }
        // one timer for all of them: to set one for each takes a lock that threads share
        let late = Box::pin(sleep(limits.within));
        let bounded = stream::try_unfold((self.chunks(), late, 0), move |(mut chunks, mut late, bytes)| async move {
            if bytes % TURN_BYTES < CHUNK_BYTES as u64 {
                // what was packed small unpacks without an end, and others want to have their turn
                yield_now().await;
            }
            let chunk = tokio::select! {
                biased;
                () = &mut late => None,
                chunk = chunks.try_next() => Some(chunk),
            };
            let Some(chunk) = chunk else {
                let detail = format!("the stream took too long: expected at most {} seconds", limits.within.as_secs());
                return Err(refused(Code::CutOff, detail));
            };
            let Some(chunk) = chunk? else { return Ok(None) };
            let bytes = bytes + chunk.len() as u64;
            if bytes > limits.bytes {
                let detail = format!("the stream is too large: expected at most {} bytes", limits.bytes);
                return Err(refused(Code::TooLong, detail));
            }
            Ok(Some((chunk, (chunks, late, bytes))))
        });
        Ok(bounded.boxed())
    }
}

/// Bytes with more behind them, which they make room for without being copied each time.
fn appended(bytes: Bytes, more: &[u8]) -> Bytes {
    let mut bytes = BytesMut::from(bytes);
    bytes.extend_from_slice(more);
    bytes.freeze()
}

/// After how many bytes of a stream others have their turn.
const TURN_BYTES: u64 = 512 << 10;

/// An error that the answer to a stream tells before it is cut off.
fn refused(code: Code, detail: impl Into<String>) -> io::Error {
    io::Error::other(RecordError::whole(code, detail))
}

/// Why a body is not read that has more than so many bytes.
pub(super) fn too_large(most: u64) -> Problem {
    let detail = format!("the body is too large: expected at most {most} bytes");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
}

/// Why a body is not waited for any longer that had so long to arrive.
pub(super) fn too_late(within: Duration) -> Problem {
    let detail = format!("the body took more than {} seconds to arrive", within.as_secs());
    Problem::new(StatusCode::REQUEST_TIMEOUT, detail)
}

/// What is wrong with a body that does not unpack; what went wrong while it was read stays as it is.
fn unpacked_wrong(coding: Coding, error: io::Error) -> io::Error {
    if error.get_ref().is_some_and(|cause| cause.is::<hyper::Error>()) {
        return error;
    }
    refused(Code::CutOff, coding.unpacked_wrong())
}

/// Why a body could not be read to its end.
fn unreadable(error: &io::Error) -> Problem {
    if is_idle(error) {
        return Problem::new(StatusCode::REQUEST_TIMEOUT, "nothing of the body arrived for too long");
    }
    let refusal = error.get_ref().and_then(|cause| cause.downcast_ref());
    let detail = refusal.map_or("the body is cut off, or not framed as HTTP asks", |error: &RecordError| &error.detail);
    Problem::new(StatusCode::BAD_REQUEST, detail)
}

/// Whether reading failed for want of anything to read: so the connection says when nothing moves on it for too long.
fn is_idle(error: &(dyn Error + 'static)) -> bool {
    iter::successors(Some(error), |&error| error.source())
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::TimedOut)
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let body = self.get_mut();
        let Some(incoming) = &mut body.incoming else { return Poll::Ready(None) };
        let frame = Pin::new(incoming).poll_frame(context);
        match &frame {
            Poll::Ready(Some(Ok(frame))) => body.seen.received(frame.data_ref().map_or(0, Bytes::len)),
            Poll::Ready(None) => body.peer.unfinished.clear(),
            _ => {}
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.as_ref().map(Body::size_hint).unwrap_or_default()
    }
}

impl Drop for RequestBody {
    fn drop(&mut self) {
        let is_beside_others = self.peer.requests.is_some();
        let rest = self.incoming.take().filter(|incoming| is_beside_others && !incoming.is_end_stream());
        if let Some(mut rest) = rest {
            let discarding =
                async move { while let Ok(Some(Ok(_))) = timeout(LINGER_IDLE_AT_MOST, rest.frame()).await {} };
            tokio::spawn(timeout(LINGER_AT_MOST, discarding));
        }
    }
}
