//! Names that a `#fragment` can lead to.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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
    pub(super) fn take_like(&mut self, wish: &str, reserved: bool) -> String {
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
pub fn slug(text: &str) -> String {
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
