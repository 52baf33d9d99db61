//! What readers may tell the team, and where that goes: votes below articles, events of search, surveys.
//!
//! The settings alone are here. The pages ask, the browser sends, and whoever collects is another program.

mod read;
mod settings;
mod survey;
#[cfg(test)]
mod tests;
mod votes;

pub(crate) use read::read;
pub use settings::{Feedback, Recipient};
pub use survey::{Survey, SurveyKind};
pub use votes::VotesFile;
