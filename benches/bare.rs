//! The least that servers on the same library can do, beside which `benches/load` holds the service. `bare ADDRESS` reads
//! the body of a request and answers its length; with `--judge` it answers the outcome of the dossier in the body, and with
//! `--fields` its answers have as many header fields as those of the service. What the service takes beyond all that is
//! for its bounds, ids, metrics, negotiation and draining.

use std::convert::Infallible;
use std::io;
use std::sync::LazyLock;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use registertoets_core::Dossier;
use registertoets_service::form::{DossierForm, OutcomeForm};
use registertoets_service::judging::Judging;
use tokio::net::TcpListener;

/// What is done beyond answering a length.
#[derive(Clone, Copy)]
struct Extent {
    judges: bool,
    has_fields: bool,
}

async fn answer(request: Request<Incoming>, extent: Extent) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    // whoever asks whether the server is there sends no dossier
    let answered = if extent.judges && !body.is_empty() {
        outcome(&head.headers, &body)
    } else {
        Some(body.len().to_string().into_bytes())
    };
    let status = if answered.is_some() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let mut answer = Response::new(Full::from(answered.unwrap_or_default()));
    *answer.status_mut() = status;
    if extent.has_fields {
        *answer.headers_mut() = fields();
    }
    Ok(answer)
}

/// What comes of a dossier, in the form that it came in; nothing of what is none.
fn outcome(headers: &HeaderMap, dossier: &[u8]) -> Option<Vec<u8>> {
    let is_text = headers.get(CONTENT_TYPE).is_some_and(|value| value == "application/json");
    let (from, to) =
        if is_text { (DossierForm::Json, OutcomeForm::Ndjson) } else { (DossierForm::Postcard, OutcomeForm::Postcard) };
    let judging = Judging::new(to);
    let outcome = judging.judge(from, dossier, &mut Dossier::unread()).ok()?;
    let mut bytes = Vec::new();
    judging.write(&outcome, None, &mut bytes);
    Some(bytes)
}

/// Header fields with the names of the service's, each with a value of their average length.
fn fields() -> HeaderMap {
    static FIELDS: LazyLock<HeaderMap> = LazyLock::new(|| {
        let own = ["api-version", "x-request-id", "traceparent"].map(HeaderName::from_static);
        let known = [
            CACHE_CONTROL,
            CONTENT_SECURITY_POLICY,
            X_CONTENT_TYPE_OPTIONS,
            X_FRAME_OPTIONS,
            REFERRER_POLICY,
            VARY,
            CONTENT_TYPE,
        ];
        own.into_iter().chain(known).map(|name| (name, HeaderValue::from_static("23 bytes, as on average"))).collect()
    });
    FIELDS.clone()
}

#[tokio::main]
async fn main() -> io::Result<Infallible> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let address = arguments.last().ok_or_else(|| io::Error::other("expected the address to listen on"))?;
    let is_asked = |option: &str| arguments.iter().any(|argument| argument == option);
    let extent = Extent { judges: is_asked("--judge"), has_fields: is_asked("--fields") };
    let listener = TcpListener::bind(address).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let answering = service_fn(move |request| answer(request, extent));
        // a connection that fails concerns its client only
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answering));
    }
}
