//! A revision of git as an output: checked out beside the repository, built, and thrown away.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;

use crate::build::{self, Request, Silent};
use helpdex_content::config::{CONFIG_FILE, Config};
use helpdex_content::error::{Error, Result};
use helpdex_content::git::Git;
use helpdex_content::site::{Options, Site};
use helpdex_content::today::today;

/// A state of the site, built into a folder that goes away with it.
pub struct Built {
    /// The site that was built.
    pub site: Arc<Site>,
    /// The folder it was built into.
    pub out: PathBuf,
    _dir: TempDir,
}

impl Built {
    /// Builds a revision of the repository that a site lies in. The repository itself is only read.
    ///
    /// # Errors
    /// When there is no such revision, git is missing, or it does not build.
    pub fn revision(root: &Path, revision: &str) -> Result<Self> {
        let no_such =
            || Error::Refused(format!("`{revision}` is neither an output folder nor a revision that git knows here"));
        // Whatever begins with a dash would be an option.
        if revision.starts_with('-') {
            return Err(no_such());
        }
        let git = Git::at(root);
        let commit =
            git.told(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")]);
        let commit = commit.map_err(|_| no_such())?;
        let top = git.told(&["rev-parse", "--show-toplevel"])?;
        let inside = git.told(&["rev-parse", "--show-prefix"])?;
        let dir = temporary()?;
        let copy = dir.path().join("copy");
        let target = copy.to_str().unwrap_or_default();
        // A clone that shares its objects: quick, with the history that dates come from, and nothing of it stays.
        git.told(&["clone", "--quiet", "--shared", "--no-checkout", "--", &top, target])?;
        Git::at(&copy).told(&["checkout", "--quiet", "--detach", &commit])?;
        let site = copy.join(inside);
        if !site.join(CONFIG_FILE).is_file() {
            return Err(Error::Refused(format!("the revision `{revision}` has no `{CONFIG_FILE}` here")));
        }
        Self::build(&site, dir, &format!("the revision `{revision}`"))
    }

    /// Builds the files as they lie there now.
    ///
    /// # Errors
    /// When they don't build.
    pub fn now(root: &Path) -> Result<Self> {
        Self::build(root, temporary()?, "the site as it is now")
    }

    /// The folder that it was built into.
    pub fn out(&self) -> &Path {
        &self.out
    }

    fn build(root: &Path, dir: TempDir, name: &str) -> Result<Self> {
        let fails = |faults: &[helpdex_content::diagnostic::Diagnostic]| {
            let first = faults.first().map_or_else(String::new, |f| format!(": {}: {}", f.location(), f.message));
            Error::Refused(format!("{name} does not build{first}"))
        };
        let config = Config::load(root)?.map_err(|faults| fails(&faults))?;
        let loaded = build::load(Arc::new(config), Options { drafts: false, today: today()? })?;
        let out = dir.path().join("out");
        // An old state may have faults of which nobody knew then; they are no reason not to compare it.
        let request = Request { out: Some(out.clone()), strict: false, anyway: true, cache: None, progress: &Silent };
        match build::write(&loaded, &request)? {
            Ok(_) => Ok(Self { site: loaded.site, out, _dir: dir }),
            Err(faults) => Err(fails(&faults)),
        }
    }
}

fn temporary() -> Result<TempDir> {
    tempfile::tempdir().map_err(Error::io("create", std::env::temp_dir()))
}
