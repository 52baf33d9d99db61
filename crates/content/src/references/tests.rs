use std::collections::BTreeMap;

use super::*;
use crate::config::Config;
use crate::routes::Routes;
use crate::source::{self, Sources};

fn site(files: &[(&str, &str)]) -> (tempfile::TempDir, Config, Sources, Routes) {
    let dir = tempfile::tempdir().expect("a folder");
    let yaml = "title: T\nbase_url: https://x.example/help\nlanguages: [en, ru]\n\
        contact: {priority: pay, channels: [{kind: email, address: a@x.example}]}\n\
        footer: {links: [{label: A, url: /pay/fees/}, {label: B, url: \"/help/ru/pay/#x\"}]}\n\
        checks: {overrides: [{paths: [content/pay/**, content/pay/fees.*], rules: {bare-url: off}}]}\n";
    std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
    for (path, text) in files {
        let path = dir.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let config = Config::load(dir.path()).expect("found").expect("valid");
    let sources = source::read(&config).expect("read");
    let (routes, _) = Routes::plan(&config, &sources, true);
    (dir, config, sources, routes)
}

fn moves(articles: &[(&str, &str)], categories: &[(&str, &str)], files: &[(&str, &str)]) -> Moves {
    fn map<P: for<'p> From<&'p str> + Ord>(pairs: &[(&str, &str)]) -> BTreeMap<P, P> {
        pairs.iter().map(|(old, new)| (P::from(old), P::from(new))).collect()
    }
    Moves { articles: map(articles), categories: map(categories), files: map(files) }
}

/// Every place with what it says, and what it says afterwards.
fn rewritten(rewriter: &Rewriter<'_>, references: &[Reference]) -> Vec<String> {
    let edits = references.iter().filter_map(|reference| rewriter.rewrite(reference)).map(|rewritten| rewritten.edit);
    edits.map(|edit| format!("{}: {}", edit.path.trim_start_matches("content/"), edit.text)).collect()
}

const LINKS: &str = "---\ntitle: A\nrelated: [pay/fees.md, 'fees.ru.md', /pay/fees]\n---\n\n\
    [1](fees.md) [2](./fees.md#x) [3](/pay/fees.md) [4](fees.ru.md) [5](fees) [6](/pay/fees/?q) [7](/help/ru/pay/fees)\n\
    [8](../pay/_index.md) [9](/pay/) [10](.) ![11](img/a%20b.png) <a href=\"fees.md\">12</a> [13][d] [14](other.md)\n\n\
    [d]: <fees.md> \"T\"\n";

#[test]
fn every_place_follows_in_its_own_spelling() {
    let (_dir, config, sources, routes) = site(&[
        ("pay/_index.md", "---\ntitle: P\n---\n"),
        ("pay/fees.md", "---\ntitle: F\n---\n\n[own](fees.md#y) [other](links.md) ![](img/a%20b.png)\n"),
        ("pay/fees.ru.md", "---\ntitle: F\n---\n"),
        ("pay/links.md", LINKS),
        ("pay/img/a b.png", ""),
        (
            "_incidents/2026-11-26-late.md",
            "---\ntitle: L\naffects: [pay/fees.md, pay, everything]\ninstead: pay/fees\n---\n\n[i](../pay/fees.md)\n",
        ),
        ("_snippets/s.md", "[s](../pay/fees.md) [t](/pay/fees/)\n"),
        (
            "queries.yaml",
            "- {query: a, expect: pay/fees.md}\n- group: G\n  share: 50%\n  tests: [{query: b, expect: [content/pay/fees]}]\n",
        ),
        ("synonyms.yaml", "en:\n  pins:\n  - query: q\n    articles: [\"pay/fees.md\"]\n"),
        ("to/_index.md", "---\ntitle: T\n---\n"),
    ]);
    let references = all(&config, &sources);
    let article = moves(&[("pay/fees", "to/costs now")], &[], &[]);
    let rewriter = Rewriter::before(&config, &sources, &routes, &article);
    assert_eq!(
        rewritten(&rewriter, &references),
        [
            "pay/fees.md: costs%20now.md",
            "pay/fees.md: ../pay/links.md",
            "pay/fees.md: ../pay/img/a%20b.png",
            "pay/links.md: to/costs now.md",
            "pay/links.md: 'to/costs now.ru.md'",
            "pay/links.md: /to/costs now",
            "pay/links.md: ../to/costs%20now.md",
            "pay/links.md: ../to/costs%20now.md",
            "pay/links.md: /to/costs%20now.md",
            "pay/links.md: ../to/costs%20now.ru.md",
            "pay/links.md: ../to/costs%20now",
            "pay/links.md: /to/costs-now/",
            "pay/links.md: /help/ru/to/costs-now",
            "pay/links.md: ../to/costs%20now.md",
            "pay/links.md: ../to/costs now.md",
            "_snippets/s.md: ../to/costs%20now.md",
            "_snippets/s.md: /to/costs-now/",
            "_incidents/2026-11-26-late.md: to/costs now.md",
            "_incidents/2026-11-26-late.md: to/costs now",
            "_incidents/2026-11-26-late.md: ../to/costs%20now.md",
            "queries.yaml: to/costs now.md",
            "queries.yaml: content/to/costs now",
            "synonyms.yaml: \"to/costs now.md\"",
            "helpdex.yaml: /to/costs-now/",
            "helpdex.yaml: content/to/costs now.*",
        ]
    );
}

#[test]
fn a_category_takes_all_in_it_along() {
    let (_dir, config, sources, routes) = site(&[
        ("pay/_index.md", "---\ntitle: P\n---\n"),
        ("pay/fees.md", "---\ntitle: F\n---\n\n[l](links.md) ![](img/a%20b.png) [up](../a.md)\n"),
        ("pay/links.md", LINKS),
        ("pay/img/a b.png", ""),
        ("_incidents/2026-11-26-late.md", "---\ntitle: L\naffects: [pay, /pay/, everything]\n---\n"),
        ("a.md", "[1](pay/) [2](pay/_index.md) [3](/pay/fees/) ![4](</pay/img/a b.png>)\n"),
    ]);
    let references = all(&config, &sources);
    let category = moves(
        &[("pay/fees", "x/y/fees"), ("pay/links", "x/y/links")],
        &[("pay", "x/y")],
        &[("pay/img/a b.png", "x/y/img/a b.png")],
    );
    let rewriter = Rewriter::before(&config, &sources, &routes, &category);
    assert_eq!(
        rewritten(&rewriter, &references),
        [
            "a.md: x/y/",
            "a.md: x/y/_index.md",
            "a.md: /x/y/fees/",
            "a.md: /x/y/img/a b.png",
            "pay/fees.md: ../../a.md",
            "pay/links.md: x/y/fees.md",
            "pay/links.md: 'x/y/fees.ru.md'",
            "pay/links.md: /x/y/fees",
            "pay/links.md: /x/y/fees.md",
            "pay/links.md: /x/y/fees/",
            "pay/links.md: _index.md",
            "pay/links.md: /x/y/",
            "_incidents/2026-11-26-late.md: x/y",
            "_incidents/2026-11-26-late.md: /x/y/",
            "helpdex.yaml: /x/y/fees/",
            "helpdex.yaml: \"/help/ru/x/y/#x\"",
            "helpdex.yaml: x/y",
            "helpdex.yaml: content/x/y/**",
            "helpdex.yaml: content/x/y/fees.*",
        ]
    );
}

#[test]
fn checklists_follow_in_any_notation_of_yaml() {
    let (_dir, config, sources, routes) = site(&[
        ("pay/_index.md", "---\ntitle: P\n---\n"),
        ("pay/fees.md", "---\ntitle: F\n---\n"),
        (
            "_standards/pay.yaml",
            "title: T\napplies_to: {categories: pay, articles: [pay/fees.md]}\ncases:\n- case: C\n  steps:\n  - See [a](../pay/fees.md).\n  - {en: \"[b](../pay/fees.md#x) [c](/pay/fees/)\", ru: '[d](../pay/fees.md)'}\n  - en: >\n      Folded\n      [e](../pay/fees.md)\n- case: D\n  steps: \"[f](../pay/fees.md)\"\n",
        ),
    ]);
    let references = all(&config, &sources);
    let article = moves(&[("pay/fees", "to/costs")], &[], &[]);
    let told = rewritten(&Rewriter::before(&config, &sources, &routes, &article), &references);
    assert_eq!(
        told,
        [
            "_standards/pay.yaml: to/costs.md",
            "_standards/pay.yaml: ../to/costs.md",
            "_standards/pay.yaml: ../to/costs.md",
            "_standards/pay.yaml: ../to/costs.md",
            "_standards/pay.yaml: /to/costs/",
            "_standards/pay.yaml: ../to/costs.md",
            "_standards/pay.yaml: ../to/costs.md",
            "helpdex.yaml: /to/costs/",
            "helpdex.yaml: content/to/costs.*",
        ]
    );
    let category = moves(&[("pay/fees", "x/fees")], &[("pay", "x")], &[]);
    let told = rewritten(&Rewriter::before(&config, &sources, &routes, &category), &references);
    assert_eq!(told.first().map(String::as_str), Some("_standards/pay.yaml: x"));
}

#[test]
fn what_was_moved_by_hand_is_followed() {
    let (_dir, config, sources, routes) = site(&[
        ("pay/links.md", "[1](fees.md) [2](/pay/fees/) [3](links.md) [4](nowhere.md) ![](img/a.png)\n"),
        (
            "to/costs.md",
            "---\ntitle: C\nrelated: [links.md]\n---\n\n[1](links.md) [2](fees.md#y) [3](../to/costs.md)\n",
        ),
        ("to/b.png", ""),
    ]);
    let references = all(&config, &sources);
    let moves = moves(&[("pay/fees", "to/costs")], &[], &[("pay/img/a.png", "to/b.png")]);
    let rewriter = Rewriter::after(&config, &sources, &routes, &moves);
    assert_eq!(
        rewritten(&rewriter, &references),
        [
            "pay/links.md: ../to/costs.md",
            "pay/links.md: /to/costs/",
            "pay/links.md: ../to/b.png",
            "to/costs.md: pay/links.md",
            "to/costs.md: ../pay/links.md",
            "to/costs.md: costs.md",
            "helpdex.yaml: /to/costs/",
            "helpdex.yaml: content/to/costs.*",
        ]
    );
}
