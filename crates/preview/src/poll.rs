//! Looking for changes again and again, where the system doesn't tell of them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::{Event, EventKind};
use walkdir::WalkDir;

use super::state::version;
use super::watched::{Folder, News};

/// How often to look, at most.
const PAUSE: Duration = Duration::from_millis(500);
/// Looking may take this share of the time: a large site is looked at less often.
const SHARE: u32 = 20;
/// Some file systems keep times to two seconds. A file as young as this is compared by its bytes too.
const YOUNG: Duration = Duration::from_secs(3);

/// Looks at folders on a thread of its own until it is dropped.
#[derive(Debug)]
pub(super) struct Poller {
    folders: Sender<Vec<Folder>>,
}

/// What a file looked like.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// Stands for its bytes while it is young.
    version: Option<String>,
}

type Seen = HashMap<PathBuf, Stamp>;

impl Poller {
    /// Looks at the folders once, and from then on tells of what is different.
    pub(super) fn start(folders: Vec<Folder>, news: Sender<News>) -> Self {
        let seen = look(&folders, &Seen::new());
        let (sender, inbox) = channel();
        std::thread::spawn(move || follow(folders, seen, &inbox, &news));
        Self { folders: sender }
    }

    /// Looks at these folders from now on.
    pub(super) fn follow(&self, folders: Vec<Folder>) {
        // Its thread ends only with the preview.
        let _ = self.folders.send(folders);
    }
}

fn follow(mut folders: Vec<Folder>, mut seen: Seen, inbox: &Receiver<Vec<Folder>>, news: &Sender<News>) {
    let mut pause = PAUSE;
    loop {
        match inbox.recv_timeout(pause) {
            Ok(others) => folders = others,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let started = Instant::now();
        let now = look(&folders, &seen);
        let came_or_changed = now.iter().filter(|(path, stamp)| differs(seen.get(*path), stamp)).map(|(path, _)| path);
        let gone = seen.keys().filter(|path| !now.contains_key(*path));
        let changed: Vec<PathBuf> = came_or_changed.chain(gone).cloned().collect();
        seen = now;
        if !changed.is_empty() {
            let event = Event { kind: EventKind::Any, paths: changed, attrs: Default::default() };
            if news.send(Ok(event)).is_err() {
                return;
            }
        }
        pause = PAUSE.max(started.elapsed() * SHARE);
    }
}

/// Whether a file is not what it was. Bytes count where both are known.
fn differs(before: Option<&Stamp>, now: &Stamp) -> bool {
    before.is_none_or(|before| {
        let bytes = before.version.is_some() && now.version.is_some() && before.version != now.version;
        bytes || (before.modified, before.length) != (now.modified, now.length)
    })
}

fn look(folders: &[Folder], before: &Seen) -> Seen {
    let mut seen = Seen::new();
    let now = SystemTime::now();
    for folder in folders {
        let depth = if folder.recursive { usize::MAX } else { 1 };
        // What can't be read now may be read the next time.
        for entry in WalkDir::new(&folder.path).max_depth(depth).into_iter().filter_map(Result::ok) {
            let Ok(metadata) = entry.metadata() else { continue };
            let is_file = metadata.is_file();
            // The time of a folder tells only of what it holds, and that is looked at itself.
            let modified = metadata.modified().ok().filter(|_| is_file);
            let young = modified.is_some_and(|modified| now.duration_since(modified).is_ok_and(|age| age < YOUNG));
            let was_young = before.get(entry.path()).is_some_and(|stamp| stamp.version.is_some());
            let bytes = if is_file && (young || was_young) { std::fs::read(entry.path()).ok() } else { None };
            let length = if is_file { metadata.len() } else { 0 };
            let stamp = Stamp { modified, length, version: bytes.map(|bytes| version(&bytes)) };
            // A file that has aged is known by its time again.
            seen.insert(entry.into_path(), stamp);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_within_one_tick_of_the_clock() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.md");
        std::fs::write(&path, "one").expect("written");
        let time = std::fs::metadata(&path).expect("there").modified().expect("known");
        let folders = [Folder { path: dir.path().to_owned(), recursive: true }];
        let before = look(&folders, &Seen::new());
        std::fs::write(&path, "two").expect("written");
        std::fs::File::options().write(true).open(&path).expect("opened").set_modified(time).expect("set");
        let after = look(&folders, &before);
        assert!(differs(before.get(&path), &after[&path]));
        assert!(!differs(after.get(&path), &look(&folders, &after)[&path]));
    }

    #[test]
    fn what_was_told_of() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("b")).expect("made");
        let folders = vec![Folder { path: dir.path().to_owned(), recursive: true }];
        let (news, heard) = channel();
        let poller = Poller::start(folders, news);
        std::fs::write(dir.path().join("b/a.md"), "one").expect("written");
        let told = || heard.recv_timeout(Duration::from_secs(20)).expect("told").expect("an event").paths;
        assert_eq!(told(), [dir.path().join("b/a.md")]);
        std::fs::remove_file(dir.path().join("b/a.md")).expect("removed");
        assert_eq!(told(), [dir.path().join("b/a.md")]);
        drop(poller);
    }
}
