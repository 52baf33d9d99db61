//! Where the links and images of one article lead.

use std::sync::Arc;

use crate::config::LanguageId;
use unicode_normalization::UnicodeNormalization;

use super::href::{decoded, file_name, has_scheme, is_near, with_fragment};
use super::{FileRoute, Owner, Routes, STANDARDS_PAGE};
use crate::markdown::{Alternatives, ArticleLink, DarkImage, Resolve, Target};
use crate::path;
use crate::path::pictures;
use crate::source::{EntryId, EntryKind, SNIPPETS, STANDARDS, Sources, Status};
use crate::suggestion::did_you_mean;

/// The links of one entry, resolved for the readers of its language.
pub struct Links<'a> {
    routes: &'a Routes,
    sources: &'a Sources,
    /// The entry whose links these are; nothing for a snippet.
    entry: Option<EntryId>,
    /// The language of the readers.
    language: LanguageId,
    /// The folder that relative paths count from.
    folder: &'a str,
}

impl<'a> Links<'a> {
    /// The links of an entry.
    pub fn of(routes: &'a Routes, sources: &'a Sources, entry: EntryId) -> Self {
        let own = sources.get(entry);
        let (folder, language) = own.map_or(("", LanguageId::DEFAULT), |entry| (entry.folder(), entry.language));
        Self { routes, sources, entry: Some(entry), language, folder }
    }

    /// Links that count from the top of the content folder, for readers of the default language.
    pub fn of_top(routes: &'a Routes, sources: &'a Sources) -> Self {
        Self { routes, sources, entry: None, language: LanguageId::DEFAULT, folder: "" }
    }

    /// The links of a snippet, which count from the folder of snippets.
    pub(crate) fn of_snippets(routes: &'a Routes, sources: &'a Sources, language: LanguageId) -> Self {
        Self::in_folder(routes, sources, language, SNIPPETS)
    }

    /// The links of a file that is no entry, which count from its folder.
    pub(crate) fn in_folder(
        routes: &'a Routes,
        sources: &'a Sources,
        language: LanguageId,
        folder: &'static str,
    ) -> Self {
        Self { routes, sources, entry: None, language, folder }
    }

    fn folder(&self) -> &str {
        self.folder
    }

    fn language(&self) -> LanguageId {
        self.language
    }

    /// The path below `content/` that a relative or absolute path means; nothing when it climbs out.
    pub(super) fn content_path(&self, path: &str) -> Option<String> {
        let path = path::resolve(self.folder(), path)?;
        // Composed, as the names of files are.
        Some(path.nfc().collect())
    }

    /// A link to a Markdown file: to its version in the reader's language.
    fn to_markdown(&self, path: &str, fragment: Option<String>) -> Option<Target> {
        let stem = path.strip_suffix(".md").or_else(|| path.strip_suffix(".markdown"))?;
        if let Some(target) = self.to_key(stem, fragment.clone()) {
            return Some(target);
        }
        // `x.ru.md` names one version by hand; it still leads to the reader's.
        let (base, _) = stem.rsplit_once('.')?;
        self.to_key(base, fragment)
    }

    fn to_key(&self, key: &str, fragment: Option<String>) -> Option<Target> {
        if let Some(twins) = self.routes.articles().get(key) {
            let entry = Routes::best(twins, self.language())?;
            return Some(self.to_entry(entry, self.routes.url(entry)?, fragment));
        }
        let folder = if key == "_index" { "" } else { key.strip_suffix("/_index").unwrap_or(key) };
        if folder.is_empty() {
            return Some(internal(self.routes.page_url(self.language(), ""), fragment));
        }
        let twins = self.routes.categories().get(folder)?;
        let url = self.routes.category_url(folder, self.language());
        Some(match twins.get(self.language()).copied().flatten() {
            Some(entry) => self.to_entry(entry, &url, fragment),
            None => internal(url, fragment),
        })
    }

    fn to_entry(&self, entry: EntryId, url: &str, fragment: Option<String>) -> Target {
        let own_page = Some(entry) == self.entry && fragment.is_some();
        let url = with_fragment(if own_page { "" } else { url }, fragment.as_deref());
        let file = self.sources.get(entry).map(|entry| entry.file.path().clone());
        let article = file.map(|file| ArticleLink { file, fragment, redirected: false });
        Target::Internal { url, article }
    }

