//! Where links lead, over small sites on disk.

use super::{Links, Owner, Routes};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::markdown::{Resolve, Target};
use crate::source::{self, EntryId, Sources};

struct Fixture {
    _dir: tempfile::TempDir,
    sources: Sources,
    routes: Routes,
    faults: Vec<Diagnostic>,
}

fn site(base_url: &str, files: &[(&str, &str)]) -> Fixture {
    let dir = tempfile::tempdir().expect("a folder");
    let yaml = format!("title: T\nbase_url: {base_url}\nlanguages: [en, ru]\n");
    std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
    for (path, front) in files {
        let path = dir.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        let text = if path.extension().is_some_and(|e| e == "md") {
            format!("---\ntitle: T\n{front}\n---\n")
        } else {
            (*front).to_owned()
        };
        std::fs::write(path, text).expect("written");
    }
    let config = Config::load(dir.path()).expect("found").expect("valid");
    let sources = source::read(&config).expect("read");
    let (routes, faults) = Routes::plan(&config, &sources, false);
    Fixture { _dir: dir, sources, routes, faults }
}

impl Fixture {
    fn entry(&self, path: &str) -> EntryId {
        let path = format!("content/{path}");
        self.sources.with_ids().find(|(_, entry)| *entry.file.path() == *path).expect("the entry").0
    }

    /// The URL that a link leads to, or the diagnostic's message and help.
    fn link(&self, from: &str, href: &str) -> String {
        shown(Links::of(&self.routes, &self.sources, self.entry(from)).link(href))
    }

    fn image(&self, from: &str, src: &str) -> String {
        shown(Links::of(&self.routes, &self.sources, self.entry(from)).image(src))
    }
}

fn shown(target: Target) -> String {
    match target {
        Target::Internal { url, .. } | Target::Image { url, .. } => url,
        Target::External(url) => format!("external {url}"),
        Target::Broken { message, help, .. } => format!("{message} ({})", help.unwrap_or_default()),
    }
}

const SITE: &[(&str, &str)] = &[
    ("pay/_index.md", ""),
    ("pay/minimum.md", ""),
    ("pay/minimum.ru.md", ""),
    ("pay/fees.md", "aliases: [/old/fees/]"),
    ("pay/img/a b.png", ""),
    ("Help & More/Как начать.md", ""),
    ("pay/secret.md", "status: draft"),
];

#[test]
fn links_lead_to_the_readers_language() {
    let site = site("https://x.example", SITE);
    assert_eq!(site.link("pay/fees.md", "minimum.md"), "/pay/minimum/");
    assert_eq!(site.link("pay/minimum.ru.md", "minimum.md#сколько"), "#сколько");
    assert_eq!(site.link("pay/minimum.md", "minimum.ru.md"), "/pay/minimum/");
    assert_eq!(site.link("pay/minimum.ru.md", "fees.md"), "/pay/fees/", "no Russian twin");
    assert_eq!(site.link("pay/minimum.ru.md", "_index.md"), "/ru/pay/");
    assert_eq!(site.link("pay/minimum.ru.md", "/_index.md"), "/ru/");
}

#[test]
fn links_by_path_by_url_and_by_alias() {
    let site = site("https://x.example/help", SITE);
    assert_eq!(site.link("pay/fees.md", "../Help%20&%20More/Как%20начать.md"), "/help/help-more/kak-nachat/");
    assert_eq!(site.link("pay/fees.md", "/pay/minimum.md"), "/help/pay/minimum/");
    assert_eq!(site.link("pay/fees.md", "/pay/minimum"), "/help/pay/minimum/");
    assert_eq!(site.link("pay/fees.md", "/help/pay/minimum/#a"), "/help/pay/minimum/#a");
    assert_eq!(site.link("pay/minimum.md", "/old/fees/"), "/help/old/fees/");
    assert_eq!(site.link("pay/minimum.md", "../pay/"), "/help/pay/");
    assert_eq!(site.link("pay/minimum.md", "img/a%20b.png"), "/help/pay/img/a%20b.png");
    assert_eq!(site.image("pay/minimum.md", "img/a b.png"), "/help/pay/img/a%20b.png");
    assert_eq!(site.link("pay/minimum.md", "mailto:a@x.example"), "external mailto:a@x.example");
}

#[test]
fn broken_links_tell_what_was_meant() {
    let site = site("https://x.example", SITE);
    let from = "pay/minimum.md";
    assert_eq!(site.link(from, "../fees.md"), "no article at `../fees.md` (did you mean `fees.md`?)");
    assert_eq!(site.link(from, "minimun.md"), "no article at `minimun.md` (did you mean `minimum.md`?)");
    assert_eq!(
        site.link(from, "../../etc/passwd"),
        "no article at `../../etc/passwd` (the path leads out of the content folder)"
    );
    assert!(site.link(from, "secret.md").starts_with("`secret.md` is a draft"));
    assert_eq!(site.image(from, "img/ab.png"), "no image at `img/ab.png` (did you mean `img/a b.png`?)");
}

