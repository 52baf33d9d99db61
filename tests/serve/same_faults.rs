//! `check`, `build` and the preview tell of the same faults: on every site of the transcripts, so on every rule's fault.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use scraper::{ElementRef, Html, Selector};

use crate::preview::{Preview, wait_for};
use crate::support::Site;

/// A fault as all three show it: severity, code, place, message.
type Fault = String;

/// Every folder below `tests/cmd/rules` that is a site.
fn sites() -> Vec<PathBuf> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/rules");
    let files = walkdir::WalkDir::new(rules).sort_by_file_name().into_iter().map(|entry| entry.expect("readable"));
    let settings = files.filter(|entry| entry.file_name() == "helpdex.yaml");
    settings.map(|entry| entry.path().parent().expect("a folder").to_owned()).collect()
}

/// Sites whose settings can't be read.
const UNREADABLE: [&str; 8] = [
    "/bad-key",
    "/no-settings",
    "/no-title",
    "/contact-settings.in",
    "/feedback-settings.in",
    "/nowhere",
    "/rules/typed.in",
    "/widget-settings.in",
];

/// What only a build tells, which looks at every pixel: a check would take as long.
const OF_BUILDS: [&str; 1] = ["warning[unreadable-image]"];

/// Sites with faults of what is for agents alone.
const INTERNAL: [&str; 2] = ["/agents.in", "/standards.in"];

/// The lines of the short format. The page has no backticks.
fn printed(stdout: &str) -> Vec<Fault> {
    let mut lines: Vec<Fault> = stdout.lines().map(|line| line.replace('`', "")).collect();
    lines.sort();
    lines
}

/// The list in the page with the state of the site, in the same words.
fn listed(page: &str) -> Vec<Fault> {
    let html = Html::parse_document(page);
    let select = |selector: &str| Selector::parse(selector).expect("a selector");
    let (item, code, place) = (select("ul.faults > li"), select("p:first-child > code"), select(".location"));
    let paragraph = select("p");
    let text = |element: ElementRef<'_>| element.text().collect::<String>();
    let fault = |item: ElementRef<'_>| {
        let severity = item.value().attr("class").unwrap_or_default();
        let code = item.select(&code).next().map(text).unwrap_or_default();
        let place = item.select(&place).next().map(text).unwrap_or_default();
        let whole = item.select(&paragraph).next().map(text).unwrap_or_default();
        let message = whole.strip_prefix(&format!("{severity} {code} ")).unwrap_or(&whole).replace('`', "");
        format!("{place}: {severity}[{code}]: {message}")
    };
    let mut faults: Vec<Fault> = html.select(&item).map(fault).collect();
    faults.sort();
    faults
}

/// Compares the three on one site; the codes of its faults come back.
fn compare(name: &str, site: &Site) -> BTreeSet<String> {
    let checked = site.run(["check", "--format", "short"]);
    let faults = printed(&checked.stdout);
    assert!(!faults.is_empty(), "{name}: {checked}");
    let built = site.run(["build", "--format", "short", "--out", "elsewhere"]);
    assert_eq!(built.status, checked.status, "{name}: {built}");
    let mut shown = printed(&built.stdout);
    shown.retain(|fault| !OF_BUILDS.iter().any(|own| fault.contains(own)));
    // A check looks at the site for agents, too, where that is another one.
    if INTERNAL.iter().any(|site| name.ends_with(site)) {
        let of_agents = site.run(["build", "--audience", "agents", "--format", "short", "--out", "internal"]);
        let of_agents = printed(&of_agents.stdout);
        let both: BTreeSet<&Fault> = shown.iter().chain(&of_agents).collect();
        assert_eq!(both, faults.iter().collect(), "the two builds of {name}");
    } else {
        assert_eq!(shown, faults, "a build of {name}");
    }
    if UNREADABLE.iter().any(|site| name.ends_with(site)) {
        // There is no site to show: it says why, in the long format, and ends.
        let refused = site.run(["serve", "--port", "0"]).status(1);
        assert_eq!(headlines(&refused.stdout), headlines(&faults.join("\n")), "{name}: {refused}");
        return codes(&faults);
    }
    let preview = Preview::start(site, &[]);
    let page = || listed(&preview.get("/__helpdex/").body);
    wait_for(|| page() == shown, || format!("the faults of {name}:\n{shown:#?}\nbut it lists:\n{:#?}", page()));
    codes(&faults)
}

fn codes(faults: &[Fault]) -> BTreeSet<String> {
    let code = |line: &Fault| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned());
    faults.iter().filter_map(code).collect()
}

/// `error[bad-value]: what is wrong`, from any format for people.
fn headlines(text: &str) -> Vec<String> {
    let start = |line: &str| ["error[", "warning["].iter().filter_map(|word| line.find(word)).min();
    let mut lines: Vec<String> =
        text.lines().filter_map(|line| Some(line.get(start(line)?..)?.replace('`', ""))).collect();
    lines.sort();
    lines
}

#[test]
fn on_every_site_of_the_transcripts() {
    let mut codes = BTreeSet::new();
    for folder in sites() {
        let name = folder.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("below").display().to_string();
        let site = Site::copy_of(&folder);
        codes.extend(compare(&name, &site));
    }
    assert!(codes.len() > 80, "{codes:?}");
}

#[test]
fn when_all_budgets_are_broken() {
    let site = Site::new()
        .file(
            "helpdex.yaml",
            "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\nfooter: {links: [{label: Shop, url: /gone/}]}\n\
             budgets: {page: 1 kB, search: 1 kB, image: 1 kB, warnings: 0}\n",
        )
        .file("content/queries.yaml", "- {query: penguins, expect: payouts/when.md}\n")
        .file("content/payouts/_index.md", "---\ntitle: Payouts\nicon: nonsense\n---\n")
        .file("content/payouts/photo.png", vec![0; 2_000])
        .article("payouts/a", "A", "[x](no.md) [y](when.md#nowhere) ![a photo](photo.png)");
    let codes = compare("a site over every budget", &site);
    for code in ["dead-link", "search-test", "unknown-icon", "broken-link", "broken-anchor", "budget"] {
        assert!(codes.contains(code), "{code} in {codes:?}");
    }
}
