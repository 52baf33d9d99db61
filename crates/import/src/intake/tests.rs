//! Whole imports, from a folder to a content tree.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use helpdex_content::source;

use crate::source::Problem;

mod again;
mod repair;

/// A site and a folder to import beside it.
struct Fixture {
    dir: tempfile::TempDir,
}

impl Fixture {
    fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let fixture = Self { dir };
        // Many of the articles here are nothing but front matter.
        let settings = "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\nchecks: {empty-article: off}\n";
        fixture.site("helpdex.yaml", settings);
        fs::create_dir(fixture.root().join("content")).expect("made");
        for (path, text) in files {
            fixture.old(path, text.as_bytes());
        }
        fixture
    }

    fn root(&self) -> PathBuf {
        self.dir.path().join("site")
    }

    fn put(path: &Path, bytes: &[u8]) {
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    fn site(&self, path: &str, text: &str) {
        Self::put(&self.root().join(path), text.as_bytes());
    }

    fn old(&self, path: &str, bytes: &[u8]) {
        Self::put(&self.dir.path().join("Old Help").join(path), bytes);
    }

    fn config(&self) -> Config {
        Config::load(&self.root()).expect("found").expect("valid")
    }

    fn try_import(&self, into: Option<&str>, language: Option<&str>) -> Result<Summary> {
        let into = into.map(|path| self.root().join(path));
        let source = self.dir.path().join("Old Help");
        import(&self.config(), Request { into: into.as_deref(), language, ..Request::new(&source) })
    }

    /// Imports, and checks what must hold after every import.
    fn import(&self) -> Summary {
        self.import_as(None, None)
    }

    fn import_as(&self, into: Option<&str>, language: Option<&str>) -> Summary {
        let summary = self.try_import(into, language).expect("imported");
        assert_eq!(summary.found, summary.articles + summary.category_pages + summary.lost, "{summary:?}");
        let sources = source::read(&self.config()).expect("read");
        let faults = sources.entries.iter().flat_map(|e| &e.diagnostics).chain(&sources.diagnostics);
        assert_eq!(faults.collect::<Vec<_>>(), Vec::<&helpdex_content::diagnostic::Diagnostic>::new());
        self.builds();
        summary
    }

    /// Nothing in the site stops a build.
    fn builds(&self) {
        let options = helpdex_content::site::Options { drafts: false, today: jiff::civil::date(2026, 1, 1) };
        let loaded = helpdex_publish::build::load(std::sync::Arc::new(self.config()), options).expect("loaded");
        let errors =
            loaded.diagnostics.iter().filter(|found| found.severity == helpdex_content::diagnostic::Severity::Error);
        assert_eq!(errors.collect::<Vec<_>>(), Vec::<&helpdex_content::diagnostic::Diagnostic>::new());
    }

    /// The content, by path.
    fn content(&self) -> BTreeMap<String, String> {
        let top = self.root().join("content");
        let files = walkdir::WalkDir::new(&top).into_iter().map(|entry| entry.expect("an entry"));
        files
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(&top).expect("below").to_str().expect("UTF-8").to_owned();
                (path, String::from_utf8_lossy(&fs::read(entry.path()).expect("read")).into_owned())
            })
            .collect()
    }

    fn paths(&self) -> Vec<String> {
        self.content().into_keys().collect()
    }

    fn text(&self, path: &str) -> String {
        self.content().remove(path).unwrap_or_else(|| panic!("no {path} in {:?}", self.paths()))
    }
}

fn messages(summary: &Summary) -> Vec<String> {
    let line = |problem: &Problem| problem.line.map_or_else(String::new, |line| format!(":{line}"));
    summary.problems.iter().map(|problem| format!("{}{} {}", problem.path, line(problem), problem.message)).collect()
}

