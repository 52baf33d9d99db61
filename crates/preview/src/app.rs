//! What every answer of the preview is made from.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use tokio::sync::watch;

use super::host_guard::HostGuard;
use super::insights::Insights;
use super::message::Message;
use super::rate_limit::RateLimit;
use super::search_tests::SearchTests;
use super::state::State;
use super::unanswered::Unanswered;
use super::write::editing::Editing;

/// What every answer is made from.
pub(super) struct App {
    pub(super) states: watch::Receiver<Arc<State>>,
    /// Where faults go that only show when a page is looked at.
    pub(super) messages: Sender<Message>,
    pub(super) rate_limit: RateLimit,
    pub(super) unanswered: Unanswered,
    pub(super) insights: Insights,
    pub(super) search_tests: SearchTests,
    pub(super) gate: HostGuard,
    pub(super) session: u64,
    pub(super) stopped: watch::Receiver<bool>,
    /// What writing takes; nothing where the site is only shown.
    pub(super) editing: Option<Arc<Editing>>,
}

impl App {
    pub(super) fn new(
        states: watch::Receiver<Arc<State>>,
        messages: Sender<Message>,
        gate: HostGuard,
        stopped: watch::Receiver<bool>,
        editing: Option<Arc<Editing>>,
    ) -> Self {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        // Pages compare it as a JavaScript number, which is exact below 2^53.
        let session = since.map_or(0, |since| since.as_micros() as u64);
        let (rate_limit, unanswered, search_tests) =
            (RateLimit::default(), Unanswered::default(), SearchTests::default());
        let insights = Insights::default();
        Self { states, messages, rate_limit, unanswered, insights, search_tests, gate, session, stopped, editing }
    }

    /// The newest state.
    pub(super) fn state(&self) -> Arc<State> {
        Arc::clone(&self.states.borrow())
    }
}
