//! `registertoets serve`: the same over HTTP.

use std::fs;
use std::net::SocketAddr;
use std::num::NonZero;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::builder::BoolishValueParser;
use clap::{Args, value_parser};
use tokio::runtime::{self, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::configuration::Setting;
use super::{Ending, threads_available};
use crate::failure::Failure;
use crate::http::{Access, BulkLimits, Files, Server, Settings, TlsFiles};
use crate::log::{self, Format, Level};
use crate::output::Output;

/// Judge dossiers over HTTP, one by one or in streams.
///
/// A stream is read no faster than its answer is taken, so a client has to read while it sends.
///
/// Every setting can be given as an option, in the environment, or in a file: `--drain-seconds 60`,
/// `REGISTERTOETS_DRAIN_SECONDS=60`, or the line `drain-seconds = 60` in the TOML file that --config names. An option goes
/// before the environment, and that before the file.
///
/// Serves until it is told to stop by SIGTERM or Ctrl-C. Then it takes no new connections, finishes the requests that
/// are under way, and ends; a second signal ends it at once. SIGHUP has it read certificate, key and tokens again.
#[derive(Debug, Args)]
#[command(after_help = "\
What can be asked:
  POST /v1/dossiers/_evaluate  one dossier, one outcome
  POST /v1/dossiers/_bulk      a stream of dossiers, answered while it is read
  GET  /v1/rules               the rules, with their articles
  GET  /v1/limits              every limit that a client can hit
  GET  /v1/openapi.json        all this for programs; /v1/schemas/dossier.json and outcome.json
  GET  /healthz, /readyz       whether it runs; whether it takes requests
  GET  /metrics                what it did so far, as OpenMetrics text for Prometheus
  The two posts take ?asOf=YYYY-MM-DD, ?detail=full|failing|verdict, ?lang=nl|en and ?receipt=true;
  the stream ?summary=true besides.

Examples:
  registertoets serve
  registertoets serve --listen [::1]:9000 --drain-seconds 120
  registertoets serve --config /etc/registertoets/serve.toml --check
  registertoets serve --listen 0.0.0.0:8443 --tls-certificate chain.pem --tls-key key.pem --tokens tokens
  curl -H 'Content-Type: application/json' --data-binary @dossier.json \\
    'http://127.0.0.1:8080/v1/dossiers/_evaluate?lang=en'
  curl -H 'Content-Type: application/x-ndjson' --no-buffer -T register.ndjson -X POST \\
    'http://127.0.0.1:8080/v1/dossiers/_bulk?detail=failing'

Exit status:
  0  it was told to stop, and stopped
  1  it could not read its files or not listen
  2  wrong usage, or settings that are not safe")]
pub(super) struct Arguments {
    /// Read settings from this TOML file
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Tell the settings that hold, where each is from and what is risky about them, and end
    #[arg(long)]
    check: bool,
    /// Address and port to listen on; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080", value_parser = parse_address)]
    listen: SocketAddr,
    /// Threads to judge on [default: all cores]
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Answer those only who show a bearer token of this file: see `registertoets token`
    #[arg(long, value_name = "FILE")]
    tokens: Option<PathBuf>,
    /// Answer those only who show a certificate that was signed by one in this PEM file
    #[arg(long, value_name = "FILE")]
    client_ca: Option<PathBuf>,
    /// Answer anyone, also when other machines can reach the address
    #[arg(long, value_parser = BoolishValueParser::new())]
    allow_anonymous: bool,
    /// Speak TLS, with the certificates in this PEM file, the service's own first
    #[arg(long, value_name = "FILE")]
    tls_certificate: Option<PathBuf>,
    /// The key of the service's own certificate, a PEM file
    #[arg(long, value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// Connections served at once; others wait for a place
    #[arg(long, value_name = "N", default_value = "1024")]
    connections: NonZero<u16>,
    /// Connections from one address; more are closed at once
    #[arg(long, value_name = "N", default_value = "256")]
    connections_per_address: NonZero<u16>,
    /// Memory that requests under way may hold; more are answered with 503
    #[arg(long, value_name = "BYTES", default_value = "256MiB", value_parser = parse_bytes)]
    bytes_in_flight: u64,
    /// How long the head of a request may take to arrive
    #[arg(long, value_name = "N", default_value = "10", value_parser = seconds(1))]
    head_seconds: u64,
    /// How long one dossier may take to arrive
    #[arg(long, value_name = "N", default_value = "30", value_parser = seconds(1))]
    body_seconds: u64,
    /// How long a connection may go without a byte coming in or going out
    #[arg(long, value_name = "N", default_value = "120", value_parser = seconds(1))]
    idle_seconds: u64,
    /// Most bytes of a stream, unpacked
    #[arg(long, value_name = "BYTES", default_value = "16GiB", value_parser = parse_bytes)]
    bulk_bytes: u64,
    /// Most records of a stream
    #[arg(long, value_name = "N", default_value = "10000000", value_parser = value_parser!(u64).range(1..))]
    bulk_records: u64,
    /// How long a stream may take
    #[arg(long, value_name = "N", default_value = "3600", value_parser = seconds(1))]
    bulk_seconds: u64,
    /// How long it goes on as ever once it is told to stop, but for /readyz, so that others are asked instead
    #[arg(long, value_name = "N", default_value = "0", value_parser = seconds(0))]
    drain_delay_seconds: u64,
    /// How long requests under way may then take to end
    #[arg(long, value_name = "N", default_value = "30", value_parser = seconds(0))]
    drain_seconds: u64,
    /// How the log is written, on standard error
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    log_format: Format,
    /// What the log tells: this and what is graver
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log_level: Level,
}

impl Arguments {
    /// The file of settings, if one is named.
    pub(super) fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// The settings that these arguments come to.
    fn settings(&self) -> Result<Settings, Failure> {
        let tls = match (&self.tls_certificate, &self.tls_key) {
            (None, None) => None,
            (Some(certificate), Some(key)) => Some(TlsFiles { certificate: certificate.clone(), key: key.clone() }),
            _ => return Err(wrong("tls-certificate and tls-key go together: give both, or neither")),
        };
        if self.client_ca.is_some() && tls.is_none() {
            return Err(wrong("client-ca asks for TLS: give tls-certificate and tls-key too"));
        }
        let settings = Settings {
            listen: self.listen,
            threads: self.threads.map_or_else(threads_available, usize::from),
            access: Access { tokens: self.tokens.clone(), client_ca: self.client_ca.clone() },
            tls,
            connections: self.connections,
            connections_per_address: self.connections_per_address,
            bytes_in_flight: usize::try_from(self.bytes_in_flight).unwrap_or(usize::MAX),
            head_within: Duration::from_secs(self.head_seconds),
            body_within: Duration::from_secs(self.body_seconds),
            bulk: BulkLimits {
                bytes: self.bulk_bytes,
                records: self.bulk_records,
                within: Duration::from_secs(self.bulk_seconds),
            },
            idle_at_most: Duration::from_secs(self.idle_seconds),
            drain_after: Duration::from_secs(self.drain_delay_seconds),
            drain_within: Duration::from_secs(self.drain_seconds),
        };
        let least = settings.bytes_in_flight_min();
        if settings.bytes_in_flight < least {
            return Err(wrong(&format!("bytes-in-flight is too little for one stream: give at least {least}")));
        }
        Ok(settings)
    }

    /// Whether it is said that anyone may ask, where that has to be said.
    fn see_who_is_answered(&self, settings: &Settings) -> Result<(), Failure> {
        if settings.is_local() || !settings.access.is_anonymous() || self.allow_anonymous {
            return Ok(());
        }
        let listen = settings.listen;
        Err(wrong(&format!(
            "anyone could ask at {listen}: give tokens, client-ca, or allow-anonymous, or listen on 127.0.0.1"
        )))
    }
}

fn wrong(what: &str) -> Failure {
    Failure::Usage(what.to_owned())
}

fn seconds(least: u64) -> impl clap::builder::TypedValueParser<Value = u64> {
    value_parser!(u64).range(least..=86_400)
}

fn parse_address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| "expected an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080")
}

