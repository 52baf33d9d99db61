//! Internal texts planted into an output, one by one.

use std::io::Write;
use std::sync::Arc;

use super::*;
use helpdex_content::config::Config;
use helpdex_content::site::Options;

/// A site with something internal of each kind.
fn site() -> (tempfile::TempDir, Loaded) {
    let dir = tempfile::tempdir().expect("a folder");
    let files = [
        ("helpdex.yaml", "title: Help\nbase_url: https://x.example\nlanguages: [en, ru]\nvariables: {fee: $1}\n"),
        ("content/pay/_index.md", "---\ntitle: Payouts\n---\n"),
        (
            "content/pay/when.md",
            "---\ntitle: When do I get paid?\ntags: [payouts]\n---\n\nOn Friday, for {{ fee }}.\n\n:::only{audience=agents}\nLook into the ledger of the second desk first.\n:::\n",
        ),
        (
            "content/pay/ladder.md",
            "---\ntitle: Chargeback ladder\nsummary: Freeze the wallet when three cards failed.\nasks: [how do we freeze a wallet]\ntags: [second-desk]\naudience: agents\naliases: [/old/fraud-desk/]\n---\n\n{{ escalate }}\n\nOn Friday we call the bank before noon, and nobody tells the customer why.\n\n![Steps of the chargeback ladder](img/frozen-wallets.svg)\n",
        ),
        ("content/pay/img/frozen-wallets.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/_snippets/escalate.md", "Pass it on to the night shift within ten minutes.\n"),
        ("content/_macros/_index.md", "---\ntitle: Macros\n---\n"),
        (
            "content/_macros/sorry.md",
            "---\ntitle: Sorry for the wait\n---\n\nDear {{ customer.name }}, we are sorry that it took so long this time.\n",
        ),
        (
            "content/_standards/second-look.yaml",
            "title: How we judge a refund\ncases:\n- case: The customer sounds angry\n  steps:\n  - en: Count to ten before you open [the ladder](../pay/ladder.md).\n    ru: Сначала досчитайте до десяти, потом отвечайте.\n",
        ),
    ];
    for (path, text) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let config = Config::load(dir.path()).expect("found").expect("valid");
    let options = Options { drafts: false, today: "2026-11-30".parse().expect("a day") };
    let loaded = crate::build::load(Arc::new(config), options).expect("read");
    (dir, loaded)
}

/// What is found in one file of an output.
fn found(loaded: &Loaded, path: &str, bytes: &[u8]) -> Vec<String> {
    let check = LeakCheck::of(loaded).expect("something internal");
    check.read(path, bytes);
    check.into_diagnostics().into_iter().map(|found| format!("{} {}", found.path, found.message)).collect()
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).expect("in memory");
    encoder.finish().expect("in memory")
}

