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
        // Titles: longer ones are worth less per word, in proportion (stackfaq: 0.5 → 1.0 gives +0.002 MAP). Texts:
        // nearly so (0.6 → 0.75: +0.003 MAP, xquad unchanged). The sets have no asks, keywords or headings: asks are
        // questions like titles, keywords were chosen by hand, headings name a part.
        let (weight, length) = match self {
            Self::Title => (2.0, 1.0),
            Self::Asks => (2.0, 0.5),
            Self::Keywords => (1.5, 0.2),
            Self::Headings => (1.0, 0.5),
            Self::Summary => (1.5, 0.5),
            Self::Body => (1.0, 0.75),
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

/// How fast further occurrences stop counting in what names an article. From 0.6 to 3 nothing moves by more than 0.003.
#[cfg(feature = "write")]
pub(crate) const SATURATION: f32 = 1.2;
/// The same in its text. Shared with the names it had to be 1.2 for xquad (8: −0.02 MRR) and 8 for stackfaq (1.2: −0.05
/// MAP); apart both have what they want.
#[cfg(feature = "write")]
pub(crate) const BODY_SATURATION: f32 = 0.9;
/// What the text is worth beside the names. stackfaq's MAP: 0.774 at 0.8, 0.812 at 0.3, 0.816 at 0.25, 0.818 at 0.2,
/// where P@1 begins to fall.
#[cfg(feature = "write")]
pub(crate) const BODY: f32 = 0.25;

/// Impacts are kept as square roots in so many steps: finer where they are faint, as in texts. Linear steps of 1/63
/// cost xquad-ru 0.005 MRR.
pub(crate) const IMPACT_STEPS: f32 = 255.0;

/// Share of the score that a hit keeps when it has next to nothing of what was asked. xquad likes 0.4 as much as 0.6;
/// without any weighing (1.0) it loses 0.01 MRR, while at 0 stackfaq loses 0.03 MAP.
pub(crate) const COVERAGE_FLOOR: f32 = 0.6;
/// A word found counts as covered for so much, and for more by its share of the score it could give: once in a long text
/// is not yet an answer.
pub(crate) const COVERAGE_BASE: f32 = 0.3;
/// See [`COVERAGE_BASE`].
pub(crate) const COVERAGE_SLOPE: f32 = 2.0;

/// What a stop word is worth beside other words. "When" and "where" do tell a little: 0 costs 0.004 MAP and 0.003 MRR,
/// 1 would make hits of pages that share nothing but "how do I".
pub(crate) const STOP_WORD: f32 = 0.3;

/// The last word's beginning, against the whole word. Not in the sets, whose questions are finished: low enough that a
/// whole word wins over a common beginning.
pub(crate) const PREFIX: f32 = 0.6;
/// A word one typo away, against the word itself.
pub(crate) const ONE_TYPO: f32 = 0.8;
/// Two typos away.
pub(crate) const TWO_TYPOS: f32 = 0.6;
/// A typo in the first letter: people rarely make one there.
pub(crate) const OTHER_FIRST_LETTER: f32 = 0.8;
/// Both halves of a word split in two must be in so many articles.
pub(crate) const SPLIT_FREQUENCY: u32 = 2;
/// A synonym, against the word itself: the author says they mean the same, the customer said this one.
pub(crate) const SYNONYM: f32 = 0.8;
/// A word split in two, or two joined.
pub(crate) const COMPOUND: f32 = 0.9;

/// Neighbouring words of the query that are neighbours in the article too raise its score by up to this share. 0 costs
/// 0.004 MAP; from 0.2 on stackfaq falls.
pub(crate) const PROXIMITY: f32 = 0.2;
/// So many words apart still counts as neighbours; in the other order nothing does.
pub(crate) const NEIGHBOURS: u32 = 3;
/// Words of the query in the very form typed raise it by up to this share: +0.004 MRR in Russian.
pub(crate) const EXACT_FORM: f32 = 0.15;
/// The query is the title or one of the `asks`, word for word: the author has answered this very question, so it wins over
/// articles that have the words elsewhere more often. Below 0.3 an ask such as "how can I withdraw" loses to titles about
/// withdrawing; the sets have hardly such queries (+0.0002 MAP).
pub(crate) const QUESTION_MATCH: f32 = 0.4;
/// The same telling words in another order or with other small words, against word for word. Giving a share to what is
/// nearly the question costs stackfaq 0.001 P@1.
pub(crate) const SAME_WORDS: f32 = 0.5;
/// A featured article: decides between equals, no more.
pub(crate) const FEATURED: f32 = 1.03;

/// What has a smaller share than this of the best hit's score is no result: it shares a common word or two with the query.
/// 0.2 leaves two fifths of stackfaq's hits and a twentieth of xquad's and costs 0.0001 MAP; 0.33 would cost 0.001.
pub(crate) const SCORE_CUTOFF: f32 = 0.2;

/// With fewer articles found than this, those of the site's default language follow. Three are what a phone shows without
/// scrolling; below that there is room, and too little to choose from.
pub(crate) const FEW_HITS: usize = 3;

/// How many of the best hits are looked at again with their text. A page of results: their texts are loaded anyway.
pub(crate) const RESCORE_WINDOW: usize = 10;

/// The weight of a word found in `frequency` of `articles`: BM25's, never negative.
pub(crate) fn idf(articles: u32, frequency: u32) -> f32 {
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
        assert!(idf(100, 1) > idf(100, 50));
        assert!(idf(100, 100) > 0.0);
        assert!(idf(0, 5) >= 0.0);
    }
}
