//! What readers do and say at a help site.
//!
//! It takes events, one after the other, wherever they were kept. It gives figures, and what a team should do about
//! them. It must never know HTTP, a database, or who a reader is: there is no field for that.

pub mod catalog;
pub mod event;
pub mod figures;
pub mod queries;
pub mod report;
pub mod sources;
pub mod tally;
pub mod todo;
