//! What takes longer than an author should wait for: diagnostics, related articles, the search index.
//!
//! The page is shown first. This runs on its own thread, always for the newest state it knows. All articles are indexed
//! beside it: meanwhile newer states go on being looked at, with the index before.

use helpdex_content::config::LanguageId;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use super::analysis::{Analysis, Job};
use super::message::Message;
use super::threads::Threads;
use helpdex_content::error::Result;
use helpdex_content::site::Site;
use helpdex_publish::build::Loaded;
use helpdex_publish::faults;
use helpdex_render::search::{Live, search_live};

/// When nothing has changed for so long, everything is indexed again; until then changes are indexed by themselves.
const REST: Duration = Duration::from_secs(3);
/// A site that is indexed as fast as this need not wait for a rest.
const AT_ONCE: Duration = Duration::from_millis(150);

/// What the thread hears of.
enum Task {
    /// A state to look at.
    Job(Job),
    /// All articles of a state are indexed; nothing where that failed, and why was told.
    Indexed(Option<Made>),
}

/// An index of all articles.
struct Made {
    indexes: Vec<Live>,
    /// What it was made with besides articles.
    grounds: String,
    took: Duration,
}

/// What an index is made with besides articles: no index of other settings or of a theme of other words is taken over.
fn grounds(job: &Job) -> String {
    format!("{} {:?}", job.theme.identity(), job.site.config)
}

/// Where jobs are handed in.
pub(super) struct Jobs {
    sender: Arc<Sender<Task>>,
    /// The number of the newest one: work for an older one is given up.
    newest: Arc<AtomicU64>,
}

impl Jobs {
    /// Hands one in. Without its thread the preview still shows pages.
    pub(super) fn send(&self, job: Job) {
        self.newest.store(job.number, Ordering::Relaxed);
        let _ = self.sender.send(Task::Job(job));
    }
}

/// Starts the thread; results go to `messages`.
pub(super) fn start(messages: Sender<Message>) -> Jobs {
    let (sender, inbox) = channel();
    let sender = Arc::new(sender);
    let newest = Arc::new(AtomicU64::new(0));
    let worker = Worker {
        inbox,
        tasks: Arc::downgrade(&sender),
        newest: Arc::clone(&newest),
        messages,
        threads: Threads::leaving_one(),
        indexers: Threads::leaving_one(),
        indexes: None,
        grounds: String::new(),
        indexing: false,
        took: Duration::ZERO,
    };
    std::thread::spawn(move || worker.work());
    Jobs { sender, newest }
}

struct Worker {
    inbox: Receiver<Task>,
    /// The same from outside, as long as anybody hands jobs in.
    tasks: Weak<Sender<Task>>,
    newest: Arc<AtomicU64>,
    messages: Sender<Message>,
    threads: Threads,
    /// The same for all articles being indexed, which nothing else is to wait for.
    indexers: Threads,
    indexes: Option<Arc<Vec<Live>>>,
    /// What they were made with besides articles.
    grounds: String,
    /// Whether all articles are being indexed.
    indexing: bool,
    /// How long everything took to index the last time.
    took: Duration,
}

/// The preview has ended.
struct Ended;

/// What came while something was waited for.
enum News {
    Newer(Job),
    Indexed,
    /// An index could not be made.
    Failed,
    Nothing,
}

impl Worker {
    fn work(mut self) {
        let mut job = None;
        loop {
            let settled = match &job {
                Some(job) => self.settle(job),
                None => self.newer(None, None),
            };
            match settled {
                Ok(News::Newer(newer)) => job = Some(newer),
                Ok(_) => job = None,
                Err(Ended) => return,
            }
        }
    }

    /// Works out everything about a site, the quickest first; a newer one that comes before the slowest comes back.
    fn settle(&mut self, job: &Job) -> Result<News, Ended> {
        let starting = self.indexes.is_none();
        self.follow(&job.site)?;
        let near = self.threads.run(|| job.site.nearest());
        self.tell(Analysis::Near(Arc::clone(&job.site), near))?;
        let diagnostics = self.threads.run(|| faults::of_sources(&job.site, &job.theme, job.theme_faults.to_vec()));
        self.tell(Analysis::Sources(job.number, diagnostics.clone()))?;
        let rest = if starting || self.took < AT_ONCE { Duration::ZERO } else { REST };
        let until = Instant::now() + rest;
        loop {
            match self.newer(Some(until), Some(job))? {
                News::Indexed | News::Failed => {}
                News::Nothing => break,
                newer => return Ok(newer),
            }
        }
        let grounds = grounds(job);
        while self.grounds != grounds || !is_of(self.indexes(), &job.site) {
            self.index_all(&job.site, &grounds);
            match self.newer(None, Some(job))? {
                News::Indexed | News::Nothing => {}
                News::Failed => break,
                newer => return Ok(newer),
            }
        }
        let loaded = Loaded::of(Arc::clone(&job.site), Arc::clone(&job.theme), diagnostics);
        self.verify(job.number, &loaded)?;
        Ok(News::Nothing)
    }

