//! Giving articles and categories another name, and taking articles out, with everything that names them.
//!
//! A plan is made first, and can be shown. To apply it changes all files or none: texts first, each by rename, then names.

mod alias;
mod apply;
mod images;
mod movement;
mod name;
mod removal;
#[cfg(test)]
mod tests;

use helpdex_content::config::Config;
use helpdex_content::edit::Change;
use helpdex_content::path::SitePath;
use helpdex_content::references::Reference;
use helpdex_content::routes::Routes;
use helpdex_content::source::Sources;

pub use movement::movement;
pub use removal::{Removal, removal};

/// The site that something moves in. Its routes have drafts, too.
#[derive(Clone, Copy)]
pub struct Place<'p> {
    /// The settings.
    pub config: &'p Config,
    /// All files.
    pub sources: &'p Sources,
    /// Their URLs.
    pub routes: &'p Routes,
    /// All that names something.
    pub references: &'p [Reference],
}

/// What is to be done.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files that move: their paths from the site's root, before and after.
    pub files: Vec<(SitePath, SitePath)>,
    /// Files that go.
    pub removed: Vec<SitePath>,
    /// New texts, under the paths of before.
    pub changes: Vec<Change>,
    /// Old addresses, and the file that answers them.
    pub addresses: Vec<(String, SitePath)>,
    /// Files that stay, because customers have their addresses.
    pub kept: Vec<SitePath>,
}