fn parse_bytes(text: &str) -> Result<u64, &'static str> {
    const UNITS: [(&str, u32); 4] = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("", 0)];
    let sizes = UNITS.iter().filter_map(|(unit, shift)| {
        let number: u64 = text.strip_suffix(unit)?.trim_end().parse().ok()?;
        number.checked_mul(1 << shift).filter(|bytes| *bytes > 0)
    });
    sizes.into_iter().next().ok_or("expected a number of bytes above 0, such as 1048576, 1024KiB, 1MiB or 1GiB")
}

pub(super) fn run(arguments: &Arguments, given: &[Setting]) -> Result<Ending, Failure> {
    let settings = arguments.settings()?;
    if arguments.check {
        return check(arguments, &settings, given);
    }
    arguments.see_who_is_answered(&settings)?;
    let _log = log::start(arguments.log_format, arguments.log_level);
    runtime(settings.threads)?.block_on(serve(settings)).or_else(|failure| {
        // whoever collects the log wants to find this in it, in its format
        tracing::error!(event = "failed", "{failure}");
        Ok(Ending::Failed(failure.exit_status()))
    })
}

/// After how many tasks a thread looks for what has come in. By itself it would after 61: with 8, requests for a dossier in
/// JSON took 3 to 8 % less of the processors, binary ones and streams as much as before.
const TASKS_BEFORE_EVENTS: u32 = 8;

/// What runs the service, on so many threads.
fn runtime(threads: usize) -> Result<Runtime, Failure> {
    runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .event_interval(TASKS_BEFORE_EVENTS)
        .enable_all()
        .build()
        .map_err(Failure::io("cannot start threads"))
}

