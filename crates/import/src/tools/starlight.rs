//! Starlight (Astro) and Nextra (Next.js): MDX under a folder of pages, sidebars by settings or small files.

use std::collections::{BTreeMap, BTreeSet};

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::{join, split};
use serde_json::Value;

use super::ask::Ask;
use super::collect::{Found, collect, is_visible, statics};
use super::folder_file;
use super::mdx_page::{self, Imports};
use super::nav::{self, Group, Item};
use super::settings_file;
use super::summary::place;
use crate::dialect::code::outside;
use crate::dialect::elements::{self, Element};
use crate::dialect::js::{at, exported, text_at};
use crate::dialect::shortcodes::{Brackets, Shortcodes};
use crate::source::tree::{Tree, has_extension};
use crate::source::{Addresses, Notes, Page, Source, Text, what};

const ASTRO: [&str; 4] = ["astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.mts"];
const NEXT: [&str; 4] = ["next.config.mjs", "next.config.js", "next.config.ts", "next.config.cjs"];

/// Whether there is a site of Starlight.
pub(crate) fn recognises(tree: &Tree) -> bool {
    tree.nearest(&ASTRO).is_some_and(|root| tree.folders.contains(&join(&root, "src/content/docs")))
}

/// Whether there is a site of Nextra.
pub(crate) fn recognises_nextra(tree: &Tree) -> bool {
    tree.nearest(&NEXT).is_some_and(|root| {
        let package = tree.text(&join(&root, "package.json")).unwrap_or_default();
        package.contains("\"nextra\"")
            || NEXT.iter().any(|name| tree.text(&join(&root, name)).is_some_and(|text| text.contains("nextra")))
    })
}

/// Reads a site of Starlight.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let root = tree.nearest(&ASTRO).unwrap_or_default();
    let file = ASTRO.iter().map(|name| join(&root, name)).find(|path| tree.has(path)).unwrap_or_default();
    let config = exported(&settings_file::text(tree, &file));
    // `integrations: [starlight({…})]`: a call is worth its first argument.
    let integrations = at(&config, "integrations").as_array().cloned().unwrap_or_default();
    let starlight = integrations
        .into_iter()
        .find(|value| value.get("title").is_some() || value.get("sidebar").is_some())
        .unwrap_or_default();
    let base = text_at(&config, "base").unwrap_or_default().trim_matches('/').to_owned();
    let base = if base.is_empty() { base } else { format!("/{base}") };
    let site = Site {
        ask,
        pages: join(&root, "src/content/docs"),
        base,
        slash: text_at(&config, "trailingSlash") != Some("never"),
        locales: locales(ask, &starlight, &mut source),
        imports: Imports {
            tree,
            shorts: vec![
                ("@/", slashed(&join(&root, "src"))),
                ("~/", slashed(&join(&root, "src"))),
                ("@assets/", slashed(&join(&root, "src/assets"))),
            ],
        },
    };
    source.addresses = Addresses {
        hosts: host(text_at(&config, "site").unwrap_or_default()),
        base: site.base.clone(),
        roots: vec![join(&root, "public"), site.pages.clone(), root.clone()],
    };
    statics(ask, &join(&root, "public"), &mut source);
    statics(ask, &join(&root, "src/assets"), &mut source);
    site.collect(&mut source)?;
    site.fallbacks(&mut source);
    for (from, to) in at(&config, "redirects").as_object().into_iter().flatten() {
        if let Some(to) = to.as_str().or_else(|| to["destination"].as_str()) {
            source.redirects.push((from.clone(), to.to_owned()));
        }
    }
    if let Some(list) = at(&starlight, "sidebar").as_array() {
        let items = items(ask, &site, list);
        nav::arrange(&mut source, &items, "");
    }
    Ok(source)
}

