//! A help desk as a source.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use helpdex_content::config::LanguageId;
use helpdex_content::path::join;
use serde_json::Value;

use super::links::{self, Used};
use super::model::{Article, Body, Category, Desk, Version};
use super::{fragments, places};
use crate::dialect::html::{self, Options};
use crate::source::{Addresses, Asset, Page, Source, Text, Vote, what};
use crate::tools::ask::Ask;

/// Makes a source of a desk.
pub(crate) fn build(ask: &Ask<'_>, mut desk: Desk) -> Source {
    let is_first = |code: &str| language(ask, code) == Some(ask.language);
    sort(&mut desk);
    let folders = places::of_categories(&desk.categories, &is_first);
    let source = Source {
        name: desk.name.clone(),
        addresses: Addresses { hosts: desk.hosts.clone(), base: String::new(), roots: vec![String::new()] },
        notes: std::mem::take(&mut desk.notes),
        ..Source::default()
    };
    let mut anchors = BTreeSet::new();
    for version in desk.articles.iter().flat_map(|article| &article.versions) {
        if let Body::Html(html) = &version.body {
            fragments::collect(html, &mut anchors);
        }
    }
    let mut writer = Writer {
        ask,
        desk: &desk,
        anchors,
        source,
        places: places::Articles::default(),
        folder: String::new(),
        skipped: BTreeMap::new(),
    };
    let used = used(&desk);
    for category in desk.categories.iter().filter(|category| used.contains(category.id.as_str())) {
        writer.category(category, folders.get(&category.id).map_or("", String::as_str));
    }
    for article in &desk.articles {
        let folder = article.category.as_ref().and_then(|category| folders.get(category)).cloned().unwrap_or_default();
        writer.article(article, &folder, &is_first);
    }
    writer.finish()
}

/// The site's language of a code; the one that was asked for where there is none.
fn language(ask: &Ask<'_>, code: &str) -> Option<LanguageId> {
    if code.is_empty() { Some(ask.language) } else { ask.language_of(code) }
}

/// Brings everything into the order that readers see, so that names are given out in it.
fn sort(desk: &mut Desk) {
    desk.categories.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    desk.articles.sort_by(|a, b| (&a.category, a.order, &a.id).cmp(&(&b.category, b.order, &b.id)));
}

/// The categories with articles in or below them. The others would be pages of nothing.
fn used(desk: &Desk) -> BTreeSet<&str> {
    let mut used = BTreeSet::new();
    for article in desk.articles.iter().filter(|article| !article.versions.is_empty()) {
        let mut at = article.category.as_deref();
        while let Some(category) = at.and_then(|id| desk.categories.iter().find(|category| category.id == id)) {
            if !used.insert(category.id.as_str()) {
                break;
            }
            at = category.parent.as_deref();
        }
    }
    used
}

fn origin_of(id: &str) -> String {
    format!("articles/{id}")
}

struct Writer<'a> {
    ask: &'a Ask<'a>,
    desk: &'a Desk,
    /// Names that links lead to.
    anchors: BTreeSet<String>,
    source: Source,
    places: places::Articles,
    /// The folder of the article at hand.
    folder: String,
    /// Languages that the site doesn't have, and how many versions are in them.
    skipped: BTreeMap<String, usize>,
}

