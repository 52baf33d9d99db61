//! What is kept of an index for the next build of it: most articles will be the same.
//!
//! It is written once, from all articles, and not changed by builds after that. What is another than then is dead in it and
//! indexed anew each time, in a second segment. When that has become too much, all is made anew, and kept again.

use std::collections::{BTreeSet, HashMap};

use flate2::Compression;
use sha2::{Digest, Sha256};

use super::error::Error;
use super::index::SegmentIndex;
use super::part::Part;
use super::segments::Segment;
use crate::analysis::{Analyzer, StemCache};
use crate::archive::bytes::{Bytes, put_bytes, put_list, put_number};
use crate::archive::name::Name;

/// A number of all that an article's part of an index is made from. No two articles of an index have the same.
pub type Key = [u8; 16];

/// What whoever keeps an index wants to be told again of an article.
pub type Note = [u8; 32];

/// One in so many articles may be another than when the index was kept.
const MOST_OTHERS: usize = 32;
/// So many may be in any case.
const FEW: usize = 8;

/// An index of an earlier build, ready to be taken over.
pub struct Kept {
    index: SegmentIndex,
    /// The place of each article in its segment.
    places: HashMap<Key, u32>,
    articles: Vec<KeptArticle>,
    /// All words and their stems.
    words: Vec<(String, String)>,
    parts: HashMap<Key, (Name, (usize, usize))>,
    bytes: Vec<u8>,
}

/// An article of a kept index.
struct KeptArticle {
    note: Note,
    /// About how many bytes are shown of it.
    size: u32,
    /// Where its words are: numbers of words, in order, as steps from one to the next.
    words: (usize, usize),
}

impl Kept {
    /// Reads what [`Builder::finish`](super::Builder::finish) gave; nothing where that is not what it should be.
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        let mut rest = Bytes::new(&bytes);
        let place = |part: &[u8]| {
            let start = part.as_ptr() as usize - bytes.as_ptr() as usize;
            (start, start + part.len())
        };
        let files = rest.list(|b| Some((b.text()?, b.bytes()?)))?;
        let index = SegmentIndex::open(&files).ok()??;
        let words = rest.list(|b| Some((b.text()?.to_owned(), b.text()?.to_owned())))?;
        let (mut places, mut articles) = (HashMap::new(), Vec::new());
        for number in 0..rest.number()? {
            places.insert(rest.take(16)?.try_into().ok()?, number);
            let (note, size) = (rest.take(32)?.try_into().ok()?, rest.number()?);
            articles.push(KeptArticle { note, size, words: place(rest.bytes()?) });
        }
        let mut parts = HashMap::new();
        for _ in 0..rest.number()? {
            let (key, name) = (rest.take(16)?.try_into().ok()?, Name::read(rest.take(Name::LENGTH)?)?);
            parts.insert(key, (name, place(rest.bytes()?)));
        }
        rest.is_empty().then_some(())?;
        Some(Self { index, places, articles, words, parts, bytes })
    }

    /// Whether enough of these articles are among those kept to take over the rest.
    pub fn is_worth(&self, articles: &[Key]) -> bool {
        let others = articles.iter().filter(|key| !self.places.contains_key(*key)).count();
        others <= FEW.max(articles.len() / MOST_OTHERS)
    }

    /// What was noted of an article, if it is among those kept.
    pub fn note(&self, key: &Key) -> Option<Note> {
        let place = *self.places.get(key)?;
        self.articles.get(place as usize).map(|article| article.note)
    }

    /// The place of an article in the kept segment, and about how many bytes are shown of it.
    pub(super) fn place(&self, key: &Key) -> Option<(u32, usize)> {
        let place = *self.places.get(key)?;
        self.articles.get(place as usize).map(|article| (place, article.size as usize))
    }

    /// How many articles there are, dead ones among them.
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    /// The segment, whose articles have these numbers.
    pub(super) fn segment(&self, articles: Vec<Option<u32>>) -> Result<Segment, Error> {
        Ok(self.index.segment(articles)?)
    }

    /// Adds the words of articles to those that are known.
    pub(super) fn learn(&self, articles: &[Option<u32>], known: &mut StemCache) {
        let mut used = vec![false; self.words.len()];
        for (article, _) in self.articles.iter().zip(articles).filter(|(_, number)| number.is_some()) {
            let mut steps = Bytes::new(self.bytes.get(article.words.0..article.words.1).unwrap_or_default());
            let mut word = 0;
            while let Some(step) = steps.number() {
                word += step as usize;
                if let Some(used) = used.get_mut(word) {
                    *used = true;
                }
            }
        }
        for ((word, stem), _) in self.words.iter().zip(used).filter(|(_, used)| *used) {
            known.learn(word, stem);
        }
    }

    /// The compressed bytes of a part.
    pub(super) fn part(&self, key: &Key) -> Option<(Name, &[u8])> {
        let (name, (start, end)) = self.parts.get(key)?;
        Some((*name, self.bytes.get(*start..*end)?))
    }
}

