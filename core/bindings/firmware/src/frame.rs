//! Frames on a serial line that survive lost and damaged bytes.
//!
//! A frame is a payload with its CRC-32 behind it (least significant byte first), stuffed so that no byte of it is zero
//! (COBS), and a zero. Whatever was lost or damaged, the next zero starts afresh: a frame costs at most itself and the
//! one it ran into. The payload is given byte by byte as it comes, so that nothing has to hold a whole frame; whether
//! it was whole is known at its end.

const CRC_BYTES: usize = 4;

/// The checksum of a frame: CRC-32 as Ethernet and zlib have it, byte by byte, in the fewest bytes of flash and stack.
#[derive(Clone, Copy)]
struct Checksum(u32);

impl Checksum {
    const OF_NOTHING: Self = Self(u32::MAX);

    fn add(&mut self, byte: u8) {
        self.0 ^= u32::from(byte);
        for _ in 0..8 {
            self.0 = if self.0 & 1 == 1 { self.0 >> 1 ^ 0xEDB8_8320 } else { self.0 >> 1 };
        }
    }

    /// As it stands behind a payload.
    fn to_bytes(self) -> [u8; CRC_BYTES] {
        (!self.0).to_le_bytes()
    }
}

/// The zero that ends a frame.
const END: u8 = 0;

/// A frame being received: an iterator over its payload, while the bytes come in.
pub struct Incoming<R> {
    receive: R,
    // bytes until the next stuffed zero, and whether there is one
    until_zero: u8,
    zero_follows: bool,
    // the last bytes, which are the checksum if the frame ends now
    last: [u8; CRC_BYTES],
    length: usize,
    checksum: Checksum,
    ended: bool,
    broken: bool,
}

/// What a frame turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// A payload, as it was sent.
    Whole,
    /// Nothing between two ends: the line was idle, or the sender is done.
    Empty,
    /// Something was lost or damaged: what was read of it means nothing.
    Damaged,
}

impl<R: FnMut() -> u8> Incoming<R> {
    /// Receives the next frame from a line whose next byte `receive` waits for.
    pub fn new(receive: R) -> Self {
        Self {
            receive,
            until_zero: 0,
            zero_follows: false,
            last: [0; CRC_BYTES],
            length: 0,
            checksum: Checksum::OF_NOTHING,
            ended: false,
            broken: false,
        }
    }

    /// Receives the rest of the frame and says what it was.
    pub fn finish(&mut self) -> Received {
        while self.next().is_some() {}
        match self.length {
            0 if !self.broken => Received::Empty,
            CRC_BYTES.. if !self.broken && self.checksum.to_bytes() == self.last => Received::Whole,
            _ => Received::Damaged,
        }
    }

    /// The next byte of the frame with the stuffing undone.
    fn unstuffed(&mut self) -> Option<u8> {
        loop {
            if self.ended {
                return None;
            }
            let byte = (self.receive)();
            if byte == END {
                self.ended = true;
                self.broken |= self.until_zero > 0;
                return None;
            }
            if self.until_zero > 0 {
                self.until_zero -= 1;
                return Some(byte);
            }
            let zero = core::mem::replace(&mut self.zero_follows, byte < u8::MAX);
            self.until_zero = byte - 1;
            if zero {
                return Some(0);
            }
        }
    }
}

impl<R: FnMut() -> u8> Iterator for Incoming<R> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        loop {
            let byte = self.unstuffed()?;
            let [first, second, third, fourth] = self.last;
            self.last = [second, third, fourth, byte];
            self.length = self.length.saturating_add(1);
            if self.length > CRC_BYTES {
                self.checksum.add(first);
                return Some(first);
            }
        }
    }
}

/// Longest payload that can be sent: with its checksum it has no run without a zero that COBS would have to split.
pub const SENT_MAX: usize = 253 - CRC_BYTES;

/// Where the zeros of a frame are, a bit for each byte.
struct Zeros {
    bits: [u8; 32],
    length: usize,
}

impl Zeros {
    /// Notes the next byte.
    fn note(&mut self, byte: u8) {
        if let Some(bits) = self.bits.get_mut(self.length / 8).filter(|_| byte == 0) {
            *bits |= 1 << (self.length % 8);
        }
        self.length += 1;
    }

    /// What COBS puts before the bytes from here on: the distance to the next zero, or to the end.
    fn distance(&self, from: usize) -> u8 {
        let is_zero = |at: &usize| self.bits.get(at / 8).is_some_and(|bits| bits >> (at % 8) & 1 == 1);
        (from..self.length).take_while(|at| !is_zero(at)).count() as u8 + 1
    }
}

