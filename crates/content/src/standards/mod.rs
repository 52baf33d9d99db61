//! What a good answer holds to: the checklists of `content/_standards/`, by which a team reviews articles and macros.
//!
//! They are for agents alone. A file says to what it applies, and for each case which steps an agent takes.

mod applies;
mod read;
mod standard;
mod wording;

pub use applies::{Applies, Kind};
pub(crate) use read::read;
pub use read::{outline, step_text};
pub use standard::{Case, Standard, Standards, Step};
pub use wording::Wording;

#[cfg(test)]
mod tests;
