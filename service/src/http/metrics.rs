//! `GET /metrics`: what the service does, counted, in the text format of OpenMetrics that Prometheus reads.
//!
//! | name | labels | what it tells |
//! | --- | --- | --- |
//! | `registertoets_build_info` | `version`, `regulation` | always 1: which program this is, and which version of the regulation it judges by |
//! | `registertoets_requests_total` | `endpoint`, `method`, `status` | requests that ended; `status` is the class of the answer, `none` where the client left before there was one |
//! | `registertoets_answers_cut_off_total` | `endpoint` | answers of which the end was not sent: the client left, its stream broke off, or the service was stopping |
//! | `registertoets_requests_in_flight` | | requests under way now, streams among them |
//! | `registertoets_request_duration_seconds` | `endpoint` | histogram: from the head of a request to the end of its answer, so for a stream all of it |
//! | `registertoets_request_body_bytes` | `endpoint` | histogram: bytes of the body of a request, as far as it was read |
//! | `registertoets_received_bytes_total` | `endpoint`, `form` | bytes of bodies as they come in |
//! | `registertoets_sent_bytes_total` | `endpoint`, `form` | bytes of answers as they go out |
//! | `registertoets_dossiers_total` | `form` | dossiers judged, by the form they came in |
//! | `registertoets_unreadable_total` | `code` | records that are no dossier, by what is wrong with them first |
//! | `registertoets_verdicts_total` | `verdict` | outcomes |
//! | `registertoets_findings_not_met_total` | `rule` | findings other than met |
//! | `registertoets_refused_total` | `reason` | requests and connections that were not served as asked |
//! | `registertoets_connections_open` | | connections open now |
//! | `registertoets_in_flight_bytes` | | bytes that the requests under way are admitted with |
//! | `registertoets_draining` | | 1 once the service is stopping and `/readyz` says so, else 0 |
//!
//! A request to a path where nothing is has the endpoint `none`. Every series is there from the start, at 0, and there
//! will never be another: labels hold members of closed lists, and nothing of what was sent. Streams are counted while
//! they run: dossiers, verdicts and findings by the batch, bytes as they pass. Memory and processor time are not among
//! these: whatever runs the service (systemd, a container) tells them.
//!
//! To be woken for: `registertoets_refused_total{reason="overloaded"}` or `{reason="too_many_connections"}` rises (the
//! limits are too low for what is asked, or a client asks too much); `registertoets_answers_cut_off_total` rises outside
//! of deployments; `registertoets_requests_total{status="5xx"}` rises while `registertoets_draining` is 0. To look at in
//! the morning: `registertoets_unreadable_total` in proportion to `registertoets_dossiers_total` (a sender has changed its
//! export); `registertoets_refused_total{reason="unauthenticated"}`; the 99th percentile of
//! `registertoets_request_duration_seconds{endpoint="evaluate"}`.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use hyper::StatusCode;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Metric, Registry, Unit};
use registertoets_core::regulation::Rule;
use registertoets_core::{Problem, REGULATION, Verdict};

use super::label::{Label, Labels, Pairs, labels};
use super::negotiation::{BINARY, CSV, JSON, JSONL, NDJSON, NDJSON_TOO, PROBLEM};
use super::reason::Reason;
use super::routes::Endpoint;
use crate::bulk::Counts;
use crate::form::DossierForm;

/// The media type of [`Metrics::text`].
pub(super) const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

labels! {
    /// How something is asked.
    pub(super) enum Method as "method" {
        /// To have something.
        Get = "GET",
        /// To have everything but the body.
        Head = "HEAD",
        /// To have something done.
        Post = "POST",
        /// To know what may be asked.
        Options = "OPTIONS",
        /// In any other way: the words of a client are no label.
        Other = "other",
    }
}

