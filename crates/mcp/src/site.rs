//! The site that is asked, as the last build wrote it.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_export::assistants::{Entry, Published};

/// The last build of a site. Another build that takes its place is noticed.
pub struct Site {
    config: Config,
    out: PathBuf,
    published: RwLock<Arc<Published>>,
}

impl Site {
    /// Opens the output folder of a site.
    ///
    /// # Errors
    /// When there is no build yet, or it lacks what assistants read.
    pub fn open(config: Config, out: PathBuf) -> Result<Self> {
        let programs = config.programs;
        if !programs.answers || !programs.markdown {
            return Err(Error::Refused(
                "assistants read `answers.json` and the Markdown of pages, which `programs` in helpdex.yaml switches off"
                    .to_owned(),
            ));
        }
        let published = RwLock::new(Arc::new(Published::open(&config, &out)?));
        Ok(Self { config, out, published })
    }

    /// The name of the site in its first language.
    pub(crate) fn title(&self) -> &str {
        self.config.title.get(&self.config.default_language().code)
    }

    /// What is there now.
    pub(crate) fn now(&self) -> Arc<Published> {
        let published = Arc::clone(&self.published.read().unwrap_or_else(PoisonError::into_inner));
        if published.is_current() {
            return published;
        }
        // While a build swaps folders there is nothing for a moment: what was there before goes on answering.
        match Published::open(&self.config, &self.out) {
            Ok(newer) => {
                let newer = Arc::new(newer);
                *self.published.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&newer);
                newer
            }
            Err(_) => published,
        }
    }
}

/// The articles of a language, or of all.
pub(crate) fn articles<'p>(published: &'p Published, language: Option<&str>) -> impl Iterator<Item = &'p Entry> {
    let language = language.map(str::to_owned);
    let is_article = |entry: &&Entry| !entry.url.contains('#');
    let speaks = move |entry: &&Entry| language.as_ref().is_none_or(|code| entry.language.eq_ignore_ascii_case(code));
    published.entries().iter().filter(is_article).filter(speaks)
}