/// Tells the settings that hold, and what is risky about them.
fn check(arguments: &Arguments, settings: &Settings, given: &[Setting]) -> Result<Ending, Failure> {
    let mut page = String::new();
    let threads = settings.threads.to_string();
    for Setting { name, value, source } in given {
        // how many cores there are is known here only
        let value = if name == "threads" { &threads } else { value };
        page += &format!("{name:<24}{value:<24}{source}\n");
    }
    for risk in risks(settings) {
        page += &format!("risk: {risk}\n");
    }
    let mut output = Output::create(None)?;
    output.write(page.as_bytes())?;
    output.finish()?;
    arguments.see_who_is_answered(settings)?;
    Files::read(settings).map_err(Failure::Start)?;
    Ok(Ending::Done)
}

/// What an operator should know of these settings.
fn risks(settings: &Settings) -> Vec<String> {
    let mut risks = Vec::new();
    if !settings.is_local() && settings.access.is_anonymous() {
        risks.push(format!("anyone who can reach {} is answered: give tokens or client-ca", settings.listen));
    }
    if !settings.is_local() && settings.tls.is_none() {
        risks.push("dossiers and tokens can be read on their way: give tls-certificate and tls-key".to_owned());
    }
    if settings.connections_per_address >= settings.connections {
        risks.push(
            "one address can take all connections: give connections-per-address less than connections".to_owned(),
        );
    }
    let secrets = settings.tls.iter().map(|tls| &tls.key).chain(&settings.access.tokens);
    for secret in secrets.filter(|secret| others_can(READ, secret)) {
        risks.push(format!("other users of this machine can read {}: chmod o-r", secret.display()));
    }
    let trusted = settings.tls.iter().flat_map(|tls| [&tls.certificate, &tls.key]);
    for file in trusted.chain(&settings.access.tokens).chain(&settings.access.client_ca) {
        if others_can(WRITE, file) {
            risks.push(format!("other users of this machine can change {}: chmod o-w", file.display()));
        }
    }
    risks
}

/// What others than owner and group may do with a file, as bits of its mode.
const READ: u32 = 0o004;
const WRITE: u32 = 0o002;

fn others_can(what: u32, path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.permissions().mode() & what != 0)
}

async fn serve(settings: Settings) -> Result<Ending, Failure> {
    let drain_within = settings.drain_within;
    let risks = risks(&settings);
    let (mut first, mut second) = (StopSignals::new()?, StopSignals::new()?);
    let mut hang_up = listen_for(SignalKind::hangup())?;
    let scheme = if settings.tls.is_some() { "https" } else { "http" };
    let server = Server::bind(settings).await.map_err(Failure::Start)?;
    let address = server.local_address();
    tracing::info!(event = "listening", %address, "listening on {scheme}://{address}");
    for risk in risks {
        tracing::warn!(event = "risk", "risk: {risk}");
    }
    let files = server.files();
    let read_again = async {
        while hang_up.recv().await.is_some() {
            let files = files.clone();
            // nobody waits while files are read
            let _ = tokio::task::spawn_blocking(move || read_again(&files)).await;
        }
    };
    let told_twice = async {
        second.next().await;
        second.next().await;
    };
    tokio::select! {
        cut_off = server.run(first.next()) => match cut_off {
            0 => tracing::info!(event = "stopped", cut_off, "stopped"),
            _ => tracing::warn!(
                event = "stopped",
                cut_off,
                "stopped, connections cut off after {drain_within:?}: {cut_off}"
            ),
        },
        () = told_twice => tracing::warn!(event = "stopped", "stopped at once"),
        () = read_again => {}
    }
    Ok(Ending::Done)
}

/// Reads the files again, and tells of each what came of it.
fn read_again(files: &Files) {
    for (what, read) in files.read_again() {
        match read {
            Ok(said) => tracing::info!(event = "read_again", "{what} read again{said}"),
            Err(error) => tracing::error!(event = "read_again_failed", "{what} as before: {error}"),
        }
    }
}

fn listen_for(kind: SignalKind) -> Result<Signal, Failure> {
    signal(kind).map_err(Failure::io("cannot listen for signals"))
}

/// The signals that tell a service to stop: SIGTERM, and SIGINT as Ctrl-C sends it.
struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    fn new() -> Result<Self, Failure> {
        Ok(Self { terminate: listen_for(SignalKind::terminate())?, interrupt: listen_for(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_with_their_unit() {
        for (text, bytes) in [("1", 1), ("4096", 4096), ("3KiB", 3072), ("256 MiB", 256 << 20), ("16GiB", 16 << 30)] {
            assert_eq!(parse_bytes(text), Ok(bytes), "{text}");
        }
        for text in ["", "0", "-1", "1.5GiB", "1MB", "MiB", "99999999999GiB", "0KiB"] {
            assert!(parse_bytes(text).is_err(), "{text}");
        }
    }
}
