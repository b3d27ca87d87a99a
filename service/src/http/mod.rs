//! The HTTP service: the same judging and the same bulk engine as the command line, over sockets.
//!
//! A [`Server`] listens as its [`Settings`] say, answers until it is told to stop, and then finishes what runs. What is
//! asked of it and what it answers is decided in `routes`; `authentication` knows who asks and `admission` how much may be
//! under way; `query`, `negotiation` and `coding` read how the caller wants it told; `dossiers` judges; `problem` says why
//! not; `body` holds what goes over a connection, `connections` and `tls` how one is spoken over, and `socket` the bounds
//! of one, of which `alarm` tells that they are reached. What is seen of all this from outside is gathered in `exchange`,
//! counted in `metrics` (by labels out of the lists of `label`; `reason` and `fault` are two of them), and tied to what
//! callers did by the ids of `trace`.

mod admission;
mod alarm;
pub(crate) mod authentication;
mod body;
mod coding;
mod connections;
mod document;
mod dossiers;
mod exchange;
mod fault;
mod headers;
mod label;
mod limits;
mod metrics;
mod negotiation;
mod openapi;
mod problem;
mod query;
mod reason;
mod routes;
mod settings;
mod socket;
mod tls;
mod trace;
mod under_way;

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::sleep;

use self::authentication::Authentication;
use self::connections::Connections;
use self::routes::Service;
pub use self::settings::{Access, BulkLimits, Settings, TlsFiles};
use self::tls::Tls;

/// How long to wait before another try when no connection can be accepted, as when files have run out.
const ACCEPT_AGAIN_AFTER: Duration = Duration::from_millis(100);

/// A server that listens.
///
/// ```
/// use registertoets_service::http::{Server, Settings};
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// let settings = Settings { listen: ([127, 0, 0, 1], 0).into(), ..Settings::default() };
/// let server = Server::bind(settings).await?;
/// println!("listening on http://{}", server.local_address());
/// let cut_off = server.run(async { /* until this ends */ }).await;
/// assert_eq!(cut_off, 0);
/// # std::io::Result::Ok(()) })?;
/// # std::io::Result::Ok(())
/// ```
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    local_address: SocketAddr,
    files: Files,
    settings: Settings,
}

/// What a server reads from files: its certificate, and whom it answers.
#[derive(Clone, Debug)]
pub struct Files {
    tls: Option<Arc<Tls>>,
    authentication: Arc<Authentication>,
}

impl Files {
    /// Reads the files that the settings name.
    ///
    /// # Errors
    /// When one of them cannot be read, or does not hold what it should: the error says which.
    pub fn read(settings: &Settings) -> io::Result<Self> {
        let tls = settings.tls.clone().map(|files| Tls::read(files, &settings.access)).transpose()?;
        Ok(Self { tls: tls.map(Arc::new), authentication: Arc::new(Authentication::read(&settings.access)?) })
    }

    /// Reads them again: the certificate for connections from now on, the tokens for requests from now on. Tells of each
    /// what came of it, and how many tokens there are; what could not be read again stays as it was.
    pub fn read_again(&self) -> Vec<(&'static str, io::Result<String>)> {
        let tls = self.tls.as_ref().map(|tls| ("certificate and key are", tls.read_again().map(|()| String::new())));
        let tokens =
            self.authentication.read_again().map(|read| ("tokens are", read.map(|count| format!(": {count}"))));
        tls.into_iter().chain(tokens).collect()
    }
}

impl Server {
    /// Starts to listen. Clients can connect from here on; they are answered once the server runs.
    ///
    /// # Errors
    /// When a file of the settings cannot be read, or the address cannot be listened on.
    pub async fn bind(settings: Settings) -> io::Result<Self> {
        let files = Files::read(&settings)?;
        let listener = TcpListener::bind(settings.listen)
            .await
            .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {}: {error}", settings.listen)))?;
        let local_address = listener.local_addr()?;
        Ok(Self { listener, local_address, files, settings })
    }

    /// The address listened on, with the real port.
    #[must_use]
    pub const fn local_address(&self) -> SocketAddr {
        self.local_address
    }

    /// The files that it read, to read them again while it runs.
    #[must_use]
    pub fn files(&self) -> Files {
        self.files.clone()
    }

    /// Serves until `shutdown` ends. Then it says that it is not ready, and goes on for as long as the settings say;
    /// after that nothing new is accepted, and what is under way is finished as far as the settings leave time for it.
    /// Gives the number of connections that had to be cut off.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> usize {
        let Self { listener, files, settings, .. } = self;
        let places = Arc::new(Semaphore::new(usize::from(settings.connections.get())));
        let service = Arc::new(Service::new(&settings, files.authentication));
        let mut connections = Connections::new(&settings, Arc::clone(&service), files.tls);
        let stop = async {
            shutdown.await;
            service.drain();
            tracing::info!(event = "draining", "stopping: finishing what runs");
            sleep(settings.drain_after).await;
        };
        let mut stop = pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                (stream, address, place) = accept(&listener, &places) => connections.serve(stream, address, place),
            }
        }
        drop(listener);
        connections.drain(settings.drain_within).await
    }
}

/// The next connection, once there is a place for it; until then it waits with the operating system.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    // nobody closes this semaphore, so there always is a permit
    let place = Arc::clone(places).acquire_owned().await.ok();
    let mut failed = false;
    loop {
        match listener.accept().await {
            Ok((stream, address)) => return (stream, address, place),
            // gone before it was accepted
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => {
                // told once, and not each time it is tried
                if !failed {
                    tracing::warn!(event = "accept_failed", %error, "cannot take a connection, trying again: {error}");
                }
                failed = true;
                sleep(ACCEPT_AGAIN_AFTER).await;
            }
        }
    }
}
