//! The sums of a period, as the rows that figures are made of.
//!
//! ```text
//! days      a period → the spans whose sums it is
//! articles  what was said and read, and how the form ended, by article
//! queries   what was asked and opened, and addresses where nothing was
//! others    hours, languages, surveys, what people wrote
//! columns   columns of a row
//! ```

mod articles;
mod columns;
mod days;
mod others;
mod queries;

use helpdex_insights::event::Event;
use helpdex_insights::tally::{Part, Period, Rows};
use jiff::Timestamp;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};
use tokio_stream::StreamExt;

use super::database::{Backend, Store};
use days::Days;

/// One look at the database: all that is read is of the same moment.
struct Look {
    connection: Transaction<'static, Any>,
    days: Days,
}

impl Store {
    /// What was counted in a period, or ever: hours, and the parts that are asked for.
    pub(crate) async fn rows(&self, period: Option<Period>, parts: &[Part]) -> sqlx::Result<Rows> {
        let begin = match self.backend {
            Backend::Sqlite => "BEGIN",
            Backend::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        let mut connection = self.read.begin_with(begin).await?;
        let days = Days::of(period, &mut connection).await?;
        let mut look = Look { connection, days };
        let mut rows = Rows { period, hours: look.hours().await?, ..Rows::default() };
        for part in parts {
            match part {
                Part::Articles => rows.articles = look.articles().await?,
                Part::Votes => rows.votes = look.votes(period).await?,
                Part::Languages => rows.languages = look.languages().await?,
                Part::Queries => (rows.queries, rows.other_queries) = look.queries().await?,
                Part::Forms => rows.forms = look.forms().await?,
                Part::Missing => (rows.missing, rows.other_missing) = look.missing().await?,
                Part::Surveys => rows.surveys = look.surveys().await?,
                Part::Comments => rows.comments = look.comments().await?,
            }
        }
        look.connection.commit().await?;
        Ok(rows)
    }

    /// The next events after one, oldest first, each with its time.
    pub(crate) async fn events(&self, after: i64) -> sqlx::Result<Vec<(i64, Event)>> {
        let text = "SELECT seq, at, event FROM events WHERE seq > $1 ORDER BY seq LIMIT 1000";
        let rows = sqlx::query(text).bind(after).fetch_all(&self.read).await?;
        let row = |row: &AnyRow| {
            let event: Event =
                serde_json::from_str(row.try_get(2)?).map_err(|fault| sqlx::Error::Decode(fault.into()))?;
            let at = Timestamp::from_millisecond(row.try_get(1)?).ok();
            Ok((row.try_get(0)?, Event { at, ..event }))
        };
        rows.iter().map(row).collect()
    }
}

impl Look {
    /// The rows of a statement that names days by their numbers. It is another one each time, and not to be remembered.
    async fn select<T>(&mut self, text: String, row: impl FnMut(&AnyRow) -> sqlx::Result<T>) -> sqlx::Result<Vec<T>> {
        self.made(sqlx::query(AssertSqlSafe(text)).persistent(false), row).await
    }

    /// The rows of a statement with a first and a last number.
    async fn between<T>(
        &mut self,
        text: &'static str,
        (first, last): (i64, i64),
        row: impl FnMut(&AnyRow) -> sqlx::Result<T>,
    ) -> sqlx::Result<Vec<T>> {
        self.made(sqlx::query(text).bind(first).bind(last), row).await
    }

    /// Makes something of each row as it comes: a row of the library takes a kilobyte, and there are a hundred thousand.
    async fn made<T>(
        &mut self,
        query: Query<'_, Any, AnyArguments>,
        mut row: impl FnMut(&AnyRow) -> sqlx::Result<T>,
    ) -> sqlx::Result<Vec<T>> {
        let (mut rows, mut made) = (query.fetch(&mut *self.connection), Vec::new());
        while let Some(next) = rows.next().await {
            made.push(row(&next?)?);
        }
        Ok(made)
    }
}
