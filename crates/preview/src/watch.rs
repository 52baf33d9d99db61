//! From the system's news about files to batches of changed paths.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::disk::{git_lock, identity, is_remote};
use super::message::Message;
use super::notice::{Notice, Report};
use super::poll::Poller;
use super::watched::{Folder, News};
use helpdex_content::config::Config;

/// An editor's save is several events; the last is this long ago when the batch is done.
const QUIET: Duration = Duration::from_millis(8);
/// After a file was closed or got its name there is seldom more to come.
const QUIET_AFTER_A_SAVE: Duration = Duration::from_millis(3);
/// Many files at once are a tool at work, which pauses longer between them.
const QUIET_OF_TOOLS: Duration = Duration::from_millis(100);
/// More files than this in a batch are a tool's.
const FEW: usize = 3;
/// A batch that never ends is shown in between.
const LONGEST: Duration = Duration::from_secs(2);
/// As long as git holds its lock, unless it was left behind.
const LONGEST_OF_GIT: Duration = Duration::from_secs(20);
/// What the system offers for this.
type System = dyn notify::Watcher + Send;

/// Follows the folders that a site is made from.
pub(super) struct Watcher {
    eye: Eye,
    news: Sender<News>,
    report: Arc<Report>,
}

/// Who tells of changes.
enum Eye {
    /// The system, with the folders that it watches.
    System { inner: Box<System>, watched: BTreeMap<PathBuf, Watched> },
    /// We ourselves, again and again.
    Own(Poller),
}

/// A folder as it was when its watch began: another folder in its place needs another watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Watched {
    recursive: bool,
    identity: Option<u64>,
}

impl Watcher {
    /// Follows a site's folders; batches go to `messages`.
    pub(super) fn start(config: &Config, messages: Sender<Message>, poll: bool, report: &Arc<Report>) -> Self {
        let (news, heard) = channel();
        let lock = git_lock(&config.root);
        std::thread::spawn(move || gather(&heard, &messages, lock.as_deref()));
        let told = news.clone();
        let system = RecommendedWatcher::new(move |event| drop(told.send(event)), notify::Config::default());
        let why = if poll {
            Some("as asked for".to_owned())
        } else if is_remote(&config.content_dir()) {
            Some("this file system doesn't tell of changes made elsewhere".to_owned())
        } else {
            system.as_ref().err().map(reason)
        };
        let system = system.ok().filter(|_| why.is_none()).map(|system| Box::new(system) as Box<System>);
        if let Some(why) = why {
            (report)(Notice::Polling(why));
        }
        Self::with(system, config, news, report)
    }

    /// Follows a site's folders by the system or, without one, by looking at them.
    fn with(system: Option<Box<System>>, config: &Config, news: Sender<News>, report: &Arc<Report>) -> Self {
        let eye = match system {
            Some(inner) => Eye::System { inner, watched: BTreeMap::new() },
            None => Eye::Own(Poller::start(folders(config), news.clone())),
        };
        let mut watcher = Self { eye, news, report: Arc::clone(report) };
        watcher.follow(config);
        watcher
    }

    /// Watches what a site is made from now: folders may have come, gone, or been put in another's place.
    pub(super) fn follow(&mut self, config: &Config) {
        let (inner, watched) = match &mut self.eye {
            Eye::System { inner, watched } => (inner, watched),
            Eye::Own(poller) => return poller.follow(folders(config)),
        };
        let there = folders(config).into_iter().filter(|folder| folder.path.is_dir());
        let wanted: BTreeMap<PathBuf, Watched> = there
            .map(|Folder { path, recursive }| {
                let identity = identity(&path);
                (path, Watched { recursive, identity })
            })
            .collect();
        watched.retain(|path, was| {
            let stays = wanted.get(path) == Some(was);
            if !stays {
                // The system has forgotten a folder that is gone.
                let _ = inner.unwatch(path);
            }
            stays
        });
        let mut refused = None;
        for (path, new) in wanted.into_iter().filter(|(path, _)| !watched.contains_key(path)).collect::<Vec<_>>() {
            let mode = if new.recursive { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            match inner.watch(&path, mode) {
                Ok(()) => drop(watched.insert(path, new)),
                Err(fault) => refused = Some(reason(&fault)),
            }
        }
        if let Some(why) = refused {
            self.poll(config, &why);
        }
    }

    /// Looks at the files again and again from now on.
    pub(super) fn poll(&mut self, config: &Config, why: &str) {
        if matches!(self.eye, Eye::System { .. }) {
            self.eye = Eye::Own(Poller::start(folders(config), self.news.clone()));
            (self.report)(Notice::Polling(why.to_owned()));
        }
    }
}

/// What a site is made from.
fn folders(config: &Config) -> Vec<Folder> {
    let root = Folder { path: config.root.clone(), recursive: false };
    let whole = [config.content_dir(), config.root.join("themes")];
    // Files that the settings name may lie anywhere in the site.
    let votes = config.feedback.votes.iter().map(|votes| votes.path.as_path());
    let named = config.contact.files().map(Path::new).chain(votes).chain(config.typed_from());
    let mut folders: Vec<PathBuf> = named.filter_map(|file| Some(config.root.join(file.parent()?))).collect();
    folders.retain(|folder| *folder != config.root && !whole.iter().any(|whole| folder.starts_with(whole)));
    folders.sort();
    folders.dedup();
    let named = folders.into_iter().map(|path| Folder { path, recursive: false });
    let whole = whole.into_iter().map(|path| Folder { path, recursive: true });
    [root].into_iter().chain(whole).chain(named).collect()
}

/// Why the system can't tell, in words for a person.
fn reason(fault: &notify::Error) -> String {
    match fault.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system's limit of watched folders is reached; on Linux `sysctl fs.inotify.max_user_watches` raises it"
                .to_owned()
        }
        _ => fault.to_string(),
    }
}

