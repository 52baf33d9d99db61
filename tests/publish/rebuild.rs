//! What a second build touches, and what two builds at once do.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use crate::support::Site;

#[cfg(unix)]
#[test]
fn only_what_changed_is_written() {
    use std::os::unix::fs::MetadataExt;
    let files = |site: &Site| -> BTreeMap<String, (u64, i64, i64)> {
        let told = |path: &String| {
            let metadata = std::fs::metadata(site.path("public").join(path)).expect("there");
            (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
        };
        site.snapshot("public").keys().map(|path| (path.clone(), told(path))).collect()
    };
    let site = Site::new().article("payouts/fees", "Are there fees?", "None.").file("content/a.csv", "1,2");
    site.run(["build"]).status(0);
    let first = files(&site);
    // A rebuild without changes leaves every file as it was, the manifest included.
    site.run(["build"]).status(0);
    assert_eq!(files(&site), first);
    // One word of an article: its page, the lists that show its summary, both as programs read them, and the index change,
    // nothing else.
    let site = site.article("payouts/fees", "Are there fees?", "Nothing.");
    site.run(["build"]).status(0);
    let second = files(&site);
    let changed: Vec<&str> = second
        .iter()
        .filter(|(path, told)| first.get(*path) != Some(told) && !path.starts_with("search-index/"))
        .map(|(path, _)| path.as_str())
        .collect();
    let for_programs = ["llms-full.txt", "llms.txt"];
    let shows = ["payouts/fees/index", "payouts/index", "ru/payouts/index"];
    let shows = shows.map(|page| [format!("{page}.html"), format!("{page}.md")]).concat();
    let shows: Vec<&str> = shows.iter().map(String::as_str).collect();
    let before = [&["answers.json", "helpdex.manifest"], &for_programs[..]].concat();
    assert_eq!(changed, [before, shows, vec!["search-index.json"]].concat());
    for kept in ["404.html", "robots.txt", "sitemap.xml", "a.csv", "_headers", "_redirects"] {
        assert_eq!(first.get(kept), second.get(kept), "{kept}");
    }
}

#[test]
fn two_builds_at_once() {
    let mut site = Site::new();
    for number in 0..150 {
        site = site.article(&format!("payouts/a{number}"), &format!("Article {number}?"), &"Some words. ".repeat(40));
    }
    site.run(["build"]).status(0);
    let whole = site.snapshot("public");
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_helpdex"));
        command.args(["build", "--quiet"]).current_dir(site.path("")).stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().expect("helpdex starts")
    };
    let builds: Vec<_> = (0..4).map(|_| start()).collect();
    let mut done = 0;
    for build in builds {
        let told = build.wait_with_output().expect("ended");
        let errors = String::from_utf8_lossy(&told.stderr).into_owned();
        match told.status.code() {
            Some(0) => done += 1,
            Some(2) => assert!(errors.contains("another build is writing"), "{errors}"),
            other => panic!("status {other:?}: {errors}"),
        }
    }
    assert!(done > 0, "one of them has built");
    assert_eq!(site.snapshot("public"), whole);
    let left: Vec<_> = site.names("").into_iter().filter(|name| name.starts_with(".public.helpdex-new")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_build_that_finds_another_at_work_refuses() {
    let site = Site::new();
    site.run(["build"]).status(0);
    let before = site.snapshot("public");
    let lock = std::fs::File::options().write(true).open(site.path(".public.helpdex-lock")).expect("there");
    lock.lock().expect("locked");
    site.run(["build"]).status(2).stderr_has("another build is writing `").stderr_has("try again when it is done");
    assert_eq!(site.snapshot("public"), before);
    drop(lock);
    site.run(["build"]).status(0);
}
