//! Answering a query from what is loaded.

use crate::analysis::{layout, translit};
use crate::engine::{Engine, Part};
use crate::query::dictionary::Dictionary;
use crate::query::plan::{Plan, plan};
use crate::query::score::{self, Scored};
use crate::query::second_look::{self, Needles, Text};
use crate::query::snippet;
use crate::query::words::{QueryWords, shorten, words};
use crate::ranking;
use crate::results::{Hit, Query, ReadAs, Results, Score};

/// Results, or the parts of the archive to load and ask again.
pub enum Answer {
    /// Final.
    Results(Box<Results>),
    /// These are needed; their names are known.
    Needs(Vec<Part>),
}

/// A query as it was understood.
struct Understood {
    words: QueryWords,
    plan: Plan,
    text: String,
    read_as: Option<ReadAs>,
}

impl Engine {
    /// Answers a query, or says what it needs. It gets further with every part supplied and asks for at most four
    /// rounds: dictionary, postings, names, articles.
    pub fn search(&self, query: &Query) -> Answer {
        match self.answer(query) {
            Ok(results) => Answer::Results(Box::new(results)),
            Err(parts) => Answer::Needs(parts),
        }
    }

    fn answer(&self, query: &Query) -> Result<Results, Vec<Part>> {
        let dictionary = Dictionary::new(self);
        let understood = self.understand(&dictionary, &query.text);
        if dictionary.missed() > 0 {
            return Err(dictionary.needs());
        }
        let missing = score::missing(self, &understood.plan);
        if !missing.is_empty() {
            return Err(missing);
        }
        let mut hits = score::score(self, &understood.plan, query.category.as_deref());
        let looked = hits.len().min(ranking::SECOND_LOOK);
        let pinned = self.pinned(&understood, query.category.as_deref());
        let shown = |hits: &[Scored]| hits.len().min(query.limit.max(looked));
        let mut missing = second_look::missing(self, &hits[..shown(&hits)]);
        missing.extend(second_look::missing(self, &pinned));
        missing.dedup();
        if !missing.is_empty() {
            return Err(missing);
        }
        let needles = Needles::new(&dictionary, &understood.plan, &understood.words);
        second_look::reorder(self, &needles, &mut hits[..looked]);
        let hits = put_first(pinned, hits);
        Ok(self.results(query, &dictionary, understood, &needles, &hits))
    }

    /// Reads the query as it stands, or, where that finds nothing for certain, as it may have been meant.
    fn understand(&self, dictionary: &Dictionary<'_>, text: &str) -> Understood {
        let read = |text: &str| {
            let words = words(self.analyzer(), &self.core().lang, text);
            let plan = plan(dictionary, self.analyzer(), &words);
            Understood { words, plan, text: shorten(text).to_owned(), read_as: None }
        };
        let own = read(text);
        if own.plan.sure > 0 || own.plan.telling == 0 || dictionary.missed() > 0 {
            return own;
        }
        let short = shorten(text);
        let layouts = layout::other_layout_for(short, &self.core().lang).into_iter().map(|text| (text, "layout"));
        let latin = translit::candidates(short, &self.core().lang).into_iter().map(|text| (text, "transliteration"));
        for (other, why) in layouts.chain(latin) {
            let mut reading = read(&other);
            if reading.plan.telling > 0 && 2 * reading.plan.sure >= reading.plan.telling {
                reading.read_as = Some(ReadAs { query: other, why });
                return reading;
            }
        }
        own
    }

