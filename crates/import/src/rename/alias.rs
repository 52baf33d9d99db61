//! Old addresses, and who answers them.

use std::collections::BTreeSet;

use helpdex_content::config::LanguageId;
use helpdex_content::edit::{Texts, add_to_list, remove_from_list};
use helpdex_content::error::{Error, Result};
use helpdex_content::source::{Entry, EntryKind, Status};
use helpdex_lint::url_ledger;

use super::Place;

/// The URLs that the site remembers; nothing where it keeps no list.
pub(super) fn remembered(place: Place<'_>) -> Option<BTreeSet<String>> {
    place.sources.urls.as_deref().map(url_ledger::remembered)
}

/// A URL as `aliases` name it: without the path of `base_url`.
pub(super) fn plain(place: Place<'_>, url: &str) -> String {
    url.strip_prefix(place.routes.base()).unwrap_or(url).to_owned()
}

/// Whether customers may have a URL: it was published once, or is published by the next build at the latest.
pub(super) fn is_known(place: Place<'_>, entry: &Entry, url: &str) -> bool {
    entry.front.status != Status::Draft || remembered(place).is_some_and(|urls| urls.contains(url))
}

/// The file of a category that can answer for its page in a language: its own in that language, or in another one, or
/// that of the nearest category above it, as far as that moves, too.
pub(super) fn of_category<'p>(place: Place<'p>, folder: &str, language: LanguageId, top: &str) -> Option<&'p Entry> {
    let mut at = folder;
    loop {
        let indexes =
            || place.sources.entries.iter().filter(|entry| entry.kind == EntryKind::Category && entry.key == at);
        let own = indexes().find(|entry| entry.language == language);
        if let Some(entry) =
            own.or_else(|| indexes().find(|entry| entry.language.is_default())).or_else(|| indexes().next())
        {
            return Some(entry);
        }
        if at == top {
            return None;
        }
        at = at.rsplit_once('/')?.0;
    }
}

/// Lets a file answer an old address.
pub(super) fn add(texts: &mut Texts, path: &str, url: &str) -> Result<()> {
    let file = texts.get(path)?;
    if let Some(edit) = add_to_list(file, "aliases", &[url.to_owned()]) {
        return texts.edit(&[edit]);
    }
    let has = helpdex_content::source::front_matter_range(file)
        .and_then(|range| file.slice(range))
        .is_some_and(|yaml| yaml.contains(url));
    if has {
        return Ok(());
    }
    Err(Error::Refused(format!(
        "the front matter of `{path}` can't be changed without risk: write `aliases: [{url}]` into it first. \
         Nothing was written"
    )))
}

/// Takes the addresses out of a file's aliases that are to be pages again.
pub(super) fn remove(texts: &mut Texts, entry: &Entry, urls: &BTreeSet<String>) -> Result<()> {
    for alias in entry.front.aliases.iter().filter(|alias| urls.contains(&alias.value)) {
        let path = entry.file.path();
        let edit = remove_from_list(texts.get(path)?, "aliases", &alias.value).ok_or_else(|| {
            let message =
                format!("`{}` is to be a page again: take it out of `aliases` in `{path}` first", alias.value);
            Error::Refused(format!("{message}. Nothing was written"))
        })?;
        texts.edit(&[edit])?;
    }
    Ok(())
}
