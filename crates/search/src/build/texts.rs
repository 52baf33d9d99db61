//! What is shown of articles, compressed as they come: a large site's texts would not all fit into memory.

use flate2::Compression;

use super::files::Compressed;
use crate::archive::article::Article;
use crate::document::Document;

/// A part of articles is closed once it holds so much text: tiny ones compress badly, large ones hold other articles.
const PART: usize = 1 << 10;

/// The articles of a language in parts, in the order of the site: neighbours are asked for together.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) parts: Vec<Compressed>,
    /// How many articles each part has.
    pub(super) counts: Vec<u32>,
    /// How many all parts have.
    pub(super) articles: u32,
    /// About how many bytes they were before they were compressed.
    pub(super) bytes: usize,
}

/// Cuts articles into parts.
#[derive(Default)]
pub(super) struct TextParts {
    closed: Texts,
    /// The articles of the part that is open, how many they are, and their sizes' sum.
    open: Vec<u8>,
    count: u32,
    size: usize,
}

impl TextParts {
    pub(super) fn add(&mut self, document: &Document) {
        Article::pack(&mut self.open, document);
        self.count += 1;
        self.size += Article::size(document);
        if self.size >= PART {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.count == 0 {
            return;
        }
        self.closed.parts.push(Compressed::new(&self.open, Compression::new(6)));
        self.closed.counts.push(self.count);
        self.closed.articles += self.count;
        self.closed.bytes += self.size;
        self.open.clear();
        (self.count, self.size) = (0, 0);
    }

    pub(super) fn finish(mut self) -> Texts {
        self.close();
        self.closed
    }
}
