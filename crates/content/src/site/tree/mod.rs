//! The categories and what lies in them, in the order in which readers see it.

mod patch;

use crate::config::{LanguageId, Languages, PerLanguage};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::path::ArticleKey;
use crate::routes::{Routes, Twins};
use crate::source::{Entry, Sources, Status};
use crate::typed_yaml::At;

/// A folder of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// Its folder below `content/`.
    pub key: ArticleKey,
    /// Keys of the categories inside of it, sorted.
    pub children: Vec<ArticleKey>,
    /// Keys of its own articles, sorted.
    pub articles: Vec<ArticleKey>,
    /// Where the article with the smallest key stands, then the next one, and so on.
    by_key: Vec<u32>,
    /// How many articles readers of each language see in it and below.
    counts: PerLanguage<usize>,
}

impl Category {
    /// Where one of its articles stands in it.
    fn position(&self, key: &str) -> Option<usize> {
        let article = |place: &u32| self.articles.get(*place as usize).map_or("", ArticleKey::as_str);
        let found = self.by_key.binary_search_by(|place| article(place).cmp(key)).ok()?;
        self.by_key.get(found).map(|place| *place as usize)
    }
}

/// Every category by its key; the empty key is the top, whose children are the site's categories.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tree {
    categories: BTreeMap<ArticleKey, Arc<Category>>,
}

/// What lies in a category, not yet in order.
struct Contents<'s> {
    children: Vec<(Option<&'s Entry>, &'s ArticleKey)>,
    articles: Vec<(Option<&'s Entry>, &'s ArticleKey)>,
    counts: PerLanguage<usize>,
}

impl Tree {
    /// Sorts articles into their folders, and folders into theirs.
    pub(in crate::site) fn grow(languages: &Languages, sources: &Sources, routes: &Routes) -> Self {
        let empty =
            || Contents { children: Vec::new(), articles: Vec::new(), counts: PerLanguage::new(languages, |_| 0) };
        let mut categories: BTreeMap<ArticleKey, Category> = BTreeMap::new();
        let mut contents: HashMap<&str, Contents<'_>> = HashMap::new();
        contents.insert("", empty());
        for (key, twins) in routes.categories() {
            contents.entry(key).or_insert_with(empty);
            contents.entry(parent(key)).or_insert_with(empty).children.push((first(sources, twins), key));
        }
        for (key, twins) in routes.articles() {
            let own = contents.entry(parent(key)).or_insert_with(empty);
            own.articles.push((first(sources, twins), key));
            for language in languages.ids().filter(|language| is_listed(sources, twins, *language)) {
                if let Some(count) = own.counts.get_mut(language) {
                    *count += 1;
                }
            }
        }
        for (key, Contents { children, articles, counts }) in contents {
            let (articles, by_key) = sorted(articles);
            let category = Category { key: key.into(), children: sorted(children).0, articles, by_key, counts };
            categories.insert(key.into(), category);
        }
        // A category's key sorts behind its parent's, so that backwards each sum is complete before it is handed up.
        let keys: Vec<ArticleKey> = categories.keys().rev().filter(|key| !key.is_empty()).cloned().collect();
        for key in keys {
            let Some(counts) = categories.get(&key).map(|node| node.counts.clone()) else { continue };
            let Some(above) = categories.get_mut(parent(&key)) else { continue };
            for language in languages.ids() {
                if let (Some(sum), Some(count)) = (above.counts.get_mut(language), counts.get(language)) {
                    *sum += count;
                }
            }
        }
        let categories = categories.into_iter().map(|(key, category)| (key, Arc::new(category))).collect();
        Self { categories }
    }

    /// A category by its key; the empty key is the top.
    pub fn get(&self, key: &str) -> Option<&Category> {
        self.categories.get(key).map(AsRef::as_ref)
    }

    /// How many articles readers of a language see in a category and below.
    pub fn count(&self, key: &str, language: LanguageId) -> usize {
        self.get(key).and_then(|category| category.counts.get(language)).copied().unwrap_or_default()
    }

    /// The articles before and after one in its category, nearest first each.
    pub fn around(&self, key: &str) -> (impl Iterator<Item = &ArticleKey>, impl Iterator<Item = &ArticleKey>) {
        let category = self.above(key);
        let articles = category.map_or(&[][..], |category| &category.articles);
        let at = category.and_then(|category| category.position(key)).unwrap_or(articles.len());
        let (before, after) = articles.split_at(at);
        (before.iter().rev(), after.iter().skip(1))
    }

