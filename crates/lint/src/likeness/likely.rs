//! The article that may answer a question that search doesn't answer.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;

use super::{Encode, FEW, articles, nearness, rounded, share_nearer};
use crate::gaps::Gap;
use crate::personal_data::holds_personal_data;
use crate::proposals::{Ask, Proposal};
use crate::rules::words_alone;
use helpdex_content::error::Result;
use helpdex_content::source::{Entry, EntryId};
use helpdex_content::typed_queries::{LONGEST, Pages};

/// From here on the nearest article is one to propose.
///
/// Found with `multilingual-e5-small` on seven groups of questions: the least with which nine proposals in ten are right in each.
/// Standard deviations above the mean of all articles say less: where there are many articles, the nearest is always far above.
const SURE: f32 = 0.2;

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
    /// By which share of the next article's distance to the question this one is nearer.
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
        // An article without any name is near to nothing.
        let near = nearest.iter().zip(&found).filter(|(near, _)| **near > f32::MIN);
        let best =
            near.clone().max_by(|a, b| a.0.total_cmp(b.0)).map(|(_, (_, entry))| pages.config.code(entry.language));
        // A translation of the right article is as near as that one, and its words are of another language. Where nobody knows the
        // question's, it is most likely that of the nearest article.
        let lang = if gap.is_lang_known { gap.lang.as_str() } else { best.unwrap_or_default() };
        let own = near.filter(|(_, (_, entry))| pages.config.code(entry.language) == lang);
        let Some((stands_out, (id, entry))) = surest(own) else { continue };
        likely.push(Likely {
            query: gap.query.clone(),
            count: gap.count,
            source: entry.file.path().into(),
            title: entry.front.title.given().map(|title| title.value.clone()).unwrap_or_default(),
            lang: lang.to_owned(),
            stands_out: rounded(stands_out),
            entry: *id,
        });
    }
    Ok(likely)
}

/// The nearest, and by how much the next one is farther, where that is enough.
fn surest<'n, T>(near: impl Iterator<Item = (&'n f32, T)>) -> Option<(f32, T)> {
    let mut near: Vec<(&f32, T)> = near.collect();
    if near.len() < FEW {
        return None;
    }
    near.sort_by(|a, b| b.0.total_cmp(a.0));
    let mut near = near.into_iter();
    let ((best, article), (next, _)) = (near.next()?, near.next()?);
    let stands_out = share_nearer(*best, *next);
    (stands_out >= SURE).then_some((stands_out, article))
}

/// Whether a question may be proposed at all.
fn is_plain(query: &str) -> bool {
    query.chars().count() <= LONGEST && !query.contains(char::is_control) && !holds_personal_data(query)
}

/// What names each article: its title, the title with the summary, and each of its `asks`. A question is near to one of them,
/// seldom to all.
fn names(articles: &[&Entry], encoder: &dyn Encode) -> Result<Vec<Name>> {
    let (mut texts, mut owners) = (Vec::new(), Vec::new());
    for (article, entry) in articles.iter().enumerate() {
        let front = &entry.front;
        let title = front.title.given().map(|title| title.value.clone()).unwrap_or_default();
        let summary = front.summary.given().map_or("", |summary| summary.value.as_str());
        let whole = format!("{title} {summary}").trim().to_owned();
        let asks = front.asks.items().iter().map(|ask| ask.value.clone());
        let own: BTreeSet<String> = [title, whole].into_iter().chain(asks).filter(|text| !text.is_empty()).collect();
        owners.extend(own.iter().map(|_| article));
        texts.extend(own);
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
