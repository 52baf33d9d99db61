//! What internal texts say and public ones don't: runs of words by their number.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::segments::Segment;
use super::words::{BySpread, Words};

/// So many words in a row are no chance.
const RUN: usize = 5;
/// So many letters of scripts without spaces are as rare.
const RUN_OF_LETTERS: usize = 10;
/// Fewer letters make no word that could stand for a secret on its own.
const LETTERS: usize = 5;

/// Where an internal phrase comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// The file, from the site's root.
    pub(super) path: String,
    /// What of it: `title`, `text`, `tag`.
    pub(super) what: &'static str,
}

/// How much of a text has to show up somewhere else to be a leak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// A name: all of it, and be it one word.
    Name,
    /// A sentence or paragraph: some words in a row, or all of it where it has at least three.
    Prose,
}

/// Runs of words that only internal texts have.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    runs: HashMap<u64, u32, BySpread>,
    lengths: BTreeSet<usize>,
    sources: Vec<Source>,
}

impl Phrases {
    /// Whether there is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Takes in an internal text.
    pub(super) fn add(&mut self, text: &str, weight: Weight, source: &Source) {
        let words = Words::of(text);
        let run = if words.are_letters() { RUN_OF_LETTERS } else { RUN };
        let least = match weight {
            Weight::Name => 1,
            Weight::Prose => 3,
        };
        if words.len() < least {
            return;
        }
        if words.len() < run {
            let is_rare = words.len() > 1 || text.chars().filter(|letter| letter.is_alphabetic()).count() >= LETTERS;
            if is_rare {
                self.insert(&words, 0, words.len(), source);
            }
            return;
        }
        for start in 0..=words.len() - run {
            self.insert(&words, start, run, source);
        }
    }

    fn insert(&mut self, words: &Words, start: usize, length: usize, source: &Source) {
        let Some(number) = words.run(start, length) else { return };
        if self.sources.last() != Some(source) {
            self.sources.push(source.clone());
        }
        let index = u32::try_from(self.sources.len() - 1).unwrap_or(u32::MAX);
        self.lengths.insert(length);
        self.runs.entry(number).or_insert(index);
    }

    /// Leaves out what a public text says as well.
    pub(super) fn forget(&mut self, text: &str) {
        let words = Words::of(text);
        for start in 0..words.len() {
            for length in &self.lengths {
                if let Some(number) = words.run(start, *length) {
                    self.runs.remove(&number);
                }
            }
        }
    }

    /// The first internal phrase of a text, with where it stands there.
    pub(super) fn find(&self, segment: &Segment<'_>) -> Option<(&Source, Range<usize>)> {
        let words = Words::of(&segment.text);
        for start in 0..words.len() {
            // The longest first: it says most.
            for length in self.lengths.iter().rev() {
                let Some(source) = words.run(start, *length).and_then(|number| self.runs.get(&number)) else {
                    continue;
                };
                let (from, to) = (words.places.get(start)?.0, words.places.get(start + length - 1)?.1);
                return Some((self.sources.get(*source as usize)?, from..to));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::segments::Kind;
    use super::*;
    use std::borrow::Cow;

    fn phrases(internal: &[(&str, Weight)], public: &[&str]) -> Phrases {
        let mut phrases = Phrases::default();
        let source = Source { path: "content/a.md".to_owned(), what: "text" };
        internal.iter().for_each(|(text, weight)| phrases.add(text, *weight, &source));
        public.iter().for_each(|text| phrases.forget(text));
        phrases
    }

    fn found(phrases: &Phrases, text: &str) -> Option<String> {
        let segment = Segment { kind: Kind::Text, at: 0, text: Cow::Borrowed(text) };
        phrases.find(&segment).map(|(_, range)| text[range].to_owned())
    }

    #[test]
    fn some_words_in_a_row_are_enough() {
        let text = "Block the account when three cards failed within an hour.";
        let phrases = phrases(&[(text, Weight::Prose)], &[]);
        assert_eq!(
            found(&phrases, "… when three CARDS failed within …").as_deref(),
            Some("when three CARDS failed within")
        );
        assert_eq!(found(&phrases, "Three cards failed."), None);
    }

    #[test]
    fn what_public_texts_say_is_no_secret() {
        let text = "Open the settings and choose the account to block it for a day.";
        let phrases = phrases(
            &[(text, Weight::Prose), ("Fees", Weight::Name)],
            &["Open the settings and choose the account", "Fees"],
        );
        assert_eq!(found(&phrases, "open the settings and choose the account"), None);
        assert_eq!(found(&phrases, "Fees"), None);
        assert!(found(&phrases, "choose the account to block it").is_some());
    }

    #[test]
    fn names_count_as_a_whole() {
        let phrases =
            phrases(&[("Fraud ladder", Weight::Name), ("chargeback", Weight::Name), ("tip", Weight::Name)], &[]);
        assert_eq!(found(&phrases, "img/fraud-ladder.png").as_deref(), Some("fraud-ladder"));
        assert_eq!(found(&phrases, "a fraud, a ladder"), None);
        assert!(found(&phrases, "tags: Chargeback").is_some() && found(&phrases, "a tip").is_none());
    }

    #[test]
    fn scripts_without_spaces() {
        let phrases = phrases(&[("当三张卡在一小时内失败时冻结账户", Weight::Prose)], &[]);
        assert!(found(&phrases, "如果三张卡在一小时内失败时冻结").is_some());
        assert_eq!(found(&phrases, "三张卡失败"), None);
    }
}
