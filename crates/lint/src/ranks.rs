//! The ranks of the last search tests, so that the next run can tell what has changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::search_tests::Outcome;
use helpdex_content::error::{Error, Result};
use helpdex_content::local_folder::{LOCAL_FOLDER, make_ignored};
use helpdex_render::search::Index;

/// The file of ranks where none is named.
pub fn default_file(root: &Path) -> PathBuf {
    root.join(LOCAL_FOLDER).join("ranks.json")
}

/// Ranks by the name of the test; nothing where the article was not found.
type ByTest = BTreeMap<String, Option<usize>>;

/// What a file of ranks holds. It keeps the ranks of two different indexes, so that to run the tests twice in a row does
/// not wipe out what they are compared with.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Ranks {
    /// The indexes that `now` was measured on.
    indexes: Vec<String>,
    now: ByTest,
    before: ByTest,
}

impl Ranks {
    /// Reads a file of ranks; none yet, or one that is not readable as such, is as good as empty.
    ///
    /// # Errors
    /// When the file is there and the system can't read it.
    pub fn read(path: &Path) -> Result<Self> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).unwrap_or_default()),
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(fault) => Err(Error::io("read", path)(fault)),
        }
    }

    /// Goes on to these indexes: what was measured on others is now the past.
    pub fn advance(&mut self, indexes: &[Index]) {
        let indexes: Vec<String> = indexes.iter().map(|index| index.name().to_owned()).collect();
        if indexes != self.indexes {
            self.before = std::mem::take(&mut self.now);
            self.indexes = indexes;
        }
        self.now.clear();
    }

    /// Tells outcomes their rank of before and notes that of now.
    pub fn compare(&mut self, outcomes: &mut [Outcome]) {
        for outcome in outcomes {
            let name = outcome.name();
            outcome.before = self.before.get(&name).copied();
            self.now.insert(name, outcome.rank);
        }
    }

    /// Writes the file, and the folder for it. Helpdex's own folder keeps itself out of git.
    ///
    /// # Errors
    /// When the system can't write it.
    pub fn write(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
            if folder.ends_with(LOCAL_FOLDER) {
                make_ignored(folder)?;
            }
        }
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|fault| Error::Environment(fault.to_string()))?;
        bytes.push(b'\n');
        std::fs::write(path, bytes).map_err(Error::io("write", path))
    }
}
