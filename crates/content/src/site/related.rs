//! Which articles are near each other.
//!
//! An author may name them (`related` in the front matter). For the others the nearest by words are taken: the shared
//! rare words of title, questions, tags and headings, weighted by how rare they are (inverse document frequency), as
//! the cosine of the two articles' vectors.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::model::Site;
use super::tree;
use crate::config::LanguageId;
use crate::path::ArticleKey;
use crate::source::{Entry, EntryId, EntryKind, Status};

/// How many are shown.
const SHOWN: usize = 4;
/// Words of more letters are cut: a rough stem that works in every language that inflects at the end.
const STEM_LETTERS: usize = 6;
/// A word in more articles than this says nothing about nearness, and would make large sites slow.
const COMMON: usize = 400;
/// Less than this is no resemblance but chance.
const LEAST: f32 = 0.06;

/// Keys of the articles nearest to each article, best first.
pub(super) fn find(site: &Site) -> BTreeMap<ArticleKey, Vec<ArticleKey>> {
    let keys: Vec<&ArticleKey> = site.routes.articles().keys().collect();
    let vectors = Vectors::of(site, &keys);
    let near = |scores: &mut Scores, index: usize| -> Option<(ArticleKey, Vec<ArticleKey>)> {
        let key = *keys.get(index)?;
        let mut near = named(site, key);
        if near.is_empty() {
            let nearest = vectors.nearest(index, scores).into_iter();
            near = nearest.filter_map(|other| Some((*keys.get(other as usize)?).clone())).collect();
        }
        Some((key.clone(), near))
    };
    let scores = || Scores { of_article: vec![0.0; keys.len()], touched: Vec::new() };
    let found: Vec<_> = (0..keys.len()).into_par_iter().map_init(scores, near).flatten().collect();
    found.into_iter().collect()
}

/// What was found, with each article by its place in the order of keys.
pub(super) fn places(site: &Site, near: &BTreeMap<ArticleKey, Vec<ArticleKey>>) -> Option<Vec<Vec<u32>>> {
    let places: HashMap<&ArticleKey, u32> = site.routes.articles().keys().zip(0..).collect();
    let of = |keys: &Vec<ArticleKey>| keys.iter().map(|key| places.get(key).copied()).collect::<Option<Vec<u32>>>();
    let all = site.routes.articles().keys().map(|key| near.get(key).map_or(Some(Vec::new()), of));
    all.collect()
}

/// The same again.
pub(super) fn by_place(site: &Site, near: &[Vec<u32>]) -> Option<BTreeMap<ArticleKey, Vec<ArticleKey>>> {
    let keys: Vec<&ArticleKey> = site.routes.articles().keys().collect();
    let key = |place: &u32| keys.get(*place as usize).map(|key| (*key).clone());
    let all = keys.iter().zip(near).map(|(own, places)| {
        let near: Option<Vec<ArticleKey>> = places.iter().map(key).collect();
        Some(((*own).clone(), near?))
    });
    (keys.len() == near.len()).then(|| all.collect()).flatten()
}

/// The articles that the front matter names.
fn named(site: &Site, key: &str) -> Vec<ArticleKey> {
    let Some(shown) = site.shown(key, LanguageId::DEFAULT) else { return Vec::new() };
    let paths = shown.entry.front.related.iter();
    paths
        .filter_map(|path| key_of_path(site, shown.entry, &path.value))
        .filter(|near| near != key)
        .take(SHOWN * 2)
        .collect()
}

/// The article that a path in `related` means: from the content folder, or from the article's own.
pub fn key_of_path(site: &Site, entry: &Entry, path: &str) -> Option<ArticleKey> {
    let path = path.trim_start_matches('/');
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let known = |key: &str| site.routes.articles().contains_key(key).then(|| key.into());
    known(stem).or_else(|| known(&format!("{}/{stem}", entry.folder())))
}

/// The words of all articles as sparse vectors of length one, and for each word the articles that have it.
struct Vectors {
    of_article: Vec<Vec<(u32, f32)>>,
    articles_with: Vec<Vec<(u32, f32)>>,
    /// The category of each article, as a number.
    folders: Vec<u32>,
}

/// What one thread adds up for one article after the other: a place for every article, and which were used.
struct Scores {
    of_article: Vec<f32>,
    touched: Vec<u32>,
}

