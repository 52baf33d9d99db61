//! A test of search that authors wrote.

use crate::config::LanguageId;
use crate::diagnostic::Place;
use crate::path::SitePath;

/// A query and what it must find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTest {
    /// What a customer types.
    pub query: String,
    /// The language they speak.
    pub language: LanguageId,
    /// Files of the articles of which one must be found.
    pub expect: Vec<SitePath>,
    /// The lowest rank that will do.
    pub within: usize,
    /// The name of its group, where it stands in one.
    pub group: Option<String>,
    /// The file that asks for it.
    pub path: SitePath,
    /// Where in it.
    pub place: Place,
}

/// Tests of which a share must pass, whichever those are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestGroup {
    /// What authors call it; no two groups have the same name.
    pub name: String,
    /// The least share of its tests that must pass, in percent: from 1 to 100.
    pub share: u8,
    /// The file that holds it.
    pub path: SitePath,
    /// Where its name stands.
    pub place: Place,
}

/// The rank within which an article must be found where nothing else is said: what fits on a phone without scrolling.
pub const WITHIN: usize = 3;
