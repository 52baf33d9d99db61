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
    let loud = "---\ntitle: Costs\n---\n\nSee [when](when.md#nowhere).\n";
    let quiet = "---\ntitle: Fees\nchecks: { broken-anchor: off }\n---\n\nSee [when](when.md#nowhere).\n";
    let site = Site::new().file("content/payouts/fees.md", quiet).file("content/payouts/costs.md", loud);
    check(&site).status(0).finds(&["content/payouts/costs.md:5:12 broken-anchor"]);
    let louder = loud.replace("title: Costs", "title: Fees\nchecks: { broken-anchor: error }");
    check(site.with("content/payouts/fees.md", louder)).status(1);
}

#[test]
fn levels_differ_by_path_and_language_and_an_article_has_the_last_word() {
    let site = with_checks(
        "  duplicate-title: off\n  broken-anchor: off\n  overrides:\n    - paths: content/legal/**\n      rules: { broken-anchor: error }\n    - { languages: ru, rules: { broken-anchor: warning } }\n",
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

const ALL_OF_STRUCTURE: &str = "  missing-summary: warning\n  missing-owner: warning\n  missing-reviewed: error\n";

#[test]
fn keys_that_the_site_demands() {
    let site = with_checks(ALL_OF_STRUCTURE)
        .file("content/payouts/when.md", "---\ntitle: When?\nsummary: ''\nowner:\n---\n\nSoon.\n")
        .file("content/payouts/whole.md", "---\ntitle: A\nsummary: B\nowner: C\nreviewed: 2026-01-02\n---\n\nText.\n")
        .file("content/payouts/bad.md", "---\ntitle: A bad day\nsummary: B\nowner: C\nreviewed: never\n---\n\nText.\n")
        .file("content/payouts/old.md", "---\ntitle: Old\nstatus: archived\n---\n\nText.\n");
    check(&site).status(1).finds(&[
        "content/payouts/bad.md:5:11 bad-date",
        "content/payouts/when.md:2:8 missing-reviewed",
        "content/payouts/when.md:2:8 missing-owner",
        "content/payouts/when.md:2:8 missing-summary",
    ]);
}

#[test]
fn the_same_title_or_text_twice() {
    let text: String = (0..120).map(|n| format!("word{n} ")).collect();
    let article = |title: &str, text: &str| format!("---\ntitle: {title}\n---\n\n{text}\n");
    let site = Site::new()
        .file("content/payouts/a.ru.md", article("Приём платежей", "Один текст."))
        .file("content/payouts/b.ru.md", article("ПРИЕМ  платежей?", "Другой текст."))
        .file("content/payouts/c.md", article("Приём платежей", &text))
        .file("content/payouts/d.md", article("D", &format!("{text} and a bit more")))
        .file("content/payouts/e.md", article("E", &text.replace("word6", "other")));
    let outcome = site.run(["check"]).status(0);
    assert!(outcome.stdout.contains("::: content/payouts/a.ru.md:2:8"), "{outcome}");
    assert!(outcome.stdout.contains("96 % of the text is that of `content/payouts/c.md`"), "{outcome}");
    check(&site).finds(&["content/payouts/b.ru.md:2:8 duplicate-title", "content/payouts/d.md:2:8 near-duplicate"]);
    let strict = format!("{SETTINGS}checks: {{ limits: {{ similarity: 98 }}, duplicate-title: off }}\n");
    check(site.with("helpdex.yaml", strict)).finds(&[]);
    let odd = format!("{SETTINGS}checks: {{ limits: {{ similarity: 7, words: 3, article_words: x }} }}\n");
    check(site.with("helpdex.yaml", odd)).status(1).finds(&[
        "helpdex.yaml:4:33 bad-value",
        "helpdex.yaml:4:36 unknown-key",
        "helpdex.yaml:4:61 wrong-type",
    ]);
}

#[test]
fn headings_in_their_order() {
    let body = "# First\n\nText.\n\n# Second\n\nText.\n\n#### Deep\n\n##\n\n### Nothing\n\n## Last\n";
    let site = Site::new().article("payouts/h", "Headings", body).article(
        "payouts/fine",
        "Fine",
        "## One\n\n### Two\n\nText.\n\n## ![a chart](x.svg)\n\nText.",
    );
    let site = site.file("content/payouts/x.svg", "<svg/>");
    check(&site).finds(&[
        "content/payouts/h.md:9:1 second-h1",
        "content/payouts/h.md:13:1 empty-section",
        "content/payouts/h.md:13:1 skipped-heading",
        "content/payouts/h.md:15:1 empty-heading",
        "content/payouts/h.md:17:1 empty-section",
        "content/payouts/h.md:19:1 empty-section",
    ]);
}

#[test]
fn where_links_lead_and_what_they_are_called() {
    let site = with_checks("  untranslated-link: warning\n")
        .file("content/payouts/new.md", "---\ntitle: New\naliases: [/old-name/]\n---\n\nText.\n")
        .file("content/payouts/gone.md", "---\ntitle: Gone\nstatus: archived\n---\n\nText.\n")
        .file("content/payouts/soon.md", "---\ntitle: Soon\nstatus: draft\n---\n\nText.\n")
        .article("payouts/a", "A", "[a](/old-name/) [b](gone.md) [c](soon.md) [Click here](new.md). <https://x.example/a/>\n\n[https://x.example/b?c](https://x.example/b?c) <https://x.example> [x.example](https://x.example) <me@x.example>")
        .file("content/payouts/a.ru.md", "---\ntitle: А\n---\n\n[Нажмите здесь](new.md), [тут!](https://x.example) [here](a.md)\n");
    check(&site).finds(&[
        "content/payouts/a.md:5:5 redirected-link",
        "content/payouts/a.md:5:21 link-to-archived",
        "content/payouts/a.md:5:34 link-to-draft",
        "content/payouts/a.md:5:44 vague-link",
        "content/payouts/a.md:5:66 bare-url",
        "content/payouts/a.md:7:25 bare-url",
        "content/payouts/a.ru.md:5:2 vague-link",
        "content/payouts/a.ru.md:5:17 untranslated-link",
        "content/payouts/a.ru.md:5:27 vague-link",
    ]);
    let with_drafts = site.run(["check", "--drafts", "--format", "short"]);
    assert!(!with_drafts.stdout.contains("link-to-draft"), "{with_drafts}");
}

#[test]
fn pictures() {
    let site = with_checks("  limits: { image_kilobytes: 1 }\n")
        .article(
            "payouts/p",
            "P",
            "![](a.svg) ![x](a.svg) <img src=\"a.svg\" alt=\"\"> <img src=\"a.svg\"> [plan](b.svg)",
        )
        .file("content/payouts/soon.md", "---\ntitle: Soon\nstatus: draft\n---\n\n![x](c.svg)\n")
        .file("content/payouts/extra.md", "---\ntitle: Extra\nextra: { hero: img/d.svg }\n---\n\nText.\n");
    let site = ["a", "b", "c", "d", "e"].iter().fold(site, |site, name| {
        site.file(
            &format!("content/payouts/{name}.svg"),
            format!("<svg>{}</svg>", " ".repeat(if *name == "b" { 2_500 } else { 9 })),
        )
    });
    check(&site).finds(&[
        "content/payouts/b.svg large-image",
        "content/payouts/e.svg unused-image",
        "content/payouts/p.md:5:5 missing-alt",
        "content/payouts/p.md:5:59 missing-alt",
    ]);
}
