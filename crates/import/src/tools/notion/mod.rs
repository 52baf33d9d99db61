//! Exports of Notion: folders of Markdown and CSV, or of HTML.

mod html;
mod markdown;
mod names;

use helpdex_content::error::Result;
use helpdex_content::path::split;

use super::ask::Ask;
use crate::source::Source;
use crate::source::tree::{Tree, has_extension, without_extension};

/// Whether there is an export of Notion: names end in an id of 32 signs.
pub(super) fn recognises(tree: &Tree) -> bool {
    mostly_named(tree, &["md"]) || is_html(tree)
}

fn is_html(tree: &Tree) -> bool {
    !tree.is_file && !tree.files.iter().any(|path| has_extension(path, &["md"])) && html::recognises(tree)
}

/// Whether most files of a kind have names with ids.
fn mostly_named(tree: &Tree, extensions: &[&str]) -> bool {
    let pages: Vec<&String> = tree.files.iter().filter(|path| has_extension(path, extensions)).collect();
    let is_named = |path: &&&String| names::split_id(&without_extension(split(path).1)).is_some();
    let named = pages.iter().filter(is_named).count();
    named > 0 && named * 2 >= pages.len()
}

/// Reads it.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    if is_html(ask.tree) { html::read(ask) } else { markdown::read(ask) }
}
