//! What was found out about the imported files.

use super::document::Document;
use super::survey::Survey;
use super::target::Links;
use crate::source::Vote;

/// What was found out about the imported files.
pub(super) struct Parts<'a> {
    pub(super) survey: &'a Survey,
    pub(super) documents: &'a [Document],
    /// Of each document.
    pub(super) links: &'a [Links<'a>],
    /// Of each document.
    pub(super) related: &'a [Related],
    /// What readers said of them at the source.
    pub(super) votes: &'a [Vote],
}

/// What a document names as related.
#[derive(Debug, Default)]
pub(super) struct Related {
    /// Documents, by their index.
    pub(super) found: Vec<usize>,
    /// What is none.
    pub(super) other: Vec<String>,
}
