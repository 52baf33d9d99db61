//! Hugo: sections, bundles, shortcodes, languages by file and by folder.

use std::collections::BTreeSet;

use helpdex_content::error::Result;
use helpdex_content::path::{join, resolve_url, split};
use serde_json::Value;

use self::site::{OWN, SHARED, Site};
use crate::dialect::html::{self, Options};
use crate::source::tree::Tree;
use crate::source::{Addresses, Notes, Page, Source, Text, what};
use crate::tools::ask::Ask;
use crate::tools::collect::{Found, collect, is_visible, statics};

mod permalinks;
mod site;
mod tags;

/// Whether there is a site of Hugo.
pub(crate) fn recognises(tree: &Tree) -> bool {
    let folder = |folder: &str, name: &str| tree.folders.contains(&join(folder, name));
    let is_site = |root: String| {
        let has_content = folder(&root, "content");
        let is_hugo = ["archetypes", "layouts", "themes"].iter().any(|name| folder(&root, name));
        has_content && is_hugo
    };
    tree.nearest(&OWN).is_some() || tree.nearest(&SHARED).is_some_and(is_site)
}

/// Reads one.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let root = tree.nearest(&OWN).or_else(|| tree.nearest(&SHARED)).unwrap_or_default();
    let site = Site::new(ask, root, &mut source);
    source.addresses = Addresses {
        hosts: site.host.iter().cloned().collect(),
        base: site.base.clone(),
        roots: [join(&site.root, "static"), site.content.clone(), join(&site.root, "assets")]
            .into_iter()
            .chain(site.folders.keys().cloned())
            .collect(),
    };
    statics(ask, &join(&site.root, "static"), &mut source);
    statics(ask, &join(&site.root, "assets"), &mut source);
    let mut folders: Vec<(String, Option<String>)> =
        site.folders.iter().map(|(folder, code)| (folder.clone(), Some(code.clone()))).collect();
    if site.folders.keys().all(|folder| !site.content.starts_with(folder.as_str())) {
        folders.push((site.content.clone(), None));
    }
    for (folder, code) in &folders {
        let nested: Vec<&String> = site.folders.keys().filter(|other| *other != folder).collect();
        let asset = |below: &str| is_visible(below).then(|| site.plain(below).0);
        let mut pages = Vec::new();
        collect(ask, folder, &["md", "markdown", "html"], &mut source, &asset, &mut |found, source| {
            let is_nested = nested.iter().any(|other| found.path.starts_with(&format!("{other}/")));
            // HTML without front matter is published as it is, and without a text a layout makes something of it.
            let is_shown = !found.path.ends_with(".html")
                || !found.parsed.head.is_empty() && !found.parsed.body.to_string().trim().is_empty();
            let is_page = is_visible(&found.below) && !is_nested && is_shown;
            let page = is_page.then(|| site.page(found, code.as_deref(), source)).flatten();
            pages.extend(page);
            None
        })?;
        source.found += pages.len();
        source.pages.append(&mut pages);
    }
    Ok(source)
}

