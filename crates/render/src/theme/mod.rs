//! The theme: templates, stylesheets, scripts, icons and the words of the interface.
//!
//! The default theme is embedded. A site's own theme lies over it file by file: `themes/NAME/templates/article.html`
//! takes the place of the embedded `article.html`, which stays in reach as `default/article.html`, so that a template
//! may extend the one it replaces. Strings lie over each other key by key.
//!
//! Templates see the contexts of [`crate::pages`] and these functions and filters:
//!
//! | | |
//! |---|---|
//! | `t(key="articles", count=3)` | a text of the interface in the page's language, with the right plural form |
//! | `text(key="topics")` | the same for the text of an element: what came from English is marked with `lang` and `dir` |
//! | `lang_of(key="date")` | these two attributes for an element of one's own, or nothing |
//! | `3 \| number` | a number in the digits of that language |
//! | `item \| foreign` | `lang`, and `dir` where it is not the page's, for the element with what somebody wrote in another language |
//! | `item.title \| bdi` | a text that somebody wrote, with what is written in the other direction kept together |
//! | `item.lang \| dir`, `item.lang \| turned` | the direction of a language; ` dir="…"` where it is not the page's |
//! | `asset(path="css/main.css")` | the URL of a theme's file, with its content's hash; `optional=true` for `""` when there is none |
//! | `icon(name="wallet")` | an icon as inline SVG |
//! | `article.updated \| date` | a date as people of that language write it |
//! | `item.lang \| language` | the name of a language in itself |

mod alone;
mod appearance;
mod assets;
mod complete;
mod date;
mod direction;
mod faults;
mod files;
mod functions;
mod options;
mod page_language;
mod said;
mod shorten;
mod strings;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Tera, Value};

use helpdex_content::config::{Config, Direction, LanguageId, Languages, Offline, PerLanguage};
use helpdex_content::contact::Reply;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::Result;
use helpdex_content::markdown::Labels;
use helpdex_content::source::Audience;

pub use alone::data_url;
pub(crate) use appearance::accents;
#[cfg(feature = "pictures")]
#[cfg(feature = "pictures")]
pub(crate) use appearance::hero;
pub use assets::Asset;
pub use options::Options;
pub(crate) use shorten::without_comments;
use strings::Strings;

use faults::Sources;
use files::Files;
pub use files::embedded_texts;

/// A theme, ready to make pages.
#[derive(Debug)]
pub struct Theme {
    languages: Vec<Language>,
    templates: Templates,
    /// A name that changes with anything in it.
    identity: String,
    assets: Vec<Asset>,
    /// The styles of books, which no page asks for.
    book: Vec<Asset>,
    icons: Arc<BTreeMap<String, String>>,
    sources: Sources,
    /// The promises of the site's channels.
    promises: Vec<Reply>,
}

/// A part of many pages' contexts, turned into the template engine's values once.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    context: Context,
    /// A name that changes with anything in it; nothing where there is none.
    identity: Option<String>,
}

impl Prepared {
    /// Prepares a structure whose fields are to stand at the top of the contexts.
    pub(crate) fn new(shared: &impl Serialize) -> Self {
        let json = serde_json::to_vec(shared).ok();
        let identity = json.map(|json| Sha256::digest(&json).iter().map(|byte| format!("{byte:02x}")).collect());
        // Only a value that is no structure is refused; a page without it then says what its template misses.
        Self { context: Context::from_serialize(shared).unwrap_or_default(), identity }
    }

    /// A name that changes with anything in it; nothing where there is none.
    pub(crate) fn identity(&self) -> Option<&str> {
        self.identity.as_deref()
    }
}

/// The texts in articles that readers see, and don't only hear.
const SEEN: [&str; 11] = [
    "alert_note",
    "alert_tip",
    "alert_important",
    "alert_warning",
    "alert_caution",
    "block_info",
    "block_success",
    "block_details",
    "block_transcript",
    "block_diagram",
    "internal",
];

/// How the paths of those files begin that only sites with channels need.
const CONTACT_FILES: [&str; 2] = ["assets/contact.", "assets/form."];

/// The same of sites on which readers may tell the team something.
const FEEDBACK_FILES: [&str; 5] =
    ["assets/events.", "assets/feedback.", "assets/helped.", "assets/send.", "assets/survey."];

/// The same of the site for agents.
const AGENTS_FILES: [&str; 1] = ["assets/agents."];

/// The same of sites that keep pages for times without a network.
const OFFLINE_FILES: [&str; 2] = ["assets/keep.", "assets/offline-worker."];

/// The same of sites that help inside of a product.
const WIDGET_FILES: [&str; 6] =
    ["assets/alone.", "assets/articles.", "assets/clean.", "assets/frame.", "assets/pane.", "assets/widget."];

/// The folder of what the site as one file looks like: it goes into that file alone.
const BOOK: &str = "book/";

/// One language's words.
#[derive(Debug)]
struct Language {
    code: String,
    strings: Arc<Strings>,
}

