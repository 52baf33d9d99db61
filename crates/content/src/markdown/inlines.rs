//! What stands within a line.

use std::ops::Range;

use pulldown_cmark::Event;

use super::escape;
use super::writer::Writer;
use crate::bidi;
use crate::config::Direction;

impl<'a> Writer<'a> {
    /// Writes text.
    pub(super) fn push_text(&mut self, text: &str) {
        if self.raw.is_muted() {
            return;
        }
        self.visible |= !text.trim().is_empty();
        escape::text(&mut self.html, text);
        self.text.push(text);
    }

    /// Writes text of a page from the right, in which a piece from the left keeps its own direction.
    fn push_mixed_text(&mut self, text: &str) {
        for (piece, apart) in bidi::pieces(text) {
            let open = apart && !self.raw.is_muted();
            if open {
                self.html.push_str(&format!("<bdi {}>", bidi::attributes(piece)));
            }
            self.push_text(piece);
            if open {
                self.html.push_str("</bdi>");
            }
        }
    }

    /// Writes an event that neither begins nor ends anything.
    pub(super) fn inline(&mut self, index: usize, event: &Event<'a>, range: &Range<usize>) {
        match event {
            Event::Text(text) if self.labels.dir == Direction::Rtl => self.push_mixed_text(text),
            Event::Text(text) => self.push_text(text),
            Event::Code(code) => {
                self.html.push_str("<code>");
                self.push_text(code);
                self.html.push_str("</code>");
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(text),
            Event::Html(html) | Event::InlineHtml(html) => self.html_inline(html, range),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::SoftBreak => {
                self.html.push('\n');
                self.text.push(" ");
            }
            Event::HardBreak => {
                self.html.push_str("<br>\n");
                self.text.push(" ");
            }
            Event::Rule => {
                self.visible = true;
                self.html.push_str("<hr>\n");
            }
            Event::TaskListMarker(done) => self.task_box(index, *done),
            Event::Start(_) | Event::End(_) => {}
        }
    }
}
