//! Starlight (Astro), and Nextra (Next.js) beside it: MDX under a folder of pages, sidebars by settings or small files.

use std::collections::BTreeMap;

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::join;
use serde_json::Value;

use self::site::{Site, slashed};
use crate::dialect::js::{at, exported, text_at};
use crate::source::tree::Tree;
use crate::source::{Addresses, Source, what};
use crate::tools::ask::Ask;
use crate::tools::collect::statics;
use crate::tools::mdx_page::Imports;
use crate::tools::nav::{self, Group, Item};
use crate::tools::settings_file;
use crate::tools::summary::place;

mod nextra;
mod site;

pub(crate) use self::nextra::{read_nextra, recognises_nextra};

const ASTRO: [&str; 4] = ["astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.mts"];

/// Whether there is a site of Starlight.
pub(crate) fn recognises(tree: &Tree) -> bool {
    tree.nearest(&ASTRO).is_some_and(|root| tree.folders.contains(&join(&root, "src/content/docs")))
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
