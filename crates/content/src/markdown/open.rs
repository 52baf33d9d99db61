//! Elements of Markdown whose end isn't reached yet, and what is kept about them.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::Alignment;

use super::directives::Kind;
use super::rendered::{LinkTarget, Section};
use super::sections::Mark;

/// The table that is being written.
#[derive(Default)]
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) in_head: bool,
    /// Some column has no heading: the first cell of each row is the heading of its row.
    pub(super) names_rows: bool,
    /// No column has a heading: Markdown has no table without a head, so authors leave its cells empty.
    pub(super) headless: bool,
    /// The section it stands in, by the number of headings before, and its number there.
    pub(super) section: usize,
    pub(super) number: usize,
    /// The names of the columns, where each cell is to have its own beside it.
    pub(super) names: Vec<String>,
}

/// Numbers and texts of footnotes.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Label → index.
    pub(super) numbers: HashMap<String, usize>,
    /// How often each is mentioned.
    pub(super) mentions: Vec<usize>,
    /// Text of those that are defined, by label.
    pub(super) texts: HashMap<String, String>,
}

/// A footnote's text whose end isn't reached yet, and what was being written when it began.
pub(super) struct OpenFootnote {
    pub(super) label: String,
    pub(super) html: String,
    pub(super) group: Group,
}

/// A link whose end isn't reached yet.
pub(super) struct OpenLink {
    pub(super) target: LinkTarget,
    pub(super) range: Range<usize>,
    pub(super) text: Mark,
}

/// A heading whose end isn't reached yet.
pub(super) struct OpenHeading {
    pub(super) level: u8,
    pub(super) written: u8,
    /// Where the element begins in the HTML, and where its attributes go.
    pub(super) start: usize,
    pub(super) attributes: usize,
    pub(super) id: Option<String>,
    pub(super) range: Range<usize>,
    /// The page's title stands for it.
    pub(super) dropped: bool,
    /// Whether the group had raw HTML before.
    pub(super) had_raw: bool,
    /// Anchors found inside.
    pub(super) names: Vec<String>,
    /// Whether it is a question of an `faq`.
    pub(super) question: bool,
}

/// A block whose end isn't reached yet.
pub(super) struct OpenBlock {
    pub(super) kind: Kind,
    pub(super) end: &'static str,
    /// Where text belonged before it.
    pub(super) place: Section,
    /// Whether an answer of an `faq` is open.
    pub(super) answer: bool,
    /// What stands below the figure, in Markdown.
    pub(super) caption: String,
    /// The level of the headings of tabs.
    pub(super) level: u8,
}

/// A paragraph whose end isn't reached yet.
pub(super) struct OpenParagraph {
    /// Where it begins in the HTML and in the text.
    pub(super) html: usize,
    pub(super) text: Mark,
    /// Whether it stands at the top level.
    pub(super) top: bool,
}

/// Blocks at the top level that are sanitised together: those between which a raw element is open.
#[derive(Default)]
pub(super) struct Group {
    /// Where they begin in the HTML.
    pub(super) start: usize,
    /// Whether there is raw HTML in them.
    pub(super) raw: bool,
}
