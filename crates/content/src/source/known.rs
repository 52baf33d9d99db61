//! Files that were read before and lie there as they did: nobody needs to read them again to know what they hold.

use std::ops::Range;
use std::path::Path;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::front_matter::FrontMatter;
use super::heads::Heads;
use crate::diagnostic::SourceText;
use crate::kept::{MadeOf, Many, Memory, Stamp, made_of};
use crate::lying_text::{Changed, LyingText};
use crate::path::SitePath;

/// What is known of the files of before, and what is found of those of now.
pub(super) struct Known {
    pub(super) heads: Heads,
    files: Many,
    /// When this was begun: what is written from then on has a later time than any stamp that is kept.
    since: SystemTime,
    pub(super) changed: Changed,
}

/// What is known of a file besides its front matter.
#[derive(Serialize, Deserialize)]
struct Record {
    text: MadeOf,
    length: u32,
    head: MadeOf,
    body: Range<usize>,
    notes: Vec<Range<usize>>,
}

/// A file that was not read.
pub(super) struct Unread {
    pub(super) file: SourceText,
    pub(super) head: MadeOf,
    pub(super) front: FrontMatter,
    pub(super) body: Range<usize>,
    pub(super) notes: Vec<Range<usize>>,
}

impl Known {
    pub(super) fn of(memory: &dyn Memory) -> Self {
        let since = SystemTime::now();
        let (heads, files) = rayon::join(|| Heads::of(memory), || Many::of(memory, "files"));
        Self { heads, files, since, changed: Changed::default() }
    }

    /// The file at a place, if it lies there as it was when it was read. `shown` is its path from the site's root.
    pub(super) fn recall(&self, shown: &SitePath, location: &Path) -> Option<Unread> {
        let stamp = Stamp::at(location)?;
        let record: Record = postcard::from_bytes(self.files.recall(&number(shown, stamp))?).ok()?;
        let Record { text, length, head, body, notes } = record;
        let front = self.heads.recall(&head)?;
        let lying = LyingText::new(location.to_owned(), (length, text), self.changed.clone());
        Some(Unread { file: SourceText::lying(shown, lying), head, front, body, notes })
    }

    /// Remembers a file that was read when it had a stamp, if nothing is wrong with it.
    pub(super) fn add(&self, stamp: Stamp, entry: &Entry) {
        let Some(head) = entry.head.filter(|_| entry.diagnostics.is_empty()) else { return };
        // It might be changed within the same moment of the file system's clock.
        if !stamp.is_older_than(self.since) {
            return;
        }
        let Ok(length) = u32::try_from(entry.file.len()) else { return };
        let (body, notes) = (entry.body.clone(), entry.notes.clone());
        let record = Record { text: entry.file.number(), length, head, body, notes };
        if let Ok(bytes) = postcard::to_allocvec(&record) {
            self.files.add(number(entry.file.path(), stamp), bytes);
        }
    }

    /// Keeps what is known now.
    pub(super) fn keep(self, memory: &dyn Memory) {
        self.heads.keep(memory);
        self.files.keep(memory);
    }
}

/// A number of a file's name and stamp.
fn number(shown: &SitePath, stamp: Stamp) -> MadeOf {
    made_of([shown.as_bytes(), &stamp.to_bytes()])
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Mutex;
    use std::time::Duration;

    use super::*;
    use crate::config::Config;
    use crate::kept::What;
    use crate::source::read::read_entry;

    #[derive(Default)]
    struct Kept(Mutex<HashMap<String, Vec<u8>>>);

    impl Memory for Kept {
        fn recall(&self, _: What, path: &str, _: &MadeOf) -> Option<Vec<u8>> {
            self.0.lock().expect("whole").get(path).cloned()
        }

        fn keep(&self, _: What, path: &str, _: &MadeOf, bytes: &[u8]) {
            self.0.lock().expect("whole").insert(path.to_owned(), bytes.to_vec());
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_a_file_that_lies_there_as_it_did_is_known() {
        let dir = tempfile::tempdir().expect("a folder");
        let yaml = "title: T\nbase_url: https://x.example\nlanguages: [en]\n";
        std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
        std::fs::create_dir(dir.path().join("content")).expect("made");
        let config = Config::load(dir.path()).expect("found").expect("valid");
        let place = dir.path().join("content/a.md");
        let (kept, shown) = (Kept::default(), SitePath::from("content/a.md"));
        // As if it was read long after it was written.
        let known = || Known { since: SystemTime::now() + Duration::from_secs(60), ..Known::of(&kept) };
        let write = |text: &str| {
            // The clock of a file system stands still for some milliseconds.
            std::thread::sleep(Duration::from_millis(20));
            std::fs::write(&place, text).expect("written");
        };
        let read = |known: &Known| read_entry(&config, "a.md", &place, Some(known)).expect("read").expect("right");
        let text = "\u{feff}---\ntitle: T\n---\nОдин.\n";
        write(text);
        let now = Known::of(&kept);
        read(&now);
        assert!(now.files.recall(&number(&shown, Stamp::at(&place).expect("there"))).is_none());
        now.keep(&kept);
        assert!(known().recall(&shown, &place).is_none(), "it was just written when it was read");
        let first = known();
        let (new, changed) = (read(&first), first.changed.clone());
        first.keep(&kept);
        let second = known();
        let unread = second.recall(&shown, &place).expect("known");
        assert_eq!(
            (unread.body, unread.notes, unread.head),
            (new.body.clone(), new.notes.clone(), new.head.expect("one"))
        );
        assert_eq!((unread.file.number(), unread.file.len()), (new.file.number(), new.file.len()));
        let again = read(&second);
        assert_eq!(
            format!("{:?}", (&again.key, &again.slug, &again.front)),
            format!("{:?}", (&new.key, &new.slug, &new.front))
        );
        assert_eq!((again.file.text(), changed.file()), (new.file.text(), None));
        let written = std::fs::metadata(&place).expect("there").modified().expect("a time");
        write(&text.replace("Один", "Одна"));
        std::fs::File::options().write(true).open(&place).expect("there").set_modified(written).expect("set");
        assert!(second.recall(&shown, &place).is_none(), "of the same size and time");
        assert_eq!(&*unread.file.text(), "", "it was not read in time");
        assert_eq!(second.changed.file(), Some(&*place));
    }
}
