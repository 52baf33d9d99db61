//! The words that authors sort articles by across categories.

use std::collections::{BTreeMap, HashMap};

use super::model::Site;
use super::tag::Tag;
use crate::config::PerLanguage;
use crate::slug::slugify;
use crate::source::Status;

/// The tags that articles of each language carry; articles of other languages have tags in theirs and don't count.
pub(super) fn collect(site: &Site) -> PerLanguage<Vec<Tag>> {
    let mut tags: PerLanguage<BTreeMap<String, Tag>> = PerLanguage::new(&site.config.languages, |_| BTreeMap::new());
    // Many articles share a few tags.
    let mut slugs: HashMap<&str, String> = HashMap::new();
    for (key, twins) in site.routes.articles() {
        let entries = twins.iter().flatten().filter_map(|id| site.entry(*id));
        for entry in entries.filter(|entry| entry.front.status != Status::Archived) {
            let Some(tags) = tags.get_mut(entry.language) else { continue };
            for tag in &entry.front.tags {
                let slug = slugs.entry(&tag.value).or_insert_with(|| slugify(&tag.value));
                add(tags, slug, &tag.value, key);
            }
        }
    }
    let in_order = |tags: BTreeMap<String, Tag>| {
        let mut tags: Vec<Tag> = tags.into_values().collect();
        tags.sort_by_cached_key(|tag| (tag.title.to_lowercase(), tag.slug.clone()));
        tags
    };
    tags.map(in_order)
}

fn add(tags: &mut BTreeMap<String, Tag>, slug: &str, title: &str, article: &str) {
    if slug.is_empty() {
        return;
    }
    if !tags.contains_key(slug) {
        let tag = Tag { slug: slug.to_owned(), title: title.to_owned(), articles: Vec::new() };
        tags.insert(slug.to_owned(), tag);
    }
    let Some(known) = tags.get_mut(slug) else { return };
    if known.articles.last().is_none_or(|last| last != article) {
        known.articles.push(article.to_owned());
    }
}
