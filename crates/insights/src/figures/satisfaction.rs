//! How articles were judged, and what an edit changed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::statistics::{Difference, Share};
use super::steps::{Point, Steps};
use crate::catalog::Catalog;
use crate::tally::{ArticleRow, Reasons, Rows};

/// How articles were judged.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Satisfaction {
    /// All articles together, step by step.
    pub curve: Vec<Point<Votes>>,
    /// Categories, those with most votes first.
    pub categories: Vec<Category>,
    /// Articles that anybody read or judged; those that helped least for certain first.
    pub articles: Vec<Article>,
}

/// Yes and no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Votes {
    /// "This helped."
    pub yes: u64,
    /// "This didn't help."
    pub no: u64,
}

impl Votes {
    /// The share of those who said yes.
    #[must_use]
    pub fn helped(&self) -> Option<Share> {
        Share::new(self.yes, self.yes + self.no)
    }
}

/// A category.
#[derive(Clone, Debug, Serialize)]
pub struct Category {
    /// Its title, or its folder where the site isn't known.
    pub title: String,
    /// How its articles were judged.
    pub helped: Option<Share>,
    /// The same step by step.
    pub curve: Vec<Point<Votes>>,
}

/// An article in one language.
#[derive(Clone, Debug, Serialize)]
pub struct Article {
    /// The path of its page.
    pub path: String,
    /// The language of its page.
    pub lang: String,
    /// Its title, where the site is known.
    pub title: Option<String>,
    /// Its file, where the site is known.
    pub file: Option<String>,
    /// Its category.
    pub category: String,
    /// How often it was read, whatever its text was.
    pub reads: u64,
    /// How its present text was judged.
    pub helped: Option<Share>,
    /// Why its present text didn't help.
    pub reasons: Reasons,
    /// Its texts, the present one last.
    pub revisions: Vec<Revision>,
    /// What the last edit changed, where both texts were judged.
    pub change: Option<Change>,
}

/// A text that an article had.
#[derive(Clone, Debug, Serialize)]
pub struct Revision {
    /// Its mark.
    pub revision: String,
    /// When it was read first in the period.
    pub first: Date,
    /// When it was read last.
    pub last: Date,
    /// How often it was read.
    pub reads: u64,
    /// How it was judged.
    pub helped: Option<Share>,
}

/// What an edit changed.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// The day from which the new text was read.
    pub since: Date,
    /// How the text before it was judged.
    pub before: Share,
    /// How the new one is.
    pub after: Share,
    /// The one less the other.
    pub difference: Difference,
}

pub(super) fn satisfaction(rows: &Rows, catalog: &Catalog, steps: &Steps) -> Satisfaction {
    let curve = |votes: &mut dyn Iterator<Item = (Date, Votes)>| {
        steps.curve(votes, |sum: &mut Votes, votes: Votes| {
            sum.yes += votes.yes;
            sum.no += votes.no;
        })
    };
    let mut by_category: BTreeMap<String, Vec<(Date, Votes)>> = BTreeMap::new();
    for row in &rows.votes {
        let votes = Votes { yes: row.yes, no: row.no };
        by_category.entry(catalog.category(&row.path)).or_default().push((row.day, votes));
    }
    let mut categories: Vec<Category> = by_category
        .into_iter()
        .map(|(title, votes)| {
            let (yes, no) = votes.iter().fold((0, 0), |(yes, no), (_, votes)| (yes + votes.yes, no + votes.no));
            Category { title, helped: Share::new(yes, yes + no), curve: curve(&mut votes.into_iter()) }
        })
        .collect();
    categories.sort_by_key(|category| std::cmp::Reverse(category.helped.map_or(0, |helped| helped.of)));
    let all = rows.votes.iter().map(|row| (row.day, Votes { yes: row.yes, no: row.no }));
    Satisfaction { curve: curve(&mut { all }), categories, articles: articles(rows, catalog) }
}

