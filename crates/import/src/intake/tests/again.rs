//! Imports that are run again: three versions of each file meet, that of the last import, the source's and the author's.

use std::fs;

use super::{Fixture, messages};
use crate::intake::{Request, import};

fn old() -> Fixture {
    Fixture::new(&[
        ("a/one.md", "# One\n\n[two](two.md) ![p](p.png)\n"),
        ("a/two.md", "# Two\n\nText.\n"),
        ("a/three.md", "# Three\n\nText.\n"),
        ("a/p.png", "png"),
    ])
}

#[test]
fn each_side_keeps_its_changes() {
    let fixture = old();
    fixture.import();
    fixture.site("content/a/one.md", "---\ntitle: One\n---\n\nMine.\n");
    fixture.site("content/a/three.md", "---\ntitle: Three\n---\n\nMine too.\n");
    fixture.old("a/two.md", b"# Two\n\nNewer.\n");
    fixture.old("a/three.md", b"# Three\n\nNewer too.\n");
    fixture.old("a/p.png", b"newer png");
    fixture.old("a/four.md", b"# Four\n");
    let summary = fixture.import();
    assert_eq!(fixture.text("a/one.md"), "---\ntitle: One\n---\n\nMine.\n");
    assert_eq!(fixture.text("a/two.md"), "---\ntitle: Two\n---\n\nNewer.\n");
    assert_eq!(fixture.text("a/three.md"), "---\ntitle: Three\n---\n\nMine too.\n");
    assert_eq!(fixture.text("a/p.png"), "newer png");
    assert_eq!(fixture.text("a/four.md"), "---\ntitle: Four\n---\n");
    assert_eq!((summary.updated, summary.articles - summary.kept.articles), (2, 1));
    assert_eq!(messages(&summary), ["a/three.md changed at the source and in `content/a/three.md`; yours is kept"]);
    // A conflict is told once for each change at the source.
    let again = fixture.import();
    assert!(again.is_nothing_new() && again.problems.is_empty(), "{again:?}");
}

#[test]
fn what_was_removed_stays_away_until_it_is_asked_for() {
    let fixture = old();
    fixture.import();
    fs::remove_file(fixture.root().join("content/a/three.md")).expect("removed");
    let summary = fixture.import();
    assert_eq!(summary.removed, ["content/a/three.md"]);
    assert!(!fixture.paths().contains(&"a/three.md".to_owned()));
    let source = fixture.dir.path().join("Old Help");
    let request = Request { restores: true, ..Request::new(&source) };
    let summary = import(&fixture.config(), request).expect("imported");
    assert_eq!(summary.removed, Vec::<String>::new());
    assert!(fixture.paths().contains(&"a/three.md".to_owned()));
    // Whoever removes all of it starts afresh.
    fs::remove_dir_all(fixture.root().join("content")).expect("removed");
    fs::create_dir(fixture.root().join("content")).expect("made");
    assert_eq!(fixture.import().articles, 3);
    assert_eq!(fixture.paths(), ["a/_index.md", "a/one.md", "a/p.png", "a/three.md", "a/two.md"]);
}

#[test]
fn what_is_gone_at_the_source_stays_and_is_told() {
    let fixture = old();
    fixture.import();
    fs::remove_file(fixture.dir.path().join("Old Help/a/three.md")).expect("removed");
    let summary = fixture.import();
    assert_eq!(summary.gone, ["a/three.md"]);
    assert!(fixture.paths().contains(&"a/three.md".to_owned()));
}

#[test]
fn names_stay_when_files_come_in_between() {
    let fixture = Fixture::new(&[("a/x?.md", "# Second\n")]);
    fixture.import();
    fixture.old("a/x!.md", b"# First\n");
    fixture.import();
    assert_eq!(fixture.text("a/x.md"), "---\ntitle: Second\n---\n");
    assert_eq!(fixture.text("a/x-2.md"), "---\ntitle: First\n---\n");
}

#[test]
fn a_dry_run_writes_nothing() {
    let fixture = old();
    let source = fixture.dir.path().join("Old Help");
    let request = Request { is_dry_run: true, ..Request::new(&source) };
    let summary = import(&fixture.config(), request).expect("planned");
    assert_eq!((summary.articles, summary.categories, summary.files), (3, 1, 1));
    assert_eq!(fixture.paths(), Vec::<String>::new());
    assert!(!fixture.root().join("helpdex.imports").exists());
    let real = fixture.import();
    assert_eq!((real.articles, real.links, real.files), (summary.articles, summary.links, summary.files));
}

#[test]
fn a_record_that_makes_no_sense_does_no_harm() {
    let fixture = old();
    fixture.import();
    fixture.site("content/a/one.md", "---\ntitle: One\n---\n\nMine.\n");
    fixture.site("helpdex.imports", "\u{0}nonsense\t\t\n../../x\t00000000000000000000000000000000\ts\to\n");
    let summary = fixture.import();
    assert_eq!(fixture.text("a/one.md"), "---\ntitle: One\n---\n\nMine.\n");
    assert_eq!(summary.renamed, [("a/one.md".to_owned(), "a/one-2.md".to_owned())]);
}
