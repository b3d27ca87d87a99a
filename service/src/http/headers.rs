//! The header fields that answers have, whatever they answer.

use std::sync::LazyLock;

use hyper::HeaderMap;
use hyper::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

use super::trace::{REQUEST_ID, TRACEPARENT};

/// The version of the interface: that of the program, whose major version is in the paths.
const API_VERSION: &str = env!("CARGO_PKG_VERSION");
/// What stands in the place of a field until it is told: inserted, as to add it would be to tell it twice.
const NOT_YET: &str = "";

/// The fields of every answer: the version (NL API Design Rules, `/core/version-header`), and what keeps browsers from doing
/// anything with an answer but giving it to whoever asked (`/core/transport/security-headers`). Those that every answer has
/// too, but each with a value of its own, have their places.
pub(super) fn of_every_answer() -> HeaderMap {
    static HEADERS: LazyLock<HeaderMap> = LazyLock::new(|| {
        HeaderMap::from_iter([
            header(HeaderName::from_static("api-version"), API_VERSION),
            header(CACHE_CONTROL, "no-store"),
            header(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
            header(X_CONTENT_TYPE_OPTIONS, "nosniff"),
            header(X_FRAME_OPTIONS, "DENY"),
            header(REFERRER_POLICY, "no-referrer"),
            header(VARY, "accept, accept-encoding"),
            header(CONTENT_TYPE, NOT_YET),
            header(REQUEST_ID, NOT_YET),
            header(TRACEPARENT, NOT_YET),
        ])
    });
    // to copy all takes a fraction of putting each in its place
    HEADERS.clone()
}

/// The field that an answer has besides, where nobody can listen in.
pub(super) const SECRET: (HeaderName, HeaderValue) = header(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
/// The field that an answer has besides, where anybody may ask.
pub(super) const PUBLIC: (HeaderName, HeaderValue) = header(ACCESS_CONTROL_ALLOW_ORIGIN, "*");

const fn header(name: HeaderName, value: &'static str) -> (HeaderName, HeaderValue) {
    (name, HeaderValue::from_static(value))
}