/// Puts news together until there is a pause.
fn gather(news: &Receiver<News>, messages: &Sender<Message>, git_lock: Option<&Path>) {
    while let Ok(first) = news.recv() {
        let began = Instant::now();
        let mut batch = Batch::default();
        batch.add(first);
        let mut last = began;
        while !batch.is_empty() {
            let quiet = match batch.paths.len() {
                0..=FEW if batch.is_saved => QUIET_AFTER_A_SAVE,
                0..=FEW => QUIET,
                _ => QUIET_OF_TOOLS,
            };
            match news.recv_timeout((last + quiet).saturating_duration_since(Instant::now())) {
                Ok(event) => {
                    if batch.add(event) {
                        last = Instant::now();
                    }
                    if began.elapsed() > LONGEST && !git_lock.is_some_and(Path::exists) {
                        break;
                    }
                }
                // git changes many files under a lock: all of them are one change.
                Err(RecvTimeoutError::Timeout)
                    if began.elapsed() < LONGEST_OF_GIT && git_lock.is_some_and(Path::exists) =>
                {
                    last = Instant::now();
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if batch.is_empty() {
            continue;
        }
        let sent = batch.failed.into_iter().map(Message::WatchFailed).try_for_each(|message| messages.send(message));
        let changed = Message::Changed { paths: batch.paths, everything: batch.everything, began };
        if sent.and_then(|()| messages.send(changed)).is_err() {
            return;
        }
    }
}

/// Whether an event tells of nothing that changed.
fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// Whether a save ends like this: what was written is closed, or has its name.
fn is_save(kind: EventKind) -> bool {
    let named = EventKind::Modify(ModifyKind::Name(RenameMode::To));
    let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
    [EventKind::Access(AccessKind::Close(AccessMode::Write)), named, renamed].contains(&kind)
}

#[derive(Debug, Default)]
struct Batch {
    paths: BTreeSet<PathBuf>,
    /// The system lost count.
    everything: bool,
    failed: Option<String>,
    /// Whether the last news was that a file is written to its end, or has its name.
    is_saved: bool,
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.everything && self.failed.is_none()
    }

    /// Adds an event if it is about a change, and says whether it was.
    fn add(&mut self, news: News) -> bool {
        match news {
            Ok(event) if event.need_rescan() => self.everything = true,
            // Reading a file is news too, our own reading included.
            Ok(event) if is_reading(event.kind) => return false,
            Ok(event) => {
                self.is_saved = is_save(event.kind);
                self.paths.extend(event.paths);
            }
            Err(fault) => {
                self.failed = Some(reason(&fault));
                self.everything = true;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use helpdex_content::config::CONFIG_FILE;

    /// A system that has room for so many watches.
    struct Limited(usize);

    impl notify::Watcher for Limited {
        fn new<F: notify::EventHandler>(_: F, _: notify::Config) -> notify::Result<Self> {
            Ok(Self(0))
        }

        fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
            self.0 = self.0.checked_sub(1).ok_or(notify::Error::new(notify::ErrorKind::MaxFilesWatch))?;
            Ok(())
        }

        fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
            Ok(())
        }

        fn kind() -> notify::WatcherKind {
            notify::WatcherKind::NullWatcher
        }
    }

    #[test]
    fn a_full_system_is_done_without() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("content")).expect("made");
        std::fs::write(dir.path().join(CONFIG_FILE), "title: T\nbase_url: https://x.example\n").expect("written");
        let config = Config::load(dir.path()).expect("found").expect("valid");
        for room in [0, 1] {
            let told = Arc::new(Mutex::new(Vec::new()));
            let teller = Arc::clone(&told);
            let report: Arc<Report> = Arc::new(move |notice| teller.lock().expect("whole").push(format!("{notice:?}")));
            let (news, heard) = channel();
            let watcher = Watcher::with(Some(Box::new(Limited(room))), &config, news, &report);
            let said = told.lock().expect("whole").join(" ");
            assert!(said.contains("Polling") && said.contains("limit of watched folders"), "{said}");
            let file = dir.path().join(format!("content/{room}.md"));
            std::fs::write(&file, "new").expect("written");
            let event = heard.recv_timeout(Duration::from_secs(20)).expect("told").expect("an event");
            assert_eq!(event.paths, [file]);
            drop(watcher);
        }
    }

    #[test]
    fn a_limit_reached_later_is_told_with_everything() {
        let (news, heard) = channel();
        let (messages, inbox) = channel();
        std::thread::spawn(move || gather(&heard, &messages, None));
        news.send(Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch))).expect("heard");
        let next = || inbox.recv_timeout(Duration::from_secs(20)).expect("told");
        assert!(matches!(next(), Message::WatchFailed(why) if why.contains("limit of watched folders")));
        assert!(matches!(next(), Message::Changed { everything: true, .. }));
    }
}
