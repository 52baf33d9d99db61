//! Words that both formats share.

use crate::cli::plural::count;

/// `1 page`, `3 pages`.
pub(super) fn pages(number: usize) -> String {
    count(number, "page")
}

/// `3`, or `not found`.
pub(super) fn rank(rank: Option<usize>) -> String {
    rank.map_or_else(|| "not found".to_owned(), |rank| rank.to_string())
}
