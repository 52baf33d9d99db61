//! Hugo: sections, bundles, shortcodes, languages by file and by folder.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::{join, resolve, resolve_url, split};
use serde_json::Value;

use super::ask::Ask;
use super::collect::{Found, collect, is_visible, statics};
use super::folder_file;
use super::hugo_permalinks;
use crate::dialect::anchors::{self, Style};
use crate::dialect::block;
use crate::dialect::components::target;
use crate::dialect::elements::{self, Element, Made};
use crate::dialect::html::{self, Options};
use crate::dialect::includes::{Includes, Part};
use crate::dialect::js::{at, text_at};
use crate::dialect::shortcodes::{self, Brackets, Shortcodes};
use crate::dialect::{attributes, embeds};
use crate::source::tree::Tree;
use crate::source::{Addresses, Notes, Page, Source, Text, what};

/// Files that only Hugo has.
const OWN: [&str; 6] =
    ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml", "config/_default/hugo.yaml"];
/// Files that others have too.
const SHARED: [&str; 6] = [
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default/config.toml",
    "config/_default/config.yaml",
];

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

/// A file may insert another one; deeper than this they go round in circles.
const MAX_DEPTH: usize = 8;

/// Where a tag stands.
#[derive(Clone, Copy)]
struct Here<'h> {
    file: &'h str,
    includes: &'h Includes<'h>,
    depth: usize,
}

struct Site<'a> {
    ask: &'a Ask<'a>,
    root: String,
    content: String,
    host: Option<String>,
    base: String,
    /// Codes of languages, and what they are here.
    languages: BTreeMap<String, Option<LanguageId>>,
    /// Folders of languages, and their codes.
    folders: BTreeMap<String, String>,
    default_code: String,
    is_in_subfolder: bool,
    is_ugly: bool,
    /// Patterns of addresses by section.
    permalinks: BTreeMap<String, String>,
    params: Value,
    /// Files by the names that `ref` may use alone.
    names: HashMap<String, String>,
}

impl<'a> Site<'a> {
    fn new(ask: &'a Ask<'a>, root: String, source: &mut Source) -> Self {
        let tree = ask.tree;
        let mut config = Value::Null;
        let files = OWN.iter().chain(&SHARED).map(|name| join(&root, name));
        let parts = ["languages", "params", "markup", "permalinks"].iter().flat_map(|part| {
            ["toml", "yaml", "yml"].map(|end| (Some(*part), join(&root, &format!("config/_default/{part}.{end}"))))
        });
        for (key, file) in files.map(|file| (None, file)).chain(parts) {
            let Some(value) = tree.text(&file).and_then(|text| folder_file::data(&file, &text, &mut source.notes))
            else {
                continue;
            };
            match key {
                None if config.is_null() => config = value,
                Some(key) if config.is_object() => config[key] = value,
                _ => {}
            }
        }
        let text = |names: &[&str]| names.iter().find_map(|name| text_at(&config, name)).map(str::to_owned);
        let url = text(&["baseURL", "baseurl", "baseUrl"]).unwrap_or_default();
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let default_code =
            text(&["defaultContentLanguage", "defaultcontentlanguage"]).unwrap_or_else(|| "en".to_owned());
        let listed = at(&config, "languages").as_object().cloned().unwrap_or_default();
        let mut folders = BTreeMap::new();
        let mut languages = BTreeMap::new();
        for (code, value) in &listed {
            let language = if *code == default_code { Some(ask.language) } else { ask.language_of(code) };
            languages.insert(code.clone(), language);
            let folder = ["contentDir", "contentdir"].iter().find_map(|key| value[key].as_str());
            if let Some(folder) = folder.and_then(|folder| resolve(&root, folder)) {
                folders.insert(folder, code.clone());
            }
        }
        let mut mounted = None;
        for mount in at(&config, "module.mounts").as_array().into_iter().flatten() {
            let (Some(from), Some("content")) = (mount["source"].as_str(), mount["target"].as_str()) else { continue };
            let Some(folder) = resolve(&root, from).filter(|folder| tree.folders.contains(folder)) else { continue };
            match mount["lang"].as_str().filter(|code| languages.contains_key(*code)) {
                Some(code) => drop(folders.insert(folder, code.to_owned())),
                None => mounted = Some(folder),
            }
        }
        let content = mounted
            .or_else(|| resolve(&root, &text(&["contentDir", "contentdir"]).unwrap_or_else(|| "content".to_owned())))
            .unwrap_or_default();
        let names = tree.below(&content).filter(|path| path.ends_with(".md")).map(|path| {
            let stem = split(path).1.trim_end_matches(".md");
            let name = if matches!(stem, "index" | "_index") { split(split(path).0).1 } else { stem };
            (name.to_lowercase(), path.clone())
        });
        let names = names.collect();
        Self {
            ask,
            content,
            host: Some(host.to_owned()).filter(|host| !host.is_empty()),
            base: path.trim_end_matches('/').to_owned(),
            languages,
            folders,
            default_code,
            is_in_subfolder: at(&config, "defaultContentLanguageInSubdir").as_bool() == Some(true),
            is_ugly: ["uglyURLs", "uglyurls"].iter().any(|key| at(&config, key).as_bool() == Some(true)),
            permalinks: hugo_permalinks::patterns(&config),
            params: config["params"].clone(),
            names,
            root,
        }
    }

