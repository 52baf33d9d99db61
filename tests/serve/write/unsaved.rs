//! Texts that are not saved: their page, their faults, the questions they answer.

use serde_json::{Value, json};

use super::{ARTICLE, Writer, sent};
use crate::support::Site;

/// The `<main>` of a page.
fn main(page: &str) -> &str {
    let start = page.find("<main").expect("a beginning");
    let end = page.rfind("</main>").expect("an end");
    &page[start..end + "</main>".len()]
}

fn with_body(file: &Value, body: &str) -> Value {
    let mut document = sent(file);
    document["body"] = body.into();
    document
}

#[test]
fn the_page_is_the_one_that_will_be() {
    let site = Site::new().article("payouts/fees", "Are there fees?", "None.");
    let writer = Writer::start(&site);
    let file = writer.open(ARTICLE);
    let body = "\nSoon 🙂, see [fees](fees.md).\n\n## How long?\n\nA day.\n\n:::note\nNot on Sundays.\n:::\n";
    let mut document = with_body(&file, body);
    document["fields"] = json!({ "title": "When is pay day?" });
    let before = site.read(ARTICLE);
    let made = writer.post("preview", &document);
    assert_eq!(site.read(ARTICLE), before, "nothing was saved");
    assert_eq!(made["diagnostics"], json!([]));
    assert_eq!(made["front"], "---\ntitle: When is pay day?\n---\n");
    let heading = body.split("## How").next().expect("a part").encode_utf16().count();
    assert_eq!(made["anchors"], json!([{ "from": heading, "id": "how-long" }]));
    let shown = made["main"].as_str().expect("a page");
    assert!(shown.contains("When is pay day?") && shown.contains("Not on Sundays."));
    let page = writer.send("GET", &format!("page?file={ARTICLE}"), &format!("Cookie: {}\r\n", writer.cookie), b"");
    assert_eq!((page.status, main(&page.body)), (200, shown));
    assert!(!page.body.contains("reload.js"));
    let front = made["front"].as_str().expect("text");
    let save = json!({ "path": ARTICLE, "front": front, "body": body, "revision": file["revision"] });
    writer.post("save", &save);
    writer.preview.shows("/payouts/when/", "Not on Sundays.");
    let published = writer.preview.get("/payouts/when/");
    // The nearest articles are worked out when a text is saved.
    let own = |page: &str| main(page).split("<aside").next().unwrap_or_default().to_owned();
    assert_eq!(own(&published.body), own(shown));
}

#[test]
fn faults_come_with_their_places_and_mends() {
    let site = Site::new();
    let writer = Writer::start(&site);
    let file = writer.open(ARTICLE);
    let body = "\n🙂 See [fees](fess.md) and (here)[when.md].\n";
    let told = writer.post("preview", &with_body(&file, body));
    let faults = told["diagnostics"].as_array().expect("a list");
    let units: Vec<u16> = body.encode_utf16().collect();
    let marked = |fault: &Value| {
        let at = |name: &str| fault[name].as_u64().expect("a place") as usize;
        String::from_utf16_lossy(&units[at("from")..at("to")])
    };
    let broken = faults.iter().find(|fault| fault["code"] == "broken-link").expect("told");
    assert_eq!((&broken["part"], marked(broken)), (&json!("body"), "fess.md".to_owned()), "{broken}");
    assert_eq!((&broken["severity"], &broken["line"]), (&json!("error"), &json!(5)));
    let mend = faults.iter().find(|fault| !fault["fix"].is_null()).expect("one that can be mended");
    let mut text: Vec<u16> = units.clone();
    for edit in mend["fix"].as_array().expect("edits").iter().rev() {
        let at = |name: &str| edit[name].as_u64().expect("a place") as usize;
        text.splice(at("from")..at("to"), edit["text"].as_str().expect("text").encode_utf16());
    }
    let mended = String::from_utf16_lossy(&text);
    assert!(mended.contains("[here](when.md)"), "{mended}");
    let again = writer.post("preview", &with_body(&file, &mended));
    let codes: Vec<&Value> =
        again["diagnostics"].as_array().expect("a list").iter().map(|fault| &fault["code"]).collect();
    assert!(!codes.contains(&&mend["code"]), "{codes:?}");
    let mut empty = sent(&file);
    empty["fields"] = json!({ "title": null });
    let told = writer.post("preview", &empty);
    let faults = told["diagnostics"].as_array().expect("a list");
    let missing = faults.iter().find(|fault| fault["code"] == "missing-title").expect("told");
    assert_eq!((&missing["field"], &missing["path"]), (&json!("title"), &json!(ARTICLE)));
    let odd =
        json!({ "path": ARTICLE, "front": "---\n{title: a}\n---\n", "body": "x\n", "fields": { "summary": "S" } });
    let told = writer.post("preview", &odd);
    assert_eq!(told["unapplied"], json!(["summary"]));
    assert!(told["diagnostics"].as_array().expect("a list").iter().any(|fault| fault["code"] == "editor"));
    let refused = json!({ "path": ARTICLE, "front": odd["front"], "body": "x\n", "fields": odd["fields"], "revision": file["revision"] });
    assert_eq!(writer.try_post("save", &refused).status, 422);
}

