//! The team's database: SQLite in one file, or PostgreSQL. The same SQL goes to both.
//!
//! ```text
//! open      a database, brought up to date
//! records   what is kept
//! append    a batch of records → rows and sums, in one transaction: all of it or nothing
//! sums      events → what is added to which sum
//! tables    the sums' tables
//! span      days, weeks and eight weeks, each with a sum of its own
//! asked     queries → their numbers
//! outbox    deliveries: claimed, done, put off, given up
//! read      sums of a period → rows that figures are made of
//! remove    what is too old, and what a person asks to have removed
//! values    many rows in one statement
//! ```

mod append;
mod asked;
mod database;
mod open;
mod outbox;
mod read;
mod records;
mod remove;
mod span;
mod sums;
mod tables;
mod values;

pub(crate) use database::Store;
pub(crate) use open::Database;
pub(crate) use outbox::Claim;
pub use outbox::{Delivery, State};
pub(crate) use records::{Fault, NewEvent, NewMessage, Record, key};
pub(crate) use remove::Ages;
pub use remove::{Erased, Who};
