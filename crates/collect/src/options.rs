//! How a collector is to run.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use helpdex_insights::catalog::Catalog;

use crate::error::{Error, Result};
use crate::secret::{Secret, kept};
use crate::server::origin::Origin;
use crate::store::Database;

/// Everything that can be chosen.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of secrets, and of the database where that is SQLite.
    pub folder: Folder,
    /// The address of a PostgreSQL instead.
    pub database: Option<String>,
    /// What the dashboard is to know of the site: titles, categories, hours.
    pub catalog: Arc<Catalog>,
    /// The address to listen at.
    pub host: String,
    /// The port; zero lets the system choose.
    pub port: u16,
    /// The sites that may send.
    pub allow: Vec<Origin>,
    /// The address under which browsers reach the collector, where a proxy stands before it.
    pub url: Option<Origin>,
    /// Proxies whose word is believed about whom they ask for.
    pub proxies: Vec<IpAddr>,
    /// Requests a minute of one address; zero for no limit.
    pub rate: u32,
    /// Days that texts are kept: events, messages, queries.
    pub keep: u32,
    /// Days that sums without texts are kept.
    pub keep_sums: u32,
    /// Megabytes that SQLite's file may have.
    pub megabytes: Option<u64>,
    /// The token of the dashboard; a file of the folder otherwise.
    pub token_file: Option<PathBuf>,
    /// Where messages are posted to.
    pub webhook: Option<String>,
    /// How messages are mailed.
    pub smtp: Option<Smtp>,
}

/// How messages are mailed.
#[derive(Clone)]
pub struct Smtp {
    /// The server, with user and password.
    pub url: String,
    /// Who writes.
    pub from: String,
    /// To whom.
    pub to: Vec<String>,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("from", &self.from).field("to", &self.to).finish_non_exhaustive()
    }
}

/// The folder in which a collector keeps what it has.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A folder, which is made when it is missing; nobody else may look into a new one.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn open(path: &Path) -> Result<Self> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path).map_err(Error::io("make", path))?;
        Ok(Self(path.to_owned()))
    }

    /// The same, but it has to be there.
    ///
    /// # Errors
    /// When nothing was ever collected in it.
    pub fn existing(path: &Path) -> Result<Self> {
        if path.is_dir() {
            return Ok(Self(path.to_owned()));
        }
        Err(Error::Refused(format!(
            "there is no folder `{}`; `helpdex collect --data {} --allow https://help.example.com` makes one",
            path.display(),
            path.display()
        )))
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// What signs links and sessions.
    pub(crate) fn secret(&self) -> Result<Secret> {
        kept(&self.file("secret")).map(Secret::new)
    }

    /// Where events and messages are.
    pub(crate) fn database(&self, url: Option<&str>) -> Database {
        url.map_or_else(|| Database::Sqlite(self.file("events.db")), |url| Database::Postgres(url.to_owned()))
    }
}
