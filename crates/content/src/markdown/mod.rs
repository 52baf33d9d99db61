//! The body of an article: from Markdown to HTML that is safe to publish, and to everything else that is known of it.
//!
//! [`render`] is a pure function. It asks nobody but its [`Resolve`] where a link leads, and finds all faults in one run.
//!
//! # What makes the HTML safe
//!
//! - Whatever Markdown makes is written here, element by element, with every text and attribute escaped.
//! - Raw HTML is read tag by tag ([`tags`]), and only elements and attributes that [`elements`] names are written again,
//!   well nested. That is how a fault gets its exact place. Then [`sanitize`] gives the blocks that hold any of it to
//!   ammonia, which decides on its own what may stay.
//! - Links and images go through the same gate ([`links`]) whether Markdown or raw HTML made them.
//! - Nothing needs inline style or script: the page runs under `Content-Security-Policy: default-src 'self'`.
//!
//! # Names in the page
//!
//! `document.NAME` finds `img`, `form`, `iframe`, `embed` and `object` by their `name` (and then `id`). None of these is
//! ever written with a name or an id, so content can't stand in for `document.currentScript` and its like. A `name` stays
//! on empty anchors alone, which the DOM does not look up. An `id` of content never begins with `hd-`, `fn:` or `fnref:`:
//! `hd-` is for the theme's own elements, so that its scripts and its skip link find these and no heading. The rest of
//! what an `id` can do is answer to `window.NAME` where no such variable exists; scripts of a theme must not ask that.
//!
//! # Classes a theme can rely on
//!
//! - `heading-link`: the empty link at the end of a heading.
//! - `table`: the scrolling box around a table; `align-left`, `align-center`, `align-right` on cells.
//! - `alert` and `alert-note|tip|important|warning|caution`; its first paragraph is `alert-title`.
//! - `task-list`, `task`: lists with check boxes and their items.
//! - `footnotes`, `footnote-ref`, `footnote-back`.
//! - `language-NAME` on `code` inside of `pre`.
//! - `hl-comment`, `hl-string`, `hl-number`, `hl-constant`, `hl-keyword`, `hl-function`, `hl-type`, `hl-variable`,
//!   `hl-tag`, `hl-attribute`, `hl-inserted`, `hl-deleted`: what highlighted code consists of (see [`code`]).

mod blocks;
mod code;
mod composed;
mod elements;
mod escape;
mod faults;
mod footnotes;
mod headings;
mod images;
mod inlines;
mod links;
mod paragraphs;
mod parsing;
mod prose;
mod raw_elements;
mod raw_html;
mod raw_stack;
mod sanitize;
mod sections;
mod tags;
#[cfg(test)]
mod tests;
mod writer;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, SourceText};

pub use composed::Composed;
pub use escape::decode as decode_entities;
pub use links::{SCHEMES, scheme};
pub use prose::{Block, BlockKind, code, prose};

/// Knows what a link or an image of one article leads to.
pub trait Resolve: Sync {
    /// A link's destination as written in the article: `../payouts/x.md#a`, `https://…`, `#a`, `mailto:…`, `img/file.pdf`.
    fn link(&self, href: &str) -> Target;
    /// An image's source as written.
    fn image(&self, src: &str) -> Target;
}

/// Where a link or an image leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To an article, a file of the site or an anchor of this page. The URL is percent-encoded already.
    Internal {
        /// What the page says.
        url: String,
        /// The article behind it, when it is one.
        article: Option<ArticleLink>,
    },
    /// An image of the site, with its size in pixels when it is known.
    Image {
        /// What the page says, percent-encoded already.
        url: String,
        /// Width and height.
        size: Option<(u32, u32)>,
    },
    /// Out of the site.
    External(String),
    /// Nothing is there. The link is rendered as its text, the image as its alternative text.
    Broken {
        /// Name of the diagnostic.
        code: &'static str,
        /// Its sentence.
        message: String,
        /// Words under the caret.
        label: String,
        /// What to do.
        help: Option<String>,
    },
}

/// A link to another article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleLink {
    /// The file linked to, from the site's root: it stays the same when others come and go.
    pub file: Arc<str>,
    /// The part after `#`, decoded.
    pub fragment: Option<String>,
    /// Whether it takes an old URL, which redirects.
    pub redirected: bool,
}

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
    /// Name of the section with the footnotes.
    pub footnotes: String,
    /// Name of the link from a footnote to where it is mentioned.
    pub back_to_text: String,
    /// Name of the link at the end of a heading; the heading's text follows it.
    pub heading_link: String,
    /// What straight quotation marks become: the opening and the closing one.
    pub quotes: [String; 2],
}

/// All that is known of an article's body once it is rendered.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// The body. An H1 before anything else is not in it if the page has a title: that takes its place (see `h1`).
    pub html: String,
    /// Text of the H1 that opened the body and was dropped. Where it differs from the title it is worth searching.
    pub h1: Option<String>,
    /// Headings in their order. Their ids are unique in the page.
    pub headings: Vec<Heading>,
    /// Everything in the page that a `#fragment` can lead to.
    pub anchors: Vec<String>,
    /// Links that lead somewhere.
    pub links: Vec<Link>,
    /// Images, with the broken ones.
    pub images: Vec<ImageUse>,
    /// Plain text for search. The first one has no heading and may be empty.
    pub sections: Vec<Section>,
    /// Plain text of the first paragraph, cut at a word near 200 characters.
    pub(crate) summary: String,
    /// What the author should know.
    pub diagnostics: Vec<Diagnostic>,
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
    /// Its source in the file or, where that can't be told, the whole image.
    pub range: Range<usize>,
}

/// The plain text under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Index into [`Rendered::headings`]; none before the first heading.
    pub heading: Option<usize>,
    /// Text with a line per block.
    pub text: String,
}

/// Renders the body of `source`. With a `title` the page shows that as its H1, so one that opens the body is left out.
pub fn render(
    source: &SourceText,
    body: &Composed<'_>,
    title: &str,
    labels: &Labels,
    resolve: &dyn Resolve,
) -> Rendered {
    writer::render(source, body, title, labels, resolve)
}
