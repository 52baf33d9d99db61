//! Macros of Confluence, as its export of a space writes them.

use scraper::ElementRef;

use super::color;
use super::element::{attribute, below, classes, has_words, lines, name, style, words};
use super::model::{Block, Container, Link, Marks, Run, RunKind};
use super::walk::Walker;

/// Classes of its four boxes. Its note is yellow and warns, and its warning is red.
const BOXES: [(&str, &str); 4] = [
    ("confluence-information-macro-information", "info"),
    ("confluence-information-macro-tip", "tip"),
    ("confluence-information-macro-note", "warning"),
    ("confluence-information-macro-warning", "danger"),
];

/// The same as older versions write them: tables with an icon in the first cell.
const OLD_BOXES: [(&str, &str); 4] =
    [("infomacro", "info"), ("tipmacro", "tip"), ("notemacro", "warning"), ("warningmacro", "danger")];

/// Pictures that stand for a sign.
const SIGNS: [(&str, &str); 18] = [
    ("tick", "✅"),
    ("cross", "❌"),
    ("warning", "⚠️"),
    ("information", "ℹ️"),
    ("plus", "➕"),
    ("minus", "➖"),
    ("question", "❓"),
    ("light-on", "💡"),
    ("yellow-star", "⭐"),
    ("star_yellow", "⭐"),
    ("thumbs-up", "👍"),
    ("thumbs-down", "👎"),
    ("smile", "🙂"),
    ("sad", "🙁"),
    ("wink", "😉"),
    ("laugh", "😃"),
    ("cheeky", "😛"),
    ("heart", "❤️"),
];

