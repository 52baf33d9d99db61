//! VitePress and VuePress: containers, groups of code, includes, sidebars.

use std::collections::BTreeMap;

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::{join, resolve, split};
use serde_json::Value;

use super::ask::Ask;
use super::collect::{collect, is_visible, statics};
use super::nav::{self, Group, Item};
use super::summary::place;
use crate::dialect::anchors::{self, Style};
use crate::dialect::block;
use crate::dialect::code::{Protected, outside};
use crate::dialect::components::Components;
use crate::dialect::includes::{Includes, Part};
use crate::dialect::js::{at, exported, text_at};
use crate::dialect::{colons, elements, embeds, quotes};
use crate::source::tree::{Tree, has_extension};
use crate::source::{Addresses, Notes, Page, Source, Text, front_matter, what};

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

/// The words of a home page stand in its front matter.
fn home(head: &mut crate::source::Entries, body: &mut Text) {
    let Some((_, hero)) = head.iter().find(|(key, _)| key == "hero").cloned() else { return };
    if head.iter().all(|(key, _)| key != "title")
        && let Some(title) = hero["name"].as_str().or_else(|| hero["text"].as_str())
    {
        head.push(("title".to_owned(), title.into()));
    }
    if let Some(tagline) = hero["tagline"].as_str() {
        head.push(("summary".to_owned(), tagline.into()));
    }
    let features = head.iter().find(|(key, _)| key == "features").map(|(_, value)| value.clone()).unwrap_or_default();
    let mut lines = Vec::new();
    for feature in features.as_array().into_iter().flatten() {
        let (title, details) =
            (feature["title"].as_str().unwrap_or_default(), feature["details"].as_str().unwrap_or_default());
        let title = match feature["link"].as_str() {
            Some(link) => format!("[{title}]({link})"),
            None => format!("**{title}**"),
        };
        lines.push(format!("- {title} {details}").trim_end().to_owned());
    }
    if !lines.is_empty() {
        let text = format!("{}\n\n{}", lines.join("\n"), body);
        *body = Text::new(&text, 1);
    }
}

fn translate(
    body: &mut Text,
    file: &str,
    includes: &Includes<'_>,
    inserted: &mut Vec<String>,
    notes: &mut Notes,
) -> Vec<String> {
    let mut folders = Vec::new();
    body.rewrite(|text, lines| inserts(text, lines, file, includes, inserted, &mut folders, notes, 0));
    body.rewrite(|text, _| scripts(text, file, notes));
    body.rewrite(|text, _| templates(text));
    body.rewrite(|text, lines| colons::translate(text, lines, file, notes));
    body.rewrite(|text, _| quotes::translate(text, notes));
    body.rewrite(|text, lines| embeds::frames(text, lines, file, notes));
    body.rewrite(|text, lines| {
        elements::translate(text, lines, &mut Components { path: file, parts: BTreeMap::new(), notes })
    });
    body.rewrite(|text, lines| braces(text, lines, file, notes));
    body.rewrite(|text, _| outside(text, |piece| piece.replace("[[toc]]", "").replace("[[TOC]]", "")));
    anchors::keep_in(body, Style::VitePress, notes);
    folders
}

/// `<!--@include: ./a.md{3,5}-->` and `<<< @/a.js#region{1,2 js}`.
#[expect(clippy::too_many_arguments, reason = "a step of its own recursion")]
fn inserts(
    text: &str,
    lines: &[usize],
    file: &str,
    includes: &Includes<'_>,
    inserted: &mut Vec<String>,
    folders: &mut Vec<String>,
    notes: &mut Notes,
    depth: usize,
) -> String {
    const MAX_DEPTH: usize = 8;
    if !text.contains("@include") && !text.contains("<<<") {
        return text.to_owned();
    }
    let mut out: Vec<String> = Vec::new();
    let protected = Protected::of(text);
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        let is_code =
            protected.holds(start + line.len() - line.trim_start().len()) && !line.trim_start().starts_with("<!--");
        start += line.len() + 1;
        let trimmed = line.trim();
        let number = lines.get(index).copied();
        let include = trimmed
            .strip_prefix("<!--")
            .and_then(|rest| rest.trim_start().strip_prefix("@include:"))
            .map(|rest| rest.trim_end_matches("-->").trim());
        if let Some(wanted) = include {
            let part = part(wanted);
            match includes.text(file, number, &part, notes).filter(|_| depth < MAX_DEPTH) {
                Some((text, path)) => {
                    let parsed = front_matter::parse(&path, &text, notes);
                    folders.push(split(&path).0.to_owned());
                    inserted.push(path.clone());
                    out.push(inserts(
                        parsed.body.to_string().trim_end(),
                        &[],
                        &path,
                        includes,
                        inserted,
                        folders,
                        notes,
                        depth + 1,
                    ));
                }
                None => out.push(block::comment(&format!("include {wanted}"))),
            }
        } else if let Some(wanted) = trimmed.strip_prefix("<<<").filter(|_| !is_code) {
            let wanted = wanted.trim();
            let (path, rest) = wanted.split_once('{').unwrap_or((wanted, ""));
            let language =
                rest.trim_end_matches('}').split_whitespace().find(|word| word.starts_with(char::is_alphabetic));
            let part = part(path.trim());
            let end = part.path.rsplit_once('.').map_or("", |(_, end)| end).to_owned();
            let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
            let made = match includes.text(file, number, &part, notes) {
                Some((text, _)) => format!("```{}\n{}\n```", language.unwrap_or(&end), text.trim_end()),
                None => block::comment(&format!("include {wanted}")),
            };
            out.push(format!("{indent}{}", block::indent_rest(&made, indent)));
        } else {
            out.push(line.to_owned());
        }
    }
    out.join("\n")
}

