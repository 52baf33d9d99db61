//! How far each language of a site is, and what translators missed since.

mod history;
mod report;

pub use history::versions;
pub use report::{Language, Report, markdown, report};
