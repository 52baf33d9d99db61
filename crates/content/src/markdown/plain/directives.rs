//! Blocks between lines of colons.

use super::Writer;
use super::escape;
use super::lines::{bold, boxed, paragraph};
use crate::markdown::directives::Kind;
use crate::markdown::document::{Block, Node};

impl<'d> Writer<'d> {
    pub(super) fn directive(&mut self, index: usize, node: &Node<'d>, block: &Block) -> String {
        let inner = node.inner(index);
        let labels = self.labels;
        match block.kind() {
            Kind::Note | Kind::Tip | Kind::Important | Kind::Warning | Kind::Danger | Kind::Info | Kind::Success => {
                boxed(&block.title.or(labels.alert(block.kind()).1).text, &self.blocks(inner))
            }
            Kind::Details => boxed(&block.title.or(&labels.details).text, &self.blocks(inner)),
            Kind::Updated => {
                let title = format!("{} {}", block.date, block.title.text);
                boxed(&title, &self.blocks(inner))
            }
            Kind::Only if block.is_for_agents() => {
                boxed(&block.title_for_agents(&labels.internal), &self.blocks(inner))
            }
            Kind::Only => boxed(&block.title.text, &self.blocks(inner)),
            Kind::Faq | Kind::Steps | Kind::Cards | Kind::Compare if block.is_titled() => {
                let title = bold(&block.title.text);
                titled(title, self.blocks(inner))
            }
            Kind::Tabs => {
                let level = self.level;
                let tabs = self.blocks(inner);
                self.level = level;
                tabs
            }
            Kind::Tab => self.tab(index, node, block),
            Kind::Figure => {
                let mut caption = String::new();
                escape::text(&mut caption, block.title.text.trim());
                let picture = self.blocks(inner);
                if picture.is_empty() { paragraph(&caption) } else { titled(picture, paragraph(&caption)) }
            }
            Kind::Video | Kind::Embed => self.video(index, node, block),
            Kind::Faq | Kind::Steps | Kind::Cards | Kind::Compare => self.blocks(inner),
        }
    }

    /// A tab: its name as a heading one level below the one before the group.
    fn tab(&mut self, index: usize, node: &Node<'d>, block: &Block) -> String {
        let outer = self.level;
        let level = (outer + 1).min(6);
        let mut name = String::new();
        escape::text(&mut name, block.title.text.trim());
        self.level = level;
        let text = self.blocks(node.inner(index));
        self.level = outer;
        if name.is_empty() { text } else { titled(format!("{} {name}", "#".repeat(usize::from(level))), text) }
    }

    /// A link to the video or the page, and what is said of it.
    fn video(&mut self, index: usize, node: &Node<'d>, block: &Block) -> String {
        let mut title = String::new();
        escape::text(&mut title, block.title.text.trim());
        let link = match self.references.video(index) {
            Some(video) if !title.is_empty() => {
                format!("[{title}]({})", (self.destination)(&video.url))
            }
            _ => paragraph(&title),
        };
        let said = self.blocks(node.inner(index));
        // What stands in a frame's block is an ordinary text; in a video's it is what is said there.
        let is_text = said.is_empty() || block.kind() == Kind::Embed;
        let said = if is_text { said } else { boxed(&self.labels.transcript, &said) };
        titled(link, said)
    }
}

/// A block below another one.
fn titled(title: String, text: String) -> String {
    match (title.is_empty(), text.is_empty()) {
        (true, _) => text,
        (_, true) => title,
        (false, false) => format!("{title}\n\n{text}"),
    }
}