/// The templates, bound to the words of all languages.
struct Templates(Tera);

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates").finish_non_exhaustive()
    }
}

impl Theme {
    /// Loads the theme that a site names.
    ///
    /// # Errors
    /// When its folder can't be read.
    pub fn of(config: &Config) -> Result<(Self, Vec<Diagnostic>)> {
        let languages: Vec<String> = config.languages.iter().map(|language| language.code.clone()).collect();
        let dir = config.theme_dir();
        let (mut theme, diagnostics) = Self::load(&Options {
            dir: dir.as_deref(),
            languages: &languages,
            appearance: &config.appearance,
            base_path: &config.base_url.path,
        })?;
        theme.promises = config.contact.promises();
        if config.theme.is_none() {
            // No page of such a site asks for them.
            let contact: &[&str] = if config.contact.has_page() { &[] } else { &CONTACT_FILES };
            let feedback: &[&str] = if config.feedback.is_on() { &[] } else { &FEEDBACK_FILES };
            let offline: &[&str] = if config.offline == Offline::On { &[] } else { &OFFLINE_FILES };
            let widget: &[&str] = if config.widget.is_on { &[] } else { &WIDGET_FILES };
            let agents: &[&str] = if config.audience == Audience::Agents { &[] } else { &AGENTS_FILES };
            let idle = [contact, feedback, offline, widget, agents].concat();
            theme.assets.retain(|asset| !idle.iter().any(|name| asset.path.starts_with(name)));
        }
        Ok((theme, diagnostics))
    }

    /// Loads the embedded theme and the site's own files over it.
    ///
    /// A file that can't be used becomes a diagnostic and its embedded twin takes its place, so that one run tells all
    /// faults of a site.
    ///
    /// # Errors
    /// When the theme's folder can't be read.
    pub fn load(options: &Options<'_>) -> Result<(Self, Vec<Diagnostic>)> {
        let mut diagnostics = Vec::new();
        let files = Files::read(options.dir, &mut diagnostics)?;
        let name = options.dir.and_then(Path::file_name).map_or("NAME".into(), |name| name.to_string_lossy());
        let catalog = strings::load(&files, options.languages, &name, &mut diagnostics);
        let icons = Arc::new(icons(&files));
        let assets = assets::build(&files, &catalog, options, &mut diagnostics);
        let urls = Arc::new(assets.urls);
        let mut tera = functions::tera();
        let sources = add_templates(&mut tera, &files, &mut diagnostics);
        let all: Vec<Arc<Strings>> = catalog.into_iter().map(Arc::new).collect();
        functions::register(&mut tera, &page_language::Words::new(all.clone()), &urls, &icons);
        let language = |strings: Arc<Strings>| Language { code: strings.language().to_owned(), strings };
        let (book, assets) = assets.files.into_iter().partition(|asset| asset.source.starts_with(BOOK));
        let theme = Self {
            languages: all.into_iter().map(language).collect(),
            templates: Templates(tera),
            identity: identity(&files, &urls, options.languages),
            assets,
            book,
            icons,
            sources,
            promises: Vec::new(),
        };
        Ok((theme, diagnostics))
    }

    /// Fills a template, such as `article.html`, in the language of the context's `lang.code` (the default language
    /// where the context has none).
    ///
    /// # Errors
    /// A fault in the template, with its file, line and column.
    pub fn render(&self, template: &str, context: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        self.render_over(template, None, context)
    }

    /// Like [`render`](Self::render), with a context that lies over what many pages share.
    ///
    /// # Errors
    /// A fault in the template, with its file, line and column.
    pub(crate) fn render_over(
        &self,
        template: &str,
        shared: Option<&Prepared>,
        context: &impl Serialize,
    ) -> Result<String, Box<Diagnostic>> {
        let fault = |error: tera::Error| Box::new(self.sources.first(&error, template));
        let own = Context::from_serialize(context).map_err(fault)?;
        let mut context = shared.map(|shared| shared.context.clone()).unwrap_or_default();
        context.extend(own);
        let code = context.get("lang").and_then(|lang| lang.get_from_path("code")).and_then(Value::as_str);
        let place = self.languages.iter().position(|language| Some(language.code.as_str()) == code).unwrap_or(0);
        page_language::in_language(place, || self.templates.0.render(template, &context)).map_err(fault)
    }

    /// A name that changes with any file of the theme, its own and the embedded ones, and with what settings make of them.
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Stylesheets, scripts and other files that pages refer to, in a fixed order.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The words of a language; those of the default language for one that the site doesn't have.
    #[cfg(test)]
    pub(crate) fn strings(&self, language: &str) -> Option<&Strings> {
        self.language(language).map(|found| found.strings.as_ref())
    }

    /// A word of the interface in a language; its key where no file has it, so that nobody overlooks it.
    pub fn text(&self, language: LanguageId, key: &str) -> String {
        let language = self.languages.get(language.index()).or_else(|| self.languages.first());
        language.and_then(|found| found.strings.get(key)).unwrap_or(key).to_owned()
    }

