//! What customers typed before they opened an article, as `asks` that the article should have.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use helpdex_search::Query;
use serde::Serialize;

use crate::gaps::{self, Language};
use crate::personal_data::holds_personal_data;
use crate::rules::words_alone;
use helpdex_content::error::Result;
use helpdex_content::query_logs::LoggedQuery;
use helpdex_content::source::EntryId;
use helpdex_content::typed_queries::{Addresses, LONGEST, Opened, Wording};
pub use helpdex_content::typed_queries::{Pages, TypedQuery as Ask};

/// More proposals for one article are noise: the first ones already bring most of its readers.
const MOST: usize = 8;

/// What a list proposes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposals {
    /// The articles with new words, those opened most first.
    pub articles: Vec<Proposal>,
    /// How often something was opened.
    pub opened: u64,
    /// How often it was no page of this site.
    pub unknown: u64,
    /// One such address.
    pub example: Option<String>,
}

/// An article and the words to accept for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// Its file.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub lang: String,
    /// What to add to its `asks`, most frequent first.
    pub asks: Vec<Ask>,
    /// The article.
    #[serde(skip)]
    pub entry: EntryId,
}

/// Queries with the same words, by the number of their language.
type Groups = BTreeMap<(usize, Vec<String>), Wording>;

/// Proposes what was opened at least `least` times, most of the time after this query, and is not found first anyway.
///
/// # Errors
/// When an index can't be read.
pub fn find(asked: &[LoggedQuery], pages: Pages<'_>, languages: &[Language], least: u64) -> Result<Proposals> {
    let mut proposals = Proposals::default();
    let groups = grouped(asked, pages, languages, &mut proposals);
    let taken = taken(pages);
    let mut by_article: BTreeMap<EntryId, Vec<Ask>> = BTreeMap::new();
    for ((number, words), group) in groups {
        let Some(language) = languages.get(number) else { continue };
        let Some((id, opened)) = clear_choice(&group, least) else { continue };
        let Some(entry) = pages.sources.get(id) else { continue };
        let Some(query) = group.spelling() else { continue };
        let own = entry.front.title.given().into_iter().chain(entry.front.asks.items());
        let known = own.into_iter().any(|text| gaps::words(&language.code, &text.value) == words)
            || taken.contains(&(language.code.as_str(), words_alone(&query)));
        if known {
            continue;
        }
        let best = Best::of(&query, language)?;
        let proposed = match best.is_good() {
            true => best.source != entry.file.path().as_str(),
            false => !is_of_another(&query, number, languages)?,
        };
        if proposed {
            by_article.entry(id).or_default().push(Ask { query, opened, of: group.all });
        }
    }
    for (id, mut asks) in by_article {
        let Some(entry) = pages.sources.get(id) else { continue };
        asks.sort_by(|a, b| b.opened.cmp(&a.opened).then_with(|| a.query.cmp(&b.query)));
        asks.truncate(MOST);
        proposals.articles.push(Proposal {
            source: entry.file.path().into(),
            title: entry.front.title.given().map(|title| title.value.clone()).unwrap_or_default(),
            lang: pages.config.code(entry.language).to_owned(),
            asks,
            entry: id,
        });
    }
    let opens = |proposal: &Proposal| proposal.asks.iter().map(|ask| ask.opened).fold(0_u64, u64::saturating_add);
    proposals.articles.sort_by(|a, b| opens(b).cmp(&opens(a)).then_with(|| a.source.cmp(&b.source)));
    Ok(proposals)
}

/// Counts what was opened after queries with the same words.
fn grouped(asked: &[LoggedQuery], pages: Pages<'_>, languages: &[Language], told: &mut Proposals) -> Groups {
    let mut groups = Groups::new();
    let mut known: HashMap<&str, Opened> = HashMap::new();
    let addresses = Addresses::new(pages);
    for asked in asked {
        let Some(address) = asked.opened.as_deref() else { continue };
        let opened = *known.entry(address).or_insert_with(|| addresses.opened(address));
        told.opened = told.opened.saturating_add(asked.count);
        if opened == Opened::Unknown {
            told.unknown = told.unknown.saturating_add(asked.count);
            told.example.get_or_insert_with(|| address.to_owned());
        }
        let query = asked.query.split_whitespace().collect::<Vec<_>>().join(" ");
        if holds_personal_data(&query) || query.chars().count() > LONGEST || query.contains(char::is_control) {
            continue;
        }
        let article = match opened {
            Opened::Article(id) => pages.sources.get(id).map(|entry| (id, pages.config.code(entry.language))),
            Opened::Other | Opened::Unknown => None,
        };
        // A query is in the language it names, else in that of the article, else in any.
        let own = asked.lang.as_deref().or(article.map(|(_, code)| code));
        for (number, language) in languages.iter().enumerate() {
            if own.is_some_and(|own| own != language.code) {
                continue;
            }
            let group = groups.entry((number, gaps::words(&language.code, &query))).or_default();
            let own = article.filter(|(_, code)| *code == language.code).map(|(id, _)| id);
            group.count(&query, own, asked.count);
        }
    }
    groups
}

/// The article that was opened in at least half of the cases, and more often than any other.
fn clear_choice(group: &Wording, least: u64) -> Option<(EntryId, u64)> {
    let (id, count) = group.articles.iter().max_by_key(|(_, count)| **count)?;
    let alone = group.articles.values().filter(|other| *other == count).count() == 1;
    (alone && *count >= least && *count >= group.all.div_ceil(2)).then_some((*id, *count))
}

/// The questions that articles have already: a second article with the same one is a fault.
fn taken(pages: Pages<'_>) -> HashSet<(&str, String)> {
    let entries = pages.sources.entries.iter();
    let asks = entries.flat_map(|entry| entry.front.asks.items().iter().map(move |ask| (entry.language, ask)));
    asks.map(|(language, ask)| (pages.config.code(language), words_alone(&ask.value))).collect()
}

/// The best answer of a language to a query.
#[derive(Default)]
struct Best {
    /// Its file.
    source: String,
    /// The share of the words asked for that its author wrote.
    share: f32,
}

impl Best {
    fn of(query: &str, language: &Language) -> Result<Self> {
        let query = Query { text: query.to_owned(), limit: 1, explain: true, ..Query::default() };
        let hit = language.index.search(&query)?.hits.into_iter().next();
        Ok(hit.map_or_else(Self::default, |hit| Self {
            share: hit.explanation.as_ref().map_or(0.0, gaps::written_share),
            source: hit.source,
        }))
    }

    /// Whether it answers, and not by a lucky guess.
    fn is_good(&self) -> bool {
        self.share > gaps::WEAK
    }
}

/// Whether another language answers a query well: where its own does not, it was asked in that one.
fn is_of_another(query: &str, own: usize, languages: &[Language]) -> Result<bool> {
    for (number, other) in languages.iter().enumerate() {
        if number != own && Best::of(query, other)?.is_good() {
            return Ok(true);
        }
    }
    Ok(false)
}
