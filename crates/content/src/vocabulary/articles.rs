//! Articles as authors name them outside of articles: by their path below the content folder.

use crate::config::{Config, LanguageId};
use crate::diagnostic::{Diagnostic, Severity};
use crate::path::SitePath;
use crate::routes::Routes;
use crate::source::{Entry, EntryKind, Sources, Status};
use crate::suggestion::did_you_mean;
use crate::typed_yaml::{At, MapReader};

/// Finds articles by path.
pub(super) struct Articles<'s> {
    config: &'s Config,
    sources: &'s Sources,
    routes: &'s Routes,
}

/// Why a path leads to no article that search can find.
struct Missing {
    message: String,
    label: &'static str,
    help: String,
    /// Whether there is such an article, which search leaves out for now.
    hidden: bool,
}

impl<'s> Articles<'s> {
    pub(super) fn new(config: &'s Config, sources: &'s Sources, routes: &'s Routes) -> Self {
        Self { config, sources, routes }
    }

    /// The files of articles in a language; paths that lead nowhere are reported. What exists but is hidden from search
    /// (a draft, an archived article, one that is not translated) weighs as `hidden` says.
    pub(super) fn find(
        &self,
        paths: &[At<String>],
        language: LanguageId,
        hidden: Severity,
        fields: &mut MapReader<'_>,
    ) -> Vec<SitePath> {
        let mut files = Vec::new();
        for path in paths {
            // It counts in the site for agents, which holds all articles.
            if self.sources.internal.withholds(self.key(&path.value)) {
                continue;
            }
            match self.file(&path.value, language) {
                Ok(file) => files.push(file),
                Err(missing) => {
                    let source = fields.source();
                    let mut found: Diagnostic = source.error("unknown-article", path.range.clone(), missing.message);
                    if missing.hidden {
                        found.severity = hidden;
                    }
                    fields.add(found.label(missing.label).help(missing.help));
                }
            }
        }
        files
    }

    /// Whether these are the articles of the site for agents.
    pub(super) fn are_for_agents(&self) -> bool {
        self.sources.internal.is_for_agents()
    }

    /// Whether a file is an article for agents alone.
    pub(super) fn is_internal(&self, file: &str) -> bool {
        let mut entries = self.sources.entries.iter();
        entries.find(|entry| *entry.file.path() == *file).is_some_and(|entry| self.sources.internal.holds(entry))
    }

    fn file(&self, path: &str, language: LanguageId) -> Result<SitePath, Missing> {
        let key = self.key(path);
        let Some(twins) = self.routes.articles().get(key) else { return Err(self.missing(path, key)) };
        let Some(entry) = twins.get(language).copied().flatten().and_then(|id| self.sources.get(id)) else {
            let code = self.config.code(language);
            return Err(Missing {
                message: format!("`{path}` has no version in `{code}`"),
                label: "search in this language can't find it",
                help: "name an article of this language, or write the translation first".to_owned(),
                hidden: true,
            });
        };
        if entry.front.status == Status::Archived {
            return Err(Missing {
                message: format!("`{path}` is archived"),
                label: "archived articles are not searched",
                help: "name the article that took its place".to_owned(),
                hidden: true,
            });
        }
        Ok(entry.file.path().clone())
    }

    /// The key that a path means. It may carry its language, and begin with the content folder as search prints it.
    fn key<'p>(&self, path: &'p str) -> &'p str {
        let path = path.trim_start_matches("./").trim_start_matches('/');
        let inside = self.config.content_path(path);
        let known = |key: &&str| self.routes.articles().contains_key(*key);
        let plain = self.without_language(path);
        let inside = inside.map(|path| self.without_language(path)).filter(known);
        inside.unwrap_or(plain)
    }

    fn without_language<'p>(&self, path: &'p str) -> &'p str {
        let stem = path.strip_suffix(".md").unwrap_or(path);
        match stem.rsplit_once('.') {
            Some((before, code)) if self.config.language_id(code).is_some() => before,
            _ => stem,
        }
    }

    fn missing(&self, path: &str, key: &str) -> Missing {
        let is_it = |entry: &&std::sync::Arc<Entry>| entry.kind == EntryKind::Article && entry.key == key;
        if self.sources.entries.iter().filter(is_it).any(|entry| entry.front.status == Status::Draft) {
            return Missing {
                message: format!("`{path}` is a draft"),
                label: "customers can't see it yet",
                help: "publish the draft (`status: published`), or take it out here".to_owned(),
                hidden: true,
            };
        }
        let help = match self.suggestion(key) {
            Some(near) => format!("did you mean `{near}.md`?"),
            None => "write the path from the content folder, such as `payouts/fees.md`".to_owned(),
        };
        Missing { message: format!("no article at `{path}`"), label: "nothing is published here", help, hidden: false }
    }

    /// The article of the same name in another folder, else the one that is spelt most alike.
    fn suggestion(&self, key: &str) -> Option<&str> {
        let name = |key: &str| key.rsplit('/').next().unwrap_or_default().to_owned();
        let keys = || self.routes.articles().keys().map(AsRef::as_ref);
        let wanted = name(key);
        keys().find(|known| name(known) == wanted).or_else(|| did_you_mean(key, keys()))
    }
}
