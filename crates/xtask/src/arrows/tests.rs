//! Trees of files with planted faults.

use std::path::Path;

use super::*;

const LOW_AND_TOP: &str = "[workspace]\nmembers = [\"low\", \"top\"]\nresolver = \"3\"\n\
                           [workspace.metadata.arrows]\norder = [\"top\", \"low\"]\n";

fn manifest(name: &str, rest: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{rest}")
}

fn lay_out(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// What is wrong with a crate `one` of these files.
fn faults_of(files: &[(&str, &str)]) -> Vec<String> {
    let root = "[workspace]\n[workspace.metadata.arrows]\norder = [\"one\"]\n";
    let manifest = manifest("one", root);
    faults(&[&[("Cargo.toml", manifest.as_str())], files].concat())
}

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let folder = lay_out(files);
    check(&Workspace::read(folder.path()).unwrap()).unwrap().faults
}

/// A workspace of two crates, `top` above `low`.
fn two(low: (&str, &str), top: (&str, &str)) -> Vec<String> {
    let (low_manifest, top_manifest) = (manifest("low", low.0), manifest("top", top.0));
    faults(&[
        ("Cargo.toml", LOW_AND_TOP),
        ("low/Cargo.toml", &low_manifest),
        ("low/src/lib.rs", low.1),
        ("top/Cargo.toml", &top_manifest),
        ("top/src/lib.rs", top.1),
    ])
}

#[test]
fn a_circle_is_named_with_both_ends() {
    let faults = faults_of(&[
        ("src/lib.rs", "mod a;\nmod b;\nmod c;\n"),
        ("src/a.rs", "//! A.\n\nuse crate::b::{B, other as o};\npub struct A;\n"),
        ("src/b.rs", "pub struct B;\npub fn other() -> super::a::A { todo!() }\n"),
        ("src/c.rs", "use crate::a::A;\n"),
    ]);
    assert_eq!(
        faults,
        ["one: a circle of 2 files\n  src/a.rs:3: `crate::b::B` is in src/b.rs\n  \
          src/b.rs:2: `super::a::A` is in src/a.rs"]
    );
}

#[test]
fn a_longer_circle_is_named_arrow_by_arrow_and_the_knot_with_it() {
    let faults = faults_of(&[
        ("src/lib.rs", "mod a;\nmod b;\nmod c;\nmod d;\n"),
        ("src/a.rs", "pub fn a() { crate::b::b() }\n"),
        ("src/b.rs", "pub fn b() { println!(\"{}\", crate::c::c(1)) }\n"),
        ("src/c.rs", "use super::{a, d};\npub fn c(x: u8) -> u8 { a::a(); d::d(); x }\n"),
        ("src/d.rs", "mod e;\npub use e::d;\n"),
        ("src/d/e.rs", "mod f;\npub fn d() { f::f() }\n"),
        ("src/d/e/f.rs", "pub fn f() { crate::b::b() }\n"),
    ]);
    assert_eq!(
        faults,
        ["one: a circle of 3 files, in a knot of 5\n  src/a.rs:1: `crate::b::b` is in src/b.rs\n  \
          src/b.rs:1: `crate::c::c` is in src/c.rs\n  src/c.rs:2: `a::a` is in src/a.rs\n  \
          in the knot, too: src/d/e.rs, src/d/e/f.rs"]
    );
}

#[test]
fn a_child_that_needs_its_parents_code_is_a_circle_only_when_the_parent_needs_the_child() {
    let child = ("src/rule/long.rs", "use super::Rule;\npub fn long() -> Rule { Rule }\n");
    let root = ("src/lib.rs", "mod rule;\npub use rule::Rule;\n");
    assert_eq!(
        faults_of(&[root, child, ("src/rule/mod.rs", "mod long;\npub use long::long;\npub struct Rule;\n")]),
        [""; 0]
    );
    let faults = faults_of(&[
        root,
        child,
        ("src/rule/mod.rs", "mod long;\npub struct Rule;\nconst ALL: [fn() -> Rule; 1] = [long::long];\n"),
    ]);
    assert_eq!(faults.len(), 1);
    assert!(faults[0].contains("src/rule/long.rs:1: `super::Rule` is in src/rule/mod.rs"), "{faults:?}");
    assert!(faults[0].contains("src/rule/mod.rs:3: `long::long` is in src/rule/long.rs"), "{faults:?}");
}

#[test]
fn a_name_on_the_door_leads_to_the_file_that_defines_it() {
    // Through two doors and a glob: the circle is between `x/y.rs` and `b.rs`, and `x/mod.rs` is in none.
    let faults = faults_of(&[
        ("src/lib.rs", "mod x;\nmod b;\npub use x::*;\n"),
        ("src/x/mod.rs", "mod y;\npub(crate) use y::Y as Named;\n"),
        ("src/x/y.rs", "pub struct Y;\nfn f() { crate::b::g() }\n"),
        ("src/b.rs", "use crate::Named;\npub fn g() { let _: Option<Named> = None; }\n"),
    ]);
    assert_eq!(
        faults,
        ["one: a circle of 2 files\n  src/b.rs:1: `crate::Named` is in src/x/y.rs\n  \
          src/x/y.rs:2: `crate::b::g` is in src/b.rs"]
    );
}

