//! One input gives one output, wherever and however it is built.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::Site;

/// Copies a folder, last name first and with files between that go away again: the file system lists in another order.
fn shuffled(from: &Path, to: &Path) {
    let mut entries: Vec<_> = std::fs::read_dir(from).expect("listed").map(|entry| entry.expect("listed")).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.file_name()));
    std::fs::create_dir_all(to).expect("made");
    for number in 0..50 {
        std::fs::write(to.join(format!("filler-{number}")), "x").expect("written");
    }
    // What demo sites have in common in tests is no part of a site.
    for entry in entries.into_iter().filter(|entry| !entry.file_type().expect("known").is_symlink()) {
        let target = to.join(entry.file_name());
        if entry.file_type().expect("known").is_dir() {
            shuffled(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
    for number in 0..50 {
        std::fs::remove_file(to.join(format!("filler-{number}"))).expect("removed");
    }
}

/// Every byte of the demo site, index included, under conditions that have nothing in common.
#[test]
fn nothing_around_a_build_changes_a_byte() {
    let one = Site::demo();
    one.git(["init", "--quiet"]).git(["add", "--all"]).commit_at("One", "2026-03-01T23:30:00-0500");
    let two = Site::empty().folder("a longer path/with spaces/и буквами");
    let folder = two.path("a longer path/with spaces/и буквами/site");
    // The same history at another place; its files are laid in another order and are of another time.
    shuffled(&one.path(""), &folder);
    let one = one.env("TZ", "Pacific/Kiritimati").env("LC_ALL", "tr_TR.UTF-8").env("LANG", "tr_TR.UTF-8");
    let one = one.env("RAYON_NUM_THREADS", "1").env("LC_COLLATE", "cs_CZ.UTF-8");
    one.run(["build", "--strict"]).status(0);
    let two = two.env("TZ", "America/Caracas").env("LC_ALL", "C").env("RAYON_NUM_THREADS", "8").env("COLUMNS", "40");
    // Three weeks later some reviews are due, which is no business of customers; so not with `--strict`.
    let two = two.env("TMPDIR", "/dev/shm").env("SOURCE_DATE_EPOCH", "1797076800");
    two.run_in(&folder.join("content/payouts"), &["build"]).status(0);
    let first = one.snapshot("public");
    let second = two.snapshot("a longer path/with spaces/и буквами/site/public");
    assert_same(&first, &second);
}

fn assert_same(first: &BTreeMap<String, Vec<u8>>, second: &BTreeMap<String, Vec<u8>>) {
    assert!(first.len() > 200, "{} files", first.len());
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(first), names(second));
    let different: Vec<_> = first.iter().filter(|(path, bytes)| second[*path] != **bytes).map(|(p, _)| p).collect();
    assert!(different.is_empty(), "{different:?}");
}