/// Where bytes go, one after another.
pub type Sink<'a> = dyn FnMut(u8) + 'a;
/// What gives a payload to a sink, as often as it is asked.
pub type Payload<'a> = dyn Fn(&mut Sink<'_>) + 'a;

/// Sends a payload of at most [`SENT_MAX`] bytes as a frame, byte by byte.
///
/// What stands in front of bytes depends on those to come: the payload is given twice, so that nothing has to hold it.
#[inline(never)]
pub fn send(payload: &Payload<'_>, line: &mut Sink<'_>) {
    let mut zeros = Zeros { bits: [0; 32], length: 0 };
    let mut checksum = Checksum::OF_NOTHING;
    payload(&mut |byte| {
        zeros.note(byte);
        checksum.add(byte);
    });
    let checksum = checksum.to_bytes();
    checksum.iter().for_each(|byte| zeros.note(*byte));

    line(zeros.distance(0));
    let mut at = 0;
    let mut stuffed = |byte| {
        at += 1;
        line(if byte == 0 { zeros.distance(at) } else { byte });
    };
    payload(&mut stuffed);
    checksum.into_iter().for_each(stuffed);
    line(END);
}

#[cfg(test)]
mod tests {
    use crc::{CRC_32_ISO_HDLC, Crc};

    use super::*;

    fn sent(payload: &[u8]) -> Vec<u8> {
        let mut line = Vec::new();
        send(&|put| payload.iter().for_each(|byte| put(*byte)), &mut |byte| line.push(byte));
        line
    }

    /// What a line gives that ends in silence after its bytes; a real one would wait.
    fn received(line: &[u8]) -> Vec<(Vec<u8>, Received)> {
        let mut bytes = line.iter().copied();
        let mut frames = Vec::new();
        while bytes.len() > 0 {
            let mut incoming = Incoming::new(|| bytes.next().unwrap_or(END));
            let payload = incoming.by_ref().collect();
            frames.push((payload, incoming.finish()));
        }
        frames
    }

    /// Payloads of every length below this one, with and without zeros.
    fn payloads_below(end: usize) -> impl Iterator<Item = Vec<u8>> {
        (0..end).map(|length| (0..length).map(|place| (place * 7 % 256 * usize::from(length % 3 > 0)) as u8).collect())
    }

    /// A payload as a frame, by others who know how.
    fn framed(payload: &[u8]) -> Vec<u8> {
        let checksum = Crc::<u32>::new(&CRC_32_ISO_HDLC).checksum(payload);
        let mut line = cobs::encode_vec(&[payload, &checksum.to_le_bytes()].concat());
        line.push(END);
        line
    }

    #[test]
    fn every_payload_is_received_as_it_was_sent() {
        for payload in payloads_below(800) {
            assert_eq!(received(&framed(&payload)), [(payload, Received::Whole)]);
        }
    }

    #[test]
    fn what_is_sent_is_cobs_with_a_checksum() {
        for payload in payloads_below(SENT_MAX + 1).chain([vec![0; SENT_MAX], vec![1; SENT_MAX]]) {
            assert_eq!(sent(&payload), framed(&payload));
        }
    }

    #[test]
    fn a_lost_or_damaged_byte_costs_at_most_the_frame_it_ran_into() {
        let payloads = [&b"first \x00 frame"[..], b"second", b"third \x00\x00"];
        let line: Vec<u8> = payloads.iter().flat_map(|payload| sent(payload)).collect();
        let frames: Vec<_> = payloads.iter().map(|payload| (payload.to_vec(), Received::Whole)).collect();
        for place in 0..line.len() {
            let lost = [&line[..place], &line[place + 1..]].concat();
            let damaged: Vec<_> = [1, 0x80, 0xFF]
                .map(|flip| {
                    let mut line = line.clone();
                    line[place] ^= flip;
                    line
                })
                .into_iter()
                .chain([lost])
                .collect();
            for line in damaged {
                let whole: Vec<_> =
                    received(&line).into_iter().filter(|(_, frame)| *frame == Received::Whole).collect();
                assert!(whole.len() >= payloads.len() - 2, "byte {place}");
                assert!(whole.iter().all(|frame| frames.contains(frame)), "byte {place}");
            }
        }
    }

    #[test]
    fn silence_between_ends_is_an_empty_frame_and_a_cut_one_is_damaged() {
        assert_eq!(received(&[END]), [(vec![], Received::Empty)]);
        assert_eq!(received(&[1, END]), [(vec![], Received::Empty)]);
        assert_eq!(received(&[3, 7, END]), [(vec![], Received::Damaged)]);
        let line = sent(b"cut");
        assert_eq!(received(&line[..4]).last().unwrap().1, Received::Damaged);
    }
}
