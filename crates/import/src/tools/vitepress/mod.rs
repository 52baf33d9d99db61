//! VitePress and VuePress: containers, groups of code, includes, sidebars.

use std::collections::BTreeMap;

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::{join, resolve, split};
use serde_json::Value;

use crate::dialect::includes::Includes;
use crate::dialect::js::{at, exported, text_at};
use crate::source::tree::{Tree, has_extension};
use crate::source::{Addresses, Page, Source, what};
use crate::tools::ask::Ask;
use crate::tools::collect::{collect, is_visible, statics};
use crate::tools::nav;
use crate::tools::summary::place;

mod sidebar;
mod text;

use sidebar::sidebars;
use text::{home, translate};

const FILES: [&str; 7] = [
    ".vitepress/config.ts",
    ".vitepress/config.mts",
    ".vitepress/config.js",
    ".vitepress/config.mjs",
    ".vitepress/config/index.ts",
    ".vuepress/config.js",
    ".vuepress/config.ts",
];

/// Whether there is a site of VitePress or VuePress.
pub(crate) fn recognises(tree: &Tree) -> bool {
    tree.nearest(&FILES).is_some()
}

/// Reads one.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let root = tree.nearest(&FILES).unwrap_or_default();
    let file = FILES.iter().map(|name| join(&root, name)).find(|path| tree.has(path)).unwrap_or_default();
    let config = exported(&tree.text(&file).unwrap_or_default());
    let folder = resolve(&root, text_at(&config, "srcDir").unwrap_or(".").trim_start_matches("./")).unwrap_or_default();
    let base = text_at(&config, "base").unwrap_or_default().trim_matches('/').to_owned();
    let base = if base.is_empty() { base } else { format!("/{base}") };
    let is_clean = at(&config, "cleanUrls").as_bool() == Some(true);
    let publics = [join(&folder, "public"), join(&root, ".vuepress/public")];
    source.addresses = Addresses {
        base: base.clone(),
        roots: publics.iter().cloned().chain([folder.clone(), join(&folder, "en")]).collect(),
        ..Addresses::default()
    };
    publics.iter().for_each(|public| statics(ask, public, &mut source));
    let locales = locales(ask, &config, &mut source);
    let includes = Includes { tree, bases: vec![folder.clone(), root.clone()] };
    let excluded: Vec<&str> =
        at(&config, "srcExclude").as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    // `'en/:rest*': ':rest*'` puts the folder of the default language at the top.
    let rewrites = at(&config, "rewrites").as_object().into_iter().flatten();
    let tops: Vec<String> = rewrites
        .filter(|(_, to)| to.as_str().is_some_and(|to| to.starts_with(':')))
        .filter_map(|(from, _)| Some(format!("{}/", from.split_once("/:")?.0)))
        .collect();
    let at_top = |below: &str| tops.iter().find_map(|top| below.strip_prefix(top.as_str())).unwrap_or(below).to_owned();
    let plain = |below: &str| match below.split_once('/').filter(|(code, _)| locales.contains_key(*code)) {
        Some((code, rest)) => (rest.to_owned(), Some(code.to_owned())),
        None => (at_top(below), None),
    };
    let is_left = |below: &str| {
        excluded.iter().any(|pattern| {
            let name = pattern.trim_start_matches("**/").trim_end_matches("/**").trim_end_matches("/*");
            below == name || below.starts_with(&format!("{name}/")) || below.ends_with(&format!("/{name}"))
        })
    };
    let asset = |below: &str| {
        (is_visible(below) && !below.starts_with("public/") && !has_extension(below, &["vue", "ts", "js", "json"]))
            .then(|| plain(below).0)
    };
    let mut inserted = Vec::new();
    let mut lost = 0;
    collect(ask, &folder, &["md"], &mut source, &asset, &mut |mut found, source| {
        if !is_visible(&found.below) || is_left(&found.below) || found.below.starts_with("public/") {
            return None;
        }
        let (below, code) = plain(&found.below);
        let language = code.as_ref().map_or(Some(ask.language), |code| locales.get(code).copied().flatten());
        let Some(language) = language else {
            lost += 1;
            let message = format!("not imported: this site doesn't have the language `{}`", code.unwrap_or_default());
            source.notes.problem(what::LANGUAGE, &found.path, None, message);
            return None;
        };
        home(&mut found.parsed.head, &mut found.parsed.body);
        let mut folders = translate(&mut found.parsed.body, &found.path, &includes, &mut inserted, &mut source.notes);
        folders.push(join(&folder, split(&below).0));
        let published = at_top(&found.below);
        let stem = published.trim_end_matches(".md");
        let address = match stem.strip_suffix("index").filter(|rest| rest.is_empty() || rest.ends_with('/')) {
            Some(folder) => format!("{base}/{folder}"),
            None if is_clean => format!("{base}/{stem}"),
            None => format!("{base}/{stem}.html"),
        };
        // Both spellings answer on most hosts.
        let old = if is_clean { Vec::new() } else { vec![format!("{base}/{}", stem.trim_end_matches("/index"))] };
        let old = old
            .into_iter()
            .filter(|address| !address.trim_end_matches('/').is_empty() && split(stem).1 != "index")
            .collect();
        let looks = [
            "layout",
            "hero",
            "features",
            "outline",
            "sidebar",
            "aside",
            "prev",
            "next",
            "editLink",
            "head",
            "navbar",
            "pageClass",
            "lang",
        ];
        found.parsed.head.retain(|(key, _)| !looks.contains(&key.as_str()));
        Some(Page { language, address: Some(address), old_addresses: old, ..found.page(place(&below), folders) })
    })?;
    source.found += lost;
    source.lost += lost;
    let before = source.pages.len();
    source.pages.retain(|page| {
        !inserted.contains(&page.origin) || !(page.origin.contains("/parts/") || split(&page.place).1.starts_with('_'))
    });
    source.found -= before - source.pages.len();
    let sidebar = match at(&config, "themeConfig.sidebar") {
        Value::Null => at(&config, "locales.root.themeConfig.sidebar"),
        sidebar => sidebar,
    };
    let items = sidebars(ask, sidebar, &source);
    if !items.is_empty() {
        nav::arrange(&mut source, &items, "");
    }
    Ok(source)
}

/// The folders of languages.
fn locales(ask: &Ask<'_>, config: &Value, source: &mut Source) -> BTreeMap<String, Option<LanguageId>> {
    let mut found = BTreeMap::new();
    for (key, value) in at(config, "locales").as_object().into_iter().flatten() {
        let folder = key.trim_matches('/');
        if folder.is_empty() || folder == "root" {
            continue;
        }
        let code = value["lang"].as_str().unwrap_or(folder);
        let language = ask.language_of(code).or_else(|| ask.language_of(folder));
        if language.is_none() {
            source.notes.problem(
                what::LANGUAGE,
                &format!("{folder}/"),
                None,
                format!("this site doesn't have the language `{code}`"),
            );
        }
        found.insert(folder.to_owned(), language);
    }
    found
}
