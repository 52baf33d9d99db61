//! The words that authors sort articles by across categories.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::model::Site;
use super::tag::Tag;
use crate::config::PerLanguage;
use crate::path::ArticleKey;
use crate::routes::Twins;
use crate::slug::slugify;
use crate::source::{Entry, Status};

/// The tags that articles of each language carry; articles of other languages have tags in theirs and don't count.
pub(super) fn collect(site: &Site) -> PerLanguage<Vec<Tag>> {
    collect_from(site, site.routes.articles().iter(), &|_| true).map(in_order)
}

/// The tags of a site whose articles with some keys changed, came or went. `before` is what was collected of it then, and
/// `slugs` the tags that any of those articles carries now or carried.
pub(super) fn patched(
    site: &Site,
    before: &PerLanguage<Vec<Tag>>,
    keys: &BTreeSet<ArticleKey>,
    slugs: &BTreeSet<String>,
) -> PerLanguage<Vec<Tag>> {
    let carried = before.iter().flatten().filter(|tag| slugs.contains(&tag.slug));
    let all: BTreeSet<&str> =
        carried.flat_map(|tag| &tag.articles).map(String::as_str).chain(keys.iter().map(ArticleKey::as_str)).collect();
    let articles = all.into_iter().filter_map(|key| site.routes.articles().get_key_value(key));
    let mut fresh = collect_from(site, articles, &|slug| slugs.contains(slug));
    for (tags, old) in fresh.iter_mut().zip(before) {
        let stay = old.iter().filter(|tag| !slugs.contains(&tag.slug));
        tags.extend(stay.map(|tag| (tag.slug.clone(), tag.clone())));
    }
    fresh.map(in_order)
}

/// The slugs of an entry's tags.
pub(super) fn slugs(entry: &Entry) -> impl Iterator<Item = String> {
    entry.front.tags.iter().map(|tag| slugify(&tag.value))
}

/// Those of the tags of some articles, given in the order of their keys, that are wanted; each by its slug.
fn collect_from<'s>(
    site: &'s Site,
    articles: impl Iterator<Item = (&'s ArticleKey, &'s Twins)>,
    is_wanted: &dyn Fn(&str) -> bool,
) -> PerLanguage<BTreeMap<String, Tag>> {
    let mut tags: PerLanguage<BTreeMap<String, Tag>> = PerLanguage::new(&site.config.languages, |_| BTreeMap::new());
    // Many articles share a few tags.
    let mut slugs: HashMap<&str, String> = HashMap::new();
    for (key, twins) in articles {
        let entries = twins.iter().flatten().filter_map(|id| site.entry(*id));
        for entry in entries.filter(|entry| entry.front.status != Status::Archived) {
            let Some(tags) = tags.get_mut(entry.language) else { continue };
            for tag in &entry.front.tags {
                let slug = slugs.entry(&tag.value).or_insert_with(|| slugify(&tag.value));
                if is_wanted(slug) {
                    add(tags, slug, &tag.value, key);
                }
            }
        }
    }
    tags
}

fn in_order(tags: BTreeMap<String, Tag>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = tags.into_values().collect();
    tags.sort_by_cached_key(|tag| (tag.title.to_lowercase(), tag.slug.clone()));
    tags
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
