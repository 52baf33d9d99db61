//! What takes longer than an author should wait for: diagnostics, related articles, the search index.
//!
//! The page is shown first. This runs on its own thread, always for the newest state it knows.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::follow::Message;
use crate::check;
use crate::diagnostic::{Diagnostic, tidy};
use crate::search::Index;
use crate::site::Site;

/// While the author types on, the costly rest waits.
const PAUSE: Duration = Duration::from_millis(250);

/// A site to look at.
pub(super) struct Job {
    pub(super) site: Arc<Site>,
    /// What loading the theme found.
    pub(super) theme_faults: Arc<Vec<Diagnostic>>,
}

/// What came out.
pub(super) enum Settled {
    /// What every rule found in a site.
    Found(Arc<Site>, Vec<Diagnostic>),
    /// The articles nearest to each other in a site.
    Near(Arc<Site>, BTreeMap<String, Vec<String>>),
    /// An index of each language.
    Indexed(Vec<Index>),
    /// An index could not be made.
    Failed(String),
}

/// Starts the thread; jobs go to what comes back, results to `messages`.
pub(super) fn start(messages: Sender<Message>) -> Sender<Job> {
    let (jobs, inbox) = channel();
    std::thread::spawn(move || work(&inbox, &messages));
    jobs
}

fn work(inbox: &Receiver<Job>, messages: &Sender<Message>) {
    let mut waiting = None;
    let mut first = true;
    loop {
        let Some(job) = waiting.take().or_else(|| inbox.recv().ok()) else { return };
        let job = inbox.try_iter().last().unwrap_or(job);
        let found = Settled::Found(Arc::clone(&job.site), diagnose(&job));
        if messages.send(Message::Settled(found)).is_err() {
            return;
        }
        if !std::mem::take(&mut first) {
            match inbox.recv_timeout(PAUSE) {
                Ok(newer) => {
                    waiting = Some(newer);
                    continue;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let near = Settled::Near(Arc::clone(&job.site), job.site.nearest());
        if messages
            .send(Message::Settled(near))
            .and_then(|()| messages.send(Message::Settled(index(&job.site))))
            .is_err()
        {
            return;
        }
    }
}

fn diagnose(job: &Job) -> Vec<Diagnostic> {
    let mut found = check::run(&job.site);
    found.extend(job.theme_faults.iter().cloned());
    check::apply_levels(&job.site, &mut found);
    tidy(&mut found);
    found
}

fn index(site: &Site) -> Settled {
    let indexes = (0..site.config.languages.len()).map(|language| Index::in_memory(site, language)).collect();
    match indexes {
        Ok(indexes) => Settled::Indexed(indexes),
        Err(fault) => Settled::Failed(fault.to_string()),
    }
}
