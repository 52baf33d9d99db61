//! Rules learned from a language's forms: which ending is cut off, and what takes its place.

/// See the [module](self).
#[derive(Debug)]
pub(crate) struct SuffixRules;

impl SuffixRules {
    pub(crate) fn read(_: &[u8]) -> Option<Self> {
        Some(Self)
    }

    pub(crate) fn stem(&self, word: &str, out: &mut String) {
        out.push_str(word);
    }
}