/// `@/a.md#region{3,5}`
fn part(wanted: &str) -> Part {
    let (path, lines) = wanted.split_once('{').unwrap_or((wanted, ""));
    let (path, section) = path.split_once('#').map_or((path, None), |(path, section)| (path, Some(section.to_owned())));
    let path = path.trim().trim_start_matches("@/").trim_start_matches("@").to_owned();
    let lines = lines.trim_end_matches('}').split_once(',').and_then(|(from, to)| {
        let from = from.trim().parse().unwrap_or(1);
        Some((from, if to.trim().is_empty() { usize::MAX } else { to.trim().parse().ok()? }))
    });
    Part { path, section, lines }
}

/// `<script setup>` and `<style>` are no text.
fn scripts(text: &str, file: &str, notes: &mut Notes) -> String {
    let mut out = text.to_owned();
    for name in ["script", "style"] {
        loop {
            let protected = Protected::of(&out);
            let found = out.match_indices(&format!("<{name}")).map(|(at, _)| at).find(|at| !protected.holds(*at));
            let end =
                found.and_then(|at| out.get(at..)?.find(&format!("</{name}>")).map(|end| at + end + name.len() + 3));
            let (Some(at), Some(end)) = (found, end) else { break };
            notes.problem(what::SYNTAX, file, None, format!("a `<{name}>` is left out"));
            out.replace_range(at..end, "");
        }
    }
    out
}

/// The parts of a component, `<template #title>`: what they hold stays.
fn templates(text: &str) -> String {
    if !text.contains("<template") {
        return text.to_owned();
    }
    outside(text, |piece| {
        let mut out = String::with_capacity(piece.len());
        let mut rest = piece;
        while let Some(at) = rest.find("<template").into_iter().chain(rest.find("</template")).min() {
            let (before, tag) = rest.split_at(at);
            let end = tag.find('>').map_or(tag.len(), |end| end + 1);
            out.push_str(before);
            rest = tag.get(end..).unwrap_or_default();
        }
        out + rest
    })
}

/// `{{ x }}` of Vue.
fn braces(text: &str, lines: &[usize], file: &str, notes: &mut Notes) -> String {
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("{{")).map(|next| at + next) {
        out.push_str(text.get(at..next).unwrap_or_default());
        let rest = text.get(next + 2..).unwrap_or_default();
        let Some(end) = rest.find("}}").filter(|_| !protected.holds(next)) else {
            out.push_str("{{");
            at = next + 2;
            continue;
        };
        let inner = rest.get(..end).unwrap_or_default().trim();
        let line = lines.get(text.get(..next).unwrap_or_default().matches('\n').count()).copied();
        notes.problem(what::SYNTAX, file, line, format!("`{{{{ {inner} }}}}` is not worked out; a comment keeps it"));
        at = next + 2 + end + 2;
        let comment = block::within(&block::comment(inner), &out, text.get(at..).unwrap_or_default());
        out.push_str(&comment);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The sidebar, or all of them one after the other.
fn sidebars(ask: &Ask<'_>, value: &Value, source: &Source) -> Vec<Item> {
    match value {
        Value::Array(list) => list.iter().flat_map(|entry| item(ask, entry, "", source)).collect(),
        Value::Object(map) => {
            let lists = map.iter().filter(|(key, _)| !key.starts_with("/:"));
            lists
                .flat_map(|(key, value)| {
                    let (list, base) = match value {
                        Value::Array(list) => (list.clone(), String::new()),
                        value => (
                            value["items"].as_array().cloned().unwrap_or_default(),
                            value["base"].as_str().unwrap_or(key).to_owned(),
                        ),
                    };
                    list.iter().flat_map(|entry| item(ask, entry, &base, source)).collect::<Vec<_>>()
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

fn item(ask: &Ask<'_>, entry: &Value, base: &str, source: &Source) -> Vec<Item> {
    let base = entry["base"].as_str().unwrap_or(base);
    let text = entry["text"].as_str();
    let link = entry.as_str().or_else(|| entry["link"].as_str()).filter(|link| !link.contains("://"));
    let page = link.and_then(|link| {
        let link = if link.starts_with('/') && base.is_empty() {
            link.to_owned()
        } else {
            format!("{base}{}", link.trim_start_matches('/'))
        };
        let path = link
            .split('#')
            .next()
            .unwrap_or_default()
            .trim_start_matches('/')
            .trim_end_matches(".md")
            .trim_end_matches(".html");
        let named =
            if path.is_empty() || path.ends_with('/') { format!("{path}index.md") } else { format!("{path}.md") };
        let found = [place(&named), join(path.trim_end_matches('/'), "_index.md")];
        found.into_iter().find(|wanted| source.pages.iter().any(|page| page.place == *wanted))
    });
    match (entry["items"].as_array().or_else(|| entry["children"].as_array()), text, page) {
        (Some(list), Some(text), page) => {
            let items = list.iter().flat_map(|entry| item(ask, entry, base, source)).collect();
            vec![Item::Group(Group {
                titles: BTreeMap::from([(ask.language, text.to_owned())]),
                page,
                items,
                ..Group::default()
            })]
        }
        (Some(list), None, _) => list.iter().flat_map(|entry| item(ask, entry, base, source)).collect(),
        (None, text, Some(page)) => vec![Item::Page(page, text.map(str::to_owned))],
        _ => Vec::new(),
    }
}
