//! URLs of articles and categories.

use std::collections::BTreeMap;

use super::{Plan, folders};
use crate::config::{LanguageId, PerLanguage};
use crate::diagnostic::Diagnostic;
use crate::path::ArticleKey;
use crate::routes::table::{Owner, Twins};
use crate::slug::slug_path;
use crate::source::{Entry, EntryId, EntryKind, Status};

impl Plan<'_> {
    pub(super) fn categories(&mut self) {
        let none = PerLanguage::new(&self.config.languages, |_| None);
        for folder in folders(&self.sources.entries) {
            let key = ArticleKey::from(folder);
            self.routes.category_paths.insert(key.clone(), slug_path(folder));
            self.routes.categories.insert(key, none.clone());
        }
    }

    pub(super) fn entries(&mut self, drafts: bool) {
        let none = PerLanguage::new(&self.config.languages, |_| None);
        let mut articles: Vec<(&ArticleKey, LanguageId, EntryId)> = Vec::with_capacity(self.sources.entries.len());
        for (id, entry) in self.sources.with_ids() {
            let url = match entry.kind {
                _ if entry.front.status == Status::Draft && !drafts => None,
                EntryKind::Home => Some(self.routes.page_url(entry.language, "")),
                EntryKind::Category => Some(self.routes.category_url(&entry.key, entry.language)),
                EntryKind::Article => Some(self.routes.page_url(entry.language, &entry.slug)),
            };
            self.routes.urls.push(None);
            let Some(url) = url else { continue };
            let taken = match entry.kind {
                EntryKind::Home => None,
                _ => self.claim(&url, Owner::Entry(id)),
            };
            if let Some(owner) = taken {
                self.duplicate(entry, &url, owner);
                continue;
            }
            self.name(&url, entry.file.path());
            if let Some(slot) = self.routes.urls.get_mut(id.index()) {
                *slot = Some(url.into());
            }
            match entry.kind {
                EntryKind::Home => {}
                EntryKind::Article => articles.push((&entry.key, entry.language, id)),
                EntryKind::Category => {
                    let twins = self.routes.categories.entry(entry.key.clone());
                    if let Some(slot) = twins.or_insert_with(|| none.clone()).get_mut(entry.language) {
                        *slot = Some(id);
                    }
                }
            }
        }
        self.routes.articles = by_key(articles, &none);
        let categories: Vec<ArticleKey> = self.routes.categories.keys().cloned().collect();
        for key in categories {
            for language in self.config.languages.ids() {
                let url = self.routes.category_url(&key, language);
                let taken = self.claim(&url, Owner::Category { key: key.clone(), language });
                let is_told =
                    self.diagnostics.iter().any(|found| found.path.starts_with(self.config.site_path(&key).as_str()));
                if taken == Some(Owner::Reserved) && self.is_status(&url) && !is_told {
                    self.diagnostics.push(self.reserved(&self.config.site_path(&key), &url));
                }
            }
        }
    }

    fn duplicate(&mut self, entry: &Entry, url: &str, owner: Owner) {
        let message = format!("`{url}` is taken");
        let found = Diagnostic::error("duplicate-url", entry.file.path(), message);
        let help = match owner {
            Owner::Entry(other) => {
                let other = self.sources.get(other).map_or("another file", |other| other.file.path());
                format!("`{other}` is published there already; rename one of the two files")
            }
            _ => return self.diagnostics.push(self.reserved(entry.file.path(), url)),
        };
        self.diagnostics.push(found.help(help));
    }
}

/// Articles by key, of the key, language and entry of each version. They come almost in this order: to sort them at once
/// costs less than to look for the place of each.
fn by_key(mut versions: Vec<(&ArticleKey, LanguageId, EntryId)>, none: &Twins) -> BTreeMap<ArticleKey, Twins> {
    versions.sort_by_key(|(key, ..)| *key);
    let twins = versions.chunk_by(|(one, ..), (other, ..)| one == other).filter_map(|versions| {
        let mut twins = none.clone();
        for (_, language, id) in versions {
            if let Some(slot) = twins.get_mut(*language) {
                *slot = Some(*id);
            }
        }
        Some((versions.first()?.0.clone(), twins))
    });
    twins.collect()
}
