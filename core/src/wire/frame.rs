//! Streams: each record as the length of its bytes, a varint, and then its bytes. One bad record costs only itself.

use super::codec::{Buffer, Writer};

/// Most bytes that the length in front of a record takes.
pub const FRAME_PREFIX_MAX: usize = 5;

/// What stands in front of a record in a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FramePrefix {
    /// The length of the record, and how many bytes say so.
    Length {
        /// Bytes of the record.
        record: u32,
        /// Bytes of the length itself.
        prefix: usize,
    },
    /// There are too few bytes to tell.
    CutOff,
    /// No length: more bytes than it needs, or more than 32 bits. Where the next record starts cannot be told.
    Broken,
}

/// Reads the length in front of a record.
///
/// ```
/// use registertoets_core::wire::{FramePrefix, frame_prefix};
/// assert_eq!(frame_prefix(&[0xAC, 0x02, 1]), FramePrefix::Length { record: 300, prefix: 2 });
/// assert_eq!(frame_prefix(&[0xAC]), FramePrefix::CutOff);
/// assert_eq!(frame_prefix(&[0x80, 0x00]), FramePrefix::Broken); // zero takes one byte
/// ```
#[must_use]
pub fn frame_prefix(stream: &[u8]) -> FramePrefix {
    let mut record = 0_u32;
    for (place, byte) in stream.iter().take(FRAME_PREFIX_MAX).enumerate() {
        let last = place + 1 == FRAME_PREFIX_MAX;
        if (last && *byte > 0x0F) || (place > 0 && *byte == 0) {
            return FramePrefix::Broken;
        }
        record |= u32::from(byte & 0x7F) << (7 * place);
        if *byte < 0x80 {
            return FramePrefix::Length { record, prefix: place + 1 };
        }
    }
    FramePrefix::CutOff
}

/// Writes the length of a record that is to follow; the bytes that say so.
///
/// ```
/// use registertoets_core::wire::{FRAME_PREFIX_MAX, write_frame_prefix};
/// assert_eq!(write_frame_prefix(300, &mut [0; FRAME_PREFIX_MAX]), [0xAC, 0x02]);
/// ```
#[must_use]
pub fn write_frame_prefix(record: u32, buffer: &mut [u8; FRAME_PREFIX_MAX]) -> &[u8] {
    let mut writer = Buffer::new(buffer);
    writer.varint(record);
    // 32 bits take five bytes at most
    writer.finish().unwrap_or_default()
}
