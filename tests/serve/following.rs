//! What a save leads to.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::preview::Preview;
use crate::support::Site;

const PAGE: &str = "/payouts/when/";

fn article(body: &str) -> String {
    format!("---\ntitle: When do I get paid?\n---\n\n{body}\n")
}

fn save(site: &Site, path: &str, text: impl AsRef<[u8]>) {
    let path = site.path(path);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
    std::fs::write(path, text).expect("written");
}

#[test]
fn an_edit_is_told_and_shown() {
    let site = Site::new().article("payouts/other", "Another?", "Something else.");
    let preview = Preview::start(&site, &[]);
    preview.settles();
    let (mut one, mut two) = (preview.events(), preview.events());
    let before = one.next()["pages"].clone();
    two.next();
    let (page, other) = (preview.get(PAGE), preview.get("/payouts/other/"));
    save(&site, "content/payouts/when.md", article("On Tuesdays."));
    one.until(|state| state["pages"] != before);
    two.until(|state| state["pages"] != before);
    let after = preview.get(PAGE);
    assert!(after.body.contains("On Tuesdays.") && !page.body.contains("On Tuesdays."));
    assert_ne!(after.header("etag"), page.header("etag"));
    assert_eq!(preview.get("/payouts/other/").header("etag"), other.header("etag"), "no other page is any different");
    preview.hears("content/payouts/when.md: shown in");
    assert!(preview.get("/api/search?q=tuesdays").body.contains("\"total\":"), "search still answers");
    crate::preview::wait_for(
        || preview.get("/api/search?q=tuesdays").body.contains("/payouts/when/"),
        || "the new text to be found".to_owned(),
    );
}

#[test]
fn editors_that_save_by_rename() {
    let site = Site::new();
    let preview = Preview::start(&site, &[]);
    let path = site.path("content/payouts/when.md");
    // As JetBrains does: a new file takes the old one's place.
    let new = site.path("content/payouts/when.md___jb_tmp___");
    std::fs::write(&new, article("Written by one editor.")).expect("written");
    std::fs::rename(&new, &path).expect("renamed");
    preview.shows(PAGE, "Written by one editor.");
    // As vim does: the old file is moved aside, and a new one written.
    let probe = site.path("content/payouts/4913");
    std::fs::write(&probe, "").expect("written");
    std::fs::remove_file(&probe).expect("removed");
    let aside = site.path("content/payouts/when.md~");
    std::fs::rename(&path, &aside).expect("renamed");
    std::fs::write(&path, article("Written by another.")).expect("written");
    std::fs::remove_file(&aside).expect("removed");
    preview.shows(PAGE, "Written by another.");
    assert_eq!(preview.get("/payouts/when-md/").status, 404);
    preview.hears("content/payouts/when.md: shown in");
}

#[test]
fn a_fault_holds_the_last_good_version() {
    let site = Site::new();
    let preview = Preview::start(&site, &[]);
    let mut events = preview.events();
    events.until(|state| state["errors"] == 0);
    save(&site, "content/payouts/when.md", "---\ntitle: [\n---\n\nBroken.\n");
    let state = events.until(|state| state["errors"] == 1);
    let fault = &state["faults"][0];
    assert_eq!((&fault["code"], &fault["held"]), (&"front-matter".into(), &true.into()), "{fault}");
    assert!(
        fault["location"].as_str().is_some_and(|location| location.starts_with("content/payouts/when.md:")),
        "{fault}"
    );
    assert!(fault["message"].as_str().is_some_and(|message| message.starts_with("not valid YAML")), "{fault}");
    let page = preview.get(PAGE);
    assert!(page.body.contains("On the first working day") && !page.body.contains("Broken."));
    save(&site, "content/payouts/when.md", article("Mended."));
    events.until(|state| state["errors"] == 0);
    preview.shows(PAGE, "Mended.");
}

