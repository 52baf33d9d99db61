//! A tree after some articles and categories came, went, or stand elsewhere in lists.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Category, Tree, first, is_listed, parent, sorted};
use crate::config::{Languages, PerLanguage};
use crate::path::ArticleKey;
use crate::routes::Routes;
use crate::source::Sources;

/// A version of a site as far as its tree goes.
type Version<'s> = (&'s Sources, &'s Routes);

impl Tree {
    /// This tree with whatever has one of these keys in its place. Lists without any of them are shared.
    pub(in crate::site) fn patched(
        &self,
        languages: &Languages,
        before: Version<'_>,
        now: Version<'_>,
        keys: &BTreeSet<ArticleKey>,
    ) -> Self {
        let mut patched = Self { categories: self.categories.clone() };
        let touched: BTreeSet<&str> =
            keys.iter().flat_map(|key| Self::ancestors(key).into_iter().chain(["", key.as_str()])).collect();
        for folder in &touched {
            if folder.is_empty() || now.1.categories().contains_key(*folder) {
                let category = self.relisted(folder, languages, now, (keys, &touched));
                patched.categories.insert((*folder).into(), Arc::new(category));
            } else {
                patched.categories.remove(*folder);
            }
        }
        for key in keys {
            patched.count_anew(key, languages, before, now);
        }
        patched
    }

    /// A category with its lists in order. Of its articles some may be among `keys`, of the categories in it among `touched`.
    fn relisted(
        &self,
        folder: &str,
        languages: &Languages,
        (sources, routes): Version<'_>,
        (keys, touched): (&BTreeSet<ArticleKey>, &BTreeSet<&str>),
    ) -> Category {
        let known = self.get(folder).cloned();
        let empty =
            || Category { key: folder.into(), counts: PerLanguage::new(languages, |_| 0), ..Category::default() };
        let mut category = known.unwrap_or_else(empty);
        let children = category.children.iter().map(ArticleKey::as_str).filter(|key| !touched.contains(key));
        let near = touched.iter().copied().filter(|key| !key.is_empty() && parent(key) == folder);
        let mut children: Vec<_> =
            children.chain(near).filter_map(|key| routes.categories().get_key_value(key)).collect();
        children.sort_by_key(|(key, _)| *key);
        let children = children.into_iter().map(|(key, twins)| (first(sources, twins), key)).collect();
        let (children, _) = sorted(children);
        let mut own = keys.iter().filter(|key| parent(key) == folder).peekable();
        if own.peek().is_some() {
            let articles = category.by_key.iter().filter_map(|place| category.articles.get(*place as usize));
            let articles = articles.filter(|key| !keys.contains(*key)).chain(own);
            let mut articles: Vec<_> = articles.filter_map(|key| routes.articles().get_key_value(key)).collect();
            articles.sort_by_key(|(key, _)| *key);
            let articles = articles.into_iter().map(|(key, twins)| (first(sources, twins), key)).collect();
            let (articles, by_key) = sorted(articles);
            (category.articles, category.by_key) = (articles, by_key);
        }
        category.children = children;
        category
    }

    /// Counts an article where it lies, and in all folders around that.
    fn count_anew(&mut self, key: &str, languages: &Languages, before: Version<'_>, now: Version<'_>) {
        for language in languages.ids() {
            let listed = |(sources, routes): Version<'_>| {
                routes.articles().get(key).is_some_and(|twins| is_listed(sources, twins, language))
            };
            let (was, is) = (listed(before), listed(now));
            if was == is {
                continue;
            }
            for folder in std::iter::once("").chain(Self::ancestors(key)) {
                let category = self.categories.get_mut(folder).map(Arc::make_mut);
                if let Some(count) = category.and_then(|category| category.counts.get_mut(language)) {
                    *count = if is { *count + 1 } else { count.saturating_sub(1) };
                }
            }
        }
    }
}
