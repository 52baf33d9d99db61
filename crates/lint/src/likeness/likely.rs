//! The article that may answer a question that search doesn't answer.

use std::collections::HashSet;

use serde::Serialize;

use super::{Encode, articles, nearness, standing_out};
use crate::gaps::Gap;
use crate::personal_data::holds_personal_data;
use crate::proposals::{Ask, Proposal};
use crate::rules::words_alone;
use helpdex_content::error::Result;
use helpdex_content::source::EntryId;
use helpdex_content::typed_queries::{LONGEST, Pages};

/// From here on the nearest article is one to propose.
const SURE: f32 = 3.0;

/// An article that may answer a question in other words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Likely {
    /// The question.
    pub query: String,
    /// How often it was asked.
    pub count: u64,
    /// The article's file.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub lang: String,
    /// By how many standard deviations it is nearer to the question than the articles of its language are on the whole.
    pub stands_out: f32,
    /// The article.
    #[serde(skip)]
    pub entry: EntryId,
}

/// A name of an article, as a vector.
struct Name {
    article: usize,
    vector: Vec<f32>,
}

/// The articles nearest to gaps that were met at least `least` times, where one surely stands out.
///
/// # Errors
/// When the model fails.
pub fn likely(gaps: &[Gap], pages: Pages<'_>, least: u64, encoder: &dyn Encode) -> Result<Vec<Likely>> {
    let asked: Vec<&Gap> = gaps.iter().filter(|gap| gap.count >= least && is_plain(&gap.query)).collect();
    let found: Vec<_> = articles(pages).collect();
    if asked.is_empty() || found.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(&found.iter().map(|(_, entry)| entry.as_ref()).collect::<Vec<_>>(), encoder)?;
    let questions = encoder.questions(&asked.iter().map(|gap| gap.query.clone()).collect::<Vec<_>>())?;
    let mut likely = Vec::new();
    for (gap, question) in asked.iter().zip(&questions) {
        let mut nearest = vec![f32::MIN; found.len()];
        for name in &names {
            if let Some(place) = nearest.get_mut(name.article) {
                *place = place.max(nearness(question, &name.vector));
            }
        }
        let best = nearest.iter().zip(&found).max_by(|a, b| a.0.total_cmp(b.0));
        let Some((best, (id, entry))) = best else { continue };
        let own = nearest.iter().zip(&found).filter(|(_, (_, other))| other.language == entry.language);
        let stands_out = standing_out(*best, &own.map(|(nearness, _)| *nearness).collect::<Vec<_>>());
        if stands_out >= SURE {
            likely.push(Likely {
                query: gap.query.clone(),
                count: gap.count,
                source: entry.file.path().into(),
                title: entry.front.title.given().map(|title| title.value.clone()).unwrap_or_default(),
                lang: pages.config.code(entry.language).to_owned(),
                stands_out: (stands_out * 10.0).round() / 10.0,
                entry: *id,
            });
        }
    }
    Ok(likely)
}

/// Whether a question may be proposed at all.
fn is_plain(query: &str) -> bool {
    query.chars().count() <= LONGEST && !query.contains(char::is_control) && !holds_personal_data(query)
}

/// What names each article: its title, its summary and each of its `asks`. A question is near to one of them, seldom to all.
fn names(articles: &[&helpdex_content::source::Entry], encoder: &dyn Encode) -> Result<Vec<Name>> {
    let (mut texts, mut owners) = (Vec::new(), Vec::new());
    for (article, entry) in articles.iter().enumerate() {
        let front = &entry.front;
        let named = front.title.given().into_iter().chain(front.summary.given()).chain(front.asks.items());
        for text in named.filter(|text| !text.value.is_empty()) {
            texts.push(text.value.clone());
            owners.push(article);
        }
    }
    let vectors = encoder.answers(&texts)?;
    Ok(owners.into_iter().zip(vectors).map(|(article, vector)| Name { article, vector }).collect())
}

impl Likely {
    /// The same as words to accept, beside those that people's clicks propose. A question that stands in some `asks` of its
    /// language already is left out: a second article with the same one is a fault.
    pub fn add_to(likely: &[Self], proposals: &mut Vec<Proposal>, pages: Pages<'_>) {
        let taken: HashSet<(&str, String)> = pages
            .sources
            .entries
            .iter()
            .flat_map(|entry| entry.front.asks.items().iter().map(move |ask| (entry.language, ask)))
            .map(|(language, ask)| (pages.config.code(language), words_alone(&ask.value)))
            .collect();
        for own in likely {
            let proposed = proposals.iter().flat_map(|proposal| &proposal.asks).any(|ask| ask.query == own.query);
            if proposed || taken.contains(&(own.lang.as_str(), words_alone(&own.query))) {
                continue;
            }
            let ask = Ask { query: own.query.clone(), opened: 0, of: own.count };
            match proposals.iter_mut().find(|proposal| proposal.entry == own.entry) {
                Some(proposal) => proposal.asks.push(ask),
                None => proposals.push(Proposal {
                    source: own.source.clone(),
                    title: own.title.clone(),
                    lang: own.lang.clone(),
                    asks: vec![ask],
                    entry: own.entry,
                }),
            }
        }
    }
}
