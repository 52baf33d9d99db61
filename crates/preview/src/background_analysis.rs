//! What takes longer than an author should wait for: diagnostics, related articles, the search index.
//!
//! The page is shown first. This runs on its own thread, always for the newest state it knows.

use helpdex_content::config::LanguageId;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::analysis::{Analysis, Job};
use super::message::Message;
use helpdex_content::site::Site;
use helpdex_publish::build::Loaded;
use helpdex_publish::faults;
use helpdex_render::search::{Live, search_live};

/// When nothing has changed for so long, everything is indexed again; until then changes are indexed by themselves.
const REST: Duration = Duration::from_secs(3);
/// A site that is indexed as fast as this need not wait for a rest.
const AT_ONCE: Duration = Duration::from_millis(150);

/// Where jobs are handed in.
pub(super) struct Jobs {
    sender: Sender<Job>,
    /// The number of the newest one: work for an older one is given up.
    newest: Arc<AtomicU64>,
}

impl Jobs {
    /// Hands one in. Without its thread the preview still shows pages.
    pub(super) fn send(&self, job: Job) {
        self.newest.store(job.number, Ordering::Relaxed);
        let _ = self.sender.send(job);
    }
}

/// Starts the thread; results go to `messages`.
pub(super) fn start(messages: Sender<Message>) -> Jobs {
    let (sender, inbox) = channel();
    let newest = Arc::new(AtomicU64::new(0));
    let worker = Worker { inbox, newest: Arc::clone(&newest), messages, indexes: None, took: Duration::ZERO };
    std::thread::spawn(move || worker.work());
    Jobs { sender, newest }
}

struct Worker {
    inbox: Receiver<Job>,
    newest: Arc<AtomicU64>,
    messages: Sender<Message>,
    indexes: Option<Arc<Vec<Live>>>,
    /// How long everything took to index the last time.
    took: Duration,
}

/// The preview has ended.
struct Ended;

impl Worker {
    fn work(mut self) {
        let Ok(mut job) = self.inbox.recv() else { return };
        loop {
            // The newest one counts.
            job = self.inbox.try_iter().last().unwrap_or(job);
            match self.settle(&job) {
                Ok(Some(newer)) => job = newer,
                Ok(None) => match self.inbox.recv() {
                    Ok(next) => job = next,
                    Err(_) => return,
                },
                Err(Ended) => return,
            }
        }
    }

    /// Works out everything about a site, the quickest first; a newer one that comes before the slowest comes back.
    fn settle(&mut self, job: &Job) -> Result<Option<Job>, Ended> {
        let starting = self.indexes.is_none();
        if let Some(followed) = self.indexes.as_deref().and_then(|indexes| follow(indexes, &job.site)) {
            self.index(followed)?;
        }
        self.tell(Analysis::Near(Arc::clone(&job.site), job.site.nearest()))?;
        let diagnostics = faults::of_sources(&job.site, &job.theme, job.theme_faults.to_vec());
        self.tell(Analysis::Sources(job.number, diagnostics.clone()))?;
        let rest = if starting || self.took < AT_ONCE { Duration::ZERO } else { REST };
        if let Some(newer) = self.newer(rest)? {
            return Ok(Some(newer));
        }
        let started = Instant::now();
        if let Some(made) = whole(self.indexes.as_deref().map_or(&[], Vec::as_slice), &job.site) {
            self.took = started.elapsed();
            self.index(made)?;
        }
        let loaded = Loaded::of(Arc::clone(&job.site), Arc::clone(&job.theme), diagnostics);
        self.verify(job.number, &loaded)?;
        Ok(None)
    }

    /// Renders every page as a build does and looks at all of them, until something newer comes.
    fn verify(&self, number: u64, loaded: &Loaded) -> Result<(), Ended> {
        let indexes = self.indexes.as_deref().map_or(&[][..], Vec::as_slice);
        let answer = |language: LanguageId, query: &_| search_live(indexes, language, query);
        let newest = &*self.newest;
        let is_past = || newest.load(Ordering::Relaxed) > number;
        match faults::of_output_with(loaded, &answer, &is_past) {
            Ok(Some(found)) => self.tell(Analysis::Output(number, found)),
            Ok(None) => Ok(()),
            Err(fault) => self.tell(Analysis::Failed(fault.to_string())),
        }
    }

    fn index(&mut self, made: helpdex_content::error::Result<Vec<Live>>) -> Result<(), Ended> {
        match made {
            Ok(indexes) => {
                let indexes = Arc::new(indexes);
                self.indexes = Some(Arc::clone(&indexes));
                self.tell(Analysis::Indexed(indexes))
            }
            Err(fault) => self.tell(Analysis::Failed(fault.to_string())),
        }
    }

    fn tell(&self, settled: Analysis) -> Result<(), Ended> {
        self.messages.send(Message::Analysis(settled)).map_err(|_| Ended)
    }

    /// Waits whether something newer comes.
    fn newer(&self, pause: Duration) -> Result<Option<Job>, Ended> {
        match self.inbox.recv_timeout(pause) {
            Ok(newer) => Ok(Some(newer)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(Ended),
        }
    }
}

/// The indexes with what changed since; nothing when too much did.
fn follow(indexes: &[Live], site: &Site) -> Option<helpdex_content::error::Result<Vec<Live>>> {
    if indexes.len() != site.config.languages.len() {
        return None;
    }
    site.config.languages.ids().zip(indexes).map(|(language, index)| index.follow(site, language).transpose()).collect()
}

/// The indexes of all articles, made anew where they are not of this site; nothing when all of them are.
fn whole(indexes: &[Live], site: &Site) -> Option<helpdex_content::error::Result<Vec<Live>>> {
    let languages = site.config.languages.ids();
    let known = |language: LanguageId| indexes.get(language.index()).filter(|index| index.is_of(site, language));
    let shared: Vec<Option<&Live>> = languages.clone().map(known).collect();
    if indexes.len() == shared.len() && shared.iter().all(Option::is_some) {
        return None;
    }
    let made = languages.zip(shared);
    Some(
        made.map(|(language, known)| known.map_or_else(|| Live::of(site, language), |known| Ok(known.share())))
            .collect(),
    )
}
