//! Zola: sections, `@/` links, shortcodes, languages in names.

use helpdex_content::error::Result;
use helpdex_content::path::{join, split};
use serde_json::Value;

use super::ask::Ask;
use super::collect::{collect, is_visible, statics};
use super::folder_file;
use crate::dialect::anchors::{self, Style};
use crate::dialect::code::outside;
use crate::dialect::elements::{self, Element};
use crate::dialect::embeds;
use crate::dialect::js::{at, text_at};
use crate::dialect::shortcodes::{Brackets, Shortcodes};
use crate::source::tree::Tree;
use crate::source::{Addresses, Notes, Page, Source, Text, what};

const FILES: [&str; 2] = ["zola.toml", "config.toml"];

/// Whether there is a site of Zola: its sections have front matter in TOML, and its templates a folder of their own.
pub(crate) fn recognises(tree: &Tree) -> bool {
    tree.nearest(&FILES).is_some_and(|root| {
        let has = |name: &str| tree.folders.contains(&join(&root, name));
        let has_own = tree.has(&join(&root, "zola.toml")) || has("templates") || has("sass");
        has("content") && has_own && !has("layouts") && !has("archetypes")
    })
}

/// Reads one.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let root = tree.nearest(&FILES).unwrap_or_default();
    let file = FILES.iter().map(|name| join(&root, name)).find(|path| tree.has(path)).unwrap_or_default();
    let config =
        tree.text(&file).and_then(|text| folder_file::data(&file, &text, &mut source.notes)).unwrap_or_default();
    let url = text_at(&config, "base_url").unwrap_or_default();
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let (host, base) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let base = base.trim_end_matches('/').to_owned();
    let content = join(&root, "content");
    source.addresses = Addresses {
        hosts: Some(host.to_owned()).into_iter().filter(|host| !host.is_empty()).collect(),
        base: base.clone(),
        roots: vec![join(&root, "static"), content.clone()],
    };
    statics(ask, &join(&root, "static"), &mut source);
    let codes: Vec<String> =
        at(&config, "languages").as_object().into_iter().flatten().map(|(code, _)| code.clone()).collect();
    let keep_anchors = text_at(&config, "slugify.anchors") == Some("off");
    let style = if keep_anchors { Style::Github } else { Style::Zola };
    let asset = |below: &str| is_visible(below).then(|| below.to_owned());
    let mut lost = 0;
    collect(ask, &content, &["md"], &mut source, &asset, &mut |mut found, source| {
        if !is_visible(&found.below) {
            return None;
        }
        let (folder, name) = split(&found.below);
        let stem = name.trim_end_matches(".md");
        let (stem, code) = match stem.rsplit_once('.').filter(|(_, code)| codes.iter().any(|known| known == code)) {
            Some((stem, code)) => (stem, Some(code.to_owned())),
            None => (stem, None),
        };
        let language = match &code {
            Some(code) => ask.language_of(code),
            None => Some(ask.language),
        };
        let Some(language) = language else {
            lost += 1;
            source.notes.problem(
                what::LANGUAGE,
                &found.path,
                None,
                format!("not imported: this site doesn't have the language `{}`", code.unwrap_or_default()),
            );
            return None;
        };
        let place = match stem {
            "_index" => join(folder, "_index.md"),
            "index" if !folder.is_empty() => format!("{folder}.md"),
            // A date at the start of a name is no part of the address.
            stem => join(folder, &format!("{}.md", undated(stem))),
        };
        let path = place.trim_end_matches(".md");
        let path = path.strip_suffix("_index").unwrap_or(path).trim_end_matches('/');
        let path = match (found.text("path"), found.text("slug")) {
            (Some(own), _) => own.trim_matches('/').to_owned(),
            (None, Some(slug)) => join(split(path).0, &slug),
            (None, None) => path.split('/').map(slugged).collect::<Vec<_>>().join("/"),
        };
        let prefix = code.map_or_else(String::new, |code| format!("/{code}"));
        let address = if path.is_empty() { format!("{base}{prefix}/") } else { format!("{base}{prefix}/{path}/") };
        translate(&mut found.parsed.body, &found.path, style, &mut source.notes);
        aliases(&mut found.parsed.head);
        let sections = [
            "path",
            "slug",
            "template",
            "page_template",
            "sort_by",
            "paginate_by",
            "insert_anchor_links",
            "in_search_index",
            "render",
        ];
        found.parsed.head.retain(|(key, _)| !sections.contains(&key.as_str()));
        taxonomies(&mut found.parsed.head);
        Some(Page { language, address: Some(address), ..found.page(place, vec![content.clone()]) })
    })?;
    source.found += lost;
    source.lost += lost;
    Ok(source)
}

fn slugged(part: &str) -> String {
    let slug = helpdex_content::slug::slugify(part);
    if slug.is_empty() { part.to_owned() } else { slug }
}

/// A name without the date that it begins with.
fn undated(stem: &str) -> &str {
    let digits = stem.get(..10).is_some_and(|date| {
        date.char_indices().all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() })
    });
    match stem.get(10..).filter(|_| digits) {
        Some(rest) if rest.len() > 1 => rest.trim_start_matches(['-', '_']),
        _ => stem,
    }
}

/// Aliases may lack their slash.
fn aliases(head: &mut crate::source::Entries) {
    for (_, value) in head.iter_mut().filter(|(key, _)| key == "aliases") {
        for alias in value.as_array_mut().into_iter().flatten() {
            if let Some(text) = alias.as_str().filter(|text| !text.starts_with('/')) {
                *alias = format!("/{text}").into();
            }
        }
    }
}

/// `[taxonomies] tags = […]` are tags.
fn taxonomies(head: &mut crate::source::Entries) {
    let tags = head
        .iter()
        .find(|(key, _)| key == "taxonomies")
        .map(|(_, value)| value["tags"].clone())
        .filter(Value::is_array);
    if let Some(tags) = tags.filter(|_| head.iter().all(|(key, _)| key != "tags")) {
        head.push(("tags".to_owned(), tags));
        for (_, value) in head.iter_mut().filter(|(key, _)| key == "taxonomies") {
            if let Some(map) = value.as_object_mut() {
                map.remove("tags");
            }
        }
        head.retain(|(key, value)| key != "taxonomies" || value.as_object().is_some_and(|map| !map.is_empty()));
    }
}

fn translate(body: &mut Text, file: &str, style: Style, notes: &mut Notes) {
    body.rewrite(|text, lines| {
        let mut own = |_: &Element<'_>, _: &mut Notes| None;
        elements::translate(text, lines, &mut Shortcodes { brackets: Brackets::Zola, path: file, notes, own: &mut own })
    });
    body.rewrite(|text, lines| embeds::frames(text, lines, file, notes));
    // `@/a/b.md` counts from the folder of content.
    body.rewrite(|text, _| {
        outside(text, |piece| piece.replace("](@/", "](/").replace("]: @/", "]: /").replace("href=\"@/", "href=\"/"))
    });
    anchors::keep_in(body, style, notes);
}
