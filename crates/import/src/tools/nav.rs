//! The navigation that a tool was told of: it says in which category a page is shown, under which title and in which
//! order, wherever its file lies.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use helpdex_content::config::LanguageId;
use helpdex_content::path::{join, split};
use helpdex_content::slug::slugify;

use crate::source::{Folder, Page, Source};

/// An entry of a navigation. Pages and folders are named by the places that the reader gave them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    /// A page, and what the navigation calls it.
    Page(String, Option<String>),
    /// A category.
    Group(Group),
    /// All pages below a folder, as they lie there.
    Folder(String),
}

/// A category of a navigation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Group {
    /// Its title in each language.
    pub(crate) titles: BTreeMap<LanguageId, String>,
    /// What it is about.
    pub(crate) summary: Option<String>,
    /// The page that is shown for it.
    pub(crate) page: Option<String>,
    /// Old URL paths of its list.
    pub(crate) addresses: Vec<(LanguageId, String)>,
    /// What is in it.
    pub(crate) items: Vec<Item>,
}

/// Puts the pages of a source where a navigation has them. Those that it doesn't name follow the others of their folder.
pub(crate) fn arrange(source: &mut Source, items: &[Item], parent: &str) {
    let mut arranger = Arranger {
        pages: HashMap::new(),
        folders: HashMap::new(),
        moved: HashMap::new(),
        used: BTreeSet::new(),
        placed: BTreeMap::new(),
    };
    for (index, page) in source.pages.iter().enumerate() {
        arranger.pages.entry(page.place.clone()).or_default().push(index);
    }
    arranger.list(source, items, parent);
    arranger.finish(source);
}

struct Arranger {
    /// Pages by their first place.
    pages: HashMap<String, Vec<usize>>,
    /// Where the pages of a folder went, if the navigation has it as a category.
    folders: HashMap<String, String>,
    /// Where each page went.
    moved: HashMap<usize, String>,
    /// Places of categories.
    used: BTreeSet<String>,
    placed: BTreeMap<String, Folder>,
}

impl Arranger {
    fn list(&mut self, source: &mut Source, items: &[Item], place: &str) {
        for (index, item) in items.iter().enumerate() {
            let order = i64::try_from(index + 1).unwrap_or(i64::MAX);
            match item {
                Item::Page(page, name) => self.page(source, page, name.as_deref(), place, order),
                Item::Group(group) => self.group(source, group, place, order),
                Item::Folder(folder) => {
                    self.folders.entry(folder.clone()).or_insert_with(|| place.to_owned());
                }
            }
        }
    }

    fn page(&mut self, source: &mut Source, page: &str, name: Option<&str>, place: &str, order: i64) {
        let indices = self.pages.get(page).cloned().unwrap_or_default();
        let (folder, file) = split(page);
        let index_here = join(place, "_index.md");
        let is_free = !self.moved.values().any(|moved| *moved == index_here);
        let target = match file {
            "_index.md" if is_free || folder.is_empty() => index_here,
            "_index.md" => join(place, &format!("{}.md", split(folder).1)),
            file => join(place, file),
        };
        for index in indices {
            let Some(found) = source.pages.get_mut(index).filter(|_| !self.moved.contains_key(&index)) else {
                continue;
            };
            if let Some(name) = name {
                found.named.get_or_insert_with(|| name.to_owned());
            }
            if !target.ends_with("_index.md") {
                set_order(found, order);
            }
            self.moved.insert(index, target.clone());
        }
    }

    fn group(&mut self, source: &mut Source, group: &Group, parent: &str, order: i64) {
        let place = self.place_of(group, parent);
        self.used.insert(place.clone());
        if let Some(page) = &group.page {
            for index in self.pages.get(page).cloned().unwrap_or_default() {
                self.moved.entry(index).or_insert_with(|| join(&place, "_index.md"));
            }
            self.folders.entry(split(page).0.to_owned()).or_insert_with(|| place.clone());
        }
        let folder = self.placed.entry(place.clone()).or_default();
        folder.titles.extend(group.titles.clone());
        folder.order = Some(order);
        folder.addresses.extend(group.addresses.iter().cloned());
        if let Some(summary) = &group.summary {
            folder.summaries.extend(group.titles.keys().map(|language| (*language, summary.clone())));
        }
        for item in &group.items {
            if let Item::Page(page, _) = item
                && self.pages.contains_key(page)
                && !split(page).0.is_empty()
            {
                self.folders.entry(split(page).0.to_owned()).or_insert_with(|| place.clone());
            }
        }
        self.list(source, &group.items, &place);
    }

