//! Files of the theme that pages refer to, published under names that hold their content's hash.
//!
//! A reference from one to another (`url("../fonts/a.woff2")` in CSS, `import("./search.js")` in JavaScript) is changed
//! to the hashed name, so a file's own name changes whenever anything it uses does: all of them may be cached for ever.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::json;
use sha2::{Digest, Sha256};

use helpdex_content::diagnostic::{Diagnostic, SourceText};
use helpdex_content::path;

use super::appearance;
use super::files::{Files, not_utf8, source_text};
use super::options::Options;
use super::shorten::without_comments;
use super::strings::Strings;

/// How long generated file names' hashes are.
const HASH_LENGTH: usize = 10;

/// The folder of the output that holds the theme's files.
const FOLDER: &str = "assets";
/// Where scripts find the offers of other languages.
const OFFERS: &str = "js/offers.json";
/// Folders of a theme that are not published as they are.
const PRIVATE: [&str; 3] = ["templates/", "icons/", "strings/"];

/// A file of the theme as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its path in the theme: `css/main.css`.
    pub(super) source: String,
    /// Its path in the output folder: `assets/main.3f2a9c01be.css`.
    pub path: String,
    /// Its URL, the site's base path included.
    pub url: String,
    /// What is in it.
    pub bytes: Cow<'static, [u8]>,
}

/// What came out: the files, and their URLs by the paths that templates use.
pub(super) struct Built {
    pub(super) files: Vec<Asset>,
    pub(super) urls: BTreeMap<String, String>,
}

/// Publishes all files of the theme, the generated stylesheet of the site's colours and the scripts' words.
pub(super) fn build(
    files: &Files,
    catalog: &[Strings],
    options: &Options<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Built {
    let mut builder = Builder {
        files,
        base_path: options.base_path,
        names: BTreeMap::new(),
        open: BTreeSet::new(),
        built: Built { files: Vec::new(), urls: BTreeMap::new() },
        diagnostics,
    };
    if catalog.len() > 1 {
        // Before the scripts, which name it.
        builder.publish(OFFERS, offers(catalog).into_bytes().into());
    }
    for path in files.paths().filter(|path| !PRIVATE.iter().any(|folder| path.starts_with(folder))) {
        builder.add(path);
    }
    let colors = appearance::stylesheet(options.appearance);
    if !colors.is_empty() {
        builder.publish("css/brand.css", colors.into_bytes().into());
    }
    for strings in catalog {
        let path = format!("strings/{}.json", strings.language());
        builder.publish(&path, strings.for_scripts().into_bytes().into());
    }
    builder.built.files.sort_by(|a, b| a.path.cmp(&b.path));
    // Two of one name with the same contents are one file of the output.
    builder.built.files.dedup_by(|a, b| a.path == b.path);
    builder.built
}

/// What offers a page in each language of the site, for readers of another one: code, text and the button's name.
fn offers(catalog: &[Strings]) -> String {
    let offer = |strings: &Strings| match strings.offer() {
        Some((text, close)) => json!([strings.language(), text, close]),
        None => json!([strings.language()]),
    };
    serde_json::Value::Array(catalog.iter().map(offer).collect()).to_string()
}

struct Builder<'a> {
    files: &'a Files,
    base_path: &'a str,
    /// Hashed file names by path in the theme.
    names: BTreeMap<String, String>,
    /// Files being worked on, to notice those that refer to themselves.
    open: BTreeSet<String>,
    built: Built,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    /// Publishes a file of the theme and those it refers to; gives its hashed name.
    fn add(&mut self, path: &str) -> Option<String> {
        if let Some(name) = self.names.get(path) {
            return Some(name.clone());
        }
        let file = self.files.get(path)?.clone();
        if !path.ends_with(".css") && !path.ends_with(".js") {
            return Some(self.publish(path, file.bytes));
        }
        let Some(source) = source_text(&file) else {
            self.diagnostics.push(not_utf8(&file));
            return None;
        };
        self.open.insert(path.to_owned());
        let mut text = self.resolve(path, &source);
        self.open.remove(path);
        if self.files.own(path).is_none() {
            text = without_comments(&text, path.ends_with(".js"));
        }
        Some(self.publish(path, text.into_bytes().into()))
    }

    /// The text with its references changed to hashed names.
    fn resolve(&mut self, path: &str, source: &SourceText) -> String {
        let css = path.ends_with(".css");
        let text = &*source.text();
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for range in if css { css_references(text) } else { js_references(text) } {
            let written = text.get(range.clone()).unwrap_or_default();
            let (target, tail) = written.split_at(written.find(['?', '#']).unwrap_or(written.len()));
            let Some(target) = join(path, target) else { continue };
            if self.open.contains(&target) {
                let message = format!("`{written}` leads back to this file");
                self.diagnostics.push(source.error("theme-asset", range, message));
                continue;
            }
            match self.add(&target) {
                Some(name) => {
                    out.push_str(text.get(done..range.start).unwrap_or_default());
                    out.push_str("./");
                    out.push_str(&name);
                    out.push_str(tail);
                    done = range.end;
                }
                // A text in JavaScript that looks like a path need not be one.
                None if !css => {}
                None => {
                    let message = format!("the theme has no file `{target}`");
                    self.diagnostics.push(source.error("theme-asset", range, message));
                }
            }
        }
        out.push_str(text.get(done..).unwrap_or_default());
        out
    }

    fn publish(&mut self, path: &str, bytes: Cow<'static, [u8]>) -> String {
        let name = hashed_name(path, &bytes);
        let inside = format!("{FOLDER}/{name}");
        let url = format!("{}/{inside}", self.base_path);
        self.names.insert(path.to_owned(), name.clone());
        self.built.urls.insert(path.to_owned(), url.clone());
        self.built.files.push(Asset { source: path.to_owned(), path: inside, url, bytes });
        name
    }
}

