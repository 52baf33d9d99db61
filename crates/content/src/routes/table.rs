//! What a site publishes and where: the tables that a plan fills in.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::files::{FileRoute, VariantRoute};
use crate::config::{LanguageId, PerLanguage};
use crate::path::{ArticleKey, ContentPath, SitePath};
use crate::source::EntryId;

/// One article or category in all its languages: its entry in each, where there is one.
pub type Twins = PerLanguage<Option<EntryId>>;

/// Where everything of a site is published.
///
/// Texts and the files are shared: routes that were patched differ from those before in little.
#[derive(Debug, Default)]
pub struct Routes {
    /// What stands before every URL, per language: base path and language.
    pub(super) prefixes: PerLanguage<String>,
    /// The code of each language.
    pub(super) codes: PerLanguage<String>,
    /// The width in pixels at which pages show an image at most.
    pub(super) column: u32,
    /// URL path of each entry, base path included; nothing for a draft that is not shown.
    pub(super) urls: Vec<Option<Arc<str>>>,
    pub(super) articles: BTreeMap<ArticleKey, Twins>,
    pub(super) categories: BTreeMap<ArticleKey, Twins>,
    /// Slugged path of each category, by its key.
    pub(super) category_paths: HashMap<ArticleKey, String>,
    /// Files of the output and what they are for.
    pub(super) outputs: HashMap<Arc<str>, Owner>,
    /// Files of the content by their output in lower case: some systems don't tell `A.png` from `a.png`.
    pub(super) lower_case: Arc<HashMap<String, SitePath>>,
    pub(super) files: Arc<BTreeMap<ContentPath, FileRoute>>,
    pub(super) aliases: Vec<Alias>,
    /// Beginnings of old URLs, the longest first.
    pub(super) open_aliases: Vec<(Alias, Owner)>,
}

/// What a file of the output shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An article, category or home page.
    Entry(EntryId),
    /// A category in a language in which it has no `_index` file.
    Category {
        /// Its folder below `content/`.
        key: ArticleKey,
        /// The language.
        language: LanguageId,
    },
    /// A file of the content, by its path below `content/`.
    File(ContentPath),
    /// A redirect from an old URL to an entry.
    Alias(EntryId),
    /// Helpdex's own.
    Reserved,
}

/// An old URL that must lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// URL path, base path included.
    pub from: String,
    /// The entry it leads to.
    pub entry: EntryId,
}

impl Routes {
    /// URL path of an entry; nothing for a draft that is not shown.
    pub fn url(&self, entry: EntryId) -> Option<&str> {
        self.urls.get(entry.index())?.as_deref()
    }

    /// URL path of a category in a language.
    pub fn category_url(&self, key: &str, language: LanguageId) -> String {
        let path = self.category_paths.get(key).map_or("", String::as_str);
        self.page_url(language, path)
    }

    /// URL path of a page that Helpdex makes itself, such as `search`; the empty path is the home page.
    pub fn page_url(&self, language: LanguageId, path: &str) -> String {
        let prefix = self.prefixes.get(language).map_or("", String::as_str);
        if path.is_empty() { format!("{prefix}/") } else { format!("{prefix}/{path}/") }
    }

    /// All articles with their versions by language, in the order of their keys. Hidden drafts are left out.
    pub fn articles(&self) -> &BTreeMap<ArticleKey, Twins> {
        &self.articles
    }

    /// All categories with the entries of their `_index` files, in the order of their keys.
    pub fn categories(&self) -> &BTreeMap<ArticleKey, Twins> {
        &self.categories
    }

    /// The files published as they are, by their path below `content/`.
    pub fn files(&self) -> &BTreeMap<ContentPath, FileRoute> {
        &self.files
    }

    /// The files beside images, each once: the same picture may lie in several folders.
    pub fn variants(&self) -> BTreeMap<&str, &VariantRoute> {
        let all = self.files.values().flat_map(|file| &file.variants);
        all.map(|variant| (variant.output.as_str(), variant)).collect()
    }

    /// Every old URL.
    pub fn aliases(&self) -> &[Alias] {
        &self.aliases
    }

    /// Every beginning of old URLs with where all of them lead, the longest first. No file of the output stands for it.
    pub fn open_aliases(&self) -> impl ExactSizeIterator<Item = &Alias> {
        self.open_aliases.iter().map(|(alias, _)| alias)
    }

    /// What the output has at a URL path (base path included), or what an old URL leads to.
    pub fn owner(&self, url: &str) -> Option<&Owner> {
        let known = output_path(self.base(), url).and_then(|output| self.outputs.get(output.as_str()));
        known.or_else(|| {
            let (_, owner) = self.open_aliases.iter().find(|(alias, _)| url.starts_with(&alias.from))?;
            Some(owner)
        })
    }

    /// What a file of the output shows, by its path in the output folder.
    pub fn at(&self, output: &str) -> Option<&Owner> {
        self.outputs.get(output)
    }

    /// All files of the output but those beside images, in no order.
    #[cfg(test)]
    pub(crate) fn outputs(&self) -> impl Iterator<Item = (&str, &Owner)> {
        self.outputs.iter().map(|(output, owner)| (&**output, owner))
    }

    /// The path that stands before everything, empty or with a slash before it.
    pub fn base(&self) -> &str {
        self.prefixes.get(LanguageId::DEFAULT).map_or("", String::as_str)
    }

    /// The version of an article or category to show to a reader of `language`: theirs, else the default
    /// language's, else any.
    pub fn best(twins: &Twins, language: LanguageId) -> Option<EntryId> {
        let own = twins.get(language).copied().flatten();
        own.or_else(|| twins.iter().copied().flatten().next())
    }
}

/// The file of the output behind a URL path, relative to the output folder.
pub fn output_path(base: &str, url: &str) -> Option<String> {
    let path = url.strip_prefix(base)?.strip_prefix('/')?;
    let last = path.rsplit('/').next().unwrap_or_default();
    Some(match last {
        "" => format!("{path}index.html"),
        name if name.contains('.') => path.to_owned(),
        _ => format!("{path}/index.html"),
    })
}
