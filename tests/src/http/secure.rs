//! Connections in secret, and over either protocol: with certificates of our own making.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::client::conn::{http1, http2};
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use registertoets_service::http::TlsFiles;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};
use tokio_rustls::{TlsConnector, client};

use super::client::{Answer, PATIENCE};

/// The room for what comes in of one answer over HTTP/2.
const NARROW_BYTES: u32 = 64 << 10;

type Body = UnsyncBoxBody<Bytes, std::convert::Infallible>;

/// Who vouches for certificates, with a folder for files.
#[derive(Debug)]
pub struct Authority {
    folder: TempDir,
    issuer: Issuer<'static, KeyPair>,
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

impl Authority {
    /// A new one, whose own certificate is in a file.
    #[must_use]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        fs::write(folder.path().join("ca.pem"), params.self_signed(&key).unwrap().pem()).unwrap();
        Self { folder, issuer: Issuer::new(params, key) }
    }

    /// The file with its own certificate.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Writes a certificate of this name and its key to the files of that name.
    #[must_use]
    pub fn issue(&self, name: &str) -> TlsFiles {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let file = |suffix: &str| self.folder.path().join(format!("{name}{suffix}"));
        fs::write(file(".pem"), certificate.pem()).unwrap();
        fs::write(file(".key"), key.serialize_pem()).unwrap();
        TlsFiles { certificate: file(".pem"), key: file(".key") }
    }
}

/// How a connection is spoken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP/1.1.
    Http1,
    /// HTTP/2.
    Http2,
}

/// A connection over which something can be asked.
#[derive(Debug)]
pub struct Connection {
    asking: Asking,
    /// The certificate that the server showed, if any.
    pub shown: Option<CertificateDer<'static>>,
}

#[derive(Debug)]
enum Asking {
    Http1(http1::SendRequest<Body>),
    Http2(http2::SendRequest<Body>),
}

impl Connection {
    /// Connects in clear.
    pub async fn in_clear(address: SocketAddr, protocol: Protocol) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        Self { asking: Asking::over(stream, protocol).await, shown: None }
    }

    /// Connects in secret to a server that this authority vouches for, showing the certificate in these files.
    ///
    /// # Errors
    /// When the two do not agree on how.
    pub async fn in_secret(
        address: SocketAddr,
        protocol: Protocol,
        authority: &Authority,
        identity: Option<&TlsFiles>,
    ) -> std::io::Result<Self> {
        let stream = secret(address, protocol, authority, identity).await?;
        let shown = stream.get_ref().1.peer_certificates().and_then(|all| all.first()).cloned();
        Ok(Self { asking: Asking::over(stream, protocol).await, shown })
    }

    /// Begins a post over HTTP/2 whose body is sent as `pieces` has it, and takes in the head of the answer, of which the
    /// body comes no further than it is read.
    pub async fn begin(
        &mut self,
        path: &str,
        content_type: &str,
        pieces: impl Stream<Item = Bytes> + Send + 'static,
    ) -> Response<Incoming> {
        let body = StreamBody::new(pieces.map(|piece| Ok(Frame::data(piece)))).boxed_unsync();
        let request = Request::post(format!("http://localhost{path}")).header("content-type", content_type);
        let Asking::Http2(sender) = &mut self.asking else { panic!("HTTP/2 only") };
        timeout(PATIENCE, sender.send_request(request.body(body).unwrap())).await.unwrap().unwrap()
    }

    /// Sends a request and takes in the whole answer.
    ///
    /// # Errors
    /// When the connection fails.
    pub async fn send(
        &mut self,
        request: (&str, &str),
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> hyper::Result<Answer> {
        let mut builder = Request::builder().method(request.0).uri(format!("http://localhost{}", request.1));
        if matches!(self.asking, Asking::Http1(_)) {
            builder = builder.header("host", "localhost");
        }
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let request = builder.body(Full::new(body).boxed_unsync()).unwrap();
        let asked = async {
            let answer = match &mut self.asking {
                Asking::Http1(sender) => {
                    sender.ready().await?;
                    sender.send_request(request).await?
                }
                Asking::Http2(sender) => sender.send_request(request).await?,
            };
            let (head, body) = answer.into_parts();
            Ok(Answer { status: head.status, headers: head.headers, body: body.collect().await?.to_bytes() })
        };
        timeout(PATIENCE, asked).await.unwrap()
    }
}

impl Asking {
    async fn over(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, protocol: Protocol) -> Self {
        let stream = TokioIo::new(stream);
        match protocol {
            Protocol::Http1 => {
                let (sender, connection) = http1::handshake(stream).await.unwrap();
                tokio::spawn(connection);
                Self::Http1(sender)
            }
            Protocol::Http2 => {
                let mut builder = http2::Builder::new(TokioExecutor::new());
                // what is not read of one answer holds up no other
                builder.initial_stream_window_size(NARROW_BYTES).initial_connection_window_size(1 << 30);
                let (sender, connection) = builder.handshake(stream).await.unwrap();
                tokio::spawn(connection);
                Self::Http2(sender)
            }
        }
    }
}

async fn secret(
    address: SocketAddr,
    protocol: Protocol,
    authority: &Authority,
    identity: Option<&TlsFiles>,
) -> std::io::Result<client::TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(authority.certificate()).unwrap()).unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots);
    let mut configuration = match identity {
        None => builder.with_no_client_auth(),
        Some(TlsFiles { certificate, key }) => {
            let certificate = CertificateDer::from_pem_file(certificate).unwrap();
            builder.with_client_auth_cert(vec![certificate], PrivateKeyDer::from_pem_file(key).unwrap()).unwrap()
        }
    };
    configuration.alpn_protocols = match protocol {
        Protocol::Http1 => vec![b"http/1.1".to_vec()],
        Protocol::Http2 => vec![b"h2".to_vec()],
    };
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from("localhost").unwrap();
    timeout(PATIENCE, TlsConnector::from(Arc::new(configuration)).connect(name, stream)).await.unwrap()
}
