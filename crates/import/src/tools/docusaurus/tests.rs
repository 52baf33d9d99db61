//! Sites of Docusaurus whose addresses depend on more than the names of files.

use std::fs;

use helpdex_content::config::{Config, LanguageId};

use super::read;
use crate::source::tree::Tree;
use crate::source::{Page, Source};
use crate::tools::ask::Ask;

fn source(files: &[(&str, &str)]) -> Source {
    let dir = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = dir.path().join("old").join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }
    fs::write(dir.path().join("helpdex.yaml"), "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\n")
        .expect("written");
    let config = Config::load(dir.path()).expect("read").expect("valid");
    let tree = Tree::read(&dir.path().join("old")).expect("read");
    read(&Ask { config: &config, language: LanguageId::DEFAULT, tree: &tree }).expect("read")
}

fn addresses(page: &Page) -> Vec<&str> {
    page.address.iter().chain(&page.old_addresses).map(String::as_str).collect()
}

#[test]
fn the_newest_version_is_taken_and_the_others_lead_to_it() {
    let read = source(&[
        ("docusaurus.config.js", "module.exports = { baseUrl: '/', trailingSlash: false };"),
        ("versions.json", "[\"2.0\", \"1.0\"]"),
        ("docs/a.md", "# Next\n"),
        ("versioned_docs/version-2.0/a.md", "# Two\n"),
        ("versioned_docs/version-2.0/b.md", "# B\n"),
        ("versioned_docs/version-1.0/a.md", "# One\n"),
        ("i18n/ru/docusaurus-plugin-content-docs/version-2.0/a.md", "# Два\n"),
        ("i18n/ru/docusaurus-plugin-content-docs/current/a.md", "# Дальше\n"),
    ]);
    let bodies: Vec<String> = read.pages.iter().map(|page| page.body.to_string()).collect();
    assert_eq!(bodies, ["# Two\n", "# B\n", "# Два\n"]);
    assert_eq!(addresses(&read.pages[0]), ["/docs/a", "/docs/1.0/a", "/docs/next/a"]);
    assert_eq!(addresses(&read.pages[1]), ["/docs/b", "/ru/docs/b"]);
    assert_eq!(read.notes.problems.len(), 2);
}

#[test]
fn each_plugin_for_docs_has_a_category_of_its_own() {
    let read = source(&[
        (
            "site/docusaurus.config.ts",
            "export default { presets: [['classic', { docs: { routeBasePath: '/' } }]], plugins: [['@docusaurus/plugin-content-docs', { id: 'api', path: 'api', routeBasePath: 'api' }]] } satisfies Config;",
        ),
        ("site/docs/a.md", "# A\n\n[b](/api/b)\n"),
        ("site/api/b.md", "# B\n"),
        ("site/blog/post.md", "# Post\n"),
    ]);
    let places: Vec<&str> = read.pages.iter().map(|page| page.place.as_str()).collect();
    assert_eq!(places, ["a.md", "api/b.md"]);
    assert_eq!((addresses(&read.pages[0]), addresses(&read.pages[1])), (vec!["/a"], vec!["/api/b"]));
    assert!(read.notes.problems[0].message.contains("posts of the blog (1)"), "{:?}", read.notes.problems);
}
