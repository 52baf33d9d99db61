//! Elements within a line.

use std::rc::Rc;

use helpdex_content::markdown::{SCHEMES, scheme};
use scraper::ElementRef;

use super::element::{attribute, below, classes, find, has_words, name, names, style, words};
use super::model::{Link, Marks, RunKind};
use super::walk::Walker;

impl Walker<'_> {
    /// Reads an element within a line; tells whether it was one.
    pub(super) fn inline(&mut self, element: ElementRef<'_>) -> bool {
        let name = name(&element);
        match name {
            "br" => self.push(RunKind::Break),
            "wbr" => {}
            "img" | "image" => self.image(element),
            "input" => self.input(element),
            "a" => self.link(element),
            "q" => {
                self.push(RunKind::Text("“".to_owned()));
                self.marked(element, self.marks.clone());
                self.push(RunKind::Text("”".to_owned()));
            }
            "rp" => {}
            "rt" => {
                self.push(RunKind::Text(" (".to_owned()));
                self.marked(element, self.marks.clone());
                self.push(RunKind::Text(")".to_owned()));
            }
            _ if is_inline(name) => {
                // Players stand in spans at times.
                if name == "span" && self.player(element) {
                    return true;
                }
                self.name(element);
                let marks = marks(&element, &self.marks);
                self.marked(element, marks);
            }
            _ => return false,
        }
        true
    }

    fn marked(&mut self, element: ElementRef<'_>, marks: Marks) {
        let before = std::mem::replace(&mut self.marks, marks);
        self.children(*element);
        self.marks = before;
    }

    fn input(&mut self, element: ElementRef<'_>) {
        if attribute(&element, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) {
            let is_in_item =
                element.ancestors().take(3).filter_map(ElementRef::wrap).any(|el| el.value().name() == "li");
            if is_in_item {
                self.push(RunKind::Task(element.attr("checked").is_some()));
            }
        }
    }

    fn image(&mut self, element: ElementRef<'_>) {
        let alt = attribute(&element, "alt").unwrap_or_default();
        let is_emoji =
            classes(&element).iter().any(|class| matches!(class.as_str(), "emoji" | "wp-smiley" | "emojione"));
        if is_emoji && !alt.is_empty() {
            return self.push(RunKind::Text(alt.to_owned()));
        }
        let is_dot = |side| attribute(&element, side).is_some_and(|size| matches!(size, "0" | "1" | "0px" | "1px"));
        if is_dot("width") && is_dot("height") {
            return;
        }
        // Pages that load their images late have a place-holder in `src`.
        let late = ["data-src", "data-original", "data-lazy-src"].iter().find_map(|name| attribute(&element, name));
        let src = attribute(&element, "src").filter(|src| late.is_none() || !src.starts_with("data:"));
        let Some(src) = src.or(late) else { return };
        // Confluence shows a small copy, and names the picture itself beside it.
        let whole = attribute(&element, "data-image-src").filter(|_| src.contains("/thumbnails/"));
        let src = whole.unwrap_or(src);
        let larger = self.larger.take();
        let src = larger.as_deref().unwrap_or(src);
        if let Some(scheme) = scheme(src).filter(|scheme| !matches!(scheme.as_str(), "http" | "https" | "data")) {
            return self.problems.push(format!("an image with `{scheme}:` was left out"));
        }
        let title = attribute(&element, "title").unwrap_or_default();
        let kind = RunKind::Image { src: (self.options.resolve)(src), alt: alt.to_owned(), title: title.to_owned() };
        let marks = Marks { link: self.marks.link.clone(), ..Marks::default() };
        let before = std::mem::replace(&mut self.marks, marks);
        self.push(kind);
        self.marks = before;
    }

    fn link(&mut self, element: ElementRef<'_>) {
        let before = std::mem::take(&mut self.marks);
        let href = attribute(&element, "href").unwrap_or_default();
        for found in names(&element) {
            if self.options.anchors.contains(&found) || href.is_empty() && !has_words(&element) {
                self.push(RunKind::Anchor(found));
            }
        }
        self.marks = before;
        let refused = scheme(href).filter(|scheme| !SCHEMES.contains(&scheme.as_str()));
        if let Some(scheme) = &refused {
            self.problems.push(format!("a link with `{scheme}:` is only its text now"));
        }
        let image = find(&element, &["img"]).filter(|_| !has_words(&element));
        let is_to_image = is_image(href) && image.is_some();
        let mut marks = marks(&element, &self.marks);
        // A picture that leads to itself, for the old site to open it large.
        if !href.is_empty() && href != "#" && refused.is_none() && !is_to_image {
            let title = attribute(&element, "title").filter(|title| *title != words(&element));
            let title = title.unwrap_or_default().to_owned();
            marks.link = Some(Rc::new(Link { href: (self.options.resolve)(href), title }));
        }
        self.larger = is_to_image.then(|| href.to_owned());
        self.marked(element, marks);
        self.larger = None;
    }
}

/// Whether an address names a picture.
pub(super) fn is_image(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"].iter().any(|end| path.ends_with(end))
}

fn is_inline(name: &str) -> bool {
    const NAMES: [&str; 45] = [
        "abbr", "acronym", "b", "basefont", "bdi", "bdo", "big", "blink", "button", "cite", "code", "data", "del",
        "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "meter", "nobr", "option", "output", "picture",
        "progress", "rb", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
        "u", "var", "slot", "marquee", "legend",
    ];
    NAMES.contains(&name)
}

/// The marks of an element's text: what its name says, and what editors say with styles.
fn marks(element: &ElementRef<'_>, outer: &Marks) -> Marks {
    let mut marks = outer.clone();
    match name(element) {
        "b" | "strong" => marks.strong = true,
        "i" | "em" | "cite" | "dfn" | "var" => marks.emphasis = true,
        "s" | "strike" | "del" => marks.strike = true,
        "mark" => marks.highlight = true,
        "sub" => (marks.sub, marks.sup) = (true, false),
        "sup" => (marks.sub, marks.sup) = (false, true),
        "code" | "tt" | "samp" => marks.code = true,
        "kbd" => marks.kbd = true,
        _ => {}
    }
    if let Some(weight) = style(element, "font-weight") {
        marks.strong = match weight.as_str() {
            "bold" | "bolder" | "600" | "700" | "800" | "900" => true,
            "normal" | "lighter" | "300" | "400" | "500" => false,
            _ => marks.strong,
        };
    }
    if let Some(slant) = style(element, "font-style") {
        marks.emphasis = match slant.as_str() {
            "italic" | "oblique" => true,
            "normal" => false,
            _ => marks.emphasis,
        };
    }
    let decoration = style(element, "text-decoration").or_else(|| style(element, "text-decoration-line"));
    if decoration.is_some_and(|decoration| decoration.contains("line-through")) {
        marks.strike = true;
    }
    // A box around blocks is no text in bold, whatever its style says.
    if name(element) == "span" && below(element).any(|inner| matches!(self::name(&inner), "p" | "ul" | "ol" | "table"))
    {
        return outer.clone();
    }
    marks
}
