//! The HTTP service: the same judging and the same bulk engine as the command line, over sockets.
//!
//! A [`Server`] listens, answers until it is told to stop, and then finishes what runs. What is asked of it and what
//! it answers is decided in `routes`; `query` and `negotiation` read how the caller wants it told; `dossiers` judges;
//! `problem` says why not; `body` holds what goes over a connection and `socket` the bounds of one. What is seen of all
//! this from outside is gathered in `exchange`, counted in `metrics` (by labels out of the lists of `label`; `reason`
//! and `fault` are two of them), and tied to what callers did by the ids of `trace`.

mod body;
mod dossiers;
mod exchange;
mod fault;
mod label;
mod metrics;
mod negotiation;
mod problem;
mod query;
mod reason;
mod routes;
mod socket;
mod trace;

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZero;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use self::fault::Fault;
use self::metrics::Metrics;
use self::routes::Service;
use self::socket::{Socket, Unfinished};

/// How a server serves: where it listens, and what it allows a client.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to listen on; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// How many threads there are to judge on: a bulk request keeps them all busy.
    pub threads: usize,
    /// How many connections are served at once; others wait until one of them closes.
    pub connections: NonZero<u16>,
    /// How long the head of a request may take to arrive. A connection without a request is closed after as long.
    pub head_within: Duration,
    /// How long a dossier that is judged alone may take to arrive.
    pub body_within: Duration,
    /// How long a request may be under way without a byte coming in or going out.
    pub idle_at_most: Duration,
    /// How long requests under way may take to end once the server is told to stop.
    pub drain_within: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            connections: NonZero::new(1024).unwrap_or(NonZero::<u16>::MIN),
            head_within: Duration::from_secs(10),
            body_within: Duration::from_secs(30),
            idle_at_most: Duration::from_secs(120),
            drain_within: Duration::from_secs(30),
        }
    }
}

/// Most bytes of the head of a request: a good deal more than any client of this service has to say.
const HEAD_BYTES_MAX: usize = 16 << 10;
/// Most header fields of a request.
const HEADERS_MAX: usize = 64;
/// How many bytes a connection reads ahead, and how many it holds before it stops asking for more of an answer.
const BUFFER_BYTES: usize = 64 << 10;
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
    settings: Settings,
}

impl Server {
    /// Starts to listen. Clients can connect from here on; they are answered once the server runs.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn bind(settings: Settings) -> io::Result<Self> {
        let listener = TcpListener::bind(settings.listen).await?;
        let local_address = listener.local_addr()?;
        Ok(Self { listener, local_address, settings })
    }

    /// The address listened on, with the real port.
    #[must_use]
    pub const fn local_address(&self) -> SocketAddr {
        self.local_address
    }

    /// Serves until `shutdown` ends. Then nothing new is accepted, and what is under way is finished as far as the
    /// settings leave time for it. Gives the number of connections that had to be cut off.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> usize {
        let Self { listener, settings, .. } = self;
        let places = Arc::new(Semaphore::new(usize::from(settings.connections.get())));
        let mut connections = Connections::new(&settings);
        let mut shutdown = pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => break,
                (stream, place) = accept(&listener, &places) => connections.serve(stream, place),
            }
        }
        drop(listener);
        connections.drain(settings.drain_within).await
    }
}

/// The next connection, once there is a place for it; until then it waits with the operating system.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    // nobody closes this semaphore, so there always is a permit
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            // gone before it was accepted
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => {
                tracing::warn!(event = "accept_failed", %error, "cannot take a connection, trying again: {error}");
                sleep(ACCEPT_AGAIN_AFTER).await;
            }
        }
    }
}

/// The connections that are open.
struct Connections {
    protocol: http1::Builder,
    service: Arc<Service>,
    metrics: Arc<Metrics>,
    idle_at_most: Duration,
    open: JoinSet<()>,
    ending: GracefulShutdown,
}

impl Connections {
    fn new(settings: &Settings) -> Self {
        let metrics = Arc::new(Metrics::new());
        let mut protocol = http1::Builder::new();
        protocol
            .timer(TokioTimer::new())
            .header_read_timeout(settings.head_within)
            .max_header_size(HEAD_BYTES_MAX)
            .max_headers(HEADERS_MAX)
            .max_buf_size(BUFFER_BYTES)
            // who has nothing more to ask may still wait for the answer
            .half_close(true);
        Self {
            protocol,
            service: Arc::new(Service::new(settings.threads, settings.body_within, Arc::clone(&metrics))),
            metrics,
            idle_at_most: settings.idle_at_most,
            open: JoinSet::new(),
            ending: GracefulShutdown::new(),
        }
    }

    /// Serves a connection in a task of its own, which holds its place.
    fn serve(&mut self, stream: TcpStream, place: Option<OwnedSemaphorePermit>) {
        // an answer is better late than not at all
        let _ = stream.set_nodelay(true);
        let unfinished = Unfinished::default();
        let socket = TokioIo::new(Socket::new(stream, self.idle_at_most, unfinished.clone()));
        let service = Arc::clone(&self.service);
        let coming_in = unfinished.clone();
        let answering = service_fn(move |request| {
            let (service, unfinished) = (Arc::clone(&service), unfinished.clone());
            async move { Ok::<_, Infallible>(service.answer(request, unfinished).await) }
        });
        let connection = self.ending.watch(self.protocol.serve_connection(socket, answering));
        self.forget_closed();
        let metrics = Arc::clone(&self.metrics);
        self.open.spawn(async move {
            let open = metrics.connected();
            // a connection that fails concerns its client only, who sees it
            if let Err(error) = connection.await {
                Fault::of(&error, coming_in.is_set()).tell(&metrics);
            }
            drop((open, place));
        });
    }

    fn forget_closed(&mut self) {
        while self.open.try_join_next().is_some() {}
    }

    /// Ends all connections, each after its request under way; those that take too long are cut off and counted.
    async fn drain(mut self, within: Duration) -> usize {
        self.service.drain();
        tracing::info!(event = "draining", "stopping: finishing what runs");
        let in_time = timeout(within, self.ending.shutdown()).await.is_ok();
        if in_time {
            // the last of them have ended, or do so now
            while self.open.join_next().await.is_some() {}
        }
        while self.open.try_join_next().is_some() {}
        self.open.len()
    }
}
