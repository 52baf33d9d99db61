//! What stands within a line.

use std::ops::Range;

use pulldown_cmark::Event;

use super::directives::inline::Inline;
use super::dollars::{self, Kind};
use super::{escape, math};
use super::writer::Writer;
use crate::bidi;
use crate::config::Direction;

/// Drawing one takes a moment, and an article has some.
const MOST_FORMULAS: usize = 2_000;

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

    /// Writes something that has a name, such as `:kbd[Ctrl+C]`.
    fn named(&mut self, text: &str) {
        let Some((inline, content)) = Inline::read(text).filter(|_| !self.raw.is_muted()) else { return };
        self.parts.insert("inline");
        self.visible = true;
        match inline {
            Inline::Keys => self.keys(content),
            Inline::Menu => self.menu(content),
            Inline::Badge => {
                self.html.push_str("<span class=\"badge\">");
                self.push_text(content);
                self.html.push_str("</span>");
            }
            Inline::Icon => {
                let name: String = content.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
                self.html.push_str("<span class=\"inline-icon\" aria-hidden=\"true\"");
                // What begins with `hd-` is the theme's, in whatever attribute.
                escape::attribute(&mut self.html, "data-icon", name.trim_start_matches("hd-"));
                self.html.push_str("></span>");
            }
        }
    }

    /// Keys that are pressed together.
    fn keys(&mut self, content: &str) {
        self.html.push_str("<span class=\"keys\">");
        for (number, key) in keys(content).into_iter().enumerate() {
            if number > 0 {
                self.push_text("+");
            }
            self.html.push_str("<kbd>");
            self.push_text(key);
            self.html.push_str("</kbd>");
        }
        self.html.push_str("</span>");
    }

    /// The way through menus: the arrows are for the eye, a comma for the ear.
    fn menu(&mut self, content: &str) {
        self.html.push_str("<span class=\"menu\">");
        for (number, item) in content.split('>').map(str::trim).filter(|item| !item.is_empty()).enumerate() {
            if number > 0 {
                self.html.push_str(
                    "<span class=\"menu-arrow\" aria-hidden=\"true\"> › </span><span class=\"hidden\">, </span>",
                );
                self.text.push(" › ");
            }
            self.html.push_str("<b>");
            self.push_text(item);
            self.html.push_str("</b>");
        }
        self.html.push_str("</span>");
    }

    /// Writes a formula; one that can't be drawn is shown as its source.
    fn formula(&mut self, tex: &str, range: &Range<usize>) {
        let Some(kind) = dollars::kind(self.body, range).filter(|_| !self.raw.is_muted()) else { return };
        self.formulas += 1;
        let drawn = if self.formulas > MOST_FORMULAS {
            Err(math::Broken { at: 0..tex.len(), reason: format!("more than {MOST_FORMULAS} formulas in one article") })
        } else {
            math::formula(tex, kind, self.labels.dir != Direction::Rtl)
        };
        match drawn {
            Ok(formula) => {
                self.parts.insert("math");
                self.visible = true;
                let on_its_own = kind == Kind::Display;
                self.html.push_str(if on_its_own { "<span class=\"formula\">" } else { "" });
                self.html.push_str(&formula.html);
                self.html.push_str(if on_its_own { "</span>" } else { "" });
                self.text.push(&formula.text);
            }
            Err(broken) => {
                self.broken_formula(tex, &broken, range);
                self.html.push_str("<code>");
                self.push_text(tex);
                self.html.push_str("</code>");
            }
        }
    }

    fn broken_formula(&mut self, tex: &str, broken: &math::Broken, range: &Range<usize>) {
        // Within a quote or a table the source has marks that the formula lacks; then the whole of it is the place.
        let written = self.body.get(range.clone()).unwrap_or_default();
        let start = range.start + written.find(tex).unwrap_or_default();
        let exact = written.contains(tex) && broken.at.end <= tex.len();
        let place = if exact { start + broken.at.start..start + broken.at.end } else { range.clone() };
        let place = if place.is_empty() { range.clone() } else { place };
        let place = self.in_file(place);
        self.faults.add(|source| {
            let found = source.error("broken-math", place, format!("this formula can't be drawn: {}", broken.reason));
            let found = found.label("customers see its source");
            found.help("mend it; where the dollar is money, write `\\$`")
        });
    }

    /// Writes an event that neither begins nor ends anything.
    pub(super) fn inline(&mut self, index: usize, event: &Event<'a>, range: &Range<usize>) {
        match event {
            Event::Text(text) if self.labels.dir == Direction::Rtl => self.push_mixed_text(text),
            Event::Text(text) => self.push_text(text),
            Event::Code(tex) if self.composed.math() && dollars::kind(self.body, range).is_some() => {
                self.formula(tex, range);
            }
            Event::Code(code) => {
                self.html.push_str("<code>");
                self.push_text(code);
                self.html.push_str("</code>");
            }
            Event::InlineMath(text) => self.named(text),
            Event::DisplayMath(text) => self.push_text(text),
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

/// `Ctrl+Alt++` is three keys.
fn keys(content: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    let mut rest = content;
    while !rest.is_empty() {
        let end = rest.char_indices().skip(1).find(|(_, c)| *c == '+').map_or(rest.len(), |(at, _)| at);
        keys.push(rest.get(..end).unwrap_or_default().trim());
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn a_plus_can_be_a_key() {
        assert_eq!(keys("Ctrl+C"), ["Ctrl", "C"]);
        assert_eq!(keys("Ctrl + Alt++"), ["Ctrl", "Alt", "+"]);
        assert_eq!(keys("+"), ["+"]);
        assert_eq!(keys("⌘"), ["⌘"]);
    }
}
