//! The order of pages: what the settings say, and files that lie in folders.

use std::collections::BTreeMap;

use helpdex_content::path::{join, split};
use serde_json::Value;

use super::Project;
use crate::source::Source;
use crate::source::tree::is_markdown;
use crate::tools::nav::{self, Group, Item};

impl Project<'_> {
    /// The place that the navigation's path of a file has.
    fn place(&self, path: &str) -> String {
        let (plain, _) = self.language(path.trim_start_matches("./"));
        let (folder, name) = split(&plain);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let is_index = ["index", "readme"].iter().any(|known| stem.eq_ignore_ascii_case(known));
        join(folder, &if is_index { "_index.md".to_owned() } else { format!("{stem}.md") })
    }

    /// The navigation of the settings, from a folder on.
    pub(super) fn items(&self, list: &[Value], folder: &str) -> Vec<Item> {
        let page = |path: &str, name: Option<&str>| {
            is_markdown(path).then(|| Item::Page(self.place(&join(folder, path)), name.map(str::to_owned)))
        };
        let mut items = Vec::new();
        for entry in list {
            match entry {
                Value::String(path) => items.extend(page(path, None)),
                Value::Object(map) => {
                    for (name, value) in map {
                        match value {
                            Value::String(path) => items.extend(page(path, Some(name))),
                            Value::Array(inner) => items.push(self.group(name, inner, folder)),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        items
    }

    fn group(&self, name: &str, inner: &[Value], folder: &str) -> Item {
        let mut items = self.items(inner, folder);
        // The first page of a section that is a folder's own is the section's page.
        let page = match items.first() {
            Some(Item::Page(place, _)) if split(place).1 == "_index.md" && !split(place).0.is_empty() => {
                Some(place.clone())
            }
            _ => None,
        };
        if page.is_some() {
            items.remove(0);
        }
        let titles = BTreeMap::from([(self.ask.language, name.to_owned())]);
        Item::Group(Group { titles, page, items, ..Group::default() })
    }

    /// What `.pages` of the plugin awesome-pages says of its folder.
    pub(super) fn folders(&self, source: &mut Source) {
        for path in self.ask.tree.below(&self.docs).filter(|path| split(path).1 == ".pages") {
            let text = self.ask.tree.text(path).unwrap_or_default();
            let value = helpdex_content::yaml::parse(&text).map(|node| node.to_json()).unwrap_or_default();
            let folder =
                split(path).0.strip_prefix(self.docs.as_str()).unwrap_or_default().trim_start_matches('/').to_owned();
            if let Some(title) = value["title"].as_str() {
                source.folders.entry(folder.clone()).or_default().titles.insert(self.ask.language, title.to_owned());
            }
            let list = value["nav"].as_array().or_else(|| value["arrange"].as_array()).cloned().unwrap_or_default();
            for (index, entry) in list.iter().enumerate() {
                let named = entry.as_object().and_then(|map| map.iter().next());
                let name = entry.as_str().or_else(|| named.and_then(|(_, value)| value.as_str())).unwrap_or_default();
                let order = i64::try_from(index + 1).unwrap_or(i64::MAX);
                let place = self.place(&join(&folder, name));
                for page in source.pages.iter_mut().filter(|page| page.place == place && is_markdown(name)) {
                    nav::set_order(page, order);
                }
                if !is_markdown(name) && !name.is_empty() && name != "..." {
                    let known = source.folders.entry(join(&folder, name.trim_matches('/'))).or_default();
                    known.order = Some(order);
                    if let Some((title, _)) = named {
                        known.titles.insert(self.ask.language, title.clone());
                    }
                }
            }
        }
    }
}
