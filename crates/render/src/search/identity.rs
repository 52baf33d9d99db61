//! Numbers of what an index is made from: whether one that is there is of these very articles.

use helpdex_content::config::Offline;
use helpdex_content::site::Site;
use helpdex_search::{Document, Key, Note, Words};
use sha2::{Digest, Sha256};

/// Takes the articles of a language as they come.
#[derive(Default)]
pub(super) struct Identity {
    /// What readers are told.
    content: Sha256,
}

impl Identity {
    /// That of these articles.
    pub(super) fn of(documents: impl Iterator<Item = Document>) -> Self {
        let mut identity = Self::default();
        documents.for_each(|document| identity.add(&content(&document)));
        identity
    }

    /// Adds an article by the number of its [`content`].
    pub(super) fn add(&mut self, content: &Note) {
        self.content.update(content);
    }

    /// Tells whether an index is of these articles and words.
    pub(super) fn fingerprint(mut self, words: &Words) -> String {
        put(&mut self.content, &format!("{words:?}"));
        base16ct::lower::encode_string(self.content.finalize().get(..8).unwrap_or_default())
    }
}

/// A number of what readers are told by an article. URLs are left out: a preview of a pull request has others, and the same
/// answers.
pub(super) fn content(document: &Document) -> Note {
    let Document { source, title, summary, asks, keywords, typed, category, featured, sections, .. } = document;
    let mut hash = Sha256::new();
    [source, title, summary, category].into_iter().for_each(|text| put(&mut hash, text));
    put(&mut hash, if *featured { "featured" } else { "" });
    for texts in [asks, keywords, typed] {
        put(&mut hash, &texts.len().to_string());
        texts.iter().for_each(|text| put(&mut hash, text));
    }
    for section in sections {
        put(&mut hash, section.title.as_deref().unwrap_or_default());
        put(&mut hash, section.anchor.as_deref().unwrap_or_default());
        put(&mut hash, &section.text);
    }
    hash.finalize().into()
}

/// A number of all that an article's part of an index is made from: `texts` besides its body, which has a number of its own.
pub(super) fn key<'t>(texts: impl IntoIterator<Item = &'t str>, body: &[u8]) -> Key {
    let mut hash = Sha256::new_with_prefix(body);
    texts.into_iter().for_each(|text| put(&mut hash, text));
    hash.finalize().first_chunk().copied().unwrap_or_default()
}

/// A number of all that the index of a language is made from: its articles, URLs and the other languages of the site included.
pub(super) fn number(site: &Site, code: &str, words: &Words, articles: &[Key]) -> [u8; 32] {
    let mut hash = Sha256::new_with_prefix(articles.as_flattened());
    let languages = site.config.languages.iter().map(|language| language.code.as_str());
    // Whether the list of files is among the files.
    let offline = if site.config.offline == Offline::On { "offline" } else { "" };
    [code, offline, site.routes.base()].into_iter().chain(languages).for_each(|text| put(&mut hash, text));
    put(&mut hash, &format!("{words:?}"));
    hash.finalize().into()
}

/// The length before each text: two articles must not run together into one of the same letters.
fn put(hash: &mut Sha256, text: &str) {
    hash.update(text.len().to_le_bytes());
    hash.update(text);
}
