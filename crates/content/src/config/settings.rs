//! A help site's settings, checked.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::tz::TimeZone;

use super::appearance::Appearance;
use super::base_url::BaseUrl;
use super::budgets::Budgets;
use super::coverage::Coverage;
use super::language::{Language, LanguageId, Languages};
use super::levels::Levels;
use super::localized::{Localized, NamedLink};
use super::per_language::PerLanguage;
use super::query_log::QueryLogFile;
use super::words::{BannedWord, Variable};
use crate::contact::{Contact, PromiseWords};

/// A help site's settings, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder that holds `helpdex.yaml`.
    pub root: PathBuf,
    /// The site's name.
    pub title: Localized,
    /// One sentence about the site, for search engines and shared links.
    pub description: Localized,
    /// Where it is published.
    pub base_url: BaseUrl,
    /// The languages, the default one first; never empty.
    pub languages: Languages,
    /// The zone of times that are written without one.
    pub time_zone: TimeZone,
    /// Folder below `themes/` whose files lie over the embedded theme.
    pub theme: Option<String>,
    /// The articles' folder, relative to the root.
    pub content: PathBuf,
    /// The output's folder, relative to the root.
    pub out: PathBuf,
    /// Colours, logo and font.
    pub appearance: Appearance,
    /// Text at the foot of each page.
    pub footer_text: Localized,
    /// Links at the foot of each page.
    pub footer_links: Vec<NamedLink>,
    /// Ways to reach a person.
    pub contact: Contact,
    /// Where an article is edited, with `{path}` for its path in the repository.
    pub edit_url: Option<String>,
    /// What customers typed, for the preview.
    pub query_log: Option<QueryLogFile>,
    /// What opens a file in the authors' editor from the preview, with `{path}`, `{line}` and `{column}`.
    pub editor_url: Option<String>,
    /// What each language has to have at least.
    pub coverage: Vec<Coverage>,
    /// Texts that articles insert by their names.
    pub variables: Vec<Variable>,
    /// The promised replies of the channels as texts that articles insert by name: `reply.chat`.
    pub promises: Vec<Variable>,
    /// How each language speaks of promises; none before the theme is loaded.
    pub promise_words: PerLanguage<PromiseWords>,
    /// Short forms that every customer of the site knows, each with what it stands for.
    pub glossary: BTreeMap<String, Localized>,
    /// Words that are not to be used, per language.
    pub banned_words: BTreeMap<String, Vec<BannedWord>>,
    /// Levels of rules that differ from the default.
    pub levels: Levels,
    /// Whether what stands between dollars in articles is mathematics.
    pub math: bool,
    /// Whether articles explain the words of the glossary where they come first.
    pub explains_glossary: bool,
    /// Hosts whose pages articles may show in a frame.
    pub embeds: Vec<String>,
    /// Whether search finds words that no article uses by what they mean.
    pub related_words: bool,
    /// What the site must not outgrow.
    pub budgets: Budgets,
}

impl Config {
    /// The text that a name stands for: a variable's, or a promise's.
    pub(crate) fn variable(&self, name: &str) -> Option<&Variable> {
        Variable::find(&self.variables, name).or_else(|| Variable::find(&self.promises, name))
    }

    /// The language that pages without a prefix are in.
    pub fn default_language(&self) -> &Language {
        self.languages.get(LanguageId::DEFAULT)
    }

    /// The language with a code.
    pub fn language_id(&self, code: &str) -> Option<LanguageId> {
        self.languages.by_code(code)
    }

    /// The code of a language: `ru`.
    pub fn code(&self, language: LanguageId) -> &str {
        &self.languages.get(language).code
    }

    /// The articles' folder.
    pub fn content_dir(&self) -> PathBuf {
        self.root.join(&self.content)
    }

    /// The output's folder.
    pub fn out_dir(&self) -> PathBuf {
        self.root.join(&self.out)
    }

    /// The folder of the site's own theme files, if it names one.
    pub fn theme_dir(&self) -> Option<PathBuf> {
        self.theme.as_ref().map(|name| self.root.join("themes").join(name))
    }

    /// What stands before every URL path of a language: base path and language prefix, no slash at the end.
    pub fn prefix(&self, language: LanguageId) -> String {
        if language.is_default() {
            return self.base_url.path.clone();
        }
        format!("{}/{}", self.base_url.path, self.code(language))
    }
}
