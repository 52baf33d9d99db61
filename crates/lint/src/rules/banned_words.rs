//! What finds the banned words of a language; it is costly to make, so rules share it.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use helpdex_content::config::BannedWord;

/// Finds the banned words of a language, in whatever case they are written.
pub(crate) struct BannedWords {
    finder: AhoCorasick,
    /// For each pattern its word.
    words: Vec<BannedWord>,
}

impl BannedWords {
    /// Nothing for a language without such words.
    pub(super) fn of(words: &[BannedWord]) -> Option<Self> {
        let mut patterns = Vec::new();
        let mut of_pattern = Vec::new();
        for word in words {
            let plain = word.word.trim_end_matches('*');
            let mut forms = vec![plain.to_owned(), plain.to_lowercase(), capitalised(plain), plain.to_uppercase()];
            forms.dedup();
            of_pattern.extend(forms.iter().map(|_| word.clone()));
            patterns.append(&mut forms);
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok()?;
        (!patterns.is_empty()).then_some(Self { finder, words: of_pattern })
    }

    /// Where they stand in a text, as whole words.
    pub(super) fn matches(&self, text: &str) -> Vec<(Range<usize>, &BannedWord)> {
        let whole = self.finder.find_iter(text).filter_map(|found| {
            let word = self.words.get(found.pattern().as_usize())?;
            let before = text.get(..found.start())?.chars().next_back();
            let after = text.get(found.end()..)?.chars().next();
            let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            (apart(before) && (word.word.ends_with('*') || apart(after))).then_some((found.range(), word))
        });
        whole.collect()
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
