//! The connections that are open: which protocol is spoken over each, and how they end.

use std::collections::HashMap;
use std::convert::Infallible;
use std::error::Error;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::alarm::HeadTimer;
use super::exchange::SeenBody;
use super::fault::Fault;
use super::reason::Reason;
use super::routes::Service;
use super::settings::Settings;
use super::socket::{Socket, Unfinished};
use super::tls::{self, Tls};
use super::under_way::Requests;

/// Most bytes of the head of a request: a good deal more than any client of this service has to say.
pub(super) const HEAD_BYTES_MAX: usize = 16 << 10;
/// Most header fields of a request.
pub(super) const HEADERS_MAX: usize = 64;
/// How many bytes a connection reads ahead, and how many it holds before it stops asking for more of an answer.
const BUFFER_BYTES: usize = 64 << 10;
/// How many requests may be under way over one connection of HTTP/2.
pub(super) const STREAMS_MAX: u32 = 64;
/// How many bytes one of them may send ahead. All together may send as many each, so that one that is not read holds up no
/// other; what they hold is part of what each was admitted with.
const WINDOW_BYTES: u32 = 256 << 10;

/// The connections that are open.
pub(super) struct Connections {
    protocols: Arc<Protocols>,
    idle_at_most: Duration,
    addresses: Addresses,
    open: JoinSet<()>,
    ending: GracefulShutdown,
    stopping: CancellationToken,
}

impl Connections {
    pub(super) fn new(settings: &Settings, service: Arc<Service>, tls: Option<Arc<Tls>>) -> Self {
        Self {
            protocols: Arc::new(Protocols::new(settings, service, tls)),
            idle_at_most: settings.idle_at_most,
            addresses: Addresses::new(settings.connections_per_address.get()),
            open: JoinSet::new(),
            ending: GracefulShutdown::new(),
            stopping: CancellationToken::new(),
        }
    }

    /// Serves a connection in a task of its own, which holds its place; unless too many come from its address: then it
    /// is closed.
    pub(super) fn serve(&mut self, stream: TcpStream, address: SocketAddr, place: Option<OwnedSemaphorePermit>) {
        self.forget_closed();
        let metrics = Arc::clone(self.protocols.service.counted());
        let Some(counted) = self.addresses.count(address.ip()) else {
            metrics.refused(Reason::TooManyConnections);
            return;
        };
        // an answer is better late than not at all
        let _ = stream.set_nodelay(true);
        let unfinished = Unfinished::default();
        let socket = Socket::new(stream, self.idle_at_most, unfinished.clone());
        let (protocols, watcher) = (Arc::clone(&self.protocols), self.ending.watcher());
        let stopping = self.stopping.clone();
        self.open.spawn(async move {
            let open = metrics.connected();
            // a connection that fails concerns its client only, who sees it
            if let Err(error) = protocols.speak(socket, unfinished.clone(), watcher, stopping).await {
                Fault::of(&*error, unfinished.is_set()).tell(&metrics);
            }
            // no longer counted before another takes its place
            drop((open, counted, place));
        });
    }

    fn forget_closed(&mut self) {
        while self.open.try_join_next().is_some() {}
    }

    /// Ends all connections, each after its requests under way; those that take too long are cut off and counted.
    pub(super) async fn drain(mut self, within: Duration) -> usize {
        self.stopping.cancel();
        let in_time = timeout(within, self.ending.shutdown()).await.is_ok();
        if in_time {
            // the last of them have ended, or do so now
            while self.open.join_next().await.is_some() {}
        }
        while self.open.try_join_next().is_some() {}
        self.open.len()
    }
}

/// Why a connection failed.
type Failed = Box<dyn Error + Send + Sync>;

/// How connections are spoken over.
struct Protocols {
    http_1: http1::Builder,
    http_2: http2::Builder<TokioExecutor>,
    tls: Option<Arc<Tls>>,
    service: Arc<Service>,
    head_within: Duration,
    idle_at_most: Duration,
}

/// What is known of who is at the other end of a connection.
#[derive(Debug)]
pub(super) struct Peer {
    /// What its certificate is known by, if it showed one.
    pub(super) certificate: Option<Arc<str>>,
    /// Whether nobody can listen in.
    pub(super) is_secret: bool,
    /// Whether a request may be coming in.
    pub(super) unfinished: Unfinished,
    /// The requests under way, where several can be.
    pub(super) requests: Option<Arc<Requests>>,
}

impl Protocols {
    fn new(settings: &Settings, service: Arc<Service>, tls: Option<Arc<Tls>>) -> Self {
        let mut http_1 = http1::Builder::new();
        http_1
            .header_read_timeout(settings.head_within)
            .max_header_size(HEAD_BYTES_MAX)
            .max_headers(HEADERS_MAX)
            .max_buf_size(BUFFER_BYTES)
            // who has nothing more to ask may still wait for the answer
            .half_close(true);
        let mut http_2 = http2::Builder::new(TokioExecutor::new());
        http_2
            .timer(TokioTimer::new())
            .max_header_list_size(HEAD_BYTES_MAX as u32)
            .max_concurrent_streams(STREAMS_MAX)
            .initial_stream_window_size(WINDOW_BYTES)
            .initial_connection_window_size(STREAMS_MAX * WINDOW_BYTES)
            .max_send_buf_size(BUFFER_BYTES);
        let Settings { head_within, idle_at_most, .. } = *settings;
        Self { http_1, http_2, tls, service, head_within, idle_at_most }
    }

