//! Answering a query from what is loaded.

use crate::analyzed::Text;
use crate::engine::{Engine, Part};
use crate::query::codes;
use crate::query::dictionary::Dictionary;
use crate::query::looked::Looked;
use crate::query::matcher::QueryMatcher;
use crate::query::plan::{Code, Plan};
use crate::query::planner::{plan, widen};
use crate::query::rescore;
use crate::query::score::{self, ScoredArticle};
use crate::query::snippet;
use crate::query::words::{QueryWords, shorten, words};
use crate::ranking;
use crate::results::{Hit, NEAREST, Query, ReadAs, Results, Score};

/// Results, or the parts of the archive to load and ask again.
pub enum Answer {
    /// Final.
    Results(Box<Results>),
    /// These are needed; their names are known.
    Dependencies(Vec<Part>),
}

/// A query as it was understood.
struct ParsedQuery {
    words: QueryWords,
    plan: Plan,
    text: String,
    read_as: Option<ReadAs>,
    /// Codes that no article has, as typed.
    unknown: Vec<String>,
}

impl Engine {
    /// Answers a query, or says what it needs. It gets further with every part supplied and asks for at most four
    /// rounds: dictionary, postings, pages, articles. Words looked up by their meaning need their neighbours as well, and the
    /// postings of these.
    pub fn search(&self, query: &Query) -> Answer {
        self.search_on(query, &Looked::default())
    }

    /// The same with what was looked up for this query in the rounds before.
    pub(crate) fn search_on(&self, query: &Query, looked: &Looked) -> Answer {
        match self.answer(query, looked) {
            Ok(results) => Answer::Results(Box::new(results)),
            Err(parts) => Answer::Dependencies(parts),
        }
    }

    fn answer(&self, query: &Query, looked: &Looked) -> Result<Results, Vec<Part>> {
        if let Some(part) = self.missing_language() {
            return Err(vec![part]);
        }
        let dictionary = Dictionary::new(self, query.foreign);
        let mut parsed = self.parse(&dictionary, &query.text);
        if dictionary.missed() > 0 {
            return Err(dictionary.missing());
        }
        let mut hits = self.score(&parsed.plan, query, looked)?;
        if is_wanting(&parsed.plan, &hits) {
            widen(&dictionary, &parsed.words, &mut parsed.plan);
            if dictionary.missed() > 0 {
                return Err(dictionary.missing());
            }
            hits = self.score(&parsed.plan, query, looked)?;
        }
        self.look_for_codes(&dictionary, &mut parsed, query, looked, &mut hits)?;
        let rescored = hits.len().min(ranking::RESCORE_WINDOW);
        let pinned = self.pinned(&parsed, query.category.as_deref());
        let shown = |hits: &[ScoredArticle]| hits.len().min(query.limit.max(rescored));
        let mut missing = rescore::missing(self, &hits[..shown(&hits)]);
        missing.extend(rescore::missing(self, &pinned));
        missing.dedup();
        if !missing.is_empty() {
            return Err(missing);
        }
        let mut matcher = QueryMatcher::new(&dictionary, &parsed.plan, &parsed.words);
        let loaded = hits[..shown(&hits)].iter().chain(&pinned).filter_map(|hit| self.analyzed(hit.article).ok()?);
        loaded.for_each(|analyzed| matcher.add_compounds(&dictionary, analyzed));
        rescore::rescore(self, &matcher, &mut hits[..rescored]);
        let hits = prepend_pinned(pinned, hits);
        Ok(self.results(query, &dictionary, parsed, &matcher, &hits))
    }

    /// Scores the articles, once the postings are there.
    fn score(&self, plan: &Plan, query: &Query, looked: &Looked) -> Result<Vec<ScoredArticle>, Vec<Part>> {
        let missing = score::missing(self, plan);
        let look = || score::score(self, plan, query.category.as_deref());
        if missing.is_empty() { Ok(looked.or(plan, look)) } else { Err(missing) }
    }

