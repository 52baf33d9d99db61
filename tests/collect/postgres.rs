//! One PostgreSQL for all tests of the process.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};

use crate::server::Postgres;

static SERVER: OnceLock<Postgres> = OnceLock::new();
static DATABASES: AtomicUsize = AtomicUsize::new(0);

/// The address of a new, empty database.
pub(crate) fn database() -> String {
    let server = SERVER.get_or_init(Postgres::start);
    let name = format!("t{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    sqlx::any::install_default_drivers();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut connection = AnyConnection::connect(&server.url("postgres")).await.expect("it answers");
        connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.expect("made");
    });
    server.url(&name)
}
