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
    // A category of that name is nobody's but the authors'.
    let site = site.file("content/contact/who.md", "---\ntitle: Who are we?\n---\n\nPeople.\n");
    site.run(["build"]).status(0);
    assert!(site.read("public/contact/index.html").contains("Who are we?"));
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