impl Site<'_> {
    fn page(&self, mut found: Found, folder_code: Option<&str>, source: &mut Source) -> Option<Page> {
        let (plain, code) = self.plain(&found.below);
        let code = code.or_else(|| folder_code.map(str::to_owned)).unwrap_or_else(|| self.default_code.clone());
        let language = match self.languages.get(&code) {
            Some(language) => *language,
            None => Some(self.ask.language),
        };
        let Some(language) = language else {
            source.found += 1;
            source.lost += 1;
            source.notes.problem(
                what::LANGUAGE,
                &found.path,
                None,
                format!("not imported: this site doesn't have the language `{code}`"),
            );
            return None;
        };
        let (folder, name) = split(&plain);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        // `x/index.md` is the page `x` with its files; `x/_index.md` the section `x`.
        let place = match stem {
            "_index" => join(folder, "_index.md"),
            "index" if folder.is_empty() => "_index.md".to_owned(),
            "index" => format!("{folder}.md"),
            stem => join(folder, &format!("{stem}.md")),
        };
        let address = self.address(&found, &place, &code);
        if found.path.ends_with(".html") {
            self.markdown(&mut found, &mut source.notes);
        }
        let mut folders = self.translate(&mut found.parsed.body, &found.path, &mut source.notes, 0);
        // Links by path count from the folder of the page, too, as Hugo's own do.
        folders.push(join(&self.content, folder));
        aliases(&mut found.parsed.head, &address);
        found
            .parsed
            .head
            .retain(|(key, _)| !["slug", "url", "type", "layout", "cascade", "menu"].contains(&key.as_str()));
        let is_draft = found.parsed.head.iter().any(|(key, value)| key == "draft" && value == &Value::Bool(true));
        // `src="img/a.png"` of a shortcode counts from the top of the site.
        folders.push(join(&self.root, "static"));
        Some(Page { language, address: (!is_draft).then_some(address), ..found.page(place, folders) })
    }

    /// A page that is written in HTML, as Markdown.
    fn markdown(&self, found: &mut Found, notes: &mut Notes) {
        let title = found.text("title").unwrap_or_default();
        let anchors = BTreeSet::new();
        let options = Options {
            title: &title,
            anchors: &anchors,
            is_page: false,
            draws_formulas: self.ask.config.math,
            resolve: &|href| href.to_owned(),
        };
        let markdown = html::convert(&found.parsed.body.to_string(), &options).noted(&found.path, notes);
        found.parsed.body = Text::new(&markdown, 1);
    }

    fn address(&self, found: &Found, place: &str, code: &str) -> String {
        let is_default = code == self.default_code && !self.is_in_subfolder;
        let prefix = if is_default || !self.languages.contains_key(code) {
            String::new()
        } else {
            format!("/{}", code.to_lowercase())
        };
        if let Some(url) = found.text("url") {
            let path = if url.starts_with('/') { url } else { format!("/{url}") };
            return format!("{}{path}", self.base);
        }
        let stem = place.trim_end_matches(".md");
        let is_section = split(place).1 == "_index.md";
        let path = stem.strip_suffix("_index").unwrap_or(stem).trim_end_matches('/').to_owned();
        let slug = found.text("slug").filter(|_| !is_section);
        let pattern = self.permalinks.get(path.split('/').next().unwrap_or_default()).filter(|_| !is_section);
        let named =
            permalinks::Named { stem: &path, title: found.text("title"), slug: slug.clone(), date: found.text("date") };
        let by_pattern = pattern.and_then(|pattern| permalinks::path(pattern, &named));
        let path = match (by_pattern, slug) {
            (Some(path), _) => path,
            (None, Some(slug)) => join(split(&path).0, &slug),
            (None, None) => path,
        };
        let path: String = path
            .to_lowercase()
            .chars()
            .map(|c| if c == ' ' { '-' } else { c })
            .filter(|c| c.is_alphanumeric() || "-_./~".contains(*c))
            .collect();
        match (path.is_empty(), self.is_ugly && !is_section) {
            (true, _) => format!("{}{prefix}/", self.base),
            (false, true) => format!("{}{prefix}/{path}.html", self.base),
            (false, false) => format!("{}{prefix}/{path}/", self.base),
        }
    }
}

/// Aliases that count from the page are made whole.
fn aliases(head: &mut crate::source::Entries, address: &str) {
    for (_, value) in head.iter_mut().filter(|(key, _)| key == "aliases") {
        for alias in value.as_array_mut().into_iter().flatten() {
            if let Some(text) = alias.as_str().filter(|text| !text.starts_with('/')) {
                let folder = split(address.trim_end_matches('/')).0;
                *alias = resolve_url(&format!("{folder}/"), text).into();
            }
        }
    }
}
