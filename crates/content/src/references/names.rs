//! What a path or a URL names, and how it is spelt.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::moves::Moves;
use super::named::Named;
use crate::config::{Config, LanguageId};
use crate::path;
use crate::routes::{Owner, Routes, slug_path};
use crate::source::{EntryKind, Sources};

/// How a name is spelt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// A path of a link.
    Path {
        /// Whether it counts from the top, with a slash before it.
        from_top: bool,
        /// Whether it begins with `./`.
        dotted: bool,
        /// What follows the name: `.md`, `.ru.md`, `/_index.md`, `/` or nothing.
        ending: String,
    },
    /// A path of a key, which counts from the content folder.
    Item {
        /// What stands before it: nothing, a slash, `./`, or the content folder.
        start: String,
        ending: String,
        /// Whether it counts from the article's own folder.
        own_folder: bool,
    },
    /// A URL path.
    Url { language: LanguageId, with_base: bool, slash: bool },
}

/// Knows the names of a site.
pub(super) struct Names<'n> {
    config: &'n Config,
    sources: &'n Sources,
    routes: &'n Routes,
    /// Names that were, too.
    before: Option<&'n Moves>,
    urls_before: BTreeMap<String, (Named, LanguageId)>,
}

impl<'n> Names<'n> {
    pub(super) fn new(config: &'n Config, sources: &'n Sources, routes: &'n Routes, before: Option<&'n Moves>) -> Self {
        let mut urls_before = BTreeMap::new();
        if let Some(moves) = before {
            let articles = moves.articles.keys().map(|key| Named::Article(key.clone()));
            let categories = moves.categories.keys().map(|key| Named::Category(key.clone()));
            for named in articles.chain(categories) {
                for language in config.languages.ids() {
                    urls_before.insert(routes.page_url(language, &slug_path(named.path())), (named.clone(), language));
                }
            }
        }
        Self { config, sources, routes, before, urls_before }
    }

    fn has_article(&self, key: &str) -> bool {
        self.routes.articles().contains_key(key) || self.before.is_some_and(|moves| moves.articles.contains_key(key))
    }

    fn has_category(&self, folder: &str) -> bool {
        self.routes.categories().contains_key(folder)
            || self.before.is_some_and(|moves| moves.categories.contains_key(folder))
    }

    fn has_file(&self, path: &str) -> bool {
        // One that is refused, and so published nowhere, is there all the same.
        self.routes.files().contains_key(path)
            || self.sources.files.iter().any(|file| file.path == path)
            || self.before.is_some_and(|moves| moves.files.contains_key(path))
    }

    /// What the path of a link names, read in a folder. The order is that in which links are resolved.
    pub(super) fn of_link(&self, written: &str, folder: &str) -> Option<(Named, Spelling)> {
        if written.is_empty() || written.starts_with("//") || crate::markdown::scheme(written).is_some() {
            return None;
        }
        let decoded = percent_decode_str(written).decode_utf8().map_or_else(|_| written.to_owned(), Into::into);
        let content: String = path::resolve(folder, &decoded)?.nfc().collect();
        let spelt = |ending: &str| Spelling::Path {
            from_top: decoded.starts_with('/'),
            dotted: decoded.starts_with("./"),
            ending: ending.to_owned(),
        };
        if let Some((named, ending)) = self.markdown(&content) {
            return Some((named, spelt(&ending)));
        }
        if self.has_file(&content) {
            return Some((Named::File(content.into()), spelt("")));
        }
        if let Some(found) = self.of_url(&decoded) {
            return Some(found);
        }
        let slash = if decoded.ends_with('/') { "/" } else { "" };
        self.bare(&content).map(|(named, ending)| (named, spelt(if ending.is_empty() { slash } else { ending })))
    }

    /// A path that ends like a Markdown file.
    fn markdown(&self, content: &str) -> Option<(Named, String)> {
        let ending = [".md", ".markdown"].into_iter().find(|ending| content.ends_with(ending))?;
        let stem = content.strip_suffix(ending)?;
        if let Some((named, inner)) = self.bare(stem) {
            return Some((named, format!("{inner}{ending}")));
        }
        let (base, code) = stem.rsplit_once('.')?;
        let (named, inner) = self.bare(base)?;
        Some((named, format!("{inner}.{code}{ending}")))
    }

    /// A path without the ending of a file: an article, a category, or the file of one.
    fn bare(&self, stem: &str) -> Option<(Named, &'static str)> {
        if self.has_article(stem) {
            return Some((Named::Article(stem.into()), ""));
        }
        let inside = stem.strip_suffix("/_index");
        let folder = inside.unwrap_or(stem);
        let ending = if inside.is_some() { "/_index" } else { "" };
        self.has_category(folder).then(|| (Named::Category(folder.into()), ending))
    }

