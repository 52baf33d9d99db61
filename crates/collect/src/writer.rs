//! The one task that writes what comes in: what waits together is written together, and acknowledged when it is there.

use std::sync::Arc;

use helpdex_insights::queries::NormalForms;
use tokio::sync::{mpsc, oneshot};

use crate::metrics::Metrics;
use crate::notice::{Notice, Report};
use crate::store::{Fault, Record, Store};

/// Requests that wait to be written. More are told to come again.
const WAITING: usize = 2_048;
/// Records of one transaction, apart from the last request's.
const AT_ONCE: usize = 1_000;

/// What one request wants kept.
struct Job {
    records: Vec<Record>,
    done: oneshot::Sender<Result<Vec<bool>, Refusal>>,
}

/// Why nothing of a request was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The disk is full.
    Full,
    /// Too many wait, or the collector ends.
    Busy,
    /// The database failed.
    Failed,
}

/// Takes records to the task that writes.
#[derive(Clone)]
pub(crate) struct Writer(mpsc::Sender<Job>);

impl Writer {
    /// Starts the task. It ends when all writers are gone and all that they gave is written.
    pub(crate) fn start(
        store: Arc<Store>,
        metrics: Arc<Metrics>,
        report: Arc<Report>,
    ) -> (Self, tokio::task::JoinHandle<()>) {
        let (jobs, inbox) = mpsc::channel(WAITING);
        (Self(jobs), tokio::spawn(run(store, metrics, report, inbox)))
    }

    /// Has records written, and says of each whether it is new.
    pub(crate) async fn keep(&self, records: Vec<Record>) -> Result<Vec<bool>, Refusal> {
        let (done, outcome) = oneshot::channel();
        self.0.try_send(Job { records, done }).map_err(|_| Refusal::Busy)?;
        outcome.await.unwrap_or(Err(Refusal::Failed))
    }
}

async fn run(store: Arc<Store>, metrics: Arc<Metrics>, report: Arc<Report>, mut inbox: mpsc::Receiver<Job>) {
    let mut forms = NormalForms::default();
    while let Some(first) = inbox.recv().await {
        let mut records = first.records;
        let mut requests = vec![(records.len(), first.done)];
        while records.len() < AT_ONCE
            && let Ok(next) = inbox.try_recv()
        {
            requests.push((next.records.len(), next.done));
            records.extend(next.records);
        }
        let outcome = store.append(&records, &mut forms).await;
        match outcome {
            Ok(new) => {
                metrics.batch(records.len());
                let mut rest = new.as_slice();
                for (length, done) in requests {
                    let (own, others) = rest.split_at(length.min(rest.len()));
                    rest = others;
                    // Whoever asked may be gone.
                    let _ = done.send(Ok(own.to_vec()));
                }
            }
            Err(fault) => {
                let refusal = match fault {
                    Fault::Full => {
                        report(Notice::warning("disk_full").with("records", records.len()));
                        Refusal::Full
                    }
                    Fault::Other(fault) => {
                        report(Notice::warning("write_failed").with("records", records.len()).with("fault", fault));
                        Refusal::Failed
                    }
                };
                for (_, done) in requests {
                    let _ = done.send(Err(refusal));
                }
            }
        }
    }
}
