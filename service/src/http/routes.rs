//! What can be asked: path and method to what is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::body::{Body, Incoming};
use hyper::header::{ALLOW, CONNECTION, HOST, HeaderValue, TRANSFER_ENCODING};
use hyper::http::request::Parts;
use hyper::{Method, Request, Response, StatusCode, Version};
use registertoets_core::text::Language;
use schemars::JsonSchema;
use serde::Serialize;

use super::admission::{Admission, DOSSIER_BYTES, bytes_for, stream_bytes};
use super::authentication::Authentication;
use super::body::{self, Answer, RequestBody};
use super::coding::{self, Coding};
use super::connections::{HEADERS_MAX, Peer};
use super::dossiers;
use super::exchange::{Exchange, SeenBody};
use super::headers;
use super::label::labels;
use super::metrics::{Metrics, OPEN_METRICS};
use super::negotiation::{JSON, wanted};
use super::openapi::Published;
use super::problem::Problem;
use super::query::{Key, Query};
use super::settings::{BulkLimits, Settings};
use crate::bulk::Lanes;

labels! {
    /// Something that can be asked.
    pub(super) enum Endpoint as "endpoint" {
        /// The outcome of one dossier.
        Evaluate = "evaluate",
        /// The outcomes of a stream of dossiers.
        Bulk = "bulk",
        /// The rules.
        Rules = "rules",
        /// Every limit that a client can hit.
        Limits = "limits",
        /// The description of all this.
        OpenApi = "openapi",
        /// What a dossier looks like.
        DossierSchema = "dossier_schema",
        /// What an outcome looks like.
        OutcomeSchema = "outcome_schema",
        /// Whether the service runs.
        Alive = "healthz",
        /// Whether it takes requests.
        Ready = "readyz",
        /// What it did so far.
        Metrics = "metrics",
    }
}

/// Where everything is.
pub(super) const PATHS: &[(&str, Endpoint)] = &[
    ("/v1/dossiers/_evaluate", Endpoint::Evaluate),
    ("/v1/dossiers/_bulk", Endpoint::Bulk),
    ("/v1/rules", Endpoint::Rules),
    ("/v1/limits", Endpoint::Limits),
    ("/v1/openapi.json", Endpoint::OpenApi),
    ("/v1/schemas/dossier.json", Endpoint::DossierSchema),
    ("/v1/schemas/outcome.json", Endpoint::OutcomeSchema),
    ("/healthz", Endpoint::Alive),
    ("/readyz", Endpoint::Ready),
    ("/metrics", Endpoint::Metrics),
];

impl Endpoint {
    fn at(path: &str) -> Option<Self> {
        PATHS.iter().find(|(known, _)| *known == path).map(|(_, endpoint)| *endpoint)
    }

    pub(super) const fn methods(self) -> &'static [Method] {
        match self {
            Self::Evaluate | Self::Bulk => &[Method::POST],
            // the answer to a HEAD is that to a GET, of which the protocol leaves out the body
            Self::Rules
            | Self::Limits
            | Self::OpenApi
            | Self::DossierSchema
            | Self::OutcomeSchema
            | Self::Alive
            | Self::Ready
            | Self::Metrics => &[Method::GET, Method::HEAD],
        }
    }

    /// The keys that a query may have here.
    pub(super) const fn keys(self) -> &'static [Key] {
        match self {
            Self::Evaluate => dossiers::KEYS,
            Self::Bulk => dossiers::STREAM_KEYS,
            Self::Rules => &[Key::Lang],
            _ => &[],
        }
    }

    /// Whether anybody may ask, from any web page too, without being known: what holds nothing of dossiers, nor of those
    /// who send them.
    pub(super) const fn is_public(self) -> bool {
        !matches!(self, Self::Evaluate | Self::Bulk | Self::Metrics)
    }

    /// What a request asks for, if it is there and takes that method.
    pub(super) fn of(head: &Parts) -> Result<Self, Problem> {
        let nothing = || Problem::new(StatusCode::NOT_FOUND, "nothing is found at this path");
        let endpoint = Self::at(head.uri.path()).ok_or_else(nothing)?;
        if endpoint.methods().contains(&head.method) {
            return Ok(endpoint);
        }
        let methods: Vec<_> = endpoint.methods().iter().map(Method::as_str).collect();
        let methods = methods.join(", ");
        let detail = format!("this path takes {methods} only");
        Err(Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail).with_header(ALLOW, &methods))
    }
}

