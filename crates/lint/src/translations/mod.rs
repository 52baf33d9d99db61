//! How far each language of a site is, and what translators missed since.

mod history;
mod moved;
mod report;

pub use history::versions;
pub(crate) use moved::{MovedSource, moved_source};
pub use report::{Language, Report, markdown, report};
