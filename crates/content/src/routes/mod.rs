//! Every URL, language twin and alias, planned before anything is rendered.
//!
//! Rendering an article needs to know where every other one is; planning first keeps it a function of one article.

mod dependencies;
mod files;
mod names;
mod resolve;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::config::{Config, LanguageId, PerLanguage, Programs};
use crate::diagnostic::Diagnostic;
use crate::path::open_url;
pub use crate::slug::slug_path;
use crate::source::{Entry, EntryId, EntryKind, Sources, Status};
use crate::typed_yaml::At;
use unicode_normalization::UnicodeNormalization;

pub(crate) use dependencies::{Dependencies, DependencyTracker, Moved, is_same_place};
pub use files::{FileRoute, is_image, is_published_kind};
pub use resolve::Links;

/// One article or category in all its languages: its entry in each, where there is one.
pub type Twins = PerLanguage<Option<EntryId>>;

/// Where everything of a site is published.
#[derive(Debug, Default)]
pub struct Routes {
    /// What stands before every URL, per language: base path and language.
    prefixes: PerLanguage<String>,
    /// URL path of each entry, base path included; nothing for a draft that is not shown.
    urls: Vec<Option<String>>,
    articles: BTreeMap<String, Twins>,
    categories: BTreeMap<String, Twins>,
    /// Slugged path of each category, by its key.
    category_paths: HashMap<String, String>,
    /// Files of the output and what they are for.
    outputs: HashMap<String, Owner>,
    /// Files of the content by their output in lower case: some systems don't tell `A.png` from `a.png`.
    lower_case: HashMap<String, String>,
    files: BTreeMap<String, FileRoute>,
    aliases: Vec<Alias>,
    /// Beginnings of old URLs, the longest first.
    open_aliases: Vec<(Alias, Owner)>,
}

/// What a file of the output shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An article, category or home page.
    Entry(EntryId),
    /// A category in a language in which it has no `_index` file.
    Category {
        /// Its folder below `content/`.
        key: Arc<str>,
        /// The language.
        language: LanguageId,
    },
    /// A file of the content, by its path below `content/`.
    File(Arc<str>),
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
    /// Plans every URL; entries that want the same one are diagnostics.
    pub fn plan(config: &Config, sources: &Sources, drafts: bool) -> (Self, Vec<Diagnostic>) {
        let mut plan = Plan { config, sources, routes: Routes::default(), diagnostics: Vec::new() };
        plan.routes.prefixes = PerLanguage::new(&config.languages, |language| config.prefix(language));
        plan.reserve();
        plan.categories();
        plan.entries(drafts);
        plan.files();
        plan.aliases();
        plan.open_aliases();
        (plan.routes, plan.diagnostics)
    }

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
    pub fn articles(&self) -> &BTreeMap<String, Twins> {
        &self.articles
    }

    /// All categories with the entries of their `_index` files, in the order of their keys.
    pub fn categories(&self) -> &BTreeMap<String, Twins> {
        &self.categories
    }

    /// The files published as they are, by their path below `content/`.
    pub fn files(&self) -> &BTreeMap<String, FileRoute> {
        &self.files
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
        let known = output_path(self.base(), url).and_then(|output| self.outputs.get(&output));
        known.or_else(|| {
            let (_, owner) = self.open_aliases.iter().find(|(alias, _)| url.starts_with(&alias.from))?;
            Some(owner)
        })
    }

    /// What a file of the output shows, by its path in the output folder.
    pub fn at(&self, output: &str) -> Option<&Owner> {
        self.outputs.get(output)
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

/// What the script of the page for what is not there reads, on sites with beginnings of old URLs.
pub const OLD_URLS: &str = "old-urls.json";

/// Names at the top of each language's tree that Helpdex uses itself.
const RESERVED_PAGES: [&str; 2] = ["search", "tags"];
/// The same on sites that help inside of a product.
const WIDGET_PAGE: &str = "widget";
/// What those products load.
pub const WIDGET_SCRIPT: &str = "widget.js";
/// The same on sites of many languages.
const LANGUAGES_PAGE: &str = "languages";
/// The same on sites with channels.
const CONTACT_PAGE: &str = "contact";
/// The same on sites with a form.
const SENT_PAGE: &str = "contact/sent";
/// The folder of surveys, on sites that have any.
const SURVEYS: &str = "survey";
/// The same on sites that tell of incidents.
const STATUS_PAGE: &str = "status";
/// What those sites tell programs.
const STATUS_DATA: &str = "status.json";

struct Plan<'a> {
    config: &'a Config,
    sources: &'a Sources,
    routes: Routes,
    diagnostics: Vec<Diagnostic>,
}

