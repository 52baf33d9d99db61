//! What is known while an article's body is being written.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use pulldown_cmark::Event;

use super::anchors::Anchors;
use super::composed::Composed;
use super::directives::Directive;
use super::faults::Faults;
use super::labels::Labels;
use super::open::{Footnotes, Group, OpenBlock, OpenFootnote, OpenHeading, OpenLink, OpenParagraph, Table};
use super::raw_open::RawStack;
use super::rendered::{Change, Heading, ImageUse, Landing, Link};
use super::resolve::Resolve;
use super::scheme::scheme;
use super::sections::Sections;
use crate::source::SNIPPETS;

/// Elements nested deeper than this are put on one level. No article needs as many, and browsers stop at some hundreds.
pub(super) const MAX_DEPTH: usize = 100;

/// Everything that is known while a body is being written.
pub(super) struct Writer<'a> {
    /// The body, and where its parts stand in its file.
    pub(super) body: &'a str,
    pub(super) composed: &'a Composed<'a>,
    pub(super) title: &'a str,
    pub(super) labels: &'a Labels,
    pub(super) resolve: &'a dyn Resolve,
    pub(super) events: &'a [(Event<'a>, Range<usize>)],
    /// For each start of an element the index of its end.
    pub(super) ends: &'a [usize],
    /// The blocks by the first byte of the event that begins each.
    pub(super) blocks: &'a HashMap<usize, Directive>,

    pub(super) html: String,
    pub(super) text: Sections,
    pub(super) faults: Faults<'a>,
    pub(super) anchors: Anchors,
    pub(super) headings: Vec<Heading>,
    pub(super) landings: Vec<Landing>,
    pub(super) questions: Vec<usize>,
    pub(super) changes: Vec<Change>,
    /// Scheme and host of the players, and addresses of files from elsewhere that are played.
    pub(super) players: BTreeSet<&'static str>,
    pub(super) media: BTreeSet<String>,
    pub(super) parts: BTreeSet<&'static str>,
    pub(super) links: Vec<Link>,
    pub(super) images: Vec<ImageUse>,
    pub(super) footnotes: Footnotes,
    /// The H1 that the page's title stands for.
    pub(super) h1: Option<String>,
    pub(super) summary: Option<String>,
    /// Bytes of code that were highlighted.
    pub(super) highlighted: usize,
    pub(super) formulas: usize,

    pub(super) has_title: bool,
    /// Whether anything stands in the page that a reader sees.
    pub(super) visible: bool,
    pub(super) heading: Option<OpenHeading>,
    pub(super) link: Option<OpenLink>,
    pub(super) table: Table,
    pub(super) frames: Vec<Frame>,
    pub(super) raw: RawStack,
    pub(super) group: Group,
}

/// An element of Markdown that is open.
pub(super) struct Frame {
    pub(super) close: Close,
    /// How many raw elements were open before it.
    pub(super) raw: usize,
}

/// What is to be done where an element of Markdown ends.
pub(super) enum Close {
    /// Nothing: the element wasn't written.
    Nothing,
    Inline(&'static str),
    Block(&'static str),
    Cell(&'static str),
    /// One of our blocks.
    Directive(OpenBlock),
    /// A paragraph.
    Paragraph(OpenParagraph),
    Heading,
    Link,
    TableHead,
    Footnote(OpenFootnote),
}

impl<'a> Writer<'a> {
    /// A range of the body as one of its file.
    pub(super) fn in_file(&self, range: Range<usize>) -> Range<usize> {
        self.composed.in_file(range)
    }

    /// A link or an image's source as it counts from the article: those of a snippet count from the snippet's file.
    pub(super) fn seen_from_article<'h>(&self, href: &'h str, range: &Range<usize>) -> Cow<'h, str> {
        let is_path = !href.is_empty() && !href.starts_with(['/', '#', '?']) && scheme(href).is_none();
        if is_path && self.composed.is_snippet(range) {
            return Cow::Owned(format!("/{SNIPPETS}/{href}"));
        }
        Cow::Borrowed(href)
    }
}
