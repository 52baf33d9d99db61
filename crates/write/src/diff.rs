//! Differences of lines, found within a bounded time.
//!
//! Two large texts that have nothing in common would take minutes to compare. After a while a coarser difference has to do:
//! it is as true, and only longer than it need be.

use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, TextDiff, capture_diff_slices_deadline};

/// How long a person waits for a save at most.
const PATIENCE: Duration = Duration::from_millis(500);
/// The same for each of many that are only counted.
const GLANCE: Duration = Duration::from_millis(20);

/// What became of lines.
pub(crate) fn of_lines(old: &[String], new: &[String]) -> Vec<DiffOp> {
    capture_diff_slices_deadline(Algorithm::Myers, old, new, Some(Instant::now() + PATIENCE))
}

/// What became of the lines of two texts.
pub(crate) fn of_texts<'t>(old: &'t str, new: &'t str) -> TextDiff<'t, 't, str> {
    TextDiff::configure().timeout(PATIENCE).diff_lines(old, new)
}

/// How many lines came, and how many went.
pub(crate) fn counted(old: &str, new: &str) -> (usize, usize) {
    let diff = TextDiff::configure().timeout(GLANCE).diff_lines(old, new);
    let changed = diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed.fold((0, 0), |(added, removed), op| (added + op.new_range().len(), removed + op.old_range().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_texts_without_a_common_line_come_to_an_end() {
        let lines = |letter: &str| (0..60_000).map(|n| format!("{letter}{n}\n")).collect::<Vec<_>>();
        let (old, new) = (lines("a"), lines("b"));
        let ops = of_lines(&old, &new);
        assert_eq!(ops.iter().map(|op| op.new_range().len()).sum::<usize>(), new.len());
        assert_eq!(counted(&old.concat(), &new.concat()), (60_000, 60_000));
        assert_eq!(counted("a\nb\n", "a\nc\nd\n"), (2, 1));
    }
}