    /// Waits for something newer, until a moment if one is named. An index that comes is taken for the site that is looked
    /// at.
    fn newer(&mut self, until: Option<Instant>, job: Option<&Job>) -> Result<News, Ended> {
        let first = match until {
            Some(until) => self.inbox.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let first = match first {
            Ok(task) => task,
            Err(RecvTimeoutError::Timeout) => return Ok(News::Nothing),
            Err(RecvTimeoutError::Disconnected) => return Err(Ended),
        };
        let (mut newer, mut made) = (None, None);
        let more: Vec<Task> = self.inbox.try_iter().collect();
        for task in std::iter::once(first).chain(more) {
            match task {
                // The newest one counts.
                Task::Job(job) => newer = Some(job),
                Task::Indexed(indexes) => made = Some(indexes),
            }
        }
        let mut news = News::Nothing;
        if let Some(made) = made {
            self.indexing = false;
            news = News::Failed;
            if let Some(Made { indexes, grounds, took }) = made {
                (self.took, self.grounds, news) = (took, grounds, News::Indexed);
                let site = newer.as_ref().or(job).map(|job| Arc::clone(&job.site));
                let followed = site.and_then(|site| follow(&indexes, &site));
                self.take(followed.unwrap_or(Ok(indexes)))?;
            }
        }
        Ok(newer.map_or(news, News::Newer))
    }

    /// Indexes all articles of a site, unless that is under way: an author may go on meanwhile.
    fn index_all(&mut self, site: &Arc<Site>, grounds: &str) {
        if self.indexing {
            return;
        }
        let Some(tasks) = self.tasks.upgrade().map(|tasks| (*tasks).clone()) else { return };
        self.indexing = true;
        let starting = self.indexes.is_none();
        let known = self.indexes.clone().filter(|_| self.grounds == grounds);
        let (site, messages, grounds) = (Arc::clone(site), self.messages.clone(), grounds.to_owned());
        let index = move || {
            let started = Instant::now();
            let made = whole(known.as_deref().map_or(&[], Vec::as_slice), &site);
            let made = made.map_err(|fault| messages.send(Message::Analysis(Analysis::Failed(fault.to_string()))));
            // Nobody hears of it when the preview has ended.
            let made = made.ok().map(|indexes| Made { indexes, grounds, took: started.elapsed() });
            let _ = tasks.send(Task::Indexed(made));
        };
        // Nobody edits yet when the preview starts.
        if starting { drop(std::thread::spawn(index)) } else { self.indexers.spawn(index) }
    }

    /// Indexes what changed since all articles were indexed, if that is little.
    fn follow(&mut self, site: &Site) -> Result<(), Ended> {
        let indexes = self.indexes.clone();
        match indexes.and_then(|indexes| self.threads.run(|| follow(&indexes, site))) {
            Some(followed) => self.take(followed),
            None => Ok(()),
        }
    }

    /// Renders every page as a build does and looks at all of them, until something newer comes.
    fn verify(&self, number: u64, loaded: &Loaded) -> Result<(), Ended> {
        let (indexes, newest) = (self.indexes(), &*self.newest);
        let is_past = || newest.load(Ordering::Relaxed) > number;
        let look = || {
            let answer = |language: LanguageId, query: &_| search_live(indexes, language, query);
            faults::of_output_with(loaded, &answer, &is_past)
        };
        match self.threads.run(look) {
            Ok(Some(found)) => self.tell(Analysis::Output(number, found)),
            Ok(None) => Ok(()),
            Err(fault) => self.tell(Analysis::Failed(fault.to_string())),
        }
    }

    fn indexes(&self) -> &[Live] {
        self.indexes.as_deref().map_or(&[], Vec::as_slice)
    }

    fn take(&mut self, made: Result<Vec<Live>>) -> Result<(), Ended> {
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
}

/// The indexes with what changed since; nothing when too much did.
fn follow(indexes: &[Live], site: &Site) -> Option<Result<Vec<Live>>> {
    if indexes.len() != site.config.languages.len() {
        return None;
    }
    site.config.languages.ids().zip(indexes).map(|(language, index)| index.follow(site, language).transpose()).collect()
}

/// Whether indexes answer as those of all articles of a site would.
fn is_of(indexes: &[Live], site: &Site) -> bool {
    let languages = site.config.languages.ids();
    indexes.len() == languages.len() && languages.zip(indexes).all(|(language, index)| index.is_of(site, language))
}

/// The indexes of all articles, made anew where they are not of this site.
fn whole(indexes: &[Live], site: &Site) -> Result<Vec<Live>> {
    let made = |language: LanguageId| match indexes.get(language.index()) {
        Some(known) if known.is_of(site, language) => Ok(known.share()),
        Some(known) => known.again(site, language),
        None => Live::of(site, language),
    };
    site.config.languages.ids().map(made).collect()
}
