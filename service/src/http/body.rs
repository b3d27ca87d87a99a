//! What goes over a connection: the body of a request as it arrives, and the body of an answer, whole or as a stream.

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use std::{io, iter};

use bytes::Bytes;
use futures_util::{Stream, TryStreamExt};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyDataStream, BodyExt, Full, LengthLimitError, Limited, StreamBody};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use serde::Serialize;
use tokio::time::timeout;

use super::exchange::Seen;
use super::negotiation::JSON;
use super::problem::Problem;
use super::socket::Unfinished;

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
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    answer
}

/// The body of a request. It notes what comes in, and when it was read to its end.
#[derive(Debug)]
pub(super) struct RequestBody {
    incoming: Incoming,
    unfinished: Unfinished,
    seen: Arc<Seen>,
}

impl RequestBody {
    pub(super) fn new(incoming: Incoming, unfinished: Unfinished, seen: Arc<Seen>) -> Self {
        if incoming.is_end_stream() {
            unfinished.clear();
        }
        Self { incoming, unfinished, seen }
    }

    /// What is seen of the request from outside.
    pub(super) fn seen(&self) -> Arc<Seen> {
        Arc::clone(&self.seen)
    }

    /// Everything, if it is no more than `most` bytes and arrives in time.
    pub(super) async fn read_whole(self, most: usize, within: Duration) -> Result<Bytes, Problem> {
        let too_large = || {
            let detail = format!("the body is too large: expected at most {most} bytes");
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
        };
        if self.size_hint().lower() > most as u64 {
            return Err(too_large());
        }
        match timeout(within, Limited::new(self, most).collect()).await {
            Ok(Ok(body)) => Ok(body.to_bytes()),
            Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
            Ok(Err(error)) if is_idle(&*error) => {
                Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "nothing of the body arrived for too long"))
            }
            Ok(Err(_)) => Err(Problem::new(StatusCode::BAD_REQUEST, "the body is cut off or not framed as HTTP asks")),
            Err(_) => {
                let detail = format!("the body took more than {} seconds to arrive", within.as_secs());
                Err(Problem::new(StatusCode::REQUEST_TIMEOUT, detail))
            }
        }
    }

    /// The bytes as they arrive. The client is kept waiting while nobody asks for more.
    pub(super) fn chunks(self) -> impl Stream<Item = io::Result<Bytes>> + Send + Unpin {
        BodyDataStream::new(self).map_err(io::Error::other)
    }
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
        let frame = Pin::new(&mut body.incoming).poll_frame(context);
        match &frame {
            Poll::Ready(Some(Ok(frame))) => body.seen.received(frame.data_ref().map_or(0, Bytes::len)),
            Poll::Ready(None) => body.unfinished.clear(),
            _ => {}
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
