//! The rules of `helpdex check` on small sites: what each finds, where, and how it is turned off.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop at what it made itself")]

mod support;

use support::{Outcome, Site};

const SETTINGS: &str = "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\n";

fn with_checks(checks: &str) -> Site {
    Site::new().file("helpdex.yaml", format!("{SETTINGS}checks:\n{checks}"))
}

fn check(site: &Site) -> Outcome {
    site.run(["check", "--format", "short"])
}

#[test]
fn one_line_turns_a_rule_off_for_one_article() {
    let loud = "---\ntitle: Fees\n---\n\nSee [when](when.md#nowhere).\n";
    let quiet = "---\ntitle: Fees\nchecks: { broken-anchor: off }\n---\n\nSee [when](when.md#nowhere).\n";
    let site = Site::new().file("content/payouts/fees.md", quiet).file("content/payouts/costs.md", loud);
    check(&site).status(0).finds(&["content/payouts/costs.md:5:12 broken-anchor"]);
    let louder = loud.replace("title: Fees", "title: Fees\nchecks: { broken-anchor: error }");
    check(site.with("content/payouts/fees.md", louder)).status(1);
}

#[test]
fn levels_differ_by_path_and_language_and_an_article_has_the_last_word() {
    let site = with_checks(
        "  broken-anchor: off\n  overrides:\n    - paths: content/legal/**\n      rules: { broken-anchor: error }\n    - { languages: ru, rules: { broken-anchor: warning } }\n",
    );
    let body = "---\ntitle: T\n---\n\n[x](#nowhere)\n";
    let own = body.replace("title: T", "title: T\nchecks: {broken-anchor: off}");
    let site = ["payouts/a.md", "payouts/a.ru.md", "legal/b.md", "legal/b.ru.md"]
        .iter()
        .fold(site, |site, path| site.file(&format!("content/{path}"), body))
        .file("content/legal/_index.md", "---\ntitle: Legal\n---\n")
        .file("content/legal/c.md", own);
    let outcome = check(&site).status(1);
    assert!(outcome.stdout.contains("content/legal/b.md:5:5: error[broken-anchor]"), "{outcome}");
    assert!(outcome.stdout.contains("content/legal/b.ru.md:5:5: warning[broken-anchor]"), "{outcome}");
    outcome.finds(&[
        "content/legal/b.md:5:5 broken-anchor",
        "content/legal/b.ru.md:5:5 broken-anchor",
        "content/payouts/a.ru.md:5:5 broken-anchor",
    ]);
}

#[test]
fn a_rule_that_does_not_exist_is_told_where_it_is_named() {
    let site = with_checks("  broken-anker: off\n  overrides: [{ rules: { nonsense: off } }]\n").file(
        "content/payouts/fees.md",
        "---\ntitle: Fees\nchecks: {brokn-link: off, unknown-html: loud}\n---\n\nFree.\n",
    );
    let outcome = check(&site).status(1);
    assert!(outcome.stdout.contains("`checks` names no rule of ours: `broken-anker`"), "{outcome}");
    outcome.finds(&[
        "content/payouts/fees.md:3:10 bad-value",
        "content/payouts/fees.md:3:41 bad-value",
        "helpdex.yaml:5:3 bad-value",
        "helpdex.yaml:6:26 bad-value",
    ]);
}
