//! Headings, their ids and all the other anchors of a page.

use std::ops::Range;

use super::anchors::{is_anchor, slug};
use super::escape;
use super::open::OpenHeading;
use super::rendered::Heading;
use super::writer::Writer;

impl Writer<'_> {
    /// Begins a heading of the body. The page's title is its H1, so the body's headings begin with 2.
    pub(super) fn open_heading(&mut self, level: u8, id: Option<&str>, class: &str, range: Range<usize>) {
        let question = self.open_question();
        let dropped = level == 1 && self.has_title && !self.visible;
        let (written, level) = (level, level.max(2));
        let start = self.html.len();
        self.html.push_str(&format!("<h{level}"));
        let attributes = self.html.len();
        if !class.is_empty() {
            escape::attribute(&mut self.html, "class", class);
        }
        self.html.push('>');
        self.text.start_heading();
        let (id, names, had_raw) = (id.map(str::to_owned), Vec::new(), self.group.raw);
        self.heading =
            Some(OpenHeading { level, written, start, attributes, id, range, dropped, had_raw, names, question });
    }

    /// Ends the heading that [`open_heading`](Self::open_heading) began; its id is known only now.
    pub(super) fn close_heading(&mut self) {
        let text = self.text.end_heading();
        let Some(heading) = self.heading.take() else { return };
        if self.raw.is_muted() {
            return;
        }
        let explicit = heading.id.filter(|id| is_anchor(id));
        let wish = explicit.clone().unwrap_or_else(|| slug(&text));
        let id = self.anchors.take_like(&wish, explicit.is_some());
        for name in &heading.names {
            // One like the heading's own id leads to the same place.
            self.anchors.take(name);
        }
        if heading.dropped {
            self.h1 = Some(text);
            self.html.truncate(heading.start);
            for name in std::iter::once(&id).chain(heading.names.iter().filter(|name| **name != id)) {
                self.html.push_str("<a");
                escape::attribute(&mut self.html, "name", name);
                self.html.push_str("></a>");
            }
            self.group.raw = heading.had_raw;
            return;
        }
        // What opens an answer is no place for a link.
        if !heading.question {
            self.html.push_str("<a class=\"heading-link\"");
            escape::attribute(&mut self.html, "href", &format!("#{id}"));
            escape::attribute(&mut self.html, "aria-label", &format!("{}: {text}", self.labels.heading_link));
            self.html.push_str("></a>");
        }
        self.html.push_str(&format!("</h{}>\n", heading.level));
        let mut attribute = String::new();
        escape::attribute(&mut attribute, "id", &id);
        self.html.insert_str(heading.attributes, &attribute);
        let OpenHeading { level, written, range, question, .. } = heading;
        self.headings.push(Heading { level, written, id, text, range });
        self.text.start_section(self.headings.len() - 1);
        if question {
            self.close_question();
        }
    }
}
