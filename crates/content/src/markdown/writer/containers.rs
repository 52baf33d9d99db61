//! Blocks between lines of colons.

use super::page::Writer;
use crate::markdown::anchors::slug;
use crate::markdown::directives::Kind;
use crate::markdown::document::{Block, Node};
use crate::markdown::escape;
use crate::markdown::titles::Title;

impl Writer<'_> {
    pub(super) fn block(&mut self, index: usize, node: &Node<'_>, block: &Block) {
        let end = match block.kind() {
            Kind::Note | Kind::Tip | Kind::Important | Kind::Warning | Kind::Danger | Kind::Info | Kind::Success => {
                self.open_alert(block.kind(), Some(block).filter(|block| block.is_titled()));
                "</aside>\n"
            }
            Kind::Details => {
                self.open_details(index, block);
                "</details>\n"
            }
            Kind::Faq => self.open_titled("faq", block),
            Kind::Steps => self.open_titled("steps", block),
            Kind::Cards => self.open_titled("link-cards", block),
            Kind::Compare => self.open_titled("compare", block),
            Kind::Tabs => self.open_tabs(block),
            Kind::Tab => self.open_tab(index, block),
            Kind::Figure => {
                self.open_figure();
                "</figure>\n"
            }
            Kind::Embed => self.open_embed(index, block, node.inner(index).is_empty()),
            Kind::Video => self.open_video(index, block, node.inner(index).is_empty()),
            Kind::Updated => {
                self.open_change(index, block);
                "</aside>\n"
            }
            Kind::Only if block.is_for_agents() => {
                self.open_for_agents(block);
                "</aside>\n"
            }
            Kind::Only => self.open_only(block),
        };
        self.nodes(node.inner(index));
        match block.kind() {
            Kind::Tabs => {
                self.tabs.pop();
            }
            Kind::Figure => self.figure_caption(&block.title),
            _ => {}
        }
        self.html.push_str(end);
    }

    /// A note: what GitHub's `> [!NOTE]` becomes, with a title of its own if `block` has one.
    pub(super) fn open_alert(&mut self, kind: Kind, block: Option<&Block>) {
        let labels = self.labels;
        let (name, label) = labels.alert(kind);
        self.html.push_str(&format!(
            "<aside class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\" data-alert=\"{name}\""
        ));
        match block {
            None => {
                self.html.push_str(labels.language(label));
                self.html.push('>');
                escape::text(&mut self.html, label);
            }
            Some(block) => {
                self.html.push('>');
                self.html.push_str(&block.title.or(label).html);
            }
        }
        self.html.push_str("</p>\n");
    }

    fn open_details(&mut self, index: usize, block: &Block) {
        let labels = self.labels;
        let title = block.title.or(&labels.details);
        self.html.push_str("<details class=\"fold\"");
        self.landing_id(index);
        self.html.push_str(if block.directive.has("open") { " open><summary" } else { "><summary" });
        if title.text == labels.details {
            self.html.push_str(labels.language(&title.text));
        }
        self.html.push('>');
        self.html.push_str(&title.html);
        self.html.push_str("</summary>\n");
    }

    /// A box, with its title when it has one.
    fn open_titled(&mut self, class: &str, block: &Block) -> &'static str {
        self.html.push_str(&format!("<div class=\"{class}\">\n"));
        if block.is_titled() {
            self.line("block-title", &block.title);
        }
        "</div>\n"
    }

    /// Begins a group of tabs. Those of one group all over the site show the same.
    fn open_tabs(&mut self, block: &Block) -> &'static str {
        self.tabs.push(self.level());
        self.html.push_str("<div class=\"tabs\"");
        escape::attribute(&mut self.html, "data-tabs", &value(block.get("group")));
        if !block.title.text.is_empty() {
            self.html.push_str(" role=\"group\"");
            escape::attribute(&mut self.html, "aria-label", &block.title.text);
        }
        self.html.push_str(">\n");
        "</div>\n"
    }

    /// Begins a tab. Its heading stands one level below the one before the group.
    fn open_tab(&mut self, index: usize, block: &Block) -> &'static str {
        let in_group = block.within == Some(Kind::Tabs);
        let outer = self.tabs.last().copied().filter(|_| in_group).unwrap_or_else(|| self.level());
        let level = (outer + 1).min(6);
        let name = match block.get("value") {
            "" => value(&block.title.text),
            given => value(given),
        };
        self.html.push_str("<div class=\"tab\"");
        escape::attribute(&mut self.html, "data-tab", &name);
        self.html.push_str(&format!(">\n<h{level} class=\"tab-title\""));
        self.landing_id(index);
        self.html.push('>');
        self.html.push_str(&block.title.html);
        self.html.push_str(&format!("</h{level}>\n"));
        "</div>\n"
    }

    /// Begins the note of a change.
    fn open_change(&mut self, index: usize, block: &Block) {
        self.html.push_str("<aside class=\"change\" role=\"note\"");
        self.landing_id(index);
        self.html.push_str(">\n<p class=\"change-title\">");
        if block.has_date() {
            let date = &block.date;
            self.html.push_str(&format!("<time class=\"change-date\" datetime=\"{date}\">{date}</time> "));
        }
        self.html.push_str(&block.title.html);
        self.html.push_str("</p>\n");
    }

    /// Begins a part for those on a platform, or for an audience. It says whom it is for.
    fn open_only(&mut self, block: &Block) -> &'static str {
        let (name, value) = block.whom();
        self.html.push_str("<div class=\"only\"");
        escape::attribute(&mut self.html, "data-only", name);
        escape::attribute(&mut self.html, "data-for", value);
        self.html.push_str(">\n");
        self.line("only-title", &block.title);
        "</div>\n"
    }

    /// Begins a part for agents alone.
    fn open_for_agents(&mut self, block: &Block) {
        let labels = self.labels;
        self.html.push_str("<aside class=\"only internal\" role=\"note\">\n<p class=\"only-title\"><b");
        self.html.push_str(labels.language(&labels.internal));
        self.html.push('>');
        escape::text(&mut self.html, &labels.internal);
        self.html.push_str("</b>");
        if block.is_titled() {
            self.html.push_str(": ");
            self.html.push_str(&block.title.html);
        }
        self.html.push_str("</p>\n");
    }

    /// Writes a title as a line of its own.
    fn line(&mut self, class: &str, title: &Title) {
        self.html.push_str(&format!("<p class=\"{class}\">{}</p>\n", title.html));
    }

    /// Writes the id of the place that a block is.
    fn landing_id(&mut self, index: usize) {
        let outline = self.outline;
        if let Some(landing) = outline.landing(index) {
            escape::attribute(&mut self.html, "id", &landing.id);
        }
    }
}

/// What a tab or a group is called in a URL.
fn value(written: &str) -> String {
    if written.trim().is_empty() { String::new() } else { slug(written) }
}