/// What will be kept of an index, gathered while it is made.
#[derive(Default)]
pub(super) struct Keeping {
    articles: Vec<u8>,
    count: u32,
}

impl Keeping {
    /// Whether an index of this language can be continued. Where the stem of a word depends on how it is written, it may be that
    /// of its first place in the articles, which another one may take.
    pub(super) fn is_possible(analyzer: &Analyzer) -> bool {
        !analyzer.is_taught()
    }

    /// Adds an article with the numbers of its words.
    pub(super) fn add(&mut self, key: &Key, note: &Note, size: usize, words: &[u32]) {
        self.articles.extend_from_slice(key);
        self.articles.extend_from_slice(note);
        put_number(&mut self.articles, size as u32);
        let words: BTreeSet<u32> = words.iter().copied().collect();
        let (mut steps, mut last) = (Vec::with_capacity(words.len() + 8), 0);
        for word in words {
            put_number(&mut steps, word - last);
            last = word;
        }
        put_bytes(&mut self.articles, &steps);
        self.count += 1;
    }

    /// All of it as bytes, for [`Kept::read`].
    pub(super) fn finish(self, index: &SegmentIndex, known: &StemCache, parts: &[(Key, Part)]) -> Option<Vec<u8>> {
        let files = index.files().ok()?;
        let mut out = Vec::new();
        put_list(&mut out, &files, |out, (path, bytes)| {
            put_bytes(out, path.as_bytes());
            put_bytes(out, bytes);
        });
        let mut words: Vec<_> = known.stems.iter().collect();
        words.sort_unstable_by_key(|(_, known)| known.number);
        put_list(&mut out, &words, |out, (word, known)| {
            put_bytes(out, word.as_bytes());
            put_bytes(out, known.stem.as_bytes());
        });
        put_number(&mut out, self.count);
        out.extend_from_slice(&self.articles);
        put_list(&mut out, parts, |out, (key, part)| {
            out.extend_from_slice(key);
            out.extend_from_slice(&part.name.0);
            put_bytes(out, &part.bytes);
        });
        Some(out)
    }
}

/// The key of a part with this content.
pub(super) fn key_of_part(bytes: &[u8], level: Compression) -> Key {
    let mut hash = Sha256::new_with_prefix(b"bytes");
    hash.update(level.level().to_le_bytes());
    hash.update(bytes);
    truncated(hash)
}

/// The key of a part that shows these articles.
pub(super) fn key_of_articles<'k>(articles: impl Iterator<Item = &'k Key>) -> Key {
    let mut hash = Sha256::new_with_prefix(b"articles");
    articles.for_each(|article| hash.update(article));
    truncated(hash)
}

fn truncated(hash: Sha256) -> Key {
    hash.finalize().first_chunk().copied().unwrap_or_default()
}
