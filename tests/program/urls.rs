//! URLs that the site once had: `helpdex.urls`, renames that git knows of, and the aliases that `--fix` writes.

use crate::support::{Outcome, Site};

fn check(site: &Site) -> Outcome {
    site.run(["check", "--format", "short"])
}

/// A site that was built and committed.
fn published() -> Site {
    let site = Site::new()
        .file("helpdex.yaml", "title: Help\nbase_url: https://help.example.com/help\nlanguages: [en, ru]\n")
        .file(".gitignore", "/public\n")
        .file(
            "content/payouts/fees.md",
            "---\ntitle: Are there fees?\naliases: [/costs/]\n---\n\nNo.\n\n## Card\n\nFree.\n",
        )
        .file("content/payouts/fees.ru.md", "---\r\ntitle: Есть ли комиссия?\r\n---\r\n\r\nНет.\r\n");
    site.run(["build"]).status(0).stderr_has("helpdex.urls has new URLs: commit it");
    site.git(["init", "--quiet"]).commit("One");
    site
}

#[test]
fn a_build_remembers_every_url_and_anchor() {
    let site = published();
    let lines =
        "/costs/\n/payouts/\n/payouts/fees/\n/payouts/fees/#card\n/payouts/when/\n/ru/payouts/\n/ru/payouts/fees/\n";
    let text = site.read("helpdex.urls");
    let urls: Vec<&str> = text.lines().filter(|line| !line.starts_with("# ")).collect();
    assert_eq!(urls.join("\n") + "\n", lines);
    let before = std::fs::metadata(site.path("helpdex.urls")).expect("there").modified().expect("a time");
    let outcome = site.run(["build"]).status(0);
    assert!(!outcome.stderr.contains("helpdex.urls"), "{outcome}");
    assert_eq!(std::fs::metadata(site.path("helpdex.urls")).expect("there").modified().expect("a time"), before);
}

#[test]
fn only_what_customers_get_is_remembered() {
    let site = Site::new().file("content/payouts/soon.md", "---\ntitle: Soon\nstatus: draft\n---\n\nSoon.\n");
    site.run(["build", "--drafts"]).status(0);
    site.run(["build", "--out", "elsewhere"]).status(0);
    site.run(["build", "--base-url", "http://localhost:1"]).status(0);
    site.run(["check"]).status(0);
    assert!(!site.has("helpdex.urls"));
    site.run(["build"]).status(0);
    assert!(!site.read("helpdex.urls").contains("soon"));
}

#[test]
fn comments_and_lines_of_hand_stay_and_the_rest_is_sorted() {
    let site = Site::new().file("helpdex.urls", "# Ours.\r\n\r\n/zoo/\r\n/payouts/\r\n");
    check(&site).status(1).finds(&["helpdex.urls:3:1 vanished-url"]);
    let site = site.file("content/payouts/zoo.md", "---\ntitle: Zoo\naliases: /zoo/\n---\n\nZ.\n");
    site.run(["build"]).status(0);
    let lines = "/payouts/\n/payouts/when/\n/payouts/zoo/\n/ru/payouts/\n/zoo/\n";
    assert_eq!(site.read("helpdex.urls"), format!("# Ours.\n\n{lines}"));
}

#[test]
fn a_renamed_article_gets_its_alias() {
    for (stage, commit) in [(true, false), (true, true), (false, false)] {
        let site = published();
        for (from, to) in [("fees.md", "costs.md"), ("fees.ru.md", "costs.ru.md")] {
            let (from, to) = (format!("content/payouts/{from}"), format!("content/payouts/{to}"));
            if stage {
                site.git(["mv", &from, &to]);
            } else {
                std::fs::rename(site.path(from), site.path(to)).expect("renamed");
            }
        }
        if commit {
            site.commit("Two").git(["mv", "content/payouts/costs.md", "content/payouts/price.md"]).commit("Three");
        }
        let (en, case) = (if commit { "price" } else { "costs" }, format!("staged: {stage}, committed: {commit}"));
        let found = check(&site).status(1).stdout;
        assert!(found.contains("helpdex.urls:5:1: error[vanished-url]"), "{case}: {found}");
        assert!(found.contains("helpdex.urls:9:1: error[vanished-url]"), "{case}: {found}");
        site.run(["check"]).status(1).stdout_has(&format!("its file is `content/payouts/{en}.md` now"));
        let preview = site.run(["check", "--fix", "--dry-run", "--dirty"]).status(1);
        assert!(preview.stdout.contains("+  - /ru/payouts/fees/"), "{case}: {preview}");
        // A file that was only renamed is safe in the last commit; one that git doesn't know is not.
        let fix: &[&str] = if stage { &["check", "--fix"] } else { &["check", "--fix", "--dirty"] };
        site.run(["check", "--fix"]).status(if stage { 0 } else { 1 });
        site.run(fix.iter().copied()).status(0);
        assert_eq!(
            site.read(&format!("content/payouts/{en}.md")),
            "---\ntitle: Are there fees?\naliases: [/costs/, /payouts/fees/]\n---\n\nNo.\n\n## Card\n\nFree.\n",
            "{case}"
        );
        assert_eq!(
            site.read("content/payouts/costs.ru.md"),
            "---\r\ntitle: Есть ли комиссия?\r\naliases:\r\n  - /ru/payouts/fees/\r\n---\r\n\r\nНет.\r\n",
            "{case}"
        );
        site.run(["build", "--strict"]).status(0);
        assert!(site.read("public/_redirects").contains("/help/payouts/fees/ /help/payouts/"), "{case}");
    }
}

