//! The collector: what readers of a help site do, say and ask, kept in the team's own database.
//!
//! It takes events and messages over HTTP from sites that are allowed, keeps them, and delivers messages to the team. It
//! gives sums to whoever makes figures of them. It must never know pages, articles or settings of a site, and it stores
//! nothing that tells who a reader is, but what they write into the contact form.
//!
//! ```text
//! server     requests → answers
//! intake     what was sent → events and messages
//! writer     what waits together → one transaction; acknowledged when it is there
//! store      the database: SQLite in one file, or PostgreSQL
//! delivery   messages → the team, by webhook or mail
//! collector  all of it, started and ended
//! desk       what whoever runs it asks for: the outbox, messages, erasing, links, sums
//! ```

mod clock;
mod collector;
mod delivery;
mod desk;
mod error;
mod intake;
mod metrics;
mod notice;
mod options;
mod reference;
mod secret;
mod server;
mod store;
mod writer;

pub use collector::{Collector, start};
pub use desk::{Desk, Imported, survey_reference};
pub use error::{Error, Result};
pub use notice::{Level, Notice, Report};
pub use options::{Folder, Options, Smtp};
pub use server::origin::Origin;
pub use store::{Delivery, Erased, State, Who};