impl Writer<'_> {
    /// The page of a category, in each language that it has a name in.
    fn category(&mut self, category: &Category, place: &str) {
        let mut languages = BTreeSet::new();
        for name in &category.names {
            let Some(language) = language(self.ask, &name.language).filter(|language| languages.insert(*language))
            else {
                continue;
            };
            let mut head = vec![("title".to_owned(), Value::from(name.title.as_str()))];
            if let Some(summary) = &name.summary {
                head.push(("description".to_owned(), summary.as_str().into()));
            }
            if let Some(order) = category.order {
                head.push(("order".to_owned(), order.into()));
            }
            let mut addresses = name.addresses.iter().cloned();
            self.source.found += 1;
            self.source.pages.push(Page {
                origin: format!("categories/{}", category.id),
                place: join(place, "_index.md"),
                language,
                head,
                address: addresses.next(),
                old_addresses: addresses.chain(self.open(&name.addresses)).collect(),
                ..Page::default()
            });
        }
    }

    fn article(&mut self, article: &Article, folder: &str, is_first: &dyn Fn(&str) -> bool) {
        let place = self.places.place(article, folder, is_first);
        let origin = origin_of(&article.id);
        folder.clone_into(&mut self.folder);
        let mut languages = BTreeSet::new();
        if article.versions.is_empty() {
            self.source.found += 1;
            self.source.lost += 1;
            self.source.notes.problem(
                what::LOST,
                &article.file,
                None,
                format!("article {} has no text in any language", article.id),
            );
        }
        for version in &article.versions {
            self.source.found += 1;
            let Some(language) = language(self.ask, &version.language) else {
                *self.skipped.entry(version.language.clone()).or_default() += 1;
                self.source.lost += 1;
                continue;
            };
            if !languages.insert(language) {
                self.source.lost += 1;
                let message = format!(
                    "not imported in `{}`: the site has one language for this and another version of the article",
                    version.language
                );
                self.source.notes.problem(what::LANGUAGE, &origin, None, message);
                continue;
            }
            let page = self.page(article, version, language, &origin, &place);
            self.source.pages.push(page);
            let votes = if version.votes.is_empty() && languages.len() == 1 { article.votes } else { version.votes };
            if !votes.is_empty() {
                self.source.votes.push(Vote { origin: origin.clone(), language, up: votes.up, down: votes.down });
            }
        }
    }

    fn page(&mut self, article: &Article, version: &Version, language: LanguageId, origin: &str, place: &str) -> Page {
        let body = match &version.body {
            Body::Markdown(text) => {
                let (text, used) = links::in_markdown(self.desk, text);
                self.take(used);
                text
            }
            Body::Html(html) => self.markdown(html, version, origin),
        };
        let mut head = vec![("title".to_owned(), Value::from(version.title.as_str()))];
        if let Some(order) = article.order {
            head.push(("order".to_owned(), order.into()));
        }
        if article.featured {
            head.push(("featured".to_owned(), true.into()));
        }
        if !article.related.is_empty() {
            let known = |id: &&String| self.desk.articles.iter().any(|other| other.id == **id);
            let related: Vec<Value> = article.related.iter().filter(known).map(|id| origin_of(id).into()).collect();
            if !related.is_empty() {
                head.push(("related".to_owned(), related.into()));
            }
        }
        let is_hidden = article.audience.is_some();
        if version.is_draft || is_hidden {
            head.push(("draft".to_owned(), true.into()));
        }
        if let Some(audience) = &article.audience {
            head.push(("audience".to_owned(), audience.as_str().into()));
            let message = format!(
                "only {audience} could read it; it is a draft, since everybody can read what this site publishes"
            );
            self.source.notes.problem(what::SETTINGS, origin, None, message);
        }
        for (key, value) in version.head.iter().chain(&article.head) {
            if !head.iter().any(|(known, _)| known == key) {
                head.push((key.clone(), value.clone()));
            }
        }
        Page {
            origin: origin.to_owned(),
            place: format!("{place}.md"),
            language,
            head,
            body: Text::new(&body, 1),
            address: version.address.clone(),
            old_addresses: {
                let known: Vec<String> = version.address.iter().chain(&version.old_addresses).cloned().collect();
                version.old_addresses.iter().cloned().chain(self.open(&known)).collect()
            },
            ..Page::default()
        }
    }

    /// The beginnings of addresses that lead to the same, where the desk reads a number and no words behind it.
    fn open(&self, addresses: &[String]) -> Vec<String> {
        let Some(canonical) = self.desk.canonical else { return Vec::new() };
        let short = |address: &String| canonical(address).unwrap_or_else(|| address.clone());
        let is_number = |short: &String| {
            let last = short.rsplit('/').next().unwrap_or_default();
            !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit())
        };
        let found: BTreeSet<String> = addresses.iter().map(short).filter(is_number).collect();
        found.into_iter().map(|short| format!("{short}-*")).collect()
    }

    fn markdown(&mut self, html: &str, version: &Version, origin: &str) -> String {
        let desk = self.desk;
        let used = RefCell::new(Vec::new());
        let resolve = |href: &str| links::in_html(desk, version, href, &mut used.borrow_mut());
        let options = Options {
            title: &version.title,
            anchors: &self.anchors,
            is_page: false,
            draws_formulas: self.ask.config.math,
            resolve: &resolve,
        };
        let markdown = html::convert(html, &options).noted(origin, &mut self.source.notes);
        self.take(used.take());
        markdown
    }

    /// Takes files in. Each lies beside the first article that shows it.
    fn take(&mut self, used: Vec<Used>) {
        for (origin, attachment) in used {
            if let Some(content) = attachment.content {
                let place = join(&self.folder, &format!("img/{}", attachment.name));
                self.source.files.entry(origin).or_insert(Asset { place, content });
            }
        }
    }

    fn finish(mut self) -> Source {
        for (code, number) in std::mem::take(&mut self.skipped) {
            let message = format!(
                "{number} not imported: they are in `{code}`, which this site doesn't have; add it to `languages` and import again"
            );
            self.source.notes.problem(what::LANGUAGE, "articles", None, message);
        }
        self.source
    }
}
