//! What is shown of articles, compressed as they come: a large site's texts would not all fit into memory.

use flate2::Compression;

use super::compressed::Compressor;
use super::kept::Key;
use super::part::Part;
use crate::archive::article::Article;
use crate::document::Document;

/// A part of articles is closed once it holds so much text: tiny ones compress badly, large ones hold other articles.
const PART: usize = 1 << 10;
/// How hard they are compressed.
const LEVEL: Compression = Compression::new(6);

/// Makes an article as a whole, if that is needed after all.
pub type Whole<'w> = Box<dyn Fn() -> Document + Send + 'w>;

/// The articles of a language in parts, in the order of the site: neighbours are asked for together.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) parts: Vec<Part>,
    /// How many articles each part has.
    pub(super) counts: Vec<u32>,
    /// How many all parts have.
    pub(super) articles: u32,
    /// About how many bytes they were before they were compressed.
    pub(super) bytes: usize,
}

/// An article of the part that is open.
enum Open<'w> {
    Packed(Vec<u8>),
    Kept(Whole<'w>),
}

/// Cuts articles into parts.
#[derive(Default)]
pub(super) struct TextParts<'w> {
    closed: Texts,
    /// The articles of the part that is open, their keys where they have any, and their sizes' sum.
    open: Vec<Open<'w>>,
    keys: Vec<Key>,
    size: usize,
}

impl<'w> TextParts<'w> {
    pub(super) fn add(&mut self, document: &Document, key: Option<&Key>, compressor: &Compressor<'_>) {
        let mut packed = Vec::new();
        Article::pack(&mut packed, document);
        self.keys.extend(key);
        self.push(Open::Packed(packed), Article::size(document), compressor);
    }

    /// Adds an article of about such a size that is as it was kept.
    pub(super) fn add_kept(&mut self, key: &Key, size: usize, whole: Whole<'w>, compressor: &Compressor<'_>) {
        self.keys.push(*key);
        self.push(Open::Kept(whole), size, compressor);
    }

    fn push(&mut self, article: Open<'w>, size: usize, compressor: &Compressor<'_>) {
        self.open.push(article);
        self.size += size;
        if self.size >= PART {
            self.close(compressor);
        }
    }

    fn close(&mut self, compressor: &Compressor<'_>) {
        if self.open.is_empty() {
            return;
        }
        let keys = (self.keys.len() == self.open.len()).then_some(self.keys.iter());
        let part = compressor.part_of_articles(keys, LEVEL, || {
            let mut bytes = Vec::new();
            for article in &self.open {
                match article {
                    Open::Packed(packed) => bytes.extend_from_slice(packed),
                    Open::Kept(whole) => Article::pack(&mut bytes, &whole()),
                }
            }
            bytes
        });
        self.closed.parts.push(part);
        self.closed.counts.push(self.open.len() as u32);
        self.closed.articles += self.open.len() as u32;
        self.closed.bytes += self.size;
        self.open.clear();
        self.keys.clear();
        self.size = 0;
    }

    pub(super) fn finish(mut self, compressor: &Compressor<'_>) -> Texts {
        self.close(compressor);
        self.closed
    }
}
