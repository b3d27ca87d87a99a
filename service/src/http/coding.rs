//! Content codings (RFC 9110, 8.4): bodies that come packed with gzip or zstd, and answers that go so.

use std::io;

use async_compression::Level;
use async_compression::tokio::bufread::{GzipDecoder, GzipEncoder, ZstdDecoder, ZstdEncoder};
use async_compression::zstd::DParameter;
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::{BoxStream, Stream};
use hyper::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use hyper::{HeaderMap, StatusCode};
use tokio::io::AsyncRead;
use tokio_util::io::{ReaderStream, StreamReader};

use super::negotiation::thousandths;
use super::problem::Problem;

/// How bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// RFC 1952.
    Gzip,
    /// RFC 8878, with windows of no more than 8 MiB (RFC 9659).
    Zstd,
}

/// The codings by their names, the one preferred first.
const NAMES: [(&str, Coding); 3] = [("zstd", Coding::Zstd), ("gzip", Coding::Gzip), ("x-gzip", Coding::Gzip)];
/// The names as a client is told them.
const TAKEN: &str = "gzip, zstd";

/// Largest window of zstd, as a power of two: what RFC 9659 allows.
const WINDOW_LOG_MAX: u32 = 23;
/// The same in bytes.
pub(super) const WINDOW_BYTES_MAX: usize = 1 << WINDOW_LOG_MAX;
/// How many bytes of what is unpacked or packed are handed on at once.
pub(super) const CHUNK_BYTES: usize = 64 << 10;
/// Answers shorter than this are not packed: they would hardly become shorter.
const PACKED_FROM_BYTES: u64 = 1 << 10;

impl Coding {
    /// Its name in a header.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    /// How many bytes it takes to unpack a body, beside those of the body.
    pub(super) const fn bytes_held(self) -> usize {
        match self {
            Self::Gzip => 2 * CHUNK_BYTES,
            Self::Zstd => WINDOW_BYTES_MAX + 2 * CHUNK_BYTES,
        }
    }

    /// What is wrong with a body that does not unpack.
    pub(super) fn unpacked_wrong(self) -> String {
        let wrong = "the body is not packed as its Content-Encoding says";
        match self {
            Self::Gzip => wrong.to_owned(),
            Self::Zstd => format!("{wrong}, or in a window of more than {WINDOW_BYTES_MAX} bytes"),
        }
    }

    /// The bytes that were packed, no more at once than a chunk, however small they were packed.
    pub(super) fn unpack(
        self,
        packed: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    ) -> BoxStream<'static, io::Result<Bytes>> {
        let packed = StreamReader::new(packed.boxed());
        match self {
            Self::Gzip => {
                let mut decoder = GzipDecoder::new(packed);
                decoder.multiple_members(true);
                chunks_of(decoder)
            }
            Self::Zstd => {
                let mut decoder = ZstdDecoder::with_params(packed, &[DParameter::window_log_max(WINDOW_LOG_MAX)]);
                decoder.multiple_members(true);
                chunks_of(decoder)
            }
        }
    }

    /// The bytes packed. What there is goes out whenever nothing more is there yet: nobody waits for an answer that is
    /// known already.
    pub(super) fn pack(
        self,
        bytes: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    ) -> BoxStream<'static, io::Result<Bytes>> {
        let bytes = StreamReader::new(bytes.boxed());
        match self {
            Self::Gzip => chunks_of(GzipEncoder::with_quality(bytes, Level::Fastest)),
            Self::Zstd => chunks_of(ZstdEncoder::with_quality(bytes, Level::Fastest)),
        }
    }
}

/// Whether an answer of that length is worth being packed; one whose length is not known is.
pub(super) fn is_worth_it(length: Option<u64>) -> bool {
    length.is_none_or(|length| length >= PACKED_FROM_BYTES)
}

fn chunks_of(reader: impl AsyncRead + Send + 'static) -> BoxStream<'static, io::Result<Bytes>> {
    ReaderStream::with_capacity(reader, CHUNK_BYTES).boxed()
}

/// How the body of a request is packed, if it is.
///
/// # Errors
/// When it is packed in a way that is not taken, or more than once.
pub(super) fn received(headers: &HeaderMap) -> Result<Option<Coding>, Problem> {
    let names = headers.get_all(CONTENT_ENCODING).iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    let mut names =
        names.map(<[u8]>::trim_ascii).filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case(b"identity"));
    let Some(name) = names.next() else { return Ok(None) };
    let known = NAMES.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name));
    known.filter(|_| names.next().is_none()).map(|(_, coding)| Some(*coding)).ok_or_else(|| {
        let detail = format!("Content-Encoding: expected one of {TAKEN}, once, or none");
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail).with_header(ACCEPT_ENCODING, TAKEN)
    })
}

