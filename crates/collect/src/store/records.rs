//! What is kept, and why it may not be.

use helpdex_insights::event::Event;
use sha2::{Digest, Sha256};

/// What is to be kept.
#[derive(Clone, Debug)]
pub(crate) enum Record {
    Event(NewEvent),
    Message(NewMessage),
}

/// An event at its time.
#[derive(Clone, Debug)]
pub(crate) struct NewEvent {
    /// What it counts only once by; nothing counts each time.
    pub(crate) key: Option<i64>,
    /// Until when the key is kept, in milliseconds.
    pub(crate) until: i64,
    /// When it came, in milliseconds.
    pub(crate) at: i64,
    pub(crate) event: Event,
}

/// A message of the contact form.
#[derive(Clone, Debug)]
pub(crate) struct NewMessage {
    pub(crate) id: String,
    /// What is the same when it is sent twice, and until when that is known.
    pub(crate) mark: String,
    pub(crate) until: i64,
    pub(crate) at: i64,
    /// All of it, as JSON.
    pub(crate) json: String,
    /// How it is delivered.
    pub(crate) ways: Vec<&'static str>,
}

/// Why nothing of a batch was kept.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The disk, or the room that the database was given.
    Full,
    /// Anything else; the text holds nothing of the batch.
    Other(String),
}

impl From<sqlx::Error> for Fault {
    fn from(fault: sqlx::Error) -> Self {
        if is_full(&fault) { Self::Full } else { Self::Other(crate::error::plain(&fault)) }
    }
}

/// SQLite: full, or it could not write, sync or lengthen a file. PostgreSQL: its class of insufficient resources.
fn is_full(fault: &sqlx::Error) -> bool {
    let sqlx::Error::Database(fault) = fault else { return false };
    fault.code().is_some_and(|code| matches!(&*code, "13" | "778" | "1034" | "1546" | "4874" | "53100"))
}

/// A key of sixty-four bits; two of ten million are the same once in two hundred thousand times.
pub(crate) fn key(parts: &[&str]) -> i64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let mut first = [0; 8];
    first.iter_mut().zip(digest.iter()).for_each(|(to, from)| *to = *from);
    i64::from_le_bytes(first)
}

impl Record {
    pub(super) fn key(&self) -> Option<i64> {
        match self {
            Self::Event(event) => event.key,
            Self::Message(message) => Some(key(&["message", &message.mark])),
        }
    }

    /// What the reason for a vote counts only once by: a vote may come again with it.
    pub(super) fn reason_key(&self) -> Option<i64> {
        let Self::Event(NewEvent { event, .. }) = self else { return None };
        let id = event.id.as_deref().filter(|_| event.has_reason())?;
        Some(key(&["reason", id]))
    }

    pub(super) fn until(&self) -> i64 {
        match self {
            Self::Event(event) => event.until,
            Self::Message(message) => message.until,
        }
    }
}
