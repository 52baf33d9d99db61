//! MkDocs, with Material for MkDocs and the extensions that it is used with.

mod nav;
mod page;

use std::collections::BTreeMap;

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::{join, resolve, split};
use serde_json::Value;

use super::ask::Ask;
use super::folder_file;
use super::markdown_folder::text;
use super::nav::arrange;
use crate::dialect::anchors::Style;
use crate::dialect::includes::Includes;
use crate::dialect::js::{at, text_at};
use crate::source::tree::{Tree, is_markdown};
use crate::source::{Addresses, Asset, OnDisk, Page, Source, front_matter, what};

const FILES: [&str; 2] = ["mkdocs.yml", "mkdocs.yaml"];

/// Whether there is a project of MkDocs.
pub(crate) fn recognises(tree: &Tree) -> bool {
    tree.nearest(&FILES).is_some()
}

/// Reads one.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let root = tree.nearest(&FILES).unwrap_or_default();
    let file = FILES.iter().map(|name| join(&root, name)).find(|path| tree.has(path)).unwrap_or_default();
    let written = tree.text(&file).unwrap_or_default();
    let config = folder_file::data(&file, &without_tags(&written), &mut source.notes).unwrap_or_default();
    let docs = resolve(&root, text_at(&config, "docs_dir").unwrap_or("docs")).unwrap_or_default();
    let project = Project::new(ask, &config, root, docs, &written);
    source.addresses = Addresses {
        hosts: project.host.iter().cloned().collect(),
        base: project.base.clone(),
        roots: vec![project.docs.clone()],
    };
    for path in tree.below(&project.docs) {
        let below = path.strip_prefix(&format!("{}/", project.docs)).unwrap_or(path);
        let is_hidden = below.split('/').any(|part| part.starts_with('.'));
        if is_hidden || project.is_excluded(below) {
            continue;
        }
        if is_markdown(path) {
            source.found += 1;
            project.page(path, below, &mut source)?;
        } else {
            let (below, _) = project.language(below);
            source.files.insert(path.clone(), Asset { place: below, content: OnDisk(tree.location(path)) });
        }
    }
    project.redirects(&config, &mut source);
    project.folders(&mut source);
    if let Some(list) = at(&config, "nav").as_array() {
        let items = project.items(list, "");
        arrange(&mut source, &items, "");
    }
    Ok(source)
}

/// A YAML text without the tags of Python (`!!python/name:…`, `!ENV`), which say nothing here.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        while let Some(found) = [" !!", " !"].iter().filter_map(|mark| rest.find(mark)).min() {
            let after = rest.get(found + 1..).unwrap_or_default();
            let quoted = rest
                .get(..found)
                .is_some_and(|before| before.matches(['"', '\'']).count() % 2 == 1 || before.contains('#'));
            let end = after.find(char::is_whitespace).unwrap_or(after.len());
            let is_tag = after.starts_with("!!") || after.starts_with("!ENV") || after.starts_with("!relative");
            if quoted || !is_tag {
                break;
            }
            out.push_str(rest.get(..found + 1).unwrap_or_default());
            rest = after.get(end..).unwrap_or_default();
        }
        out.push_str(rest);
    }
    out
}

/// A project.
struct Project<'a> {
    ask: &'a Ask<'a>,
    docs: String,
    host: Option<String>,
    base: String,
    /// Whether a page is a folder with a slash at the end.
    is_folders: bool,
    anchors: Style,
    includes: Includes<'a>,
    /// Values of `{{ name }}`, if a plugin puts them in.
    values: Option<Value>,
    /// Codes of languages in names of files or folders, and the language of this site.
    languages: BTreeMap<String, Option<LanguageId>>,
    /// The one that needs no code in addresses.
    default_code: Option<String>,
    is_by_folder: bool,
    excluded: Vec<String>,
}

impl<'a> Project<'a> {
    fn new(ask: &'a Ask<'a>, config: &Value, root: String, docs: String, written: &str) -> Self {
        let url = text_at(config, "site_url").unwrap_or_default();
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let plugin = |name: &str| plugin(config, name);
        let i18n = plugin("i18n").unwrap_or_default();
        let listed = i18n["languages"].as_array().cloned().unwrap_or_default();
        let code = |value: &Value| value["locale"].as_str().map(str::to_owned);
        let default = listed.iter().find(|value| value["default"] == true).or(listed.first()).and_then(code);
        let languages = listed.iter().filter_map(code).map(|code| {
            let is_default = Some(&code) == default.as_ref();
            let language = if is_default { Some(ask.language) } else { ask.language_of(&code) };
            (code, language)
        });
        let bases = extension(config, "pymdownx.snippets")["base_path"].clone();
        let bases: Vec<String> = match &bases {
            Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Value::String(one) => vec![one.clone()],
            _ => vec![".".to_owned()],
        };
        let mut bases: Vec<String> = bases.iter().filter_map(|base| resolve(&root, base)).collect();
        bases.extend([docs.clone(), root]);
        let is_unicode = written.contains("pymdownx.slugs");
        let excluded = text_at(config, "exclude_docs").unwrap_or_default().lines().map(|line| line.trim().to_owned());
        Self {
            ask,
            host: Some(host.to_owned()).filter(|host| !host.is_empty()),
            base: path.trim_end_matches('/').to_owned(),
            is_folders: at(config, "use_directory_urls").as_bool() != Some(false),
            anchors: if is_unicode { Style::PythonUnicode } else { Style::Python },
            includes: Includes { tree: ask.tree, bases },
            values: plugin("macros").map(|_| config["extra"].clone()),
            languages: languages.collect(),
            default_code: default,
            is_by_folder: i18n["docs_structure"] == "folder",
            excluded: excluded.filter(|line| !line.is_empty() && !line.starts_with('#')).collect(),
            docs,
        }
    }

