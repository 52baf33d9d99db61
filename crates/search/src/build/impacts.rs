//! From tantivy's segment to impacts: the part of BM25F that depends on the article alone.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermStreamer;
use tantivy::{DocSet, TERMINATED};

use super::coarse::coarsen;
use super::index::SegmentIndex;
use super::profile::profile;
use crate::archive::postings::Packed;
use crate::ranking::{FIELDS, Field, FieldWeight, IMPACT_STEPS, saturation, text_share};

/// A stem and the articles that have it, with their impacts.
pub(super) struct StemPostings {
    pub(super) stem: String,
    pub(super) postings: Packed,
}

/// All stems of an index in tantivy's order, and the mean length of each field in hundredths of a word.
pub(super) struct Impacts {
    pub(super) stems: Vec<StemPostings>,
    pub(super) mean_lengths: Vec<u32>,
}

/// Reads a segment through its term dictionaries, postings and field norms.
pub(super) fn impacts(index: &SegmentIndex) -> tantivy::Result<Impacts> {
    let articles = index.segment.max_doc();
    let text = text_share(profile(index)?.own);
    let mut norms = Vec::new();
    let mut readers = Vec::new();
    for &field in &index.fields {
        norms.push(index.segment.get_fieldnorms_reader(field)?);
        readers.push(index.segment.inverted_index(field)?);
    }
    let mean_lengths: Vec<u32> = norms.iter().map(|norms| mean_length(norms, articles)).collect();
    let mut streams: Vec<Option<TermStreamer<'_>>> = Vec::new();
    for reader in &readers {
        streams.push(advance(reader.terms().stream()?));
    }
    let mut stems = Vec::new();
    let mut sums = Sums::new(articles, text);
    while let Some(stem) = streams.iter().flatten().map(TermStreamer::key).min().map(<[u8]>::to_vec) {
        for (number, stream) in streams.iter_mut().enumerate() {
            let Some(here) = stream.take_if(|stream| stream.key() == stem.as_slice()) else { continue };
            let mut postings =
                readers[number].read_postings_from_terminfo(here.value(), IndexRecordOption::WithFreqs)?;
            let weight = FIELDS[number].weight();
            while postings.doc() != TERMINATED {
                let article = postings.doc();
                let length = norms[number].fieldnorm(article);
                if FIELDS[number] == Field::Typed {
                    sums.add_missing(article, weight.weight);
                } else {
                    let count = occurrences(&weight, postings.term_freq(), length, mean_lengths[number]);
                    sums.add(article, FIELDS[number].is_text(), count);
                }
                postings.advance();
            }
            *stream = advance(here);
        }
        // Stems come from `str`s.
        stems.push(StemPostings { stem: String::from_utf8_lossy(&stem).into_owned(), postings: sums.take() });
    }
    Ok(Impacts { stems, mean_lengths })
}

fn advance(mut stream: TermStreamer<'_>) -> Option<TermStreamer<'_>> {
    stream.advance().then_some(stream)
}

/// The mean over the articles that have the field at all: most have no `asks`, and those must not make one that has
/// look long.
fn mean_length(norms: &FieldNormReader, articles: u32) -> u32 {
    let lengths = (0..articles).map(|article| u64::from(norms.fieldnorm(article))).filter(|&length| length > 0);
    let (sum, count) = lengths.fold((0, 0), |(sum, count), length| (sum + length, count + 1));
    (100 * sum).checked_div(count).map_or(0, |mean| mean as u32)
}

/// BM25F's count of a stem in one field: weighted, and less in a field that is longer than usual.
fn occurrences(field: &FieldWeight, count: u32, length: u32, mean_length: u32) -> f32 {
    let relative = length as f32 * 100.0 / mean_length.max(1) as f32;
    field.weight * count as f32 / (1.0 - field.length + field.length * relative)
}

/// The share of a stem's weight that an article gets, as kept in the archive: from 1 to [`IMPACT_STEPS`].
///
/// What names an article (title, asks, keywords, headings) counts in full. What it tells (summary, body) counts with it by
/// the share `text`: at 1 all fields would be one, as in plain BM25F; at 0 the text would not count. A site without titles
/// ranks by its texts at any share.
fn impact(counts: Counts, text: f32) -> u8 {
    let saturated = |count: f32| count / (saturation() + count);
    let share = (1.0 - text) * saturated(counts.named) + text * saturated(counts.named + counts.told);
    (share.sqrt() * IMPACT_STEPS + 0.5).clamp(1.0, IMPACT_STEPS) as u8
}

/// BM25F's count of a stem in one article, summed over the fields that name it and those that tell.
#[derive(Clone, Copy, Default, PartialEq)]
struct Counts {
    named: f32,
    told: f32,
}

/// The counts of one stem in all articles.
struct Sums {
    /// What texts count beside names.
    text: f32,
    counts: Vec<Counts>,
    touched: Vec<u32>,
}

impl Sums {
    fn new(articles: u32, text: f32) -> Self {
        Self { text, counts: vec![Counts::default(); articles as usize], touched: Vec::new() }
    }

    fn add(&mut self, article: u32, told: bool, count: f32) {
        let counts = &mut self.counts[article as usize];
        if *counts == Counts::default() {
            self.touched.push(article);
        }
        if told {
            counts.told += count;
        } else {
            counts.named += count;
        }
    }

    /// The same as one occurrence in a text, for an article that has none at all.
    fn add_missing(&mut self, article: u32, count: f32) {
        if self.counts[article as usize] == Counts::default() {
            self.add(article, true, count);
        }
    }

    fn take(&mut self) -> Packed {
        self.touched.sort_unstable();
        let (counts, text) = (&mut self.counts, self.text);
        let mut impact = |article: u32| impact(std::mem::take(&mut counts[article as usize]), text);
        let mut postings: Vec<(u32, u8)> = self.touched.drain(..).map(|article| (article, impact(article))).collect();
        coarsen(&mut postings);
        Packed::of(postings)
    }
}
