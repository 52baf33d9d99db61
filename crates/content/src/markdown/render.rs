//! From the body of an article to all that is known of it.

use super::composed::Composed;
use super::document;
use super::labels::Labels;
use super::rendered::{Kept, Rendered};
use super::resolve::Resolve;
use super::texts::Texts;
use super::{faults, formulas, outline, parts, plain, references, writer};
use crate::config::Direction;
use crate::diagnostic::SourceText;

/// Renders the body of `source`. With a `title` the page shows that as its H1, so one that opens the body is left out.
pub fn render(
    source: &SourceText,
    composed: &Composed<'_>,
    title: &str,
    labels: &Labels,
    resolve: &dyn Resolve,
) -> Rendered {
    render_with(source, composed, title, labels, resolve, false)
}

/// The same; `with_markdown` where its text as Markdown is to be in [`Texts`] too.
pub(crate) fn render_with(
    source: &SourceText,
    composed: &Composed<'_>,
    title: &str,
    labels: &Labels,
    resolve: &dyn Resolve,
    with_markdown: bool,
) -> Rendered {
    let document = document::parse(composed.text(), &labels.quotes, composed.math());
    let references = references::resolve(&document, composed, resolve);
    let formulas = formulas::draw(&document, labels.dir != Direction::Rtl);
    let mut outline = outline::gather(&document, &references, &formulas, title, labels);
    let (html, explains) = writer::write(&document, &references, &formulas, &outline, title, labels, composed.terms());
    let mut parts = parts::of(&document);
    parts.extend(explains.then_some("terms"));
    parts.extend(references.has_dark_images().then_some("schemes"));
    parts.sort_unstable();
    // Programs get formulas as they are written, so that what is said of them here is not what is said there.
    let markdown = (with_markdown && !composed.math())
        .then(|| plain::unaddressed(composed, (&document, &references, &outline), labels))
        .flatten();
    for heading in &mut outline.headings {
        heading.range = composed.in_file(heading.range.clone());
    }
    let has_words = outline.sections.iter().any(|section| section.text.contains(char::is_alphanumeric));
    Rendered {
        has_words,
        texts: Kept::Open(Texts { html, sections: outline.sections, markdown }),
        h1: outline.h1,
        headings: outline.headings,
        landings: outline.landings,
        questions: outline.questions,
        changes: outline.changes,
        players: references.players.into_iter().collect(),
        embeds: references.embeds.into_iter().collect(),
        media: references.media.into_iter().collect(),
        parts,
        anchors: outline.anchors,
        links: outline.links,
        images: references.images,
        summary: outline.summary,
        diagnostics: faults::diagnostics(source, composed, document.faults(), [references.faults, formulas.faults]),
    }
}
