//! What is seen of a rendered body from outside: everything but its running text.

use super::rendered::{Heading, ImageUse, Landing, Link, LinkTarget, Rendered};
use super::resolve::ArticleLink;
use crate::kept::Parts;

impl Rendered {
    /// Adds what other pages, lists and rules see of it. Where in the file that stands is its own business.
    pub(crate) fn outside(&self, parts: &mut Parts) {
        let Self {
            texts: _,
            h1,
            headings,
            landings,
            questions,
            changes,
            players,
            embeds,
            media,
            parts: blocks,
            anchors,
            links,
            images,
            has_words,
            summary,
            diagnostics: _,
        } = self;
        parts.maybe(h1.as_deref());
        parts.number(headings.len());
        for Heading { level, written, id, text, range: _ } in headings {
            parts.bytes(&[*level, *written]);
            parts.add(id);
            parts.add(text);
        }
        parts.number(landings.len());
        for Landing { id, text } in landings {
            parts.add(id);
            parts.add(text);
        }
        parts.number(questions.len());
        parts.number(changes.len());
        parts.all(players.iter().copied());
        parts.all(embeds.iter().map(String::as_str));
        parts.all(media.iter().map(String::as_str));
        parts.all(blocks.iter().copied());
        parts.all(anchors.iter().map(String::as_str));
        parts.number(links.len());
        for Link { target, range: _, text } in links {
            target_of(target, parts);
            parts.add(text);
        }
        parts.number(images.len());
        for ImageUse { src, alt, decorative, width, range: _ } in images {
            parts.add(src);
            parts.add(alt);
            parts.number(usize::from(*decorative));
            parts.number(width.map_or(0, |width| width as usize + 1));
        }
        parts.number(usize::from(*has_words));
        parts.add(summary);
    }

    /// Whether parts of its running text stand on other pages: answers to questions, and notes of changes.
    pub(crate) fn is_quoted(&self) -> bool {
        !self.questions.is_empty() || !self.changes.is_empty()
    }
}

fn target_of(target: &LinkTarget, parts: &mut Parts) {
    match target {
        LinkTarget::Article(ArticleLink { file, fragment, redirected }) => {
            parts.add(if *redirected { "old" } else { "article" });
            parts.add(file);
            parts.maybe(fragment.as_deref());
        }
        LinkTarget::Fragment(fragment) => {
            parts.add("fragment");
            parts.add(fragment);
        }
        LinkTarget::File(url) => {
            parts.add("file");
            parts.add(url);
        }
        LinkTarget::External(url) => {
            parts.add("external");
            parts.add(url);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::kept::{MadeOf, Parts};
    use crate::markdown::tests::page;

    fn outside(text: &str) -> MadeOf {
        let mut parts = Parts::default();
        page(text).outside(&mut parts);
        parts.made_of()
    }

    #[test]
    fn only_the_running_text_is_not_seen() {
        let text = "One two.\n\n## Head\n\nThree [four](https://x.example/).\n";
        let seen = outside(text);
        assert_eq!(seen, outside(&text.replace("Three", "Many more words,")));
        for other in [
            text.replace("One", "Another"),
            text.replace("Head", "Heads"),
            text.replace("four", "five"),
            text.replace("x.example", "y.example"),
            format!("{text}\n![a](b.png)\n"),
            format!("{text}\n{{#there}}\n\n### More\n"),
        ] {
            assert_ne!(seen, outside(&other), "{other}");
        }
    }
}
