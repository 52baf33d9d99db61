//! `search`: what search does beyond the words of the articles.

use crate::typed_yaml::MapReader;
use crate::yaml::NodeKind;

/// The settings under `search`: all of it is on, unless they say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// Whether search finds words that no article uses by what they mean.
    pub related_words: bool,
    /// How often people must have opened an article after a query for search to know it by this query; nothing where it never
    /// is to. Without lists of what customers did it makes no difference.
    pub typed_queries: Option<u64>,
}

/// Once or twice is chance or one insistent reader; nobody looks these over before they count.
const LEAST: u64 = 5;

impl Default for Search {
    fn default() -> Self {
        Self { related_words: true, typed_queries: Some(LEAST) }
    }
}

/// Reads the map under `search`.
pub(super) fn read(fields: &mut MapReader<'_>) -> Search {
    Search { related_words: fields.flag("related_words").unwrap_or(true), typed_queries: typed_queries(fields) }
}

/// `true`, `false`, or `{ least: 10 }`.
fn typed_queries(fields: &mut MapReader<'_>) -> Option<u64> {
    let key = "typed_queries";
    let Some(node) = fields.node(key) else { return Some(LEAST) };
    match &node.kind {
        NodeKind::Bool(on) => on.then_some(LEAST),
        NodeKind::Map(entries) => {
            let mut inner = fields.inside(entries);
            let least = inner.number("least");
            let counts = least.is_none_or(|least| least > 0);
            if let Some(node) = inner.node("least").filter(|_| !counts) {
                let message = "`least` has to be a number from 1 on".to_owned();
                inner.fault("bad-value", node, message, "write it as `least: 10`");
            }
            inner.finish();
            Some(least.and_then(|least| u64::try_from(least).ok()).unwrap_or(LEAST))
        }
        _ => {
            fields.wrong_type(key, node, "`true`, `false` or `{ least: 10 }`");
            None
        }
    }
}
