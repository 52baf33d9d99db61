//! Which questions a text answers that is not saved: its own `asks`, the search tests that name it, and whatever its
//! author tries.

use serde::Deserialize;
use serde_json::{Value, json};

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::SitePath;
use helpdex_content::site::Site;
use helpdex_render::search::{Live, search_live};
use helpdex_search::{Query, Results};
use helpdex_write::apply;

use super::asked::{Asked, Sent};
use super::refusal::{Answer, Refusal, fine};

/// An article is looked for so far down.
const DEPTH: usize = 20;
/// So many hits of a query are shown.
const SHOWN: usize = 8;
/// So many queries may be tried at once.
const TRIED: usize = 10;
/// Longer queries are cut, as those of readers are.
const LONGEST: usize = 500;

#[derive(Deserialize)]
struct Questions {
    #[serde(flatten)]
    sent: Sent,
    #[serde(default)]
    queries: Vec<String>,
}

/// `POST answers`
pub(super) fn answers(asked: &Asked) -> Answer {
    let Questions { sent, queries } = asked.read()?;
    if queries.len() > TRIED {
        return Err(Refusal::bad(format!("no more than {TRIED} queries at once")));
    }
    let place = asked.place(&sent.path)?;
    let applied = apply(place.kind, &sent.document, &sent.fields);
    let site = asked.editing()?.overlays.site(&asked.state, &place, &applied.document.text());
    let Some(indexes) = asked.state.search.clone() else {
        return fine(json!({ "asks": [], "tests": [], "tried": [], "ready": false }));
    };
    let engine = Engine { indexes: followed(&indexes, &site)?, path: place.path.clone() };
    let id = site.id_of(&place.path);
    let language = id.and_then(|id| site.entry(id)).map_or(LanguageId::DEFAULT, |entry| entry.language);
    let mut asks = Vec::new();
    for question in id.and_then(|id| site.entry(id)).map(|entry| entry.front.asks.items()).unwrap_or_default() {
        let rank = engine.rank(language, &question.value, &[place.path.as_str().into()])?;
        asks.push(json!({ "query": question.value, "rank": rank, "found": rank.is_some() }));
    }
    let mut tests = Vec::new();
    for test in site.vocabulary.tests.iter().filter(|test| test.expect.iter().any(|file| *file == *place.path)) {
        let rank = engine.rank(test.language, &test.query, &test.expect)?;
        let passed = rank.is_some_and(|rank| rank <= test.within);
        tests.push(json!({ "query": test.query, "rank": rank, "passed": passed, "group": test.group }));
    }
    let tried = queries.iter().map(|query| engine.tried(language, query)).collect::<Result<Vec<_>>>()?;
    fine(json!({ "asks": asks, "tests": tests, "tried": tried, "ready": true }))
}

/// Indexes of all languages that know a site's newest texts; one that differs too much stays as it was.
pub(super) fn followed(indexes: &[Live], site: &Site) -> Result<Vec<Live>> {
    let languages = site.config.languages.ids();
    languages
        .zip(indexes)
        .map(|(language, index)| Ok(index.follow(site, language)?.unwrap_or_else(|| index.share())))
        .collect()
}

struct Engine {
    indexes: Vec<Live>,
    /// The file that is written.
    path: String,
}

impl Engine {
    fn ask(&self, language: LanguageId, text: &str, limit: usize) -> Result<Results> {
        let text = text.chars().take(LONGEST).collect();
        search_live(&self.indexes, language, &Query { text, limit, ..Query::default() })
    }

    /// The rank of the best of some files.
    fn rank(&self, language: LanguageId, text: &str, files: &[SitePath]) -> Result<Option<usize>> {
        let results = self.ask(language, text, DEPTH)?;
        Ok(results.hits.iter().position(|hit| files.iter().any(|file| *file == *hit.source)).map(|at| at + 1))
    }

    fn tried(&self, language: LanguageId, query: &str) -> Result<Value> {
        let results = self.ask(language, query, SHOWN)?;
        let hits = results.hits.iter().enumerate().map(|(at, hit)| {
            json!({ "title": hit.title, "path": hit.source, "url": hit.url, "rank": at + 1, "own": hit.source == self.path })
        });
        Ok(json!({ "query": query, "hits": hits.collect::<Vec<_>>() }))
    }
}
