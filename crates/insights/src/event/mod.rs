//! One thing that a reader did or said.
//!
//! The same JSON comes from the site's script, goes into the collector, and stands in files of JSON lines. An event names
//! no reader, no address and no session: only what happened.

mod limits;
mod read;
mod scrub;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use limits::{MAX_ID, MAX_LANG, MAX_OFFERED, MAX_PATH, MAX_QUERY, MAX_TEXT, MAX_TICKET};
pub(crate) use read::one;
pub use read::{Fault, read};
pub use scrub::{is_personal, scrub};

/// An event: what happened, in which language of the site, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Made by the page for this event alone, so that what is sent twice counts once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// When. Set by whoever keeps the event: a reader's clock is not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The tag of the page's language: `pt-BR`. Empty where the page doesn't say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// What happened.
    #[serde(flatten)]
    pub kind: Kind,
}

impl Event {
    /// Whether it is a vote that tells more than yes or no.
    #[must_use]
    pub fn has_reason(&self) -> bool {
        matches!(&self.kind, Kind::Feedback { reason, text, .. } if reason.is_some() || text.is_some())
    }
}

/// What happened. `path` is a page's address on the site, without the folder that the site stands in: `/payouts/late/`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Kind {
    /// A query that the reader typed to its end.
    Search {
        /// As typed, without what may tell who typed it.
        query: String,
        /// How many articles were found.
        hits: u32,
        /// What the reader did then.
        then: Then,
        /// The page that was opened.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opened: Option<String>,
    },
    /// An article was read.
    Read {
        /// The article.
        path: String,
        /// Which text it had: the mark that translations use.
        revision: String,
    },
    /// Somebody came to an address where nothing is.
    Missing {
        /// The address.
        path: String,
    },
    /// Whether an article helped.
    Feedback {
        /// The article.
        path: String,
        /// Which text it had.
        revision: String,
        /// Yes or no.
        helped: bool,
        /// Why not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Reason>,
        /// In the reader's words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// The contact form was used.
    Form {
        /// The form's page.
        path: String,
        /// The article that the reader came from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// The answers that were shown beside it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        offered: Vec<String>,
        /// How it ended.
        outcome: Outcome,
    },
    /// A survey was answered.
    Survey {
        /// Which one.
        survey: Survey,
        /// Within [`Survey::scale`].
        score: u8,
        /// In the reader's words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        /// The reference of the ticket that the link was made for. Its signature has been checked by whoever keeps this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    },
}

/// What a reader did after a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Then {
    /// Opened a hit.
    Open,
    /// Typed another query.
    Again,
    /// Went to the contact page or the form.
    Contact,
    /// Nothing of these.
    Leave,
}

/// Why an article did not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It answers something else.
    OtherQuestion,
    /// It is hard to follow.
    Unclear,
    /// It is wrong or old.
    Outdated,
    /// What it says did not work.
    Failed,
}

/// How the use of a form ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The reader said that an offered answer was enough.
    Solved,
    /// The message was sent.
    Sent,
    /// Something was written, and nothing sent.
    Left,
}

/// A question with a number for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Survey {
    /// Customer satisfaction: how was the answer?
    Csat,
    /// Net promoter score: would you recommend us?
    Nps,
    /// Customer Voice: a mark from 1 to 10.
    Voice,
}

impl Survey {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Csat, Self::Nps, Self::Voice];

    /// The lowest and the highest score.
    #[must_use]
    pub const fn scale(self) -> (u8, u8) {
        match self {
            Self::Csat => (1, 5),
            Self::Nps => (0, 10),
            Self::Voice => (1, 10),
        }
    }

    /// As it stands in addresses and events.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csat => "csat",
            Self::Nps => "nps",
            Self::Voice => "voice",
        }
    }
}

impl Kind {
    /// As it stands in JSON.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Search { .. } => "search",
            Self::Read { .. } => "read",
            Self::Missing { .. } => "missing",
            Self::Feedback { .. } => "feedback",
            Self::Form { .. } => "form",
            Self::Survey { .. } => "survey",
        }
    }
}
