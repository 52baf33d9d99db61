//! The preview shows what a build writes.

use crate::preview::Preview;
use crate::support::Site;

/// `<main>` of a page.
fn main_of(html: &str) -> &str {
    let start = html.find("<main").unwrap_or(html.len());
    html[start..].split("</main>").next().unwrap_or_default()
}

#[test]
fn everything_that_a_build_writes() {
    let site = Site::demo();
    // The preview shows images as they are; a build makes smaller ones beside them.
    let settings = std::fs::read_to_string(site.path("helpdex.yaml")).expect("settings");
    let site = site.file("helpdex.yaml", format!("{settings}\nimages: false\n"));
    site.run(["build"]).status(0);
    let preview = Preview::start(&site, &[]);
    preview.settles();
    let public = site.path("public");
    let mut compared = 0;
    for entry in walkdir::WalkDir::new(&public) {
        let entry = entry.expect("readable");
        let path = entry.path().strip_prefix(&public).expect("below").to_str().expect("text").to_owned();
        let own = ["search-index", "_headers", "_redirects", "helpdex.manifest"];
        if entry.file_type().is_dir() || own.iter().any(|own| path.starts_with(own)) {
            continue;
        }
        let written = std::fs::read(entry.path()).expect("readable");
        let answer = preview.get(&format!("/{}", path.replace("index.html", "")));
        let text = String::from_utf8_lossy(&written);
        if path.ends_with(".html") && text.contains("http-equiv=\"refresh\"") {
            assert_eq!(answer.status, 302, "{path}");
            let to = answer.header("location").expect("a location");
            assert!(text.contains(&format!("\"{to}\"")), "{path} leads to {to}");
        } else if path.ends_with(".html") {
            assert_eq!(answer.status, 200, "{path}");
            assert!(main_of(&answer.body) == main_of(&text), "{path} is not as it was built");
            assert!(answer.body.contains("<script type=\"module\" src=\"/__helpdex/reload.js\""), "{path}");
            assert!(!text.contains("__helpdex"), "{path}");
        } else {
            assert!(answer.status == 200 && answer.bytes == written, "{path}: {}", answer.status);
        }
        compared += 1;
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn urls_as_hosts_treat_them() {
    let site =
        Site::new().file("content/payouts/moved.md", "---\ntitle: Moved?\naliases: [/old/place/]\n---\n\nYes.\n");
    let preview = Preview::start(&site, &[]);
    let to = |path: &str| {
        let answer = preview.get(path);
        assert_eq!(answer.status, 302, "{path}");
        answer.header("location").map(str::to_owned).unwrap_or_default()
    };
    assert_eq!(to("/payouts/when"), "/payouts/when/");
    assert_eq!(to("/search?q=a%20b"), "/search/?q=a%20b");
    assert_eq!(to("/old/place/"), "/payouts/moved/");
    assert_eq!(to("/old/place"), "/payouts/moved/");
    let (missing, russian) = (preview.get("/nothing/here/"), preview.get("/ru/nothing/"));
    assert_eq!((missing.status, russian.status), (404, 404));
    assert!(missing.body.contains("<html lang=\"en\"") && russian.body.contains("<html lang=\"ru\""));
    let page = preview.get("/payouts/when/");
    let tag = page.header("etag").expect("a tag").to_owned();
    assert_eq!(preview.ask("/payouts/when/", &format!("If-None-Match: {tag}\r\n")).status, 304);
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(
        policy.contains("default-src 'self'")
            && policy.contains("connect-src 'self'")
            && !policy.contains("unsafe-inline")
    );
    assert!(!page.body.contains("<script>") && !page.body.contains(" onclick="));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn a_site_below_a_path() {
    let site =
        Site::new().file("helpdex.yaml", "title: Help\nbase_url: https://example.com/help\nlanguages: [en, ru]\n");
    let preview = Preview::start(&site, &[]);
    assert!(preview.said().contains("/help/"), "{}", preview.said());
    assert_eq!(preview.get("/").header("location"), Some("/help/"));
    assert_eq!(preview.get("/help").header("location"), Some("/help/"));
    assert_eq!(preview.get("/help/payouts/when/").status, 200);
    assert_eq!(preview.get("/payouts/when/").status, 404);
    assert_eq!(preview.get("/helpful/").status, 404);
    assert!(preview.get("/help/").body.contains("data-search-url=\"/help/api/search\""));
    assert_eq!(preview.get("/help/api/search?q=paid").status, 200);
}

#[test]
fn the_state_of_the_site() {
    let site = Site::new()
        .file("content/payouts/soon.md", "---\ntitle: Soon?\nstatus: draft\nowner: Ann\n---\n\nSoon.\n")
        .file(
            "content/payouts/old.md",
            "---\ntitle: Old?\nowner: Bob\nreviewed: 2020-01-01\nreview_every: 30d\n---\n\n[x](no.md) [y](<a \\<b\\>.md>)\n",
        )
        .file("content/payouts/when.ru.md", "---\ntitle: Когда?\n---\n\nСкоро.\n")
        .file("content/payouts/old.ru.md", "---\ntitle: Старая?\nsource_revision: 0a1b2c3d4e5f\n---\n\nДа.\n");
    let preview = Preview::start(&site, &[]);
    preview.shows("/__helpdex/", "<code>broken-link</code>");
    let page = preview.get("/__helpdex/").body;
    let list = page.split("<h2 id=\"faults\">").nth(1).expect("a list");
    let first = |class: &str| list.find(&format!("<li class=\"{class}\">"));
    assert!(first("error") < first("warning") && first("error").is_some(), "errors first");
    for text in ["content/payouts/old.md:8:5", "Bob", "2020-01-31", "content/payouts/soon.md", "Ann", "Русский", "50 %"]
    {
        assert!(page.contains(text), "{text}");
    }
    assert!(page.contains("</progress></td><td>1</td><td>0</td>"), "one translation follows an older text");
    assert!(page.contains("<code>broken-link</code></a><br>"), "a rule is told in words");
    assert!(page.contains("no article at <code>no.md</code>") && page.contains("<code>a &lt;b&gt;.md</code>"));
    assert!(page.contains("overdue") && page.contains("helpdex review --done"));
    assert!(!page.contains("style=") && !page.contains("<script>"));
    assert_eq!(preview.get("/__helpdex").header("location"), Some("/__helpdex/"));
    // A list of what customers typed.
    let config = std::fs::read_to_string(site.path("helpdex.yaml")).expect("there");
    assert!(!page.contains("What customers ask"));
    site.with("asked.csv", "query,count\nwhen do i get paid,70\npenguins in zoos,20\nzebra crossings,10\n");
    site.with("helpdex.yaml", format!("{config}asked: asked.csv\neditor_url: editor://{{path}}:{{line}}\n"));
    preview.shows("/__helpdex/", "Asked 100 times: 70 % answered, 0 % weakly, 30 % not at all.");
    preview.shows("/__helpdex/", "content/payouts/old.md:8\">Open in the editor</a>");
    let page = preview.get("/__helpdex/").body;
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} in {page}"));
    assert!(at("penguins in zoos") < at("zebra crossings"), "most frequent first");
    site.with("asked.csv", "query,count\nwhen do i get paid,70\n");
    preview.shows("/__helpdex/", "Asked 70 times: 100 % answered");
    std::fs::remove_file(site.path("asked.csv")).expect("removed");
    preview.shows("/__helpdex/", "asked.csv");
    std::fs::write(site.path("content/payouts/old.md"), "---\ntitle: <b>?\n---\n\n[x](no<.md)\n").expect("written");
    preview.shows("/__helpdex/", "no&lt;.md");
}

#[test]
fn the_state_of_the_site_tells_how_articles_fare() {
    let site = Site::new();
    let config = std::fs::read_to_string(site.path("helpdex.yaml")).expect("there");
    let vote = "{\"kind\":\"feedback\",\"path\":\"/payouts/when/\",\"lang\":\"en\",\"revision\":\"0123456789ab\",\
                \"helped\":true,\"at\":\"2026-11-20T10:00:00Z\"}\n";
    let missing = "{\"kind\":\"missing\",\"path\":\"/payout/when/\",\"at\":\"2026-11-19T10:00:00Z\"}\n";
    site.with("events.jsonl", format!("{vote}{}nonsense\n", missing.repeat(5)));
    site.with("helpdex.yaml", format!("{config}insights: events.jsonl\n"));
    let preview = Preview::start(&site, &[]);
    preview.shows("/__helpdex/", "What readers say");
    let page = preview.get("/__helpdex/").body;
    assert!(page.contains("From 2026-11-19 to 2026-11-20."), "{page}");
    assert!(page.contains("1 line is no event;"), "{page}");
    // The old address is told at the article that it may have meant.
    assert!(page.contains("<strong>Dead address:</strong> Add &quot;/payout/when/&quot;"), "{page}");
    std::fs::remove_file(site.path("events.jsonl")).expect("removed");
    preview.shows("/__helpdex/", "cannot read <code>events.jsonl</code>");
}

#[test]
fn all_faults_can_be_seen() {
    let tests = "- {query: paid, expect: payouts/when.md}\n- {query: penguins, expect: payouts/when.md}\n";
    let mut site = Site::new().file("content/queries.yaml", tests);
    for number in 0..350 {
        let owner = if number < 2 { "owner: Ann & Bob\n" } else { "" };
        let text = format!("---\ntitle: Number {number}?\n{owner}---\n\n[x](no{number}.md)\n");
        site = site.file(&format!("content/many/a{number:03}.md"), text);
    }
    let preview = Preview::start(&site, &[]);
    preview.settles();
    preview.shows("/__helpdex/", "<dd>1 of 2</dd>");
    let page = preview.get("/__helpdex/?rule=broken-link").body;
    assert!(page.contains("1 to 300 of 350, of the rule <code>broken-link</code>"), "{page}");
    assert!(page.contains("href=\"?rule=broken%2Dlink&amp;from=300#faults\"") && !page.contains("a340.md:5"));
    let rest = preview.get("/__helpdex/?rule=broken-link&from=300").body;
    assert!(rest.contains("301 to 350 of 350") && rest.contains("a340.md:5") && rest.contains("Before these"));
    // Counts are of all faults, whatever is listed.
    let count = |page: &str| page.split("<code>broken-link</code>").nth(1).map(|rest| rest.contains("<td>350</td>"));
    assert_eq!((count(&page), count(&rest)), (Some(true), Some(true)));
    let mine = preview.get("/__helpdex/?owner=Ann%20%26%20Bob&rule=broken-link").body;
    assert!(mine.contains("1 to 2 of 2, of the rule <code>broken-link</code>, in articles of Ann &amp; Bob"), "{mine}");
    assert!(preview.get("/__helpdex/?owner=&rule=broken-link").body.contains("of 348"));
    let failed = preview.get("/__helpdex/?rule=search-test").body;
    assert!(failed.contains("<code>penguins</code> does not find <code>content/payouts/when.md</code>"), "{failed}");
    for odd in ["from=-1", "from=999999999999999999999", "rule=<b>", "owner=%ff", "rule=%00"] {
        let odd = preview.get(&format!("/__helpdex/?{odd}"));
        assert!(odd.status < 500 && !odd.body.contains("<b>"), "{}", odd.body);
    }
    // Mended: the next look sees it.
    site.with("content/payouts/when.md", "---\ntitle: When do I get paid?\nasks: [penguins]\n---\n\nOn Monday.\n");
    preview.shows("/__helpdex/", "<dd>2 of 2</dd>");
}

#[test]
fn groups_of_search_tests() {
    let tests = "[{query: paid, expect: payouts/when.md}, {query: penguins, expect: payouts/when.md}]";
    let group = |share: u8| format!("- {{group: Hard <ones>, share: {share}%, tests: {tests}}}\n");
    let site = Site::new().file("content/queries.yaml", group(50));
    let preview = Preview::start(&site, &[]);
    preview.settles();
    preview.shows("/__helpdex/", "<dd>1 of 2</dd>");
    preview.shows("/__helpdex/", "Hard &lt;ones&gt;: 1 of 2 are found, 50 %. At least 50 % have to be.");
    assert!(!preview.get("/__helpdex/").body.contains("<code>search-test</code>"));
    site.with("content/queries.yaml", group(51));
    preview.shows("/__helpdex/", "<code>Hard &lt;ones&gt;</code>: 1 of 2 queries (50 %) are found, not 51 %");
}

/// The preview shows what readers may tell, and sends nothing unless its author tries a collector out.
#[test]
fn feedback_goes_nowhere_unless_tried_out() {
    let site = Site::demo();
    let preview = Preview::start(&site, &[]);
    let page = preview.get("/payouts/payout-failed/");
    assert!(page.body.contains("class=\"helped\"") && page.body.contains(" data-silent"));
    let policy = page.header("content-security-policy").expect("a policy");
    assert_eq!(policy.matches("connect-src").count(), 1, "{policy}");
    drop(preview);
    let preview = Preview::start(&site, &["--collector", "http://127.0.0.1:8788/"]);
    let trying = |page: &str| {
        assert!(
            page.contains("action=\"http://127.0.0.1:8788/v1/feedback\"") && !page.contains(" data-silent"),
            "{page}"
        );
    };
    let page = preview.get("/payouts/payout-failed/");
    trying(&page.body);
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.contains("connect-src 'self' http://127.0.0.1:8788;"), "{policy}");
    assert!(preview.get("/contact/").body.contains("action=\"http://127.0.0.1:8788/v1/contact\""));
    assert!(preview.get("/survey/csat/").body.contains("action=\"http://127.0.0.1:8788/v1/survey\""));
    // The settings are read again, and the collector stays.
    let settings = site.read("helpdex.yaml").replace("en: Driftnet Help", "en: Driftnet Helps");
    site.with("helpdex.yaml", settings);
    preview.shows("/payouts/payout-failed/", "Driftnet Helps");
    trying(&preview.get("/payouts/payout-failed/").body);
}
