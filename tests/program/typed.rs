//! What customers typed before they opened an article, from events to answers.

use std::fmt::Write;

use crate::support::Site;

/// Events of searches: the query, what was opened, and how often.
fn events(searches: &[(&str, &str, usize)]) -> String {
    let mut text = String::new();
    for (query, opened, times) in searches {
        for _ in 0..*times {
            let event = serde_json::json!({
                "kind": "search", "lang": "en", "query": query, "hits": 2, "then": "open", "opened": opened,
            });
            writeln!(text, "{event}").expect("written");
        }
    }
    text
}

fn site(events: &str) -> Site {
    let settings =
        "title: Help\nbase_url: https://help.example.com/help\nlanguages: [en, ru]\ninsights: kept/events.jsonl\n";
    Site::new()
        .file("helpdex.yaml", settings)
        .article("payouts/fees", "Are there fees?", "None.")
        .file("content/payouts/when.ru.md", "---\ntitle: Когда придут деньги?\n---\n\nВ понедельник.\n")
        .file("kept/events.jsonl", events)
}

fn first(site: &Site, query: &str, lang: &str) -> String {
    let found = site.run(["search", query, "--lang", lang, "--format", "jsonl"]).status(0).stdout;
    let found: serde_json::Value = serde_json::from_str(&found).expect("JSON");
    found["hits"][0]["source"].as_str().unwrap_or_default().to_owned()
}

const SEARCHES: [(&str, &str, usize); 3] =
    [("zorkmids", "/payouts/when/", 7), ("получка", "/ru/payouts/when/", 6), ("skimmage", "/payouts/fees/", 4)];

#[test]
fn what_was_opened_is_found_in_each_language() {
    let site = site(&events(&SEARCHES));
    site.run(["build", "--strict"]).status(0);
    assert_eq!(first(&site, "zorkmids", "en"), "content/payouts/when.md");
    assert_eq!(first(&site, "zorkmid", "en"), "content/payouts/when.md");
    assert_eq!(first(&site, "получку", "ru"), "content/payouts/when.ru.md");
    assert_eq!(first(&site, "skimmage", "en"), "", "four are too few");
}

#[test]
fn the_same_events_give_the_same_bytes_and_others_another_index() {
    let one = site(&events(&SEARCHES));
    one.run(["build"]).status(0);
    let mut turned = SEARCHES;
    turned.reverse();
    let other = site(&events(&turned));
    other.run(["build"]).status(0);
    let (before, after) = (one.snapshot("public"), other.snapshot("public"));
    assert!(before == after, "the order of events makes no difference");
    // The cache of a build must not take the old index for the new one.
    one.with("kept/events.jsonl", events(&SEARCHES[1..]));
    one.run(["build"]).status(0);
    assert_eq!(first(&one, "zorkmids", "en"), "");
    one.with("kept/events.jsonl", events(&SEARCHES));
    one.run(["build"]).status(0);
    assert!(one.snapshot("public") == after);
}

#[test]
fn off_it_is_as_if_nothing_had_been_kept() {
    let off = site(&events(&SEARCHES));
    let settings = off.read("helpdex.yaml");
    let off = off.file("helpdex.yaml", settings.clone() + "search: { typed_queries: false }\n");
    let bare = site("").file("helpdex.yaml", settings.replace("insights: kept/events.jsonl\n", ""));
    for site in [&off, &bare] {
        site.run(["build"]).status(0);
    }
    assert!(off.snapshot("public") == bare.snapshot("public"));
}

/// The list of a team is in nobody's pages, but for the queries that many typed.
#[test]
fn nothing_else_of_the_events_is_published() {
    let mut searches = SEARCHES.to_vec();
    searches.extend([("my secret question", "/payouts/when/", 4), ("from anna@mail.example", "/payouts/when/", 9)]);
    let site = site(&events(&searches));
    site.run(["build"]).status(0);
    for word in ["secret", "anna"] {
        assert_eq!(first(&site, word, "en"), "", "{word}");
    }
}

#[test]
fn the_author_may_take_the_words_over() {
    let list = "query,opened,count\nzorkmids,/payouts/when/,7\n";
    let site = site("").file("asked.csv", list);
    let settings = site.read("helpdex.yaml").replace("insights: kept/events.jsonl", "asked: asked.csv");
    let site = site.file("helpdex.yaml", settings);
    site.run(["build"]).status(0);
    site.run(["gaps", "asked.csv", "--accept"]).status(0).stderr_has("added 1 ask to content/payouts/when.md");
    site.run(["build"]).status(0);
    let told = site.run(["search", "zorkmids", "--explain"]).status(0).stdout;
    assert!(told.contains("asks 1×2") && !told.contains("typed"), "{told}");
}
