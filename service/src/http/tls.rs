//! TLS: the certificate that a server shows, and those it asks of its clients.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, ServerConnection};
use tokio_rustls::server::TlsStream;
use tokio_rustls::{TlsAcceptor, rustls};

use super::settings::{Access, TlsFiles};
use crate::digest::Digest;

/// The protocols spoken over TLS, the one preferred first, as clients name them (RFC 7301).
const PROTOCOLS: [&[u8]; 2] = [HTTP_2, b"http/1.1"];
const HTTP_2: &[u8] = b"h2";

/// How TLS is spoken, as the files say that were read last.
#[derive(Debug)]
pub(super) struct Tls {
    files: TlsFiles,
    client_ca: Option<PathBuf>,
    read: RwLock<Arc<ServerConfig>>,
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    /// When one of them cannot be read or does not hold what it should, or certificate and key do not go together.
    pub(super) fn read(files: TlsFiles, access: &Access) -> io::Result<Self> {
        let client_ca = access.client_ca.clone();
        let read = RwLock::new(Arc::new(configuration(&files, client_ca.as_deref())?));
        Ok(Self { files, client_ca, read })
    }

    /// Reads the files again, for connections from now on.
    ///
    /// # Errors
    /// As when they were read first. What was read before goes on to hold.
    pub(super) fn read_again(&self) -> io::Result<()> {
        let read = Arc::new(configuration(&self.files, self.client_ca.as_deref())?);
        // nothing can go wrong while it is replaced
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = read;
        Ok(())
    }

    /// Agrees with a client on how to go on in secret.
    ///
    /// # Errors
    /// When they do not agree, or the connection fails.
    pub(super) async fn accept<S: AsyncRead + AsyncWrite + Unpin>(&self, socket: S) -> io::Result<TlsStream<S>> {
        let configuration = Arc::clone(&self.read.read().unwrap_or_else(PoisonError::into_inner));
        TlsAcceptor::from(configuration).accept(socket).await
    }
}

/// Whether a client chose HTTP/2.
pub(super) fn speaks_http_2(connection: &ServerConnection) -> bool {
    connection.alpn_protocol() == Some(HTTP_2)
}

/// What the certificate of a client is known by: the start of its SHA-256. None where it showed none.
pub(super) fn fingerprint(connection: &ServerConnection) -> Option<String> {
    let certificate = connection.peer_certificates()?.first()?;
    // 64 bits of it: enough to tell the certificates of one service apart
    Some(format!("certificate {:.16}", Digest::of(certificate).to_string()))
}

fn configuration(files: &TlsFiles, client_ca: Option<&Path>) -> io::Result<ServerConfig> {
    let certificates = certificates(&files.certificate)?;
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(unreadable("a key (PEM, without a passphrase)", &files.key))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?;
    let builder = match client_ca {
        None => builder.with_no_client_auth(),
        Some(path) => {
            let mut roots = RootCertStore::empty();
            for certificate in self::certificates(path)? {
                roots.add(certificate).map_err(unreadable("a certificate (PEM)", path))?;
            }
            // what is public is told to clients without a certificate too: see `authentication`
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
                .allow_unauthenticated()
                .build()
                .map_err(unreadable("certificates (PEM)", path))?;
            builder.with_client_cert_verifier(verifier)
        }
    };
    let mut configuration =
        builder.with_single_cert(certificates, key).map_err(unreadable("the key of the certificate", &files.key))?;
    configuration.alpn_protocols = PROTOCOLS.map(Vec::from).into();
    Ok(configuration)
}

fn certificates(path: &Path) -> io::Result<Vec<CertificateDer<'static>>> {
    let read = CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let certificates = read.map_err(unreadable("certificates (PEM)", path))?;
    if certificates.is_empty() {
        return Err(unreadable("certificates (PEM)", path)("there is none in it"));
    }
    Ok(certificates)
}

fn unreadable<E: std::fmt::Display>(what: &str, path: &Path) -> impl FnOnce(E) -> io::Error {
    move |error| io::Error::other(format!("cannot read {what} from {}: {error}", path.display()))
}
