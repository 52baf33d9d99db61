//! A site of Jekyll or Hexo, and its pages.

use std::collections::{BTreeMap, HashMap};

use helpdex_content::config::{LanguageId, is_language_code};
use helpdex_content::error::Result;
use helpdex_content::path::{join, split};
use serde_json::Value;

use super::words::dated;
use crate::dialect::js::{at, text_at};
use crate::source::tree::without_extension;
use crate::source::{Addresses, Notes, Page, Source, front_matter, what};
use crate::tools::ask::Ask;
use crate::tools::collect::{Found, collect, is_visible, statics};
use crate::tools::folder_file;

pub(super) struct Site<'a> {
    pub(super) ask: &'a Ask<'a>,
    pub(super) is_hexo: bool,
    pub(super) root: String,
    /// The folder with the pages.
    pub(super) pages: String,
    pub(super) config: Value,
    pub(super) host: Option<String>,
    pub(super) base: String,
    /// Collections of Jekyll that are published, and their permalinks.
    pub(super) collections: BTreeMap<String, Option<String>>,
    /// Files of posts by their names.
    pub(super) posts: HashMap<String, String>,
    /// Folders of languages (Hexo), and what they are here.
    pub(super) languages: BTreeMap<String, Option<LanguageId>>,
}

impl<'a> Site<'a> {
    pub(super) fn new(ask: &'a Ask<'a>, root: String, is_hexo: bool) -> Self {
        let tree = ask.tree;
        let mut notes = Notes::default();
        let file = join(&root, "_config.yml");
        let config = tree.text(&file).and_then(|text| folder_file::data(&file, &text, &mut notes)).unwrap_or_default();
        let url = text_at(&config, "url").unwrap_or_default();
        let host = url.split_once("://").and_then(|(_, rest)| rest.split('/').next()).map(str::to_owned);
        let base =
            text_at(&config, if is_hexo { "root" } else { "baseurl" }).unwrap_or_default().trim_matches('/').to_owned();
        let folder = text_at(&config, if is_hexo { "source_dir" } else { "source" }).unwrap_or(if is_hexo {
            "source"
        } else {
            ""
        });
        let pages = helpdex_content::path::resolve(&root, folder).unwrap_or_default();
        let listed = at(&config, "collections").as_object().cloned().unwrap_or_default();
        let collections = listed
            .iter()
            .filter(|(_, value)| value["output"] == true)
            .map(|(name, value)| (name.clone(), value["permalink"].as_str().map(str::to_owned)))
            .collect();
        let posts = tree.below(&pages).filter(|path| path.contains("_posts/")).map(|path| {
            let stem = split(path).1.rsplit_once('.').map_or("", |(stem, _)| stem);
            (dated(stem).map_or(stem, |(_, name)| name).to_owned(), path.clone())
        });
        let posts = posts.collect();
        let languages = languages(ask, &pages, &config);
        Self {
            languages,
            ask,
            is_hexo,
            pages,
            host: host.filter(|host| !host.is_empty()),
            base: if base.is_empty() { base } else { format!("/{base}") },
            collections,
            posts,
            config,
            root,
        }
    }

    pub(super) fn read(&self) -> Result<Source> {
        let mut source = Source { name: self.ask.tree.name.clone(), ..Source::default() };
        source.addresses = Addresses {
            hosts: self.host.iter().cloned().collect(),
            base: self.base.clone(),
            roots: vec![self.pages.clone(), self.root.clone()],
        };
        let excluded: Vec<&str> =
            at(&self.config, "exclude").as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let is_left = |below: &str| {
            excluded.iter().any(|name| below == *name || below.starts_with(&format!("{}/", name.trim_end_matches('/'))))
        };
        let asset =
            |below: &str| (is_visible(below) && !below.starts_with('_') && !is_left(below)).then(|| below.to_owned());
        let mut pages = Vec::new();
        collect(self.ask, &self.pages, &["md", "markdown"], &mut source, &asset, &mut |found, source| {
            if is_visible(&found.below) && !is_left(&found.below) {
                pages.extend(self.page(found, source));
            }
            None
        })?;
        source.found += pages.len();
        source.pages = pages;
        for name in self.collections.keys() {
            statics(self.ask, &join(&self.pages, &format!("_{name}")), &mut source);
        }
        if self.is_hexo {
            statics(self.ask, &join(&self.pages, "_posts"), &mut source);
        }
        self.parents(&mut source);
        Ok(source)
    }

