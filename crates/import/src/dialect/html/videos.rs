//! Players, and whatever else of other hosts stands in a page.

use std::rc::Rc;

use helpdex_content::markdown::video_page;
use scraper::ElementRef;

use super::element::{attribute, below, classes, name};
use super::model::{Block, Container, Link, Marks, Run, RunKind};
use super::walk::Walker;

/// What editors call a player when nobody gave it a title.
const NAMELESS: [&str; 8] = [
    "youtube video player",
    "video player",
    "vimeo video player",
    "wistia video player",
    "loom video",
    "video",
    "embedded video",
    "embed",
];

impl Walker<'_> {
    /// What another host shows in a frame: a video, or a link to it.
    pub(super) fn embedded(&mut self, element: ElementRef<'_>) {
        let sources = ["src", "data-src", "data"].iter().filter_map(|key| attribute(&element, key));
        let inner = below(&element).filter(|inner| matches!(name(inner), "source" | "embed" | "iframe"));
        let inner: Vec<&str> = inner.filter_map(|inner| attribute(&inner, "src")).collect();
        let Some(src) = sources.chain(inner).find(|src| *src != "about:blank") else {
            return self.children(*element);
        };
        let src = src.strip_prefix("//").map_or_else(|| src.to_owned(), |rest| format!("https://{rest}"));
        let title = attribute(&element, "title").filter(|title| !NAMELESS.contains(&title.to_lowercase().as_str()));
        let title = title.unwrap_or_default().to_owned();
        if let Some(page) = video_page(&src) {
            return self.video(&page, &title, None);
        }
        let src = (self.options.resolve)(&src);
        if name(&element) == "video" && is_film(&src) {
            let poster = attribute(&element, "poster").map(|poster| (self.options.resolve)(poster));
            return self.video(&src, &title, poster.as_deref());
        }
        if matches!(name(&element), "iframe" | "frame" | "embed" | "object") {
            self.problems.push(format!("what `{src}` showed in a frame is a link now"));
        }
        self.flush();
        let words = if title.is_empty() { last_part(&src) } else { title };
        let marks = Marks { link: Some(Rc::new(Link { href: src, title: String::new() })), ..Marks::default() };
        self.add(Block::Paragraph(vec![Run::text(words, &marks)]));
    }

    pub(super) fn video(&mut self, src: &str, title: &str, poster: Option<&str>) {
        let title = if title.is_empty() { self.options.title } else { title };
        let mut attributes = format!("src={}", quoted(src));
        if let Some(poster) = poster {
            attributes.push_str(&format!(" poster={}", quoted(poster)));
        }
        let title = vec![Run::text(title, &Marks::default())];
        self.add(Block::Container(Container { title, attributes, ..Container::new("video", Vec::new()) }));
    }

    /// Reads an element that a script makes a player of; tells whether it was one.
    pub(super) fn player(&mut self, element: ElementRef<'_>) -> bool {
        let id = classes(&element).iter().find_map(|_| {
            // Ids of Wistia know capitals.
            element.value().classes().find_map(|class| class.strip_prefix("wistia_async_"))
        });
        let address = match (id, name(&element)) {
            (Some(id), _) => Some(format!("https://fast.wistia.net/embed/iframe/{id}")),
            (None, "wistia-player") => {
                attribute(&element, "media-id").map(|id| format!("https://fast.wistia.net/embed/iframe/{id}"))
            }
            (None, "lite-youtube") => {
                attribute(&element, "videoid").map(|id| format!("https://www.youtube.com/watch?v={id}"))
            }
            (None, "lite-vimeo") => attribute(&element, "videoid").map(|id| format!("https://vimeo.com/{id}")),
            _ => None,
        };
        let Some(page) = address.and_then(|address| video_page(&address)) else { return false };
        self.video(&page, attribute(&element, "title").unwrap_or_default(), None);
        true
    }

    /// The video whose address is all that a paragraph says: editors make a player of it.
    pub(super) fn video_alone(&self, runs: &[Run]) -> Option<Block> {
        let [Run { kind: RunKind::Text(text), marks }] = runs else { return None };
        if marks.link.is_some() || text.contains(char::is_whitespace) {
            return None;
        }
        let page = video_page(text)?;
        let title = vec![Run::text(self.options.title, &Marks::default())];
        let attributes = format!("src={}", quoted(&page));
        Some(Block::Container(Container { title, attributes, ..Container::new("video", Vec::new()) }))
    }
}

/// Whether browsers can play a file.
fn is_film(src: &str) -> bool {
    let path = src.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".mp4", ".webm", ".m4v", ".ogv", ".mov"].iter().any(|end| path.ends_with(end))
}

/// A value of an attribute in braces.
fn quoted(value: &str) -> String {
    let plain = value.replace('"', "%22").replace('{', "%7B").replace('}', "%7D").replace(['\n', '\r'], "");
    if plain.contains(char::is_whitespace) { format!("\"{plain}\"") } else { plain }
}

/// What a link to an address can be called: its host, or the name of the file.
fn last_part(src: &str) -> String {
    let path = src.split(['?', '#']).next().unwrap_or(src).trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or(path);
    if last.contains('.') && !path.ends_with("//") {
        last.to_owned()
    } else {
        path.split("://").last().unwrap_or(path).to_owned()
    }
}