    /// Notes the codes that no article has. Where they are all that is asked for, the hits are what is nearest to them:
    /// articles that have a word of a code, else those that have a code much like it.
    fn look_for_codes(
        &self,
        dictionary: &Dictionary<'_>,
        parsed: &mut ParsedQuery,
        query: &Query,
        looked: &Looked,
        hits: &mut Vec<ScoredArticle>,
    ) -> Result<(), Vec<Part>> {
        let codes = codes::unknown(self, &parsed.plan);
        let spelling = |code: &&Code| parsed.text.get(code.start..code.end).map(str::to_owned);
        parsed.unknown = codes.iter().filter_map(spelling).collect();
        if codes.is_empty() || !codes::are_all(&codes, &parsed.words) {
            return Ok(());
        }
        let nearest = codes::plan_nearest(dictionary, &codes);
        if dictionary.missed() > 0 {
            return Err(dictionary.missing());
        }
        let near = self.score(&nearest, query, looked)?;
        if !near.is_empty() {
            parsed.plan = nearest;
            *hits = near;
        }
        if !hits.is_empty() {
            parsed.read_as = Some(ReadAs { query: parsed.text.clone(), why: NEAREST });
        }
        Ok(())
    }

    /// Reads the query as it stands, or, where that finds nothing for certain, as it may have been meant.
    fn parse(&self, dictionary: &Dictionary<'_>, text: &str) -> ParsedQuery {
        let read = |text: &str| {
            let words = words(self.analyzer(), text);
            let plan = plan(dictionary, self.analyzer(), &words);
            ParsedQuery { words, plan, text: shorten(text).to_owned(), read_as: None, unknown: Vec::new() }
        };
        let own = read(text);
        if own.plan.certain > 0 || own.plan.content_words == 0 || dictionary.missed() > 0 {
            return own;
        }
        for (other, why) in self.analyzer().readings(shorten(text)) {
            let mut reread = read(&other);
            // What is a word with a typo is seldom another one with the wrong keyboard.
            let least = if own.plan.corrections.is_empty() {
                reread.plan.content_words.div_ceil(2)
            } else {
                reread.plan.content_words
            };
            if reread.plan.content_words > 0 && reread.plan.certain >= least {
                reread.read_as = Some(ReadAs { query: other, why });
                return reread;
            }
        }
        own
    }

    /// The articles that the author pinned to this query, stop words and order aside.
    fn pinned(&self, parsed: &ParsedQuery, category: Option<&str>) -> Vec<ScoredArticle> {
        let words = &parsed.words.words;
        let all_stop = words.iter().all(|word| word.stop);
        let mut stems: Vec<&str> =
            words.iter().filter(|word| all_stop || !word.stop).map(|word| word.stem.as_str()).collect();
        stems.sort_unstable();
        stems.dedup();
        let same = |pin: &&crate::archive::core_file::PackedPin| {
            pin.stems.iter().map(String::as_str).eq(stems.iter().copied())
        };
        let pins = self.core().pins.iter().filter(same).flat_map(|pin| &pin.articles);
        let mut pinned: Vec<ScoredArticle> = Vec::new();
        for &article in pins {
            let inside = category.is_none_or(|url| self.core().category(article).is_some_and(|c| c.url == url));
            if article < self.core().articles && inside && pinned.iter().all(|hit| hit.article != article) {
                pinned.push(ScoredArticle { article, score: 0.0, coverage: 1.0, has: 1.0 });
            }
        }
        pinned
    }

