//! Other values for the constants of ranking, for whoever looks for better ones. Compiled with the feature `tune` alone.
//!
//! It is the one place with state that all threads share: constants are asked for in the depth of scoring, and a way to hand
//! them down would cost every reader of a published site what only developers need.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

static VALUES: RwLock<BTreeMap<String, f32>> = RwLock::new(BTreeMap::new());

/// Takes these values instead of the constants of their names; what is not named is as it is written.
pub fn set(values: impl IntoIterator<Item = (String, f32)>) {
    *VALUES.write().unwrap_or_else(PoisonError::into_inner) = values.into_iter().collect();
}

pub(crate) fn value(name: &str, written: f32) -> f32 {
    VALUES.read().unwrap_or_else(PoisonError::into_inner).get(name).copied().unwrap_or(written)
}
