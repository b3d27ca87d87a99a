//! One request and its answer, as they are seen from outside: counted while they run, and told in one line at the end.
//!
//! The line holds what the service made of a request, and nothing that was in it but the ids that callers may send
//! (`trace`): no path, no value of a query, no address, nothing of a dossier.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use hyper::body::{Body, Frame, SizeHint};
use hyper::header::CONTENT_TYPE;
use hyper::http::request::Parts;
use hyper::{HeaderMap, Response, StatusCode};
use registertoets_core::Outcome;

use super::admission::Share;
use super::body::Answer;
use super::label::Label;
use super::metrics::{Form, Method, Metrics};
use super::routes::Endpoint;
use super::trace::Trace;
use super::under_way::UnderWay;
use crate::bulk::{Answers, Counts};
use crate::form::DossierForm;
use crate::record::RecordError;

/// What is seen of a request while it is worked on; shared by all who work on it.
#[derive(Debug)]
pub(super) struct Seen {
    metrics: Arc<Metrics>,
    trace: Trace,
    endpoint: Option<Endpoint>,
    method: Method,
    form: Form,
    began: Instant,
    received: AtomicU64,
    sent: AtomicU64,
    records: AtomicU64,
    unreadable: AtomicU64,
    caller: OnceLock<Arc<str>>,
    under_way: Option<UnderWay>,
    share: OnceLock<Share>,
}

impl Seen {
    /// When its head was there.
    pub(super) const fn began(&self) -> Instant {
        self.began
    }

    /// More of its body has come in.
    pub(super) fn received(&self, bytes: usize) {
        self.moved();
        self.received.fetch_add(bytes as u64, Ordering::Relaxed);
        self.metrics.received(self.endpoint, self.form, bytes as u64);
    }

    fn moved(&self) {
        if let Some(under_way) = &self.under_way {
            under_way.moved();
        }
    }

    /// What it was admitted with, which is given back when its answer is sent or given up.
    pub(super) fn admitted_with(&self, share: Share) {
        // a request is admitted once
        let _ = self.share.set(share);
    }

    /// Who asks: the name of a token or of a certificate.
    pub(super) fn asked_by(&self, caller: Arc<str>) {
        // the first to say so is right
        let _ = self.caller.set(caller);
    }

    /// One dossier was judged, or could not be.
    pub(super) fn judged(&self, form: DossierForm, judged: Result<&Outcome, &RecordError>) {
        let mut counts = Counts { records: 1, ..Counts::default() };
        match judged {
            Ok(outcome) => counts.add_outcome(outcome),
            Err(error) => {
                counts.unreadable = 1;
                self.metrics.unreadable(error.problem);
            }
        }
        self.counted(form, &counts);
    }

    /// A batch of a stream was judged.
    pub(super) fn judged_batch(&self, form: DossierForm, answers: &Answers) {
        for (_, error) in &answers.unreadable {
            self.metrics.unreadable(error.problem);
        }
        self.counted(form, &answers.counts);
    }

    fn counted(&self, form: DossierForm, counts: &Counts) {
        self.records.fetch_add(counts.records, Ordering::Relaxed);
        self.unreadable.fetch_add(counts.unreadable, Ordering::Relaxed);
        self.metrics.judged(form.into(), counts);
    }
}

/// A request under way. When it is dropped it has ended, in whatever way.
#[derive(Debug)]
pub(super) struct Exchange {
    seen: Arc<Seen>,
    status: Option<StatusCode>,
    whole: bool,
}

impl Exchange {
    /// A request begins, whose head is there.
    pub(super) fn begin(
        metrics: &Arc<Metrics>,
        head: &Parts,
        endpoint: Option<Endpoint>,
        under_way: Option<UnderWay>,
    ) -> Self {
        metrics.begun();
        let seen = Seen {
            metrics: Arc::clone(metrics),
            trace: Trace::of(&head.headers),
            endpoint,
            method: Method::of(&head.method),
            form: form(&head.headers),
            began: Instant::now(),
            received: AtomicU64::new(0),
            sent: AtomicU64::new(0),
            records: AtomicU64::new(0),
            unreadable: AtomicU64::new(0),
            caller: OnceLock::new(),
            under_way,
            share: OnceLock::new(),
        };
        Self { seen: Arc::new(seen), status: None, whole: false }
    }

    /// What is seen of it, for those who work on it.
    pub(super) fn seen(&self) -> Arc<Seen> {
        Arc::clone(&self.seen)
    }

    /// Sends the answer on its way, with the ids of the request. The exchange ends with it.
    pub(super) fn answered(mut self, answer: Answer) -> Response<SeenBody> {
        let (mut head, body) = answer.into_parts();
        self.seen.trace.tell(&mut head.headers);
        self.status = Some(head.status);
        // of what is asked by HEAD the head is everything
        self.whole = body.is_end_stream() || self.seen.method == Method::Head;
        let form = form(&head.headers);
        Response::from_parts(head, SeenBody { form, body, exchange: self })
    }

    fn line(&self, duration: Duration) {
        let Seen { trace, endpoint, method, form, received, sent, records, unreadable, caller, .. } = &*self.seen;
        let count = |number: &AtomicU64| number.load(Ordering::Relaxed);
        tracing::info!(
            event = "request",
            request_id = trace.request_id(),
            trace_id = trace.trace_id(),
            endpoint = endpoint.name(),
            method = method.name(),
            status = self.status.map(|status| status.as_u16()),
            ended = if self.whole { "whole" } else { "cut_off" },
            microseconds = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX),
            form = form.name(),
            bytes_in = count(received),
            bytes_out = count(sent),
            records = count(records),
            unreadable = count(unreadable),
            caller = caller.get().map(|caller| &**caller),
        );
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let Seen { metrics, endpoint, method, began, received, .. } = &*self.seen;
        metrics.ended(*endpoint, *method, self.status);
        let duration = began.elapsed();
        metrics.took(*endpoint, duration, received.load(Ordering::Relaxed));
        if !self.whole {
            metrics.cut_off(*endpoint);
        }
        self.line(duration);
    }
}

fn form(headers: &HeaderMap) -> Form {
    headers.get(CONTENT_TYPE).map_or(Form::Other, |value| Form::of(value.as_bytes()))
}

/// The body of an answer, which is counted as it goes out. With it ends the exchange.
#[derive(Debug)]
pub(super) struct SeenBody {
    form: Form,
    body: UnsyncBoxBody<Bytes, io::Error>,
    exchange: Exchange,
}

impl Body for SeenBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let Self { form, body, exchange } = self.get_mut();
        let frame = Pin::new(&mut *body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &frame {
            exchange.seen.moved();
            let bytes = frame.data_ref().map_or(0, Bytes::len) as u64;
            exchange.seen.sent.fetch_add(bytes, Ordering::Relaxed);
            exchange.seen.metrics.sent(exchange.seen.endpoint, *form, bytes);
        }
        exchange.whole |= matches!(frame, Poll::Ready(None)) || body.is_end_stream();
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