/// What answers the requests of all connections.
#[derive(Debug)]
pub(super) struct Service {
    lanes: Arc<Lanes>,
    body_within: Duration,
    bulk: BulkLimits,
    idle_at_most: Duration,
    authentication: Arc<Authentication>,
    admission: Admission,
    metrics: Arc<Metrics>,
    draining: AtomicBool,
    published: Published,
}

/// Whether the service runs, or takes requests.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "status", rename_all = "snake_case")]
pub(super) enum State {
    /// It runs.
    Alive,
    /// It takes requests.
    Ready,
}

impl Service {
    pub(super) fn new(settings: &Settings, authentication: Arc<Authentication>) -> Self {
        Self {
            lanes: Lanes::new(settings.threads),
            body_within: settings.body_within,
            bulk: settings.bulk,
            idle_at_most: settings.idle_at_most,
            authentication,
            admission: Admission::new(settings.bytes_in_flight),
            metrics: Arc::new(Metrics::new()),
            draining: AtomicBool::new(false),
            published: Published::new(settings),
        }
    }

    /// Says from now on that no new requests should come.
    pub(super) fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
        self.metrics.drain();
    }

    /// What is counted of them.
    pub(super) fn counted(&self) -> &Arc<Metrics> {
        &self.metrics
    }

    /// Answers one request.
    pub(super) async fn answer(&self, request: Request<Incoming>, peer: &Arc<Peer>) -> Response<SeenBody> {
        let (head, incoming) = request.into_parts();
        let endpoint = Endpoint::at(head.uri.path());
        let under_way = peer.requests.as_ref().map(|requests| requests.begin(self.within(endpoint)));
        let exchange = Exchange::begin(&self.metrics, &head, endpoint, under_way);
        let body = RequestBody::new(incoming, Arc::clone(peer), exchange.seen());
        let answer = self.answered(&head, body, peer).await.unwrap_or_else(Answer::from);
        let mut answer = body::packed(answer, || coding::wanted(&head.headers)).await;
        if peer.is_secret {
            answer.headers_mut().extend([headers::SECRET]);
        }
        if endpoint.is_some_and(Endpoint::is_public) {
            answer.headers_mut().extend([headers::PUBLIC]);
        }
        // the rest of a body that nobody wanted to read is not read either: no other request can come after it
        if head.version < Version::HTTP_2 && peer.unfinished.is_set() && is_whole(&answer) {
            answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        exchange.answered(answer)
    }

    /// How long a request may take in all.
    fn within(&self, endpoint: Option<Endpoint>) -> Duration {
        let arriving = if endpoint == Some(Endpoint::Bulk) { self.bulk.within } else { self.body_within };
        arriving + self.idle_at_most
    }

    async fn answered(&self, head: &Parts, body: RequestBody, peer: &Peer) -> Result<Answer, Problem> {
        see_that_it_is_one(head)?;
        let endpoint = Endpoint::of(head)?;
        if !endpoint.is_public()
            && let Some(caller) = self.authentication.caller(&head.headers, peer.certificate.as_ref())?
        {
            body.seen().asked_by(caller);
        }
        let query = Query::read(head.uri.query(), endpoint.keys())?;
        let document = match endpoint {
            Endpoint::Evaluate => {
                let body = self.admitted(head, body, DOSSIER_BYTES)?;
                self.lanes.keep_one_free(body.seen().began());
                return dossiers::evaluate(head, query, body, self.body_within).await;
            }
            Endpoint::Bulk => {
                let body = self.admitted(head, body, stream_bytes(self.lanes.count()))?;
                return dossiers::bulk(head, query, body, Arc::clone(&self.lanes), self.bulk).await;
            }
            Endpoint::Alive => return Ok(body::ok(&State::Alive)),
            Endpoint::Ready => return self.ready(),
            Endpoint::Metrics => return Ok(self.metrics()),
            Endpoint::Rules => self.published.rules(query.language.unwrap_or(Language::Nl)),
            Endpoint::Limits => &self.published.limits,
            Endpoint::OpenApi => &self.published.openapi,
            Endpoint::DossierSchema => &self.published.dossier_schema,
            Endpoint::OutcomeSchema => &self.published.outcome_schema,
        };
        wanted(&head.headers, &[(JSON, ())])?;
        // in a place of its own: most requests are for something else, and smaller without
        Ok(Box::pin(document.answer(coding::wanted(&head.headers))).await)
    }

    fn metrics(&self) -> Answer {
        self.metrics.holds(self.admission.taken() as u64);
        body::whole(StatusCode::OK, OPEN_METRICS, self.metrics.text())
    }

    /// The body of a request, once there is room for what it can come to hold.
    fn admitted(&self, head: &Parts, body: RequestBody, bytes: usize) -> Result<RequestBody, Problem> {
        let coding = coding::received(&head.headers)?;
        let announced = body.size_hint().exact().filter(|_| coding.is_none());
        let bytes = announced.map_or(bytes, |announced| bytes_for(announced, bytes));
        body.seen().admitted_with(self.admission.admit(bytes + coding.map_or(0, Coding::bytes_held))?);
        Ok(body.packed_with(coding))
    }

    fn ready(&self) -> Result<Answer, Problem> {
        if self.draining.load(Ordering::Relaxed) {
            return Err(stopping());
        }
        Ok(body::ok(&State::Ready))
    }
}

