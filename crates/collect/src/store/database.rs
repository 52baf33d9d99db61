//! An open database.

use sqlx::AnyPool;

/// Which dialect the database speaks, where it makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// An open database.
#[derive(Debug)]
pub(crate) struct Store {
    pub(super) write: AnyPool,
    pub(super) read: AnyPool,
    pub(super) backend: Backend,
    /// Whether the connection that writes waits for the disk at each commit.
    pub(super) is_full_sync: tokio::sync::Mutex<bool>,
}

impl Store {
    /// Ends all connections, so that the file of SQLite is whole without its journal.
    pub(crate) async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }

    /// Whether the database answers.
    pub(crate) async fn is_well(&self) -> bool {
        sqlx::query("SELECT 1").execute(&self.read).await.is_ok()
    }
}
