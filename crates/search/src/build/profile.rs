//! How the texts of a site stand to its titles: what tells whether words in a text are to be trusted.
//!
//! Some help centers write a text that says again what its title asks, in the same words; there, an article that has the
//! words of a query in its text most likely answers it. In others the title puts the question and the text only answers
//! ("Yes, from the menu"), while the words of the question stand in the texts of quite other articles; there, titles have
//! to decide. Which kind a site is shows in the site itself: in how many of its title's words stand in an article's
//! text. It is measured when the index is built, from the index itself.

use super::segments::{Segments, Stems, each_article};
use crate::ranking::{FIELDS, Field, idf};

/// What the index of a language tells of how it was written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Profile {
    /// The share of titles' words that stand in the article's own text, rare words counting more.
    pub(super) own: f32,
}

/// Looks at every word of the titles of so many articles.
pub(super) fn profile(segments: &Segments, articles: u32) -> tantivy::Result<Profile> {
    let Some(title) = FIELDS.iter().position(|field| *field == Field::Title) else { return Ok(Profile::default()) };
    let texts: Vec<usize> = (0..).zip(&FIELDS).filter(|(_, field)| field.is_text()).map(|(at, _)| at).collect();
    let (mut all, mut own) = (0.0f32, 0.0f32);
    let mut stems = Stems::of(segments, title..title + 1)?;
    let (mut titled, mut told) = (Vec::new(), Vec::new());
    while let Some(stem) = stems.next(&mut |_, posting| titled.push(posting.article))? {
        for &text in &texts {
            each_article(segments, text, stem, &mut |article| told.push(article))?;
        }
        told.sort_unstable();
        told.dedup();
        let both = titled.iter().filter(|article| told.binary_search(article).is_ok()).count();
        let weight = idf(articles, told.len().max(titled.len()) as u32);
        all += weight * titled.len() as f32;
        own += weight * both as f32;
        titled.clear();
        told.clear();
    }
    Ok(if all > 0.0 { Profile { own: own / all } } else { Profile::default() })
}