/// How the client wants the answer packed: the coding that it wants most, at least as much as none. Where it does not say,
/// none.
pub(super) fn wanted(headers: &HeaderMap) -> Option<Coding> {
    let most =
        NAMES.iter().rev().map(|(name, coding)| (quality(name, headers), *coding)).max_by_key(|(quality, _)| *quality);
    let unpacked = named(&["identity"], headers).unwrap_or(1);
    most.filter(|(quality, _)| *quality >= unpacked.max(1)).map(|(_, coding)| coding)
}

/// How much a coding is wanted, in thousandths; not at all where it is not named.
fn quality(name: &str, headers: &HeaderMap) -> u16 {
    named(&[name], headers).or_else(|| named(&["*"], headers)).unwrap_or(0)
}

fn named(names: &[&str], headers: &HeaderMap) -> Option<u16> {
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).find_map(|wish| {
        let (coding, quality) = wish.split_once(';').unwrap_or((wish, "q=1"));
        if !names.iter().any(|name| coding.trim().eq_ignore_ascii_case(name)) {
            return None;
        }
        let (key, value) = quality.split_once('=')?;
        key.trim().eq_ignore_ascii_case("q").then(|| thousandths(value.trim())).flatten()
    })
}

#[cfg(test)]
mod tests {
    use futures_util::{TryStreamExt, stream};
    use hyper::header::{HeaderName, HeaderValue};

    use super::*;

    fn headers(name: &HeaderName, values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn the_coding_of_a_body_is_what_its_header_says() {
        let read = |values: &[&str]| received(&headers(&CONTENT_ENCODING, values));
        for (values, coding) in [
            (&[][..], None),
            (&["identity"], None),
            (&["gzip"], Some(Coding::Gzip)),
            (&["X-GZip"], Some(Coding::Gzip)),
            (&[" zstd "], Some(Coding::Zstd)),
            (&["identity, zstd"], Some(Coding::Zstd)),
        ] {
            assert_eq!(read(values).unwrap(), coding, "{values:?}");
        }
        for values in [&["br"][..], &["gzip, gzip"], &["gzip", "zstd"], &["deflate"], &["gzip;q=1"]] {
            assert!(read(values).is_err(), "{values:?}");
        }
    }

    #[test]
    fn an_answer_is_packed_as_it_is_wanted_most() {
        for (value, coding) in [
            ("gzip", Some(Coding::Gzip)),
            ("gzip, deflate, br, zstd", Some(Coding::Zstd)),
            ("zstd;q=0.5, gzip;q=0.9", Some(Coding::Gzip)),
            ("GZIP;q=0.001", Some(Coding::Gzip)),
            ("*", Some(Coding::Zstd)),
            ("*;q=0.5, zstd;q=0", Some(Coding::Gzip)),
            ("gzip;q=0.5, identity", None),
            ("identity", None),
            ("gzip;q=0", None),
            ("gzip;x=1", None),
            ("br", None),
            ("", None),
        ] {
            assert_eq!(wanted(&headers(&ACCEPT_ENCODING, &[value])), coding, "{value}");
        }
        assert_eq!(wanted(&HeaderMap::new()), None);
    }

    fn pieces(bytes: &[u8]) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
        let pieces: Vec<_> = bytes.chunks(777).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        stream::iter(pieces)
    }

    async fn collected(bytes: impl Stream<Item = io::Result<Bytes>>) -> io::Result<Vec<u8>> {
        bytes
            .try_fold(Vec::new(), |mut all, bytes| async move {
                Ok({
                    all.extend_from_slice(&bytes);
                    all
                })
            })
            .await
    }

    #[tokio::test]
    async fn what_is_packed_is_unpacked_to_the_same() {
        let bytes: Vec<u8> = (0..200_000_u32).flat_map(|number| (number % 1000).to_le_bytes()).collect();
        for coding in [Coding::Gzip, Coding::Zstd] {
            let packed = collected(coding.pack(pieces(&bytes))).await.unwrap();
            assert!(packed.len() < bytes.len() / 2);
            assert_eq!(collected(coding.unpack(pieces(&packed))).await.unwrap(), bytes);
            let twice = [packed.clone(), packed.clone()].concat();
            assert_eq!(collected(coding.unpack(pieces(&twice))).await.unwrap().len(), 2 * bytes.len());
            for spoilt in [&packed[..packed.len() - 1], &packed[1..], b"no such thing"] {
                assert!(collected(coding.unpack(pieces(spoilt))).await.is_err());
            }
        }
    }

    #[tokio::test]
    async fn what_is_packed_small_is_unpacked_in_chunks() {
        for coding in [Coding::Gzip, Coding::Zstd] {
            let packed = collected(coding.pack(pieces(&vec![0; 8 << 20]))).await.unwrap();
            let mut unpacked = coding.unpack(pieces(&packed));
            let mut length = 0;
            while let Some(chunk) = unpacked.try_next().await.unwrap() {
                assert!(chunk.len() <= CHUNK_BYTES);
                length += chunk.len();
            }
            assert_eq!(length, 8 << 20);
        }
    }
}
