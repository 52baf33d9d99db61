//! The list of files that Helpdex wrote into an output, so that it never removes anything else.

use std::collections::BTreeSet;
use std::path::Path;

/// The manifest's name in the output folder.
pub const MANIFEST: &str = "helpdex.manifest";
const FIRST_LINE: &str = "# files written by helpdex; the next build replaces them";

/// A path a line in their order, without the manifest itself.
pub(super) fn text<'p>(paths: impl Iterator<Item = &'p String>) -> String {
    let mut text = format!("{FIRST_LINE}\n");
    for path in paths.filter(|path| *path != MANIFEST) {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The files that the build before wrote; nothing when there is no manifest of ours.
pub fn read(out: &Path) -> Option<BTreeSet<String>> {
    let text = std::fs::read_to_string(out.join(MANIFEST)).ok()?;
    let mut lines = text.lines();
    (lines.next() == Some(FIRST_LINE)).then(|| lines.map(str::to_owned).chain([MANIFEST.to_owned()]).collect())
}