#[test]
fn folders_become_categories_and_links_still_work() {
    let fixture = Fixture::new(&[
        (
            "Licensing & Co/How-to-Pay.md",
            "---\ntitle: \"How to pay?\"\nid: 7\n---\n# How to pay?\n\n[a](../My%20Account/Sign In.md#top) \
             [b](<../My Account/Sign In.md>) [c](../My%20Account/) ![p](img/Pic%20One.png \"T\")\n\n[d]\n\n\
             [d]: ../My%20Account/Sign%20In.md#x 'T'\n\n<a href=\"../My%20Account/Sign%20In.md\"><img src='img/Pic One.png'></a>\n",
        ),
        ("Licensing & Co/img/Pic One.png", "png"),
        ("Licensing & Co/img/unused.psd", "psd"),
        ("My Account/Sign In.md", "Just text with [a page](../Licensing%20%26%20Co/How-to-Pay) and [gone](gone.md).\n"),
        ("My Account/Security/Two factors.md", "# Two *factors*\n\nText\n"),
    ]);
    let summary = fixture.import();
    assert_eq!(
        fixture.paths(),
        [
            "licensing-co/_index.md",
            "licensing-co/how-to-pay.md",
            "licensing-co/img/pic-one.png",
            "my-account/_index.md",
            "my-account/security/_index.md",
            "my-account/security/two-factors.md",
            "my-account/sign-in.md",
        ]
    );
    assert_eq!(fixture.text("licensing-co/_index.md"), "---\ntitle: \"Licensing & Co\"\n---\n".replace('"', ""));
    assert_eq!(
        fixture.text("licensing-co/how-to-pay.md"),
        "---\ntitle: How to pay?\nextra:\n  id: 7\n---\n\n[a](../my-account/sign-in.md#top) \
         [b](../my-account/sign-in.md) [c](../my-account/_index.md) ![p](img/pic-one.png \"T\")\n\n[d]\n\n\
         [d]: ../my-account/sign-in.md#x 'T'\n\n<a href=\"../my-account/sign-in.md\"><img src='img/pic-one.png'></a>\n"
    );
    assert_eq!(fixture.text("my-account/security/two-factors.md"), "---\ntitle: Two factors\n---\n\nText\n");
    assert!(fixture.text("my-account/sign-in.md").contains("[a page](../licensing-co/how-to-pay.md)"));
    assert_eq!((summary.articles, summary.categories, summary.files, summary.links), (3, 3, 1, 8));
    assert_eq!(summary.left_out, BTreeMap::from([("psd".to_owned(), 1)]));
    assert_eq!(summary.extra_keys, BTreeMap::from([("id".to_owned(), 1)]));
    assert_eq!(
        messages(&summary),
        [
            "My Account/Sign In.md has no title and no heading; it is called `Sign In` after its name",
            "My Account/Sign In.md:1 `gone.md` is not in the imported folder; the link is only its text now",
        ]
    );
}

#[test]
fn importing_twice_changes_nothing_and_nothing_is_overwritten() {
    let fixture =
        Fixture::new(&[("a/x.md", "# X\n\n![](p.png)\n"), ("a/p.png", "new"), ("a/y.md", "# Why\n\n[x](x.md)\n")]);
    fixture.site("content/a/x.md", "---\ntitle: Mine\n---\n");
    fixture.site("content/a/p.png", "mine");
    fixture.site("content/a/_index.md", "---\ntitle: Mine\n---\n");
    let first = fixture.import();
    assert_eq!(first.renamed.len(), 2);
    let content = fixture.content();
    assert_eq!(content["a/x.md"], "---\ntitle: Mine\n---\n");
    assert_eq!(content["a/p.png"], "mine");
    assert_eq!(content["a/x-2.md"], "---\ntitle: X\n---\n\n![](p-2.png)\n");
    assert_eq!(content["a/y.md"], "---\ntitle: Why\n---\n\n[x](x-2.md)\n");
    let second = fixture.import();
    assert_eq!(fixture.content(), content);
    assert_eq!((second.kept.articles, second.kept.files), (2, 1));
    assert_eq!((second.files, second.categories), (0, 0));
    assert!(second.is_nothing_new() && !first.is_nothing_new());
    // One more article: the others are kept.
    fixture.old("a/z.md", b"# Z\n");
    let third = fixture.import();
    assert_eq!((third.articles, third.kept.articles, third.is_nothing_new()), (3, 2, false));
}

#[test]
fn names_that_collide_get_numbers() {
    let fixture = Fixture::new(&[
        ("A & B/x!.md", "# 1"),
        ("A & B/x?.md", "# 2"),
        ("A B/x.markdown", "# 3\n\n[to](../A%20&%20B/x%3F.md)"),
        ("search/x.md", "# 4"),
        ("ru/x.md", "# 5"),
        ("A B/topic.md", "# 6"),
        ("A B/topic/x.md", "# 7"),
        ("A B/Фото.md", "# 8"),
        ("A B/!!!.md", "# 9"),
    ]);
    fixture.import();
    let articles: Vec<String> = fixture.paths().into_iter().filter(|path| !path.ends_with("_index.md")).collect();
    assert_eq!(
        articles,
        [
            "a-b-2/9.md",
            "a-b-2/foto.md",
            "a-b-2/topic-2.md",
            "a-b-2/topic/x.md",
            "a-b-2/x.md",
            "a-b/x-2.md",
            "a-b/x.md",
            "ru-2/x.md",
            "search-2/x.md"
        ]
    );
    assert!(fixture.text("a-b-2/x.md").ends_with("[to](../a-b/x-2.md)\n"));
}