    /// A link to a checklist, by its file.
    fn to_standard(&self, path: &str, fragment: Option<String>) -> Option<Target> {
        let name = path.strip_prefix(STANDARDS)?.strip_prefix('/')?.strip_suffix(".yaml")?;
        let file = self.sources.standards.iter().find(|file| file.name == name)?;
        Some(internal(self.routes.page_url(self.language(), &format!("{STANDARDS_PAGE}/{}", file.slug())), fragment))
    }

    /// A link by URL, as `/payouts/minimum/`.
    fn to_url(&self, path: &str, fragment: Option<String>) -> Option<Target> {
        let path = path.strip_prefix('/')?;
        let with_base = format!("{}/{path}", self.routes.base());
        let candidates = [with_base, format!("/{path}")];
        for url in candidates {
            let url = if url.ends_with('/') || url.rsplit('/').next().is_some_and(|name| name.contains('.')) {
                url
            } else {
                format!("{url}/")
            };
            match self.routes.owner(&url) {
                Some(Owner::Entry(entry)) => return Some(self.to_entry(*entry, &url, fragment)),
                Some(Owner::Alias(entry)) => return Some(redirected(self.to_entry(*entry, &url, fragment))),
                Some(_) => return Some(internal(url, fragment)),
                None => {}
            }
        }
        None
    }

    /// The image at a path, as readers of this language see it, and the one for dark screens: `wallet.ru.png` stands for
    /// `wallet.png` in Russian, and `wallet.ru.dark.png` for that in the dark.
    fn picture(&self, path: &str) -> Option<(&'a FileRoute, Option<&'a FileRoute>)> {
        self.version(path).or_else(|| {
            let url = format!("{}/{path}", self.routes.base());
            let (path, _) = self.routes.files().iter().find(|(_, file)| file.url == url)?;
            self.version(path)
        })
    }

    fn version(&self, path: &str) -> Option<(&'a FileRoute, Option<&'a FileRoute>)> {
        let files = self.routes.files();
        let own = self.in_language(path).and_then(|path| Some((files.get(path.as_str())?, path)));
        let (file, path) = own.or_else(|| Some((files.get(path)?, path.to_owned())))?;
        Some((file, pictures::dark(&path).and_then(|dark| files.get(dark.as_str()))))
    }

    /// The path of an image's version in the reader's language; nothing for one that names a language itself.
    fn in_language(&self, path: &str) -> Option<String> {
        let code = self.routes.codes.get(self.language)?;
        pictures::in_language(path, code, self.routes.codes.iter().map(String::as_str))
    }

    fn broken(&self, path: &str, what: &'static str, code: &'static str) -> Target {
        let meant = self.content_path(path);
        if meant.as_deref().is_some_and(|meant| self.sources.internal.withholds(meant)) {
            return withheld(path);
        }
        let hidden = meant.as_deref().and_then(|key| key.strip_suffix(".md")).is_some_and(|key| self.is_draft(key));
        let (message, label) = if hidden {
            (format!("`{path}` is a draft"), "customers can't see it yet")
        } else {
            (format!("no {what} at `{path}`"), "nothing is published here")
        };
        let help = if hidden {
            Some("publish the draft (`status: published`), or take the link out".to_owned())
        } else if meant.is_none() {
            Some("the path leads out of the content folder".to_owned())
        } else {
            self.suggestion(path).map(|near| format!("did you mean `{near}`?"))
        };
        let code = if hidden { "link-to-draft" } else { code };
        Target::Broken { code, message, label: label.to_owned(), help }
    }

    fn is_draft(&self, key: &str) -> bool {
        let drafts = self.sources.entries.iter().filter(|entry| entry.front.status == Status::Draft);
        drafts.into_iter().any(|entry| entry.kind == EntryKind::Article && entry.key == key)
    }

