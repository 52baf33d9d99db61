//! A branch of what was changed here, and of nothing else.

use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::{ARTICLE, Writer, read};
use crate::support::Site;

/// A repository with a bare one beside it.
struct Shared {
    site: Site,
    beside: tempfile::TempDir,
}

impl Shared {
    fn new() -> Self {
        let beside = tempfile::tempdir().expect("a folder");
        let site = Site::new().article("payouts/fees", "Are there fees?", "None.").article(
            "payouts/when",
            "When do I get paid?",
            "On the first working day.\n\nMiddle.\n\nLast.",
        );
        let bare = beside.path().join("help.git");
        let bare = bare.to_str().expect("text");
        site.git(["init", "--quiet", "--initial-branch", "main"])
            .git(["config", "user.name", "Ann"])
            .git(["config", "user.email", "ann@x.example"])
            .commit("Begin");
        site.git(["init", "--quiet", "--bare", "--initial-branch", "main", bare])
            .git(["remote", "add", "origin", bare])
            .git(["push", "--quiet", "--set-upstream", "origin", "main"]);
        Self { site, beside }
    }

    fn remote(&self, arguments: &[&str]) -> String {
        asked(&self.beside.path().join("help.git"), arguments)
    }

    fn local(&self, arguments: &[&str]) -> String {
        asked(&self.site.path(""), arguments)
    }
}

