//! What is shown of an article, kept apart from what finds it and loaded for the visible hits alone.

use super::bytes::Bytes;
#[cfg(feature = "write")]
use super::bytes::{put_bytes, put_number};
#[cfg(feature = "write")]
use crate::document::Document;

/// An article as read from the archive.
#[derive(Debug, Default)]
pub(crate) struct Article {
    pub(crate) source: String,
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) asks: Vec<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) typed: Vec<String>,
    pub(crate) sections: Vec<Section>,
}

/// One section; `title` and `anchor` are empty for the text before the first heading.
#[derive(Debug, Default)]
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) anchor: String,
    pub(crate) text: String,
}

impl Article {
    #[cfg(feature = "write")]
    pub(crate) fn pack(out: &mut Vec<u8>, document: &Document) {
        for text in [&document.source, &document.url, &document.title, &document.summary] {
            put_bytes(out, text.as_bytes());
        }
        for list in [&document.asks, &document.keywords, &document.typed] {
            put_number(out, list.len() as u32);
            for text in list {
                put_bytes(out, text.as_bytes());
            }
        }
        put_number(out, document.sections.len() as u32);
        for section in &document.sections {
            put_bytes(out, section.title.as_deref().unwrap_or_default().as_bytes());
            put_bytes(out, section.anchor.as_deref().unwrap_or_default().as_bytes());
            put_bytes(out, section.text.as_bytes());
        }
    }

    /// About how many bytes that will be.
    #[cfg(feature = "write")]
    pub(crate) fn size(document: &Document) -> usize {
        let sum = |texts: &[String]| texts.iter().map(|text| text.len() + 1).sum::<usize>();
        let section = |section: &crate::document::DocumentSection| {
            let names = [&section.title, &section.anchor].into_iter().flatten().map(String::len).sum::<usize>();
            names + section.text.len() + 4
        };
        let own = [&document.source, &document.url, &document.title, &document.summary].map(|text| text.len() + 1);
        own.iter().sum::<usize>()
            + sum(&document.asks)
            + sum(&document.keywords)
            + sum(&document.typed)
            + document.sections.iter().map(section).sum::<usize>()
    }

    /// Reads the articles of one part; there must be exactly `count`.
    pub(crate) fn unpack(bytes: &[u8], count: usize) -> Option<Vec<Self>> {
        let mut bytes = Bytes::new(bytes);
        let mut articles = Vec::new();
        for _ in 0..count {
            articles.push(Self::read(&mut bytes)?);
        }
        bytes.is_empty().then_some(articles)
    }

    fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let mut article = Self {
            source: bytes.text()?.to_owned(),
            url: bytes.text()?.to_owned(),
            title: bytes.text()?.to_owned(),
            summary: bytes.text()?.to_owned(),
            ..Self::default()
        };
        for list in [&mut article.asks, &mut article.keywords, &mut article.typed] {
            for _ in 0..bytes.count()? {
                list.push(bytes.text()?.to_owned());
            }
        }
        for _ in 0..bytes.count()? {
            let (title, anchor, text) = (bytes.text()?, bytes.text()?, bytes.text()?);
            article.sections.push(Section { title: title.into(), anchor: anchor.into(), text: text.into() });
        }
        Some(article)
    }
}
