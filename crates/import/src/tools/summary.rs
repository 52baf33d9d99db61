//! `SUMMARY.md`: the navigation of mdBook and GitBook, a list of links.

use std::collections::BTreeMap;

use helpdex_content::config::LanguageId;
use helpdex_content::path::{resolve, split};
use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::nav::{Group, Item};

/// An entry of the list, before it is known whether it is a page or a category.
#[derive(Debug, Default)]
struct Entry {
    title: String,
    path: Option<String>,
    inner: Vec<Entry>,
}

/// The navigation in a text whose links count from `folder`; `place` gives the place of a file.
pub(crate) fn read(text: &str, folder: &str, language: LanguageId, place: &dyn Fn(&str) -> String) -> Vec<Item> {
    let maker = Maker { folder, language, place };
    let mut items = Vec::new();
    let mut part: Option<(String, Vec<Item>)> = None;
    for (heading, entries) in parts(text) {
        let made: Vec<Item> = entries.iter().map(|entry| maker.item(entry)).collect();
        if let Some((title, inner)) = part.take() {
            items.push(maker.group(&title, None, inner));
        }
        match heading {
            Some(title) => part = Some((title, made)),
            None => items.extend(made),
        }
    }
    if let Some((title, inner)) = part {
        items.push(maker.group(&title, None, inner));
    }
    items
}

struct Maker<'a> {
    folder: &'a str,
    language: LanguageId,
    place: &'a dyn Fn(&str) -> String,
}

impl Maker<'_> {
    fn item(&self, entry: &Entry) -> Item {
        let page = entry.path.as_ref().and_then(|path| resolve(self.folder, path)).map(|path| (self.place)(&path));
        match (page, entry.inner.is_empty()) {
            (Some(page), true) => Item::Page(page, Some(entry.title.clone())),
            (page, _) => self.group(&entry.title, page, entry.inner.iter().map(|entry| self.item(entry)).collect()),
        }
    }

    fn group(&self, title: &str, page: Option<String>, items: Vec<Item>) -> Item {
        let titles = BTreeMap::from([(self.language, title.to_owned())]);
        Item::Group(Group { titles, page, items, ..Group::default() })
    }
}

/// The lists of the text under their headings; what stands before the first one, and links outside of lists, have none.
fn parts(text: &str) -> Vec<(Option<String>, Vec<Entry>)> {
    let mut parts: Vec<(Option<String>, Vec<Entry>)> = vec![(None, Vec::new())];
    let mut stack: Vec<Entry> = Vec::new();
    let mut words: Option<String> = None;
    let mut link: Option<String> = None;
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(Tag::Heading { .. }) => words = Some(String::new()),
            Event::End(TagEnd::Heading(level)) => {
                let title = words.take().unwrap_or_default();
                // The first heading is that of the file.
                let is_files =
                    level == HeadingLevel::H1 && parts.len() == 1 && parts.iter().all(|(_, list)| list.is_empty());
                if !is_files {
                    parts.push((Some(title), Vec::new()));
                }
            }
            Event::Start(Tag::Item) => stack.push(Entry::default()),
            Event::End(TagEnd::Item) => {
                let Some(entry) = stack.pop() else { continue };
                match (stack.last_mut(), parts.last_mut()) {
                    (Some(outer), _) => outer.inner.push(entry),
                    (None, Some((_, list))) => list.push(entry),
                    (None, None) => {}
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let path = dest_url.split('#').next().unwrap_or_default();
                link = Some(percent_decode_str(path).decode_utf8_lossy().into_owned());
                words = Some(String::new());
            }
            Event::End(TagEnd::Link) => {
                let (title, path) = (words.take().unwrap_or_default(), link.take());
                let path = path.filter(|path| !path.is_empty() && !path.contains("://"));
                match (stack.last_mut(), parts.last_mut()) {
                    (Some(entry), _) if entry.title.is_empty() => (entry.title, entry.path) = (title, path),
                    (None, Some((_, list))) if path.is_some() => list.push(Entry { title, path, inner: Vec::new() }),
                    _ => {}
                }
            }
            Event::Text(piece) | Event::Code(piece) => match (&mut words, stack.last_mut()) {
                (Some(words), _) => words.push_str(&piece),
                // A draft chapter of mdBook has no link.
                (None, Some(entry)) if entry.path.is_none() && entry.inner.is_empty() => {
                    entry.title.push_str(piece.trim())
                }
                _ => {}
            },
            _ => {}
        }
    }
    parts
}

/// The place of a page by its path, where an index is its folder's page.
pub(crate) fn place(below: &str) -> String {
    let (folder, name) = split(below);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_index = ["index", "readme", "_index"].iter().any(|known| stem.eq_ignore_ascii_case(known));
    helpdex_content::path::join(folder, &if is_index { "_index.md".to_owned() } else { format!("{stem}.md") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_parts() {
        let text = "# Summary\n\n[Preface](README.md)\n\n- [One](one.md)\n  - [Deep](a/deep.md)\n  - [`Code` x](a/x%20y.md)\n- [Draft]()\n\n# Part II\n\n* [Two](two/README.md)\n\n---\n\n[End](end.md)\n";
        let items = read(text, "", LanguageId::DEFAULT, &place);
        let page = |place: &str, title: &str| Item::Page(place.to_owned(), Some(title.to_owned()));
        assert_eq!(items[0], page("_index.md", "Preface"));
        let Item::Group(one) = &items[1] else { panic!("a group") };
        assert_eq!((one.page.as_deref(), one.items.len()), (Some("one.md"), 2));
        assert_eq!(one.items[1], page("a/x y.md", "Code x"));
        let Item::Group(part) = items.last().expect("one") else { panic!("a group") };
        assert_eq!(part.titles[&LanguageId::DEFAULT], "Part II");
        assert_eq!(part.items, [page("two/_index.md", "Two"), page("end.md", "End")]);
    }
}
