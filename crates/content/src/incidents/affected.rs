//! What an incident affects: the names under `affects`, looked up.

use crate::config::Config;
use crate::routes::Routes;
use crate::slug::slugify;
use crate::suggestion::did_you_mean;

/// The word for the whole site.
pub const EVERYTHING: &str = "everything";

/// What a name under `affects` stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Affected {
    /// Every page.
    Everything,
    /// A category with all below it, by its key.
    Category(String),
    /// An article, by its key.
    Article(String),
    /// All articles with a tag, by the tag's slug.
    Tag(String),
}

/// What a name stands for: `everything`, else a category, else an article, else a tag; nothing for one of nothing.
pub fn find(config: &Config, routes: &Routes, name: &str, is_tag: impl Fn(&str) -> bool) -> Option<Affected> {
    let name = name.trim();
    if name.eq_ignore_ascii_case(EVERYTHING) {
        return Some(Affected::Everything);
    }
    let path = key_of(config, routes, name);
    let folder = path.strip_suffix("/_index").unwrap_or(path).trim_end_matches('/');
    if routes.categories().contains_key(folder) {
        return Some(Affected::Category(folder.to_owned()));
    }
    if routes.articles().contains_key(path) {
        return Some(Affected::Article(path.to_owned()));
    }
    let slug = slugify(name);
    (!slug.is_empty() && is_tag(&slug)).then_some(Affected::Tag(slug))
}

/// The key that a path means, which may be written as links are: with its ending, language and content folder.
pub fn key_of<'n>(config: &Config, routes: &Routes, name: &'n str) -> &'n str {
    let path = name.trim_start_matches("./").trim_start_matches('/');
    let content = config.site_path("");
    let inside = config.content_path(path);
    // A category may be called as the content folder is.
    let path = inside.filter(|_| !routes.categories().contains_key(content.as_str())).unwrap_or(path);
    let stem = path.strip_suffix(".md").or_else(|| path.strip_suffix(".markdown")).unwrap_or(path);
    match stem.rsplit_once('.') {
        Some((before, code)) if config.language_id(code).is_some() => before,
        _ => stem,
    }
}

/// The name that a mistyped one was most likely meant for: what is called so in another folder, else what is spelt alike.
pub fn near<'r>(config: &Config, routes: &'r Routes, name: &str) -> Option<&'r str> {
    let key = key_of(config, routes, name.trim());
    let names = || routes.categories().keys().chain(routes.articles().keys()).map(AsRef::as_ref);
    let last = |key: &str| key.rsplit('/').next().unwrap_or_default().to_owned();
    let wanted = last(key);
    let same = names().find(|known| last(known) == wanted);
    same.or_else(|| did_you_mean(key, names().chain([EVERYTHING])))
}
