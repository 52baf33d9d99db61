//! What becomes of files.

use serde_json::{Value, json};

use super::{ARTICLE, Writer, read};
use crate::support::Site;

/// A file as authors write them: Windows' line ends, a byte order mark, comments, quotes of both kinds.
const FILE: &str = "\u{feff}---\r\n# Ours\r\ntitle: 'When do I get paid?'   # asked daily\r\nsummary: \"Monthly\"\r\nasks:\r\n- pay day\r\n\
                    -   'when is pay day' # yes\r\nextra: {a: 1}\r\n---\r\n\r\nOne.  \r\n\r\n\tTwo.\n\r\nThree.";

#[test]
fn bytes_that_nobody_touched_stay() {
    let site = Site::new().file(ARTICLE, FILE);
    let writer = Writer::start(&site);
    let file = writer.open(ARTICLE);
    assert_eq!(file["line_end"], "mixed");
    assert_eq!(
        (&file["kind"], &file["language"], &file["url"]),
        (&json!("article"), &json!("en"), &json!("/payouts/when/"))
    );
    let body = file["body"].as_str().expect("text");
    assert!(!body.contains('\r') && body.ends_with("Three."));
    let same = writer.save(&file, body);
    assert_eq!(same["unchanged"], true);
    assert_eq!(site.read(ARTICLE), FILE);
    let saved = writer.save(&file, &body.replace("Two.", "Two!\nAnd a half."));
    assert_eq!(site.read(ARTICLE), FILE.replace("Two.\n", "Two!\nAnd a half.\n"), "the lines around end as they did");
    let fields = json!({ "title": "When's pay day?", "asks": ["pay day", "salary: when"], "status": "draft", "tags": ["money"] });
    let saved = writer.post(
        "save",
        &json!({ "path": ARTICLE, "front": saved["front"], "body": saved["body"], "revision": saved["revision"], "fields": fields }),
    );
    let expected = FILE
        .replace("'When do I get paid?'", "'When''s pay day?'")
        .replace("-   'when is pay day' # yes\r\n", "- \"salary: when\"\r\n")
        .replace("- pay day\r\n- \"salary: when\"\r\n", "- pay day\r\n- \"salary: when\"\r\ntags:\r\n  - money\r\n")
        .replace("extra: {a: 1}\r\n", "extra: {a: 1}\r\nstatus: draft\r\n")
        .replace("Two.\n", "Two!\nAnd a half.\n");
    assert_eq!(site.read(ARTICLE), expected);
    let undo = saved["undo"].as_array().expect("saves");
    assert_eq!(undo.len(), 2);
    let first = json!({ "path": ARTICLE, "revision": saved["revision"], "id": undo[1]["id"] });
    let undone = writer.post("undo", &first);
    assert_eq!(site.read(ARTICLE), FILE);
    assert_eq!((&undone["revision"], undone["undo"].as_array().map(Vec::len)), (&file["revision"], Some(3)));
    assert_eq!(read(&writer.try_post("undo", &first), &[409])["error"], "changed");
    let look = writer.get(&format!("saved?path={ARTICLE}&id={}", undo[0]["id"].as_str().expect("a name")));
    assert!(look["body"].as_str().is_some_and(|body| body.contains("Two!")));
}

#[test]
fn a_file_that_changed_on_disk_is_not_written_over() {
    let text = "---\ntitle: When?\n---\n\nOne.\n\nTwo.\n\nThree.\n";
    let site = Site::new().file(ARTICLE, text);
    let writer = Writer::start(&site);
    let file = writer.open(ARTICLE);
    site.with(ARTICLE, text.replace("Three.", "Three, by another."));
    let ours = "\nOne, by us.\n\nTwo.\n\nThree.\n";
    let sent = json!({ "path": ARTICLE, "front": file["front"], "body": ours, "revision": file["revision"] });
    let conflict = read(&writer.try_post("save", &sent), &[409]);
    assert_eq!(site.read(ARTICLE), text.replace("Three.", "Three, by another."));
    assert_eq!(conflict["error"], "changed");
    assert_eq!(conflict["theirs"]["body"], "\nOne.\n\nTwo.\n\nThree, by another.\n");
    assert_eq!(conflict["yours"]["body"], ours);
    assert_eq!(conflict["merged"]["body"], "\nOne, by us.\n\nTwo.\n\nThree, by another.\n");
    let again = json!({ "path": ARTICLE, "front": file["front"], "body": conflict["merged"]["body"],
        "revision": conflict["theirs"]["revision"] });
    writer.post("save", &again);
    assert!(site.read(ARTICLE).contains("by us") && site.read(ARTICLE).contains("by another"));
    std::fs::remove_file(site.path(ARTICLE)).expect("removed");
    let gone = read(&writer.try_post("save", &again), &[409]);
    assert_eq!(gone["theirs"], Value::Null);
    assert!(!site.has(ARTICLE));
}

#[test]
fn new_articles_categories_and_images() {
    let site = Site::new();
    let writer = Writer::start(&site);
    let new = json!({ "category": "payouts", "title": "Can I change my bank?", "language": "en", "owner": "ann" });
    assert_eq!(writer.post("new", &new)["path"], "content/payouts/can-i-change-my-bank.md");
    assert!(site.read("content/payouts/can-i-change-my-bank.md").contains("owner: ann"));
    assert_eq!(read(&writer.try_post("new", &new), &[409])["error"], "exists");
    let category = json!({ "folder": "billing", "title": "Billing", "icon": null, "language": null });
    assert_eq!(writer.post("category", &category)["path"], "content/billing/_index.md");
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0\x90wS\xde";
    let image = read(&writer.image(ARTICLE, "My%20Bank.JPG", png), &[201]);
    assert_eq!(
        image,
        json!({ "path": "content/payouts/img/my-bank.png", "target": "img/my-bank.png", "width": 2, "height": 3, "bytes": png.len() })
    );
    assert_eq!(std::fs::read(site.path("content/payouts/img/my-bank.png")).expect("there"), png);
    assert_eq!(writer.image(ARTICLE, "x.svg", b"<svg onload=\"x\"/>").status, 422);
    assert_eq!(writer.image(ARTICLE, "x.png", &vec![0; 20_500_000]).status, 413);
    assert_eq!(site.names("content/payouts/img"), ["my-bank.png"]);
}

#[test]
fn an_article_moves_with_all_that_names_it() {
    let site = Site::new().file("content/accounts/_index.md", "---\ntitle: Accounts\n---\n").article(
        "accounts/open",
        "How do I open one?",
        "See [pay day](../payouts/when.md).",
    );
    let writer = Writer::start(&site);
    writer.save(&writer.open(ARTICLE), "\nEach Friday.\n");
    let file = writer.open(ARTICLE);
    let moved = json!({ "path": ARTICLE, "category": "accounts", "revision": file["revision"] });
    assert_eq!(writer.post("move", &moved)["path"], "content/accounts/when.md");
    assert!(!site.has(ARTICLE));
    assert!(site.read("content/accounts/open.md").contains("(when.md)"));
    assert!(site.read("content/accounts/when.md").contains("/payouts/when/"), "the old address leads there");
    assert_eq!(writer.try_post("move", &moved).status, 409);
    // What was saved before it moved can still be undone.
    let file = writer.open("content/accounts/when.md");
    let saved = file["undo"].as_array().and_then(|undo| undo.last()).expect("a save").clone();
    let undo = json!({ "path": "content/accounts/when.md", "revision": file["revision"], "id": saved["id"] });
    assert!(!writer.post("undo", &undo)["body"].as_str().expect("a text").contains("Friday"));
}
