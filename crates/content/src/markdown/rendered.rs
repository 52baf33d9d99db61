//! All that is known of an article's body once it is rendered.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::resolve::ArticleLink;
use super::texts::{Packed, Texts};
use crate::diagnostic::Diagnostic;
use crate::text_store::TextStore;

/// All that is known of an article's body once it is rendered.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    pub(super) texts: Kept,
    /// Text of the H1 that opened the body and was dropped. Where it differs from the title it is worth searching.
    pub h1: Option<String>,
    /// Headings in their order. Their ids are unique in the page.
    pub headings: Vec<Heading>,
    /// Places of blocks that search leads to, such as a tab.
    pub landings: Vec<Landing>,
    /// Those of the headings that are questions of an `faq`.
    pub questions: Vec<usize>,
    /// Notes of changes, in their order.
    pub changes: Vec<Change>,
    /// Scheme and host of the players of its videos.
    pub players: Vec<&'static str>,
    /// Scheme and host of the pages that it shows in frames.
    pub embeds: Vec<String>,
    /// Addresses of the films and sounds from elsewhere that it plays.
    pub media: Vec<String>,
    /// The parts of the theme that show the blocks in it, sorted: `tabs` for `css/blocks/tabs.css` and its script.
    pub parts: Vec<&'static str>,
    /// Everything in the page that a `#fragment` can lead to.
    pub anchors: Vec<String>,
    /// Links that lead somewhere.
    pub links: Vec<Link>,
    /// Images, with the broken ones.
    pub images: Vec<ImageUse>,
    /// Whether there is a word to read in it.
    pub has_words: bool,
    /// Plain text of the first paragraph, cut at a word near 200 characters.
    pub(crate) summary: String,
    /// What the author should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// How the texts of a body are kept.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    Open(Texts),
    Packed(Packed),
}

impl Default for Kept {
    fn default() -> Self {
        Self::Open(Texts::default())
    }
}

impl Rendered {
    /// Its HTML and its plain text.
    pub fn texts(&self) -> Cow<'_, Texts> {
        match &self.texts {
            Kept::Open(texts) => Cow::Borrowed(texts),
            Kept::Packed(packed) => Cow::Owned(packed.open()),
        }
    }

    /// Its Markdown for programs, where that is kept.
    pub(crate) fn markdown(&self) -> Option<Cow<'_, str>> {
        match &self.texts {
            Kept::Open(texts) => texts.markdown.as_deref().map(Cow::Borrowed),
            Kept::Packed(packed) => packed.markdown().map(Cow::Owned),
        }
    }

    /// The same with another HTML: a part of what it was.
    #[must_use]
    pub(crate) fn with_html(mut self, html: String) -> Self {
        let texts = self.texts().into_owned();
        self.texts = Kept::Open(Texts { html, ..texts });
        self
    }

    /// The same for whoever keeps many: its texts are packed, into a store where there is one, and nothing has room to grow.
    #[must_use]
    pub(crate) fn packed(mut self, store: Option<&Arc<TextStore>>) -> Self {
        if let Kept::Open(texts) = &self.texts
            && let Some(packed) = texts.packed(store)
        {
            self.texts = Kept::Packed(packed);
        }
        self.headings.shrink_to_fit();
        self.landings.shrink_to_fit();
        self.anchors.shrink_to_fit();
        self.links.shrink_to_fit();
        self.images.shrink_to_fit();
        self.diagnostics.shrink_to_fit();
        self
    }

    /// The same without what only rules and pages look at.
    #[must_use]
    pub(crate) fn texts_alone(self) -> Self {
        Self { anchors: Vec::new(), links: Vec::new(), images: Vec::new(), diagnostics: Vec::new(), ..self }
    }

    /// The same for whoever never asks how it begins.
    #[must_use]
    pub(crate) fn without_start(self) -> Self {
        Self { summary: String::new(), ..self }
    }

    /// Plain text of the first paragraph, cut at a word near 200 characters.
    pub fn start(&self) -> &str {
        &self.summary
    }
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6, as rendered.
    pub level: u8,
    /// 1 to 6, as written.
    pub written: u8,
    /// What a `#fragment` leads to.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// Its place in the source file.
    pub range: Range<usize>,
}

/// A block that a `#fragment` can lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landing {
    /// What a `#fragment` leads to.
    pub id: String,
    /// Its title as plain text.
    pub text: String,
}

/// The note of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The day, such as `2026-11-29`.
    pub date: String,
    /// What a `#fragment` leads to.
    pub id: String,
    /// Its title as plain text; may be empty.
    pub title: String,
    /// Index into [`Rendered::landings`], whose section holds its text.
    pub landing: usize,
}

/// A link that was rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: LinkTarget,
    /// Its destination in the source file or, where that can't be told, the whole link.
    pub range: Range<usize>,
    /// Its plain text.
    pub text: String,
}

/// Where a rendered link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To an article.
    Article(ArticleLink),
    /// To an anchor of this page; decoded, without `#`.
    Fragment(String),
    /// To a file of the site, by its URL.
    File(String),
    /// Out of the site.
    External(String),
}

/// An image that an article shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageUse {
    /// As written.
    pub src: String,
    /// The alternative text.
    pub alt: String,
    /// Whether the author says that it is there for the eye alone: raw HTML with an `alt` that is empty.
    pub decorative: bool,
    /// The width in pixels that raw HTML asks for.
    pub width: Option<u32>,
    /// Its source in the file or, where that can't be told, the whole image.
    pub range: Range<usize>,
}
