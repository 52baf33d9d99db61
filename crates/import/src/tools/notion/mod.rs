//! Exports of Notion: folders of Markdown and CSV, or of HTML.

mod html;
mod markdown;
mod names;

use helpdex_content::error::Result;

use super::ask::Ask;
use crate::source::Source;
use crate::source::tree::{Tree, has_extension};

/// Whether there is an export of Notion: names end in an id of 32 signs.
pub(super) fn recognises(tree: &Tree) -> bool {
    names::mostly_named(tree, &["md"]) || is_html(tree)
}

fn is_html(tree: &Tree) -> bool {
    !tree.is_file && !tree.files.iter().any(|path| has_extension(path, &["md"])) && html::recognises(tree)
}

/// Reads it.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    if is_html(ask.tree) { html::read(ask) } else { markdown::read(ask) }
}
