//! Frames on a serial line that survive lost and damaged bytes.
//!
//! A frame is a payload with its CRC-32 behind it (least significant byte first), stuffed so that no byte of it is zero
//! (COBS), and a zero. Whatever was lost or damaged, the next zero starts afresh: a frame costs at most itself and the
//! one it ran into. The payload is given byte by byte as it comes, so that nothing has to hold a whole frame; whether
//! it was whole is known at its end.

use crc::{CRC_32_ISO_HDLC, Crc, Digest, NoTable};

/// The checksum of a frame: CRC-32 as Ethernet and zlib have it, without a table.
static CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);
const CRC_BYTES: usize = 4;

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
    digest: Digest<'static, u32, NoTable>,
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
            digest: CRC.digest(),
            ended: false,
            broken: false,
        }
    }

    /// Receives the rest of the frame and says what it was.
    pub fn finish(mut self) -> Received {
        while self.next().is_some() {}
        match self.length {
            0 if !self.broken => Received::Empty,
            CRC_BYTES.. if !self.broken && self.digest.finalize() == u32::from_le_bytes(self.last) => Received::Whole,
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
                self.digest.update(&[first]);
                return Some(first);
            }
        }
    }
}

/// Sends a payload as a frame, byte by byte.
pub fn send(payload: &[u8], send: &mut impl FnMut(u8)) {
    let checksum = CRC.checksum(payload).to_le_bytes();
    let bytes = || payload.iter().chain(&checksum).copied();
    let mut rest = bytes();
    loop {
        let run = rest.clone().take(254).take_while(|byte| *byte != 0).count();
        send(run as u8 + 1);
        rest.by_ref().take(run).for_each(&mut *send);
        // a run of 254 stands for itself; a shorter one for itself and the zero after it, or for the end
        if run < 254 && rest.next().is_none() {
            break;
        }
        if run == 254 && rest.clone().next().is_none() {
            break;
        }
    }
    send(END);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(payload: &[u8]) -> Vec<u8> {
        let mut line = Vec::new();
        send(payload, &mut |byte| line.push(byte));
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

    fn payloads() -> impl Iterator<Item = Vec<u8>> {
        (0..800_usize)
            .map(|length| (0..length).map(|place| (place * 7 % 256 * usize::from(length % 3 > 0)) as u8).collect())
    }

    #[test]
    fn every_payload_is_received_as_it_was_sent() {
        for payload in payloads() {
            assert_eq!(received(&sent(&payload)), [(payload, Received::Whole)]);
        }
    }

    #[test]
    fn the_stuffing_is_cobs() {
        for payload in payloads() {
            let line = sent(&payload);
            let (end, stuffed) = line.split_last().unwrap();
            let mut plain = payload.clone();
            plain.extend(CRC.checksum(&payload).to_le_bytes());
            assert_eq!((*end, cobs::decode_vec(stuffed).unwrap()), (END, plain));
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
