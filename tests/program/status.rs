//! What a site tells of incidents to programs and to nobody: `status.json`, and the pages that have nothing to tell.

use serde_json::Value;

use crate::support::Site;
use crate::support::output::Output;

const BASE_URL: &str = "https://help.example.com";

fn validator() -> jsonschema::Validator {
    let text = include_str!("../../docs/content/integrators/status.schema.json");
    let schema: Value = serde_json::from_str(text).expect("JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}

fn status(site: &Site) -> Value {
    site.run(["build"]).status(0);
    serde_json::from_str(&site.read("public/status.json")).expect("JSON")
}

const PEAK: &str = "---\ntitle: Many questions\nkind: peak\nstarts: 2026-11-21 09:00\nends: 2026-11-23\n\
                    replies: { chat: 2 h }\naffects: [everything]\n---\n\nWe answer one by one.\n";

#[test]
fn the_demo_tells_programs_what_the_schema_says() {
    let demo = status(&Site::demo());
    let peak = status(&Site::new().file("content/_incidents/2026-11-21-peak.md", PEAK));
    let validator = validator();
    for data in [&demo, &peak] {
        let faults: Vec<String> = validator.iter_errors(data).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:#?}\n{data:#}");
    }
    let incidents = demo["incidents"].as_array().expect("a list");
    let kinds: Vec<&str> = incidents.iter().filter_map(|incident| incident["kind"].as_str()).collect();
    assert_eq!(kinds, ["maintenance", "incident", "incident"]);
    assert_eq!(incidents[1]["affects"]["categories"], serde_json::json!(["payouts"]));
    assert_eq!(incidents[1]["languages"].as_object().map(serde_json::Map::len), Some(3));
    assert_eq!(incidents[2]["resolved"], "2026-11-12T04:20:00Z", "07:20 in Minsk");
    assert_eq!(peak["incidents"][0]["replies"]["chat"], "2 h");
}

#[test]
fn the_schema_refuses_what_is_not_so() {
    let (validator, demo) = (validator(), status(&Site::demo()));
    for (at, key, value) in [
        ("", "format", Value::from(2)),
        ("", "more", Value::from(true)),
        ("/incidents/0", "kind", Value::from("accident")),
        ("/incidents/0", "started", Value::from("2026-11-12 07:20")),
        ("/incidents/1/languages/en/updates/0", "state", Value::from("fixed")),
        ("/incidents/1/languages/en", "title", Value::from("")),
        ("/incidents/1/affects", "everything", Value::from("no")),
    ] {
        let mut bad = demo.clone();
        bad.pointer_mut(at).expect("there")[key] = value;
        assert!(!validator.is_valid(&bad), "{at}/{key}");
    }
}

#[test]
fn pages_without_incidents_are_as_they_were() {
    let plain = || Site::new().article("other", "Another?", "Something else.");
    let output = |site: &Site| {
        site.run(["build"]).status(0);
        Output::read(site, BASE_URL)
    };
    let before = output(&plain());
    for page in ["index.html", "payouts/when/index.html", "search/index.html", "ru/404.html", "sitemap.xml"] {
        assert!(!before.text(page).contains("incident") && !before.text(page).contains("status/"), "{page}");
    }
    let peak = plain().file("content/_incidents/2026-11-21-peak.md", PEAK.replace("[everything]", "[payouts]"));
    let after = output(&peak);
    // Nothing but the way to the page of the status is new.
    let link = "\n<li><a href=\"/status/\">Service status</a></li>";
    assert!(after.text("other/index.html").contains(link));
    assert_eq!(after.text("other/index.html").replace(link, ""), before.text("other/index.html"));
    assert_eq!(after.text("index.html").replace(link, ""), before.text("index.html"));
    assert_ne!(after.text("payouts/when/index.html").replace(link, ""), before.text("payouts/when/index.html"));
    for page in ["ru/status/index.html", "ru/status/feed.xml"] {
        assert!(after.text(page).contains("Many questions"), "{page}");
    }
}

#[test]
fn the_same_files_make_the_same_pages_on_any_day() {
    let build = |seconds: &str| {
        let site = Site::demo().env("SOURCE_DATE_EPOCH", seconds);
        site.run(["build"]).status(0);
        let output = Output::read(&site, "https://help.driftnet.example");
        ["status/index.html", "status.json", "payouts/index.html", "search/index.html"]
            .map(|page| output.text(page).to_owned())
    };
    assert_eq!(build("1795262400"), build("1797076800"));
}
