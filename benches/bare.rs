//! The least that a server on the same library can do: it reads the body of a request and answers its length. What the
//! service takes beyond that is its own. `benches/load` holds the two side by side.

use std::convert::Infallible;
use std::io;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

async fn length(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let body = request.into_body().collect().await?.to_bytes();
    Ok(Response::new(Full::from(body.len().to_string())))
}

#[tokio::main]
async fn main() -> io::Result<Infallible> {
    let address = std::env::args().nth(1).ok_or_else(|| io::Error::other("expected the address to listen on"))?;
    let listener = TcpListener::bind(address).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        // a connection that fails concerns its client only
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(length)));
    }
}
