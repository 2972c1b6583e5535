//! What the machine does, in numbers: no person, no enterprise, no question.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::App;
use crate::http::Refusal;

/// The numbers, as they were counted since the start.
pub struct Metrics {
    registry: Registry,
    requests: Family<Asked, Counter>,
    took: Family<Route, Histogram, fn() -> Histogram>,
    streams: Gauge,
    head: Gauge,
    known: Gauge,
    enterprises: Gauge,
    sessions: Gauge,
    drafts: Family<State, Gauge>,
    connections: Family<State, Gauge>,
}

/// A kind of request and how it went.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Asked {
    method: String,
    route: String,
    /// `2xx`, `4xx`.
    status: &'static str,
}

/// A kind of request.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    method: String,
    route: String,
}

/// How something stands.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct State {
    state: &'static str,
}

/// Seconds, from an answer out of memory to a workbook of everybody.
const SECONDS: [f64; 12] =
    [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

fn histogram() -> Histogram {
    Histogram::new(SECONDS)
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("yuanshu");
        let requests = Family::default();
        registry.register("requests", "answered requests", requests.clone());
        let took: Family<Route, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(histogram);
        registry.register("request_seconds", "until the head of the answer", took.clone());
        let mut gauge = |name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        let streams = gauge("streams", "open streams of news");
        let head = gauge("journal_head", "last line of the journal");
        let known = gauge("population_line", "last line of the journal that is in memory");
        let enterprises = gauge("population_enterprises", "enterprises in memory");
        let sessions = gauge("sessions", "people who are signed in");
        let (drafts, connections) = (Family::default(), Family::default());
        registry.register("drafts", "files that were sent and not brought in", drafts.clone());
        let help = "connections of the database that read";
        registry.register("connections", help, connections.clone());
        Self {
            registry,
            requests,
            took,
            streams,
            head,
            known,
            enterprises,
            sessions,
            drafts,
            connections,
        }
    }
}

impl Metrics {
    /// Counts a request that was answered.
    pub fn answered(&self, (method, route): (&str, &str), status: u16, took: Duration) {
        let status = match status / 100 {
            1 => "1xx",
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        let (method, route) = (method.to_owned(), route.to_owned());
        let of = Route { method: method.clone(), route: route.clone() };
        self.took.get_or_create(&of).observe(took.as_secs_f64());
        self.requests.get_or_create(&Asked { method, route, status }).inc();
    }

    /// Everything as Prometheus reads it.
    pub fn told(&self, app: &App) -> Result<String, Refusal> {
        let of = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        self.head.set(app.store().head()?.seq.0.into());
        let (known, enterprises) = app.population();
        self.known.set(known.0.into());
        self.enterprises.set(of(enterprises));
        self.sessions.set(of(app.gate().count()));
        self.streams.set(of(app.streams().count()));
        for (state, count) in app.drafts().counts() {
            self.drafts.get_or_create(&State { state }).set(of(count));
        }
        let (lent, idle) = app.store().connections();
        self.connections.get_or_create(&State { state: "lent" }).set(of(lent));
        self.connections.get_or_create(&State { state: "idle" }).set(of(idle));
        let mut text = String::new();
        encode(&mut text, &self.registry).map_err(|_| Refusal::broken())?;
        Ok(text)
    }
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Metrics")
    }
}
