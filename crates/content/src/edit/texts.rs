//! Files that are changed in several steps, each of which counts in what the one before left.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::plan::Change;
use crate::diagnostic::{Edit, SourceText};
use crate::error::{Error, Result};

const BOM: &str = "\u{feff}";

/// Files on their way to new texts. Nothing is written before [`changes`](Self::changes) are.
#[derive(Debug)]
pub struct Texts {
    root: PathBuf,
    files: BTreeMap<String, Text>,
}

#[derive(Debug)]
struct Text {
    bom: bool,
    before: String,
    now: SourceText,
    edits: usize,
}

impl Texts {
    /// Those of a site.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), files: BTreeMap::new() }
    }

    fn text(&mut self, path: &str) -> Result<&mut Text> {
        if !self.files.contains_key(path) {
            let location = self.root.join(path);
            let bytes = std::fs::read(&location).map_err(Error::io("read", &location))?;
            let text = String::from_utf8(bytes)
                .map_err(|_| Error::Refused(format!("`{path}` is not UTF-8 text; nothing was written")))?;
            let bom = text.starts_with(BOM);
            let before = text.strip_prefix(BOM).map(str::to_owned).unwrap_or(text);
            let now = SourceText::new(path, before.clone());
            self.files.insert(path.to_owned(), Text { bom, before, now, edits: 0 });
        }
        self.files.get_mut(path).ok_or_else(|| Error::Refused(format!("`{path}` is not there")))
    }

    /// A file as it is to be.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn get(&mut self, path: &str) -> Result<&SourceText> {
        self.text(path).map(|text| &text.now)
    }

    /// Makes edits that all count in the texts as they are now. Of two that overlap the first is made.
    ///
    /// # Errors
    /// When a file can't be read.
    pub fn edit(&mut self, edits: &[Edit]) -> Result<()> {
        let mut by_file: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
        for edit in edits {
            by_file.entry(&edit.path).or_default().push(edit);
        }
        for (path, mut edits) in by_file {
            edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
            let text = self.text(path)?;
            let old = text.now.text();
            let mut new = String::with_capacity(old.len() + 64);
            let mut at = 0;
            for edit in edits {
                let Some(before) = old.get(at..edit.range.start).filter(|_| old.get(edit.range.clone()).is_some())
                else {
                    continue;
                };
                new.push_str(before);
                new.push_str(&edit.text);
                at = edit.range.end;
                text.edits += 1;
            }
            new.push_str(old.get(at..).unwrap_or_default());
            text.now = SourceText::new(path, new);
        }
        Ok(())
    }

    /// What changes, in the order of paths.
    pub fn changes(self) -> Vec<Change> {
        let Self { root, files } = self;
        let changed = files.into_iter().filter(|(_, text)| text.now.text() != text.before);
        changed
            .map(|(path, text)| {
                let bom = if text.bom { BOM } else { "" };
                let texts = (format!("{bom}{}", text.before), format!("{bom}{}", text.now.text()));
                Change::new(&root, &path, texts, text.edits)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_count_in_what_the_one_before_left() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("a.md"), "\u{feff}one two").expect("written");
        let mut texts = Texts::new(dir.path());
        let edit = |range, text: &str| Edit { path: "a.md".into(), range, text: text.to_owned() };
        texts.edit(&[edit(4..7, "2"), edit(0..3, "1"), edit(2..5, "x")]).expect("read");
        assert_eq!(texts.get("a.md").expect("read").text(), "1 2");
        texts.edit(&[edit(1..1, ",")]).expect("read");
        let changes = texts.changes();
        changes[0].write().expect("written");
        let read = || std::fs::read_to_string(dir.path().join("a.md")).expect("there");
        assert_eq!((read().as_str(), changes[0].edits), ("\u{feff}1, 2", 3));
        changes[0].undo().expect("written");
        assert_eq!(read(), "\u{feff}one two");
    }
}
