//! The form with which customers write, as the settings describe it.

use crate::config::{Localized, origin};
use crate::diagnostic::Place;

/// The form with which customers write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it goes.
    pub to: Destination,
    /// The e-mail address that is offered when a message can't be sent.
    pub email: Option<String>,
    /// What customers choose from before they write.
    pub topics: Vec<Topic>,
    /// What is asked on every topic.
    pub fields: Vec<Field>,
    /// Whether customers may send along what they searched and read.
    pub trail: bool,
}

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Netlify's own forms, which read the page's attributes.
    Netlify,
    /// The collector that also takes feedback, by its address without a slash at the end.
    Collector(String),
    /// An address that takes form data or JSON.
    Endpoint {
        /// An `https` URL.
        url: String,
        /// Whether scripts send JSON.
        json: bool,
    },
    /// The customer's own mail program, with everything filled in.
    Mail(String),
}

/// What a message is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// What the message says it is about.
    pub id: String,
    /// What customers read.
    pub label: Localized,
    /// The category of its articles, with where the settings name it.
    pub category: Option<(String, Place)>,
    /// Whether it goes first.
    pub priority: bool,
    /// What is asked on it alone.
    pub fields: Vec<Field>,
}

/// Something that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name under which the answer is sent.
    pub id: String,
    /// What is asked for.
    pub kind: FieldKind,
    /// What customers read.
    pub label: Localized,
    /// A sentence about it.
    pub note: Localized,
    /// Whether it has to be answered.
    pub required: bool,
    /// What the answer has to look like: a regular expression of browsers.
    pub pattern: Option<String>,
    /// What is said when it doesn't.
    pub message: Localized,
    /// What may be chosen: what is sent, and what customers read.
    pub options: Vec<(String, Localized)>,
    /// Kinds of file that may be chosen, as browsers read them: `image/*,.pdf`.
    pub accept: Option<String>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line.
    Text,
    /// Several lines.
    Long,
    /// An e-mail address.
    Email,
    /// A number.
    Number,
    /// One of several.
    Choice,
    /// A day.
    Date,
    /// A file.
    File,
}

impl FieldKind {
    /// All kinds by the names that settings have for them.
    pub const ALL: [(&'static str, Self); 7] = [
        ("text", Self::Text),
        ("long", Self::Long),
        ("email", Self::Email),
        ("number", Self::Number),
        ("choice", Self::Choice),
        ("date", Self::Date),
        ("file", Self::File),
    ];

    /// Its name in settings and templates.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

impl Form {
    /// Scheme and host that browsers are sent to; nothing for the site's own host and for mail.
    pub fn origin(&self) -> Option<&str> {
        match &self.to {
            Destination::Collector(url) | Destination::Endpoint { url, .. } => origin(url),
            Destination::Netlify | Destination::Mail(_) => None,
        }
    }

    /// Whether something of it asks for a file.
    pub fn takes_files(&self) -> bool {
        let of_topics = self.topics.iter().flat_map(|topic| &topic.fields);
        self.fields.iter().chain(of_topics).any(|field| field.kind == FieldKind::File)
    }
}
