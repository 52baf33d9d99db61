//! Every URL, language twin and alias, planned before anything is rendered.
//!
//! Rendering an article needs to know where every other one is; planning first keeps it a function of one article.

mod dependencies;
mod files;
mod href;
mod names;
mod patch;
mod plan;
mod resolve;
mod table;
#[cfg(test)]
mod tests;

pub use crate::slug::slug_path;

pub(crate) use dependencies::{Asked, Dependencies, DependencyTracker, Moved, Tracked, answers_again};
pub use files::{FileRoute, VariantRoute, is_image, is_photograph, is_published_kind};
pub(crate) use patch::Delta;
pub use plan::{APP_ICONS, OLD_URLS, STANDARDS_PAGE, WIDGET_SCRIPT};
pub use resolve::Links;
pub use table::{Alias, Owner, Routes, Twins, output_path};
