//! The bounds of one connection: how long nothing may move on it, and how it closes so that the last answer arrives.
//!
//! They sit below the protocol, so that they hold for whatever is spoken over it.

use std::io;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::alarm::Alarm;

/// What a client says first that speaks HTTP/2 without having agreed on it before.
const HTTP_2_PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// How long a client may go on sending what nobody will read, after its answer was sent.
pub(super) const LINGER_AT_MOST: Duration = Duration::from_secs(30);
/// How long it may pause meanwhile.
pub(super) const LINGER_IDLE_AT_MOST: Duration = Duration::from_secs(5);
/// How much of that is read at once.
const DISCARDED_BYTES: usize = 16 << 10;

/// Whether the client of a connection may be in the middle of a request: something came in, and no request was read
/// to its end since. Shared between the connection and whoever reads the requests.
#[derive(Clone, Debug, Default)]
pub(super) struct Unfinished(Arc<AtomicBool>);

impl Unfinished {
    /// Says that a request was read to its end.
    pub(super) fn clear(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Whether a request may still be coming in.
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Says that one is.
    pub(super) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A connection to a client.
///
/// It fails when nothing moves on it for too long while something is waited for. When it is closed in the middle of a
/// request, what still comes in is read for a while and thrown away: otherwise the operating system would reset the
/// connection, and the client might never see the answer that says why.
#[derive(Debug)]
pub(super) struct Socket {
    stream: TcpStream,
    unfinished: Unfinished,
    idle_at_most: Duration,
    last_moved: Instant,
    // since then, and when is not known yet
    has_moved: bool,
    alarm: Alarm,
    lingers: bool,
    lingers_until: Option<Instant>,
    // what was read to see which protocol is spoken, for whoever speaks it
    ahead: Vec<u8>,
}

impl Socket {
    pub(super) fn new(stream: TcpStream, idle_at_most: Duration, unfinished: Unfinished) -> Self {
        Self {
            stream,
            unfinished,
            idle_at_most,
            last_moved: Instant::now(),
            has_moved: false,
            alarm: Alarm::new(idle_at_most),
            lingers: true,
            lingers_until: None,
            ahead: Vec::new(),
        }
    }

    /// Whether what the client says first is that it speaks HTTP/2 (RFC 9113, 3.4). What was read of it is read again.
    pub(super) async fn speaks_http_2(&mut self) -> io::Result<bool> {
        let mut ahead = [0; HTTP_2_PREFACE.len()];
        let mut length = 0;
        while length < ahead.len() && ahead[..length] == HTTP_2_PREFACE[..length] {
            match self.read(&mut ahead[length..]).await? {
                0 => break,
                read => length += read,
            }
        }
        self.ahead = ahead[..length].to_vec();
        Ok(ahead[..length] == *HTTP_2_PREFACE)
    }

    /// Has the connection close without waiting for what still comes in: for a protocol that tells requests apart, where
    /// an answer arrives whatever its client goes on to send.
    pub(super) const fn close_at_once(&mut self) {
        self.lingers = false;
    }

    /// Ready once nothing has moved for too long.
    fn poll_idle(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.alarm.poll(context, self.last_moved + self.idle_at_most)
    }

    /// Notes whether something moved, and fails where nothing has for too long. The clock is asked once nothing moves any
    /// more, and not each time that something does.
    fn watched<T>(&mut self, context: &mut Context<'_>, moved: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if moved.is_ready() {
            self.has_moved = true;
            return moved;
        }
        if mem::take(&mut self.has_moved) {
            self.last_moved = Instant::now();
        }
        self.poll_idle(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    fn linger(&mut self) {
        let now = Instant::now();
        self.lingers_until = Some(now + LINGER_AT_MOST);
        self.last_moved = now;
        self.idle_at_most = LINGER_IDLE_AT_MOST;
    }

    /// Ready once the client has closed its side too, or had long enough to do so.
    fn poll_discard(&mut self, context: &mut Context<'_>, until: Instant) -> Poll<()> {
        let mut discarded = [0; DISCARDED_BYTES];
        while self.last_moved < until {
            let mut buffer = ReadBuf::new(&mut discarded);
            match Pin::new(&mut self.stream).poll_read(context, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => self.last_moved = Instant::now(),
                Poll::Ready(_) => break,
                Poll::Pending => return self.poll_idle(context),
            }
        }
        Poll::Ready(())
    }
}

impl AsyncRead for Socket {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let socket = self.get_mut();
        if !socket.ahead.is_empty() {
            let length = socket.ahead.len().min(buffer.remaining());
            buffer.put_slice(&socket.ahead[..length]);
            socket.ahead.drain(..length);
            return Poll::Ready(Ok(()));
        }
        let filled = buffer.filled().len();
        let read = Pin::new(&mut socket.stream).poll_read(context, buffer);
        if buffer.filled().len() > filled {
            socket.unfinished.set();
        }
        socket.watched(context, read)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let socket = self.get_mut();
        let written = Pin::new(&mut socket.stream).poll_write(context, bytes);
        socket.watched(context, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let socket = self.get_mut();
        let written = Pin::new(&mut socket.stream).poll_write_vectored(context, buffers);
        socket.watched(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let socket = self.get_mut();
        if socket.lingers_until.is_none() {
            ready!(Pin::new(&mut socket.stream).poll_shutdown(context))?;
            socket.linger();
        }
        match socket.lingers_until {
            Some(until) if socket.lingers && socket.unfinished.is_set() => socket.poll_discard(context, until).map(Ok),
            _ => Poll::Ready(Ok(())),
        }
    }
}
