//! Checklists of reviews, as files.

use std::sync::Arc;

use crate::diagnostic::SourceText;
use crate::slug::slug_path;

/// The folder below `content/` that holds the checklists of reviews.
pub const STANDARDS: &str = "_standards";

/// A checklist of reviews: `content/_standards/NAME.yaml`.
#[derive(Clone, Debug)]
pub struct StandardFile {
    /// The file's name without its ending.
    pub name: String,
    /// The file.
    pub file: Arc<SourceText>,
}

impl StandardFile {
    /// Its name as URLs have it.
    pub fn slug(&self) -> String {
        slug_path(&self.name)
    }
}
