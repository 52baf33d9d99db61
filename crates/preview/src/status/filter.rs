//! Which faults the reader of the page wants to see, as the page's address says it.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

/// What the reader wants to see of the faults.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Filter {
    /// Of this rule alone.
    pub(super) rule: Option<String>,
    /// Of articles of this owner alone; an empty name stands for nobody.
    pub(super) owner: Option<String>,
    /// How many to leave out at the beginning.
    from: Option<String>,
}

impl Filter {
    /// How many faults to leave out at the beginning; none where the address says no number.
    pub(super) fn from(&self) -> usize {
        self.from.as_ref().and_then(|from| from.parse().ok()).unwrap_or(0)
    }

    /// A link to the same faults from another one on.
    pub(super) fn link_from(&self, from: usize) -> String {
        let named = [("rule", &self.rule), ("owner", &self.owner)];
        let named = named.into_iter().filter_map(|(name, value)| Some(parameter(name, value.as_ref()?)));
        format!("?{}#faults", named.chain([format!("from={from}")]).collect::<Vec<_>>().join("&"))
    }
}

/// A link to the faults of which one thing is true.
pub(super) fn link_to(name: &str, value: &str) -> String {
    format!("?{}#faults", parameter(name, value))
}

/// A part of a query string.
fn parameter(name: &str, value: &str) -> String {
    format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))
}
