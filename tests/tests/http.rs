//! The HTTP service, asked as its clients would ask it: over sockets, with the server in this process.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

#[path = "http/bounds.rs"]
mod bounds;
#[path = "http/bulk.rs"]
mod bulk;
#[path = "http/draining.rs"]
mod draining;
#[path = "http/judged.rs"]
mod judged;
#[path = "http/media_types.rs"]
mod media_types;
#[path = "http/receipts.rs"]
mod receipts;
#[path = "http/statuses.rs"]
mod statuses;
#[path = "http/summaries.rs"]
mod summaries;
