//! The ways to reach a person, as the settings name them.

use super::form::Form;
use super::reply::Reply;
use super::schedule::Schedule;
use crate::config::{Localized, NamedLink};
use crate::diagnostic::Place;

/// What a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Letters.
    Email,
    /// A number to call.
    Phone,
    /// Somebody calls back.
    Callback,
    /// Talking in writing.
    Chat,
    /// A form on a page.
    Form,
    /// Telegram, WhatsApp, Viber and their like.
    Messenger,
    /// Facebook, Instagram, X and their like.
    Social,
    /// Where customers help each other.
    Forum,
}

impl Kind {
    /// All kinds by the names that settings have for them.
    pub const ALL: [(&'static str, Self); 8] = [
        ("email", Self::Email),
        ("phone", Self::Phone),
        ("callback", Self::Callback),
        ("chat", Self::Chat),
        ("form", Self::Form),
        ("messenger", Self::Messenger),
        ("social", Self::Social),
        ("forum", Self::Forum),
    ];

    /// Its name in settings and data.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// A way to reach a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// What articles and variables call it.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// What readers call it; without one it has the name of its kind.
    pub label: Option<Localized>,
    /// A sentence about it.
    pub note: Localized,
    /// Where it leads: a URL, or a path of the site. Nothing for the site's own form.
    pub url: Option<String>,
    /// What a person types who uses it elsewhere: an e-mail address or a number.
    pub address: Option<String>,
    /// Codes of the languages spoken there, each with where it is written; none where nobody says.
    pub languages: Vec<(String, Place)>,
    /// When somebody is there.
    pub schedule: Schedule,
    /// How soon an answer is promised.
    pub reply: Option<Reply>,
    /// The same for topics that go first.
    pub reply_priority: Option<Reply>,
    /// Whether panels show it that name no channels.
    pub listed: bool,
    /// Where the settings name it.
    pub place: Place,
}

/// The ways to reach a person: channels, or the short form of them.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// The short form: labels and where they lead.
    pub links: Vec<NamedLink>,
    /// The channels, in the order in which readers see them.
    pub channels: Vec<Channel>,
    /// The categories whose topics go first, each with where the settings name it.
    pub priority: Vec<(String, Place)>,
    /// The form with which customers write.
    pub form: Option<Form>,
}

impl Contact {
    /// Whether the site has a page for it.
    pub fn has_page(&self) -> bool {
        !self.channels.is_empty()
    }

    /// The channel with an id.
    pub fn channel(&self, id: &str) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.id == id)
    }

    /// Whether an article's topic goes first, by its key or that of a category.
    pub fn goes_first(&self, key: &str) -> bool {
        let below = |top: &str| key.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.priority.iter().any(|(category, _)| below(category))
    }

    /// Every promise that is made, once.
    pub fn promises(&self) -> Vec<Reply> {
        let both = |channel: &Channel| [channel.reply, channel.reply_priority];
        let mut all: Vec<Reply> = self.channels.iter().flat_map(both).flatten().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The calendar files that belong to the settings, relative to the site's root.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.channels.iter().flat_map(|channel| &channel.schedule.holidays.sources).filter_map(|s| s.file.as_deref())
    }
}
