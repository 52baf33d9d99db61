//! How frequent words are in everyday language, beside how frequent they are in a site.
//!
//! How rare a word is tells what it is worth. Of fifty articles that is hard to tell: `eat` is in one by chance, and
//! `payout` in half of them because that is what the site is about. So some texts of everyday language count as if they were
//! articles. Most of them have `people` and hardly any has `payout`, which sets the two right. The more articles there are,
//! the less this changes.

use std::collections::HashMap;

use super::related_words::{RelatedWords, Vocabulary, table};
use crate::analysis::primary;

/// So many texts of everyday language count beside the articles. With 50 to 200 the demo's questions in other words gain 0.03 of
/// MRR and more; sets cut to fifty articles change by 0.003, and larger sites hardly at all. More costs covidfaq (68 articles)
/// 0.002 of MAP.
const TEXTS: u32 = 100;
/// So many words each has, as an article of a help center. Half or twice as many change little.
const WORDS: f32 = 200.0;
/// A word that fewer of all [`TEXTS`] have is in none. That the 550 most frequent words are told from the others is all that matters, and
/// to tell others apart, too, would take twice the bytes in an index (1.6 instead of 0.7 kB for 400 articles).
const LEAST: u8 = 4;
/// Up to so many articles all of the texts count.
const FEW_ARTICLES: u32 = 1_000;
/// From so many on none does: the site's own articles tell enough, and counts take bytes. Between the two there are fewer and
/// fewer texts, so that no article more changes what is found.
const MANY_ARTICLES: u32 = 2 * FEW_ARTICLES;
/// The number of texts goes down by so many at a time: not each new article is to change all counts.
const STEP: u32 = 10;

/// In how many texts of everyday language the stems of one language are.
#[derive(Debug, Default)]
pub(super) struct Background {
    /// How many texts there are: none where the language is not known, or the site is large.
    pub(super) texts: u32,
    /// In how many of them a stem is, where it is in any. Stop words are in none: they have a weight of their own.
    frequencies: HashMap<&'static str, u8>,
}

impl Background {
    /// What is to count beside so many articles of a language.
    pub(super) fn of(lang: &str, articles: u32) -> Self {
        let table = table();
        let texts = texts(articles);
        let mut languages = table.languages.iter().enumerate().filter(|_| texts > 0);
        let Some((own, vocabulary)) = languages.find(|(_, vocabulary)| vocabulary.lang == primary(lang)) else {
            return Self::default();
        };
        let ranked = vocabulary.stems().iter().zip(ranks(table, own, vocabulary)).filter(|(stem, _)| !stem.is_empty());
        let frequencies = ranked.filter_map(|(stem, rank)| Some((*stem, frequency(rank?, texts)?))).collect();
        Self { texts, frequencies }
    }

    /// In how many texts each of some stems is; empty where there are none.
    pub(super) fn frequencies<'s>(&self, stems: impl Iterator<Item = &'s str>) -> Vec<u8> {
        let of = |stem: &str| self.frequencies.get(stem).copied().unwrap_or(0);
        if self.texts == 0 { Vec::new() } else { stems.map(of).collect() }
    }
}

/// How many texts count beside so many articles.
fn texts(articles: u32) -> u32 {
    let left = TEXTS * MANY_ARTICLES.saturating_sub(articles) / (MANY_ARTICLES - FEW_ARTICLES);
    (left / STEP * STEP).min(TEXTS)
}

/// How many of so many texts have a word that `rank` others are more frequent than; none of a word that is not common.
///
/// By the law of Zipf and Mandelbrot a word of rank r is one of 10 (r + 2.7) words. A word that is in a text tends to come
/// again, so that x expected occurrences stand in x / (1 + x) of the texts: a negative binomial distribution.
fn frequency(rank: usize, texts: u32) -> Option<u8> {
    let expected = WORDS / (10.0 * (rank as f32 + 3.7));
    let share = expected / (1.0 + expected);
    let of = |texts: u32| (texts as f32 * share + 0.5) as u8;
    Some(of(texts)).filter(|&count| count > 0 && of(TEXTS) >= LEAST)
}

/// How many words of the language are more frequent than each.
///
/// The Belarusian list is not in order of frequency, for want of one: each of its words has the rank of the nearest Russian word,
/// which mostly is its translation.
fn ranks(table: &RelatedWords, own: usize, vocabulary: &Vocabulary) -> Vec<Option<usize>> {
    let count = vocabulary.stems().len();
    let other = table.languages.iter().position(|other| other.lang == "ru");
    let Some(other) = other.filter(|_| vocabulary.lang == "be") else { return (0..count).map(Some).collect() };
    let mut nearest: Vec<Option<(f32, usize)>> = vec![None; count];
    table.each_pair(own, other, &mut |word, translation, nearness| {
        if let Some(best) = nearest.get_mut(word)
            && best.is_none_or(|(most, _)| nearness > most)
        {
            *best = Some((nearness, translation));
        }
    });
    nearest.into_iter().map(|best| best.map(|(_, rank)| rank)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;

    fn frequencies(lang: &str, articles: u32, words: &[&str]) -> Vec<u8> {
        let analyzer = Analyzer::new(lang);
        let mut stems = Vec::new();
        words.iter().for_each(|word| analyzer.analyze(word, &mut |token| stems.push(token.stem.to_owned())));
        Background::of(lang, articles).frequencies(stems.iter().map(String::as_str))
    }

    #[test]
    fn everyday_words_are_in_many_texts_and_those_of_a_trade_in_none() {
        for (lang, words) in [
            ("en", ["people", "leave", "vpn"]),
            ("ru", ["человек", "дело", "реферал"]),
            ("be", ["чалавек", "дзень", "рэферал"]),
        ] {
            let found = frequencies(lang, 50, &words);
            assert!(found[0] > found[1] && found[1] >= LEAST, "{lang}: {found:?}");
            assert_eq!(found[2], 0, "{lang}: {found:?}");
        }
        assert_eq!(frequencies("en-GB", 50, &["people"]), frequencies("en", 50, &["people"]));
    }

    #[test]
    fn stop_words_have_a_weight_of_their_own() {
        assert_eq!(frequencies("en", 50, &["the", "and", "how"]), [0, 0, 0]);
    }

    #[test]
    fn unknown_languages_have_none_and_large_sites_fewer_and_fewer() {
        let german = Background::of("de", 50);
        assert_eq!((german.texts, german.frequencies(["peopl"].into_iter())), (0, Vec::new()));
        assert_eq!([1, 1_000, 1_500, 1_899, 1_901, 2_000, 90_000].map(texts), [100, 100, 50, 10, 0, 0, 0]);
        let people = |articles: u32| frequencies("en", articles, &["people"]);
        assert!(people(1_000) > people(1_500) && people(1_500) > people(1_899));
        assert_eq!(people(2_000), [0; 0]);
    }

    #[test]
    fn the_most_frequent_word_is_not_in_all_texts() {
        assert!(frequency(0, TEXTS).is_some_and(|count| u32::from(count) < TEXTS));
        assert_eq!(frequency(10_000, TEXTS), None);
    }
}
