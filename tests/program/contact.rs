//! Ways to reach a person, as the program and other programs see them.

use serde_json::Value;

use crate::support::Site;

/// The demo's `contact.json` is as its schema says, and one that lacks something is not.
#[test]
fn data_for_programs() {
    let site = Site::demo();
    site.run(["build"]).status(0);
    let schema: Value = serde_json::from_str(include_str!("../../schemas/contact.schema.json")).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let data: Value = serde_json::from_str(&site.read("public/contact.json")).expect("JSON");
    let faults: Vec<String> =
        validator.iter_errors(&data).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(data["channels"].as_array().map(Vec::len), Some(6));
    assert_eq!(data["channels"][0]["hours"]["saturday"], serde_json::json!([{ "from": "10:00", "to": "18:00" }]));
    assert_eq!(data["channels"][0]["label"]["ru"], "Чат");
    let mut poor = data;
    poor["channels"][0]["hours"]["sunday"][0]["to"] = "25:00".into();
    assert!(!validator.is_valid(&poor));
}

/// A site with the short form has neither the page nor anything of it on its pages.
#[test]
fn the_short_form_is_as_it_was() {
    let site = Site::new().file(
        "helpdex.yaml",
        "title: Help\nbase_url: https://help.example.com\ncontact: [{label: Write to us, url: 'mailto:a@b.example'}]\n",
    );
    site.run(["build"]).status(0);
    assert!(!site.path("public/contact").exists() && !site.path("public/contact.json").exists());
    let page = site.read("public/index.html");
    assert!(page.contains("<li><a class=\"button\" href=\"mailto:a@b.example\">Write to us</a></li>"), "{page}");
    assert!(!page.contains("contact-data") && !page.contains("/contact."), "{page}");
    let assets = std::fs::read_dir(site.path("public/assets")).expect("assets").flatten();
    assert!(assets.into_iter().all(|file| !file.file_name().to_string_lossy().starts_with("contact.")));
    // A category of that name is nobody's but the authors'.
    let site = site.file("content/contact/who.md", "---\ntitle: Who are we?\n---\n\nPeople.\n");
    site.run(["build"]).status(0);
    assert!(site.read("public/contact/index.html").contains("Who are we?"));
}

/// All that channels, the form and incidents add to pages, as hosts send it.
#[test]
fn script_and_style_are_small() {
    fit(&["contact.", "form.", "incidents."], 4, 6_000);
}

#[test]
fn what_keeps_pages_is_small() {
    fit(&["keep.", "offline-worker."], 2, 2_000);
}

/// Builds the demo, and weighs files of its theme as hosts send them.
fn fit(starts: &[&str], least: usize, most: usize) {
    let site = Site::demo();
    site.run(["build"]).status(0);
    let folder = site.path("public/assets");
    let names: Vec<String> = std::fs::read_dir(&folder)
        .expect("assets")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| starts.iter().any(|start| name.starts_with(start)))
        .collect();
    assert!(names.len() >= least, "{names:?}");
    let size = |name: &String| {
        let bytes = std::fs::read(folder.join(name)).expect("a file");
        let mut compressed = Vec::new();
        let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut compressed, &settings).expect("compressed");
        compressed.len()
    };
    let sizes: Vec<(&String, usize)> = names.iter().map(|name| (name, size(name))).collect();
    assert!(sizes.iter().map(|(_, size)| size).sum::<usize>() <= most, "{sizes:?}");
}

const LONG: &str = "title: Help\nbase_url: https://help.example.com/help\nlanguages: [en, ru]\ncontact:\n  channels:\n  \
                    - {kind: chat, address: https://chat.example.com, reply: 5 min}\n  - {kind: email, address: a@b.example, listed: false}\n";