fn articles(rows: &Rows, catalog: &Catalog) -> Vec<Article> {
    let mut by_page: BTreeMap<(&str, &str), Vec<&ArticleRow>> = BTreeMap::new();
    for row in &rows.articles {
        by_page.entry((&row.path, &row.lang)).or_default().push(row);
    }
    let mut articles: Vec<Article> =
        by_page.into_iter().map(|((path, lang), rows)| article(path, lang, rows, catalog)).collect();
    // What surely helped few stands before what perhaps did; what nobody judged stands last, the most read one first.
    let order = |article: &Article| article.helped.map_or(2.0, |helped| helped.high);
    articles.sort_by(|a, b| order(a).total_cmp(&order(b)).then_with(|| b.reads.cmp(&a.reads)));
    articles
}

fn article(path: &str, lang: &str, mut rows: Vec<&ArticleRow>, catalog: &Catalog) -> Article {
    let known = catalog.article(path);
    // In the order in which texts came; the one that stands in the site now is the last, even when it is an old one again.
    let present = |row: &ArticleRow| known.is_some_and(|known| *known.revision == *row.revision);
    rows.sort_by(|a, b| (present(a), a.first, a.last, &a.revision).cmp(&(present(b), b.first, b.last, &b.revision)));
    let revisions: Vec<Revision> = rows.iter().map(|row| revision(row)).collect();
    let last = rows.last().filter(|last| known.is_none_or(|known| known.revision.is_empty()) || present(last));
    Article {
        path: path.to_owned(),
        lang: lang.to_owned(),
        title: known.map(|known| known.title.clone()),
        file: known.map(|known| known.file.clone()),
        category: catalog.category(path),
        reads: rows.iter().map(|row| row.reads).sum(),
        helped: last.and_then(|row| Share::new(row.yes, row.yes + row.no)),
        reasons: last.map(|row| row.reasons).unwrap_or_default(),
        change: last.and_then(|_| change(&revisions)),
        revisions,
    }
}

fn revision(row: &ArticleRow) -> Revision {
    Revision {
        revision: row.revision.to_string(),
        first: row.first,
        last: row.last,
        reads: row.reads,
        helped: Share::new(row.yes, row.yes + row.no),
    }
}

/// The present text against the last one before it that anybody judged.
fn change(revisions: &[Revision]) -> Option<Change> {
    let (last, earlier) = revisions.split_last()?;
    let after = last.helped?;
    let before = earlier.iter().rev().find_map(|revision| revision.helped)?;
    Some(Change { since: last.first, difference: Difference::new(&before, &after), before, after })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;
    use jiff::civil::date;

    fn row(revision: &str, day: i8, yes: u64, no: u64) -> ArticleRow {
        let first = date(2026, 3, day);
        ArticleRow {
            path: "/late/".into(),
            lang: "en".into(),
            revision: revision.into(),
            first,
            last: first,
            reads: 10,
            yes,
            no,
            reasons: Reasons::default(),
        }
    }

    fn only(rows: Vec<ArticleRow>, catalog: &Catalog) -> Article {
        let rows = Rows { articles: rows, ..Rows::default() };
        let mut found = articles(&rows, catalog);
        assert_eq!(found.len(), 1);
        found.remove(0)
    }

    fn site(revision: &str) -> Catalog {
        let article = catalog::Article { revision: revision.to_owned(), ..catalog::Article::default() };
        Catalog { articles: [("/late/".to_owned(), article)].into(), ..Catalog::default() }
    }

    #[test]
    fn a_better_text_starts_afresh() {
        let found = only(vec![row("old", 1, 10, 90), row("new", 20, 45, 5)], &Catalog::default());
        assert_eq!(found.helped.map(|helped| (helped.part, helped.of)), Some((45, 50)));
        assert!(found.change.is_some_and(|change| change.difference.rose()));
        assert_eq!(found.reads, 20);
    }

    #[test]
    fn an_edit_after_which_it_helps_fewer() {
        let change = only(vec![row("new", 20, 20, 30), row("old", 1, 90, 10)], &Catalog::default()).change.unwrap();
        assert!(change.difference.fell() && change.since == date(2026, 3, 20), "{change:?}");
    }

    #[test]
    fn the_text_of_the_site_is_the_present_one() {
        let rows = || vec![row("one", 1, 9, 1), row("two", 20, 1, 9)];
        let back = only(rows(), &site("one"));
        assert_eq!(back.helped.map(|helped| helped.part), Some(9), "an edit taken back");
        let fresh = only(rows(), &site("three"));
        assert!(fresh.helped.is_none() && fresh.change.is_none(), "nobody has judged it yet");
    }
}
