//! The team's database: SQLite in one file, or PostgreSQL. The same SQL goes to both.
//!
//! ```text
//! open      a database, brought up to date
//! append    a batch of events and messages → rows and sums, in one transaction: all of it or nothing
//! sums      events → what is added to which sum
//! outbox    deliveries: claimed, done, put off, given up
//! rows      sums of a period → rows that figures are made of
//! remove    what is too old, and what a person asks to have removed
//! values    many rows in one statement
//! ```

mod append;
mod open;
mod outbox;
mod remove;
mod rows;
mod sums;
mod values;

use sqlx::any::AnyPool;

pub(crate) use append::{Fault, NewEvent, NewMessage, Record, key};
pub use open::Database;
pub(crate) use outbox::Claim;
pub use outbox::{Delivery, State};
pub use remove::{Erased, Who};

/// Which dialect the database speaks, where it makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// An open database.
#[derive(Debug)]
pub(crate) struct Store {
    write: AnyPool,
    read: AnyPool,
    backend: Backend,
    /// Whether the connection that writes waits for the disk at each commit.
    is_full_sync: tokio::sync::Mutex<bool>,
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