/// The same as a part of the index, behind another one.
fn in_a_pack(text: &str) -> Vec<u8> {
    let part = |text: &str| {
        let mut encoder = flate2::write::DeflateEncoder::new(b"checks".to_vec(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).expect("in memory");
        encoder.finish().expect("in memory")
    };
    [part("\u{1}payouts"), part(text)].concat()
}

#[track_caller]
fn leaks(loaded: &Loaded, path: &str, bytes: &[u8], source: &str, what: &str) {
    let found = found(loaded, path, bytes);
    let is_told = |found: &String| {
        found.starts_with(&format!("content/{source} the {what} ")) && found.contains(&format!("`{path}"))
    };
    assert!(found.iter().any(is_told), "{path}: {found:#?}");
}

#[test]
fn each_of_ten_planted_leaks() {
    let (_dir, loaded) = site();
    leaks(&loaded, "a/index.html", b"<h1>\n<b>Chargeback</b> ladder</h1>", "pay/ladder.md", "title");
    let in_the_core = packed("\u{3}\u{1}\u{1a}how do we freeze a wallet\u{2}");
    leaks(&loaded, "search-index/en/1.idx", &in_the_core, "pay/ladder.md", "`asks`");
    leaks(
        &loaded,
        "search-index/en/0.idx",
        &in_a_pack("\u{3}\u{1}\u{1a}how do we freeze a wallet\u{2}"),
        "pay/ladder.md",
        "`asks`",
    );
    leaks(
        &loaded,
        "index.html",
        b"<img alt=\"\" src=\"/pay/img/frozen-wallets.0a1b.svg\">",
        "pay/img/frozen-wallets.svg",
        "name",
    );
    leaks(
        &loaded,
        "llms-full.txt",
        b"# A\n\nPass it on to the night shift within\nten minutes.\n",
        "_snippets/escalate.md",
        "snippet",
    );
    leaks(
        &loaded,
        "answers.json",
        br#"[{"answer": "we are sorry that it \u0074ook so long"}]"#,
        "_macros/sorry.md",
        "macro",
    );
    leaks(&loaded, "_redirects", b"/old/fraud-desk/ /pay/ 301\n", "pay/ladder.md", "old URL");
    let feed = b"<feed><entry><content>&lt;p&gt;we call &lt;b&gt;the bank&lt;/b&gt; before noon&lt;/p&gt;</content></entry></feed>";
    leaks(&loaded, "feed.xml", feed, "pay/ladder.md", "text");
    leaks(&loaded, "sitemap.xml", b"<url><loc>https://x.example/pay/ladder/</loc></url>", "pay/ladder.md", "URL");
    leaks(
        &loaded,
        "b/index.html",
        b"<img src=x.svg alt=\"Steps of the chargeback ladder\">",
        "pay/ladder.md",
        "alternative text",
    );
    leaks(&loaded, "tags/index.html", b"<li><a href=\"/tags/x/\">Second desk</a></li>", "pay/ladder.md", "tag");
}

#[test]
fn a_checklist_that_got_out() {
    let (_dir, loaded) = site();
    let file = "_standards/second-look.yaml";
    leaks(&loaded, "e/index.html", b"<p>before you open <a href=/x/>the ladder</a> count</p>", file, "step");
    leaks(&loaded, "ru/e/index.html", "<li>сначала досчитайте до десяти, потом</li>".as_bytes(), file, "step");
    leaks(&loaded, "f/index.html", b"<h1>How we judge a refund</h1>", file, "title");
    leaks(&loaded, "sitemap.xml", b"<loc>https://x.example/standards/second-look/</loc>", file, "URL");
}

#[test]
fn the_other_ways_out() {
    let (_dir, loaded) = site();
    leaks(&loaded, "x/index.md", b"Look into the ledger of the second desk first.", "pay/when.md", "note");
    leaks(&loaded, "pay/img/frozen-wallets.svg", b"<svg/>", "pay/img/frozen-wallets.svg", "name");
    leaks(
        &loaded,
        "c/index.html",
        b"<meta name=description content=\"Freeze the wallet when three cards failed.\">",
        "pay/ladder.md",
        "summary",
    );
    leaks(&loaded, "assets/x.js", b"const said = \"nobody tells the customer why\";", "pay/ladder.md", "text");
    leaks(&loaded, "_headers", b"/pay/ladder/\n  X-A: b\n", "pay/ladder.md", "URL");
    leaks(
        &loaded,
        "d/index.html",
        b"<script type=\"application/ld+json\">{\"text\":\"nobody tells the customer why\"}</script>",
        "pay/ladder.md",
        "text",
    );
}

#[test]
fn what_public_texts_say_is_no_leak() {
    let (_dir, loaded) = site();
    for text in [
        "<p>On Friday, for $1.</p>",
        "<p>Payouts</p><p>When do I get paid?</p>",
        // A word of a name, and common words of a text.
        "<p>A ladder is no chargeback. We call the bank.</p>",
        "<title>Ladder</title>",
    ] {
        assert_eq!(found(&loaded, "index.html", text.as_bytes()), [""; 0], "{text}");
    }
    // Pictures are looked at by their names alone.
    assert_eq!(found(&loaded, "a.png", b"nobody tells the customer why"), [""; 0]);
}

#[test]
fn a_site_for_agents_and_one_without_secrets_are_not_looked_at() {
    let (dir, _) = site();
    let config = Config::load(dir.path()).expect("found").expect("valid").for_agents();
    let options = Options { drafts: false, today: "2026-11-30".parse().expect("a day") };
    let loaded = crate::build::load(Arc::new(config), options).expect("read");
    assert!(LeakCheck::of(&loaded).is_none());
}