    /// A path without the language in its name, and the code.
    fn plain(&self, below: &str) -> (String, Option<String>) {
        let (folder, name) = split(below);
        let parts: Vec<&str> = name.split('.').collect();
        let code = parts.len().checked_sub(2).filter(|at| *at > 0).and_then(|at| parts.get(at)).copied();
        match code.filter(|code| self.languages.contains_key(*code)) {
            Some(code) => (join(folder, &name.replacen(&format!(".{code}."), ".", 1)), Some(code.to_owned())),
            None => (below.to_owned(), None),
        }
    }

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
        let named = hugo_permalinks::Named {
            stem: &path,
            title: found.text("title"),
            slug: slug.clone(),
            date: found.text("date"),
        };
        let by_pattern = pattern.and_then(|pattern| hugo_permalinks::path(pattern, &named));
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

    fn translate(&self, body: &mut Text, file: &str, notes: &mut Notes, depth: usize) -> Vec<String> {
        let mut folders = Vec::new();
        let bases = vec![self.content.clone(), self.root.clone(), join(&self.root, "layouts/shortcodes")];
        let includes = Includes { tree: self.ask.tree, bases };
        body.rewrite(|text, lines| {
            let mut own = |element: &Element<'_>, notes: &mut Notes| {
                self.own(element, &Here { file, includes: &includes, depth }, &mut folders, notes)
            };
            elements::translate(
                text,
                lines,
                &mut Shortcodes { brackets: Brackets::Hugo, path: file, notes, own: &mut own },
            )
        });
        body.rewrite(|text, lines| embeds::frames(text, lines, file, notes));
        body.rewrite(|text, _| attributes::translate(text));
        anchors::keep_in(body, Style::Github, notes);
        folders
    }

    /// What only Hugo has: references, parameters, files.
    fn own(
        &self,
        element: &Element<'_>,
        here: &Here<'_>,
        folders: &mut Vec<String>,
        notes: &mut Notes,
    ) -> Option<Made> {
        let Here { file, includes, depth } = *here;
        let args = &element.tag.args;
        let first = args.plain().next().map(str::to_owned);
        match element.tag.name.as_str() {
            "ref" | "relref" => {
                let path = args.first(&["path"]).or(first)?;
                Some(Made::Inline(self.reference(file, &path)))
            }
            "page-ref" | "page-relref" => {
                let path = args.first(&["page", "ref", "path"]).or(first)?;
                let text = args.first(&["caption", "title"]).unwrap_or_else(|| shortcodes::name_of(&path));
                let link = format!("[{text}]({})", target(&self.reference(file, &path)));
                Some(if element.tag.name == "page-ref" { Made::Block(link) } else { Made::Inline(link) })
            }
            "param" => {
                let value = at(&self.params, &first?).clone();
                Some(
                    Made::Inline(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                        .into_known(!value.is_null())?,
                )
            }
            "include" | "readfile" | "include-file" | "includemd" | "embed-file" => {
                let path = args.first(&["file", "path", "src"]).or(first)?;
                let part = Part { path, ..Part::default() };
                let (text, found) =
                    includes.text(file, Some(element.line), &part, notes).filter(|_| depth < MAX_DEPTH)?;
                folders.push(split(&found).0.to_owned());
                let mut parsed = crate::source::front_matter::parse(&found, &text, notes);
                folders.extend(self.translate(&mut parsed.body, &found, notes, depth + 1));
                let is_code = args.get("code").as_deref() == Some("true");
                let body = parsed.body.to_string();
                Some(Made::Block(match is_code {
                    true => format!("```{}\n{}\n```", args.first(&["lang"]).unwrap_or_default(), body.trim_end()),
                    false => body.trim_end().to_owned(),
                }))
            }
            "rawhtml" | "unsafe" | "html" => Some(Made::Inline(element.raw.to_owned())),
            "mermaid" | "plantuml" => {
                Some(Made::Block(format!("```{}\n{}\n```", element.tag.name, element.raw.trim_matches('\n'))))
            }
            "comment" => Some(Made::Inline(block::comment(element.raw))),
            _ => None,
        }
    }

    /// The path of a file that `ref` names: from here, from the top, or by its name alone.
    fn reference(&self, file: &str, path: &str) -> String {
        let (path, fragment) =
            path.split_once('#').map_or((path, String::new()), |(path, rest)| (path, format!("#{rest}")));
        if path.is_empty() {
            return fragment;
        }
        let folder = split(file).0;
        // Each language may have a folder of its own, which its pages count from.
        let below = file.strip_prefix(&format!("{}/", self.content)).and_then(|below| below.split_once('/'));
        let top = below.map(|(code, _)| code).filter(|code| self.languages.contains_key(*code));
        let mut roots = vec![folder.to_owned()];
        roots.extend(top.map(|code| join(&self.content, code)));
        roots.push(self.content.clone());
        let ends = ["", ".md", "/index.md", "/_index.md"];
        let found = roots.iter().skip(usize::from(path.starts_with('/'))).find_map(|root| {
            let path = resolve(root, path.trim_start_matches('/'))?;
            ends.iter().map(|end| format!("{}{end}", path.trim_end_matches('/'))).find(|path| self.ask.tree.has(path))
        });
        let name = split(path.trim_end_matches('/')).1.trim_end_matches(".md").to_lowercase();
        let found = found.or_else(|| self.names.get(&name).cloned());
        let below = found.as_deref().and_then(|found| found.strip_prefix(&format!("{}/", self.content)));
        format!("{}{fragment}", below.map_or_else(|| path.to_owned(), |below| format!("/{below}").replace(' ', "%20")))
    }
}

impl Made {
    /// Nothing when it is not known.
    fn into_known(self, is_known: bool) -> Option<Self> {
        is_known.then_some(self)
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
