//! What a build writes for programs and assistants, compared with the forms that it promises.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::support::Site;
use crate::support::output::{Output, Target, all, attribute, ids};

const DEMO: &str = "https://help.driftnet.example";
const BASE_URL: &str = "https://help.example.com";

fn built(site: &Site, base_url: &str) -> Output {
    site.run(["build"]).status(0);
    Output::read(site, base_url)
}

/// The addresses that Markdown links to.
fn links(markdown: &str) -> Vec<String> {
    let events = Parser::new_ext(markdown, Options::all());
    let links = events.filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    });
    links.collect()
}

/// Fails when a link of a file leads to where nothing is.
fn leads_somewhere(output: &Output, path: &str, links: &[String]) {
    for link in links {
        match output.resolve(path, link) {
            Target::Nowhere(url) => panic!("`{path}` links to `{url}`, where nothing is"),
            Target::File(..) => assert!(link.starts_with("https://") || link.starts_with('#'), "{link} in {path}"),
            Target::Elsewhere => {}
        }
    }
}

/// `answers.json` of each language is as its schema says, and each answer is where it says.
#[test]
fn answers_are_as_their_schema_says() {
    let text = include_str!("../../docs/content/integrators/answers.schema.json");
    let schema: Value = serde_json::from_str(text).expect("JSON");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let output = built(&Site::demo(), DEMO);
    let pages = output.pages();
    for (folder, language) in [("", "en"), ("ru/", "ru"), ("be/", "be")] {
        let data: Value = serde_json::from_str(output.text(&format!("{folder}answers.json"))).expect("JSON");
        let faults: Vec<String> = validator.iter_errors(&data).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(data["language"], language);
        let answers = data["answers"].as_array().expect("a list");
        assert!(answers.len() >= 10, "{} answers in {language}", answers.len());
        for answer in answers {
            assert_eq!(answer["language"], language);
            let url = answer["url"].as_str().expect("text");
            let Target::File(page, fragment) = output.resolve("", url) else { panic!("nothing at {url}") };
            assert!(fragment.is_empty() || ids(&pages[page.as_str()]).expect("once").contains(&fragment), "{url}");
            assert_eq!(attribute(&pages[page.as_str()], "meta[name=robots]", "content"), None, "{url}");
            leads_somewhere(&output, "", &[answer["markdown"].as_str().expect("text").to_owned()]);
        }
        let mut poor = data.clone();
        poor["answers"][0]["url"] = "nowhere".into();
        assert!(!validator.is_valid(&poor));
        poor = data;
        poor["answers"][0]["answer"] = "".into();
        assert!(!validator.is_valid(&poor));
    }
}

