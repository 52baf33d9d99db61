//! The segments of an index: the one that is made now, and beside it the one of an earlier build, in which most articles stand.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::{Field as TantivyField, IndexRecordOption};
use tantivy::termdict::TermStreamer;
use tantivy::{DocSet, InvertedIndexReader, SegmentReader, TERMINATED};

/// A segment, with one field for each part of an article in the order of [`FIELDS`](crate::ranking::FIELDS).
pub(super) struct Segment {
    norms: Vec<FieldNormReader>,
    readers: Vec<Arc<InvertedIndexReader>>,
    /// The number of each of its articles in the index; none of those that are not in it any more.
    articles: Vec<Option<u32>>,
}

/// All segments of an index. Each article stands in one of them.
pub(super) type Segments = Vec<Segment>;

/// An article in which a stem stands in a field.
pub(super) struct Posting {
    pub(super) article: u32,
    /// How often.
    pub(super) count: u32,
    /// How many words the field has there.
    pub(super) length: u32,
}

impl Segment {
    pub(super) fn new(
        reader: &SegmentReader,
        fields: &[TantivyField],
        articles: Vec<Option<u32>>,
    ) -> tantivy::Result<Self> {
        Ok(Self {
            norms: fields.iter().map(|&field| reader.get_fieldnorms_reader(field)).collect::<tantivy::Result<_>>()?,
            readers: fields.iter().map(|&field| reader.inverted_index(field)).collect::<tantivy::Result<_>>()?,
            articles,
        })
    }

    /// How many words each article has in a field.
    pub(super) fn lengths(&self, field: usize) -> impl Iterator<Item = u32> {
        let norms = self.norms.get(field);
        let alive = (0..).zip(&self.articles).filter(|(_, article)| article.is_some());
        alive.filter_map(move |(document, _)| Some(norms?.fieldnorm(document)))
    }

    fn each_posting(&self, field: usize, term: &TermInfo, each: &mut dyn FnMut(Posting)) -> tantivy::Result<()> {
        let (Some(reader), Some(norms)) = (self.readers.get(field), self.norms.get(field)) else { return Ok(()) };
        let mut postings = reader.read_postings_from_terminfo(term, IndexRecordOption::WithFreqs)?;
        while postings.doc() != TERMINATED {
            let document = postings.doc();
            if let Some(article) = self.articles.get(document as usize).copied().flatten() {
                each(Posting { article, count: postings.term_freq(), length: norms.fieldnorm(document) });
            }
            postings.advance();
        }
        Ok(())
    }
}

/// Tells the articles in which a stem stands in a field, segment by segment.
pub(super) fn each_article(
    segments: &Segments,
    field: usize,
    stem: &[u8],
    each: &mut dyn FnMut(u32),
) -> tantivy::Result<()> {
    for segment in segments {
        let Some(reader) = segment.readers.get(field) else { continue };
        if let Some(term) = reader.terms().get(stem)? {
            segment.each_posting(field, &term, &mut |posting| each(posting.article))?;
        }
    }
    Ok(())
}

/// The stems of some fields of all segments, in order. One that stands in no article any more is among them, without postings.
pub(super) struct Stems<'s> {
    streams: Vec<Stream<'s>>,
    stem: Vec<u8>,
}

struct Stream<'s> {
    field: usize,
    segment: &'s Segment,
    terms: TermStreamer<'s>,
    /// Whether it stands at a stem.
    is_on: bool,
}

impl<'s> Stems<'s> {
    /// `fields` are in order: so postings come field by field.
    pub(super) fn of(segments: &'s Segments, fields: std::ops::Range<usize>) -> tantivy::Result<Self> {
        let mut streams = Vec::new();
        for field in fields {
            for segment in segments {
                let Some(reader) = segment.readers.get(field) else { continue };
                let mut terms = reader.terms().stream()?;
                let is_on = terms.advance();
                streams.push(Stream { field, segment, terms, is_on });
            }
        }
        Ok(Self { streams, stem: Vec::new() })
    }

    /// The next stem; `each` is told its postings with the field that they are of.
    pub(super) fn next(&mut self, each: &mut dyn FnMut(usize, Posting)) -> tantivy::Result<Option<&[u8]>> {
        let Self { streams, stem } = self;
        let next = streams.iter().filter(|stream| stream.is_on).map(|stream| stream.terms.key()).min();
        let Some(next) = next else { return Ok(None) };
        stem.clear();
        stem.extend_from_slice(next);
        for stream in streams.iter_mut().filter(|stream| stream.is_on && stream.terms.key() == stem.as_slice()) {
            let Stream { field, segment, terms, is_on } = stream;
            segment.each_posting(*field, terms.value(), &mut |posting| each(*field, posting))?;
            *is_on = terms.advance();
        }
        Ok(Some(stem))
    }
}
