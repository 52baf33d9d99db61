//! What all answers are made with.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use helpdex_insights::catalog::Catalog;
use tokio::time::{Duration, timeout};

use super::answer::{Answer, Refused};
use super::client;
use super::origin::{AllowList, Hosts};
use super::rate_limit::RateLimit;
use super::sent::Sent;
use super::session::Sessions;
use crate::metrics::Metrics;
use crate::notice::Report;
use crate::secret::Secret;
use crate::store::{Record, Store};
use crate::writer::{Refusal, Writer};

/// Bytes of a body.
pub(crate) const MOST_BYTES: usize = 64 * 1024;
/// How long a body may take.
const BODY_TIME: Duration = Duration::from_secs(10);

pub(crate) struct App {
    pub(crate) store: Arc<Store>,
    pub(crate) writer: Writer,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) report: Arc<Report>,
    pub(crate) allowed: AllowList,
    pub(crate) hosts: Hosts,
    pub(crate) proxies: Vec<IpAddr>,
    pub(crate) rate: RateLimit,
    /// How often somebody may try to sign in.
    pub(crate) tries: RateLimit,
    pub(crate) secret: Secret,
    pub(crate) sessions: Sessions,
    /// What figures know of the site.
    pub(crate) catalog: Arc<Catalog>,
    /// How messages are delivered.
    pub(crate) ways: Vec<&'static str>,
    /// Wakes the tasks that deliver.
    pub(crate) outbox: Arc<tokio::sync::Notify>,
    /// Days that texts are kept, and so the keys of messages.
    pub(crate) keep: u32,
}

impl App {
    /// Whose request it is.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        client::address(peer, headers, &self.proxies)
    }

    /// Lets a request in: from a site that is allowed, or with the token; not too often; not too large; not too slow.
    pub(crate) async fn admit(&self, peer: IpAddr, headers: HeaderMap, body: Body) -> Result<Sent, Refused> {
        let sender = self.allowed.sender(&headers).cloned();
        // A page elsewhere can't send the token without asking first, and is told no.
        if sender.is_none() && !self.sessions.has_bearer(&headers) {
            return Err(Refused::new(StatusCode::FORBIDDEN, "this site is not one that may send here"));
        }
        let refused = |status, why| Err(Refused::new(status, why).to(sender.clone()));
        if !self.rate.take(self.client(peer, &headers), Instant::now()) {
            return refused(StatusCode::TOO_MANY_REQUESTS, "too many requests from one address; try again in a minute");
        }
        let told = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if told.is_some_and(|length| length > MOST_BYTES as u64) {
            return refused(StatusCode::PAYLOAD_TOO_LARGE, "more than 64 kB");
        }
        match timeout(BODY_TIME, to_bytes(body, MOST_BYTES)).await {
            Ok(Ok(body)) => Ok(Sent { headers, sender, body }),
            Ok(Err(_)) => refused(StatusCode::PAYLOAD_TOO_LARGE, "more than 64 kB, or cut off"),
            Err(_) => refused(StatusCode::REQUEST_TIMEOUT, "too slow"),
        }
    }

    /// Has records written.
    pub(crate) async fn keep(&self, records: Vec<Record>, sent: &Sent) -> Result<Vec<bool>, Refused> {
        self.writer.keep(records).await.map_err(|refusal| {
            let refused = match refusal {
                Refusal::Full => Refused::new(StatusCode::INSUFFICIENT_STORAGE, "the disk is full; nothing was kept"),
                Refusal::Busy => Refused::new(StatusCode::SERVICE_UNAVAILABLE, "too much to do; nothing was kept"),
                Refusal::Failed => {
                    Refused::new(StatusCode::SERVICE_UNAVAILABLE, "the database failed; nothing was kept")
                }
            };
            refused.to(sent.sender.clone())
        })
    }

    /// What browsers ask before they send JSON that is called so.
    pub(crate) fn preflight(&self, headers: &HeaderMap) -> Response {
        match self.allowed.sender(headers) {
            Some(sender) => Answer::preflight(sender),
            None => Refused::new(StatusCode::FORBIDDEN, "this site is not one that may send here").into(),
        }
    }
}

/// Only these may send.
pub(crate) fn is_post(method: &Method) -> bool {
    method == Method::POST
}
