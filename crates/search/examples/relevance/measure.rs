//! How well answers fit.

use std::fmt;

use helpdex_search::{Query, Searcher};

use crate::sets::Question;

/// Means over questions; see any book on information retrieval.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    pub(crate) map: f64,
    pub(crate) first: f64,
    pub(crate) mrr: f64,
    third: f64,
    recall: f64,
    precision: f64,
    none: usize,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { map, first, mrr, third, recall, precision, none } = self;
        write!(
            f,
            "MAP {map:.4} P@1 {first:.4} hit@3 {third:.4} MRR@10 {mrr:.4} recall {recall:.4} precision {precision:.4} none {none:3}"
        )
    }
}

/// Asks all questions.
pub(crate) fn figures(searcher: &Searcher, questions: &[Question]) -> Figures {
    let mut sum = Figures::default();
    for question in questions {
        let query = Query { text: question.text.clone(), limit: 100, ..Query::default() };
        let results = searcher.search(&query).expect("results");
        let (mut found, mut precision) = (0.0, 0.0);
        let mut best = None;
        for (rank, hit) in (1u32..).zip(&results.hits) {
            if question.right.contains(&hit.source) {
                found += 1.0;
                precision += found / f64::from(rank);
                best = best.or(Some(rank));
            }
        }
        sum.map += precision / question.right.len() as f64;
        sum.mrr += best.filter(|&rank| rank <= 10).map_or(0.0, |rank| 1.0 / f64::from(rank));
        sum.first += f64::from(u8::from(best == Some(1)));
        sum.third += f64::from(u8::from(best.is_some_and(|rank| rank <= 3)));
        sum.recall += found / question.right.len() as f64;
        sum.precision += if results.hits.is_empty() { 0.0 } else { found / results.hits.len() as f64 };
        sum.none += usize::from(results.hits.is_empty());
    }
    let count = questions.len().max(1) as f64;
    for figure in [&mut sum.map, &mut sum.mrr, &mut sum.first, &mut sum.third, &mut sum.recall, &mut sum.precision] {
        *figure /= count;
    }
    sum
}
