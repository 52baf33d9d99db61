//! Two versions of a text that grew out of one.

use std::ops::Range;

use similar::DiffOp;

use crate::diff;

/// A stretch of lines of the old text, and what stands in its place.
struct Change<'t> {
    old: Range<usize>,
    new: Vec<&'t str>,
}

/// Both changes in one text; nothing where they touch each other, so that a person has to decide. What both sides did
/// alike is done once. Lines count with their ends.
pub(crate) fn merged(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let lines = |text: &'_ str| -> Vec<String> { text.split_inclusive('\n').map(str::to_owned).collect() };
    let old = lines(base);
    let (ours, theirs) = (lines(ours), lines(theirs));
    let (mut left, mut right) =
        (changes(&old, &ours).into_iter().peekable(), changes(&old, &theirs).into_iter().peekable());
    let mut out = String::new();
    let mut at = 0;
    loop {
        let change = match (left.peek(), right.peek()) {
            (None, None) => break,
            (Some(one), Some(other)) if one.old == other.old && one.new == other.new => {
                right.next();
                left.next()?
            }
            (Some(one), Some(other)) if touch(&one.old, &other.old) => return None,
            (Some(one), other) if other.is_none_or(|other| one.old.start < other.old.start) => left.next()?,
            _ => right.next()?,
        };
        out.extend(old.get(at..change.old.start)?.iter().map(String::as_str));
        out.extend(change.new);
        at = change.old.end;
    }
    out.extend(old.get(at..)?.iter().map(String::as_str));
    Some(out)
}

/// Whether two stretches have a line in common, or stand so near that one may be about the other.
fn touch(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start <= other.end && other.start <= one.end
}

fn changes<'t>(old: &[String], new: &'t [String]) -> Vec<Change<'t>> {
    let ops = diff::of_lines(old, new);
    let changed = ops.into_iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed
        .map(|op| {
            let lines = new.get(op.new_range()).unwrap_or_default();
            Change { old: op.old_range(), new: lines.iter().map(String::as_str).collect() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn changes_that_do_not_touch_are_both_made() {
        let base = "a\nb\nc\nd\ne\n";
        assert_eq!(merged(base, "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\nf\n").as_deref(), Some("A\nb\nc\nd\nE\nf\n"));
        assert_eq!(merged(base, "b\nc\nd\ne\n", "a\nb\nc\nd\n").as_deref(), Some("b\nc\nd\n"));
        assert_eq!(merged(base, "a\nX\nc\nd\ne\n", "a\nX\nc\nd\ne\n").as_deref(), Some("a\nX\nc\nd\ne\n"), "alike");
        assert_eq!(merged(base, "a\nX\nc\nd\ne\n", "a\nY\nc\nd\ne\n"), None);
        assert_eq!(merged(base, "a\nX\nc\nd\ne\n", "a\nb\nY\nd\ne\n"), None, "neighbours");
        assert_eq!(merged("", "a\n", "b\n"), None);
    }

    proptest! {
        #[test]
        fn one_side_alone_is_that_side(base in "([a-c]\n){0,8}", other in "([a-d]\n){0,8}") {
            prop_assert_eq!(merged(&base, &other, &base), Some(other.clone()));
            prop_assert_eq!(merged(&base, &base, &other), Some(other.clone()));
            prop_assert_eq!(merged(&base, &other, &other), Some(other));
        }

        #[test]
        fn sides_make_no_difference(base in "([a-c]\n){0,8}", one in "([a-d]\n){0,8}", other in "([a-d]\n){0,8}") {
            prop_assert_eq!(merged(&base, &one, &other), merged(&base, &other, &one));
        }
    }
}