    /// Speaks with a client until either side ends it.
    async fn speak(
        &self,
        mut socket: Socket,
        unfinished: Unfinished,
        watcher: Watcher,
        stopping: CancellationToken,
    ) -> Result<(), Failed> {
        let peer = Peer { certificate: None, is_secret: self.tls.is_some(), unfinished, requests: None };
        let Some(tls) = &self.tls else {
            let http_2 = self.begun(socket.speaks_http_2(), stopping).await?;
            if http_2 {
                socket.close_at_once();
            }
            return Box::pin(self.answer(socket, http_2, peer, watcher)).await;
        };
        // each in a place of its own: a connection holds what it is spoken over with, and no more
        let mut stream = self.begun(Box::pin(tls.accept(socket)), stopping).await?;
        // what TLS was agreed on with is no request
        peer.unfinished.clear();
        let (socket, connection) = stream.get_mut();
        let http_2 = tls::speaks_http_2(connection);
        let peer = Peer { certificate: tls::fingerprint(connection).map(Arc::from), ..peer };
        if http_2 {
            socket.close_at_once();
        }
        Box::pin(self.answer(stream, http_2, peer, watcher)).await
    }

    /// The beginning of a connection: it may not take long, and a server that stops does not wait for it.
    async fn begun<T>(
        &self,
        beginning: impl Future<Output = io::Result<T>>,
        stopping: CancellationToken,
    ) -> io::Result<T> {
        tokio::select! {
            begun = timeout(self.head_within, beginning) => begun?,
            () = stopping.cancelled() => Err(io::ErrorKind::ConnectionAborted.into()),
        }
    }

    /// Answers what is asked over a connection.
    async fn answer<S>(&self, stream: S, http_2: bool, peer: Peer, watcher: Watcher) -> Result<(), Failed>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let requests = http_2.then(|| Requests::new(self.head_within, self.idle_at_most));
        let unfinished = peer.unfinished.clone();
        let peer = Arc::new(Peer { requests: requests.clone(), ..peer });
        let service = Arc::clone(&self.service);
        let answering = service_fn(move |request: Request<Incoming>| {
            let (service, peer) = (Arc::clone(&service), Arc::clone(&peer));
            async move { Ok::<Response<SeenBody>, Infallible>(service.answer(request, &peer).await) }
        });
        let stream = TokioIo::new(stream);
        let Some(requests) = requests else {
            let mut http_1 = self.http_1.clone();
            http_1.timer(HeadTimer::new(self.head_within));
            let connection = watcher.watch(http_1.serve_connection(stream, answering));
            return Box::pin(connection).await.map_err(Failed::from);
        };
        let connection = watcher.watch(self.http_2.serve_connection(stream, answering));
        let ended = tokio::select! {
            ended = Box::pin(connection) => ended.map_err(Failed::from),
            () = requests.late() => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
        };
        if requests.are_none() {
            // what came in since the last of them is of the connection, and of no request
            unfinished.clear();
        }
        ended
    }
}

/// How many connections each address has.
struct Addresses {
    most: u16,
    open: Arc<Mutex<HashMap<IpAddr, u16>>>,
}

/// A connection that is counted, until it is dropped.
struct Counted {
    network: IpAddr,
    open: Arc<Mutex<HashMap<IpAddr, u16>>>,
}

impl Addresses {
    fn new(most: u16) -> Self {
        Self { most, open: Arc::default() }
    }

    /// Counts a connection from an address; none where there are too many.
    fn count(&self, address: IpAddr) -> Option<Counted> {
        let network = network_of(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(network).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Counted { network, open: Arc::clone(&self.open) })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get_mut(&self.network) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(open.remove(&self.network)),
        }
    }
}

/// What counts as one address: with IPv6 a network of 64 bits, since whoever has one has all of it.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_has_so_many_connections_and_no_more() {
        let addresses = Addresses::new(2);
        let one = addresses.count(address("10.0.0.1")).unwrap();
        let _two = addresses.count(address("10.0.0.1")).unwrap();
        assert!(addresses.count(address("10.0.0.1")).is_none());
        assert!(addresses.count(address("::ffff:10.0.0.1")).is_none());
        assert!(addresses.count(address("10.0.0.2")).is_some());
        drop(one);
        assert!(addresses.count(address("10.0.0.1")).is_some());
    }

    #[test]
    fn what_no_longer_has_connections_is_forgotten() {
        let addresses = Addresses::new(2);
        drop(addresses.count(address("10.0.0.1")));
        assert!(addresses.open.lock().unwrap().is_empty());
    }

    #[test]
    fn a_network_of_64_bits_is_one_address() {
        assert_eq!(network_of(address("2001:db8:1:2:3:4:5:6")), address("2001:db8:1:2::"));
        assert_ne!(network_of(address("2001:db8:1:2::")), network_of(address("2001:db8:1:3::")));
        assert_eq!(network_of(address("192.0.2.7")), address("192.0.2.7"));
    }
}
