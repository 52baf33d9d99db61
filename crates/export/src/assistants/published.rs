//! A built site that is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use helpdex_content::config::{BaseUrl, Config, LanguageId, Languages};
use helpdex_content::error::{Error, Result};
use helpdex_content::routes::output_path;
use helpdex_publish::output;
use helpdex_render::search::{self, Index};
use helpdex_search::{Hit, Query, Results};

use super::answer::{self, Answer};
use super::entry::{self, Entry};

/// What stands for the state of an output folder.
const STATE: &str = "search-index.json";
/// No page as Markdown is larger.
const LARGEST: u64 = 16 << 20;

/// A built site: its search index, and what it says of its articles.
pub struct Published {
    out: PathBuf,
    base_url: BaseUrl,
    languages: Languages,
    indexes: Vec<Index>,
    entries: Vec<Entry>,
    /// The entry of each article, by its full address.
    articles: BTreeMap<String, usize>,
    /// The files that the build wrote: nothing else is ever read.
    files: BTreeSet<String>,
    state: State,
}

/// Changes when another build takes the folder's place.
type State = Option<(std::time::SystemTime, u64)>;

fn state(out: &Path) -> State {
    let metadata = std::fs::metadata(out.join(STATE)).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

impl Published {
    /// Opens the output folder of a site.
    ///
    /// # Errors
    /// When there is no build yet, or it can't be read.
    pub fn open(config: &Config, out: &Path) -> Result<Self> {
        // Asked for first: a build that comes meanwhile is noticed at the next question.
        let state = state(out);
        let languages = config.languages.clone();
        let indexes = languages.iter().map(|language| Index::open(out, &language.code)).collect::<Result<_>>()?;
        let mut entries = Vec::new();
        for language in config.languages.ids() {
            let folder = if language.is_default() { String::new() } else { format!("{}/", config.code(language)) };
            entries.extend(entry::read(&out.join(format!("{folder}answers.json")))?.unwrap_or_default());
        }
        let articles = entries.iter().enumerate().filter(|(_, entry)| !entry.url.contains('#'));
        let articles = articles.map(|(number, entry)| (entry.url.clone(), number)).collect();
        let files = output::written(out).unwrap_or_default().into_iter().collect();
        Ok(Self {
            out: out.to_owned(),
            base_url: config.base_url.clone(),
            languages,
            indexes,
            entries,
            articles,
            files,
            state,
        })
    }

    /// Whether the folder still holds the build that was opened.
    pub fn is_current(&self) -> bool {
        self.state.is_some() && self.state == state(&self.out)
    }

    /// A language by its code; the default one without a code.
    ///
    /// # Errors
    /// When the site has no such language.
    pub fn language(&self, code: Option<&str>) -> Result<LanguageId> {
        let Some(code) = code else { return Ok(LanguageId::DEFAULT) };
        self.languages.by_code(code).ok_or_else(|| {
            let known: Vec<&str> = self.languages.iter().map(|language| language.code.as_str()).collect();
            let known = helpdex_content::suggestion::list(&known);
            Error::Refused(format!("the site has no language `{code}`; it has {known}"))
        })
    }

    /// What the site says of its articles; nothing where its settings switch `answers.json` off.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Searches as a reader of a language does.
    ///
    /// # Errors
    /// When a file of the index is damaged.
    pub fn search(&self, language: LanguageId, text: &str, limit: usize) -> Result<Results> {
        let query = Query { text: text.to_owned(), limit, explain: true, ..Query::default() };
        search::search(&self.indexes, language, &query)
    }

    /// The passage that answers a question, or nothing.
    ///
    /// # Errors
    /// When a file of the index is damaged.
    pub fn answer(&self, language: LanguageId, question: &str) -> Result<Option<Answer>> {
        let results = self.search(language, question, 1)?;
        Ok(self.answer_of(&results))
    }

    /// The passage of some results that answers.
    pub fn answer_of(&self, results: &Results) -> Option<Answer> {
        answer::of_results(results, &|url| self.base_url.absolute(url), &|url| self.updated(url))
    }

    /// The passage of a hit that comes nearest to an answer.
    pub fn passage(&self, hit: &Hit) -> Option<Answer> {
        answer::of_hit(hit, &|url| self.base_url.absolute(url), &|url| self.updated(url))
    }

    fn updated(&self, url: &str) -> Option<String> {
        let number = self.articles.get(&self.base_url.absolute(url))?;
        self.entries.get(*number)?.updated.clone()
    }

    /// An article by its address: in full or as a path, of the page or of its Markdown, with a place in it or without.
    pub fn article(&self, address: &str) -> Option<&Entry> {
        let address = address.trim().split(['#', '?']).next().unwrap_or_default();
        let address = address.strip_suffix("index.md").unwrap_or(address);
        let full = if address.starts_with('/') { self.base_url.absolute(address) } else { address.to_owned() };
        let known = self.articles.get(&full).or_else(|| self.articles.get(&format!("{full}/")))?;
        self.entries.get(*known)
    }

    /// An article as Markdown; nothing where the build wrote none.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn markdown(&self, entry: &Entry) -> Result<Option<String>> {
        let path = entry.markdown.as_deref().and_then(|url| url.strip_prefix(&self.base_url.origin));
        let path = path.and_then(|path| output_path(&self.base_url.path, path));
        let Some(path) = path.filter(|path| self.files.contains(path)) else { return Ok(None) };
        let path = self.out.join(path);
        let metadata = std::fs::metadata(&path).map_err(Error::io("read", &path))?;
        if metadata.len() > LARGEST {
            return Ok(None);
        }
        std::fs::read_to_string(&path).map(Some).map_err(Error::io("read", &path))
    }
}
