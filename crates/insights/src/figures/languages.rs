//! In which languages people come.

use serde::Serialize;

use super::statistics::Share;
use crate::tally::LanguageRow;

/// A language of the site.
#[derive(Clone, Debug, Serialize)]
pub struct Language {
    /// What was counted.
    #[serde(flatten)]
    pub counts: LanguageRow,
    /// How articles were judged.
    pub helped: Option<Share>,
    /// Of all queries: how many found nothing.
    #[serde(rename = "without_hits_share")]
    pub without_hits: Option<Share>,
}

/// The languages, those with most readers first.
pub(super) fn languages(rows: &[LanguageRow]) -> Vec<Language> {
    let mut languages: Vec<Language> = rows
        .iter()
        .map(|row| Language {
            helped: Share::new(row.yes, row.yes + row.no),
            without_hits: Share::new(row.without_hits, row.searches),
            counts: row.clone(),
        })
        .collect();
    languages.sort_by_key(|language| std::cmp::Reverse(language.counts.reads + language.counts.searches));
    languages
}