impl Method {
    /// The method of a request.
    pub(super) fn of(method: &hyper::Method) -> Self {
        match *method {
            hyper::Method::GET => Self::Get,
            hyper::Method::HEAD => Self::Head,
            hyper::Method::POST => Self::Post,
            hyper::Method::OPTIONS => Self::Options,
            _ => Self::Other,
        }
    }
}

labels! {
    /// How a request was answered.
    pub(super) enum Class as "status" {
        /// As asked.
        Done = "2xx",
        /// With where to look instead.
        Elsewhere = "3xx",
        /// With what is wrong with it.
        Wrong = "4xx",
        /// With why the service cannot do it.
        Failed = "5xx",
    }
}

impl Class {
    /// The class of a status.
    pub(super) const fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            ..300 => Self::Done,
            300..400 => Self::Elsewhere,
            400..500 => Self::Wrong,
            500.. => Self::Failed,
        }
    }
}

labels! {
    /// What a body is written in.
    pub(super) enum Form as "form" {
        /// One JSON text.
        Json = "json",
        /// One JSON text a line.
        Ndjson = "ndjson",
        /// The binary form.
        Postcard = "postcard",
        /// A table.
        Csv = "csv",
        /// Something else, or nothing.
        Other = "other",
    }
}

impl Form {
    /// The form that a value of `Content-Type` names.
    pub(super) fn of(content_type: &[u8]) -> Self {
        const FORMS: [(&str, Form); 7] = [
            (JSON, Form::Json),
            (PROBLEM, Form::Json),
            (NDJSON, Form::Ndjson),
            (NDJSON_TOO, Form::Ndjson),
            (JSONL, Form::Ndjson),
            (BINARY, Form::Postcard),
            (CSV, Form::Csv),
        ];
        let to_the_letter = FORMS.iter().find(|(known, _)| known.as_bytes() == content_type);
        let known = to_the_letter.or_else(|| {
            let media_type = content_type.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
            FORMS.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(media_type))
        });
        known.map_or(Self::Other, |(_, form)| *form)
    }
}

impl From<DossierForm> for Form {
    fn from(form: DossierForm) -> Self {
        match form {
            DossierForm::Json => Self::Json,
            DossierForm::Ndjson => Self::Ndjson,
            DossierForm::Postcard => Self::Postcard,
        }
    }
}

/// A metric for each of a closed set of labels.
struct By<L, M> {
    metrics: Vec<M>,
    labels: PhantomData<fn(L)>,
}

impl<L: Labels, M: Metric + Clone> By<L, M> {
    /// All of them, each as `new` makes it.
    fn registered(registry: &mut Registry, about: About, new: fn() -> M) -> Self
    where
        Family<Pairs, M, fn() -> M>: Metric,
    {
        let family = Family::<Pairs, M, fn() -> M>::new_with_constructor(new);
        let metrics = L::sets().iter().map(|set| family.get_or_create_owned(set)).collect();
        about.register(registry, family);
        Self { metrics, labels: PhantomData }
    }

    fn at(&self, labels: L) -> &M {
        &self.metrics[labels.series()]
    }
}

/// How a metric is called, what it tells, and in what unit.
struct About(&'static str, &'static str, Option<Unit>);

impl About {
    fn register(self, registry: &mut Registry, metric: impl Metric) {
        let Self(name, help, unit) = self;
        match unit {
            None => registry.register(name, help, metric),
            Some(unit) => registry.register_with_unit(name, help, unit, metric),
        }
    }
}

/// Everything that is counted.
pub(super) struct Metrics {
    registry: Registry,
    requests: By<(Option<Endpoint>, Method, Option<Class>), Counter>,
    cut_off: By<Option<Endpoint>, Counter>,
    in_flight: Gauge,
    durations: By<Option<Endpoint>, Histogram>,
    bodies: By<Option<Endpoint>, Histogram>,
    received: By<(Option<Endpoint>, Form), Counter>,
    sent: By<(Option<Endpoint>, Form), Counter>,
    dossiers: By<Form, Counter>,
    unreadable: By<Problem, Counter>,
    verdicts: By<Verdict, Counter>,
    not_met: By<Rule, Counter>,
    refused: By<Reason, Counter>,
    connections: Gauge,
    bytes_held: Gauge<u64, AtomicU64>,
    draining: Gauge,
}

