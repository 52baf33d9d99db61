//! Titles of blocks: a line of Markdown that stands behind the block's name.

use std::borrow::Cow;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{escape, parsing};

/// A title as HTML and as plain text. Emphasis and code are kept; a link or an image is its text.
#[derive(Clone, Debug)]
pub(super) struct Title {
    pub(super) html: String,
    pub(super) text: String,
}

impl Title {
    /// Reads a title; one without a text has no HTML either.
    pub(super) fn read(written: &str, quotes: &[String; 2]) -> Self {
        let mut title = Self { html: String::new(), text: String::new() };
        let tame = parsing::tame(written);
        for (event, _) in parsing::events(&tame, written, quotes).events {
            match event {
                Event::Text(text) => title.push(&text),
                Event::Code(code) => {
                    title.html.push_str("<code>");
                    title.push(&code);
                    title.html.push_str("</code>");
                }
                Event::SoftBreak | Event::HardBreak => title.push(" "),
                Event::Start(Tag::Emphasis) => title.html.push_str("<em>"),
                Event::End(TagEnd::Emphasis) => title.html.push_str("</em>"),
                Event::Start(Tag::Strong) => title.html.push_str("<strong>"),
                Event::End(TagEnd::Strong) => title.html.push_str("</strong>"),
                _ => {}
            }
        }
        if title.text.trim().is_empty() {
            title = Self { html: String::new(), text: String::new() };
        }
        title
    }

    /// This title; where it says nothing, another text.
    pub(super) fn or(&self, instead: &str) -> Cow<'_, Self> {
        if !self.text.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut title = Self { html: String::new(), text: String::new() };
        title.push(instead);
        Cow::Owned(title)
    }

    fn push(&mut self, text: &str) {
        escape::text(&mut self.html, text);
        self.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_a_line_is_kept_and_all_else_is_text() {
        let read = |written: &str| {
            let title = Title::read(written, &Default::default());
            let Title { html, text } = &*title.or("Note");
            format!("{html} | {text}")
        };
        assert_eq!(read("Use `a < b` *now*"), "Use <code>a &lt; b</code> <em>now</em> | Use a < b now");
        assert_eq!(read("[x](javascript:1) <b onclick=x>"), "x  | x ");
        assert_eq!(read("  "), "Note | Note");
        assert_eq!(read("# Not a heading"), "Not a heading | Not a heading");
        assert_eq!(read("<script>"), "Note | Note");
    }
}
