//! What readers may tell the team, and where that goes.

use super::survey::{Survey, SurveyKind};
use super::votes::VotesFile;
use crate::config::origin;

/// What readers may tell the team: nothing, unless the settings switch it on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feedback {
    /// Where it goes.
    pub to: Recipient,
    /// Whether articles ask if they helped.
    pub helped: bool,
    /// Whether browsers tell what was searched, what is missing, and what came of the form.
    pub searches: bool,
    /// Whether browsers tell that an article was read.
    pub reads: bool,
    /// The surveys, each a page per language.
    pub surveys: Vec<Survey>,
    /// What `check` judges articles by.
    pub votes: Option<VotesFile>,
    /// Whether the preview sends, too: only where its author named a collector to try it with.
    pub tried_out: bool,
}

/// Where it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Recipient {
    /// Nobody: the settings name none.
    #[default]
    Nobody,
    /// A collector, by its address without a slash at the end.
    Collector(String),
    /// Netlify's own forms, which read the page's attributes.
    Netlify,
    /// An address that takes the same JSON as a collector.
    Endpoint(String),
}

impl Recipient {
    /// Where a kind of thing is sent to, by its name at a collector: `feedback`, `events`, `survey`, `contact`. Nothing for
    /// Netlify's forms, which are sent to a page of the site.
    pub fn url(&self, what: &str) -> Option<String> {
        match self {
            Self::Nobody | Self::Netlify => None,
            Self::Collector(address) => Some(format!("{address}/v1/{what}")),
            Self::Endpoint(url) => Some(url.clone()),
        }
    }

    /// Scheme and host that browsers are sent to; nothing for the site's own host.
    pub fn origin(&self) -> Option<&str> {
        match self {
            Self::Nobody | Self::Netlify => None,
            Self::Collector(url) | Self::Endpoint(url) => origin(url),
        }
    }
}

impl Feedback {
    /// Whether pages have anything of it.
    pub fn is_on(&self) -> bool {
        self.helped || self.counts() || !self.surveys.is_empty()
    }

    /// Whether browsers tell of anything by themselves.
    pub fn counts(&self) -> bool {
        self.searches || self.reads
    }

    /// The survey of a kind.
    pub fn survey(&self, kind: SurveyKind) -> Option<&Survey> {
        self.surveys.iter().find(|survey| survey.kind == kind)
    }
}
