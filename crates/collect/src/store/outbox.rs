//! The outbox: what is to be delivered, and how it went.
//!
//! A delivery is claimed before it is tried, by a statement that only one process wins, and the claim runs out. So nothing
//! is lost when a process dies: the claim runs out, and the delivery is tried again with a note that it may be the second
//! time.

use serde::Serialize;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::database::Store;

/// A delivery that this process is to try.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) seq: i64,
    /// The message's key.
    pub(crate) id: String,
    /// The message, as JSON.
    pub(crate) json: String,
    /// Which attempt this is.
    pub(crate) attempt: i64,
    /// Earlier attempts of which nobody knows whether they reached the other side.
    pub(crate) unsure: i64,
}

/// A message as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) id: String,
    pub(crate) at: i64,
    pub(crate) json: String,
}

/// Messages that are read at once: each may have 90 kB.
const PAGE: i64 = 50;

/// How a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It will be tried.
    Waiting,
    /// It is being tried, or the process that tried it died.
    Sending,
    /// The other side took it.
    Delivered,
    /// It was tried too often: nobody tries it again unasked.
    Dead,
}

impl State {
    /// Its name, as in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Delivered => "delivered",
            Self::Dead => "dead",
        }
    }

    fn read(name: &str) -> Self {
        match name {
            "delivered" => Self::Delivered,
            "dead" => Self::Dead,
            "sending" => Self::Sending,
            _ => Self::Waiting,
        }
    }
}

/// One way of delivering one message, for people. It holds nothing of the message.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    /// The message's key.
    pub message: String,
    /// `webhook` or `smtp`.
    pub way: String,
    /// How it stands.
    pub state: State,
    /// How often it was tried.
    pub attempts: i64,
    /// Attempts of which nobody knows whether they reached the other side: it may be there more than once.
    pub unsure: i64,
    /// When it was written.
    pub written: String,
    /// When it is tried next.
    pub due: String,
    /// What went wrong last.
    pub fault: String,
}

impl Store {
    /// Claims the next delivery by a way that is due, for so many milliseconds.
    pub(crate) async fn claim(&self, way: &str, now: i64, lease: i64) -> sqlx::Result<Option<Claim>> {
        loop {
            let found = sqlx::query(
                "SELECT d.seq, d.message, m.message, d.attempts, d.unsure, d.state FROM deliveries d
                 JOIN messages m ON m.id = d.message
                 WHERE d.way = $1 AND d.state IN ('waiting', 'sending') AND d.due <= $2 ORDER BY d.due, d.seq LIMIT 1",
            )
            .bind(way.to_owned())
            .bind(now)
            .fetch_optional(&self.read)
            .await?;
            let Some(row) = found else { return Ok(None) };
            let (seq, attempts): (i64, i64) = (row.try_get(0)?, row.try_get(3)?);
            // A claim that ran out: whoever had it died, or could not tell how it went.
            let lost = i64::from(row.try_get::<String, _>(5)? == State::Sending.name());
            let won = sqlx::query(
                "UPDATE deliveries SET state = 'sending', attempts = attempts + 1, unsure = unsure + $1, due = $2
                 WHERE seq = $3 AND attempts = $4 AND state IN ('waiting', 'sending')",
            )
            .bind(lost)
            .bind(now.saturating_add(lease))
            .bind(seq)
            .bind(attempts)
            .execute(&self.write)
            .await?;
            // Another process was faster: the next one, then.
            if won.rows_affected() == 1 {
                let unsure: i64 = row.try_get(4)?;
                let (id, json) = (row.try_get(1)?, row.try_get(2)?);
                return Ok(Some(Claim { seq, id, json, attempt: attempts + 1, unsure: unsure + lost }));
            }
        }
    }

    /// Notes that the other side took it.
    pub(crate) async fn delivered(&self, claim: &Claim) -> sqlx::Result<()> {
        self.note(claim, State::Delivered, 0, i64::MAX, "").await
    }

    /// Notes that it failed, and when it is tried next; never where no time is given.
    pub(crate) async fn failed(
        &self,
        claim: &Claim,
        fault: &str,
        is_unsure: bool,
        next: Option<i64>,
    ) -> sqlx::Result<()> {
        let state = if next.is_some() { State::Waiting } else { State::Dead };
        self.note(claim, state, i64::from(is_unsure), next.unwrap_or(i64::MAX), fault).await
    }

