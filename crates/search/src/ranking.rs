//! Every constant of ranking, each with its reason. What it was measured on is printed by `cargo xtask relevance`.

/// The fields of an article, in the order in which their weights and lengths are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The heading of the page.
    Title,
    /// Other ways to ask for it.
    Asks,
    /// Words given for search alone.
    Keywords,
    /// Headings in the text.
    Headings,
    /// The short answer.
    Summary,
    /// The text.
    Body,
}

/// All fields, in order.
pub const FIELDS: [Field; 6] =
    [Field::Title, Field::Asks, Field::Keywords, Field::Headings, Field::Summary, Field::Body];

/// How a field counts in BM25F.
pub(crate) struct FieldWeight {
    /// What one occurrence in a field of mean length is worth.
    pub(crate) weight: f32,
    /// How much a longer field than the mean makes an occurrence worth less: 0 not at all, 1 in proportion.
    pub(crate) length: f32,
}

impl Field {
    /// Weight and length normalisation.
    pub(crate) fn weight(self) -> FieldWeight {
        let (weight, length) = match self {
            Self::Title => (2.0, 0.8),
            Self::Asks => (4.0, 0.3),
            Self::Keywords => (3.0, 0.2),
            Self::Headings => (2.0, 0.4),
            Self::Summary => (1.5, 0.5),
            Self::Body => (1.0, 0.6),
        };
        FieldWeight { weight, length }
    }

    /// Whether the field tells the answer rather than names the article.
    #[cfg(feature = "write")]
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::Summary | Self::Body)
    }

    /// Name in explanations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Asks => "asks",
            Self::Keywords => "keywords",
            Self::Headings => "headings",
            Self::Summary => "summary",
            Self::Body => "body",
        }
    }
}

/// How fast further occurrences stop counting in what names an article.
#[cfg(feature = "write")]
pub(crate) const SATURATION: f32 = 1.2;
/// The same in its text.
#[cfg(feature = "write")]
pub(crate) const BODY_SATURATION: f32 = 1.2;
/// What the text is worth beside the names.
#[cfg(feature = "write")]
pub(crate) const BODY: f32 = 0.3;

/// Impacts are kept in so many steps.
pub(crate) const IMPACT_STEPS: f32 = 255.0;

/// Share of the score that a hit keeps when it has next to nothing of what was asked.
pub(crate) const COVERAGE_FLOOR: f32 = 0.4;

/// What a stop word is worth beside other words.
pub(crate) const STOP_WORD: f32 = 0.1;

/// Prefix of the last word.
pub(crate) const PREFIX: f32 = 0.6;
/// One typo.
pub(crate) const ONE_TYPO: f32 = 0.8;
/// Two typos.
pub(crate) const TWO_TYPOS: f32 = 0.6;
/// A typo in the first letter: people rarely make one there.
pub(crate) const OTHER_FIRST_LETTER: f32 = 0.8;
/// Both halves of a word split in two must be in so many articles.
pub(crate) const SPLIT_FREQUENCY: u32 = 2;
/// A synonym.
pub(crate) const SYNONYM: f32 = 0.8;
/// A word split in two, or two joined.
pub(crate) const COMPOUND: f32 = 0.9;
/// Adjacent words of the query that are adjacent in the article too.
pub(crate) const CLOSENESS: f32 = 0.3;
/// Words of the query in the very form typed.
pub(crate) const EXACTNESS: f32 = 0.05;
/// A featured article.
pub(crate) const FEATURED: f32 = 1.03;

/// How many of the best hits are looked at again with their text.
pub(crate) const SECOND_LOOK: usize = 8;

/// The weight of a word found in `frequency` of `articles`: BM25's, never negative.
pub(crate) fn rarity(articles: u32, frequency: u32) -> f32 {
    let n = frequency.min(articles) as f32;
    ln(1.0 + (articles as f32 - n + 0.5) / (n + 0.5))
}

/// The natural logarithm of a number from 1 on. Our own, because the standard library's differs in its last bits
/// between platforms, and the browser must give the very score of the command line.
fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = ((bits >> 23) as i32 - 127) as f32;
    let mantissa = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    // ln(m) = 2 artanh((m − 1) / (m + 1)), as a series; m is below 2, so that four terms are exact to 1e-5.
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let t2 = t * t;
    let series = 2.0 * t * (1.0 + t2 * (1.0 / 3.0 + t2 * (0.2 + t2 * (1.0 / 7.0))));
    exponent * core::f32::consts::LN_2 + series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_one() {
        for x in [1.0f32, 1.5, 2.0, 3.3, 100.0, 19_999.0] {
            assert!((ln(x) - x.ln()).abs() < 1e-4, "{x}");
        }
    }

    #[test]
    fn rarer_words_weigh_more() {
        assert!(rarity(100, 1) > rarity(100, 50));
        assert!(rarity(100, 100) > 0.0);
        assert!(rarity(0, 5) >= 0.0);
    }
}
