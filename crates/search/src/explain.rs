//! Why a hit ranks where it does, for `helpdex search --explain`, and which passage of it answers.

mod passage;

use serde::Serialize;

use crate::analyzed::{AnalyzedArticle, Text, hash};
use crate::engine::Engine;
use crate::query::dictionary::Dictionary;
use crate::query::matcher::QueryMatcher;
use crate::query::plan::{Clause, MatchKind, Plan};
use crate::query::score::{ScoredArticle, clause_scores};
use crate::query::words::QueryWords;
use crate::ranking::{self, FIELDS, Field};

use passage::Wanted;

pub use passage::Passage;

/// A score taken apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Explanation {
    /// What each word or phrase of the query gave.
    pub words: Vec<WordExplanation>,
    /// Words of the query that no article has, stop words left out.
    pub unknown: Vec<String>,
    /// Share of the query found.
    pub coverage: f32,
    /// Share of neighbouring words of the query that are neighbours here.
    pub closeness: f32,
    /// Share of the words that are here in the very form typed.
    pub exactness: f32,
    /// What it adds that the query is the article's very question, as its title or one of its `asks` puts it, or is one of
    /// its headings.
    pub wholeness: f32,
    /// Whether the article is featured.
    pub featured: bool,
    /// Whether the author pinned the article to this query.
    pub pinned: bool,
    /// The passage that answers, for who shows no list; nothing of an article without a text.
    #[serde(skip)]
    pub passage: Option<Passage>,
}

/// A word or phrase of the query.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WordExplanation {
    /// As typed.
    pub text: String,
    /// Whether it is one of the words that say little.
    pub stop: bool,
    /// What it gave to the score, of at most `weight`.
    pub score: f32,
    /// What it could give.
    pub weight: f32,
    /// The stems found in this article.
    pub stems: Vec<StemExplanation>,
}

/// A stem found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StemExplanation {
    /// As in the dictionary.
    pub stem: String,
    /// Why it was looked for: `stem`, `prefix`, `typo`, `compound`, `synonym` or `related`.
    pub how: &'static str,
    /// In how many articles it is.
    pub articles: u32,
    /// How often it is in which field, and what one occurrence there counts.
    pub fields: Vec<FieldExplanation>,
}

/// A stem in one field.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FieldExplanation {
    /// Name of the field.
    pub field: &'static str,
    /// Occurrences.
    pub count: usize,
    /// Weight of the field.
    pub weight: f32,
}

pub(crate) fn explain(
    engine: &Engine,
    dictionary: &Dictionary<'_>,
    query: Asked<'_>,
    matcher: &QueryMatcher,
    analyzed: &AnalyzedArticle,
    hit: ScoredArticle,
) -> Explanation {
    let plan = query.plan;
    let word = |clause: &Clause| {
        let score =
            clause_scores(engine, clause).into_iter().find(|&(article, _)| article == hit.article).map_or(0.0, |s| s.1);
        let candidate =
            clause.own.iter().chain(clause.others.iter().flatten()).flat_map(|candidates| &candidates.stems);
        let stems = candidate
            .filter_map(|candidate| {
                let stem = dictionary.text(candidate.stem);
                let fields = fields(analyzed, &stem);
                let articles = engine.stem_frequency(candidate.stem);
                (!fields.is_empty()).then_some(StemExplanation { stem, how: name(candidate.how), articles, fields })
            })
            .collect();
        let (text, stop) = (query.text_of(clause), clause.stop);
        WordExplanation { text, stop, score, weight: clause.weight, stems }
    };
    Explanation {
        words: plan.clauses.iter().map(word).collect(),
        unknown: query.unknown(),
        coverage: hit.coverage,
        closeness: ranking::proximity() * matcher.proximity(analyzed),
        exactness: ranking::exact_form() * matcher.exact_forms(analyzed),
        wholeness: ranking::question_match() * matcher.question_match(analyzed),
        featured: engine.core().featured.contains(&hit.article),
        pinned: query.pinned.iter().any(|pin| pin.article == hit.article),
        passage: passage::passage(&query.wanted(matcher), analyzed),
    }
}

