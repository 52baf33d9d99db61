//! GitBook: `SUMMARY.md`, blocks in `{% … %}`.

use std::collections::BTreeMap;

use helpdex_content::error::Result;
use helpdex_content::path::{join, resolve, split};

use super::ask::Ask;
use super::collect::{collect, is_visible};
use super::folder_file;
use super::nav::{self, Group, Item};
use super::summary;
use crate::dialect::anchors::{self, Style};
use crate::dialect::block;
use crate::dialect::components::target;
use crate::dialect::elements::{self, Element, Made};
use crate::dialect::embeds;
use crate::dialect::includes::{Includes, Part};
use crate::dialect::js::{at, text_at};
use crate::dialect::shortcodes::{Brackets, Shortcodes};
use crate::source::tree::Tree;
use crate::source::{Addresses, Asset, Notes, OnDisk, Page, Source, Text, front_matter};

/// A part may insert another one; deeper than this they go round in circles.
const MAX_DEPTH: usize = 8;

const MARKS: [&str; 3] = [".gitbook.yaml", ".gitbook.yml", "SUMMARY.md"];

/// Whether there is a space of GitBook: its settings, or a summary beside a first page.
pub(crate) fn recognises(tree: &Tree) -> bool {
    let Some(root) = tree.nearest(&MARKS) else { return false };
    let has_settings = MARKS.iter().take(2).any(|name| tree.has(&join(&root, name)));
    has_settings
        || tree.folders.contains(&join(&root, ".gitbook"))
        || tree.has(&join(&root, "README.md")) && tree.has(&join(&root, "SUMMARY.md"))
}

/// Reads one.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let settings = tree.nearest(&MARKS[..2]).or_else(|| tree.nearest(&MARKS)).unwrap_or_default();
    let file = MARKS.iter().take(2).map(|name| join(&settings, name)).find(|path| tree.has(path)).unwrap_or_default();
    let config =
        tree.text(&file).and_then(|text| folder_file::data(&file, &text, &mut source.notes)).unwrap_or_default();
    let root = resolve(&settings, text_at(&config, "root").unwrap_or(".").trim_start_matches("./")).unwrap_or_default();
    let list = text_at(&config, "structure.summary").unwrap_or("SUMMARY.md").trim_start_matches("./").to_owned();
    let readme = text_at(&config, "structure.readme").unwrap_or("README.md").trim_start_matches("./").to_owned();
    source.addresses = Addresses { roots: vec![root.clone()], ..Addresses::default() };
    let includes = Includes { tree, bases: vec![root.clone()] };
    let place = |below: &str| if below == readme { "_index.md".to_owned() } else { summary::place(below) };
    let asset = |below: &str| is_visible(below).then(|| below.to_owned());
    collect(ask, &root, &["md"], &mut source, &asset, &mut |mut found, source| {
        let is_list = split(&found.below).1 == split(&list).1;
        if is_list || !is_visible(&found.below) {
            return None;
        }
        let mut folders = translate(&mut found.parsed.body, &found.path, &includes, &mut source.notes, 0);
        folders.push(root.clone());
        let stem = found.below.trim_end_matches(".md").to_owned();
        let address = if found.below == readme {
            "/".to_owned()
        } else {
            format!("/{}", stem.strip_suffix("/README").unwrap_or(&stem).to_lowercase())
        };
        // `layout`, `cover` and `icon` say how GitBook shows the page.
        found.parsed.head.retain(|(key, _)| !["layout", "cover", "coverY", "icon"].contains(&key.as_str()));
        let page = place(&found.below);
        Some(Page { language: ask.language, address: Some(address), ..found.page(page, folders) })
    })?;
    assets(ask, &root, &mut source);
    let text = tree.text(&join(&root, &list)).unwrap_or_default();
    let mut items = summary::read(&text, split(&list).0, ask.language, &place);
    if items.is_empty() {
        items = spaces(ask, &root, split(&list).1, &place);
    }
    for (from, to) in at(&config, "redirects").as_object().into_iter().flatten() {
        let Some(to) = to.as_str() else { continue };
        let to = to.trim_start_matches("./").trim_end_matches(".md").trim_end_matches("/README");
        source.redirects.push((format!("/{}", from.trim_start_matches('/')), format!("/{to}")));
    }
    nav::arrange(&mut source, &items, "");
    Ok(source)
}

