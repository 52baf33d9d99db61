//! From edits that many diagnostics ask for to new versions of files.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::replace_file;
use crate::diagnostic::Edit;
use crate::error::{Error, Result};

const BOM: &str = "\u{feff}";

/// A file and what is to become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path relative to the site's root.
    pub path: String,
    /// How many places change.
    pub edits: usize,
    location: PathBuf,
    before: String,
    after: String,
}

/// What a set of edits comes to.
#[derive(Debug, Default)]
pub struct Plan {
    /// The files that change, in the order of their paths.
    pub changes: Vec<Change>,
    /// Groups of edits that got in the way of others, or no longer fit the file. Another run may make them.
    pub left_out: usize,
}

/// Makes a plan of groups of edits; a group is made as a whole or not at all. `text` gives the text, without a byte
/// order mark, that the edits of a file count in, as far as it is known.
///
/// # Errors
/// When a file can't be read.
pub fn plan<'e, 't>(
    root: &Path,
    groups: impl IntoIterator<Item = &'e [Edit]>,
    text: impl Fn(&str) -> Option<Cow<'t, str>>,
) -> Result<Plan> {
    let mut plan = Plan::default();
    let mut files: BTreeMap<&str, File> = BTreeMap::new();
    for group in groups {
        for edit in group {
            if !files.contains_key(edit.path.as_str()) {
                files.insert(&edit.path, File::read(root, &edit.path, text(&edit.path).as_deref())?);
            }
        }
        let fits = |edit: &&Edit| files.get(edit.path.as_str()).is_some_and(|file| file.fits(edit));
        if group.iter().filter(|edit| !fits(edit)).count() > 0 {
            plan.left_out += 1;
            continue;
        }
        for edit in group {
            if let Some(file) = files.get_mut(edit.path.as_str())
                && !file.edits.contains(&edit)
            {
                file.edits.push(edit);
            }
        }
    }
    plan.changes = files.into_iter().filter_map(|(path, file)| file.change(path)).collect();
    Ok(plan)
}

/// A file with the edits chosen so far.
struct File<'e> {
    location: PathBuf,
    /// The whole text, with its byte order mark.
    text: String,
    /// Whether it is what the edits count in.
    same: bool,
    edits: Vec<&'e Edit>,
}

impl<'e> File<'e> {
    fn read(root: &Path, path: &str, known: Option<&str>) -> Result<Self> {
        let location = root.join(path);
        let bytes = std::fs::read(&location).map_err(Error::io("read", &location))?;
        let (text, utf8) = match String::from_utf8(bytes) {
            Ok(text) => (text, true),
            Err(_) => (String::new(), false),
        };
        let same = utf8 && known.is_none_or(|known| known == text.strip_prefix(BOM).unwrap_or(&text));
        Ok(Self { location, text, same, edits: Vec::new() })
    }

    fn bom(&self) -> usize {
        if self.text.starts_with(BOM) { BOM.len() } else { 0 }
    }

    fn fits(&self, edit: &Edit) -> bool {
        let range = edit.range.start + self.bom()..edit.range.end + self.bom();
        self.same
            && self.text.get(range).is_some()
            && self.edits.iter().all(|other| *other == edit || !clash(&other.range, &edit.range))
    }

    fn change(mut self, path: &str) -> Option<Change> {
        self.edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut after = String::with_capacity(self.text.len() + 64);
        let mut at = 0;
        for edit in &self.edits {
            let (start, end) = (edit.range.start + self.bom(), edit.range.end + self.bom());
            after.push_str(self.text.get(at..start)?);
            after.push_str(&edit.text);
            at = end;
        }
        after.push_str(self.text.get(at..)?);
        let (edits, location) = (self.edits.len(), self.location);
        (after != self.text).then(|| Change { path: path.to_owned(), edits, location, before: self.text, after })
    }
}

/// Whether two edits can't both be made. Two that put something in at one place would leave the order to chance.
fn clash(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start == b.start || (a.start < b.end && b.start < a.end)
}

impl Change {
    /// A change from one text of a file to another, both with their byte order mark.
    pub(super) fn new(root: &Path, path: &str, (before, after): (String, String), edits: usize) -> Self {
        Self { path: path.to_owned(), edits, location: root.join(path), before, after }
    }

