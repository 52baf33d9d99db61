//! No address of a site dies when it moves in: each of the fixture's is asked for.

use std::path::Path;

use crate::preview::Preview;
use crate::support::Site;

/// All that Docusaurus publishes of the fixture in the languages that this site speaks, as its own links have them.
const ADDRESSES: [&str; 26] = [
    "/kb/docs/",
    "/kb/docs/setup/unpack",
    "/kb/docs/setup/wifi",
    "/kb/docs/setup/deep/firmware",
    "/kb/docs/setup-index",
    "/kb/docs/trouble/",
    "/kb/docs/trouble/dark",
    "/kb/docs/trouble/flicker",
    "/kb/docs/unlisted-in-sidebar",
    "/kb/docs/start",
    "/kb/help/first",
    "/kb/docs/old-wifi",
    "/kb/ru/docs/",
    "/kb/ru/docs/setup/unpack",
    "/kb/ru/docs/setup/wifi",
    "/kb/ru/docs/setup/deep/firmware",
    "/kb/ru/docs/setup-index",
    "/kb/ru/docs/trouble/",
    "/kb/ru/docs/trouble/dark",
    "/kb/ru/docs/trouble/flicker",
    "/kb/ru/docs/unlisted-in-sidebar",
    // The same with the slash that some hosts put there.
    "/kb/docs/setup/wifi/",
    "/kb/docs/trouble/dark/",
    "/kb/ru/docs/setup/wifi/",
    "/kb/docs/setup/unpack/",
    "/kb/docs/start/",
];

#[test]
fn every_old_address_answers() {
    let settings = "title: Lamp\nbase_url: https://docs.example.com/kb\nlanguages: [en, ru]\n";
    let site = Site::empty().file("helpdex.yaml", settings).folder("content");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/docusaurus");
    site.run(["import", fixture.to_str().expect("UTF-8"), "--quiet"]).status(0);
    assert_eq!(dead(&site, ADDRESSES), Vec::<String>::new());
}

/// The addresses of a help desk stand in its own records. Drafts, and what only some may read, never answered anybody.
#[test]
fn every_address_of_a_help_desk_answers() {
    let settings = "title: Acme\nbase_url: https://support.acme.example\nlanguages: [en, ru]\n";
    let site = Site::empty().file("helpdex.yaml", settings).folder("content");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/zendesk");
    // One language of the fixture isn't spoken here.
    site.run(["import", fixture.to_str().expect("UTF-8"), "--quiet"]).status(1);
    let records = |file: &str, key: &str| {
        let text = std::fs::read_to_string(fixture.join(file)).expect("a file");
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        value[key].as_array().expect("a list").clone()
    };
    let lists = [
        ("categories.json", "categories"),
        ("sections.json", "sections"),
        ("articles.json", "articles"),
        ("articles-2.json", "articles"),
        ("translations.json", "translations"),
    ];
    let public = |record: &serde_json::Value| {
        record["draft"] != true && record["user_segment_id"].is_null() && record["locale"] != "de"
    };
    let mut addresses = Vec::new();
    for record in lists.iter().flat_map(|(file, key)| records(file, key)).filter(public) {
        let path = record["html_url"].as_str().expect("a URL").replace("https://support.acme.example", "");
        // The number alone is an address, too.
        let digits = path.rfind('/').expect("a path") + 1;
        let number = path[digits..].find('-').map(|end| path[..digits + end].to_owned());
        // Whatever words follow the number.
        let other = number.as_ref().map(|number| format!("{number}-Other-words"));
        addresses.extend(number.into_iter().chain(other).chain([path]));
    }
    assert!(addresses.len() > 50, "{}", addresses.len());
    assert_eq!(dead(&site, addresses), Vec::<String>::new());
}

/// Confluence finds a page by its number, or by its title.
#[test]
fn every_address_of_a_space_answers() {
    let settings = "title: Lamp\nbase_url: https://lamp.example/wiki\nlanguages: [en, ru]\n";
    let site = Site::empty().file("helpdex.yaml", settings).folder("content");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/confluence");
    site.run(["import", fixture.to_str().expect("UTF-8"), "--quiet"]).status(0);
    let files = std::fs::read_dir(fixture.join("LAMP")).expect("a space");
    let names = files.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned());
    let numbers = names.filter_map(|name| {
        let stem = name.strip_suffix(".html")?.rsplit('_').next()?.to_owned();
        stem.parse::<u32>().is_ok().then_some(stem)
    });
    let by_number = numbers.flat_map(|number| {
        let page = format!("/wiki/spaces/LAMP/pages/{number}");
        [format!("{page}/What+it+was+called"), page]
    });
    let addresses: Vec<String> = by_number.chain(["/wiki/display/LAMP/It+stays+dark".to_owned()]).collect();
    assert!(addresses.len() > 25, "{}", addresses.len());
    assert_eq!(dead(&site, addresses), Vec::<String>::new());
}

/// The addresses that don't answer in the preview of a site, and with what.
fn dead(site: &Site, addresses: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    let preview = Preview::start(site, &[]);
    let answers = addresses.into_iter().map(|address| {
        let status = follow(&preview, address.as_ref());
        (address, status)
    });
    let dead = answers.filter(|(_, status)| *status != 200);
    dead.map(|(address, status)| format!("{}: {status}", address.as_ref())).collect()
}

/// The status at the end of the redirects, of which a browser follows some.
fn follow(preview: &Preview, address: &str) -> u16 {
    let mut at = address.to_owned();
    for _ in 0..5 {
        let answer = preview.get(&at);
        match answer.header("location") {
            Some(next) => {
                let path = next.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
                at = path.map_or_else(|| next.to_owned(), |(_, path)| format!("/{path}"));
            }
            None => return answer.status,
        }
    }
    0
}