#[test]
fn pages_of_folders_bundles_and_stray_articles() {
    let fixture = Fixture::new(&[
        ("README.md", "# Welcome\n\n[stray](stray.md)\n"),
        ("stray.md", "# Stray\n\n[home](README.md) [guide](guide/) [bundle](guide/bundle/)\n"),
        ("guide/index.md", "---\ntitle: The guide\ntags: [x]\n---\nBody\n"),
        ("guide/README.md", "# Read me\n"),
        ("guide/bundle/index.md", "# Bundle\n\n![](pic.png)\n"),
        ("guide/bundle/pic.png", "png"),
    ]);
    let summary = fixture.import();
    assert_eq!(
        fixture.paths(),
        [
            "_index.md",
            "guide/_index.md",
            "guide/bundle.md",
            "guide/bundle/pic.png",
            "guide/readme.md",
            "old-help/_index.md",
            "old-help/stray.md",
        ]
    );
    assert_eq!((summary.articles, summary.category_pages, summary.categories), (3, 2, 1));
    assert_eq!(fixture.text("_index.md"), "---\ntitle: Welcome\n---\n\n[stray](old-help/stray.md)\n");
    assert_eq!(fixture.text("guide/_index.md"), "---\ntitle: The guide\nextra:\n  tags: [x]\n---\n\nBody\n");
    assert_eq!(fixture.text("guide/bundle.md"), "---\ntitle: Bundle\n---\n\n![](bundle/pic.png)\n");
    let links = "[home](../_index.md) [guide](../guide/_index.md) [bundle](../guide/bundle.md)\n";
    assert!(fixture.text("old-help/stray.md").ends_with(links));
}

#[test]
fn a_home_page_that_is_there_stays() {
    let fixture = Fixture::new(&[("README.md", "# Welcome\n"), ("a/index.md", "# A\n"), ("a/b.md", "# B\n")]);
    fixture.site("content/_index.md", "---\ntitle: Mine\n---\n");
    fixture.site("content/a/_index.md", "---\ntitle: Mine\n---\n");
    let summary = fixture.import();
    assert_eq!((summary.articles, summary.category_pages), (3, 0));
    assert_eq!(
        fixture.paths(),
        ["_index.md", "a/_index.md", "a/b.md", "a/index.md", "old-help/_index.md", "old-help/readme.md"]
    );
    assert_eq!(fixture.text("_index.md"), "---\ntitle: Mine\n---\n");
}

#[test]
fn every_kind_of_front_matter() {
    let fixture = Fixture::new(&[
        ("a/toml.md", "+++\ntitle = \"T: 1\"\ndraft = true\ndate = 2020-02-03\n[params]\nx = [1, 2.5]\n+++\nText\n"),
        ("a/bom.md", "\u{feff}---\r\ntitle: Б\r\n---\r\n\r\nText\r\nmore\r\n"),
        ("a/broken.md", "---\ntitle: \"Good\"\nbad: [x\n---\nText\n"),
        ("a/list.md", "---\n- a\n---\n# L\n"),
        ("a/open.md", "---\ntitle: Open\n\n# Never closed\n"),
        ("a/none.md", "Intro\n\n## Second level\n"),
        ("a/slug.md", "---\ntitle: S\nslug: Other-Name\n---\n"),
        ("a/anchor.md", "---\ntitle: A\n---\n# <a name=\"old\"></a>A\n\nText\n"),
        ("a/other.md", "---\ntitle: A\n---\n# B\n"),
    ]);
    let summary = fixture.import();
    assert_eq!(
        fixture.text("a/toml.md"),
        "---\ntitle: \"T: 1\"\nreviewed: 2020-02-03\nstatus: draft\nextra:\n  params: {\"x\": [1, 2.5]}\n---\n\nText\n"
    );
    assert_eq!(fixture.text("a/bom.md"), "---\ntitle: Б\n---\n\nText\nmore\n");
    assert!(fixture.text("a/broken.md").starts_with("---\ntitle: Good\nextra:\n  front_matter: \"title: "));
    assert!(fixture.text("a/broken.md").ends_with("---\n\nText\n"));
    assert!(fixture.text("a/list.md").starts_with("---\ntitle: L\nextra:\n  front_matter: \"- a\\n\"\n---\n"));
    assert!(fixture.text("a/open.md").contains("title: Never closed\n---\n\n---\ntitle: Open\n"));
    assert_eq!(fixture.text("a/none.md"), "---\ntitle: Second level\n---\n\nIntro\n\n## Second level\n");
    assert_eq!(fixture.text("a/other-name.md"), "---\ntitle: S\n---\n");
    assert_eq!(fixture.text("a/anchor.md"), "---\ntitle: A\n---\n\n# <a name=\"old\"></a>A\n\nText\n");
    assert_eq!(fixture.text("a/other.md"), "---\ntitle: A\n---\n\n# B\n");
    assert_eq!(summary.drafts, 1);
    let told = messages(&summary);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("a/broken.md:") && told[0].contains("the front matter is broken"), "{told:?}");
}