    /// Every category but the top, in the order of keys.
    pub fn all(&self) -> impl Iterator<Item = &Category> {
        self.categories.values().map(AsRef::as_ref).filter(|category: &&Category| !category.key.is_empty())
    }

    /// Keys of all articles below a category, its own first.
    pub fn articles_below<'t>(&'t self, key: &str) -> Vec<&'t str> {
        let Some(category) = self.get(key) else { return Vec::new() };
        let own = category.articles.iter().map(ArticleKey::as_str);
        own.chain(category.children.iter().flat_map(|child| self.articles_below(child))).collect()
    }

    /// Sorts keys of articles in the order of [`articles_below`](Self::articles_below) the top.
    pub fn sort(&self, keys: &mut [&str]) {
        keys.sort_by_cached_key(|key| {
            let place = |up: &str| self.above(up).and_then(|above| above.children.iter().position(|child| child == up));
            let steps = Self::ancestors(key).into_iter().map(|up| 1 + place(up).unwrap_or_default());
            // A category's own articles come before those of the categories in it.
            let own = [0, self.above(key).and_then(|above| above.position(key)).unwrap_or_default()];
            steps.chain(own).collect::<Vec<usize>>()
        });
    }

    /// The category that a key lies in.
    fn above(&self, key: &str) -> Option<&Category> {
        self.get(parent(key))
    }

    /// The categories that a key lies in, outermost first, itself left out.
    pub fn ancestors(key: &str) -> Vec<&str> {
        let mut found: Vec<&str> =
            std::iter::successors(Some(parent(key)), |at| Some(parent(at)).filter(|up| up != at))
                .take_while(|at| !at.is_empty())
                .collect();
        found.reverse();
        found
    }
}

/// Whether the lists of a language show an article.
fn is_listed(sources: &Sources, twins: &Twins, language: LanguageId) -> bool {
    let entry = Routes::best(twins, language).and_then(|id| sources.get(id));
    entry.is_some_and(|entry| entry.front.status != Status::Archived)
}

/// The folder that a key lies in.
pub(crate) fn parent(key: &str) -> &str {
    key.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The entry that decides about order: the one in the first language that has one.
fn first<'s>(sources: &'s Sources, twins: &Twins) -> Option<&'s Entry> {
    let id = twins.iter().copied().flatten().next()?;
    sources.get(id).map(AsRef::as_ref)
}

/// Keys as lists show them, given in their order: by `order`, those without one last; then by title, whatever its case.
/// Tells where each of them stands now.
fn sorted(keys: Vec<(Option<&Entry>, &ArticleKey)>) -> (Vec<ArticleKey>, Vec<u32>) {
    let mut found: Vec<_> = keys.into_iter().zip(0_usize..).collect();
    found.sort_by(|((a, a_key), _), ((b, b_key), _)| {
        order(*a).cmp(&order(*b)).then_with(|| cmp_titles(title(*a), title(*b))).then_with(|| a_key.cmp(b_key))
    });
    let mut places = vec![0; found.len()];
    for (place, (_, number)) in (0..).zip(&found) {
        if let Some(slot) = places.get_mut(*number) {
            *slot = place;
        }
    }
    (found.into_iter().map(|((_, key), _)| key.clone()).collect(), places)
}

fn order(entry: Option<&Entry>) -> i64 {
    entry.and_then(|entry| entry.front.order).unwrap_or(i64::MAX)
}

fn title(entry: Option<&Entry>) -> Option<&At<String>> {
    entry?.front.title.given()
}

fn cmp_titles(one: Option<&At<String>>, other: Option<&At<String>>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if one.value.is_ascii() && other.value.is_ascii() => {
            let small = |letter: u8| letter.to_ascii_lowercase();
            one.value.bytes().map(small).cmp(other.value.bytes().map(small))
        }
        (one, other) => {
            let small = |title: &At<String>| title.value.to_lowercase();
            one.map(small).cmp(&other.map(small))
        }
    }
}

/// What a folder or file without a title is called: `anti-cheat` → `Anti cheat`.
pub fn humanised(key: &str) -> String {
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
