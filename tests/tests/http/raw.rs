//! A client that hides nothing: what is sent and what comes back, byte for byte.

use std::io;
use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::server::PATIENCE;

/// A connection to the server.
pub(crate) struct Raw {
    stream: TcpStream,
    // what has come in and was not looked at yet
    pending: Vec<u8>,
    // what the chunks of an answer held and was not looked at yet
    told: Vec<u8>,
}

/// The head of an answer.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) status: u16,
    text: String,
}

impl Head {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.text.lines().skip(1).find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

impl Raw {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        let stream = timeout(PATIENCE, TcpStream::connect(address)).await.unwrap().unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, pending: Vec::new(), told: Vec::new() }
    }

    /// Connects and starts a post whose body comes in chunks.
    pub(crate) async fn post_chunked(address: SocketAddr, path: &str, content_type: &str, headers: &str) -> Self {
        let mut raw = Self::connect(address).await;
        let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {content_type}\r\n{headers}");
        raw.send(head + "Transfer-Encoding: chunked\r\n\r\n").await;
        raw
    }

    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        timeout(PATIENCE, self.stream.write_all(bytes.as_ref())).await.unwrap().unwrap();
    }

    /// Sends a chunk of a body; an empty one ends it.
    pub(crate) async fn send_chunk(&mut self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        let size = format!("{:x}\r\n", bytes.len());
        self.send([size.as_bytes(), bytes, b"\r\n"].concat()).await;
    }

    /// Says that nothing more will be sent.
    pub(crate) async fn half_close(&mut self) {
        self.stream.shutdown().await.unwrap();
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

    pub(crate) async fn head(&mut self) -> Head {
        let text = self.until("\r\n\r\n").await.unwrap();
        let status = text.split(' ').nth(1).unwrap().parse().unwrap();
        Head { status, text }
    }

    /// A whole answer with a length.
    pub(crate) async fn answer(&mut self) -> (Head, Vec<u8>) {
        let head = self.head().await;
        let length = head.header("content-length").unwrap().parse().unwrap();
        let body = self.exactly(length).await.unwrap();
        (head, body)
    }

    /// The next chunk of an answer; none at its end.
    pub(crate) async fn chunk(&mut self) -> io::Result<Option<Vec<u8>>> {
        let size = self.until("\r\n").await?;
        let size = usize::from_str_radix(&size, 16).unwrap();
        let chunk = self.exactly(size).await?;
        assert_eq!(self.exactly(2).await?, b"\r\n");
        Ok((size > 0).then_some(chunk))
    }

    /// The rest of an answer that comes in chunks; an error where it is cut off.
    pub(crate) async fn rest(&mut self) -> io::Result<Vec<u8>> {
        let mut rest = std::mem::take(&mut self.told);
        while let Some(chunk) = self.chunk().await? {
            rest.extend(chunk);
        }
        Ok(rest)
    }

    /// The next line of an answer that comes in chunks, as JSON.
    pub(crate) async fn line(&mut self) -> Value {
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
    pub(crate) async fn is_closed(&mut self) -> bool {
        self.pending.is_empty() && !matches!(self.take_in().await, Ok(Some(())))
    }

    /// Sends the same again and again for as long as the other side takes it, `most` times at most; how often it did.
    pub(crate) async fn send_while_taken(&mut self, bytes: &[u8], most: usize) -> usize {
        let stuck_after = std::time::Duration::from_secs(1);
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
