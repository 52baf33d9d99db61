//! The words of the interface that get into an article.

use super::directives::Kind;
use crate::config::Direction;
use crate::contact::PromiseWords;

/// The words of the interface that get into an article, in the page's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// Title of a `[!NOTE]`.
    pub note: String,
    /// Title of a `[!TIP]`.
    pub tip: String,
    /// Title of an `[!IMPORTANT]`.
    pub important: String,
    /// Title of a `[!WARNING]`.
    pub warning: String,
    /// Title of a `[!CAUTION]`.
    pub caution: String,
    /// Title of an `info`.
    pub info: String,
    /// Title of a `success`.
    pub success: String,
    /// Title of `details` without one.
    pub details: String,
    /// What a video's link says before its title.
    pub play: String,
    /// What the link of a page in a frame says before its title.
    pub show: String,
    /// What stands above the source of a diagram.
    pub diagram: String,
    /// What marks a part for agents alone.
    pub internal: String,
    /// What the list of checklists is called.
    pub standards: String,
    /// Name of what a video says, written down.
    pub transcript: String,
    /// What a picture's link says before what it shows.
    pub zoom: String,
    /// Name of the button that closes a large picture.
    pub close: String,
    /// Name of the section with the footnotes.
    pub footnotes: String,
    /// Name of the link from a footnote to where it is mentioned.
    pub back_to_text: String,
    /// Name of the link at the end of a heading; the heading's text follows it.
    pub heading_link: String,
    /// What straight quotation marks become: the opening and the closing one.
    pub quotes: [String; 2],
    /// How promised replies are spoken of.
    pub promises: PromiseWords,
    /// The direction of the page.
    pub dir: Direction,
    /// Those of these texts that are in English for want of others.
    pub in_english: Vec<String>,
}

impl Labels {
    /// What a note of this kind is called in its class, and its title if it has none of its own.
    pub(super) fn alert(&self, kind: Kind) -> (&'static str, &String) {
        match kind {
            Kind::Tip => ("tip", &self.tip),
            Kind::Important => ("important", &self.important),
            Kind::Warning => ("warning", &self.warning),
            Kind::Danger => ("caution", &self.caution),
            Kind::Info => ("info", &self.info),
            Kind::Success => ("success", &self.success),
            _ => ("note", &self.note),
        }
    }

    /// The attributes of an element that holds one of these texts.
    pub(super) fn language(&self, label: &String) -> &'static str {
        if self.in_english.contains(label) { " lang=\"en\" dir=\"ltr\"" } else { "" }
    }
}