#[test]
fn a_fault_in_the_text_is_told_beside_the_newest_version() {
    let site = Site::new();
    let preview = Preview::start(&site, &[]);
    // What is wrong from the beginning is known then.
    preview.settles();
    let mut events = preview.events();
    save(&site, "content/payouts/when.md", article("See [there](nowhere.md)."));
    let state = events.until(|state| state["errors"] == 1);
    let fault = &state["faults"][0];
    assert_eq!((&fault["code"], &fault["held"], &fault["fresh"]), (&"broken-link".into(), &false.into(), &true.into()));
    assert_eq!(fault["location"], "content/payouts/when.md:5:13");
    preview.shows(PAGE, "See there.");
    save(&site, "content/payouts/when.md", [0xff, 0xfe]);
    events.until(|state| state["faults"][0]["code"] == "not-utf8");
    preview.shows(PAGE, "See there.");
    save(&site, "content/payouts/when.md", article("Mended."));
    events.until(|state| state["errors"] == 0);
}

#[test]
fn settings_that_become_invalid_change_nothing() {
    let site = Site::new();
    let preview = Preview::start(&site, &[]);
    let mut events = preview.events();
    let good = std::fs::read(site.path("helpdex.yaml")).expect("there");
    save(&site, "helpdex.yaml", "title: Other\nlanguages: [en\n");
    let state = events.until(|state| state["errors"] == 1);
    assert_eq!((&state["faults"][0]["path"], &state["faults"][0]["held"]), (&"helpdex.yaml".into(), &true.into()));
    assert!(preview.get("/").body.contains("Help"));
    // Articles are followed all the while.
    save(&site, "content/payouts/when.md", article("Under old settings."));
    preview.shows(PAGE, "Under old settings.");
    std::fs::remove_file(site.path("helpdex.yaml")).expect("removed");
    events.until(|state| state["faults"][0]["code"] == "missing");
    let text = String::from_utf8(good).expect("text").replace("title: Help", "title: Hilfe");
    save(&site, "helpdex.yaml", text);
    events.until(|state| state["errors"] == 0);
    preview.shows("/", "Hilfe");
}

/// So does the list by which search learns.
#[test]
fn what_customers_typed_is_followed() {
    let site = Site::new();
    let settings = site.read("helpdex.yaml") + "asked: lists/asked.csv\n";
    let site = site.file("helpdex.yaml", settings).file("lists/asked.csv", "query,opened,count\n");
    let preview = Preview::start(&site, &[]);
    preview.settles();
    let found = || preview.get("/api/search?q=wheelbarrow").body.contains("/payouts/when/");
    assert!(!found());
    save(&site, "lists/asked.csv", "query,opened,count\nwheelbarrow,/payouts/when/,5\n");
    crate::preview::wait_for(found, || "the customers' word to be found".to_owned());
    save(&site, "content/payouts/when.md", "---\ntitle: When do I get paid?\nstatus: archived\n---\n\nNever.\n");
    crate::preview::wait_for(|| !found(), || "the archived article to be gone".to_owned());
}

/// The list of votes comes from elsewhere, at night: it changes alone.
#[test]
fn votes_are_followed() {
    let site = Site::new();
    let settings = site.read("helpdex.yaml") + "feedback:\n  votes: lists/votes.jsonl\n";
    let site = site.file("helpdex.yaml", settings).file("lists/votes.jsonl", "");
    let preview = Preview::start(&site, &[]);
    preview.settles();
    let mut events = preview.events();
    save(&site, "lists/votes.jsonl", "not a vote\n");
    events.until(|state| state["warnings"] == 1);
    save(&site, "lists/votes.jsonl", "");
    events.until(|state| state["warnings"] == 0);
}

