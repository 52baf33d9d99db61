//! Rescoring: the best hits again, with their text, which is loaded for the snippets anyway.

use super::matcher::QueryMatcher;
use super::score::{ScoredArticle, sort};
use crate::engine::{Engine, Part};
use crate::ranking;

/// Texts of the first hits, or the parts to load for them.
pub(crate) fn missing(engine: &Engine, hits: &[ScoredArticle]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for part in hits.iter().filter_map(|hit| engine.analyzed(hit.article).err()) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

/// Scores the first hits again and puts them in their final order.
pub(crate) fn rescore(engine: &Engine, matcher: &QueryMatcher, hits: &mut [ScoredArticle]) {
    for hit in hits.iter_mut() {
        if let Ok(Some(analyzed)) = engine.analyzed(hit.article) {
            hit.score *= 1.0
                + ranking::proximity() * matcher.proximity(analyzed)
                + ranking::exact_form() * matcher.exact_forms(analyzed)
                + ranking::question_match() * matcher.question_match(analyzed);
        }
    }
    sort(hits);
}
