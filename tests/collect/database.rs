//! What lies in the database, read by nothing of the collector's.

use std::path::PathBuf;

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};

/// A database of one of both kinds.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Database {
    fn url(&self) -> String {
        match self {
            Self::Sqlite(file) => format!("sqlite:{}?mode=rw", file.display()),
            Self::Postgres(url) => url.clone(),
        }
    }

    /// The rows of a query, each made into something.
    pub(crate) fn rows<T>(&self, query: &str, row: impl Fn(&AnyRow) -> T) -> Vec<T> {
        sqlx::any::install_default_drivers();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let mut connection = AnyConnection::connect(&self.url()).await.expect("opened");
            let rows = sqlx::query(AssertSqlSafe(query.to_owned())).fetch_all(&mut connection).await;
            rows.unwrap_or_else(|fault| panic!("{query}: {fault}")).iter().map(row).collect()
        })
    }

    /// A column of texts.
    pub(crate) fn texts(&self, query: &str) -> Vec<String> {
        self.rows(query, |row| row.get(0))
    }

    /// One number.
    pub(crate) fn number(&self, query: &str) -> i64 {
        self.rows(query, |row| row.get(0)).pop().expect("a row")
    }

    /// Carries out a statement.
    pub(crate) fn execute(&self, statement: &str) {
        self.rows(statement, |_| ());
    }

    /// All events, as they were kept.
    pub(crate) fn events(&self) -> Vec<serde_json::Value> {
        let events = self.texts("SELECT event FROM events ORDER BY seq");
        events.iter().map(|event| serde_json::from_str(event).expect("JSON")).collect()
    }

    /// All messages.
    pub(crate) fn messages(&self) -> Vec<serde_json::Value> {
        let messages = self.texts("SELECT message FROM messages ORDER BY at, id");
        messages.iter().map(|message| serde_json::from_str(message).expect("JSON")).collect()
    }
}

/// Tests that hold with both databases.
macro_rules! with_both {
    ($($(#[$attribute:meta])* $name:ident),* $(,)?) => {
        mod sqlite {
            $( #[test] fn $name() { super::$name(&crate::collector::Place::sqlite()) } )*
        }
        mod in_postgres {
            $( #[test] fn $name() { super::$name(&crate::collector::Place::postgres()) } )*
        }
    };
}
pub(crate) use with_both;
