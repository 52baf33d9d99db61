//! The tasks that deliver what is due.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::backoff::pause;
use super::way::{Failure, Parcel, Way};
use crate::clock::now;
use crate::intake::message::Message;
use crate::metrics::Metrics;
use crate::notice::{Notice, Report};
use crate::store::{Claim, Store};

/// How long a claim holds, in milliseconds: longer than any attempt takes.
const LEASE: i64 = 120_000;
/// How long a task sleeps at most: another machine may have put something into the same database.
const NAP: Duration = Duration::from_secs(10);
/// Attempts under way at once by one way.
const AT_ONCE: usize = 4;

/// Delivers by one way.
#[derive(Clone)]
pub(crate) struct Worker {
    pub(crate) store: Arc<Store>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) report: Arc<Report>,
    pub(crate) wake: Arc<Notify>,
    pub(crate) way: Arc<dyn Way>,
}

impl Worker {
    /// Starts the tasks. They end when the collector does, each after the attempt it is at.
    pub(crate) fn start(self, stopped: &watch::Receiver<bool>) -> Vec<tokio::task::JoinHandle<()>> {
        (0..AT_ONCE).map(|_| tokio::spawn(self.clone().run(stopped.clone()))).collect()
    }

    async fn run(self, mut stopped: watch::Receiver<bool>) {
        while !*stopped.borrow() {
            // Listening before looking: what comes in between is not slept through.
            let woken = self.wake.notified();
            let rest = match self.store.claim(self.way.name(), now(), LEASE).await {
                Ok(Some(claim)) => {
                    self.attempt(claim).await;
                    continue;
                }
                Ok(None) => self.rest().await,
                Err(fault) => {
                    self.tell_database(&fault);
                    NAP
                }
            };
            tokio::select! {
                () = woken => {}
                () = tokio::time::sleep(rest) => {}
                _ = stopped.wait_for(|stopped| *stopped) => {}
            }
        }
    }

    /// How long until the next delivery is due.
    async fn rest(&self) -> Duration {
        let due = self.store.next_due(self.way.name()).await.ok().flatten();
        let left = due.map(|due| due.saturating_sub(now())).and_then(|left| u64::try_from(left).ok());
        left.map_or(NAP, |left| Duration::from_millis(left.max(50)).min(NAP))
    }

    async fn attempt(&self, claim: Claim) {
        let done = match serde_json::from_str::<Message>(&claim.json) {
            Ok(message) => {
                let parcel = Parcel { message, json: claim.json.clone(), may_be_again: claim.unsure > 0 };
                let way = Arc::clone(&self.way);
                let sent = tokio::task::spawn_blocking(move || way.deliver(&parcel)).await;
                sent.unwrap_or_else(|_| Err(Failure::unsure("the attempt broke off")))
            }
            Err(_) => Err(Failure::refused("the message can't be read")),
        };
        let name = self.way.name();
        let said =
            |what: Notice| what.with("way", name).with("message", claim.id.as_str()).with("attempt", claim.attempt);
        // Noted first, then told: whoever reads of it finds it so.
        let (noted, notice, outcome) = match done {
            Ok(()) => {
                let notice = said(Notice::info("delivered")).with("unsure", claim.unsure);
                (self.store.delivered(&claim).await, notice, "delivered")
            }
            Err(failure) => {
                let next = pause(claim.attempt, chance()).map(|pause| now() + pause);
                let (what, outcome) = match next {
                    Some(_) => ("delivery_failed", "failed"),
                    None => ("delivery_given_up", "dead"),
                };
                let notice = said(Notice::warning(what)).with("fault", failure.why.as_str());
                (self.store.failed(&claim, &failure.why, failure.is_unsure, next).await, notice, outcome)
            }
        };
        if let Err(fault) = noted {
            // The claim runs out, and the delivery is tried again with a note that it may be the second time.
            self.tell_database(&fault);
        }
        self.metrics.delivery(name, outcome);
        (self.report)(notice);
    }

    fn tell_database(&self, fault: &sqlx::Error) {
        let fault = crate::error::plain(fault);
        (self.report)(Notice::warning("outbox_failed").with("way", self.way.name()).with("fault", fault));
    }
}

/// From 0 to 1; the middle where the system gives none.
fn chance() -> f64 {
    getrandom::u32().map_or(0.5, |number| f64::from(number) / f64::from(u32::MAX))
}
