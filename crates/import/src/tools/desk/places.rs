//! Where the categories and articles of a desk are to lie.

use std::collections::{BTreeMap, BTreeSet};

use helpdex_content::path::join;
use helpdex_content::slug::slugify;

use super::model::{Article, Category, Name, Version};

/// Categories are no deeper than this: what is deeper goes in circles.
const MAX_DEPTH: usize = 20;

/// The folders of a desk's categories, by their ids.
pub(super) fn of_categories(categories: &[Category], first: &dyn Fn(&str) -> bool) -> BTreeMap<String, String> {
    let known: BTreeMap<&str, &Category> = categories.iter().map(|category| (category.id.as_str(), category)).collect();
    let mut slugs: BTreeMap<&str, String> = BTreeMap::new();
    let mut taken: BTreeSet<(&str, String)> = BTreeSet::new();
    for category in categories {
        let parent = category.parent.as_deref().filter(|parent| known.contains_key(parent)).unwrap_or_default();
        let title = title(&category.names, first);
        let slug =
            free(&slug(title, &format!("category-{}", category.id)), |slug| taken.insert((parent, slug.to_owned())));
        slugs.insert(&category.id, slug);
    }
    let place = |category: &Category| {
        let mut parts = Vec::new();
        let mut at = Some(category);
        while let Some(category) = at.filter(|_| parts.len() < MAX_DEPTH) {
            parts.push(slugs.get(category.id.as_str()).cloned().unwrap_or_default());
            at = category.parent.as_deref().and_then(|parent| known.get(parent).copied());
        }
        parts.reverse();
        parts.join("/")
    };
    categories.iter().map(|category| (category.id.clone(), place(category))).collect()
}

/// Gives out the places of articles.
#[derive(Default)]
pub(super) struct Articles(BTreeSet<String>);

impl Articles {
    /// The place of an article in a folder, without its extension.
    pub(super) fn place(&mut self, article: &Article, folder: &str, first: &dyn Fn(&str) -> bool) -> String {
        let by_language = |version: &&Version| first(&version.language);
        let version = article.versions.iter().find(by_language).or(article.versions.first());
        let title = version.map_or("", |version| version.title.as_str());
        let wanted = article.slug.as_deref().unwrap_or(title);
        let slug = slug(wanted, &format!("article-{}", article.id));
        join(folder, &free(&slug, |slug| self.0.insert(join(folder, slug))))
    }
}

fn title<'n>(names: &'n [Name], first: &dyn Fn(&str) -> bool) -> &'n str {
    let found = names.iter().find(|name| first(&name.language)).or(names.first());
    found.map_or("", |name| name.title.as_str())
}

fn slug(title: &str, other: &str) -> String {
    let slug = slugify(title);
    if slug.is_empty() { slugify(other) } else { slug }
}

/// The first of `x`, `x-2`, … that is taken without complaint.
fn free(slug: &str, mut take: impl FnMut(&str) -> bool) -> String {
    if take(slug) {
        return slug.to_owned();
    }
    let mut number = 2_usize;
    loop {
        let other = format!("{slug}-{number}");
        if take(&other) {
            return other;
        }
        number += 1;
    }
}
