//! What authors say about search: `content/synonyms.yaml` and `content/queries.yaml`.
//!
//! Both files name articles by path, so they are read when routes are planned. The words go into the index, the tests
//! are run against it by `helpdex test`.

mod articles;
mod queries;
mod synonyms;

use std::ops::Range;

use helpdex_search::Words;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::fields::{self, Fields, did_you_mean};
use crate::routes::Routes;
use crate::source::Sources;
use articles::Articles;

/// What both files say.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Synonyms and pinned articles of each language of the site.
    words: Vec<Words>,
    /// Queries and what they must find.
    pub(crate) tests: Vec<SearchTest>,
}

impl Vocabulary {
    /// Synonyms and pinned articles of a language.
    pub(crate) fn words(&self, language: usize) -> Words {
        self.words.get(language).cloned().unwrap_or_default()
    }
}

/// A query and what it must find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SearchTest {
    /// What a customer types.
    pub(crate) query: String,
    /// Index into the site's languages.
    pub(crate) language: usize,
    /// Files of the articles of which one must be found.
    pub(crate) expect: Vec<String>,
    /// The lowest rank that will do.
    pub(crate) within: usize,
    /// The file that asks for it.
    pub(crate) path: String,
    /// Where in it.
    pub(crate) place: Place,
}

/// The rank within which an article must be found where nothing else is said: what fits on a phone without scrolling.
pub(crate) const WITHIN: usize = 3;

/// Reads both files; faults in them are diagnostics.
pub(crate) fn read(
    config: &Config,
    sources: &Sources,
    routes: &Routes,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vocabulary {
    let articles = Articles::new(config, sources, routes);
    let words = sources.synonyms.as_ref().map(|file| synonyms::read(file, config, &articles, diagnostics));
    let tests = sources.queries.as_ref().map(|file| queries::read(file, config, &articles, diagnostics));
    Vocabulary { words: words.unwrap_or_default(), tests: tests.unwrap_or_default() }
}

/// The index of a language that a file names. Of one that the site does not have, what is written for it has no effect:
/// that is told, and stops nothing.
fn language(config: &Config, fields: &mut Fields<'_>, code: &str, range: Range<usize>) -> Option<usize> {
    let known = config.language_index(code);
    if known.is_none() {
        let codes: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
        let help = match did_you_mean(code, codes.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the site has {}", fields::list(&codes)),
        };
        let found = fields.source().warning("unknown-language", range, format!("the site does not speak `{code}`"));
        fields.add(found.help(help));
    }
    known
}

/// A fault about a whole file, shown at its beginning.
fn not_a(source: &SourceText, code: &'static str, message: &str, help: &str) -> Diagnostic {
    source.error(code, 0..1, message).help(help)
}

#[cfg(test)]
mod tests;