/// Reads a site of Nextra.
pub(crate) fn read_nextra(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let root = tree.nearest(&NEXT).unwrap_or_default();
    let file = NEXT.iter().map(|name| join(&root, name)).find(|path| tree.has(path)).unwrap_or_default();
    let config = tree.text(&file).unwrap_or_default();
    let folders = ["content", "src/content", "pages", "src/pages", "app", "src/app"].map(|name| join(&root, name));
    let pages = folders
        .into_iter()
        .find(|folder| tree.below(folder).any(|path| has_extension(path, &["md", "mdx"])))
        .unwrap_or_default();
    let base = config
        .split("basePath:")
        .nth(1)
        .map(str::trim_start)
        .and_then(|rest| rest.get(1..)?.split(['"', '\'']).next())
        .unwrap_or_default();
    let site = Site {
        ask,
        pages: pages.clone(),
        base: base.trim_end_matches('/').to_owned(),
        slash: config.contains("trailingSlash: true"),
        locales: nextra_locales(ask, &pages, &config),
        imports: Imports {
            tree,
            shorts: vec![("@/", slashed(&root)), ("@components/", slashed(&join(&root, "components")))],
        },
    };
    source.addresses = Addresses {
        base: site.base.clone(),
        roots: vec![join(&root, "public"), pages, root.clone()],
        ..Addresses::default()
    };
    statics(ask, &join(&root, "public"), &mut source);
    site.collect(&mut source)?;
    site.metas(&mut source);
    Ok(source)
}

struct Site<'a> {
    ask: &'a Ask<'a>,
    pages: String,
    base: String,
    slash: bool,
    /// Folders of languages.
    locales: BTreeMap<String, Option<LanguageId>>,
    imports: Imports<'a>,
}

impl Site<'_> {
    fn collect(&self, source: &mut Source) -> Result<()> {
        let asset = |below: &str| {
            let (plain, _) = self.plain(below);
            (is_visible(below) && !has_extension(below, &["ts", "tsx", "js", "jsx", "json", "yaml", "yml"]))
                .then_some(plain)
        };
        let mut lost = 0;
        collect(self.ask, &self.pages, &["md", "mdx", "mdoc"], source, &asset, &mut |mut found, source| {
            let name = split(&found.below).1;
            // Helpdex has a page of its own for addresses that lead nowhere.
            let is_page = is_visible(&found.below)
                && !name.starts_with('_')
                && !matches!(name, "404.md" | "404.mdx")
                && !found.below.split('/').any(|part| part.starts_with('_'));
            if !is_page {
                return None;
            }
            let (plain, code) = self.plain(&found.below);
            let language = match &code {
                Some(code) => self.locales.get(code).copied().flatten(),
                None => Some(self.ask.language),
            };
            let Some(language) = language else {
                lost += 1;
                let message =
                    format!("not imported: this site doesn't have the language `{}`", code.unwrap_or_default());
                source.notes.problem(what::LANGUAGE, &found.path, None, message);
                return None;
            };
            // The app router has a folder for each page.
            let plain = plain
                .strip_suffix("/page.mdx")
                .or_else(|| plain.strip_suffix("/page.md"))
                .map_or(plain.clone(), |folder| format!("{folder}.mdx"));
            let plain = if matches!(plain.as_str(), "page.mdx" | "page.md") { "index.mdx".to_owned() } else { plain };
            let target = place(&plain);
            let address = self.address(&found, &plain, code.as_deref());
            if has_extension(&found.path, &["mdoc"]) {
                markdoc(&mut found.parsed.body, &found.path, &mut source.notes);
            }
            let mut folders =
                mdx_page::translate(&mut found.parsed.body, &found.path, &self.imports, &mut source.notes);
            found.parsed.body.rewrite(|text, _| without_shorts(text));
            head(&mut found.parsed.head);
            folders.push(join(&self.pages, split(&plain).0));
            Some(Page { language, address: Some(address), ..found.page(target, folders) })
        })?;
        source.found += lost;
        source.lost += lost;
        Ok(())
    }

    /// A page that nobody translated is shown in the default language at its address in each other one.
    fn fallbacks(&self, source: &mut Source) {
        let known: BTreeSet<(String, LanguageId)> =
            source.pages.iter().map(|page| (page.place.clone(), page.language)).collect();
        let others: Vec<(&String, LanguageId)> =
            self.locales.iter().filter_map(|(code, language)| Some((code, (*language)?))).collect();
        for page in source.pages.iter_mut().filter(|page| page.language == self.ask.language) {
            for (code, language) in others.iter().filter(|(_, language)| *language != self.ask.language) {
                let below = page.address.as_ref().and_then(|address| address.strip_prefix(&format!("{}/", self.base)));
                if let Some(below) = below.filter(|_| !known.contains(&(page.place.clone(), *language))) {
                    page.old_addresses.push(format!("{}/{code}/{below}", self.base));
                }
            }
        }
    }

    /// A path without its language, and the code: a folder, or a part of the name.
    fn plain(&self, below: &str) -> (String, Option<String>) {
        if let Some((code, rest)) = below.split_once('/').filter(|(code, _)| self.locales.contains_key(*code)) {
            return (rest.to_owned(), Some(code.to_owned()));
        }
        let (folder, name) = split(below);
        let mut parts: Vec<&str> = name.split('.').collect();
        if let [_, .., code, _] = parts.as_slice()
            && parts.len() > 2
            && self.locales.contains_key(*code)
        {
            let code = (*code).to_owned();
            parts.remove(parts.len() - 2);
            return (join(folder, &parts.join(".")), Some(code));
        }
        (below.to_owned(), None)
    }

    fn address(&self, found: &Found, plain: &str, code: Option<&str>) -> String {
        let stem = plain.rsplit_once('.').map_or(plain, |(stem, _)| stem);
        let path = found.text("slug").unwrap_or_else(|| {
            let path = stem.strip_suffix("index").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(stem);
            path.to_lowercase().replace(' ', "-")
        });
        let is_default = code
            .is_none_or(|code| self.locales.get(code).copied().flatten() == Some(self.ask.language) && code == "root");
        let code = if is_default { "" } else { code.unwrap_or_default() };
        let path = [code, path.trim_matches('/')]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("/");
        let slash = if self.slash && !path.is_empty() { "/" } else { "" };
        format!("{}/{path}{slash}", self.base)
    }

    /// `_meta.json` and `_meta.js` of Nextra: titles and order of what is in a folder.
    fn metas(&self, source: &mut Source) {
        for path in self.ask.tree.below(&self.pages) {
            let name = split(path).1;
            if !(name.starts_with("_meta.") && has_extension(name, &["json", "js", "ts", "jsx", "tsx"])) {
                continue;
            }
            let text = self.ask.tree.text(path).unwrap_or_default();
            let Some(value) = folder_file::data(path, &text, &mut source.notes) else { continue };
            let start = format!("{}/", self.pages);
            let below = split(path.strip_prefix(&start).unwrap_or(path)).0;
            let (folder, code) = self.plain(&join(below, "x"));
            let folder = split(&folder).0.to_owned();
            // `_meta.en.json` is of one language.
            let named = name.split('.').nth(1).filter(|code| self.locales.contains_key(*code));
            let code = code.or_else(|| named.map(str::to_owned));
            let language =
                code.and_then(|code| self.locales.get(&code).copied().flatten()).unwrap_or(self.ask.language);
            let kept = value.as_object().into_iter().flatten();
            for (index, (key, value)) in kept.enumerate() {
                let order = i64::try_from(index + 1).unwrap_or(i64::MAX);
                let title = value.as_str().or_else(|| value["title"].as_str());
                let page = join(&folder, &format!("{key}.md"));
                for page in source.pages.iter_mut().filter(|known| known.place == page && known.language == language) {
                    nav::set_order(page, order);
                    page.named = page.named.take().or_else(|| title.map(str::to_owned));
                }
                let inner = join(&folder, key);
                let has_pages = source.pages.iter().any(|page| page.place.starts_with(&format!("{inner}/")));
                if has_pages {
                    let known = source.folders.entry(inner).or_default();
                    known.order = known.order.or(Some(order));
                    if let Some(title) = title {
                        known.titles.insert(language, title.to_owned());
                    }
                }
            }
        }
    }
}

