//! A document that was made when the service started.

use bytes::Bytes;
use hyper::StatusCode;
use serde::Serialize;
use tokio::sync::OnceCell;

use super::body::{self, Answer};
use super::coding::{Coding, is_worth_it};
use super::negotiation::JSON;

/// A document in every coding that it can go out in, so that many who ask cost no more than one.
#[derive(Debug)]
pub(super) struct Document {
    plain: Bytes,
    zstd: OnceCell<Bytes>,
    gzip: OnceCell<Bytes>,
}

impl Document {
    pub(super) fn of(value: &impl Serialize) -> Self {
        // our own documents always have such a form
        let plain = serde_json::to_vec(value).unwrap_or_default().into();
        Self { plain, zstd: OnceCell::new(), gzip: OnceCell::new() }
    }

    /// The answer that gives it, packed as it is wanted.
    pub(super) async fn answer(&self, coding: Option<Coding>) -> Answer {
        let plain = || body::whole(StatusCode::OK, JSON, self.plain.clone());
        let Some(coding) = coding.filter(|_| is_worth_it(Some(self.plain.len() as u64))) else { return plain() };
        let packed = match coding {
            Coding::Zstd => &self.zstd,
            Coding::Gzip => &self.gzip,
        };
        let pack = || async { body::bytes_of(body::packed(plain(), || Some(coding)).await).await };
        let bytes = packed.get_or_init(pack).await.clone();
        body::packed_already(body::whole(StatusCode::OK, JSON, bytes), coding)
    }
}