#[test]
fn themes_are_followed() {
    let site = Site::new().file("themes/own/css/custom.css", "body { color: red }");
    let config = std::fs::read_to_string(site.path("helpdex.yaml")).expect("there");
    let site = site.file("helpdex.yaml", format!("{config}theme: own\n"));
    let preview = Preview::start(&site, &[]);
    let mut events = preview.events();
    let before = events.next();
    save(&site, "themes/own/css/custom.css", "body { color: blue }");
    let after = events.until(|state| state["styles"] != before["styles"]);
    let urls = after["stylesheets"].as_array().expect("a list").clone();
    let url = urls.iter().filter_map(|url| url.as_str()).find(|url| url.contains("custom")).expect("there");
    assert_eq!(preview.get(url).body, "body { color: blue }");
    // A template with a fault isn't shown.
    save(&site, "themes/own/templates/article.html", "{{ nothing( }}");
    let state = events.until(|state| state["errors"] != 0);
    let fault = &state["faults"][0];
    assert!(
        fault["location"].as_str().is_some_and(|at| at.starts_with("themes/own/templates/article.html:1:")),
        "{fault}"
    );
    preview.shows(PAGE, "On the first working day");
    save(&site, "themes/own/templates/article.html", "<body>{{ article.title }} in my own words</body>");
    events.until(|state| state["errors"] == 0);
    preview.shows(PAGE, "in my own words");
    // One that fails only on a page: the embedded theme shows it.
    let faulty = "<body>{% if article.title == \"Late\" %}{{ article.nothing.at_all }}{% endif %}mine</body>";
    save(&site, "themes/own/templates/article.html", faulty);
    preview.shows(PAGE, "mine");
    save(&site, "content/payouts/late.md", "---\ntitle: Late\n---\n\nSorry.\n");
    preview.comes_to("/payouts/late/", 200);
    assert!(preview.get("/payouts/late/").body.contains("Sorry."));
    events.until(|state| state["faults"][0]["code"] == "template");
}

#[test]
fn folders_come_and_go() {
    let site = Site::new();
    let preview = Preview::start(&site, &[]);
    save(&site, "content/accounts/deep/close.md", "---\ntitle: Close?\n---\n\nYes.\n");
    preview.shows("/accounts/deep/close/", "Yes.");
    save(&site, "content/accounts/deep/close.md", "---\ntitle: Close?\n---\n\nNo.\n");
    preview.shows("/accounts/deep/close/", "No.");
    std::fs::rename(site.path("content/accounts"), site.path("content/people")).expect("renamed");
    preview.shows("/people/deep/close/", "No.");
    preview.comes_to("/accounts/deep/close/", 404);
    save(&site, "content/people/deep/close.md", "---\ntitle: Close?\n---\n\nPerhaps.\n");
    preview.shows("/people/deep/close/", "Perhaps.");
    std::fs::remove_dir_all(site.path("content/people")).expect("removed");
    preview.comes_to("/people/deep/close/", 404);
    assert_eq!(preview.get(PAGE).status, 200);
}

#[test]
fn the_content_folder_goes_and_comes_back() {
    let site = Site::new();
    let preview = Preview::start(&site, &[]);
    let mut events = preview.events();
    std::fs::rename(site.path("content"), site.path("elsewhere")).expect("renamed");
    let state = events.until(|state| state["errors"] == 1);
    assert_eq!(state["faults"][0]["code"], "missing");
    assert_eq!(preview.get(PAGE).status, 200, "the last good site stays");
    std::fs::rename(site.path("elsewhere"), site.path("content")).expect("renamed");
    events.until(|state| state["errors"] == 0);
    save(&site, "content/payouts/when.md", article("Back again."));
    preview.shows(PAGE, "Back again.");
}

#[test]
fn images_are_followed() {
    let site = Site::new().file("content/payouts/a.svg", "<svg width=\"10\" height=\"10\"/>");
    let preview = Preview::start(&site, &[]);
    save(&site, "content/payouts/when.md", article("![A](a.svg)"));
    preview.shows(PAGE, "width=\"10\"");
    let mut events = preview.events();
    let before = events.next();
    save(&site, "content/payouts/a.svg", "<svg width=\"20\" height=\"10\"/>");
    events.until(|state| state["files"] != before["files"]);
    preview.shows("/payouts/a.svg", "20");
    preview.shows(PAGE, "width=\"20\"");
}

