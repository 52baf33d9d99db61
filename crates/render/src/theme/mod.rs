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
mod labels;
mod options;
mod page_language;
mod parts;
mod prepared;
mod said;
mod shorten;
mod strings;
mod templates;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Value};

use helpdex_content::config::{Config, LanguageId};
use helpdex_content::contact::Reply;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::Result;

pub use alone::data_url;
pub(crate) use appearance::accents;
#[cfg(feature = "pictures")]
pub(crate) use appearance::hero;
pub use assets::Asset;
use faults::Sources;
use files::Files;
pub use files::embedded_texts;
pub use options::Options;
pub(crate) use prepared::Prepared;
pub(crate) use shorten::without_comments;
use strings::Strings;
use templates::Templates;

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

/// The folder of what the site as one file looks like: it goes into that file alone.
const BOOK: &str = "book/";

/// One language's words.
#[derive(Debug)]
struct Language {
    code: String,
    strings: Arc<Strings>,
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
            let idle = parts::idle(config);
            theme.assets.retain(|asset| !idle.iter().any(|start| asset.path.starts_with(start)));
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
        let sources = templates::add(&mut tera, &files, &mut diagnostics);
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
        self.render_context(template, &context)
    }

    /// Like [`render`](Self::render), with a context that is of the template engine's values.
    ///
    /// # Errors
    /// A fault in the template, with its file, line and column.
    pub(crate) fn render_context(&self, template: &str, context: &Context) -> Result<String, Box<Diagnostic>> {
        let code = context.get("lang").and_then(|lang| lang.get_from_path("code")).and_then(Value::as_str);
        let place = self.languages.iter().position(|language| Some(language.code.as_str()) == code).unwrap_or(0);
        let filled = page_language::in_language(place, || self.templates.0.render(template, context));
        filled.map_err(|error| Box::new(self.sources.first(&error, template)))
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
    base16ct::lower::encode_string(&hash.finalize())
}

/// How most icons are drawn. A page has two dozen, so a class says it for all of them.
const OUTLINE: &str =
    " fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.7\" stroke-linecap=\"round\" stroke-linejoin=\"round\"";

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
            let icon =
                format!("<svg class=\"{class}\" width=\"24\" height=\"24\" aria-hidden=\"true\"{attributes}{shapes}");
            Some((name.to_owned(), icon))
        })
        .collect()
}

#[cfg(test)]
mod tests;