#[test]
fn questions_that_the_text_answers() {
    let site = Site::new()
        .article("payouts/fees", "Are there fees?", "None.")
        .file("content/queries.yaml", "- query: platypus\n  expect: payouts/when.md\n  lang: en\n");
    let writer = Writer::start(&site);
    writer.preview.settles();
    let file = writer.open(ARTICLE);
    let mut document = with_body(&file, "\nA platypus is paid on Mondays.\n");
    document["fields"] = json!({ "asks": ["echidna money", "fees"] });
    document["queries"] = json!(["mondays", "are there fees"]);
    let told = writer.post("answers", &document);
    assert_eq!(told["ready"], true);
    assert_eq!(told["tests"], json!([{ "query": "platypus", "rank": 1, "passed": true, "group": null }]));
    assert_eq!(told["asks"][0], json!({ "query": "echidna money", "rank": 1, "found": true }));
    assert_eq!(told["tried"][0]["hits"][0]["own"], true, "{}", told["tried"]);
    assert_eq!(told["tried"][1]["hits"][0]["path"], "content/payouts/fees.md");
    let before = writer.post("answers", &sent(&file));
    assert_eq!(before["tests"][0]["passed"], false, "the text on disk does not answer it");
}

#[test]
fn what_there_is_to_name() {
    let site = Site::new()
        .file(
            "helpdex.yaml",
            "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\nvariables:\n  minimum: $10\n",
        )
        .file("content/_snippets/note.md", "Not on Sundays.\n")
        .file("content/payouts/tax/_index.md", "---\ntitle: Tax\n---\n")
        .file(
            "content/payouts/tax/a.md",
            "---\ntitle: Is there tax?\nowner: ann\ntags: [money]\n---\n\nYes. {{ minimum }} {{ note }}\n",
        )
        .file("content/payouts/tax/form.png", "not a picture, but called one")
        .file("content/payouts/tax/form.dark.png", "neither")
        .file("content/payouts/tax/form.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        .article("payouts/bank", "How do I change my bank?", "In settings.");
    let writer = Writer::start(&site);
    let told = writer.get("site");
    let images = json!([{ "path": "payouts/tax/form.png", "url": "/payouts/tax/form.png" }]);
    assert_eq!(told["images"], images, "networks show no SVG, and the same in the dark");
    assert_eq!(told["categories"][1], json!({ "key": "payouts/tax", "title": "Tax", "depth": 2 }));
    assert_eq!((&told["owners"], &told["tags"], &told["git"]), (&json!(["ann"]), &json!(["money"]), &Value::Null));
    assert_eq!(told["variables"], json!([{ "name": "minimum", "value": "$10", "insert": "{{ minimum }}" }]));
    assert_eq!(told["snippets"][0]["insert"], "{{ note }}");
    let from = "content/payouts/tax/a.md";
    let hits = writer.get(&format!("links?q=change%20bank&from={from}"));
    assert_eq!(hits["hits"][0]["target"], "../bank.md");
    assert_eq!(hits["total"], 1);
    assert_eq!(hits["hits"][0]["key_path"], "payouts/bank.md");
    assert_eq!(writer.get(&format!("links?from={from}"))["hits"].as_array().map(Vec::len), Some(3));
    assert_eq!(writer.get("links?q=tax")["hits"][0]["target"], "payouts/tax/a.md", "from no file");
    let snippet = writer.open("content/_snippets/note.md");
    assert_eq!((&snippet["front"], &snippet["fields"], &snippet["url"]), (&json!(""), &json!([]), &Value::Null));
    let made = writer.post("preview", &with_body(&snippet, "See [none](none.md).\n"));
    assert_eq!(made["main"], Value::Null);
    assert_eq!(made["diagnostics"][0]["code"], "broken-link", "{made}");
}
