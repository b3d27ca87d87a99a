//! A client that hides nothing: what is sent and what comes back, byte for byte.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};

use super::client::PATIENCE;

/// The room for what comes in on a narrow connection; systems round it up.
const NARROW_BYTES: u32 = 4 << 10;

/// A connection to the server.
#[derive(Debug)]
pub struct Raw {
    stream: TcpStream,
    // what has come in and was not looked at yet
    pending: Vec<u8>,
    // what the chunks of an answer held and was not looked at yet
    told: Vec<u8>,
}

/// The head of an answer.
#[derive(Debug)]
pub struct Head {
    /// Its status.
    pub status: u16,
    text: String,
}

impl Head {
    /// A header field.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.text.lines().skip(1).find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

/// All that came of an answer.
#[derive(Debug)]
pub struct Received {
    /// Its head, if that came.
    pub head: Option<Head>,
    /// What came of its body, chunk by chunk.
    pub chunks: Vec<Vec<u8>>,
    /// Whether it ended as its head said that it would: otherwise it was cut off.
    pub whole: bool,
}

impl Received {
    /// The status; 0 without an answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.head.as_ref().map_or(0, |head| head.status)
    }

    /// What came of the body.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        self.chunks.concat()
    }
}

impl Raw {
    /// Connects.
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = timeout(PATIENCE, TcpStream::connect(address)).await.unwrap().unwrap();
        Self::over(stream)
    }

    /// Connects with little room for what comes in, so that the server soon waits for whoever reads slowly.
    pub async fn connect_narrow(address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(NARROW_BYTES).unwrap();
        Self::over(timeout(PATIENCE, socket.connect(address)).await.unwrap().unwrap())
    }

    fn over(stream: TcpStream) -> Self {
        stream.set_nodelay(true).unwrap();
        Self { stream, pending: Vec::new(), told: Vec::new() }
    }

    /// Connects and starts a post whose body comes in chunks.
    pub async fn post_chunked(address: SocketAddr, path: &str, content_type: &str, headers: &str) -> Self {
        let mut raw = Self::connect(address).await;
        let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {content_type}\r\n{headers}");
        raw.send(head + "Transfer-Encoding: chunked\r\n\r\n").await;
        raw
    }

    /// Sends bytes.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        timeout(PATIENCE, self.stream.write_all(bytes.as_ref())).await.unwrap().unwrap();
    }

    /// Sends bytes one by one, each after a pause, until all are sent or nobody takes them any more.
    pub async fn trickle(&mut self, bytes: impl AsRef<[u8]>, pause: Duration) -> io::Result<()> {
        for byte in bytes.as_ref() {
            sleep(pause).await;
            timeout(PATIENCE, self.stream.write_all(&[*byte])).await.unwrap()?;
        }
        Ok(())
    }

    /// Sends a chunk of a body; an empty one ends it.
    pub async fn send_chunk(&mut self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        let size = format!("{:x}\r\n", bytes.len());
        self.send([size.as_bytes(), bytes, b"\r\n"].concat()).await;
    }

    /// Says that nothing more will be sent.
    pub async fn half_close(&mut self) {
        self.stream.shutdown().await.unwrap();
    }

    /// Ends the connection as one ends whose client has crashed: at once, whatever is still under way.
    pub fn reset(self) {
        self.stream.set_zero_linger().unwrap();
    }

    /// Takes in more; none when the server has closed the connection.
    async fn take_in(&mut self) -> io::Result<Option<()>> {
        let length = timeout(PATIENCE, self.stream.read_buf(&mut self.pending)).await.unwrap()?;
        Ok((length > 0).then_some(()))
    }

    /// Everything up to this mark, which is left out.
    async fn until(&mut self, mark: &str) -> io::Result<String> {
        loop {
            let place = self.pending.windows(mark.len()).position(|bytes| bytes == mark.as_bytes());
            if let Some(place) = place {
                let rest = self.pending.split_off(place + mark.len());
                let mut text = std::mem::replace(&mut self.pending, rest);
                text.truncate(place);
                return Ok(String::from_utf8(text).unwrap());
            }
            self.take_in().await?.ok_or(io::ErrorKind::UnexpectedEof)?;
        }
    }

    async fn exactly(&mut self, length: usize) -> io::Result<Vec<u8>> {
        while self.pending.len() < length {
            self.take_in().await?.ok_or(io::ErrorKind::UnexpectedEof)?;
        }
        let rest = self.pending.split_off(length);
        Ok(std::mem::replace(&mut self.pending, rest))
    }

    /// The head of an answer.
    pub async fn head(&mut self) -> Head {
        self.head_if_any().await.unwrap()
    }

    async fn head_if_any(&mut self) -> io::Result<Head> {
        let text = self.until("\r\n\r\n").await?;
        let status = text.split(' ').nth(1).unwrap().parse().unwrap();
        Ok(Head { status, text })
    }

    /// An answer as far as it comes.
    pub async fn received(&mut self) -> Received {
        let Ok(head) = self.head_if_any().await else {
            return Received { head: None, chunks: Vec::new(), whole: false };
        };
        let mut chunks = Vec::new();
        let whole = match head.header("content-length") {
            Some(length) => self.exactly(length.parse().unwrap()).await.map(|body| chunks.push(body)).is_ok(),
            None => loop {
                match self.chunk().await {
                    Ok(Some(chunk)) => chunks.push(chunk),
                    ended => break ended.is_ok(),
                }
            },
        };
        Received { head: Some(head), chunks, whole }
    }

    /// A whole answer with a length.
    pub async fn answer(&mut self) -> (Head, Vec<u8>) {
        let head = self.head().await;
        let length = head.header("content-length").unwrap().parse().unwrap();
        let body = self.exactly(length).await.unwrap();
        (head, body)
    }

    /// The next chunk of an answer; none at its end.
    pub async fn chunk(&mut self) -> io::Result<Option<Vec<u8>>> {
        let size = self.until("\r\n").await?;
        let size = usize::from_str_radix(&size, 16).unwrap();
        let chunk = self.exactly(size).await?;
        assert_eq!(self.exactly(2).await?, b"\r\n");
        Ok((size > 0).then_some(chunk))
    }

    /// The rest of an answer that comes in chunks; an error where it is cut off.
    pub async fn rest(&mut self) -> io::Result<Vec<u8>> {
        let mut rest = std::mem::take(&mut self.told);
        while let Some(chunk) = self.chunk().await? {
            rest.extend(chunk);
        }
        Ok(rest)
    }

    /// The next line of an answer that comes in chunks, as JSON.
    pub async fn line(&mut self) -> Value {
        loop {
            if let Some(end) = self.told.iter().position(|byte| *byte == b'\n') {
                let rest = self.told.split_off(end + 1);
                return serde_json::from_slice(&std::mem::replace(&mut self.told, rest)).unwrap();
            }
            let chunk = self.chunk().await.unwrap().expect("another line");
            self.told.extend(chunk);
        }
    }

    /// Whether the server closes the connection without another byte.
    pub async fn is_closed(&mut self) -> bool {
        self.pending.is_empty() && !matches!(self.take_in().await, Ok(Some(())))
    }

    /// Sends the same again and again for as long as the other side takes it, `most` times at most; how often it did.
    pub async fn send_while_taken(&mut self, bytes: &[u8], most: usize) -> usize {
        let stuck_after = Duration::from_secs(1);
        for sent in 0..most {
            match timeout(stuck_after, self.stream.write_all(bytes)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => panic!("the connection failed: {error}"),
                Err(_) => return sent,
            }
        }
        most
    }
}
