//! Addresses where nothing is, and what may have been meant.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::catalog::Catalog;
use crate::tally::Rows;

/// An address where nothing was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Missing {
    /// The address.
    pub path: String,
    /// How often it was asked for.
    pub count: u64,
    /// Whether it leads somewhere by now.
    pub answered: bool,
    /// The article that it may have meant, where the site is known and one is near.
    pub nearest: Option<Nearest>,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Nearest {
    /// The path of its page.
    pub path: String,
    /// Its file.
    pub file: String,
    /// Its title.
    pub title: String,
}

/// So many of the addresses asked for most get a guess.
const GUESSED: usize = 200;
/// What is less alike is no guess.
const ALIKE: f64 = 0.5;

pub(super) fn missing(rows: &Rows, catalog: &Catalog) -> Vec<Missing> {
    let mut sorted: Vec<_> = rows.missing.iter().collect();
    sorted.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.path.cmp(&b.path)));
    let addresses = Addresses::new(catalog);
    let one = |(number, row): (usize, &crate::tally::MissingRow)| {
        let answered = catalog.answers(&row.path);
        let guess = !answered && number < GUESSED;
        let nearest = if guess { addresses.nearest(&row.path, catalog) } else { None };
        Missing { path: row.path.clone(), count: row.count, answered, nearest }
    };
    sorted.into_iter().enumerate().map(one).collect()
}

/// The articles by the words of their addresses.
struct Addresses<'c> {
    paths: Vec<(&'c str, usize)>,
    words: BTreeMap<String, Vec<usize>>,
}

impl<'c> Addresses<'c> {
    fn new(catalog: &'c Catalog) -> Self {
        let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let paths = catalog.articles.keys().enumerate().map(|(number, path)| {
            let parts = parts(path);
            let count = parts.len();
            parts.into_iter().for_each(|word| words.entry(word).or_default().push(number));
            (path.as_str(), count)
        });
        Self { paths: paths.collect(), words }
    }

    /// The article whose address has most words in common with another one.
    fn nearest(&self, path: &str, catalog: &Catalog) -> Option<Nearest> {
        let wanted = parts(path);
        let mut common: BTreeMap<usize, f64> = BTreeMap::new();
        for word in &wanted {
            // Each word of the other address counts once, by the word that is most like it.
            let mut best: BTreeMap<usize, f64> = BTreeMap::new();
            for (other, numbers) in &self.words {
                let likeness = alike(word, other);
                for number in numbers.iter().filter(|_| likeness > 0.0) {
                    let known = best.entry(*number).or_default();
                    *known = known.max(likeness);
                }
            }
            best.into_iter().for_each(|(number, likeness)| *common.entry(number).or_default() += likeness);
        }
        let likeness = |(number, common): (usize, f64)| {
            let (path, words) = self.paths.get(number)?;
            Some((2.0 * common / (wanted.len() + words).max(1) as f64, *path))
        };
        let alike = common.into_iter().filter_map(likeness).filter(|(likeness, _)| *likeness >= ALIKE);
        let (_, found) = alike.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
        let article = catalog.article(found)?;
        Some(Nearest { path: found.to_owned(), file: article.file.clone(), title: article.title.clone() })
    }
}

/// 1 for the same word, something for one that begins alike or is a slip of it.
fn alike(word: &str, other: &str) -> f64 {
    if word == other {
        return 1.0;
    }
    let likeness = strsim::jaro_winkler(word, other);
    if likeness >= 0.88 { likeness * 0.9 } else { 0.0 }
}

/// The words of an address: what stands between slashes, hyphens and dots, without endings of files.
fn parts(path: &str) -> BTreeSet<String> {
    let path = path.to_lowercase();
    let path = path.trim_end_matches('/');
    let path = [".html", ".htm", ".php", ".md", ".aspx"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
    let words = path.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Article;
    use crate::tally::MissingRow;

    fn guess(path: &str) -> Option<String> {
        let known =
            ["/payouts/when-do-i-get-paid/", "/payouts/fees/", "/accounts/close-my-account/", "/ru/payouts/fees/"];
        let article = |path: &str| (path.to_owned(), Article { file: format!("content{path}"), ..Article::default() });
        let catalog = Catalog { articles: known.map(article).into(), ..Catalog::default() };
        let rows = Rows { missing: vec![MissingRow { path: path.to_owned(), count: 3 }], ..Rows::default() };
        missing(&rows, &catalog).remove(0).nearest.map(|nearest| nearest.path)
    }

    #[test]
    fn old_addresses_are_known_by_their_words() {
        for (old, meant) in [
            ("/when-do-i-get-paid/", "/payouts/when-do-i-get-paid/"),
            ("/articles/close-account.html", "/accounts/close-my-account/"),
            ("/ru/payout/fees/", "/ru/payouts/fees/"),
            ("/payouts/fee", "/payouts/fees/"),
        ] {
            assert_eq!(guess(old).as_deref(), Some(meant), "{old}");
        }
        for old in ["/wp-login.php", "/favicon.ico", "/", "/.env"] {
            assert_eq!(guess(old), None, "{old}");
        }
    }

    #[test]
    fn what_leads_somewhere_by_now_needs_no_guess() {
        let catalog = Catalog { answered: ["/old/".to_owned()].into(), ..Catalog::default() };
        let rows = Rows { missing: vec![MissingRow { path: "/old".to_owned(), count: 3 }], ..Rows::default() };
        assert!(missing(&rows, &catalog)[0].answered);
    }
}