/// `llms.txt` as llmstxt.org has it: a name, a quote about the site, then headings of the second level with lists of links.
#[test]
fn the_list_for_language_models_has_the_form_of_its_convention() {
    let output = built(&Site::demo(), DEMO);
    for path in ["llms.txt", "ru/llms.txt", "be/llms.txt"] {
        let text = output.text(path);
        let mut lines = text.lines();
        assert!(lines.next().is_some_and(|line| line.starts_with("# ")), "{path}");
        assert_eq!((lines.next(), lines.next().map(|line| line.starts_with("> "))), (Some(""), Some(true)), "{path}");
        let mut section = None;
        for line in lines.filter(|line| !line.is_empty()) {
            match line.strip_prefix("## ") {
                Some(title) => section = Some(title),
                None => assert!(section.is_some() && line.starts_with("- [") && line.contains("](https://"), "{line}"),
            }
        }
        assert_eq!(section, Some("Optional"), "{path}");
        assert_eq!(headings(text).iter().filter(|level| **level == HeadingLevel::H1).count(), 1);
        leads_somewhere(&output, path, &links(text));
    }
    let english = output.text("llms.txt");
    assert!(
        english.contains("[llms-full.txt]") && english.contains("[answers.json]") && english.contains("ru/llms.txt")
    );
    let small = Site::new().article("loose", "Where do I begin?", "Here.");
    let output = built(&small, BASE_URL);
    insta::assert_snapshot!(output.text("llms.txt"), @r"
    # Help

    ## Help

    - [Where do I begin?](https://help.example.com/loose/index.md): Here.

    ## Payouts

    - [When do I get paid?](https://help.example.com/payouts/when/index.md): On the first working day of each month.

    ## Optional

    - [llms-full.txt](https://help.example.com/llms-full.txt)
    - [answers.json](https://help.example.com/answers.json)
    - [feed.xml](https://help.example.com/feed.xml)
    ");
}

fn headings(markdown: &str) -> Vec<HeadingLevel> {
    let levels = Parser::new(markdown).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level),
        _ => None,
    });
    levels.collect()
}

/// Every page that search engines may list is there as Markdown, linked from its head; nothing of Helpdex's own syntax is
/// left in it, and its links lead somewhere.
#[test]
fn pages_are_markdown_too() {
    for (site, base_url) in [(Site::demo(), DEMO), (Site::manual(), "https://helpdex.example")] {
        let settings = site.read("helpdex.yaml");
        let base_url =
            settings.lines().find_map(|line| line.strip_prefix("base_url: ")).map_or(base_url, |url| url.trim());
        let output = built(&site, base_url);
        let mut markdown: BTreeMap<&String, &str> = BTreeMap::new();
        for (path, page) in output.pages() {
            let link = attribute(&page, "link[type='text/markdown']", "href");
            let kind = attribute(&page, "body", "class").unwrap_or_default();
            let is_listed = attribute(&page, "link[rel=canonical]", "href").is_some()
                && ["page-home", "page-category", "page-article"].contains(&kind);
            assert_eq!(link.is_some(), is_listed, "{path}");
            let Some(link) = link else { continue };
            assert_eq!(link, format!("{}index.md", output.url(path)));
            let Target::File(file, _) = output.resolve(path, link) else { panic!("nothing at {link}") };
            let (file, _) = output.files.get_key_value(&file).expect("there");
            markdown.insert(file, output.text(file));
            let title = all(&page, "h1").first().map(|h1| h1.text().collect::<String>()).unwrap_or_default();
            if kind != "page-home" {
                let heading =
                    Parser::new(body(output.text(file))).take_while(|e| !matches!(e, Event::End(TagEnd::Heading(_))));
                let text: String = heading
                    .filter_map(|event| match event {
                        Event::Text(text) | Event::Code(text) => Some(text.into_string()),
                        _ => None,
                    })
                    .collect();
                let plain = |text: &str| {
                    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['\u{2068}', '\u{2069}'], "")
                };
                assert_eq!(plain(&text), plain(&title), "{file}");
            }
        }
        let there = output.files.keys().filter(|path| path.ends_with("index.md")).count();
        assert_eq!(there, markdown.len());
        for (path, text) in markdown {
            let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).expect("front matter").0;
            let front: BTreeMap<String, String> = serde_yaml::from_str(front).expect("YAML");
            assert!(front.contains_key("title") && front.contains_key("language"), "{path}");
            assert_eq!(
                output.resolve("", &front["url"]),
                Target::File(path.replace("index.md", "index.html"), String::new())
            );
            leads_somewhere(&output, path, &links(body(text)));
            let outside_of_code: String = Parser::new_ext(body(text), Options::ENABLE_TABLES)
                .scan(false, |code, event| {
                    match event {
                        Event::Start(Tag::CodeBlock(_)) => *code = true,
                        Event::End(TagEnd::CodeBlock) => *code = false,
                        Event::Text(text) if !*code => return Some(text.into_string()),
                        _ => {}
                    }
                    Some(String::new())
                })
                .collect();
            assert!(!outside_of_code.contains(":::") && !outside_of_code.contains("{{"), "{path}");
        }
    }
}

/// What follows the front matter.
fn body(text: &str) -> &str {
    text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body)
}

#[test]
fn pages_as_markdown() {
    let output = built(&Site::demo(), DEMO);
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("programs__article", output.text("payouts/when-do-i-get-paid/index.md"));
        insta::assert_snapshot!("programs__category", output.text("technical/index.md"));
        insta::assert_snapshot!("programs__home", output.text("ru/index.md"));
    });
    let full = output.text("llms-full.txt");
    assert!(full.contains(
        "\n---\n\n# When do I get paid?\n\nSource: <https://help.driftnet.example/payouts/when-do-i-get-paid/>"
    ));
    leads_somewhere(&output, "llms-full.txt", &links(full));
}

/// The form of an OpenSearch description, and its limits.
#[test]
fn browsers_are_told_how_to_search() {
    let output = built(&Site::demo(), DEMO);
    for (folder, language) in [("", "en"), ("ru/", "ru"), ("be/", "be")] {
        let path = format!("{folder}opensearch.xml");
        let document = roxmltree::Document::parse(output.text(&path)).expect("XML");
        let namespace = "http://a9.com/-/spec/opensearch/1.1/";
        let root = document.root_element();
        assert!(root.has_tag_name((namespace, "OpenSearchDescription")));
        let texts = |name: &str| -> Vec<String> {
            let named = root.children().filter(|child| child.has_tag_name((namespace, name)));
            named.map(|child| child.text().unwrap_or_default().to_owned()).collect()
        };
        for (name, most) in [("ShortName", 16), ("LongName", 48), ("Description", 1024)] {
            let [text] = &texts(name)[..] else { panic!("{name} of {path}") };
            assert!((1..=most).contains(&text.chars().count()) && !text.contains('<'), "{name}: {text}");
        }
        assert_eq!((texts("Language"), texts("InputEncoding")), (vec![language.to_owned()], vec!["UTF-8".to_owned()]));
        let [icon] = &texts("Image")[..] else { panic!("an icon") };
        let urls: Vec<_> = root.children().filter(|child| child.has_tag_name((namespace, "Url"))).collect();
        let templates: Vec<&str> = urls.iter().filter_map(|url| url.attribute("template")).collect();
        assert_eq!(templates, [format!("{DEMO}/{folder}search/?q={{searchTerms}}"), format!("{DEMO}/{path}")]);
        leads_somewhere(
            &output,
            "",
            &[icon.clone(), templates[0].replace("{searchTerms}", "x"), templates[1].to_owned()],
        );
        let home = &output.pages()[format!("{folder}index.html").as_str()];
        assert_eq!(attribute(home, "link[rel=search]", "href"), Some(format!("/{path}").as_str()));
        assert!(attribute(home, "link[rel=search]", "title").is_some_and(|title| !title.is_empty()));
    }
    assert!(
        output.text("_headers").contains("/ru/opensearch.xml\n  Content-Type: application/opensearchdescription+xml")
    );
}

