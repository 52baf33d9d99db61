//! Whether the contact form was needed after all.

use std::collections::BTreeMap;

use serde::Serialize;

use super::statistics::Share;
use super::steps::{Point, Steps};
use crate::catalog::Catalog;
use crate::tally::{FormCounts, Rows, day};

/// How the contact form ended.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Contact {
    /// All uses.
    #[serde(flatten)]
    pub counts: FormCounts,
    /// Of all who were offered answers: how many it was enough for.
    pub deflection: Option<Share>,
    /// The same step by step.
    pub curve: Vec<Point<FormCounts>>,
    /// Articles that people came from to the form, those with most messages first.
    pub articles: Vec<FromArticle>,
}

/// An article that people came from.
#[derive(Clone, Debug, Serialize)]
pub struct FromArticle {
    /// The path of its page.
    pub path: String,
    /// The language of the page.
    pub lang: String,
    /// Its title, where the site is known.
    pub title: Option<String>,
    /// Its file, where the site is known.
    pub file: Option<String>,
    /// How the form ended.
    #[serde(flatten)]
    pub counts: FormCounts,
    /// Of all who read it: how many sent a message then. Nothing where reading isn't counted.
    pub sent_of_reads: Option<Share>,
}

pub(super) fn contact(rows: &Rows, catalog: &Catalog, steps: &Steps) -> Contact {
    let hours = rows.hours.iter().map(|row| (day(row.at), row.counts.forms));
    let mut counts = FormCounts::default();
    rows.hours.iter().for_each(|row| counts.add(&row.counts.forms));
    Contact {
        deflection: Share::new(counts.solved, counts.offered),
        curve: steps.curve(hours, |sum: &mut FormCounts, counts| sum.add(&counts)),
        articles: articles(rows, catalog),
        counts,
    }
}

fn articles(rows: &Rows, catalog: &Catalog) -> Vec<FromArticle> {
    let mut reads: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for row in &rows.articles {
        *reads.entry((&row.path, &row.lang)).or_default() += row.reads;
    }
    let from = rows.forms.iter().filter(|row| !row.from.is_empty());
    let mut articles: Vec<FromArticle> = from
        .map(|row| {
            let known = catalog.article(&row.from);
            let reads = reads.get(&(&*row.from, &*row.lang)).copied().unwrap_or(0);
            FromArticle {
                path: row.from.to_string(),
                lang: row.lang.to_string(),
                title: known.map(|known| known.title.clone()),
                file: known.map(|known| known.file.clone()),
                counts: row.counts,
                sent_of_reads: Share::new(row.counts.sent, reads),
            }
        })
        .collect();
    articles.sort_by(|a, b| {
        (b.counts.sent, b.counts.used()).cmp(&(a.counts.sent, a.counts.used())).then_with(|| a.path.cmp(&b.path))
    });
    articles
}