impl Metrics {
    /// All at 0.
    pub(super) fn new() -> Self {
        fn gauge<M: Metric + Clone + Default>(registry: &mut Registry, about: About) -> M {
            let gauge = M::default();
            about.register(registry, gauge.clone());
            gauge
        }
        let mut all = Registry::with_prefix("registertoets");
        let all = &mut all;
        let version = [("version", env!("CARGO_PKG_VERSION").to_owned()), ("regulation", REGULATION.to_string())];
        About("build", "The program, and the regulation it judges by", None).register(all, Info::new(version.to_vec()));
        let seconds = || Some(Unit::Seconds);
        let bytes = || Some(Unit::Bytes);
        let counter = Counter::default;
        Self {
            requests: By::registered(all, About("requests", "Requests that ended", None), counter),
            cut_off: By::registered(all, About("answers_cut_off", "Answers whose end was not sent", None), counter),
            in_flight: gauge(all, About("requests_in_flight", "Requests under way", None)),
            durations: By::registered(
                all,
                About("request_duration", "From head to end of answer", seconds()),
                durations,
            ),
            bodies: By::registered(all, About("request_body", "Sizes of bodies of requests", bytes()), sizes),
            received: By::registered(all, About("received", "Bytes of bodies of requests", bytes()), counter),
            sent: By::registered(all, About("sent", "Bytes of bodies of answers", bytes()), counter),
            dossiers: By::registered(all, About("dossiers", "Dossiers judged", None), counter),
            unreadable: By::registered(all, About("unreadable", "Records that are no dossier", None), counter),
            verdicts: By::registered(all, About("verdicts", "Outcomes", None), counter),
            not_met: By::registered(all, About("findings_not_met", "Findings other than met", None), counter),
            refused: By::registered(all, About("refused", "Requests and connections refused", None), counter),
            connections: gauge(all, About("connections_open", "Connections open", None)),
            bytes_held: gauge(all, About("in_flight", "Bytes that requests under way are admitted with", bytes())),
            draining: gauge(all, About("draining", "Whether the service is stopping", None)),
            registry: std::mem::take(all),
        }
    }

    /// Everything as text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // a string takes whatever is written to it
        let _ = encode(&mut text, &self.registry);
        text
    }

    /// A request has begun.
    pub(super) fn begun(&self) {
        self.in_flight.inc();
    }

    /// A request has ended: answered with this status, if it was answered at all.
    pub(super) fn ended(&self, endpoint: Option<Endpoint>, method: Method, status: Option<StatusCode>) {
        self.in_flight.dec();
        self.requests.at((endpoint, method, status.map(Class::of))).inc();
        // to say that it is not ready is what that endpoint is asked for
        let refusal = status.and_then(Reason::of).filter(|_| endpoint != Some(Endpoint::Ready));
        match refusal {
            Some(Reason::Overloaded) if self.draining.get() == 1 => self.refused(Reason::Draining),
            Some(reason) => self.refused(reason),
            None => {}
        }
    }

    /// A request took so long, and so many bytes of a body came with it.
    pub(super) fn took(&self, endpoint: Option<Endpoint>, duration: Duration, body_bytes: u64) {
        self.durations.at(endpoint).observe(duration.as_secs_f64());
        self.bodies.at(endpoint).observe(body_bytes as f64);
    }

    /// The end of an answer was not sent.
    pub(super) fn cut_off(&self, endpoint: Option<Endpoint>) {
        self.cut_off.at(endpoint).inc();
    }

    /// Bytes of the body of a request came in.
    pub(super) fn received(&self, endpoint: Option<Endpoint>, form: Form, bytes: u64) {
        self.received.at((endpoint, form)).inc_by(bytes);
    }

    /// Bytes of an answer go out.
    pub(super) fn sent(&self, endpoint: Option<Endpoint>, form: Form, bytes: u64) {
        self.sent.at((endpoint, form)).inc_by(bytes);
    }

    /// Dossiers of this form were judged.
    pub(super) fn judged(&self, form: Form, counts: &Counts) {
        self.dossiers.at(form).inc_by(counts.records - counts.unreadable);
        add_all(&self.verdicts, &counts.verdicts);
        add_all(&self.not_met, &counts.not_met);
    }

    /// A record is no dossier.
    pub(super) fn unreadable(&self, problem: Problem) {
        self.unreadable.at(problem).inc();
    }

    /// A connection was refused, or a request before it came to anything: what is answered with a status is counted by
    /// [`ended`](Self::ended) already.
    pub(super) fn refused(&self, reason: Reason) {
        self.refused.at(reason).inc();
    }

    /// A connection was opened; it is open until what this gives is dropped.
    pub(super) fn connected(self: &Arc<Self>) -> Connected {
        self.connections.inc();
        Connected(Arc::clone(self))
    }

    /// The requests under way are admitted with so many bytes.
    pub(super) fn holds(&self, bytes: u64) {
        self.bytes_held.set(bytes);
    }

    /// The service is stopping.
    pub(super) fn drain(&self) {
        self.draining.set(1);
    }
}