    fn results(
        &self,
        query: &Query,
        dictionary: &Dictionary<'_>,
        parsed: ParsedQuery,
        matcher: &QueryMatcher,
        hits: &[ScoredArticle],
    ) -> Results {
        let shown = &hits[..hits.len().min(query.limit)];
        let did_you_mean = self.did_you_mean(&parsed, matcher, hits);
        Results {
            query: query.text.clone(),
            lang: self.core().lang.clone(),
            total: hits.len(),
            did_you_mean,
            hits: shown.iter().filter_map(|hit| self.hit(query, dictionary, &parsed, matcher, *hit)).collect(),
            read_as: parsed.read_as,
            unknown: parsed.unknown,
        }
    }

    fn hit(
        &self,
        query: &Query,
        dictionary: &Dictionary<'_>,
        parsed: &ParsedQuery,
        matcher: &QueryMatcher,
        hit: ScoredArticle,
    ) -> Option<Hit> {
        let analyzed = self.analyzed(hit.article).ok()??;
        let snippet = snippet::snippet(matcher, analyzed);
        let category = self.core().category(hit.article);
        let _ = (query, dictionary, parsed);
        Some(Hit {
            source: analyzed.article.source.clone(),
            url: analyzed.article.url.clone(),
            title: analyzed.article.title.clone(),
            category: category.map(|category| category.title.clone()).unwrap_or_default(),
            category_url: category.map(|category| category.url.clone()).unwrap_or_default(),
            lang: self.core().lang.clone(),
            score: Score::of(hit.score),
            snippet: snippet.text,
            marks: snippet.marks,
            title_marks: snippet::marks(matcher, analyzed, Text::Title),
            sections: snippet::sections(matcher, analyzed),
            #[cfg(feature = "write")]
            explanation: query.explain.then(|| {
                let pinned = self.pinned(parsed, None);
                let (text, words, plan) = (&parsed.text, &parsed.words, &parsed.plan);
                let asked = crate::explain::Asked { text, words, plan, pinned: &pinned };
                crate::explain::explain(self, dictionary, asked, matcher, analyzed, hit)
            }),
        })
    }

    /// The query with its misspelt words as the first hit spells them. A word that the first hit doesn't have was no typo
    /// of one: the others have found it.
    fn did_you_mean(&self, parsed: &ParsedQuery, matcher: &QueryMatcher, hits: &[ScoredArticle]) -> Option<String> {
        if parsed.read_as.as_ref().is_some_and(|read_as| read_as.why != NEAREST) {
            return None;
        }
        let analyzed = self.analyzed(hits.first()?.article).ok()??;
        let mut text = String::new();
        let mut done = 0;
        for correction in &parsed.plan.corrections {
            let Some(word) = correction.stems.iter().find_map(|&stem| matcher.spelling(analyzed, stem)) else {
                continue;
            };
            text.push_str(parsed.text.get(done..correction.start)?);
            text.push_str(&word);
            done = correction.end;
        }
        text.push_str(parsed.text.get(done..)?);
        (text != parsed.text).then_some(text)
    }
}

/// Whether the best article lacks a word of several: then they may be others than the articles use. Without it stackfaq loses
/// 0.006 MAP, covidfaq, zoomcamp and xquad-ru 0.002; asking always gains no more, and would load files for every query.
fn is_wanting(plan: &Plan, hits: &[ScoredArticle]) -> bool {
    let telling = plan.clauses.iter().filter(|clause| !clause.stop).count();
    telling > 1 && hits.first().is_some_and(|best| best.has < 1.0)
}

/// Pinned articles before all others, with a score to match.
fn prepend_pinned(mut pinned: Vec<ScoredArticle>, hits: Vec<ScoredArticle>) -> Vec<ScoredArticle> {
    if pinned.is_empty() {
        return hits;
    }
    let best = hits.first().map_or(1.0, |hit| hit.score);
    let count = pinned.len();
    for (at, hit) in pinned.iter_mut().enumerate() {
        hit.score = best + (count - at) as f32;
    }
    let rest: Vec<ScoredArticle> =
        hits.into_iter().filter(|hit| pinned.iter().all(|pin| pin.article != hit.article)).collect();
    pinned.extend(rest);
    pinned
}
