//! Incidents in the preview: what a save of their files leads to.

use crate::preview::Preview;
use crate::support::Site;

const PAGE: &str = "/payouts/when/";
const FILE: &str = "content/_incidents/2026-11-20-late.md";

fn incident(title: &str, affects: &str) -> String {
    format!(
        "---\ntitle: {title}\nstarted: 2026-11-20 09:00\nexpires: 2026-11-22\naffects: [{affects}]\n---\n\nSorry.\n"
    )
}

fn save(site: &Site, text: &str) {
    std::fs::create_dir_all(site.path("content/_incidents")).expect("made");
    std::fs::write(site.path(FILE), text).expect("written");
}

#[test]
fn incidents_follow_their_files() {
    let site = Site::new().article("other", "Another?", "Something else.");
    let preview = Preview::start(&site, &[]);
    preview.settles();
    let (page, other) = (preview.get(PAGE), preview.get("/other/"));
    assert!(!page.body.contains("incidents"), "a site without incidents has nothing of them");
    assert_eq!(preview.get("/status/").status, 404);
    save(&site, &incident("Payouts are late", "payouts"));
    preview.shows(PAGE, "Payouts are late");
    preview.shows("/status/", "Payouts are late");
    preview.shows("/status/feed.xml", "Payouts are late");
    preview.shows("/status.json", "\"title\": \"Payouts are late\"");
    assert!(!preview.get("/other/").body.contains("Payouts are late"));
    save(&site, &incident("Payouts are very late", "payouts"));
    preview.shows(PAGE, "Payouts are very late");
    // What it affects is a fault of its file, and the page tells of it.
    let mut events = preview.events();
    save(&site, &incident("Payouts are very late", "payuots"));
    let state = events.until(|state| state["errors"] == 1);
    assert_eq!(state["faults"][0]["code"], "unknown-affected", "{state}");
    assert!(state["faults"][0]["location"].as_str().is_some_and(|place| place.starts_with(&format!("{FILE}:5:"))));
    std::fs::remove_dir_all(site.path("content/_incidents")).expect("removed");
    events.until(|state| state["errors"] == 0);
    for (path, before) in [(PAGE, page), ("/other/", other)] {
        crate::preview::wait_for(
            || preview.get(path).header("etag") == before.header("etag"),
            || format!("`{path}` to be as it was"),
        );
    }
    assert_eq!(preview.get("/status/").status, 404);
}
