//! The team's database: SQLite in one file, or PostgreSQL. The same SQL goes to both.
//!
//! ```text
//! open      a database, brought up to date
//! records   what is kept
//! append    a batch of records → rows and sums, in one transaction: all of it or nothing
//! sums      events → what is added to which sum
//! outbox    deliveries: claimed, done, put off, given up
//! rows      sums of a period → rows that figures are made of
//! remove    what is too old, and what a person asks to have removed
//! values    many rows in one statement
//! ```

mod append;
mod database;
mod open;
mod outbox;
mod records;
mod remove;
mod rows;
mod sums;
mod values;

pub(crate) use database::Store;
pub(crate) use open::Database;
pub(crate) use outbox::Claim;
pub use outbox::{Delivery, State};
pub(crate) use records::{Fault, NewEvent, NewMessage, Record, key};
pub(crate) use remove::Ages;
pub use remove::{Erased, Who};
