//! `registertoets serve`: the same over HTTP.

use std::net::SocketAddr;
use std::num::NonZero;
use std::time::Duration;

use clap::Args;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::{Ending, runtime, threads_available};
use crate::failure::Failure;
use crate::http::{Server, Settings};

/// Judge dossiers over HTTP, one by one or in streams.
///
/// A stream is read no faster than its answer is taken, so a client has to read while it sends.
///
/// Serves until it is told to stop by SIGTERM or Ctrl-C. Then it takes no new connections, finishes the requests that
/// are under way, and ends; a second signal ends it at once.
#[derive(Debug, Args)]
#[command(after_help = "\
What can be asked:
  POST /v1/dossiers/_evaluate  one dossier, one outcome
  POST /v1/dossiers/_bulk      a stream of dossiers, answered while it is read
  GET  /v1/rules               the rules, with their articles
  GET  /healthz, /readyz       whether it runs; whether it takes requests
  The two posts take ?asOf=YYYY-MM-DD, ?detail=full|failing|verdict, ?lang=nl|en and ?receipt=true;
  the stream ?summary=true besides.

Examples:
  registertoets serve
  registertoets serve --listen [::1]:9000 --drain-seconds 120
  curl -H 'Content-Type: application/json' --data-binary @dossier.json \\
    'http://127.0.0.1:8080/v1/dossiers/_evaluate?lang=en'
  curl -H 'Content-Type: application/x-ndjson' --no-buffer -T register.ndjson -X POST \\
    'http://127.0.0.1:8080/v1/dossiers/_bulk?detail=failing'

Exit status:
  0  it was told to stop, and stopped
  1  it could not listen
  2  wrong usage")]
pub(super) struct Arguments {
    /// Address and port to listen on; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080", value_parser = parse_address)]
    listen: SocketAddr,
    /// Connections served at once; others wait for a place
    #[arg(long, value_name = "N", default_value = "1024")]
    connections: NonZero<u16>,
    /// How long requests under way may take to end once it is told to stop
    #[arg(long, value_name = "N", default_value = "30", value_parser = clap::value_parser!(u64).range(..=86_400))]
    drain_seconds: u64,
    /// How long a request may be under way without a byte coming in or going out
    #[arg(long, value_name = "N", default_value = "120", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    idle_seconds: u64,
    /// Threads to judge on [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl Arguments {
    fn settings(&self, threads: usize) -> Settings {
        Settings {
            listen: self.listen,
            threads,
            connections: self.connections,
            idle_at_most: Duration::from_secs(self.idle_seconds),
            drain_within: Duration::from_secs(self.drain_seconds),
            ..Settings::default()
        }
    }
}

fn parse_address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| "expected an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080")
}

pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let threads = arguments.threads.map_or_else(threads_available, usize::from);
    runtime(threads)?.block_on(serve(arguments.settings(threads)))
}

async fn serve(settings: Settings) -> Result<Ending, Failure> {
    let Settings { listen, drain_within, .. } = settings;
    let (mut first, mut second) = (StopSignals::new()?, StopSignals::new()?);
    let server = Server::bind(settings).await.map_err(Failure::io(format!("cannot listen on {listen}")))?;
    eprintln!("registertoets: listening on http://{}", server.local_address());
    let told_twice = async {
        second.next().await;
        second.next().await;
    };
    tokio::select! {
        cut_off = server.run(first.next()) => match cut_off {
            0 => eprintln!("registertoets: stopped"),
            _ => eprintln!("registertoets: stopped, connections cut off after {drain_within:?}: {cut_off}"),
        },
        () = told_twice => eprintln!("registertoets: stopped at once"),
    }
    Ok(Ending::Done)
}

/// The signals that tell a service to stop: SIGTERM, and SIGINT as Ctrl-C sends it.
struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    fn new() -> Result<Self, Failure> {
        let listen = |kind| signal(kind).map_err(Failure::io("cannot listen for signals"));
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