#[test]
fn drafts_and_status() {
    let site = Site::new().file("content/payouts/soon.md", "---\ntitle: Soon?\nstatus: draft\n---\n\nSoon.\n");
    let (without, with) = (Preview::start(&site, &[]), Preview::start(&site, &["--drafts"]));
    assert_eq!((without.get("/payouts/soon/").status, with.get("/payouts/soon/").status), (404, 200));
    save(&site, "content/payouts/soon.md", "---\ntitle: Soon?\n---\n\nNow.\n");
    without.shows("/payouts/soon/", "Now.");
    without.shows("/payouts/", "Soon?");
}

#[test]
fn polling() {
    let site = Site::new();
    let preview = Preview::start(&site, &["--poll"]);
    assert!(preview.said().contains("looking for changes twice a second"), "{}", preview.said());
    // File systems may keep times to the second: the length changes too.
    save(&site, "content/payouts/when.md", article("Seen by looking again and again."));
    preview.shows(PAGE, "Seen by looking");
}

#[test]
fn a_template_fault_on_one_page_of_a_thousand() {
    let faulty = "<body>{% if article.title == \"Number 500\" %}{{ article.nothing.at_all }}{% endif %}mine</body>";
    let config = "title: Help\nbase_url: https://help.example.com\ntheme: own\n";
    let mut site = Site::new().file("helpdex.yaml", config).file("themes/own/templates/article.html", "fine</body>");
    for number in 0..1000 {
        site = site.article(&format!("payouts/a{number:03}"), &format!("Number {number}"), "Text.");
    }
    let preview = Preview::start(&site, &[]);
    let mut events = preview.events();
    assert_eq!(events.next()["errors"], 0);
    save(&site, "themes/own/templates/article.html", faulty);
    preview.shows("/payouts/a499/", "mine");
    // Nobody has looked at the page with the fault yet; it is shown by the theme that has none.
    let page = preview.get("/payouts/a500/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Text.") && !page.body.contains("mine"));
    let state = events.until(|state| state["errors"] == 1);
    let fault = &state["faults"][0];
    assert_eq!(fault["code"], "template");
    assert!(
        fault["location"].as_str().is_some_and(|at| at.starts_with("themes/own/templates/article.html:1:")),
        "{fault}"
    );
    preview.hears(" 1 error");
    for other in ["/payouts/a498/", "/payouts/a999/", "/payouts/"] {
        assert_eq!(preview.get(other).status, 200, "{other}");
    }
    assert!(preview.get("/payouts/a999/").body.contains("mine"), "other pages are as the author wants them");
    save(&site, "themes/own/templates/article.html", "<body>{{ article.title }}, mended</body>");
    events.until(|state| state["errors"] == 0);
    preview.shows("/payouts/a500/", "Number 500, mended");
}

#[test]
fn the_words_of_a_theme_are_followed() {
    let config = "title: Help\nbase_url: https://help.example.com\ntheme: own\n";
    let site = Site::new().file("helpdex.yaml", config).file("themes/own/strings/en.yaml", "skip: To the text!\n");
    let preview = Preview::start(&site, &[]);
    preview.shows(PAGE, "To the text!");
    save(&site, "themes/own/strings/en.yaml", "skip: Straight on!\n");
    preview.shows(PAGE, "Straight on!");
    let mut events = preview.events();
    save(&site, "themes/own/strings/en.yaml", "skip: [\n");
    events.until(|state| state["errors"] != 0);
    preview.shows(PAGE, "Straight on!");
    std::fs::remove_file(site.path("themes/own/strings/en.yaml")).expect("removed");
    events.until(|state| state["errors"] == 0);
    preview.shows(PAGE, "Skip to the text");
}