/// The query as it was understood.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'q> {
    pub(crate) text: &'q str,
    pub(crate) words: &'q QueryWords,
    pub(crate) plan: &'q Plan,
    pub(crate) pinned: &'q [ScoredArticle],
}

impl Asked<'_> {
    fn text_of(&self, clause: &Clause) -> String {
        let words = self.words.words.get(clause.from..clause.to).unwrap_or_default();
        let (start, end) = (words.first().map_or(0, |word| word.start), words.last().map_or(0, |word| word.end));
        self.text.get(start..end).unwrap_or_default().to_owned()
    }

    /// What a passage is judged by: words that say little count where there are no others, and a word that is found by its
    /// meaning alone is none that was asked for.
    fn wanted<'m>(&self, matcher: &'m QueryMatcher) -> Wanted<'m> {
        let (clauses, unknown) = (&self.plan.clauses, self.unknown().len());
        let telling = unknown > 0 || clauses.iter().any(|clause| !clause.stop);
        // What has near words is a word itself, and what looks like a slip of another is none.
        let certain = |clause: &Clause| {
            let stems = || clause.own.iter().chain(clause.others.iter().flatten()).flat_map(|found| &found.stems);
            let is_word = stems().any(|stem| stem.how == MatchKind::Related);
            stems().any(|stem| if is_word { !stem.how.is_guess() } else { stem.how != MatchKind::Related })
        };
        // A word that no article has may be all that was asked.
        let most = clauses.iter().filter(|clause| !clause.stop).map(|clause| clause.weight).fold(0.1, f32::max);
        let mut missing = most * unknown as f32;
        let mut weight = |clause: &Clause| match () {
            () if clause.stop && telling => 0.0,
            () if certain(clause) => clause.weight,
            () => {
                missing += clause.weight;
                0.0
            }
        };
        let weights = clauses.iter().map(&mut weight).collect();
        Wanted { matcher, weights, missing }
    }

    fn unknown(&self) -> Vec<String> {
        let is_known =
            |number: usize| self.plan.clauses.iter().any(|clause| (clause.from..clause.to).contains(&number));
        let words = self.words.words.iter().enumerate();
        let unknown = words.filter(|(number, word)| !word.stop && !is_known(*number));
        unknown.filter_map(|(_, word)| self.text.get(word.start..word.end).map(str::to_owned)).collect()
    }
}

fn name(how: MatchKind) -> &'static str {
    match how {
        MatchKind::Whole => "stem",
        MatchKind::Prefix => "prefix",
        MatchKind::Typos(_) => "typo",
        MatchKind::Compound => "compound",
        MatchKind::Synonym => "synonym",
        MatchKind::Related => "related",
    }
}

fn fields(analyzed: &AnalyzedArticle, stem: &str) -> Vec<FieldExplanation> {
    let stem = hash(stem);
    let mut fields = Vec::new();
    for field in FIELDS {
        let streams = analyzed.streams.iter().filter(|stream| field_of(stream.text) == field);
        let count = streams.flat_map(|stream| &stream.tokens).filter(|token| token.stem == stem).count();
        // What customers typed counts where the article says nothing itself.
        let counts = field != Field::Typed || fields.is_empty();
        if count > 0 && counts {
            let count = if field == Field::Typed { 1 } else { count };
            fields.push(FieldExplanation { field: field.name(), count, weight: field.weight().weight });
        }
    }
    fields
}

fn field_of(text: Text) -> Field {
    match text {
        Text::Title => Field::Title,
        Text::Ask(_) => Field::Asks,
        Text::Keyword(_) => Field::Keywords,
        Text::Typed(_) => Field::Typed,
        Text::Summary => Field::Summary,
        Text::Heading(_) => Field::Headings,
        Text::Body(_) => Field::Body,
    }
}
