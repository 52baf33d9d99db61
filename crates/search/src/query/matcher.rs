//! Matching the terms of a query against the text of a hit: for rescoring, for snippets, and for the spelling of a typo.

use super::dictionary::Dictionary;
use super::plan::Plan;
use super::words::QueryWords;
use crate::analysis::case::lower;
use crate::analyzed::{AnalyzedArticle, Text, TextToken, TokenStream, hash};
use crate::archive::dictionary::IN_COMPOUNDS;
use crate::ranking;

/// A part of a compound is no shorter.
const LEAST_PART: usize = 4;

/// A stem to look for in texts.
#[derive(Clone, Copy)]
pub(crate) struct QueryTerm {
    pub(crate) stem: u32,
    pub(crate) clause: usize,
    pub(crate) number: u32,
}

/// What to look for in the text of hits.
pub(crate) struct QueryMatcher {
    /// Ordered by the hash of the stem.
    pub(crate) stems: Vec<QueryTerm>,
    /// What each clause is worth.
    pub(crate) weights: Vec<f32>,
    /// Hashes of the telling words as typed.
    pub(crate) typed: Vec<u32>,
    /// Hashes of all words as typed.
    all: Vec<u32>,
    /// Which clauses are of words that say little.
    stops: Vec<bool>,
    /// Whether there is a telling word that no article has.
    unknown: bool,
}

impl QueryMatcher {
    pub(crate) fn new(dictionary: &Dictionary<'_>, plan: &Plan, query: &QueryWords) -> Self {
        let mut stems = Vec::new();
        for (number, clause) in plan.clauses.iter().enumerate() {
            for candidate in
                clause.own.iter().chain(clause.others.iter().flatten()).flat_map(|candidates| &candidates.stems)
            {
                let stem = hash(&dictionary.text(candidate.stem));
                stems.push(QueryTerm { stem, clause: number, number: candidate.stem });
            }
        }
        stems.sort_by_key(|term| (term.stem, term.clause));
        let telling = || (0..).zip(&query.words).filter(|(_, word)| !word.stop);
        let looked_for = |number: usize| plan.clauses.iter().any(|clause| (clause.from..clause.to).contains(&number));
        Self {
            stems,
            weights: plan.clauses.iter().map(|clause| clause.weight).collect(),
            typed: telling().map(|(_, word)| hash(&word.word)).collect(),
            all: query.words.iter().map(|word| hash(&word.word)).collect(),
            stops: plan.clauses.iter().map(|clause| clause.stop).collect(),
            unknown: telling().any(|(number, _)| !looked_for(number)),
        }
    }

    /// Takes note of the compounds of an article that are made of words of the query: they are marked like those.
    pub(crate) fn add_compounds(&mut self, dictionary: &Dictionary<'_>, analyzed: &AnalyzedArticle) {
        if analyzed.long_stems.is_empty() {
            return;
        }
        let text = |term: &QueryTerm| (dictionary.text(term.number).trim_end_matches(IN_COMPOUNDS).to_owned(), *term);
        let parts: Vec<(String, QueryTerm)> =
            self.stems.iter().map(text).filter(|(part, _)| part.chars().count() >= LEAST_PART).collect();
        for (hash, stem) in &analyzed.long_stems {
            let is_part = |part: &str| (stem.starts_with(part) || stem.ends_with(part)) && stem != part;
            let known = self.stems.iter().any(|term| term.stem == *hash);
            if let Some((_, term)) = parts.iter().find(|(part, _)| is_part(part)).filter(|_| !known) {
                self.stems.push(QueryTerm { stem: *hash, ..*term });
            }
        }
        self.stems.sort_by_key(|term| (term.stem, term.clause));
    }

    /// The clause that a token of a text answers.
    pub(crate) fn clause(&self, token: &TextToken) -> Option<usize> {
        let at = self.stems.partition_point(|term| term.stem < token.stem);
        self.stems.get(at).filter(|term| term.stem == token.stem).map(|term| term.clause)
    }

    /// Whether a token shows a reader why the article is a hit: a word of the query that tells something, or any of it where
    /// nothing does.
    pub(crate) fn is_marked(&self, token: &TextToken) -> bool {
        let stop = |clause: usize| self.stops.get(clause).copied().unwrap_or_default();
        self.clause(token).is_some_and(|clause| !stop(clause) || !self.stops.contains(&false))
    }

