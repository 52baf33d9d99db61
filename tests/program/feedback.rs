//! What readers may tell the team, as a build writes it.

use crate::support::Site;

/// A site below a path, in two languages, with these lines in its settings.
fn site(feedback: &str) -> Site {
    let settings = format!("title: Help\nbase_url: https://help.example.com/help\nlanguages: [en, ru]\n{feedback}\n");
    Site::new()
        .file("helpdex.yaml", settings)
        .article("payouts/how", "How am I paid?", "By card.")
        .file("content/payouts/when.ru.md", "---\ntitle: Когда?\n---\n\nСкоро.\n")
}

const ALL: &str = "feedback:\n  collector: https://collect.example.com\n  searches: true\n  reads: true\n  surveys:\n    \
                   csat: true\n    nps: {question: {en: 'Would you <b>tell</b> a friend?', ru: Посоветуете?}}";

fn page(site: &Site, path: &str) -> String {
    site.read(&format!("public/{path}/index.html"))
}

fn policy(site: &Site) -> String {
    let headers = site.read("public/_headers");
    headers.lines().find(|line| line.contains("Content-Security-Policy")).expect("a policy").trim().to_owned()
}

/// Without the settings there is not a byte of it: on no page, in no policy, among no files.
#[test]
fn off_when_absent() {
    let (plain, off) = (site(""), site("feedback: {to: netlify, helped: false}"));
    for site in [&plain, &off] {
        site.run(["build"]).status(0);
    }
    assert_eq!(plain.snapshot("public"), off.snapshot("public"));
    for (path, bytes) in plain.snapshot("public") {
        if path.ends_with(".html") || path == "_headers" {
            let text = String::from_utf8_lossy(&bytes);
            for trace in ["helped", "data-later", "data-events", "connect-src", "/survey/", "feedback"] {
                assert!(!text.contains(trace), "{path}: {trace}");
            }
        }
        let name = path.rsplit('/').next().expect("a name");
        for idle in ["events.", "helped.", "survey.", "send.", "feedback."] {
            assert!(!name.starts_with(idle), "{path}");
        }
    }
}

#[test]
fn a_collector_for_everything() {
    let site = site(ALL);
    site.run(["build", "--strict"]).status(0);
    let article = page(&site, "ru/payouts/when");
    for part in [
        "action=\"https://collect.example.com/v1/feedback\"",
        "name=\"path\" value=\"/ru/payouts/when/\"",
        "name=\"next\" value=\"/help/ru/payouts/when/#hd-thanks\"",
        "name=\"next\" value=\"/help/ru/payouts/when/#hd-next\"",
        "name=\"lang\" value=\"ru\"",
        "data-events=\"https://collect.example.com/v1/events\" data-counts=\"searches reads\" data-base=\"/help\"",
    ] {
        assert!(article.contains(part), "{part}");
    }
    let revision =
        article.split("data-revision=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a revision");
    assert_eq!(revision.len(), 12);
    assert_eq!(article.matches(revision).count(), 3);
    assert!(!article.contains("data-silent") && !article.contains("data-netlify"));
    // The same article in another text, or another language, has another name.
    let english = page(&site, "payouts/when");
    assert!(!english.contains(revision));
    site.with("content/payouts/when.ru.md", "---\ntitle: Когда?\n---\n\nСкоро, в пятницу.\n").run(["build"]).status(0);
    assert!(!page(&site, "ru/payouts/when").contains(revision));
    let policy = policy(&site);
    assert!(policy.contains(" connect-src 'self' https://collect.example.com;"), "{policy}");
    assert!(policy.contains(" form-action 'self' https://collect.example.com;"), "{policy}");
}

/// Surveys are pages that nobody finds who has no link to them.
#[test]
fn surveys() {
    let site = site(ALL);
    site.run(["build", "--strict"]).status(0);
    let survey = page(&site, "ru/survey/nps");
    assert!(survey.contains("<meta name=\"robots\" content=\"noindex\">") && survey.contains(">Посоветуете?</h1>"));
    assert_eq!(survey.matches("name=\"score\"").count(), 11);
    assert!(survey.contains("<meta name=\"referrer\" content=\"unsafe-url\">"));
    assert!(!page(&site, "payouts/when").contains("unsafe-url"));
    // What the settings say is a text.
    assert!(page(&site, "survey/nps").contains("Would you &lt;b&gt;tell&lt;/b&gt; a friend?"));
    assert_eq!(page(&site, "survey/csat").matches("name=\"score\"").count(), 5);
    assert!(!site.has("public/survey/voice"));
    for (path, bytes) in site.snapshot("public") {
        let text = String::from_utf8_lossy(&bytes);
        let own = path.contains("survey") || path == "helpdex.manifest";
        assert!(own || !text.contains("/survey/"), "{path} leads to a survey");
    }
    assert!(!site.read("helpdex.urls").contains("survey"));
    let taken = site.file("content/survey/csat.md", "---\ntitle: C?\n---\n\nYes.\n");
    taken.run(["check"]).status(1).stdout_has("Helpdex needs this URL itself");
}