    /// What a URL path names, with the base path or without.
    pub(super) fn of_url(&self, written: &str) -> Option<(Named, Spelling)> {
        let rest = written.strip_prefix('/').filter(|_| !written.starts_with("//"))?;
        let slash = written.ends_with('/');
        let last = rest.rsplit('/').next().unwrap_or_default();
        let end = if slash || last.contains('.') { "" } else { "/" };
        let base = self.routes.base();
        for (url, with_base) in [(format!("{base}/{rest}{end}"), false), (format!("/{rest}{end}"), true)] {
            let found = match self.routes.owner(&url) {
                Some(Owner::Entry(id)) => {
                    let entry = self.sources.get(*id)?;
                    match entry.kind {
                        EntryKind::Article => Some((Named::Article(entry.key.clone()), entry.language)),
                        EntryKind::Category => Some((Named::Category(entry.key.clone()), entry.language)),
                        EntryKind::Home => return None,
                    }
                }
                Some(Owner::Category { key, language }) => Some((Named::Category(key.clone()), *language)),
                Some(_) => return None,
                None => self.urls_before.get(&url).cloned(),
            };
            if let Some((named, language)) = found {
                return Some((named, Spelling::Url { language, with_base: with_base && !base.is_empty(), slash }));
            }
        }
        None
    }

    /// What a path of a key names.
    pub(super) fn of_item(&self, written: &str, folder: &str) -> Option<(Named, Spelling)> {
        let plain = written.trim_start_matches("./").trim_start_matches('/');
        let start = written.get(..written.len() - plain.len()).unwrap_or_default();
        let inside = self.config.content_path(plain);
        let content = inside.map_or("", |inside| plain.get(..plain.len() - inside.len()).unwrap_or_default());
        let own = path::join(folder, plain);
        let readings = [
            (Some(plain), start.to_owned(), false),
            (inside, format!("{start}{content}"), false),
            (Some(own.as_str()).filter(|_| !folder.is_empty()), start.to_owned(), true),
        ];
        for (path, start, own_folder) in readings {
            let Some(path) = path else { continue };
            let path: String = path.nfc().collect();
            let (stem, ending) = path.strip_suffix(".md").map_or((path.as_str(), ""), |stem| (stem, ".md"));
            let spelt = |ending: String| Spelling::Item { start: start.clone(), ending, own_folder };
            if self.has_article(stem) {
                return Some((Named::Article(stem.into()), spelt(ending.to_owned())));
            }
            let Some((before, code)) = stem.rsplit_once('.') else { continue };
            if self.config.language_id(code).is_some() && self.has_article(before) {
                return Some((Named::Article(before.into()), spelt(format!(".{code}{ending}"))));
            }
        }
        None
    }

    /// What a path of a category or an article names.
    pub(super) fn of_name(&self, written: &str) -> Option<(Named, Spelling)> {
        let plain = written.trim_start_matches("./").trim_start_matches('/');
        let inside = self.config.content_path(plain).unwrap_or(plain);
        let start = written.get(..written.len() - inside.len()).unwrap_or_default();
        let stem = inside.strip_suffix(".md").unwrap_or(inside);
        let folder = stem.strip_suffix("/_index").unwrap_or(stem).trim_end_matches('/');
        if !self.has_category(folder) {
            return self.of_item(written, "");
        }
        let ending = inside.get(folder.len()..).unwrap_or_default().to_owned();
        let spelling = Spelling::Item { start: start.to_owned(), ending, own_folder: false };
        Some((Named::Category(folder.into()), spelling))
    }

    /// What a path of a file names.
    pub(super) fn of_file(&self, written: &str) -> Option<(Named, Spelling)> {
        let plain = written.trim_start_matches('/');
        let start = written.get(..written.len() - plain.len()).unwrap_or_default().to_owned();
        let spelling = Spelling::Item { start, ending: String::new(), own_folder: false };
        self.has_file(plain).then(|| (Named::File(plain.into()), spelling))
    }

    /// A name as it is spelt in a folder.
    pub(super) fn spell(&self, named: &Named, spelling: &Spelling, folder: &str) -> String {
        let name = named.path();
        match spelling {
            Spelling::Path { from_top, dotted, ending } => {
                // What is no article has its own way to end.
                let ending = match (named, ending.find("/_index")) {
                    (Named::Category(_), None) if ending.contains('.') => format!("/_index{ending}"),
                    (Named::Article(_), Some(at)) => ending.get(at + "/_index".len()..).unwrap_or_default().to_owned(),
                    (Named::Article(_), None) if ending == "/" => String::new(),
                    _ => ending.clone(),
                };
                if *from_top {
                    return format!("/{name}{ending}");
                }
                // The slash at its end is no name in a folder.
                let plain = ending.strip_suffix('/').unwrap_or(&ending);
                let slash = if ending.ends_with('/') { "/" } else { "" };
                let path = path::relative(folder, &format!("{name}{plain}"));
                let dot = if *dotted && !path.starts_with("../") { "./" } else { "" };
                format!("{dot}{path}{slash}")
            }
            Spelling::Item { start, ending, .. } => format!("{start}{name}{ending}"),
            Spelling::Url { language, with_base, slash } => {
                // An article that takes the place of another may not be there in all its languages.
                let twins = self.routes.articles().get(name).filter(|_| matches!(named, Named::Article(_)));
                let best = twins.and_then(|twins| Routes::best(twins, *language));
                let language = best.and_then(|id| self.sources.get(id)).map_or(*language, |entry| entry.language);
                let url = self.routes.page_url(language, &slug_path(name));
                let base = if *with_base { "" } else { self.routes.base() };
                let url = url.strip_prefix(base).unwrap_or(&url);
                if *slash { url.to_owned() } else { url.trim_end_matches('/').to_owned() }
            }
        }
    }
}
