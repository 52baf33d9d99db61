//! Paragraphs, and those that are none: a figure, or the place that a link leads to.

use pulldown_cmark::{Event, Tag};

use super::directives::Kind;
use super::open::OpenParagraph;
use super::sections::summary;
use super::writer::Writer;
use crate::bidi::is_from_the_left;
use crate::config::Direction;

impl Writer<'_> {
    /// Writes a paragraph with nothing but an image as a figure.
    pub(super) fn figure(&mut self, index: usize) -> bool {
        let Some(image) = self.lone_image(index).filter(|_| !self.raw.is_muted()) else { return false };
        let Some((Event::Start(Tag::Image { title, .. }), _)) = self.events.get(image) else { return false };
        if self.is_in(Kind::Figure) {
            return self.large_figure(index, image);
        }
        self.html.push_str("<figure>");
        let link = self.events.get(index + 1).and_then(|(event, _)| match event {
            Event::Start(tag @ Tag::Link { .. }) => Some(tag),
            _ => None,
        });
        let linked = link.is_some_and(|link| self.open_markdown_link(index + 1, link));
        self.markdown_image(image, true);
        if linked {
            self.close_link();
        }
        if !title.is_empty() {
            self.html.push_str("<figcaption>");
            self.push_text(title);
            self.html.push_str("</figcaption>");
            self.text.end_block();
        }
        self.html.push_str("</figure>\n");
        true
    }

    /// Writes the picture of a `figure`, which has its own box and caption.
    fn large_figure(&mut self, index: usize, image: usize) -> bool {
        // One that leads elsewhere does so still.
        if image != index + 1 {
            return false;
        }
        let start = self.html.len();
        self.markdown_image(image, true);
        self.zoom(start);
        self.html.push('\n');
        true
    }

    /// Ends a paragraph.
    pub(super) fn close_paragraph(&mut self, open: &OpenParagraph) {
        let text = self.text.since(open.text);
        if text.is_empty() && self.html.get(open.html + 3..).is_some_and(only_anchors) {
            // No more than the place of a link: a paragraph around it would be a gap in the page.
            self.html.replace_range(open.html..open.html + 3, "");
            return;
        }
        if self.summary.is_none() && open.top && !text.is_empty() {
            self.summary = Some(summary(text));
        }
        // An English sentence among Arabic ones would have its full stop in front.
        if self.labels.dir == Direction::Rtl && is_from_the_left(text) {
            self.html.insert_str(open.html + 2, " dir=\"ltr\"");
        }
        self.html.push_str("</p>\n");
        self.text.end_block();
    }
}

/// Whether HTML holds nothing but empty anchors.
fn only_anchors(mut html: &str) -> bool {
    while let Some((_, rest)) = html.trim_start().strip_prefix("<a name=\"").and_then(|rest| rest.split_once('>')) {
        let Some(rest) = rest.strip_prefix("</a>") else { return false };
        html = rest;
    }
    html.trim().is_empty()
}
