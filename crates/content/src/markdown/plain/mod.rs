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

use std::cell::Cell;

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
    write((&document, &references, &outline), labels, &|url| escape::destination(&address(url)))
}

/// Stand around a URL that waits for its address.
const URL: char = '\u{2}';
const URL_END: char = '\u{3}';

/// The same of a document that is read already, with URLs in place of addresses: [`with_addresses`] ends the work. Nothing for a
/// text that has the signs which would stand around them, or a URL that a table would write otherwise.
pub(super) fn unaddressed(
    composed: &Composed<'_>,
    document: (&Document<'_>, &References, &Outline),
    labels: &Labels,
) -> Option<String> {
    if composed.text().contains([URL, URL_END]) {
        return None;
    }
    let is_whole = Cell::new(true);
    let text = write(document, labels, &|url| {
        is_whole.set(is_whole.get() && !url.contains(['|', URL, URL_END]));
        format!("{URL}{url}{URL_END}")
    });
    is_whole.get().then_some(text)
}

/// Puts addresses where their URLs stand.
pub(crate) fn with_addresses(text: &str, address: &dyn Fn(&str) -> String) -> String {
    let mut parts = text.split(URL);
    let mut out = String::with_capacity(text.len());
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (url, rest) = part.split_once(URL_END).unwrap_or((part, ""));
        out.push_str(&escape::destination(&address(url)));
        out.push_str(rest);
    }
    out
}

fn write(
    (document, references, outline): (&Document<'_>, &References, &Outline),
    labels: &Labels,
    destination: &dyn Fn(&str) -> String,
) -> String {
    let mut writer = Writer { document, references, outline, labels, destination, level: 1, footnotes: Vec::new() };
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
    /// What stands between the parentheses of a link to a URL as pages say it.
    destination: &'d dyn Fn(&str) -> String,
    /// The level of the heading before.
    level: u8,
    /// The texts of footnotes, which follow all others.
    footnotes: Vec<String>,
}