    /// The file that a wrong path was most likely meant for, written relative to this entry.
    fn suggestion(&self, path: &str) -> Option<String> {
        let wanted = file_name(path);
        let stem = wanted.strip_suffix(".md").unwrap_or(wanted);
        let mut near: Vec<(&str, &str)> = Vec::new();
        for key in self.routes.articles().keys() {
            match file_name(key) {
                name if name == stem => return Some(path::relative(self.folder(), &format!("{key}.md"))),
                name if is_near(name, stem) => near.push((name, key)),
                _ => {}
            }
        }
        if let Some(name) = did_you_mean(stem, near.iter().map(|(name, _)| *name)) {
            let (_, key) = near.iter().find(|(known, _)| *known == name)?;
            return Some(path::relative(self.folder(), &format!("{key}.md")));
        }
        let files = || self.routes.files().keys().map(AsRef::as_ref);
        let same = files().find(|file| file_name(file) == wanted);
        let similar = || {
            let near = files().filter(|file| is_near(file_name(file), wanted));
            let name = did_you_mean(wanted, near.map(file_name))?;
            files().find(|file| file_name(file) == name)
        };
        same.or_else(similar).map(|file| path::relative(self.folder(), file))
    }
}

impl Resolve for Links<'_> {
    fn link(&self, href: &str) -> Target {
        let (path, fragment) = match href.split_once('#') {
            Some((path, fragment)) => (path, Some(decoded(fragment)).filter(|fragment| !fragment.is_empty())),
            None => (href, None),
        };
        if path.is_empty() {
            return match (fragment, self.entry) {
                (Some(fragment), Some(entry)) => self.to_entry(entry, "", Some(fragment)),
                // Each article that inserts a snippet has headings of its own.
                (Some(fragment), None) => internal(String::new(), Some(fragment)),
                (None, _) => Target::Internal { url: "#".to_owned(), article: None },
            };
        }
        if path.starts_with("//") || has_scheme(path) {
            return Target::External(href.to_owned());
        }
        let path = decoded(path.split('?').next().unwrap_or(path));
        let Some(content_path) = self.content_path(&path) else {
            return self.broken(&path, "article", "broken-link");
        };
        self.to_markdown(&content_path, fragment.clone())
            .or_else(|| Some(internal(self.routes.files().get(content_path.as_str())?.url.clone(), None)))
            .or_else(|| self.to_standard(&content_path, fragment.clone()))
            .or_else(|| self.to_url(&path, fragment.clone()))
            .or_else(|| self.to_key(&content_path, fragment))
            .unwrap_or_else(|| self.broken(&path, "article", "broken-link"))
    }

    fn image(&self, src: &str) -> Target {
        if src.starts_with("http://") || src.starts_with("https://") || src.starts_with("//") {
            return Target::External(src.to_owned());
        }
        let path = decoded(src.split(['?', '#']).next().unwrap_or(src));
        match self.content_path(&path).and_then(|path| self.picture(&path)) {
            Some((file, dark)) => Target::Image {
                url: file.url.clone(),
                size: file.dimensions(),
                alternatives: Alternatives {
                    sources: Arc::clone(&file.sources),
                    tint: file.tint(),
                    column: self.routes.column,
                    dark: dark.map(|dark| DarkImage {
                        url: dark.url.clone(),
                        size: dark.dimensions(),
                        sources: Arc::clone(&dark.sources),
                    }),
                },
            },
            None => self.broken(&path, "image", "missing-image"),
        }
    }
}

/// What is there is for agents alone, and this text is for everyone.
fn withheld(path: &str) -> Target {
    Target::Broken {
        code: "link-to-internal",
        message: format!("`{path}` is for agents alone"),
        label: "customers can't open it".to_owned(),
        help: Some("take it out, or put this part into `:::only{audience=agents}`".to_owned()),
    }
}

/// The same target by an old URL.
fn redirected(target: Target) -> Target {
    match target {
        Target::Internal { url, article: Some(link) } => {
            Target::Internal { url, article: Some(ArticleLink { redirected: true, ..link }) }
        }
        other => other,
    }
}

fn internal(url: String, fragment: Option<String>) -> Target {
    Target::Internal { url: with_fragment(&url, fragment.as_deref()), article: None }
}
