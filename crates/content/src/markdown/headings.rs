//! Headings, their ids and all the other anchors of a page.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::writer::Writer;
use super::{Heading, escape};

/// An id made of a heading's text is cut here: it is meant to be read and sent around.
const ID_CHARS: usize = 80;
/// Beginnings of ids that content can't have: the theme's own elements and the footnotes.
const RESERVED: [&str; 3] = ["hd-", "fn:", "fnref:"];

/// Ids and names of anchors that the page has already.
#[derive(Default)]
pub(super) struct Anchors {
    /// Id → the number that the next one like it gets.
    taken: HashMap<String, u32>,
    /// Kept for a heading that asks for exactly this one.
    reserved: HashSet<String>,
    /// All of them in their order.
    pub(super) list: Vec<String>,
}

impl Anchors {
    /// Keeps a name for a heading that asks for it further down, so that none above takes it.
    pub(super) fn reserve(&mut self, id: &str) {
        self.reserved.insert(id.to_owned());
    }

    /// Takes an anchor as the author wrote it; false when the page has it already or it can't be one.
    pub(super) fn take(&mut self, name: &str) -> bool {
        let free = is_anchor(name) && !self.taken.contains_key(name) && !self.reserved.contains(name);
        if free {
            self.note(name);
        }
        free
    }

    /// Takes `wish` or, if the page has that already, `wish-2`, `wish-3` and so on.
    fn take_like(&mut self, wish: &str, reserved: bool) -> String {
        let free = !self.taken.contains_key(wish) && (reserved || !self.reserved.contains(wish));
        if free {
            self.reserved.remove(wish);
            self.note(wish);
            return wish.to_owned();
        }
        let mut number = self.taken.get(wish).copied().unwrap_or(2);
        let id = loop {
            let id = format!("{wish}-{number}");
            number += 1;
            if !self.taken.contains_key(&id) && !self.reserved.contains(&id) {
                break id;
            }
        };
        // Only a name that is really in the page counts as taken; a reserved one still waits for its heading.
        if let Some(next) = self.taken.get_mut(wish) {
            *next = number;
        }
        self.note(&id);
        id
    }

    fn note(&mut self, id: &str) {
        self.taken.insert(id.to_owned(), 2);
        self.list.push(id.to_owned());
    }
}

/// Whether content may name an element so.
pub(super) fn is_anchor(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 200
        && !name.chars().any(|c| c.is_whitespace() || c.is_control())
        && !RESERVED.iter().any(|start| name.starts_with(start))
}

/// The id of a heading: lower case, letters and digits of any script, `-` for spaces, the rest dropped.
pub(super) fn slug(text: &str) -> String {
    let slug: String = text
        .nfc()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            c if c.is_whitespace() || c == '-' => Some('-'),
            c if c.is_alphanumeric() || is_combining_mark(c) || c == '_' => Some(c),
            _ => None,
        })
        .nfc()
        .take(ID_CHARS)
        .collect();
    let slug = slug.trim_matches('-');
    match slug {
        "" => "section".to_owned(),
        _ if RESERVED.iter().any(|start| slug.starts_with(start)) => format!("section-{slug}"),
        _ => slug.to_owned(),
    }
}

/// A heading whose end isn't reached yet.
pub(super) struct OpenHeading {
    level: u8,
    written: u8,
    /// Where the element begins in the HTML, and where its attributes go.
    start: usize,
    attributes: usize,
    id: Option<String>,
    range: Range<usize>,
    /// The page's title stands for it.
    dropped: bool,
    /// Whether the group had raw HTML before.
    had_raw: bool,
    /// Anchors found inside.
    pub(super) names: Vec<String>,
}

impl Writer<'_> {
    /// Begins a heading of the body. The page's title is its H1, so the body's headings begin with 2.
    pub(super) fn open_heading(&mut self, level: u8, id: Option<&str>, class: &str, range: Range<usize>) {
        let dropped = level == 1 && self.has_title && !self.visible;
        let (written, level) = (level, level.max(2));
        let start = self.html.len();
        self.html.push_str(&format!("<h{level}"));
        let attributes = self.html.len();
        if !class.is_empty() {
            escape::attribute(&mut self.html, "class", class);
        }
        self.html.push('>');
        self.text.start_heading();
        let (id, names, had_raw) = (id.map(str::to_owned), Vec::new(), self.group.raw);
        self.heading = Some(OpenHeading { level, written, start, attributes, id, range, dropped, had_raw, names });
    }

    /// Ends the heading that [`open_heading`](Self::open_heading) began; its id is known only now.
    pub(super) fn close_heading(&mut self) {
        let text = self.text.end_heading();
        let Some(heading) = self.heading.take() else { return };
        if self.raw.is_muted() {
            return;
        }
        let explicit = heading.id.filter(|id| is_anchor(id));
        let wish = explicit.clone().unwrap_or_else(|| slug(&text));
        let id = self.anchors.take_like(&wish, explicit.is_some());
        for name in &heading.names {
            // One like the heading's own id leads to the same place.
            self.anchors.take(name);
        }
        if heading.dropped {
            self.h1 = Some(text);
            self.html.truncate(heading.start);
            for name in std::iter::once(&id).chain(heading.names.iter().filter(|name| **name != id)) {
                self.html.push_str("<a");
                escape::attribute(&mut self.html, "name", name);
                self.html.push_str("></a>");
            }
            self.group.raw = heading.had_raw;
            return;
        }
        self.html.push_str("<a class=\"heading-link\"");
        escape::attribute(&mut self.html, "href", &format!("#{id}"));
        escape::attribute(&mut self.html, "aria-label", &format!("{}: {text}", self.labels.heading_link));
        self.html.push_str(&format!("></a></h{}>\n", heading.level));
        let mut attribute = String::new();
        escape::attribute(&mut attribute, "id", &id);
        self.html.insert_str(heading.attributes, &attribute);
        let OpenHeading { level, written, range, .. } = heading;
        self.headings.push(Heading { level, written, id, text, range });
        self.text.start_section(self.headings.len() - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_readable_in_any_script() {
        assert_eq!(slug("How do I get paid?"), "how-do-i-get-paid");
        assert_eq!(slug("Как вывести деньги: «карта»?"), "как-вывести-деньги-карта");
        assert_eq!(slug("Як уключыць ЁЎІ"), "як-уключыць-ёўі");
        assert_eq!(slug("हिन्दी में"), "हिन्दी-में");
        assert_eq!(slug("snake_case & C++"), "snake_case--c");
        assert_eq!(slug("«?!»"), "section");
        assert_eq!(slug("Cafe\u{301}"), "caf\u{e9}");
        assert_eq!(slug("HD-video"), "section-hd-video");
        assert_eq!(slug(&"a".repeat(500)).len(), ID_CHARS);
    }

    #[test]
    fn ids_are_unique_and_reserved_ones_go_to_who_asked() {
        let mut anchors = Anchors::default();
        anchors.reserve("setup");
        assert_eq!(anchors.take_like("setup", false), "setup-2");
        assert_eq!(anchors.take_like("setup", true), "setup");
        assert_eq!(anchors.take_like("setup", true), "setup-3");
        assert_eq!(anchors.take_like("setup-2", false), "setup-2-2");
        assert!(!anchors.take("setup"));
        assert!(anchors.take("macOS"));
        assert!(!anchors.take("hd-main"));
        assert!(!anchors.take("a b"));
    }
}
