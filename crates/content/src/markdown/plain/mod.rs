//! What a document says, as Markdown that any reader of CommonMark and GitHub's tables understands: for programs and
//! assistants. Variables and snippets are in it, links lead where those of the page lead, and blocks are quotes, headings
//! and lists. What is only there for the eye is left out.

mod blocks;
mod directives;
mod escape;
mod html;
mod inlines;
mod lines;
mod tables;

use super::composed::Composed;
use super::document::{self, Document};
use super::formulas::Formulas;
use super::labels::Labels;
use super::outline::{self, Outline};
use super::references::{self, References};
use super::resolve::Resolve;

/// Writes a body as plain Markdown. With a `title` an H1 that opens the body is left out, as in its page. `address` gives
/// the address of a link or image whose URL is as pages say it.
pub fn plain(
    composed: &Composed<'_>,
    title: &str,
    labels: &Labels,
    resolve: &dyn Resolve,
    address: &dyn Fn(&str) -> String,
) -> String {
    let document = document::parse(composed.text(), &labels.quotes, composed.math());
    let references = references::resolve(&document, composed, resolve);
    let outline = outline::gather(&document, &references, &Formulas::default(), title, labels);
    let mut writer = Writer {
        document: &document,
        references: &references,
        outline: &outline,
        labels,
        address,
        level: 1,
        footnotes: Vec::new(),
    };
    let mut text = writer.blocks(0..document.nodes().len());
    for note in writer.footnotes {
        text.push_str(if text.is_empty() { "" } else { "\n\n" });
        text.push_str(&note);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Writes the Markdown of a document.
struct Writer<'d> {
    document: &'d Document<'d>,
    references: &'d References,
    outline: &'d Outline,
    labels: &'d Labels,
    address: &'d dyn Fn(&str) -> String,
    /// The level of the heading before.
    level: u8,
    /// The texts of footnotes, which follow all others.
    footnotes: Vec<String>,
}
