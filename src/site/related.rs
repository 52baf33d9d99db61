//! Which articles are near each other.
//!
//! An author may name them (`related` in the front matter). For the others the nearest by words are taken: the shared
//! rare words of title, questions, tags and headings, weighted by how rare they are (inverse document frequency), as
//! the cosine of the two articles' vectors.

use std::collections::{BTreeMap, HashMap};

use super::{Site, tree};
use crate::source::{Entry, EntryKind, Status};

/// How many are shown.
const SHOWN: usize = 4;
/// Words of more letters are cut: a rough stem that works in every language that inflects at the end.
const STEM_LETTERS: usize = 6;
/// A word in more articles than this says nothing about nearness, and would make large sites slow.
const COMMON: usize = 400;
/// Less than this is no resemblance but chance.
const LEAST: f32 = 0.06;

/// Keys of the articles nearest to each article, best first.
pub(super) fn find(site: &Site) -> BTreeMap<String, Vec<String>> {
    let keys: Vec<&str> = site.routes.articles().keys().map(String::as_str).collect();
    let vectors = Vectors::of(site, &keys);
    let mut related = BTreeMap::new();
    for (index, key) in keys.iter().enumerate() {
        let mut near: Vec<String> = named(site, key);
        if near.is_empty() {
            near = vectors.nearest(index, &keys);
        }
        related.insert((*key).to_owned(), near);
    }
    related
}

/// The articles that the front matter names.
fn named(site: &Site, key: &str) -> Vec<String> {
    let Some(shown) = site.shown(key, 0) else { return Vec::new() };
    let paths = shown.entry.front.related.iter();
    paths
        .filter_map(|path| key_of_path(site, shown.entry, &path.value))
        .filter(|near| near != key)
        .take(SHOWN * 2)
        .collect()
}

/// The article that a path in `related` means: from the content folder, or from the article's own.
pub(crate) fn key_of_path(site: &Site, entry: &Entry, path: &str) -> Option<String> {
    let path = path.trim_start_matches('/');
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let known = |key: &str| site.routes.articles().contains_key(key).then(|| key.to_owned());
    known(stem).or_else(|| known(&format!("{}/{stem}", entry.folder())))
}

/// The words of all articles as sparse vectors of length one, and for each word the articles that have it.
struct Vectors {
    of_article: Vec<Vec<(u32, f32)>>,
    articles_with: Vec<Vec<(u32, f32)>>,
}

impl Vectors {
    fn of(site: &Site, keys: &[&str]) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut counted: Vec<BTreeMap<u32, f32>> = Vec::with_capacity(keys.len());
        for key in keys {
            let mut words = BTreeMap::new();
            // Archived articles are offered to nobody.
            let shown =
                site.listed(key, 0).filter(|shown| shown.entry.front.status != Status::Draft || site.options.drafts);
            if let Some(shown) = shown {
                count_words(site, shown.index, shown.entry, key, &mut |word, weight| {
                    let next = numbers.len() as u32;
                    let number = *numbers.entry(word).or_insert(next);
                    *words.entry(number).or_insert(0.0) += weight;
                });
            }
            counted.push(words);
        }
        let mut frequency = vec![0_u32; numbers.len()];
        for number in counted.iter().flat_map(|words| words.keys()) {
            if let Some(count) = frequency.get_mut(*number as usize) {
                *count += 1;
            }
        }
        let mut vectors = Self { of_article: Vec::new(), articles_with: vec![Vec::new(); numbers.len()] };
        for (article, words) in counted.into_iter().enumerate() {
            let rarity = |number: u32| {
                let found = frequency.get(number as usize).copied().unwrap_or(1).max(1) as f32;
                (1.0 + keys.len() as f32 / found).ln()
            };
            let mut vector: Vec<(u32, f32)> =
                words.into_iter().map(|(word, count)| (word, count.sqrt() * rarity(word))).collect();
            let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            for (word, weight) in &mut vector {
                *weight /= length;
                if let Some(articles) = vectors.articles_with.get_mut(*word as usize) {
                    articles.push((article as u32, *weight));
                }
            }
            vectors.of_article.push(vector);
        }
        vectors
    }

    fn nearest(&self, article: usize, keys: &[&str]) -> Vec<String> {
        let mut scores: HashMap<u32, f32> = HashMap::new();
        for (word, weight) in self.of_article.get(article).into_iter().flatten() {
            let articles = self.articles_with.get(*word as usize).map_or(&[][..], Vec::as_slice);
            if articles.len() > COMMON {
                continue;
            }
            for (other, other_weight) in articles.iter().filter(|(other, _)| *other as usize != article) {
                *scores.entry(*other).or_insert(0.0) += weight * other_weight;
            }
        }
        let folder = keys.get(article).map_or("", |key| tree::parent(key));
        let mut scored: Vec<(f32, &str)> = scores
            .into_iter()
            .filter_map(|(other, score)| {
                let key = *keys.get(other as usize)?;
                let near = if tree::parent(key) == folder { score * 1.2 } else { score };
                (near >= LEAST).then_some((near, key))
            })
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        scored.truncate(SHOWN);
        scored.into_iter().map(|(_, key)| key.to_owned()).collect()
    }
}

fn count_words(site: &Site, index: usize, entry: &Entry, key: &str, each: &mut dyn FnMut(String, f32)) {
    debug_assert!(entry.kind == EntryKind::Article);
    let mut add = |text: &str, weight: f32| {
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(2).is_some()) {
            each(word.chars().take(STEM_LETTERS).flat_map(char::to_lowercase).collect(), weight);
        }
    };
    add(&site.title(index), 3.0);
    add(key.rsplit('/').next().unwrap_or(key), 1.0);
    for text in &entry.front.asks {
        add(&text.value, 1.0);
    }
    for text in entry.front.tags.iter().chain(&entry.front.keywords) {
        add(&text.value, 2.0);
    }
    add(&site.summary(index), 1.0);
    for heading in site.body(index).into_iter().flat_map(|body| &body.headings) {
        add(&heading.text, 0.5);
    }
}
