//! Something to do, and why.

use serde::Serialize;

/// Why something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// People ask what no article answers.
    Unanswered,
    /// An article answers in other words than people use.
    Words,
    /// Several articles use another word than people do.
    Synonym,
    /// Search shows an article, and people don't take it for an answer.
    NotOpened,
    /// An article helps fewer people than before its last edit.
    Worse,
    /// An article helps few people.
    Poor,
    /// Readers of an article write in.
    Contact,
    /// An old address leads nowhere.
    Missing,
}

impl Cause {
    /// As it stands in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Words => "words",
            Self::Synonym => "synonym",
            Self::NotOpened => "not-opened",
            Self::Worse => "worse",
            Self::Poor => "poor",
            Self::Contact => "contact",
            Self::Missing => "missing",
        }
    }

    /// As people read it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unanswered => "No answer",
            Self::Words => "Other words",
            Self::Synonym => "Synonym",
            Self::NotOpened => "Not opened",
            Self::Worse => "Worse since an edit",
            Self::Poor => "Helps few",
            Self::Contact => "Ends in the form",
            Self::Missing => "Dead address",
        }
    }
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// Why.
    pub cause: Cause,
    /// How many people would have been helped, roughly: what orders the list.
    pub people: u64,
    /// What is the matter, in a sentence.
    pub what: String,
    /// What to do about it, in a sentence.
    pub action: String,
    /// The file to change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// What to type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The page that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// From which numbers on something is to be done.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// So often people have to have asked in vain, come in vain or written in.
    pub least: u64,
    /// Articles that surely help a smaller share than this help few.
    pub poor: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { least: 3, poor: 0.6 }
    }
}

/// What the site answers to a query today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The file of the article that comes nearest.
    pub file: String,
    /// Its category's folder.
    pub folder: String,
    /// Whether it has most of the words.
    pub well: bool,
}

/// Who can ask the site's search.
pub trait Answers {
    /// What it answers to a query; nothing where it finds nothing, or can't be asked.
    fn answer(&self, lang: &str, query: &str) -> Option<Answer>;
}

/// A site that can't be asked.
pub struct Unknown;

impl Answers for Unknown {
    fn answer(&self, _: &str, _: &str) -> Option<Answer> {
        None
    }
}