fn asked(folder: &Path, arguments: &[&str]) -> String {
    let told = Command::new("git").arg("-C").arg(folder).args(arguments).output().expect("git runs");
    assert!(told.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8(told.stdout).expect("UTF-8").trim_end().to_owned()
}

#[test]
fn what_somebody_else_changed_is_not_proposed() {
    let shared = Shared::new();
    let site = &shared.site;
    // Somebody works here with an editor of their own: on a file of theirs, and on the end of the same article.
    site.with("content/payouts/_index.md", "---\ntitle: Theirs, staged\n---\n")
        .git(["add", "content/payouts/_index.md"]);
    let theirs = format!("{}\nTheirs.\n", site.read(ARTICLE));
    site.with(ARTICLE, &theirs);
    let writer = Writer::start(site);
    let file = writer.open(ARTICLE);
    let body = file["body"].as_str().expect("text").replace("first", "second");
    let saved = writer.save(&file, &body);
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0\x90wS\xde";
    read(&writer.image(ARTICLE, "bank.png", png), &[201]);
    let changes = writer.get("changes");
    let files = changes["files"].as_array().expect("a list");
    let named = |mine: bool| -> Vec<&str> {
        files.iter().filter(|file| file["mine"] == mine).filter_map(|file| file["path"].as_str()).collect()
    };
    assert_eq!(named(true), ["content/payouts/img/bank.png", ARTICLE]);
    assert_eq!(named(false), ["content/payouts/_index.md"]);
    let lines = changes["difference"]["changed"][0]["lines"].as_array().expect("lines");
    let said = |kind: &str, text: &str| {
        lines.iter().any(|line| line["kind"] == kind && line["text"].as_str().is_some_and(|said| said.contains(text)))
    };
    assert!(said("added", "second") && said("removed", "first"), "{lines:?}");
    assert!(!said("added", "Theirs") && !said("removed", "Theirs"), "{lines:?}");
    assert_eq!(changes["propose"]["author"], "Ann <ann@x.example>");
    assert_eq!((&changes["propose"]["remote"], &changes["propose"]["base"]), (&json!("origin"), &json!("main")));
    let foreign = json!({ "paths": ["content/payouts/_index.md"], "message": "m", "branch": "theirs" });
    assert_eq!(writer.try_post("propose", &foreign).status, 422);
    let propose = json!({ "paths": named(true), "message": "Pay a day later", "branch": "pay-day" });
    writer.post("propose", &propose);
    let held = shared.remote(&["show", &format!("pay-day:{ARTICLE}")]);
    assert!(held.contains("second") && !held.contains("Theirs"), "{held}");
    assert_eq!(
        shared.remote(&["diff", "--name-only", "main", "pay-day"]),
        format!("content/payouts/img/bank.png\n{ARTICLE}")
    );
    // A line of theirs that was changed here can't be told apart.
    let again = json!({ "path": ARTICLE, "front": saved["front"], "body": body.replace("Theirs", "Ours"), "revision": saved["revision"] });
    writer.post("save", &again);
    let both = json!({ "paths": [ARTICLE], "message": "m", "branch": "both" });
    let refused = read(&writer.try_post("propose", &both), &[422]);
    assert!(
        refused["message"].as_str().is_some_and(|why| why.contains("somebody else changed the same lines")),
        "{refused}"
    );
    assert_eq!(shared.local(&["branch", "--list", "both"]), "", "nothing is left behind");
}

#[test]
fn the_branch_holds_exactly_the_change() {
    let shared = Shared::new();
    let site = &shared.site;
    site.with("content/payouts/fees.md", "---\ntitle: Are there fees?\n---\n\nTheirs, in a commit.\n")
        .commit("Not pushed");
    site.with("content/payouts/_index.md", "---\ntitle: Theirs, staged\n---\n")
        .git(["add", "content/payouts/_index.md"]);
    let writer = Writer::start(site);
    let file = writer.open(ARTICLE);
    writer.save(&file, "\nOn the second working day.\n");
    let new = writer.post("new", &json!({ "category": "payouts", "title": "Can I be paid twice?" }));
    let before = (
        shared.local(&["rev-parse", "HEAD"]),
        shared.local(&["status", "--porcelain"]),
        shared.local(&["stash", "list"]),
    );
    let propose =
        json!({ "paths": [ARTICLE, new["path"]], "message": "Pay a day later\n\nAs of March.", "branch": "pay-day" });
    let done = writer.post("propose", &propose);
    assert_eq!((&done["branch"], &done["pushed"], &done["url"]), (&json!("pay-day"), &json!(true), &json!(null)));
    assert_eq!(shared.remote(&["rev-parse", "pay-day"]), done["commit"].as_str().expect("a name"));
    assert_eq!(
        shared.remote(&["diff", "--name-only", "main", "pay-day"]),
        format!("content/payouts/can-i-be-paid-twice.md\n{ARTICLE}")
    );
    assert_eq!(
        shared.remote(&["log", "--format=%an <%ae> %s", "main..pay-day"]),
        "Ann <ann@x.example> Pay a day later"
    );
    assert_eq!(shared.remote(&["show", &format!("pay-day:{ARTICLE}")]), site.read(ARTICLE).trim_end());
    let after = (
        shared.local(&["rev-parse", "HEAD"]),
        shared.local(&["status", "--porcelain"]),
        shared.local(&["stash", "list"]),
    );
    assert_eq!(after, before, "the working tree, the index and the branch are as they were");
    assert_eq!(shared.local(&["symbolic-ref", "--short", "HEAD"]), "main");
    // The same name again, at either side, is refused and not forced.
    assert_eq!(writer.try_post("propose", &propose).status, 422);
    site.git(["branch", "--quiet", "-D", "pay-day"]);
    let there = read(&writer.try_post("propose", &propose), &[422]);
    assert!(there["message"].as_str().is_some_and(|why| why.contains("has a branch `pay-day` already")), "{there}");
    for branch in ["", "-x", "a b", "../x", "a..b", "x.lock", "@", "HEAD", "refs/heads/../x"] {
        let odd = json!({ "paths": [ARTICLE], "message": "m", "branch": branch });
        assert_eq!(writer.try_post("propose", &odd).status, 422, "{branch:?}");
    }
    let silent = json!({ "paths": [ARTICLE], "message": " \n", "branch": "silent" });
    assert_eq!(writer.try_post("propose", &silent).status, 422);
    // What came in elsewhere meanwhile stays: only our lines differ from it.
    let proposed = writer.get("changes")["propose"]["branch"].clone();
    assert_ne!(proposed, "pay-day");
}

#[test]
fn a_remote_that_refuses_leaves_nothing_half_done() {
    let shared = Shared::new();
    let hook = shared.beside.path().join("help.git/hooks/pre-receive");
    std::fs::write(&hook, "#!/bin/sh\necho 'no pushes on Fridays' >&2\nexit 1\n").expect("written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).expect("set");
    }
    let writer = Writer::start(&shared.site);
    writer.save(&writer.open(ARTICLE), "\nLater.\n");
    let propose = json!({ "paths": [ARTICLE], "message": "Later", "branch": "later" });
    let refused = read(&writer.try_post("propose", &propose), &[422]);
    assert!(refused["message"].as_str().is_some_and(|why| why.contains("no pushes on Fridays")), "{refused}");
    assert_eq!(shared.local(&["branch", "--list", "later"]), "");
    std::fs::remove_file(&hook).expect("removed");
    assert_eq!(writer.post("propose", &propose)["pushed"], true);
}

#[test]
fn without_a_remote_a_patch() {
    let site = Site::new();
    site.git(["init", "--quiet"])
        .git(["config", "user.name", "Ann"])
        .git(["config", "user.email", "a@x.example"])
        .commit("Begin");
    let writer = Writer::start(&site);
    writer.save(&writer.open(ARTICLE), "\nLater.\n");
    let done = writer.post("propose", &json!({ "paths": [ARTICLE], "message": "Later", "branch": "later" }));
    let patch = done["patch"].as_str().expect("a patch").to_owned();
    assert_eq!((&done["branch"], &done["pushed"]), (&json!(null), &json!(false)));
    assert!(site.read(&patch).contains("Subject: [PATCH] Later"));
    assert_eq!(done["text"].as_str(), Some(site.read(&patch).as_str()), "to be taken away");
    assert_eq!(writer.get("changes")["files"][0]["proposed"], json!(patch));
    site.git(["checkout", "--quiet", "--", ARTICLE]).git(["apply", &patch]);
    assert!(site.read(ARTICLE).ends_with("\nLater.\n"));
    assert_eq!(
        asked(&site.path(""), &["status", "--porcelain"]),
        format!(" M {ARTICLE}"),
        "what is kept stays out of git"
    );
    // Another change is not in it.
    writer.save(&writer.open(ARTICLE), "\nLater still.\n");
    assert_eq!(writer.get("changes")["files"][0]["proposed"], json!(null));
}

#[test]
fn what_search_finds_elsewhere_is_told() {
    let site = Site::new()
        .article("payouts/fees", "Are there fees?", "None.")
        .file("content/queries.yaml", "- query: platypus\n  expect: payouts/when.md\n  lang: en\n");
    let writer = Writer::start(&site);
    writer.preview.settles();
    writer.save(&writer.open(ARTICLE), "\nA platypus is paid on Mondays, too.\n");
    writer.preview.settles();
    let told = writer.get("changes");
    let lines = &told["difference"]["changed"][0]["lines"];
    assert!(lines.as_array().is_some_and(|lines| !lines.is_empty()), "{told}");
    let moved = &told["difference"]["search"][0];
    assert_eq!((&moved["query"], &moved["before"], &moved["after"]), (&json!("platypus"), &json!(null), &json!(1)));
}

#[test]
fn without_git_a_patch_too() {
    let site = Site::new();
    let old = site.read(ARTICLE);
    let writer = Writer::start(&site);
    writer.save(&writer.open(ARTICLE), "\nLater.\n");
    let changes = writer.get("changes");
    assert_eq!((&changes["git"], &changes["files"][0]["path"]), (&json!(false), &json!(ARTICLE)));
    let done = writer.post("propose", &json!({ "paths": [ARTICLE], "message": "Later", "branch": "../later" }));
    let patch = done["patch"].as_str().expect("a patch");
    assert_eq!(patch, ".helpdex/write/patches/later.patch");
    assert_eq!(done["text"].as_str(), Some(site.read(patch).as_str()));
    let copy = Site::new();
    copy.with(ARTICLE, old).with("it.patch", site.read(patch)).git(["init", "--quiet"]).git(["apply", "it.patch"]);
    assert_eq!(copy.read(ARTICLE), site.read(ARTICLE));
}
