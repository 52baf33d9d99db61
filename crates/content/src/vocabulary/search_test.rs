//! A test of search that authors wrote.

use crate::config::LanguageId;
use crate::diagnostic::Place;

/// A query and what it must find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTest {
    /// What a customer types.
    pub query: String,
    /// The language they speak.
    pub language: LanguageId,
    /// Files of the articles of which one must be found.
    pub expect: Vec<String>,
    /// The lowest rank that will do.
    pub within: usize,
    /// The file that asks for it.
    pub path: String,
    /// Where in it.
    pub place: Place,
}

/// The rank within which an article must be found where nothing else is said: what fits on a phone without scrolling.
pub const WITHIN: usize = 3;
