//! What the core of an archive tells of articles: their categories, which are featured, which are pinned.

use std::collections::HashMap;

use crate::archive::core_file::Category;
use crate::document::{Document, Words};

/// Gathered from articles in the order of the site.
pub(super) struct Facts<'w> {
    pub(super) articles: u32,
    pub(super) categories: Vec<Category>,
    /// From which article on which category holds.
    pub(super) category_runs: Vec<(u32, u32)>,
    pub(super) featured: Vec<u32>,
    /// The articles that a pin names, by their files, once they have come.
    pub(super) pinned: HashMap<&'w str, Option<u32>>,
    /// The number of each category, by URL and title.
    numbers: HashMap<(String, String), u32>,
}

impl<'w> Facts<'w> {
    pub(super) fn new(words: &'w Words) -> Self {
        let pinned = words.pins.iter().flat_map(|pin| &pin.sources).map(|source| (source.as_str(), None)).collect();
        Self {
            articles: 0,
            categories: Vec::new(),
            category_runs: Vec::new(),
            featured: Vec::new(),
            pinned,
            numbers: HashMap::new(),
        }
    }

    /// Adds the next article; nothing when there are too many for a number.
    pub(super) fn add(&mut self, document: &Document) -> Option<()> {
        let article = self.articles;
        self.articles = article.checked_add(1)?;
        if document.featured {
            self.featured.push(article);
        }
        if let Some(number) = self.pinned.get_mut(document.source.as_str()) {
            number.get_or_insert(article);
        }
        if !self.continues(document) {
            let number = self.number(document);
            self.category_runs.push((article, number));
        }
        Some(())
    }

    /// Whether an article is of the same category as the one before.
    fn continues(&self, document: &Document) -> bool {
        let last = self.category_runs.last().and_then(|(_, number)| self.categories.get(*number as usize));
        last.is_some_and(|last| last.url == document.category_url && last.title == document.category)
    }

    fn number(&mut self, document: &Document) -> u32 {
        let Document { category_url: url, category: title, .. } = document;
        let categories = &mut self.categories;
        *self.numbers.entry((url.clone(), title.clone())).or_insert_with(|| {
            categories.push(Category { title: title.clone(), url: url.clone() });
            categories.len() as u32 - 1
        })
    }
}