#[test]
fn what_cannot_be_imported_is_told() {
    let fixture =
        Fixture::new(&[("a/x.md", "# X\n"), (".hidden/y.md", "# Y\n"), ("a/.keep", ""), (".git/z.md", "# Z\n")]);
    fixture.old("a/latin.md", b"# caf\xe9\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", fixture.dir.path().join("Old Help/a/link.md")).expect("linked");
    let summary = fixture.import();
    assert_eq!((summary.found, summary.articles), (summary.lost + 1, 1));
    let told = messages(&summary);
    assert_eq!(told[0], ".hidden/y.md not imported: hidden files are not imported");
    assert_eq!(told[1], "a/latin.md:1 not imported: the file is not UTF-8 text");
    #[cfg(unix)]
    assert_eq!(told[2], "a/link.md not imported: a symbolic link is not followed");
    assert_eq!(fixture.paths(), ["a/_index.md", "a/x.md"]);
}

#[test]
fn languages_go_into_the_names() {
    let fixture = Fixture::new(&[("a/x.md", "# Х\n\n[y](y.en.md)\n"), ("a/y.en.md", "# Y\n"), ("a/z.de.md", "# Z\n")]);
    let summary = fixture.import_as(None, Some("ru"));
    assert_eq!(fixture.paths(), ["a/_index.ru.md", "a/x.ru.md", "a/y.md", "a/z-de.ru.md"]);
    assert!(fixture.text("a/x.ru.md").ends_with("[y](y.md)\n"));
    assert!(messages(&summary)[0].contains("`de`, a language that this site does not have"));
    let error = fixture.try_import(None, Some("be")).expect_err("refused");
    assert!(error.to_string().contains("it has `en`, `ru`"), "{error}");
}

#[test]
fn a_folder_inside_of_the_content_may_receive_the_articles() {
    let fixture = Fixture::new(&[("x.md", "# X\n"), ("b/y.md", "# Y\n")]);
    fixture.import_as(Some("content/imported/old"), None);
    let paths = ["imported/old/_index.md", "imported/old/b/_index.md", "imported/old/b/y.md", "imported/old/x.md"];
    assert_eq!(fixture.paths(), paths);
    assert_eq!(fixture.text("imported/old/_index.md"), "---\ntitle: Old Help\n---\n");
    for outside in ["other", "content/../other", ".."] {
        let error = fixture.try_import(Some(outside), None).expect_err("refused");
        assert_eq!(error.exit_status(), 2, "{outside}: {error}");
    }
}

#[test]
fn the_site_itself_is_refused() {
    let fixture = Fixture::new(&[]);
    fixture.site("content/a/x.md", "---\ntitle: X\n---\n");
    let config = fixture.config();
    for source in [
        fixture.root(),
        fixture.root().join("content"),
        fixture.root().join("content/a"),
        fixture.root().join("helpdex.yaml"),
    ] {
        let error = import(&config, Request::new(&source)).expect_err("refused");
        assert_eq!(error.exit_status(), 2, "{error}");
    }
    let missing = fixture.dir.path().join("missing");
    let error = import(&config, Request::new(&missing)).expect_err("missing");
    assert_eq!(error.exit_status(), 3);
}
