//! Exports for search servers: what is written, what a change costs, and PostgreSQL itself with what was written for it.

use std::collections::BTreeSet;

use crate::support::Site;
#[cfg(unix)]
use crate::support::postgres::Postgres;

const ENGINES: [&str; 5] = ["opensearch", "quickwit", "typesense", "meilisearch", "postgres"];

fn site() -> Site {
    Site::new()
        .article("payouts/bank", "How are fees charged?", "We charge nothing.\n\n## Banks\n\nA bank may take 2 €.\n")
        .file("content/payouts/bank.ru.md", "---\ntitle: Какие комиссии?\n---\n\nБанки берут комиссию.\n")
        .file(
            "content/synonyms.yaml",
            "en:\n  equal:\n    - [fee, commission]\n  one_way:\n    wage: [paid]\n  pins:\n    - query: money back\n      articles: [payouts/when.md]\n",
        )
}

/// The documents of an export in JSON, of all parts.
fn documents(site: &Site, folder: &str) -> Vec<serde_json::Value> {
    let files = site.snapshot(folder);
    let parts = files.into_iter().filter(|(name, _)| name.contains("documents-"));
    let text: String = parts.map(|(_, bytes)| String::from_utf8(bytes).expect("UTF-8")).collect();
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn a_section_is_a_document_with_an_id_of_its_own() {
    let site = site();
    site.run(["export", "typesense", "out"]).status(0).stderr_has("exported 4 documents for typesense to out");
    let found = documents(&site, "out");
    let ids: BTreeSet<&str> = found.iter().map(|document| document["id"].as_str().expect("an id")).collect();
    assert_eq!((found.len(), ids.len()), (4, 4));
    let bank = found.iter().find(|document| document["heading"] == "Banks").expect("a section");
    assert_eq!(bank["url"], "https://help.example.com/payouts/bank/#banks");
    assert_eq!((&bank["title"], &bank["position"]), (&"How are fees charged?".into(), &1.into()));
    let whole = found.iter().find(|document| document["position"] == 0 && document["article"] == bank["article"]);
    assert!(whole.is_some_and(|first| first["id"] != bank["id"]));
    let pinned = found.iter().find(|document| document["pinned"] == serde_json::json!(["money back"]));
    assert_eq!(pinned.expect("pinned")["source"], "content/payouts/when.md");
}

#[test]
fn the_same_site_makes_the_same_bytes_for_every_engine() {
    let site = site();
    for engine in ENGINES {
        site.run(["export", engine, "one"]).status(0);
        site.run(["export", engine, "two"]).status(0);
        let (one, two) = (site.snapshot("one"), site.snapshot("two"));
        assert_eq!(one, two, "{engine}");
        for (name, bytes) in one {
            if name.ends_with(".json") {
                serde_json::from_slice::<serde_json::Value>(&bytes).unwrap_or_else(|fault| panic!("{name}: {fault}"));
            }
        }
    }
}

#[test]
fn a_delta_holds_what_changed_and_names_what_went() {
    for engine in ENGINES {
        let site = site();
        site.run(["export", engine, "out"]).status(0);
        site.run(["export", engine, "delta", "--since", "out"])
            .status(0)
            .stderr_has("exported 0 documents that changed and 0 documents that went");
        let text = "---\ntitle: How are fees charged?\n---\n\nWe charge nothing at all.\n";
        site.with("content/payouts/bank.md", text);
        site.run(["export", engine, "delta", "--since", "out"])
            .status(0)
            .stderr_has("exported 1 document that changed and 1 document that went");
        let delta = site.snapshot("delta");
        let gone: Vec<&String> = delta.keys().filter(|name| name.contains("deletions")).collect();
        assert_eq!(gone.len(), 1, "{engine}: {delta:?}");
        // Against itself, in place.
        site.run(["export", engine, "delta", "--since", "delta"]).status(0).stderr_has("exported 0 documents");
    }
}

#[test]
fn other_synonyms_need_all_of_it_again() {
    let site = site();
    site.run(["export", "opensearch", "out"]).status(0);
    site.with("content/synonyms.yaml", "en:\n  equal:\n    - [fee, price]\n");
    site.run(["export", "opensearch", "out", "--since", "out"])
        .status(0)
        .stderr_has("exported 4 documents: the settings have changed");
    site.run(["export", "quickwit", "other", "--since", "out"])
        .status(2)
        .stderr_has("is no list of an export for quickwit");
    site.run(["export", "postgres", "other", "--push", "https://db.example.com"]).status(2).stderr_has("psql");
}

/// What the manual tells to do: all files in their order, in one transaction.
#[cfg(unix)]
fn load(site: &Site, folder: &str, server: &Postgres) {
    let mut files: Vec<(String, Vec<u8>)> = site.snapshot(folder).into_iter().collect();
    files.retain(|(name, _)| name.ends_with(".sql"));
    files.sort_by_key(|(name, _)| (name.contains('/'), name.clone()));
    let sql: String = files.into_iter().map(|(_, bytes)| String::from_utf8(bytes).expect("UTF-8")).collect();
    server.run(&sql).expect("loaded");
}

#[cfg(unix)]
#[test]
fn postgresql_finds_by_forms_synonyms_pins_and_phrases() {
    let server = Postgres::start();
    let mut site = site();
    site = site.article("payouts/quote", "It's a 'quote' \\ with signs", "A NUL\u{0} and `$$`; drop table x;--\n");
    site.run(["export", "postgres", "out"]).status(0);
    load(&site, "out", &server);
    let ask = |query: &str, tag: &str| {
        let query = query.replace('\'', "''");
        let rows = server.run(&format!("select url from helpdex.search('{query}', '{tag}');")).expect("asked");
        rows.lines().map(|url| url.trim_start_matches("https://help.example.com").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ask("fee charging", "en").first().map(String::as_str), Some("/payouts/bank/"), "another form");
    assert_eq!(ask("commission", "en").first().map(String::as_str), Some("/payouts/bank/"), "a synonym");
    assert_eq!(ask("wages", "en").first().map(String::as_str), Some("/payouts/when/"), "one way");
    assert_eq!(ask("paid", "en").len(), 1, "and not the other");
    assert_eq!(ask("back money", "en").first().map(String::as_str), Some("/payouts/when/"), "pinned");
    assert_eq!(ask("\"bank may take\"", "en"), ["/payouts/bank/#banks"], "a phrase, at its section");
    assert_eq!(ask("комиссия", "ru"), ["/ru/payouts/bank/"]);
    assert_eq!(ask("quote signs", "en"), ["/payouts/quote/"]);
    assert!(ask("zebra", "en").is_empty() && ask("", "en").is_empty() && ask("it's ' & | !", "en").len() <= 1);

    site.with("content/payouts/bank.md", "---\ntitle: How are fees charged?\n---\n\nWe charge zebras.\n");
    site.run(["export", "postgres", "out", "--since", "out"]).status(0);
    load(&site, "out", &server);
    assert_eq!(ask("zebra", "en"), ["/payouts/bank/"], "a delta adds");
    assert!(ask("\"bank may take\"", "en").is_empty(), "and takes out");
    // A load that breaks off changes nothing.
    let half = format!("{} select broken;", site.read("out/1-schema.sql") + "delete from helpdex.section;");
    assert!(server.run(&half).is_err());
    assert_eq!(ask("zebra", "en"), ["/payouts/bank/"]);
}
