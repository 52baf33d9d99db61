//! Pictures that were drawn before: to draw one takes as long as to write a hundred pages.
//!
//! They lie in `.helpdex/cache/share` of the site, by what they show and the fonts of the machine. The folder can be deleted
//! at any time; where it can't be written, everything is drawn anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use helpdex_content::local_folder::{LOCAL_FOLDER, make_ignored};

/// The signature that all PNG files begin with, and the chunk that ends them.
const START: &[u8] = b"\x89PNG\r\n\x1a\n";
const END: &[u8] = b"IEND\xaeB`\x82";
/// So many pictures of earlier builds are kept beside those of this one: of branches, and of titles that come back.
const SPARE: usize = 500;

/// Pictures that were drawn before.
#[derive(Debug)]
pub(crate) struct PictureCache {
    folder: PathBuf,
    used: Mutex<BTreeSet<String>>,
}

impl PictureCache {
    /// The cache of a site, by the folder of its settings.
    pub(crate) fn of(root: &Path) -> Self {
        Self { folder: root.join(LOCAL_FOLDER).join("cache").join("share"), used: Mutex::default() }
    }

    /// The picture with a key: the one that is there, or what is drawn now.
    pub(super) fn get(&self, key: &str, draw: impl FnOnce() -> Vec<u8>) -> Vec<u8> {
        let name = format!("{key}.png");
        let path = self.folder.join(&name);
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
        if let Ok(known) = fs::read(&path)
            && known.starts_with(START)
            && known.ends_with(END)
        {
            return known;
        }
        let drawn = draw();
        if drawn.starts_with(START) {
            // A cache that can't be written costs time, and nothing else.
            let _ = self.put(&path, &drawn);
        }
        drawn
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        self.prepare()?;
        // Written aside: a build that is killed leaves no half of a picture.
        let aside = path.with_extension(format!("{}.new", std::process::id()));
        fs::write(&aside, bytes)?;
        fs::rename(&aside, path)
    }

    /// Makes the folder, and keeps git from it.
    fn prepare(&self) -> std::io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        let own = self.folder.ancestors().nth(2).unwrap_or(&self.folder);
        make_ignored(own).map_err(std::io::Error::other)
    }

    /// Removes the oldest of what this build had no use for, where there is much of it.
    pub(super) fn clean(&self) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let idle = entries.filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            let changed = entry.metadata().ok()?.modified().ok()?;
            (!used.contains(&name)).then(|| (changed, entry.path()))
        });
        let mut idle: Vec<_> = idle.collect();
        idle.sort();
        let most = used.len().max(SPARE);
        for (_, path) in idle.iter().take(idle.len().saturating_sub(most)) {
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(fill: u8) -> Vec<u8> {
        [START, &[fill; 10], END].concat()
    }

    #[test]
    fn what_was_drawn_is_not_drawn_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let cache = PictureCache::of(dir.path());
        assert_eq!(cache.get("a", || picture(1)), picture(1));
        assert_eq!(cache.get("a", || unreachable!("it is there")), picture(1));
        assert_eq!(fs::read_to_string(dir.path().join(".helpdex/.gitignore")).expect("read"), "*\n");
        // Half a picture is none.
        fs::write(dir.path().join(".helpdex/cache/share/a.png"), START).expect("written");
        assert_eq!(cache.get("a", || picture(2)), picture(2));
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_done_without() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join(".helpdex"), "a file").expect("written");
        let cache = PictureCache::of(dir.path());
        assert_eq!(cache.get("a", || picture(1)), picture(1));
        cache.clean();
    }

    #[test]
    fn what_nobody_uses_goes_when_it_is_much() {
        let dir = tempfile::tempdir().expect("a folder");
        let before = PictureCache::of(dir.path());
        (0..SPARE + 20).for_each(|number| drop(before.get(&number.to_string(), || picture(1))));
        let now = PictureCache::of(dir.path());
        now.get("0", || unreachable!("it is there"));
        now.clean();
        let left = fs::read_dir(&now.folder).expect("listed").count();
        assert_eq!(left, SPARE + 1);
        assert_eq!(now.get("0", || unreachable!("it is there")), picture(1));
    }
}
