//! Helpdex turns Markdown articles kept in git into a static help site.

pub mod config;
pub mod diagnostic;
pub mod error;
mod fields;
#[allow(dead_code)] // Until the site calls it.
pub(crate) mod markdown;
mod source;
#[allow(dead_code)] // Until pages call it.
mod theme;
mod yaml;