impl Vectors {
    fn of(site: &Site, keys: &[&ArticleKey]) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut counted: Vec<Vec<(u32, f32)>> = Vec::with_capacity(keys.len());
        for key in keys {
            let mut words: Vec<(u32, f32)> = Vec::new();
            // Archived articles are offered to nobody.
            let shown = site
                .listed(key, LanguageId::DEFAULT)
                .filter(|shown| shown.entry.front.status != Status::Draft || site.options.drafts);
            if let Some(shown) = shown {
                count_words(site, shown.id, shown.entry, key, &mut |word, weight| {
                    let number = numbers.get(word).copied().unwrap_or_else(|| {
                        let next = numbers.len() as u32;
                        numbers.insert(word.to_owned(), next);
                        next
                    });
                    words.push((number, weight));
                });
            }
            counted.push(summed(words));
        }
        let mut frequency = vec![0_u32; numbers.len()];
        for (number, _) in counted.iter().flatten() {
            if let Some(count) = frequency.get_mut(*number as usize) {
                *count += 1;
            }
        }
        let rarity: Vec<f32> =
            frequency.iter().map(|&found| (1.0 + keys.len() as f32 / found.max(1) as f32).ln()).collect();
        let mut vectors =
            Self { of_article: Vec::new(), articles_with: vec![Vec::new(); numbers.len()], folders: folders(keys) };
        for (article, mut vector) in counted.into_iter().enumerate() {
            for (word, count) in &mut vector {
                *count = count.sqrt() * rarity.get(*word as usize).copied().unwrap_or_default();
            }
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

    /// The articles nearest to one, best first; of equally near ones that with the smaller key.
    fn nearest(&self, article: usize, scores: &mut Scores) -> Vec<u32> {
        for (word, weight) in self.of_article.get(article).into_iter().flatten() {
            let articles = self.articles_with.get(*word as usize).map_or(&[][..], Vec::as_slice);
            if articles.len() > COMMON {
                continue;
            }
            for (other, other_weight) in articles {
                let Some(score) = scores.of_article.get_mut(*other as usize) else { continue };
                if *score == 0.0 {
                    scores.touched.push(*other);
                }
                *score += weight * other_weight;
            }
        }
        let folder = self.folders.get(article);
        let mut best: Vec<(f32, u32)> = Vec::with_capacity(SHOWN + 1);
        for other in scores.touched.drain(..) {
            let score = scores.of_article.get_mut(other as usize).map(std::mem::take).unwrap_or_default();
            let near = if self.folders.get(other as usize) == folder { score * 1.2 } else { score };
            if other as usize == article || near < LEAST {
                continue;
            }
            let before = |(score, number): &(f32, u32)| *score > near || (*score == near && *number < other);
            let at = best.iter().position(|held| !before(held)).unwrap_or(best.len());
            if at < SHOWN {
                best.insert(at, (near, other));
                best.truncate(SHOWN);
            }
        }
        best.into_iter().map(|(_, other)| other).collect()
    }
}

/// A number for the category of each article; keys are sorted, so that those of a category need not be neighbours.
fn folders(keys: &[&ArticleKey]) -> Vec<u32> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    keys.iter()
        .map(|key| {
            let next = numbers.len() as u32;
            *numbers.entry(tree::parent(key)).or_insert(next)
        })
        .collect()
}

/// Words in the order of their numbers, each once, with the sum of its weights.
fn summed(mut words: Vec<(u32, f32)>) -> Vec<(u32, f32)> {
    words.sort_by_key(|(number, _)| *number);
    words.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.1 += later.1;
        }
        same
    });
    words
}

fn count_words(site: &Site, id: EntryId, entry: &Entry, key: &str, each: &mut dyn FnMut(&str, f32)) {
    debug_assert!(entry.kind == EntryKind::Article);
    let mut stem = String::new();
    let mut add = |text: &str, weight: f32| {
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(2).is_some()) {
            stem.clear();
            stem.extend(word.chars().take(STEM_LETTERS).flat_map(char::to_lowercase));
            each(&stem, weight);
        }
    };
    add(&site.title(id), 3.0);
    add(key.rsplit('/').next().unwrap_or(key), 1.0);
    for text in entry.front.asks.items() {
        add(&text.value, 1.0);
    }
    for text in entry.front.tags.iter().chain(&entry.front.keywords) {
        add(&text.value, 2.0);
    }
    add(&site.summary(id), 1.0);
    for heading in site.body(id).into_iter().flat_map(|body| &body.headings) {
        add(&heading.text, 0.5);
    }
    for landing in site.body(id).into_iter().flat_map(|body| &body.landings) {
        add(&landing.text, 0.5);
    }
}
