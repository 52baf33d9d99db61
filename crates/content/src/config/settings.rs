//! A help site's settings, checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use super::agents::Agents;
use super::appearance::Appearance;
use super::base_url::BaseUrl;
use super::budgets::Budgets;
use super::coverage::Coverage;
use super::endpoint::is_collector;
use super::images::Images;
use super::language::{Language, LanguageId, Languages};
use super::levels::Levels;
use super::localized::{Localized, NamedLink};
use super::offline::Offline;
use super::per_language::PerLanguage;
use super::programs::Programs;
use super::query_log::QueryLogFile;
use super::search::Search;
use super::share::Share;
use super::widget::Widget;
use super::words::{BannedWord, Variable};
use crate::contact::{Contact, Destination, PromiseWords};
use crate::error::{Error, Result};
use crate::feedback::{Feedback, Recipient};
use crate::path::SitePath;
use crate::source::Audience;

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
    /// What readers may tell the team.
    pub feedback: Feedback,
    /// Where an article is edited, with `{path}` for its path in the repository.
    pub edit_url: Option<String>,
    /// What customers typed, for the preview.
    pub query_log: Option<QueryLogFile>,
    /// What readers did and said, as JSON lines, for the preview.
    pub events: Option<QueryLogFile>,
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
    /// What browsers keep for times without a network.
    pub offline: Offline,
    /// Whether what stands between dollars in articles is mathematics.
    pub math: bool,
    /// Whether articles explain the words of the glossary where they come first.
    pub explains_glossary: bool,
    /// Hosts whose pages articles may show in a frame.
    pub embeds: Vec<String>,
    /// What search does beyond the words of the articles.
    pub search: Search,
    /// What is written for programs and assistants.
    pub programs: Programs,
    /// What a build makes of pictures.
    pub images: Images,
    /// Help inside the pages of a product.
    pub widget: Widget,
    /// How pages are passed on.
    pub share: Share,
    /// What the site must not outgrow.
    pub budgets: Budgets,
    /// The site for the team that answers customers.
    pub agents: Agents,
    /// For whom the site is put together.
    pub audience: Audience,
}

impl Config {
    /// The text that a name stands for: a variable's, or a promise's.
    pub(crate) fn variable(&self, name: &str) -> Option<&Variable> {
        Variable::find(&self.variables, name).or_else(|| Variable::find(&self.promises, name))
    }

    /// A path below the content folder as it is from the site's root, where diagnostics and edits count from; the folder
    /// itself for the empty path.
    pub fn site_path(&self, inside: &str) -> SitePath {
        let content = self.content_name();
        if inside.is_empty() { content.into() } else { format!("{content}/{inside}").into() }
    }

    /// The files that tell by which queries customers found articles, where search is to know that.
    pub fn typed_from(&self) -> impl Iterator<Item = &Path> {
        let wanted = self.search.typed_queries.is_some();
        let files = self.query_log.iter().chain(&self.events).filter(move |_| wanted);
        files.map(|file| file.path.as_path())
    }

    /// The path below the content folder of one from the site's root; nothing for what lies elsewhere.
    pub fn content_path<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(self.content_name().as_str())?.strip_prefix('/')
    }

    /// The content folder with forward slashes on every system.
    fn content_name(&self) -> String {
        self.content.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
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

    /// The same site with all that readers say going to a collector, to try it out: feedback, events, surveys, messages.
    ///
    /// # Errors
    /// When this is no address of one.
    pub fn collecting_at(mut self, address: &str) -> Result<Self> {
        let address = address.trim_end_matches('/');
        if !is_collector(address) || address.contains(['?', '#']) {
            let example = "write it as `http://127.0.0.1:8788`";
            return Err(Error::Refused(format!("`{address}` is no address of a collector; {example}")));
        }
        if self.feedback.is_on() {
            self.feedback.to = Recipient::Collector(address.to_owned());
            self.feedback.tried_out = true;
        }
        if let Some(form) = self.contact.form.as_mut().filter(|form| !matches!(form.to, Destination::Mail(_))) {
            form.to = Destination::Collector(address.to_owned());
        }
        Ok(self)
    }

    /// The settings of the site for agents. It has the address that the settings give it, keeps nothing on devices, lets no
    /// other host read it, shows nothing of itself to networks, and counts nobody: what agents do says nothing of customers.
    #[must_use]
    pub fn for_agents(mut self) -> Self {
        self.audience = Audience::Agents;
        self.agents.customers = Some(self.base_url.clone());
        if let Some(base_url) = self.agents.base_url.clone() {
            self.base_url = base_url;
        }
        self.feedback = Feedback::default();
        self.widget = Widget::default();
        // Who opens a link of this site is known to it; networks are not.
        self.share.pictures = false;
        if self.offline == Offline::On {
            self.offline = Offline::Off;
        }
        self
    }

    /// Where customers find the site.
    pub fn customers_url(&self) -> &BaseUrl {
        self.agents.customers.as_ref().unwrap_or(&self.base_url)
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
