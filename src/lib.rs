//! Helpdex turns Markdown articles kept in git into a static help site.

pub mod config;
pub mod diagnostic;
pub mod error;
mod fields;
mod source;
mod yaml;
