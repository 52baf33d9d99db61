//! What goes wrong with the service, what is planned, and when replies take longer: the files of `content/_incidents/`.
//!
//! Each is shown on the pages that it affects, from its beginning to its end by the clock of whoever reads them. The build
//! never asks what time it is: an incident carries its times, and [`Incidents::perhaps_current`] leaves out only those that
//! were over when the newest word of any of them was written.

pub mod affected;
mod front;
mod incident;
pub mod kind;
pub mod moment;
mod read;
pub mod span;
mod updates;

pub use affected::Affected;
pub use incident::{FORGOTTEN, GRACE, Incident, Incidents, Reply, Update, Version};
pub use kind::{Kind, Severity, State};
pub use read::outline;
pub(crate) use read::read;

#[cfg(test)]
mod tests;
