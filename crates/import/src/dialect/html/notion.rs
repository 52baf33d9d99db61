//! Blocks of Notion, as its export of HTML writes them.

use std::rc::Rc;

use helpdex_content::markdown::video_page;
use scraper::ElementRef;

use super::confluence::{child, is};
use super::element::{attribute, below, classes, name, words};
use super::model::{Block, Container, Link, Marks, Run, RunKind};
use super::walk::Walker;
use crate::dialect::block::note_of_sign;

/// Lists of which Notion writes one for each item.
const PIECES: [&str; 3] = ["bulleted-list", "numbered-list", "to-do-list"];

impl Walker<'_> {
    /// Reads a block of Notion; tells whether it was one.
    pub(super) fn notion(&mut self, element: ElementRef<'_>) -> bool {
        let classes = classes(&element);
        let has = |class: &str| classes.iter().any(|known| known == class);
        match name(&element) {
            "figure" if has("callout") => self.callout_of_notion(element),
            "figure" if has("link-to-page") => {
                let link = below(&element).find(|inner| name(inner) == "a");
                self.flush();
                self.iconless(link.unwrap_or(element));
                self.flush();
            }
            "figure" => return self.figure_of_notion(element),
            "ul" if has("toggle") => {
                let folds = below(&element).filter(|inner| name(inner) == "details");
                let outer = |fold: &ElementRef<'_>| {
                    let list = fold.ancestors().filter_map(ElementRef::wrap).find(|above| is(above, "toggle"));
                    list.is_some_and(|list| list.id() == element.id())
                };
                folds.filter(outer).for_each(|fold| self.toggle(fold));
            }
            // A heading that opens.
            "details" if child(&element, "indented").is_some() => self.toggle(element),
            "nav" if has("table_of_contents") => {}
            "span" if has("selected-value") => {
                self.status(&words(&element));
                self.push(RunKind::Text(" ".to_owned()));
            }
            "div" if has("checkbox") => self.checkbox(element, has("checkbox-on")),
            "mark" if classes.iter().any(|class| class.starts_with("highlight-")) => {
                // A colour of the letters alone says nothing; one behind them does.
                let is_behind = classes.iter().any(|class| class.ends_with("_background"));
                let marks = Marks { highlight: self.marks.highlight || is_behind, ..self.marks.clone() };
                let before = std::mem::replace(&mut self.marks, marks);
                self.children(*element);
                self.marks = before;
            }
            "img" if has("icon") && (has("user-icon") || has("bookmark-icon") || has("notion-static-icon")) => {}
            "a" | "td" | "th" if child(&element, "icon").is_some_and(|icon| name(&icon) == "span") => {
                if name(&element) == "a" {
                    self.iconless(element);
                } else {
                    self.without_icon(element);
                }
            }
            _ => return false,
        }
        true
    }

    /// Whether a list goes on with the one before it.
    pub(super) fn goes_on(&self, list: &ElementRef<'_>) -> bool {
        let before = list.prev_siblings().find_map(ElementRef::wrap);
        PIECES.iter().any(|piece| is(list, piece) && before.is_some_and(|before| is(&before, piece)))
    }

    /// What opens and closes. The export has all of them open.
    fn toggle(&mut self, element: ElementRef<'_>) {
        let summary = element.child_elements().find(|child| name(child) == "summary");
        let title = summary.map(|summary| self.title_of(summary)).unwrap_or_default();
        let blocks = self.inside(|walker| {
            for child in element.children().filter(|child| Some(child.id()) != summary.map(|summary| summary.id())) {
                walker.node(child);
            }
        });
        if !title.is_empty() || !blocks.is_empty() {
            self.add(Block::Container(Container { title, ..Container::new("details", blocks) }));
        }
    }

    fn callout_of_notion(&mut self, element: ElementRef<'_>) {
        let icon = below(&element).find(|inner| is(inner, "icon")).map(|icon| words(&icon)).unwrap_or_default();
        let body = element.child_elements().last().unwrap_or(element);
        let blocks = self.blocks_of(body);
        self.add_callout(icon.chars().next().map_or("note", note_of_sign), blocks);
    }

    /// A bookmark, a file, or what another host shows.
    fn figure_of_notion(&mut self, element: ElementRef<'_>) -> bool {
        let bookmark = below(&element).find(|inner| is(inner, "bookmark") && name(inner) == "a");
        let source = child(&element, "source").and_then(|source| below(&source).find(|inner| name(inner) == "a"));
        let Some(link) = bookmark.or(source) else { return false };
        let Some(href) = attribute(&link, "href") else { return false };
        let title = below(&link).find(|inner| is(inner, "bookmark-title")).unwrap_or(link);
        let title = Some(words(&title)).filter(|title| !title.is_empty()).unwrap_or_else(|| href.to_owned());
        let caption = below(&element).find(|inner| name(inner) == "figcaption").map(|caption| words(&caption));
        self.flush();
        let run = |text: &str, href: &str| {
            let marks =
                Marks { link: Some(Rc::new(Link { href: href.to_owned(), title: String::new() })), ..Marks::default() };
            Block::Paragraph(vec![Run::text(text, &marks)])
        };
        match video_page(href) {
            Some(page) => self.video(&page, &caption.unwrap_or_default(), None),
            None => {
                let text = caption.filter(|caption| !caption.is_empty()).unwrap_or(title);
                self.add(run(&text, &(self.options.resolve)(href)));
            }
        }
        true
    }

    /// A box to tick: in a list an item's own, in a cell a sign.
    fn checkbox(&mut self, element: ElementRef<'_>, is_on: bool) {
        let is_item = element.parent().and_then(ElementRef::wrap).is_some_and(|outer| name(&outer) == "li");
        match is_item {
            true => self.push(RunKind::Task(is_on)),
            false => self.push(RunKind::Text(if is_on { "✓ " } else { "" }.to_owned())),
        }
    }

    /// A link without the icon of the page that it leads to.
    fn iconless(&mut self, link: ElementRef<'_>) {
        let href = attribute(&link, "href").map(|href| (self.options.resolve)(href));
        let link_mark = href.map(|href| Rc::new(Link { href, title: String::new() }));
        let marks = Marks { link: link_mark.or(self.marks.link.clone()), ..self.marks.clone() };
        let before = std::mem::replace(&mut self.marks, marks);
        self.without_icon(link);
        self.marks = before;
    }

    fn without_icon(&mut self, element: ElementRef<'_>) {
        for inner in element.children() {
            let is_icon = ElementRef::wrap(inner).is_some_and(|inner| is(&inner, "icon"));
            if !is_icon {
                self.node(inner);
            }
        }
    }
}
