//! The routes of a site after some of its entries came or went, made from those before.
//!
//! A plan gives away one URL after the other, and whoever comes first has it. As long as nobody wants what another one has,
//! the order says nothing: whatever is gone can be taken out, and what came put in. In all other cases there is no patch,
//! and the plan is made anew – it has faults to tell then.

mod delta;

use std::sync::Arc;

use super::names;
use super::plan::folders;
use super::table::{Alias, Owner, Routes, output_path};
use crate::config::{Config, LanguageId, PerLanguage, SHARE_PICTURE};
use crate::path::{ArticleKey, open_url};
use crate::slug::slug_path;
use crate::source::{Entry, EntryId, EntryKind, Sources, Status};

pub(crate) use delta::Delta;

/// Of so many changes a plan costs no more than a patch.
const MOST: usize = 500;

impl Routes {
    /// These routes, of which nothing is to be told that another one has a URL, after some entries came or went and nothing
    /// else did. Nothing where it takes a plan: a URL that came is another's, or there is something to tell of it.
    pub(crate) fn patched(
        &self,
        config: &Config,
        (old, new): (&Sources, &Sources),
        delta: &Delta,
        drafts: bool,
    ) -> Option<Self> {
        if delta.gone.len() + delta.came.len() > MOST {
            return None;
        }
        let has_open = |entry: &Entry| entry.front.aliases.iter().any(|alias| open_url(&alias.value).is_some());
        let gone: Vec<&Entry> = delta.gone.iter().filter_map(|id| old.get(*id)).map(AsRef::as_ref).collect();
        let came: Vec<(EntryId, &Entry)> = delta.came.iter().filter_map(|id| Some((*id, &**new.get(*id)?))).collect();
        if gone.iter().copied().chain(came.iter().map(|(_, entry)| *entry)).any(has_open) {
            return None;
        }
        let mut patch = Patch { config, new, routes: self.without_gone(delta, new), freed: Vec::new() };
        patch.freed.extend(delta.gone.iter().filter_map(|id| self.urls.get(id.index())?.clone()));
        gone.iter().for_each(|entry| patch.forget(entry));
        patch.categories()?;
        let shown = came.into_iter().filter(|(_, entry)| drafts || entry.front.status != Status::Draft);
        let shown: Vec<_> = shown.collect();
        shown.iter().try_for_each(|(id, entry)| patch.entry(*id, entry))?;
        shown.iter().try_for_each(|(id, entry)| patch.aliases(*id, entry))?;
        patch.routes.aliases.sort_by_key(|alias| alias.entry);
        Some(patch.routes)
    }

    /// The same with what is gone taken out, and everything else where it is now.
    fn without_gone(&self, delta: &Delta, new: &Sources) -> Self {
        let mut urls = vec![None; new.entries.len()];
        for (old, now) in delta.stayed() {
            if let Some(slot) = urls.get_mut(now.index()) {
                *slot = self.urls.get(old).cloned().flatten();
            }
        }
        let mut routes = Self {
            prefixes: self.prefixes.clone(),
            codes: self.codes.clone(),
            column: self.column,
            urls,
            articles: self.articles.clone(),
            categories: self.categories.clone(),
            category_paths: self.category_paths.clone(),
            outputs: self.outputs.clone(),
            lower_case: Arc::clone(&self.lower_case),
            files: Arc::clone(&self.files),
            aliases: self.aliases.clone(),
            open_aliases: self.open_aliases.clone(),
        };
        for slot in routes.articles.values_mut().chain(routes.categories.values_mut()).flat_map(PerLanguage::iter_mut) {
            *slot = slot.and_then(|id| delta.now(id));
        }
        let stays = |id: &mut EntryId| match delta.now(*id) {
            Some(now) => {
                *id = now;
                true
            }
            None => false,
        };
        let keeps = |owner: &mut Owner| match owner {
            Owner::Entry(id) | Owner::Alias(id) => stays(id),
            Owner::Category { .. } | Owner::File(_) | Owner::Reserved => true,
        };
        routes.outputs.retain(|_, owner| keeps(owner));
        routes.aliases.retain_mut(|alias| stays(&mut alias.entry));
        routes.open_aliases.retain_mut(|(alias, owner)| stays(&mut alias.entry) && keeps(owner));
        routes
    }
}

struct Patch<'a> {
    config: &'a Config,
    new: &'a Sources,
    routes: Routes,
    /// URLs that something had which is gone.
    freed: Vec<Arc<str>>,
}

