//! The tools.

use std::sync::Arc;

use helpdex_export::assistants::{Entry, Published};
use rmcp::handler::server::wrapper::{Json, Parameters};
use rmcp::model::{Implementation, ServerCapabilities, ServerConfig};
use rmcp::{ServerHandler, tool, tool_handler, tool_router};

use crate::site::{Site, articles};
use crate::tools::{Article, ChangesRequest, Found, ListRequest, Listed, Passage, ReadRequest, SearchRequest};

/// So many articles are found where nobody says how many …
const FOUND: usize = 5;
/// … and at most.
const MOST_FOUND: usize = 20;
/// So many articles stand in one list.
const LISTED: usize = 100;

const NOTHING: &str = "No article answers this. Say so, and do not guess; a person can be asked by the ways that the site \
                       offers.";
const NEAR: &str = "No article answers this in so many words. These come nearest: read them before you rely on them.";

/// Answers the questions of an assistant.
#[derive(Clone)]
pub(crate) struct Server {
    site: Arc<Site>,
}

impl Server {
    pub(crate) fn new(site: Arc<Site>) -> Self {
        Self { site }
    }
}

#[tool_router]
impl Server {
    #[tool(
        description = "Search the help center. Gives the passage that answers, word for word, with its address and the \
                       day of its last change, and the articles that come nearest. Cite the address of what you use.",
        annotations(read_only_hint = true, open_world_hint = false)
    )]
    fn search(&self, Parameters(request): Parameters<SearchRequest>) -> Result<Json<Found>, String> {
        let site = self.site.now();
        let language = site.language(request.language.as_deref()).map_err(|fault| fault.to_string())?;
        let limit = request.limit.unwrap_or(FOUND).clamp(1, MOST_FOUND);
        let results = site.search(language, &request.query, limit).map_err(|fault| fault.to_string())?;
        let answer = site.answer_of(&results).map(Passage::from);
        let found: Vec<Passage> = results.hits.iter().filter_map(|hit| site.passage(hit)).map(Passage::from).collect();
        let note = match (&answer, found.is_empty()) {
            (Some(_), _) => None,
            (None, true) => Some(NOTHING.to_owned()),
            (None, false) => Some(NEAR.to_owned()),
        };
        Ok(Json(Found { answer, articles: found, note }))
    }

    #[tool(
        description = "Read an article as Markdown, by its address.",
        annotations(read_only_hint = true, open_world_hint = false)
    )]
    fn read(&self, Parameters(request): Parameters<ReadRequest>) -> Result<Json<Article>, String> {
        let site = self.site.now();
        let nothing = || format!("no article has the address `{}`; `search` and `list` give addresses", request.url);
        let entry = site.article(&request.url).ok_or_else(nothing)?;
        let markdown = site.markdown(entry).map_err(|fault| fault.to_string())?.ok_or_else(nothing)?;
        let Entry { question, url, language, category, updated, .. } = entry.clone();
        Ok(Json(Article { title: question, url, language, category, updated, markdown }))
    }

    #[tool(
        description = "List the articles, of all or of one language or category, a hundred at a time.",
        annotations(read_only_hint = true, open_world_hint = false)
    )]
    fn list(&self, Parameters(request): Parameters<ListRequest>) -> Result<Json<Listed>, String> {
        let site = self.site.now();
        let language = known(&site, request.language.as_deref())?;
        let is_in = |entry: &&Entry| {
            let category = request.category.as_ref().map(|category| category.to_lowercase());
            category.is_none_or(|title| entry.category.as_ref().is_some_and(|own| own.to_lowercase() == title))
        };
        Ok(Json(part(articles(&site, language).filter(is_in).collect(), request.skip)))
    }

    #[tool(
        description = "List the articles that were changed on a day or later, newest first. What has no date is left out.",
        annotations(read_only_hint = true, open_world_hint = false)
    )]
    fn changed_since(&self, Parameters(request): Parameters<ChangesRequest>) -> Result<Json<Listed>, String> {
        let site = self.site.now();
        let language = known(&site, request.language.as_deref())?;
        let day: jiff::civil::Date = request
            .date
            .trim()
            .parse()
            .map_err(|_| format!("`{}` is no day; write it as `2026-11-01`", request.date))?;
        let day = day.to_string();
        let is_newer = |entry: &&Entry| entry.updated.as_ref().is_some_and(|updated| *updated >= day);
        let mut changed: Vec<&Entry> = articles(&site, language).filter(is_newer).collect();
        changed.sort_by(|one, other| other.updated.cmp(&one.updated).then_with(|| one.url.cmp(&other.url)));
        Ok(Json(part(changed, request.skip)))
    }
}

/// A language that the site has, or none.
fn known<'l>(site: &Published, language: Option<&'l str>) -> Result<Option<&'l str>, String> {
    site.language(language).map(|_| language).map_err(|fault| fault.to_string())
}

/// A part of a list.
fn part(all: Vec<&Entry>, skip: Option<usize>) -> Listed {
    let skip = skip.unwrap_or(0);
    let articles: Vec<_> = all.iter().skip(skip).take(LISTED).map(|entry| (*entry).into()).collect();
    let end = skip.saturating_add(articles.len());
    Listed { total: all.len(), articles, next: (end < all.len() && skip < all.len()).then_some(end) }
}

#[tool_handler]
impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let about = format!(
            "The help center `{}`, as it is published. Search it for what customers ask, read articles before you rely on \
             them, and cite their addresses. Where nothing fits, say so.",
            self.site.title()
        );
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("helpdex", env!("CARGO_PKG_VERSION")))
            .with_instructions(about)
    }
}
