//! The binary form: [postcard](https://postcard.jamesmunns.com/wire-format) behind a version byte, in one canonical form.
//!
//! `FORMAT.md` beside the manifest of this crate describes it byte by byte, for those who read and write it without
//! this crate. The reader and the writer are our own because postcard's accept over-long integers, read lengths as
//! `usize` (so that 32-bit and 64-bit machines differ) and pay no heed to what follows; a test holds that
//! postcard's own reader and writer agree with them on every valid dossier.
//!
//! ```
//! use registertoets_core::{json, limits::DOSSIER_BYTES_MAX, wire};
//! let dossier = json::decode(br#"{"reference": "x", "assessed_on": "2021-06-01", "request": "basis_conversion"}"#)?;
//! let mut buffer = [0; DOSSIER_BYTES_MAX];
//! let bytes = wire::encode(&dossier, &mut buffer).unwrap();
//! assert_eq!(bytes, [1, 1, b'x', 0x8A, 0x10, 9, 0, 0, 0, 0, 0, 0, 0, 0]);
//! assert_eq!(wire::decode(bytes).unwrap(), dossier);
//! # Ok::<(), json::TextError>(())
//! ```

mod codec;
mod dossier;
mod error;
mod frame;
mod outcome;

pub use codec::BufferTooSmall;
pub use dossier::{decode, decode_into, encode, evaluate, evaluate_bytes_into, evaluate_into};
pub use error::DecodeError;
pub use frame::{FRAME_PREFIX_MAX, FramePrefix, frame_prefix, write_frame_prefix};
pub use outcome::{decode_outcome, encode_outcome, write_outcome};

/// Version of the binary form of dossiers and outcomes. It changes when the meaning of bytes does.
pub const VERSION: u8 = 1;