const MANY: &str = "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\n";

/// What is not for everybody yet, or no more, is told to nobody.
#[test]
fn drafts_and_archived_articles_are_in_none_of_it() {
    let status = |status: &str, word: &str| {
        format!(
            "---\ntitle: {word} title?\nsummary: {word} summary.\nasks: [{word} asks]\nstatus: {status}\n---\n\n{word} text.\n"
        )
    };
    let site = Site::new()
        .file("content/payouts/a.md", status("draft", "Zebra"))
        .file("content/payouts/b.md", status("archived", "Walrus"))
        .file("content/payouts/c.md", "---\ntitle: C?\n---\n\nSee [the old one](b.md).\n")
        .file("content/old/_index.md", "---\ntitle: Old\n---\n")
        .file("content/old/d.md", status("archived", "Walrus"));
    let output = built(&site, BASE_URL);
    let told = |path: &&String| [".md", ".txt", ".json", ".xml"].iter().any(|end| path.ends_with(end));
    for path in output.files.keys().filter(told).filter(|path| !path.starts_with("search-index")) {
        let text = output.text(path);
        assert!(!text.contains("Zebra") && !text.contains("Walrus"), "{path}: {text}");
    }
    assert!(output.text("payouts/c/index.md").contains("[the old one](https://help.example.com/payouts/b/)"));
    assert!(output.files.contains_key("payouts/b/index.html") && !output.files.contains_key("payouts/b/index.md"));
    assert!(!output.files.contains_key("old/index.md"));
}

#[test]
fn each_part_can_be_switched_off() {
    let files = ["payouts/when/index.md", "llms.txt", "llms-full.txt", "answers.json", "opensearch.xml", "ru/llms.txt"];
    let there = |settings: &str| -> Vec<&str> {
        let site = Site::new().file("helpdex.yaml", format!("{MANY}{settings}"));
        let output = built(&site, BASE_URL);
        let page = output.text("payouts/when/index.html");
        assert_eq!(page.contains("text/markdown"), output.files.contains_key("payouts/when/index.md"));
        assert_eq!(page.contains("opensearchdescription"), output.files.contains_key("opensearch.xml"));
        for path in output.files.keys().filter(|path| path.ends_with(".txt") || path.ends_with(".md")) {
            leads_somewhere(&output, path, &links(output.text(path)));
        }
        files.into_iter().filter(|file| output.files.contains_key(*file)).collect()
    };
    assert_eq!(there(""), files);
    assert_eq!(there("programs: { markdown: false }\n"), files[1..]);
    assert_eq!(there("programs: { llms: false, answers: false }\n"), ["payouts/when/index.md", "opensearch.xml"]);
    let none = "programs: { llms: false, markdown: false, answers: false, opensearch: false }\n";
    assert_eq!(there(none), Vec::<&str>::new());
}

/// Authors may write such a file themselves, when they say so.
#[test]
fn a_list_of_the_authors_own() {
    let site = Site::new().file("content/llms.txt", "# Ours\n");
    site.run(["build"]).status(1).stdout_has("`/llms.txt` is taken").stdout_has("`programs: { llms: false }`");
    let site = site.file("helpdex.yaml", format!("{MANY}programs: {{ llms: false }}\n"));
    assert_eq!(built(&site, BASE_URL).text("llms.txt"), "# Ours\n");
    site.with("helpdex.yaml", format!("{MANY}programs: {{ llm: true }}\n"));
    site.run(["check"]).status(1).stdout_has("unknown key `llm`").stdout_has("did you mean `llms`?");
}

/// Below a path every address has it.
#[test]
fn below_a_path() {
    let settings = "title: Help\nbase_url: https://x.example/help\nlanguages: [en, ru]\n";
    let output = built(&Site::new().file("helpdex.yaml", settings), "https://x.example/help");
    assert!(output.text("llms.txt").contains("(https://x.example/help/payouts/when/index.md)"));
    leads_somewhere(&output, "llms.txt", &links(output.text("llms.txt")));
    assert!(output.text("answers.json").contains("\"https://x.example/help/payouts/when/\""));
    assert!(output.text("payouts/when/index.html").contains("href=\"/help/payouts/when/index.md\""));
}
