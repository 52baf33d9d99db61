//! How a database is opened: its settings, and the migrations that bring it up to date.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use sqlx::any::AnyPoolOptions;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AnyPool, Executor, Row, SqlSafeStr};

use super::database::{Backend, Store};
use crate::error::{Error, Result};

/// Where everything is kept.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    /// A file of SQLite.
    Sqlite(PathBuf),
    /// The address of a PostgreSQL.
    Postgres(String),
}

/// One version of the tables, in both dialects.
struct Version {
    number: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! version {
    ($number:literal, $name:literal) => {
        Version {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../../migrations/sqlite/", $number, "_", $name, ".sql")),
            postgres: include_str!(concat!("../../migrations/postgres/", $number, "_", $name, ".sql")),
        }
    };
}

/// All versions, oldest first. One that was released is never changed: another one follows.
const VERSIONS: [Version; 1] = [version!(1, "tables")];

/// Pages of 4096 bytes in a megabyte.
const PAGES: u64 = 256;
/// How long a statement waits for another process that writes, such as `helpdex collect erase`.
const BUSY: Duration = Duration::from_secs(10);
/// How SQLite calls a file that gives pages back when it is told to.
const INCREMENTAL: i64 = 2;
/// Connections that read.
const READERS: u32 = 4;

impl Store {
    /// Opens a database, or makes one, and brings its tables up to date. A file of SQLite grows to `megabytes` at most.
    pub(crate) async fn open(database: &Database, megabytes: Option<u64>) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let (url, backend) = match database {
            Database::Sqlite(file) => (sqlite_url(file)?, Backend::Sqlite),
            Database::Postgres(url) => (postgres_url(url)?, Backend::Postgres),
        };
        let pages = megabytes.map(|megabytes| megabytes.saturating_mul(PAGES));
        // One connection writes, so that nobody waits for a lock; it is never given up.
        let write = pool(&url, backend, 1, Role::Writes(pages)).await?;
        migrate(&write, backend).await?;
        let read = pool(&url, backend, READERS, Role::Reads).await?;
        Ok(Self { write, read, backend, is_full_sync: tokio::sync::Mutex::new(false) })
    }
}

#[derive(Clone, Copy)]
enum Role {
    Writes(Option<u64>),
    Reads,
}

async fn pool(url: &str, backend: Backend, most: u32, role: Role) -> Result<AnyPool> {
    AnyPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(Duration::from_secs(15))
        .idle_timeout(match role {
            Role::Writes(_) => None,
            Role::Reads => Some(Duration::from_secs(60)),
        })
        .max_lifetime(None)
        .after_connect(move |connection, _| Box::pin(async move { prepare(connection, backend, role).await }))
        .connect(url)
        .await
        .map_err(|fault| match fault {
            sqlx::Error::Configuration(fault) => {
                Error::Refused(format!("that is no database Helpdex can use: {fault}"))
            }
            fault => Error::database("open")(fault),
        })
}

/// What every connection is told first.
async fn prepare(connection: &mut AnyConnection, backend: Backend, role: Role) -> sqlx::Result<()> {
    match (backend, role) {
        (Backend::Sqlite, Role::Writes(pages)) => {
            let busy = BUSY.as_millis();
            // Before the first table: pages that deletion frees can be given back. Said again it would write a page, and fail
            // where the disk is full.
            let kind: i64 = sqlx::query("PRAGMA auto_vacuum").fetch_one(&mut *connection).await?.try_get(0)?;
            let vacuum = if kind == INCREMENTAL { "" } else { "PRAGMA auto_vacuum = INCREMENTAL;" };
            // What is deleted is overwritten.
            let pragmas = format!(
                "PRAGMA busy_timeout = {busy}; {vacuum} PRAGMA journal_mode = WAL;
                 PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -8192;
                 PRAGMA journal_size_limit = 16777216; PRAGMA temp_store = MEMORY;
                 PRAGMA max_page_count = {};",
                pages.unwrap_or(u64::from(u32::MAX) - 2)
            );
            connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(pragmas))).await?;
        }
        (Backend::Sqlite, Role::Reads) => {
            let busy = BUSY.as_millis();
            let pragmas = format!("PRAGMA busy_timeout = {busy}; PRAGMA query_only = ON; PRAGMA cache_size = -4096;");
            connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(pragmas))).await?;
        }
        (Backend::Postgres, Role::Writes(_)) => {
            connection.execute("SET application_name = 'helpdex collect'").await?;
        }
        (Backend::Postgres, Role::Reads) => {
            // Nobody looks at a dashboard for longer, and a forgotten query would keep deleted rows.
            connection.execute("SET statement_timeout = '30s'").await?;
        }
    }
    Ok(())
}

async fn migrate(pool: &AnyPool, backend: Backend) -> Result<()> {
    let migrations = VERSIONS.iter().map(|version| {
        let sql = match backend {
            Backend::Sqlite => version.sqlite,
            Backend::Postgres => version.postgres,
        };
        Migration::new(version.number, Cow::Borrowed(version.name), MigrationType::Simple, sql.into_sql_str(), false)
    });
    let migrator = Migrator { migrations: migrations.collect(), ..Migrator::DEFAULT };
    migrator.run(pool).await.map_err(|fault| {
        Error::Environment(format!(
            "cannot bring the tables of the database up to date: {fault}; was it made by a newer Helpdex?"
        ))
    })
}

fn sqlite_url(file: &Path) -> Result<String> {
    let absolute = std::path::absolute(file).map_err(Error::io("find", file))?;
    let Some(path) = absolute.to_str() else {
        return Err(Error::Refused(format!("`{}` is no UTF-8, as SQLite wants names", file.display())));
    };
    // The path must survive as an address: each part is encoded, slashes stay.
    let parts = path.split('/').map(|part| percent_encode(part.as_bytes(), NON_ALPHANUMERIC).to_string());
    Ok(format!("sqlite:{}?mode=rwc", parts.collect::<Vec<_>>().join("/")))
}

#[cfg(feature = "postgres")]
fn postgres_url(url: &str) -> Result<String> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(url.to_owned());
    }
    // Not shown: it may hold a password.
    Err(Error::Refused("a database is named by `postgres://USER@HOST/NAME`; without one, SQLite is used".into()))
}

#[cfg(not(feature = "postgres"))]
fn postgres_url(_: &str) -> Result<String> {
    Err(Error::Refused(
        "this Helpdex was built without the feature `postgres`; without `--database`, SQLite is used".into(),
    ))
}
