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
    /// Queries by which customers found it: for words that stand in none of the others, and so the last one.
    Typed,
}

/// All fields, in order.
pub const FIELDS: [Field; 7] =
    [Field::Title, Field::Asks, Field::Keywords, Field::Headings, Field::Summary, Field::Body, Field::Typed];

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
        // questions like titles, keywords were chosen by hand, headings name a part. A word that customers typed, and the
        // article lacks, counts as if it stood in the text once, however many typed it. With half of the questions typed by
        // others, the other half gains 0.07 MAP on covidfaq and 0.003 on zoomcamp. Twice as much costs zoomcamp 0.01; as a
        // name's word it costs texts without titles (xquad) 0.2 and more.
        let (weight, length) = match self {
            Self::Title => (2.0, 1.0),
            Self::Asks => (2.0, 0.5),
            Self::Keywords => (1.5, 0.2),
            Self::Typed => (1.0, 0.0),
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
            Self::Typed => "typed",
            Self::Headings => "headings",
            Self::Summary => "summary",
            Self::Body => "body",
        }
    }
}

/// Defines constants as functions of their names. With the feature `tune` another value can be set for each while a program
/// runs, which is how `cargo xtask relevance --leave-one-out` finds what they are worth.
macro_rules! constants {
    ($($(#[$about:meta])* $name:ident = $value:expr;)*) => {
        $(
            $(#[$about])*
            #[cfg(not(feature = "tune"))]
            pub(crate) const fn $name() -> f32 {
                $value
            }
            $(#[$about])*
            #[cfg(feature = "tune")]
            pub(crate) fn $name() -> f32 {
                crate::tuning::value(stringify!($name), $value)
            }
        )*
        /// Every constant with its value.
        #[cfg(feature = "tune")]
        pub const CONSTANTS: &[(&str, f32)] = &[$((stringify!($name), $value)),*];
    };
}

constants! {
    #[cfg(feature = "write")]
    /// How fast further occurrences of a word stop counting: BM25's k1. Higher (2.4) suits sites of few, long articles, lower
    /// (1.0) texts without titles; here neither loses more than 0.01.
    saturation = 1.4;
    #[cfg(feature = "write")]
    /// What the text of an article counts beside its names where titles and texts of a site use other words: what a word
    /// adds that stands in the text, as a share of what it would add if all fields were one. See [`text_share`].
    least_text = 0.05;
    #[cfg(feature = "write")]
    /// The same where texts say again what their titles ask.
    most_text = 0.6;

    /// Share of the score that a hit keeps when it has next to nothing of what was asked. Without any weighing (1.0) zoomcamp
    /// loses 0.02 MRR, at 0 stackfaq 0.01 and covidfaq 0.03 MAP.
    coverage_floor = 0.6;
    /// A word found counts as covered for so much, and for more by its share of the score it could give: once in a long text
    /// is not yet an answer.
    coverage_base = 0.3;
    /// See [`coverage_base`].
    coverage_slope = 2.0;
    /// What a stop word is worth beside other words: without any weight "can I" and "can't I" are one question; with all of
    /// it, pages are hits that share nothing but "do I".
    stop_word = 0.4;
    /// The same of words that ask for a kind of answer: "when will it end" and "how will it end" want other articles. Where
    /// few words are typed, as customers do, they are half of what there is.
    interrogative = 0.8;
    /// The last word's beginning, against the whole word. Not in the sets, whose questions are finished: low enough that a
    /// whole word wins over a common beginning.
    prefix = 0.6;
    /// A word one typo away, against the word itself. At 0.8 questions with a typo lose 0.002 more.
    one_typo = 0.9;
    /// A word that may be meant by one that the language has, too, against one that it hasn't.
    slip_of_word = 0.5;
    /// Two typos away.
    two_typos = 0.6;
    /// A typo in the first letter: people rarely make one there.
    other_first_letter = 0.8;
    /// A synonym, against the word itself: the author says they mean the same, the customer said this one.
    synonym = 0.8;
    /// A stem of the site that is near in meaning to a word it lacks: below a typo, since a wrong neighbour must not outrank a
    /// word that is there. Without any stackfaq loses 0.001 MAP and xquad-ru 0.0015 MRR; nothing gains.
    related = 0.5;
    #[cfg(feature = "write")]
    /// A stem that the thesaurus names for a word: more than one that merely stands near, less than what the site's author said.
    named = 0.7;
    #[cfg(feature = "write")]
    /// A stem that is near in meaning to a word of another language. No typo competes with it, only names and numbers that are
    /// the same in both: at 0.5 cross-en-ru loses 0.09 MRR.
    translation = 0.9;
    #[cfg(feature = "write")]
    /// Nearness of two words at which one stands for the other with half its weight; less is chance. Between -0.2 and 0 no set
    /// changes by more than 0.01.
    related_half = -0.15;
    #[cfg(feature = "write")]
    /// The same at which it stands for it in full.
    related_full = 0.2;
    /// A word split in two, or two joined. Most sets like it lower still; codes and names are what it is for.
    compound = 0.7;
    /// Neighbouring words of the query that are neighbours in the article too raise its score by up to this share. 0 costs
    /// zoomcamp 0.01 MRR; from 0.4 on stackfaq falls.
    proximity = 0.25;
    /// Words of the query in the very form typed raise it by up to this share. 0 costs zoomcamp and the
    /// Russian demo 0.01.
    exact_form = 0.2;
    /// The query is the title or one of the `asks`, word for word: the author has answered this very question, so it wins over
    /// articles that have the words elsewhere more often. Below 0.3 an ask such as "how can I withdraw" loses to titles about
    /// withdrawing; the sets have hardly such queries (+0.0002 MAP).
    question_match = 0.4;
    /// The same telling words in another order or with other small words, against word for word. Giving a share to what is
    /// nearly the question costs stackfaq 0.001 P@1.
    same_words = 0.5;
    /// A heading that is the query word for word, against a title that is. Of 776 headings of another help center 0.92 instead
    /// of 0.85 find their article first; at 0.75 0.93 do, but short asks lose to headings of the same words.
    heading_match = 0.5;
    /// A featured article: decides between equals, no more.
    featured = 1.03;
    /// What has a smaller share than this of the best hit's score is no result: it shares a common word or two with the query.
    /// 0.2 loses up to 0.005 of MAP where customers use other words than articles, 0.33 much more.
    score_cutoff = 0.15;
}

/// Impacts are kept as square roots in so many steps: finer where they are faint, as in texts. Linear steps of 1/63
/// cost xquad-ru 0.005 MRR.
pub(crate) const IMPACT_STEPS: f32 = 255.0;

/// Both halves of a word split in two must be in so many articles.
pub(crate) const SPLIT_FREQUENCY: u32 = 2;

/// So many words apart still counts as neighbours; in the other order nothing does.
pub(crate) const NEIGHBOURS: u32 = 3;

/// With fewer articles found than this, those of the site's default language follow. Three are what a phone shows without
/// scrolling; below that there is room, and too little to choose from.
pub(crate) const FEW_HITS: usize = 3;

/// How many of the best hits are looked at again with their text. A page of results: their texts are loaded anyway.
pub(crate) const RESCORE_WINDOW: usize = 10;

/// What texts count in a site of whose titles' words so many stand in the article's own text: from `least_text`, where it is
/// a third or less, to `most_text`, where it is half or more.
///
/// Where a text repeats its title's words, it speaks of the same thing in the same words, and the words of a query found in
/// a text are evidence. Where it doesn't, they stand in texts by chance. One share for all sites costs either 0.05 MAP on
/// stackfaq and covidfaq (0.37 of the titles' words) or 0.1 MRR on zoomcamp (0.49); help centers with long articles have
/// 0.5 to 0.8.
#[cfg(feature = "write")]
pub(crate) fn text_share(own: f32) -> f32 {
    const FEW: f32 = 1.0 / 3.0;
    const MANY: f32 = 1.0 / 2.0;
    let part = ((own - FEW) / (MANY - FEW)).clamp(0.0, 1.0);
    least_text() + (most_text() - least_text()) * part
}

/// The weight of a word found in `frequency` of so many texts: BM25's, never negative. Texts are articles and, beside few of
/// them, everyday language: see `build/background.rs`.
pub(crate) fn idf(texts: u32, frequency: u32) -> f32 {
    let n = frequency.min(texts) as f32;
    ln(1.0 + (texts as f32 - n + 0.5) / (n + 0.5))
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
    #[cfg(feature = "write")]
    fn texts_count_where_they_repeat_their_titles() {
        assert_eq!(text_share(0.0), least_text());
        assert_eq!(text_share(0.9), most_text());
        let between = text_share(0.42);
        assert!(least_text() < between && between < most_text());
    }

    #[test]
    fn rarer_words_weigh_more() {
        assert!(idf(100, 1) > idf(100, 50));
        assert!(idf(100, 100) > 0.0);
        assert!(idf(0, 5) >= 0.0);
    }
}