#[test]
fn another_content_folder() {
    let site = Site::new();
    let preview = Preview::start(&site, &[]);
    let good = std::fs::read_to_string(site.path("helpdex.yaml")).expect("there");
    // First the folder, then the settings that name it; between them the last good site stays.
    let mut events = preview.events();
    std::fs::rename(site.path("content"), site.path("articles")).expect("renamed");
    events.until(|state| state["faults"][0]["code"] == "missing");
    assert_eq!(preview.get(PAGE).status, 200);
    save(&site, "helpdex.yaml", format!("{good}content: articles\n"));
    events.until(|state| state["errors"] == 0);
    save(&site, "articles/payouts/when.md", article("From the new folder."));
    preview.shows(PAGE, "From the new folder.");
    // The old name means nothing any more.
    save(&site, "content/payouts/other.md", "---\ntitle: Other?\n---\n\nOther.\n");
    save(&site, "articles/payouts/when.md", article("Still from the new folder."));
    preview.shows(PAGE, "Still from the new folder.");
    assert_eq!(preview.get("/payouts/other/").status, 404);
}

#[test]
fn a_thousand_files_at_once_are_one_change() {
    let site = Site::new();
    site.git(["init", "-q"]);
    let write = |text: &str| {
        for number in 0..1000 {
            save(
                &site,
                &format!("content/c{}/a{number}.md", number % 10),
                format!("---\ntitle: Q {number}?\n---\n\n{text}\n"),
            );
        }
    };
    write("The first.");
    site.git(["add", "."]);
    site.git(["commit", "-qm", "one"]);
    site.git(["checkout", "-qb", "two"]);
    write("The second.");
    save(&site, "content/c1/new.md", "---\ntitle: New?\n---\n\nNew.\n");
    site.git(["add", "."]);
    site.git(["commit", "-qm", "two"]);
    site.git(["checkout", "-q", "-"]);
    let preview = Preview::start(&site, &[]);
    assert!(preview.get("/c1/a1/").body.contains("The first."));
    site.git(["checkout", "-q", "two"]);
    for page in ["/c0/a0/", "/c9/a999/"] {
        preview.shows(page, "The second.");
    }
    preview.comes_to("/c1/new/", 200);
    preview.hears("1001 files: shown in");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(preview.said().matches("shown in").count(), 1, "{}", preview.said());
}

#[test]
fn a_hundred_edits_under_load() {
    let site = Site::new();
    for number in 0..50 {
        save(&site, &format!("content/payouts/a{number}.md"), format!("---\ntitle: Q {number}?\n---\n\nA.\n"));
    }
    let version = |number: usize| {
        let text =
            format!("---\ntitle: Version {number} of it?\nsummary: In version {number}.\n---\n\nVersion {number}.\n");
        let (path, new) = (site.path("content/payouts/when.md"), site.path("content/payouts/.new"));
        std::fs::write(&new, text).expect("written");
        std::fs::rename(&new, &path).expect("renamed");
    };
    version(0);
    let preview = Preview::start(&site, &[]);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        // Fifty requests a second: the article, the list that it stands in, and others.
        for thread in 0..3 {
            let (preview, done) = (&preview, &done);
            scope.spawn(move || {
                let mut asked = 0;
                while !done.load(Ordering::Relaxed) {
                    let path = match thread {
                        0 => PAGE.to_owned(),
                        1 => "/payouts/".to_owned(),
                        _ => format!("/payouts/a{}/", asked % 50),
                    };
                    let answer = preview.get(&path);
                    assert_eq!(answer.status, 200, "{path}");
                    // Title, text, summary and structured data of the article, and its place in lists.
                    let versions: BTreeSet<&str> = ["Version ", "version "]
                        .iter()
                        .flat_map(|word| answer.body.split(word).skip(1))
                        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next())
                        .filter(|number| !number.is_empty())
                        .collect();
                    assert!(versions.len() <= 1, "{path} is of several states: {versions:?}");
                    assert!(thread == 2 || versions.len() == 1, "{path}");
                    asked += 1;
                    std::thread::sleep(Duration::from_millis(50));
                }
                assert!(asked > 10);
            });
        }
        for number in 1..=100 {
            version(number);
            std::thread::sleep(Duration::from_millis(20));
        }
        preview.shows(PAGE, "<p>Version 100.");
        done.store(true, Ordering::Relaxed);
    });
}
