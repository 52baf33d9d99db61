//! Words of the glossary: explained where an article has them first.
//!
//! The word is a button that opens a note, by what browsers bring along: with the keyboard, closed by Escape, and without a
//! script. The notes stand at the end of the text. A browser that knows none of it shows them there, and so does paper.

/// More words than this no article explains.
const MOST: usize = 200;

/// The words, and which of them were explained.
pub(super) struct Terms<'d> {
    pub(super) words: &'d [(String, String)],
    /// Those that were explained, in their order.
    pub(super) said: Vec<usize>,
    /// How many of those stand in what is written for good.
    settled: usize,
    /// Whether what is written is no place for a button: a heading, say.
    pub(super) silent: bool,
}

impl<'d> Terms<'d> {
    pub(super) fn new(words: &'d [(String, String)]) -> Self {
        Self { words, said: Vec::new(), settled: 0, silent: false }
    }

    /// What was written so far stays.
    pub(super) fn settle(&mut self) {
        self.settled = self.said.len();
    }

    /// What was written last goes through the sanitiser, which leaves no button.
    pub(super) fn forget(&mut self) {
        self.said.truncate(self.settled);
    }

    /// The first word in a text that wasn't explained yet: its number, and where it stands. Of two at one place the longer one.
    pub(super) fn next(&self, text: &str) -> Option<(usize, usize)> {
        if self.said.len() >= MOST {
            return None;
        }
        let open = self.words.iter().enumerate().filter(|(number, _)| !self.said.contains(number));
        let found = open.filter_map(|(number, (word, _))| Some((whole(text, word)?, word.len(), number)));
        let first = found.min_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        first.map(|(at, _, number)| (number, at))
    }
}

/// Where a word stands in a text, not as a part of a longer one.
fn whole(text: &str, word: &str) -> Option<usize> {
    if word.is_empty() {
        return None;
    }
    let is_inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !is_inside(before) && !is_inside(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_alone() {
        assert_eq!(whole("The KYCs and KYC.", "KYC"), Some(13));
        assert_eq!((whole("xKYC", "KYC"), whole("", "KYC"), whole("KYC", "")), (None, None, None));
        assert_eq!(whole("про ИНН", "ИНН"), Some(7));
        let words = [("API".to_owned(), String::new()), ("API key".to_owned(), String::new())];
        let terms = Terms { words: &words, said: Vec::new(), settled: 0, silent: false };
        assert_eq!(terms.next("an API key"), Some((1, 3)), "the longer one");
        let terms = Terms { words: &words, said: vec![1], settled: 0, silent: false };
        assert_eq!(terms.next("an API key"), Some((0, 3)));
    }
}
