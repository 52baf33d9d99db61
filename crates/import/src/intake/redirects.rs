//! Old URLs that the source itself sent elsewhere.

use helpdex_content::config::Config;

use super::addresses::Addresses;
use super::document::{self, Document};
use super::report::Summary;
use crate::source::{Source, what};

/// A redirect may lead to another one; longer chains than this are loops.
const LONGEST: usize = 10;

/// Makes aliases of redirects that lead to a page of the source.
pub(super) fn add(config: &Config, source: &Source, documents: &mut [Document], summary: &mut Summary) {
    let known = Addresses::new(documents);
    let to = |from: &str| source.redirects.iter().find(|(old, _)| is_same(old, from)).map(|(_, new)| new.as_str());
    for (from, first) in &source.redirects {
        let mut target = first.as_str();
        let mut found = None;
        for _ in 0..LONGEST {
            let path = target.split(['#', '?']).next().unwrap_or_default();
            found = known.find(None, path);
            match to(path).filter(|_| found.is_none()) {
                Some(next) => target = next,
                None => break,
            }
        }
        // A page that is there answers for itself.
        if known.find(None, from).is_some() {
            continue;
        }
        let alias = document::alias(config, &source.addresses.base, from);
        match (found.and_then(|index| documents.get_mut(index)), alias) {
            (Some(document), Some(alias)) => {
                if !document.meta.aliases.iter().any(|known| is_same(known, &alias)) {
                    document.meta.aliases.push(alias);
                }
            }
            (None, _) => {
                let message = format!("the old URL `{from}` led to `{first}`, which is no page of the source");
                summary.problem(what::ADDRESS, from, None, message);
            }
            (Some(document), None) => {
                let message = format!("the old URL `{from}` can't be an alias");
                summary.problem(what::ADDRESS, &document.origin, None, message);
            }
        }
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}
