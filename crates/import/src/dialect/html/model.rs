//! What an article is made of, between its HTML and its Markdown.

use std::rc::Rc;

/// A block of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(Vec<Run>),
    Heading { level: u8, id: Option<String>, runs: Vec<Run> },
    List { start: Option<u64>, items: Vec<Vec<Block>> },
    Quote(Vec<Block>),
    Code { language: String, text: String },
    Table(Table),
    Definitions(Vec<Definition>),
    Rule,
    Container(Container),
}

/// A block of colons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Container {
    pub(super) name: &'static str,
    /// What follows the name.
    pub(super) title: Vec<Run>,
    /// What stands in its braces, written.
    pub(super) attributes: String,
    pub(super) blocks: Vec<Block>,
}

impl Container {
    pub(super) fn new(name: &'static str, blocks: Vec<Block>) -> Self {
        Self { name, title: Vec::new(), attributes: String::new(), blocks }
    }
}

/// A term and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) term: Vec<Run>,
    pub(super) meanings: Vec<Vec<Block>>,
}

/// A table of data; all rows are of one length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) header: Vec<Vec<Run>>,
    pub(super) rows: Vec<Vec<Vec<Run>>>,
    pub(super) align: Vec<Align>,
}

/// How the cells of a column are aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Align {
    #[default]
    Unset,
    Center,
    Right,
}

/// A piece within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) kind: RunKind,
    pub(super) marks: Marks,
}

/// What a piece within a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RunKind {
    Text(String),
    Break,
    Image {
        src: String,
        alt: String,
        title: String,
    },
    /// A name that links may lead to.
    Anchor(String),
    /// A box to tick at the beginning of an item.
    Task(bool),
    /// A formula in TeX, where the site draws such.
    Formula {
        tex: String,
        is_block: bool,
    },
}

/// How a piece within a line is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) link: Option<Rc<Link>>,
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) strike: bool,
    pub(super) highlight: bool,
    pub(super) sub: bool,
    pub(super) sup: bool,
    pub(super) code: bool,
    pub(super) kbd: bool,
    pub(super) badge: bool,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) title: String,
}

impl Run {
    pub(super) fn text(text: impl Into<String>, marks: &Marks) -> Self {
        Self { kind: RunKind::Text(text.into()), marks: marks.clone() }
    }
}

/// The words of a line, without what they look like.
pub(super) fn plain(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        match &run.kind {
            RunKind::Text(words) => text.push_str(words),
            RunKind::Break => text.push(' '),
            RunKind::Image { .. } | RunKind::Anchor(_) | RunKind::Task(_) | RunKind::Formula { .. } => {}
        }
    }
    text
}
