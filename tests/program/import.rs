//! Each tool's fixture: imported, read through as a snapshot, built, and looked through for what is left of its syntax.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use scraper::{Html, Node, Selector};

use crate::support::Site;

/// What no page shows outside of code.
const LEFTOVERS: [&str; 9] = [":::", "{%", "{{", "!!! ", "??? ", "<Tab", "[[", "--8<--", "{: "];

fn fixture(tool: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(tool)
}

fn site() -> Site {
    let settings = "title: Lamp\nbase_url: https://docs.example.com/kb\nlanguages: [en, ru]\n";
    Site::empty().file("helpdex.yaml", settings).folder("content")
}

/// Imports a fixture, whose tool has to be recognised, and gives all that came of it.
fn imported(tool: &str) -> (Site, String) {
    let site = site();
    let from = fixture(tool);
    let before = files_of(&from);
    let outcome = site.run(["import", from.to_str().expect("UTF-8"), "--all"]);
    let shown = from.to_str().expect("UTF-8").to_owned();
    let mut all = outcome.stdout.replace(&shown, tool);
    assert_eq!(before, files_of(&from), "the source is only read");
    for (path, bytes) in site.snapshot("content") {
        let text = String::from_utf8(bytes).unwrap_or_else(|_| "(bytes)\n".to_owned());
        let _ = write!(all, "\n=== {path}\n{text}");
    }
    (site, all)
}

fn files_of(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().to_owned(), std::fs::read(entry.path()).expect("read"))).collect()
}

/// The texts of a page that stand in no code.
fn words(html: &str) -> String {
    let page = Html::parse_document(html);
    let main = Selector::parse("main").expect("a selector");
    let mut words = String::new();
    for main in page.select(&main) {
        for node in main.descendants() {
            let Node::Text(text) = node.value() else { continue };
            let is_code = node.ancestors().any(|above| {
                above
                    .value()
                    .as_element()
                    .is_some_and(|element| ["pre", "code", "script", "style"].contains(&element.name()))
            });
            if !is_code {
                words.push_str(text);
                words.push('\n');
            }
        }
    }
    words
}

fn check(tool: &str) {
    let (site, all) = imported(tool);
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(format!("import__{tool}"), all);
    });
    site.run(["build"]).status(0);
    let mut pages = 0;
    for (path, bytes) in site.snapshot("public") {
        if !path.ends_with(".html") {
            continue;
        }
        let html = String::from_utf8(bytes).expect("UTF-8");
        assert!(!html.contains(" style="), "{tool}: a style in {path}");
        let words = words(&html);
        pages += usize::from(!words.is_empty());
        for leftover in LEFTOVERS {
            assert!(!words.contains(leftover), "`{leftover}` of {tool} in {path}:\n{words}");
        }
    }
    assert!(pages > 5, "{tool} makes {pages} pages");
    // Once more changes nothing.
    let content = site.snapshot("content");
    site.run(["import", fixture(tool).to_str().expect("UTF-8")]).stdout_has("nothing new in");
    assert_eq!(content, site.snapshot("content"), "{tool} again");
}