#[test]
fn netlify_and_other_addresses() {
    let netlify = site("feedback: {to: netlify, surveys: {voice: true}}");
    netlify.run(["build", "--strict"]).status(0);
    let article = page(&netlify, "payouts/when");
    for name in ["feedback-yes", "feedback-no"] {
        assert!(article.contains(&format!("name=\"{name}\" data-netlify=\"true\"")));
        assert!(article.contains(&format!("name=\"form-name\" value=\"{name}\"")));
    }
    assert!(article.contains("action=\"/help/payouts/when/#hd-thanks\"") && !article.contains("name=\"next\""));
    assert!(page(&netlify, "survey/voice").contains("name=\"survey\" data-netlify=\"true\""));
    assert!(!policy(&netlify).contains("connect-src"));
    let other = site("feedback: {to: 'https://forms.example.org/f?x=1', searches: true}");
    other.run(["build", "--strict"]).status(0);
    let article = page(&other, "payouts/when");
    assert!(article.contains("action=\"https://forms.example.org/f?x=1\""));
    assert!(article.contains("name=\"next\" value=\"https://help.example.com/help/payouts/when/#hd-thanks\""));
    assert!(article.contains("data-events=\"https://forms.example.org/f?x=1\" data-counts=\"searches \""));
    // Behind the site's own host nothing else is named, and nobody looks for a page there.
    let own = site("feedback: {collector: /collect}");
    own.run(["build", "--strict"]).status(0);
    assert!(page(&own, "payouts/when").contains("action=\"/collect/v1/feedback\""));
    assert!(!policy(&own).contains("connect-src"));
}

/// A message to the collector comes back to a page of the site.
#[test]
fn a_form_to_the_collector() {
    let site = site(
        "feedback: {collector: https://collect.example.com, helped: false}\ncontact:\n  channels: [{kind: form}]\n  \
         form: {to: collector, fields: [{id: text, label: T, kind: long}]}",
    );
    site.run(["build", "--strict"]).status(0);
    let contact = page(&site, "ru/contact");
    assert!(contact.contains("action=\"https://collect.example.com/v1/contact\""));
    assert!(contact.contains("name=\"next\" value=\"/help/ru/contact/sent/\""));
    assert!(policy(&site).contains("form-action 'self' https://collect.example.com;"));
}

/// All that asks and counts, as hosts send it.
#[test]
fn the_scripts_are_small() {
    let site = site(ALL);
    site.run(["build"]).status(0);
    let names = ["events.", "helped.", "survey.", "send."];
    let scripts: Vec<(String, Vec<u8>)> = site
        .snapshot("public")
        .into_iter()
        .filter(|(path, _)| {
            path.rsplit('/').next().is_some_and(|name| names.iter().any(|start| name.starts_with(start)))
        })
        .collect();
    assert_eq!(scripts.len(), 4);
    let size = |bytes: &[u8]| {
        let mut compressed = Vec::new();
        let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut &*bytes, &mut compressed, &settings).expect("compressed");
        compressed.len()
    };
    let sizes: Vec<(&String, usize)> = scripts.iter().map(|(path, bytes)| (path, size(bytes))).collect();
    assert!(sizes.iter().map(|(_, size)| size).sum::<usize>() <= 3_000, "{sizes:?}");
}

/// What the manual shows as events is as its schema says.
#[test]
fn examples_of_events() {
    let schema = include_str!("../../docs/content/integrators/events.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).expect("JSON")).expect("a schema");
    let text = include_str!("../../docs/content/integrators/events.md");
    let examples: Vec<&str> = text.lines().filter(|line| line.starts_with('{')).collect();
    assert_eq!(examples.len(), 6);
    for example in examples {
        let event: serde_json::Value = serde_json::from_str(&example.replace('…', "a1")).expect("JSON");
        let faults: Vec<String> = validator.iter_errors(&event).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{example}");
        // What says too much, or is for something else, is none.
        for (key, value) in [("email", "anna@example.com"), ("kind", "visit"), ("lang", "in English")] {
            let mut poor = event.clone();
            poor[key] = value.into();
            assert!(!validator.is_valid(&poor), "{poor}");
        }
    }
    for poor in [
        r#"{"kind":"survey","survey":"csat","score":6}"#,
        r#"{"kind":"survey","survey":"nps","score":-1}"#,
        r#"{"kind":"survey","survey":"voice","score":0}"#,
        r#"{"kind":"feedback","path":"payouts/","revision":"0123456789ab","helped":true}"#,
        r#"{"kind":"search","query":"x","hits":3,"then":"read"}"#,
        r#"[]"#,
    ] {
        assert!(!validator.is_valid(&serde_json::from_str(poor).expect("JSON")), "{poor}");
    }
}

#[test]
fn a_list_of_votes_that_is_not_there() {
    let site = site("feedback: {votes: lists/votes.jsonl}");
    let told = site.run(["check"]).status(0);
    told.stdout_has("warning[votes-file]: there is no file `lists/votes.jsonl`");
    let site = site.file("lists/votes.jsonl", "{\"article\":\"content/payouts/how.md\",\"up\":1,\"down\":30}\nno\n");
    let told = site.run(["check"]).status(0);
    let told = told.stdout_has("warning[low-satisfaction]: 1 of 31 readers say that it helped them, fewer than 60 %");
    told.stdout_has("warning[votes-file]: 1 line of `lists/votes.jsonl` can't be read as votes");
    site.with(
        "content/payouts/how.md",
        "---\ntitle: How am I paid?\nchecks: { low-satisfaction: off }\n---\n\nBy card.\n",
    );
    assert!(!site.run(["check"]).status(0).stdout.contains("low-satisfaction"));
}

#[test]
fn a_collector_to_try_has_an_address() {
    let told = site(ALL).run(["serve", "--port", "0", "--collector", "collect.example.com"]).status(2);
    told.stderr_has("`collect.example.com` is no address of a collector");
}
