//! The list of files that Helpdex wrote into an output, so that it never removes anything else.

use std::collections::BTreeSet;
use std::path::Path;

/// The manifest's name in the output folder.
pub const MANIFEST: &str = "helpdex.manifest";

/// What an output folder is for. One kind never takes the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A help site, as `helpdex build` writes it.
    Site,
    /// A search index for programs, as `helpdex export tantivy` writes it.
    Index,
}

impl Holds {
    const ALL: [Self; 2] = [Self::Site, Self::Index];

    fn first_line(self) -> &'static str {
        match self {
            Self::Site => "# files written by helpdex; the next build replaces them",
            Self::Index => "# files written by helpdex export; the next export replaces them",
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Site => "a built site",
            Self::Index => "an exported search index",
        }
    }
}

/// A path a line in their order, without the manifest itself.
pub(super) fn text<'p>(holds: Holds, paths: impl Iterator<Item = &'p String>) -> String {
    let mut text = format!("{}\n", holds.first_line());
    for path in paths.filter(|path| *path != MANIFEST) {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// What lies in a folder that Helpdex wrote; nothing when there is no manifest of ours.
pub(super) fn holds(out: &Path) -> Option<Holds> {
    of(&whole(out)?)
}

/// What a manifest is of; nothing for a text that is none.
fn of(text: &str) -> Option<Holds> {
    Holds::ALL.into_iter().find(|holds| text.lines().next() == Some(holds.first_line()))
}

/// The manifest of a folder that Helpdex wrote, whatever it is for.
pub(super) fn whole(out: &Path) -> Option<String> {
    let text = std::fs::read_to_string(out.join(MANIFEST)).ok()?;
    of(&text).map(|_| text)
}

/// The files that a manifest names, and itself.
pub(super) fn paths(manifest: &str) -> impl Iterator<Item = &str> {
    let rest = manifest.split_once('\n').map(|(_, rest)| rest);
    rest.into_iter().flat_map(|rest| rest.lines().chain([MANIFEST]))
}

/// The files that the build before wrote; nothing when there is no manifest of a site.
pub fn read(out: &Path) -> Option<BTreeSet<String>> {
    let manifest = whole(out).filter(|text| of(text) == Some(Holds::Site))?;
    Some(paths(&manifest).map(str::to_owned).collect())
}
