//! The part of a context that all pages of a language share.

use std::sync::Arc;

use serde::Serialize;

use super::agents;
use super::cards::{self, TOPICS};
use super::context::{Common, Footer, LangContext, NamedUrl, SearchContext, SiteContext};
use super::feedback;
use super::offline;
use super::page::{Page, has_status, has_topics};
use crate::theme::Prepared;
use helpdex_content::config::{LanguageId, NamedLink, PerLanguage};
use helpdex_content::site::Site;

/// Where the pages' search asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SearchSource {
    /// The preview's URL for questions; nothing on a published site.
    pub api: Option<String>,
    /// URL of each language's manifest of engine and index.
    pub manifests: Vec<(String, String)>,
    /// URL of the engine that the manifests name.
    pub engine: Option<String>,
}

/// The part of the context that all pages of a language share, per language: made once for many pages.
#[derive(Clone, Debug)]
pub struct Shared(pub(super) Arc<PerLanguage<Prepared>>);

impl Shared {
    /// What the pages of a site share. It depends on the settings and the categories, not on any one article's text.
    pub fn of(site: &Site, search: &SearchSource) -> Self {
        let prepared = |language| Prepared::new(&common(site, search, language));
        Self(Arc::new(PerLanguage::new(&site.config.languages, prepared)))
    }
}

/// The part that all pages of a language share.
fn common(site: &Site, search: &SearchSource, language: LanguageId) -> Common {
    let config = &site.config;
    let code = cards::code(site, language);
    let language_config = config.languages.get(language);
    let links = |links: &[NamedLink]| {
        let named = |link: &NamedLink| NamedUrl {
            label: link.label.get(&code).to_owned(),
            url: if link.url.starts_with('/') {
                format!("{}{}", site.routes.base(), link.url)
            } else {
                link.url.clone()
            },
        };
        links.iter().map(named).collect()
    };
    let manifest =
        |code: &str| search.manifests.iter().find(|(language, _)| language == code).map(|(_, url)| url.clone());
    Common {
        site: SiteContext {
            title: config.title.get(&code).to_owned(),
            description: config.description.get(&code).to_owned(),
            base_url: config.base_url.absolute(site.routes.base()),
            base_path: site.routes.base().to_owned(),
            languages_count: config.languages.len(),
            contact: links(&config.contact.links),
            footer: Footer { text: config.footer_text.get(&code).to_owned(), links: links(&config.footer_links) },
            logo: cards::logo(site),
            serve: search.api.is_some(),
            feedback: feedback::context(config, search.api.is_some()),
            offline: offline::context(site, language).filter(|_| search.api.is_none()),
            search: SearchContext { api: search.api.clone(), manifest: manifest(&code), engine: search.engine.clone() },
            agents: agents::context(site),
            generator: concat!("Helpdex ", env!("CARGO_PKG_VERSION")),
        },
        lang: LangContext {
            short: short(&code),
            languages: config.languages.are_many().then(|| Page::Languages(language).url(site)),
            name: language_config.name.clone(),
            dir: language_config.dir,
            home: site.routes.page_url(language, ""),
            search: site.routes.page_url(language, "search"),
            tags: site.routes.page_url(language, "tags"),
            topics: has_topics(site, language).then(|| Page::Topics(language).url(site)),
            feed: Page::Feed(language).url(site),
            opensearch: config.programs.opensearch.then(|| Page::OpenSearch(language).url(site)),
            standards: (!site.standards.is_empty()).then(|| Page::Standards(language).url(site)),
            status: has_status(site).then(|| Page::Status(language).url(site)),
            default: language.is_default(),
            code,
        },
        nav: cards::top(site, language, TOPICS),
    }
}

/// A code as it stands beside the globe on a phone.
fn short(code: &str) -> String {
    const ROOM: usize = 5;
    let primary = code.split('-').next().unwrap_or(code);
    if code.len() > ROOM { primary.to_uppercase() } else { code.to_uppercase() }
}
