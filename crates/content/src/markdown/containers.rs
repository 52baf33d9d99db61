//! Blocks that hold others: notes, details, steps.

use std::ops::Range;

use super::directives::nest::Fault;
use super::directives::{Directive, Kind};
use super::escape;
use super::open::OpenBlock;
use super::titles::Title;
use super::writer::{Close, MAX_DEPTH, Writer};

impl<'a> Writer<'a> {
    /// Begins the block whose first line has this range.
    pub(super) fn open_block(&mut self, range: &Range<usize>) -> Close {
        let Some(block) = self.blocks.get(&range.start) else { return Close::Nothing };
        self.parts.extend(part(block.kind));
        let place = self.text.place();
        let level = self.headings.last().map_or(1, |heading| heading.level);
        let mut open =
            OpenBlock { kind: block.kind, end: "</div>\n", place, answer: false, caption: String::new(), level };
        match block.kind {
            Kind::Note | Kind::Tip | Kind::Important | Kind::Warning | Kind::Danger | Kind::Info | Kind::Success => {
                open.end = self.open_alert(block);
            }
            Kind::Details => open.end = self.open_details(block),
            Kind::Faq => self.open_titled("faq", block),
            Kind::Steps => self.open_titled("steps", block),
            Kind::Tabs => self.open_tabs(block),
            Kind::Tab => self.open_tab(block),
            Kind::Cards => self.open_titled("link-cards", block),
            Kind::Figure => {
                self.open_figure(&mut open);
                open.caption.clone_from(&block.title);
            }
            Kind::Video => self.open_video(block, &mut open),
            Kind::Compare => self.open_titled("compare", block),
            Kind::Updated => self.open_updated(block, &mut open),
            Kind::Only => self.open_only(block),
        }
        Close::Directive(open)
    }

    pub(super) fn close_block(&mut self, open: OpenBlock) {
        if open.answer {
            self.html.push_str("</details>\n");
        }
        self.close_figure(&open.caption);
        self.html.push_str(open.end);
        self.text.end_block();
        if matches!(open.kind, Kind::Details | Kind::Faq | Kind::Tabs | Kind::Tab | Kind::Updated) {
            self.text.resume(open.place);
        }
    }

    /// The title of a block in the page's language.
    pub(super) fn title(&self, block: &Directive, instead: &str) -> Title {
        Title::read(&block.title, instead, &self.labels.quotes)
    }

    /// Writes the HTML of a title, and its text for search.
    pub(super) fn push_title(&mut self, title: &Title) {
        self.visible = true;
        self.html.push_str(&title.html);
        self.text.push(&title.text);
        self.text.end_block();
    }

    /// A note: what GitHub's `> [!NOTE]` becomes, with a title of its own.
    fn open_alert(&mut self, block: &Directive) -> &'static str {
        let labels = self.labels;
        let (name, label) = match block.kind {
            Kind::Tip => ("tip", &labels.tip),
            Kind::Important => ("important", &labels.important),
            Kind::Warning => ("warning", &labels.warning),
            Kind::Danger => ("caution", &labels.caution),
            Kind::Info => ("info", &labels.info),
            Kind::Success => ("success", &labels.success),
            _ => ("note", &labels.note),
        };
        self.open_aside(name);
        if block.title.is_empty() {
            self.html.push_str(labels.language(label));
            self.html.push('>');
            escape::text(&mut self.html, label);
        } else {
            self.html.push('>');
            self.push_title(&self.title(block, label));
        }
        self.html.push_str("</p>\n");
        "</aside>\n"
    }

    /// Begins a note and its title, whose attributes may go on.
    pub(super) fn open_aside(&mut self, name: &str) {
        self.html.push_str(&format!(
            "<aside class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\" data-alert=\"{name}\""
        ));
    }

    fn open_details(&mut self, block: &Directive) -> &'static str {
        let title = self.title(block, &self.labels.details);
        let id = self.land(block.get("id"), &title.text);
        self.html.push_str("<details class=\"fold\"");
        escape::attribute(&mut self.html, "id", &id);
        self.html.push_str(if block.has("open") { " open><summary" } else { "><summary" });
        if title.text == self.labels.details {
            self.html.push_str(self.labels.language(&title.text));
        }
        self.html.push('>');
        self.visible = true;
        self.html.push_str(&title.html);
        self.html.push_str("</summary>\n");
        "</details>\n"
    }

    /// A box, with its title when it has one.
    pub(super) fn open_titled(&mut self, class: &str, block: &Directive) {
        self.html.push_str(&format!("<div class=\"{class}\">\n"));
        if !block.title.is_empty() {
            self.html.push_str("<p class=\"block-title\">");
            self.push_title(&self.title(block, ""));
            self.html.push_str("</p>\n");
        }
    }

    /// Tells what is wrong with the blocks of the body.
    pub(super) fn block_faults(&mut self, faults: &[(Range<usize>, Fault)]) {
        for (range, fault) in faults {
            let range = self.in_file(range.clone());
            if *fault == Fault::TooDeep {
                self.faults.nesting(range, MAX_DEPTH);
                continue;
            }
            self.faults.block(range, fault);
        }
    }
}

/// The part of the theme that shows a block, when it isn't in what every page loads.
fn part(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Note | Kind::Tip | Kind::Important | Kind::Warning | Kind::Danger => return None,
        Kind::Info | Kind::Success => "alerts",
        Kind::Details | Kind::Faq => "details",
        Kind::Steps => "steps",
        Kind::Tabs | Kind::Tab => "tabs",
        Kind::Cards => "cards",
        Kind::Figure => "figure",
        Kind::Video => "video",
        Kind::Compare => "compare",
        Kind::Updated => "updated",
        Kind::Only => "only",
    })
}
