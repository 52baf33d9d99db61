//! Doing what a plan says: all of it, or nothing.

use std::fs;
use std::path::Path;

use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_content::git::Git;

use super::Plan;

impl Plan {
    /// Changes the files. When something fails, what was done is undone.
    ///
    /// # Errors
    /// When a file can't be written or moved, was changed by somebody else meanwhile, or git refuses.
    pub fn apply(&self, config: &Config) -> Result<()> {
        let mut done = Done { root: &config.root, plan: self, changes: 0, files: 0 };
        let result = done.run();
        if result.is_err() {
            done.undo();
        }
        result?;
        // The last step can't be undone, and can't fail halfway either: what is gone is in a commit, or was to go.
        for path in &self.removed {
            let path = path.under(&config.root);
            fs::remove_file(&path).map_err(Error::io("remove", &path))?;
        }
        self.tidy(config);
        Ok(())
    }

    /// Removes the folders that nothing is left in.
    fn tidy(&self, config: &Config) {
        let gone = self.files.iter().map(|(from, _)| from).chain(&self.removed);
        for path in gone {
            let mut folder = Path::new(path.as_str()).parent();
            while let Some(at) = folder.filter(|at| at.starts_with(&config.content) && *at != config.content) {
                // One that holds something is not removed.
                if fs::remove_dir(config.root.join(at)).is_err() {
                    break;
                }
                folder = at.parent();
            }
        }
    }
}

/// How far it is.
struct Done<'p> {
    root: &'p Path,
    plan: &'p Plan,
    changes: usize,
    files: usize,
}

impl Done<'_> {
    fn run(&mut self) -> Result<()> {
        for change in &self.plan.changes {
            change.write()?;
            self.changes += 1;
        }
        for (from, to) in &self.plan.files {
            let (from, to) = (from.under(self.root), to.under(self.root));
            if to.symlink_metadata().is_ok() {
                return Err(Error::Refused(format!("`{}` is there already; nothing was moved", to.display())));
            }
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
            }
            fs::rename(&from, &to).map_err(Error::io("move", &from))?;
            self.files += 1;
        }
        let moved = self.plan.files.iter().map(|(from, to)| (from.clone(), Some(to.clone())));
        let removed = self.plan.removed.iter().map(|path| (path.clone(), None));
        Git::at(self.root).rename(&moved.chain(removed).collect::<Vec<_>>())
    }

    fn undo(&self) {
        for (from, to) in self.plan.files.iter().take(self.files).rev() {
            let _ = fs::rename(to.under(self.root), from.under(self.root));
            if let Some(folder) = Path::new(to.as_str()).parent() {
                let _ = fs::remove_dir(self.root.join(folder));
            }
        }
        for change in self.plan.changes.iter().take(self.changes).rev() {
            let _ = change.undo();
        }
    }
}