impl Plan<'_> {
    fn reserve(&mut self) {
        for file in ["404.html", "robots.txt", "sitemap.xml", "_headers", "_redirects", "helpdex.manifest"] {
            self.routes.outputs.insert(file.to_owned(), Owner::Reserved);
        }
        if self.config.contact.has_page() {
            self.routes.outputs.insert("contact.json".to_owned(), Owner::Reserved);
        }
        let widget = self.config.widget.is_on.then_some(WIDGET_PAGE);
        if widget.is_some() {
            self.routes.outputs.insert(WIDGET_SCRIPT.to_owned(), Owner::Reserved);
        }
        let status = (!self.sources.incidents.is_empty()).then_some(STATUS_PAGE);
        if status.is_some() {
            self.routes.outputs.insert(STATUS_DATA.to_owned(), Owner::Reserved);
        }
        for language in self.config.languages.ids() {
            let contact = self.config.contact.has_page().then_some(CONTACT_PAGE);
            let sent = self.config.contact.form.as_ref().map(|_| SENT_PAGE);
            let many = self.config.languages.are_many().then_some(LANGUAGES_PAGE);
            for page in RESERVED_PAGES.into_iter().chain(many).chain(contact).chain(sent).chain(widget).chain(status) {
                let url = self.routes.page_url(language, page);
                self.claim(&url, Owner::Reserved);
            }
            for survey in &self.config.feedback.surveys {
                let url = self.routes.page_url(language, &format!("{SURVEYS}/{}", survey.kind.name()));
                self.claim(&url, Owner::Reserved);
            }
            self.claim(&self.routes.page_url(language, ""), Owner::Reserved);
            for file in self.config.programs.files() {
                let url = format!("{}{file}", self.routes.page_url(language, ""));
                self.claim(&url, Owner::Reserved);
            }
        }
    }

    /// Takes a URL; the owner that already has it comes back.
    fn claim(&mut self, url: &str, owner: Owner) -> Option<Owner> {
        let path = output_path(self.routes.base(), url)?;
        match self.routes.outputs.get(&path) {
            Some(other) => Some(other.clone()),
            None => {
                self.routes.outputs.insert(path, owner);
                None
            }
        }
    }

    fn categories(&mut self) {
        let none = PerLanguage::new(&self.config.languages, |_| None);
        // Files of one folder stand together.
        let mut last = "";
        for folder in self.sources.entries.iter().map(|entry| entry.folder()) {
            let mut at = if std::mem::replace(&mut last, folder) == folder { "" } else { folder };
            while !at.is_empty() && !self.routes.categories.contains_key(at) {
                self.routes.categories.insert(at.to_owned(), none.clone());
                self.routes.category_paths.insert(at.to_owned(), slug_path(at));
                at = at.rsplit_once('/').map_or("", |(parent, _)| parent);
            }
        }
    }

    fn entries(&mut self, drafts: bool) {
        let none = PerLanguage::new(&self.config.languages, |_| None);
        let mut articles: Vec<(&str, LanguageId, EntryId)> = Vec::with_capacity(self.sources.entries.len());
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
                *slot = Some(url);
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
        let categories: Vec<String> = self.routes.categories.keys().cloned().collect();
        for key in categories {
            let shared: Arc<str> = key.as_str().into();
            for language in self.config.languages.ids() {
                let url = self.routes.category_url(&key, language);
                let taken = self.claim(&url, Owner::Category { key: Arc::clone(&shared), language });
                let is_told = self.diagnostics.iter().any(|found| found.path.starts_with(&self.folder(&key)));
                if taken == Some(Owner::Reserved) && self.is_status(&url) && !is_told {
                    self.diagnostics.push(self.reserved(&self.folder(&key), &url));
                }
            }
        }
    }

    /// Looks at the name that something gets in the output.
    fn name(&mut self, url: &str, shown: &str) {
        let output = output_path(self.routes.base(), url);
        self.diagnostics.extend(output.and_then(|output| names::fault(&output, shown)));
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

    /// A folder of the content as diagnostics name it.
    fn folder(&self, key: &str) -> String {
        format!("{}/{key}", self.config.content.display())
    }

    /// Whether a URL is that of the page of the service's status.
    fn is_status(&self, url: &str) -> bool {
        self.config.languages.ids().any(|language| self.routes.page_url(language, STATUS_PAGE) == url)
    }

    /// Something stands where Helpdex has a page of its own.
    fn reserved(&self, path: &str, url: &str) -> Diagnostic {
        let help = if self.is_status(url) {
            "the page of the service's status is there, since there are incidents; rename the file or folder"
        } else {
            "Helpdex needs this URL itself; rename the file or folder"
        };
        Diagnostic::error("duplicate-url", path, format!("`{url}` is taken")).help(help)
    }

    fn files(&mut self) {
        for file in &self.sources.files {
            let shown = format!("{}/{}", self.config.content.display(), file.path);
            if let Some(found) = files::refusal(file, &shown) {
                self.diagnostics.push(found);
                continue;
            }
            let route = FileRoute::new(self.routes.base(), file);
            // Composed, as links are before they are looked up: a Mac takes names apart.
            let path: String = file.path.nfc().collect();
            if let Some(owner) = self.claim(&route.url, Owner::File(path.as_str().into())) {
                let message = format!("`{}` is taken", route.url);
                let found = Diagnostic::error("duplicate-url", shown, message);
                let name = route.output.rsplit('/').next().unwrap_or_default();
                let help = match Programs::setting_of(name).filter(|_| owner == Owner::Reserved) {
                    Some(setting) => {
                        format!("Helpdex writes one itself; rename the file, or set `programs: {{ {setting}: false }}`")
                    }
                    None => "rename the file".to_owned(),
                };
                self.diagnostics.push(found.help(help));
                continue;
            }
            self.diagnostics.extend(names::fault(&route.output, &shown));
            if let Some(other) = self.routes.lower_case.insert(route.output.to_lowercase(), shown.clone()) {
                let message = format!("its name differs from `{other}` only in upper and lower case");
                let help = "on Windows and macOS the two are one file; rename one of them";
                self.diagnostics.push(Diagnostic::error("file-name", shown, message).help(help));
            }
            self.routes.files.insert(path, route);
        }
    }

    fn aliases(&mut self) {
        for (id, entry) in self.sources.with_ids() {
            if self.routes.url(id).is_none() {
                continue;
            }
            for alias in entry.front.aliases.iter().filter(|alias| open_url(&alias.value).is_none()) {
                let from = format!("{}{}", self.routes.base(), alias.value);
                let help = match self.claim(&from, Owner::Alias(id)) {
                    None => {
                        self.name(&from, entry.file.path());
                        self.routes.aliases.push(Alias { from, entry: id });
                        continue;
                    }
                    Some(Owner::Entry(own) | Owner::Alias(own)) if own == id => {
                        self.diagnostics.push(repeated(
                            entry,
                            alias,
                            matches!(self.routes.owner(&from), Some(Owner::Entry(_))),
                        ));
                        continue;
                    }
                    Some(Owner::Entry(other) | Owner::Alias(other)) => {
                        let other = self.sources.get(other).map_or("another file", |other| other.file.path());
                        format!("`{other}` has this URL; remove the alias here or there")
                    }
                    Some(_) => "something else is published there; remove the alias".to_owned(),
                };
                let message = format!("the alias `{}` is taken", alias.value);
                self.diagnostics.push(entry.file.error("duplicate-url", alias.range.clone(), message).help(help));
            }
        }
    }

    /// Takes in the aliases that end with a star. Hosts differ in whether they follow one before they look for a page, so
    /// no page may be published below it.
    fn open_aliases(&mut self) {
        let sources = self.sources;
        let shown = sources.with_ids().filter(|(id, _)| self.routes.url(*id).is_some());
        let all = shown.flat_map(|(id, entry)| entry.front.aliases.iter().map(move |alias| (id, entry, alias)));
        let open: Vec<_> =
            all.filter_map(|(id, entry, alias)| Some((id, entry, alias, open_url(&alias.value)?))).collect();
        if open.is_empty() {
            return;
        }
        let mut outputs: Vec<(&String, &Owner)> = self.routes.outputs.iter().collect();
        outputs.sort_unstable_by_key(|(output, _)| *output);
        let mut found: BTreeMap<&str, (EntryId, &Entry)> = BTreeMap::new();
        let mut faults = Vec::new();
        for (id, entry, alias, start) in open {
            let below = start.trim_start_matches('/');
            let at = outputs.partition_point(|(output, _)| output.as_str() < below);
            let mut inside = outputs.iter().skip(at).take_while(|(output, _)| output.starts_with(below));
            let page = inside.find(|(_, owner)| !matches!(owner, Owner::Alias(_)));
            let help = match (found.get(start), page) {
                (Some((own, _)), _) if *own == id => "remove one of the two".to_owned(),
                (Some((_, other)), _) => {
                    format!("`{}` has this URL; remove the alias here or there", other.file.path())
                }
                (None, Some((page, _))) => {
                    format!("`/{page}` is published there; write more of the old URL before the `*`")
                }
                (None, None) => {
                    found.insert(start, (id, entry));
                    continue;
                }
            };
            let message = format!("the alias `{}` is taken", alias.value);
            faults.push(entry.file.error("duplicate-url", alias.range.clone(), message).help(help));
        }
        let base = self.routes.base();
        let mut all: Vec<(Alias, Owner)> = found
            .into_iter()
            .map(|(start, (entry, _))| (Alias { from: format!("{base}{start}"), entry }, Owner::Alias(entry)))
            .collect();
        all.sort_by(|(a, _), (b, _)| b.from.len().cmp(&a.from.len()).then_with(|| a.from.cmp(&b.from)));
        self.routes.open_aliases = all;
        self.routes.outputs.insert(OLD_URLS.to_owned(), Owner::Reserved);
        self.diagnostics.extend(faults);
    }
}

/// Articles by key, of the key, language and entry of each version. They come almost in this order: to sort them at once
/// costs less than to look for the place of each.
fn by_key(mut versions: Vec<(&str, LanguageId, EntryId)>, none: &Twins) -> BTreeMap<String, Twins> {
    versions.sort_by_key(|(key, ..)| *key);
    let twins = versions.chunk_by(|(one, ..), (other, ..)| one == other).filter_map(|versions| {
        let mut twins = none.clone();
        for (_, language, id) in versions {
            if let Some(slot) = twins.get_mut(*language) {
                *slot = Some(*id);
            }
        }
        Some((versions.first()?.0.to_owned(), twins))
    });
    twins.collect()
}

/// An alias that the article has already, as its own URL or as another alias.
fn repeated(entry: &Entry, alias: &At<String>, own_url: bool) -> Diagnostic {
    let range = alias.range.clone();
    if own_url {
        let message = format!("the alias `{}` is the article's own URL: it would lead to itself", alias.value);
        return entry.file.error("redirect-loop", range, message).help("remove the alias");
    }
    let message = format!("the alias `{}` is named twice", alias.value);
    entry.file.error("duplicate-url", range, message).help("remove one of the two")
}
