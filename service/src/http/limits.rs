//! Every limit that a client can hit, for clients to ask instead of to find out.

use registertoets_core::limits::{
    ACTIVITIES_MAX, DIPLOMAS_MAX, DOSSIER_BYTES_MAX, HOURS_MAX, POINTS_MAX, REFERENCE_MAX, TEXT_BYTES_MAX, WORK_MAX,
};
use registertoets_core::{Date, HoursPerWeek, Points};
use schemars::JsonSchema;
use serde::Serialize;

use super::coding::WINDOW_BYTES_MAX;
use super::connections::{HEAD_BYTES_MAX, HEADERS_MAX, STREAMS_MAX};
use super::settings::Settings;

/// Every limit that a client can hit.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Limits {
    /// What a dossier may hold, wherever it is judged.
    dossier: DossierLimits,
    /// What a request to this service may take.
    request: RequestLimits,
}

/// What a dossier may hold.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct DossierLimits {
    /// Most bytes of a dossier as JSON, alone or as one line of a stream.
    text_bytes: usize,
    /// Most bytes of a dossier in the binary form.
    binary_bytes: usize,
    /// First day that a dossier can hold.
    first_day: Date,
    /// Last day that a dossier can hold.
    last_day: Date,
    /// Most characters of a reference.
    reference_characters: usize,
    /// Most diplomas.
    diplomas: usize,
    /// Most periods of work.
    work: usize,
    /// Most hours of work a week, in one period.
    hours_per_week: HoursPerWeek,
    /// Most activities.
    activities: usize,
    /// Most points of one activity.
    points: Points,
}

/// What a request may take.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct RequestLimits {
    /// Most bytes of the head of a request.
    head_bytes: usize,
    /// Most header fields of a request.
    header_fields: usize,
    /// Most seconds that the head of a request may take to arrive.
    head_seconds: u64,
    /// Most seconds that a dossier judged alone may take to arrive.
    body_seconds: u64,
    /// Most seconds without a byte coming in or going out.
    idle_seconds: u64,
    /// Most seconds that a request under way may still take once the service is told to stop.
    drain_seconds: u64,
    /// Most bytes of a stream, unpacked.
    bulk_bytes: u64,
    /// Most records of a stream.
    bulk_records: u64,
    /// Most seconds that a stream may take.
    bulk_seconds: u64,
    /// Largest window, in bytes, of a body packed with zstd: levels up to 19 stay within it.
    zstd_window_bytes: usize,
    /// Most bytes that all requests under way may hold in memory: a request for which there is no room is answered with
    /// 503.
    bytes_in_flight: usize,
    /// Most connections served at once: others wait for a place.
    connections: u16,
    /// Most connections from one address: others are closed.
    connections_per_address: u16,
    /// Most requests under way over one connection of HTTP/2.
    requests_per_connection: u32,
}

impl From<&Settings> for Limits {
    fn from(settings: &Settings) -> Self {
        Self { dossier: DossierLimits::new(), request: RequestLimits::from(settings) }
    }
}

impl DossierLimits {
    fn new() -> Self {
        Self {
            text_bytes: TEXT_BYTES_MAX,
            binary_bytes: DOSSIER_BYTES_MAX,
            first_day: Date::MIN,
            last_day: Date::MAX,
            reference_characters: REFERENCE_MAX,
            diplomas: DIPLOMAS_MAX,
            work: WORK_MAX,
            // both are in their range by being its end
            hours_per_week: HoursPerWeek::from_hundredths(HOURS_MAX).unwrap_or_default(),
            activities: ACTIVITIES_MAX,
            points: Points::from_hundredths(POINTS_MAX).unwrap_or_default(),
        }
    }
}

impl From<&Settings> for RequestLimits {
    fn from(settings: &Settings) -> Self {
        Self {
            head_bytes: HEAD_BYTES_MAX,
            header_fields: HEADERS_MAX,
            head_seconds: settings.head_within.as_secs(),
            body_seconds: settings.body_within.as_secs(),
            idle_seconds: settings.idle_at_most.as_secs(),
            drain_seconds: settings.drain_within.as_secs(),
            bulk_bytes: settings.bulk.bytes,
            bulk_records: settings.bulk.records,
            bulk_seconds: settings.bulk.within.as_secs(),
            zstd_window_bytes: WINDOW_BYTES_MAX,
            bytes_in_flight: settings.bytes_in_flight,
            connections: settings.connections.get(),
            connections_per_address: settings.connections_per_address.get(),
            requests_per_connection: STREAMS_MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;
    use std::time::Duration;

    use serde_json::{json, to_value};

    use super::*;

    #[test]
    fn the_limits_are_those_of_the_core_and_of_the_settings() {
        let settings = Settings {
            connections: NonZero::new(7).unwrap(),
            body_within: Duration::from_secs(11),
            ..Settings::default()
        };
        let limits = to_value(Limits::from(&settings)).unwrap();
        assert_eq!(limits["dossier"]["text_bytes"], json!(1 << 20));
        assert_eq!((&limits["dossier"]["points"], &limits["dossier"]["hours_per_week"]), (&json!(650), &json!(168)));
        assert_eq!(
            (&limits["dossier"]["first_day"], &limits["dossier"]["last_day"]),
            (&json!("1900-01-01"), &json!("2099-12-31"))
        );
        assert_eq!(limits["request"]["zstd_window_bytes"], json!(8 << 20));
        assert_eq!((&limits["request"]["connections"], &limits["request"]["body_seconds"]), (&json!(7), &json!(11)));
    }
}