/// Why the service is not ready once it drains.
pub(super) fn stopping() -> Problem {
    let detail = "the service is stopping: it finishes what runs and takes nothing new";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail)
}

/// Sees that a request is one, where the protocol leaves that to whoever answers: it names one host (RFC 9112, 3.2) and is
/// framed in a way that is understood, with no more header fields than one may have.
fn see_that_it_is_one(head: &Parts) -> Result<(), Problem> {
    if head.headers.len() > HEADERS_MAX {
        let detail = format!("too many header fields: expected at most {HEADERS_MAX}");
        return Err(Problem::new(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, detail));
    }
    if head.version != Version::HTTP_11 {
        return Ok(());
    }
    if head.headers.get_all(HOST).iter().count() != 1 {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "Host: expected once"));
    }
    if head.headers.get_all(TRANSFER_ENCODING).iter().any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"chunked"))
    {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "Transfer-Encoding: expected chunked, or none"));
    }
    Ok(())
}

/// Whether an answer is there already, and not made from a body that is still being read.
fn is_whole(answer: &Answer) -> bool {
    answer.body().size_hint().exact().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &str, path: &str) -> Result<Endpoint, Problem> {
        let (head, ()) = Request::builder().method(method).uri(path).body(()).unwrap().into_parts();
        Endpoint::of(&head)
    }

    #[test]
    fn every_path_takes_its_methods_and_no_other() {
        for (path, endpoint) in PATHS {
            for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"] {
                let known = endpoint.methods().iter().any(|known| known == method);
                assert_eq!(asked(method, path).is_ok(), known, "{method} {path}");
            }
        }
    }

    #[test]
    fn paths_are_taken_to_the_letter() {
        assert_eq!(asked("GET", "/v1/rules?lang=en").unwrap(), Endpoint::Rules);
        assert_eq!(asked("GET", "http://localhost/v1/rules").unwrap(), Endpoint::Rules);
        for path in ["/", "/v1", "/v1/rules/", "/V1/rules", "//v1/rules", "/v1/%72ules", "*"] {
            assert!(asked("GET", path).is_err(), "{path}");
        }
    }

    #[test]
    fn the_service_is_ready_until_it_drains() {
        let settings = Settings::default();
        let authentication = Authentication::read(&settings.access).unwrap();
        let service = Service::new(&settings, Arc::new(authentication));
        assert_eq!(service.ready().unwrap().status(), 200);
        service.drain();
        assert_eq!(Answer::from(service.ready().unwrap_err()).status(), 503);
    }
}