impl Debug for Metrics {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

/// A connection that is open.
#[derive(Debug)]
pub(super) struct Connected(Arc<Metrics>);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.connections.dec();
    }
}

/// In seconds: finest where a dossier that is judged alone should be, up to the half hour that a register may take.
const DURATIONS: [f64; 17] = [
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0, 300.0, 1800.0,
];

fn durations() -> Histogram {
    Histogram::new(DURATIONS)
}

/// 256 bytes to 4 GiB, each four times the one before.
fn sizes() -> Histogram {
    Histogram::new(exponential_buckets(256.0, 4.0, 13))
}

fn add_all<L: Label>(sums: &By<L, Counter>, counts: &[u64]) {
    for (sum, count) in sums.metrics.iter().zip(counts) {
        if *count > 0 {
            sum.inc_by(*count);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The names of all series, with their labels.
    fn series(metrics: &Metrics) -> BTreeSet<String> {
        let text = metrics.text();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.rsplit_once(' ').unwrap().0.to_owned()).collect()
    }

    fn tells(metrics: &Metrics, line: &str) -> bool {
        metrics.text().lines().any(|told| told == line)
    }

    #[test]
    fn every_series_is_there_from_the_start_and_none_is_added() {
        let metrics = Arc::new(Metrics::new());
        let before = series(&metrics);
        for endpoint in Option::<Endpoint>::all() {
            for status in [200, 301, 400, 401, 404, 418, 431, 500, 503, 505] {
                metrics.begun();
                metrics.ended(endpoint, Method::Other, StatusCode::from_u16(status).ok());
            }
            metrics.took(endpoint, Duration::from_secs(1_000_000), u64::MAX);
            metrics.cut_off(endpoint);
            for form in Form::all() {
                metrics.received(endpoint, form, 1);
                metrics.sent(endpoint, form, 1);
            }
        }
        let mut counts = Counts { records: 2, unreadable: 1, ..Counts::default() };
        counts.not_met.fill(1);
        counts.verdicts.fill(1);
        metrics.judged(Form::Csv, &counts);
        Problem::all().into_iter().for_each(|problem| metrics.unreadable(problem));
        Reason::all().into_iter().for_each(|reason| metrics.refused(reason));
        assert_eq!(series(&metrics), before);
        assert!(before.contains("registertoets_requests_total{endpoint=\"none\",method=\"other\",status=\"4xx\"}"));
    }

    #[test]
    fn the_text_is_whole_and_says_what_it_is() {
        let text = Metrics::new().text();
        assert!(text.ends_with("# EOF\n"));
        assert!(
            text.contains("# TYPE registertoets_received_bytes counter\n# UNIT registertoets_received_bytes bytes\n")
        );
        assert!(text.contains(&format!("registertoets_build_info{{version=\"{}\",", env!("CARGO_PKG_VERSION"))));
    }

    #[test]
    fn every_metric_is_in_the_table_above_and_every_row_is_a_metric() {
        let text = Metrics::new().text();
        let kinds = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
        let told: BTreeSet<_> = kinds
            .map(|(name, kind)| match kind {
                "counter" => format!("{name}_total"),
                "info" => format!("{name}_info"),
                _ => name.to_owned(),
            })
            .collect();
        let rows = include_str!("metrics.rs").lines().filter_map(|line| line.strip_prefix("//! | `"));
        let described: BTreeSet<_> = rows.map(|row| row.split_once('`').unwrap().0.to_owned()).collect();
        assert_eq!(told, described);
    }

    #[test]
    fn a_status_is_counted_by_its_class_and_a_refusal_by_its_reason() {
        let metrics = Metrics::new();
        for status in [200, 404, 503] {
            metrics.begun();
            metrics.ended(Some(Endpoint::Evaluate), Method::Post, StatusCode::from_u16(status).ok());
        }
        metrics.begun();
        metrics.ended(None, Method::Get, None);
        for line in [
            "registertoets_requests_total{endpoint=\"evaluate\",method=\"POST\",status=\"2xx\"} 1",
            "registertoets_requests_total{endpoint=\"evaluate\",method=\"POST\",status=\"4xx\"} 1",
            "registertoets_requests_total{endpoint=\"evaluate\",method=\"POST\",status=\"5xx\"} 1",
            "registertoets_requests_total{endpoint=\"none\",method=\"GET\",status=\"none\"} 1",
            "registertoets_refused_total{reason=\"not_found\"} 1",
            "registertoets_refused_total{reason=\"overloaded\"} 1",
            "registertoets_refused_total{reason=\"draining\"} 0",
            "registertoets_requests_in_flight 0",
        ] {
            assert!(tells(&metrics, line), "{line}");
        }
    }

    #[test]
    fn while_the_service_stops_a_503_is_for_that_and_not_to_be_ready_refuses_nothing() {
        let metrics = Metrics::new();
        metrics.drain();
        for endpoint in [Endpoint::Ready, Endpoint::Bulk] {
            metrics.begun();
            metrics.ended(Some(endpoint), Method::Get, Some(StatusCode::SERVICE_UNAVAILABLE));
        }
        assert!(tells(&metrics, "registertoets_draining 1"));
        assert!(tells(&metrics, "registertoets_refused_total{reason=\"draining\"} 1"));
        assert!(tells(&metrics, "registertoets_refused_total{reason=\"overloaded\"} 0"));
    }

    #[test]
    fn a_connection_is_open_until_it_is_dropped() {
        let metrics = Arc::new(Metrics::new());
        let open = [metrics.connected(), metrics.connected()];
        assert!(tells(&metrics, "registertoets_connections_open 2"));
        drop(open);
        assert!(tells(&metrics, "registertoets_connections_open 0"));
    }

    #[test]
    fn a_form_is_what_the_media_type_says_whatever_its_parameters() {
        for (content_type, form) in [
            ("application/json", Form::Json),
            ("Application/JSON ; charset=utf-8", Form::Json),
            ("application/problem+json", Form::Json),
            ("application/ndjson", Form::Ndjson),
            ("application/vnd.registertoets.v1+postcard", Form::Postcard),
            ("text/csv;header=present", Form::Csv),
            ("text/html", Form::Other),
            ("", Form::Other),
        ] {
            assert_eq!(Form::of(content_type.as_bytes()), form, "{content_type}");
        }
    }
}
