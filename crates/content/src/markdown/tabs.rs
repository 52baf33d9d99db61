//! Tabs: panels under each other with a heading each, of which the theme's script shows one at a time.

use super::anchors::slug;
use super::directives::{Directive, Kind};
use super::escape;
use super::writer::{Close, Frame, Writer};

impl Writer<'_> {
    /// Begins a group of tabs. Those of one group all over the site show the same.
    pub(super) fn open_tabs(&mut self, block: &Directive) {
        self.html.push_str("<div class=\"tabs\"");
        let title = self.title(block, "");
        escape::attribute(&mut self.html, "data-tabs", &value(block.get("group")));
        if !title.text.is_empty() {
            self.html.push_str(" role=\"group\"");
            escape::attribute(&mut self.html, "aria-label", &title.text);
        }
        self.html.push_str(">\n");
    }

    /// Begins a tab. Its heading stands one level below the one before the group.
    pub(super) fn open_tab(&mut self, block: &Directive) {
        let outer = match self.frames.last() {
            Some(Frame { close: Close::Directive(open), .. }) if open.kind == Kind::Tabs => open.level,
            _ => self.headings.last().map_or(1, |heading| heading.level),
        };
        let level = (outer + 1).min(6);
        let title = self.title(block, block.get("value"));
        if title.text.trim().is_empty() {
            let range = self.in_file(block.fence.clone());
            self.faults.add(|source| {
                let found = source.error("unnamed-tab", range, "a tab without a name");
                found.label("nobody can choose it").help("write its name behind it: `:::tab Windows`")
            });
        }
        let wish = block.get("id");
        let id = self.land(wish, &title.text);
        let name = match block.get("value") {
            "" => value(&title.text),
            given => value(given),
        };
        self.html.push_str("<div class=\"tab\"");
        escape::attribute(&mut self.html, "data-tab", &name);
        self.html.push_str(&format!(">\n<h{level} class=\"tab-title\""));
        escape::attribute(&mut self.html, "id", &id);
        self.html.push('>');
        self.visible = true;
        self.html.push_str(&title.html);
        self.html.push_str(&format!("</h{level}>\n"));
    }
}

/// What a tab or a group is called in a URL.
fn value(written: &str) -> String {
    if written.trim().is_empty() { String::new() } else { slug(written) }
}