    /// Where a category lies: in the folder that its pages share, else in one named after it.
    fn place_of(&self, group: &Group, parent: &str) -> String {
        let mut shared: BTreeSet<&str> = BTreeSet::new();
        for item in &group.items {
            match item {
                Item::Page(page, _) => drop(shared.insert(split(page).0)),
                Item::Folder(folder) => drop(shared.insert(folder)),
                Item::Group(_) => {}
            }
        }
        if let Some(page) = &group.page {
            shared.insert(split(page).0);
        }
        let title = group.titles.values().next().map_or("", String::as_str);
        let only = shared.first().copied().filter(|folder| shared.len() == 1 && !folder.is_empty());
        let name = only.filter(|folder| !self.folders.contains_key(*folder)).map(|folder| split(folder).1.to_owned());
        // `start/start` says nothing.
        let name = name.filter(|name| split(parent).1 != name).unwrap_or_else(|| slugify(title));
        let name = if name.is_empty() { "section".to_owned() } else { name };
        let mut place = join(parent, &name);
        let mut number = 1;
        while self.used.contains(&place) {
            number += 1;
            place = join(parent, &format!("{name}-{number}"));
        }
        place
    }

    /// Moves the pages, files and folders.
    fn finish(self, source: &mut Source) {
        for (index, page) in source.pages.iter_mut().enumerate() {
            page.place = self.moved.get(&index).cloned().unwrap_or_else(|| self.follow(&page.place));
        }
        for asset in source.files.values_mut() {
            asset.place = self.follow(&asset.place);
        }
        let old = std::mem::take(&mut source.folders);
        let mut folders = self.placed.clone();
        for (place, folder) in old {
            let known = folders.entry(split(&self.follow(&join(&place, "x"))).0.to_owned()).or_default();
            known.order = known.order.or(folder.order);
            for (language, title) in folder.titles {
                known.titles.entry(language).or_insert(title);
            }
            for (language, summary) in folder.summaries {
                known.summaries.entry(language).or_insert(summary);
            }
            known.addresses.extend(folder.addresses);
        }
        source.folders = folders;
    }

    /// The place of something that the navigation doesn't name: with the others of the nearest folder that moved.
    fn follow(&self, place: &str) -> String {
        let mut folder = split(place).0;
        loop {
            if let Some(moved) = self.folders.get(folder) {
                let rest = place.get(folder.len()..).unwrap_or_default().trim_start_matches('/');
                return join(moved, rest);
            }
            if folder.is_empty() {
                return place.to_owned();
            }
            folder = split(folder).0;
        }
    }
}

/// Sets the place of a page in its list; what the navigation says goes before what the page says.
pub(crate) fn set_order(page: &mut Page, order: i64) {
    page.head
        .retain(|(key, _)| !["order", "weight", "nav_order", "sidebar_position", "position"].contains(&key.as_str()));
    page.head.push(("order".to_owned(), order.into()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(place: &str) -> Page {
        Page { place: place.to_owned(), origin: format!("docs/{place}"), ..Page::default() }
    }

    fn group(title: &str, items: Vec<Item>) -> Item {
        Item::Group(Group {
            titles: BTreeMap::from([(LanguageId::DEFAULT, title.to_owned())]),
            items,
            ..Group::default()
        })
    }

    fn item(place: &str) -> Item {
        Item::Page(place.to_owned(), None)
    }

    #[test]
    fn pages_go_where_the_navigation_has_them() {
        let pages = [
            "_index.md",
            "a.md",
            "b.md",
            "guide/x.md",
            "guide/y.md",
            "guide/deep/z.md",
            "api/_index.md",
            "api/w.md",
            "other.md",
        ];
        let mut source = Source { pages: pages.into_iter().map(page).collect(), ..Source::default() };
        let items = [
            item("_index.md"),
            group("First steps", vec![item("a.md"), item("b.md")]),
            group(
                "How to",
                vec![
                    item("guide/y.md"),
                    item("guide/x.md"),
                    group("API", vec![item("api/_index.md"), item("api/w.md")]),
                ],
            ),
        ];
        arrange(&mut source, &items, "");
        let places: Vec<&str> = source.pages.iter().map(|page| page.place.as_str()).collect();
        assert_eq!(
            places,
            [
                "_index.md",
                "first-steps/a.md",
                "first-steps/b.md",
                "guide/x.md",
                "guide/y.md",
                "guide/deep/z.md",
                "guide/api/_index.md",
                "guide/api/w.md",
                "other.md"
            ]
        );
        assert_eq!(source.folders["guide"].titles[&LanguageId::DEFAULT], "How to");
        assert_eq!((source.folders["guide"].order, source.folders["guide/api"].order), (Some(3), Some(3)));
        assert_eq!(source.pages[3].head, [("order".to_owned(), 2.into())]);
    }
}
