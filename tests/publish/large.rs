//! What a page weighs does not depend on how large its site is.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::support::Site;
use crate::support::output::Output;

/// No page may weigh more, on any of these sites: a category's page of 60 articles comes nearest.
const HEAVIEST: usize = 40_000;
const TAGS: usize = 300;

/// A site of so many topics: the first has twenty articles for each topic of the site, with as many sections, the others six.
fn site(topics: usize) -> Site {
    let text = |title: &str, more: &str| {
        format!(
            "---\ntitle: {title}\nsummary: What there is to know about it.\n{more}---\n\nA sentence about {title}.\n"
        )
    };
    let mut site = Site::empty().file(
        "helpdex.yaml",
        "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\nsearch: {related_words: false}\n",
    );
    for topic in 0..topics {
        site =
            site.file(&format!("content/topic-{topic:03}/_index.md"), format!("---\ntitle: Topic {topic:03}\n---\n"));
        for number in 0..if topic == 0 { 20 * topics } else { 6 } {
            let letter = char::from(b'A' + (number % 26) as u8);
            let title = format!("{letter} question {number:05} of topic {topic}?");
            let path = format!("content/topic-{topic:03}/q{number}.md");
            site = site.file(&path, text(&title, &format!("tags: [all, tag-{}]\n", number % TAGS)));
        }
        let section = format!("content/topic-000/section-{topic:03}");
        site = site.file(&format!("{section}/_index.md"), format!("---\ntitle: Section {topic:03}\n---\n"));
        for number in 0..9 {
            site = site.file(&format!("{section}/s{number}.md"), text(&format!("Section {topic} part {number}?"), ""));
        }
    }
    site
}

/// The pages that a build wrote, by their path.
fn pages(site: &Site) -> BTreeMap<String, String> {
    let output = Output::read(site, "https://help.example.com");
    let html = output.files.keys().filter(|path| path.ends_with(".html"));
    html.map(|path| (path.clone(), output.text(path).to_owned())).collect()
}

/// The heaviest page of each kind, in bytes; a kind is what stands in `<body class>`.
fn heaviest(site: &Site) -> BTreeMap<String, usize> {
    let mut heaviest = BTreeMap::new();
    for (_, page) in pages(site) {
        let Some((_, rest)) = page.split_once("<body class=\"page-") else { continue };
        let kind = rest.split('"').next().unwrap_or_default().to_owned();
        let most: &mut usize = heaviest.entry(kind).or_default();
        *most = page.len().max(*most);
    }
    heaviest
}

#[test]
fn no_page_grows_with_the_site() {
    let (small, large) = (site(16), site(40));
    small.run(["build", "--quiet"]).status(0);
    large.run(["build", "--quiet"]).status(0);
    let (small, large) = (heaviest(&small), heaviest(&large));
    for kind in ["home", "category", "article", "search", "not_found", "tags", "tag", "topics"] {
        let (small, large) = (small[kind], large[kind]);
        println!("{kind}: {small} and {large} bytes");
        assert!(large <= HEAVIEST, "{kind}: {large}");
    }
    // Numbers have more digits, and a pager more links: that is all.
    for kind in ["article", "category", "tag"] {
        assert!(large[kind] <= small[kind] + 1_500, "{kind}: {} and {}", small[kind], large[kind]);
    }
}

#[test]
fn each_article_stands_on_one_page_of_its_list() {
    let site = site(20);
    site.run(["build", "--quiet"]).status(0);
    let pages = pages(&site);
    let mut listed = BTreeMap::new();
    let mut url = "topic-000/index.html".to_owned();
    let mut seen = 0;
    while let Some(page) = pages.get(&url) {
        seen += 1;
        for link in page.split("<li class=\"row\">").skip(1).filter_map(|row| row.split('"').nth(1)) {
            *listed.entry(link.to_owned()).or_insert(0) += 1;
        }
        let next = page.split("<link rel=\"next\" href=\"/").nth(1).and_then(|rest| rest.split('"').next());
        let Some(next) = next else { break };
        url = format!("{next}index.html");
    }
    assert_eq!(seen, 9);
    let own = listed.iter().filter(|(link, _)| !link.contains("section-"));
    assert_eq!(own.clone().count(), 400);
    let twice: String = own.filter(|(_, times)| **times != 1).fold(String::new(), |mut all, (link, _)| {
        let _ = write!(all, "{link} ");
        all
    });
    assert_eq!(twice, "");
    let sections = listed.keys().filter(|link| link.contains("section-"));
    assert_eq!(sections.count(), 20 * 5, "each section shows its first articles");
}

#[test]
fn a_page_of_a_list_makes_way_for_an_article_of_its_name() {
    let mut site = Site::new().article("payouts/2", "Two?", "An article with a number for its name.");
    for number in 0..80 {
        site = site.article(&format!("payouts/q{number}"), &format!("Question {number}?"), "Words.");
    }
    site.run(["build", "--quiet"]).status(0);
    let pages = pages(&site);
    assert!(pages["payouts/2/index.html"].contains("page-article"));
    assert!(pages["payouts/page-2/index.html"].contains("page-category"));
    assert!(pages["payouts/index.html"].contains("href=\"/payouts/page-2/\""));
}

/// What language models read names each topic, and has each text once.
#[test]
fn lists_for_language_models_are_cut() {
    let site = site(20);
    site.run(["build", "--quiet"]).status(0);
    let output = Output::read(&site, "https://help.example.com");
    let list = output.text("llms.txt");
    let named = list.lines().filter(|line| line.starts_with("- [")).count();
    assert!(list.contains("- [Topic 000](https://help.example.com/topic-000/index.md)"), "{list}");
    assert!((100..=230).contains(&named), "{named} of 694");
    assert!(list.contains("[llms-full-2.txt]") && !list.contains("llms-full-3.txt"));
    let sources = |path: &str| -> Vec<String> {
        let lines = output.text(path).lines();
        lines.filter_map(|line| line.strip_prefix("Source: <")).map(|line| line.trim_end().to_owned()).collect()
    };
    let (first, second) = (sources("llms-full.txt"), sources("llms-full-2.txt"));
    assert_eq!((first.len(), second.len()), (500, 194));
    let mut all = [first, second].concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 694);
    // The list of a topic goes on in Markdown as it does in HTML.
    let pages = output.files.keys().filter(|path| path.starts_with("topic-000/") && path.ends_with("/index.md"));
    let pages: String = pages.filter(|path| path.matches('/').count() <= 2).map(|path| output.text(path)).collect();
    let listed =
        (0..400).filter(|number| pages.contains(&format!("(https://help.example.com/topic-000/q{number}/index.md)")));
    assert_eq!(listed.count(), 400);
    assert!(output.text("topic-000/index.md").contains("[2](https://help.example.com/topic-000/2/index.md)"));
}
