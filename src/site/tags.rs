//! The words that authors sort articles by across categories.

use std::collections::BTreeMap;

use super::Site;
use crate::slug::slugify;

/// A tag of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// As its page's URL has it.
    pub(crate) slug: String,
    /// As the first article that carries it writes it.
    pub(crate) title: String,
    /// Keys of the articles that carry it.
    pub(crate) articles: Vec<String>,
}

/// The tags that articles of a language carry; articles of other languages have tags in theirs and don't count.
pub(super) fn collect(site: &Site, language: usize) -> Vec<Tag> {
    let mut tags: BTreeMap<String, Tag> = BTreeMap::new();
    for key in site.tree.articles_below("") {
        let Some(shown) = site.listed(key, language).filter(|shown| !shown.foreign) else { continue };
        for tag in &shown.entry.front.tags {
            let slug = slugify(&tag.value);
            if slug.is_empty() {
                continue;
            }
            let known = tags.entry(slug.clone()).or_insert_with(|| Tag {
                slug,
                title: tag.value.clone(),
                articles: Vec::new(),
            });
            if known.articles.last().is_none_or(|last| last != key) {
                known.articles.push(key.to_owned());
            }
        }
    }
    let mut tags: Vec<Tag> = tags.into_values().collect();
    tags.sort_by_cached_key(|tag| (tag.title.to_lowercase(), tag.slug.clone()));
    tags
}