    /// The words whose keys begin with a prefix, by the rest of their keys, as a JSON object for a script; `borrowed` in it
    /// tells which of them are in English.
    pub fn words_for(&self, language: LanguageId, prefix: &str) -> String {
        let language = self.languages.get(language.index()).or_else(|| self.languages.first());
        language.map_or_else(|| "{}".to_owned(), |found| found.strings.beginning(prefix))
    }

    /// The words that go into articles' texts, of each language of the site that the theme was loaded for.
    pub fn all_labels(&self, languages: &Languages) -> PerLanguage<Labels> {
        PerLanguage::new(languages, |language| self.labels(language))
    }

    /// The words that go into an article's text in a language.
    pub fn labels(&self, language: LanguageId) -> Labels {
        let text = |key| self.text(language, key);
        let strings = self.languages.get(language.index()).map(|found| found.strings.as_ref());
        Labels {
            promises: self.promise_words(language, &self.promises),
            dir: strings.map_or(Direction::Ltr, Strings::dir),
            in_english: SEEN
                .iter()
                .filter(|key| strings.is_some_and(|s| s.foreign(key).is_some()))
                .map(|key| text(key))
                .collect(),
            note: text("alert_note"),
            tip: text("alert_tip"),
            important: text("alert_important"),
            warning: text("alert_warning"),
            caution: text("alert_caution"),
            info: text("block_info"),
            success: text("block_success"),
            details: text("block_details"),
            play: text("block_play"),
            show: text("embed_show"),
            diagram: text("block_diagram"),
            internal: text("internal"),
            standards: text("standards"),
            transcript: text("block_transcript"),
            zoom: text("block_zoom"),
            close: text("block_close"),
            footnotes: text("footnotes"),
            back_to_text: text("back_to_text"),
            heading_link: text("heading_link"),
            quotes: [text("quote_open"), text("quote_close")],
        }
    }

    /// Whether the theme draws an icon of this name.
    pub fn has_icon(&self, name: &str) -> bool {
        self.icons.contains_key(name)
    }

    /// The names of all icons, sorted.
    pub fn icon_names(&self) -> impl Iterator<Item = &str> {
        self.icons.keys().map(String::as_str)
    }

    #[cfg(test)]
    fn language(&self, code: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.code == code).or_else(|| self.languages.first())
    }
}

/// A name that changes with anything that templates can show.
fn identity(files: &Files, urls: &BTreeMap<String, String>, languages: &[String]) -> String {
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
    };
    for (path, file) in files.under("") {
        add(path.as_bytes());
        add(&file.bytes);
    }
    // Their names hold a hash of what is in them.
    for (path, url) in urls {
        add(path.as_bytes());
        add(url.as_bytes());
    }
    languages.iter().for_each(|code| add(code.as_bytes()));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Adds all templates; those of the site that tera refuses are reported and left out.
fn add_templates(tera: &mut Tera, files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Sources {
    let (mut own, embedded) = files.templates(diagnostics);
    let mut sources = Sources::default();
    for (name, source) in own.iter().chain(&embedded) {
        sources.add(name, source);
    }
    loop {
        let all = own.iter().chain(&embedded).map(|(name, source)| (name.as_str(), source.text()));
        let Err(error) = tera.add_raw_templates(all) else { break };
        let found = sources.all(&error);
        let before = own.len();
        own.retain(|name, _| !found.iter().any(|(template, _)| template == name));
        diagnostics.extend(found.into_iter().map(|(_, diagnostic)| diagnostic));
        if own.len() == before {
            // The fault lies in no single file: without the site's templates the embedded ones still work.
            if own.is_empty() {
                break;
            }
            own.clear();
        }
    }
    sources
}

/// How most icons are drawn. A page has two dozen, so a class says it for all of them.
const OUTLINE: &str = " fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.7\" stroke-linecap=\"round\" stroke-linejoin=\"round\"";

/// Icons by name, ready to stand in a page.
fn icons(files: &Files) -> BTreeMap<String, String> {
    files
        .under("icons/")
        .filter_map(|(path, file)| {
            let name = path.strip_suffix(".svg")?;
            let text = std::str::from_utf8(&file.bytes).ok()?;
            let drawing = text.get(text.find("<svg")? + "<svg".len()..)?.trim_end();
            let (attributes, shapes) = drawing.split_at(drawing.find('>')?);
            let (class, attributes) = match attributes.split_once(OUTLINE) {
                Some((before, after)) => ("icon outline", format!("{before}{after}")),
                None => ("icon", attributes.to_owned()),
            };
            let icon = format!("<svg class=\"{class}\" width=\"24\" height=\"24\" aria-hidden=\"true\"{attributes}{shapes}");
            Some((name.to_owned(), icon))
        })
        .collect()
}

#[cfg(test)]
mod tests;