impl Walker<'_> {
    /// Reads what a macro of Confluence made; tells whether it was one.
    pub(super) fn confluence(&mut self, element: ElementRef<'_>) -> bool {
        let classes = classes(&element);
        let has = |name: &str| classes.iter().any(|class| class == name);
        let of = |kinds: &[(&str, &'static str)]| kinds.iter().find(|(class, _)| has(class)).map(|(_, kind)| *kind);
        if has("confluence-information-macro") {
            let body = child(&element, "confluence-information-macro-body").unwrap_or(element);
            self.boxed(of(&BOXES).unwrap_or("info"), child(&element, "title"), body);
        } else if let (Some(kind), "table") = (of(&OLD_BOXES), name(&element)) {
            let cell = below(&element).filter(|inner| name(inner) == "td").last();
            self.boxed(kind, None, cell.unwrap_or(element));
        } else if has("panel") && (has("code") || has("preformatted")) {
            return self.code_panel(element);
        } else if has("panel") && child(&element, "panelcontent").is_some() {
            let body = child(&element, "panelcontent").unwrap_or(element);
            let color = style(&element, "background-color").or_else(|| style(&body, "background-color"));
            let kind = color.and_then(|color| color::kind(&color)).unwrap_or("note");
            self.boxed(kind, child(&element, "panelheader"), body);
        } else if has("expand-container") {
            let Some(body) = child(&element, "expand-content") else { return false };
            let title = below(&element).find(|inner| is(inner, "expand-control-text"));
            self.fold(title, body);
        } else if has("status-macro") {
            self.status(&words(&element));
        } else if has("emoticon") && name(&element) == "img" {
            self.sign(&element);
        } else if has("confluence-userlink") {
            // The profile of somebody in the team: nothing for readers of a help site.
            self.children(*element);
        } else if has("confluence-embedded-file") && !has_words(&element) {
            self.offered(&element);
        } else {
            // Its table of contents, and settings of macros that nobody sees.
            return classes.iter().any(|class| class.starts_with("toc-macro"))
                || ["client-side-toc-macro", "childpages-macro", "plugin_pagetree"].iter().any(|name| has(name))
                || name(&element) == "fieldset" && has("hidden");
        }
        true
    }

    /// A box with a title of its own, or without one.
    fn boxed(&mut self, kind: &'static str, title: Option<ElementRef<'_>>, body: ElementRef<'_>) {
        let mut title = title.map(|title| self.line_of(title)).unwrap_or_default();
        title.iter_mut().for_each(|run| run.marks.strong = false);
        let mut blocks = self.blocks_of(body);
        if !title.is_empty() {
            blocks.insert(0, Block::Heading { level: 2, id: None, runs: title });
        }
        self.add_callout(kind, blocks);
    }

    /// What opens and closes.
    pub(super) fn fold(&mut self, title: Option<ElementRef<'_>>, body: ElementRef<'_>) {
        let title = title.map(|title| self.title_of(title)).unwrap_or_default();
        let blocks = self.blocks_of(body);
        if !title.is_empty() || !blocks.is_empty() {
            self.add(Block::Container(Container { title, ..Container::new("details", blocks) }));
        }
    }

    /// A block of code, which may have a title and may be folded.
    fn code_panel(&mut self, element: ElementRef<'_>) -> bool {
        let Some(pre) = below(&element).find(|inner| name(inner) == "pre") else { return false };
        let header = child(&element, "codeheader").or_else(|| child(&element, "panelheader"));
        let mut title = header.map(|header| self.title_of(header)).unwrap_or_default();
        let text = lines(&pre);
        let text = text.trim_end().trim_start_matches('\n').to_owned();
        if text.is_empty() {
            return true;
        }
        let settings = attribute(&pre, "data-syntaxhighlighter-params").unwrap_or_default().to_lowercase();
        let setting = |key: &str| {
            settings.split(';').find_map(|one| one.split_once(':').filter(|(known, _)| known.trim() == key))
        };
        let language = setting("brush").map(|(_, value)| value.trim()).unwrap_or_default();
        let language = if matches!(language, "plain" | "text" | "none") { "" } else { language };
        let code = Block::Code { language: language.to_owned(), text };
        title.iter_mut().for_each(|run| run.marks.strong = false);
        if !title.is_empty() && setting("collapse").is_some_and(|(_, value)| value.trim() == "true") {
            self.add(Block::Container(Container { title, ..Container::new("details", vec![code]) }));
            return true;
        }
        if !title.is_empty() {
            title.iter_mut().for_each(|run| run.marks.strong = true);
            self.add(Block::Paragraph(title));
        }
        self.add(code);
        true
    }

    /// A word in a box within a line.
    pub(super) fn status(&mut self, words: &str) {
        if !words.is_empty() {
            let marks = Marks { badge: true, ..Marks::default() };
            let before = std::mem::replace(&mut self.marks, marks);
            self.push(RunKind::Text(words.to_owned()));
            self.marks = before;
        }
    }

    fn sign(&mut self, image: &ElementRef<'_>) {
        let named = attribute(image, "data-emoticon-name").unwrap_or_default().to_lowercase();
        let classes = classes(image);
        let known = |sign: &&(&str, &str)| {
            named == sign.0 || classes.iter().any(|class| class.strip_prefix("emoticon-") == Some(sign.0))
        };
        let fallback = attribute(image, "data-emoji-fallback").or_else(|| attribute(image, "alt"));
        let fallback = fallback.filter(|text| !text.starts_with([':', '(']));
        if let Some(sign) = SIGNS.iter().find(known).map(|(_, sign)| *sign).or(fallback) {
            self.push(RunKind::Text(sign.to_owned()));
        }
    }

    /// A file that is offered by a picture of its first page.
    fn offered(&mut self, element: &ElementRef<'_>) {
        let Some(href) = attribute(element, "href") else { return };
        let named = ["data-linked-resource-default-alias", "title"].iter().find_map(|key| attribute(element, key));
        let last = href.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or(href);
        let link = Link { href: (self.options.resolve)(href), title: String::new() };
        let marks = Marks { link: Some(std::rc::Rc::new(link)), ..Marks::default() };
        let Run { kind, marks } = Run::text(named.unwrap_or(last), &marks);
        let before = std::mem::replace(&mut self.marks, marks);
        self.push(kind);
        self.marks = before;
    }
}

/// The first child of an element that has a class.
pub(super) fn child<'a>(element: &ElementRef<'a>, class: &str) -> Option<ElementRef<'a>> {
    element.child_elements().find(|child| is(child, class))
}

pub(super) fn is(element: &ElementRef<'_>, class: &str) -> bool {
    element.value().classes().any(|known| known.eq_ignore_ascii_case(class))
}
