//! Articles that mean alike, and those that may answer a question in other words.
//!
//! Whoever calls brings what makes vectors of texts; here is what is read from them. Vectors of one model lie closer together
//! than those of another, so that no number of nearness means the same for all. What counts is a share: by how much of its
//! distance one text is nearer than another, or than the articles of the site are on the whole.

mod alike;
mod likely;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use helpdex_content::error::Result;
use helpdex_content::source::{Entry, EntryId, EntryKind, Status};
use helpdex_content::typed_queries::Pages;

pub use alike::{Alike, Neighbour, Pair, alike};
pub use likely::{Likely, likely};

/// Makes vectors of texts, each of length one.
pub trait Encode {
    /// Those of questions.
    ///
    /// # Errors
    /// When the model fails.
    fn questions(&self, texts: &[String]) -> Result<Vec<Vec<f32>>>;

    /// Those of what may answer them.
    ///
    /// # Errors
    /// When the model fails.
    fn answers(&self, texts: &[String]) -> Result<Vec<Vec<f32>>>;
}

/// The articles that search finds.
fn articles<'s>(pages: Pages<'s>) -> impl Iterator<Item = (EntryId, &'s Arc<Entry>)> {
    pages.sources.with_ids().filter(move |(id, entry)| {
        let met = entry.kind == EntryKind::Article && entry.front.status == Status::Published;
        met && pages.routes.url(*id).is_some()
    })
}

/// How near two vectors of length one are.
fn nearness(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// By which share of the distance at `other` something at `near` is nearer: 0 where it is no nearer, 1 where it is the same.
fn share_nearer(near: f32, other: f32) -> f32 {
    let distance = 1.0 - other;
    // What is less is how numbers of 32 bits are rounded.
    if distance > 1e-4 { ((near - other) / distance).clamp(0.0, 1.0) } else { 0.0 }
}

/// A share with two digits, as reports have it.
fn rounded(share: f32) -> f32 {
    (share * 100.0).round() / 100.0
}

/// With fewer articles there is nothing to stand out from.
const FEW: usize = 5;
