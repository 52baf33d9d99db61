//! `llms.txt`, the list of what there is for language models in the form that llmstxt.org describes, and `llms-full.txt`,
//! which has the texts themselves.

use helpdex_content::config::LanguageId;
use helpdex_content::site::{Shown, Site};
use helpdex_content::source::{EntryId, Status};

use super::address::reached;
use super::cards;
use super::key::{Basis, Key};
use super::markdown::{body, line, listed, one_line};
use super::page::{Page, has_status};
use super::rendering::Rendering;

/// Up to so many articles are all named. Of a larger site the topics are, with some articles of each.
const ALL: usize = 500;
/// So many articles of a topic, then: first those that authors chose for the home page.
const EACH: usize = 10;
/// So many articles stand in one file of texts.
const TEXTS: usize = 500;

/// The articles of a language that programs are told of, in the order of the site: those that are published in it.
pub(super) fn articles<'s>(site: &'s Site, key: &str, language: LanguageId) -> Vec<(&'s str, Shown<'s>)> {
    let below = site.tree.articles_below(key).into_iter();
    below.filter_map(|key| Some((key, published(site, key, language)?))).collect()
}

fn published<'s>(site: &'s Site, key: &str, language: LanguageId) -> Option<Shown<'s>> {
    let shown = site.listed(key, language).filter(|shown| !shown.foreign)?;
    (shown.entry.front.status == Status::Published).then_some(shown)
}

/// The files of texts of a language.
pub(super) fn full_files(site: &Site, language: LanguageId) -> Vec<Page> {
    // Only large sites are worth the count.
    let count = if site.sources.entries.len() <= TEXTS { 1 } else { articles(site, "", language).len() };
    (1..=count.div_ceil(TEXTS).max(1)).map(|number| Page::LlmsFull(language, number)).collect()
}

/// Those of them in which the texts of some articles stand.
pub(super) fn full_files_with(site: &Site, language: LanguageId, ids: &[EntryId]) -> Vec<Page> {
    let all = articles(site, "", language);
    let files = all.chunks(TEXTS).zip(1..).filter(|(texts, _)| texts.iter().any(|(_, shown)| ids.contains(&shown.id)));
    files.map(|(_, number)| Page::LlmsFull(language, number)).collect()
}

/// The list of what there is in a language.
pub(super) fn list(rendering: &Rendering<'_>, language: LanguageId) -> String {
    let site = rendering.site;
    let mut out = head(site, language);
    let all = articles(site, "", language).len() <= ALL;
    let loose = articles(site, "", language).into_iter().filter(|(key, _)| !key.contains('/'));
    let loose: String = loose.filter_map(|(key, _)| item(rendering, key, language)).collect();
    section(&mut out, site.config.title.get(site.config.code(language)), &loose);
    for topic in cards::topics(site, language) {
        let card = cards::card(site, topic, language);
        let mut keys = articles(site, topic, language);
        let mut lines = String::new();
        if !all {
            lines = line(rendering, &card.title, &card.url, &card.summary);
            // Those that are chosen come first, and stay in their order.
            keys.sort_by_key(|(_, shown)| !shown.entry.front.featured);
            keys.truncate(EACH);
        }
        lines.extend(keys.into_iter().filter_map(|(key, _)| item(rendering, key, language)));
        section(&mut out, &card.title, &lines);
    }
    section(&mut out, "Optional", &others(rendering, language));
    out
}

/// What there is besides: texts, data and other languages.
fn others(rendering: &Rendering<'_>, language: LanguageId) -> String {
    let site = rendering.site;
    let programs = site.config.programs;
    let mut pages = full_files(site, language);
    pages.extend(programs.answers.then_some(Page::Answers(language)));
    pages.extend(site.config.contact.has_page().then_some(Page::ContactData));
    pages.extend(has_status(site).then_some(Page::StatusData));
    pages.push(Page::Feed(language));
    let named = |page: &Page| {
        let url = page.url(site);
        line(rendering, url.rsplit('/').next().unwrap_or_default(), &url, "")
    };
    let mut lines: String = pages.iter().map(named).collect();
    for (other, config) in site.config.languages.pairs().filter(|(other, _)| *other != language) {
        if site.routes.articles().keys().any(|key| published(site, key, other).is_some()) {
            lines.push_str(&line(rendering, &config.name, &Page::Llms(other).url(site), ""));
        }
    }
    lines
}

/// The texts of a language, or as many of them as one file holds.
pub(super) fn full(rendering: &Rendering<'_>, language: LanguageId, number: usize) -> String {
    let site = rendering.site;
    let mut out = head(site, language);
    for shown in in_file(site, language, number) {
        out.push_str(&format!("{}{}", before_text(site, &shown), body(rendering, shown.id)));
    }
    out
}

/// The number of a file of texts.
pub(super) fn key_of_full(
    rendering: &Rendering<'_>,
    basis: &Basis,
    language: LanguageId,
    number: usize,
) -> Option<Key> {
    let site = rendering.site;
    let one = |shown: &Shown<'_>| Some((before_text(site, shown), site.identity(shown.id)?, reached(site, shown.id)));
    let texts: Option<Vec<_>> = in_file(site, language, number).iter().map(one).collect();
    basis.key(&["llms-full.txt", site.config.code(language)], &(head(site, language), texts?))
}

/// The articles whose texts stand in a file.
fn in_file(site: &Site, language: LanguageId, number: usize) -> Vec<Shown<'_>> {
    let all = articles(site, "", language);
    let own = all.chunks(TEXTS).nth(number.saturating_sub(1)).unwrap_or_default();
    own.iter().map(|(_, shown)| *shown).collect()
}

/// What stands before the text of an article.
fn before_text(site: &Site, shown: &Shown<'_>) -> String {
    let url = site.config.base_url.absolute(site.routes.url(shown.id).unwrap_or_default());
    let updated = site.updated(shown.entry).map(|date| format!("  \nUpdated: {date}")).unwrap_or_default();
    let title = one_line(&site.title(shown.id));
    format!("\n---\n\n# {title}\n\nSource: <{url}>{updated}\n\n")
}

/// The name of the site, and what it is about.
fn head(site: &Site, language: LanguageId) -> String {
    let code = site.config.code(language);
    let title = one_line(site.config.title.get(code));
    match one_line(site.config.description.get(code)) {
        about if about.is_empty() => format!("# {title}\n"),
        about => format!("# {title}\n\n> {about}\n"),
    }
}

fn item(rendering: &Rendering<'_>, key: &str, language: LanguageId) -> Option<String> {
    cards::item(rendering.site, key, language).map(|item| listed(rendering, &item))
}

/// Adds a list below a heading, if there is anything in it.
fn section(out: &mut String, title: &str, lines: &str) {
    if !lines.is_empty() {
        out.push_str(&format!("\n## {}\n\n{lines}", one_line(title)));
    }
}
