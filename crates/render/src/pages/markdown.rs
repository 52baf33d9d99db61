//! Pages once more, as Markdown for programs and assistants: what they say, without what is around it.

use std::fmt::Write as _;

use helpdex_content::config::LanguageId;
use helpdex_content::routes::Routes;
use helpdex_content::source::{Entry, EntryId, EntryKind};

use super::address::{address, reached};
use super::cards;
use super::context::{Item, Section};
use super::key::{Basis, Key};
use super::page::Page;
use super::paging::{self, Layout};
use super::rendering::Rendering;

/// A page as Markdown.
pub(super) fn page(rendering: &Rendering<'_>, page: &Page) -> String {
    let (first, number) = page.list();
    match first {
        Page::Home(language) => home(rendering, page, *language),
        Page::Category(key, language) => category(rendering, page, (key, number), *language),
        Page::Article(id) => article(rendering, page, *id),
        _ => String::new(),
    }
}

/// The body of an entry, with addresses that lead somewhere from anywhere.
pub(super) fn body(rendering: &Rendering<'_>, id: EntryId) -> String {
    let site = rendering.site;
    let language = site.entry(id).map_or(LanguageId::DEFAULT, |entry| entry.language);
    let labels = || rendering.theme.labels(language);
    site.markdown(id, labels, &|url| address(site, url)).unwrap_or_default()
}

/// The number of an article's page. Those of lists are few, and made again.
pub(super) fn key(rendering: &Rendering<'_>, basis: &Basis, page: &Page) -> Option<Key> {
    let Page::Article(id) = page else { return None };
    let entry = rendering.site.entry(*id)?;
    let front = front(rendering, page, *id, entry);
    let made_of = (front.0, rendering.site.identity(*id)?, reached(rendering.site, *id));
    basis.key(&["index.md", rendering.site.config.code(entry.language)], &made_of)
}

fn article(rendering: &Rendering<'_>, page: &Page, id: EntryId) -> String {
    let site = rendering.site;
    let Some(entry) = site.entry(id) else { return String::new() };
    let mut text = String::new();
    // A macro is there to be sent.
    if site.is_internal(entry) && !entry.is_macro() {
        text = internal_note(rendering, entry.language);
    }
    add(&mut text, &body(rendering, id));
    front(rendering, page, id, entry).end(&site.title(id), &text)
}

/// What is said of an article before its text.
fn front(rendering: &Rendering<'_>, page: &Page, id: EntryId, entry: &Entry) -> Front {
    let site = rendering.site;
    let mut out = Front::of(rendering, page, &site.title(id), entry.language);
    out.key("description", &site.summary(id));
    if let Some(updated) = site.updated(entry) {
        out.0.push_str(&format!("updated: {updated}\n"));
    }
    if let Some(folder) = Some(entry.folder()).filter(|folder| !folder.is_empty()) {
        out.key("category", &cards::category_title(site, folder, entry.language));
    }
    if site.is_internal(entry) {
        out.key("audience", "agents");
    }
    out
}

/// What stands above a text that customers are not to get, as on its page.
pub(super) fn internal_note(rendering: &Rendering<'_>, language: LanguageId) -> String {
    let word = |key| rendering.theme.text(language, key);
    format!("> **{}**: {}\n", one_line(&word("internal")), one_line(&word("internal_text")))
}

