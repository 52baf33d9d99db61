//! A stemmer for Belarusian.

/// The stem of a folded word.
pub fn stem(word: &str) -> String {
    word.to_owned()
}
