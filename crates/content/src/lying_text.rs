//! Texts that are known to be as they were, and lie in their own files until somebody asks for them.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::kept::{MadeOf, made_of};

/// The first file that was another one when it was read at last: nothing that is made of these texts may be published then.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed(Arc<OnceLock<PathBuf>>);

impl Changed {
    /// That file, if there is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.0.get().map(PathBuf::as_path)
    }
}

/// The text of a file that nobody has opened yet.
#[derive(Debug)]
pub(crate) struct LyingText {
    location: PathBuf,
    length: u32,
    number: MadeOf,
    text: OnceLock<String>,
    /// Whether it stays in memory once it was read.
    stays: bool,
    changed: Changed,
}

impl LyingText {
    /// That of a file, of which its bytes and their number are known.
    pub(crate) fn new(location: PathBuf, (length, number): (u32, MadeOf), changed: Changed) -> Self {
        Self { location, length, number, text: OnceLock::new(), stays: true, changed }
    }

    /// A number of the text.
    pub(crate) fn number(&self) -> MadeOf {
        self.number
    }

    /// Bytes of the text.
    pub(crate) fn len(&self) -> usize {
        self.length as usize
    }

    /// Of a very large site no text stays in memory.
    pub(crate) fn read_each_time(&mut self) {
        self.stays = false;
    }

    /// The text; nothing is in it if the file is another one by now.
    pub(crate) fn get(&self) -> Cow<'_, str> {
        if self.stays { Cow::Borrowed(self.text.get_or_init(|| self.read())) } else { Cow::Owned(self.read()) }
    }

    fn read(&self) -> String {
        let text = std::fs::read(&self.location).ok().and_then(|bytes| String::from_utf8(bytes).ok()).map(without_mark);
        text.filter(|text| made_of([text.as_bytes()]) == self.number).unwrap_or_else(|| {
            self.changed.0.get_or_init(|| self.location.clone());
            String::new()
        })
    }
}

/// A text without the byte order mark that some editors write.
pub(crate) fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_when_somebody_asks_and_is_the_one_that_was_known() {
        let dir = tempfile::tempdir().expect("a folder");
        let place = dir.path().join("a.md");
        for is_kept in [true, false] {
            std::fs::write(&place, "\u{feff}раз").expect("written");
            let changed = Changed::default();
            let mut text = LyingText::new(place.clone(), (6, made_of(["раз".as_bytes()])), changed.clone());
            if !is_kept {
                text.read_each_time();
            }
            assert_eq!((&*text.get(), text.len(), changed.file()), ("раз", 6, None));
            std::fs::write(&place, "два").expect("written");
            assert_eq!((&*text.get(), changed.file()), if is_kept { ("раз", None) } else { ("", Some(&*place)) });
        }
        let changed = Changed::default();
        let text = LyingText::new(dir.path().join("gone"), (6, [0; 16]), changed.clone());
        assert_eq!(&*text.get(), "");
        assert!(changed.file().is_some());
    }
}
