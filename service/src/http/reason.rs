//! Why a request or a connection was not served as asked, as it is counted.

use hyper::StatusCode;

use super::label::labels;

labels! {
    /// Why a request or a connection was not served as asked.
    pub(super) enum Reason as "reason" {
        /// A dossier or a query that is not valid (400).
        Invalid = "invalid",
        /// Without a token or certificate that is known (401), or with a certificate that is not trusted.
        Unauthenticated = "unauthenticated",
        /// Nothing is at that path (404).
        NotFound = "not_found",
        /// Not by that method (405).
        MethodNotAllowed = "method_not_allowed",
        /// Not in a form that is wanted (406).
        NotAcceptable = "not_acceptable",
        /// It did not arrive in time (408), or nothing moved on its connection for too long.
        Timeout = "timeout",
        /// A body or a head that is too large (413, 431).
        TooLarge = "too_large",
        /// A body in a form that is not taken (415).
        UnsupportedMediaType = "unsupported_media_type",
        /// What came over the connection is not HTTP (400, or nothing).
        Malformed = "malformed",
        /// The two sides did not agree on TLS.
        Tls = "tls",
        /// Not in that version of HTTP (505).
        HttpVersion = "http_version",
        /// As much is under way as may be (503).
        Overloaded = "overloaded",
        /// As many connections are open as may be.
        TooManyConnections = "too_many_connections",
        /// The service is stopping (503).
        Draining = "draining",
        /// Another status of 400 and up.
        Other = "other",
    }
}

impl Reason {
    /// Why a request was answered with this status, if that is a refusal.
    pub(super) fn of(status: StatusCode) -> Option<Self> {
        Some(match status {
            StatusCode::BAD_REQUEST => Self::Invalid,
            StatusCode::UNAUTHORIZED => Self::Unauthenticated,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::NOT_ACCEPTABLE => Self::NotAcceptable,
            StatusCode::REQUEST_TIMEOUT => Self::Timeout,
            StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::HTTP_VERSION_NOT_SUPPORTED => Self::HttpVersion,
            StatusCode::SERVICE_UNAVAILABLE => Self::Overloaded,
            _ if status.as_u16() >= 400 => Self::Other,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_that_refuses_has_a_reason_and_no_other_has() {
        for status in (100..600).filter_map(|code| StatusCode::from_u16(code).ok()) {
            assert_eq!(Reason::of(status).is_some(), status.as_u16() >= 400, "{status}");
        }
        assert_eq!(Reason::of(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE), Some(Reason::TooLarge));
        assert_eq!(Reason::of(StatusCode::IM_A_TEAPOT), Some(Reason::Other));
    }
}