fn home(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> String {
    let site = rendering.site;
    let code = cards::code(site, language);
    let own = site.home(language);
    let title = own.map(|id| site.title(id)).filter(|title| !title.trim().is_empty());
    let title = title.unwrap_or_else(|| site.config.title.get(&code).to_owned());
    let mut out = Front::of(rendering, page, &title, language);
    out.key("description", site.config.description.get(&code));
    let mut text = own.map(|id| body(rendering, id)).unwrap_or_default();
    let topics = cards::topics(site, language).take(paging::CARDS).map(|key| cards::card(site, key, language));
    let mut list: Vec<String> = topics.map(|card| line(rendering, &card.title, &card.url, &card.summary)).collect();
    let loose = site.tree.get("").map_or(&[][..], |top| &top.articles);
    let loose = loose.iter().filter_map(|key| cards::item(site, key, language));
    list.extend(loose.filter(|item| !item.draft).map(|item| listed(rendering, &item)));
    add(&mut text, &list.concat());
    out.end(&title, &text)
}

fn category(rendering: &Rendering<'_>, page: &Page, (key, number): (&str, usize), language: LanguageId) -> String {
    let site = rendering.site;
    let section = Layout::of(site, key, language).section(site, language, number);
    let mut out = Front::of(rendering, page, &section.card.title, language);
    out.key("description", &section.card.summary);
    let twins = site.routes.categories().get(key);
    let own = twins.and_then(|twins| Routes::best(twins, language)).filter(|id| {
        site.entry(*id).is_some_and(|entry| entry.language == language && entry.kind == EntryKind::Category)
    });
    let mut text = String::new();
    if section.card.internal {
        out.key("audience", "agents");
        text = internal_note(rendering, language);
    }
    add(&mut text, &own.filter(|_| number == 1).map(|id| body(rendering, id)).unwrap_or_default());
    sections(rendering, &section, 2, &mut text);
    let pages = paging::count(site, page.list().0);
    if pages > 1 {
        let links = (1..=pages).filter(|other| *other != number).map(|other| {
            let url = page.list().0.part(other).url(site);
            format!("[{other}]({})", address_of(rendering, &url))
        });
        add(&mut text, &format!("{}\n", links.collect::<Vec<_>>().join(" ")));
    }
    out.end(&section.card.title, &text)
}

/// The address of a page in Markdown, whatever page of a list it is.
fn address_of(rendering: &Rendering<'_>, url: &str) -> String {
    rendering.site.config.base_url.absolute(&format!("{url}index.md"))
}

/// The articles of a category, and below headings those of the categories in it.
fn sections(rendering: &Rendering<'_>, section: &Section, level: usize, out: &mut String) {
    let items: String = section.items.iter().filter(|item| !item.draft).map(|item| listed(rendering, item)).collect();
    add(out, &items);
    for inner in &section.sections {
        let url = address(rendering.site, &inner.card.url);
        let hashes = "#".repeat(level.min(6));
        add(out, &format!("{hashes} [{}]({url})\n", one_line(&inner.card.title)));
        sections(rendering, inner, level + 1, out);
    }
}

/// Adds a block to a text.
pub(super) fn add(out: &mut String, block: &str) {
    if !block.is_empty() {
        out.push_str(if out.is_empty() { "" } else { "\n" });
        out.push_str(block);
    }
}

/// An article as a line of a list.
pub(super) fn listed(rendering: &Rendering<'_>, item: &Item) -> String {
    let mut title = if item.foreign { format!("{} ({})", item.title, item.lang) } else { item.title.clone() };
    if item.internal {
        let language = rendering.site.config.language_id(&item.lang).unwrap_or_default();
        title = format!("{title} ({})", rendering.site.internal_label(language));
    }
    line(rendering, &title, &item.url, &item.summary)
}

/// A line of a list of links: `- [title](address): summary`.
pub(super) fn line(rendering: &Rendering<'_>, title: &str, url: &str, summary: &str) -> String {
    let address = address(rendering.site, url);
    let summary = one_line(summary);
    let notes = if summary.is_empty() { summary } else { format!(": {summary}") };
    format!("- [{}]({address}){notes}\n", one_line(title))
}

/// A text as it can stand in a line of Markdown, as text.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        out.push_str(if out.is_empty() { "" } else { " " });
        for letter in word.chars() {
            if "\\[]`*<".contains(letter) {
                out.push('\\');
            }
            out.push(letter);
        }
    }
    out
}

/// What is said of a page before its text, as YAML.
pub(super) struct Front(String);

impl Front {
    pub(super) fn of(rendering: &Rendering<'_>, page: &Page, title: &str, language: LanguageId) -> Self {
        let site = rendering.site;
        let mut front = Self("---\n".to_owned());
        front.key("title", title);
        front.key("url", &site.config.base_url.absolute(&page.url(site)));
        front.key("language", site.config.code(language));
        front
    }

    /// Adds a key with a text; a string of JSON is one of YAML.
    pub(super) fn key(&mut self, key: &str, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            let _ = writeln!(self.0, "{key}: {}", serde_json::Value::from(text));
        }
    }

    /// The whole page.
    pub(super) fn end(mut self, title: &str, text: &str) -> String {
        let _ = write!(self.0, "---\n\n# {}\n", one_line(title));
        add(&mut self.0, text);
        self.0
    }
}
