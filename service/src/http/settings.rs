//! How a server serves: where it listens, whom it answers, and what it allows a client.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZero;
use std::path::PathBuf;
use std::time::Duration;

use super::admission::stream_bytes;
use super::coding::Coding;

/// How a server serves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to listen on; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// How many threads there are to judge on: a bulk request keeps them all busy.
    pub threads: usize,
    /// Whom it answers.
    pub access: Access,
    /// Certificate and key to speak TLS with; none speaks in clear.
    pub tls: Option<TlsFiles>,
    /// How many connections are served at once; others wait until one of them closes.
    pub connections: NonZero<u16>,
    /// How many of them may come from one address (IPv6: from one network of 64 bits); more are closed at once.
    pub connections_per_address: NonZero<u16>,
    /// How many bytes the requests under way may hold in memory, all together; more are answered with 503.
    pub bytes_in_flight: usize,
    /// How long the head of a request may take to arrive. A connection without a request is closed after as long.
    pub head_within: Duration,
    /// How long a dossier that is judged alone may take to arrive.
    pub body_within: Duration,
    /// What a stream of dossiers may come to.
    pub bulk: BulkLimits,
    /// How long a connection may go without a byte coming in or going out while something is waited for.
    pub idle_at_most: Duration,
    /// How long the server goes on as ever once it is told to stop, but for saying that it is not ready.
    pub drain_after: Duration,
    /// How long requests under way may then take to end.
    pub drain_within: Duration,
}

/// Whom a server answers. Where neither is asked for, anyone.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// A file with the names and hashes of bearer tokens, one of which is asked for.
    pub tokens: Option<PathBuf>,
    /// The certificates (PEM) of those who vouch for clients: a certificate from one of them is asked for, over TLS.
    pub client_ca: Option<PathBuf>,
}

/// The files of a server that speaks TLS.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// Its certificates (PEM), its own first.
    pub certificate: PathBuf,
    /// The key of its own certificate (PEM).
    pub key: PathBuf,
}

/// What a stream of dossiers may come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BulkLimits {
    /// Most bytes, unpacked.
    pub bytes: u64,
    /// Most records.
    pub records: u64,
    /// How long it may take from its head to its last byte.
    pub within: Duration,
}

impl Access {
    /// Whether anyone is answered.
    #[must_use]
    pub const fn is_anonymous(&self) -> bool {
        self.tokens.is_none() && self.client_ca.is_none()
    }
}

impl Settings {
    /// The least that has to be in flight for a stream to be admitted at all, however it is packed.
    #[must_use]
    pub const fn bytes_in_flight_min(&self) -> usize {
        stream_bytes(self.threads) + Coding::Zstd.bytes_held()
    }

    /// Whether no other machine can reach the server.
    #[must_use]
    pub const fn is_local(&self) -> bool {
        match self.listen.ip() {
            IpAddr::V4(address) => address.is_loopback(),
            IpAddr::V6(address) => address.is_loopback(),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            access: Access::default(),
            tls: None,
            connections: at_least_one(1024),
            connections_per_address: at_least_one(256),
            bytes_in_flight: 256 << 20,
            head_within: Duration::from_secs(10),
            body_within: Duration::from_secs(30),
            bulk: BulkLimits::default(),
            idle_at_most: Duration::from_secs(120),
            drain_after: Duration::ZERO,
            drain_within: Duration::from_secs(30),
        }
    }
}

impl Default for BulkLimits {
    fn default() -> Self {
        Self { bytes: 16 << 30, records: 10_000_000, within: Duration::from_secs(3600) }
    }
}

fn at_least_one(number: u16) -> NonZero<u16> {
    NonZero::new(number).unwrap_or(NonZero::<u16>::MIN)
}
