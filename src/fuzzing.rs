//! What the fuzz targets in `fuzz/` call: the ways in which text from outside enters, with the promises about what
//! comes out. Compiled for them and for tests, which keep them true to what they call.
#![allow(clippy::expect_used, reason = "a broken promise is to stop the target")]

use std::sync::{Arc, OnceLock};

use helpdex_content::config::{Config, LanguageId};
use helpdex_content::diagnostic::{Diagnostic, SourceText};
use helpdex_content::markdown::Composed;
use helpdex_content::routes::Links;
use helpdex_content::site::{Options, Site};
use helpdex_content::source::EntryKind;
use helpdex_publish::build;
use helpdex_render::theme::Theme;

/// A small site with an article, a file and an image; made once.
struct Fixture {
    site: Arc<Site>,
    theme: Arc<Theme>,
    _dir: tempfile::TempDir,
}

fn fixture() -> &'static Fixture {
    static FIXTURE: OnceLock<Fixture> = OnceLock::new();
    FIXTURE.get_or_init(|| make().expect("the site of the fuzz targets"))
}

fn make() -> Option<Fixture> {
    let dir = tempfile::tempdir().ok()?;
    let files = [
        ("helpdex.yaml", "title: T\nbase_url: https://help.example.com/base\nlanguages: [en, ru]\n"),
        ("content/pay/_index.md", "---\ntitle: Pay\n---\n"),
        ("content/pay/a.md", "---\ntitle: A\naliases: [/old/]\n---\n\n## One\n\nText.\n"),
        ("content/pay/a.ru.md", "---\ntitle: А\n---\n\nТекст.\n"),
        ("content/pay/b c.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='4'/>"),
        ("content/pay/file.pdf", "%PDF"),
    ];
    for (path, text) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent()?).ok()?;
        std::fs::write(path, text).ok()?;
    }
    let config = Arc::new(Config::load(dir.path()).ok()?.ok()?);
    let loaded = build::load(config, Options { drafts: false, today: jiff::civil::date(2026, 1, 1) }).ok()?;
    Some(Fixture { site: Arc::clone(&loaded.site), theme: Arc::clone(&loaded.theme), _dir: dir })
}

/// Diagnostics are shown to people, so they have to be fit to be shown.
fn show(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let text = crate::cli::render(diagnostic);
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    }
}

/// Reads a file as an article. No fault of it may panic, and an alias must be a path that can stand in `_redirects`.
pub fn front_matter(text: &str) {
    let file = SourceText::new("content/pay/x.md", text);
    let Some(entry) = helpdex_content::source::entry_from_text(&fixture().site.config, file) else { return };
    assert_eq!(entry.kind, EntryKind::Article);
    assert!(text.get(entry.body.clone()).is_some(), "the body is a part of the text");
    for alias in &entry.front.aliases {
        let value = &alias.value;
        assert!(value.starts_with('/') && !value.starts_with("//"), "{value:?}");
        assert!(!value.contains(|c: char| c.is_control() || c.is_whitespace()), "{value:?}");
        assert!(!value.split('/').any(|part| part == ".."), "{value:?}");
    }
    show(&entry.diagnostics);
}

/// The HTML of an article's body, as pages show it.
pub fn markdown(text: &str) -> String {
    let Fixture { site, theme, .. } = fixture();
    let source = SourceText::new("content/pay/a.md", text);
    let links = match site.id_of("content/pay/a.md") {
        Some(article) => Links::of(&site.routes, &site.sources, article),
        None => Links::of_top(&site.routes, &site.sources),
    };
    let body = Composed::plain(&source, 0..text.len());
    let rendered = helpdex_content::markdown::render(&source, &body, "A", &theme.labels(LanguageId::DEFAULT), &links);
    for range in rendered.links.iter().map(|link| &link.range).chain(rendered.images.iter().map(|image| &image.range)) {
        assert!(text.get(range.clone()).is_some(), "{range:?} is no part of the text");
    }
    show(&rendered.diagnostics);
    rendered.texts().into_owned().html
}

/// Asks the preview for a path. Whatever it answers lies in the site.
pub fn url_path(path: &str) {
    helpdex_preview::look_up(&fixture().site, path);
}

#[cfg(test)]
#[path = "../tests/support/inert.rs"]
mod inert;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    /// Pieces that mean something to one of the readers.
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        "---\n", "title: ", "aliases: [", "/../", "//", "]\n", "- ", "\r\n", "\u{feff}", "\t", "\u{1b}[2J", "\u{202e}",
        "{{ a }}", "<script>", "</", "<img src=x onerror=a>", "javascript:", "[a](", ")", "![", "`", "```\n", "> ", "|a|",
        "<!--", "-->", "&#x6a;", "%2e%2e/", "..\\", "\0", "?raw", "#", "пример", "🙂", "a", " ", "\n\n",
    ];

    /// Any of them in any order.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![4 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<String>()];
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_the_fuzz_targets_promise(text in text()) {
            super::front_matter(&text);
            super::front_matter(&format!("---\n{text}"));
            super::url_path(&text);
            let html = super::markdown(&text);
            prop_assert_eq!(super::inert::dangers(&html), Vec::<String>::new());
        }
    }
}
