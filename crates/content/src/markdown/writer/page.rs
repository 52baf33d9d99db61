//! What is known while the HTML of a document is written.

use super::state::{Footnotes, Group, TableState};
use super::terms::Terms;
use crate::markdown::document::Document;
use crate::markdown::formulas::Formulas;
use crate::markdown::labels::Labels;
use crate::markdown::outline::Outline;
use crate::markdown::references::References;

/// Writes the HTML of a document.
pub(super) struct Writer<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) references: &'d References,
    pub(super) formulas: &'d Formulas,
    pub(super) outline: &'d Outline,
    /// The page's title.
    pub(super) title: &'d str,
    pub(super) labels: &'d Labels,

    pub(super) html: String,
    pub(super) group: Group,
    pub(super) footnotes: Footnotes,
    pub(super) table: TableState,
    /// How many headings are written.
    pub(super) headings: usize,
    /// For each group of tabs that is open the level of the heading before it.
    pub(super) tabs: Vec<u8>,
    /// Whether a link is open.
    pub(super) in_link: bool,
    /// Words that are explained where they come first.
    pub(super) terms: Terms<'d>,
    /// Bytes of code that were highlighted.
    pub(super) highlighted: usize,
}
