//! What is removed: what was kept for long enough, and what a person asks to have removed. Removed is gone: its place in
//! the file is overwritten, the journal emptied, free pages are given back.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor, Row};
use tokio_stream::StreamExt;

use super::database::{Backend, Store};
use super::span::Span;
use crate::clock::DAY;

/// Rows of one statement: a longer one would keep others from writing.
const AT_ONCE: i64 = 5_000;

/// Queries that are removed by one statement.
const QUERIES_AT_ONCE: usize = 5_000;
/// Tables with words of readers, and with counts alone: how `broken_spans` calls them.
pub(super) const TEXTS: &str = "texts";
pub(super) const COUNTS: &str = "counts";

/// Whose texts are to be removed.
#[derive(Clone, Debug)]
pub enum Who {
    /// The customer of a ticket, in answers to surveys and in messages.
    Ticket(String),
    /// An address, wherever it stands.
    Email(String),
    /// Whatever holds these words.
    Text(String),
}

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Events.
    pub events: u64,
    /// Messages, with their deliveries.
    pub messages: u64,
    /// Queries among the sums.
    pub queries: u64,
}

impl Erased {
    /// Whether anything was.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What is too old.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ages {
    /// Days that texts are kept: events, messages, queries.
    pub(crate) texts: u32,
    /// Days that sums without texts are kept.
    pub(crate) sums: u32,
}

impl Store {
    /// Removes what is too old, and says how many rows that were.
    pub(crate) async fn remove_old(&self, ages: Ages, now: i64) -> sqlx::Result<u64> {
        let today = now.div_euclid(DAY);
        let (texts, sums) = (today - i64::from(ages.texts), today - i64::from(ages.sums));
        let mut removed = 0;
        removed += self.by_batches("events", "seq", "day < $1", texts).await?;
        // A message that was never delivered stays until somebody looked at it.
        let open = "at < $1 AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.message = messages.id
                    AND d.state IN ('waiting', 'sending'))";
        removed += self.by_batches("messages", "id", open, texts * DAY).await?;
        removed += self.by_batches("seen", "key", "until < $1", now).await?;
        for (part, bound) in [(TEXTS, texts), (COUNTS, sums)] {
            self.note_broken(part, bound).await?;
        }
        let (texts_from, sums_from) = (Span::from(texts), Span::from(sums));
        let tables = [
            ("sum_queries", "span", texts_from),
            ("sum_opened", "span", texts_from),
            ("sum_missing", "span", texts_from),
            ("queries", "last_day", texts),
            ("sum_hours", "hour", sums * 24),
            ("sum_articles", "span", sums_from),
            ("sum_forms", "span", sums_from),
            ("sum_languages", "day", sums),
            ("sum_surveys", "day", sums),
        ];
        for (table, column, bound) in tables {
            let text = format!("DELETE FROM {table} WHERE {column} < $1");
            removed += sqlx::query(AssertSqlSafe(text)).bind(bound).execute(&self.write).await?.rows_affected();
        }
        if removed > 0 {
            self.compact().await?;
        }
        Ok(removed)
    }

    /// Notes which spans will lack some of their days, before they do. What remains of them stands in their days.
    async fn note_broken(&self, part: &str, bound: i64) -> sqlx::Result<()> {
        for span in Span::across(bound) {
            let text = "INSERT INTO broken_spans (part, span) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            sqlx::query(text).bind(part.to_owned()).bind(span.number()).execute(&self.write).await?;
        }
        // Of a span that ends before the bound nothing is left: what may yet be added to it is all there is.
        let oldest = Span::across(bound).iter().map(|span| span.first).min().unwrap_or(bound);
        let text = "DELETE FROM broken_spans WHERE part = $1 AND span < $2";
        let query = sqlx::query(text).bind(part.to_owned()).bind(Span::from(oldest));
        query.execute(&self.write).await.map(|_| ())
    }

    async fn by_batches(&self, table: &str, key: &str, condition: &str, bound: i64) -> sqlx::Result<u64> {
        let text =
            format!("DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {condition} LIMIT {AT_ONCE})");
        let mut removed = 0;
        loop {
            let query = sqlx::query(AssertSqlSafe(text.clone())).bind(bound);
            match query.execute(&self.write).await?.rows_affected() {
                0 => return Ok(removed),
                rows => removed += rows,
            }
        }
    }

    /// Removes what is about a person. Counts that hold no text of theirs stay.
    pub(crate) async fn erase(&self, who: &Who) -> sqlx::Result<Erased> {
        let mut connection = self.write.acquire().await?;
        let mut transaction = connection.begin().await?;
        let mut erased = Erased::default();
        let events = find(&mut transaction, ["events", "seq", "event"], who, |row| row.try_get::<i64, _>(0)).await?;
        for seq in events {
            erased.events += delete(&mut transaction, "DELETE FROM events WHERE seq = $1", seq).await?;
        }
        let messages = find(&mut transaction, ["messages", "id", "message"], who, |row| row.try_get::<String, _>(0));
        for id in messages.await? {
            let query = sqlx::query("DELETE FROM messages WHERE id = $1").bind(id);
            erased.messages += query.execute(&mut *transaction).await?.rows_affected();
        }
        if let Who::Email(text) | Who::Text(text) = who {
            erased.queries = erase_queries(&mut transaction, text).await?;
        }
        transaction.commit().await?;
        drop(connection);
        self.compact().await?;
        Ok(erased)
    }

    /// Gives back what deletion freed, so that it lies in no journal and no free page either.
    async fn compact(&self) -> sqlx::Result<()> {
        match self.backend {
            Backend::Sqlite => {
                let mut connection = self.write.acquire().await?;
                connection
                    .execute(sqlx::raw_sql("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);"))
                    .await?;
            }
            Backend::Postgres => {
                let mut connection = self.write.acquire().await?;
                // One statement each: VACUUM runs in no transaction.
                for table in ["events", "messages", "deliveries", "queries", "sum_queries", "sum_opened"] {
                    connection.execute(sqlx::raw_sql(AssertSqlSafe(format!("VACUUM {table}")))).await?;
                }
            }
        }
        Ok(())
    }
}

