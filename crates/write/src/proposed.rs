//! What was proposed: as long as a file holds just that, nobody has to propose it again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use helpdex_content::error::Result;

use crate::document::revision;
use crate::saves::Saves;

/// The file of all of it.
const FILE: &str = "proposed.json";

/// A file as it was proposed.
#[derive(Debug, Deserialize, Serialize)]
struct Sent {
    /// The name of its bytes; nothing for one that is gone.
    revision: Option<String>,
    /// The branch or patch that holds it.
    within: String,
}

/// The files of a site as they were proposed.
#[derive(Debug, Default)]
pub(crate) struct ProposedFiles(BTreeMap<String, Sent>);

impl ProposedFiles {
    /// Those of a site.
    pub(crate) fn of(root: &Path) -> Self {
        Self(Saves::of(root).read(FILE).unwrap_or_default())
    }

    /// The branch or patch that holds a file as it is now.
    pub(crate) fn within(&self, root: &Path, path: &str) -> Option<&str> {
        let sent = self.0.get(path)?;
        (sent.revision == revision_now(root, path)).then_some(sent.within.as_str())
    }

    /// Notes that files are in a branch or patch as they are now.
    pub(crate) fn note(mut self, root: &Path, paths: &[&String], within: &str) -> Result<()> {
        for path in paths {
            let sent = Sent { revision: revision_now(root, path), within: within.to_owned() };
            self.0.insert((*path).clone(), sent);
        }
        Saves::of(root).write(FILE, &self.0)
    }

    /// Forgets all files but these: the others are in a commit, or as they were.
    pub(crate) fn keep(mut self, root: &Path, is_changed: impl Fn(&str) -> bool) -> Result<Self> {
        let known = self.0.len();
        self.0.retain(|path, _| is_changed(path));
        if self.0.len() < known {
            Saves::of(root).write(FILE, &self.0)?;
        }
        Ok(self)
    }
}

fn revision_now(root: &Path, path: &str) -> Option<String> {
    fs::read(root.join(path)).ok().as_deref().map(revision)
}
