//! The first look: scores from postings alone.

use super::plan::{Candidates, Clause, Plan};
use crate::engine::{Engine, Part};
use crate::ranking;

/// An article and its score, best first in lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ScoredArticle {
    pub(crate) article: u32,
    pub(crate) score: f32,
    /// Share of the query's worth that was found, from 0 to 1.
    pub(crate) coverage: f32,
    /// Share of the worth of the telling words that it has at all, wherever they stand.
    pub(crate) has: f32,
}

/// What the clauses of a query come to in one article.
#[derive(Clone, Copy, Default)]
struct Sums {
    score: f32,
    /// Of the clauses' worth, what was found.
    covered: f32,
    /// Of the telling clauses' worth, what is there at all.
    has: f32,
}

/// Articles in order, each with a part of its score.
type Scores = Vec<(u32, f32)>;

/// The chunks of postings that a plan needs and the engine does not have.
pub(crate) fn missing(engine: &Engine, plan: &Plan) -> Vec<Part> {
    let mut parts = Vec::new();
    let clauses = plan.clauses.iter().flat_map(|clause| clause.own.iter().chain(clause.others.iter().flatten()));
    for candidates in clauses.chain(plan.codes.iter().flat_map(|code| code.ways.iter().flatten())) {
        for (chunk, _) in candidates.stems.iter().filter_map(|candidate| engine.chunk_of(candidate.stem)) {
            if engine.chunk(chunk).is_none() && !parts.contains(&chunk) {
                parts.push(chunk);
            }
        }
    }
    parts
}

/// Scores every article that has something of what was asked, best first, and leaves out what is far behind the best.
pub(crate) fn score(engine: &Engine, plan: &Plan, category: Option<&str>) -> Vec<ScoredArticle> {
    let mut sums = vec![Sums::default(); engine.core().articles as usize];
    let (mut worth, mut telling) = (0.0, 0.0);
    for clause in &plan.clauses {
        worth += clause.weight;
        let tells = if clause.stop { 0.0 } else { clause.weight };
        telling += tells;
        for (article, score) in clause_scores(engine, clause) {
            // Numbers of articles are checked where postings are unpacked.
            let Some(sum) = sums.get_mut(article as usize) else { continue };
            sum.score += score;
            sum.covered += clause.weight * share_found(score, clause.weight);
            sum.has += tells;
        }
    }
    let mut hits = Vec::new();
    #[cfg(feature = "write")]
    let mut best = 0.0f32;
    for (article, &Sums { score, covered, has }) in (0..).zip(&sums) {
        if score <= 0.0 || category.is_some_and(|url| engine.core().category(article).is_none_or(|c| c.url != url)) {
            continue;
        }
        let coverage = (covered / worth).min(1.0);
        let covering = ranking::coverage_floor() + (1.0 - ranking::coverage_floor()) * coverage;
        let score = score * covering;
        // Of a hundred thousand articles most are far behind, and to keep and sort them takes longer than all else. A browser has
        // none to spare of the 60 bytes that this and the next is.
        #[cfg(feature = "write")]
        {
            best = best.max(score);
            if score * ranking::featured() < best * ranking::score_cutoff() {
                continue;
            }
        }
        let has = if telling > 0.0 { has / telling } else { 1.0 };
        hits.push(ScoredArticle { article, score, coverage, has });
    }
    for &article in &engine.core().featured {
        if let Ok(at) = hits.binary_search_by_key(&article, |hit| hit.article) {
            hits[at].score *= ranking::featured();
        }
    }
    #[cfg(feature = "write")]
    {
        let best = hits.iter().fold(0.0, |best: f32, hit| best.max(hit.score));
        hits.retain(|hit| hit.score >= best * ranking::score_cutoff());
    }
    sort(&mut hits);
    let least = hits.first().map_or(0.0, |best| best.score * ranking::score_cutoff());
    hits.truncate(hits.partition_point(|hit| hit.score >= least));
    hits
}

/// How far a clause is covered by what was found of it.
fn share_found(score: f32, weight: f32) -> f32 {
    (ranking::coverage_base() + ranking::coverage_slope() * score / weight).min(1.0)
}

/// Best first; equals keep the order of the site.
pub(crate) fn sort(hits: &mut [ScoredArticle]) {
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.article.cmp(&b.article)));
}

/// The words themselves count one by one; of the other ways to say it the best counts, where it is better.
pub(crate) fn clause_scores(engine: &Engine, clause: &Clause) -> Scores {
    let mut best = Vec::new();
    for candidates in &clause.own {
        best = combine(best, candidate_scores(engine, candidates), |a, b| a + b);
    }
    for words in &clause.others {
        best = combine(best, together(engine, words), f32::max);
    }
    best
}

/// Whether any article has all of one of these ways to say something.
pub(crate) fn is_found(engine: &Engine, ways: &[Vec<Candidates>]) -> bool {
    ways.iter().any(|words| !together(engine, words).is_empty())
}

/// The articles that have all of the words.
fn together(engine: &Engine, words: &[Candidates]) -> Scores {
    let mut all: Option<Scores> = None;
    for candidates in words {
        let this = candidate_scores(engine, candidates);
        all = Some(match all {
            None => this,
            Some(before) => intersect(&before, &this),
        });
    }
    all.unwrap_or_default()
}

/// Of the stems that may be meant the best counts.
fn candidate_scores(engine: &Engine, candidates: &Candidates) -> Scores {
    let mut scores = Vec::new();
    for candidate in &candidates.stems {
        let Some((chunk, at)) = engine.chunk_of(candidate.stem) else { continue };
        let Some(chunk) = engine.chunk(chunk) else { continue };
        let weight = candidate.weight / (ranking::IMPACT_STEPS * ranking::IMPACT_STEPS);
        let share = |impact: u8| f32::from(impact) * f32::from(impact);
        scores.extend(chunk.postings(at).map(|(article, impact)| (article, weight * share(impact))));
    }
    if candidates.stems.len() > 1 {
        scores.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        scores.dedup_by_key(|score| score.0);
    }
    scores
}

fn combine(a: Scores, b: Scores, both: impl Fn(f32, f32) -> f32) -> Scores {
    if a.is_empty() || b.is_empty() {
        return if a.is_empty() { b } else { a };
    }
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut left, mut right) = (a.into_iter().peekable(), b.into_iter().peekable());
    loop {
        match (left.peek().copied(), right.peek().copied()) {
            (Some(l), Some(r)) if l.0 == r.0 => {
                out.push((l.0, both(l.1, r.1)));
                left.next();
                right.next();
            }
            (Some(l), r) if r.is_none_or(|r| l.0 < r.0) => {
                out.push(l);
                left.next();
            }
            (_, Some(r)) => {
                out.push(r);
                right.next();
            }
            _ => return out,
        }
    }
}

fn intersect(a: &[(u32, f32)], b: &[(u32, f32)]) -> Scores {
    let mut out = Vec::new();
    let mut rest = b;
    for &(article, score) in a {
        let skip = rest.partition_point(|other| other.0 < article);
        rest = rest.get(skip..).unwrap_or_default();
        if let Some(&(other, more)) = rest.first()
            && other == article
        {
            out.push((article, score + more));
        }
    }
    out
}
