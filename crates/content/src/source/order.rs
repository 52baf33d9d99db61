//! The order in which files are read, whatever the file system says.

use std::cmp::Ordering;

/// The order of a walk through folders: by one name after the other, so that a slash comes before all letters.
pub(super) fn in_order(one: &str, other: &str) -> Ordering {
    let letter = |byte: &u8| if *byte == b'/' { 0 } else { *byte };
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    // Most paths of a site begin with the same folders.
    while let (Some((a, one_rest)), Some((b, other_rest))) = (one.split_first_chunk::<8>(), other.split_first_chunk())
        && a == b
    {
        (one, other) = (one_rest, other_rest);
    }
    one.iter().map(letter).cmp(other.iter().map(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_goes_by_names() {
        let mut paths = [
            "b.md",
            "a/x.md",
            "a.md",
            "a-b/x.md",
            "a/b/x.md",
            "a/б.md",
            "a b.md",
            "folder/x.md",
            "folder/x.de.md",
            "folder-2/x.md",
            "folder/folder/x.md",
            "folder/folder.md",
        ];
        paths.sort_by(|one, other| in_order(one, other));
        let mut by_names = paths;
        by_names.sort_by(|one, other| one.split('/').cmp(other.split('/')));
        assert_eq!(paths, by_names);
    }
}
