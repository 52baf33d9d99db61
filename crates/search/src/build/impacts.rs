//! From tantivy's segment to impacts: the part of BM25F that depends on the article alone.

use super::coarse::coarsen;
use super::profile::profile;
use super::segments::{Segments, Stems};
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

/// Reads the segments of an index of so many articles through their term dictionaries, postings and field norms.
pub(super) fn impacts(segments: &Segments, articles: u32) -> tantivy::Result<Impacts> {
    let text = text_share(steady_share(profile(segments, articles)?.own));
    let mean_lengths: Vec<u32> = (0..FIELDS.len()).map(|field| mean_length(segments, field)).collect();
    let weights: Vec<(FieldWeight, bool, bool)> =
        FIELDS.iter().map(|field| (field.weight(), field.is_text(), *field == Field::Typed)).collect();
    let mut stems = Vec::new();
    let mut sums = Sums::new(articles, text);
    let mut all = Stems::of(segments, 0..FIELDS.len())?;
    while let Some(stem) = all.next(&mut |field, posting| {
        let (weight, told, is_typed) = &weights[field];
        if *is_typed {
            sums.add_missing(posting.article, weight.weight);
        } else {
            let count = occurrences(weight, posting.count, posting.length, mean_lengths[field]);
            sums.add(posting.article, *told, count);
        }
    })? {
        // Of what is not in the index any more nothing is left.
        if !sums.touched.is_empty() {
            // Stems come from `str`s.
            stems.push(StemPostings { stem: String::from_utf8_lossy(stem).into_owned(), postings: sums.take() });
        }
    }
    Ok(Impacts { stems, mean_lengths })
}

/// The mean over the articles that have the field at all: most have no `asks`, and those must not make one that has
/// look long.
fn mean_length(segments: &Segments, field: usize) -> u32 {
    let lengths = segments.iter().flat_map(|segment| segment.lengths(field)).filter(|&length| length > 0);
    let (sum, count) = lengths.fold((0, 0), |(sum, count), length| (sum + u64::from(length), count + 1));
    steady((100 * sum).checked_div(count).map_or(0, |mean| mean as u32))
}

/// So many binary digits are kept of what is known of all articles together.
///
/// It is enough for ranking. Were it exact, an edit of one article would change what many others are worth by a hair, and with
/// them their files: among 10,000 articles 157 instead of 17 of 1,119.
const DIGITS: u32 = 5;

/// A mean without its last digits.
fn steady(mean: u32) -> u32 {
    let step = 1 << mean.checked_ilog2().unwrap_or(0).saturating_sub(DIGITS - 1);
    mean.saturating_add(step / 2) / step * step
}

/// A share, from 0 to 1, in as many steps.
fn steady_share(share: f32) -> f32 {
    let steps = (1 << DIGITS) as f32;
    (share * steps).round() / steps
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_all_is_near_enough_and_steady() {
        for mean in (0..100_000).step_by(7) {
            let kept = steady(mean);
            assert!(kept.abs_diff(mean) * 32 <= mean, "{mean}: {kept}");
            assert_eq!(steady(kept), kept);
        }
        // From one power of two to the next there are sixteen.
        let mut between: Vec<u32> = (8_192..16_384).map(steady).collect();
        between.dedup();
        assert_eq!(between.len(), 17);
        for step in 0..=1_000 {
            let share = step as f32 / 1_000.0;
            assert!((steady_share(share) - share).abs() <= 1.0 / 64.0);
        }
    }
}