/// Markdoc's tags, which Starlight has as well: `{% aside type="tip" %}`.
fn markdoc(body: &mut Text, file: &str, notes: &mut Notes) {
    body.rewrite(|text, lines| {
        let mut own = |_: &Element<'_>, _: &mut Notes| None;
        let mut tags = Shortcodes { brackets: Brackets::Liquid, path: file, notes, own: &mut own };
        elements::translate(text, lines, &mut tags)
    });
}

/// Links by the short forms that sites of Astro have for the folders of their source.
fn without_shorts(text: &str) -> String {
    const SHORTS: [(&str, &str); 3] = [("@assets/", "/src/assets/"), ("~/", "/src/"), ("@/", "/src/")];
    if !text.contains("](@") && !text.contains("](~/") {
        return text.to_owned();
    }
    let long = |text: String, (short, place): &(&str, &str)| text.replace(&format!("]({short}"), &format!("]({place}"));
    outside(text, |piece| SHORTS.iter().fold(piece.to_owned(), long))
}

/// Keys of Starlight and Nextra in words that the intake knows.
fn head(head: &mut crate::source::Entries) {
    let sidebar = head.iter().find(|(key, _)| key == "sidebar").map(|(_, value)| value.clone()).unwrap_or_default();
    if let Some(order) = sidebar["order"].as_i64() {
        head.push(("order".to_owned(), order.into()));
    }
    let looks = [
        "sidebar",
        "template",
        "hero",
        "tableOfContents",
        "banner",
        "prev",
        "next",
        "editUrl",
        "head",
        "slug",
        "pagefind",
    ];
    head.retain(|(key, _)| !looks.contains(&key.as_str()));
    for (key, value) in head.iter_mut() {
        if key == "lastUpdated" && value.is_string() {
            "last_updated".clone_into(key);
        }
    }
}