#[test]
fn urls_that_two_files_want() {
    let site = site(
        "https://x.example",
        &[
            ("pay/My Fees.md", ""),
            ("pay/my-fees.md", "aliases: [/pay/, /pay/my-fees/]"),
            ("search.md", ""),
            ("ru/x.md", ""),
            ("x.ru.md", ""),
        ],
    );
    let faults: Vec<String> = site.faults.iter().map(|d| format!("{} {}", d.location(), d.message)).collect();
    assert_eq!(
        faults,
        [
            "content/pay/my-fees.md `/pay/my-fees/` is taken",
            "content/search.md `/search/` is taken",
            "content/x.ru.md `/ru/x/` is taken",
        ]
    );
}

#[test]
fn aliases_with_a_star() {
    let site = site(
        "https://x.example/kb",
        &[
            ("a/b.md", "aliases: [/hc/1-*, /hc/1-exact/, /hc/1-*]"),
            ("a/d.md", "aliases: [/hc/1-more-*, /hc/1-*, /a/*]"),
        ],
    );
    let faults: Vec<String> = site.faults.iter().map(|d| format!("{} {}", d.location(), d.message)).collect();
    assert_eq!(
        faults,
        [
            "content/a/b.md:3:34 the alias `/hc/1-*` is taken",
            "content/a/d.md:3:25 the alias `/hc/1-*` is taken",
            "content/a/d.md:3:34 the alias `/a/*` is taken",
        ]
    );
    let leads = |url| match site.routes.owner(url) {
        Some(Owner::Alias(id) | Owner::Entry(id)) => site.routes.url(*id),
        _ => None,
    };
    assert_eq!(leads("/kb/hc/1-anything"), Some("/kb/a/b/"));
    assert_eq!(leads("/kb/hc/1-more-words"), Some("/kb/a/d/"), "the longest counts");
    assert_eq!(leads("/kb/hc/1-exact/"), Some("/kb/a/b/"));
    assert_eq!((leads("/kb/hc/1"), leads("/hc/1-x")), (None, None));
    assert_eq!(site.routes.open_aliases().len(), 2);
}

#[test]
fn aliases_must_be_free() {
    let site =
        site("https://x.example", &[("a/b.md", "aliases: [/a/b/, /c/, /c/, /tags/]"), ("a/d.md", "aliases: [/c/]")]);
    let faults: Vec<String> = site.faults.iter().map(|d| format!("{} {}", d.location(), d.message)).collect();
    assert_eq!(
        faults,
        [
            "content/a/b.md:3:11 the alias `/a/b/` is the article's own URL: it would lead to itself",
            "content/a/b.md:3:23 the alias `/c/` is named twice",
            "content/a/b.md:3:28 the alias `/tags/` is taken",
            "content/a/d.md:3:11 the alias `/c/` is taken",
        ]
    );
    assert_eq!(site.routes.aliases().len(), 1);
}

#[test]
fn pictures_have_versions_for_languages_and_dark_screens() {
    let site = site(
        "https://x.example/help",
        &[
            ("pay/a.md", ""),
            ("pay/a.ru.md", ""),
            ("pay/img/w.png", ""),
            ("pay/img/w.ru.png", ""),
            ("pay/img/w.dark.png", ""),
            ("pay/img/w.ru.dark.png", ""),
            ("pay/img/x.png", ""),
            ("pay/img/x.ru.png", ""),
            ("pay/img/x.dark.png", ""),
            ("pay/img/only.ru.png", ""),
        ],
    );
    let both = |from: &str, src: &str| {
        let links = Links::of(&site.routes, &site.sources, site.entry(from));
        match links.image(src) {
            Target::Image { url, alternatives, .. } => {
                (url, alternatives.dark.map(|dark| dark.url).unwrap_or_default())
            }
            other => (shown(other), String::new()),
        }
    };
    let pair = |light: &str, dark: &str| {
        let url = |name: &str| if name.is_empty() { String::new() } else { format!("/help/pay/img/{name}.png") };
        (url(light), url(dark))
    };
    assert_eq!(both("pay/a.md", "img/w.png"), pair("w", "w.dark"));
    assert_eq!(both("pay/a.ru.md", "img/w.png"), pair("w.ru", "w.ru.dark"));
    // A dark picture of another language would show other words.
    assert_eq!(both("pay/a.ru.md", "img/x.png"), pair("x.ru", ""));
    // What is named as it is, is shown as it is.
    assert_eq!(both("pay/a.md", "img/w.ru.png"), pair("w.ru", "w.ru.dark"));
    assert_eq!(both("pay/a.ru.md", "img/w.dark.png"), pair("w.dark", ""));
    assert_eq!(both("pay/a.ru.md", "img/only.png"), pair("only.ru", ""));
    assert!(site.image("pay/a.md", "img/only.png").starts_with("no image at `img/only.png`"));
    assert_eq!(both("pay/a.ru.md", "/pay/img/x.png"), pair("x.ru", ""));
}
