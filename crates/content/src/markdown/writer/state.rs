//! What the parts of a page have to know of each other while it is written.

use std::collections::HashMap;

use crate::markdown::document::Table;

/// The table that is being written.
#[derive(Default)]
pub(super) struct TableState {
    pub(super) columns: Table,
    pub(super) column: usize,
    pub(super) in_head: bool,
    /// The section it stands in, by the number of headings before, and its number there.
    pub(super) section: usize,
    pub(super) number: usize,
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

/// Blocks at the top level that are sanitised together.
#[derive(Default)]
pub(super) struct Group {
    /// Where they begin in the HTML.
    pub(super) start: usize,
    /// Whether there is raw HTML in them.
    pub(super) is_raw: bool,
    /// Whether a block of raw HTML is being written. It can hold several elements, and end one that began before.
    pub(super) in_html: bool,
}