/// `css/main.css` → `main.3f2a9c01be.css`. Folders go: two files with one name and different contents differ in the hash.
fn hashed_name(path: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash = base16ct::lower::encode_string(&digest);
    let hash = hash.get(..HASH_LENGTH).unwrap_or(&hash);
    let name = path.rsplit('/').next().unwrap_or(path);
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{}.{hash}.{extension}", stem.replace(|c| plain(c) != c, "-")),
        None => format!("{name}.{hash}"),
    }
}

/// Paths inside of `url(…)` that are relative.
fn css_references(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("url(") {
        let start = at + "url(".len();
        let Some(end) = text.get(start..).and_then(|rest| rest.find(')')).map(|length| start + length) else { break };
        let inside = text.get(start..end).unwrap_or_default();
        let path = inside.trim().trim_matches(['"', '\'']);
        let elsewhere = path.is_empty() || path.starts_with(['/', '#']) || path.contains(':');
        if let (false, Some(offset)) = (elsewhere, inside.find(path)) {
            found.push(start + offset..start + offset + path.len());
        }
    }
    found
}

/// Quoted texts that begin with `./` or `../`.
pub(super) fn js_references(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for quote in ['"', '\'', '`'] {
        for start in ["./", "../"] {
            for (at, opening) in text.match_indices(&format!("{quote}{start}")) {
                let from = at + quote.len_utf8();
                let rest = text.get(at + opening.len()..).unwrap_or_default();
                let end = rest.find([quote, '\n']).filter(|end| rest.as_bytes().get(*end) != Some(&b'\n'));
                if let Some(length) = end {
                    found.push(from..at + opening.len() + length);
                }
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// The path that a relative one in the file `from` leads to; nothing when it leaves the theme.
fn join(from: &str, relative: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    path::resolve(folder, relative)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found() {
        let css = "a{background:url(\"../img/a.svg#x\")}b{src:url( 'b.woff2' ) url(data:x) url(/abs) url(#id)}";
        let found: Vec<_> = css_references(css).into_iter().map(|range| &css[range]).collect();
        assert_eq!(found, ["../img/a.svg#x", "b.woff2"]);
        let js = "import a from './a.js';\nconst b = import(\"../b.js\"); say(\"./\n";
        let found: Vec<_> = js_references(js).into_iter().map(|range| &js[range]).collect();
        assert_eq!(found, ["./a.js", "../b.js"]);
    }

    #[test]
    fn paths_are_joined_inside_the_theme() {
        assert_eq!(join("css/main.css", "../img/a.svg").as_deref(), Some("img/a.svg"));
        assert_eq!(join("css/main.css", "./b.css").as_deref(), Some("css/b.css"));
        assert_eq!(join("css/main.css", "../../../etc/passwd"), None);
    }

    #[test]
    fn names_hold_the_hash() {
        let name = hashed_name("css/main.css", b"a");
        assert_eq!(name, "main.ca978112ca.css");
        assert_ne!(name, hashed_name("css/main.css", b"b"));
    }
}