    fn weight(&self, clause: usize) -> f32 {
        self.weights.get(clause).copied().unwrap_or(0.0)
    }

    /// How much of the query stands close together in one text, from 0 to 1: pairs of neighbouring words that are
    /// neighbours here as well, by what the rarer of each is worth.
    pub(crate) fn proximity(&self, analyzed: &AnalyzedArticle) -> f32 {
        let clauses = self.weights.len();
        if clauses < 2 {
            return 0.0;
        }
        let mut found = vec![0.0f32; clauses - 1];
        for stream in &analyzed.streams {
            let mut before: Option<(usize, u32)> = None;
            for token in &stream.tokens {
                let Some(clause) = self.clause(token) else { continue };
                if let Some((other, position)) = before {
                    let near = token.position.saturating_sub(position) <= ranking::NEIGHBOURS;
                    if clause == other + 1 && near {
                        found[other] = 1.0;
                    }
                }
                before = Some((clause, token.position));
            }
        }
        let pair = |at: usize| self.weight(at).min(self.weight(at + 1));
        let all: f32 = (0..clauses - 1).map(pair).sum();
        let sum: f32 = found.iter().enumerate().map(|(at, near)| near * pair(at)).sum();
        if all > 0.0 { sum / all } else { 0.0 }
    }

    /// The share of the words typed that stand in the article in just that form.
    pub(crate) fn exact_forms(&self, analyzed: &AnalyzedArticle) -> f32 {
        let has =
            |word: &u32| analyzed.streams.iter().any(|stream| stream.tokens.iter().any(|token| token.word == *word));
        let exact = self.typed.iter().filter(|word| has(word)).count();
        exact as f32 / self.typed.len().max(1) as f32
    }
}

impl QueryMatcher {
    /// Whether the query is the very question that the article answers, in its title or one of its `asks`: 1 for the same
    /// words in the same order, less for the same telling words. A heading that is the query word for word answers it, too.
    pub(crate) fn question_match(&self, analyzed: &AnalyzedArticle) -> f32 {
        let of = |stream: &TokenStream| match stream.text {
            text if text.is_question() => self.question_match_of(&stream.tokens),
            Text::Heading(_) if self.is_word_for_word(&stream.tokens) => ranking::heading_match(),
            _ => 0.0,
        };
        analyzed.streams.iter().map(of).fold(0.0, f32::max)
    }

    fn is_word_for_word(&self, tokens: &[TextToken]) -> bool {
        let words = tokens.iter().filter(|token| !token.joined).map(|token| token.word);
        !self.all.is_empty() && words.eq(self.all.iter().copied())
    }

    fn question_match_of(&self, tokens: &[TextToken]) -> f32 {
        if self.is_word_for_word(tokens) {
            return 1.0;
        }
        let mut missing: Vec<bool> = self.stops.iter().map(|stop| !stop).collect();
        let mut telling = 0;
        for token in tokens {
            let clause = self.clause(token);
            if let Some(clause) = clause {
                missing[clause] = false;
            }
            if !token.joined && !token.stop {
                telling += 1;
                if clause.is_none() {
                    return 0.0;
                }
            }
        }
        let same = telling > 0 && !self.unknown && !missing.contains(&true);
        if same { ranking::same_words() } else { 0.0 }
    }

    /// How an article spells a stem that was found for a misspelt word. A code keeps its capitals. Customers' own words teach
    /// nobody to spell.
    pub(crate) fn spelling(&self, analyzed: &AnalyzedArticle, stem: u32) -> Option<String> {
        let hash = self.stems.iter().find(|term| term.number == stem)?.stem;
        let mut written = analyzed.streams.iter().filter(|stream| !matches!(stream.text, Text::Typed(_)));
        written.find_map(|stream| {
            let token = stream.tokens.iter().find(|token| token.stem == hash)?;
            let spelling = analyzed.text(stream.text).get(token.start as usize..token.end as usize)?;
            let code = spelling.bytes().any(|b| b.is_ascii_digit());
            Some(if code { spelling.to_owned() } else { spelling.chars().map(lower).collect() })
        })
    }
}
