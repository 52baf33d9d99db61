//! From what was opened after each query to the queries of each article.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use helpdex_insights::queries::{telling_words, words};
use helpdex_search::analysis::Analyzer;
use serde::Serialize;

use super::pages::{Addresses, Opened, Pages};
use super::read::Led;
use super::wording::Wording;
use crate::config::LanguageId;
use crate::path::SitePath;
use crate::source::{Entry, EntryId};

/// More queries for one article are noise: the first ones already bring most of its readers.
const MOST: usize = 8;

/// A query by which an article is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TypedQuery {
    /// As it was typed most often.
    pub query: String,
    /// How often the article was opened after it.
    pub opened: u64,
    /// How often anything was.
    pub of: u64,
}

/// The queries of each article.
pub(super) fn assign(led: &[Led], pages: Pages<'_>, least: u64) -> BTreeMap<SitePath, Vec<TypedQuery>> {
    let analyzers: HashMap<LanguageId, Analyzer> =
        pages.config.languages.pairs().map(|(id, language)| (id, Analyzer::new(&language.code))).collect();
    let mut by_article: BTreeMap<EntryId, Vec<(Vec<String>, TypedQuery)>> = BTreeMap::new();
    for ((language, _), group) in grouped(led, pages, &analyzers) {
        let Some((id, opened)) = clear_choice(&group, least) else { continue };
        let (Some(query), Some(analyzer)) = (group.spelling(), analyzers.get(&language)) else { continue };
        let telling = telling_words(analyzer, &query);
        by_article.entry(id).or_default().push((telling, TypedQuery { query, opened, of: group.all }));
    }
    let entries = by_article.into_iter().filter_map(|(id, queries)| {
        let entry = pages.sources.get(id)?;
        let queries = new_words(entry, queries, analyzers.get(&entry.language)?);
        (!queries.is_empty()).then(|| (entry.file.path().clone(), queries))
    });
    entries.collect()
}

/// Counts what was opened after queries with the same words. They are taken to be in the language of what was opened: readers
/// of a Russian page who search in English open English articles.
fn grouped(
    led: &[Led],
    pages: Pages<'_>,
    analyzers: &HashMap<LanguageId, Analyzer>,
) -> BTreeMap<(LanguageId, Vec<String>), Wording> {
    let addresses = Addresses::new(pages);
    let mut known: HashMap<&str, Opened> = HashMap::new();
    let mut groups: BTreeMap<(LanguageId, Vec<String>), Wording> = BTreeMap::new();
    for led in led {
        let page = led.lang.as_deref().and_then(|lang| pages.config.language_id(lang)).unwrap_or(LanguageId::DEFAULT);
        let told = led.opened.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
        let rest = led.of.saturating_sub(told);
        let opened = led
            .opened
            .iter()
            .map(|(address, count)| (*known.entry(address).or_insert_with(|| addresses.opened(address)), *count));
        for (opened, count) in opened.chain([(Opened::Other, rest)]).filter(|(_, count)| *count > 0) {
            let id = match opened {
                Opened::Article(id) => Some(id),
                Opened::Other | Opened::Unknown => None,
            };
            let entry = id.and_then(|id| pages.sources.get(id));
            let language = entry.map_or(page, |entry| entry.language);
            let Some(analyzer) = analyzers.get(&language) else { continue };
            groups.entry((language, words(analyzer, &led.query))).or_default().count(&led.query, id, count);
        }
    }
    groups
}

/// The article that was opened more often than all other pages together, and often enough. A query that leads to many says
/// nothing of any.
fn clear_choice(group: &Wording, least: u64) -> Option<(EntryId, u64)> {
    let (id, count) = group.articles.iter().max_by_key(|(_, count)| **count)?;
    (*count >= least && *count > group.all / 2).then_some((*id, *count))
}

/// Those queries that bring an article words which neither its author nor a more frequent query has for it. What is known
/// already would only lift what stands first anyway, and so is opened most.
fn new_words(entry: &Entry, mut queries: Vec<(Vec<String>, TypedQuery)>, analyzer: &Analyzer) -> Vec<TypedQuery> {
    let front = &entry.front;
    let names = front.title.given().into_iter().chain(front.asks.items()).chain(&front.keywords).chain(&front.tags);
    let mut known: BTreeSet<String> = names.flat_map(|text| telling_words(analyzer, &text.value)).collect();
    queries.sort_by(|(_, a), (_, b)| b.opened.cmp(&a.opened).then_with(|| a.query.cmp(&b.query)));
    let mut kept = Vec::new();
    for (telling, query) in queries {
        if kept.len() < MOST && telling.iter().any(|word| !known.contains(word)) {
            known.extend(telling);
            kept.push(query);
        }
    }
    kept
}
