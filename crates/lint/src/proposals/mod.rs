//! What customers typed before they opened an article, as `asks` that the article should have.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use helpdex_search::Query;
use percent_encoding::percent_decode_str;
use serde::Serialize;

use crate::gaps::{self, Language};
use crate::personal_data::holds_personal_data;
use crate::query_logs::LoggedQuery;
use crate::rules::words_alone;
use helpdex_content::config::Config;
use helpdex_content::error::Result;
use helpdex_content::routes::{Owner, Routes};
use helpdex_content::source::{EntryId, EntryKind, Sources, Status};

/// More proposals for one article are noise: the first ones already bring most of its readers.
const MOST: usize = 8;
/// A longer query is a letter, and no question that others would type again.
const LONGEST: usize = 100;

/// Where the articles of a site are.
#[derive(Clone, Copy)]
pub struct Pages<'s> {
    /// The settings.
    pub config: &'s Config,
    /// The articles.
    pub sources: &'s Sources,
    /// Their URLs.
    pub routes: &'s Routes,
}

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

/// A query to accept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// As it was typed most often.
    pub query: String,
    /// How often the article was opened after it.
    pub opened: u64,
    /// How often anything was.
    pub of: u64,
}

/// What an address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opened {
    Article(EntryId),
    /// A category, the page of a search, a file.
    Other,
    Unknown,
}

/// The queries of one group while they are counted.
#[derive(Default)]
struct Group {
    all: u64,
    articles: BTreeMap<EntryId, u64>,
    spellings: BTreeMap<String, u64>,
}

/// Queries with the same words, by the number of their language.
type Groups = BTreeMap<(usize, Vec<String>), Group>;

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
        let Some(query) = spelling(&group) else { continue };
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
    let files: HashMap<&str, EntryId> =
        pages.sources.with_ids().map(|(id, entry)| (entry.file.path().as_str(), id)).collect();
    for asked in asked {
        let Some(address) = asked.opened.as_deref() else { continue };
        let opened = *known.entry(address).or_insert_with(|| resolve(address, pages, &files));
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
            group.all = group.all.saturating_add(asked.count);
            let count = group.spellings.entry(query.clone()).or_default();
            *count = count.saturating_add(asked.count);
            if let Some((id, code)) = article
                && code == language.code
            {
                let count = group.articles.entry(id).or_default();
                *count = count.saturating_add(asked.count);
            }
        }
    }
    groups
}

/// The article that was opened in at least half of the cases, and more often than any other.
fn clear_choice(group: &Group, least: u64) -> Option<(EntryId, u64)> {
    let (id, count) = group.articles.iter().max_by_key(|(_, count)| **count)?;
    let alone = group.articles.values().filter(|other| *other == count).count() == 1;
    (alone && *count >= least && *count >= group.all.div_ceil(2)).then_some((*id, *count))
}

/// The spelling used most; of equals the first of the alphabet.
fn spelling(group: &Group) -> Option<String> {
    let most = group.spellings.values().max()?;
    group.spellings.iter().find(|(_, count)| *count == most).map(|(spelling, _)| spelling.clone())
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
    /// The share of the words asked for that it has.
    share: f32,
}

impl Best {
    fn of(query: &str, language: &Language) -> Result<Self> {
        let query = Query { text: query.to_owned(), limit: 1, explain: true, ..Query::default() };
        let hit = language.index.search(&query)?.hits.into_iter().next();
        Ok(hit.map_or_else(Self::default, |hit| Self {
            share: hit.explanation.as_ref().map_or(0.0, gaps::share),
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

/// What a URL (with host or without, with the base path or without) or the path of a file leads to.
fn resolve(address: &str, pages: Pages<'_>, files: &HashMap<&str, EntryId>) -> Opened {
    let address = address.split(['?', '#']).next().unwrap_or_default().trim();
    let decoded = percent_decode_str(address).decode_utf8_lossy();
    let Some(path) = path_of(&decoded, pages.config) else { return Opened::Unknown };
    let in_content = pages.config.site_path(path.trim_start_matches('/'));
    let file = files.get(path.trim_start_matches('/')).or_else(|| files.get(in_content.as_str()));
    if let Some(id) = file {
        return article(*id, pages);
    }
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let with_base = format!("{}{path}", pages.routes.base());
    match pages.routes.owner(&path).or_else(|| pages.routes.owner(&with_base)) {
        Some(Owner::Entry(id) | Owner::Alias(id)) => article(*id, pages),
        Some(_) => Opened::Other,
        None => Opened::Unknown,
    }
}

/// The path of an address; nothing for one on another host.
fn path_of<'a>(address: &'a str, config: &Config) -> Option<&'a str> {
    let Some((_, rest)) = address.split_once("://") else { return Some(address).filter(|path| !path.is_empty()) };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (_, own) = config.base_url.origin.split_once("://")?;
    host.eq_ignore_ascii_case(own).then_some(if path.is_empty() { "/" } else { path })
}

/// An article that search finds.
fn article(id: EntryId, pages: Pages<'_>) -> Opened {
    let found = pages.sources.get(id);
    let searched = found.is_some_and(|entry| {
        entry.kind == EntryKind::Article && entry.front.status == Status::Published && pages.routes.url(id).is_some()
    });
    if searched { Opened::Article(id) } else { Opened::Other }
}
