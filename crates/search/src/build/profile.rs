//! How the texts of a site stand to its titles: what tells whether words in a text are to be trusted.
//!
//! Some help centers write a text that says again what its title asks, in the same words; there, an article that has the
//! words of a query in its text most likely answers it. In others the title puts the question and the text only answers
//! ("Yes, from the menu"), while the words of the question stand in the texts of quite other articles; there, titles have
//! to decide. Which kind a site is shows in the site itself: in how many of its title's words stand in an article's
//! text. It is measured when the index is built, from the index itself.

use tantivy::schema::{Field as TantivyField, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::index::SegmentIndex;
use crate::ranking::{FIELDS, Field, idf};

/// What the index of a language tells of how it was written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Profile {
    /// The share of titles' words that stand in the article's own text, rare words counting more.
    pub(super) own: f32,
}

/// Looks at every word of the titles.
pub(super) fn profile(index: &SegmentIndex) -> tantivy::Result<Profile> {
    let articles = index.segment.max_doc();
    let place = |wanted: Field| FIELDS.iter().position(|field| *field == wanted).and_then(|at| index.fields.get(at));
    let Some(&title) = place(Field::Title) else { return Ok(Profile::default()) };
    let texts: Vec<_> = FIELDS.iter().zip(&index.fields).filter(|(field, _)| field.is_text()).collect();
    let (mut all, mut own) = (0.0f32, 0.0f32);
    let reader = index.segment.inverted_index(title)?;
    let mut terms = reader.terms().stream()?;
    while terms.advance() {
        let stem = terms.key().to_vec();
        let titled = documents(&index.segment, title, &stem)?;
        let mut told = Vec::new();
        for (_, field) in &texts {
            told.extend(documents(&index.segment, **field, &stem)?);
        }
        told.sort_unstable();
        told.dedup();
        let both = titled.iter().filter(|document| told.binary_search(document).is_ok()).count();
        let weight = idf(articles, told.len().max(titled.len()) as u32);
        all += weight * titled.len() as f32;
        own += weight * both as f32;
    }
    Ok(if all > 0.0 { Profile { own: own / all } } else { Profile::default() })
}

/// The articles that have a stem in a field, in order.
fn documents(segment: &SegmentReader, field: TantivyField, stem: &[u8]) -> tantivy::Result<Vec<u32>> {
    let reader = segment.inverted_index(field)?;
    let mut found = Vec::new();
    let Some(info) = reader.terms().get(stem)? else { return Ok(found) };
    let mut postings = reader.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
    while postings.doc() != TERMINATED {
        found.push(postings.doc());
        postings.advance();
    }
    Ok(found)
}
