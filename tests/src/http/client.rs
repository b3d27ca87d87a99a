//! The ordinary way to ask a server something.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::{HeaderMap, Request, Response, StatusCode};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

/// Longer than anything here may take: a test that hangs is to fail.
pub const PATIENCE: Duration = Duration::from_secs(30);

type Body = UnsyncBoxBody<Bytes, Infallible>;

/// A client of one server.
#[derive(Clone, Debug)]
pub struct Client {
    /// Where the server listens.
    pub address: SocketAddr,
    client: legacy::Client<HttpConnector, Body>,
}

impl Client {
    /// A client of the server that listens here.
    #[must_use]
    pub fn of(address: SocketAddr) -> Self {
        Self { address, client: legacy::Client::builder(TokioExecutor::new()).build_http() }
    }

    /// Asks for something without a body.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(method, path, headers, Bytes::new()).await
    }

    /// Posts a body of this type.
    pub async fn post(&self, path: &str, content_type: &str, body: impl Into<Bytes>) -> Answer {
        self.send("POST", path, &[("content-type", content_type)], body.into()).await
    }

    /// Posts a body of this type, and wants the answer in that type.
    pub async fn post_for(&self, path: &str, content_type: &str, accept: &str, body: impl Into<Bytes>) -> Answer {
        self.send("POST", path, &[("content-type", content_type), ("accept", accept)], body.into()).await
    }

    /// Sends a request and takes in the whole answer.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Bytes) -> Answer {
        let asked = async {
            let answer = self.begin(method, path, headers, Full::new(body).boxed_unsync()).await;
            let (head, body) = answer.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            Answer { status: head.status, headers: head.headers, body }
        };
        timeout(PATIENCE, asked).await.unwrap()
    }

    /// Posts a body that is made while it is sent, and gives the answer as it comes in.
    pub async fn stream<I>(&self, path: &str, content_type: &str, pieces: I) -> Coming
    where
        I: IntoIterator<Item = Bytes>,
        I::IntoIter: Send + 'static,
    {
        let pieces = pieces.into_iter().map(|piece| Ok(Frame::data(piece)));
        let body = StreamBody::new(stream::iter(pieces)).boxed_unsync();
        let answer = self.begin("POST", path, &[("content-type", content_type)], body).await;
        assert_eq!(answer.status(), 200);
        Coming(answer.into_body())
    }

    /// Waits until the server takes no new connections.
    pub async fn refused(&self) {
        let refused = async {
            while TcpStream::connect(self.address).await.is_ok() {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(PATIENCE, refused).await.unwrap();
    }

    async fn begin(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Response<Incoming> {
        let mut request = Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        timeout(PATIENCE, self.client.request(request.body(body).unwrap())).await.unwrap().unwrap()
    }
}

/// The body of an answer that is coming in.
#[derive(Debug)]
pub struct Coming(Incoming);

impl Coming {
    /// The next part; none at the end, and an error where the answer is cut off.
    pub async fn next(&mut self) -> hyper::Result<Option<Bytes>> {
        let frame = timeout(PATIENCE, self.0.frame()).await.unwrap().transpose()?;
        Ok(frame.map(|frame| frame.into_data().unwrap_or_default()))
    }
}

/// An answer as a whole.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its header fields.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Answer {
    /// A header field.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// What the body is said to be.
    #[must_use]
    pub fn media_type(&self) -> &str {
        self.header("content-type").unwrap()
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// What a problem says, once it is seen to be well-formed and of this status.
    pub fn problem(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.media_type(), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["type"], "about:blank");
        assert_eq!(problem["status"], status);
        assert_eq!(problem["title"], self.status.canonical_reason().unwrap());
        assert!(!problem["detail"].as_str().unwrap().is_empty());
        problem
    }
}