macro_rules! tools {
    ($($name:ident)*) => { $( #[test] fn $name() { check(stringify!($name)); } )* };
}

tools!(confluence crisp document360 docusaurus freshdesk freshdesk_xml gitbook help_scout helpdocs hexo html hugo intercom jekyll mdbook mkdocs nextra notion notion_html obsidian starlight vitepress wordpress zendesk zola);

#[test]
fn every_fixture_is_checked() {
    let folders = std::fs::read_dir(fixture("")).expect("fixtures").map(|entry| entry.expect("an entry").file_name());
    let mut folders: Vec<String> = folders.map(|name| name.to_string_lossy().into_owned()).collect();
    folders.sort();
    let checked = include_str!("import.rs").lines().find_map(|line| line.strip_prefix("tools!(")?.strip_suffix(");"));
    let mut checked: Vec<&str> = checked.expect("the list").split_whitespace().collect();
    checked.sort_unstable();
    assert_eq!(folders, checked);
}

#[test]
fn the_report_is_a_page_and_a_dry_run_writes_none() {
    let site = site();
    let from = fixture("docusaurus");
    let from = from.to_str().expect("UTF-8");
    site.run(["import", from, "--dry-run"]).status(0).stdout_has("would import");
    assert_eq!(site.snapshot("content").len(), 0);
    assert!(!site.has("import-report.html") && !site.has("helpdex.imports"));
    site.run(["import", from]).status(0).stdout_has("a site of Docusaurus");
    let page = site.read("import-report.html");
    assert!(page.contains("translated: callouts") && page.contains("<code>docs/setup/02-unpack.md:"), "{page}");
    site.run(["import", from, "--from", "nothing"]).status(2);
    site.run(["import", from, "--from", "mkdocs", "--dry-run"]).stdout_has("a project of MkDocs");
}

/// The new site takes the place of the old one, at its address: what leads nowhere there is text, and the site builds.
#[test]
fn at_the_address_of_the_old_help_center() {
    let settings = "title: Acme\nbase_url: https://support.acme.example\nlanguages: [en, ru]\n";
    let site = Site::empty().file("helpdex.yaml", settings).folder("content");
    site.run(["import", fixture("zendesk").to_str().expect("UTF-8"), "--all"])
        .stdout_has("`https://support.acme.example/hc/en-us/requests/new` is an address of this site");
    site.run(["build"]).status(0);
}

/// What a tool exports is an archive: it is read as the folder in it would be.
#[test]
fn an_archive_is_read_as_its_folder() {
    let (folder, archive) = (site(), site());
    let path = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    folder.run(["import", path("import/confluence").to_str().expect("UTF-8")]).status(0);
    let zip = path("space.zip");
    let zip = zip.to_str().expect("UTF-8");
    archive.run(["import", zip]).status(0).stdout_has(&format!("imported `{zip}`, an export of Confluence"));
    assert_eq!(folder.snapshot("content"), archive.snapshot("content"));
    // Once more is nothing new, though it lies in another folder each time.
    archive.run(["import", zip]).stdout_has("nothing new in");
    archive.run(["import", zip, "--from", "hugo"]).status(2).stderr_has(&format!("`{zip}` holds no articles"));
}

/// A repository may hold several spaces of GitBook, each with its own list and its own files.
#[test]
fn several_spaces_of_one_repository() {
    let site = site()
        .file("old/.gitbook.yaml", "root: ./\n")
        .file("old/guides/SUMMARY.md", "# Table\n\n* [Guides](README.md)\n* [Second](b.md)\n* [First](a.md)\n")
        .file("old/guides/README.md", "# All guides\n\nText.\n")
        .file("old/guides/a.md", "# First\n\n![x](.gitbook/assets/a.svg) [api](../api/README.md)\n")
        .file("old/guides/b.md", "# Second\n\nText.\n")
        .file("old/guides/.gitbook/assets/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
        .file("old/api/SUMMARY.md", "* [API](README.md)\n* [Keys](keys.md)\n")
        .file("old/api/README.md", "# The API\n\nText.\n")
        .file("old/api/keys.md", "# Keys\n\nText.\n");
    site.run(["import", "old"]).status(0).stdout_has("a space of GitBook");
    let read = |path: &str| site.read(&format!("content/{path}"));
    assert!(read("guides/_index.md").contains("title: All guides"));
    assert!(read("guides/b.md").contains("order: 2") && read("guides/a.md").contains("order: 3"));
    assert!(read("guides/a.md").contains("![x](img/a.svg) [api](../api/_index.md)"), "{}", read("guides/a.md"));
    assert!(site.has("content/guides/img/a.svg") && site.has("content/api/keys.md"));
}

/// What a site of Docusaurus has besides documents stays where it is: links to it lead there, and links to the lists that
/// it makes lead to ours. What only a call would tell of a sidebar is no reason to stop.
#[test]
fn beside_the_documents_of_docusaurus() {
    let settings = "export default { url: 'https://old.example.com', baseUrl: '/kb/', presets: [['classic', {\n\
        docs: { sidebarPath: './sidebars.js' }, blog: { routeBasePath: 'news' } }]] }\n";
    let sidebars = "module.exports = { docs: ['a', made(), { type: 'category', label: 'How to', items: ['b'],\n\
        link: { type: 'generated-index' } }], more: made() }\n";
    let body = "# A\n\n[us](/contact) [news](/news/2024/x) [list](/docs/category/how-to) [gone](/gone)\n";
    let site = site()
        .file("old/docusaurus.config.js", settings)
        .file("old/sidebars.js", sidebars)
        .file("old/src/pages/contact.jsx", "export default () => null\n")
        .file("old/src/pages/_part.jsx", "export default () => null\n")
        .file("old/blog/2024-01-02-x.md", "# X\n")
        .file("old/docs/a.md", body)
        .file("old/docs/b.md", "# B\n\nText.\n");
    site.run(["import", "old"]).stdout_has("`/gone` is not in the imported folder");
    let all: String =
        site.snapshot("content").into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
    assert!(
        all.contains("[us](https://old.example.com/kb/contact) [news](https://old.example.com/kb/news/2024/x) [list]("),
        "{all}"
    );
    assert!(!all.contains("/docs/category/how-to)"), "{all}");
    site.run(["build"]).status(0);
}

/// Pages of MkDocs show what lies beside them by addresses that count from their own, which ends in a slash.
#[test]
fn files_by_the_address_of_a_page() {
    let site = site()
        .file("old/mkdocs.yml", "site_name: Old\nsite_url: https://old.example.com/kb/\n")
        .file("old/docs/index.md", "# Old\n\nText.\n")
        .file(
            "old/docs/lamp.md",
            "# Lamp\n\n!!! note\n    Bright.\n----\n\n![x](../_media/x.svg?raw=true) <img id=\"later\">\n",
        )
        .file("old/docs/_media/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
    site.run(["import", "old"]).status(0).stdout_has("an image names no file");
    let all: String =
        site.snapshot("content").into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
    assert!(all.contains("media/x.svg)") && all.contains(":::note\nBright.\n:::\n") && !all.contains("<img"), "{all}");
    site.run(["build"]).status(0);
}

/// Settings may name languages in a file of their own, and short forms of folders.
#[test]
fn starlight_in_several_files() {
    let settings = "import starlight from '@astrojs/starlight';\nimport locales from './locales.json';\n\
        export default defineConfig({ integrations: [starlight({ title: 'Old', locales })] });\n";
    let site = site()
        .file("old/astro.config.mjs", settings)
        .file(
            "old/locales.json",
            "{ \"root\": { \"label\": \"English\", \"lang\": \"en\" }, \"ru\": { \"label\": \"Русский\" } }\n",
        )
        .file("old/src/assets/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
        .file("old/src/content/docs/guides/a.md", "---\ntitle: A\n---\n\n![x](@assets/x.svg)\n")
        .file("old/src/content/docs/ru/guides/a.md", "---\ntitle: Буква\n---\n\nТекст.\n");
    site.run(["import", "old"]).status(0).stdout_has("a site of Starlight");
    assert!(site.read("content/guides/a.ru.md").contains("Буква"));
    assert!(site.read("content/guides/a.md").contains("x.svg)"));
}
