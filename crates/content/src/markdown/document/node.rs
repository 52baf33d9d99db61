//! What a body consists of.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr};

use super::block::Block;
use super::element::Element;
use super::picture::Picture;
use crate::markdown::directives::inline::Inline;

/// An element of a body, or something within a line of it.
#[derive(Debug)]
pub(in crate::markdown) struct Node<'t> {
    pub(in crate::markdown) kind: NodeKind<'t>,
    /// Its bytes in the body; those of its start tag when it is an element of raw HTML.
    pub(in crate::markdown) range: Range<usize>,
    /// The index behind the last node in it.
    pub(in crate::markdown) end: usize,
}

impl Node<'_> {
    /// The indices of the nodes in the node of this index.
    pub(in crate::markdown) fn inner(&self, index: usize) -> Range<usize> {
        index + 1..self.end
    }
}

/// What a node is.
#[derive(Debug)]
pub(in crate::markdown) enum NodeKind<'t> {
    // Within a line.
    Text(CowStr<'t>),
    Code(CowStr<'t>),
    /// Something that has a name, such as `:kbd[Ctrl+C]`, with what stands between its brackets.
    Named(Inline, String),
    SoftBreak,
    HardBreak,
    FootnoteReference(String),
    /// The box of a task; whether it is checked.
    Task(bool),
    /// What stands in it is its alternative text.
    Image(Box<Picture>),
    Link(Box<Link>),
    Emphasis,
    Strong,
    Strikethrough,
    Superscript,
    Subscript,
    Mark,

    // Blocks of Markdown.
    Paragraph,
    /// A paragraph with nothing but an image, perhaps as a link.
    Figure,
    /// A paragraph with nothing but an image, right in a block that lets it open large.
    LargeImage,
    Heading(Box<Heading>),
    Quote(Option<BlockQuoteKind>),
    /// With the number of its first item, if it is numbered.
    List(Option<u64>),
    Item,
    Footnote(String),
    Definitions,
    Term,
    Definition,
    /// A table that no column has a name in has no head.
    Table(Box<Table>),
    TableHead,
    TableRow,
    TableCell,
    CodeBlock(Box<CodeBlock<'t>>),
    Rule,

    // Ours.
    Block(Box<Block>),
    /// A heading in a list of questions, and what stands below it.
    Answer,

    // Raw HTML.
    /// Where a block of it begins and ends. Elements that begin in it may go on behind it.
    HtmlStart,
    HtmlEnd,
    Element(Box<Element>),
    /// Text as written, with character references; one line of it at the most.
    RawText(CowStr<'t>),
    /// A tag of no element that there is, such as `<vendor>`, as written.
    UnknownTag(CowStr<'t>),
    /// What nothing is left of: a comment, a tag of what isn't allowed, an end without a beginning.
    Removed,
}

/// A link of Markdown.
#[derive(Debug)]
pub(in crate::markdown) struct Link {
    pub(in crate::markdown) href: String,
    pub(in crate::markdown) title: String,
    /// Where the destination stands in the body; all of the link where that can't be told.
    pub(in crate::markdown) place: Range<usize>,
}

/// A heading of Markdown.
#[derive(Debug)]
pub(in crate::markdown) struct Heading {
    /// 1 to 6, as written.
    pub(in crate::markdown) level: u8,
    /// What the author wants a `#fragment` to be.
    pub(in crate::markdown) id: Option<String>,
    /// Those of its classes that are allowed.
    pub(in crate::markdown) class: String,
}

/// The columns of a table.
#[derive(Clone, Debug, Default)]
pub(in crate::markdown) struct Table {
    pub(in crate::markdown) alignments: Vec<Alignment>,
    /// Some column has no heading: the first cell of each row is the heading of its row.
    pub(in crate::markdown) names_rows: bool,
    /// The names of the columns, where each cell is to have its own beside it.
    pub(in crate::markdown) names: Vec<String>,
}

/// A block of code.
#[derive(Debug)]
pub(in crate::markdown) struct CodeBlock<'t> {
    /// What stands behind the opening fence.
    pub(in crate::markdown) info: String,
    pub(in crate::markdown) code: CowStr<'t>,
}

/// The nodes of a range that stand in no other of it, with their indices.
pub(super) fn level<'n, 't>(
    nodes: &'n [Node<'t>],
    range: Range<usize>,
) -> impl Iterator<Item = (usize, &'n Node<'t>)> + use<'n, 't> {
    let mut next = range.start;
    std::iter::from_fn(move || {
        let index = next;
        let node = nodes.get(index).filter(|_| index < range.end)?;
        next = node.end.max(index + 1);
        Some((index, node))
    })
}

/// Whether nothing but white space stands in a range.
pub(super) fn is_blank(nodes: &[Node<'_>], range: Range<usize>) -> bool {
    let nodes = nodes.get(range).unwrap_or_default();
    nodes.iter().all(|node| matches!(&node.kind, NodeKind::Text(text) if text.trim().is_empty()))
}

/// The text of a range, as names and alternative texts need it.
pub(super) fn plain(nodes: &[Node<'_>], range: Range<usize>) -> String {
    let mut out = String::new();
    let mut index = range.start;
    while let Some(node) = nodes.get(index).filter(|_| index < range.end) {
        match &node.kind {
            NodeKind::Text(text) | NodeKind::Code(text) => out.push_str(text),
            NodeKind::SoftBreak | NodeKind::HardBreak => out.push(' '),
            _ => {}
        }
        index += 1;
    }
    out
}
