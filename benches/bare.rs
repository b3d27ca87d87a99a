//! The least that servers on the same library can do, on which `benches/load` holds the service: `bare ADDRESS` reads the
//! body of a request and answers its length, `bare --judge ADDRESS` answers the outcome of the dossier in it. What the
//! service takes beyond the second is for everything but judging.

use std::convert::Infallible;
use std::io;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use registertoets_core::Dossier;
use registertoets_service::form::{DossierForm, OutcomeForm};
use registertoets_service::judging::Judging;
use tokio::net::TcpListener;

async fn answer(request: Request<Incoming>, judges: bool) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let is_text = head.headers.get(CONTENT_TYPE).is_some_and(|value| value == "application/json");
    let judged = if judges { outcome(is_text, &body) } else { None };
    Ok(Response::new(Full::from(judged.unwrap_or_else(|| body.len().to_string().into_bytes()))))
}

/// What comes of a dossier, in the form that it came in.
fn outcome(is_text: bool, dossier: &[u8]) -> Option<Vec<u8>> {
    let (from, to) =
        if is_text { (DossierForm::Json, OutcomeForm::Ndjson) } else { (DossierForm::Postcard, OutcomeForm::Postcard) };
    let judging = Judging::new(to);
    let outcome = judging.judge(from, dossier, &mut Dossier::unread()).ok()?;
    let mut bytes = Vec::new();
    judging.write(&outcome, None, &mut bytes);
    Some(bytes)
}

#[tokio::main]
async fn main() -> io::Result<Infallible> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let address = arguments.last().ok_or_else(|| io::Error::other("expected the address to listen on"))?;
    let judges = arguments.iter().any(|argument| argument == "--judge");
    let listener = TcpListener::bind(address).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let answering = service_fn(move |request| answer(request, judges));
        // a connection that fails concerns its client only
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answering));
    }
}
