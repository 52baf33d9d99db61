//! Links to what is named in a file of its own: what a checklist applies to, what an incident affects.

use helpdex_content::config::{Direction, LanguageId};
use helpdex_content::site::Site;
use serde::Serialize;

use super::cards;
use super::page::Page;

/// A link with the title of what it leads to, and the language of that.
#[derive(Debug, Serialize)]
pub(super) struct NamedLink {
    title: String,
    url: String,
    lang: String,
    dir: Direction,
    foreign: bool,
}

impl NamedLink {
    /// To a category.
    pub(super) fn category(site: &Site, key: &str, language: LanguageId) -> Self {
        let card = cards::card(site, key, language);
        Self { title: card.title, url: card.url, lang: card.lang, dir: card.dir, foreign: card.foreign }
    }

    /// To an article; nothing where no page shows it.
    pub(super) fn article(site: &Site, key: &str, language: LanguageId) -> Option<Self> {
        let item = cards::item(site, key, language)?;
        Some(Self { title: item.title, url: item.url, lang: item.lang, dir: item.dir, foreign: item.foreign })
    }

    /// To the articles with a tag; nothing where none has it.
    pub(super) fn tag(site: &Site, slug: &str, language: LanguageId) -> Option<Self> {
        let tag = site.tags(language).iter().find(|tag| tag.slug == slug)?;
        Some(Self {
            title: tag.title.clone(),
            url: Page::Tag(language, slug.to_owned()).url(site),
            lang: cards::code(site, language),
            dir: site.config.languages.get(language).dir,
            foreign: false,
        })
    }

    /// The same with a sign before the title.
    pub(super) fn after(self, sign: char) -> Self {
        Self { title: format!("{sign}{}", self.title), ..self }
    }
}
