//! Numbers for Prometheus, in its text format.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the classes of times, in seconds.
const BOUNDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/// Counts of what the process did since it started. Labels are words of ours, never of a request.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    requests: Mutex<BTreeMap<(&'static str, u16), u64>>,
    events: Mutex<BTreeMap<(&'static str, &'static str), u64>>,
    deliveries: Mutex<BTreeMap<(&'static str, &'static str), u64>>,
    times: Times,
    batches: AtomicU64,
    records: AtomicU64,
}

#[derive(Debug, Default)]
struct Times {
    classes: [AtomicU64; BOUNDS.len()],
    count: AtomicU64,
    microseconds: AtomicU64,
}

impl Metrics {
    /// A request that was answered.
    pub(crate) fn request(&self, route: &'static str, status: u16, took: Duration) {
        add(&self.requests, (route, status), 1);
        let seconds = took.as_secs_f64();
        if let Some((_, class)) = BOUNDS.iter().zip(&self.times.classes).find(|(bound, _)| seconds <= **bound) {
            class.fetch_add(1, Ordering::Relaxed);
        }
        self.times.count.fetch_add(1, Ordering::Relaxed);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.times.microseconds.fetch_add(micros, Ordering::Relaxed);
    }

    /// Events or messages: `new`, `known`, or why they were not taken.
    pub(crate) fn events(&self, kind: &'static str, outcome: &'static str, number: u64) {
        add(&self.events, (kind, outcome), number);
    }

    /// An attempt at a delivery.
    pub(crate) fn delivery(&self, way: &'static str, outcome: &'static str) {
        add(&self.deliveries, (way, outcome), 1);
    }

    /// A batch that was written.
    pub(crate) fn batch(&self, records: usize) {
        self.batches.fetch_add(1, Ordering::Relaxed);
        self.records.fetch_add(records as u64, Ordering::Relaxed);
    }

    /// All of it, with how the outbox stands.
    pub(crate) fn text(&self, outbox: &[(String, String, i64)]) -> String {
        let mut text = String::new();
        head(&mut text, "requests_total", "counter", "Requests answered.");
        for ((route, status), count) in &*held(&self.requests) {
            let _ = writeln!(text, "helpdex_collect_requests_total{{route=\"{route}\",status=\"{status}\"}} {count}");
        }
        head(&mut text, "records_total", "counter", "Events and messages taken or refused.");
        for ((kind, outcome), count) in &*held(&self.events) {
            let _ = writeln!(text, "helpdex_collect_records_total{{kind=\"{kind}\",outcome=\"{outcome}\"}} {count}");
        }
        head(&mut text, "delivery_attempts_total", "counter", "Attempts at delivering messages.");
        for ((way, outcome), count) in &*held(&self.deliveries) {
            let _ = writeln!(
                text,
                "helpdex_collect_delivery_attempts_total{{way=\"{way}\",outcome=\"{outcome}\"}} {count}"
            );
        }
        head(&mut text, "outbox", "gauge", "Deliveries by how they stand.");
        for (way, state, count) in outbox {
            let _ = writeln!(text, "helpdex_collect_outbox{{way=\"{way}\",state=\"{state}\"}} {count}");
        }
        let load = |number: &AtomicU64| number.load(Ordering::Relaxed);
        head(&mut text, "batches_total", "counter", "Transactions written.");
        let _ = writeln!(text, "helpdex_collect_batches_total {}", load(&self.batches));
        head(&mut text, "batch_records_total", "counter", "Events and messages in these transactions.");
        let _ = writeln!(text, "helpdex_collect_batch_records_total {}", load(&self.records));
        head(&mut text, "request_seconds", "histogram", "How long requests took.");
        let mut below = 0;
        for (bound, class) in BOUNDS.iter().zip(&self.times.classes) {
            below += load(class);
            let _ = writeln!(text, "helpdex_collect_request_seconds_bucket{{le=\"{bound}\"}} {below}");
        }
        let count = load(&self.times.count);
        let _ = writeln!(text, "helpdex_collect_request_seconds_bucket{{le=\"+Inf\"}} {count}");
        let seconds = load(&self.times.microseconds) as f64 / 1e6;
        let _ = writeln!(text, "helpdex_collect_request_seconds_sum {seconds}");
        let _ = writeln!(text, "helpdex_collect_request_seconds_count {count}");
        text
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP helpdex_collect_{name} {help}\n# TYPE helpdex_collect_{name} {kind}");
}

fn held<K: Ord>(counts: &Mutex<BTreeMap<K, u64>>) -> std::sync::MutexGuard<'_, BTreeMap<K, u64>> {
    counts.lock().unwrap_or_else(PoisonError::into_inner)
}

fn add<K: Ord>(counts: &Mutex<BTreeMap<K, u64>>, key: K, number: u64) {
    *held(counts).entry(key).or_default() += number;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_what_prometheus_reads() {
        let metrics = Metrics::default();
        metrics.request("/v1/events", 202, Duration::from_millis(2));
        metrics.request("/v1/events", 202, Duration::from_secs(9));
        metrics.events("search", "new", 3);
        metrics.batch(3);
        let text = metrics.text(&[("smtp".into(), "dead".into(), 1)]);
        for line in [
            "helpdex_collect_requests_total{route=\"/v1/events\",status=\"202\"} 2",
            "helpdex_collect_records_total{kind=\"search\",outcome=\"new\"} 3",
            "helpdex_collect_outbox{way=\"smtp\",state=\"dead\"} 1",
            "helpdex_collect_request_seconds_bucket{le=\"0.0025\"} 1",
            "helpdex_collect_request_seconds_bucket{le=\"2.5\"} 1",
            "helpdex_collect_request_seconds_bucket{le=\"+Inf\"} 2",
            "helpdex_collect_batch_records_total 3",
        ] {
            assert!(text.lines().any(|own| own == line), "{line}\n{text}");
        }
        // Every name has its kind, told once and before its first value.
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let name = line.split(['{', ' ']).next().unwrap();
            let family = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
            assert_eq!(text.matches(&format!("# TYPE {family} ")).count(), 1, "{line}");
        }
    }
}
