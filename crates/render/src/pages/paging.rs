//! Long lists, cut into pages: no page grows with the site.

use helpdex_content::config::LanguageId;
use helpdex_content::site::Site;

use super::cards;
use super::context::{Pager, PagerLink, Section};
use super::page::Page;

/// So many articles stand on a page of a list.
pub(super) const ROWS: usize = 60;
/// So many topics stand on the home page, and on a page of all topics.
pub(super) const CARDS: usize = 48;
/// So many tags stand on a page of all tags.
pub(super) const TAGS: usize = 180;
/// A section on the page of a category that is too long shows so many of its articles.
const SECTION_ROWS: usize = 5;

/// How many pages a list has; 1 for everything else.
pub(super) fn count(site: &Site, page: &Page) -> usize {
    let pages = |rows: usize, most: usize| rows.div_ceil(most).max(1);
    match page {
        Page::Category(key, language) => Layout::of(site, key, *language).pages,
        Page::Tag(language, slug) => {
            let tag = site.tags(*language).iter().find(|tag| tag.slug == *slug);
            pages(tag.map_or(0, |tag| tag.articles.len()), ROWS)
        }
        Page::Tags(language) => pages(site.tags(*language).len(), TAGS),
        Page::Topics(language) => pages(cards::topics(site, *language).count(), CARDS),
        _ => 1,
    }
}

/// The other pages of a list, as a page of it shows them; nothing where it has one page.
pub(super) fn pager(site: &Site, page: &Page) -> Option<Pager> {
    let (first, number) = page.list();
    let count = count(site, first);
    if count == 1 {
        return None;
    }
    let url = |number: usize| first.part(number).url(site);
    let near = [1, number.saturating_sub(1), number, number + 1, count];
    let mut shown: Vec<usize> = near.into_iter().filter(|near| (1..=count).contains(near)).collect();
    shown.dedup();
    let before = std::iter::once(0).chain(shown.iter().copied());
    let links = shown.iter().zip(before);
    let links =
        links.map(|(&at, before)| PagerLink { number: at, url: url(at), current: at == number, gap: at > before + 1 });
    Some(Pager {
        number,
        count,
        previous: (number > 1).then(|| url(number - 1)),
        next: (number < count).then(|| url(number + 1)),
        pages: links.collect(),
        letters: Vec::new(),
    })
}

/// The rows of one page out of all of a list.
pub(super) fn rows<T>(all: impl Iterator<Item = T>, number: usize, most: usize) -> impl Iterator<Item = T> {
    all.skip((number - 1) * most).take(most)
}

/// What of a category stands on which page of its list: first its own articles, then the categories in it, which count as many
/// rows as they show.
pub(super) struct Layout<'s> {
    key: &'s str,
    /// How many articles lie in the category itself.
    own: usize,
    /// The categories in it that have articles, and the row each begins at.
    sections: Vec<(&'s str, usize)>,
    /// Whether sections show their first articles alone.
    cut: bool,
    pub(super) pages: usize,
}

impl<'s> Layout<'s> {
    pub(super) fn of(site: &'s Site, key: &'s str, language: LanguageId) -> Self {
        let children = site.tree.get(key).map_or(&[][..], |category| &category.children);
        let filled = children.iter().map(AsRef::as_ref).filter(|child| site.tree.count(child, language) > 0);
        let filled: Vec<&str> = filled.collect();
        let own = own_articles(site, key, language);
        if site.tree.count(key, language) <= ROWS {
            let sections = filled.into_iter().map(|child| (child, 0)).collect();
            return Self { key, own, sections, cut: false, pages: 1 };
        }
        let mut row = own;
        let begin = |child: &'s str| {
            let at = row;
            row += 1 + own_articles(site, child, language).min(SECTION_ROWS);
            (child, at)
        };
        let sections: Vec<(&str, usize)> = filled.into_iter().map(begin).collect();
        let last = sections.last().map_or(own.saturating_sub(1), |(_, row)| *row);
        Self { key, own, sections, cut: true, pages: last / ROWS + 1 }
    }

    /// The category with what stands on one page of it.
    pub(super) fn section(&self, site: &Site, language: LanguageId, number: usize) -> Section {
        if !self.cut {
            return cards::section(site, self.key, language);
        }
        let here = self.sections.iter().filter(|(_, row)| row / ROWS + 1 == number);
        let shown = |&(key, _): &(&str, usize)| {
            let items = listed(site, key, language).take(SECTION_ROWS);
            let items: Vec<_> = items.filter_map(|key| cards::item(site, key, language)).collect();
            let card = cards::card(site, key, language);
            Section { more: card.count > items.len(), card, items, sections: Vec::new() }
        };
        let keys = rows(listed(site, self.key, language), number, ROWS);
        Section {
            card: cards::card(site, self.key, language),
            items: keys.filter_map(|key| cards::item(site, key, language)).collect(),
            sections: here.map(shown).collect(),
            more: false,
        }
    }

    /// The first letters of the category's own articles, each with the page where its articles begin; nothing where they don't
    /// stand in the order of the alphabet.
    pub(super) fn letters(&self, site: &Site, language: LanguageId) -> Vec<(String, usize)> {
        let mut letters: Vec<(String, usize)> = Vec::new();
        if self.own <= ROWS || self.own > MOST_LETTERED {
            return letters;
        }
        for (row, key) in listed(site, self.key, language).enumerate() {
            let Some(shown) = site.listed(key, language) else { continue };
            let letter = initial(&site.title(shown.id));
            match letters.last() {
                Some((last, _)) if *last == letter => {}
                Some((last, _)) if *last > letter => return Vec::new(),
                _ => letters.push((letter, row / ROWS + 1)),
            }
            if letters.len() > MOST_LETTERS {
                return Vec::new();
            }
        }
        letters
    }
}

/// Of longer lists no page tells the letters: each would have to read all titles.
const MOST_LETTERED: usize = 10_000;
/// A script with more signs than this has no alphabet to look through.
const MOST_LETTERS: usize = 48;

/// What a title begins with: a letter, or `#` for all other signs.
fn initial(title: &str) -> String {
    let first = title.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_alphabetic());
    first.map_or_else(|| "#".to_owned(), |letter| letter.to_uppercase().collect())
}

/// How many articles of a category itself a language's lists show.
fn own_articles(site: &Site, key: &str, language: LanguageId) -> usize {
    let children = site.tree.get(key).map_or(&[][..], |category| &category.children);
    let below: usize = children.iter().map(|child| site.tree.count(child, language)).sum();
    site.tree.count(key, language).saturating_sub(below)
}

/// The articles of a category itself that a language's lists show.
fn listed<'s>(site: &'s Site, key: &str, language: LanguageId) -> Box<dyn Iterator<Item = &'s str> + 's> {
    let articles = site.tree.get(key).map_or(&[][..], |category| &category.articles);
    let keys = articles.iter().map(AsRef::as_ref);
    // Mostly none is archived, and then a page far back need not look at all before it.
    if own_articles(site, key, language) == articles.len() {
        return Box::new(keys);
    }
    Box::new(keys.filter(move |key| site.listed(key, language).is_some()))
}