    /// Patterns as in `.gitignore`, of which names and folders are understood.
    fn is_excluded(&self, below: &str) -> bool {
        self.excluded.iter().any(|pattern| {
            let plain = pattern.trim_start_matches('/').trim_end_matches('/');
            let is_rooted = pattern.starts_with('/');
            match plain.strip_prefix('*') {
                Some(end) => below.ends_with(end),
                None => {
                    below == plain
                        || below.starts_with(&format!("{plain}/"))
                        || !is_rooted && below.split('/').any(|part| part == plain)
                }
            }
        })
    }

    /// The path without the language in it, and the code.
    fn language(&self, below: &str) -> (String, Option<String>) {
        if self.is_by_folder {
            return match below.split_once('/') {
                Some((code, rest)) if self.languages.contains_key(code) => (rest.to_owned(), Some(code.to_owned())),
                _ => (below.to_owned(), None),
            };
        }
        let (folder, name) = split(below);
        let mut parts: Vec<&str> = name.split('.').collect();
        if parts.len() > 2
            && let Some(code) = parts.get(parts.len() - 2).filter(|code| self.languages.contains_key(**code)).copied()
        {
            parts.remove(parts.len() - 2);
            return (join(folder, &parts.join(".")), Some(code.to_owned()));
        }
        (below.to_owned(), None)
    }

    fn page(&self, path: &str, below: &str, source: &mut Source) -> Result<()> {
        let (plain, code) = self.language(below);
        let language = match &code {
            Some(code) => self.languages.get(code).copied().flatten(),
            None => Some(self.ask.language),
        };
        let Some(language) = language else {
            source.lost += 1;
            let message = format!("not imported: this site doesn't have the language `{}`", code.unwrap_or_default());
            source.notes.problem(what::LANGUAGE, path, None, message);
            return Ok(());
        };
        let Some(text) = text(self.ask, path, source)? else { return Ok(()) };
        let mut parsed = front_matter::parse(path, &text, &mut source.notes);
        let (folder, name) = split(&plain);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let is_index = ["index", "readme"].iter().any(|known| stem.eq_ignore_ascii_case(known));
        let place = join(folder, &if is_index { "_index.md".to_owned() } else { format!("{stem}.md") });
        let page = page::Dialect { includes: &self.includes, anchors: self.anchors, values: self.values.as_ref() };
        let folders = page.translate(&mut parsed.body, path, &mut source.notes);
        parsed.head.retain(|(key, _)| !["hide", "template", "icon", "status"].contains(&key.as_str()));
        let mut bases = vec![split(path).0.to_owned(), join(&self.docs, folder)];
        bases.extend(folders);
        let prefix = code.filter(|code| Some(code) != self.default_code.as_ref()).unwrap_or_default();
        source.pages.push(Page {
            origin: path.to_owned(),
            place,
            language,
            head: parsed.head,
            written_head: parsed.written,
            body: parsed.body,
            bases,
            address: Some(self.address(&prefix, folder, stem, is_index)),
            ..Page::default()
        });
        Ok(())
    }

    fn address(&self, prefix: &str, folder: &str, stem: &str, is_index: bool) -> String {
        let page = match (is_index, self.is_folders) {
            (true, true) => String::new(),
            (true, false) => "index.html".to_owned(),
            (false, true) => format!("{stem}/"),
            (false, false) => format!("{stem}.html"),
        };
        let folders: String =
            [prefix, folder].iter().filter(|part| !part.is_empty()).map(|part| format!("{part}/")).collect();
        format!("{}/{folders}{page}", self.base)
    }

    fn redirects(&self, config: &Value, source: &mut Source) {
        let maps = plugin(config, "redirects").unwrap_or_default();
        for (from, to) in maps["redirect_maps"].as_object().into_iter().flatten() {
            let Some(to) = to.as_str() else { continue };
            let address = |path: &str| {
                let path = path.split('#').next().unwrap_or(path);
                let (folder, name) = split(path);
                let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                self.address(
                    "",
                    folder,
                    stem,
                    stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme"),
                )
            };
            let to = if is_markdown(to.split('#').next().unwrap_or(to)) { address(to) } else { to.to_owned() };
            source.redirects.push((address(from), to));
        }
    }
}

/// The options of a plugin, if it is used.
fn plugin(config: &Value, name: &str) -> Option<Value> {
    let list = at(config, "plugins");
    if let Some(map) = list.as_object() {
        return map.get(name).cloned();
    }
    list.as_array()?.iter().find_map(|entry| match entry {
        Value::String(known) if known == name => Some(Value::Null),
        Value::Object(map) => map.get(name).cloned(),
        _ => None,
    })
}

/// The options of an extension of Markdown.
fn extension(config: &Value, name: &str) -> Value {
    let list = at(config, "markdown_extensions");
    let in_list = || list.as_array()?.iter().find_map(|entry| entry.get(name));
    list.get(name).or_else(in_list).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_python_are_read() {
        let text = "a: !!python/name:material.x.y\nb: !ENV [X, 'y']\nc: \"wow !! x\"\nd: !!python/object/apply:pymdownx.slugs.slugify\n  kwds: {case: lower}\n";
        assert_eq!(without_tags(text), "a: \nb:  [X, 'y']\nc: \"wow !! x\"\nd: \n  kwds: {case: lower}\n");
    }
}