#[test]
fn a_renamed_folder_keeps_all_its_urls() {
    let site = published();
    site.git(["mv", "content/payouts", "content/money"]);
    check(&site).status(1);
    site.run(["check", "--fix"]).status(0).stdout_is("");
    // The Russian category has no file of its own to put an alias into: the one that is there answers for both.
    let index = site.read("content/money/_index.md");
    assert!(index.contains("aliases:\n  - /payouts/\n  - /ru/payouts/\n"), "{index}");
    let when = site.read("content/money/when.md");
    assert!(when.contains("aliases:\n  - /payouts/when/\n"), "{when}");
}

#[test]
fn an_anchor_that_went_is_told_and_kept_by_hand() {
    let site = published();
    let text = site.read("content/payouts/fees.md");
    site.with("content/payouts/fees.md", text.replace("## Card", "## By card"));
    let outcome = check(&site).status(0);
    outcome
        .stdout_has("the anchor `/payouts/fees/#card` was published and is gone")
        .finds(&["content/payouts/fees.md vanished-anchor"]);
    site.with("content/payouts/fees.md", text.replace("## Card", "## By card {#card}"));
    check(&site).status(0).stdout_is("");
    site.with(
        "content/payouts/fees.md",
        text.replace("## Card", "## By card").replace("---\n\nNo", "checks: {vanished-anchor: off}\n---\n\nNo"),
    );
    check(&site).status(0).stdout_is("");
}

#[test]
fn a_line_taken_out_lets_a_url_go() {
    let site = published().without("content/payouts/fees.ru.md");
    check(&site).status(1).finds(&["helpdex.urls:9:1 vanished-url"]);
    let text = site.read("helpdex.urls").replace("/ru/payouts/fees/\n", "");
    check(site.with("helpdex.urls", text)).status(0);
}

#[test]
fn without_a_history_the_hint_says_why() {
    let whole = published();
    let (origin, shallow) = (whole.path(""), Site::empty());
    whole.git(["mv", "content/payouts/fees.md", "content/payouts/costs.md"]).commit("Two");
    whole.with("content/payouts/when.md", "---\ntitle: When?\n---\n\nOn the first of each month.\n").commit("Three");
    let url = format!("file://{}", origin.display());
    shallow.git(["clone", "--quiet", "--depth", "1", &url, "."]);
    shallow.run(["check"]).status(1).stdout_has("this is a shallow clone; `git fetch --unshallow` gets the rest");
    let none = published().without(".git").without("content/payouts/fees.md");
    none.run(["check"]).status(1).stdout_has("the site lies in no git repository");
    let empty = none.git(["init", "--quiet"]).run(["check"]).status(1);
    empty.stdout_has("the repository has no commit yet");
}

#[test]
fn a_merge_conflict_in_the_file() {
    let site = published();
    let text = site.read("helpdex.urls");
    let urls = text.replace("/ru/payouts/\n", "<<<<<<< HEAD\n/ru/payouts/\n=======\n/zoo/\n>>>>>>> zoo\n");
    site.with("helpdex.urls", &urls);
    let found = ["8:1 urls-file", "10:1 urls-file", "11:1 vanished-url", "12:1 urls-file"];
    let found: Vec<String> = found.iter().map(|found| format!("helpdex.urls:{found}")).collect();
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    check(&site).status(1).finds(&found);
    site.run(["build"]).status(1);
    assert_eq!(site.read("helpdex.urls"), urls, "nothing is lost");
    site.run(["check", "--fix", "--dirty", "--format", "short"]).status(1).finds(&["helpdex.urls:9:1 vanished-url"]);
    assert!(site.read("helpdex.urls").contains("/ru/payouts/\n/zoo/\n/ru/payouts/fees/"), "both sides are kept");
}

#[test]
fn a_file_that_is_no_list_of_urls() {
    let site = Site::new().file("helpdex.urls", b"/a/\n\xff\n");
    check(&site).status(1).finds(&["helpdex.urls:2:1 not-utf8"]);
    site.run(["build"]).status(1);
    assert_eq!(std::fs::read(site.path("helpdex.urls")).expect("there"), b"/a/\n\xff\n");
}

#[test]
fn a_draft_and_a_whole_language_that_vanish() {
    let site = published();
    let text = site.read("content/payouts/fees.md").replace("title:", "status: draft\ntitle:");
    site.with("content/payouts/fees.md", text);
    site.run(["check"]).status(1).stdout_has("`content/payouts/fees.md` is a draft now; `status: archived` keeps");
    let lines: String = (0..500).map(|number| format!("/de/payouts/{number}/\n")).collect();
    let site = Site::new().file("helpdex.urls", lines);
    let outcome = check(&site).status(1);
    assert_eq!(outcome.stdout.lines().count(), 51, "{outcome}");
    outcome.stdout_has("450 more URLs have vanished");
}

#[test]
fn downloads_are_remembered_and_images_are_not() {
    let site = Site::new()
        .article("payouts/form", "Form", "[Form](<Форма 1.pdf>) ![A chart](chart.svg)")
        .file("content/payouts/Форма 1.pdf", "%PDF-1.4")
        .file("content/payouts/chart.svg", "<svg/>")
        .file("content/queries.yaml", "- query: form\n  expect: payouts/form.md\n");
    site.run(["build", "--strict"]).status(0);
    let form = "/payouts/%D0%A4%D0%BE%D1%80%D0%BC%D0%B0%201.pdf";
    let urls = site.read("helpdex.urls");
    assert!(urls.contains(form) && !urls.contains("svg") && !urls.contains("yaml"), "{urls}");
    site.run(["check", "--strict"]).status(0);
    let site = site.without("content/payouts/Форма 1.pdf").article("payouts/form", "Form", "![A chart](chart.svg)");
    let found = site.run(["check"]).status(1);
    found.stdout_has(&format!("nothing is published at `{form}` any more")).stdout_has("help: put the file back");
}
