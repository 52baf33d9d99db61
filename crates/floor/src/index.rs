//! The plainest index that there can be: which article has which word how often.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rayon::prelude::*;

use super::articles::Rendered;

/// Texts and postings are compressed in pieces of so many bytes and more: a browser loads a few of them.
const TEXTS: usize = 1 << 10;
const POSTINGS: usize = 3 << 10;

/// Of each language the words in order, and for each the articles that have it with how often.
pub(crate) type Postings = Vec<BTreeMap<String, Vec<(u32, u32)>>>;

/// Articles of one language with their numbers.
type OfLanguage<'r> = Vec<(u32, &'r Rendered<'r>)>;

fn languages<'r>(rendered: &'r [Rendered<'r>]) -> Vec<OfLanguage<'r>> {
    let mut languages: BTreeMap<&str, OfLanguage<'r>> = BTreeMap::new();
    for article in rendered {
        let own = languages.entry(article.lang).or_default();
        own.push((own.len() as u32, article));
    }
    languages.into_values().collect()
}

/// Counts words: runs of letters and digits, small. No stems, no other forms, no places.
pub(crate) fn counted(rendered: &[Rendered<'_>]) -> Postings {
    languages(rendered).par_iter().map(of_language).collect()
}

fn of_language(articles: &OfLanguage<'_>) -> BTreeMap<String, Vec<(u32, u32)>> {
    let count = |(number, article): &(u32, &Rendered<'_>)| {
        let text = article.text.to_lowercase();
        let mut words: HashMap<&str, u32> = HashMap::new();
        for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *words.entry(word).or_default() += 1;
        }
        let words = words.into_iter().map(|(word, times)| (word.to_owned(), times)).collect::<Vec<_>>();
        (*number, words)
    };
    let counted: Vec<_> = articles.par_iter().map(count).collect();
    let mut all: HashMap<String, Vec<(u32, u32)>> = HashMap::new();
    for (number, words) in counted {
        for (word, times) in words {
            all.entry(word).or_default().push((number, times));
        }
    }
    all.into_iter().collect()
}

/// Compresses the texts of articles, a few together; tells how many bytes are left.
pub(crate) fn texts(rendered: &[Rendered<'_>]) -> usize {
    let mut parts: Vec<Vec<u8>> = vec![Vec::new()];
    for article in languages(rendered).into_iter().flatten() {
        if let Some(last) = parts.last_mut() {
            last.extend_from_slice(article.1.text.as_bytes());
            if last.len() >= TEXTS {
                parts.push(Vec::new());
            }
        }
    }
    parts.par_iter().map(|part| deflated(part, Compression::new(6))).sum()
}

/// Compresses the words and their articles, each number as the difference to the one before; tells how many bytes are left.
pub(crate) fn packed(postings: &Postings) -> usize {
    postings.par_iter().map(of_one).sum()
}

fn of_one(words: &BTreeMap<String, Vec<(u32, u32)>>) -> usize {
    let mut parts: Vec<Vec<u8>> = vec![Vec::new()];
    for (word, articles) in words {
        let Some(last) = parts.last_mut() else { continue };
        last.push(word.len() as u8);
        last.extend_from_slice(word.as_bytes());
        put(last, articles.len() as u32);
        let mut before = 0;
        for (number, times) in articles {
            put(last, number - before);
            put(last, *times);
            before = *number;
        }
        if last.len() >= POSTINGS {
            parts.push(Vec::new());
        }
    }
    parts.par_iter().map(|part| deflated(part, Compression::best())).sum()
}

/// A number in as many groups of seven bits as it needs.
fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn deflated(bytes: &[u8], level: Compression) -> usize {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2 + 32), level);
    // Writing to memory can't fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default().len()
}