    /// Puts the old text back, where the new one is still there.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn undo(&self) -> Result<()> {
        let now = std::fs::read(&self.location).map_err(Error::io("read", &self.location))?;
        if now == self.after.as_bytes() { replace_file(&self.location, self.before.as_bytes()) } else { Ok(()) }
    }

    /// What changes, as a unified diff.
    pub fn diff(&self) -> String {
        let diff = TextDiff::from_lines(self.before.as_str(), self.after.as_str());
        let (old, new) = (format!("a/{}", self.path), format!("b/{}", self.path));
        diff.unified_diff().context_radius(2).header(&old, &new).to_string()
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When it can't be written, or is no longer what it was when the plan was made.
    pub fn write(&self) -> Result<()> {
        let now = std::fs::read(&self.location).map_err(Error::io("read", &self.location))?;
        if now != self.before.as_bytes() {
            let message = format!("`{}` was changed by somebody else just now; nothing was written to it", self.path);
            return Err(Error::Refused(message));
        }
        replace_file(&self.location, self.after.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, text: &str) -> Edit {
        Edit { path: "a.md".into(), range, text: text.to_owned() }
    }

    fn planned(text: &str, groups: &[&[Edit]]) -> (Plan, tempfile::TempDir) {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("a.md"), text).expect("written");
        let known = text.strip_prefix(BOM).unwrap_or(text);
        (plan(dir.path(), groups.iter().copied(), |_| Some(Cow::Borrowed(known))).expect("read"), dir)
    }

    #[test]
    fn edits_of_many_diagnostics_become_one_version() {
        let (a, b, c) = (edit(0..1, "А"), edit(3..4, ""), edit(6..6, "!"));
        let (plan, dir) =
            planned("\u{feff}one\r\nx", &[&[c], std::slice::from_ref(&a), &[b], std::slice::from_ref(&a)]);
        assert_eq!((plan.left_out, plan.changes[0].edits), (0, 3));
        plan.changes[0].write().expect("written");
        assert_eq!(std::fs::read_to_string(dir.path().join("a.md")).expect("there"), "\u{feff}Аne\nx!");
    }

    #[test]
    fn the_first_of_two_that_overlap_is_made_and_groups_stay_whole() {
        let first = [edit(0..3, "x")];
        let second = [edit(2..4, "y"), edit(5..6, "z")];
        let (plan, _dir) = planned("abcdef", &[&first, &second, &[edit(3..4, "D")]]);
        assert_eq!(plan.left_out, 1);
        assert_eq!(plan.changes[0].after, "xDef");
        let (plan, _dir) = planned("abc", &[&[edit(1..1, "x")], &[edit(1..1, "y")]]);
        assert_eq!((plan.left_out, plan.changes[0].after.as_str()), (1, "axbc"));
    }

    #[test]
    fn an_edit_that_does_not_fit_is_left_out() {
        let (plan, _dir) = planned("аб", &[&[edit(1..2, "x")], &[edit(90..91, "x")]]);
        assert_eq!((plan.left_out, plan.changes.len()), (2, 0));
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("a.md"), "new text").expect("written");
        let edits = [edit(0..1, "x")];
        let plan = plan_of(dir.path(), &edits, "old text");
        assert_eq!((plan.left_out, plan.changes.len()), (1, 0), "the file was changed meanwhile");
    }

    fn plan_of(root: &Path, edits: &[Edit], known: &str) -> Plan {
        plan(root, [edits], |_| Some(Cow::Borrowed(known))).expect("read")
    }

    #[test]
    fn a_file_changed_after_the_plan_is_left_alone() {
        let (plan, dir) = planned("abc", &[&[edit(0..1, "x")]]);
        std::fs::write(dir.path().join("a.md"), "mine").expect("written");
        assert_eq!(plan.changes[0].write().expect_err("refused").exit_status(), 2);
        assert_eq!(std::fs::read_to_string(dir.path().join("a.md")).expect("there"), "mine");
    }

    #[test]
    fn a_diff_names_the_file() {
        let (plan, _dir) = planned("one\ntwo\n", &[&[edit(4..7, "2")]]);
        assert_eq!(plan.changes[0].diff(), "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n");
    }
}
