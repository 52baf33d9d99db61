//! Where rules draw the line.

use crate::typed_yaml::MapReader;

/// How much is too much; `limits` under `checks` changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Words of a sentence.
    pub sentence_words: usize,
    /// Words of an article.
    pub article_words: usize,
    /// Words of an article's first paragraph.
    pub answer_words: usize,
    /// From how many per cent on two articles are the same.
    pub similarity: usize,
    /// Kilobytes of an image.
    pub image_kilobytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { sentence_words: 25, article_words: 1_200, answer_words: 70, similarity: 80, image_kilobytes: 500 }
    }
}

/// Reads `limits`.
pub(super) fn read(fields: &mut MapReader<'_>) -> Limits {
    let mut limits = Limits::default();
    set(fields, "sentence_words", 1, &mut limits.sentence_words);
    set(fields, "article_words", 1, &mut limits.article_words);
    set(fields, "answer_words", 1, &mut limits.answer_words);
    set(fields, "image_kilobytes", 1, &mut limits.image_kilobytes);
    // Below a half the search for candidates would no longer find all of them.
    set(fields, "similarity", 50, &mut limits.similarity);
    if limits.similarity > 100 {
        limits.similarity = Limits::default().similarity;
        wrong(fields, "similarity", "write per cent, from 50 to 100");
    }
    limits
}

fn set(fields: &mut MapReader<'_>, key: &'static str, least: usize, limit: &mut usize) {
    let Some(number) = fields.number(key) else { return };
    match usize::try_from(number) {
        Ok(number) if number >= least => *limit = number,
        _ => wrong(fields, key, &format!("write a number from {least} on")),
    }
}

fn wrong(fields: &mut MapReader<'_>, key: &'static str, help: &str) {
    if let Some(node) = fields.node(key) {
        fields.fault("bad-value", node, format!("`{key}` is out of range"), help);
    }
}
