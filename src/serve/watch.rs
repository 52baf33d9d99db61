//! From the system's news about files to batches of changed paths.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::follow::Message;
use super::poll::Poller;
use super::{Notice, Report};
use crate::config::Config;

/// An editor's save is several events; the last is this long ago when the batch is done.
const QUIET: Duration = Duration::from_millis(8);
/// Many files at once are a tool at work, which pauses longer between them.
const QUIET_OF_TOOLS: Duration = Duration::from_millis(100);
/// More files than this in a batch are a tool's.
const FEW: usize = 3;
/// A batch that never ends is shown in between.
const LONGEST: Duration = Duration::from_secs(2);
/// As long as git holds its lock, unless it was left behind.
const LONGEST_OF_GIT: Duration = Duration::from_secs(20);
/// What is heard of files.
pub(super) type News = notify::Result<Event>;

/// A folder to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// With everything below it, or only the files right in it.
    pub(super) recursive: bool,
}

/// Follows the folders that a site is made from.
pub(super) struct Watcher {
    eye: Eye,
    news: Sender<News>,
    report: Arc<Report>,
}

/// Who tells of changes.
enum Eye {
    /// The system, with the folders that it watches.
    System { inner: RecommendedWatcher, watched: BTreeMap<PathBuf, Watched> },
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
        let eye = match (system, &why) {
            (Ok(inner), None) => Eye::System { inner, watched: BTreeMap::new() },
            _ => Eye::Own(Poller::start(folders(config), news.clone())),
        };
        let mut watcher = Self { eye, news, report: Arc::clone(report) };
        if let Some(why) = why {
            (report)(Notice::Polling(why));
        }
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
    let content = Folder { path: config.content_dir(), recursive: true };
    vec![root, content, Folder { path: config.root.join("themes"), recursive: true }]
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
            let quiet = if batch.paths.len() > FEW { QUIET_OF_TOOLS } else { QUIET };
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

#[derive(Debug, Default)]
struct Batch {
    paths: BTreeSet<PathBuf>,
    /// The system lost count.
    everything: bool,
    failed: Option<String>,
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
            Ok(event) => match event.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Any | EventKind::Other => {
                    self.paths.extend(event.paths);
                }
                EventKind::Access(_) => return false,
                EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => self.paths.extend(event.paths),
            },
            Err(fault) => {
                self.failed = Some(reason(&fault));
                self.everything = true;
            }
        }
        true
    }
}

/// The file that git keeps while it changes the working tree.
fn git_lock(root: &Path) -> Option<PathBuf> {
    let git = root.ancestors().map(|folder| folder.join(".git")).find(|git| git.exists())?;
    if git.is_dir() {
        return Some(git.join("index.lock"));
    }
    // In a worktree `.git` is a file that names the folder.
    let text = std::fs::read_to_string(&git).ok()?;
    let folder = Path::new(text.trim().strip_prefix("gitdir:")?.trim());
    Some(git.parent()?.join(folder).join("index.lock"))
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|metadata| metadata.ino())
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<u64> {
    let created = std::fs::metadata(path).ok()?.created().ok()?;
    created.duration_since(std::time::UNIX_EPOCH).ok().map(|since| since.as_nanos() as u64)
}

/// Whether files can change without this machine's kernel knowing: network folders and those that a virtual machine
/// or container gets from its host.
#[cfg(target_os = "linux")]
fn is_remote(path: &Path) -> bool {
    /// NFS, SMB (three generations), FUSE and virtiofs, 9p, VirtualBox, Parallels: from `man 2 statfs` and their sources.
    const REMOTE: [u64; 8] =
        [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x6573_5546, 0x0102_1997, 0x786f_4256, 0x7c7c_6673];
    rustix::fs::statfs(path).is_ok_and(|system| REMOTE.contains(&((system.f_type as u64) & 0xffff_ffff)))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}