    /// The articles that the author pinned to this query, stop words and order aside.
    fn pinned(&self, understood: &Understood, category: Option<&str>) -> Vec<Scored> {
        let words = &understood.words.words;
        let all_stop = words.iter().all(|word| word.stop);
        let mut stems: Vec<&str> =
            words.iter().filter(|word| all_stop || !word.stop).map(|word| word.stem.as_str()).collect();
        stems.sort_unstable();
        stems.dedup();
        let same = |pin: &&crate::archive::core_file::PackedPin| {
            pin.stems.iter().map(String::as_str).eq(stems.iter().copied())
        };
        let pins = self.core().pins.iter().filter(same).flat_map(|pin| &pin.articles);
        let mut pinned: Vec<Scored> = Vec::new();
        for &article in pins {
            let inside = category.is_none_or(|url| self.core().category(article).is_some_and(|c| c.url == url));
            if article < self.core().articles && inside && pinned.iter().all(|hit| hit.article != article) {
                pinned.push(Scored { article, score: 0.0, coverage: 1.0 });
            }
        }
        pinned
    }

    fn results(
        &self,
        query: &Query,
        dictionary: &Dictionary<'_>,
        understood: Understood,
        needles: &Needles,
        hits: &[Scored],
    ) -> Results {
        let shown = &hits[..hits.len().min(query.limit)];
        let did_you_mean = self.did_you_mean(&understood, needles, hits);
        Results {
            query: query.text.clone(),
            lang: self.core().lang.clone(),
            total: hits.len(),
            did_you_mean,
            hits: shown.iter().filter_map(|hit| self.hit(query, dictionary, &understood, needles, *hit)).collect(),
            read_as: understood.read_as,
        }
    }

    fn hit(
        &self,
        query: &Query,
        dictionary: &Dictionary<'_>,
        understood: &Understood,
        needles: &Needles,
        hit: Scored,
    ) -> Option<Hit> {
        let reading = self.reading(hit.article).ok()??;
        let snippet = snippet::snippet(needles, reading);
        let category = self.core().category(hit.article);
        let _ = (query, dictionary, understood);
        Some(Hit {
            source: reading.article.source.clone(),
            url: reading.article.url.clone(),
            title: reading.article.title.clone(),
            category: category.map(|category| category.title.clone()).unwrap_or_default(),
            category_url: category.map(|category| category.url.clone()).unwrap_or_default(),
            lang: self.core().lang.clone(),
            score: Score::of(hit.score),
            snippet: snippet.text,
            marks: snippet.marks,
            title_marks: snippet::marks(needles, reading, Text::Title),
            sections: snippet::sections(needles, reading),
            #[cfg(feature = "write")]
            explanation: query.explain.then(|| {
                let pinned = self.pinned(understood, None);
                let (text, words, plan) = (&understood.text, &understood.words, &understood.plan);
                let asked = crate::explain::Asked { text, words, plan, pinned: &pinned };
                crate::explain::explain(self, dictionary, asked, needles, reading, hit)
            }),
        })
    }

    /// The query with its misspelt words as the first hit spells them. A word that the first hit doesn't have was no typo
    /// of one: the others have found it.
    fn did_you_mean(&self, understood: &Understood, needles: &Needles, hits: &[Scored]) -> Option<String> {
        if understood.read_as.is_some() {
            return None;
        }
        let reading = self.reading(hits.first()?.article).ok()??;
        let mut text = String::new();
        let mut done = 0;
        for correction in &understood.plan.corrections {
            let Some(word) = correction.stems.iter().find_map(|&stem| needles.spelling(reading, stem)) else {
                continue;
            };
            text.push_str(understood.text.get(done..correction.start)?);
            text.push_str(&word);
            done = correction.end;
        }
        text.push_str(understood.text.get(done..)?);
        (text != understood.text).then_some(text)
    }
}

/// Pinned articles before all others, with a score to match.
fn put_first(mut pinned: Vec<Scored>, hits: Vec<Scored>) -> Vec<Scored> {
    if pinned.is_empty() {
        return hits;
    }
    let best = hits.first().map_or(1.0, |hit| hit.score);
    let count = pinned.len();
    for (at, hit) in pinned.iter_mut().enumerate() {
        hit.score = best + (count - at) as f32;
    }
    let rest: Vec<Scored> =
        hits.into_iter().filter(|hit| pinned.iter().all(|pin| pin.article != hit.article)).collect();
    pinned.extend(rest);
    pinned
}
