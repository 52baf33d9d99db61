//! Numbers of what an index is made from: whether one that is there is of these very articles.

use helpdex_content::config::Offline;
use helpdex_content::site::Site;
use helpdex_search::{Document, Words};
use sha2::{Digest, Sha256};

/// Takes the articles of a language as they come.
#[derive(Default)]
pub(super) struct Identity {
    /// What readers are told. URLs are left out: a preview of a pull request has others, and the same answers.
    content: Sha256,
    /// The rest.
    places: Sha256,
}

impl Identity {
    /// That of these articles.
    pub(super) fn of(documents: impl Iterator<Item = Document>) -> Self {
        let mut identity = Self::default();
        documents.for_each(|document| identity.add(&document));
        identity
    }

    pub(super) fn add(&mut self, document: &Document) {
        let Document { source, title, summary, asks, keywords, typed, category, featured, sections, .. } = document;
        [source, title, summary, category].into_iter().for_each(|text| put(&mut self.content, text));
        put(&mut self.content, if *featured { "featured" } else { "" });
        for texts in [asks, keywords, typed] {
            put(&mut self.content, &texts.len().to_string());
            texts.iter().for_each(|text| put(&mut self.content, text));
        }
        [&document.url, &document.category_url].into_iter().for_each(|url| put(&mut self.places, url));
        self.places.update(sections.len().to_le_bytes());
        for section in sections {
            put(&mut self.content, section.title.as_deref().unwrap_or_default());
            put(&mut self.content, section.anchor.as_deref().unwrap_or_default());
            put(&mut self.content, &section.text);
            self.places.update([u8::from(section.title.is_some()), u8::from(section.anchor.is_some())]);
        }
    }

    /// Tells whether an index is of these articles and words.
    pub(super) fn fingerprint(&self, words: &Words) -> String {
        base16ct::lower::encode_string(self.with_words(words).finalize().get(..8).unwrap_or_default())
    }

    /// A number of all that the index of a language is made from, URLs and the other languages of the site included.
    pub(super) fn number(self, site: &Site, code: &str, words: &Words) -> [u8; 32] {
        let mut hash = self.with_words(words);
        let languages = site.config.languages.iter().map(|language| language.code.as_str());
        // Whether the list of files is among the files.
        let offline = if site.config.offline == Offline::On { "offline" } else { "" };
        [code, offline, site.routes.base()].into_iter().chain(languages).for_each(|text| put(&mut hash, text));
        hash.update(self.places.finalize());
        hash.finalize().into()
    }

    fn with_words(&self, words: &Words) -> Sha256 {
        let mut hash = self.content.clone();
        put(&mut hash, &format!("{words:?}"));
        hash
    }
}

/// The length before each text: two articles must not run together into one of the same letters.
fn put(hash: &mut Sha256, text: &str) {
    hash.update(text.len().to_le_bytes());
    hash.update(text);
}