    async fn note(&self, claim: &Claim, state: State, unsure: i64, due: i64, fault: &str) -> sqlx::Result<()> {
        // Not when the claim ran out meanwhile and another process has it.
        sqlx::query(
            "UPDATE deliveries SET state = $1, unsure = unsure + $2, due = $3, fault = $4
             WHERE seq = $5 AND attempts = $6 AND state = 'sending'",
        )
        .bind(state.name().to_owned())
        .bind(unsure)
        .bind(due)
        .bind(fault.to_owned())
        .bind(claim.seq)
        .bind(claim.attempt)
        .execute(&self.write)
        .await?;
        Ok(())
    }

    /// Claims of a process that died are due at once. Only for whoever has the database alone.
    pub(crate) async fn release(&self, now: i64) -> sqlx::Result<()> {
        let query = sqlx::query("UPDATE deliveries SET due = $1 WHERE state = 'sending' AND due > $1").bind(now);
        query.execute(&self.write).await.map(|_| ())
    }

    /// When the next delivery by a way is due.
    pub(crate) async fn next_due(&self, way: &str) -> sqlx::Result<Option<i64>> {
        let row = sqlx::query(
            "SELECT due FROM deliveries WHERE way = $1 AND state IN ('waiting', 'sending') ORDER BY due LIMIT 1",
        )
        .bind(way.to_owned())
        .fetch_optional(&self.read)
        .await?;
        row.map(|row| row.try_get(0)).transpose()
    }

    /// Deliveries of a state or of all but those that are done, oldest first.
    pub(crate) async fn deliveries(&self, state: Option<State>) -> sqlx::Result<Vec<Delivery>> {
        let text = "SELECT d.message, d.way, d.state, d.attempts, d.unsure, m.at, d.due, d.fault FROM deliveries d
                    JOIN messages m ON m.id = d.message";
        let rows = match state {
            Some(state) => {
                let text = format!("{text} WHERE d.state = $1 ORDER BY d.seq");
                sqlx::query(sqlx::AssertSqlSafe(text)).bind(state.name().to_owned()).fetch_all(&self.read).await?
            }
            None => {
                let text = format!("{text} WHERE d.state <> 'delivered' ORDER BY d.seq");
                sqlx::query(sqlx::AssertSqlSafe(text)).fetch_all(&self.read).await?
            }
        };
        rows.iter().map(delivery).collect()
    }

    /// The next messages after one, oldest first.
    pub(crate) async fn messages(&self, (at, id): &(i64, String)) -> sqlx::Result<Vec<Stored>> {
        let text =
            "SELECT id, at, message FROM messages WHERE at > $1 OR (at = $1 AND id > $2) ORDER BY at, id LIMIT $3";
        let rows = sqlx::query(text).bind(*at).bind(id.clone()).bind(PAGE).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok(Stored { id: row.try_get(0)?, at: row.try_get(1)?, json: row.try_get(2)? })).collect()
    }

    /// How many deliveries stand how.
    pub(crate) async fn outbox_counts(&self) -> sqlx::Result<Vec<(String, String, i64)>> {
        let rows = sqlx::query(
            "SELECT way, state, CAST(COUNT(*) AS BIGINT) FROM deliveries GROUP BY way, state ORDER BY way, state",
        )
        .fetch_all(&self.read)
        .await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
    }

    /// Has what is dead, or one message, tried again now. Says how many deliveries that are.
    pub(crate) async fn retry(&self, message: Option<&str>, now: i64) -> sqlx::Result<u64> {
        let done = match message {
            None => {
                let text = "UPDATE deliveries SET state = 'waiting', due = $1 WHERE state = 'dead'";
                sqlx::query(text).bind(now).execute(&self.write).await?
            }
            Some(message) => {
                let text = "UPDATE deliveries SET state = 'waiting', due = $1
                            WHERE message = $2 AND state IN ('dead', 'waiting')";
                sqlx::query(text).bind(now).bind(message.to_owned()).execute(&self.write).await?
            }
        };
        Ok(done.rows_affected())
    }
}

fn delivery(row: &AnyRow) -> sqlx::Result<Delivery> {
    let time = crate::clock::rfc3339;
    let due: i64 = row.try_get(6)?;
    Ok(Delivery {
        message: row.try_get(0)?,
        way: row.try_get(1)?,
        state: State::read(&row.try_get::<String, _>(2)?),
        attempts: row.try_get(3)?,
        unsure: row.try_get(4)?,
        written: time(row.try_get(5)?),
        due: if due == i64::MAX { String::new() } else { time(due) },
        fault: row.try_get(7)?,
    })
}
