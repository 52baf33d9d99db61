//! A batch of events and messages, written in one transaction.

use std::collections::HashSet;

use helpdex_insights::event::{Event, Kind};
use helpdex_insights::queries::NormalForms;
use sqlx::{AnyConnection, Executor, Row, raw_sql};

use super::database::{Backend, Store};
use super::records::{Fault, NewEvent, NewMessage, Record};
use super::sums::{New, Sums};
use super::values::{Insert, Value};
use crate::clock::DAY;

/// How often a transaction that met another one is tried.
const TRIES: u32 = 4;

impl Store {
    /// Keeps what is new, and says of each record whether it was. Nothing is kept when it fails.
    pub(crate) async fn append(&self, records: &[Record], forms: &mut NormalForms) -> Result<Vec<bool>, Fault> {
        let mut tried = 0;
        loop {
            tried += 1;
            match self.append_once(records, forms).await {
                Err(fault) if tried < TRIES && is_passing(&fault) => continue,
                result => return result.map_err(Fault::from),
            }
        }
    }

    async fn append_once(&self, records: &[Record], forms: &mut NormalForms) -> sqlx::Result<Vec<bool>> {
        let mut connection = self.write.acquire().await?;
        let has_message = records.iter().any(|record| matches!(record, Record::Message(_)));
        self.sync(&mut connection, has_message).await?;
        // Begun and ended by hand: where the disk is full, SQLite may have ended a transaction by itself, and a library that
        // counts them would be one off from then on.
        connection.execute(raw_sql("BEGIN")).await?;
        let written = match write(&mut connection, records, forms).await {
            Ok(new) => connection.execute(raw_sql("COMMIT")).await.map(|_| new),
            Err(fault) => Err(fault),
        };
        if written.is_err() {
            let undone = connection.execute(raw_sql("ROLLBACK")).await;
            if undone.is_err() && self.backend == Backend::Postgres {
                // It is lost, and the next batch gets another one.
                let _ = connection.close().await;
            }
        }
        written
    }

    /// A message is on the disk when it is acknowledged. Events outlive the process, and a failure of power may cost the
    /// last ones. PostgreSQL waits for its disk each time.
    async fn sync(&self, connection: &mut AnyConnection, full: bool) -> sqlx::Result<()> {
        let mut is_full = self.is_full_sync.lock().await;
        // Said anew before each message: the pool may have opened another connection meanwhile.
        if self.backend == Backend::Sqlite && (full || *is_full) {
            let pragma = if full { "PRAGMA synchronous = FULL" } else { "PRAGMA synchronous = NORMAL" };
            sqlx::query(pragma).execute(connection).await?;
            *is_full = full;
        }
        Ok(())
    }
}

async fn write(connection: &mut AnyConnection, records: &[Record], forms: &mut NormalForms) -> sqlx::Result<Vec<bool>> {
    let new = unseen(connection, records).await?;
    let fresh = || records.iter().zip(&new).filter(|(_, new)| **new != New::Nothing);
    let events = fresh().filter_map(|(record, new)| match record {
        Record::Event(event) => Some((event, *new)),
        Record::Message(_) => None,
    });
    let events: Vec<(&NewEvent, New)> = events.collect();
    insert_events(connection, &events).await?;
    let mut sums = Sums::default();
    events.iter().for_each(|(event, new)| sums.count(event, *new, forms));
    sums.write(connection).await?;
    for (record, _) in fresh() {
        if let Record::Message(message) = record {
            insert_message(connection, message).await?;
        }
    }
    Ok(new.into_iter().map(|new| new != New::Nothing).collect())
}

/// Another transaction was in the way: PostgreSQL chose this one to give up.
fn is_passing(fault: &sqlx::Error) -> bool {
    let sqlx::Error::Database(fault) = fault else { return false };
    fault.code().is_some_and(|code| matches!(&*code, "40001" | "40P01"))
}

/// Notes the keys of all records and says what of them was not known.
async fn unseen(connection: &mut AnyConnection, records: &[Record]) -> sqlx::Result<Vec<New>> {
    let mut own = HashSet::new();
    let mut rows = Vec::new();
    for record in records {
        for key in [record.key(), record.reason_key()].into_iter().flatten() {
            if own.insert(key) {
                rows.push(vec![Value::Number(key), Value::Number(record.until())]);
            }
        }
    }
    // In one order everywhere, so that two machines never wait for each other.
    rows.sort_by_key(|row| match row.first() {
        Some(Value::Number(key)) => *key,
        _ => 0,
    });
    let insert = Insert::new("seen", &["key", "until"], "ON CONFLICT DO NOTHING RETURNING key");
    let mut unknown = HashSet::new();
    for query in insert.of(&rows) {
        for row in query.fetch_all(&mut *connection).await? {
            unknown.insert(row.try_get::<i64, _>(0)?);
        }
    }
    // The first of two in the batch that are the same.
    let new = |record: &Record| {
        let is_new = record.key().is_none_or(|key| unknown.remove(&key));
        let has_new_reason = record.reason_key().is_some_and(|key| unknown.remove(&key));
        match (is_new, has_new_reason) {
            (true, _) => New::All,
            (false, true) => New::Reason,
            (false, false) => New::Nothing,
        }
    };
    Ok(records.iter().map(new).collect())
}

async fn insert_events(connection: &mut AnyConnection, events: &[(&NewEvent, New)]) -> sqlx::Result<()> {
    let rows: Vec<Vec<Value>> = events
        .iter()
        .map(|(new, _)| {
            let said = i64::from(says(&new.event));
            let json = serde_json::to_string(&new.event).map_err(|fault| sqlx::Error::Encode(fault.into()))?;
            let kind = new.event.kind.name();
            Ok(vec![new.at.into(), new.at.div_euclid(DAY).into(), kind.into(), said.into(), json.into()])
        })
        .collect::<sqlx::Result<_>>()?;
    let insert = Insert::new("events", &["at", "day", "kind", "said", "event"], "");
    for query in insert.of(&rows) {
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

/// Whether somebody wrote a text of their own.
fn says(event: &Event) -> bool {
    matches!(&event.kind, Kind::Feedback { text: Some(_), .. } | Kind::Survey { text: Some(_), .. })
}

async fn insert_message(connection: &mut AnyConnection, message: &NewMessage) -> sqlx::Result<()> {
    let row = vec![message.id.as_str().into(), message.at.into(), message.json.as_str().into()];
    for query in Insert::new("messages", &["id", "at", "message"], "ON CONFLICT DO NOTHING").of(&[row]) {
        query.execute(&mut *connection).await?;
    }
    let columns = ["message", "way", "state", "attempts", "unsure", "due", "fault"];
    let delivery = |way: &&'static str| -> Vec<Value> {
        let zero = || Value::Number(0);
        vec![message.id.as_str().into(), (*way).into(), "waiting".into(), zero(), zero(), message.at.into(), "".into()]
    };
    let rows: Vec<Vec<Value>> = message.ways.iter().map(delivery).collect();
    for query in Insert::new("deliveries", &columns, "").of(&rows) {
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
