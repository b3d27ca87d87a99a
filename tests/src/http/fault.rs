//! What clients do wrong.

use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::Duration;

use tokio::time::sleep;

use super::others::STREAM;
use super::raw::Raw;
use super::samples::{BULK, ENDLESS, EVALUATE, JSON, NDJSON, SMALL, post};

/// Between two bytes of one who is slow.
const PAUSE: Duration = Duration::from_millis(20);
/// Far more than the buffers of the operating system take.
const MANY_BYTES: usize = 256 << 20;

/// Something that a client does wrong, once and then no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Says nothing, and leaves.
    Silence,
    /// Begins a head, slowly, and resets the connection.
    ResetInHead,
    /// Begins a dossier, slowly, and leaves.
    CutOffInBody,
    /// Resets the connection in the middle of a stream.
    ResetInStream,
    /// Resets the connection in the middle of the answers.
    ResetInAnswer,
    /// Sends no HTTP.
    Rubbish,
    /// Sends more than is taken.
    TooMuch,
    /// Closes one side, but wants all answers.
    HalfClosed,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Silence,
        Self::ResetInHead,
        Self::CutOffInBody,
        Self::ResetInStream,
        Self::ResetInAnswer,
        Self::Rubbish,
        Self::TooMuch,
        Self::HalfClosed,
    ];

    /// Does it to a server, and sees that it is answered as it should be.
    pub async fn commit(self, address: SocketAddr) {
        let (lines, answers) = &*STREAM;
        let stream = post(BULK, NDJSON, lines.len()) + "\r\n" + lines;
        let mut raw = Raw::connect_narrow(address).await;
        match self {
            Self::Silence => sleep(PAUSE).await,
            Self::ResetInHead => {
                raw.trickle("GET /healthz", PAUSE).await.unwrap();
                raw.reset();
            }
            Self::CutOffInBody => {
                raw.send(post(EVALUATE, JSON, SMALL.len()) + "\r\n").await;
                raw.trickle(&SMALL[..20], PAUSE).await.unwrap();
            }
            Self::ResetInStream => {
                raw.send(&stream[..stream.len() / 2]).await;
                raw.reset();
            }
            Self::ResetInAnswer => {
                raw.send(&stream).await;
                assert_eq!(raw.head().await.status, 200);
                assert!(raw.chunk().await.unwrap().is_some());
                raw.reset();
            }
            Self::Rubbish => {
                raw.send("\0\r\n\r\n").await;
                assert_eq!(raw.received().await.status(), 400);
            }
            Self::TooMuch => {
                raw.send(post(EVALUATE, JSON, 2 << 20) + "\r\n" + lines).await;
                assert_eq!(raw.received().await.status(), 413);
            }
            Self::HalfClosed => {
                raw.send(&stream).await;
                raw.half_close().await;
                let received = raw.received().await;
                assert!(received.whole && received.body() == *answers);
            }
        }
    }
}

/// Lines that hold no dossier, and are answered with many times their bytes.
pub static LINES_OF_NOTHING: LazyLock<String> = LazyLock::new(|| "0\n".repeat(16 << 10));

/// Sends the same lines again and again, and reads nothing of the answers, until no more is taken.
pub async fn never_read(address: SocketAddr, lines: &str) -> Raw {
    let mut raw = Raw::connect_narrow(address).await;
    raw.send(post(BULK, NDJSON, ENDLESS) + "\r\n").await;
    assert_eq!(raw.head().await.status, 200);
    let most = MANY_BYTES / lines.len();
    assert!(raw.send_while_taken(lines.as_bytes(), most).await < most, "all was taken");
    raw
}
