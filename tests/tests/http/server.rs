//! A server in this process, and the ordinary way to ask it something.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use registertoets_service::http::{Server, Settings};
use serde_json::Value;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Longer than anything here may take: a test that hangs is to fail.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A server that runs until it is told to stop, or until it is dropped.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    client: Client<HttpConnector, Full<Bytes>>,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<usize>,
}

/// A server as it is by default.
pub(crate) async fn start() -> Running {
    start_with(Settings::default()).await
}

/// A server with these settings, on a port of its own.
pub(crate) async fn start_with(settings: Settings) -> Running {
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let server = Server::bind(Settings { listen, ..settings }).await.unwrap();
    let address = server.local_address();
    assert_ne!(address.port(), 0);
    let (stop, stopped) = oneshot::channel();
    let ended = tokio::spawn(server.run(async {
        let _ = stopped.await;
    }));
    let client = Client::builder(TokioExecutor::new()).build_http();
    Running { address, client, stop: Some(stop), ended }
}

impl Running {
    /// Tells the server to stop.
    pub(crate) fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    /// Waits until the server has stopped: the number of connections it cut off.
    pub(crate) async fn ended(self) -> usize {
        timeout(PATIENCE, self.ended).await.unwrap().unwrap()
    }

    /// Asks for something without a body.
    pub(crate) async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(method, path, headers, Bytes::new()).await
    }

    /// Posts a body of this type.
    pub(crate) async fn post(&self, path: &str, content_type: &str, body: impl Into<Bytes>) -> Answer {
        self.send("POST", path, &[("content-type", content_type)], body.into()).await
    }

    /// Posts a body of this type, and wants the answer in that type.
    pub(crate) async fn post_for(
        &self,
        path: &str,
        content_type: &str,
        accept: &str,
        body: impl Into<Bytes>,
    ) -> Answer {
        self.send("POST", path, &[("content-type", content_type), ("accept", accept)], body.into()).await
    }

    /// Sends a request and takes in the whole answer.
    pub(crate) async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Bytes) -> Answer {
        let uri = format!("http://{}{path}", self.address);
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let asked = async {
            let answer = self.client.request(request.body(Full::new(body)).unwrap()).await.unwrap();
            let (head, body) = answer.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            Answer { status: head.status, headers: head.headers, body }
        };
        timeout(PATIENCE, asked).await.unwrap()
    }
}

/// An answer as a whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn media_type(&self) -> &str {
        self.header("content-type").unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// What a problem says, once it is seen to be well-formed and of this status.
    pub(crate) fn problem(&self, status: u16) -> Value {
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