/// What GitBook keeps in its hidden folder.
fn assets(ask: &Ask<'_>, root: &str, source: &mut Source) {
    let start = if root.is_empty() { String::new() } else { format!("{root}/") };
    for path in ask.tree.below(root) {
        let below = path.strip_prefix(&start).unwrap_or(path);
        // One repository may hold several spaces, each with its own.
        let Some((space, name)) = below.split_once(".gitbook/assets/") else { continue };
        let place = join(space.trim_end_matches('/'), &format!("img/{}", split(name).1));
        source.files.insert(path.clone(), Asset { place, content: OnDisk(ask.tree.location(path)) });
    }
}

/// The spaces of a repository that holds several of them, each in a folder with its own list.
fn spaces(ask: &Ask<'_>, root: &str, list: &str, place: &dyn Fn(&str) -> String) -> Vec<Item> {
    let start = if root.is_empty() { String::new() } else { format!("{root}/") };
    let lists = ask.tree.below(root).filter(|path| split(path).1 == list);
    let spaces = lists.filter_map(|path| {
        let folder = split(path.strip_prefix(&start).unwrap_or(path)).0.to_owned();
        let items = summary::read(&ask.tree.text(path)?, &folder, ask.language, place);
        let name = split(&folder).1.replace(['-', '_'], " ");
        let titles = BTreeMap::from([(ask.language, name)]);
        let page = Some(place(&join(&folder, "README.md")));
        (!folder.is_empty()).then(|| Item::Group(Group { titles, page, items, ..Group::default() }))
    });
    spaces.collect()
}

fn translate(body: &mut Text, file: &str, includes: &Includes<'_>, notes: &mut Notes, depth: usize) -> Vec<String> {
    let mut folders = Vec::new();
    body.rewrite(|text, lines| {
        let mut own =
            |element: &Element<'_>, notes: &mut Notes| own(element, (file, depth), includes, &mut folders, notes);
        elements::translate(
            text,
            lines,
            &mut Shortcodes { brackets: Brackets::Liquid, path: file, notes, own: &mut own },
        )
    });
    body.rewrite(|text, lines| embeds::frames(text, lines, file, notes));
    anchors::keep_in(body, Style::GitBook, notes);
    folders
}

/// What only GitBook has.
fn own(
    element: &Element<'_>,
    here: (&str, usize),
    includes: &Includes<'_>,
    folders: &mut Vec<String>,
    notes: &mut Notes,
) -> Option<Made> {
    let (file, depth) = here;
    let args = &element.tag.args;
    let inner = element.inner.unwrap_or_default().trim();
    match element.tag.name.as_str() {
        "content-ref" => {
            let url = args.first(&["url"])?;
            Some(Made::Block(if inner.is_empty() { format!("[{url}]({})", target(&url)) } else { inner.to_owned() }))
        }
        // Older spaces.
        "code-tabs" => {
            notes.count("tabs", 1);
            Some(Made::Block(block::write("tabs", "", "", inner)))
        }
        "code-tabs-item" => {
            let title = args.first(&["title", "name"]).unwrap_or_else(|| (element.index + 1).to_string());
            Some(Made::Block(block::write("tab", &title, "", inner)))
        }
        "embed" => {
            let url = args.first(&["url"])?;
            Some(Made::Block(
                embeds::film(&url, inner)
                    .unwrap_or_else(|| format!("[{}]({})", if inner.is_empty() { &url } else { inner }, target(&url))),
            ))
        }
        "file" => {
            let src = args.first(&["src"])?;
            let name = if inner.is_empty() { split(&src).1.to_owned() } else { inner.to_owned() };
            Some(Made::Block(format!("[{name}]({})", target(&src))))
        }
        "include" => {
            let path = args.plain().next()?.to_owned();
            let part = Part { path, ..Part::default() };
            let (text, found) = includes.text(file, Some(element.line), &part, notes).filter(|_| depth < MAX_DEPTH)?;
            folders.push(split(&found).0.to_owned());
            let parsed = front_matter::parse(&found, &text, notes);
            let mut body = parsed.body;
            folders.extend(translate(&mut body, &found, includes, notes, depth + 1));
            Some(Made::Block(body.to_string().trim_end().to_owned()))
        }
        "code" => {
            // The block of code that follows has its language itself.
            let title = args.first(&["title"]).map_or_else(String::new, |title| format!("**{title}**\n\n"));
            Some(Made::Block(format!("{title}{inner}")))
        }
        "step" | "stepper" | "columns" | "column" | "updates" | "update" => Some(Made::Inner),
        "swagger" | "openapi" | "openapi-operation" | "swagger-method" => None,
        _ => None,
    }
}
