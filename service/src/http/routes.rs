//! What can be asked: path and method to what is done.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::body::{Body, Incoming};
use hyper::header::{ALLOW, CONNECTION, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Request, StatusCode, Version};
use registertoets_core::text::Language;
use serde::Serialize;

use super::body::{self, Answer, RequestBody};
use super::dossiers;
use super::negotiation::{JSON, wanted};
use super::problem::Problem;
use super::query::{Key, Query};
use super::socket::Unfinished;
use crate::catalogue::catalogue;

/// Something that can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Endpoint {
    Evaluate,
    Bulk,
    Rules,
    Alive,
    Ready,
}

/// Where everything is.
const PATHS: &[(&str, Endpoint)] = &[
    ("/v1/dossiers/_evaluate", Endpoint::Evaluate),
    ("/v1/dossiers/_bulk", Endpoint::Bulk),
    ("/v1/rules", Endpoint::Rules),
    ("/healthz", Endpoint::Alive),
    ("/readyz", Endpoint::Ready),
];

impl Endpoint {
    fn at(path: &str) -> Option<Self> {
        PATHS.iter().find(|(known, _)| *known == path).map(|(_, endpoint)| *endpoint)
    }

    const fn methods(self) -> &'static [Method] {
        match self {
            Self::Evaluate | Self::Bulk => &[Method::POST],
            // the answer to a HEAD is that to a GET, of which the protocol leaves out the body
            Self::Rules | Self::Alive | Self::Ready => &[Method::GET, Method::HEAD],
        }
    }

    /// What a request asks for, if it is there and takes that method.
    fn of(head: &Parts) -> Result<Self, Problem> {
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
    threads: usize,
    body_within: Duration,
    draining: AtomicBool,
}

#[derive(Serialize)]
struct State {
    status: &'static str,
}

impl Service {
    pub(super) const fn new(threads: usize, body_within: Duration) -> Self {
        Self { threads, body_within, draining: AtomicBool::new(false) }
    }

    /// Says from now on that no new requests should come.
    pub(super) fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Answers one request.
    pub(super) async fn answer(&self, request: Request<Incoming>, unfinished: Unfinished) -> Answer {
        let (head, incoming) = request.into_parts();
        let version = head.version;
        let body = RequestBody::new(incoming, unfinished.clone());
        let mut answer = self.answered(head, body).await.unwrap_or_else(Answer::from);
        // the rest of a body that nobody wanted to read is not read either: no other request can come after it
        if version < Version::HTTP_2 && unfinished.is_set() && is_whole(&answer) {
            answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        answer
    }

    async fn answered(&self, head: Parts, body: RequestBody) -> Result<Answer, Problem> {
        match Endpoint::of(&head)? {
            Endpoint::Evaluate => dossiers::evaluate(head, body, self.body_within).await,
            Endpoint::Bulk => dossiers::bulk(head, body, self.threads, None).await,
            Endpoint::Rules => rules(&head),
            Endpoint::Alive => Query::read(head.uri.query(), &[]).map(|_| body::ok(&State { status: "alive" })),
            Endpoint::Ready => Query::read(head.uri.query(), &[]).and_then(|_| self.ready()),
        }
    }

    fn ready(&self) -> Result<Answer, Problem> {
        if self.draining.load(Ordering::Relaxed) {
            let detail = "the service is stopping: it finishes what runs and takes nothing new";
            return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail));
        }
        Ok(body::ok(&State { status: "ready" }))
    }
}

fn rules(head: &Parts) -> Result<Answer, Problem> {
    let query = Query::read(head.uri.query(), &[Key::Lang])?;
    wanted(&head.headers, &[(JSON, ())])?;
    Ok(body::ok(&catalogue(query.language.unwrap_or(Language::Nl))))
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
        let service = Service::new(1, Duration::ZERO);
        assert_eq!(service.ready().unwrap().status(), 200);
        service.drain();
        assert_eq!(Answer::from(service.ready().unwrap_err()).status(), 503);
    }
}
