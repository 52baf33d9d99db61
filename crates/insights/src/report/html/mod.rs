//! The dashboard's pages, and a report in one file. They need no script.

mod charts;
mod page;

pub use page::{Links, page, whole};

/// The style of all pages: `/dashboard.css`.
pub const STYLE: &str = include_str!("dashboard.css");
