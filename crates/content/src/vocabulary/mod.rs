//! What authors say about search: `content/synonyms.yaml` and `content/queries.yaml`.
//!
//! Both files name articles by path, so they are read when routes are planned. The words go into the index, the tests
//! are run against it by `helpdex test`.

mod articles;
mod faults;
mod queries;
mod search_test;
mod synonyms;

use helpdex_search::Words;

use crate::config::{Config, LanguageId, PerLanguage};
use crate::diagnostic::Diagnostic;
use crate::routes::Routes;
use crate::source::Sources;
use articles::Articles;

pub use search_test::{SearchTest, TestGroup, WITHIN};

/// What both files say.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Synonyms and pinned articles of each language of the site.
    words: PerLanguage<Words>,
    /// Queries and what they must find, those of groups too.
    pub tests: Vec<SearchTest>,
    /// Groups of tests of which a share must pass; each has a test at least.
    pub test_groups: Vec<TestGroup>,
}

impl Vocabulary {
    /// Synonyms and pinned articles of a language.
    pub fn words(&self, language: LanguageId) -> Words {
        self.words.get(language).cloned().unwrap_or_default()
    }
}

/// Reads both files; faults in them are diagnostics.
pub(crate) fn read(
    config: &Config,
    sources: &Sources,
    routes: &Routes,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vocabulary {
    let articles = Articles::new(config, sources, routes);
    let words = sources.synonyms.as_ref().map(|file| synonyms::read(file, config, &articles, diagnostics));
    let queries = sources.queries.as_ref().map(|file| queries::read(file, config, &articles, diagnostics));
    let queries = queries.unwrap_or_default();
    Vocabulary { words: words.unwrap_or_default(), tests: queries.tests, test_groups: queries.groups }
}

#[cfg(test)]
mod tests;
