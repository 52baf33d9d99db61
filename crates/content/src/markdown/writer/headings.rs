//! Headings and their links, and the answers to those that are questions.

use super::page::Writer;
use crate::markdown::document::Node;
use crate::markdown::escape;
use crate::markdown::outline::Standing;

impl Writer<'_> {
    /// Writes a heading of the body. The page's title is its H1, so the body's headings begin with 2.
    pub(super) fn heading(&mut self, index: usize, node: &Node<'_>, level: u8, class: &str) {
        let (start, was_raw) = (self.html.len(), self.group.is_raw);
        let level = level.max(2);
        let outline = self.outline;
        match outline.standing(index) {
            Some(Standing::Dropped(names)) => {
                // What it says counts for the numbers of footnotes.
                let is_silent = std::mem::replace(&mut self.terms.silent, true);
                self.nodes(node.inner(index));
                self.terms.silent = is_silent;
                self.html.truncate(start);
                for name in names {
                    self.anchor(name);
                }
                self.group.is_raw = was_raw;
            }
            Some(Standing::Heading(number)) => {
                let Some(heading) = outline.headings.get(*number) else { return };
                self.html.push_str(&format!("<h{level}"));
                escape::attribute(&mut self.html, "id", &heading.id);
                if !class.is_empty() {
                    escape::attribute(&mut self.html, "class", class);
                }
                self.html.push('>');
                let is_silent = std::mem::replace(&mut self.terms.silent, true);
                self.nodes(node.inner(index));
                self.terms.silent = is_silent;
                // What opens an answer is no place for a link.
                if outline.questions.binary_search(number).is_err() {
                    self.html.push_str("<a class=\"heading-link\"");
                    escape::attribute(&mut self.html, "href", &format!("#{}", heading.id));
                    let name = format!("{}: {}", self.labels.heading_link, heading.text);
                    escape::attribute(&mut self.html, "aria-label", &name);
                    self.html.push_str("></a>");
                }
                self.html.push_str(&format!("</h{level}>\n"));
                self.headings = number + 1;
            }
            None => self.nodes(node.inner(index)),
        }
    }

    /// Writes the place that a `#fragment` leads to.
    pub(super) fn anchor(&mut self, name: &str) {
        self.html.push_str("<a");
        escape::attribute(&mut self.html, "name", name);
        self.html.push_str("></a>");
    }

    /// Writes a question and its answer.
    pub(super) fn answer(&mut self, index: usize, node: &Node<'_>) {
        self.html.push_str("<details class=\"fold\">\n<summary>");
        let document = self.document;
        if let Some((first, question)) = document.level(node.inner(index)).next() {
            let is_silent = std::mem::replace(&mut self.terms.silent, true);
            self.nodes(first..question.end);
            self.terms.silent = is_silent;
            self.html.truncate(self.html.trim_end().len());
            self.html.push_str("</summary>\n");
            self.nodes(question.end..node.end);
        }
        self.html.push_str("</details>\n");
    }

    /// The level of the heading before.
    pub(super) fn level(&self) -> u8 {
        let before = self.headings.checked_sub(1).and_then(|last| self.outline.headings.get(last));
        before.map_or(1, |heading| heading.level)
    }
}
