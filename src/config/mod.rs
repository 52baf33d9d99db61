//! `helpdex.yaml`: what a help site is called, which languages it speaks, how it looks.

mod budgets;
mod coverage;
mod external;
mod language;
mod levels;
mod limits;
mod read;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};

pub use budgets::{Budget, Budgets};
pub use coverage::Coverage;
pub use external::External;
pub use language::{Direction, Language};
pub(crate) use language::{is_language_code, is_well_formed};
pub use levels::{Level, Levels};
pub(crate) use levels::{Setting, settings};
pub use limits::Limits;
pub(crate) use words::fill;
pub use words::{BannedWord, Variable};

/// The file at the root of every help site.
pub const CONFIG_FILE: &str = "helpdex.yaml";

/// A text, or one per language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized {
    /// What counts for languages that have none of their own.
    pub(crate) default: String,
    /// Language code and text.
    pub(crate) by_language: Vec<(String, String)>,
}

impl Localized {
    /// The text for a language.
    pub fn get(&self, language: &str) -> &str {
        self.by_language.iter().find(|(code, _)| code == language).map_or(&self.default, |(_, text)| text)
    }
}

/// A link of the footer or of the ways to contact support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedLink {
    /// What the reader sees.
    pub label: Localized,
    /// Where it leads: an `https:`, `mailto:` or `tel:` URL, or a path of the site.
    pub url: String,
}

/// What a site may change of a theme without writing one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Appearance {
    /// Accent colour on light backgrounds, as CSS.
    pub accent: Option<String>,
    /// Accent colour on dark backgrounds, as CSS.
    pub accent_dark: Option<String>,
    /// An image below `content/` shown beside the title.
    pub logo: Option<String>,
    /// CSS font stack of the text.
    pub font: Option<String>,
}

/// Where the site lives: an origin, and the path below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host without a slash at the end: `https://help.example.com`.
    pub origin: String,
    /// Empty, or a path with a slash before and none after it: `/help`.
    pub path: String,
}

impl BaseUrl {
    /// Reads a base URL; nothing but `http` and `https` with a host will do.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/');
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:[]".contains(c);
        if host.is_empty() || !host.chars().all(plain) {
            return None;
        }
        let plain_path = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
        if !path.chars().all(plain_path) || path.split('/').any(|part| part == "." || part == "..") {
            return None;
        }
        Some(Self { origin: text[..text.len() - path.len()].to_owned(), path: path.to_owned() })
    }

    /// The absolute URL of a page given by its path on the host (base path included).
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

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
    pub languages: Vec<Language>,
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
    pub contact: Vec<NamedLink>,
    /// Where an article is edited, with `{path}` for its path in the repository.
    pub edit_url: Option<String>,
    /// A list of what customers typed, relative to the root; the preview shows what of it has no answer.
    pub asked: Option<PathBuf>,
    /// What opens a file in the authors' editor from the preview, with `{path}`, `{line}` and `{column}`.
    pub editor_url: Option<String>,
    /// What each language has to have at least.
    pub coverage: Vec<Coverage>,
    /// Texts that articles insert by their names.
    pub variables: Vec<Variable>,
    /// Short forms that every customer of the site knows, each with what it stands for.
    pub glossary: BTreeMap<String, Localized>,
    /// Words that are not to be used, per language.
    pub banned_words: BTreeMap<String, Vec<BannedWord>>,
    /// Levels of rules that differ from the default.
    pub levels: Levels,
    /// What the site must not outgrow.
    pub budgets: Budgets,
}

impl Config {
    /// Finds `helpdex.yaml` in `start` or a folder above and reads it.
    ///
    /// # Errors
    /// When there is none, or it can't be read. Faults inside the file are the inner `Err`.
    pub fn load(start: &Path) -> Result<Result<Self, Vec<Diagnostic>>> {
        let start = std::path::absolute(start).map_err(Error::io("find", start))?;
        // A misspelt folder must not lead to the site that happens to lie above it.
        if !start.is_dir() {
            return Err(Error::Environment(format!("there is no folder `{}`", start.display())));
        }
        let root = start.ancestors().find(|folder| folder.join(CONFIG_FILE).is_file());
        let root = root.ok_or_else(|| Error::NoSite(start.clone()))?.to_owned();
        let path = root.join(CONFIG_FILE);
        let bytes = std::fs::read(&path).map_err(Error::io("read", &path))?;
        Ok(read::config(root, bytes))
    }

    /// The language that pages without a prefix are in.
    pub fn default_language(&self) -> &Language {
        &self.languages[0]
    }

    /// The index of a language by its code.
    pub fn language_index(&self, code: &str) -> Option<usize> {
        self.languages.iter().position(|language| language.code == code)
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
    pub fn prefix(&self, language: usize) -> String {
        match self.languages.get(language) {
            Some(lang) if language > 0 => format!("{}/{}", self.base_url.path, lang.code),
            _ => self.base_url.path.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls() {
        let url = BaseUrl::parse("https://x.example/help/").expect("fine");
        assert_eq!((url.origin.as_str(), url.path.as_str()), ("https://x.example", "/help"));
        assert_eq!(BaseUrl::parse("http://localhost:1111").expect("fine").path, "");
        for bad in ["ftp://x", "x.example", "https://", "https://x/a b", "https://x/../y", "https://x\"y"] {
            assert_eq!(BaseUrl::parse(bad), None, "{bad}");
        }
    }
}