async fn delete(connection: &mut AnyConnection, text: &'static str, key: i64) -> sqlx::Result<u64> {
    Ok(sqlx::query(text).bind(key).execute(connection).await?.rows_affected())
}

/// Removes queries that hold a text, with their sums, and says how many.
async fn erase_queries(connection: &mut AnyConnection, text: &str) -> sqlx::Result<u64> {
    let wanted = text.to_lowercase();
    let mut found = Vec::new();
    {
        let mut rows = sqlx::query("SELECT id, normal, example FROM queries").fetch(&mut *connection);
        while let Some(row) = rows.next().await {
            let row = row?;
            let (normal, example): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
            if normal.contains(&wanted) || example.to_lowercase().contains(&wanted) {
                found.push(row.try_get::<i64, _>(0)?);
            }
        }
    }
    // Sums are in the order of their days: each statement reads all of them.
    for some in found.chunks(QUERIES_AT_ONCE) {
        let numbers = some.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        for (table, column) in [("sum_opened", "query"), ("sum_queries", "query"), ("queries", "id")] {
            let text = format!("DELETE FROM {table} WHERE {column} IN ({numbers})");
            sqlx::query(AssertSqlSafe(text)).persistent(false).execute(&mut *connection).await?;
        }
    }
    Ok(found.len() as u64)
}

/// Keys of rows that are about somebody.
///
/// The database knows the case of Latin letters only, and texts are written as JSON: it looks for the longest stretch of
/// plain letters, and the rest is told by the words themselves, row after row.
async fn find<K>(
    connection: &mut AnyConnection,
    [table, key, column]: [&str; 3],
    who: &Who,
    read: impl Fn(&AnyRow) -> sqlx::Result<K>,
) -> sqlx::Result<Vec<K>> {
    let (Who::Ticket(text) | Who::Email(text) | Who::Text(text)) = who;
    let plain = |c: char| c.is_ascii_alphanumeric() || " @._-+".contains(c);
    let longest = text.split(|c| !plain(c)).max_by_key(|part| part.len()).unwrap_or_default();
    let text = format!("SELECT {key}, {column} FROM {table} WHERE LOWER({column}) LIKE $1 ESCAPE '\\'");
    let mut rows = sqlx::query(AssertSqlSafe(text)).bind(like(longest)).fetch(connection);
    let mut found = Vec::new();
    while let Some(row) = rows.next().await {
        let row = row?;
        if is_about(row.try_get(1)?, who) {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}

fn like(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars().flat_map(char::to_lowercase) {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// Whether JSON holds a text, whatever its case: a ticket as a whole value, anything else as a part of one.
fn is_about(json: &str, who: &Who) -> bool {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(json) else { return false };
    match who {
        Who::Ticket(ticket) => any_text(&value, &mut |text| text == ticket),
        Who::Email(part) | Who::Text(part) => {
            let part = part.to_lowercase();
            any_text(&value, &mut |text| text.to_lowercase().contains(&part))
        }
    }
}

fn any_text(value: &serde_json::Value, is: &mut impl FnMut(&str) -> bool) -> bool {
    match value {
        serde_json::Value::String(text) => is(text),
        serde_json::Value::Array(values) => values.iter().any(|value| any_text(value, is)),
        serde_json::Value::Object(fields) => fields.values().any(|value| any_text(value, is)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_whatever_their_case() {
        let json = r#"{"kind":"survey","ticket":"T-1","text":"Пишите на Anna@Example.com","fields":{"name":"Анна"}}"#;
        assert!(is_about(json, &Who::Email("anna@example.com".into())));
        assert!(is_about(json, &Who::Text("анна".into())));
        assert!(is_about(json, &Who::Ticket("T-1".into())));
        assert!(!is_about(json, &Who::Ticket("T-".into())));
        assert!(!is_about(json, &Who::Text("ticket".into())), "names of fields are ours");
        assert_eq!(like("50 %_off\\"), r"%50 \%\_off\\%");
    }
}
