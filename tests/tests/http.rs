//! The HTTP service, asked as its clients would ask it: over sockets, with the server in this process.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what goes wrong in the helpers fails the test that needs them")]

#[path = "http/admission.rs"]
mod admission;
#[path = "http/authentication.rs"]
mod authentication;
#[path = "http/bounds.rs"]
mod bounds;
#[path = "http/bulk.rs"]
mod bulk;
#[path = "http/codings.rs"]
mod codings;
#[path = "http/description.rs"]
mod description;
#[path = "http/draining.rs"]
mod draining;
#[path = "http/judged.rs"]
mod judged;
#[path = "http/media_types.rs"]
mod media_types;
#[path = "http/metrics.rs"]
mod metrics;
#[path = "http/protocols.rs"]
mod protocols;
#[path = "http/receipts.rs"]
mod receipts;
#[path = "http/schemas.rs"]
mod schemas;
#[path = "http/statuses.rs"]
mod statuses;
#[path = "http/summaries.rs"]
mod summaries;
#[path = "http/trace.rs"]
mod trace;