/// The folders of Starlight's languages; `root` lies at the top.
fn locales(ask: &Ask<'_>, starlight: &Value, source: &mut Source) -> BTreeMap<String, Option<LanguageId>> {
    let default = text_at(starlight, "defaultLocale").unwrap_or("root").to_owned();
    let listed = at(starlight, "locales").as_object().cloned().unwrap_or_default();
    let mut found = BTreeMap::new();
    for (folder, value) in &listed {
        let code = value["lang"].as_str().unwrap_or(folder);
        let language = if *folder == default { Some(ask.language) } else { ask.language_of(code) };
        if language.is_none() {
            source.notes.problem(
                what::LANGUAGE,
                &format!("{folder}/"),
                None,
                format!("this site doesn't have the language `{code}`"),
            );
        }
        if folder != "root" {
            found.insert(folder.clone(), language);
        }
    }
    found
}

/// Nextra's languages: folders or ends of names that the settings list.
fn nextra_locales(ask: &Ask<'_>, pages: &str, config: &str) -> BTreeMap<String, Option<LanguageId>> {
    let list = config.split("locales:").nth(1).map(crate::dialect::js::literal).unwrap_or_default();
    let default = config.split("defaultLocale:").nth(1).map(crate::dialect::js::literal).unwrap_or_default();
    let codes = list.as_array().into_iter().flatten().filter_map(Value::as_str);
    let _ = pages;
    codes
        .map(|code| {
            (code.to_owned(), if Some(code) == default.as_str() { Some(ask.language) } else { ask.language_of(code) })
        })
        .collect()
}

fn items(ask: &Ask<'_>, site: &Site<'_>, list: &[Value]) -> Vec<Item> {
    let page = |slug: &str, label: Option<&str>| {
        let slug = slug.trim_matches('/');
        let known = |path: &String| site.ask.tree.has(&join(&site.pages, path));
        let names =
            ["md", "mdx"].into_iter().flat_map(|end| [format!("{slug}.{end}"), join(slug, &format!("index.{end}"))]);
        let in_default =
            site.locales.iter().filter(|(_, language)| **language == Some(ask.language)).map(|(code, _)| code.clone());
        let roots: Vec<String> = [String::new()].into_iter().chain(in_default).collect();
        let found = names.into_iter().find(|name| roots.iter().any(|root| known(&join(root, name))))?;
        Some(Item::Page(place(&found), label.map(str::to_owned)))
    };
    let mut items = Vec::new();
    for entry in list {
        let label = entry["label"].as_str();
        if let Some(slug) = entry.as_str().or_else(|| entry["slug"].as_str()) {
            items.extend(page(slug, label));
        } else if let Some(link) = entry["link"].as_str().filter(|link| !link.contains("://")) {
            items.extend(page(link, label));
        } else if let Some(label) = label {
            let mut titles = BTreeMap::from([(ask.language, label.to_owned())]);
            for (code, text) in entry["translations"].as_object().into_iter().flatten() {
                if let (Some(language), Some(text)) = (ask.language_of(code), text.as_str()) {
                    titles.insert(language, text.to_owned());
                }
            }
            let inner = match (entry["items"].as_array(), entry["autogenerate"]["directory"].as_str()) {
                (Some(list), _) => self::items(ask, site, list),
                (None, Some(folder)) => vec![Item::Folder(folder.trim_matches('/').to_owned())],
                (None, None) => continue,
            };
            items.push(Item::Group(Group { titles, items: inner, ..Group::default() }));
        } else if let Some(folder) = entry["autogenerate"]["directory"].as_str() {
            items.push(Item::Folder(folder.trim_matches('/').to_owned()));
        }
    }
    items
}

fn host(url: &str) -> Vec<String> {
    let host = url.split_once("://").and_then(|(_, rest)| rest.split('/').next()).filter(|host| !host.is_empty());
    host.map(str::to_owned).into_iter().collect()
}

fn slashed(folder: &str) -> String {
    format!("{folder}/")
}
