//! What somebody names, and the name that it is to get.

use std::path::Path;

use helpdex_content::config::{Config, LanguageId};
use helpdex_content::error::{Error, Result};
use helpdex_content::path;
use helpdex_content::references::Named;
use helpdex_content::source::{EntryKind, FileName, split_name};
use helpdex_content::suggestion::did_you_mean;

use super::Place;

/// A path as people type it, below the content folder: `content/payouts/fees.md` and `payouts/fees.md` are the same.
fn inside(config: &Config, written: &str) -> Result<String> {
    let written = written.replace('\\', "/");
    let plain = path::resolve("", written.trim_start_matches('/'))
        .ok_or_else(|| Error::Refused(format!("`{written}` leads out of the content folder")))?;
    if *config.site_path("") == *plain {
        return Ok(String::new());
    }
    Ok(config.content_path(&plain).map(str::to_owned).unwrap_or(plain))
}

/// A name without the ending of a Markdown file and without its language.
fn stem(config: &Config, path: &str) -> Result<String> {
    let (folder, name) = path::split(path);
    match split_name(config, name) {
        Some(FileName::Known { stem, .. }) => Ok(path::join(folder, stem)),
        Some(FileName::UnknownLanguage { code, .. }) => {
            Err(Error::Refused(format!("the site does not speak `{code}`; name the article without a language")))
        }
        None => Ok(path.to_owned()),
    }
}

/// The article or category that somebody names.
pub(super) fn named(place: Place<'_>, written: &str) -> Result<Named> {
    let path = inside(place.config, written)?;
    let key = stem(place.config, &path)?;
    let folder = key.strip_suffix("/_index").unwrap_or(&key);
    let has = |kind, key: &str| place.sources.entries.iter().any(|entry| entry.kind == kind && entry.key == key);
    if has(EntryKind::Article, &key) {
        return Ok(Named::Article(key.into()));
    }
    if !folder.is_empty() && place.routes.categories().contains_key(folder) {
        return Ok(Named::Category(folder.into()));
    }
    let categories = place.routes.categories().keys().map(AsRef::as_ref);
    let articles: Vec<String> = place.routes.articles().keys().map(|key| format!("{key}.md")).collect();
    let near = did_you_mean(&path, articles.iter().map(String::as_str).chain(categories));
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Err(Error::Refused(format!("`{written}` is no article and no category of this site{near}")))
}

/// The name that something is to get.
pub(super) fn new_name(place: Place<'_>, old: &Named, written: &str) -> Result<String> {
    let config = place.config;
    let path = inside(config, written)?;
    let old_name = old.path();
    let last = path::split(old_name).1;
    let folder_there = config.content_dir().join(&path).is_dir();
    let into = path.is_empty() || folder_there || written.ends_with('/');
    let new = match old {
        Named::Article(_) if into => path::join(&path, last),
        Named::Article(_) => stem(config, &path)?,
        // As with folders everywhere: into one that is there.
        _ if folder_there || path.is_empty() => path::join(&path, last),
        _ => path,
    };
    let bad = |why: &str| Err(Error::Refused(format!("`{written}` can't be its new name: {why}")));
    if new == old_name {
        return bad("that is its name already");
    }
    if !path::is_plain(&new) || new.contains(char::is_control) {
        return bad("it leads somewhere else");
    }
    if new.split('/').any(|part| part.starts_with(['.', '_']) || part.ends_with('~')) {
        return bad("what begins with a dot or `_`, or ends with `~`, is not published");
    }
    let name = path::split(&new).1;
    let known = match split_name(config, &format!("{name}.md")) {
        Some(FileName::Known { stem, language }) => stem == name && language == LanguageId::DEFAULT,
        _ => false,
    };
    if matches!(old, Named::Article(_)) && !known {
        return bad("its end would be read as a language");
    }
    if matches!(old, Named::Category(_)) && new.starts_with(&format!("{old_name}/")) {
        return bad("a category can't move into itself");
    }
    folder(config, path::split(&new).0)?;
    Ok(new)
}

/// Whether a folder is there to move into, in the content folder itself and not behind a link.
fn folder(config: &Config, folder: &str) -> Result<()> {
    if folder.is_empty() {
        return Ok(());
    }
    let content = config.content_dir();
    let real = |path: &Path| path.canonicalize().ok();
    let at = content.join(folder);
    if at.is_dir() && real(&at).zip(real(&content)).is_some_and(|(at, content)| at.starts_with(content)) {
        return Ok(());
    }
    let title = helpdex_content::site::humanised(folder);
    Err(Error::Refused(format!(
        "there is no category `{folder}`; `helpdex new --category {folder} \"{title}\"` makes it"
    )))
}