#[test]
fn a_glob_leads_to_its_modules_file() {
    let faults = faults_of(&[
        ("src/lib.rs", "mod a;\nmod b;\n"),
        ("src/a.rs", "use super::b::*;\npub fn a() {}\n"),
        ("src/b.rs", "use super::a::*;\npub fn b() {}\n"),
    ]);
    assert_eq!(faults.len(), 1, "{faults:?}");
}

#[test]
fn modules_lie_where_path_says_and_inside_each_other() {
    let faults = faults_of(&[
        ("src/lib.rs", "#[path = \"elsewhere/odd.rs\"]\nmod a;\nmod outer { pub mod inner; pub use super::a::A; }\n"),
        ("src/elsewhere/odd.rs", "pub struct A;\nfn f() { crate::outer::inner::g() }\n"),
        ("src/outer/inner.rs", "use super::A;\npub fn g() {}\n"),
    ]);
    assert_eq!(
        faults,
        ["one: a circle of 2 files\n  src/elsewhere/odd.rs:2: `crate::outer::inner::g` is in src/outer/inner.rs\n  \
          src/outer/inner.rs:1: `super::A` is in src/elsewhere/odd.rs"]
    );
}

#[test]
fn tests_may_import_as_they_like() {
    let none: [&str; 0] = [];
    let faults = faults_of(&[
        ("src/lib.rs", "mod a;\nmod b;\n#[cfg(all(test, unix))]\nmod missing;\n"),
        ("src/a.rs", "use crate::b::B;\n#[cfg(test)]\npub struct OnlyThere;\n"),
        ("src/b.rs", "pub struct B;\n#[cfg(test)]\nmod tests {\n    use crate::a::OnlyThere;\n}\n"),
    ]);
    assert_eq!(faults, none);
    // Code that is compiled for more than tests counts.
    let faults = faults_of(&[
        ("src/lib.rs", "mod a;\nmod b;\n"),
        ("src/a.rs", "use crate::b::B;\npub struct A;\n"),
        ("src/b.rs", "pub struct B;\n#[cfg(any(test, feature = \"x\"))]\nmod more {\n    use crate::a::A;\n}\n"),
    ]);
    assert_eq!(faults.len(), 1, "{faults:?}");
}

#[test]
fn a_missing_file_is_said_with_its_declaration() {
    let one = manifest("one", "[workspace]\n");
    let folder = lay_out(&[("Cargo.toml", &one), ("src/lib.rs", "\nmod gone;\n")]);
    let fault = check(&Workspace::read(folder.path()).unwrap()).err().unwrap().to_string();
    assert!(fault.ends_with("lib.rs:2: no file for the module `gone`"), "{fault}");
}

#[test]
fn a_crate_may_import_what_stands_below_it_only() {
    let none: [&str; 0] = [];
    let on_low = "[dependencies]\nlow = { path = \"../low\" }\n";
    assert_eq!(two(("", "pub struct L;\n"), (on_low, "use low::L;\n")), none);

    let on_top = "[dependencies]\ntop = { path = \"../top\" }\n";
    assert_eq!(
        two((on_top, "\nfn f() { top::t() }\n"), ("", "pub fn t() {}\n")),
        [
            "low/Cargo.toml:6: `low` depends on `top`, which does not stand below it",
            "low/src/lib.rs:2: `lib.rs` of `low` imports `top::t` from `top`, which does not stand below it",
        ]
    );
    // What only tests need does not count.
    let for_tests = "[dev-dependencies]\ntop = { path = \"../top\" }\n";
    assert_eq!(two((for_tests, "#[cfg(test)]\nmod tests { use top::T; }\n"), ("", "pub struct T;\n")), none);
}

#[test]
fn the_order_names_every_crate_once() {
    let root =
        "[workspace]\nmembers = [\"low\"]\n[workspace.metadata.arrows]\norder = [\"gone\"]\napart = [\"gone\"]\n";
    let faults = faults(&[("Cargo.toml", root), ("low/Cargo.toml", &manifest("low", "")), ("low/src/lib.rs", "")]);
    assert_eq!(
        faults,
        [
            "Cargo.toml, [workspace.metadata.arrows]: `gone` stands twice",
            "Cargo.toml, [workspace.metadata.arrows]: there is no crate `gone`",
            "Cargo.toml, [workspace.metadata.arrows]: the crate `low` has no place in the order",
        ]
    );
}

#[test]
fn crates_that_stand_apart_import_none_of_the_others() {
    let root = "[workspace]\nmembers = [\"low\", \"top\"]\n[workspace.metadata.arrows]\norder = [\"low\"]\napart = [\"top\"]\n";
    let top = manifest("top", "[dependencies]\nlow = { path = \"../low\" }\n");
    let faults = faults(&[
        ("Cargo.toml", root),
        ("low/Cargo.toml", &manifest("low", "")),
        ("low/src/lib.rs", ""),
        ("top/Cargo.toml", &top),
        ("top/src/lib.rs", ""),
    ]);
    assert_eq!(faults, ["top/Cargo.toml:6: `top` depends on `low`, which does not stand below it"]);
}

/// The chores keep to it themselves.
#[test]
fn this_crate_has_no_circle() {
    let tree = Tree::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    let arrows = tree.arrows();
    assert!(arrows.inside.len() > 20);
    assert_eq!(circles::knots(arrows.inside.keys().copied()).len(), 0);
}
