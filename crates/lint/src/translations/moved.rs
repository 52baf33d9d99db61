//! Where the source of a translation went.

use helpdex_content::config::{Config, LanguageId};
use helpdex_content::site::Site;
use helpdex_content::source::{Entry, FileName, split_name};
use helpdex_content::suggestion::did_you_mean;

use crate::url_ledger::{Renames, url_of};

/// A source with another name, and what its translation would have to be called.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MovedSource {
    /// The file that the source was.
    pub(crate) before: String,
    /// The file that it is.
    pub(crate) now: String,
    /// The name for the translation.
    pub(crate) rename_to: String,
    /// Whether git says so; else a similar name does.
    pub(crate) is_sure: bool,
}

/// Looks for the source of an orphan among the articles that have no translation in its language.
pub(crate) fn moved_source(site: &Site, orphan: &Entry, renames: &Renames) -> Option<MovedSource> {
    let config = &site.config;
    let (folder, name) = split(orphan.file.path());
    let stem = stem(config, name)?;
    let before = format!("{folder}{stem}.md");
    // It is there as a draft, and waits under the right name.
    if site.id_of(&before).is_some() {
        return None;
    }
    let told = url_of(config, &before).and_then(|url| renames.file(&url));
    let told = told.filter(|path| is_free(site, orphan, path));
    let now = told.or_else(|| similar(site, orphan, folder, stem))?;
    let (new_folder, new_name) = split(now);
    let new_stem = self::stem(config, new_name)?;
    let suffix = name.strip_prefix(stem)?;
    let rename_to = format!("{new_folder}{new_stem}{suffix}");
    Some(MovedSource { before, now: now.to_owned(), rename_to, is_sure: told.is_some() })
}

/// A file of the same name in another folder, or one of a similar name in the same folder.
fn similar<'s>(site: &'s Site, orphan: &Entry, folder: &str, stem: &str) -> Option<&'s str> {
    let sources = site.sources.entries.iter().filter(|entry| entry.kind == orphan.kind);
    let free: Vec<&str> =
        sources.map(|entry| entry.file.path().as_str()).filter(|path| is_free(site, orphan, path)).collect();
    let stem_of = |path: &'s str| self::stem(&site.config, split(path).1);
    // All folders have a file `_index`, and each has the name of its folder alone.
    let mut same = free.iter().copied().filter(|path| stem_of(path) == Some(stem) && stem != "_index");
    if let (Some(only), None) = (same.next(), same.next()) {
        return Some(only);
    }
    let near = did_you_mean(stem, free.iter().filter(|path| split(path).0 == folder).filter_map(|path| stem_of(path)))?;
    free.into_iter().find(|path| split(path).0 == folder && stem_of(path) == Some(near))
}

/// Whether a file is a published source that has no version in the language of the orphan.
fn is_free(site: &Site, orphan: &Entry, path: &str) -> bool {
    let source = site.id_of(path).filter(|id| site.routes.url(*id).is_some()).and_then(|id| site.entry(id));
    source.is_some_and(|source| {
        let own = site.twins(source).and_then(|twins| twins.get(orphan.language).copied().flatten());
        source.language == LanguageId::DEFAULT && source.kind == orphan.kind && own.is_none()
    })
}

/// The folder with its slash, and the name.
fn split(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |slash| slash + 1))
}

/// The name without its language and its ending.
fn stem<'n>(config: &Config, name: &'n str) -> Option<&'n str> {
    match split_name(config, name)? {
        FileName::Known { stem, .. } => Some(stem),
        FileName::UnknownLanguage { .. } => None,
    }
}
