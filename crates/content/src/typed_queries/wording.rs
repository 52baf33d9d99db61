//! What was opened after queries of one wording.

use std::collections::BTreeMap;

use crate::source::EntryId;

/// Queries with the same words, while they are counted.
#[derive(Debug, Default)]
pub struct Wording {
    /// How often anything was opened after them.
    pub all: u64,
    /// How often each article was.
    pub articles: BTreeMap<EntryId, u64>,
    spellings: BTreeMap<String, u64>,
}

impl Wording {
    /// Counts a query after which something was opened so many times: an article, where it counts for one.
    pub fn count(&mut self, query: &str, article: Option<EntryId>, times: u64) {
        let add = |sum: &mut u64| *sum = sum.saturating_add(times);
        add(&mut self.all);
        add(self.spellings.entry(query.to_owned()).or_default());
        if let Some(id) = article {
            add(self.articles.entry(id).or_default());
        }
    }

    /// The spelling used most; of equals the first of the alphabet.
    pub fn spelling(&self) -> Option<String> {
        let most = self.spellings.values().max()?;
        self.spellings.iter().find(|(_, count)| *count == most).map(|(spelling, _)| spelling.clone())
    }
}
