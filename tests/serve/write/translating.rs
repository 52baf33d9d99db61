//! Translations beside their source.

use serde_json::json;

use super::{ARTICLE, Writer, read};
use crate::support::Site;

#[test]
fn a_translation_begins_falls_behind_and_follows() {
    let site = Site::new();
    let writer = Writer::start(&site);
    let wanted = format!("translation?path={ARTICLE}&lang=ru");
    let told = writer.get(&wanted);
    assert_eq!((&told["state"], &told["target"]), (&json!("missing"), &json!(null)));
    assert_eq!(told["source"]["title"], "When do I get paid?");
    let begun = json!({ "path": ARTICLE, "language": "ru" });
    assert_eq!(writer.post("translate", &begun)["path"], "content/payouts/when.ru.md");
    assert_eq!(read(&writer.try_post("translate", &begun), &[409])["error"], "exists");
    assert_eq!(writer.try_post("translate", &json!({ "path": ARTICLE, "language": "xx" })).status, 422);
    writer.preview.comes_to("/ru/payouts/when/", 200);
    let twin = writer.open("content/payouts/when.ru.md");
    assert_eq!(twin["language"], "ru");
    let publish = json!({ "path": twin["path"], "front": twin["front"], "body": "\nПервого числа.\n", "revision": twin["revision"],
        "fields": { "title": "Когда выплата?", "status": "published" }, "mark": true });
    writer.post("save", &publish);
    assert_eq!(writer.get(&wanted)["state"], "fresh");
    // The source goes on; what it was is among the saves of the day.
    let source = writer.open(ARTICLE);
    let body = "\nOn the second working day of each month.\n\nAlways.\n";
    writer.save(&source, body);
    let told = writer.get(&wanted);
    assert_eq!((&told["state"], &told["known"]), (&json!("stale"), &json!(true)), "{told}");
    let change = &told["changes"][0];
    assert_eq!((&change["part"], &change["kind"]), (&json!("body"), &json!("changed")));
    assert_eq!(change["before"], "On the first working day of each month.");
    let at = |name: &str| change[name].as_u64().expect("a place") as usize;
    assert!(body[at("from")..at("to")].starts_with("On the second"), "{change}");
    // The state of the preview may be a moment behind the file.
    writer.preview.shows("/payouts/when/", "Always.");
    let twin = writer.open("content/payouts/when.ru.md");
    assert_eq!(twin["source"]["path"], ARTICLE);
    let mark = json!({ "path": twin["path"], "front": twin["front"], "body": "\nВторого числа. Всегда.\n", "revision": twin["revision"], "mark": true });
    writer.post("save", &mark);
    assert_eq!(writer.get(&wanted)["state"], "fresh");
    assert!(site.read("content/payouts/when.ru.md").starts_with("---\ntitle: Когда выплата?\n"), "the rest stays");
}

#[test]
fn the_text_that_was_followed_may_be_in_git() {
    let site = Site::new();
    site.git(["init", "--quiet"]).commit("Begin");
    site.run(["translate", ARTICLE, "--to", "ru"]).status(0);
    let old = site.read(ARTICLE);
    site.with(ARTICLE, old.replace("first", "third"));
    site.commit("Another day");
    let writer = Writer::start(&site);
    let told = writer.get(&format!("translation?path={ARTICLE}&lang=ru"));
    assert_eq!((&told["state"], &told["known"]), (&json!("draft"), &json!(true)));
    assert_eq!(told["changes"].as_array().map(Vec::len), Some(1));
    let unknown = site.read("content/payouts/when.ru.md");
    let mark =
        unknown.split("source_revision: ").nth(1).and_then(|rest| rest.lines().next()).expect("a mark").to_owned();
    site.with("content/payouts/when.ru.md", unknown.replace(&mark, "000000000000"));
    let told = writer.get(&format!("translation?path={ARTICLE}&lang=ru"));
    assert_eq!((&told["known"], &told["changes"]), (&json!(false), &json!([])));
}
