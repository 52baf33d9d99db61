//! The categories and what lies in them, in the order in which readers see it.

use std::collections::{BTreeMap, HashMap};

use crate::routes::Routes;
use crate::source::{Entry, Sources, Status};

/// A folder of articles.
#[derive(Debug, Default)]
pub(crate) struct Category {
    /// Its folder below `content/`.
    pub(crate) key: String,
    /// Keys of the categories inside of it, sorted.
    pub(crate) children: Vec<String>,
    /// Keys of its own articles, sorted.
    pub(crate) articles: Vec<String>,
    /// How many articles readers of each language see in it and below.
    counts: Vec<usize>,
}

/// Every category by its key; the empty key is the top, whose children are the site's categories.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    categories: BTreeMap<String, Category>,
    /// Where each article stands in its category.
    positions: HashMap<String, usize>,
}

impl Tree {
    /// Sorts articles into their folders, and folders into theirs.
    pub(super) fn grow(sources: &Sources, routes: &Routes) -> Self {
        let mut categories: BTreeMap<String, Category> = BTreeMap::new();
        categories.insert(String::new(), Category::default());
        for key in routes.categories().keys() {
            categories.entry(key.clone()).or_default().key.clone_from(key);
            categories.entry(parent(key).to_owned()).or_default().children.push(key.clone());
        }
        for key in routes.articles().keys() {
            categories.entry(parent(key).to_owned()).or_default().articles.push(key.clone());
        }
        let article = |key: &str| first(sources, routes.articles().get(key));
        let category = |key: &str| first(sources, routes.categories().get(key));
        for node in categories.values_mut() {
            node.articles.sort_by_cached_key(|key| (order(article(key)), key.clone()));
            node.children.sort_by_cached_key(|key| (order(category(key)), key.clone()));
        }
        let mut positions = HashMap::new();
        for node in categories.values_mut() {
            positions.extend(node.articles.iter().cloned().zip(0..));
            node.counts = own_counts(&node.articles, sources, routes);
        }
        // A category's key sorts behind its parent's, so that backwards each sum is complete before it is handed up.
        let keys: Vec<String> = categories.keys().rev().filter(|key| !key.is_empty()).cloned().collect();
        for key in keys {
            let counts = categories.get(&key).map(|node| node.counts.clone()).unwrap_or_default();
            if let Some(above) = categories.get_mut(parent(&key)) {
                above.counts.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
        Self { categories, positions }
    }

    /// A category by its key; the empty key is the top.
    pub(crate) fn get(&self, key: &str) -> Option<&Category> {
        self.categories.get(key)
    }

    /// How many articles readers of a language see in a category and below.
    pub(crate) fn count(&self, key: &str, language: usize) -> usize {
        self.get(key).and_then(|category| category.counts.get(language)).copied().unwrap_or_default()
    }

    /// The articles before and after one in its category, nearest first each.
    pub(crate) fn around(&self, key: &str) -> (impl Iterator<Item = &String>, impl Iterator<Item = &String>) {
        let articles = self.get(parent(key)).map_or(&[][..], |category| &category.articles);
        let at = self.positions.get(key).copied().unwrap_or(articles.len()).min(articles.len());
        let (before, after) = articles.split_at(at);
        (before.iter().rev(), after.iter().skip(1))
    }

    /// Every category but the top, in the order of keys.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Category> {
        self.categories.values().filter(|category| !category.key.is_empty())
    }

    /// Keys of all articles below a category, its own first.
    pub(crate) fn articles_below<'t>(&'t self, key: &str) -> Vec<&'t str> {
        let Some(category) = self.get(key) else { return Vec::new() };
        let own = category.articles.iter().map(String::as_str);
        own.chain(category.children.iter().flat_map(|child| self.articles_below(child))).collect()
    }

    /// The categories that a key lies in, outermost first, itself left out.
    pub(crate) fn ancestors(key: &str) -> Vec<&str> {
        let mut found: Vec<&str> =
            std::iter::successors(Some(parent(key)), |at| Some(parent(at)).filter(|up| up != at))
                .take_while(|at| !at.is_empty())
                .collect();
        found.reverse();
        found
    }
}

/// How many of these articles the lists of each language show.
fn own_counts(keys: &[String], sources: &Sources, routes: &Routes) -> Vec<usize> {
    let listed = |key: &String, language: usize| {
        let index = routes.articles().get(key).and_then(|twins| Routes::best(twins, language));
        let entry = index.and_then(|index| sources.entries.get(index));
        entry.is_some_and(|entry| entry.front.status != Status::Archived)
    };
    (0..routes.languages()).map(|language| keys.iter().filter(|key| listed(key, language)).count()).collect()
}

/// The folder that a key lies in.
pub(crate) fn parent(key: &str) -> &str {
    key.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The entry that decides about order: the one in the first language that has one.
fn first<'s>(sources: &'s Sources, twins: Option<&Vec<Option<usize>>>) -> Option<&'s Entry> {
    let index = twins?.iter().copied().flatten().next()?;
    sources.entries.get(index).map(AsRef::as_ref)
}

/// What lists are sorted by: `order`, those without one last; then the title, whatever its case.
fn order(entry: Option<&Entry>) -> (i64, Option<String>) {
    let front = entry.map(|entry| &entry.front);
    let title = front.and_then(|front| front.title.as_ref()).map(|title| title.value.to_lowercase());
    (front.and_then(|front| front.order).unwrap_or(i64::MAX), title)
}

/// What a folder or file without a title is called: `anti-cheat` → `Anti cheat`.
pub(crate) fn humanised(key: &str) -> String {
    let name = key.rsplit('/').next().unwrap_or(key).replace(['-', '_'], " ");
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ancestors_from_the_outside() {
        assert_eq!(Tree::ancestors("a/b/c"), ["a", "a/b"]);
        assert!(Tree::ancestors("a").is_empty());
    }

    #[test]
    fn names_of_folders() {
        assert_eq!(humanised("technical/anti-cheat"), "Anti cheat");
    }
}