    /// The folder that a file is published from, if it is: pages with front matter, posts, collections.
    fn place(&self, below: &str) -> Option<String> {
        let (top, rest) = below.split_once('/').unwrap_or(("", below));
        let is_post = below.contains("_posts/");
        if is_post {
            let folder = below.split("_posts/").next().unwrap_or_default().trim_end_matches('/');
            let name = below.rsplit("_posts/").next().unwrap_or(below);
            let (inner, name) = split(name);
            let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let name = dated(name).map_or(name, |(_, name)| name);
            let top = if folder.is_empty() { "posts" } else { folder };
            let folder = if inner.is_empty() { top.to_owned() } else { join(top, inner) };
            return Some(join(&folder, &format!("{name}.md")));
        }
        if below.contains("_drafts/") {
            return Some(join("posts", split(below).1));
        }
        if let Some(name) = top.strip_prefix('_') {
            let plain = crate::tools::summary::place(rest);
            return self.collections.contains_key(name).then(|| join(name, &plain));
        }
        let is_hidden = below.split('/').any(|part| part.starts_with('_'));
        (!is_hidden).then(|| crate::tools::summary::place(below))
    }

    fn page(&self, mut found: Found, source: &mut Source) -> Option<Page> {
        if self.is_hexo && found.parsed.head.is_empty() {
            // Hexo needs no line before the front matter.
            let text = found.parsed.body.to_string();
            if begins_with_settings(&text) {
                found.parsed = front_matter::parse(&found.path, &format!("---\n{text}"), &mut source.notes);
            }
        }
        let (plain, language) = match found
            .below
            .split_once('/')
            .and_then(|(code, rest)| Some((rest, self.languages.get(&code.to_lowercase())?)))
        {
            Some((rest, language)) => (rest.to_owned(), *language),
            None => (found.below.clone(), Some(self.ask.language)),
        };
        let Some(language) = language else {
            source.found += 1;
            source.lost += 1;
            source.notes.problem(
                what::LANGUAGE,
                &found.path,
                None,
                "not imported: this site doesn't have its language",
            );
            return None;
        };
        let place = self.place(&plain)?;
        // Jekyll copies files without front matter as they are; READMEs of a repository are no pages.
        let is_readme = split(&found.below).1.eq_ignore_ascii_case("readme.md")
            || found.below.eq_ignore_ascii_case("contributing.md");
        if found.parsed.head.is_empty() && !self.is_hexo && is_readme && self.ask.tree.below(&self.pages).count() > 1 {
            return None;
        }
        let code = found.below.len() - plain.len();
        let prefix = found.below.get(..code).unwrap_or_default().to_owned();
        let address = self.address(&found, &format!("{prefix}{place}"));
        let is_draft = found.below.contains("_drafts/");
        let mut folders = self.translate(&mut found.parsed.body, &found.path, &mut source.notes, 0);
        let name = split(&found.below).1;
        // Hexo keeps the files of a post in a folder of its name.
        folders.push(without_extension(&found.path));
        folders.push(self.pages.clone());
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if let Some((date, _)) = dated(stem)
            && found.text("date").is_none()
        {
            found.parsed.head.push(("date".to_owned(), date.into()));
        }
        if is_draft {
            found.parsed.head.push(("draft".to_owned(), true.into()));
        }
        found.parsed.head.retain(|(key, _)| !["permalink", "layout", "comments", "toc"].contains(&key.as_str()));
        Some(Page { language, address: (!is_draft).then_some(address), ..found.page(place, folders) })
    }
}

/// Whether a text begins with front matter that only the line at its end sets apart.
fn begins_with_settings(text: &str) -> bool {
    let is_key = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    let Some((head, rest)) = text.split_once("\n---") else { return false };
    let is_end = rest.trim_start_matches('-').trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    is_end && is_key(head) && head.lines().all(|line| is_key(line) || line.starts_with([' ', '-']))
}

/// Folders of languages: those that the settings list, and those that have the same files as the top under a code.
fn languages(ask: &Ask<'_>, pages: &str, config: &Value) -> BTreeMap<String, Option<LanguageId>> {
    let listed = at(config, "language").as_array().cloned().unwrap_or_default();
    let listed = listed.iter().filter_map(Value::as_str).skip(1).map(str::to_owned);
    let start = if pages.is_empty() { String::new() } else { format!("{pages}/") };
    let mut codes: Vec<String> = listed.collect();
    for path in ask.tree.below(pages).filter(|path| path.ends_with(".md")) {
        let below = path.strip_prefix(&start).unwrap_or(path);
        let Some((code, rest)) = below.split_once('/') else { continue };
        let region = code.split_once('-').map(|(code, region)| format!("{code}-{}", region.to_uppercase()));
        let is_code = is_language_code(region.as_deref().unwrap_or(code));
        if is_code && !codes.iter().any(|known| known == code) && ask.tree.has(&format!("{start}{rest}")) {
            codes.push(code.to_owned());
        }
    }
    codes.into_iter().map(|code| (code.to_lowercase(), ask.language_of(&code))).collect()
}
