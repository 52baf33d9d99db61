//! Threads for what can wait.

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Threads of their own for work that nobody waits for, one fewer than the machine can run at once: a save is shown at once
/// however much there is still to look at. A machine that gives no such threads does that work on those that all share.
pub(super) struct Threads(Option<ThreadPool>);

impl Threads {
    pub(super) fn leaving_one() -> Self {
        let all = std::thread::available_parallelism().map_or(1, usize::from);
        Self(ThreadPoolBuilder::new().num_threads(all.saturating_sub(1).max(1)).build().ok())
    }

    /// Does some work on them, and waits for it.
    pub(super) fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            Some(threads) => threads.install(work),
            None => work(),
        }
    }

    /// Begins some work on them.
    pub(super) fn spawn(&self, work: impl FnOnce() + Send + 'static) {
        match &self.0 {
            Some(threads) => threads.spawn(work),
            None => rayon::spawn(work),
        }
    }
}
