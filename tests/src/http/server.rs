//! A server in this process.

use std::net::SocketAddr;
use std::ops::Deref;

use registertoets_service::http::{Files, Server, Settings};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::client::{Client, PATIENCE};

/// A server that runs until it is told to stop, or until it is dropped; and a client to ask it something.
#[derive(Debug)]
pub struct Running {
    client: Client,
    /// The files that it read.
    pub files: Files,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<usize>,
}

/// A server as it is by default.
pub async fn start() -> Running {
    start_with(Settings::default()).await
}

/// A server with these settings, on a port of its own.
pub async fn start_with(settings: Settings) -> Running {
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let server = Server::bind(Settings { listen, ..settings }).await.unwrap();
    let address = server.local_address();
    assert_ne!(address.port(), 0);
    let files = server.files();
    let (stop, stopped) = oneshot::channel();
    let ended = tokio::spawn(server.run(async {
        let _ = stopped.await;
    }));
    Running { client: Client::of(address), files, stop: Some(stop), ended }
}

impl Running {
    /// Tells the server to stop.
    pub fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    /// Waits until the server has stopped: the number of connections it cut off.
    pub async fn ended(self) -> usize {
        timeout(PATIENCE, self.ended).await.unwrap().unwrap()
    }
}

impl Deref for Running {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}