impl Patch<'_> {
    /// Takes out an article of which no version is left.
    fn forget(&mut self, entry: &Entry) {
        let is_gone = self.routes.articles.get(&entry.key).is_some_and(|twins| twins.iter().all(Option::is_none));
        if entry.kind == EntryKind::Article && is_gone {
            self.routes.articles.remove(&entry.key);
        }
    }

    /// Takes out folders in which nothing lies any more, and puts in those that are new. Whatever stood back comes before
    /// those.
    fn categories(&mut self) -> Option<()> {
        let new = self.new;
        let folders = folders(&new.entries);
        let gone: Vec<ArticleKey> =
            self.routes.categories.keys().filter(|key| !folders.contains(key.as_str())).cloned().collect();
        for key in &gone {
            for language in self.config.languages.ids() {
                let url = self.routes.category_url(key, language);
                let output = self.output(&url)?;
                if self.routes.outputs.get(output.as_str()) == Some(&Owner::Category { key: key.clone(), language }) {
                    self.routes.outputs.remove(output.as_str());
                    self.freed.push(url.into());
                }
            }
            self.routes.categories.remove(key);
            self.routes.category_paths.remove(key);
        }
        self.give_back()?;
        let came: Vec<&str> =
            folders.into_iter().filter(|folder| !self.routes.categories.contains_key(*folder)).collect();
        for folder in came {
            let key = ArticleKey::from(folder);
            self.routes.category_paths.insert(key.clone(), slug_path(folder));
            self.routes.categories.insert(key.clone(), PerLanguage::new(&self.config.languages, |_| None));
            for language in self.config.languages.ids() {
                let output = self.output(&self.routes.category_url(&key, language))?;
                match self.routes.outputs.get(output.as_str()) {
                    // An article is asked before the folder of its name.
                    Some(Owner::Entry(_)) => {}
                    Some(_) => return None,
                    None => self.take(output, Owner::Category { key: key.clone(), language })?,
                }
            }
        }
        Some(())
    }

    /// Gives URLs that were freed to the categories that stood back.
    fn give_back(&mut self) -> Option<()> {
        for url in std::mem::take(&mut self.freed) {
            let output = self.output(&url)?;
            if self.routes.outputs.contains_key(output.as_str()) {
                continue;
            }
            if let Some((key, language)) = self.category_at(&url) {
                self.take(output, Owner::Category { key, language })?;
            }
        }
        Some(())
    }

    /// The first category that wants a URL.
    fn category_at(&self, url: &str) -> Option<(ArticleKey, LanguageId)> {
        let of_language = |language: LanguageId| {
            let path = url.strip_prefix(self.routes.prefixes.get(language)?)?.strip_prefix('/')?.strip_suffix('/')?;
            let named = self.routes.category_paths.iter().filter(|(_, known)| *known == path);
            named.map(|(key, _)| (key.clone(), language)).min()
        };
        self.config.languages.ids().filter_map(of_language).min()
    }

    /// Puts in an entry.
    fn entry(&mut self, id: EntryId, entry: &Entry) -> Option<()> {
        let url = match entry.kind {
            EntryKind::Home => self.routes.page_url(entry.language, ""),
            EntryKind::Category => self.routes.category_url(&entry.key, entry.language),
            EntryKind::Article => self.routes.page_url(entry.language, &entry.slug),
        };
        let output = self.output(&url)?;
        if names::fault(&output, entry.file.path()).is_some() {
            return None;
        }
        if entry.kind != EntryKind::Home {
            match self.routes.outputs.get(output.as_str()) {
                Some(Owner::Category { .. }) => drop(self.routes.outputs.remove(output.as_str())),
                Some(_) => return None,
                None => {}
            }
            self.take(output, Owner::Entry(id))?;
            let none = PerLanguage::new(&self.config.languages, |_| None);
            let of_kind = match entry.kind {
                EntryKind::Article => &mut self.routes.articles,
                _ => &mut self.routes.categories,
            };
            *of_kind.entry(entry.key.clone()).or_insert(none).get_mut(entry.language)? = Some(id);
        }
        *self.routes.urls.get_mut(id.index())? = Some(url.into());
        Some(())
    }

    /// Puts in the old URLs of an entry.
    fn aliases(&mut self, id: EntryId, entry: &Entry) -> Option<()> {
        for alias in &entry.front.aliases {
            let from = format!("{}{}", self.routes.base(), alias.value);
            let output = self.output(&from)?;
            let is_taken = self.routes.outputs.contains_key(output.as_str());
            if is_taken || names::fault(&output, entry.file.path()).is_some() {
                return None;
            }
            self.routes.outputs.insert(output.into(), Owner::Alias(id));
            self.routes.aliases.push(Alias { from, entry: id });
        }
        Some(())
    }

    /// Takes an output that nobody has for a page; nothing where that page takes something from others.
    fn take(&mut self, output: String, owner: Owner) -> Option<()> {
        let base = self.routes.base();
        let is_below = |alias: &Alias| {
            let start = alias.from.strip_prefix(base).unwrap_or(&alias.from);
            output.starts_with(start.trim_start_matches('/'))
        };
        let folder = output.strip_suffix("index.html").unwrap_or(&output);
        let has_picture =
            self.config.share.pictures && self.routes.outputs.contains_key(format!("{folder}{SHARE_PICTURE}").as_str());
        if has_picture || self.routes.open_aliases().any(is_below) {
            return None;
        }
        self.routes.outputs.insert(output.into(), owner);
        Some(())
    }

    fn output(&self, url: &str) -> Option<String> {
        output_path(self.routes.base(), url)
    }
}
