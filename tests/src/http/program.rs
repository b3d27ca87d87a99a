//! The server as a program of its own, which can be sent a signal and whose memory can be told.

use std::fs;
use std::ops::Deref;
use std::process::{ExitStatus, Stdio};

use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::client::{Client, PATIENCE};

/// A program that serves until it is told to stop, or until it is dropped; and a client to ask it something.
#[derive(Debug)]
pub struct Program {
    client: Client,
    child: Child,
    pid: Pid,
    said: JoinHandle<String>,
}

/// How a program ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit status.
    pub status: ExitStatus,
    /// What it said since it listened, line by line.
    pub said: String,
}

impl Ended {
    /// What it said of its end.
    #[must_use]
    pub fn last_words(&self) -> Vec<&str> {
        self.said.lines().filter(|line| line.starts_with("registertoets: stopped")).collect()
    }
}

/// What a program holds of memory, in bytes: all its resident pages, as Linux tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// Now.
    pub held: u64,
    /// The most it ever was.
    pub most: u64,
}

impl Program {
    /// Starts a program whose command is `registertoets serve`, on a port of its own.
    pub async fn start(mut serve: Command) -> Self {
        serve.args(["--listen", "127.0.0.1:0"]).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = serve.spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        timeout(PATIENCE, said.read_line(&mut line)).await.unwrap().unwrap();
        let client = Client::of(address(&line).unwrap_or_else(|| panic!("{line}")).parse().unwrap());
        let pid = Pid::from_raw(child.id().unwrap().try_into().unwrap()).unwrap();
        // it is read all the while, as whatever runs a service does
        let said = tokio::spawn(async move {
            let mut rest = String::new();
            said.read_to_string(&mut rest).await.unwrap();
            rest
        });
        Self { client, child, pid, said }
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        kill_process(self.pid, Signal::TERM).unwrap();
    }

    /// Sends SIGHUP.
    pub fn hang_up(&self) {
        kill_process(self.pid, Signal::HUP).unwrap();
    }

    /// Waits until the program has ended.
    pub async fn ended(mut self) -> Ended {
        let status = timeout(PATIENCE, self.child.wait()).await.unwrap().unwrap();
        let said = timeout(PATIENCE, self.said).await.unwrap().unwrap();
        Ended { status, said }
    }

    /// What the program holds of memory; none where the system has no `/proc` to tell it.
    #[must_use]
    pub fn memory(&self) -> Option<Memory> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid)).ok()?;
        let bytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            let kibibytes: u64 = line.trim_start_matches(':').trim().strip_suffix(" kB")?.parse().ok()?;
            Some(kibibytes << 10)
        };
        Some(Memory { held: bytes("VmRSS")?, most: bytes("VmHWM")? })
    }
}

/// The address in the line that says that a program listens, in either format of the log.
fn address(line: &str) -> Option<String> {
    let address = line.trim_end().strip_prefix("registertoets: listening on http");
    if let Some(address) = address.and_then(|address| address.trim_start_matches('s').strip_prefix("://")) {
        return Some(address.to_owned());
    }
    let line: Value = serde_json::from_str(line).ok()?;
    (line["event"] == "listening").then(|| line["address"].as_str().map(str::to_owned))?
}

impl Deref for Program {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

/// Lets this process, and the programs it starts, have as many files open as the system allows: each connection is one.
pub fn allow_open_files() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
}
