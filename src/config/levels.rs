//! How strictly each rule is taken.

use std::collections::BTreeMap;

/// What a site makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It stops the build.
    Error,
    /// It is told.
    Warning,
    /// It is not looked at.
    Off,
}

/// The rules whose level a site changes; the others keep their own.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    pub(crate) by_code: BTreeMap<String, Level>,
}

impl Levels {
    /// The site's level for a rule, if it sets one.
    pub fn get(&self, code: &str) -> Option<Level> {
        self.by_code.get(code).copied()
    }
}

impl Levels {
    /// The rules whose level the site sets.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.by_code.keys().map(String::as_str)
    }
}
