//! The words of a query.

use crate::analysis::{Analyzer, numbers, unspaced_letters};
use crate::archive::dictionary::LONGEST_STEM;

/// A word as typed.
#[derive(Clone, Debug)]
pub(crate) struct QueryWord {
    /// Bytes of the query it was read from.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: String,
    pub(crate) stem: String,
    pub(crate) stop: bool,
    /// Whether it is shorter than the terms of its script, which has no spaces: it may begin any.
    pub(crate) open: bool,
    /// Whether it asks for a kind of answer: who, when, why.
    pub(crate) interrogative: bool,
}

/// Two words or more written together, such as "wi-fi", that may also stand as one.
#[derive(Clone, Debug)]
pub(crate) struct JoinedWord {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) stem: String,
    /// Whether it is a [code](is_code) written without spaces.
    pub(crate) code: bool,
}

/// A query cut into words.
#[derive(Clone, Debug, Default)]
pub(crate) struct QueryWords {
    pub(crate) words: Vec<QueryWord>,
    pub(crate) joined: Vec<JoinedWord>,
    /// Whether the last word may still be unfinished: nothing was typed after it.
    pub(crate) typing: bool,
}

/// Nobody types more; a pasted page must not cost more than a question.
const LONGEST_QUERY: usize = 1_000;
const MOST_WORDS: usize = 32;

/// Whether a word is a code: it has a digit, and is longer than a mere number or unit (`3`, `2.0`, `5m`, `100`).
pub(crate) fn is_code(word: &str) -> bool {
    let least = if word.bytes().all(|b| b == b'.' || b.is_ascii_digit()) { 4 } else { 3 };
    word.bytes().any(|b| b.is_ascii_digit()) && word.chars().count() >= least
}

/// The part of a query that is looked at.
pub(crate) fn shorten(query: &str) -> &str {
    query.get(..query.floor_char_boundary(LONGEST_QUERY)).unwrap_or_default()
}

pub(crate) fn words(analyzer: &Analyzer, query: &str) -> QueryWords {
    let query = shorten(query);
    let mut found = QueryWords::default();
    analyzer.analyze(query, &mut |token| {
        let stem: String = token.stem.chars().take(LONGEST_STEM).collect();
        if token.joined {
            let apart = query.get(token.start..token.end).is_none_or(|text| text.contains(numbers::is_space));
            let code = is_code(token.word) && !apart;
            found.joined.push(JoinedWord { start: token.start, end: token.end, stem, code });
        } else if found.words.len() < MOST_WORDS {
            found.words.push(QueryWord {
                start: token.start,
                end: token.end,
                word: token.word.chars().take(LONGEST_STEM).collect(),
                stem,
                open: unspaced_letters(token.word).is_some_and(|(letters, all)| letters < all),
                stop: analyzer.is_stop_word(token.word),
                interrogative: analyzer.is_interrogative(token.word),
            });
        }
    });
    found.typing = found.words.last().is_some_and(|word| word.end >= query.len());
    if let Some(end) = found.words.last().map(|word| word.end) {
        found.joined.retain(|joined| joined.end <= end);
    }
    found
}
