//! A help desk: categories in categories, articles in several languages, addresses by number, attachments.

use std::collections::BTreeMap;

use crate::source::{Entries, Notes, OnDisk};

/// All of a help desk.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    /// Tells one desk from another when it is imported again: its host, if that is known.
    pub(crate) name: String,
    pub(crate) categories: Vec<Category>,
    pub(crate) articles: Vec<Article>,
    /// Hosts at which the desk answers.
    pub(crate) hosts: Vec<String>,
    /// Files that articles show or offer, by a name that [`Desk::attachment_of`] finds in addresses.
    pub(crate) attachments: BTreeMap<String, Attachment>,
    /// Reads the name of an attachment out of an address.
    pub(crate) attachment_of: Option<fn(&str) -> Option<String>>,
    /// The address that a link means: desks answer to a number whatever the words behind it say.
    pub(crate) canonical: Option<fn(&str) -> Option<String>>,
    pub(crate) notes: Notes,
}

/// A category, or one in it.
#[derive(Debug, Default)]
pub(crate) struct Category {
    pub(crate) id: String,
    pub(crate) parent: Option<String>,
    pub(crate) order: Option<i64>,
    pub(crate) names: Vec<Name>,
}

/// A category in one language.
#[derive(Debug, Default)]
pub(crate) struct Name {
    /// As the desk writes it; empty where it says none.
    pub(crate) language: String,
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    /// URL paths of its list.
    pub(crate) addresses: Vec<String>,
}

/// An article.
#[derive(Debug, Default)]
pub(crate) struct Article {
    pub(crate) id: String,
    /// The file that it was read from.
    pub(crate) file: String,
    /// The category that it lies in.
    pub(crate) category: Option<String>,
    pub(crate) order: Option<i64>,
    /// Its name in addresses, when the desk has one that isn't made of the title.
    pub(crate) slug: Option<String>,
    pub(crate) featured: bool,
    /// Who may read it, when that isn't everybody.
    pub(crate) audience: Option<String>,
    /// Ids of articles that go with it.
    pub(crate) related: Vec<String>,
    /// Front matter of all versions.
    pub(crate) head: Entries,
    pub(crate) votes: Votes,
    pub(crate) versions: Vec<Version>,
}

/// An article in one language.
#[derive(Debug, Default)]
pub(crate) struct Version {
    /// As the desk writes it; empty where it says none.
    pub(crate) language: String,
    pub(crate) title: String,
    pub(crate) body: Body,
    pub(crate) is_draft: bool,
    /// The URL path at which the desk shows it.
    pub(crate) address: Option<String>,
    /// Others that lead there.
    pub(crate) old_addresses: Vec<String>,
    /// Front matter of this version alone.
    pub(crate) head: Entries,
    pub(crate) votes: Votes,
}

/// The text of an article.
#[derive(Debug)]
pub(crate) enum Body {
    Html(String),
    /// In Helpdex's dialect already.
    Markdown(String),
}

impl Default for Body {
    fn default() -> Self {
        Self::Markdown(String::new())
    }
}

/// What readers said of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Votes {
    pub(crate) up: u64,
    pub(crate) down: u64,
}

impl Votes {
    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// A file that articles show or offer.
#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    /// Its name.
    pub(crate) name: String,
    /// What is in it, when that is at hand.
    pub(crate) content: Option<OnDisk>,
}

/// The path and the host of an absolute address; the path alone of one from the top.
pub(crate) fn parts(address: &str) -> (Option<&str>, &str) {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    match rest.or_else(|| address.strip_prefix("//")) {
        Some(rest) => match rest.find(['/', '?', '#']) {
            Some(at) => (rest.get(..at), rest.get(at..).unwrap_or_default()),
            None => (Some(rest), "/"),
        },
        None => (None, address),
    }
}

/// The URL path of an address, without what asks or points.
pub(crate) fn path_of(address: &str) -> Option<String> {
    let path = parts(address.trim()).1.split(['?', '#']).next().unwrap_or_default();
    path.starts_with('/').then(|| path.to_owned()).filter(|path| path != "/")
}