#[test]
fn pages_offer_what_they_name() {
    let site = Site::new()
        .file("helpdex.yaml", LONG)
        .file("content/_index.md", "---\ntitle: Home\ncontact: false\n---\n")
        .file("content/a/_index.md", "---\ntitle: A\ncontact: email\n---\n")
        .file("content/a/in/one.md", "---\ntitle: One?\n---\n\nYes, {{ reply.chat }}.\n")
        .file("content/a/in/one.ru.md", "---\ntitle: Раз?\n---\n\nДа, {{ reply.chat }}.\n")
        .file("content/a/two.md", "---\ntitle: Two?\ncontact: true\n---\n\nYes.\n")
        .file("content/b/three.md", "---\ntitle: Three?\ncontact: false\n---\n\nYes.\n");
    site.run(["build"]).status(0);
    let has = |page: &str| {
        let page = site.read(&format!("public/{page}/index.html"));
        (page.contains("data-id=\"chat\""), page.contains("data-id=\"email\""), page.contains("/contact."))
    };
    assert_eq!(has("a/in/one"), (false, true, true));
    assert_eq!(has("ru/a/in/one"), (false, true, true), "the category has no Russian file");
    assert_eq!(has("a/two"), (true, false, true));
    assert_eq!(has("b/three"), (false, false, false));
    assert_eq!((has("."), has("ru")), ((false, false, false), (false, false, false)));
    assert_eq!(has("contact"), (true, false, true));
    assert!(site.read("public/a/in/one/index.html").contains("Yes, 5 minutes."));
    assert!(site.read("public/ru/a/in/one/index.html").contains("Да, 5 минут."));
    assert!(site.read("public/sitemap.xml").contains("https://help.example.com/help/ru/contact/"));
    let taken = site
        .file("content/contact/who.md", "---\ntitle: Who?\n---\n\nPeople.\n")
        .file("content/contact.md", "---\ntitle: C?\n---\n\nYes.\n");
    taken.run(["check"]).status(1).stdout_has("Helpdex needs this URL itself");
}

/// A translation stays fresh when a promise in the summary of its source changes.
#[test]
fn promises_make_no_translation_stale() {
    let site = Site::new()
        .file("helpdex.yaml", LONG)
        .file("content/a/one.md", "---\ntitle: One?\nsummary: Within {{ reply.chat }}.\n---\n\nYes.\n")
        .file("content/a/one.ru.md", "---\ntitle: Раз?\nsummary: За {{ reply.chat }}.\n---\n\nДа.\n");
    site.run(["translations", "--mark", "content/a/one.ru.md"]).status(0);
    let fresh = |site: &Site| {
        let told = site.run(["check"]).status(0).stdout;
        assert!(!told.contains("stale-translation"), "{told}");
    };
    fresh(&site);
    site.with("helpdex.yaml", LONG.replace("5 min", "6 min"));
    fresh(&site);
    site.run(["build"]).status(0);
    assert!(site.read("public/a/one/index.html").contains("Within 6 minutes."));
}

/// The policy names the hosts of the form, and nothing else of it changes.
#[test]
fn the_policy_of_a_form() {
    let policy = |form: &str| {
        let site = Site::new().file("helpdex.yaml", format!("{LONG}  form: {{{form}}}\n"));
        site.run(["build"]).status(0);
        let headers = site.read("public/_headers");
        headers.lines().find(|line| line.contains("Content-Security-Policy")).expect("a policy").trim().to_owned()
    };
    let plain = policy("to: netlify");
    assert!(plain.contains("form-action 'self';") && !plain.contains("connect-src"), "{plain}");
    let endpoint = policy("to: 'https://forms.example.org/f?x=1'");
    assert_eq!(
        endpoint
            .replace(" connect-src 'self' https://forms.example.org;", "")
            .replace("'self' https://forms.example.org;", "'self';"),
        plain
    );
    assert_eq!(policy("to: 'mailto:a@b.example'").replace("'self' mailto:;", "'self';"), plain);
}

/// While many write, the panel's script knows the longer promise of each channel that it shows.
#[test]
fn a_peak_lengthens_the_promises_of_the_panel() {
    let peak = "---\ntitle: Many questions\nkind: peak\nstarts: 2026-11-21 09:00\nends: 2026-11-23 09:00\n\
                replies: { chat: 2 h, email: 3 d }\naffects: [everything]\n---\n\nWe answer one by one.\n";
    let site = Site::new().file("helpdex.yaml", LONG).file("content/_incidents/2026-11-21-peak.md", peak);
    site.run(["build"]).status(0);
    let page = site.read("public/payouts/when/index.html");
    let (_, rest) = page.split_once("contact-data").expect("data");
    let data = rest.split_once('>').and_then(|(_, rest)| rest.split_once("</script>")).expect("a script").0;
    let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
    let [peak] = data["peaks"].as_array().expect("peaks").as_slice() else { panic!("one peak: {data}") };
    let days = peak["until"].as_i64().zip(peak["from"].as_i64()).map(|(until, from)| (until - from) / 86_400_000);
    assert_eq!(days, Some(2));
    assert_eq!(peak["replies"]["chat"]["is"], serde_json::json!([2, "hour", "clock"]));
    assert_eq!(peak["replies"]["chat"]["text"], "Answers within 2 hours");
    assert!(peak["replies"].get("email").is_none(), "a channel that the page does not show");
    let banner = |page: &str| site.read(page).contains("Many questions");
    assert!(banner("public/contact/index.html") && banner("public/payouts/when/index.html"));
}
