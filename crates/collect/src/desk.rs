//! What whoever runs a collector asks for, also while it runs.

use std::io::BufRead;

use helpdex_insights::event::{Event, read};
use helpdex_insights::queries::NormalForms;
use helpdex_insights::tally::{Part, Period, Rows};

use crate::clock::{DAY, now};
use crate::error::{Error, Result};
use crate::options::Folder;
use crate::reference::{MOST, Reference, is_ticket};
use crate::store::{Database, Delivery, Erased, Fault, NewEvent, Record, State, Store, Who, key};

/// Events of one transaction.
const BATCH: usize = 1_000;

/// The database of a collector, opened for one question.
pub struct Desk {
    runtime: tokio::runtime::Runtime,
    store: Store,
}

/// What became of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Events that are new.
    pub taken: usize,
    /// Events that were there already.
    pub known: usize,
    /// Lines that are no event: their number, and what is wrong.
    pub bad: Vec<(usize, String)>,
}

/// An event of a file, at its time.
fn told(event: Event) -> NewEvent {
    let at = event.at.map_or_else(now, jiff::Timestamp::as_millisecond);
    let key = event.id.as_deref().map(|id| key(&["event", id]));
    NewEvent { key, until: now() + 7 * DAY, at, event: Event { at: None, ..event } }
}

impl Desk {
    /// Opens the database of a folder, or a PostgreSQL.
    ///
    /// # Errors
    /// When it can't be opened.
    pub fn open(folder: &Folder, database: Option<&str>) -> Result<Self> {
        if let Database::Sqlite(file) = folder.database(database)
            && !file.is_file()
        {
            return Err(Error::Refused(format!("there is no `{}`: no collector ever ran there", file.display())));
        }
        Self::open_or_make(folder, database)
    }

    /// The same, or a new one.
    ///
    /// # Errors
    /// When it can't be opened or made.
    pub fn open_or_make(folder: &Folder, database: Option<&str>) -> Result<Self> {
        let database = folder.database(database);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|fault| Error::Environment(format!("cannot start: {fault}")))?;
        let store = runtime.block_on(Store::open(&database, None))?;
        Ok(Self { runtime, store })
    }

    /// Deliveries in a state, or all that are not done.
    ///
    /// # Errors
    /// When the database fails.
    pub fn deliveries(&self, state: Option<State>) -> Result<Vec<Delivery>> {
        self.runtime.block_on(self.store.deliveries(state)).map_err(Error::database("read"))
    }

    /// Has what was given up, or one message, tried again. Says how many deliveries that are.
    ///
    /// # Errors
    /// When the database fails.
    pub fn retry(&self, message: Option<&str>) -> Result<u64> {
        self.runtime.block_on(self.store.retry(message, now())).map_err(Error::database("write to"))
    }

    /// Calls `each` with every message, oldest first, as one line of JSON.
    ///
    /// # Errors
    /// When the database fails, or what `each` says.
    pub fn messages<E: From<Error>>(&self, each: &mut dyn FnMut(&str) -> Result<(), E>) -> Result<(), E> {
        let mut last = (i64::MIN, String::new());
        loop {
            let page = self.runtime.block_on(self.store.messages(&last)).map_err(Error::database("read"))?;
            let Some(newest) = page.last() else { return Ok(()) };
            last = (newest.at, newest.id.clone());
            page.iter().try_for_each(|message| each(&message.json))?;
        }
    }

    /// Calls `each` with every event, oldest first, as one line of JSON with its time.
    ///
    /// # Errors
    /// When the database fails, or what `each` says.
    pub fn events<E: From<Error>>(&self, each: &mut dyn FnMut(&str) -> Result<(), E>) -> Result<(), E> {
        let mut last = i64::MIN;
        loop {
            let page = self.runtime.block_on(self.store.events(last)).map_err(Error::database("read"))?;
            let Some((seq, _)) = page.last() else { return Ok(()) };
            last = *seq;
            for (_, event) in &page {
                let line = serde_json::to_string(event).map_err(|fault| Error::Environment(fault.to_string()))?;
                each(&line)?;
            }
        }
    }

    /// Takes events from lines of JSON, each at the time that it names, or now. What has a mark that is known counts no
    /// more. Bad lines are told.
    ///
    /// # Errors
    /// When the lines can't be read, or the database fails; then what came before is kept.
    pub fn import(&self, lines: impl BufRead) -> Result<Imported> {
        let (mut imported, mut forms, mut batch) = (Imported::default(), NormalForms::default(), Vec::new());
        for (number, line) in (1..).zip(lines.lines()) {
            let line = line.map_err(|fault| Error::Environment(format!("cannot read line {number}: {fault}")))?;
            for found in read(&line) {
                match found {
                    Ok(event) => batch.push(Record::Event(told(event))),
                    Err(fault) => imported.bad.push((number, fault.message)),
                }
            }
            if batch.len() >= BATCH {
                self.append(&mut batch, &mut imported, &mut forms)?;
            }
        }
        self.append(&mut batch, &mut imported, &mut forms)?;
        Ok(imported)
    }

    fn append(&self, batch: &mut Vec<Record>, imported: &mut Imported, forms: &mut NormalForms) -> Result<()> {
        let new = self.runtime.block_on(self.store.append(batch, forms)).map_err(|fault| match fault {
            Fault::Full => Error::Environment("the disk is full".into()),
            Fault::Other(fault) => Error::Environment(format!("cannot write to the database: {fault}")),
        })?;
        let taken = new.iter().filter(|new| **new).count();
        imported.taken += taken;
        imported.known += new.len() - taken;
        batch.clear();
        Ok(())
    }

    /// Removes what is about a person.
    ///
    /// # Errors
    /// When the database fails.
    pub fn erase(&self, who: &Who) -> Result<Erased> {
        self.runtime.block_on(self.store.erase(who)).map_err(Error::database("write to"))
    }

    /// What was counted in a period, or ever.
    ///
    /// # Errors
    /// When the database fails.
    pub fn rows(&self, period: Option<Period>) -> Result<Rows> {
        self.runtime.block_on(self.store.rows(period, &Part::ALL)).map_err(Error::database("read"))
    }
}

/// The reference that a link to a survey carries.
///
/// # Errors
/// When the ticket can't be named so, or the secret can't be read.
pub fn survey_reference(folder: &Folder, ticket: &str, days: u32) -> Result<String> {
    if !is_ticket(ticket) {
        return Err(Error::Refused(format!(
            "`{ticket}` is no reference: letters, digits, `-` and `_`, {MOST} at most"
        )));
    }
    let expiry = now() / 1000 + i64::from(days) * 86_400;
    Ok(Reference { ticket: ticket.to_owned(), expiry }.signed(&folder.secret()?))
}
